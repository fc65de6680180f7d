"""What each act of the debrief asks for: form, card and the service it calls; it shows nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.play.events import Completion, Letter
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import ObjectiveScore, OverallScore
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import evaluation
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.debrief_words import (
    DEFINITIONS,
    LETTERS,
    capped,
    letter_line,
    target_title,
)
from tabletop.ui.look import Look
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.widgets.form import Field, FormText

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


# Letters ------------------------------------------------------------------------------------------


def rate(desk: Desk) -> Ask:
    """Ask for an official letter; the system's suggestion stays in sight."""
    say, targets = desk.say, _targets(desk)
    chosen = next((target for target, _ in targets if target == desk.row), "overall")
    score = _score_of(desk, chosen)
    letter = (score.rated or score.letter) if score else None
    text = FormText(
        title=say(N_("Official letter")),
        submit=say(N_("Give the letter")),
        fields=(
            Field(name="target", label=say(N_("For")), kind="choice", value=chosen, choices=targets),
            Field(
                name="letter", label=say(N_("Letter")), kind="choice", value=letter or "P",
                choices=[(each, letter_line(each, desk.look)) for each in LETTERS],
            ),
            Field(name="why", label=say(N_("Reason")), lines=3),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        target, given = str(values["target"]), _letter(values)
        why = str(values["why"]).strip()
        suggested = _score_of(desk, target)
        if suggested is not None and suggested.letter != given and not why:
            suggestion = suggested.letter or say(N_("no letter"))
            raise UserError("letter-needs-reason", letter=given, suggestion=suggestion)
        await desk.bridge.attempt(evaluation.rate, target, given, why=why or None)

    def follow(before: Values, now: Values) -> Values:
        suggested = _score_of(desk, str(now["target"]))
        is_other = before["target"] != now["target"]
        return {"letter": suggested.letter} if is_other and suggested and suggested.letter else {}

    return Ask(text=text, run=run, about=lambda values: _about_letter(desk, values), follow=follow)


def _targets(desk: Desk) -> list[tuple[str, str]]:
    """Return what a letter can be given to: the whole, each objective, and its targets below it."""
    targets = [("overall", desk.say(N_("Overall")))]
    for objective in desk.bridge.session.scenario.objectives:
        targets.append((objective.id, listed(f"{objective.id}  {desk.look.typed(objective.title)}")))
        targets += [
            (each.id, listed(f"{each.id}  {desk.look.typed(each.text)}")) for each in objective.targets
        ]
    return targets


def _about_letter(desk: Desk, values: Values) -> list[str]:
    target, say = str(values["target"]), desk.say
    lines = [target_title(target, desk.bridge.session.scenario, desk.look)]
    score = _score_of(desk, target)
    if score is not None:
        lines.append(_suggestion(desk, score))
    given = [
        f"{rating.letter} ({rating.author})" for rating in desk.debrief.ratings if rating.target == target
    ]
    letters = ", ".join(given) or say(N_("none yet"))
    lines.append(say(N_("Official letter so far: {letters}"), letters=letters))
    letter = _letter(values)
    lines.append(f"{letter}: {say(DEFINITIONS[letter])}")
    return lines


def suggestion_for(desk: Desk, target: str) -> list[str]:
    """Say what T1 suggests for a target, where it says anything."""
    score = _score_of(desk, target)
    return [_suggestion(desk, score)] if score is not None else []


def _suggestion(desk: Desk, score: ObjectiveScore | OverallScore) -> str:
    percent = "" if score.percent is None else f"{desk.look.words.percent(score.percent)} %"
    letter = score.letter or desk.say(N_("no letter"))
    said = [
        desk.say(N_("The system suggests {letter}"), letter=letter),
        percent,
        capped(score.capped_by, desk.look),
    ]
    return ", ".join(part for part in said if part)


def _score_of(desk: Desk, target: str) -> ObjectiveScore | OverallScore | None:
    """Return what T1 says of a target; nothing is said of capability targets."""
    if target == "overall":
        return desk.debrief.score.overall
    return next((score for score in desk.debrief.score.objectives if score.id == target), None)


def _letter(values: Values) -> Letter:
    return next(letter for letter in LETTERS if letter == values["letter"])


def listed(words: str) -> str:
    """Return a text as short as a list of choices shows it; the card above the form has all of it."""
    if len(words) <= _LONGEST_CHOICE:
        return words
    return words[: _LONGEST_CHOICE - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
