"""Where the parts of the observer's screen stand, in a wide, narrow and very narrow window; it never acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from tabletop.i18n import N_
from tabletop.ui.item_models.observer_entries import ObserverModel
from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.observer_actions import ObserverActions
from tabletop.ui.widgets.observer_choices import tall
from tabletop.ui.widgets.observer_foot import ObserverFoot
from tabletop.ui.widgets.observer_form import ObserverForm
from tabletop.ui.widgets.observer_header import ObserverHeader
from tabletop.ui.widgets.observer_list import ObserverList
from tabletop.ui.widgets.observer_strip import ObserverStrip

SIDE_WIDE, SIDE_NARROW = 424, 350
LOW = 660
"""Below this height the entries stand in a tab: under the form they would have no room."""
_AIR = 4
_LEAST_LIST = 136
"""Four of the latest entries are seen below the form, whatever height it asks for."""
ENTRY, ACTIONS, ENTRIES = "entry", "actions", "entries"


class _FormScroll(QScrollArea):
    """Is as high as its form where there is room, and scrolls where there is not."""

    def __init__(self, form: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        form.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is no widget without it
        application.focusChanged.connect(self._follow)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height that the form needs at this width."""
        form = self._form
        return QSize(form.minimumSizeHint().width(), form.heightForWidth(max(1, self.width())))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep in sight where one types."""
        if now is not None and self._form.isAncestorOf(now):
            bar, room = self.verticalScrollBar(), self.viewport().height()
            top = now.mapTo(self._form, QPoint(0, 0)).y()
            bar.setValue(min(max(bar.value(), top + now.height() + _AIR - room), max(0, top - _AIR)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep it in sight in a lower window too."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the form needs another height at another width
        self._follow(None, QApplication.focusWidget())

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Grow with a banner that appears in the form."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        elif event.type() == QEvent.Type.Resize:
            self._follow(None, QApplication.focusWidget())
        return super().eventFilter(watched, event)  # type: ignore[arg-type]


class ObserverLayout(QWidget):
    """Header, form, strip and entries at the left, actions or a form at the right, foot.

    A narrow window has the entries in a tab beside the actions, a very narrow one the form in a third.
    """

    def __init__(
        self, look: Look, model: ObserverModel, *, now: Callable[[], datetime],
        injects: Sequence[tuple[str, str]], cells: Sequence[tuple[str, str]], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._room: Room | None = None
        self._panel: QWidget | None = None
        self._words = {ENTRY: look.say(N_("New entry")), ACTIONS: "", ENTRIES: ""}
        self.header = ObserverHeader(look, self)
        self._left, self._side = QWidget(self), QFrame(self)
        self.form = ObserverForm(look, self._left, now=now, injects=injects, cells=cells)
        self.strip = ObserverStrip(look, self)
        self.entries = ObserverList(look, model, self)
        self.expected = ObserverActions(look, self)
        self.foot = ObserverFoot(look, self)
        self._tabs = QTabBar(self)
        self._shown = QStackedWidget(self._side)
        self._lay_out()
        self._tabs.currentChanged.connect(lambda _: self._show_part())

    @property
    def is_wide(self) -> bool:
        """Tell whether the entries stand below the form."""
        return self._room == "wide"

    @property
    def panel(self) -> QWidget | None:
        """Return the form that stands in place of the actions."""
        return self._panel

    def show_panel(self, panel: QWidget | None) -> None:
        """Put a form in place of the actions, or the actions back."""
        if self._panel is not None:
            self._shown.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
        self._panel = panel
        if panel is not None:
            panel.setStyleSheet(tall(self._look))
            self._shown.addWidget(panel)
        self._show_part()

    @property
    def part(self) -> str:
        """Return the part in front, empty where all have room."""
        return str(self._tabs.tabData(self._tabs.currentIndex())) if self._tabs.count() else ""

    def bring(self, part: str) -> None:
        """Bring a part to the front where only one of them has room."""
        for at in range(self._tabs.count()):
            if self._tabs.tabData(at) == part:
                self._tabs.setCurrentIndex(at)

    def show_tab_words(self, actions: str, entries: str) -> None:
        """Say on the tabs what stands behind them."""
        self._words |= {ACTIONS: actions, ENTRIES: entries}
        for at in range(self._tabs.count()):
            self._tabs.setTabText(at, self._words[str(self._tabs.tabData(at))])

    def arrange(self, size: QSize) -> None:
        """Place everything for a size of the window."""
        room = self._look.room(size.width())
        if room == "wide" and size.height() < self._look.px(LOW):
            room = "compact"
        if room == self._room:
            return
        self._room = room
        for part in (self.header, self.form, self.expected, self.foot):
            part.set_room(room)
        self._place(room)
        self._make_tabs(room)
        self._show_part()

    def _place(self, room: Room) -> None:
        """Move what has another place in a narrow window; a layout lets go of what another takes."""
        if room == "wide":
            self._shown.removeWidget(self.entries)
            self._left_column.insertWidget(1, self.strip)
            self._left_column.insertWidget(2, self.entries, 1)
            self.entries.setMinimumHeight(self._look.px(_LEAST_LIST))
            self.entries.show()
        else:
            self._outer.removeWidget(self.strip)  # else the place of the foot is counted with it
            self._outer.insertWidget(self._outer.indexOf(self.foot), self.strip)
            self._shown.addWidget(self.entries)
            self.entries.setMinimumHeight(0)
        if room == "tight":
            self._outer.insertWidget(1, self._tabs)
        else:
            self._side_column.insertWidget(0, self._tabs)
        width = {"wide": SIDE_WIDE, "compact": SIDE_NARROW, "tight": 0}[room]
        self._side.setMinimumWidth(self._look.px(width))
        self._side.setMaximumWidth(self._look.px(width) if width else _NO_LIMIT)

    def _make_tabs(self, room: Room) -> None:
        chosen, parts = self.part, _PARTS[room]
        self._tabs.blockSignals(True)  # noqa: FBT003 - Qt's name
        while self._tabs.count():
            self._tabs.removeTab(0)
        for part in parts:
            self._tabs.setTabData(self._tabs.addTab(self._words[part]), part)
        self._tabs.setCurrentIndex(parts.index(chosen) if chosen in parts else 0)
        self._tabs.blockSignals(False)  # noqa: FBT003 - Qt's name

    def _show_part(self) -> None:
        part = self.part
        self._tabs.setVisible(self._tabs.count() > 0 and self._panel is None)
        is_tight, has_panel = self._room == "tight", self._panel is not None
        is_left_only = is_tight and part == ENTRY and not has_panel
        self._left.setVisible(not is_tight or is_left_only)
        self._side.setVisible(not is_left_only)
        if self._panel is not None:
            self._shown.setCurrentWidget(self._panel)
        elif part == ENTRIES:
            self._shown.setCurrentWidget(self.entries)
        else:
            self._shown.setCurrentWidget(self.expected)

    def _lay_out(self) -> None:
        theme = self._look.theme
        self._left_column, self._side_column = QVBoxLayout(self._left), QVBoxLayout(self._side)
        self._left.setObjectName("surface")
        self._left_column.addWidget(_FormScroll(self.form, self._left))
        self._left_column.addStretch(0)
        self._side.setObjectName("observerside")
        self._side.setStyleSheet(
            f"QFrame#observerside {{ background: {theme.surface}; border-left: 1px solid {theme.border}; }}"
        )
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(self._look.say(N_("Part of the screen")))
        self._tabs.setDrawBase(False)
        self._tabs.setStyleSheet(  # the usual line above the chosen one would be lost below a dark header
            "QTabBar::tab { border-top: none; border-bottom: 3px solid transparent; }"
            f"QTabBar::tab:selected {{ border-top: none; border-bottom: 3px solid {theme.text}; }}"
            f"QTabBar::tab:focus {{ border: 3px solid {theme.focus}; }}"
        )
        self._shown.addWidget(self.expected)
        self._side_column.addWidget(self._shown, 1)
        body = QHBoxLayout()
        body.addWidget(self._left, 1)
        body.addWidget(self._side, 1)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.header)
        self._outer.addLayout(body, 1)
        self._outer.addWidget(self.foot)
        for layout in (self._left_column, body, self._outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._side_column.setContentsMargins(1, 0, 0, 0)
        self._side_column.setSpacing(0)


_NO_LIMIT = 16_777_215
_PARTS: dict[Room, tuple[str, ...]] = {
    "wide": (), "compact": (ACTIONS, ENTRIES), "tight": (ENTRY, ACTIONS, ENTRIES),
}  # fmt: skip
