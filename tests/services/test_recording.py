"""Decisions, grades, breaches and notes: what each writes, keeps and refuses."""

from __future__ import annotations

import pytest
from builders import MINUTE, action, inject
from services.desk import Desk, refused

from tabletop.domain.plan.text import Text
from tabletop.domain.play.events import (
    ActionAssessed,
    ActionSettled,
    BreachCleared,
    Completion,
    DecisionLogged,
    DecisionWithdrawn,
    NoteTaken,
    RedLineBreached,
)
from tabletop.services import conduct, recording, timekeeping
from tabletop.services.session import Hand

FULL = DecisionLogged(
    cell="OPS",
    text="close the north road",
    inject="E01",
    category="action",
    why="water rises",
    rule="plan 4",
    told=("LO", "SIM"),
    deviation="no sign-post",
    source="B2",
    threat="flood",
    alternative="wait",
    warning="radio",
    authority="duty officer",
)


def playing() -> Desk:
    """E01 is out since T+00:00; it is T+00:10."""
    desk = Desk(
        inject("E01", action("E01.a"), action("E01.b")),
        hot_wash=(Text.same("What went well?"), Text.same("What did not?")),
    ).started()
    conduct.release_inject(desk.session, "E01")
    return desk.wait(10 * MINUTE)


# Decisions --------------------------------------------------------------------------------------


def test_a_decision_is_logged_with_every_key() -> None:
    desk = playing()

    recording.log_decision(desk.session, FULL)

    assert desk.last.event == FULL
    record = desk.state.decisions[-1]
    assert (record.cell, record.text, record.inject, record.told) == (
        "OPS", "close the north road", "E01", ("LO", "SIM"),
    )  # fmt: skip


def test_typed_words_are_trimmed() -> None:
    desk = playing()

    recording.log_decision(desk.session, DecisionLogged(cell="OPS", text=" wait\n", why="  unclear "))

    assert desk.last.event == DecisionLogged(cell="OPS", text="wait", why="unclear")


@pytest.mark.parametrize(
    ("draft", "code", "facts"),
    [
        (DecisionLogged(cell="OPZ", text="go"), "unknown-id", {"what": "cell", "suggestion": "OPS"}),
        (DecisionLogged(cell="OPS", text="go", told=("LO", "L0")), "unknown-id", {"given": "L0"}),
        (DecisionLogged(cell="OPS", text="go", inject="E99"), "unknown-id", {"what": "inject"}),
        (DecisionLogged(cell="OPS", text="go", source="B7"), "source-rating", {"given": "B7"}),
        (DecisionLogged(cell="OPS", text="go", source="b2"), "source-rating", {"given": "b2"}),
        (DecisionLogged(cell="OPS", text=" "), "empty-text", {"what": "decision"}),
        (DecisionLogged(cell="OPS", text="x" * 4_001), "text-too-long", {"length": 4_001}),
        (DecisionLogged(cell="OPS", text="go", why=""), "empty-text", {"what": "why"}),
        (DecisionLogged(cell="OPS", text="go", rule="x" * 4_001), "text-too-long", {"what": "rule"}),
        (DecisionLogged(cell="OPS", text="go", authority=" "), "empty-text", {"what": "authority"}),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    draft: DecisionLogged, code: str, facts: dict[str, object]
) -> None:
    desk = playing()

    with refused(desk, code, **facts):
        recording.log_decision(desk.session, draft)


def test_a_decision_before_the_release_is_kept() -> None:
    desk = Desk(inject("E01")).started()

    recording.log_decision(desk.session, DecisionLogged(cell="OPS", text="ahead", inject="E01"))

    assert desk.state.decisions[0].inject == "E01"


# Correct and withdraw ---------------------------------------------------------------------------


def test_a_correction_keeps_what_is_not_given_and_the_first_observed_time() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL, hand=Hand(seen_ms=4 * MINUTE))
    desk.wait(MINUTE)

    recording.correct_decision(desk.session, {"text": "close both roads", "why": "the dam"})

    event = desk.last.event
    assert isinstance(event, DecisionLogged)
    assert (event.text, event.why) == ("close both roads", "the dam")
    kept = ("cell", "inject", "category", "rule", "told", "deviation", "source", "threat", "authority")
    assert all(getattr(event, name) == getattr(FULL, name) for name in kept)
    assert (desk.last.entry.elapsed_ms, desk.last.entry.observed_ms) == (11 * MINUTE, 4 * MINUTE)
    assert [record.text for record in desk.state.decisions] == ["close both roads"]
    assert desk.state.rows["DIR", desk.last.entry.seq - 1] == "corrected"


def test_a_corrections_observed_time_is_the_first_rows_where_nothing_was_said() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL)
    desk.wait(MINUTE)

    recording.correct_decision(desk.session, {"text": "first"})
    desk.wait(MINUTE)
    recording.correct_decision(desk.session, {"text": "second"})

    assert desk.last.entry.observed_ms == 10 * MINUTE


def test_a_correction_may_say_another_time_seen() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL)

    recording.correct_decision(desk.session, {"text": "again"}, hand=Hand(seen_ms=MINUTE))

    assert desk.state.decisions[0].observed_ms == MINUTE


def test_a_correction_keeps_its_time_also_where_the_clock_was_taken_back() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL)
    timekeeping.adjust_clock(desk.session, by_ms=-5 * MINUTE, reason="started too early")

    recording.correct_decision(desk.session, {"text": "again"})

    assert (desk.last.entry.elapsed_ms, desk.last.entry.observed_ms) == (5 * MINUTE, 10 * MINUTE)


def test_a_correction_has_a_reason_of_its_own() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL, hand=Hand(reason="first reason"))

    recording.correct_decision(desk.session, {"text": "again"})
    without = desk.last.event.reason
    recording.correct_decision(desk.session, {"text": "and again"}, hand=Hand(reason="misheard"))

    assert without is None
    assert desk.last.event.reason == "misheard"


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"txt": "x"}, {"what": "key", "given": "txt", "suggestion": "text"}),
        ({"corrects": 3}, {"what": "key", "given": "corrects"}),
        ({"cell": "OPZ"}, {"what": "cell", "given": "OPZ"}),
    ],
)
def test_a_correction_with_an_unknown_key_or_id_is_refused(
    changes: dict[str, object], facts: dict[str, object]
) -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL)

    with refused(desk, "unknown-id", **facts):
        recording.correct_decision(desk.session, changes)


def test_correct_and_withdraw_mean_the_stations_own_latest_decision() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL, hand=Hand(station="P1"))
    recording.log_decision(desk.session, DecisionLogged(cell="LO", text="ours"))
    recording.assess_action(desk.session, "E01.a", "met", hand=Hand(station="P1"))

    recording.correct_decision(desk.session, {"text": "theirs"}, hand=Hand(station="P1"))
    recording.withdraw_decision(desk.session)

    assert [(record.row[0], record.text) for record in desk.state.decisions] == [("P1", "theirs")]


def test_the_latest_decision_is_the_stations_own_and_stands() -> None:
    desk = playing()
    assert recording.latest_decision(desk.session) is None
    recording.log_decision(desk.session, FULL)
    ours = desk.last
    recording.log_decision(desk.session, FULL, hand=Hand(station="P1"))
    recording.assess_action(desk.session, "E01.a", "met")

    assert recording.latest_decision(desk.session) is ours
    assert recording.latest_decision(desk.session, hand=Hand(station="P2")) is None
    recording.withdraw_decision(desk.session)
    assert recording.latest_decision(desk.session) is None


def test_without_a_standing_decision_there_is_nothing_to_correct_or_withdraw() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL)
    recording.withdraw_decision(desk.session)
    recording.log_decision(desk.session, FULL, hand=Hand(station="P1"))

    with refused(desk, "no-decision", station="DIR"):
        recording.correct_decision(desk.session, {"text": "x"})
    with refused(desk, "no-decision", station="DIR"):
        recording.withdraw_decision(desk.session)


def test_a_withdrawn_correction_takes_the_decision_with_it() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL)
    recording.correct_decision(desk.session, {"text": "again"})

    recording.withdraw_decision(desk.session, hand=Hand(reason="never said"))

    assert desk.last.event == DecisionWithdrawn(target_seq=desk.last.entry.seq - 1, reason="never said")
    assert desk.state.decisions == ()


def test_withdrawing_again_goes_one_decision_further_back() -> None:
    desk = playing()
    for text in ("first", "second", "third"):
        recording.log_decision(desk.session, DecisionLogged(cell="OPS", text=text))

    recording.withdraw_decision(desk.session)
    recording.withdraw_decision(desk.session)

    assert [record.text for record in desk.state.decisions] == ["first"]


def test_after_endex_a_decision_may_be_corrected_and_withdrawn() -> None:
    desk = playing()
    recording.log_decision(desk.session, FULL)
    timekeeping.end_exercise(desk.session)

    recording.correct_decision(desk.session, {"text": "again"})
    corrected = desk.state.decisions[0]
    recording.withdraw_decision(desk.session)

    assert (corrected.text, corrected.observed_ms) == ("again", 10 * MINUTE)
    assert desk.state.decisions == ()


# Grades -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("completion", ["met", "partial", "unmet", "n/a"])
def test_an_action_is_graded_at_the_time_it_was_seen(completion: Completion) -> None:
    desk = playing()

    recording.assess_action(desk.session, "E01.a", completion, hand=Hand(station="P1", seen_ms=MINUTE))

    assert desk.last.event == ActionAssessed(action="E01.a", completion=completion)
    graded = desk.state.assessments["E01.a"][0]
    assert (graded.completion, graded.observed_ms) == (completion, MINUTE)


def test_a_raters_later_grade_replaces_the_earlier_and_another_raters_does_not() -> None:
    desk = playing()

    recording.assess_action(desk.session, "E01.a", "met")
    recording.assess_action(desk.session, "E01.a", "unmet")
    recording.assess_action(desk.session, "E01.a", "partial", hand=Hand(by="Second"))
    recording.assess_action(desk.session, "E01.a", "met", hand=Hand(station="P1"))

    given = [(graded.author, graded.completion) for graded in desk.state.assessments["E01.a"]]
    assert given == [("DIR", "unmet"), ("Second", "partial"), ("P1", "met")]


def test_the_director_settles_with_a_reason() -> None:
    desk = playing()
    recording.assess_action(desk.session, "E01.a", "met", hand=Hand(station="P1"))

    recording.settle_action(desk.session, "E01.a", "partial", reason=" both agree ")
    with refused(desk, "empty-text", what="reason"):
        recording.settle_action(desk.session, "E01.a", "met", reason=" ")

    assert desk.last.event == ActionSettled(action="E01.a", completion="partial", reason="both agree")
    assert desk.state.settlements["E01.a"].completion == "partial"
    assert len(desk.state.assessments["E01.a"]) == 1


def test_an_unknown_action_is_refused() -> None:
    desk = playing()

    with refused(desk, "unknown-id", what="action", given="E01.c"):
        recording.assess_action(desk.session, "E01.c", "met")
    with refused(desk, "unknown-id", what="action", given="E01"):
        recording.settle_action(desk.session, "E01", "met", reason="agreed")


# Breaches ---------------------------------------------------------------------------------------


def test_a_breach_is_recorded_with_inject_gravity_and_note() -> None:
    desk = playing()

    recording.log_breach(desk.session, "R1", inject="E01", grave=True, note="in public")

    assert desk.last.event == RedLineBreached(red_line="R1", inject="E01", grave=True, note="in public")
    assert [(breach.red_line, breach.grave) for breach in desk.state.breaches] == [("R1", True)]


def test_a_breach_of_what_the_pack_does_not_have_is_refused() -> None:
    desk = playing()

    with refused(desk, "unknown-id", what="red line", given="R9"):
        recording.log_breach(desk.session, "R9")
    with refused(desk, "unknown-id", what="inject", given="E09"):
        recording.log_breach(desk.session, "R1", inject="E09")


def test_clear_withdraws_the_latest_standing_breach_of_that_line_whoever_recorded_it() -> None:
    desk = playing()
    recording.log_breach(desk.session, "R1")
    desk.wait(MINUTE)
    recording.log_breach(desk.session, "R1", hand=Hand(station="P1"))
    recording.log_breach(desk.session, "R2")

    recording.clear_breach(desk.session, "R1", reason=" misheard ")

    assert desk.last.event == BreachCleared(
        red_line="R1", breach_station="P1", breach_seq=2, reason="misheard"
    )
    assert [breach.row[0] + breach.red_line for breach in desk.state.breaches] == ["DIRR1", "DIRR2"]


def test_clearing_again_goes_one_breach_further_back_and_then_is_refused() -> None:
    desk = playing()
    recording.log_breach(desk.session, "R1")
    recording.log_breach(desk.session, "R1")

    recording.clear_breach(desk.session, "R1", reason="misheard")
    recording.clear_breach(desk.session, "R1", reason="misheard")

    assert desk.state.breaches == ()
    with refused(desk, "no-breach", red_line="R1"):
        recording.clear_breach(desk.session, "R1", reason="misheard")


def test_clear_needs_a_known_line_and_a_reason() -> None:
    desk = playing()
    recording.log_breach(desk.session, "R1")

    with refused(desk, "unknown-id", what="red line", given="R8"):
        recording.clear_breach(desk.session, "R8", reason="misheard")
    with refused(desk, "empty-text", what="reason"):
        recording.clear_breach(desk.session, "R1", reason=" ")


# Notes ------------------------------------------------------------------------------------------


def test_a_note_may_answer_a_question_of_the_hot_wash() -> None:
    desk = playing()

    recording.take_note(desk.session, " good calls ", question=2)

    assert desk.last.event == NoteTaken(text="good calls", question=2)
    assert desk.state.notes[0].question == 2


@pytest.mark.parametrize("question", [0, 3])
def test_a_question_that_is_not_asked_is_refused(question: int) -> None:
    desk = playing()

    with refused(desk, "unknown-question", given=question, count=2):
        recording.take_note(desk.session, "x", question=question)


def test_an_empty_note_is_refused() -> None:
    desk = playing()

    with refused(desk, "empty-text", what="note"):
        recording.take_note(desk.session, "")
