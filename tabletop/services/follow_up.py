"""After the debrief: participants' feedback, and corrective actions followed until they are closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tabletop.domain.play.follow_up import ActionCarried, ActionClosed, ActionRevised, FeedbackGiven
from tabletop.domain.play.state import ExerciseState, PlanRecord
from tabletop.errors import UserError
from tabletop.services.session import (
    DIRECTORS_HAND,
    Hand,
    Session,
    require_text,
)

_TYPED = ("text", "owner", "contact", "start", "due", "retest")


def give_feedback(
    session: Session, text: str, *, score: int | None = None, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Keep what a participant said of the exercise, without a name; `score` is 1 to 5."""
    moment = session.now()
    if score is not None and not 1 <= score <= 5:
        raise UserError("feedback-score", given=score)
    session.write(FeedbackGiven(text=require_text(text, "feedback"), score=score), hand, moment)
    return session.state


def close_action(
    session: Session, number: int, *, evidence: str, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Close the n-th corrective action of the plan as printed (from 1), with how one can see it is done."""
    moment = session.now()
    plan = _planned(session, number)
    if plan.status == "closed":
        raise UserError("action-is-closed", given=number)
    station, seq = plan.row
    event = ActionClosed(plan_station=station, plan_seq=seq, evidence=require_text(evidence, "evidence"))
    session.write(event, hand, moment)
    return session.state


def revise_action(
    session: Session, number: int, *, hand: Hand = DIRECTORS_HAND, **changes: Any
) -> ExerciseState:
    """Change what is given of the n-th corrective action (from 1); a closed one is open again.

    `changes` are fields of `ActionRevised`; texts are trimmed. Raises UserError `nothing-revised`.
    """
    moment = session.now()
    station, seq = _planned(session, number).row
    given = {name: said for name, said in changes.items() if said is not None}
    if not given:
        raise UserError("nothing-revised", given=number)
    given |= {name: require_text(given[name], name) for name in _TYPED if name in given}
    session.write(ActionRevised(plan_station=station, plan_seq=seq, **given), hand, moment)
    return session.state


def carry_action(session: Session, event: ActionCarried, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Take over a corrective action that an earlier exercise left open; once only."""
    moment = session.now()
    if event.exercise == session.journal.header.exercise:
        raise UserError("carried-from-itself", exercise=event.exercise)
    if _is_carried(session.state, event):
        raise UserError("already-carried", exercise=event.exercise, action=event.action)
    if event.objective is not None:
        known = {objective.id for objective in session.scenario.objectives}
        # The next exercise may have other objectives: the action comes along all the same.
        event = event if event.objective in known else replace(event, objective=None)
    texts: dict[str, Any] = {
        name: require_text(said, name) for name in _TYPED if (said := getattr(event, name)) is not None
    }
    session.write(replace(event, **texts), hand, moment)
    return session.state


def carry_actions(
    session: Session, events: Iterable[ActionCarried], *, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Take over what an earlier exercise left open; what is here already is passed over."""
    for event in events:
        if not _is_carried(session.state, event):
            carry_action(session, event, hand=hand)
    return session.state


def left_open(
    exercise: str, plans: Iterable[PlanRecord], *, objectives: dict[tuple[str, int], str]
) -> list[ActionCarried]:
    """Return what an exercise with this id leaves open, to be carried into the next one.

    `objectives` says which objective each improvement (by its row) belongs to.
    """
    return [
        ActionCarried(
            exercise=plan.carried_from or exercise,
            action=plan.carried_id or f"{plan.row[0]}:{plan.row[1]}",
            text=plan.text,
            owner=plan.owner,
            objective=plan.objective or (objectives.get(plan.improvement) if plan.improvement else None),
            contact=plan.contact,
            element=plan.element,
            priority=plan.priority,
            start=plan.start,
            due=plan.due,
            retest=plan.retest,
        )
        for plan in plans
        if plan.status != "closed"
    ]


def _is_carried(state: ExerciseState, event: ActionCarried) -> bool:
    return any((plan.carried_from, plan.carried_id) == (event.exercise, event.action) for plan in state.plans)


def _planned(session: Session, number: int) -> PlanRecord:
    plans = session.state.plans
    if not 1 <= number <= len(plans):
        raise UserError("unknown-planned-action", given=number, count=len(plans))
    return plans[number - 1]
