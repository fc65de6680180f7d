"""The run on one strip: plan against play over one T+ scale; it must not know the page around it.

Rows from the top: phases, plan, play, situation, decision latency, T+ and wall clock. A pause is a
double bar at its T+ with its length in words below: as a width it would bend the scale.
"""

from __future__ import annotations

import re
from collections import Counter

from reportlab.graphics.shapes import Drawing, Group
from reportlab.lib.colors import black, white

from tabletop.domain.plan.scenario import Phase, Scenario
from tabletop.domain.result.debrief import Debrief, InjectResult
from tabletop.i18n import N_, duration
from tabletop.reports import charts
from tabletop.reports.flowables import fitted_words
from tabletop.reports.frame import ITALIC, REGULAR, SEMIBOLD, TEXT_WIDTH, Style, width_of
from tabletop.reports.timeline_clock import draw_clock
from tabletop.reports.timeline_rows import LANE_HEIGHT, Rows, Strip
from tabletop.reports.timeline_scale import LabelRow, Scale
from tabletop.reports.timeline_situation import draw_situation_band, draw_situation_words
from tabletop.reports.voice import Voice

_NUMBER = Style(REGULAR, 7.2)
_TAG = Style(SEMIBOLD, 7.2)
_PHASE = Style(REGULAR, 7.4)
_MOST_NUMBERS = 45
"""With more injects than this, every fifth carries its number (PAPER, how the page gives way)."""


def timeline_strip(
    scenario: Scenario,
    debrief: Debrief,
    voice: Voice,
    *,
    with_lane: bool = True,
    width: float = TEXT_WIDTH,
) -> Drawing:
    """Draw the whole run, so many points wide; its height follows from its rows."""
    rows = Rows.of(with_lane=with_lane, bilingual=voice.second is not None)
    left = 62.0 if voice.second else 46.0
    scale = Scale(left, width, _end_ms(scenario, debrief))
    strip = Strip(Drawing(width, rows.height), rows, scale, scenario, debrief, voice)
    _draw_phases(strip)
    if with_lane:
        _draw_lane(strip)
    draw_situation_band(strip)
    for pause in debrief.pauses:
        strip.drawing.add(charts.double_bar(scale.x(pause.at_ms), rows.axis, rows.plan + 4))
    draw_situation_words(strip)
    _draw_plan_and_play(strip)
    _draw_tags(strip)
    draw_clock(strip)
    return strip.drawing


def _end_ms(scenario: Scenario, debrief: Debrief) -> int:
    """Return where the scale ends: where play ended, else the longer of play and plan."""
    if debrief.ended_at is not None and debrief.elapsed_ms > 0:
        return debrief.elapsed_ms
    return max(debrief.elapsed_ms, scenario.duration_ms, 60_000)


def _draw_phases(strip: Strip) -> None:
    rows, scale = strip.rows, strip.scale
    begun = [phase for phase in strip.scenario.phases if 0 <= phase.at_ms < scale.end_ms]
    for index, phase in enumerate(begun):
        x = scale.x(phase.at_ms)
        end = scale.x(begun[index + 1].at_ms) if index + 1 < len(begun) else scale.right
        strip.drawing.add(charts.line((x, rows.axis, x, rows.plan), 0.5, dash=(0.8, 2)))
        strip.drawing.add(charts.line((x, rows.phases - 2.4, x, rows.height - 0.5), 1))
        _name_phase(strip, phase, start=x + 3, end=end - 2)


def _name_phase(strip: Strip, phase: Phase, *, start: float, end: float) -> None:
    """Write number and title of a phase as far as they have room, the title's second version below."""
    title = strip.voice.typed(phase.title)
    x = start + width_of(phase.id, _TAG) + 3
    if x > end:
        return
    strip.drawing.add(charts.text(phase.id, _TAG, at=(start, strip.rows.phases)))
    for words, style, y in (
        (title.first, _PHASE, strip.rows.phases),
        (title.second, _PHASE.in_face(ITALIC), strip.rows.phases - 8),
    ):
        short, size = fitted_words(words, style, end - x)
        if len(short) > 3:
            strip.drawing.add(charts.text(short, style.sized(size), at=(x, y)))


def _draw_plan_and_play(strip: Strip) -> None:
    """Draw the plan's ticks with numbers above, the play's dots below and a link that leans with delay."""
    rows, scale, drawing = strip.rows, strip.scale, strip.drawing
    strip.row_label(strip.voice.pair(N_("Plan")), rows.plan - 2.4)
    strip.row_label(strip.voice.pair(N_("Actual")), rows.play - 2.4)
    for y in (rows.plan, rows.play):
        drawing.add(charts.line((scale.left, y, scale.right, y), 0.6))
    links, marks, seen = Group(), Group(), set()
    for inject in strip.debrief.injects:
        key = (_half_points(strip, inject.planned_ms), _half_points(strip, inject.released_ms), inject.status)
        if key not in seen:
            seen.add(key)
            _draw_inject(strip, inject, links=links, marks=marks)
    drawing.add(links)
    drawing.add(marks)
    _draw_numbers(strip)


def _half_points(strip: Strip, elapsed_ms: int | None) -> int | None:
    """Return a place as half points: thousands of injects then draw each mark once."""
    return None if elapsed_ms is None else round(strip.scale.x(elapsed_ms) * 2)


def _draw_inject(strip: Strip, inject: InjectResult, *, links: Group, marks: Group) -> None:
    rows, scale = strip.rows, strip.scale
    planned_x = None
    if not inject.is_contingency and inject.planned_ms is not None and inject.planned_ms <= scale.end_ms:
        planned_x = scale.x(inject.planned_ms)
        links.add(charts.line((planned_x, rows.plan, planned_x, rows.plan + 2.6), 0.6))
    if inject.status == "skipped" and planned_x is not None:
        marks.add(charts.struck_ring(planned_x, rows.plan))
    if inject.status != "released" or inject.released_ms is None:
        return
    x = scale.x(inject.released_ms)
    if inject.is_contingency:
        marks.add(charts.diamond(x, rows.play))
        return
    marks.add(charts.dot(x, rows.play))
    if planned_x is not None:
        links.add(charts.line((planned_x, rows.plan, x, rows.play), 0.6))


def _draw_numbers(strip: Strip) -> None:
    """Write inject numbers above the plan; one that would touch the one before it is left out."""
    # From left to right: an improvised inject stands last in the list, wherever it went out.
    listed = sorted((i for i in strip.debrief.injects if not i.is_contingency), key=_place_ms)
    names = _short_names([i.number for i in listed])
    named = {b.inject for b in strip.debrief.breaches}
    crowded = len(listed) > _MOST_NUMBERS
    row = LabelRow(strip.scale.left - 6, strip.scale.right)
    for index, inject in enumerate(listed):
        at_ms = _place_ms(inject)
        if at_ms < 0 or at_ms > strip.scale.end_ms:
            continue
        if crowded and index % 5 and inject.status != "skipped" and inject.number not in named:
            continue
        name = names[inject.number]
        start = row.take_centred(strip.scale.x(at_ms), width_of(name, _NUMBER))
        if start is not None:
            strip.drawing.add(charts.text(name, _NUMBER, at=(start, strip.rows.numbers)))


def _place_ms(inject: InjectResult) -> int:
    """Return the T+ above which an inject's number stands, -1 for nowhere."""
    at_ms = inject.released_ms if inject.planned_ms is None else inject.planned_ms
    return -1 if at_ms is None else at_ms


def _short_names(numbers: list[str]) -> dict[str, str]:
    """Return numbers without the prefix that most of them share: E01 -> 1, E04a -> 4a, C27 stays."""
    parts = [re.fullmatch(r"([A-Za-z]+-?)0*(\d.*)", number) for number in numbers]
    prefixes = Counter(match[1] for match in parts if match)
    common = prefixes.most_common(1)[0][0] if prefixes else None
    return {
        number: match[2] if match and match[1] == common else number
        for number, match in zip(numbers, parts, strict=True)
    }


def _draw_tags(strip: Strip) -> None:
    """Write breaches in white on black and contingency numbers below the play row, breaches first."""
    rows, scale, debrief = strip.rows, strip.scale, strip.debrief
    row = LabelRow(scale.left - 6, scale.right)
    for pause in debrief.pauses:
        row.take(scale.x(pause.at_ms) - 1, 2)
    for breach in debrief.breaches:
        width = width_of(breach.red_line, _TAG) + 5
        start = row.take_near(scale.x(breach.at_ms), width)
        if start is not None:
            strip.drawing.add(charts.plain_box((start, rows.tags - 2.2), (width, 9), fill=black))
            at = (start + 2.5, rows.tags)
            strip.drawing.add(charts.text(breach.red_line, _TAG, at=at, ink=white))
    for inject in debrief.injects:
        if inject.is_contingency and inject.status == "released" and inject.released_ms is not None:
            start = row.take_near(scale.x(inject.released_ms), width_of(inject.number, _TAG))
            if start is not None:
                strip.drawing.add(charts.text(inject.number, _TAG, at=(start, rows.tags)))


def _draw_lane(strip: Strip) -> None:
    """Draw how long each decision took; an open one is a dashed empty bar of full height."""
    rows, scale, debrief = strip.rows, strip.scale, strip.debrief
    base, seen = rows.axis, set()
    known = [i.decision_ms for i in debrief.injects if i.decision_ms is not None]
    longest_ms = max([*known, debrief.decision.p90_ms or 0, 1])
    _draw_percentiles(strip, longest_ms)
    waiting = set(debrief.decision.open)
    for inject in debrief.injects:
        place = _half_points(strip, inject.released_ms)
        if place is None or place in seen or inject.status != "released":
            continue
        x = scale.x(inject.released_ms or 0)
        if inject.number in waiting:
            strip.drawing.add(charts.dashed_box(min(x, scale.right - 2), base, LANE_HEIGHT))
            seen.add(place)
        elif inject.decision_ms is not None:
            height = max(0.8, LANE_HEIGHT * inject.decision_ms / longest_ms)
            strip.drawing.add(charts.plain_box((x - 1.8, base), (3.6, height), fill=black))
            seen.add(place)


def _draw_percentiles(strip: Strip, longest_ms: int) -> None:
    rows, scale, decision = strip.rows, strip.scale, strip.debrief.decision
    top = rows.axis + LANE_HEIGHT
    strip.row_label(strip.voice.pair(N_("Decision")), top - 1)
    below = top - 1
    for name, value_ms in (("p90", decision.p90_ms), ("p50", decision.p50_ms)):
        below -= 9
        if value_ms is None:
            continue
        y = rows.axis + LANE_HEIGHT * value_ms / longest_ms
        strip.drawing.add(charts.line((scale.left, y, scale.right, y), 0.5, dash=(2.4, 2)))
        strip.drawing.add(charts.text(name, _NUMBER, at=(0, below)))
        style = Style(SEMIBOLD, 7.2)
        strip.drawing.add(charts.text(duration(value_ms), style, at=(scale.left - 4, below), anchor="end"))
