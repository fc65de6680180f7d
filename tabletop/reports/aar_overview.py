"""The exercise at a glance: its record and what came out of it (doctrine 11); it must not compute."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tabletop.domain.plan.text import Text
from tabletop.domain.result.scoring import COVERAGE_GATE, METHOD_ID
from tabletop.i18n import N_, elapsed
from tabletop.reports.aar_record import chain_state, gaps
from tabletop.reports.debrief_edition import EN_DASH, LETTER_WORDS
from tabletop.reports.debrief_figures import breaches, by_fate, is_thin, people
from tabletop.reports.document import Bullets, Facts, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_terms import GATES
from tabletop.reports.report_words import (
    in_each,
    joined,
    led,
    lines,
    moment_words,
    percent_words,
    told_in_each,
    with_typed,
)
from tabletop.reports.voice import Pair, clock_zone

MOST_LISTED = 3
"""So many strengths and areas for improvement stand in the summary; all stand with their objective."""


def overview(d: Dossier) -> list[Part]:
    """Set the chapter `Exercise Overview`, in HSEEP's order."""
    title = d.voice.pair(N_("Exercise overview"))
    return [Heading(text=title), Facts(rows=[*_planned(d), *_played(d), *_people(d)])]


def _fact(d: Dossier, label: str, text: Text | None) -> tuple[Pair, Pair]:
    return d.voice.pair(label), d.typed(text) if text else d.voice.pair(N_("not recorded"))


def _planned(d: Dossier) -> Iterator[tuple[Pair, Pair]]:
    """Yield what the pack says of the exercise."""
    facts, say = d.plan.exercise, d.voice.pair
    none = say(N_("not recorded"))
    yield say(N_("Exercise name")), d.voice.typed(d.plan.title)
    yield say(N_("Exercise dates")), exercise_dates(d)
    yield _fact(d, N_("Type"), facts.type)
    yield _fact(d, N_("Place"), facts.place)
    yield _fact(d, N_("Scope"), facts.scope)
    states = joined(_end_states(d), "; ")
    yield say(N_("Mission areas (end states)")), states if states.first else none
    capabilities = lines(dict.fromkeys(d.typed(each.capability) for each in d.plan.objectives))
    yield say(N_("Core capabilities")), capabilities if capabilities.first else none
    objectives = [led(each.id, d.voice.typed(each.title)) for each in d.plan.objectives]
    yield d.voice.label("objectives"), lines(objectives)
    yield _fact(d, N_("Threat or hazard"), facts.threat)
    yield _fact(d, N_("Scenario"), d.plan.summary)
    yield _fact(d, N_("Sponsor"), facts.sponsor)
    yield _fact(d, N_("Organiser"), facts.organisation)


def _end_states(d: Dossier) -> Iterator[Pair]:
    for state in d.plan.end_states:
        served = ", ".join(each.id for each in d.plan.objectives if state.id in each.end_states)
        title = d.voice.typed(state.title)
        first, second = (f"{words} ({served})" if served else words for words in (title.first, title.second))
        yield Pair(first, second if title.second else "")


def exercise_dates(d: Dossier) -> Pair:
    """Return the days of STARTEX and ENDEX in words, one where they are the same."""
    debrief = d.debrief
    if debrief.started_at is None:
        return d.voice.pair(N_("not started"))
    started, ended = d.local(debrief.started_at), d.local(debrief.ended_at or debrief.started_at)
    days = [started] if started.date() == ended.date() else [started, ended]
    return in_each(d.voice, lambda spoken: f" {EN_DASH} ".join(spoken.date(day) for day in days))


def _played(d: Dossier) -> Iterator[tuple[Pair, Pair]]:
    """Yield how it was played and from which pack."""
    debrief, say = d.debrief, d.voice.pair
    yield say(N_("STARTEX to ENDEX")), _times(d)
    yield say(N_("Played, pauses left out")), Pair(elapsed(debrief.elapsed_ms))
    minutes = (debrief.paused_ms + 30_000) // 60_000
    yield (
        say(N_("Pauses")),
        say(N_("{n}; {minutes} min in all"), n=len(debrief.pauses), minutes=minutes),
    )
    version = say(N_("{pack}, version {version}"), pack=d.plan.id, version=d.plan.version)
    yield say(N_("Scenario pack")), version
    yield say(N_("Pack hash (SHA-256)")), Pair(debrief.pack_sha256)
    if d.plan.rules_as_at:
        yield say(N_("Rules as at")), Pair(d.plan.rules_as_at)
    yield say(N_("Exercise id")), Pair(debrief.exercise_id)


def _times(d: Dossier) -> Pair:
    debrief = d.debrief
    if debrief.started_at is None:
        return d.voice.pair(N_("not started"))
    start, zone = d.local(debrief.started_at), clock_zone(debrief.started_at, d.plan.timezone)
    if debrief.ended_at is None:
        return in_each(
            d.voice,
            lambda spoken: spoken.gettext("{start} {zone}, still running").format(
                start=spoken.time(start), zone=zone
            ),
        )
    end = d.local(debrief.ended_at)
    return in_each(d.voice, lambda spoken: f"{spoken.time(start)} {EN_DASH} {spoken.time(end)} {zone}")


def _people(d: Dossier) -> Iterator[tuple[Pair, Pair]]:
    """Yield who took part, as counts of organisations, and whom to ask."""
    say, debrief = d.voice.pair, d.debrief
    who = say(N_("not recorded"))
    if debrief.participants:
        named = ", ".join(f"{name} {n}" for name, n in debrief.participants)
        who = say(
            N_("people: {n}; organizations: {organisations}"),
            n=people(debrief), organisations=len(debrief.participants),
        )  # fmt: skip
        who = with_typed(who, named)
    yield say(N_("Participating organizations")), who
    yield d.voice.label("evaluators"), Pair(str(debrief.evaluators))
    yield _fact(d, N_("Point of contact"), d.plan.exercise.contact)


# The summary ------------------------------------------------------------------------------------


def executive_summary(d: Dossier) -> list[Part]:
    """Set what came out, with its n, and what a reader must know before believing it."""
    overall, voice = d.debrief.score.overall, d.voice
    parts: list[Part] = [Heading(text=voice.pair(N_("Executive summary")))]
    parts += [Prose(text=text, tone="strong") for text in warnings(d)]
    if overall.rated_why:
        parts.append(Prose(text=Pair(overall.rated_why), lead=voice.pair(N_("Why this letter."))))
    parts.append(Facts(rows=[*_result(d), *_counts(d)]))
    for kind, label in (("strength", "strengths"), ("improve", "improvements")):
        found = [each for each in d.debrief.findings if each.kind == kind]
        shown = [Pair(f"{each.objective}: {each.text}") for each in found[:MOST_LISTED]]
        parts.append(Heading(text=voice.label(label), level=3))
        parts.append(Bullets(items=shown, none=voice.pair(N_("none recorded yet"))))
        if len(found) > len(shown):
            more = voice.pair(
                N_("{shown} of {n}; all stand with their objective."), shown=len(shown), n=len(found)
            )
            parts.append(Prose(text=more, tone="note"))
    return parts


def warnings(d: Dossier) -> list[Pair]:
    """Return what is missing or provisional, the worst first; empty where all is well."""
    debrief, say = d.debrief, d.voice.pair
    told = []
    if debrief.draft:
        told.append(say(N_("DRAFT: the exercise has not ended; every number may still change.")))
    if debrief.redacted is not None:
        made = debrief.redacted
        told.append(
            say(_COPY, exercise=made.exercise, n=made.entries, names=made.names, files=made.attachments)
        )
    if debrief.missing or not debrief.chain_is_intact:
        told.append(chain_state(d))
        told += gaps(d)
    if debrief.score.overall.assessed == 0:
        told.append(say(N_("No action was assessed: there is no result.")))
    elif debrief.score.overall.percent is None:
        told.append(say(_WHY_NO_PERCENT[is_thin(debrief.score.overall)], gate=int(COVERAGE_GATE * 100)))
    if debrief.superseded is not None:
        moment = moment_words(d, debrief.superseded.printed_at)
        told.append(told_in_each(d.voice, _REPLACES, moment=moment))
    return told


_WHY_NO_PERCENT = {
    True: N_("Insufficient evidence: fewer than {gate} % of the actions assessed."),
    False: N_("No action was graded: all that were assessed are not applicable."),
}
_COPY = N_(
    "REDACTED COPY of {exercise} with {n} entries; names hidden: {names}, attachments left out: {files}."
)
_REPLACES = N_("This replaces the print of {moment}: rows came in since.")


def _result(d: Dossier) -> Iterator[tuple[Pair, Pair]]:
    overall, say = d.debrief.score.overall, d.voice.pair
    result = percent_words(d.voice, overall.percent)
    if overall.percent is None:
        is_unclear = is_thin(overall) or not overall.assessed
        result = say(N_("insufficient evidence") if is_unclear else N_("no action graded"))
    yield say(N_("Overall result (method {method})"), method=METHOD_ID), result
    share = None if overall.coverage is None else overall.coverage * 100
    assessed = say(N_("{n} of {total} actions assessed"), n=overall.assessed, total=overall.actions)
    yield say(N_("Coverage")), joined([percent_words(d.voice, share), assessed], ", ")
    yield say(N_("Official letter")), letter_words(d, overall.rated)
    yield say(N_("T1 suggests")), Pair(overall.letter) if overall.letter else say(N_("no letter"))
    yield d.voice.label("conduct"), _red_lines(d)
    yield say(N_("Readiness before STARTEX")), readiness_words(d)


def letter_words(d: Dossier, given: str | None) -> Pair:
    """Return a letter with its short meaning."""
    words = next((text for each, text in LETTER_WORDS.items() if each == given), None)
    if words is None:
        return d.voice.pair(N_("not yet rated"))
    meaning = d.voice.pair(words)
    return Pair(f"{given}: {meaning.first}", f"{given}: {meaning.second}" if meaning.second else "")


def _red_lines(d: Dossier) -> Pair:
    debrief, say = d.debrief, d.voice.pair
    if not debrief.red_lines:
        return say(N_("The pack names no red line."))
    broken = ", ".join(line.id for line in debrief.red_lines if line.breaches)
    checked = len(debrief.red_lines)
    if not broken:
        return say(N_("0 breaches; {n} lines checked, all clean."), n=checked)
    return say(
        N_("breaches: {n} ({lines}); {total} lines checked"),
        n=breaches(debrief),
        lines=broken,
        total=checked,
    )


def readiness_words(d: Dossier) -> Pair:
    """Return index and gate in words."""
    readiness, say = d.debrief.readiness, d.voice.pair
    if readiness.percent is None:
        return say(N_("no readiness list"))
    critical = ", ".join(readiness.critical_gaps)
    words = joined([percent_words(d.voice, Fraction(readiness.percent)), say(GATES[readiness.gate])], ", ")
    if not critical:
        return words
    return joined([words, say(N_("critical and short: {items}"), items=critical)], "; ")


def _counts(d: Dossier) -> Iterator[tuple[Pair, Pair]]:
    debrief, say = d.debrief, d.voice.pair
    kinds = [finding.kind for finding in debrief.findings]
    released = len(debrief.injects) - sum(len(group) for group in by_fate(debrief).values())
    yield d.voice.label("strengths"), Pair(str(kinds.count("strength")))
    yield d.voice.label("improvements"), Pair(str(kinds.count("improve")))
    left = sum(1 for action in debrief.plan if action.status != "closed")
    planned = say(N_("{n} planned, {open} not closed"), n=len(debrief.plan), open=left)
    yield d.voice.label("corrective_actions"), planned
    yield say(N_("Injects released")), say(N_("{n} of {total}"), n=released, total=len(debrief.injects))
    yield say(N_("Decisions logged")), Pair(str(len(d.state.decisions)))
