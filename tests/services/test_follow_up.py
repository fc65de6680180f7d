"""What follows an exercise: feedback, actions revised and closed, and carried into the next exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import HEADER, START, objective
from services.desk import Desk, refused

from tabletop.domain.plan.eeg import CapabilityTarget, Objective
from tabletop.domain.plan.text import Text
from tabletop.domain.play.events import ImprovementNoted, NoteTaken, Rated, StrengthNoted
from tabletop.domain.play.follow_up import (
    STATEMENTS,
    ActionCarried,
    ActionClosed,
    ActionRevised,
    FeedbackGiven,
)
from tabletop.services import evaluation, follow_up, recording
from tabletop.services.follow_up import OpenActions
from tabletop.services.session import Hand, Session

LONG = "x" * 4_001
EARLIER = ActionCarried(
    exercise="EX-1", action="DIR:9", text="more boats", owner="Boat team", objective="O1", contact="desk 2",
    element="equipment", priority="high", start="2024-02-01", due="2024-05-01", retest="next drill",
)  # fmt: skip


def planned(*texts: str, **values: Any) -> Desk:
    """One improvement, answered by so many corrective actions; the plan's rows are DIR:3 and on."""
    desk = Desk()
    evaluation.note_improvement(desk.session, "O1", "no second radio", element="equipment")
    for text in texts or ("buy one",):
        evaluation.plan_corrective_action(desk.session, text, from_=1, owner="Stores", **values)
    return desk


def left_by(*actions: ActionCarried, exercise: str = "EX-1", pack: str = "small") -> OpenActions:
    return OpenActions(
        exercise_id=exercise, pack_id=pack, title=Text.same("Last year"), ended_at=START, actions=actions
    )


# Feedback ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("score", [None, 1, 5])
def test_feedback_is_kept_with_or_without_a_score(score: int | None) -> None:
    desk = Desk()

    follow_up.give_feedback(desk.session, " clear, too fast ", score=score)

    assert desk.last.event == FeedbackGiven(text="clear, too fast", score=score)
    assert [(given.text, given.score) for given in desk.state.feedback] == [("clear, too fast", score)]


@pytest.mark.parametrize("score", [0, 6, -1])
@pytest.mark.parametrize(("number", "name"), [*enumerate(STATEMENTS, start=1)])
def test_a_score_is_one_to_five(score: int, number: int, name: str) -> None:
    desk = Desk()

    with refused(desk, "feedback-score", given=score, number=number):
        follow_up.give_feedback(desk.session, "good", **{name: score})


def test_feedback_of_scores_alone_is_kept_each_with_its_statement() -> None:
    desk = Desk()
    given = {"realism": 1, "attendance": 2, "function": 3, "plan": 4, "score": 5}

    follow_up.give_feedback(desk.session, " ", **given)

    assert desk.last.event == FeedbackGiven(text="", **given)
    assert [getattr(desk.state.feedback[0], name) for name in STATEMENTS] == [1, 2, 3, 4, 5]


def test_feedback_without_a_score_or_a_word_is_refused() -> None:
    desk = Desk()

    with refused(desk, "feedback-empty"):
        follow_up.give_feedback(desk.session, "  ", score=None, realism=None)


def test_feedback_needs_words_that_fit() -> None:
    desk = Desk()

    with refused(desk, "text-too-long", what="feedback"):
        follow_up.give_feedback(desk.session, LONG, score=3)


# Closing ----------------------------------------------------------------------------------------


def test_an_action_is_closed_by_its_number_with_its_evidence() -> None:
    desk = planned("buy one", "lend one")

    follow_up.close_action(desk.session, 2, evidence=" receipt 17 ")

    assert desk.last.event == ActionClosed(plan_station="DIR", plan_seq=4, evidence="receipt 17")
    assert [(plan.status, plan.evidence) for plan in desk.state.plans] == [
        ("open", None), ("closed", "receipt 17"),
    ]  # fmt: skip


def test_another_station_may_close_it_too() -> None:
    desk = planned()

    follow_up.close_action(desk.session, 1, evidence="seen", hand=Hand(station="P1"))

    assert desk.last.entry.station == "P1"
    assert desk.state.plans[0].status == "closed"


def test_what_is_closed_is_not_closed_twice() -> None:
    desk = planned()
    follow_up.close_action(desk.session, 1, evidence="receipt")

    with refused(desk, "action-is-closed", given=1):
        follow_up.close_action(desk.session, 1, evidence="receipt again")


@pytest.mark.parametrize(("evidence", "code"), [(" ", "empty-text"), (LONG, "text-too-long")])
def test_closing_needs_evidence_that_fits(evidence: str, code: str) -> None:
    desk = planned()

    with refused(desk, code, what="evidence"):
        follow_up.close_action(desk.session, 1, evidence=evidence)


def test_an_undone_close_leaves_the_action_open() -> None:
    desk = planned()
    follow_up.close_action(desk.session, 1, evidence="receipt")

    recording.undo(desk.session)

    assert (desk.state.plans[0].status, desk.state.plans[0].evidence) == ("open", None)
    follow_up.close_action(desk.session, 1, evidence="receipt")
    assert desk.state.plans[0].status == "closed"


@pytest.mark.parametrize(
    "follow",
    [
        lambda session, number: follow_up.close_action(session, number, evidence="x"),
        lambda session, number: follow_up.revise_action(session, number, owner="x"),
    ],
)
@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_number_that_the_plan_does_not_have_is_refused(
    follow: Callable[[Session, int], object], number: int
) -> None:
    desk = planned()

    with refused(desk, "unknown-planned-action", given=number, count=1):
        follow(desk.session, number)


# Revising ---------------------------------------------------------------------------------------


def test_an_action_is_revised_in_what_is_given() -> None:
    desk = planned(due="2024-05-01")

    follow_up.revise_action(
        desk.session, 1, text=" buy two ", owner=" Radio desk ", progress="started", contact=None
    )

    assert desk.last.event == ActionRevised(
        plan_station="DIR", plan_seq=3, text="buy two", owner="Radio desk", progress="started"
    )
    plan = desk.state.plans[0]
    assert (plan.text, plan.owner, plan.due, plan.status) == (
        "buy two", "Radio desk", "2024-05-01", "started",
    )  # fmt: skip


def test_a_closed_action_that_is_revised_is_open_again() -> None:
    desk = planned()
    follow_up.close_action(desk.session, 1, evidence="receipt")

    follow_up.revise_action(desk.session, 1, due="2025-01-01")

    plan = desk.state.plans[0]
    assert (plan.status, plan.evidence, plan.due) == ("open", None, "2025-01-01")


@pytest.mark.parametrize("changes", [{}, {"owner": None, "progress": None}])
def test_a_revision_of_nothing_is_refused(changes: dict[str, Any]) -> None:
    desk = planned()

    with refused(desk, "nothing-revised", given=1):
        follow_up.revise_action(desk.session, 1, **changes)


@pytest.mark.parametrize(
    ("field", "what"),
    [("text", "corrective action"), ("owner", "owner"), ("contact", "contact"), ("start", "start date"),
     ("due", "due date"), ("retest", "retest")],
)  # fmt: skip
def test_what_is_revised_is_neither_empty_nor_too_long(field: str, what: str) -> None:
    desk = planned()

    with refused(desk, "empty-text", what=what):
        follow_up.revise_action(desk.session, 1, **{field: " "})
    with refused(desk, "text-too-long", what=what):
        follow_up.revise_action(desk.session, 1, **{field: LONG})


# What is left open ------------------------------------------------------------------------------


def test_open_and_started_actions_are_left_with_the_objective_and_element_of_their_improvement() -> None:
    desk = planned("buy one", "lend one", "write it down", due="2024-05-01", priority="low")
    follow_up.close_action(desk.session, 1, evidence="receipt")
    follow_up.revise_action(desk.session, 2, progress="started", element="organization")

    left = follow_up.left_open("EX-9", desk.state)

    whole = ActionCarried(
        exercise="EX-9", action="DIR:4", text="lend one", owner="Stores", objective="O1",
        element="organization", priority="low", due="2024-05-01",
    )  # fmt: skip
    assert left == [whole, replace(whole, action="DIR:5", text="write it down", element="equipment")]


def test_what_was_itself_carried_keeps_its_first_exercise_and_id() -> None:
    desk = Desk()
    follow_up.carry_action(desk.session, EARLIER)
    follow_up.revise_action(desk.session, 1, due="2024-09-01")

    left = follow_up.left_open("EX-TEST", desk.state)

    assert left == [replace(EARLIER, due="2024-09-01")]


def test_an_action_whose_improvement_was_undone_is_left_without_objective() -> None:
    state = replace(planned().state, findings=())

    (event,) = follow_up.left_open("EX-9", state)

    assert (event.objective, event.element) == (None, None)


def test_what_an_exercise_leaves_open_is_told_with_whose_it_is() -> None:
    desk = planned()

    left = follow_up.open_actions_of(desk.session.scenario, desk.state, HEADER)

    assert (left.exercise_id, left.pack_id, left.ended_at, left.findings) == ("EX-TEST", "small", None, ())
    assert [event.action for event in left.actions] == ["DIR:3"]


# Carrying over ----------------------------------------------------------------------------------


def test_a_carried_action_stands_in_the_plan_with_where_it_comes_from() -> None:
    desk = Desk()

    follow_up.carry_action(desk.session, replace(EARLIER, text=" more boats\n", contact="  "))

    assert desk.last.event == replace(EARLIER, contact=None)
    plan = desk.state.plans[0]
    assert (plan.carried_from, plan.carried_id, plan.objective, plan.status) == (
        "EX-1", "DIR:9", "O1", "open",
    )  # fmt: skip


def test_an_objective_that_the_next_exercise_does_not_have_is_left_behind() -> None:
    desk = Desk(objectives=(objective("O7"),))

    follow_up.carry_action(desk.session, EARLIER)

    assert (desk.state.plans[0].objective, desk.state.plans[0].text) == (None, "more boats")


def test_an_action_is_carried_once_also_when_it_was_closed_here() -> None:
    desk = Desk()
    follow_up.carry_action(desk.session, EARLIER)

    with refused(desk, "already-carried", exercise="EX-1", action="DIR:9"):
        follow_up.carry_action(desk.session, EARLIER)
    follow_up.close_action(desk.session, 1, evidence="two boats")
    with refused(desk, "already-carried", exercise="EX-1", action="DIR:9"):
        follow_up.carry_action(desk.session, EARLIER)
    assert follow_up.to_carry(desk.session, left_by(EARLIER)) == []


def test_an_undone_carry_may_be_done_again() -> None:
    desk = Desk()
    follow_up.carry_action(desk.session, EARLIER)
    recording.undo(desk.session)

    follow_up.carry_action(desk.session, EARLIER)

    assert len(desk.state.plans) == 1


def test_an_exercise_carries_nothing_from_itself() -> None:
    desk = planned()
    left = follow_up.open_actions_of(desk.session.scenario, desk.state, desk.journal.header)

    with refused(desk, "carried-from-itself", exercise="EX-TEST"):
        follow_up.to_carry(desk.session, left)
    with refused(desk, "carried-from-itself", exercise="EX-TEST"):
        follow_up.carry_action(desk.session, left.actions[0])


def test_only_what_lacks_is_to_be_carried_and_what_first_stood_here_does_not() -> None:
    desk = Desk()
    follow_up.carry_action(desk.session, EARLIER)
    second, ours = replace(EARLIER, action="DIR:12"), replace(EARLIER, exercise="EX-TEST")

    lacking = follow_up.to_carry(desk.session, left_by(EARLIER, second, ours, second))

    assert lacking == [second]
    follow_up.carry_actions(desk.session, lacking)
    assert [plan.carried_id for plan in desk.state.plans] == ["DIR:9", "DIR:12"]


def test_objectives_come_along_within_one_pack_only() -> None:
    """O1 of another pack is something else."""
    desk = Desk()

    (same,) = follow_up.to_carry(desk.session, left_by(EARLIER))
    (other,) = follow_up.to_carry(desk.session, left_by(EARLIER, pack="large"))

    assert (same.objective, other.objective) == ("O1", None)


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        (replace(EARLIER, action="DIR:10", text=" "), "empty-text", {"what": "corrective action"}),
        (replace(EARLIER, action="DIR:10", owner=LONG), "text-too-long", {"what": "owner"}),
        (replace(EARLIER, action="DIR:10", due=LONG), "text-too-long", {"what": "due date"}),
        (EARLIER, "already-carried", {"action": "DIR:9"}),
    ],
)
def test_of_several_actions_all_are_taken_or_none(
    wrong: ActionCarried, code: str, facts: dict[str, Any]
) -> None:
    desk = Desk()

    with refused(desk, code, **facts):
        follow_up.carry_actions(desk.session, [EARLIER, wrong])


# Rows and cells that a finding names --------------------------------------------------------------

Noting = Callable[..., object]
FINDINGS: list[tuple[Noting, Any]] = [
    (lambda s, **more: evaluation.note_strength(s, "O1", "calm", **more),
     StrengthNoted(objective="O1", text="calm")),
    (lambda s, **more: evaluation.note_improvement(s, "O1", "late", **more),
     ImprovementNoted(objective="O1", text="late")),
    (lambda s, **more: recording.take_note(s, "rain", **more), NoteTaken(text="rain")),
]  # fmt: skip


@pytest.mark.parametrize(("note", "event"), FINDINGS)
def test_a_finding_names_its_cell_and_the_rows_that_show_it(note: Noting, event: Any) -> None:
    desk = Desk().started()
    recording.take_note(desk.session, "theirs", hand=Hand(station="P1"))

    note(desk.session, cell="OPS", rows=("DIR:2", "P1:2"))

    assert desk.last.event == replace(event, cell="OPS", rows=("DIR:2", "P1:2"))


@pytest.mark.parametrize(("note", "_event"), FINDINGS)
def test_a_cell_that_the_pack_does_not_have_is_refused(note: Noting, _event: Any) -> None:
    desk = Desk().started()

    with refused(desk, "unknown-id", what="cell", given="OPZ", suggestion="OPS"):
        note(desk.session, cell="OPZ")


@pytest.mark.parametrize(("note", "_event"), FINDINGS)
@pytest.mark.parametrize(
    "row",
    ["DIR:3", "DIR:0", "P1:1", "DIR", "DIR:", ":1", "DIR:x", "DIR:01", "DIR:-1", "DIR:\u0661", "",
     "DIR:" + "9" * 5_000],
)  # fmt: skip
def test_a_row_that_the_log_does_not_have_is_refused(note: Noting, _event: Any, row: str) -> None:
    desk = Desk().started()  # rows DIR:1 and DIR:2

    with refused(desk, "unknown-row", given=row):
        note(desk.session, rows=("DIR:1", row))


# A letter above what a breached red line allows ---------------------------------------------------

WITH_TARGET = Objective(
    id="O1",
    title=Text.same("Objective one"),
    targets=(CapabilityTarget(id="O1.1", text=Text.same("Target one")),),
)


def breached(*lines: str, grave: bool = False) -> Desk:
    """R1 and R2 (grave by itself) belong to O1; nothing belongs to O2."""
    desk = Desk(objectives=(WITH_TARGET, objective("O2"))).started()
    for line in lines:
        recording.log_breach(desk.session, line, grave=grave)
    return desk


@pytest.mark.parametrize("why", [None, "", "  "])
@pytest.mark.parametrize(
    ("lines", "target", "letter", "cap"),
    [
        (("R1",), "O1", "S", "M"),
        (("R1",), "O1.1", "P", "M"),
        (("R2",), "O1", "M", "U"),
        (("R2",), "O1.1", "M", "U"),
        (("R1", "R2"), "overall", "S", "M"),
    ],
)
def test_a_letter_above_the_cap_needs_a_reason(
    lines: tuple[str, ...], target: str, letter: Any, cap: str, why: str | None
) -> None:
    desk = breached(*lines)

    with refused(desk, "letter-above-cap", letter=letter, cap=cap, target=target):
        evaluation.rate(desk.session, target, letter, why=why)
    evaluation.rate(desk.session, target, letter, why="the line was crossed by an actor")

    assert desk.last.event == Rated(target=target, letter=letter, why="the line was crossed by an actor")


@pytest.mark.parametrize(
    ("lines", "target", "letter"),
    [
        ((), "O1", "P"),
        (("R1",), "O1", "M"),
        (("R1",), "O1.1", "U"),
        (("R1",), "overall", "P"),
        (("R2",), "overall", "M"),
        (("R2",), "O1", "U"),
        (("R1", "R2"), "O2", "P"),
    ],
)
def test_a_letter_up_to_the_cap_needs_none(lines: tuple[str, ...], target: str, letter: Any) -> None:
    desk = breached(*lines)

    evaluation.rate(desk.session, target, letter)

    assert desk.last.event == Rated(target=target, letter=letter)


def test_a_breach_that_was_called_grave_caps_like_a_grave_line() -> None:
    desk = breached("R1", grave=True)

    with refused(desk, "letter-above-cap", letter="M", cap="U", target="O1"):
        evaluation.rate(desk.session, "O1", "M")


def test_a_cleared_breach_asks_for_nothing() -> None:
    desk = breached("R1")
    recording.clear_breach(desk.session, "R1", reason="misheard")

    evaluation.rate(desk.session, "O1", "P")

    assert desk.last.entry.kind == "rate"
