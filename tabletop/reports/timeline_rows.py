"""Where the rows of the timeline strip stand and what they share; it must not draw the run."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from reportlab.graphics.shapes import Drawing

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.reports import charts
from tabletop.reports.flowables import ELLIPSIS, fitted_words
from tabletop.reports.frame import ITALIC, SEMIBOLD, Style, width_of
from tabletop.reports.timeline_scale import Scale
from tabletop.reports.voice import Pair, Voice

LANE_HEIGHT = 18.8
_ROW = Style(SEMIBOLD, 7.6)
_ROW_SECOND = Style(ITALIC, 7.2)


@dataclass(frozen=True, slots=True)
class Rows:
    """Where each row stands, in points above the bottom of the drawing."""

    height: float
    phases: float
    numbers: float
    plan: float
    play: float
    tags: float
    band: float
    changes: float
    axis: float
    clock: float

    @classmethod
    def of(cls, *, with_lane: bool, bilingual: bool) -> Rows:
        """Lay the rows out downwards; the lane and a second language cost their height."""
        phases = 8.0
        numbers = phases + (17.2 if bilingual else 13.4)
        band = numbers + 46
        axis = band + (28.2 if with_lane else 11.4)
        height = axis + 20.2
        return cls(
            height=height,
            phases=height - phases,
            numbers=height - numbers,
            plan=height - numbers - 4,
            play=height - numbers - 18.2,
            tags=height - numbers - 29.6,
            band=height - band,
            changes=height - band - 8.2,
            axis=height - axis,
            clock=height - axis - 10.4,
        )


@dataclass(frozen=True, slots=True)
class Strip:
    """What every row needs: the data, the voice, the scale and where to draw."""

    drawing: Drawing
    rows: Rows
    scale: Scale
    scenario: Scenario
    debrief: Debrief
    voice: Voice

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone of the exercise's wall clock."""
        return ZoneInfo(self.scenario.timezone)

    def row_label(self, pair: Pair, y: float) -> None:
        """Name a row at the left edge, the second language in italics beside it."""
        self.drawing.add(charts.text(pair.first, _ROW, at=(0, y)))
        if pair.second:
            x = width_of(pair.first, _ROW) + 3
            words, size = fitted_words(pair.second, _ROW_SECOND, max(8, self.scale.left - x - 3))
            if not words.endswith(ELLIPSIS):
                self.drawing.add(charts.text(words, _ROW_SECOND.sized(size), at=(x, y)))
