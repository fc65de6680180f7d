"""All charts of a debrief by name, as figures for a report and as pictures for a screen; it draws none."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.graphics.renderPDF import drawToString

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.metrics import Metrics
from tabletop.reports.chart_latency_figures import latency_figures
from tabletop.reports.chart_letters import letter_figures
from tabletop.reports.chart_objectives import objective_figures
from tabletop.reports.chart_timeline import timeline_figures
from tabletop.reports.chart_told import told_figures
from tabletop.reports.debrief_edition import Edition
from tabletop.reports.document import Figure
from tabletop.reports.frame import TEXT_WIDTH, load_faces
from tabletop.reports.voice import Voice

_MAKERS: dict[str, Callable[[Edition, Metrics], list[Figure]]] = {
    "objectives": lambda edition, _: objective_figures(edition),
    "timeline": lambda edition, _: timeline_figures(edition),
    "latency": lambda edition, _: latency_figures(edition),
    "letters": lambda edition, _: letter_figures(edition),
    "told": told_figures,
}
CHARTS = tuple(_MAKERS)
"""The names under which a debrief has charts, in the order of a report."""


def figures(edition: Edition, metrics: Metrics) -> dict[str, Figure]:
    """Return every chart by name; one that goes on on another page has further parts, `letters-2` ..."""
    return {
        part: figure
        for name, make in _MAKERS.items()
        for part, figure in _parts(name, make(edition, metrics)).items()
    }


def chart_picture(
    scenario: Scenario,
    debrief: Debrief,
    metrics: Metrics,
    name: str,
    *,
    language: str,
    width: float = TEXT_WIDTH,
) -> bytes:
    """Return the very drawing of the report as a one-page PDF (design D11); `name` is a key of `figures`."""
    edition = Edition(scenario, debrief, Voice.of((language,), scenario.labels))
    make = _MAKERS[name.partition("-")[0]]
    return picture_of(_parts(name.partition("-")[0], make(edition, metrics))[name], width)


def picture_of(figure: Figure, width: float = TEXT_WIDTH) -> bytes:
    """Return a figure's drawing as a one-page PDF of its own size."""
    load_faces()
    return bytes(drawToString(figure.draw(width)))


def _parts(name: str, found: list[Figure]) -> dict[str, Figure]:
    return {
        name if number == 1 else f"{name}-{number}": figure for number, figure in enumerate(found, start=1)
    }
