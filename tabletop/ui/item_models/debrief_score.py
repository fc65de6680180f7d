"""The score in words, and the objectives as rows, all of it out of the Debrief; it must not compute."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.events import Letter
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import COVERAGE_GATE, LETTER_BOUNDS, METHOD_ID, ObjectiveScore
from tabletop.i18n import N_
from tabletop.ui.item_models import debrief_words
from tabletop.ui.item_models.debrief_rows import Cell, Column, Row
from tabletop.ui.look import Look

DASH = "\N{EN DASH}"
OBJECTIVES = (
    Column(name="id", head="", widths=(58, 56, 56)),
    Column(name="title", head=N_("Objective"), widths=(0, 0, 0)),
    Column(name="bar", head="", widths=(132, 124, None), kind="bar"),
    Column(name="percent", head="%", widths=(58, 58, 58), kind="number"),
    Column(name="letter", head=N_("Suggested"), widths=(84, 74, 74), kind="letter"),
    Column(name="rated", head=N_("Official"), widths=(80, 78, 78), kind="letter"),
    Column(name="cap", head=N_("Red line"), widths=(112, 92, 92)),
    Column(name="assessed", head=N_("Assessed"), widths=(74, 72, 72), kind="number"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the score panel, which opens `figure`; what caps or lacks is said in the late ink."""

    label: str
    words: str
    figure: str
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFacts:
    """What the score panel says; `percent` is empty where there is too little evidence."""

    percent: str
    below: str
    letter: Letter | None
    cap: str
    rated: Letter | None
    why: str
    is_draft: bool
    facts: tuple[Fact, ...]


def score_facts(debrief: Debrief, scenario: Scenario, look: Look) -> ScoreFacts:
    """Return the overall result with everything that qualifies it."""
    overall = debrief.score.overall
    percent = "" if overall.percent is None else look.words.percent(overall.percent)
    return ScoreFacts(
        percent=percent,
        below=_mean(debrief, look) if percent else _why_no_percent(debrief, look),
        letter=overall.letter,
        cap=debrief_words.capped(overall.capped_by, look),
        rated=overall.rated,
        why=overall.rated_why or "",
        is_draft=debrief.draft,
        facts=(
            _coverage(debrief, look),
            _missing(debrief, look),
            Fact(
                label=look.say(N_("Red lines")),
                words=debrief_words.breach_effects(debrief, scenario, look),
                figure="red-lines",
                is_late=any(line.breaches for line in debrief.red_lines),
            ),
            Fact(
                label=look.say(N_("Median to decision")),
                words=debrief_words.latency(debrief.decision, look),
                figure="latency:decision",
            ),
            _readiness(debrief, look),
            _agreement(debrief, look),
        ),
    )


def method(look: Look) -> str:
    """Return T1 in one line, as it is printed, so that anyone can recompute a number."""
    p, s, m = LETTER_BOUNDS
    words = N_(
        "Method {method}: points × completion (1 · ½ · 0) × time "  # noqa: RUF001 - a formula
        "(≤ limit 1 · ≤ 2 × limit ½ · later 0)"  # noqa: RUF001 - a formula
    )
    return look.say(words, method=METHOD_ID) + f"; P ≥ {p}, S ≥ {s}, M ≥ {m}"


def objective_rows(debrief: Debrief, scenario: Scenario, look: Look) -> list[Row]:
    """Return a row an objective, in the order of the pack."""
    titles = {objective.id: look.typed(objective.title) for objective in scenario.objectives}
    return [_objective(score, titles.get(score.id, ""), look) for score in debrief.score.objectives]


def _objective(score: ObjectiveScore, title: str, look: Look) -> Row:
    percent = DASH if score.percent is None else look.words.percent(score.percent)
    cap = debrief_words.capped(score.capped_by, look)
    lacks = score.letter is None
    return Row(
        id=score.id,
        cells=(
            Cell(words=score.id, is_strong=True),
            Cell(words=title),
            Cell(share=score.percent, spoken=f"{percent} %"),
            Cell(words=percent, is_strong=True),
            Cell(letter=score.letter, spoken=score.letter or look.say("insufficient evidence")),
            Cell(
                letter=score.rated,
                words="" if score.rated else look.say(N_("none yet")),
                spoken=score.rated or "",
            ),
            Cell(
                words=cap or (look.say("insufficient evidence") if lacks else ""),
                ink="late_ink",
                is_strong=True,
            ),
            Cell(words=f"{score.assessed}/{score.actions}"),
        ),
    )


def _mean(debrief: Debrief, look: Look) -> str:
    counted = [objective for objective in debrief.score.objectives if objective.percent is not None]
    if len(counted) == 1:
        return look.say(N_("one objective"))
    has_equal_weights = len({objective.weight for objective in counted}) == 1
    words = (
        N_("mean of {n} objectives, equal weights")
        if has_equal_weights
        else N_("weighted mean of {n} objectives")
    )
    return look.say(words, n=len(counted))


def _why_no_percent(debrief: Debrief, look: Look) -> str:
    overall = debrief.score.overall
    if overall.assessed == 0:
        return look.say(N_("no action assessed"))
    if overall.coverage is None or overall.coverage >= COVERAGE_GATE:
        return look.say(N_("no action graded"))
    return look.say(N_("coverage below {gate} %"), gate=int(COVERAGE_GATE * 100))


def _coverage(debrief: Debrief, look: Look) -> Fact:
    overall = debrief.score.overall
    words = look.say(N_("no action asked for yet"))
    if overall.coverage is not None:
        said = {
            "n": overall.assessed,
            "total": overall.actions,
            "percent": look.words.percent(overall.coverage * 100),
        }
        words = look.say(N_("{n} of {total} actions = {percent} %"), **said)
    is_low = overall.coverage is not None and overall.coverage < COVERAGE_GATE
    return Fact(label=look.say(N_("Coverage")), words=words, figure="coverage", is_late=is_low)


def _missing(debrief: Debrief, look: Look) -> Fact:
    overall = debrief.score.overall
    words = look.say(N_("{n} of {total}"), n=overall.actions - overall.assessed, total=overall.actions)
    return Fact(label=look.say(N_("Not assessed")), words=words, figure="coverage")


def _readiness(debrief: Debrief, look: Look) -> Fact:
    readiness = debrief.readiness
    label = look.say(N_("Readiness"))
    if readiness.percent is None:
        return Fact(label=label, words=look.say(N_("no readiness list")), figure="readiness")
    words = f"{look.words.percent(readiness.percent)} %, {look.say(debrief_words.GATES[readiness.gate])}"
    critical = ", ".join(readiness.critical_gaps)
    return Fact(label=label, words=f"{words}: {critical}" if critical else words, figure="readiness")


def _agreement(debrief: Debrief, look: Look) -> Fact:
    """Say how often raters give the same grade; below ten actions there is no figure (doctrine 10)."""
    agreement = debrief.agreement
    words = look.say(N_("too few, n = {n}"), n=agreement.units)
    if agreement.exact is not None:
        share = look.words.decimal(100 * Fraction(str(round(agreement.exact, 6))), 0)
        words = look.say(N_("{percent} % alike, n = {n}"), percent=share, n=agreement.units)
    return Fact(label=look.say(N_("Raters agree")), words=words, figure="agreement")
