from __future__ import annotations

import pytest
from builders import MINUTE, inject
from services.desk import Desk, refused

from tabletop.domain.play.additions import DeadlineMet, DeadlineSet
from tabletop.domain.play.deadlines import LONGEST_MS
from tabletop.services import agenda, recording, timekeeping
from tabletop.services.session import Hand

OBSERVER = Hand(station="P1")


@pytest.fixture
def desk() -> Desk:
    return Desk(inject("E01")).started().wait(MINUTE)


def test_a_deadline_is_written_trimmed_and_shown(desk: Desk) -> None:
    agenda.set_deadline(desk.session, " Report ", within_ms=10 * MINUTE, clock="scenario", inject="E01")

    expected = DeadlineSet(text="Report", within_ms=10 * MINUTE, clock="scenario", inject="E01")
    assert desk.last.event == expected
    assert [each.text for each in desk.state.deadlines] == ["Report"]


@pytest.mark.parametrize("within_ms", [0, -MINUTE, LONGEST_MS + 1])
def test_a_length_that_cannot_be_is_refused(desk: Desk, within_ms: int) -> None:
    with refused(desk, "deadline-length"):
        agenda.set_deadline(desk.session, "Report", within_ms=within_ms)


def test_a_deadline_needs_words_and_an_inject_of_the_plan(desk: Desk) -> None:
    with refused(desk, "empty-text", what="deadline"):
        agenda.set_deadline(desk.session, " ", within_ms=MINUTE)
    with refused(desk, "unknown-id", what="inject", given="E09", suggestion="E01"):
        agenda.set_deadline(desk.session, "Report", within_ms=MINUTE, inject="E09")


def test_any_station_may_meet_what_another_set_by_its_words(desk: Desk) -> None:
    agenda.set_deadline(desk.session, "Report  to the province", within_ms=MINUTE)
    seq = desk.last.entry.seq

    agenda.meet_deadline(desk.session, "report to the PROVINCE", hand=OBSERVER)

    assert desk.last.entry.station == "P1"
    assert desk.last.event == DeadlineMet(
        text="Report  to the province", deadline_station="DIR", deadline_seq=seq
    )
    assert not desk.state.deadlines[0].is_open


def test_of_several_alike_the_oldest_open_one_is_met(desk: Desk) -> None:
    for _ in range(2):
        agenda.set_deadline(desk.session, "Report", within_ms=MINUTE)
        desk.wait(1_000)

    agenda.meet_deadline(desk.session, "Report")
    first = [each.is_open for each in desk.state.deadlines]
    agenda.meet_deadline(desk.session, "Report")

    assert first == [False, True]
    assert [each.is_open for each in desk.state.deadlines] == [False, False]


def test_what_is_not_open_cannot_be_met(desk: Desk) -> None:
    with refused(desk, "no-deadline"):
        agenda.meet_deadline(desk.session, "Report")
    agenda.set_deadline(desk.session, "Report", within_ms=MINUTE)
    with refused(desk, "unknown-id", what="deadline", given="Rport", suggestion="Report"):
        agenda.meet_deadline(desk.session, "Rport")
    agenda.meet_deadline(desk.session, "Report")
    with refused(desk, "deadline-is-done", given="Report", done_ms=MINUTE):
        agenda.meet_deadline(desk.session, "Report")


def test_undo_opens_it_again_and_then_takes_it_away(desk: Desk) -> None:
    agenda.set_deadline(desk.session, "Report", within_ms=MINUTE)
    agenda.meet_deadline(desk.session, "Report")

    recording.undo(desk.session)
    reopened = desk.state.deadlines[0].is_open
    recording.undo(desk.session)

    assert (reopened, desk.state.deadlines) == (True, ())


def test_deadlines_are_not_undone_after_endex(desk: Desk) -> None:
    agenda.set_deadline(desk.session, "Report", within_ms=MINUTE)
    timekeeping.end_exercise(desk.session)

    with refused(desk, "undo-after-endex", kind="deadline"):
        recording.undo(desk.session)
