"""Rows made into the records that the state holds, one function a record; it must not keep any."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import DeadlineSet
from tabletop.domain.play.alignment import Aligned
from tabletop.domain.play.follow_up import (
    STATEMENTS,
    ActionCarried,
    ActionClosed,
    ActionRevised,
    FeedbackGiven,
)
from tabletop.domain.play.journal import wall_time
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import (
    Assessment,
    BreachRecord,
    DeadlineRecord,
    DecisionRecord,
    FeedbackRecord,
    FindingRecord,
    NoteRecord,
    ObservationRecord,
    PlanRecord,
    PrintRecord,
    RatingRecord,
    RedactionRecord,
    Row,
    ScenarioClock,
    Settlement,
    SituationRecord,
)
from tabletop.domain.play.stations import CopyRedacted, DebriefPrinted


def row_of(row: Aligned) -> Row:
    """Return the key by which other rows name this one."""
    return row.entry.station, row.entry.seq


def decision(row: Aligned, event: ev.DecisionLogged) -> DecisionRecord:
    """Return what a cell decided."""
    return DecisionRecord(
        row=row_of(row),
        at_ms=row.at_ms,
        observed_ms=row.observed_ms,
        author=row.entry.author,
        cell=event.cell,
        text=event.text,
        category=event.category,
        inject=event.inject,
        told=event.told,
        is_after_endex=row.is_after_endex,
        why=event.why,
        rule=event.rule,
        deviation=event.deviation,
        source=event.source,
        threat=event.threat,
        alternative=event.alternative,
        warning=event.warning,
        authority=event.authority,
        judgement=event.judgement,
        sense=event.sense,
        bearing=event.bearing,
    )


def observation(row: Aligned, event: ObservationNoted) -> ObservationRecord:
    """Return what an observer noted of a cell."""
    return ObservationRecord(
        row=row_of(row),
        at_ms=row.at_ms,
        observed_ms=row.observed_ms,
        author=row.entry.author,
        cell=event.cell,
        text=event.text,
        judgement=event.judgement,
        sense=event.sense,
        bearing=event.bearing,
        inject=event.inject,
        action=event.action,
        attachments=event.attachments or (),
    )


def printed(row: Aligned, event: DebriefPrinted) -> PrintRecord:
    """Return a printed debrief."""
    return PrintRecord(
        row=row_of(row),
        printed_at=wall_time(row.entry.wall_at),
        head=event.head,
        entries=event.entries,
    )


def redaction(event: CopyRedacted) -> RedactionRecord:
    """Return what a redacted copy was made from."""
    return RedactionRecord(
        exercise=event.exercise,
        head=event.head,
        entries=event.entries,
        names=event.names,
        attachments=event.attachments,
    )


def assessment(row: Aligned, event: ev.ActionAssessed) -> Assessment:
    """Return a rater's grade."""
    return Assessment(
        row=row_of(row),
        action=event.action,
        author=row.entry.author,
        completion=event.completion,
        observed_ms=row.observed_ms,
    )


def settlement(row: Aligned, event: ev.ActionSettled) -> Settlement:
    """Return the director's decision on an action."""
    return Settlement(
        row=row_of(row),
        action=event.action,
        completion=event.completion,
        at_ms=row.at_ms,
        seen_ms=None if row.entry.observed_ms is None else row.observed_ms,
        reason=event.reason,
    )


def breach(row: Aligned, event: ev.RedLineBreached, grave_lines: Collection[str]) -> BreachRecord:
    """Return a breach; some lines are grave by themselves."""
    return BreachRecord(
        row=row_of(row),
        red_line=event.red_line,
        at_ms=row.observed_ms,
        inject=event.inject,
        grave=event.grave or event.red_line in grave_lines,
        note=event.note,
    )


def situation(row: Aligned, event: ev.SituationChanged) -> SituationRecord:
    """Return a change of the situation board."""
    return SituationRecord(
        row=row_of(row),
        at_ms=row.observed_ms,
        situation=event.situation,
        decided_by=event.decided_by,
        reason=event.reason,
    )


def deadline(row: Aligned, event: DeadlineSet, clock: ScenarioClock) -> DeadlineRecord:
    """Return a deadline; `clock` is the scenario clock as it ran when the deadline began."""
    is_on_scenario = event.clock == "scenario"
    due_at = clock.at(row.observed_ms) + timedelta(milliseconds=event.within_ms)
    return DeadlineRecord(
        row=row_of(row),
        text=event.text,
        clock=event.clock,
        length_ms=event.within_ms,
        set_ms=row.observed_ms,
        due_ms=None if is_on_scenario else row.observed_ms + event.within_ms,
        due_at=due_at if is_on_scenario else None,
        inject=event.inject,
        author=row.entry.author,
    )


def rating(row: Aligned, event: ev.Rated) -> RatingRecord:
    """Return an evaluator's letter."""
    return RatingRecord(
        row=row_of(row),
        target=event.target,
        letter=event.letter,
        why=event.why,
        author=row.entry.author,
    )


def finding(row: Aligned, event: ev.StrengthNoted | ev.ImprovementNoted) -> FindingRecord:
    """Return a strength or an area for improvement."""
    return FindingRecord(
        row=row_of(row),
        kind="strength" if isinstance(event, ev.StrengthNoted) else "improve",
        objective=event.objective,
        text=event.text,
        element=None if isinstance(event, ev.StrengthNoted) else event.element,
        author=row.entry.author,
        cell=event.cell,
        rows=event.rows or (),
    )


def plan(row: Aligned, event: ev.CorrectiveActionPlanned) -> PlanRecord:
    """Return a corrective action."""
    return PlanRecord(
        row=row_of(row),
        improvement=row.target or (row.entry.station, event.improvement_seq),
        text=event.text,
        owner=event.owner,
        contact=event.contact,
        start=event.start,
        due=event.due,
        retest=event.retest,
        element=event.element,
        priority=event.priority,
    )


def carried(row: Aligned, event: ActionCarried) -> PlanRecord:
    """Return a corrective action that an earlier exercise left open."""
    return PlanRecord(
        row=row_of(row),
        improvement=None,
        text=event.text,
        owner=event.owner,
        contact=event.contact,
        start=event.start,
        due=event.due,
        retest=event.retest,
        element=event.element,
        priority=event.priority,
        objective=event.objective,
        carried_from=event.exercise,
        carried_id=event.action,
    )


def followed(plan: PlanRecord, event: ActionRevised | ActionClosed) -> PlanRecord:
    """Return a corrective action after a row that followed it up; a revised one is open again."""
    if isinstance(event, ActionClosed):
        return replace(plan, status="closed", evidence=event.evidence)
    given = {
        name: said
        for name in ("text", "owner", "contact", "element", "priority", "start", "due", "retest")
        if (said := getattr(event, name)) is not None
    }
    standing = "open" if plan.status == "closed" else plan.status
    return replace(plan, **given, status=event.progress or standing, evidence=None)


def feedback(row: Aligned, event: FeedbackGiven) -> FeedbackRecord:
    """Return what a participant said."""
    given = {name: getattr(event, name) for name in STATEMENTS}
    return FeedbackRecord(row=row_of(row), text=event.text, **given)


def note(row: Aligned, event: ev.NoteTaken) -> NoteRecord:
    """Return a free note."""
    return NoteRecord(
        row=row_of(row),
        at_ms=row.at_ms,
        text=event.text,
        question=event.question,
        author=row.entry.author,
        cell=event.cell,
        rows=event.rows or (),
    )
