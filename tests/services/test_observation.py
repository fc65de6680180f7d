"""What an observer writes down in a logbook, and how a slip is put right."""

from __future__ import annotations

import pytest
from builders import MINUTE, SECOND, ManualClock, action, inject, pack, scenario

from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.stations import ClockMarked, ClockSynced, StationOpened
from tabletop.errors import UserError
from tabletop.services import observation, recording
from tabletop.services.prepare import open_session
from tabletop.services.session import Hand, Session
from tabletop.store.memory_journal import MemoryJournal

FACT = ObservationNoted(cell="OPS", text="Sirens on", inject="E01")


class Logbook:
    """P1's logbook in memory."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.journal = MemoryJournal(pack(scenario(inject("E01", action("E01.a")))), "EX-TEST", station="P1")
        self.session: Session = open_session(self.journal, self.clock)
        observation.begin_logbook(self.session, ("OPS",), "Observer one")

    def reopen(self) -> None:
        self.session = open_session(self.journal, self.clock)


@pytest.fixture
def logbook() -> Logbook:
    return Logbook()


def refused(code: str) -> pytest.RaisesExc[UserError]:
    return pytest.RaisesExc(UserError, check=lambda refusal: refusal.code == code)


def test_a_logbook_begins_with_who_watches_which_cells_on_a_clock_of_its_own(logbook: Logbook) -> None:
    (first,) = logbook.session.recorded

    assert first.event == StationOpened(clock="own", cells=("OPS",))
    assert (first.entry.station, first.entry.author) == ("P1", "Observer one")
    assert (logbook.session.cells, logbook.session.observer) == (("OPS",), "Observer one")


def test_each_opening_is_told_before_its_first_row_and_the_stopwatch_begins_anew(logbook: Logbook) -> None:
    logbook.clock.advance(10 * MINUTE)
    logbook.reopen()
    logbook.clock.advance(MINUTE)
    observation.note_observation(logbook.session, FACT)

    assert [row.entry.kind for row in logbook.session.recorded] == [
        "station-opened", "station-opened", "observe"
    ]  # fmt: skip
    assert logbook.session.recorded[-1].entry.elapsed_ms == 0


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (ObservationNoted(cell="OPX", text="x"), "unknown-id"),
        (ObservationNoted(cell="OPS", text="x", inject="E09"), "unknown-id"),
        (ObservationNoted(cell="OPS", text="x", action="E01.z"), "unknown-id"),
        (ObservationNoted(cell="OPS", text="  "), "empty-text"),
        (ObservationNoted(cell="OPS", text="x", judgement=" "), "empty-text"),
    ],
)
def test_what_the_pack_does_not_know_or_says_nothing_is_refused(
    logbook: Logbook, draft: ObservationNoted, code: str
) -> None:
    with refused(code):
        observation.note_observation(logbook.session, draft)

    assert len(logbook.session.recorded) == 1


@pytest.mark.parametrize("reopens", [False, True])
def test_a_correction_keeps_how_long_ago_it_was_seen_over_a_restart(logbook: Logbook, reopens: bool) -> None:
    observation.note_observation(logbook.session, FACT)
    logbook.clock.advance(2 * MINUTE)
    seen_ms = logbook.session.now().elapsed_ms - 30 * SECOND
    observation.note_observation(logbook.session, FACT, hand=Hand(seen_ms=seen_ms))
    seq = logbook.session.recorded[-1].entry.seq
    logbook.clock.advance(5 * MINUTE)
    if reopens:
        logbook.reopen()

    observation.correct_entry(logbook.session, seq, DecisionLogged(cell="OPS", text="Sirens off"))

    entry = logbook.session.recorded[-1].entry
    assert entry.observed_ms is not None
    assert entry.elapsed_ms - entry.observed_ms == 5 * MINUTE + 30 * SECOND
    assert logbook.session.state.rows["P1", seq] == "corrected"


def test_what_was_withdrawn_can_neither_be_corrected_nor_withdrawn_again(logbook: Logbook) -> None:
    observation.note_observation(logbook.session, FACT)
    seq = logbook.session.recorded[-1].entry.seq

    observation.withdraw_entry(logbook.session, seq)

    assert logbook.session.state.observations == ()
    with refused("no-such-entry"):
        observation.withdraw_entry(logbook.session, seq)
    with refused("no-such-entry"):
        observation.correct_entry(logbook.session, seq, FACT)


def test_an_assessment_is_no_entry_that_may_be_corrected(logbook: Logbook) -> None:
    recording.assess_action(logbook.session, "E01.a", "met")

    with refused("no-such-entry"):
        observation.withdraw_entry(logbook.session, logbook.session.recorded[-1].entry.seq)


# Clocks -----------------------------------------------------------------------------------------


def test_marks_are_numbered_on_and_stop_at_the_last(logbook: Logbook) -> None:
    assert observation.next_mark(logbook.session) == 1
    observation.mark_clock(logbook.session, 7)
    assert observation.next_mark(logbook.session) == 8
    assert logbook.session.recorded[-1].event == ClockMarked(number=7)

    observation.mark_clock(logbook.session, 999)

    assert observation.next_mark(logbook.session) == 999
    for number in (0, 1_000):
        with refused("mark-number"):
            observation.mark_clock(logbook.session, number)


def test_a_station_syncs_its_own_clock_and_no_other(logbook: Logbook) -> None:
    observation.sync_clock(logbook.session, "P1", offset_ms=-3_000)

    assert logbook.session.recorded[-1].event == ClockSynced(station="P1", offset_ms=-3_000)
    with refused("director-only"):
        observation.sync_clock(logbook.session, "P2", offset_ms=0)
    with refused("offset-too-large"):
        observation.sync_clock(logbook.session, "P1", offset_ms=observation.LARGEST_OFFSET_MS + 1)
