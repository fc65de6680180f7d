"""The head of an observer's logbook: own clock, who watches which cells, save state; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look, Room
from tabletop.ui.widgets.elided_label import ElidedLabel
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.mode_bar import RING


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserverFacts:
    """What the head shows at one moment; `offset` says in words how the clock stands to the director's."""

    wall_at: datetime
    offset: str
    title: str
    cells: str
    saved_at: datetime | None
    unsaved_since: datetime | None
    entries: int


class ObserverHeader(QFrame):
    """Answers: what time is it on my clock, who am I here, is it saved."""

    menu_asked = Signal()
    red_line_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("observerheader")
        self._look = look
        self._menu = QPushButton(self)
        self._clock = self._label(QLabel(self), 44, BOLD)
        self._mine = self._label(QLabel(look.say(N_("My clock")), self), 18, SEMIBOLD)
        self._offset = self._label(QLabel(self), 15)
        self._title = self._label(ElidedLabel(self), 18, SEMIBOLD)
        self._cells = self._label(ElidedLabel(self), 15)
        self._saved = self._label(QLabel(self), 18, SEMIBOLD)
        self._entries = self._label(QLabel(self), 15)
        self._saved_icon = QLabel(self)
        self.red_line = KeyedButton(
            look, look.say(N_("Red line")), look.key("observer-red-line"), icon="warning", parent=self
        )
        self._save_box = QFrame(self)
        self._lay_out()
        self._name_parts()
        self._dress()

    @property
    def menu_button(self) -> QPushButton:
        """Return the button under which the menu opens."""
        return self._menu

    def set_room(self, room: Room) -> None:
        """Take 56 pixels instead of 64; in a tight window drop what stands elsewhere too."""
        look, compact = self._look, room != "wide"
        self.setFixedHeight(look.px(56 if compact else 64))
        self._menu.setText("" if compact else look.say(N_("Menu")))
        size = {"wide": 44, "compact": 36, "tight": 30}[room]
        self._clock.setFont(look.font(size, BOLD))
        self._clock.setFixedWidth(look.width("00.00.00", size, BOLD) + 4)
        for label in (self._mine, self._offset):
            label.setHidden(room == "tight")
        self._rules[1].setHidden(room == "tight")
        self._row.setSpacing(look.px(7 if compact else 12))
        self.red_line.set_key_shown(shown=not compact)

    def show_facts(self, facts: ObserverFacts) -> None:
        """Show one moment."""
        look = self._look
        _set(self._clock, look.wall(facts.wall_at))
        _set(self._offset, facts.offset)
        _set(self._title, facts.title)
        _set(self._cells, facts.cells)
        if facts.unsaved_since is not None:
            words, icon = look.say(N_("NOT SAVED")), "warning"
            below = look.say(N_("since {time}"), time=look.wall(facts.unsaved_since))
        elif facts.saved_at is not None:
            words, icon = look.say(N_("Saved {time}"), time=look.wall(facts.saved_at)), "check"
            below = look.say(N_("{n} entries safe"), n=facts.entries)
        else:
            words, icon, below = look.say(N_("Nothing yet")), "circle", ""
        _set(self._saved, words)
        _set(self._entries, below)
        is_unsaved = facts.unsaved_since is not None
        ink = "late_on" if is_unsaved else "header_on"
        self._saved_icon.setPixmap(look.icon(icon, ink).pixmap(look.px(16), look.px(16)))
        state = "unsaved" if is_unsaved else "saved"
        if self._save_box.property("state") != state:
            self._save_box.setProperty("state", state)
            for part in (self._save_box, self._saved, self._entries):
                part.style().unpolish(part)
                part.style().polish(part)

    # Building -------------------------------------------------------------------------------------

    def _label(self, label: QLabel, size: float, weight: object = REGULAR) -> QLabel:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(self._look.font(size, weight))  # type: ignore[arg-type]
        return label

    def _name_parts(self) -> None:
        look = self._look
        for label, name in (
            (self._clock, N_("My clock")), (self._offset, N_("Clock offset")),
            (self._saved, N_("Save state")),
        ):  # fmt: skip
            label.setAccessibleName(look.say(name))
        for label in (self._offset, self._cells, self._entries):
            label.setProperty("rank", "under")
        self._menu.setObjectName("menu")
        self._menu.setAccessibleName(look.say(N_("Menu")))
        self._menu.setFont(look.font(15, SEMIBOLD))
        self._menu.setIcon(look.icon("menu", "header_on"))
        self._menu.clicked.connect(self.menu_asked)
        self.red_line.clicked.connect(self.red_line_asked)
        self.red_line.setFixedHeight(look.px(44))

    def _lay_out(self) -> None:
        px = self._look.px
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(6), 0, px(12), 0)
        self._rules = [self._rule() for _ in range(3)]
        self._save_box.setObjectName("savebox")
        saved = self._pair(self._saved, self._entries, icon=self._saved_icon)
        saved.setContentsMargins(px(8), 0, px(8), 0)
        self._save_box.setLayout(saved)
        self._row.addWidget(self._menu)
        self._row.addWidget(self._rules[0])
        self._row.addWidget(self._clock)
        self._row.addLayout(self._pair(self._mine, self._offset))
        self._row.addWidget(self._rules[1])
        self._row.addLayout(self._pair(self._title, self._cells, is_elided=True), 1)
        self._row.addWidget(self._rules[2])
        self._row.addWidget(self._save_box)
        self._row.addWidget(self.red_line)

    def _rule(self) -> QFrame:
        rule = QFrame(self)
        rule.setObjectName("rule")
        rule.setFixedSize(1, self._look.px(44))
        return rule

    def _pair(
        self, first: QLabel, second: QLabel, *, icon: QLabel | None = None, is_elided: bool = False
    ) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(self._look.px(6))
        if icon is not None:
            top.addWidget(icon)
        top.addWidget(first)
        if not is_elided:
            top.addStretch(1)
        column.addLayout(top)
        column.addWidget(second)
        column.addStretch(1)
        return column

    def _dress(self) -> None:
        theme, px = self._look.theme, self._look.px
        self.setStyleSheet(
            f"QFrame#observerheader {{ background: {theme.header}; }}"
            f"QLabel {{ color: {theme.header_on}; background: transparent; }}"
            f'QLabel[rank="under"] {{ color: {theme.header_2}; }}'
            f"QFrame#rule {{ background: {theme.header_line}; }}"
            f"QFrame#savebox {{ background: transparent; border: none; }}"
            f'QFrame#savebox[state="unsaved"] {{ background: {theme.late_fill}; }}'
            f'QFrame#savebox[state="unsaved"] QLabel {{ color: {theme.late_on}; }}'
            f"QPushButton {{ background: {theme.header}; color: {theme.header_on};"
            f" border: 1px solid {theme.header_2}; padding: 0 {px(12)}px; }}"
            f"QPushButton#menu {{ border: none; padding: 0 {px(4)}px; }}"
            f"QPushButton:focus, QPushButton#menu:focus {{ border: 3px solid {RING}; }}"
        )


def _set(label: QLabel, words: str) -> None:
    """Change a label only where its words changed: an idle window must not repaint."""
    if label.text() != words:
        label.setText(words)
