"""The bar over the injects of Run: list or timeline, the search, follow again; it filters nothing."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton

View = Literal["list", "timeline"]
_VIEWS: dict[View, str] = {"list": N_("List"), "timeline": N_("Timeline")}
_SHEET = """
QFrame#viewbar {{ background: {band}; border: none; border-bottom: 1px solid {border}; }}
QPushButton {{ min-height: {s26}px; padding: 0 {s10}px; }}
QPushButton:focus {{ min-height: {s22}px; padding: 0 {s8}px; }}
QPushButton[side="left"] {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QPushButton[side="right"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none; }}
QPushButton[side="right"]:focus {{ border-left: 3px solid {focus}; }}
QLineEdit {{ min-height: {s20}px; padding: 0 {s6}px; }}
QLineEdit:focus {{ padding: 0 {s4}px; min-height: {s16}px; }}
"""


class _FindLine(QLineEdit):
    """A line to search in; Esc leaves it, Down goes to the rows."""

    left = Signal()
    rows_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys that leave the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rows_asked.emit()
        else:
            super().keyPressEvent(event)


class ViewBar(QFrame):
    """List or timeline at the left, a widget of the page or the search in the middle, Follow at the right."""

    view_asked = Signal(str)
    follow_asked = Signal()
    find_typed = Signal(str)
    """Words to filter by; "" shows all again."""
    find_left = Signal()
    """The search was closed: the focus goes back to the page's line."""
    rows_asked = Signal()
    """The focus goes from the search to the rows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewbar")
        self._look = look
        self._is_wide = True
        self._is_following = True
        self._middle: QWidget | None = None
        self._views = {view: self._view_button(view) for view in get_args(View)}
        self._find = _FindLine(self)
        self._found = QLabel(self)
        self._all = self._button(look.say(N_("Show all")), "Esc")
        self._follow = self._button(look.say(N_("Follow")), icon="locate")
        self._set_find()
        self._follow.setAccessibleDescription(look.say(N_("Go back to the inject that stands next.")))
        self._follow.setToolTip(self._follow.accessibleDescription())
        self._follow.clicked.connect(self.follow_asked)
        self._lay_out()
        self.show_view("list")
        self.show_found(None)
        self._arrange()

    # What the page says ---------------------------------------------------------------------------

    def set_middle(self, widget: QWidget) -> None:
        """Put a widget of the page, the phases, between switch and Follow."""
        self._middle = widget
        self._row.insertWidget(self._row.indexOf(self._find), widget, 1)
        self._arrange()

    def set_room(self, room: str) -> None:
        """Leave the switch to its key where the window is narrow; the bar is there to search only."""
        self._is_wide = room == "wide"
        self._arrange()

    def show_view(self, view: str) -> None:
        """Mark the view that is shown."""
        self._view = view
        for name, button in self._views.items():
            button.setChecked(name == view)

    def show_following(self, is_following: bool) -> None:  # noqa: FBT001 - a slot of `following_changed`
        """Offer Follow only while the view rests."""
        self._is_following = is_following
        self._arrange()

    def show_found(self, found: tuple[int, int] | None) -> None:
        """Write how many of how many a filter leaves; None is no filter."""
        words = "" if found is None else self._look.say(N_("{n} of {total}"), n=found[0], total=found[1])
        self._found.setText(words)
        self._found.setProperty("rank", "late" if found is not None and not found[0] else "strong")
        self._found.style().polish(self._found)
        self._arrange()

    # The search -----------------------------------------------------------------------------------

    @property
    def is_finding(self) -> bool:
        """Tell whether the search is open."""
        return not self._find.isHidden()

    @property
    def sought(self) -> str:
        """Return what is searched for, to keep it over a new look."""
        return self._find.text() if self.is_finding else ""

    def open_find(self, sought: str | None = None) -> None:
        """Open the search and put the focus there; `sought` brings back what was kept."""
        self._find.show()
        self._arrange()
        if sought is not None:
            self._find.setText(sought)
        self._find.setFocus()
        self._find.selectAll()

    def close_find(self) -> None:
        """Show all again."""
        if self.is_finding:
            self._find.clear()
            self._find.hide()
            self._arrange()
            self.find_left.emit()

    # Building -------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        is_finding = self.is_finding
        for button in self._views.values():
            button.setVisible(self._is_wide)
        if self._middle is not None:
            self._middle.setVisible(not is_finding)
        self._gap.setVisible(self._middle is None and not is_finding)
        self._found.setVisible(bool(self._found.text()))
        self._all.setVisible(is_finding or bool(self._found.text()))
        self._follow.setVisible(self._is_wide and not self._is_following)  # a narrow view has its own
        self.setVisible(self._is_wide or is_finding)

    def _set_find(self) -> None:
        words = self._look.say(N_("Number, title, cell or state"))
        self._find.setPlaceholderText(words)
        self._find.setAccessibleName(self._look.say(N_("Find an inject")))
        self._find.setToolTip(words)
        self._find.setFont(self._look.font(15))
        self._find.hide()
        self._find.textChanged.connect(self.find_typed)
        self._find.left.connect(self.close_find)
        self._find.rows_asked.connect(self.rows_asked)
        self._all.clicked.connect(self.close_find)
        self._found.setTextFormat(Qt.TextFormat.PlainText)

    def _view_button(self, view: View) -> KeyedButton:
        button = self._button(self._look.say(_VIEWS[view]))
        button.setProperty("side", "left" if view == "list" else "right")
        button.setCheckable(True)
        button.clicked.connect(lambda: self._ask_view(view))
        return button

    def _ask_view(self, view: View) -> None:
        self.show_view(self._view)  # only the page marks what it shows
        self.view_asked.emit(view)

    def _button(self, words: str, key: str = "", *, icon: str = "") -> KeyedButton:
        button = KeyedButton(self._look, words, key, icon=icon, size=15, parent=self)
        button.setFixedHeight(self._look.px(28))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus with what is typed
        return button

    def _lay_out(self) -> None:
        px = self._look.px
        self.setFixedHeight(px(34))
        self._gap = QWidget(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(6), 0, px(6), 1)
        self._row.setSpacing(0)
        for button in self._views.values():
            self._row.addWidget(button)
        self._row.addSpacing(px(8))
        self._row.addWidget(self._find, 1)
        self._row.addWidget(self._gap, 1)
        for widget in (self._found, self._all, self._follow):
            self._row.addSpacing(px(6))
            self._row.addWidget(widget)
        theme, sizes = self._look.theme, {f"s{n}": px(n) for n in (4, 6, 8, 10, 16, 20, 22, 26)}
        self.setStyleSheet(_SHEET.format(band=theme.band, border=theme.border, focus=theme.focus, **sizes))
