"""Random exercises: legal and illegal acts, time, sleep, changed clocks and crashes in any order.

What must hold after each step is said in the methods named `check_`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from builders import MINUTE, SECOND, START, action, inject, phase, readiness_item, roster_unit, variant
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from services.desk import Desk

from tabletop.domain.plan.triggers import Breached, Met, Unmet
from tabletop.domain.play.additions import DeadlineClock
from tabletop.domain.play.events import (
    ClockAdjusted,
    Completion,
    ContingencyOffered,
    DecisionLogged,
    InjectReleased,
)
from tabletop.domain.play.fold import Folding, fold
from tabletop.domain.play.journal import Recorded, chain_faults
from tabletop.errors import UserError
from tabletop.services import agenda, conduct, evaluation, prepare, recording, timekeeping
from tabletop.services.session import Hand, Session

INJECTS = (
    inject("E01", action("E01.a", limit_ms=15 * SECOND), action("E01.b"), at_ms=0, auto=True),
    inject("E02", action("E02.a"), at_ms=20 * SECOND, auto=True, variants=(variant(Met(action="E01.a")),)),
    inject("E03", action("E03.a"), at_ms=40 * SECOND, scenario_at=START + timedelta(hours=5)),
    inject("E04", at_ms=None),
    inject("C01", kind="contingency", at_ms=10 * SECOND, when=Unmet(actions=("E01.a",))),
    inject("C02", kind="contingency", at_ms=None, when=Breached(red_lines=("R1",))),
)
PHASES = (phase("F1", 0), phase("F2", 30 * SECOND, START + timedelta(days=1)))

numbers = st.sampled_from(["E01", "E02", "E02", "E03", "E03", "E04", "C01", "C02", "E99", "X01"])
new_numbers = st.sampled_from(["X01", "X01", "X02", "E01"])
actions = st.sampled_from(["E01.a", "E01.b", "E02.a", "E03.a", "E01.z"])
completions = st.sampled_from(["met", "partial", "unmet", "n/a"])
reasons = st.sampled_from(["agreed", "agreed", "agreed", " "])
texts = st.sampled_from(["wait", "go", "stay", "  "])
shifts = st.integers(-30 * SECOND, 30 * SECOND)
hands = st.builds(
    Hand,
    station=st.sampled_from(["DIR", "DIR", "P1", "P2"]),
    by=st.sampled_from([None, "First", "Second"]),
    seen_ms=st.none() | st.none() | st.integers(0, 2 * MINUTE),
    reason=st.sampled_from([None, None, None, "because", ""]),
)
director = st.builds(Hand, station=st.sampled_from(["DIR"] * 9 + ["P1"]))


class Exercises(RuleBasedStateMachine):
    """One exercise; `reached_ms` is the least T+ that may be shown from now on."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(
            *INJECTS,
            phases=PHASES,
            readiness=(readiness_item("K1", critical=True), readiness_item("K2", critical=True)),
            roster=(roster_unit("SQUAD"),),
        )
        self.reached_ms = 0
        self.folding = Folding(self.desk.session.scenario)
        self.auto_releases: Counter[str] = Counter()

    def attempt(self, act: Callable[[Session], object]) -> None:
        """Do an act; a refusal must leave rows and state as they were."""
        session = self.desk.session
        self.look()
        rows, state = session.recorded, session.state
        try:
            act(session)
        except UserError:
            assert session.recorded == rows
            assert session.state == state
        self.look()

    def look(self) -> None:
        """Read T+, as any act does: it may have been moved back by an adjust only."""
        elapsed_ms = self.desk.elapsed_ms()
        self.take_new_rows()
        assert elapsed_ms >= self.reached_ms
        self.reached_ms = elapsed_ms

    def take_new_rows(self) -> None:
        """Judge each new row by the state before it."""
        for row in self.desk.journal.recorded()[len(self.folding.recorded) :]:
            self.check_release(row)
            self.check_offer(row)
            if row.entry.kind in ("startex", "adjust"):
                self.reached_ms = row.entry.elapsed_ms
            self.folding.add(row)

    def check_release(self, row: Recorded) -> None:
        event, state = row.event, self.folding.state()
        if not isinstance(event, InjectReleased):
            return
        before = state.injects[event.inject]
        assert state.stage == "running"
        assert before.status != "released"
        if event.auto:
            self.auto_releases[event.inject] += 1
            assert self.auto_releases[event.inject] == 1
            assert before.auto
            assert before.status == "waiting"
            assert before.planned_ms is not None
            assert row.entry.elapsed_ms >= before.planned_ms

    def check_offer(self, row: Recorded) -> None:
        event, state = row.event, self.folding.state()
        if isinstance(event, ContingencyOffered):
            before = state.injects[event.inject]
            assert (state.stage, before.status, before.offered_ms) == ("running", "waiting", None)
            assert row.entry.elapsed_ms >= (before.planned_ms or 0)

    # Time ---------------------------------------------------------------------------------------

    @rule(seconds=st.integers(1, 40))
    def wait(self, seconds: int) -> None:
        self.desk.wait(seconds * SECOND)
        self.look()

    @rule(ms=st.integers(1, 4_999))
    def pass_time_without_a_tick(self, ms: int) -> None:
        self.desk.clock.advance(ms)
        self.look()

    @rule(ms=st.integers(2_001, 36_000_000), is_back=st.booleans(), goes_on=st.booleans())
    def change_the_wall_clock(self, ms: int, is_back: bool, goes_on: bool) -> None:
        was_running, before_ms = self.desk.state.stage == "running", self.desk.elapsed_ms()
        self.desk.sleep(-ms if is_back else ms)
        timekeeping.tick(self.desk.session)
        self.check_gap(was_running, before_ms, goes_on)

    @rule(ms=st.integers(5_001, 36_000_000), goes_on=st.booleans())
    def stall(self, ms: int, goes_on: bool) -> None:
        was_running, before_ms = self.desk.state.stage == "running", self.desk.elapsed_ms()
        self.desk.clock.advance(ms)
        timekeeping.tick(self.desk.session)
        self.check_gap(was_running, before_ms, goes_on)

    def check_gap(self, was_running: bool, before_ms: int, goes_on: bool) -> None:
        """A gap pauses a running exercise where it stood, and does nothing else."""
        if was_running:
            assert self.desk.last.event.reason == "sleep"
            assert self.desk.state.stage == "paused"
        assert self.desk.elapsed_ms() == before_ms
        self.go_on(goes_on)

    def go_on(self, goes_on: bool) -> None:
        if goes_on and self.desk.state.stage == "paused":
            timekeeping.resume(self.desk.session)
        self.look()

    @rule(goes_on=st.booleans())
    def crash(self, goes_on: bool) -> None:
        was_running = self.desk.state.stage == "running"
        least_ms = max(self.desk.state.elapsed_ms, self.desk.journal.running_clock() or 0)
        most_ms = self.desk.elapsed_ms()
        rows = len(self.desk.journal.recorded())

        self.desk.reopen()

        elapsed_ms = self.desk.elapsed_ms()
        assert len(self.desk.journal.recorded()) == rows + was_running
        assert self.desk.state.stage != "running"
        assert least_ms <= elapsed_ms <= most_ms
        self.reached_ms = elapsed_ms
        self.go_on(goes_on)

    # Acts ---------------------------------------------------------------------------------------

    @initialize(ready=st.integers(0, 2), is_started=st.sampled_from([True, True, False]))
    def begin(self, ready: int, is_started: bool) -> None:
        for item in ("K1", "K2")[:ready]:
            prepare.check_readiness(self.desk.session, item, present=1, serviceable=1)
        if is_started:
            timekeeping.start_exercise(self.desk.session, override=None if ready else "drill")
        self.look()

    @rule(hand=director, start=st.sampled_from([None, None, "F1", "F2", "F9"]), override=reasons | st.none())
    def startex(self, hand: Hand, start: str | None, override: str | None) -> None:
        self.attempt(lambda s: timekeeping.start_exercise(s, phase=start, override=override, hand=hand))

    @rule(hand=director, rest=st.sampled_from(["unmet", "open"]), is_meant=st.integers(0, 9))
    def endex(self, hand: Hand, rest: Literal["unmet", "open"], is_meant: int) -> None:
        if is_meant == 9:
            self.attempt(lambda s: timekeeping.end_exercise(s, rest=rest, hand=hand))

    @rule(hand=director)
    def pause(self, hand: Hand) -> None:
        self.attempt(lambda s: timekeeping.pause(s, hand=hand))

    @rule(hand=director)
    def resume(self, hand: Hand) -> None:
        self.attempt(lambda s: timekeeping.resume(s, hand=hand))

    @rule(hand=director, by_ms=shifts, reason=reasons)
    def adjust(self, hand: Hand, by_ms: int, reason: str) -> None:
        self.attempt(lambda s: timekeeping.adjust_clock(s, by_ms=by_ms, reason=reason, hand=hand))
        assert self.desk.elapsed_ms() >= 0

    @rule(hand=director, hours=st.integers(-5, 50), due=st.sampled_from(["keep", "skip"]))
    def jump(self, hand: Hand, hours: int, due: Literal["keep", "skip"]) -> None:
        to = START + timedelta(hours=hours)
        self.attempt(lambda s: timekeeping.jump(s, to=to, reason="on", due=due, hand=hand))

    @rule(hand=director, reason=reasons)
    def safety(self, hand: Hand, reason: str) -> None:
        self.attempt(lambda s: timekeeping.call_safety(s, reason=reason, hand=hand))

    @rule(hand=director, number=numbers, chosen=st.sampled_from([None, 0, 1, 2]))
    def release(self, hand: Hand, number: str, chosen: int | None) -> None:
        self.attempt(lambda s: conduct.release_inject(s, number, variant=chosen, hand=hand))

    @rule(
        hand=director,
        number=numbers,
        verb=st.sampled_from([conduct.retract_inject, conduct.skip_inject, conduct.decline_contingency]),
        reason=reasons,
    )
    def take_out(self, hand: Hand, number: str, verb: Callable[..., object], reason: str) -> None:
        self.attempt(lambda s: verb(s, number, reason=reason, hand=hand))

    @rule(
        hand=director,
        number=numbers,
        verb=st.sampled_from([conduct.hold_inject, conduct.repeat_inject]),
    )
    def hold_or_repeat(self, hand: Hand, number: str, verb: Callable[..., object]) -> None:
        self.attempt(lambda s: verb(s, number, hand=hand))

    @rule(hand=director, number=numbers, by_ms=shifts, onward=st.booleans())
    def shift(self, hand: Hand, number: str, by_ms: int, onward: bool) -> None:
        self.attempt(lambda s: conduct.shift_inject(s, number, by_ms=by_ms, onward=onward, hand=hand))

    @rule(hand=director, number=numbers, on=st.booleans())
    def auto(self, hand: Hand, number: str, on: bool) -> None:
        self.attempt(lambda s: conduct.set_auto(s, number, on=on, hand=hand))

    @rule(hand=director, number=new_numbers, text=texts)
    def improvise(self, hand: Hand, number: str, text: str) -> None:
        self.attempt(
            lambda s: conduct.improvise_inject(s, number, title=text, message=text, to=["OPS"], hand=hand)
        )

    @rule(hand=hands, text=texts, clock=st.sampled_from(["exercise", "scenario"]))
    def deadline(self, hand: Hand, text: str, clock: DeadlineClock) -> None:
        self.attempt(lambda s: agenda.set_deadline(s, text, within_ms=9_000, clock=clock, hand=hand))

    @rule(hand=hands, text=texts)
    def done(self, hand: Hand, text: str) -> None:
        self.attempt(lambda s: agenda.meet_deadline(s, text, hand=hand))

    @rule(ms=st.integers(1, 40_000))
    def stop_at_once(self, ms: int) -> None:
        timekeeping.stop_at_once(self.desk.session)
        stopped_ms, rows = self.desk.session.shown_ms(), len(self.desk.journal.recorded())
        self.desk.wait(ms)
        assert (self.desk.session.shown_ms(), len(self.desk.journal.recorded())) == (stopped_ms, rows)
        self.look()

    @rule(hand=hands, number=numbers, cell=st.sampled_from(["OPS", "LO", "XX"]))
    def acknowledge(self, hand: Hand, number: str, cell: str) -> None:
        self.attempt(lambda s: conduct.acknowledge_inject(s, number, cell, hand=hand))

    @rule(hand=hands, text=texts, number=st.none() | numbers)
    def decide(self, hand: Hand, text: str, number: str | None) -> None:
        draft = DecisionLogged(cell="OPS", text=text, inject=number)
        self.attempt(lambda s: recording.log_decision(s, draft, hand=hand))

    @rule(hand=hands, text=texts)
    def correct(self, hand: Hand, text: str) -> None:
        self.attempt(lambda s: recording.correct_decision(s, {"text": text}, hand=hand))

    @rule(hand=hands, verb=st.sampled_from([recording.withdraw_decision, recording.undo, recording.undo]))
    def take_back(self, hand: Hand, verb: Callable[..., object]) -> None:
        self.attempt(lambda s: verb(s, hand=hand))

    @rule(hand=hands, action_id=actions, completion=completions)
    def assess(self, hand: Hand, action_id: str, completion: Completion) -> None:
        self.attempt(lambda s: recording.assess_action(s, action_id, completion, hand=hand))

    @rule(hand=director, action_id=actions, completion=completions, reason=reasons)
    def settle(self, hand: Hand, action_id: str, completion: Completion, reason: str) -> None:
        self.attempt(lambda s: recording.settle_action(s, action_id, completion, reason=reason, hand=hand))

    @rule(hand=hands, line=st.sampled_from(["R1", "R2", "R9"]), grave=st.booleans())
    def breach(self, hand: Hand, line: str, grave: bool) -> None:
        self.attempt(lambda s: recording.log_breach(s, line, grave=grave, hand=hand))

    @rule(hand=director, line=st.sampled_from(["R1", "R2"]))
    def clear(self, hand: Hand, line: str) -> None:
        self.attempt(lambda s: recording.clear_breach(s, line, reason="misheard", hand=hand))

    @rule(hand=hands, text=texts)
    def improve_and_plan(self, hand: Hand, text: str) -> None:
        self.attempt(lambda s: evaluation.note_improvement(s, "O1", text, hand=hand))
        self.attempt(lambda s: evaluation.plan_corrective_action(s, text, from_=2, owner="OPS", hand=hand))

    # What holds always --------------------------------------------------------------------------

    @invariant()
    def check_the_continued_fold_equals_the_fresh_one(self) -> None:
        session = self.desk.session
        recorded = self.desk.journal.recorded()
        assert tuple(session.recorded) == tuple(recorded)
        assert session.state == fold(session.scenario, recorded) == self.folding.state()

    @invariant()
    def check_t_plus_of_the_directors_rows_goes_back_across_an_adjust_only(self) -> None:
        reached_ms = 0
        for row in self.desk.journal.recorded():
            if row.entry.station == "DIR":
                is_back = isinstance(row.event, ClockAdjusted)
                assert row.entry.elapsed_ms >= reached_ms or is_back
                reached_ms = row.entry.elapsed_ms

    def teardown(self) -> None:
        self.check_chain_and_debrief()

    def check_chain_and_debrief(self) -> None:
        """The chain verifies, and a debrief can be made of whatever happened."""
        journal = self.desk.journal
        entries = [row.entry for row in journal.recorded()]
        assert chain_faults(entries, exercise="EX-TEST", pack_sha256=journal.header.pack_sha256) == []
        assert evaluation.debrief(self.desk.session).entries == len(entries)


Exercises.TestCase.settings = settings(
    max_examples=max(50, settings().max_examples // 3), stateful_step_count=60
)
TestExercises = pytest.mark.slow(Exercises.TestCase)
