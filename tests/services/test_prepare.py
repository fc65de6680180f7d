"""Opening, counting and the gate; reopening after a crash; closing in good order."""

from __future__ import annotations

import pytest
from builders import MINUTE, inject, readiness_item, roster_unit
from services.desk import Desk, refused

from tabletop.domain.play.state import ReadinessRecord
from tabletop.errors import UserError
from tabletop.services import conduct, prepare, recording, timekeeping
from tabletop.services.session import Hand

LIST = (
    readiness_item("K1", required=4, critical=True),
    readiness_item("K2", required=2, critical=True),
    readiness_item("K3", required=1),
)


def test_a_fresh_exercise_writes_nothing_by_being_opened() -> None:
    desk = Desk()

    assert desk.kinds == []
    assert desk.state.stage == "before"


def test_readiness_keeps_the_latest_count_with_its_note() -> None:
    desk = Desk(readiness=LIST)

    prepare.check_readiness(desk.session, "K1", present=4, serviceable=4)
    prepare.check_readiness(desk.session, "K1", present=4, serviceable=3, note="one is wet")

    assert desk.state.readiness["K1"] == ReadinessRecord(present=4, serviceable=3, note="one is wet")


def test_units_and_participants_are_counted_once_each() -> None:
    desk = Desk(roster=(roster_unit("SQUAD"),))

    prepare.count_unit(desk.session, "SQUAD", present=9, fit=9)
    prepare.count_unit(desk.session, "SQUAD", present=9, fit=7)
    prepare.count_participants(desk.session, " District office ", n=4)
    prepare.count_participants(desk.session, "District office", n=5)

    assert desk.state.units == {"SQUAD": (9, 7)}
    assert desk.state.participants == {"District office": 5}


@pytest.mark.parametrize(("part", "whole"), [(3, 2), (-1, 2), (0, -1)])
def test_a_part_lies_between_none_and_the_whole(part: int, whole: int) -> None:
    desk = Desk(readiness=LIST, roster=(roster_unit("SQUAD"),))

    with refused(desk, "part-over-whole", part=part, whole=whole):
        prepare.check_readiness(desk.session, "K1", present=whole, serviceable=part)
    with refused(desk, "part-over-whole", part=part, whole=whole):
        prepare.count_unit(desk.session, "SQUAD", present=whole, fit=part)


def test_unknown_things_are_refused_with_the_nearest_known_one() -> None:
    desk = Desk(readiness=LIST, roster=(roster_unit("SQUAD"),))

    with refused(desk, "unknown-id", what="readiness item", given="K9"):
        prepare.check_readiness(desk.session, "K9", present=1, serviceable=1)
    with refused(desk, "unknown-id", what="unit", given="SQUAT", suggestion="SQUAD"):
        prepare.count_unit(desk.session, "SQUAT", present=1, fit=1)


def test_participants_need_a_name_and_a_number_that_is_not_negative() -> None:
    desk = Desk()

    with refused(desk, "empty-text", what="organisation"):
        prepare.count_participants(desk.session, " ", n=1)
    with refused(desk, "part-over-whole", whole=-1):
        prepare.count_participants(desk.session, "Office", n=-1)


@pytest.mark.parametrize(
    ("counts", "gate", "critical"),
    [
        ({}, "not-ready", ("K1", "K2")),
        ({"K1": 4}, "ready-with-notes", ("K2",)),
        ({"K1": 4, "K2": 2}, "ready", ()),
    ],
)
def test_the_gate_counts_critical_gaps(counts: dict[str, int], gate: str, critical: tuple[str, ...]) -> None:
    desk = Desk(readiness=LIST)

    for item, serviceable in counts.items():
        prepare.check_readiness(desk.session, item, present=serviceable, serviceable=serviceable)

    result = prepare.gate(desk.session)
    assert (result.gate, result.critical_gaps) == (gate, critical)


def test_startex_is_refused_while_the_gate_says_not_ready() -> None:
    desk = Desk(readiness=LIST)

    with refused(desk, "not-ready", gaps="K1, K2"):
        timekeeping.start_exercise(desk.session)


def test_an_override_starts_it_and_keeps_its_reason() -> None:
    desk = Desk(readiness=LIST)

    with refused(desk, "empty-text", what="reason"):
        timekeeping.start_exercise(desk.session, override="  ")
    timekeeping.start_exercise(desk.session, override=" by order of the lead ")

    assert desk.state.stage == "running"
    assert desk.state.override == "by order of the lead"


@pytest.mark.parametrize("serviceable", [0, 2])
def test_an_override_that_is_not_needed_is_refused(serviceable: int) -> None:
    desk = Desk(readiness=LIST)
    prepare.check_readiness(desk.session, "K1", present=4, serviceable=4)
    prepare.check_readiness(desk.session, "K2", present=2, serviceable=serviceable)

    with refused(desk, "override-not-needed"):
        timekeeping.start_exercise(desk.session, override="to be sure")


# Crash and close --------------------------------------------------------------------------------


def test_a_crash_comes_back_paused_at_the_running_clock() -> None:
    desk = Desk(inject("E01")).started()
    conduct.release_inject(desk.session, "E01")
    desk.wait(MINUTE)

    desk.reopen()

    assert (desk.state.stage, desk.elapsed_ms()) == ("paused", MINUTE)
    assert (desk.last.event.reason, desk.last.entry.author) == ("crash", "program")
    assert desk.inject("E01").is_released
    assert desk.journal.backups == 1


def test_a_crash_after_a_row_comes_back_at_the_row_where_it_is_later_than_the_running_clock() -> None:
    desk = Desk().started().wait(MINUTE)
    desk.clock.advance(400)
    recording.take_note(desk.session, "loud")

    desk.reopen()

    assert desk.elapsed_ms() == MINUTE + 400


def test_a_crash_after_the_clock_was_taken_back_does_not_undo_that() -> None:
    desk = Desk().started().wait(10 * MINUTE)
    timekeeping.adjust_clock(desk.session, by_ms=-4 * MINUTE, reason="started too early")
    desk.wait(1_000)

    desk.reopen()

    assert desk.elapsed_ms() == 6 * MINUTE + 1_000


def test_a_crash_before_the_first_tick_comes_back_at_the_last_row() -> None:
    desk = Desk().started()

    desk.reopen()

    assert (desk.state.stage, desk.elapsed_ms()) == ("paused", 0)


def test_time_between_crash_and_reopening_counts_nothing() -> None:
    desk = Desk(inject("E01", at_ms=2 * MINUTE, auto=True)).started().wait(MINUTE)

    desk.sleep(3_600_000).reopen().wait(5 * MINUTE)
    timekeeping.resume(desk.session)
    desk.wait(MINUTE)

    assert desk.inject("E01").released_ms == 2 * MINUTE
    assert desk.elapsed_ms() == 2 * MINUTE


@pytest.mark.parametrize("stage", ["before", "paused", "ended"])
def test_what_was_not_running_is_opened_again_without_a_row(stage: str) -> None:
    desk = Desk()
    if stage != "before":
        desk.started().wait(MINUTE)
        timekeeping.pause(desk.session)
    if stage == "ended":
        timekeeping.end_exercise(desk.session)
    rows = desk.journal.recorded()
    state = desk.state

    desk.reopen()

    assert desk.journal.recorded() == rows
    assert desk.state == state
    assert desk.elapsed_ms() == state.elapsed_ms


def test_closing_a_running_exercise_pauses_it_first() -> None:
    desk = Desk().started().wait(MINUTE)

    prepare.close_session(desk.session)

    assert (desk.last.entry.kind, desk.last.event.reason) == ("pause", "closed")
    assert (desk.last.entry.author, desk.last.entry.elapsed_ms) == ("program", MINUTE)
    assert (desk.journal.backups, desk.journal.is_closed) == (1, True)


def test_closing_after_a_gap_writes_the_gaps_pause_only() -> None:
    desk = Desk().started().wait(MINUTE).sleep(MINUTE)

    prepare.close_session(desk.session)

    assert desk.kinds[-2:] == ["startex", "pause"]
    assert desk.last.event.reason == "sleep"
    assert desk.journal.is_closed


def test_closing_what_does_not_run_writes_nothing() -> None:
    desk = Desk()

    prepare.close_session(desk.session)

    assert desk.kinds == []
    assert desk.journal.is_closed


def test_an_exercise_that_was_closed_goes_on_by_resume() -> None:
    desk = Desk().started().wait(MINUTE)
    prepare.close_session(desk.session)

    desk.reopen()
    timekeeping.resume(desk.session)
    desk.wait(MINUTE)

    assert desk.elapsed_ms() == 2 * MINUTE
    assert [pause.reason for pause in desk.state.pauses] == ["closed"]


def test_a_failed_crash_pause_leaves_the_rows_as_they_were() -> None:
    desk = Desk().started().wait(MINUTE)
    desk.journal.appends_before_full = 0
    rows = desk.journal.recorded()

    with pytest.raises(UserError):
        desk.reopen()

    assert desk.journal.recorded() == rows


def test_readiness_may_be_counted_at_any_station() -> None:
    desk = Desk(readiness=LIST)

    prepare.check_readiness(desk.session, "K3", present=1, serviceable=1, hand=Hand(station="P1"))

    assert desk.state.readiness["K3"].serviceable == 1
