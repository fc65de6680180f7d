"""How each count beside the score is made, in words with its n; it must not compute."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tabletop.domain.result.latency import MIN_FOR_PERCENTILES
from tabletop.domain.result.trace import Trace
from tabletop.i18n import N_
from tabletop.ui.item_models.why_names import Values, WhyNames

Card = Callable[[Values, WhyNames, Trace], Iterator[str]]
_MISSED = {
    "early": N_("Released more than {tolerance} before the planned T+: {n}."),
    "late": N_("Released more than {tolerance} after the planned T+: {n}."),
    "skipped": N_("Skipped, and not released: {n}."),
    "held": N_("On hold to the end: {n}."),
    "retracted": N_("Taken back, and not released again: {n}."),
    "waiting": N_("Neither released nor skipped: {n}."),
}
_COUNTED = {
    "metric:phase": N_("Counted are the expected actions of released injects of this phase."),
    "metric:cell": N_(
        "Counted are the expected actions of released injects that this cell was to do. Decision is its own "
        "first one on an inject that goes to it."
    ),
    "metric:objective": N_("Counted are the expected actions of released injects for this objective."),
}
_ESCALATIONS = {
    "planned": N_("Contingencies are injects that wait for a condition."),
    "offered": N_("The program offers a contingency when its condition comes true."),
    "released": N_("A contingency may also be released without an offer."),
    "declined": N_("The director declined these, and did not release them later."),
    "avoided": N_(
        "Avoided is one that waits for an action not to be met, was neither offered nor released, and cannot "
        "come any more because actions were met in time."
    ),
    "milder": N_("An inject that was told in a variant whose action was indeed met in time."),
}
_NEAREST = N_("Nearest rank: a percentile is always a time that was observed.")
_FEW = N_("Below {least} answers there is no percentile: the times themselves are shown.")


def percentiles(values: Values, names: WhyNames) -> str:
    """Say how percentiles are taken, or why there is none."""
    return names.say(_FEW, least=MIN_FOR_PERCENTILES) if "few" in values else names.say(_NEAREST)


def _on_time(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    kept = values["kept"]
    if not kept["planned"]:
        yield names.say(N_("No inject with a planned T+ was released."))
    else:
        yield names.say(
            N_("{n} of {total} within {tolerance} (min:s) of the plan"),
            n=kept["on_time"], total=kept["planned"], tolerance=names.span(kept["tolerance_ms"]),
        )  # fmt: skip
    yield _planned(names)


def _missed(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    missed = values["missed"]
    words, tolerance = _MISSED[missed["fate"]], names.span(missed["tolerance_ms"])
    yield names.say(words, n=missed["n"], tolerance=tolerance)
    yield _planned(names)


def _planned(names: WhyNames) -> str:
    words = N_("Planned T+ is that after shifts. Contingencies and improvised injects have none: left out.")
    return names.say(words)


def _group(values: Values, names: WhyNames, trace: Trace) -> Iterator[str]:
    group = values["group"]
    if group["percent"] is None:
        yield names.say(N_("No action is graded: there is no percent."))
    else:
        yield names.say(
            N_("{earned} of {points} points = {percent} %"),
            earned=names.points(group["earned"]), points=group["points"],
            percent=names.decimal(group["percent"]),
        )  # fmt: skip
    words = N_(
        "{actions} actions: {met} met ({on_time} in time), {partial} partial, {unmet} unmet, "
        "{not_applicable} n/a, {open} not assessed."
    )
    yield names.say(words, **{name: value for name, value in group.items() if isinstance(value, int)})
    yield names.say(_COUNTED[trace.kind])


def _relay(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    words = N_("Told of {told} injects; of {known} it is known when the sender knew.")
    yield names.say(words, **values["told"])
    words = N_(
        "From when a cell knew of an inject (its acknowledgement, else the release to it, else when it was "
        "told) to when it told the other cell; the first telling of an inject between two cells counts."
    )
    yield names.say(words)
    yield percentiles(values, names)


def _sources(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    rated = values["rated"]
    if not rated["information"]:
        yield names.say(N_("No information was logged."))
        return
    words = N_("{n} of {total} pieces of information have a source rating.")
    yield names.say(words, n=rated["rated"], total=rated["information"])
    yield names.say(N_("Counted is information that was seen up to ENDEX and still stands."))


def _paragraph(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    cited = values["cited"]
    yield names.say(
        N_("{n} of {total} actions that cite it were met."), n=cited["met"], total=cited["actions"]
    )
    words = N_(
        "Others: {partial} partial, {unmet} unmet, {not_applicable} n/a, {open} not assessed, "
        "{not_played} not played."
    )
    yield names.say(words, **cited)


def _escalations(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    told = values["escalations"]
    if told["which"] == "planned":
        yield names.say(N_("Contingencies in the plan: {n}."), n=told["n"])
    elif told["which"] == "milder":
        yield names.say(N_("Injects told in a milder variant: {n}."), n=told["n"])
    else:
        yield names.say(N_("{n} of {total} contingencies."), n=told["n"], total=told["of"])
    meaning = _ESCALATIONS[told["which"]]
    yield names.say(meaning)


def _attendance(values: Values, names: WhyNames, trace: Trace) -> Iterator[str]:
    summed = values["counted" if trace.name else "present"]
    if trace.name and summed["present"] is None:
        yield names.say(N_("This unit was not counted."))
        return
    words = N_("Present {present} of {required}, fit {fit}.")
    yield names.say(words, **{each: summed[each] for each in ("present", "required", "fit")})
    if trace.name:
        yield names.say(N_("The latest count stands."))
    else:
        words = N_("Units counted: {n} of {total}. Those not counted are left out of the sums.")
        yield names.say(words, n=summed["counted"], total=summed["units"])


def _evaluators(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    if not values["evaluators"]["n"]:
        yield names.say(N_("Nobody has assessed an action."))
        return
    yield names.say(N_("Evaluators who assessed an action: {n}."), **values["evaluators"])
    yield names.say(N_("One evaluator is one name at one station."))


def _rated(values: Values, names: WhyNames, _trace: Trace) -> Iterator[str]:
    seen = values["seen"]
    yield names.say(N_("{n} of {total} actions"), n=seen["n"], total=seen["total"])
    words = N_(
        "Counted are actions of released injects; a rater's n/a counts only where nobody gives a grade."
    )
    yield names.say(words)


METRIC_CARDS: dict[str, Card] = {
    "metric:on-time": _on_time,
    **{f"metric:{fate}": _missed for fate in _MISSED},
    **dict.fromkeys(_COUNTED, _group),
    "metric:relay": _relay,
    "metric:sources": _sources,
    "metric:paragraph": _paragraph,
    "metric:contingencies": _escalations,
    **{f"metric:{which}": _escalations for which in _ESCALATIONS},
    "metric:attendance": _attendance,
    "metric:evaluators": _evaluators,
    "metric:rated-once": _rated,
    "metric:rated-twice": _rated,
}
