"""The one page is one page, whatever pack and people wrote: for 1 to 12 objectives and 20, any texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports import samples
from reports.inked import overlaps
from reports.pdf_reading import tops
from reports.printed import letters, pages, words
from reports.random_pages import LANGUAGES, Printed, printed, random_pages

from tabletop.domain.result.latency import LatencySummary
from tabletop.i18n import catalogue, labels
from tabletop.reports.debrief_page import debrief_paper, debrief_pdf
from tabletop.reports.document import Paper

OBJECTIVES = st.integers(1, 12) | st.just(20)
PAPERS: st.SearchStrategy[Paper] = st.sampled_from(["a4", "f4"])
MARGINS: dict[Paper, tuple[int, int, int, int]] = {"a4": (50, 20, 562, 822), "f4": (50, 20, 562, 915)}
"""Where letters may begin and end, in points: left, bottom, right, top."""
SIGN_OFF, ROLE_TO_TOP = 42, 8.0
"""The least room to sign, and what role and caption take of it above and below their letters."""


def faults_of(page: Printed, paper: Paper) -> list[str]:
    """Return what is wrong with the print of a page."""
    pdf = debrief_paper(page.plan, page.debrief, page.languages, labels=page.labels, paper=paper).pdf
    found = list(letters(pdf))
    edges = [edge(box[side] for _, box, _ in found) for side, edge in enumerate((min, min, max, max))]
    faults = [] if pages(pdf) == 1 else [f"{pages(pdf)} pages"]
    left, bottom, right, top = MARGINS[paper]
    if edges[0] < left or edges[1] < bottom or edges[2] > right or edges[3] > top:
        faults.append(f"outside: {edges}")
    if min(size for size, _, _ in found) < 6.99:
        faults.append(f"letters of {min(size for size, _, _ in found):.2f} points")
    if room_to_sign(pdf, page) < SIGN_OFF:
        faults.append(f"{room_to_sign(pdf, page):.1f} points to sign")
    return [*faults, *(f"{pair} on each other" for pair in overlaps(pdf))]


def room_to_sign(pdf: bytes, page: Printed) -> float:
    """Return how high the room for a signature is, from the role above it to the caption below."""
    language = page.languages[0]
    roles = labels("hseep", language) | labels(page.labels, language)
    role = tops(pdf, 0, roles["exercise_director"])[-1]
    caption = tops(pdf, 0, catalogue(language).gettext("Name, rank/number, signature"))[0]
    return role - caption + ROLE_TO_TOP


@pytest.mark.slow
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(random_pages(OBJECTIVES), PAPERS)
def test_any_pack_and_result_print_on_one_page_legibly_with_room_to_sign(page: Printed, paper: Paper) -> None:
    faults = faults_of(page, paper)

    assert faults == []


@pytest.mark.long
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(random_pages(OBJECTIVES), PAPERS)
def test_many_packs_and_results_print_on_one_page_legibly_with_room_to_sign(
    page: Printed, paper: Paper
) -> None:
    faults = faults_of(page, paper)

    assert faults == []


# What random pages found ----------------------------------------------------------------------------


@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
def test_without_a_percent_the_words_stand_clear_of_the_note_below(languages: tuple[str, ...]) -> None:
    debrief = samples.debrief()
    overall = replace(debrief.score.overall, percent=None)

    pdf = debrief_pdf(
        samples.plan(), replace(debrief, score=replace(debrief.score, overall=overall)), languages
    )

    assert overlaps(pdf) == []


def test_latencies_of_a_day_and_thousands_of_injects_stay_legible() -> None:
    long = LatencySummary(
        answered=9_999, released=10_000, p50_ms=1_440 * samples.MINUTE, p90_ms=2_880 * samples.MINUTE,
        values_ms=None,
    )  # fmt: skip

    pdf = debrief_pdf(samples.plan(), replace(samples.debrief(), decision=long), ("id",))

    assert "9999/10000 1440:00 2880:00" in words(pdf)
    assert min(size for size, _, _ in letters(pdf)) >= 6.99
    assert overlaps(pdf) == []


@pytest.mark.parametrize("objectives", [6, 8, 12])
def test_a_long_id_of_a_red_line_and_a_weight_of_decimals_touch_nothing(objectives: int) -> None:
    page = printed(objectives, 4, ("id",), "hseep")
    lines = ("R01-ABCDEFGHIJKLMNOPQRST", "R2")
    debrief = samples.debrief(objectives)
    scores = [replace(o, capped_by=lines, weight=o.weight / 8) for o in debrief.score.objectives]

    pdf = debrief_pdf(
        page.plan,
        replace(page.debrief, score=replace(page.debrief.score, objectives=tuple(scores))),
        ("id",),
    )

    assert overlaps(pdf) == []
