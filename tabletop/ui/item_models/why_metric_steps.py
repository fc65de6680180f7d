"""The steps of the counts beside the score, each in cells for its name, words and value; no sums."""

from __future__ import annotations

from tabletop.domain.result.latency import MIN_FOR_PERCENTILES
from tabletop.i18n import N_
from tabletop.ui.item_models.agreement_rows import BULLET
from tabletop.ui.item_models.debrief_score import DASH
from tabletop.ui.item_models.why_cells import Cells, Step, cells
from tabletop.ui.item_models.why_names import WhyNames
from tabletop.ui.look import clock_text

_DECISIONS, _RESPONSES = N_("FIRST DECISIONS"), N_("FIRST ACTIONS MET")
METRIC_SECTIONS = {
    "delay": N_("RELEASES"), "undelivered": N_("INJECTS"), "variant": N_("INJECTS"),
    "decision-median": _DECISIONS, "decision-span": _DECISIONS, "decision-waiting": _DECISIONS,
    "response-median": _RESPONSES, "response-span": _RESPONSES, "response-waiting": _RESPONSES,
    "telling": N_("TIMES IN ORDER"), "untimed": N_("TIME NOT KNOWN"), "rating": N_("RATINGS GIVEN"),
    "information": N_("INFORMATION"), "not-played": N_("ACTIONS"), "contingency": N_("CONTINGENCIES"),
    "averted": N_("CONTINGENCIES"), "counted": N_("UNITS"), "rater": N_("EVALUATORS"),
    "seen-by": N_("COUNTED"), "unseen": N_("NOT COUNTED"), "compared": N_("AGREEMENT"),
}  # fmt: skip
_SOURCES = {
    "acknowledged": N_("received T+{time}"),
    "released": N_("released T+{time}"),
    "told": N_("heard T+{time}"),
}
_STATUSES = {
    "released": N_("released"), "waiting": N_("not released"), "held": N_("on hold"),
    "skipped": N_("skipped"), "retracted": N_("retracted"), "declined": N_("declined"),
}  # fmt: skip


def _at(names: WhyNames, message: str, at_ms: int | None) -> str:
    """Say when something was; nothing where it was not."""
    return "" if at_ms is None else names.say(message, time=clock_text(at_ms))


def _joined(*parts: str) -> str:
    return BULLET.join(part for part in parts if part)


# Releases and spans -------------------------------------------------------------------------------


def _delay(
    names: WhyNames, *, inject: str, planned_ms: int, released_ms: int, late_ms: int, off: str | None
) -> Cells:
    sign = "+" if late_ms > 0 else "\N{MINUS SIGN}" if late_ms < 0 else ""
    second = _joined(
        _at(names, N_("planned T+{time}"), planned_ms), _at(names, N_("released T+{time}"), released_ms)
    )
    words, value = names.text("inject", inject), f"{sign}{names.span(abs(late_ms))}"
    return cells(inject, words, value, second=second, is_late=off is not None)


def _undelivered(names: WhyNames, *, inject: str, planned_ms: int | None) -> Cells:
    return cells(inject, names.text("inject", inject), second=_at(names, N_("planned T+{time}"), planned_ms))


def _median(names: WhyNames, *, answered: int, released: int, p50_ms: int | None, rank: int | None) -> Cells:
    n = names.say(N_("n = {n} of {total}"), n=answered, total=released)
    if rank is None:
        why = names.say(N_("below {least} answers the times themselves"), least=MIN_FOR_PERCENTILES)
    else:
        why = names.say(N_("rank {rank} of {n}"), rank=rank, n=answered)
    return cells("p50", names.say(N_("Middle answer (median)")), names.span(p50_ms), second=_joined(n, why))


def _telling(
    names: WhyNames, *, inject: str, rank: int, span_ms: int, known_ms: int, source: str, told_ms: int
) -> Cells:
    second = _joined(
        names.say(N_("rank {rank}"), rank=rank),
        _at(names, _SOURCES[source], known_ms),
        _at(names, N_("told T+{time}"), told_ms),
    )
    return cells(inject, names.text("inject", inject), names.span(span_ms), second=second)


def _untimed(names: WhyNames, *, inject: str, told_ms: int) -> Cells:
    second = _at(names, N_("told T+{time}"), told_ms)
    return cells(inject, names.text("inject", inject), DASH, second=second)


# Sources, the plan against play -------------------------------------------------------------------


def _rating(names: WhyNames, *, rating: str, n: int) -> Cells:
    return cells(rating, names.say(N_("Source rating")), str(n))


def _information(names: WhyNames, *, at_ms: int, cell: str, text: str, rating: str | None) -> Cells:
    return cells(clock_text(at_ms), text, rating or DASH, second=names.text("cell", cell) or cell)


def _not_played(names: WhyNames, *, action: str) -> Cells:
    return cells(action, names.text("action", action), DASH, second=names.say(N_("not played")))


def _contingency(
    names: WhyNames, *, inject: str, status: str, offered_ms: int | None, released_ms: int | None
) -> Cells:
    second = _joined(names.say(_STATUSES[status]), _at(names, N_("offered T+{time}"), offered_ms))
    value = clock_text(released_ms) if status == "released" and released_ms is not None else DASH
    return cells(inject, names.text("inject", inject), value, second=second)


def _averted(names: WhyNames, *, inject: str, actions: str) -> Cells:
    second = names.say(N_("because {actions} came in time"), actions=actions)
    return cells(inject, names.text("inject", inject), second=second)


def _variant(names: WhyNames, *, inject: str, variant: int) -> Cells:
    second = names.say(N_("variant {n}"), n=variant)
    return cells(inject, names.text("inject", inject), second=second)


# Attendance and raters ----------------------------------------------------------------------------


def _counted(names: WhyNames, *, unit: str, required: int, present: int | None, fit: int | None) -> Cells:
    is_counted = present is not None
    second = names.say(N_("fit {fit}"), fit=fit) if is_counted else names.say(N_("not counted yet"))
    value = f"{present if is_counted else DASH} / {required}"
    return cells(unit, names.text("unit", unit), value, second=second)


def _rater(names: WhyNames, *, station: str, author: str, n: int) -> Cells:
    return cells(station, author, str(n), second=names.say(N_("actions assessed")))


def _seen(names: WhyNames, *, action: str, raters: int) -> Cells:
    return cells(action, names.text("action", action), str(raters), second=names.say(N_("raters")))


def _compared(names: WhyNames, *, units: int, raters: int) -> Cells:
    words = N_("{units} actions graded by two raters or more; raters: {raters}.")
    return cells("", names.say(N_("Raters agree")), second=names.say(words, units=units, raters=raters))


METRIC_STEPS: dict[str, Step] = {
    "delay": _delay, "undelivered": _undelivered, "variant": _variant, "decision-median": _median,
    "response-median": _median, "telling": _telling, "untimed": _untimed, "rating": _rating,
    "information": _information, "not-played": _not_played, "contingency": _contingency,
    "averted": _averted, "counted": _counted, "rater": _rater, "seen-by": _seen, "unseen": _seen,
    "compared": _compared,
}  # fmt: skip
