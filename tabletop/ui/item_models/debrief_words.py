"""What the debrief's codes are called, in the words of the printed page; it must not compute."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play import follow_up
from tabletop.domain.result.debrief import Debrief, Gate
from tabletop.domain.result.latency import LatencySummary
from tabletop.i18n import N_
from tabletop.ui.item_models.feedback_words import form_in_words
from tabletop.ui.look import Look, clock_text, span_text
from tabletop.wording import ratings

LETTERS: dict[ev.Letter, str] = ratings.LETTERS
DEFINITIONS: dict[ev.Letter, str] = ratings.DEFINITIONS
COMPLETIONS: dict[ev.Completion | None, tuple[str, str]] = {
    "met": (N_("met"), "check"),
    "partial": (N_("partial"), "half"),
    "unmet": (N_("unmet"), "cross"),
    "n/a": (N_("n/a"), "dash"),
    None: (N_("not assessed"), "circle"),
}
ELEMENTS: dict[ev.Element, str] = {
    "planning": N_("Planning"),
    "organization": N_("Organization"),
    "equipment": N_("Equipment"),
    "training": N_("Training"),
    "exercise": N_("Exercising"),
}
GATES: dict[Gate, str] = {
    "ready": N_("ready"),
    "ready-with-notes": N_("ready with notes"),
    "not-ready": N_("not ready"),
}
_FAULTS = {
    "gap": N_("gap"),
    "altered": N_("altered"),
    "unlinked": N_("unlinked"),
    "branch": N_("rows contradict"),
    "unmerged": N_("not merged"),
}
_MOST_BROKEN = 4


def letter_line(letter: ev.Letter, look: Look) -> str:
    """Return a letter with its short meaning."""
    return f"{letter}  {look.say(LETTERS[letter])}"


def capped(lines: Sequence[str], look: Look) -> str:
    """Say which red lines cap a letter."""
    return look.say(N_("capped by {lines}"), lines=", ".join(lines)) if lines else ""


def status(debrief: Debrief, scenario: Scenario, look: Look) -> list[str]:
    """Say when play ended or how far it is, and how much of it is safe and unbroken."""
    time = clock_text(debrief.elapsed_ms)
    moment = debrief.last_at if debrief.draft else debrief.ended_at
    said = [look.say(N_("now T+{time}"), time=time) if debrief.draft else f"ENDEX T+{time}"]
    if moment is not None:
        said.append(look.wall(moment, scenario.timezone))
    entries = look.words.ngettext("{n} entry", "{n} entries", debrief.entries).format(n=debrief.entries)
    said.append(f"{entries}, {chain(debrief, look)}")
    return said


def mark(debrief: Debrief, look: Look) -> str:
    """Return what nobody may overlook: that it is a draft, or a redacted copy."""
    if debrief.redacted is not None:
        return look.say(N_("REDACTED COPY"))
    return look.say(N_("DRAFT")) if debrief.draft else ""


def chain(debrief: Debrief, look: Look) -> str:
    """Say that the chains hold, or which station's does not and how."""
    if not debrief.missing:
        return look.say(N_("chain intact") if debrief.chain_is_intact else N_("chain broken"))
    named = [f"{station} ({look.say(_FAULTS[fault])})" for fault, station in dict.fromkeys(debrief.missing)]
    more = f" +{len(named) - _MOST_BROKEN}" if len(named) > _MOST_BROKEN else ""
    words = N_("INCOMPLETE: {stations}") if debrief.chain_is_intact else N_("CHAIN BROKEN: {stations}")
    return look.say(words, stations=", ".join(named[:_MOST_BROKEN]) + more)


def is_whole(debrief: Debrief) -> bool:
    """Tell whether every chain holds."""
    return debrief.chain_is_intact and not debrief.missing


def latency(summary: LatencySummary, look: Look) -> str:
    """Return a median with its n, the values themselves where they are few."""
    count = look.say(N_("n = {n} of {total}"), n=summary.answered, total=summary.released)
    if summary.p50_ms is not None:
        return f"{span_text(summary.p50_ms)}, {count}"
    values = ", ".join(span_text(value) for value in summary.values_ms or ())
    return f"{values} ({count})" if values else count


def breach_effects(debrief: Debrief, scenario: Scenario, look: Look) -> str:
    """Say how many lines were crossed, and which letter each of them caps."""
    lines = debrief.red_lines
    broken = [line for line in lines if line.breaches]
    if not lines:
        return look.say(N_("The pack names no red line."))
    if not broken:
        return look.say(N_("{n} lines checked, all clean."), n=len(lines))
    objective_of = {line.id: line.objective for line in scenario.red_lines}
    effects = [
        look.say(
            N_("{line}, {objective} at most {letter}"),
            line=line.id, objective=objective_of.get(line.id, "?"), letter="U" if line.grave else "M",
        )
        for line in broken
    ]  # fmt: skip
    if any(line.grave for line in broken):
        effects.append(look.say(N_("overall at most M")))
    said = {"n": len(broken), "total": len(lines), "effects": "; ".join(effects)}
    return look.say(N_("{n} of {total}: {effects}"), **said)


def target_title(target: str, scenario: Scenario, look: Look) -> str:
    """Return what a letter is given to, in full words."""
    if target == "overall":
        return look.say(N_("The exercise as a whole"))
    texts = {o.id: o.title for o in scenario.objectives}
    texts |= {t.id: t.text for o in scenario.objectives for t in o.targets}
    return look.typed(texts.get(target))


def act(event: ev.Event, look: Look) -> str:
    """Say what a row of the evaluation did, as a receipt does; empty for rows of play."""
    say = look.say
    match event:
        case ev.ActionAssessed():
            words = f"{event.action}: {_grade(event.completion, look)}"
        case ev.ActionSettled():
            grade = _grade(event.completion, look)
            words = say(N_("{action} settled: {grade}"), action=event.action, grade=grade)
        case ev.Rated():
            target = say(N_("Overall")) if event.target == "overall" else event.target
            words = say(N_("official letter of {target}: {letter}"), target=target, letter=event.letter)
        case ev.StrengthNoted():
            words = say(N_("strength of {objective}: {text}"), objective=event.objective, text=event.text)
        case ev.ImprovementNoted():
            words = say(N_("improvement of {objective}: {text}"), objective=event.objective, text=event.text)
        case ev.CorrectiveActionPlanned():
            words = say(N_("corrective action: {text}"), text=event.text)
        case follow_up.ActionRevised():
            words = say(N_("corrective action changed"))
        case follow_up.ActionClosed():
            words = say(N_("corrective action closed: {evidence}"), evidence=event.evidence)
        case follow_up.ActionCarried():
            words = say(N_("taken over: {text}"), text=event.text)
        case follow_up.FeedbackGiven():
            words = say(N_("feedback: {text}"), text=form_in_words(event, say))
        case ev.NoteTaken():
            words = say(N_("note: {text}"), text=event.text)
        case _:
            words = ""
    return words


def _grade(completion: ev.Completion, look: Look) -> str:
    return look.say(COMPLETIONS[completion][0])
