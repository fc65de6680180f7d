"""After the debrief: participants' feedback, and corrective actions followed until they are closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play.follow_up import (
    SCORES,
    STATEMENTS,
    ActionCarried,
    ActionClosed,
    ActionRevised,
    FeedbackGiven,
)
from tabletop.domain.play.journal import Header
from tabletop.domain.play.state import ExerciseState, PlanRecord
from tabletop.errors import Finding, UserError
from tabletop.services.session import (
    DIRECTORS_HAND,
    Hand,
    Session,
    require_text,
)

_NEEDED = {"text": "corrective action", "owner": "owner"}
_OPTIONAL = {"contact": "contact", "start": "start date", "due": "due date", "retest": "retest"}
"""Typed fields of a corrective action with what a refusal calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenActions:
    """What an earlier exercise left open; `findings` say what is wrong with its file."""

    exercise_id: str
    pack_id: str
    title: Text
    ended_at: datetime | None
    actions: tuple[ActionCarried, ...]
    findings: tuple[Finding, ...] = ()


def give_feedback(
    session: Session, /, text: str, *, hand: Hand = DIRECTORS_HAND, **scores: Any
) -> ExerciseState:
    """Keep a participant's form, without a name: whole numbers by the names of `STATEMENTS`, a text, or both.

    Raises UserError `feedback-score`, `feedback-empty`, `text-too-long`.
    """
    moment = session.now()
    for number, name in enumerate(STATEMENTS, start=1):
        score = scores.get(name)
        if score is not None and score not in SCORES:
            raise UserError("feedback-score", number=number, given=score)
    if not text.strip() and all(score is None for score in scores.values()):
        raise UserError("feedback-empty")
    text = require_text(text, "feedback") if text.strip() else ""
    session.write(FeedbackGiven(text=text, **scores), hand, moment)
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
    session: Session, /, number: int, *, hand: Hand = DIRECTORS_HAND, **changes: Any
) -> ExerciseState:
    """Change what is given of the n-th corrective action (from 1); a closed one is open again.

    `changes` are fields of `ActionRevised`; texts are trimmed. Raises UserError `nothing-revised`.
    """
    moment = session.now()
    station, seq = _planned(session, number).row
    given = {name: said for name, said in changes.items() if said is not None}
    if not given:
        raise UserError("nothing-revised", given=number)
    for name, what in (_NEEDED | _OPTIONAL).items():
        if name in given:
            given[name] = require_text(given[name], what)
    session.write(ActionRevised(plan_station=station, plan_seq=seq, **given), hand, moment)
    return session.state


# From one exercise to the next --------------------------------------------------------------------


def left_open(exercise: str, state: ExerciseState) -> list[ActionCarried]:
    """Return what an exercise with this id leaves open, to be carried into the next one.

    What was itself carried keeps the exercise and id that it first had; an action takes its
    improvement's objective and element along.
    """
    findings = {finding.row: finding for finding in state.findings}
    carried = []
    for plan in state.plans:
        answered = None if plan.improvement is None else findings.get(plan.improvement)
        if plan.status != "closed":
            event = ActionCarried(
                exercise=plan.carried_from or exercise,
                action=plan.carried_id or f"{plan.row[0]}:{plan.row[1]}",
                text=plan.text,
                owner=plan.owner,
                objective=plan.objective or (answered.objective if answered else None),
                contact=plan.contact,
                element=plan.element or (answered.element if answered else None),
                priority=plan.priority,
                start=plan.start,
                due=plan.due,
                retest=plan.retest,
            )
            carried.append(event)
    return carried


def open_actions_of(
    scenario: Scenario, state: ExerciseState, header: Header, findings: Iterable[Finding] = ()
) -> OpenActions:
    """Return what an exercise that was read leaves open; a redacted copy speaks for its original."""
    exercise = header.exercise if state.redaction is None else state.redaction.exercise
    return OpenActions(
        exercise_id=exercise,
        pack_id=header.pack_id,
        title=scenario.title,
        ended_at=state.ended_at,
        actions=tuple(left_open(exercise, state)),
        findings=tuple(findings),
    )


def to_carry(session: Session, left: OpenActions) -> list[ActionCarried]:
    """Return what this plan lacks of what an earlier exercise left open, each once.

    What first stood in this very exercise stands in its plan. Objectives come along within one pack
    only: another gives their ids to other things. Raises UserError `carried-from-itself`.
    """
    header = session.journal.header
    if left.exercise_id == header.exercise:
        raise UserError("carried-from-itself", exercise=left.exercise_id)
    is_same_pack = left.pack_id == header.pack_id
    lacking = {
        _origin(event): event if is_same_pack else replace(event, objective=None)
        for event in left.actions
        if event.exercise != header.exercise and not _is_carried(session.state, event)
    }
    return [*lacking.values()]


def carry_action(session: Session, event: ActionCarried, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Take over a corrective action that an earlier exercise left open; once only."""
    return carry_actions(session, [event], hand=hand)


def carry_actions(
    session: Session, events: Sequence[ActionCarried], *, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Take over what an earlier exercise left open; every action is looked at before one is written.

    Raises UserError `carried-from-itself`, `already-carried`, and for a text that is empty or too long.
    """
    taken: dict[tuple[str, str], ActionCarried] = {}
    for event in events:
        if event.exercise == session.journal.header.exercise:
            raise UserError("carried-from-itself", exercise=event.exercise)
        if _origin(event) in taken or _is_carried(session.state, event):
            raise UserError("already-carried", exercise=event.exercise, action=event.action)
        taken[_origin(event)] = _as_taken(session, event)
    for event in taken.values():
        session.write(event, hand, session.now())
    return session.state


def _as_taken(session: Session, event: ActionCarried) -> ActionCarried:
    texts: dict[str, Any] = {name: require_text(getattr(event, name), what) for name, what in _NEEDED.items()}
    for name, what in _OPTIONAL.items():
        said = (getattr(event, name) or "").strip()
        texts[name] = require_text(said, what) if said else None
    known = {objective.id for objective in session.scenario.objectives}
    # The next exercise may have other objectives: the action comes along all the same.
    return replace(event, **texts, objective=event.objective if event.objective in known else None)


def _origin(event: ActionCarried) -> tuple[str, str]:
    return event.exercise, event.action


def _is_carried(state: ExerciseState, event: ActionCarried) -> bool:
    return any((plan.carried_from, plan.carried_id) == _origin(event) for plan in state.plans)


def _planned(session: Session, number: int) -> PlanRecord:
    plans = session.state.plans
    if not 1 <= number <= len(plans):
        raise UserError("unknown-planned-action", given=number, count=len(plans))
    return plans[number - 1]
