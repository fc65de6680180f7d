"""An exercise that another laptop wrote: what may be done with it here, in words; it must not open one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.workplace import Opening
from tabletop.ui.item_models.exercise_words import STAGES, day, hour
from tabletop.ui.look import Look, clock_text
from tabletop.ui.widgets.home_choices import Choice, Choices, Dilemma
from tabletop.wording import refusal as worded

_TAKES_OVER: dict[str, str] = {
    "before": N_("This laptop conducts from here on, in a file of its own. The exercise has not begun."),
    "ended": N_("This laptop goes on from here, in a file of its own. The exercise ended at T+{time}."),
}
_TAKES_OVER_PAUSED = N_("This laptop conducts from here on, in a file of its own, paused at T+{time}.")


class ElsewherePage(QWidget):
    """Holds the question while it is open; nothing is touched before it is answered."""

    left = Signal()
    take_over_asked = Signal(object)
    """The Opening: another laptop's file, shadow folder or journal."""
    adopt_asked = Signal(object)
    """The path of a file that was moved here for good."""
    merge_asked = Signal(list)
    """The one path, to be merged into the open exercise."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._opening: Opening | None = None
        self._merges_into = ""
        self._form: Choices | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def is_open(self) -> bool:
        """Tell whether the question is shown."""
        return self._form is not None

    def ask(self, opening: Opening, merges_into: str) -> None:
        """Ask about a file or shadow folder; `merges_into` is the open exercise that it may belong to."""
        self._clear()
        self._opening, self._merges_into = opening, merges_into
        form = Choices(self._look, dilemma_of(opening, merges_into, self._look), self)
        form.chosen.connect(self._choose)
        form.left.connect(self.leave)
        self._column.addWidget(form)
        self._form = form

    def leave(self) -> None:
        """Leave everything as it is."""
        if self._form is not None:
            self._clear()
            self.left.emit()

    def focus_first(self) -> None:
        """Put the focus on the first answer; an answer before is done with."""
        if self._form is not None:
            self._form.set_busy(busy=False)
            self._form.focus_first()

    def say_refusal(self, refusal: UserError) -> None:
        """Say why nothing was done."""
        self.say_trouble(worded(refusal, self._look.words))

    def say_trouble(self, words: str) -> None:
        """Say what went wrong."""
        if self._form is not None:
            self._form.say_trouble(words)

    def keep(self) -> dict[str, Any] | None:
        """Return what is asked about, if the question is open."""
        return None if self._form is None else {"opening": self._opening, "merges_into": self._merges_into}

    def restore(self, kept: dict[str, Any] | None) -> None:
        """Ask again."""
        if kept is not None:
            self.ask(**kept)

    def _clear(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _choose(self, choice: str) -> None:
        opening = self._opening
        assert opening is not None  # noqa: S101 - it was asked about
        acts: dict[str, Callable[[], None]] = {
            "take-over": lambda: self.take_over_asked.emit(opening),
            "adopt": lambda: self.adopt_asked.emit(opening.path),
            "merge": lambda: self.merge_asked.emit([opening.path]),
        }
        acts[choice]()


def dilemma_of(opening: Opening, merges_into: str, look: Look) -> Dilemma:
    """Return the question in words."""
    if opening.is_logbook:
        title = N_("This logbook comes from another laptop")
    elif opening.is_shadow:
        title = N_("This is the shadow log of an exercise")
    else:
        title = N_("This exercise comes from another laptop")
    choices = _choices(opening, merges_into, look)
    elsewhere = N_(
        "Nothing was changed yet. Open the director's exercise first: a shadow log is merged there."
    )
    return Dilemma(
        title=look.say(title),
        intro=look.say(N_("Nothing was changed yet.") if choices else elsewhere),
        choices=choices,
        subject=look.typed(opening.title),
        facts=_facts(opening, look),
    )


def _choices(opening: Opening, merges_into: str, look: Look) -> list[Choice]:
    """Return the answers, the most likely first."""
    merge = [_merge(merges_into, look)] if merges_into else []
    if opening.is_logbook:
        return [*merge, *([] if opening.is_shadow else [_go_on(opening, look)])]
    take_over = _take_over(opening, look)
    return [*merge, take_over, *([] if opening.is_shadow or merge else [_go_on(opening, look)])]


def _merge(merges_into: str, look: Look) -> Choice:
    leads_to = N_("Its rows come into {title}, which is open here. The file itself stays as it is.")
    return Choice(
        id="merge",
        act=look.say(N_("Merge into the open exercise")),
        leads_to=look.say(leads_to, title=merges_into),
    )


def _take_over(opening: Opening, look: Look) -> Choice:
    from_here = _TAKES_OVER.get(opening.stage, _TAKES_OVER_PAUSED)
    later = N_(
        "If {station} logged more there, merge it later: every row is kept, and you choose which counts."
    )
    return Choice(
        id="take-over",
        act=look.say(N_("Take over as {station}"), station=opening.successor),
        leads_to="\n".join(
            (
                look.say(from_here, time=clock_text(opening.elapsed_ms)),
                look.say(later, station=opening.station),
            )
        ),
    )


def _go_on(opening: Opening, look: Look) -> Choice:
    """Return the answer that goes on under the same name: right only where one laptop has that name."""
    moved = N_("It was moved here for good, and {station} goes on here.")
    warning = N_(
        "Not if the old laptop goes on: two laptops would write as {station} and contradict each other."
    )
    return Choice(
        id="adopt",
        act=look.say(N_("Go on as {station}"), station=opening.station),
        leads_to=look.say(moved, station=opening.station),
        warning=look.say(warning, station=opening.station),
    )


def _facts(opening: Opening, look: Look) -> list[tuple[str, str]]:
    say = look.say
    facts = [(say(N_("Station")), opening.station)]
    if not opening.is_logbook:
        stage = say(STAGES[opening.stage][0])
        at = say(N_("{stage} at T+{time}"), stage=stage, time=clock_text(opening.elapsed_ms))
        facts.append((say("Stage"), stage if opening.stage == "before" else at))
    facts.append((say("Entries"), str(opening.rows)))
    if opening.last_at is not None:
        facts.append((say(N_("Last entry")), f"{day(opening.last_at)} {hour(opening.last_at, look)}"))
    return [*facts, (say("File"), str(opening.path))]
