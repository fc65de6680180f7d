"""What a black-box script may ask about an exercise, one line of text a fact; it must not judge it.

Each function returns what stands after the subject's words: `state` -> `running`, `E01` ->
`released variant=1 at T+00:05`. Times are T+, percents have one decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.deadlines import deadline_face
from tabletop.domain.play.follow_up import STATEMENTS
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState, FeedbackRecord, InjectState, PlanRecord
from tabletop.domain.result.readiness import readiness_result
from tabletop.domain.result.scoring import ActionScore, ObjectiveScore, OverallScore, score
from tabletop.exchange.typed_text import time_text


@dataclass(frozen=True)
class Snapshot:
    """The exercise as it stood after one line of the script."""

    scenario: Scenario
    state: ExerciseState
    recorded: Sequence[Recorded]


def answer(snapshot: Snapshot, asked: str) -> str:
    """Return the fact that `asked` states, as it is: the same subject with what truly follows.

    Raises KeyError for a subject that is not known.
    """
    words = asked.split()
    scenario = snapshot.scenario
    subject = words[0]
    if subject in snapshot.state.injects:
        return f"{subject} {_inject(snapshot.state.injects[subject])}"
    if subject in {action.full_id for action in scenario.actions()}:
        return f"{subject} {_action(snapshot, subject)}"
    if subject in {objective.id for objective in scenario.objectives}:
        return f"{subject} {_objective(snapshot, subject)}"
    if subject in _OF_ONE:
        return f"{subject} {words[1]} {_OF_ONE[subject](snapshot, words[1])}"
    return f"{subject} {_OF_ALL[subject](snapshot)}"


# Injects ----------------------------------------------------------------------------------------


def _inject(now: InjectState) -> str:
    if now.released_ms is None:
        return now.status
    return f"{now.status} variant={now.variant} at {time_text(now.released_ms)}"


def _planned(snapshot: Snapshot, number: str) -> str:
    planned_ms = snapshot.state.injects[number].planned_ms
    return "never" if planned_ms is None else time_text(planned_ms)


def _auto(snapshot: Snapshot, number: str) -> str:
    return "on" if snapshot.state.injects[number].auto else "off"


def _offer(snapshot: Snapshot, number: str) -> str:
    offered_ms = snapshot.state.injects[number].offered_ms
    return "none" if offered_ms is None else f"at {time_text(offered_ms)}"


def _acknowledged(snapshot: Snapshot, number: str) -> str:
    given = snapshot.state.injects[number].acknowledged
    return _list(f"{cell} at {time_text(at_ms)}" for cell, at_ms in sorted(given))


def _repeated(snapshot: Snapshot, number: str) -> str:
    return _list(f"at {time_text(at_ms)}" for at_ms in snapshot.state.injects[number].repeated_ms)


# The score --------------------------------------------------------------------------------------


def _action(snapshot: Snapshot, full_id: str) -> str:
    graded = score(snapshot.scenario, snapshot.state).by_id.get(full_id)
    return "not in play" if graded is None else _graded(graded)


def _graded(graded: ActionScore) -> str:
    if graded.completion is None:
        return "unassessed"
    said = [str(graded.completion)]
    said += ["dropped"] if graded.dropped else []
    said += ["settled"] if graded.settled else []
    said += [f"raters={graded.raters}"]
    said += [] if graded.latency_ms is None else [f"latency={graded.latency_ms // 1_000}s"]
    said += [] if graded.score is None else [f"score={graded.score}"]
    return " ".join(said)


def _objective(snapshot: Snapshot, objective: str) -> str:
    return next(_total(o) for o in score(snapshot.scenario, snapshot.state).objectives if o.id == objective)


def _overall(snapshot: Snapshot) -> str:
    return _total(score(snapshot.scenario, snapshot.state).overall)


def _total(total: ObjectiveScore | OverallScore) -> str:
    said = [f"percent {_percent(total.percent)}", f"letter {total.letter or 'none'}"]
    said += [f"capped {','.join(total.capped_by)}"] if total.capped_by else []
    said += [f"rated {total.rated}"] if total.rated else []
    return " ".join(said)


def _percent(value: Fraction | None) -> str:
    return "none" if value is None else f"{float(value):.1f}"


# The exercise -----------------------------------------------------------------------------------


def _state(snapshot: Snapshot) -> str:
    return snapshot.state.stage + (" emergency" if snapshot.state.is_emergency else "")


def _clock(snapshot: Snapshot) -> str:
    return time_text(snapshot.state.elapsed_ms)


def _scenario(snapshot: Snapshot) -> str:
    return snapshot.state.scenario_clock.at(snapshot.state.elapsed_ms).isoformat()


def _gate(snapshot: Snapshot) -> str:
    result = readiness_result(snapshot.scenario, snapshot.state)
    said = [result.gate, *result.critical_gaps]
    return " ".join(said) + (f' override "{result.override}"' if result.override else "")


def _ready(snapshot: Snapshot, item: str) -> str:
    record = snapshot.state.readiness[item]
    return f"{record.serviceable} of {record.present}" + (f' "{record.note}"' if record.note else "")


def _present(snapshot: Snapshot, unit: str) -> str:
    present, fit = snapshot.state.units[unit]
    return f"{fit} of {present}"


def _participants(snapshot: Snapshot) -> str:
    return _list(f'"{name}" {n}' for name, n in snapshot.state.participants.items())


def _pauses(snapshot: Snapshot) -> str:
    lengths = ["now" if p.wall_ms is None else f"{p.wall_ms // 1_000}s" for p in snapshot.state.pauses]
    pauses = zip(snapshot.state.pauses, lengths, strict=True)
    return _list(f"{pause.reason} at {time_text(pause.at_ms)} {length}" for pause, length in pauses)


def _jumps(snapshot: Snapshot) -> str:
    return _list(
        " ".join([f"at {time_text(jump.at_ms)} to {jump.to.isoformat()}", *jump.skipped])
        for jump in snapshot.state.jumps
    )


def _situation(snapshot: Snapshot) -> str:
    if not snapshot.state.situations:
        return "none"
    now = snapshot.state.situations[-1]
    by = f' by "{now.decided_by}"' if now.decided_by else ""
    return f'{now.situation} at {time_text(now.at_ms)}{by} "{now.reason}"'


# What was recorded ------------------------------------------------------------------------------


def _decisions(snapshot: Snapshot) -> str:
    return _list(f'{d.cell} "{d.text}" seen {time_text(d.observed_ms)}' for d in snapshot.state.decisions)


def _observations(snapshot: Snapshot) -> str:
    said = []
    for noted in snapshot.state.observations:
        judged = f' judged "{noted.judgement}"' if noted.judgement else ""
        perceived = f"{noted.sense} {noted.bearing} at {time_text(noted.observed_ms)}"
        said.append(f'{noted.cell} "{noted.text}" {perceived}{judged}')
    return _list(said)


def _breaches(snapshot: Snapshot) -> str:
    breaches = snapshot.state.breaches
    return _list(f"{b.red_line}{' grave' if b.grave else ''} at {time_text(b.at_ms)}" for b in breaches)


def _deadlines(snapshot: Snapshot) -> str:
    state = snapshot.state
    faces = [deadline_face(each, state, state.elapsed_ms) for each in state.deadlines]
    return _list(
        f'"{face.deadline.text}" {face.status}{" warns" if face.warns else ""} left {face.left_ms // 1_000}s'
        for face in faces
    )


def _improvised(snapshot: Snapshot) -> str:
    return _list(
        f'{each.number} "{each.title.in_language("en")}" to {",".join(each.to)} by {each.method}'
        f' from "{each.sender.in_language("en")}"'
        for each in snapshot.state.improvised
    )


def _ratings(snapshot: Snapshot) -> str:
    return _list(f"{r.target} {r.letter} by {r.author}" for r in snapshot.state.ratings)


def _findings(snapshot: Snapshot) -> str:
    return _list(
        f'{f.kind} {f.objective} "{f.text}"' + (f" {f.element}" if f.element else "")
        for f in snapshot.state.findings
    )


def _plans(snapshot: Snapshot) -> str:
    texts = {finding.row: finding.text for finding in snapshot.state.findings}

    def said(plan: PlanRecord) -> str:
        came = f'for "{texts[plan.improvement]}"' if plan.improvement else f"carried from {plan.carried_from}"
        status = "" if plan.status == "open" else f" {plan.status}"
        evidence = "" if plan.evidence is None else f' "{plan.evidence}"'
        return f'"{plan.text}" {came} owner {plan.owner}{status}{evidence}'

    return _list(said(plan) for plan in snapshot.state.plans)


def _feedback(snapshot: Snapshot) -> str:
    def said(given: FeedbackRecord) -> str:
        others = [f"{name}={score}" for name in STATEMENTS[:-1] if (score := getattr(given, name))]
        return " ".join([f'"{given.text}"', *others, *([str(given.score)] if given.score else [])])

    return _list(said(given) for given in snapshot.state.feedback)


def _notes(snapshot: Snapshot) -> str:
    return _list(
        f'"{note.text}"' + (f" question {note.question}" if note.question else "")
        for note in snapshot.state.notes
    )


def _rows(snapshot: Snapshot) -> str:
    return str(len(snapshot.recorded))


def _last(snapshot: Snapshot) -> str:
    """Return the latest row: station, kind, T+, seen, author, state."""
    entry = snapshot.recorded[-1].entry
    seen = "" if entry.observed_ms is None else f" seen {time_text(entry.observed_ms)}"
    state = snapshot.state.rows[entry.station, entry.seq]
    return f"{entry.station} {entry.kind} at {time_text(entry.elapsed_ms)}{seen} by {entry.author} {state}"


def _wall(snapshot: Snapshot) -> str:
    return snapshot.recorded[-1].entry.wall_at


def _reason(snapshot: Snapshot) -> str:
    return f'"{snapshot.recorded[-1].event.reason}"'


def _list(items: Iterable[str]) -> str:
    return ", ".join(items) or "none"


_OF_ONE: dict[str, Callable[[Snapshot, str], str]] = {
    "planned": _planned,
    "auto": _auto,
    "offer": _offer,
    "acknowledged": _acknowledged,
    "repeated": _repeated,
    "ready": _ready,
    "present": _present,
}
_OF_ALL: dict[str, Callable[[Snapshot], str]] = {
    "overall": _overall,
    "state": _state,
    "clock": _clock,
    "scenario": _scenario,
    "gate": _gate,
    "participants": _participants,
    "pauses": _pauses,
    "jumps": _jumps,
    "situation": _situation,
    "decisions": _decisions,
    "observations": _observations,
    "breaches": _breaches,
    "deadlines": _deadlines,
    "improvised": _improvised,
    "ratings": _ratings,
    "findings": _findings,
    "plans": _plans,
    "feedback": _feedback,
    "notes": _notes,
    "rows": _rows,
    "last": _last,
    "wall": _wall,
    "reason": _reason,
}
