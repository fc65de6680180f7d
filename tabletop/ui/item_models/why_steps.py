"""The steps of a figure, each in cells for its name, words and value; it must not compute."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tabletop.domain.play.events import Completion, Letter
from tabletop.domain.result.letters import Cap
from tabletop.domain.result.scoring import COVERAGE_GATE, WORTH
from tabletop.domain.result.trace import Piece
from tabletop.i18n import N_
from tabletop.ui.item_models.agreement_rows import BULLET, name
from tabletop.ui.item_models.debrief_score import DASH
from tabletop.ui.item_models.letter_words import bounds_words, cap_words, given_words
from tabletop.ui.item_models.why_cells import Cells, Step, cells
from tabletop.ui.item_models.why_metric_steps import METRIC_SECTIONS, METRIC_STEPS
from tabletop.ui.item_models.why_names import WhyNames
from tabletop.ui.look import clock_text

LATENCIES = {
    "acknowledge": N_("Median to receipt"),
    "decision": N_("Median to decision"),
    "response": N_("Median to the first action"),
}
_ANSWERS = {
    "acknowledge": N_("First receipt confirmed after"),
    "decision": N_("First decision after"),
    "response": N_("First expected action after"),
}
_LETTERS = N_("LETTERS")
_GRADES = N_("GRADES")
_BELONGS = N_("BELONGS TO")
SECTIONS = {
    "objective": N_("OBJECTIVES"), "part": N_("OBJECTIVES"), "action": N_("ACTIONS"),
    "coverage": _LETTERS, "suggestion": _LETTERS, "cap": _LETTERS, "official": _LETTERS, "other": _LETTERS,
    "replaced": _LETTERS, "target": N_("CAPABILITY TARGETS"),
    "not-asked": _GRADES, "settled": _GRADES, "not-assessed": _GRADES, "rest": _GRADES, "grade": _GRADES,
    "median": _GRADES, "median-time": _GRADES, "released": _BELONGS, "counts-in": _BELONGS,
    "answer": N_("ANSWERS"), "rank": N_("PERCENTILES"), "span": N_("ANSWERS IN ORDER"),
    "waiting": N_("STILL OPEN"), "other-span": N_("OTHER TIMES"), "line": N_("LINES CROSSED"),
    "breach": N_("BREACHES"), "caps": N_("WHAT IT CAPS"), "caps-overall": N_("WHAT IT CAPS"),
    "item": N_("ITEMS"), "unit": N_("ACTIONS GRADED TWICE"), **METRIC_SECTIONS,
}  # fmt: skip
"""The head above the steps of a kind; kinds without one are said in the formula."""


def step_cells(piece: Piece, names: WhyNames) -> Cells:
    """Return name, words and value of a step."""
    return _STEPS[piece.code](names, **piece.values)


# Scores -------------------------------------------------------------------------------------------


def _objective(names: WhyNames, *, objective: str, weight: Fraction, percent: Fraction | None) -> Cells:
    second = "" if weight == 1 else names.say(N_("weight {weight}"), weight=names.points(weight))
    return cells(objective, names.text("objective", objective), names.percent(percent), second=second)


def _part(names: WhyNames, *, objective: str, assessed: int, actions: int) -> Cells:
    return cells(objective, names.text("objective", objective), f"{assessed}/{actions}")


def _action(
    names: WhyNames, *, action: str, score: Fraction | None, points: int, completion: Completion | None,
    dropped: str | None, **times: int | None,
) -> Cells:  # fmt: skip
    said = names.say("not asked in this variant") if dropped else names.grade(completion)
    latency = names.latency(times["latency_ms"], times["limit_ms"])
    second = ", ".join(part for part in (said, latency) if part)
    return cells(action, names.text("action", action), f"{names.points(score)} / {points}", second=second)


def _coverage(names: WhyNames, *, assessed: int, actions: int, coverage: Fraction | None) -> Cells:
    percent = None if coverage is None else coverage * 100
    is_low = coverage is not None and coverage < COVERAGE_GATE
    second = names.say(N_("actions assessed: {n} of {total}"), n=assessed, total=actions)
    return cells("", names.say(N_("Coverage")), names.percent(percent), second=second, is_late=is_low)


# Letters ------------------------------------------------------------------------------------------


def _suggestion(
    names: WhyNames, *, letter: Letter | None, alone: Letter | None, percent: Fraction | None
) -> Cells:
    if letter is None or alone is None or percent is None:
        return cells(DASH, names.say(N_("T1 suggests no letter: too little evidence")))
    said = {"percent": names.decimal(percent), "bounds": bounds_words(alone, names.look)}
    if letter == alone:
        return cells(
            letter, names.say(N_("T1 suggests {letter}: {percent} % is {bounds}"), letter=letter, **said)
        )
    words = names.say(N_("T1 suggests {letter}, capped by a red line"), letter=letter)
    alone_words = N_("without the cap {letter}: {percent} % is {bounds}")
    return cells(letter, words, second=names.say(alone_words, letter=alone, **said))


def _cap(names: WhyNames, **cap: Any) -> Cells:
    said = Cap(**cap)
    second = names.text("red-line", said.line)
    return cells(said.line, cap_words(said, names.look), second=second, is_late=True)


def _given(how: str) -> Step:
    def say(
        names: WhyNames, *, letter: Letter, station: str, author: str, at_ms: int, why: str | None
    ) -> Cells:
        words = given_words(how, name(station, author), at_ms, names.look)
        return cells(letter, words, second=why or "")

    return say


def _target(names: WhyNames, *, target: str, letter: Letter | None, station: str | None) -> Cells:
    said = names.say(N_("official letter: none yet"))
    if letter is not None:
        said = names.say(N_("official letter by {who}"), who=station)
    return cells(target, names.text("target", target), letter or DASH, second=said)


# One action ---------------------------------------------------------------------------------------


def _grade(
    names: WhyNames, *, station: str, author: str, completion: Completion, observed_ms: int, latency_ms: int
) -> Cells:
    words = names.grade(completion)
    if completion in ("met", "partial"):
        words += ", " + names.say(N_("after {span}"), span=names.span(latency_ms))
    seen = names.say(N_("seen at T+{time}"), time=clock_text(observed_ms))
    second = seen if author == station else f"{author}, {seen}"
    return cells(station, words, _worth(names, completion), second=second)


def _worth(names: WhyNames, completion: Completion) -> str:
    return DASH if completion == "n/a" else names.factor(WORTH[completion])


def _median(names: WhyNames, *, completion: Completion, n: int) -> Cells:
    if completion == "n/a":
        message = N_("All raters say {grade}")
    elif n == 1:
        message = N_("The only grade: {grade}. n/a counts where nobody gives one")
    elif n % 2:
        message = N_("Median of {n} grades: {grade}")
    else:
        message = N_("Median of {n} grades: {grade}; an even split takes the lower")
    return cells("", names.say(message, n=n, grade=names.grade(completion)), _worth(names, completion))


def _median_time(names: WhyNames, *, met_ms: int, n: int) -> Cells:
    words = names.say(N_("Time that counts: T+{time}"), time=clock_text(met_ms))
    if n == 1:
        message = N_("of the one who says met or partial")
    elif n % 2:
        message = N_("the middle time of {n} who say met or partial")
    else:
        message = N_("of {n} who say met or partial, the later of the two in the middle")
    return cells("", words, second=names.say(message, n=n))


def _settled(
    names: WhyNames, *, completion: Completion, who: str, at_ms: int, seen_ms: int | None, reason: str
) -> Cells:
    words = names.say(N_("Settled by the director: {grade}"), grade=names.grade(completion))
    said = [who, f"T+{clock_text(at_ms)}"]
    if seen_ms is not None:
        said.append(names.say(N_("seen at T+{time}"), time=clock_text(seen_ms)))
    return cells("", words, _worth(names, completion), second=BULLET.join((*said, reason)))


def _sentence(message: str) -> Step:
    """Say where a grade comes from that no rater gave."""
    return lambda names, **_values: cells("", names.say(message))


def _released(names: WhyNames, *, inject: str, released_ms: int | None) -> Cells:
    second = names.say(N_("released T+{time}"), time=clock_text(released_ms or 0))
    return cells(inject, names.text("inject", inject), second=second)


def _counts_in(names: WhyNames, *, objective: str) -> Cells:
    return cells(objective, names.text("objective", objective))


# Spans --------------------------------------------------------------------------------------------


def _answer(names: WhyNames, *, kind: str, span_ms: int | None) -> Cells:
    return cells("", names.say(_ANSWERS[kind]), names.span(span_ms))


def _rank(names: WhyNames, *, percent: int, rank: int, n: int, inject: str, span_ms: int) -> Cells:
    words = names.say(N_("rank {rank} of {n}"), rank=rank, n=n)
    second = f"{inject}  {names.text('inject', inject)}"
    return cells(f"p{percent}", words, names.span(span_ms), second=second)


def _span(names: WhyNames, *, rank: int, inject: str, span_ms: int, mark: str | None = None) -> Cells:
    second = BULLET.join(part for part in (names.say(N_("rank {rank}"), rank=rank), mark) if part)
    return cells(inject, names.text("inject", inject), names.span(span_ms), second=second)


def _waiting(names: WhyNames, *, inject: str) -> Cells:
    return cells(inject, names.text("inject", inject), DASH, second=names.say(N_("not answered")))


def _other_span(names: WhyNames, *, kind: str, p50_ms: int | None, answered: int, released: int) -> Cells:
    second = names.say(N_("n = {n} of {total}"), n=answered, total=released)
    return cells("", names.say(LATENCIES[kind]), names.span(p50_ms), second=second)


# Red lines, readiness, agreement ------------------------------------------------------------------


def _line(names: WhyNames, *, line: str, n: int, grave: str | None) -> Cells:
    second = names.say(N_("grave")) if grave else ""
    return cells(line, names.text("red-line", line), str(n), second=second)


def _breach(
    names: WhyNames, *, at_ms: int, inject: str | None, note: str | None, grave: str | None, who: str
) -> Cells:
    said = [names.say(N_("grave")) if grave else "", inject or "", who]
    second = BULLET.join(part for part in said if part)
    return cells(clock_text(at_ms), note or names.say(N_("without a note")), second=second)


def _caps(names: WhyNames, *, objective: str, letter: Letter) -> Cells:
    second = names.say(N_("letter at most {letter}"), letter=letter)
    return cells(objective, names.text("objective", objective), letter, second=second)


def _caps_overall(names: WhyNames, *, letter: Letter) -> Cells:
    second = names.say(N_("letter at most {letter}"), letter=letter)
    return cells("", names.say(N_("The exercise as a whole")), letter, second=second)


def _item(
    names: WhyNames, *, item: str, fit: int | None, required: int, weight: Fraction, critical: str | None
) -> Cells:
    said = [
        names.say(N_("critical")) if critical else "",
        "" if weight == 1 else names.say(N_("weight {weight}"), weight=names.points(weight)),
        names.say(N_("not counted yet")) if fit is None else "",
    ]
    second = BULLET.join(part for part in said if part)
    is_short = critical is not None and (fit or 0) < required
    return cells(
        item, names.text("item", item), f"{DASH if fit is None else fit} / {required}", second=second,
        is_late=is_short,
    )  # fmt: skip


def _unit(names: WhyNames, *, action: str, grades: str) -> Cells:
    told = [names.say(grade) for grade in grades.split(" ")]
    return cells(action, names.text("action", action), second=" / ".join(told))


_STEPS: dict[str, Step] = {
    "objective": _objective, "part": _part, "action": _action, "coverage": _coverage,
    "suggestion": _suggestion, "cap": _cap, "official": _given("official"), "other": _given("other"),
    "replaced": _given("replaced"), "target": _target,
    "not-asked": _sentence(N_("Counts as n/a: the variant that was released does not ask for it.")),
    "not-assessed": _sentence(N_("Nobody has assessed it yet.")),
    "rest": _sentence(N_("Nobody assessed it; ENDEX marked the rest unmet.")),
    "settled": _settled, "grade": _grade, "median": _median, "median-time": _median_time,
    "released": _released, "counts-in": _counts_in, "answer": _answer, "rank": _rank, "span": _span,
    "waiting": _waiting, "other-span": _other_span, "line": _line, "breach": _breach, "caps": _caps,
    "caps-overall": _caps_overall, "item": _item, "unit": _unit, "decision-span": _span,
    "response-span": _span, "decision-waiting": _waiting, "response-waiting": _waiting, **METRIC_STEPS,
}  # fmt: skip
