"""Blank observer sheets: a page a form, numbers that run on, room to write whatever the names are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reports import samples
from reports.inked import overlaps, struck
from reports.printed import letters, pages, pictures, words

from tabletop.i18n import catalogue
from tabletop.reports.observer_sheet import SheetOrder, code_content, observer_sheets_pdf

LANGUAGES = [("id",), ("en",), ("id", "en"), ("en", "id")]
HOSTILE = '<img src="/etc/passwd"/> & <b>never closed </i> \u202e\U0001f600 ' * 60
ORDER = SheetOrder(exercise_id="EX-20240206-7K3F", station="P1", cells=("KAOPS", "PREEMTIF"), first=7)


def say(message: str, language: str, **fields: object) -> str:
    return catalogue(language).gettext(message).format(**fields)


def test_each_form_has_a_page_and_the_numbers_run_on() -> None:
    order = SheetOrder(exercise_id="EX-1", station="P1", cells=("KAOPS",), first=98, count=4)

    pdf = observer_sheets_pdf(samples.plan(), order, ("id",))

    assert pages(pdf) == 4
    for page, number in enumerate(("P1-98", "P1-99", "P1-100", "P1-101")):
        assert f"{number} " in words(pdf, page)
        assert f"{number}.3" in words(pdf, page)


@pytest.mark.parametrize("languages", LANGUAGES)
def test_a_form_names_exercise_station_and_cells_and_asks_for_the_rest(languages: tuple[str, ...]) -> None:
    pdf = observer_sheets_pdf(samples.plan(), ORDER, languages)

    page = words(pdf)
    for text in ("LATIHAN", "EX-20240206-7K3F", "P1", "KAOPS, PREEMTIF", "½", "P1-07"):
        assert text in page
    for language in languages:
        asked = (
            "Observer sheet", "Evaluator (name)", "My clock at STARTEX", "Cells observed", "Fact", "seen",
            "heard", "reported", "no action", "to improve", "Judgement, rule cited, who was told",
            "Received by the controller, at",
        )  # fmt: skip
        assert [text for text in asked if say(text, language) not in page] == []
    assert "…" not in page
    assert pictures(pdf) == 0


@pytest.mark.parametrize("languages", LANGUAGES)
def test_there_are_six_entries_to_fill_in(languages: tuple[str, ...]) -> None:
    pdf = observer_sheets_pdf(samples.plan(), ORDER, languages)

    assert words(pdf).count(say("Judgement, rule cited, who was told", languages[0])) == 6
    assert [text for text in "123456" if text not in _numerals(pdf)] == []


def _numerals(pdf: bytes) -> str:
    large = [size for size, _, _ in letters(pdf) if round(size) == 15]
    return "123456"[: len(large)]


@pytest.mark.slow
@pytest.mark.parametrize("languages", [("id",), ("en", "id")])
@pytest.mark.parametrize(
    "name",
    [
        *(pytest.param(name, marks=pytest.mark.long) for name in ("", "W" * 24, "W" * 4000, "kata " * 800)),
        HOSTILE,
    ],
)
def test_names_of_any_length_neither_overlap_nor_leave_the_page(
    name: str, languages: tuple[str, ...]
) -> None:
    plan = samples.plan(say=_longer(name))
    order = SheetOrder(
        exercise_id=f"EX{name}", station=f"P{name}", cells=tuple(f"C{n}{name}" for n in range(20)), first=999
    )

    pdf = observer_sheets_pdf(plan, order, languages)

    boxes = [box for _, box, _ in letters(pdf)]
    assert pages(pdf) == 1
    assert min(box[0] for box in boxes) >= 50
    assert max(box[2] for box in boxes) <= 562
    assert min(box[1] for box in boxes) >= 20
    assert max(box[3] for box in boxes) <= 842 - 20
    assert overlaps(pdf) == []
    assert struck(pdf) == []


def _longer(name: str) -> Callable[[str], str]:
    return lambda text: text + name


def test_a_stations_longest_id_leaves_the_number_whole() -> None:
    order = SheetOrder(exercise_id="EX-1", station="W" * 24, cells=(), first=7)

    page = words(observer_sheets_pdf(samples.plan(), order, ("id",)))

    assert f"{'W' * 24}-07 " in page


def test_markup_in_a_name_is_printed_as_typed() -> None:
    plan = samples.plan(say=lambda _: "<b>A & B</b>")

    assert "<b>A & B</b>" in words(observer_sheets_pdf(plan, ORDER, ("id",)))


@pytest.mark.parametrize("languages", LANGUAGES)
def test_every_letter_is_black_or_white_and_at_least_7_points(languages: tuple[str, ...]) -> None:
    found = list(letters(observer_sheets_pdf(samples.plan(), ORDER, languages)))

    assert {ink for _, _, ink in found} <= {(0, 0, 0), (255, 255, 255)}
    assert min(size for size, _, _ in found) >= 6.99


def test_a_bare_plan_prints_too() -> None:
    assert pages(observer_sheets_pdf(samples.bare_plan(), ORDER, ("en",))) == 1


def test_the_code_says_which_form_it_is() -> None:
    assert code_content("EX-20240206-7K3F", "P1-07") == "TABLETOP:FORM:EX-20240206-7K3F:P1-07"
    assert code_content("pack-12ab", "obs_2-101") == "TABLETOP:FORM:PACK-12AB:OBS_2-101"


def test_the_same_order_gives_the_same_bytes() -> None:
    first, second = (observer_sheets_pdf(samples.plan(), ORDER, ("id", "en")) for _ in range(2))

    assert first == second


@pytest.mark.parametrize(("first", "count"), [(0, 1), (1, 0), (1, 51)])
def test_an_order_of_no_form_or_too_many_is_refused(first: int, count: int) -> None:
    with pytest.raises(ValueError, match="forms"):
        SheetOrder(exercise_id="EX-1", station="P1", cells=(), first=first, count=count)
