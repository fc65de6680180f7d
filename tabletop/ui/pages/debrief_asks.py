"""What an evaluator has before them when something is asked for, and what T1 says; it shows nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.play.events import Completion
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import ObjectiveScore, OverallScore
from tabletop.i18n import N_
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.debrief_words import capped
from tabletop.ui.look import Look

_LONGEST_CHOICE = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the evaluator has before them: the debrief as shown, and the row that is selected there."""

    look: Look
    bridge: Bridge
    debrief: Debrief
    row: str | None = None
    completion: Completion | None = None

    def say(self, message: str, **fields: object) -> str:
        """Return a message in the window's language."""
        return self.look.say(message, **fields)


def suggestion_for(desk: Desk, target: str) -> list[str]:
    """Say what T1 suggests for a target, where it says anything."""
    score = score_of(desk, target)
    return [suggestion(desk, score)] if score is not None else []


def suggestion(desk: Desk, score: ObjectiveScore | OverallScore) -> str:
    """Say what T1 suggests, and on what percent."""
    percent = "" if score.percent is None else f"{desk.look.words.percent(score.percent)} %"
    letter = score.letter or desk.say(N_("no letter"))
    said = [
        desk.say(N_("The system suggests {letter}"), letter=letter),
        percent,
        capped(score.capped_by, desk.look),
    ]
    return ", ".join(part for part in said if part)


def score_of(desk: Desk, target: str) -> ObjectiveScore | OverallScore | None:
    """Return what T1 says of a target; nothing is said of capability targets."""
    if target == "overall":
        return desk.debrief.score.overall
    return next((score for score in desk.debrief.score.objectives if score.id == target), None)


def listed(words: str) -> str:
    """Return a text as short as a list of choices shows it; the card above the form has all of it."""
    if len(words) <= _LONGEST_CHOICE:
        return words
    return words[: _LONGEST_CHOICE - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
