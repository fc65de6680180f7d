"""The receipt of a logbook: both copies on one page, the figures that are compared whole and large."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from reports import samples
from reports.inked import overlaps, struck
from reports.printed import letters, opened, pages, pictures, words

from tabletop.i18n import catalogue
from tabletop.reports.handover_receipt import Receipt, code_content, handover_receipt_pdf

LANGUAGES = [("id",), ("en",), ("id", "en"), ("en", "id")]
HOSTILE = '<img src="/etc/passwd"/> & <b>never closed </i> \u202e\U0001f600 ' * 60
RECEIPT = Receipt(
    exercise_id="EX-20240206-7K3F",
    station="P1",
    cells=("KAOPS", "PREEMTIF"),
    observer="Ipda Rahma <Sari>",
    rows=142,
    head=samples.HEAD,
    last_at=samples.STARTED + timedelta(hours=3),
    printed_at=samples.STARTED + timedelta(hours=4),
)


def say(message: str, language: str) -> str:
    return catalogue(language).gettext(message)


@pytest.mark.parametrize("languages", LANGUAGES)
def test_both_copies_stand_on_one_page_and_name_who_keeps_them(languages: tuple[str, ...]) -> None:
    pdf = handover_receipt_pdf(samples.plan(), RECEIPT, languages)

    page = words(pdf)
    assert pages(pdf) == 1
    assert pictures(pdf) == 0
    assert "…" not in page
    for language in languages:
        assert page.count(say("for the observer", language)) == 1
        assert page.count(say("for the director", language)) == 1
        assert page.count(say("How the director compares.", language)) == 2
        assert page.count(say("Number of rows", language)) == 2
    assert page.count("Ipda Rahma <Sari>") == 2


def test_count_and_head_are_whole_and_the_two_to_compare_are_large() -> None:
    pdf = handover_receipt_pdf(samples.plan(), RECEIPT, ("id",))

    page = words(pdf)
    eights = [samples.HEAD[at : at + 8] for at in range(0, 64, 8)]
    assert page.count(" ".join(eights[:4])) == page.count(" ".join(eights[4:])) == 2
    assert sum(1 for size, _, _ in letters(pdf) if size >= 30) == 2 * (len("142") + len("e803a690"))


def test_times_are_those_of_the_exercises_zone_in_the_languages_own_writing() -> None:
    indonesian = words(handover_receipt_pdf(samples.plan(), RECEIPT, ("id",)))
    english = words(handover_receipt_pdf(samples.plan(), RECEIPT, ("en",)))

    assert "6 Feb 2024, 11.05 WIB" in indonesian
    assert "6 Feb 2024, 12.05 WIB" in indonesian
    assert "6 Feb 2024, 11:05 WIB" in english


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
    receipt = replace(
        RECEIPT,
        exercise_id=f"EX{name}",
        station=f"P{name}",
        cells=tuple(f"C{n}{name}" for n in range(20)),
        observer=f"Ipda {name}",
        rows=1_234_567_890,
    )

    pdf = handover_receipt_pdf(samples.plan(say=lambda text: text + name), receipt, languages)

    boxes = [box for _, box, _ in letters(pdf)]
    assert pages(pdf) == 1
    assert min(box[0] for box in boxes) >= 50
    assert max(box[2] for box in boxes) <= 562
    assert min(box[1] for box in boxes) >= 20
    assert max(box[3] for box in boxes) <= 842 - 20
    assert overlaps(pdf) == []
    assert struck(pdf) == []


@pytest.mark.parametrize("languages", LANGUAGES)
def test_every_letter_is_black_or_white_and_at_least_7_points(languages: tuple[str, ...]) -> None:
    found = list(letters(handover_receipt_pdf(samples.plan(), RECEIPT, languages)))

    assert {ink for _, _, ink in found} <= {(0, 0, 0), (255, 255, 255)}
    assert min(size for size, _, _ in found) >= 6.99


def test_the_code_says_what_is_compared() -> None:
    expected = f"TABLETOP:RECEIPT:EX-20240206-7K3F:P1:142:{samples.HEAD.upper()}"

    assert code_content(RECEIPT) == expected


def test_the_files_only_time_is_that_of_the_printing() -> None:
    first, second = (handover_receipt_pdf(samples.plan(), RECEIPT, ("id",)) for _ in range(2))

    with opened(first) as document:
        metadata = document.get_metadata_dict()
    assert first == second
    assert metadata["CreationDate"] == metadata["ModDate"] == "D:20240206050500+00'00'"
