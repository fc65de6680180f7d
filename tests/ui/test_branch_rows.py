"""What contradicting rows hold, in the words of the log, each with its time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import MINUTE, SECOND, START, Rows, inject, scenario

from tabletop.domain.play.events import (
    ActionAssessed,
    ActUndone,
    DecisionLogged,
    Event,
    InjectAcknowledged,
    UnitCounted,
)
from tabletop.domain.play.merge import Branch
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.stations import StationOpened
from tabletop.i18n import catalogue
from tabletop.services.merging import StationReport
from tabletop.ui.item_models.branch_rows import BranchWords
from tabletop.ui.item_models.station_sheets import station_sheet
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD

HALF = 30 * SECOND
PLAN = scenario(inject("E01"))
LOOKS = {code: Look(FIELD, 100, catalogue(code)) for code in ("id", "en")}
OWN = StationOpened(clock="own")


def lines(*events: Event, begins: int = 1, language: str = "en", is_own_clock: bool = False) -> list[str]:
    """Say the rows of P1 from a number on, a minute apart, each seen half a minute before it was written."""
    rows = Rows()
    for minute, event in enumerate(events):
        rows.add(event, station="P1", author="Sri", at_ms=minute * MINUTE, seen_ms=minute * MINUTE - HALF)
    recorded = tuple(rows.recorded[begins - 1 :])
    branch = Branch(station="P1", seq=begins, hash="3f2a91bc" * 8, author="Sri", rows=1, recorded=recorded)
    words = BranchWords(LOOKS[language], PLAN, rows.recorded[: begins - 1])
    report = StationReport(station="P1", rows=begins - 1, branches=(branch,), is_own_clock=is_own_clock)
    return words.lines(report, branch)


def fact(text: str = "gate open") -> ObservationNoted:
    return ObservationNoted(cell="OPS", text=text, inject="E01")


def shown(minutes: int) -> str:
    return LOOKS["en"].wall(START + timedelta(minutes=minutes, seconds=-30))


def test_a_row_on_the_exercise_clock_stands_at_its_time() -> None:
    assert lines(fact(), fact("gate shut"), begins=2) == ["2  T+00:00  OBSERVATION OPS E01: gate shut"]


@pytest.mark.parametrize("begins", [1, 2])
def test_a_row_of_a_clock_of_its_own_stands_at_what_that_one_showed(begins: int) -> None:
    told = lines(OWN, fact(), begins=begins, is_own_clock=begins == 2)

    assert told[-1] == f"2  {shown(1)}  OBSERVATION OPS E01: gate open"


def test_more_than_one_line_stands_in_one() -> None:
    told = lines(DecisionLogged(cell="OPS", text="close\nthe gate", why="rain"))

    assert told == ["1  T+00:00  DECISION OPS: close the gate Why: rain"]


@pytest.mark.parametrize("begins", [1, 2])
def test_what_was_taken_back_is_named_also_where_it_stands_before_the_fork(begins: int) -> None:
    told = lines(fact(), ActUndone(target_seq=1), begins=begins)

    assert told[-1] == "2  T+00:00  UNDONE Sri: gate open"


@pytest.mark.parametrize(
    ("event", "english", "indonesian"),
    [
        (OWN, "Began to log: Sri", "Mulai mencatat: Sri"),
        (ActionAssessed(action="E01.a", completion="met"), "E01.a: met", "E01.a: terpenuhi"),
        (InjectAcknowledged(inject="E01", cell="OPS"), "E01 acknowledged by OPS", "E01 diterima OPS"),
        (
            UnitCounted(unit="x", present=1, fit=1),
            "A row that the log does not show (unit-counted)",
            "Baris yang tidak tampil di log (unit-counted)",
        ),
    ],
)
def test_rows_that_the_log_does_not_show_have_words_too(
    event: Event, english: str, indonesian: str | None
) -> None:
    assert lines(event)[0].partition("  ")[2].partition("  ")[2] == english
    if indonesian is not None:
        assert lines(event, language="id")[0].partition("  ")[2].partition("  ")[2] == indonesian


def test_a_panel_shows_two_hundred_rows_of_a_branch_and_counts_the_others() -> None:
    rows = Rows()
    for number in range(203):
        rows.add(fact(f"number {number}"), station="P1")
    branch = Branch(
        station="P1", seq=1, hash="3f2a91bc" * 8, author="Sri", rows=203, recorded=tuple(rows.recorded)
    )
    report = StationReport(station="P1", branches=(branch,))

    sheet = station_sheet(report, BranchWords(LOOKS["en"], PLAN, ()))

    section = next(section for section in sheet.sections if section.head == "What 3f2a91bc holds")
    assert len(section.lines) == 201
    assert section.lines[-1].words == "3 more rows"
