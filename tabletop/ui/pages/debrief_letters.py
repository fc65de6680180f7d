"""Official letters of objectives, capability targets and the whole: what is asked for; it shows nothing."""

from __future__ import annotations

from tabletop.domain.play.events import Letter
from tabletop.domain.result.letters import caps_on, letters_given
from tabletop.domain.result.scoring import letter_cap, worse
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import evaluation
from tabletop.ui.item_models.debrief_words import LETTERS, letter_line, target_title
from tabletop.ui.item_models.letter_words import cap_words, definition, given_line
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.debrief_asks import Desk, listed, score_of, suggestion
from tabletop.ui.widgets.form import Field, FormText


def rate(desk: Desk) -> Ask:
    """Ask for an official letter; suggestion, caps and what was given before stay in sight."""
    targets = _targets(desk)
    chosen = next((target for target, _ in targets if target == desk.row), "overall")

    async def run(values: Values) -> None:
        target, given = str(values["target"]), _letter(values)
        why = str(values["why"]).strip()
        if given is None:
            raise UserError("letter-not-chosen")
        suggested = score_of(desk, target)
        is_above = _cap_below(desk, target, given) is not None  # there the service asks for the reason
        if suggested is not None and suggested.letter != given and not why and not is_above:
            suggestion = suggested.letter or desk.say(N_("no letter"))
            raise UserError("letter-needs-reason", letter=given, suggestion=suggestion)
        await desk.bridge.attempt(evaluation.rate, target, given, why=why or None)

    def follow(before: Values, now: Values) -> Values:
        target = str(now["target"])
        return {"letter": _likely(desk, target)} if before["target"] != target else {}

    return Ask(
        text=_form(desk, targets, chosen), run=run, follow=follow,
        about=lambda values: _about(desk, str(values["target"])),
        below=lambda values: _below(desk, values),
    )  # fmt: skip


def _form(desk: Desk, targets: list[tuple[str, str]], chosen: str) -> FormText:
    say = desk.say
    return FormText(
        title=say(N_("Official letter")),
        submit=say(N_("Give the letter")),
        fields=(
            Field(name="target", label=say(N_("For")), kind="choice", value=chosen, choices=targets),
            Field(
                name="letter", label=say(N_("Letter")), kind="choice", value=_likely(desk, chosen),
                choices=[
                    ("", say(N_("choose a letter"))),
                    *((each, letter_line(each, desk.look)) for each in LETTERS),
                ],
            ),
            Field(name="why", label=say(N_("Reason")), lines=3),
        ),
    )  # fmt: skip


def _targets(desk: Desk) -> list[tuple[str, str]]:
    """Return what a letter can be given to: the whole, each objective, and its targets below it."""
    targets = [("overall", desk.say(N_("Overall")))]
    for objective in desk.bridge.session.scenario.objectives:
        targets.append((objective.id, listed(f"{objective.id}  {desk.look.typed(objective.title)}")))
        targets += [
            (each.id, listed(f"{each.id}  {desk.look.typed(each.text)}")) for each in objective.targets
        ]
    return targets


def _likely(desk: Desk, target: str) -> str:
    """Return the letter to begin with: the official one, else the suggestion; targets begin with none."""
    session = desk.bridge.session
    given = letters_given(target, desk.bridge.state, session.recorded)
    if given and given[0].is_official:
        return given[0].letter
    score = score_of(desk, target)
    return (score.letter or "") if score else ""


def _about(desk: Desk, target: str) -> list[str]:
    """Say what the letter is given to, what is suggested, what caps it, and what was given before."""
    look = desk.look
    session, state = desk.bridge.session, desk.bridge.state
    lines = [target_title(target, session.scenario, look)]
    score = score_of(desk, target)
    if score is not None:
        lines.append(suggestion(desk, score))
    lines += [cap_words(cap, look) for cap in caps_on(target, session.scenario, state)]
    given = letters_given(target, state, session.recorded)
    lines += [given_line(each, look) for each in given] or [desk.say(N_("No letter was given yet."))]
    return lines


def _below(desk: Desk, values: Values) -> dict[str, str]:
    """Say below the letter what it means, and below the reason that one must be written."""
    letter = _letter(values)
    if letter is None:
        return {}
    is_written = bool(str(values["why"]).strip())
    return {
        "letter": definition(letter, desk.look),
        "why": "" if is_written else _why_needed(desk, str(values["target"]), letter),
    }


def _why_needed(desk: Desk, target: str, letter: Letter) -> str:
    """Say that a reason must be written, before the form refuses to go without one."""
    cap, score = _cap_below(desk, target, letter), score_of(desk, target)
    if cap is not None:
        return desk.say(N_("Write a reason: {letter} is above the cap {cap}."), letter=letter, cap=cap)
    if score is not None and score.letter is not None and score.letter != letter:
        words = N_("Write a reason: the system suggests {suggestion}.")
        return desk.say(words, suggestion=score.letter)
    return (
        desk.say(N_("Write a reason: the system suggests no letter.")) if score and not score.letter else ""
    )


def _cap_below(desk: Desk, target: str, letter: Letter) -> Letter | None:
    """Return the cap that a letter is above, None where it is above none."""
    cap = letter_cap(desk.bridge.session.scenario, desk.bridge.state, target)
    return cap if cap is not None and worse(letter, cap) != letter else None


def _letter(values: Values) -> Letter | None:
    return next((letter for letter in LETTERS if letter == values["letter"]), None)
