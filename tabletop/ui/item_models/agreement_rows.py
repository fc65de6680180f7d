"""Actions with two or more raters as rows, and the words beside them; it must not compare or settle."""

from __future__ import annotations

from fractions import Fraction

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.play.events import Bearing, Completion, Sense
from tabletop.domain.play.state import DecisionRecord, ObservationRecord
from tabletop.domain.result.agreement import MIN_UNITS, Agreement
from tabletop.domain.result.disagreement import Comparison, Note, RatedAction, Rating
from tabletop.i18n import N_, elapsed
from tabletop.ui.item_models.debrief_rows import Cell, Column, Row
from tabletop.ui.item_models.debrief_score import DASH
from tabletop.ui.item_models.debrief_words import COMPLETIONS
from tabletop.ui.item_models.log_entries import CATEGORIES
from tabletop.ui.look import Look, clock_text, span_text

BULLET = "  \N{BULLET}  "
_GRADES: tuple[Completion, ...] = ("met", "partial", "unmet", "n/a")
COLUMNS = (
    Column(name="action", head=N_("Expected action"), widths=(0, 0, 0)),
    Column(name="met", head=N_("Met"), widths=(92, 84, 78)),
    Column(name="partial", head=N_("Partial"), widths=(92, 80, 74)),
    Column(name="unmet", head=N_("Unmet"), widths=(84, 74, 68)),
    Column(name="n/a", head=N_("n/a"), widths=(70, None, None)),
    Column(name="counts", head=N_("Counts now"), widths=(172, 166, 124)),
)
"""One column a grade, with its raters in it: how far they are apart is seen before it is read."""
SENSES: dict[Sense, str] = {"seen": N_("seen"), "heard": N_("heard"), "reported": N_("reported")}
BEARINGS: dict[Bearing, tuple[str, str]] = {
    "strength": (N_("Strength"), "plus"),
    "improve": (N_("Improvement"), "dash"),
    "neutral": (N_("neutral"), "circle"),
}
_STEPS = {0: N_("n/a against a grade"), 1: N_("differ by one step"), 2: N_("differ by two steps")}


def rated_rows(comparison: Comparison, look: Look, *, differing_only: bool, sought: str) -> list[Row]:
    """Return the rows that the filters let through, in the order in which they ask to be looked at."""
    words = sought.strip().casefold()
    return [
        row
        for rated in comparison.actions
        if rated.differs or not differing_only
        if (row := _row(rated, look)).has(words) or any(words in r.author.casefold() for r in rated.ratings)
    ]


def differing_count(comparison: Comparison) -> int:
    """Return on how many actions raters differ, settled or not."""
    return sum(rated.differs for rated in comparison.actions)


def figures(agreement: Agreement, look: Look) -> str:
    """Say how far raters agree over all, as the printed page does; too few give no figure."""
    if agreement.units < MIN_UNITS:
        return look.say(
            "{n} actions rated twice: too few for a figure (below {least}).",
            n=agreement.units, least=MIN_UNITS,
        )  # fmt: skip
    alpha = agreement.alpha_ordinal
    return look.say(
        "{n} actions rated twice: exact {exact}, within one step {near}, ordinal Krippendorff alpha {alpha}.",
        n=agreement.units,
        exact=_share(agreement.exact, look),
        near=_share(agreement.within_one, look),
        alpha=DASH if alpha is None else look.words.decimal(_exact(alpha), 2),
    )


def nothing_to_compare(comparison: Comparison, look: Look) -> tuple[str, str]:
    """Say why no action can be compared yet, and what would change that."""
    if not comparison.raters:
        return (
            look.say(N_("Nobody has assessed an action yet.")),
            look.say(
                N_("Grades given on this laptop count, and those of every logbook that you take in here.")
            ),
        )
    advice = look.say(N_("To compare, two raters must have graded one action: take in another logbook."))
    if len(comparison.raters) == 1:
        rater = name(*comparison.raters[0])
        return look.say(N_("Only one rater so far: {rater}."), rater=rater), advice
    raters = ", ".join(name(*rater) for rater in comparison.raters)
    return look.say(N_("No action has two raters yet.")), look.say(
        N_("{raters} graded different actions. {advice}"), raters=raters, advice=advice
    )


def all_agree(comparison: Comparison, look: Look) -> tuple[str, str]:
    """Say that no action is left on which raters differ."""
    return (
        look.say(
            N_("The raters agree on all actions that two or more graded: {n}."), n=len(comparison.actions)
        ),
        look.say(N_("Nothing is to be settled. Choose All to read their notes side by side.")),
    )


# One action ---------------------------------------------------------------------------------------


def state_words(rated: RatedAction, look: Look) -> str:
    """Say whether raters differ, and whether that is dealt with."""
    if rated.dropped:
        return look.say("not asked in this variant")
    if rated.settlement is not None:
        return look.say("settled by the director")
    return look.say(_STEPS[rated.spread] if rated.differs else N_("agree"))


def facts_words(rated: RatedAction, look: Look) -> str:
    """Say who was to act, since when and within what time."""
    limit = rated.action.within_ms
    facts = [
        look.say("all") if rated.action.cell == ALL_CELLS else rated.action.cell,
        look.say(
            "Inject released at {time}, limit {limit}",
            time=elapsed(rated.released_ms or 0),
            limit=look.say("no limit") if limit is None else span_text(limit),
        ),
    ]
    return BULLET.join(facts)


def weight_words(rated: RatedAction, look: Look) -> str:
    """Say that an action is critical or near a red line; empty for any other."""
    said = [look.say(N_("Critical action"))] if rated.action.critical else []
    if rated.red_lines:
        said.append(look.say(N_("Red line of this inject: {lines}"), lines=", ".join(rated.red_lines)))
    return BULLET.join(said)


def verdict_words(rated: RatedAction, look: Look) -> str:
    """Say what counts now, and why."""
    if rated.dropped:
        return look.say(N_("Counts as n/a: the variant that was released does not ask for it."))
    if rated.settlement is not None:
        return look.say(N_("Settled by the director: {grade}"), grade=grade(rated.counts, look))
    if not rated.differs:
        return look.say(
            N_("Counts now: {grade} (all {n} say so)"), grade=grade(rated.counts, look), n=len(rated.ratings)
        )
    return look.say(_median_message(rated), grade=grade(rated.counts, look), n=rated.grades)


def reason_words(rated: RatedAction, look: Look) -> str:
    """Say why the director settled it; empty where nobody did."""
    if rated.settlement is None:
        return ""
    return look.say(N_("Settled because: {reason}"), reason=rated.settlement.reason)


def advice_words(rated: RatedAction, look: Look) -> str:
    """Say what the director can do, or leave."""
    if rated.dropped:
        return look.say(N_("Settling it would change nothing."))
    if rated.settlement is not None:
        return look.say(
            N_("Without that, the raters' median would count: {grade}."), grade=grade(rated.median, look)
        )
    if rated.differs:
        return look.say(N_("To leave the median, just go on to the next action."))
    return look.say(N_("Nothing has to be settled here."))


def grade(completion: Completion, look: Look) -> str:
    """Return a grade in words."""
    return look.say(COMPLETIONS[completion][0])


# One rater ----------------------------------------------------------------------------------------


def name(station: str, author: str) -> str:
    """Return station and person; the station alone where nobody said their name."""
    return station if author == station else f"{station} {author}"


def latency_words(rating: Rating, limit_ms: int | None, look: Look) -> tuple[str, bool]:
    """Say how long after the release it was done, against its limit, and whether that is late.

    Empty for what was not done: there it says only when the rater gave up waiting.
    """
    if rating.completion not in ("met", "partial"):
        return "", False
    if limit_ms is None:
        return look.say(N_("after {span}, no limit"), span=span_text(rating.latency_ms)), False
    is_late = rating.latency_ms > limit_ms
    message = N_("late: after {span}, limit {limit}") if is_late else N_("after {span}, limit {limit}")
    return look.say(message, span=span_text(rating.latency_ms), limit=span_text(limit_ms)), is_late


def note_head(note: Note, look: Look) -> str:
    """Say what kind of note it is, when and how it was known, and that it is about the inject as a whole."""
    if isinstance(note, DecisionRecord):
        return BULLET.join((look.say(CATEGORIES[note.category]), clock_text(note.observed_ms), note.cell))
    said = [look.say(N_("FACT")), clock_text(note.observed_ms), look.say(SENSES[note.sense])]
    if note.action is None:
        said.append(look.say(N_("on all of {inject}"), inject=note.inject))
    if note.attachments:
        said.append(look.say(N_("attachments: {n}"), n=len(note.attachments)))
    return BULLET.join(said)


def judgement_of(note: Note, look: Look) -> tuple[str, str, str] | None:
    """Return head, icon and text of a judgement; None where the note holds the fact alone."""
    if not isinstance(note, ObservationRecord) or (note.judgement is None and note.bearing == "neutral"):
        return None
    words, icon = BEARINGS[note.bearing]
    return BULLET.join((look.say(N_("JUDGEMENT")), look.say(words))), icon, note.judgement or ""


def _row(rated: RatedAction, look: Look) -> Row:
    action = rated.action
    critical = BULLET + look.say("critical") if action.critical else ""
    return Row(
        id=action.full_id,
        cells=(
            Cell(words=action.full_id + critical, is_strong=True, second=look.typed(action.text)),
            *(_raters(rated, completion) for completion in _GRADES),
            Cell(
                words=grade(rated.counts, look), icon=COMPLETIONS[rated.counts][1], is_strong=True,
                second=state_words(rated, look),
            ),
        ),
    )  # fmt: skip


def _raters(rated: RatedAction, completion: Completion) -> Cell:
    """Name who gave a grade; a station with two raters is told apart by their names."""
    stations = [rating.station for rating in rated.ratings]
    names = [
        rating.station if stations.count(rating.station) == 1 else name(rating.station, rating.author)
        for rating in rated.ratings
        if rating.completion == completion
    ]
    return Cell(words=", ".join(names), icon=COMPLETIONS[completion][1] if names else "")


def _median_message(rated: RatedAction) -> str:
    if rated.grades == 1:
        return N_("Counts now: {grade} (the only grade: n/a counts where nobody gives one)")
    if rated.grades % 2:
        return N_("Counts now: {grade} (median of {n})")
    return N_("Counts now: {grade} (median of {n}; an even split takes the lower)")


def _share(share: float | None, look: Look) -> str:
    return DASH if share is None else f"{look.words.decimal(_exact(share) * 100, 0)} %"


def _exact(value: float) -> Fraction:
    return Fraction(str(round(value, 6)))
