"""How clocks, gaps and heads of stations are said, and how an offset is typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import START

from tabletop.domain.play.merge import Branch, Gap
from tabletop.domain.play.station_clocks import StationClock, Sync
from tabletop.errors import UserError
from tabletop.i18n import catalogue
from tabletop.services.merging import StationReport
from tabletop.ui.item_models import station_words
from tabletop.ui.item_models.stations import in_order
from tabletop.ui.look import Look
from tabletop.ui.pages.observers_asks import typed_offset_ms
from tabletop.ui.theme import FIELD

INDONESIAN, ENGLISH = (Look(FIELD, 100, catalogue(code)) for code in ("id", "en"))
_THREE_HOURS = (3 * 3_600 + 2) * 1_000


@pytest.mark.parametrize(
    ("ms", "indonesian", "english"),
    [
        (_THREE_HOURS, "+3.00.02", "+3:00:02"),
        (-_THREE_HOURS, "-3.00.02", "-3:00:02"),
        (400, "+0,4 s", "+0.4 s"),
        (0, "+0,0 s", "+0.0 s"),
        (27 * 3_600_000, "+27.00.00", "+27:00:00"),
    ],
)
def test_an_offset_is_said_in_seconds_below_a_minute(ms: int, indonesian: str, english: str) -> None:
    assert station_words.offset_words(ms, INDONESIAN) == indonesian
    assert station_words.offset_words(ms, ENGLISH) == english


@pytest.mark.parametrize(
    ("typed", "ms"),
    [
        ("+3:00:02", _THREE_HOURS),
        ("3.00.02", _THREE_HOURS),
        ("-0:05:00", -300_000),
        ("\N{MINUS SIGN}0.05.00", -300_000),
        ("+0,4 s", 400),
        ("-0.4 s", -400),
        ("2 min", 120_000),
        ("-90 s", -90_000),
    ],
)
def test_an_offset_is_read_as_it_is_said(typed: str, ms: int) -> None:
    assert typed_offset_ms(typed) == ms


@pytest.mark.parametrize("typed", ["", "soon", "+3:00", "1:99:00", "--5 s x"])
def test_what_is_no_offset_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refusal:
        typed_offset_ms(typed)
    assert refusal.value.code == "bad-length"


def test_drift_is_said_per_hour() -> None:
    # arrange
    clock = StationClock((Sync(START, 1_000), Sync(START + timedelta(hours=2), 5_000)))

    # act
    words = station_words.drift_words(StationReport(station="P1", clock=clock), ENGLISH)

    # assert
    assert words == "drifts +2 s/h"


def test_a_last_entry_is_placed_on_the_directors_clock() -> None:
    # arrange
    ahead = timedelta(hours=3)
    clock = StationClock((Sync(START + ahead, 3 * 3_600_000),))
    report = StationReport(station="P1", clock=clock, last_at=START + ahead, is_own_clock=True)

    # act and assert
    assert station_words.last_entry_at(report) == START


def test_a_receipt_counts_the_rows_that_did_not_come_too() -> None:
    # arrange
    report = StationReport(
        station="P1", rows=116, gaps=(Gap(station="P1", first=57, last=60),), head="3f2a91bc" + "0" * 56
    )

    # act and assert
    assert station_words.receipt_words(report, ENGLISH) == "receipt: 120 \N{MIDDLE DOT} 3f2a91bc"
    assert station_words.state_words(report, ENGLISH) == "Rows missing: 57\N{EN DASH}60"


def test_the_directors_own_laptop_needs_no_receipt_and_no_clock() -> None:
    # arrange
    report = StationReport(station="DIR", rows=9, head="a" * 64)

    # act and assert
    assert station_words.receipt_words(report, ENGLISH) == ""
    assert station_words.clock_words(report, ENGLISH) == "\N{EN DASH}"


def test_what_needs_someone_stands_first_and_p10_after_p2() -> None:
    # arrange
    branch = Branch(station="P3", seq=2, hash="a" * 64, author="Sri", rows=1)
    reports = [
        StationReport(station="DIR", rows=1),
        StationReport(station="P10", rows=1),
        StationReport(station="P2", rows=1),
        StationReport(station="P3", rows=1, branches=(branch,)),
        StationReport(station="P4", is_missing=True),
        StationReport(station="P5", rows=1, gaps=(Gap(station="P5", first=2, last=2),)),
    ]

    # act
    order = [report.station for report in in_order(reports)]

    # assert
    assert order == ["P4", "P3", "P5", "P2", "P10", "DIR"]


def test_rows_on_which_the_director_decided_are_no_alarm_any_more() -> None:
    # arrange
    branch = Branch(station="P3", seq=2, hash="a" * 64, author="Sri", rows=1, is_settled=True)

    # act and assert
    assert station_words.state_of(StationReport(station="P3", rows=1, branches=(branch,))) == "complete"
