"""The one door to the journal: what a row carries, stations opened, time seen, gaps, failed writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from builders import MINUTE, START, inject
from services.desk import Desk, refused

from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import chain_faults
from tabletop.domain.play.stations import StationOpened
from tabletop.errors import UserError
from tabletop.services import conduct, evaluation, recording, timekeeping
from tabletop.services.session import DIRECTORS_HAND, Hand, Session, require_known, require_text

WAIT = DecisionLogged(cell="OPS", text="wait")


def test_a_row_carries_what_every_clock_showed() -> None:
    desk = Desk().started().wait(90_000)

    recording.log_decision(desk.session, WAIT)

    entry = desk.last.entry
    assert entry.wall_at == "2024-01-26T01:01:30.000Z"
    assert (entry.mono_ns, entry.boot_id) == (90_000_000_000, "boot-1")
    assert entry.elapsed_ms == 90_000
    assert entry.scenario_at == (START + timedelta(seconds=90)).isoformat()
    assert entry.observed_ms is None


def test_the_author_is_who_acts_else_the_station() -> None:
    desk = Desk().started()

    recording.log_decision(desk.session, WAIT)
    recording.log_decision(desk.session, WAIT, hand=Hand(by="Duty officer"))

    authors = [row.entry.author for row in desk.journal.recorded()[-2:]]
    assert authors == ["DIR", "Duty officer"]


def test_a_station_opens_with_its_first_act_and_only_once() -> None:
    desk = Desk().started()
    at_p1 = Hand(station="P1", by="Observer one")

    recording.log_decision(desk.session, WAIT, hand=at_p1)
    recording.log_decision(desk.session, WAIT, hand=at_p1)

    rows = [(row.entry.station, row.entry.kind) for row in desk.journal.recorded()]
    assert rows == [
        ("DIR", "station-opened"), ("DIR", "startex"),
        ("P1", "station-opened"), ("P1", "decide"), ("P1", "decide"),
    ]  # fmt: skip
    opened = desk.journal.recorded()[2]
    assert opened.event == StationOpened(clock="exercise")
    assert opened.entry.author == "P1"


def test_a_refused_first_act_opens_no_station() -> None:
    desk = Desk().started()

    with refused(desk, "unknown-id", what="cell", given="OPZ", suggestion="OPS"):
        recording.log_decision(desk.session, DecisionLogged(cell="OPZ", text="wait"), hand=Hand(station="P1"))

    assert desk.state.stations == ("DIR",)


def test_what_was_seen_earlier_keeps_both_times() -> None:
    desk = Desk().started().wait(MINUTE)

    recording.log_decision(desk.session, WAIT, hand=Hand(seen_ms=20_000))

    assert (desk.last.entry.observed_ms, desk.last.entry.elapsed_ms) == (20_000, MINUTE)
    assert desk.state.decisions[-1].observed_ms == 20_000


def test_nothing_can_be_seen_later_than_now() -> None:
    desk = Desk().started().wait(MINUTE)

    with refused(desk, "seen-later", seen_ms=MINUTE + 1, elapsed_ms=MINUTE):
        recording.log_decision(desk.session, WAIT, hand=Hand(station="P1", seen_ms=MINUTE + 1))

    recording.log_decision(desk.session, WAIT, hand=Hand(seen_ms=MINUTE))
    assert desk.last.entry.observed_ms == MINUTE


def test_any_act_may_carry_a_reason() -> None:
    desk = Desk(inject("E01")).started()

    conduct.hold_inject(desk.session, "E01", hand=Hand(reason="  radio is down "))

    assert desk.last.event.reason == "radio is down"


@pytest.mark.parametrize(
    ("words", "code"), [("", "empty-text"), (" \n\t", "empty-text"), ("x" * 4_001, "text-too-long")]
)
def test_a_reason_that_is_empty_or_endless_is_refused(words: str, code: str) -> None:
    desk = Desk(inject("E01")).started()

    with refused(desk, code, what="reason"):
        conduct.hold_inject(desk.session, "E01", hand=Hand(station="DIR", reason=words))


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda s: recording.log_breach(s, "R1", note="x" * 4_001), "note"),
        (lambda s: conduct.change_situation(s, "yellow", reason="x", decided_by="x" * 4_001), "decided_by"),
        (lambda s: evaluation.rate(s, "O1", "S", why="x" * 4_001), "why"),
    ],
)
def test_no_text_of_a_row_has_over_4000_characters(act: Callable[[Session], object], what: str) -> None:
    desk = Desk().started()

    with refused(desk, "text-too-long", what=what, length=4_001):
        act(desk.session)


def test_typed_words_lose_blanks_at_the_ends_and_may_have_4000_characters() -> None:
    longest = "x" * 4_000

    kept = require_text(f" {longest}\n", "note")

    assert kept == longest


def test_an_unknown_id_without_a_near_one_suggests_nothing() -> None:
    with pytest.raises(UserError) as refusal:
        require_known("inject", "Z9", ["E01", "E02"])

    assert refusal.value.fields == {"what": "inject", "given": "Z9", "suggestion": None}


def test_a_failed_write_leaves_everything_and_the_retry_writes_once() -> None:
    desk = Desk().started().wait(MINUTE)
    desk.journal.appends_before_full = 0
    with refused(desk, "disk-full"):
        recording.log_decision(desk.session, WAIT)
    desk.journal.appends_before_full = None

    recording.log_decision(desk.session, WAIT)

    assert desk.kinds == ["station-opened", "startex", "decide"]


def test_a_station_opens_once_even_when_its_first_act_failed() -> None:
    desk = Desk().started()
    desk.journal.appends_before_full = 1
    with pytest.raises(UserError):
        recording.log_decision(desk.session, WAIT, hand=Hand(station="P1"))
    desk.journal.appends_before_full = None
    opened_only = desk.state

    recording.log_decision(desk.session, WAIT, hand=Hand(station="P1"))

    assert desk.kinds == ["station-opened", "startex", "station-opened", "decide"]
    assert opened_only == fold(desk.session.scenario, desk.journal.recorded()[:3])


def test_the_chain_of_every_station_verifies() -> None:
    desk = Desk().started().wait(MINUTE)
    for station in ("P1", "DIR", "P2", "P1"):
        recording.log_decision(desk.session, WAIT, hand=Hand(station=station))

    entries = [row.entry for row in desk.journal.recorded()]
    faults = chain_faults(entries, exercise="EX-TEST", pack_sha256=desk.journal.header.pack_sha256)

    assert faults == []


# Sleep, stalls and changed clocks ---------------------------------------------------------------


def sleep(desk: Desk) -> None:
    desk.sleep(3_600_000)


def stall(desk: Desk) -> None:
    desk.clock.advance(600_000)


def set_back(desk: Desk) -> None:
    desk.clock.wall_at -= timedelta(hours=2)


def boot(desk: Desk) -> None:
    desk.clock.boot_id = "boot-2"


def reset(desk: Desk) -> None:
    desk.clock.mono_ns = 0


@pytest.mark.parametrize("gap", [sleep, stall, set_back, boot, reset])
def test_a_gap_pauses_at_the_last_good_tick_and_only_once(gap: Callable[[Desk], None]) -> None:
    desk = Desk(inject("E01", at_ms=2 * MINUTE, auto=True)).started().wait(MINUTE)

    gap(desk)
    timekeeping.tick(desk.session)
    desk.wait(10 * MINUTE)

    assert desk.kinds == ["station-opened", "startex", "pause"]
    assert desk.last.event.reason == "sleep"
    assert desk.last.entry.author == "program"
    assert desk.last.entry.elapsed_ms == MINUTE
    assert desk.elapsed_ms() == MINUTE
    assert desk.journal.backups == 1


def test_after_a_gap_injects_wait_for_resume_and_then_for_their_time() -> None:
    desk = Desk(inject("E01", at_ms=2 * MINUTE, auto=True)).started().wait(MINUTE).sleep(9 * 3_600_000)
    timekeeping.tick(desk.session)

    timekeeping.resume(desk.session)
    desk.wait(MINUTE - 1_000)
    before = desk.inject("E01").status
    desk.wait(1_000)

    assert before == "waiting"
    assert desk.inject("E01").released_ms == 2 * MINUTE


def test_an_act_after_a_gap_pauses_first_and_then_is_judged() -> None:
    desk = Desk(inject("E01")).started().wait(MINUTE).sleep(MINUTE)

    recording.log_decision(desk.session, WAIT)
    with refused(desk, "is-paused"):
        conduct.release_inject(desk.session, "E01")

    assert desk.kinds[-2:] == ["pause", "decide"]
    assert desk.last.entry.elapsed_ms == MINUTE


def test_the_gaps_pause_is_not_lost_when_its_write_fails() -> None:
    desk = Desk().started().wait(MINUTE).sleep(MINUTE)
    desk.journal.appends_before_full = 0
    with refused(desk, "disk-full"):
        timekeeping.tick(desk.session)
    desk.journal.appends_before_full = None
    desk.clock.advance(1_000)

    timekeeping.tick(desk.session)

    assert desk.last.event.reason == "sleep"
    assert desk.last.entry.elapsed_ms == MINUTE


def test_a_gap_never_takes_back_what_a_row_has_reached() -> None:
    desk = Desk().started().wait(MINUTE)
    desk.clock.advance(700)
    recording.log_decision(desk.session, WAIT)

    desk.sleep(MINUTE)
    timekeeping.tick(desk.session)

    assert desk.last.entry.elapsed_ms == MINUTE + 700


@pytest.mark.parametrize(("mono_ms", "wall_ms"), [(5_000, 5_000), (1_000, 3_000), (3_000, 1_000)])
def test_a_slow_second_or_a_small_step_of_the_wall_is_no_gap(mono_ms: int, wall_ms: int) -> None:
    desk = Desk().started().wait(MINUTE)

    desk.clock.mono_ns += mono_ms * 1_000_000
    desk.clock.wall_at += timedelta(milliseconds=wall_ms)
    timekeeping.tick(desk.session)

    assert desk.state.stage == "running"
    assert desk.elapsed_ms() == MINUTE + mono_ms


def test_gaps_mean_nothing_while_the_clock_stands() -> None:
    desk = Desk().sleep(MINUTE).started().wait(MINUTE)
    timekeeping.pause(desk.session)

    desk.sleep(MINUTE)
    timekeeping.resume(desk.session)
    desk.wait(MINUTE)
    timekeeping.end_exercise(desk.session)
    desk.sleep(MINUTE)
    timekeeping.tick(desk.session)

    assert desk.kinds == ["station-opened", "startex", "pause", "resume", "endex"]
    assert desk.last.entry.elapsed_ms == 2 * MINUTE


def test_the_directors_hand_is_the_default() -> None:
    assert Desk().session.station_of(DIRECTORS_HAND) == "DIR"


def test_the_shown_time_runs_stands_and_writes_nothing_even_after_a_sleep() -> None:
    desk = Desk().started().wait(MINUTE)
    desk.clock.advance(400)
    running_ms = desk.session.shown_ms()
    desk.sleep(9 * 60 * MINUTE)
    asleep_ms, rows = desk.session.shown_ms(), len(desk.journal.recorded())

    timekeeping.tick(desk.session)
    desk.clock.advance(5_000)

    assert (running_ms, asleep_ms, rows) == (MINUTE + 400, MINUTE + 400, 2)
    assert desk.state.stage == "paused"
    assert desk.session.shown_ms() == MINUTE + 400
