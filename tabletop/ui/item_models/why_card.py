"""The formula of a figure with its numbers, for a tired officer to recompute; it must not compute."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tabletop.domain.result.agreement import MIN_UNITS
from tabletop.domain.result.scoring import COVERAGE_GATE
from tabletop.domain.result.trace import Trace
from tabletop.i18n import N_
from tabletop.ui.item_models.agreement_rows import name
from tabletop.ui.item_models.debrief_words import GATES
from tabletop.ui.item_models.why_metric_card import METRIC_CARDS, Card, percentiles
from tabletop.ui.item_models.why_names import Values, WhyNames
from tabletop.ui.look import clock_text

_GATE = int(COVERAGE_GATE * 100)
_MEASURED = {
    "acknowledge": N_("From the release until the first cell confirmed receipt."),
    "decision": N_("From the release until the first decision."),
    "response": N_("From the release until the first expected action was met, in part or in full."),
}
_DELIVERIES = {
    "released": N_("Released at T+{time}."),
    "waiting": N_("Not released."),
    "held": N_("On hold: not released."),
    "skipped": N_("Skipped: not released."),
    "retracted": N_("Retracted: its release does not stand."),
    "declined": N_("Declined: not released."),
}


def card_lines(trace: Trace, names: WhyNames) -> tuple[str, ...]:
    """Return the formula of a figure, and what must be known to read it."""
    values = {piece.code: piece.values for piece in trace.pieces}
    return tuple(_CARDS[trace.kind](values, names, trace))


# Scores -------------------------------------------------------------------------------------------


def _overall(values: Values, names: WhyNames, trace: Trace) -> Iterator[str]:
    mean = values["mean"]
    graded = [
        piece.values
        for piece in trace.pieces
        if piece.code == "objective" and piece.values["percent"] is not None
    ]
    if not graded:
        yield names.say(N_("No action is graded: there is no percent."))
        return
    if mean["percent"] is None:
        words = N_("Coverage is below {gate} %: too little evidence for a percent of the whole.")
        yield names.say(words, gate=_GATE)
        return
    if all(each["weight"] == 1 for each in graded):
        formula = N_("{total} (percents added up) ÷ {n} objectives = {percent} %")
    else:
        formula = N_("{total} (percent × weight, added up) ÷ {n} (weights, added up) = {percent} %")  # noqa: RUF001 - a formula
    yield names.say(
        formula, total=names.decimal(mean["total"]), n=names.points(mean["weights"]),
        percent=names.decimal(mean["percent"]),
    )  # fmt: skip
    yield _letters(values, names, trace)
    yield names.say(N_("Calculated with exact fractions; rounded only where it is shown."))


def _letters(values: Values, names: WhyNames, trace: Trace) -> str:
    """Say what T1 suggests against what is official, in one line."""
    suggested, official = values["suggestion"]["letter"], values.get("official")
    lines = ", ".join(str(piece.values["line"]) for piece in trace.pieces if piece.code == "cap")
    if suggested is None:
        said = names.say(N_("T1 suggests no letter"))
    elif lines:
        said = names.say(N_("T1 suggests {letter} (capped by {lines})"), letter=suggested, lines=lines)
    else:
        said = names.say(N_("T1 suggests {letter}"), letter=suggested)
    given = names.say(N_("official letter: none yet"))
    if official is not None:
        words, who = N_("official letter {letter} by {who}"), name(official["station"], official["author"])
        given = names.say(words, letter=official["letter"], who=who)
    return f"{said}; {given}."


def _objective(values: Values, names: WhyNames, trace: Trace) -> Iterator[str]:
    total = values["sum"]
    if total["percent"] is None:
        yield names.say(N_("No action is graded: there is no percent."))
        return
    yield names.say(
        N_("{earned} of {points} points = {percent} %"),
        earned=names.points(total["earned"]), points=total["points"], percent=names.decimal(total["percent"]),
    )  # fmt: skip
    yield _letters(values, names, trace)
    yield names.say(N_("Only graded actions of released injects count; n/a leaves the sum."))


def _action(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    product, completion = values["product"], values["completion"]["completion"]
    if completion is None:
        yield names.say(N_("Nobody assessed it: it counts in no percent, but lowers the coverage."))
        return
    if product["score"] is None:
        yield names.say(N_("n/a: it leaves the sum, with its points."))
        return
    counted = names.look.words.ngettext("{n} point", "{n} points", product["points"])
    factors = [
        counted.format(n=product["points"]),
        f"{names.factor(product['worth'])} ({names.grade(completion)})",
    ]
    if product["time"] is not None:
        factors.append(f"{names.factor(product['time'])} ({names.latency(**values['timeliness'])})")
    yield " × ".join(factors) + f" = {names.points(product['score'])}"  # noqa: RUF001 - a formula
    if product["time"] is not None and values["timeliness"]["limit_ms"] is not None:
        yield names.say(N_("Within the limit counts 1, up to twice the limit ½, later 0."))


def _coverage(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    covered = values["coverage"]
    if covered["coverage"] is None:
        yield names.say(N_("No inject that expects an action was released yet."))
        return
    yield names.say(
        N_("{n} of {total} actions = {percent} %"),
        n=covered["assessed"], total=covered["actions"], percent=names.decimal(covered["coverage"] * 100),
    )  # fmt: skip
    words = N_(
        "Actions of released injects; n/a counts as assessed. Below {gate} % there is no percent for the"
        " whole, and no letter is suggested."
    )
    yield names.say(words, gate=_GATE)
    if "dropped" in values:
        n = values["dropped"]["n"]
        words = names.look.words.ngettext(
            "{n} more action does not count: its inject's variant does not ask for it.",
            "{n} more actions do not count: their inject's variant does not ask for them.",
            n,
        )
        yield words.format(n=n)


# Spans --------------------------------------------------------------------------------------------


def _inject(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    delivery = values["delivery"]
    words = _DELIVERIES[delivery["status"]]
    said = [names.say(words, time=clock_text(delivery["released_ms"] or 0))]
    if delivery["planned_ms"] is not None:
        said.append(names.say(N_("Planned for T+{time}."), time=clock_text(delivery["planned_ms"])))
    if delivery["variant"]:
        said.append(names.say(N_("Variant {n} was told."), n=delivery["variant"]))
    yield " ".join(said)


def _latency(values: Values, names: WhyNames, trace: Trace) -> Iterator[str]:
    counts = values["answered"]
    answered, released = counts["answered"], counts["released"]
    words = N_("{n} of {total} injects answered; still open: {open}.")
    yield names.say(words, n=answered, total=released, open=released - answered)
    yield names.say(_MEASURED[trace.name])
    yield percentiles(values, names)


# Red lines, readiness, agreement ------------------------------------------------------------------


def _red_lines(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    yield names.say(N_("{n} of {total} red lines crossed."), **values["crossed"])
    words = N_(
        "A breach caps its objective's letter at M, a grave one at U and the whole at M."
        " The percent is never changed."
    )
    yield names.say(words)


def _red_line(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    n = values["breaches"]["n"]
    if n:
        yield names.look.words.ngettext("Crossed once.", "Crossed {n} times.", n).format(n=n)
    else:
        yield names.say(N_("Never crossed."))


def _readiness(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    share, gate = values["share"], values["gate"]
    if share["percent"] is None:
        yield names.say(N_("The pack has no readiness list."))
        return
    yield names.say(
        N_("{earned} of {weights} (weights) = {percent} %"),
        earned=names.look.words.decimal(share["earned"], 2), weights=names.points(share["weights"]),
        percent=names.decimal(share["percent"]),
    )  # fmt: skip
    yield names.say(N_("Each item earns weight × fit ÷ required, at most its weight."))  # noqa: RUF001 - a formula
    opens = GATES[gate["gate"]]
    words = N_("Critical items that fall short: {n}. Gate: {gate}.")
    yield names.say(words, n=gate["n"], gate=names.say(opens))
    if gate["override"]:
        yield names.say(N_("Begun all the same: {reason}"), reason=gate["override"])


def _agreement(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    units, pairs = values["units"], values["pairs"]
    words = N_("{units} actions graded by two raters or more; raters: {raters}.")
    yield names.say(words, **units)
    if pairs["n"]:
        equal, near = (Fraction(100 * pairs[which], pairs["n"]) for which in ("same", "near"))
        words = N_("{same} of {n} pairs of grades are equal = {percent} %")
        yield names.say(words, percent=names.look.words.decimal(equal, 0), **pairs)
        words = N_("{near} of {n} differ by one step at most = {percent} %")
        yield names.say(words, percent=names.look.words.decimal(near, 0), **pairs)
    if units["units"] < MIN_UNITS:
        yield names.say(N_("Too few for a figure on paper (below {least} actions)."), least=MIN_UNITS)
    for which, words in (
        ("alpha", N_("Ordinal Krippendorff alpha {value}")),
        ("kappa", N_("Cohen's kappa, unweighted {value}")),
        ("linear", N_("Cohen's kappa, linear weights {value}")),
        ("quadratic", N_("Cohen's kappa, quadratic weights {value}")),
    ):
        value = values["coefficients"][which]
        if value is not None:
            exact = Fraction(str(round(value, 6)))
            yield names.say(words, value=names.look.words.decimal(exact, 2))


_CARDS: dict[str, Card] = {
    "overall": _overall, "objective": _objective, "action": _action, "coverage": _coverage,
    "inject": _inject, "latency": _latency, "red-lines": _red_lines, "red-line": _red_line,
    "readiness": _readiness, "agreement": _agreement, **METRIC_CARDS,
}  # fmt: skip
