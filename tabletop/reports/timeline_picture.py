"""The run on one strip as a page of its own, for a screen; it must not draw anything differently."""

from __future__ import annotations

from reportlab.graphics.renderPDF import drawToString

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.reports.frame import load_faces
from tabletop.reports.timeline_strip import timeline_strip
from tabletop.reports.voice import Voice


def timeline_picture(scenario: Scenario, debrief: Debrief, language: str) -> bytes:
    """Return the very strip of the printed page as a one-page PDF, 510 points wide (design D11)."""
    load_faces()
    strip = timeline_strip(scenario, debrief, Voice.of((language,), scenario.labels))
    return bytes(drawToString(strip))
