"""Why a number is what it is: figures opened one behind the other, with a way back; it must not act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tabletop.i18n import N_
from tabletop.services import evaluation
from tabletop.services.session import Session
from tabletop.ui.item_models.why_page import RATE, Played, why_page
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_layout import ACTIONS, DECISIONS, SUMMARY, DebriefLayout
from tabletop.ui.widgets.debrief_side import SidePanel
from tabletop.ui.widgets.link_line import Link
from tabletop.ui.widgets.why_panel import WhyPanel


def read_played(session: Session) -> Played:
    """Return the debrief and what it was made from, all of one moment."""
    return Played(
        scenario=session.scenario, state=session.state, recorded=session.recorded,
        debrief=evaluation.debrief(session),
    )  # fmt: skip


@dataclass(slots=True)
class _Step:
    """A figure on the way, and the row that was chosen in it."""

    figure: str
    selected: str | None = None


class DebriefWhy:
    """Shows the last figure of a way at the right of the work, unless a form stands there."""

    def __init__(
        self, look: Look, parts: DebriefLayout, *, parent: QWidget, rate: Callable[[str], None],
        say: Callable[[str], None], left: Callable[[], None], put_aside: Callable[[], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._parts = parts
        self._parent = parent
        self._rate = rate
        self._say = say
        self._left = left
        self._put_aside = put_aside
        self._way: list[_Step] = []
        self._played: Played | None = None
        self.panel: WhyPanel | None = None

    # Where it opens -------------------------------------------------------------------------------

    def open_chosen(self) -> None:
        """Open the figure of the number with the focus, else of the selected row of the open part."""
        parts, focus = self._parts, QApplication.focusWidget()
        if isinstance(focus, Link):
            self.open(focus.figure)
        elif parts.tab == SUMMARY and parts.summary.objectives.selected:
            self.open(f"objective:{parts.summary.objectives.selected}")
        elif parts.tab == ACTIONS:
            chosen = parts.grades.table.selected
            self.open(f"action:{chosen}" if chosen else "coverage")
        elif parts.tab == DECISIONS:
            self._open_decision(parts.decisions.table.selected)
        else:
            self.open("overall")

    def _open_decision(self, row: str | None) -> None:
        """Open the inject that a decision answers."""
        decisions = self._played.state.decisions if self._played else ()
        inject = next((d.inject for d in decisions if f"{d.row[0]}:{d.row[1]}" == row), None)
        if inject is None:
            self._say(self._look.say(N_("This decision answers no inject: no number is made from it.")))
        else:
            self.open(f"inject:{inject}")

    def open(self, figure: str) -> bool:
        """Begin a way with a figure; a form that stands there gives way. Tell whether it was found."""
        self._put_aside()
        self._way = [_Step(figure)]
        self._show()
        self.take_focus()
        return self.is_open

    # The way --------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Tell whether a figure stands at the right."""
        return self.panel is not None

    @property
    def target(self) -> str | None:
        """Return what a letter is asked for while the focus is on a figure."""
        panel = self.panel
        has_focus = panel is not None and panel.isAncestorOf(QApplication.focusWidget() or self._parent)
        return (panel.target or None) if panel is not None and has_focus else None

    def follow(self, leads_to: str) -> None:
        """Open what a row leads to: the form of a letter, or a figure behind this one."""
        if leads_to.startswith(RATE):
            self._rate(leads_to.removeprefix(RATE))
            return
        self._keep_selected()
        self._way.append(_Step(leads_to))
        self._show()

    def go_back(self) -> None:
        """Show the figure before; from the first one, leave."""
        if len(self._way) > 1:
            self._way.pop()
            self._show()
        else:
            self.close()

    def close(self) -> None:
        """Take the panel away."""
        self._way = []
        self.show_side(None)
        self._left()

    def take_focus(self) -> None:
        """Put the focus on the steps of the figure."""
        if self.panel is not None:
            self.panel.take_focus()

    # What is shown --------------------------------------------------------------------------------

    def show_side(self, form: SidePanel | None) -> None:
        """Put a form at the right; where it is taken away the figure comes back that it covered."""
        self._keep_selected()
        self.panel = None
        self._parts.show_side(form)
        if form is None and self._way:
            self._show()

    def show_played(self, played: Played) -> None:
        """Take what was read anew; the figure that is open follows it."""
        self._played = played
        if self.panel is not None:
            self._keep_selected()
            self._show()

    def keep(self) -> dict[str, Any]:
        """Return the way, for a window that is built anew."""
        self._keep_selected()
        return {"played": self._played, "way": [(step.figure, step.selected) for step in self._way]}

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back, with the focus on it: Esc and the arrows go on as before."""
        self._played = kept["played"]
        self._way = [_Step(figure, selected) for figure, selected in kept["way"]]
        if self._way:
            self._show()
            self.take_focus()

    def _show(self) -> None:
        """Show the last figure of the way that the exercise still has: an undo may take one away."""
        while self._way and self._played is not None:
            step = self._way[-1]
            try:
                page = why_page(step.figure, self._played, self._look)
            except KeyError:
                self._way.pop()
                continue
            panel = self._panel()
            panel.show_page(page, has_back=len(self._way) > 1, selected=step.selected)
            return
        self._way = []
        if self.panel is not None:
            self.close()

    def _panel(self) -> WhyPanel:
        if self.panel is None:
            self.panel = panel = WhyPanel(self._look, self._parent)
            panel.opened.connect(self.follow)
            panel.back_asked.connect(self.go_back)
            panel.left.connect(self.close)
            panel.letter_asked.connect(self._rate)
            self._parts.show_side(panel, wants_room=True)
        return self.panel

    def _keep_selected(self) -> None:
        if self.panel is not None and isValid(self.panel) and self._way:
            self._way[-1].selected = self.panel.table.selected
