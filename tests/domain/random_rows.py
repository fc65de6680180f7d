"""Random journals, legal or not, over a small plan; they hold what any laptop could send us."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from builders import MINUTE, START, Rows, action, inject, objective, phase, scenario, variant
from hypothesis import strategies as st

from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import DeadlineMet, DeadlineSet, InjectImprovised
from tabletop.domain.play.follow_up import (
    STATEMENTS,
    ActionCarried,
    ActionClosed,
    ActionRevised,
    FeedbackGiven,
)
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.stations import (
    BranchesKept,
    ChainChosen,
    ClockMarked,
    ClockSynced,
    ConductTakenOver,
    DebriefPrinted,
    LogbookIssued,
    StationOpened,
)

PLAN = scenario(
    inject(
        "E01",
        action("E01.a", points=2, limit_ms=MINUTE),
        action("E01.b", objective="O2"),
        auto=True,
        variants=(variant(Breached(red_lines=("R1",)), "b"),),
    ),
    inject("E02", action("E02.a"), at_ms=10 * MINUTE, scenario_at=START + timedelta(days=1)),
    inject("E03", at_ms=None),
    inject("C01", action("C01.a"), kind="contingency", when=Breached(red_lines=("R1",))),
    objectives=(objective("O1"), objective("O2", 2)),
    phases=(phase("F1", 0), phase("F2", 8 * MINUTE, START + timedelta(hours=5))),
)

_injects = st.sampled_from(["E01", "E02", "E03", "C01", "X99"])
_actions = st.sampled_from(["E01.a", "E01.b", "E02.a", "C01.a", "X99.z"])
_lines = st.sampled_from(["R1", "R2", "R9"])
_cells = st.sampled_from(["OPS", "LO"])
_seqs = st.integers(1, 14)
_completions = st.sampled_from(["met", "partial", "unmet", "n/a"])
_texts = st.sampled_from(["x", "y"])
_days = st.integers(-1, 2).map(lambda days: START + timedelta(days=days))
_stations = st.sampled_from(["DIR", "DIR-2", "P1", "P2"])
_planners = st.sampled_from(["DIR", "P1"])
_hashes = st.sampled_from(["aa11", "bb22"]).map(lambda sign: (sign,))
_shifts = st.integers(-20 * MINUTE, 20 * MINUTE)

UNDOABLE: tuple[st.SearchStrategy[ev.Event], ...] = (
    st.builds(ev.ReadinessChecked, item=_texts, present=st.just(3), serviceable=st.integers(0, 3)),
    st.builds(ev.UnitCounted, unit=_texts, present=st.just(3), fit=st.integers(0, 3)),
    st.builds(ev.ParticipantsCounted, organisation=_texts, n=st.integers(0, 9)),
    st.builds(ev.InjectReleased, inject=_injects, variant=st.integers(0, 2)),
    st.builds(ev.InjectRetracted, inject=_injects, reason=_texts),
    st.builds(ev.InjectRepeated, inject=_injects),
    st.builds(ev.InjectHeld, inject=_injects),
    st.builds(ev.InjectSkipped, inject=_injects, reason=_texts),
    st.builds(ev.InjectShifted, inject=_injects, by_ms=_shifts, onward=st.booleans()),
    st.builds(ev.AutoSet, inject=_injects, on=st.booleans()),
    st.builds(ev.ContingencyDeclined, inject=_injects, reason=_texts),
    st.builds(ev.SituationChanged, situation=_texts, reason=_texts),
    st.builds(ev.InjectAcknowledged, inject=_injects, cell=_cells),
    st.builds(
        ev.DecisionLogged,
        cell=_cells,
        text=_texts,
        inject=st.none() | _injects,
        corrects=st.none() | st.none() | _seqs,
    ),
    st.builds(
        ObservationNoted,
        cell=_cells,
        text=_texts,
        judgement=st.none() | _texts,
        bearing=st.sampled_from(["strength", "improve", "neutral"]),
        action=st.none() | _actions,
        corrects=st.none() | st.none() | _seqs,
    ),
    st.builds(ev.ActionAssessed, action=_actions, completion=_completions),
    st.builds(ev.ActionSettled, action=_actions, completion=_completions, reason=_texts),
    st.builds(ev.RedLineBreached, red_line=_lines, inject=st.none() | _injects, grave=st.booleans()),
    st.builds(
        ev.BreachCleared,
        red_line=_lines,
        breach_station=st.sampled_from(["DIR", "P1"]),
        breach_seq=_seqs,
        reason=_texts,
    ),
    st.builds(ev.DecisionWithdrawn, target_seq=_seqs),
    st.builds(
        ev.Rated,
        target=st.sampled_from(["overall", "O1"]),
        letter=st.sampled_from("PSMU"),  # type: ignore[arg-type]  # letters are a Literal
    ),
    st.builds(ev.StrengthNoted, objective=st.just("O1"), text=_texts),
    st.builds(ev.ImprovementNoted, objective=st.just("O1"), text=_texts),
    st.builds(ev.CorrectiveActionPlanned, text=_texts, improvement_seq=_seqs, owner=_texts),
    st.builds(
        ActionCarried,
        exercise=st.sampled_from(["EX-1", "EX-2"]),
        action=st.just("DIR:9"),
        text=_texts,
        owner=_texts,
    ),
    st.builds(
        ActionRevised,
        plan_station=_planners,
        plan_seq=_seqs,
        owner=st.none() | _texts,
        progress=st.sampled_from([None, "open", "started"]),
    ),
    st.builds(ActionClosed, plan_station=_planners, plan_seq=_seqs, evidence=_texts),
    st.builds(FeedbackGiven, text=_texts, **dict.fromkeys(STATEMENTS, st.none() | st.integers(1, 5))),
    st.builds(ev.NoteTaken, text=_texts),
    st.builds(
        InjectImprovised,
        inject=_injects,
        title=_texts,
        message=_texts,
        to=st.just(("OPS",)),
        sender=st.none() | _texts,
    ),
    st.builds(
        DeadlineSet,
        text=_texts,
        within_ms=st.sampled_from([-1, 0, MINUTE, 10 * MINUTE, 10**18]),
        clock=st.sampled_from(["exercise", "scenario"]),
        inject=st.none() | _injects,
    ),
    st.builds(
        DeadlineMet,
        text=_texts,
        deadline_station=st.sampled_from(["DIR", "P1"]),
        deadline_seq=_seqs,
    ),
    st.builds(ClockSynced, station=_stations, offset_ms=_shifts),
    st.builds(ClockMarked, number=st.integers(1, 3)),
)
_CLOCKS: tuple[st.SearchStrategy[ev.Event], ...] = (
    st.builds(ev.ExerciseStarted, phase=st.sampled_from([None, "F2", "F9"])),
    st.builds(ev.ExerciseEnded, rest=st.sampled_from(["open", "unmet"])),
    st.builds(ev.ExercisePaused),
    st.builds(ev.ExerciseResumed),
    st.builds(ev.SafetyCalled, reason=_texts),
    st.builds(ev.ClockAdjusted, by_ms=_shifts, reason=_texts),
    st.builds(ev.TimeJumped, to=_days, due=st.sampled_from(["keep", "skip"]), reason=_texts),
)
_PROGRAMS: tuple[st.SearchStrategy[ev.Event], ...] = (
    st.builds(ev.ActUndone, target_seq=_seqs),
    st.builds(ev.ContingencyOffered, inject=_injects),
    st.builds(ev.UnknownEvent, named=_texts, named_version=st.just(9)),
)
_LAPTOPS: tuple[st.SearchStrategy[ev.Event], ...] = (
    st.builds(ConductTakenOver, station=_stations, head_seq=_seqs, head_hash=_texts),
    st.builds(ChainChosen, chosen=_stations, rejected=_stations, reason=_texts),
    st.builds(BranchesKept, station=_stations, kept=_hashes, left=_hashes, reason=_texts),
    st.builds(LogbookIssued, station=_stations, cells=st.just(("OPS",))),
    st.builds(DebriefPrinted, head=_texts, entries=st.integers(0, 9)),
)
_STATIONS = st.builds(StationOpened, clock=st.sampled_from(["own", "exercise"]))

undoable_events = st.one_of(*UNDOABLE)
calm_events = st.one_of(*UNDOABLE, *_CLOCKS, *_PROGRAMS)
"""Every clock is the exercise's, and one station conducts: none opens, nobody takes over."""
shared_events = st.one_of(*UNDOABLE, *_CLOCKS, *_PROGRAMS, *_LAPTOPS)
"""Anything but a station that opens: every clock is the exercise's."""
all_events = st.one_of(*UNDOABLE, *_CLOCKS, *_PROGRAMS, *_LAPTOPS, _STATIONS)


def whos(
    stations: tuple[str, ...] = ("DIR", "DIR", "DIR-2", "P1", "P2"),
) -> st.SearchStrategy[dict[str, Any]]:
    """Who acts, and when: on the exercise clock, on the wall, and seen."""
    return st.fixed_dictionaries(
        {
            "station": st.sampled_from(stations),
            "author": st.sampled_from(["ann", "bob"]),
            "at_ms": st.integers(0, 30 * MINUTE),
            "wall_ms": st.integers(0, 60 * MINUTE),
            "seen_ms": st.none() | st.integers(0, 30 * MINUTE),
        }
    )


def rows_of(acts: list[tuple[ev.Event, dict[str, Any]]]) -> Rows:
    """Write acts into chains, in their order."""
    rows = Rows()
    for event, who in acts:
        rows.add(event, **who)
    return rows


journals = st.lists(st.tuples(all_events, whos()), max_size=24).map(rows_of)
