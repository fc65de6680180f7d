"""Corrective actions as they stand after what followed: revised, closed, opened again, carried over."""

from __future__ import annotations

from typing import Any

import pytest
from builders import MINUTE, Rows, scenario

from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.play.follow_up import ActionCarried, ActionClosed, ActionRevised, FeedbackGiven
from tabletop.domain.play.state import ExerciseState, FeedbackRecord, PlanRecord

PLAN = ev.CorrectiveActionPlanned(text="train clerks", improvement_seq=1, owner="HR", due="2025-03-01")
DAY = 24 * 60 * MINUTE


def closed(seq: int = 1, *, of: str = "DIR", evidence: str = "list of 3 May") -> ActionClosed:
    return ActionClosed(plan_station=of, plan_seq=seq, evidence=evidence)


def revised(seq: int = 1, **changes: Any) -> ActionRevised:
    return ActionRevised(plan_station="DIR", plan_seq=seq, **changes)


def after(*acts: tuple[ev.Event, dict[str, Any]]) -> ExerciseState:
    """Fold acts with who and when on the wall; T+ stands still, as it does after ENDEX."""
    rows = Rows()
    for event, who in acts:
        rows.add(event, **({"wall_ms": 0} | who))
    return fold(scenario(), rows.recorded)


def standing(*acts: tuple[ev.Event, dict[str, Any]]) -> PlanRecord:
    (plan,) = after((PLAN, {}), *acts).plans
    return plan


def test_a_planned_action_is_open() -> None:
    assert (standing().status, standing().evidence) == ("open", None)


def test_a_revision_replaces_what_it_gives_and_keeps_the_rest() -> None:
    plan = standing(
        (revised(owner="Stores", element="equipment", priority="high", progress="started"), {}),
        (revised(text="train all clerks", contact="desk 2", start="2025-02-01", retest="EX-2"), {}),
    )

    assert plan == PlanRecord(
        row=("DIR", 1), improvement=("DIR", 1), text="train all clerks", owner="Stores", contact="desk 2",
        start="2025-02-01", due="2025-03-01", retest="EX-2", element="equipment", priority="high",
        status="started",
    )  # fmt: skip


def test_a_closed_action_says_how_one_can_see_it() -> None:
    plan = standing((closed(), {}))

    assert (plan.status, plan.evidence) == ("closed", "list of 3 May")


@pytest.mark.parametrize(("progress", "status"), [(None, "open"), ("started", "started"), ("open", "open")])
def test_a_revised_action_is_open_again_and_its_evidence_is_gone(progress: Any, status: str) -> None:
    plan = standing((closed(), {}), (revised(due="2025-09-01", progress=progress), {}))

    assert (plan.status, plan.evidence, plan.due) == (status, None, "2025-09-01")


def test_what_is_undone_did_not_follow() -> None:
    plan = standing((revised(progress="started"), {}), (closed(), {}), (ev.ActUndone(target_seq=3), {}))

    assert (plan.status, plan.evidence) == ("started", None)


def test_a_close_may_stand_before_its_plan() -> None:
    """A1 goes before DIR where T+ is the same: the plan's own row comes later."""
    state = after((closed(), {"station": "A1", "wall_ms": DAY}), (PLAN, {}))

    assert [plan.status for plan in state.plans] == ["closed"]


def test_what_follows_an_action_that_is_not_there_has_no_effect() -> None:
    state = after((PLAN, {}), (closed(2), {}), (closed(1, of="P1"), {}))

    assert [plan.status for plan in state.plans] == ["open"]


@pytest.mark.parametrize(("closed_on", "status"), [(1, "open"), (3, "closed")])
def test_what_two_stations_did_counts_in_the_order_of_the_wall(closed_on: int, status: str) -> None:
    """T+ stands after ENDEX, so it cannot tell that DIR opened anew on day 2 what P1 closed on day 1."""
    plan = standing(
        (closed(), {"station": "P1", "wall_ms": closed_on * DAY}),
        (revised(owner="Stores"), {"wall_ms": 2 * DAY}),
    )

    assert plan.status == status


def test_a_stations_own_order_counts_also_where_its_wall_clock_was_set_back() -> None:
    plan = standing((revised(owner="Stores"), {"wall_ms": 2 * DAY}), (closed(), {"wall_ms": DAY}))

    assert plan.status == "closed"


def test_a_carried_action_keeps_where_it_comes_from_and_is_followed_like_any_other() -> None:
    carried = ActionCarried(
        exercise="EX-1", action="P1:7", text="more boats", owner="OPS", objective="O1", contact="desk",
        element="equipment", priority="low", start="2024-02-01", due="2024-05-01", retest="EX-2",
    )  # fmt: skip

    (plan,) = after((carried, {}), (closed(), {})).plans

    assert plan == PlanRecord(
        row=("DIR", 1), improvement=None, text="more boats", owner="OPS", contact="desk",
        start="2024-02-01", due="2024-05-01", retest="EX-2", element="equipment", priority="low",
        status="closed", evidence="list of 3 May", objective="O1", carried_from="EX-1", carried_id="P1:7",
    )  # fmt: skip


def taken(exercise: str = "EX-1", action: str = "DIR:7", **more: Any) -> ActionCarried:
    return ActionCarried(**({"exercise": exercise, "action": action, "text": "boats", "owner": "OPS"} | more))


CARRIED_TWICE = (taken(), {}), (taken(text="boats, told later", owner="HR"), {"station": "P1"})


def test_what_two_stations_carried_over_is_one_action_as_the_first_row_tells_it() -> None:
    (plan,) = after(*CARRIED_TWICE).plans

    assert (plan.row, plan.text, plan.owner) == (("DIR", 1), "boats", "OPS")


def test_the_first_row_is_the_first_on_the_exercise_clock_whatever_came_into_the_file_first() -> None:
    one, two = (taken(), {"station": "DIR"}), (taken(), {"station": "A1"})

    assert after(one, two).plans == after(two, one).plans
    assert after(one, two).plans[0].row == ("A1", 1)


@pytest.mark.parametrize(("revise", "close"), [("DIR", "P1"), ("P1", "DIR"), ("P1", "P1"), ("DIR", "DIR")])
def test_what_names_either_row_follows_the_one_action(revise: str, close: str) -> None:
    change = ActionRevised(plan_station=revise, plan_seq=1, owner="Stores", progress="started")

    (plan,) = after(*CARRIED_TWICE, (change, {"station": "P1"}), (closed(of=close), {"wall_ms": DAY})).plans

    assert (plan.owner, plan.status, plan.evidence) == ("Stores", "closed", "list of 3 May")


def test_what_names_either_row_counts_in_the_order_of_the_wall() -> None:
    change = ActionRevised(plan_station="P1", plan_seq=1, due="2025-09-01")

    (plan,) = after(*CARRIED_TWICE, (closed(), {}), (change, {"station": "P1", "wall_ms": DAY})).plans
    (earlier,) = after(*CARRIED_TWICE, (closed(), {"wall_ms": DAY}), (change, {"station": "P1"})).plans

    assert (plan.status, plan.due) == ("open", "2025-09-01")
    assert (earlier.status, earlier.due) == ("closed", "2025-09-01")


def test_an_undone_first_row_leaves_the_action_to_the_next() -> None:
    (plan,) = after(*CARRIED_TWICE, (ev.ActUndone(target_seq=1), {})).plans

    assert (plan.row, plan.text) == (("P1", 1), "boats, told later")


def test_actions_of_other_exercises_or_with_other_ids_stay_apart() -> None:
    plans = after((taken(), {}), (taken("EX-2"), {}), (taken(action="DIR:8"), {}), (taken(), {})).plans

    assert [plan.row[1] for plan in plans] == [1, 2, 3]


def test_feedback_holds_words_and_score_and_no_name() -> None:
    state = after(
        (FeedbackGiven(text="too fast", score=2), {"author": "ann"}), (FeedbackGiven(text="ok"), {})
    )

    assert state.feedback == (
        FeedbackRecord(row=("DIR", 1), text="too fast", score=2),
        FeedbackRecord(row=("DIR", 2), text="ok", score=None),
    )


def test_findings_and_notes_keep_their_cell_and_the_rows_that_show_them() -> None:
    shown: dict[str, Any] = {"cell": "OPS", "rows": ("DIR:1", "P1:4")}

    state = after(
        (ev.StrengthNoted(objective="O1", text="calm", **shown), {}),
        (ev.ImprovementNoted(objective="O1", text="late", **shown), {}),
        (ev.NoteTaken(text="rain", **shown), {}),
        (ev.NoteTaken(text="sun"), {}),
    )

    records = [*state.findings, *state.notes]
    assert [(record.cell, record.rows) for record in records] == [
        *[("OPS", ("DIR:1", "P1:4"))] * 3, (None, ()),
    ]  # fmt: skip
