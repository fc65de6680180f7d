"""The charts: their numbers are the debrief's, every text is legible, and nothing leaves its drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from reportlab.graphics.shapes import Drawing, Group, Rect, Shape, String
from reports import samples
from reports.inked import overlaps, struck
from reports.printed import letters, opened, words

from tabletop.domain.plan.eeg import CapabilityTarget
from tabletop.domain.plan.scenario import Cell
from tabletop.domain.plan.text import Text
from tabletop.domain.play.events import Completion
from tabletop.domain.result.debrief import Debrief, InjectResult, RatingResult
from tabletop.domain.result.latency import summarise
from tabletop.domain.result.metrics import (
    Escalations,
    EvaluatorCoverage,
    Metrics,
    Relay,
    SourceUse,
    Timeliness,
)
from tabletop.domain.result.scoring import ActionScore
from tabletop.reports.chart_latency_figures import latency_of
from tabletop.reports.chart_told import told_chart
from tabletop.reports.chart_trend import Trend, TrendPoint, trend_figures
from tabletop.reports.debrief_charts import CHARTS, chart_picture, figures, picture_of
from tabletop.reports.debrief_edition import Edition
from tabletop.reports.document import Figure, Grade, Number
from tabletop.reports.frame import TEXT_WIDTH
from tabletop.reports.plot import FIGURE_ROOM, split
from tabletop.reports.voice import Pair, Voice

LIMIT_MS = 300_000
PAGE_ROOM = 730
LANGUAGES = [("id",), ("en",), ("id", "en")]


def edition_of(debrief: Debrief, *languages: str, objectives: int = 6, cells: int = 6) -> Edition:
    plan = replace(samples.plan(objectives), cells=tuple(_cell(n) for n in range(cells)))
    targets = (CapabilityTarget(id="O1.1", text=samples.text("Dalam 10 menit.", "Within 10 minutes.")),)
    first, *others = plan.objectives
    plan = replace(plan, objectives=(replace(first, targets=targets), *others))
    return Edition(plan, debrief, Voice.of(languages or ("id",), "indonesia"))


def _cell(number: int) -> Cell:
    return Cell(id=f"SATGAS-{number:02}", title=Text.same("Sel"), kind="player")


def relay(sender: int, receiver: int, *seconds: int, told: int | None = None) -> Relay:
    times = {str(index): each * 1000 for index, each in enumerate(seconds)}
    return Relay(
        sender=f"SATGAS-{sender:02}",
        receiver=f"SATGAS-{receiver:02}",
        told=len(seconds) if told is None else told,
        known=len(seconds),
        latency=summarise(times),
    )


def metrics(*relays: Relay) -> Metrics:
    return Metrics(
        timeliness=Timeliness(
            planned=0, on_time=0, tolerance_ms=60_000, early=(), late=(), skipped=(), held=()
        ),
        by_phase=(),
        by_cell=(),
        by_objective=(),
        relays=relays,
        sources=SourceUse(information=0, rated=0, ratings=()),
        paragraphs=(),
        escalations=Escalations(contingencies=0, offered=(), released=(), declined=(), avoided=(), milder=()),
        attendance=(),
        coverage=EvaluatorCoverage(actions=0, once=0, twice=0),
    )


def crowd(cells: int) -> Metrics:
    """Let each cell tell some others, with few and with many known times."""
    pairs = [(a, (a + step) % cells) for a in range(cells) for step in (1, 2, 5)]
    return metrics(*(relay(a, b, *range(7, 7 + 400 * (a % 7), 400), told=a % 7 + 6) for a, b in pairs))


def action(
    name: str, ratio: Fraction | float | None, completion: Completion | None = "met", objective: str = "O1"
) -> ActionScore:
    """Make an action of 2 points with a limit of five minutes; T1 has scored it."""
    latency_ms = None if ratio is None else int(LIMIT_MS * ratio)
    worth = {"met": Fraction(2), "partial": Fraction(1), "unmet": Fraction(0)}.get(str(completion))
    late = ratio is not None and ratio > 1
    return ActionScore(
        id=name,
        objective=objective,
        inject=name[:3],
        completion=completion,
        raters=1,
        latency_ms=latency_ms,
        limit_ms=LIMIT_MS,
        points=2,
        score=worth / 2 if worth is not None and late else worth,
    )


def played(actions: Sequence[ActionScore], objectives: int = 6) -> Debrief:
    debrief = samples.debrief(objectives)
    return replace(debrief, score=replace(debrief.score, actions=tuple(actions)))


def many(count: int, objectives: int) -> list[ActionScore]:
    """Spread actions over objectives and over all four zones, near each other and apart."""
    ends: tuple[tuple[float | None, Completion | None], ...] = (
        (0.2, "met"), (0.5, "met"), (0.97, "partial"), (1.3, "met"), (None, "unmet"),
        (0.2, "met"), (1.98, "partial"), (4.2, "met"), (None, None),
    )  # fmt: skip
    found = []
    for n in range(count):
        ratio, completion = ends[n % 9]
        spread = None if ratio is None else ratio + n / 4000
        found.append(action(f"E{n:03}.a", spread, completion, objective=f"O{1 + n % objectives}"))
    return found


def shapes(node: Group | Drawing) -> list[Shape]:
    found: list[Shape] = []
    for shape in node.contents:
        found += shapes(shape) if isinstance(shape, Group) else [shape]
    return found


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in shapes(drawing) if isinstance(shape, String)]


def assert_legible(figure: Figure, width: float = TEXT_WIDTH) -> None:
    """Black or white, 7 points or more, inside the drawing, apart from each other, no higher than a page."""
    pdf = picture_of(figure, width)
    with opened(pdf) as document:
        wide, high = document[0].get_size()
    found = list(letters(pdf))
    assert found
    assert {ink for _, _, ink in found} <= {(0, 0, 0), (255, 255, 255)}
    assert min(size for size, _, _ in found) >= 6.99
    assert min(min(box[0], box[1]) for _, box, _ in found) >= -0.1
    assert max(box[2] for _, box, _ in found) <= wide + 0.1
    assert max(box[3] for _, box, _ in found) <= high + 0.1
    assert overlaps(pdf) == []
    assert high <= PAGE_ROOM


# All charts ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("objectives", "cells", "languages"), [(1, 1, ("en",)), (6, 7, ("id",)), (20, 20, ("id", "en"))]
)
def test_every_chart_is_legible_inside_its_bounds_and_no_higher_than_a_page(
    objectives: int, cells: int, languages: tuple[str, ...]
) -> None:
    debrief = played(many(200, objectives), objectives)
    edition = edition_of(debrief, *languages, objectives=objectives, cells=cells)

    found = figures(edition, crowd(cells))

    assert {name.partition("-")[0] for name in found} == set(CHARTS)
    for figure in found.values():
        assert_legible(figure)


@pytest.mark.slow
def test_charts_take_the_width_they_are_given() -> None:
    width = 440
    edition = edition_of(played(many(40, 6)), "id", "en")

    for figure in figures(edition, crowd(9)).values():
        assert figure.draw(width).width == width
        assert_legible(figure, width)


@pytest.mark.parametrize("languages", LANGUAGES)
def test_without_data_each_chart_says_in_words_what_is_missing(languages: tuple[str, ...]) -> None:
    edition = Edition(
        replace(samples.bare_plan(), objectives=()), samples.nothing(0), Voice.of(languages, "hseep")
    )

    found = figures(edition, metrics())

    for figure in found.values():
        said = figure.alternative.first
        assert said in words(picture_of(figure))
        assert not any(isinstance(shape, Rect) for shape in shapes(figure.draw(TEXT_WIDTH)))


@pytest.mark.slow
def test_texts_of_4000_letters_stay_inside_every_chart() -> None:
    def stretched(words: str) -> str:
        return (words + " ") * (4000 // len(words))

    debrief = samples.debrief(6, say=stretched)
    plan = samples.plan(6, say=stretched)

    for figure in figures(Edition(plan, debrief, Voice.of(("id", "en"), "hseep")), metrics()).values():
        assert_legible(figure)


def test_a_screen_shows_the_very_drawing_of_the_report() -> None:
    edition = edition_of(samples.debrief(), "en")
    report = figures(edition, crowd(6))["told"]

    picture = chart_picture(edition.scenario, edition.debrief, crowd(6), "told", language="en")

    assert words(picture) == words(picture_of(report))


def test_a_chart_that_goes_on_has_parts_with_their_number() -> None:
    edition = edition_of(played(many(60, 30), 30), objectives=30)

    found = figures(edition, metrics())

    assert "latency-2" in found
    sheets = [figure.data.sheet for figure in found.values() if figure.data]
    assert len(sheets) == len(set(sheets))
    picture = chart_picture(edition.scenario, edition.debrief, metrics(), "latency-2", language="id")
    assert "O21" in words(picture)


def test_shares_are_about_equal_and_none_is_higher_than_the_room() -> None:
    heights = [10.0] * 11

    shares = split(heights, lambda height: height, 100)

    assert [len(share) for share in shares] == [6, 5]
    assert split([300.0], lambda height: height, 100) == [[300.0]]


# Objectives ---------------------------------------------------------------------------------------


def test_bars_carry_the_percent_letters_and_counts_of_the_debrief() -> None:
    debrief = samples.debrief()

    figure = figures(edition_of(debrief, "id"), metrics())["objectives"]

    found = texts(figure.draw(TEXT_WIDTH))
    # 22 of 30 points are 73.33 %, 38.5 of 57 are 67.54 %: half up to one decimal.
    assert {"73,3", "67,5", "16/17", "21/22", "R10"} <= set(found)
    assert [row[7] for row in figure.data.rows] == [
        *(Grade(letter=o.rated) for o in debrief.score.objectives),
        Grade(letter=debrief.score.overall.rated),
    ]
    assert Number(value=Fraction(22, 30) * 100, words="73,3") in figure.data.rows[0]


def test_below_the_gate_a_bar_is_hollow_and_there_is_no_letter() -> None:
    debrief = samples.debrief(1)
    thin = replace(debrief.score.objectives[0], coverage=Fraction(7, 12), assessed=7, actions=12, letter=None)
    overall = replace(debrief.score.overall, percent=None, coverage=Fraction(7, 12), letter=None)
    scored = replace(debrief, score=replace(debrief.score, objectives=(thin,), overall=overall))

    drawing = figures(edition_of(scored, "en", objectives=1), metrics())["objectives"].draw(TEXT_WIDTH)

    found = " ".join(texts(drawing))
    assert "insufficient evidence" in found
    assert "fewer than 60 % of the actions assessed" in found
    assert "73.3" in found


# Timeline -----------------------------------------------------------------------------------------


def test_the_table_of_the_timeline_says_plan_release_difference_and_decision() -> None:
    inject = InjectResult(
        number="E01",
        status="released",
        is_contingency=False,
        variant=0,
        planned_ms=300_000,
        released_ms=285_000,
        acknowledged_ms=None,
        decision_ms=95_000,
        response_ms=None,
        has_actions=True,
    )
    debrief = replace(samples.debrief(), injects=(inject,))

    figure = figures(edition_of(debrief, "en"), metrics())["timeline"]

    # Planned 5:00, released 4:45: 15 seconds early; decided 95 seconds later.
    assert [cell.first for cell in figure.data.rows[0]] == [
        "E01", "T+00:05", "T+00:04:45", "\N{MINUS SIGN}0:15", "released", "1:35",
    ]  # fmt: skip


# Latency ------------------------------------------------------------------------------------------


def test_actions_fall_into_the_three_steps_of_t1_the_limit_itself_in_time() -> None:
    actions = [
        action("E01.a", Fraction(1)), action("E02.a", Fraction(301, 300)), action("E03.a", Fraction(2)),
        action("E04.a", Fraction(601, 300)), action("E05.a", None, "unmet"), action("E06.a", None, None),
    ]  # fmt: skip

    figure = figures(edition_of(played(actions), "en"), metrics())["latency"]

    found = texts(figure.draw(TEXT_WIDTH))
    # 300 of 300 s is in time; 301 and 600 s are late; 601 s is after twice the limit.
    assert {"in time: \N{MULTIPLICATION SIGN} 1 (1)", "late: \N{MULTIPLICATION SIGN} ½ (2)"} <= set(found)
    assert {"later: \N{MULTIPLICATION SIGN} 0 (1)", "not met, or open (2)"} <= set(found)
    assert {"E02.a", "E03.a", "E04.a", "E05.a", "E06.a"} <= set(found)
    assert "E01.a" not in found
    assert [row[6].first for row in figure.data.rows] == ["1", "½", "½", "0", "–", "–"]  # noqa: RUF001


def test_what_is_not_drawn_is_counted_and_percentiles_stand_below_in_words() -> None:
    actions = [
        action("E01.a", 0.5),
        replace(action("E02.a", 0.5), limit_ms=None),
        action("E03.a", None, "n/a"),
    ]

    drawing = figures(edition_of(played(actions), "en"), metrics())["latency"].draw(TEXT_WIDTH)

    found = " ".join(texts(drawing))
    assert "Not drawn: 2 actions" in found
    assert "Decision: p50 2:15, p90 6:50 min:s, 29 of 32 injects, open: E14, E16, E26." in found


def test_labels_of_200_actions_stand_clear_of_the_lines_between_zones() -> None:
    figure = figures(edition_of(played(many(200, 6)), "en"), metrics())["latency"]

    assert struck(picture_of(figure)) == []


def test_many_actions_at_one_place_become_one_mark_with_their_number() -> None:
    crowded = [action(f"E{n:03}.a", 0.5) for n in range(200)]

    drawing = figures(edition_of(played(crowded), "en"), metrics())["latency"].draw(TEXT_WIDTH)

    assert "200\N{MULTIPLICATION SIGN}" in texts(drawing)
    assert drawing.height < 120


def test_one_objectives_chart_names_each_of_its_actions() -> None:
    actions = many(100, 1)
    edition = edition_of(played(actions, 1), "en", objectives=1)

    found = latency_of(edition, "O1")

    named = [text for figure in found for text in texts(figure.draw(TEXT_WIDTH))]
    assert all(any(text.startswith(each.id) for text in named) for each in actions)
    for figure in found:
        assert_legible(figure)


# Letters ------------------------------------------------------------------------------------------


def rating(target: str, letter: str, station: str) -> RatingResult:
    return RatingResult(target=target, letter=letter, why=None, author=station, station=station)  # type: ignore[arg-type]


def test_letters_count_evaluators_and_keep_the_directors_apart() -> None:
    ratings = (
        rating("O1", "S", "DIR"), rating("O1", "S", "P1"), rating("O1", "M", "P2"), rating("O1", "S", "P3"),
        rating("O1.1", "M", "DIR-2"), rating("O1.1", "U", "P1"),
    )  # fmt: skip

    figure = figures(edition_of(replace(samples.debrief(), ratings=ratings), "en"), metrics())["letters"]

    objective, target = figure.data.rows[:2]
    assert [cell.words for cell in objective[3:]] == ["–", "2", "1", "–", "3"]  # noqa: RUF001 - as printed
    assert target[2] == Grade(letter="M")
    assert [cell.value for cell in target[3:]] == [0, 0, 0, 1, 1]
    assert "2" in texts(figure.draw(TEXT_WIDTH))
    assert "O1: official S; evaluators 2 S, 1 M." in figure.alternative.first


# Who told whom ------------------------------------------------------------------------------------


def test_a_cell_shows_its_count_and_the_median_from_five_known_times_on() -> None:
    known = metrics(relay(0, 1, 10, 20, 30, 40, 50, told=8), relay(1, 0, 65, 130))

    edition = edition_of(samples.debrief(), "en", cells=3)
    figure = figures(edition, known)["told"]

    found = texts(figure.draw(TEXT_WIDTH))
    # The third of 10 20 30 40 50 s is 30 s; two times stand for themselves; 8 + 2 were told.
    assert {"8", "0:30", "2", "1:05, 2:10", "10"} <= set(found)
    assert "Told nobody: SATGAS-02." in figure.alternative.first
    assert [cell.first for cell in figure.data.rows[0][4:]] == ["0:30", "0:50", "–"]  # noqa: RUF001


def test_no_number_of_20_cells_touches_a_line() -> None:
    edition = edition_of(samples.debrief(), "id", "en", cells=20)

    assert struck(picture_of(figures(edition, crowd(20))["told"])) == []


def test_of_more_than_20_cells_the_busiest_are_drawn_and_the_others_counted() -> None:
    edition = edition_of(samples.debrief(), "en", cells=25)
    busy = metrics(*(relay(n, n + 1, 60) for n in range(3, 24)), relay(24, 3, 60, 70))

    drawing = told_chart(edition, busy, TEXT_WIDTH)

    found = texts(drawing)
    assert "SATGAS-24" in found
    assert any("The 5 cells with the fewest relays" in text for text in found)
    assert drawing.height <= FIGURE_ROOM


# Runs side by side --------------------------------------------------------------------------------


def trends(objectives: int, runs: int) -> list[Trend]:
    points = tuple(
        TrendPoint(f"{n} Feb 2024", None if n == 3 else Fraction(200 + 157 * n % 801, 10), "PSMU"[n % 4])  # type: ignore[arg-type]
        for n in range(runs)
    )
    title = Pair("Pelayanan hak berpendapat, kekuatan proporsional", "Right of assembly")
    return [Trend(f"O{n + 1}", title, points) for n in range(objectives)]


@pytest.mark.parametrize(("objectives", "runs"), [(1, 2), (20, 6)])
def test_runs_are_legible_and_say_their_percents(objectives: int, runs: int) -> None:
    voice = Voice.of(("id", "en"), "hseep")

    found = trend_figures(voice, trends(objectives, runs))

    said = texts(found[0].draw(TEXT_WIDTH))
    assert {"20,0", "35,7"} <= set(said)
    for figure in found:
        assert_legible(figure)


def test_one_run_cannot_be_compared() -> None:
    (figure,) = trend_figures(Voice.of(("en",), "hseep"), trends(3, 1))

    assert "at least two runs" in words(picture_of(figure))
