"""What each act of an observer asks for: its form and the service it calls; it shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from tabletop.domain.play.events import Letter
from tabletop.domain.play.journal import Recorded
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import evaluation, observation, recording
from tabletop.services.session import Hand
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import observer_words
from tabletop.ui.item_models.debrief_words import LETTERS
from tabletop.ui.item_models.observer_entries import ObserverEntry
from tabletop.ui.look import Look
from tabletop.ui.pages import observer_entry
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.observer_entry import latest_wall, require_come
from tabletop.ui.pages.typed_times import typed_wall
from tabletop.ui.widgets.form import Field, FormText

_LONGEST_CHOICE = 60
_MILLISECOND = timedelta(milliseconds=1)
MOST_SHEETS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserverDesk:
    """What the observer has before them when a verb is asked for."""

    look: Look
    bridge: Bridge
    selected: ObserverEntry | None
    """The entry that is meant: the chosen one, else the newest."""
    inject: str
    seen_at: datetime | None
    form: str | None
    print_sheets: Callable[[int, int], None]

    def say(self, message: str, **fields: object) -> str:
        """Return a message in the window's language."""
        return self.look.say(message, **fields)

    @property
    def now(self) -> datetime:
        """Return the own wall clock."""
        return self.bridge.session.clock.read().wall_at


def red_line(desk: ObserverDesk) -> Ask:
    """Ask which red line was crossed and when that was seen; those of the chosen inject come first."""
    session = desk.bridge.session
    lines = list(session.scenario.red_lines)
    if not lines:
        raise UserError("no-red-lines")
    chosen = session.outlook.injects.get(desk.inject)
    near = chosen.red_lines if chosen is not None else ()
    lines.sort(key=lambda line: line.id not in near)
    words = {line.id: desk.look.typed(line.text) for line in lines}
    text = FormText(
        title=desk.say(N_("A red line was crossed")),
        submit=desk.say(N_("Record")),
        fields=_breach_fields(desk, words),
        is_dangerous=True,
    )

    async def run(values: Values) -> None:
        seen_at = latest_wall(str(values["seen"]), desk.now)
        require_come(seen_at, desk.now, str(values["seen"]))
        await desk.bridge.attempt(
            observer_entry.note_breach, str(values["line"]), inject=str(values["inject"]) or None,
            grave=bool(values["grave"]), note=str(values["note"]).strip() or None,
            seen_at=seen_at, form=desk.form,
        )  # fmt: skip

    return Ask(text=text, run=run, below=lambda values: {"line": words[str(values["line"])]})


def _breach_fields(desk: ObserverDesk, lines: dict[str, str]) -> tuple[Field, ...]:
    say = desk.say
    injects = observer_words.inject_choices(desk.bridge.session.scenario, desk.look)
    is_unknown = desk.form is not None and desk.seen_at is None  # paper says it
    seen = "" if is_unknown else desk.look.wall(desk.seen_at or desk.now)
    return (
        Field(name="note", label=say(N_("What happened")), lines=2),
        Field(
            name="line", label=say(N_("Red line")), kind="choice", value=next(iter(lines)),
            choices=[(line, _short(f"{line}  {words}")) for line, words in lines.items()],
        ),
        Field(name="seen", label=say(N_("Seen at, on my clock")), value=seen),
        Field(
            name="inject", label=say(N_("Inject")), kind="choice", value=desk.inject,
            choices=[(number, _short(words)) for number, words in injects],
        ),
        Field(
            name="grave", label=say(N_("Grave: with harm to people or to the vote")), kind="choice",
            value="", choices=[("", say(N_("not grave"))), ("grave", say(N_("grave")))],
        ),
    )  # fmt: skip


def rate(desk: ObserverDesk) -> Ask:
    """Ask for this observer's letter, and why."""
    say = desk.say
    targets = observer_words.target_choices(desk.bridge.session.scenario, desk.look)
    words = dict(targets)
    text = FormText(
        title=say(N_("Rate a target")),
        intro=say(N_("Your own letter. The evaluators decide on the official one.")),
        submit=say(N_("Give the letter")),
        fields=(
            Field(
                name="target", label=say(N_("For")), kind="choice", value="overall",
                choices=[(target, _short(named)) for target, named in targets],
            ),
            Field(
                name="letter", label=say(N_("Letter")), kind="choice", value="P",
                choices=[(letter, f"{letter}  {say(LETTERS[letter])}") for letter in get_args(Letter)],
            ),
            Field(name="why", label=say(N_("Reason")), lines=3),
        ),
    )  # fmt: skip

    async def run(values: Values) -> None:
        letter = next(each for each in get_args(Letter) if each == values["letter"])
        await desk.bridge.attempt(
            evaluation.rate, str(values["target"]), letter, why=str(values["why"]).strip() or None,
            hand=Hand(form=desk.form),
        )  # fmt: skip

    def below(values: Values) -> dict[str, str]:
        target = str(values["target"])
        return {"target": "" if target == "overall" else words[target]}

    return Ask(text=text, run=run, below=below)


def withdraw(desk: ObserverDesk) -> Ask:
    """Ask why the chosen entry is withdrawn."""
    say, entry = desk.say, chosen_entry(desk)
    text = FormText(
        title=say(N_("Withdraw an entry")),
        intro=say(N_("It counts no more; both rows stay in the log.")),
        facts=(f"{entry.time}  {entry.kind}", " ".join(entry.text.split())),
        submit=say(N_("Withdraw")),
        fields=(Field(name="reason", label=say(N_("Reason"))),),
    )

    async def run(values: Values) -> None:
        hand = Hand(reason=str(values["reason"]))
        await desk.bridge.attempt(observation.withdraw_entry, entry.seq, hand=hand)

    return Ask(text=text, run=run)


def chosen_entry(desk: ObserverDesk) -> ObserverEntry:
    """Return the entry that is meant if it stands, or refuse."""
    entry = desk.selected
    if entry is None or not entry.can_be_corrected:
        raise UserError("no-entry-chosen")
    observation.standing_entry(desk.bridge.session, entry.seq)
    return entry


def undo(desk: ObserverDesk) -> Ask:
    """Name the act that would be taken back."""
    target = recording.undo_target(desk.bridge.session)
    if target is None:
        raise UserError("nothing-to-undo", station=desk.bridge.session.station)
    text = FormText(
        title=desk.say(N_("Undo the last act")),
        intro=desk.say(N_("Both rows stay in the log; this one counts no more.")),
        facts=(_named(target, desk.look),),
        submit=desk.say(N_("Undo")),
    )

    async def run(_values: Values) -> None:
        await desk.bridge.attempt(observer_entry.undo_named, target.entry.seq)

    return Ask(text=text, run=run)


def sync(desk: ObserverDesk) -> Ask:
    """Ask what the director's clock shows at the moment of Enter."""
    say, session = desk.say, desk.bridge.session
    marks = observer_words.standing_marks(session.recorded, desk.bridge.state)
    clock = observer_words.own_clock(session.recorded, session.station)
    text = FormText(
        title=say(N_("Compare with the director's clock")),
        intro=say(
            N_(
                "Look at the director's clock. Type the full minute that comes next, and press Enter at the"
                " very moment when it is reached."
            )
        ),
        submit=say(N_("Now")),
        fields=(Field(name="time", label=say(N_("The director's clock shows"))),),
    )

    async def run(values: Values) -> None:
        now = desk.now
        offset_ms = (now - typed_wall(str(values["time"]), now)) // _MILLISECOND
        await desk.bridge.attempt(observation.sync_clock, session.station, offset_ms=offset_ms)

    told = "\n".join(observer_words.mark_lines(clock, marks, desk.look))
    return Ask(text=text, run=run, below=lambda _values: {"time": told})


def sheets(desk: ObserverDesk) -> Ask:
    """Ask how many blank forms are to be printed, and from which number on."""
    say = desk.say
    text = FormText(
        title=say(N_("Print observer sheets")),
        intro=say(N_("Each form has its own number; no number may be printed twice.")),
        submit=say(N_("Print")),
        fields=(
            Field(name="first", label=say(N_("First number")), kind="number", value=1, limits=(1, 9_999)),
            Field(name="count", label=say(N_("How many")), kind="number", value=10, limits=(1, MOST_SHEETS)),
        ),
    )

    async def run(values: Values) -> None:
        desk.print_sheets(int(values["first"]), int(values["count"]))

    return Ask(text=text, run=run)


def _named(target: Recorded, look: Look) -> str:
    return observer_words.act_words(target, look) or target.entry.kind


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_CHOICE else words[: _LONGEST_CHOICE - 1].rstrip() + "…"


ASKS: dict[str, Callable[[ObserverDesk], Ask]] = {
    "observer-red-line": red_line,
    "observer-rate": rate,
    "observer-withdraw": withdraw,
    "observer-undo": undo,
    "observer-sync": sync,
    "print-sheets": sheets,
}
"""Verbs that ask before they act; `observer-undo` does once its ten seconds are over."""
