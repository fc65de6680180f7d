"""Play a script through the very services a person uses, on a virtual clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from tabletop.domain.play.act import Act
from tabletop.domain.play.clock import Reading
from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.follow_up import ActionCarried
from tabletop.domain.play.observations import ObservationNoted
from tabletop.errors import UserError
from tabletop.services import (
    agenda,
    conduct,
    evaluation,
    follow_up,
    observation,
    prepare,
    recording,
    timekeeping,
)
from tabletop.services.session import Hand, Session

PLAYED = "play"
"""The boot id of rows that a script wrote (contract 1, `play`)."""
_SECOND_MS = 1_000
_KEEP_CLOCK_MS = 60_000
_Verb = Callable[[Session, dict[str, Any], Hand], None]
_OWN_REASON = frozenset(
    {"skip", "jump", "adjust", "clear", "settle", "retract", "decline", "situation", "safety", "pause"}
)
"""Verbs whose reason is an argument of their own; elsewhere it belongs to the hand that acts."""


class VirtualClock:
    """A clock that moves only when told: wall and monotonic time together (contract 1, `play`)."""

    def __init__(self, starts_at: datetime) -> None:
        self._starts_at = starts_at.astimezone(UTC)
        self._passed_ms = 0
        self.ahead_ms: dict[str, int] = {}
        """How far the wall clock of each station was last said to run ahead (contract 1, `play`)."""

    def read(self) -> Reading:
        """Return the clocks as they stand."""
        return Reading(
            wall_at=self._starts_at + timedelta(milliseconds=self._passed_ms),
            mono_ns=self._passed_ms * 1_000_000,
            boot_id=PLAYED,
        )

    def advance(self, ms: int) -> None:
        """Let so many milliseconds pass."""
        self._passed_ms += ms


class ScriptError(UserError):
    """An act that the exercise refused: the script's line, and the refusal."""

    def __init__(self, act: Act, refusal: UserError) -> None:
        super().__init__(refusal.code, **refusal.fields)
        self.line = act.line


def play(
    session: Session, clock: VirtualClock, acts: Iterable[Act], *, begun: Callable[[str], None] | None = None
) -> None:
    """Do every act at its T+; the clock ticks each second and at each act.

    `begun` is called with each phase's id as play reaches it. Raises ScriptError at the first act
    that the exercise refuses.
    """
    phases = [(phase.at_ms, phase.id) for phase in session.scenario.phases]
    for act in acts:
        if session.state.stage != "before":
            while begun is not None and phases and phases[0][0] <= act.at_ms:
                begun(phases.pop(0)[1])
        try:
            _wait_until(session, clock, act)
            perform(session, clock, act)
        except UserError as refusal:
            raise ScriptError(act, refusal) from refusal


def _wait_until(session: Session, clock: VirtualClock, act: Act) -> None:
    """Let virtual time run to the act's T+: a tick each second and one at the act itself."""
    stage = session.state.stage
    at_ms = session.now().elapsed_ms
    if stage == "before" and act.verb == "startex" and act.at_ms == _begins_at_ms(session, act):
        return
    if stage != "running":
        if act.at_ms != at_ms:
            raise UserError("clock-stands", at_ms=at_ms, given_ms=act.at_ms)
        return
    if act.at_ms < at_ms:
        raise UserError("time-goes-back", at_ms=at_ms, given_ms=act.at_ms)
    # Also where no time passes: AUTO injects fire before the acts of their instant (contract 3).
    for next_ms in (*range((at_ms // _SECOND_MS + 1) * _SECOND_MS, act.at_ms, _SECOND_MS), act.at_ms):
        clock.advance(next_ms - at_ms)
        # A virtual run that dies is played again: its clock need not be kept each second.
        timekeeping.tick(session, keep_clock=next_ms % _KEEP_CLOCK_MS == 0)
        at_ms = next_ms


def _begins_at_ms(session: Session, act: Act) -> int:
    """Return the T+ at which this STARTEX begins; of an unknown phase, whose refusal follows, its own."""
    phase = act.values.get("phase")
    if phase is None:
        return 0
    return next((known.at_ms for known in session.scenario.phases if known.id == phase), act.at_ms)


def perform(session: Session, clock: VirtualClock, act: Act) -> None:
    """Do one act now."""
    values: dict[str, Any] = dict(act.values)
    reason = None if act.verb in _OWN_REASON else values.pop("reason", None)
    hand = Hand(
        station=act.station,
        by=act.by,
        seen_ms=act.seen_ms,
        reason=reason,
        form=act.form,
        ahead_ms=clock.ahead_ms.get(act.station, 0),
    )
    lasted_ms = values.pop("for_ms", 0) if act.verb == "resume" else 0
    if session.state.stage == "paused":
        clock.advance(lasted_ms)
    _VERBS[act.verb](session, values, hand)
    if act.verb == "sync":
        clock.ahead_ms[str(act.values["of"])] = int(str(act.values["offset_ms"]))


def _call(service: Callable[..., object], *positional: str) -> _Verb:
    """Call a service with the named values as positional arguments and the rest by keyword."""

    def run(session: Session, values: dict[str, Any], hand: Hand) -> None:
        first = [values.pop(name) for name in positional]
        service(session, *first, **values, hand=hand)

    return run


def _decide(session: Session, values: dict[str, Any], hand: Hand) -> None:
    recording.log_decision(session, DecisionLogged(**values), hand=hand)


def _correct(session: Session, values: dict[str, Any], hand: Hand) -> None:
    recording.correct_decision(session, values, hand=hand)


def _observe(session: Session, values: dict[str, Any], hand: Hand) -> None:
    observation.note_observation(session, ObservationNoted(**values), hand=hand)


def _carry(session: Session, values: dict[str, Any], hand: Hand) -> None:
    follow_up.carry_action(session, ActionCarried(**values), hand=hand)


def _sync(session: Session, values: dict[str, Any], hand: Hand) -> None:
    observation.sync_clock(session, values["of"], offset_ms=values["offset_ms"], hand=hand)


_VERBS: dict[str, _Verb] = {
    "ready": _call(prepare.check_readiness, "item"),
    "present": _call(prepare.count_unit, "unit"),
    "participants": _call(prepare.count_participants, "organisation"),
    "startex": _call(timekeeping.start_exercise),
    "endex": _call(timekeeping.end_exercise),
    "pause": _call(timekeeping.pause),
    "resume": _call(timekeeping.resume),
    "safety": _call(timekeeping.call_safety),
    "adjust": _call(timekeeping.adjust_clock),
    "jump": _call(timekeeping.jump),
    "release": _call(conduct.release_inject, "inject"),
    "retract": _call(conduct.retract_inject, "inject"),
    "repeat": _call(conduct.repeat_inject, "inject"),
    "hold": _call(conduct.hold_inject, "inject"),
    "skip": _call(conduct.skip_inject, "inject"),
    "shift": _call(conduct.shift_inject, "inject"),
    "auto": _call(conduct.set_auto, "inject"),
    "decline": _call(conduct.decline_contingency, "inject"),
    "improvise": _call(conduct.improvise_inject, "inject"),
    "acknowledge": _call(conduct.acknowledge_inject, "inject", "cell"),
    "situation": _call(conduct.change_situation, "situation"),
    "decide": _decide,
    "correct": _correct,
    "withdraw": _call(recording.withdraw_decision),
    "assess": _call(recording.assess_action, "action", "completion"),
    "settle": _call(recording.settle_action, "action", "completion"),
    "breach": _call(recording.log_breach, "red_line"),
    "clear": _call(recording.clear_breach, "red_line"),
    "undo": _call(recording.undo),
    "observe": _observe,
    "sync": _sync,
    "mark": _call(observation.mark_clock, "number"),
    "deadline": _call(agenda.set_deadline, "text"),
    "done": _call(agenda.meet_deadline, "text"),
    "note": _call(recording.take_note, "text"),
    "rate": _call(evaluation.rate, "target", "letter"),
    "strength": _call(evaluation.note_strength, "objective", "text"),
    "improve": _call(evaluation.note_improvement, "objective", "text"),
    "plan": _call(evaluation.plan_corrective_action, "text"),
    "carry": _carry,
    "revise": _call(follow_up.revise_action, "number"),
    "close": _call(follow_up.close_action, "number"),
    "feedback": _call(follow_up.give_feedback, "text"),
}
