"""The strip: one scale, labels that never touch, the run as it was."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Drawing, Group, Rect, Shape, String
from reports import samples

from tabletop.domain.result.debrief import Debrief
from tabletop.reports.charts import code, letter_chip, percent_bar
from tabletop.reports.timeline_rows import LANE_HEIGHT
from tabletop.reports.timeline_scale import LabelRow, Scale
from tabletop.reports.timeline_strip import timeline_strip
from tabletop.reports.voice import Voice

MINUTE = samples.MINUTE


def strip_of(debrief: Debrief, *languages: str, with_lane: bool = True) -> Drawing:
    voice = Voice.of(languages or ("id",), "indonesia")
    return timeline_strip(samples.plan(), debrief, voice, with_lane=with_lane)


def shapes(node: Group | Drawing) -> list[Shape]:
    found: list[Shape] = []
    for shape in node.contents:
        found += shapes(shape) if isinstance(shape, Group) else [shape]
    return found


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in shapes(drawing) if isinstance(shape, String)]


def dots(drawing: Drawing) -> list[Circle]:
    return [s for s in shapes(drawing) if isinstance(s, Circle) and s.strokeColor is None]


def test_t_plus_runs_evenly_from_edge_to_edge() -> None:
    scale = Scale(40, 440, 100 * MINUTE)

    assert [scale.x(at) for at in (0, 25 * MINUTE, 100 * MINUTE)] == [40, 140, 440]
    assert scale.x(-1) == 40
    assert scale.x(999 * MINUTE) == 440


@pytest.mark.parametrize(
    ("minutes", "step"), [(5, 1), (10, 2), (60, 10), (180, 30), (600, 120), (99_999, 99_999)]
)
def test_ticks_are_round_and_at_most_seven(minutes: int, step: int) -> None:
    scale = Scale(0, 100, minutes * MINUTE)

    assert scale.step_ms == step * MINUTE
    assert len(list(scale.ticks_ms())) <= 7


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(1, 60)), max_size=40))
def test_labels_never_touch_and_stay_inside(wanted: list[tuple[float, float]]) -> None:
    row, taken = LabelRow(0, 400), []

    for x, width in wanted:
        start = row.take_near(x, width)
        if start is not None:
            taken.append((start, start + width))

    taken.sort()
    assert all(left[1] < right[0] for left, right in pairwise(taken))
    assert all(start >= -0.5 and end <= 400.5 for start, end in taken)


def test_every_released_inject_has_its_dot_and_every_contingency_its_number() -> None:
    drawing = strip_of(samples.debrief())

    released = [i for i in samples.debrief().injects if i.status == "released" and not i.is_contingency]
    assert len(dots(drawing)) == len(released)
    assert "C27" in texts(drawing)
    assert "C07" not in texts(drawing)


def test_inject_numbers_lose_the_prefix_that_most_share() -> None:
    injects = samples.debrief().injects
    odd = replace(injects[0], number="C99", planned_ms=100 * MINUTE)

    found = texts(strip_of(replace(samples.debrief(), injects=(*injects[:5], odd))))

    assert {"1", "2", "3", "4", "5", "C99"} <= set(found)


def test_a_breach_stands_on_the_strip_by_its_line() -> None:
    assert "R10" in texts(strip_of(samples.debrief()))


def test_a_pause_is_named_with_its_length_and_reason_and_moves_no_later_mark() -> None:
    with_pauses = strip_of(samples.debrief())
    without = strip_of(replace(samples.debrief(), pauses=()))

    assert [dot.cx for dot in dots(with_pauses)] == [dot.cx for dot in dots(without)]
    assert any("15" in text for text in texts(with_pauses))


def test_wall_clock_labels_count_the_pauses_before_them() -> None:
    found = texts(strip_of(samples.debrief()))

    assert {"08.05 STARTEX", "08.35", "10.20", "11.26 ENDEX"} <= set(found)


def test_an_exercise_that_ended_at_once_names_no_endex_at_its_planned_end() -> None:
    debrief = replace(samples.debrief(), elapsed_ms=0, pauses=(), jumps=(), situations=())

    found = texts(strip_of(debrief))

    assert not any("ENDEX" in text for text in found)


def test_an_open_decision_is_a_dashed_box_of_full_height() -> None:
    drawing = strip_of(samples.debrief())

    dashed = [s for s in shapes(drawing) if isinstance(s, Rect) and s.strokeDashArray]
    assert len(dashed) == 3
    assert {box.height for box in dashed} == {LANE_HEIGHT}


def test_without_its_lane_the_strip_is_lower_and_names_no_percentile() -> None:
    full, short = strip_of(samples.debrief()), strip_of(samples.debrief(), with_lane=False)

    assert full.height - short.height == pytest.approx(LANE_HEIGHT - 2)
    assert "p90" in texts(full)
    assert "p90" not in texts(short)


def test_ten_thousand_injects_draw_each_place_once() -> None:
    first = samples.debrief().injects[0]
    crowd = tuple(
        replace(first, number=f"E{n}", planned_ms=n * 1000, released_ms=n * 1000) for n in range(10_000)
    )

    drawing = strip_of(replace(samples.debrief(), injects=crowd), with_lane=False)

    assert len(dots(drawing)) < 1000


def test_a_running_exercise_is_drawn_on_the_planned_length() -> None:
    running = replace(samples.debrief(), ended_at=None, elapsed_ms=60 * MINUTE)

    assert "T+03:00" in texts(strip_of(running))


def test_an_exercise_ended_early_is_drawn_to_its_end() -> None:
    short = replace(samples.debrief(), elapsed_ms=90 * MINUTE)

    assert "T+01:30" in texts(strip_of(short))
    assert "T+03:00" not in texts(strip_of(short))


def test_a_bar_is_filled_to_its_percent() -> None:
    bar = percent_bar(Fraction(75), (100, 6), ticks=(40, 70, 90))

    widths = [shape.width for shape in bar.contents if isinstance(shape, Rect)]
    assert widths == [100, 75]


def test_an_empty_letter_is_an_empty_box() -> None:
    assert not texts(letter_chip(None, 20))
    assert texts(letter_chip("M", 20)) == ["M"]


def test_the_code_is_a_square_of_runs() -> None:
    drawing = code("TABLETOP DEBRIEF EX-1 436 E803A690CA7FAAE2", 42)

    assert drawing.width == drawing.height == 42
    assert all(rect.x >= 0 and rect.x + rect.width <= 42.01 for rect in drawing.contents)
