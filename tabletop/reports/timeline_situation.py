"""The situation band of the strip: pattern, word and the time of each change; it must not judge them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportlab.lib.colors import white

from tabletop.domain.plan.scenario import Scenario
from tabletop.i18n import N_
from tabletop.reports import charts
from tabletop.reports.frame import REGULAR, SEMIBOLD, Style, width_of
from tabletop.reports.timeline_rows import Strip
from tabletop.reports.timeline_scale import LabelRow
from tabletop.reports.voice import Pair

_HEIGHT = 12.2
_WORD = Style(SEMIBOLD, 7.2)
_TIME = Style(REGULAR, 7.0)
_DEFAULT_TITLES = {"green": N_("Green"), "yellow": N_("Yellow"), "red": N_("Red")}
_DEFAULT_TONES = {"green": 1, "yellow": 2, "red": 3}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time during which one situation stood, in points; `at_ms` is its beginning."""

    start: float
    end: float
    situation: str
    at_ms: int


def draw_situation_band(strip: Strip) -> None:
    """Draw the pattern of each situation; pauses cut through it."""
    strip.row_label(strip.voice.pair(N_("Situation")), strip.rows.band + 3.8)
    tones = _tones(strip.scenario)
    for stretch in _stretches(strip):
        size = (stretch.end - stretch.start, _HEIGHT)
        tone = tones.get(stretch.situation, 3)
        strip.drawing.add(charts.situation_field(stretch.start, strip.rows.band, size, tone=tone))


def draw_situation_words(strip: Strip) -> None:
    """Write the word of each stretch on a white plate, and below it when the situation changed."""
    row = LabelRow(strip.scale.left, strip.scale.right)
    for pause in strip.debrief.pauses:
        row.take(strip.scale.x(pause.at_ms) - 0.5, 1)
    for index, stretch in enumerate(_stretches(strip)):
        _name(strip, stretch)
        if index:
            _time(strip, stretch, row)


def _stretches(strip: Strip) -> Iterator[_Stretch]:
    """Yield the stretches from left to right; a situation set again as it was continues."""
    changes = [s for s in strip.debrief.situations if s.at_ms <= strip.scale.end_ms]
    kept = [s for i, s in enumerate(changes) if i == 0 or s.situation != changes[i - 1].situation]
    last_ms = min(strip.debrief.elapsed_ms, strip.scale.end_ms)
    for index, change in enumerate(kept):
        end_ms = kept[index + 1].at_ms if index + 1 < len(kept) else last_ms
        start, end = strip.scale.x(change.at_ms), strip.scale.x(end_ms)
        if end - start > 0.4:
            yield _Stretch(start, end, change.situation, change.at_ms)


def _tones(scenario: Scenario) -> dict[str, int]:
    """Map each situation to one of three looks: the calmest plain, the gravest solid, others between."""
    if not scenario.situations:
        return _DEFAULT_TONES
    ranked = [s.tone for s in scenario.situations]
    lowest, highest = min(ranked), max(ranked)
    return {
        s.id: 1 if s.tone == lowest else 3 if s.tone == highest and highest > lowest else 2
        for s in scenario.situations
    }


def _title(strip: Strip, situation: str) -> Pair:
    for known in strip.scenario.situations:
        if known.id == situation:
            return strip.voice.typed(known.title)
    if situation in _DEFAULT_TITLES:
        return strip.voice.pair(_DEFAULT_TITLES[situation])
    return Pair(situation)


def _name(strip: Strip, stretch: _Stretch) -> None:
    """Write the longest form that fits: both languages, one, its initial; then nothing."""
    title = _title(strip, stretch.situation)
    start, end = _widest_part(strip, stretch)
    for form, padding in ((title.slash, 2.0), (title.first, 2.0), (title.first[:1], 0.8)):
        word = form.upper()
        width = width_of(word, _WORD) + 2 * padding
        if word and width <= end - start - padding:
            middle = (start + end) / 2
            plate = (middle - width / 2, strip.rows.band + 1.7)
            strip.drawing.add(charts.plain_box(plate, (width, _HEIGHT - 3.4), fill=white))
            at = (middle, strip.rows.band + 3.7)
            strip.drawing.add(charts.text(word, _WORD, at=at, anchor="middle"))
            return


def _widest_part(strip: Strip, stretch: _Stretch) -> tuple[float, float]:
    """Return the widest part of a stretch between the double bars of pauses, where its word stands."""
    bars = sorted(strip.scale.x(pause.at_ms) for pause in strip.debrief.pauses)
    inside = [x for x in bars if stretch.start < x < stretch.end]
    edges = [stretch.start, *inside, stretch.end]
    return max(pairwise(edges), key=lambda part: part[1] - part[0])


def _time(strip: Strip, stretch: _Stretch, row: LabelRow) -> None:
    hours, minutes = divmod(stretch.at_ms // 60_000, 60)
    time = f"{hours:02}:{minutes:02}"
    width = width_of(time, _TIME)
    start = row.take_near(stretch.start, width)
    if start is not None:
        plate = (start - 1, strip.rows.changes - 1)
        strip.drawing.add(charts.plain_box(plate, (width + 2, 6.8), fill=white))
        strip.drawing.add(charts.text(time, _TIME, at=(start, strip.rows.changes)))
