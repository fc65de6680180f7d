"""Who may do what and when: one table of every verb, asked in every stage and at every station."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from builders import MINUTE, START, action, inject, readiness_item, roster_unit
from services.desk import Desk, refused

from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.fold import fold
from tabletop.domain.play.follow_up import ActionCarried
from tabletop.services import agenda, conduct, evaluation, follow_up, prepare, recording, timekeeping
from tabletop.services.session import DIRECTORS_HAND, Hand, Session

SCENARIO_AT = START + timedelta(days=1)
EARLIER = ActionCarried(exercise="EX-2023", action="DIR:4", text="more boats", owner="OPS")

Act = Callable[[Session, Hand], object]


@dataclass(frozen=True)
class Verb:
    """A verb with what each stage answers: None lets it happen, else the refusal's code."""

    act: Act
    before: str | None
    running: str | None
    paused: str | None
    ended: str | None
    director_only: bool = False


ALL_DAY = (None, None, None, None)
BEFORE_ONLY = (None, "already-started", "already-started", "already-started")
PLAY = ("not-started", None, None, "already-ended")
UNTIL_ENDEX = (None, None, None, "already-ended")
RUNNING_ONLY = ("not-started", None, "is-paused", "already-ended")
PAUSED_ONLY = ("not-started", "not-paused", None, "already-ended")
NOT_IN_A_PAUSE = (None, None, "is-paused", "already-ended")
SEEN_AFTER = (None, None, None, "seen-after-endex")

VERBS = {
    "ready": Verb(
        lambda s, h: prepare.check_readiness(s, "K1", present=2, serviceable=1, hand=h), *BEFORE_ONLY
    ),
    "present": Verb(lambda s, h: prepare.count_unit(s, "SQUAD", present=9, fit=8, hand=h), *BEFORE_ONLY),
    "participants": Verb(lambda s, h: prepare.count_participants(s, "Office", n=3, hand=h), *BEFORE_ONLY),
    "startex": Verb(lambda s, h: timekeeping.start_exercise(s, hand=h), *BEFORE_ONLY, director_only=True),
    "endex": Verb(lambda s, h: timekeeping.end_exercise(s, hand=h), *PLAY, director_only=True),
    "pause": Verb(
        lambda s, h: timekeeping.pause(s, hand=h),
        *PLAY,
        director_only=True,
    ),
    "resume": Verb(
        lambda s, h: timekeeping.resume(s, hand=h),
        *PAUSED_ONLY,
        director_only=True,
    ),
    "safety": Verb(lambda s, h: timekeeping.call_safety(s, reason="fire", hand=h), *PLAY, director_only=True),
    "adjust": Verb(
        lambda s, h: timekeeping.adjust_clock(s, by_ms=1, reason="late", hand=h), *PLAY, director_only=True
    ),
    "jump": Verb(
        lambda s, h: timekeeping.jump(s, to=SCENARIO_AT, reason="next day", hand=h), *PLAY, director_only=True
    ),
    "release": Verb(
        lambda s, h: conduct.release_inject(s, "E02", hand=h),
        *RUNNING_ONLY,
        director_only=True,
    ),
    "retract": Verb(
        lambda s, h: conduct.retract_inject(s, "E01", reason="wrong card", hand=h), *PLAY, director_only=True
    ),
    "repeat": Verb(lambda s, h: conduct.repeat_inject(s, "E01", hand=h), *PLAY, director_only=True),
    "hold": Verb(lambda s, h: conduct.hold_inject(s, "E02", hand=h), *UNTIL_ENDEX, director_only=True),
    "skip": Verb(
        lambda s, h: conduct.skip_inject(s, "E02", reason="no time", hand=h), *UNTIL_ENDEX, director_only=True
    ),
    "shift": Verb(
        lambda s, h: conduct.shift_inject(s, "E02", by_ms=1, hand=h), *UNTIL_ENDEX, director_only=True
    ),
    "auto": Verb(
        lambda s, h: conduct.set_auto(s, "E02", on=True, hand=h),
        *NOT_IN_A_PAUSE,
        director_only=True,
    ),
    "decline": Verb(
        lambda s, h: conduct.decline_contingency(s, "C01", reason="calm", hand=h), *PLAY, director_only=True
    ),
    "acknowledge": Verb(lambda s, h: conduct.acknowledge_inject(s, "E01", "OPS", hand=h), *PLAY),
    "situation": Verb(
        lambda s, h: conduct.change_situation(s, "yellow", reason="crowd", hand=h),
        *UNTIL_ENDEX,
        director_only=True,
    ),
    "decide": Verb(
        lambda s, h: recording.log_decision(s, DecisionLogged(cell="OPS", text="wait"), hand=h), *SEEN_AFTER
    ),
    "assess": Verb(lambda s, h: recording.assess_action(s, "E01.a", "met", hand=h), *SEEN_AFTER),
    "settle": Verb(
        lambda s, h: recording.settle_action(s, "E01.a", "met", reason="agreed", hand=h),
        *ALL_DAY,
        director_only=True,
    ),
    "improvise": Verb(
        lambda s, h: conduct.improvise_inject(
            s, "X09", title="Power", message="No light", to=["OPS"], hand=h
        ),
        *RUNNING_ONLY,
        director_only=True,
    ),
    "deadline": Verb(lambda s, h: agenda.set_deadline(s, "report", within_ms=MINUTE, hand=h), *PLAY),
    "done": Verb(lambda s, h: agenda.meet_deadline(s, "count", hand=h), *PLAY),
    "breach": Verb(lambda s, h: recording.log_breach(s, "R2", hand=h), *PLAY),
    "clear": Verb(
        lambda s, h: recording.clear_breach(s, "R1", reason="misheard", hand=h), *PLAY, director_only=True
    ),
    "correct": Verb(lambda s, h: recording.correct_decision(s, {"text": "go"}, hand=h), *ALL_DAY),
    "withdraw": Verb(lambda s, h: recording.withdraw_decision(s, hand=h), *ALL_DAY),
    "note": Verb(lambda s, h: recording.take_note(s, "rain", hand=h), *ALL_DAY),
    "undo": Verb(lambda s, h: recording.undo(s, hand=h), *ALL_DAY),
    "rate": Verb(lambda s, h: evaluation.rate(s, "O1", "M", hand=h), *ALL_DAY),
    "strength": Verb(lambda s, h: evaluation.note_strength(s, "O1", "calm", hand=h), *ALL_DAY),
    "improve": Verb(lambda s, h: evaluation.note_improvement(s, "O1", "log more", hand=h), *ALL_DAY),
    "plan": Verb(
        lambda s, h: evaluation.plan_corrective_action(s, "train", from_=1, owner="OPS", hand=h), *ALL_DAY
    ),
    "carry": Verb(lambda s, h: follow_up.carry_action(s, replace(EARLIER, action="DIR:9"), hand=h), *ALL_DAY),
    "revise": Verb(lambda s, h: follow_up.revise_action(s, 1, progress="started", hand=h), *ALL_DAY),
    "close": Verb(lambda s, h: follow_up.close_action(s, 1, evidence="seen", hand=h), *ALL_DAY),
    "feedback": Verb(lambda s, h: follow_up.give_feedback(s, "good", hand=h), *ALL_DAY),
}

KINDS = {
    "ready": "readiness-checked",
    "present": "unit-counted",
    "participants": "participants-counted",
    "correct": "decide",
}
"""What a verb's row is called where it is not called like the verb."""


def desk_in(stage: str, station: str = "DIR") -> Desk:
    """An exercise in that stage in which every verb finds what it needs, at that station too."""
    desk = Desk(
        inject("E01", action("E01.a")),
        inject("E02", at_ms=50 * MINUTE),
        inject("C01", kind="contingency", at_ms=None, when=Breached(red_lines=("R2",))),
        readiness=(readiness_item("K1", required=0),),
        roster=(roster_unit("SQUAD"),),
    )
    hand = Hand(station=station)
    if stage != "before":
        desk.started()
        conduct.release_inject(desk.session, "E01")
        recording.log_breach(desk.session, "R1")
        agenda.set_deadline(desk.session, "count", within_ms=MINUTE)
        desk.wait(5_000)
    if stage == "paused":
        timekeeping.pause(desk.session)
    if stage == "ended":
        timekeeping.end_exercise(desk.session)
    seen = replace(hand, seen_ms=0)
    recording.log_decision(desk.session, DecisionLogged(cell="OPS", text="stay"), hand=seen)
    evaluation.note_improvement(desk.session, "O1", "shorter orders", hand=hand)
    follow_up.carry_action(desk.session, EARLIER, hand=hand)
    return desk


@pytest.mark.parametrize("stage", ["before", "running", "paused", "ended"])
@pytest.mark.parametrize("name", VERBS)
def test_a_stage_lets_happen_what_the_contract_lets_happen(name: str, stage: str) -> None:
    desk = desk_in(stage)
    verb = VERBS[name]
    code: str | None = getattr(verb, stage)
    rows = len(desk.journal.recorded())

    if code is not None:
        with refused(desk, code):
            verb.act(desk.session, DIRECTORS_HAND)
        return
    verb.act(desk.session, DIRECTORS_HAND)

    assert len(desk.journal.recorded()) == rows + 1
    assert desk.last.entry.kind == KINDS.get(name, name)
    assert desk.state == fold(desk.session.scenario, desk.journal.recorded())


@pytest.mark.parametrize("name", [name for name, verb in VERBS.items() if verb.director_only])
def test_a_conduct_verb_at_another_station_is_refused_by_name(name: str) -> None:
    desk = desk_in("running")

    with refused(desk, "director-only", verb=name, station="P1"):
        VERBS[name].act(desk.session, Hand(station="P1"))


@pytest.mark.parametrize("name", [name for name, verb in VERBS.items() if not verb.director_only])
def test_what_is_not_conduct_lands_in_the_stations_own_chain(name: str) -> None:
    verb = VERBS[name]
    stage = "before" if verb.running == "already-started" else "running"
    desk = desk_in(stage, station="P1")

    verb.act(desk.session, Hand(station="P1"))

    assert desk.last.entry.station == "P1"
    assert desk.state.rows["P1", desk.last.entry.seq] == "current"
