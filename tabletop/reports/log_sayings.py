"""What each kind of row says, in words: its kind as a msgid and its text; it must not choose rows.

Typed texts stand once, as typed; our own words stand in each language.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tabletop.domain.play import events as ev
from tabletop.domain.play import follow_up as later
from tabletop.domain.play import stations as laptops
from tabletop.domain.play.additions import DeadlineMet, DeadlineSet, InjectImprovised
from tabletop.domain.play.observations import ObservationNoted
from tabletop.i18n import N_, duration
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_terms import BEARINGS, CATEGORIES, COMPLETIONS, ELEMENTS, PRIORITIES, SENSES
from tabletop.reports.report_words import in_each, said, scenario_words, told_in_each, with_typed
from tabletop.reports.timeline_clock import REASONS
from tabletop.reports.voice import Pair
from tabletop.wording.feedback import NAMES

Saying = tuple[str, Pair]
"""The kind of a row as a msgid, and its text."""


def saying(dossier: Dossier, event: ev.Event) -> Saying:
    """Word a row; its reason and form number are not in it."""
    say = _SAYINGS.get(type(event))
    return (event.kind, Pair("")) if say is None else say(dossier, event)


# What cells did ---------------------------------------------------------------------------------


def _decision(d: Dossier, event: ev.DecisionLogged) -> Saying:
    told = (
        (N_("Why"), event.why),
        (N_("Rule cited"), _rule(d, event.rule)),
        (N_("Who was told"), ", ".join(event.told)),
        (N_("Deviation from the plan"), event.deviation),
        (N_("Source"), event.source),
        (N_("Threat"), event.threat),
        (N_("Milder means tried"), event.alternative),
        (N_("Warning given"), event.warning),
        (N_("On whose authority"), event.authority),
    )
    return CATEGORIES[event.category], _with_labels(d, event.text, (*told, *_noted(d, event)))


def _rule(d: Dossier, cited: str | None) -> str | None:
    """Return the title of a rule of the pack; any other is cited as it was typed."""
    return next((d.voice.typed(rule.title).slash for rule in d.plan.rules if rule.id == cited), cited)


def _observation(d: Dossier, event: ObservationNoted) -> Saying:
    return N_("observation"), _with_labels(d, event.text, ((N_("Action"), event.action), *_noted(d, event)))


def _noted(d: Dossier, event: ev.DecisionLogged | ObservationNoted) -> tuple[tuple[str, str | None], ...]:
    """Return what an observer added: judgement, how it was known, what it speaks for, files."""
    sense = d.voice.slash(SENSES[event.sense]) if event.sense else None
    bearing = BEARINGS[event.bearing] if event.bearing else ""
    return (
        (N_("Judgement"), event.judgement),
        (N_("How known"), sense),
        (N_("Speaks for"), d.voice.slash(bearing) if bearing else None),
        (N_("Attachments"), str(len(event.attachments)) if event.attachments else None),
    )


def _with_labels(d: Dossier, text: str, told: tuple[tuple[str, str | None], ...]) -> Pair:
    told_lines = (said(d.voice, label, words) for label, words in told)
    return Pair("\n".join(line for line in (text, *told_lines) if line))


def _acknowledged(d: Dossier, event: ev.InjectAcknowledged) -> Saying:
    return N_("received"), d.voice.pair(N_("{inject} received"), inject=event.inject)


def _breach(d: Dossier, event: ev.RedLineBreached) -> Saying:
    line = Pair(event.red_line)
    if event.grave:
        line = d.voice.pair(N_("{line}, grave"), line=event.red_line)
    return N_("red line"), with_typed(line, event.note)


# What the director did --------------------------------------------------------------------------


def _released(d: Dossier, event: ev.InjectReleased) -> Saying:
    message = N_("{inject} released by itself (AUTO)") if event.auto else N_("{inject} released")
    text = d.voice.pair(message, inject=event.inject)
    if not event.variant:
        return N_("inject"), text
    variant = d.voice.pair(N_("variant {n}"), n=event.variant)
    second = f"{text.second}, {variant.second or variant.first}" if text.second else ""
    return N_("inject"), Pair(f"{text.first}, {variant.first}", second)


def _improvised(d: Dossier, event: InjectImprovised) -> Saying:
    text = d.voice.pair(N_("{inject} released, unplanned"), inject=event.inject)
    return N_("inject"), with_typed(text, f"{event.title}\n{event.message}")


def _shifted(d: Dossier, event: ev.InjectShifted) -> Saying:
    named = event.inject + (".." if event.onward else "")
    message, minutes = N_("{inject} shifted by {minutes} min"), _signed(d, Fraction(event.by_ms, 60_000))
    return N_("inject"), told_in_each(d.voice, message, inject=Pair(named), minutes=minutes)


def _signed(d: Dossier, value: Fraction) -> Pair:
    """Return a difference with its sign, as short as it is, at most three decimals."""
    sign = "-" if value < 0 else "+"
    return in_each(d.voice, lambda spoken: sign + spoken.decimal(abs(value), 3).rstrip("0").rstrip(",."))


def _auto(d: Dossier, event: ev.AutoSet) -> Saying:
    message = N_("{inject}: AUTO on") if event.on else N_("{inject}: AUTO off")
    return N_("inject"), d.voice.pair(message, inject=event.inject)


def _paused(d: Dossier, event: ev.ExercisePaused) -> Saying:
    paused, reason = d.voice.pair(N_("Paused")), d.voice.pair(REASONS[event.reason])
    second = f"{paused.second}: {reason.second or reason.first}" if paused.second else ""
    return N_("clock"), Pair(f"{paused.first}: {reason.first}", second)


def _started(d: Dossier, event: ev.ExerciseStarted) -> Saying:
    text = d.voice.label("startex")
    if event.phase:
        text = Pair(f"{text.first} ({event.phase})", text.second)
    return N_("clock"), with_typed(text, event.override)


def _adjusted(d: Dossier, event: ev.ClockAdjusted) -> Saying:
    seconds = _signed(d, Fraction(event.by_ms, 1000))
    return N_("clock"), told_in_each(d.voice, N_("Adjusted by {seconds} s"), seconds=seconds)


def _jumped(d: Dossier, event: ev.TimeJumped) -> Saying:
    moment, message = scenario_words(d.voice, event.to), N_("Scenario clock to {moment}")
    return N_("time jump"), told_in_each(d.voice, message, moment=moment)


def _situation(d: Dossier, event: ev.SituationChanged) -> Saying:
    level = next((each for each in d.plan.situations if each.id == event.situation), None)
    text = d.voice.typed(level.title) if level else Pair(event.situation)
    return N_("situation"), with_typed(text, said(d.voice, N_("Who decided"), event.decided_by), ". ")


def _deadline(d: Dossier, event: DeadlineSet) -> Saying:
    clock = N_("within {span} on the scenario clock") if event.clock == "scenario" else N_("within {span}")
    return N_("deadline"), Pair(f"{event.text}, {d.voice.slash(clock, span=_hours(event.within_ms))}")


def _hours(ms: int) -> str:
    """Return a long span as `24:00:00`, a short one as minutes and seconds."""
    hours, rest = divmod(ms // 1000, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else duration(ms)


def _assessed(d: Dossier, event: ev.ActionAssessed) -> Saying:
    return N_("assessment"), _graded(d, event)


def _settled(d: Dossier, event: ev.ActionSettled) -> Saying:
    return N_("settled"), _graded(d, event)


def _graded(d: Dossier, event: ev.ActionAssessed | ev.ActionSettled) -> Pair:
    grade = d.voice.pair(COMPLETIONS[event.completion])
    second = f"{event.action}: {grade.second}" if grade.second else ""
    return Pair(f"{event.action}: {grade.first}", second)


# Evaluation and follow-up -----------------------------------------------------------------------


def _rated(d: Dossier, event: ev.Rated) -> Saying:
    target = d.voice.slash(N_("overall")) if event.target == "overall" else event.target
    return N_("letter"), with_typed(Pair(f"{target}: {event.letter}"), event.why, ". ")


def _finding(kind: str) -> Callable[[Dossier, Any], Saying]:
    def say(d: Dossier, event: ev.StrengthNoted | ev.ImprovementNoted) -> Saying:
        element = event.element if isinstance(event, ev.ImprovementNoted) else None
        told = (
            (N_("Cell"), event.cell),
            (N_("Capability element"), d.voice.slash(ELEMENTS[element]) if element else None),
            (N_("Rows"), ", ".join(event.rows or ())),
        )
        return kind, _with_labels(d, f"{event.objective}: {event.text}", told)

    return say


def _planned(d: Dossier, event: ev.CorrectiveActionPlanned | later.ActionCarried) -> Saying:
    answers = str(event.improvement_seq) if isinstance(event, ev.CorrectiveActionPlanned) else event.exercise
    told = (
        (N_("Answers"), answers),
        (N_("Owner"), event.owner),
        (N_("Contact"), event.contact),
        (N_("Start"), event.start),
        (N_("Due"), event.due),
        (N_("Retest"), event.retest),
    )
    return N_("corrective action"), _with_labels(d, event.text, told)


def _revised(d: Dossier, event: later.ActionRevised) -> Saying:
    told = (
        (N_("Owner"), event.owner),
        (N_("Contact"), event.contact),
        (N_("Priority"), d.voice.slash(PRIORITIES[event.priority]) if event.priority else None),
        (N_("Start"), event.start),
        (N_("Due"), event.due),
        (N_("Retest"), event.retest),
    )
    text = event.text or f"{event.plan_station}:{event.plan_seq}"
    return N_("action revised"), _with_labels(d, text, told)


def _feedback(d: Dossier, event: later.FeedbackGiven) -> Saying:
    scores = (
        f"{d.voice.slash(NAMES[name])} {score}/{later.SCORES[-1]}"
        for name in later.STATEMENTS
        if (score := getattr(event, name)) is not None
    )
    return N_("feedback"), _with_labels(d, event.text, ((N_("Scores"), ", ".join(scores)),))


def _note(d: Dossier, event: ev.NoteTaken) -> Saying:
    question = None if event.question is None else str(event.question)
    told = ((N_("Cell"), event.cell), (N_("Question"), question), (N_("Rows"), ", ".join(event.rows or ())))
    return N_("note"), _with_labels(d, event.text, told)


def _counted(d: Dossier, event: ev.ReadinessChecked) -> Saying:
    message = N_("{item}: present {present}, serviceable {serviceable}")
    fields = {"item": event.item, "present": event.present, "serviceable": event.serviceable}
    return N_("readiness"), with_typed(d.voice.pair(message, **fields), event.note, ". ")


def _unit(d: Dossier, event: ev.UnitCounted) -> Saying:
    message = N_("{unit}: present {present}, fit {fit}")
    return N_("attendance"), d.voice.pair(message, unit=event.unit, present=event.present, fit=event.fit)


def _plain(kind: str, message: str, **named: str) -> Callable[[Dossier, Any], Saying]:
    """Word a row by a message whose fields are those of its event, by the names given."""

    def say(d: Dossier, event: ev.Event) -> Saying:
        fields = {name: getattr(event, of) for name, of in named.items()}
        return kind, d.voice.pair(message, **fields)

    return say


def _typed(kind: str, text_of: Callable[[Any], str]) -> Callable[[Dossier, Any], Saying]:
    """Word a row that says nothing but what a person typed."""
    return lambda _dossier, event: (kind, Pair(text_of(event)))


_INJECT = {"inject": "inject"}
_SAYINGS: dict[type[ev.Event], Callable[[Dossier, Any], Saying]] = {
    ev.DecisionLogged: _decision,
    ObservationNoted: _observation,
    ev.InjectAcknowledged: _acknowledged,
    ev.RedLineBreached: _breach,
    ev.BreachCleared: _plain(N_("red line"), N_("{line} cleared"), line="red_line"),
    ev.InjectReleased: _released,
    InjectImprovised: _improvised,
    ev.InjectRetracted: _plain(N_("inject"), N_("{inject} retracted"), **_INJECT),
    ev.InjectRepeated: _plain(N_("inject"), N_("{inject} repeated"), **_INJECT),
    ev.InjectHeld: _plain(N_("inject"), N_("{inject} put on hold"), **_INJECT),
    ev.InjectSkipped: _plain(N_("inject"), N_("{inject} skipped"), **_INJECT),
    ev.ContingencyDeclined: _plain(N_("inject"), N_("{inject} declined"), **_INJECT),
    ev.InjectShifted: _shifted,
    ev.AutoSet: _auto,
    ev.ExerciseStarted: _started,
    ev.ExerciseEnded: lambda d, _event: (N_("clock"), d.voice.label("endex")),
    ev.ExercisePaused: _paused,
    ev.ExerciseResumed: _plain(N_("clock"), N_("Resumed")),
    ev.SafetyCalled: _plain(N_("clock"), N_("Real emergency")),
    ev.ClockAdjusted: _adjusted,
    ev.TimeJumped: _jumped,
    ev.SituationChanged: _situation,
    DeadlineSet: _deadline,
    DeadlineMet: _typed(N_("deadline met"), lambda event: str(event.text)),
    ev.ActionAssessed: _assessed,
    ev.ActionSettled: _settled,
    ev.ActUndone: _plain(N_("undone"), N_("Row {n} does not stand any more"), n="target_seq"),
    ev.DecisionWithdrawn: _plain(N_("withdrawn"), N_("Row {n} does not stand any more"), n="target_seq"),
    ev.Rated: _rated,
    ev.StrengthNoted: _finding(N_("strength")),
    ev.ImprovementNoted: _finding(N_("to improve")),
    ev.CorrectiveActionPlanned: _planned,
    later.ActionCarried: _planned,
    later.ActionRevised: _revised,
    later.ActionClosed: _typed(
        N_("action closed"), lambda event: f"{event.plan_station}:{event.plan_seq}. {event.evidence}"
    ),
    later.FeedbackGiven: _feedback,
    ev.NoteTaken: _note,
    ev.ReadinessChecked: _counted,
    ev.UnitCounted: _unit,
    ev.ParticipantsCounted: _typed(N_("participants"), lambda event: f"{event.organisation}: {event.n}"),
    laptops.ConductTakenOver: _plain(
        N_("laptop"), N_("Took over from {station} after row {n}"), station="station", n="head_seq"
    ),
    laptops.ChainChosen: _plain(
        N_("laptop"), N_("{chosen} conducted, not {rejected}"), chosen="chosen", rejected="rejected"
    ),
    laptops.BranchesKept: _plain(N_("laptop"), N_("Branches of {station} decided"), station="station"),
}
