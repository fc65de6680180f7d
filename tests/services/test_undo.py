"""Undo: the station's latest standing act, one further back each time, never a clock or the program's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builders import MINUTE, START, action, inject, readiness_item
from services.desk import Desk, refused

from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play.events import ActUndone, DecisionLogged
from tabletop.services import conduct, evaluation, prepare, recording, timekeeping
from tabletop.services.session import Hand, Session


def playing() -> Desk:
    """It is T+00:10; E01 to come at T+00:50, the contingency C01 hangs on R2."""
    return (
        Desk(
            inject("E01", action("E01.a"), at_ms=50 * MINUTE),
            inject("C01", kind="contingency", at_ms=None, when=Breached(red_lines=("R2",))),
        )
        .started()
        .wait(10 * MINUTE)
    )


def decide(desk: Desk, text: str, station: str = "DIR") -> None:
    recording.log_decision(desk.session, DecisionLogged(cell="OPS", text=text), hand=Hand(station=station))


def texts(desk: Desk) -> list[str]:
    return [record.text for record in desk.state.decisions]


def test_undo_names_the_row_it_takes_back() -> None:
    desk = playing()
    decide(desk, "first")
    target = desk.last.entry.seq

    recording.undo(desk.session, hand=Hand(reason="typed twice"))

    assert desk.last.event == ActUndone(target_seq=target, reason="typed twice")
    assert desk.state.rows["DIR", target] == "withdrawn"
    assert texts(desk) == []


def test_what_an_undo_would_take_back_can_be_asked_and_nothing_is_written() -> None:
    desk = playing()
    assert recording.undo_target(desk.session) is None
    decide(desk, "first")
    decide(desk, "theirs", station="P1")
    rows = len(desk.journal.recorded())

    target = recording.undo_target(desk.session)

    assert target is not None
    assert (target.entry.station, target.event) == ("DIR", DecisionLogged(cell="OPS", text="first"))
    assert recording.undo_target(desk.session, hand=Hand(station="P1")) is desk.last
    assert len(desk.journal.recorded()) == rows
    recording.undo(desk.session)
    assert recording.undo_target(desk.session) is None


def test_a_row_that_the_state_does_not_know_yet_is_passed_over() -> None:
    desk = playing()
    decide(desk, "first")
    first, state = desk.last, desk.state
    decide(desk, "second")
    desk.session.state = state  # as another thread sees it between the row and its state

    assert recording.undo_target(desk.session) is first
    assert recording.latest_decision(desk.session) is first


def test_a_second_undo_goes_one_further_back() -> None:
    desk = playing()
    for text in ("first", "second", "third"):
        decide(desk, text)

    recording.undo(desk.session)
    recording.undo(desk.session)

    assert texts(desk) == ["first"]


def test_an_undo_is_not_undone_and_at_last_there_is_nothing_left() -> None:
    desk = playing()
    decide(desk, "first")
    recording.undo(desk.session)

    with refused(desk, "nothing-to-undo", station="DIR"):
        recording.undo(desk.session)


def test_undo_stays_at_its_own_station() -> None:
    desk = playing()
    decide(desk, "ours")
    decide(desk, "theirs", station="P1")
    desk.wait(MINUTE)
    decide(desk, "ours again")

    recording.undo(desk.session, hand=Hand(station="P1"))

    assert texts(desk) == ["ours", "ours again"]
    with refused(desk, "nothing-to-undo", station="P1"):
        recording.undo(desk.session, hand=Hand(station="P1"))


def test_undo_at_a_station_that_never_wrote_opens_no_station() -> None:
    desk = playing()

    with refused(desk, "nothing-to-undo", station="P9"):
        recording.undo(desk.session, hand=Hand(station="P9"))


@pytest.mark.parametrize(
    "move",
    [
        timekeeping.pause,
        lambda s: (timekeeping.pause(s), timekeeping.resume(s)),
        lambda s: timekeeping.adjust_clock(s, by_ms=MINUTE, reason="agreed"),
        lambda s: timekeeping.jump(s, to=START, reason="back"),
        lambda s: timekeeping.call_safety(s, reason="fire"),
        timekeeping.end_exercise,
    ],
)
def test_undo_passes_over_what_moves_a_clock(move: Callable[[Session], object]) -> None:
    desk = playing()
    decide(desk, "first")
    move(desk.session)
    stage, elapsed_ms = desk.state.stage, desk.elapsed_ms()

    recording.undo(desk.session)

    assert texts(desk) == []
    assert (desk.state.stage, desk.elapsed_ms()) == (stage, elapsed_ms)


def test_undo_passes_over_startex() -> None:
    desk = Desk().started()

    with refused(desk, "nothing-to-undo"):
        recording.undo(desk.session)


def test_undo_passes_over_the_programs_own_rows() -> None:
    desk = Desk(
        inject("E01", at_ms=MINUTE, auto=True),
        inject("C01", kind="contingency", at_ms=MINUTE, when=Breached(red_lines=("R1",))),
    ).started()
    recording.log_breach(desk.session, "R1")
    desk.wait(2 * MINUTE).sleep(MINUTE)
    timekeeping.tick(desk.session)
    kinds = desk.kinds[-3:]

    recording.undo(desk.session)

    assert kinds == ["release", "offer", "pause"]
    assert desk.state.breaches == ()
    assert desk.inject("E01").is_released
    assert desk.inject("C01").offered_ms == MINUTE


# What comes back --------------------------------------------------------------------------------


def test_undo_of_a_release_puts_the_inject_back() -> None:
    desk = playing()
    conduct.hold_inject(desk.session, "E01")
    conduct.release_inject(desk.session, "E01")

    recording.undo(desk.session)
    after_one = desk.inject("E01").status
    recording.undo(desk.session)

    assert after_one == "held"
    assert desk.inject("E01").status == "waiting"


def test_undo_of_a_retraction_lets_the_release_stand_with_its_time() -> None:
    desk = playing()
    conduct.release_inject(desk.session, "E01")
    desk.wait(MINUTE)
    conduct.retract_inject(desk.session, "E01", reason="wrong card")

    recording.undo(desk.session)

    assert desk.inject("E01").released_ms == 10 * MINUTE


def test_undo_of_a_second_release_leaves_the_first_retracted() -> None:
    desk = playing()
    conduct.release_inject(desk.session, "E01")
    conduct.retract_inject(desk.session, "E01", reason="wrong card")
    conduct.release_inject(desk.session, "E01")

    recording.undo(desk.session)

    assert desk.inject("E01").status == "retracted"


def test_undo_of_a_correction_brings_the_decision_back() -> None:
    desk = playing()
    decide(desk, "first")
    recording.correct_decision(desk.session, {"text": "second"})
    recording.correct_decision(desk.session, {"text": "third"})

    recording.undo(desk.session)
    after_one = texts(desk)
    recording.undo(desk.session)
    after_two = texts(desk)
    recording.undo(desk.session)

    assert (after_one, after_two, texts(desk)) == (["second"], ["first"], [])


def test_undo_of_a_withdrawal_brings_the_decision_back() -> None:
    desk = playing()
    decide(desk, "first")
    recording.withdraw_decision(desk.session)

    recording.undo(desk.session)

    assert texts(desk) == ["first"]


def test_a_decision_that_came_back_can_be_corrected_anew() -> None:
    desk = playing()
    decide(desk, "first")
    recording.correct_decision(desk.session, {"text": "second"})
    recording.undo(desk.session)

    recording.correct_decision(desk.session, {"text": "other"})

    assert texts(desk) == ["other"]


def test_undo_of_a_clear_lets_the_breach_stand() -> None:
    desk = playing()
    recording.log_breach(desk.session, "R1", hand=Hand(station="P1"))
    recording.clear_breach(desk.session, "R1", reason="misheard")

    recording.undo(desk.session)

    assert [breach.red_line for breach in desk.state.breaches] == ["R1"]


def test_undo_passes_over_a_breach_that_was_cleared() -> None:
    desk = playing()
    decide(desk, "first", station="P1")
    recording.log_breach(desk.session, "R1", hand=Hand(station="P1"))
    recording.clear_breach(desk.session, "R1", reason="misheard")

    recording.undo(desk.session, hand=Hand(station="P1"))

    assert texts(desk) == []


def test_undo_of_a_grade_brings_the_raters_earlier_one_back() -> None:
    desk = playing()
    recording.assess_action(desk.session, "E01.a", "met")
    recording.assess_action(desk.session, "E01.a", "unmet")

    recording.undo(desk.session)

    assert [graded.completion for graded in desk.state.assessments["E01.a"]] == ["met"]


def test_undo_of_a_settlement_lets_the_raters_count_again() -> None:
    desk = playing()
    recording.settle_action(desk.session, "E01.a", "met", reason="agreed")
    recording.settle_action(desk.session, "E01.a", "unmet", reason="agreed")

    recording.undo(desk.session)
    after_one = desk.state.settlements["E01.a"].completion
    recording.undo(desk.session)

    assert after_one == "met"
    assert desk.state.settlements == {}


def test_undo_of_shift_auto_skip_decline_and_situation() -> None:
    desk = playing()
    before = desk.state.injects
    conduct.shift_inject(desk.session, "E01", by_ms=MINUTE, onward=True)
    conduct.set_auto(desk.session, "E01", on=True)
    conduct.skip_inject(desk.session, "E01", reason="no time")
    conduct.decline_contingency(desk.session, "C01", reason="calm")
    conduct.change_situation(desk.session, "yellow", reason="crowd")

    for _ in range(5):
        recording.undo(desk.session)

    assert desk.state.injects == before
    assert desk.state.situations == ()


def test_undo_of_a_count_before_startex_brings_the_earlier_one_back() -> None:
    desk = Desk(readiness=(readiness_item("K1", required=2),))
    prepare.check_readiness(desk.session, "K1", present=2, serviceable=2)
    prepare.check_readiness(desk.session, "K1", present=2, serviceable=1)

    recording.undo(desk.session)

    assert desk.state.readiness["K1"].serviceable == 2


def test_once_the_gate_was_passed_what_it_read_is_not_undone() -> None:
    desk = Desk(readiness=(readiness_item("K1", required=2),))
    prepare.check_readiness(desk.session, "K1", present=2, serviceable=2)
    prepare.count_participants(desk.session, "Office", n=3)
    desk.started()

    with refused(desk, "nothing-to-undo"):
        recording.undo(desk.session)


def test_undo_of_evaluation_rows() -> None:
    desk = playing()
    evaluation.rate(desk.session, "O1", "P")
    evaluation.rate(desk.session, "O1", "M")
    evaluation.note_improvement(desk.session, "O1", "shorter orders")
    evaluation.plan_corrective_action(desk.session, "train", from_=1, owner="OPS")

    recording.undo(desk.session)
    recording.undo(desk.session)
    recording.undo(desk.session)

    assert (desk.state.plans, desk.state.findings) == ((), ())
    assert [rating.letter for rating in desk.state.ratings] == ["P"]


# After ENDEX ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("release", lambda s: conduct.release_inject(s, "E01")),
        ("hold", lambda s: conduct.hold_inject(s, "E01")),
        ("breach", lambda s: recording.log_breach(s, "R1")),
        (
            "acknowledge",
            lambda s: (conduct.release_inject(s, "E01"), conduct.acknowledge_inject(s, "E01", "OPS")),
        ),
        ("situation", lambda s: conduct.change_situation(s, "yellow", reason="crowd")),
    ],
)
def test_play_is_not_undone_after_endex(kind: str, act: Callable[[Session], object]) -> None:
    desk = playing()
    act(desk.session)
    timekeeping.end_exercise(desk.session)

    with refused(desk, "undo-after-endex", kind=kind):
        recording.undo(desk.session)


@pytest.mark.parametrize(
    "act",
    [
        lambda s: recording.settle_action(s, "E01.a", "met", reason="agreed"),
        lambda s: recording.assess_action(s, "E01.a", "met", hand=Hand(seen_ms=0)),
        lambda s: evaluation.rate(s, "O1", "S"),
        lambda s: recording.take_note(s, "rain"),
    ],
)
def test_what_may_be_added_after_endex_may_be_undone(act: Callable[[Session], object]) -> None:
    desk = playing()
    timekeeping.end_exercise(desk.session)
    before = desk.state
    act(desk.session)

    recording.undo(desk.session)

    after = desk.state
    assert (after.settlements, after.assessments, after.ratings, after.notes) == (
        before.settlements, before.assessments, before.ratings, before.notes,
    )  # fmt: skip
