"""Gather the debrief from plan, state and journal; it must not choose words or layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.conduct_chain import conduct_chain
from tabletop.domain.play.deadlines import deadline_face
from tabletop.domain.play.journal import (
    Entry,
    Header,
    Recorded,
    chain_faults,
    is_of_pack,
    journal_head,
    laptop_of,
    wall_time,
)
from tabletop.domain.play.merge import Branch
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.state import ExerciseState, InjectState, PrintRecord, Row
from tabletop.domain.play.stations import DebriefPrinted
from tabletop.domain.result.debrief import (
    DeadlineResult,
    Debrief,
    FindingResult,
    InjectResult,
    PlanResult,
    RatingResult,
    RedLineResult,
)
from tabletop.domain.result.disagreement import agreement_among
from tabletop.domain.result.latency import summarise
from tabletop.domain.result.metrics_of import metrics_of
from tabletop.domain.result.readiness import readiness_result
from tabletop.domain.result.scoring import ScoreSheet, score


def compile_debrief(
    scenario: Scenario, state: ExerciseState, *, header: Header, recorded: Sequence[Recorded],
    branches: Sequence[Branch] = (),
) -> Debrief:  # fmt: skip
    """Return everything the debrief prints; the same rows always give the same debrief.

    `scenario` is the pack's plan; injects that were improvised stand behind its own.
    """
    scenario = played_scenario(scenario, state)
    elapsed_ms = state.elapsed_ms if state.ended_ms is None else state.ended_ms
    sheet = score(scenario, state)
    injects = tuple(_inject_results(scenario, state, sheet))
    return Debrief(
        started_at=state.started_at,
        ended_at=state.ended_at,
        last_at=state.last_at,
        elapsed_ms=elapsed_ms,
        paused_ms=sum(pause.wall_ms or 0 for pause in state.pauses),
        draft=state.stage != "ended",
        score=sheet,
        injects=injects,
        metrics=metrics_of(scenario, state, sheet, injects),
        red_lines=tuple(_red_line_results(scenario, state)),
        **_as_gathered(state),
        **_latencies([inject for inject in injects if inject.status == "released" and inject.has_actions]),
        readiness=readiness_result(scenario, state),
        agreement=agreement_among(scenario, state),
        evaluators=len(_raters(state)),
        participants=tuple(state.participants.items()),
        ratings=tuple(_rating_results(scenario, state)),
        findings=tuple(_finding_results(state)),
        plan=tuple(_plan_results(state)),
        deadlines=tuple(_deadline_results(state, elapsed_ms)),
        clock_turns=tuple(_clock_turns(recorded)),
        **_journal_facts(header, recorded_facts(recorded), [*_unmerged(state, branches)]),
        superseded=_superseded(state, recorded),
        redacted=state.redaction,
    )


def _as_gathered(state: ExerciseState) -> dict[str, Any]:
    """Return what the page shows as the state holds it."""
    names = ("breaches", "situations", "pauses", "jumps", "notes", "feedback")
    return {name: getattr(state, name) for name in names}


def _latencies(scored: Sequence[InjectResult]) -> dict[str, Any]:
    return {
        "acknowledge": summarise({inject.number: inject.acknowledged_ms for inject in scored}),
        "decision": summarise({inject.number: inject.decision_ms for inject in scored}),
        "response": summarise({inject.number: inject.response_ms for inject in scored}),
    }


def recorded_facts(recorded: Sequence[Recorded]) -> list[Entry]:
    """Return the rows that a debrief is made from: prints of it change nothing, nor the head on paper."""
    return [row.entry for row in recorded if not isinstance(row.event, DebriefPrinted)]


def _journal_facts(
    header: Header, entries: Sequence[Entry], unmerged: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return what the page says of the journal: whose it is, its size, its head, what is wrong with it."""
    # A branch that was kept beside another has a name of its own, under which it was not hashed.
    hashed = [entry for entry in entries if laptop_of(entry.station) == entry.station]
    exercises = {header.exercise, *(entry.exercise for entry in hashed if is_of_pack(entry, header))}
    faults = chain_faults(hashed, exercise=exercises, pack_sha256=header.pack_sha256)
    return {
        "exercise_id": header.exercise,
        "pack_sha256": header.pack_sha256,
        "missing": (*((fault.code, fault.station) for fault in faults), *unmerged),
        "entries": len(entries),
        "stations": len({entry.station for entry in entries}),
        "head": journal_head(entries),
        "chain_is_intact": all(fault.code == "gap" and fault.station != header.station for fault in faults),
    }


def _unmerged(state: ExerciseState, branches: Sequence[Branch]) -> Iterator[tuple[str, str]]:
    """Yield the stations whose rows contradict each other undecided, and those that never came in."""
    contested = dict.fromkeys(branch.station for branch in branches)
    for station in contested:
        if any(not branch.is_settled for branch in branches if branch.station == station):
            yield "branch", station
    for station in state.logbooks:
        if station not in state.stations and station not in contested:
            yield "unmerged", station


def _superseded(state: ExerciseState, recorded: Sequence[Recorded]) -> PrintRecord | None:
    """Return the latest print if rows came in since: this debrief takes its place."""
    latest = state.prints[-1] if state.prints else None
    # What was printed had the original's head: of a copy nobody can say what it replaces.
    if latest is None or state.redaction is not None or latest.head == journal_head(recorded_facts(recorded)):
        return None
    return latest


def _clock_turns(recorded: Sequence[Recorded]) -> Iterator[tuple[int, datetime]]:
    """Yield the rows of the conduct chain from which T+ ran on, in their own order."""
    for row in conduct_chain(recorded).rows(recorded):
        entry = row.entry
        if entry.kind in ("startex", "resume", "adjust"):
            yield entry.elapsed_ms, wall_time(entry.wall_at)


def _inject_results(scenario: Scenario, state: ExerciseState, sheet: ScoreSheet) -> list[InjectResult]:
    decided: dict[str, int] = {}
    for decision in state.decisions:
        if decision.inject is not None and not decision.is_after_endex:
            earlier = decided.get(decision.inject, decision.observed_ms)
            decided[decision.inject] = min(earlier, decision.observed_ms)
    results = []
    for inject in scenario.injects:
        now = state.injects[inject.number]
        acknowledged = min((at_ms for _, at_ms in now.acknowledged), default=None)
        scored = [sheet.by_id[a.full_id] for a in inject.expects if a.full_id in sheet.by_id]
        latencies = [action.latency_ms for action in scored if action.latency_ms is not None]
        result = InjectResult(
            number=inject.number,
            status=now.status,
            is_contingency=inject.is_contingency,
            variant=now.variant,
            planned_ms=now.planned_ms,
            released_ms=now.released_ms,
            acknowledged_ms=_since_release(now, acknowledged),
            decision_ms=_since_release(now, decided.get(inject.number)),
            response_ms=min(latencies, default=None),
            has_actions=len(inject.expects) > sum(action.dropped for action in scored),
        )
        results.append(result)
    return results


def _since_release(now: InjectState, at_ms: int | None) -> int | None:
    """Return a latency in milliseconds, never below 0; None while not released or open."""
    if at_ms is None or now.released_ms is None:
        return None
    return max(0, at_ms - now.released_ms)


def _red_line_results(scenario: Scenario, state: ExerciseState) -> list[RedLineResult]:
    results = []
    for line in scenario.red_lines:
        breaches = [b for b in state.breaches if b.red_line == line.id]
        grave = any(b.grave for b in breaches)
        results.append(RedLineResult(id=line.id, breaches=len(breaches), grave=grave))
    return results


def _raters(state: ExerciseState) -> set[tuple[str, str]]:
    """Return who assessed anything: one rater is one author at one station."""
    return {(a.row[0], a.author) for given in state.assessments.values() for a in given}


def _rating_results(scenario: Scenario, state: ExerciseState) -> list[RatingResult]:
    order = {"overall": -1}
    for index, objective in enumerate(scenario.objectives):
        order[objective.id] = index * 1000
        for position, target in enumerate(objective.targets, start=1):
            order[target.id] = index * 1000 + position
    ratings = sorted(state.ratings, key=lambda r: (order.get(r.target, 10**9), r.row))
    return [
        RatingResult(target=r.target, letter=r.letter, why=r.why, author=r.author, station=r.row[0])
        for r in ratings
    ]


def _finding_results(state: ExerciseState) -> list[FindingResult]:
    return [
        FindingResult(
            id=_row_id(finding.row),
            kind=finding.kind,
            objective=finding.objective,
            text=finding.text,
            element=finding.element,
            author=finding.author,
            cell=finding.cell,
            rows=finding.rows,
        )
        for finding in state.findings
    ]


def _plan_results(state: ExerciseState) -> list[PlanResult]:
    findings = {finding.row: finding for finding in state.findings}
    return [
        PlanResult(
            id=_row_id(plan.row),
            answers=None if plan.improvement is None else _row_id(plan.improvement),
            objective=plan.objective or (answered.objective if answered else None),
            text=plan.text,
            owner=plan.owner,
            contact=plan.contact,
            start=plan.start,
            due=plan.due,
            retest=plan.retest,
            status=plan.status,
            element=plan.element or (answered.element if answered else None),
            priority=plan.priority,
            evidence=plan.evidence,
            carried_from=plan.carried_from,
            carried_id=plan.carried_id,
        )
        for plan in state.plans
        for answered in (None if plan.improvement is None else findings.get(plan.improvement),)
    ]


def _deadline_results(state: ExerciseState, elapsed_ms: int) -> list[DeadlineResult]:
    return [
        DeadlineResult(
            id=_row_id(deadline.row),
            text=deadline.text,
            clock=deadline.clock,
            set_ms=deadline.set_ms,
            due_ms=deadline.due_ms,
            due_at=deadline.due_at,
            inject=deadline.inject,
            done_ms=deadline.done_ms,
            status=deadline_face(deadline, state, elapsed_ms).status,
        )
        for deadline in state.deadlines
    ]


def _row_id(row: Row) -> str:
    return f"{row[0]}:{row[1]}"
