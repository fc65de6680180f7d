"""What section 2 says: reasons, the division by hand, keys, end states; it must not place anything."""

from __future__ import annotations

from fractions import Fraction

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.result.scoring import ObjectiveScore
from tabletop.i18n import N_
from tabletop.reports.debrief_edition import (
    EN_DASH,
    Edition,
    listed,
)
from tabletop.reports.debrief_figures import by_fate, lost_points, weighted_sum
from tabletop.reports.frame import Typed

_MOST_IDS = 6
_MOST_SERVED = 8
_MOST_PLACES = 4
FATES = {
    "waiting": N_("not released"),
    "untriggered": N_("not triggered"),
    "held": N_("held"),
    "skipped": N_("skipped"),
    "retracted": N_("retracted"),
    "declined": N_("declined"),
}


def not_counted(edition: Edition) -> str:
    """Say how many injects were released and name those that are not in the score."""
    voice, fates = edition.voice, by_fate(edition.debrief)
    total = len(edition.debrief.injects)
    released = total - sum(len(group) for group in fates.values())
    if edition.is_bilingual:
        parts = [f"{released}/{total} " + voice.slash(N_("released"))]
    else:
        injects = voice.label("injects").first
        message = N_("{n} of {total} {injects} released")
        parts = [voice.say(message, n=released, total=total, injects=injects)]
    for fate, group in fates.items():
        numbers = listed([inject.number for inject in group], _MOST_IDS)
        parts.append(f"{numbers} {voice.slash(FATES[fate])}")
    return "; ".join(parts)


def reason_for(edition: Edition, score: ObjectiveScore) -> Typed:
    """Say why the letter is what it is: the evaluator's words, else which actions lost points.

    Where the official letter differs from T1's, that stands first: it is what a reader asks.
    """
    voice = edition.voice
    name = voice.say(N_("reason for {id}"), id=score.id)
    lead = ""
    if score.rated and score.letter and score.rated != score.letter:
        lead = voice.say(N_("{rated}, not {suggested}:"), rated=score.rated, suggested=score.letter)
    elif score.letter is None and score.percent is not None:
        lead = voice.say(N_("Too little evidence for a letter:"))
    if score.rated_why:
        says_so = lead.casefold() in score.rated_why.casefold()
        return Typed(score.rated_why, name, lead="" if says_so else lead)
    return Typed(_points_lost(edition, score), name, lead=lead)


def _points_lost(edition: Edition, score: ObjectiveScore) -> str:
    voice = edition.voice
    if score.percent is None:
        return voice.say(N_("No action of this objective was graded."))
    lost = [
        f"{action.id} {voice.first.points(action.score or Fraction(0))}/{action.points}"
        for action in lost_points(edition.debrief, score.id)
    ]
    if not lost:
        return voice.say(N_("All graded actions met in time."))
    return voice.say(N_("Points lost: {actions}."), actions=listed(lost, _MOST_IDS))


def division_name(edition: Edition) -> str:
    """Name the division, simpler where every weight is 1."""
    weights = {score.weight for score in edition.debrief.score.objectives}
    if weights == {Fraction(1)}:
        return edition.voice.slash(N_("Sum of % ÷ sum of weights"))
    return edition.voice.slash(N_("Sum of (weight × %) ÷ sum of weights"))  # noqa: RUF001 - a formula's sign


def division(edition: Edition) -> tuple[str, str]:
    """Return the division in as few decimals as give the printed result, and that result."""
    spoken, overall = edition.voice.first, edition.debrief.score.overall
    total, weights = weighted_sum(edition.debrief)
    if not weights:
        return EN_DASH, ""
    places = 1
    while places < _MOST_PLACES and spoken.percent(_rounded(total, places) / weights) != spoken.percent(
        total / weights
    ):
        places += 1
    sides = f"{spoken.decimal(total, places)} ÷ {spoken.points(weights)}"
    if overall.percent is None:
        return sides, "= " + edition.voice.say(N_("insufficient evidence"))
    return sides, f"= {spoken.percent(overall.percent)} %"


def _rounded(value: Fraction, places: int) -> Fraction:
    return Fraction((value * 10**places + Fraction(1, 2)).__floor__(), 10**places)


def letter_key(edition: Edition) -> str:
    """Return the four letters in words; M still means that the objective was achieved."""
    if edition.is_bilingual:
        short = (N_("without challenges"), N_("with some"), N_("with major"), N_("not performed"))
        pairs = [edition.voice.pair(words) for words in short]
        named = zip("PSMU", pairs, strict=True)
        return " · ".join(f"{letter} {pair.first}/{pair.second}" for letter, pair in named)
    return edition.voice.say(
        N_("P without challenges · S some challenges · M major, objective still achieved · U not performed")
    )


def end_states(edition: Edition) -> str:
    """Say which objectives serve which end state: `Keadaan akhir: Aman O3, O6; Lancar O1`."""
    parts = []
    for state in edition.scenario.end_states:
        served = [o.id for o in edition.scenario.objectives if state.id in o.end_states]
        if served:
            parts.append(f"{edition.voice.typed(state.title).first} {listed(served, _MOST_SERVED)}")
    return edition.voice.slash(N_("End states")) + ": " + "; ".join(parts) if parts else ""


def end_states_of(edition: Edition, objective: Objective) -> str:
    """Return the end states that one objective serves: `→ Aman, Lancar`."""
    states = [state for state in edition.scenario.end_states if state.id in objective.end_states]
    named = ", ".join(edition.voice.typed(state.title).first for state in states)
    return f"→ {named}" if named else ""
