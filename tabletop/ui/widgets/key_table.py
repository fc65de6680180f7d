"""The verbs of a screen in a table: key, twin, name, help; it must not change a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from tabletop.i18n import N_
from tabletop.ui.keymap import KeyMap, native
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look
from tabletop.ui.verbs import Verb

KEY, TWIN, NAME, HELP = range(4)


class KeyTable(QTableWidget):
    """Enter or a double click asks for a new key: for the twin in its column, else for the first."""

    change_asked = Signal(str, int)
    """The verb, and which of its keys: 0 the first, 1 the twin."""
    clear_asked = Signal(str)
    """Backspace or Delete: the verb whose twin goes."""
    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._look = look
        self._verbs: list[Verb] = []
        self.setAccessibleName(look.say(N_("Keys")))
        self.setHorizontalHeaderLabels(
            [look.say(N_("Key")), look.say(N_("Twin")), look.say(N_("Name")), look.say(N_("What it does"))]
        )
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(HELP, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setFixedHeight(look.px(30))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(32))
        self.setShowGrid(False)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {look.px(8)}px; }}")
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.cellDoubleClicked.connect(self._ask)
        self.currentCellChanged.connect(lambda row, *_: self._tell(row))

    @property
    def verb(self) -> Verb | None:
        """Return the verb that is chosen."""
        row = self.currentRow()
        return self._verbs[row] if 0 <= row < len(self._verbs) else None

    def show_verbs(self, verbs: Sequence[Verb], key_map: KeyMap) -> None:
        """Show verbs with their keys; the chosen one stays chosen."""
        before, column = self.verb, max(0, self.currentColumn())
        self._verbs = list(verbs)
        self.setRowCount(len(verbs))
        for row, verb in enumerate(verbs):
            self._fill(row, verb, key_map)
        for column_at, most in ((KEY, 160), (TWIN, 180), (NAME, 260)):
            self.resizeColumnToContents(column_at)
            self.setColumnWidth(
                column_at, min(self._look.px(most), self.columnWidth(column_at) + self._look.px(16))
            )
        if self._verbs:
            self.setCurrentCell(self._verbs.index(before) if before in self._verbs else 0, column)

    def choose(self, verb_id: str) -> None:
        """Choose a verb, where it is shown."""
        for row, verb in enumerate(self._verbs):
            if verb.id == verb_id:
                self.setCurrentCell(row, max(0, self.currentColumn()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ask on Enter, clear the twin on Backspace."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.verb is not None:
            self._ask(self.currentRow(), self.currentColumn())
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.verb is not None:
            self.clear_asked.emit(self.verb.id)
        else:
            super().keyPressEvent(event)

    def _fill(self, row: int, verb: Verb, key_map: KeyMap) -> None:
        keys = [native(key) for key in key_map.keys[verb.id]]
        mark = " *" if key_map.is_own(verb.id) else ""
        cells = (
            ("".join(keys[:1]) + mark, BOLD),
            (" ".join(keys[1:]), SEMIBOLD),
            (self._look.say(verb.text), SEMIBOLD),
            (self._look.say(verb.help), REGULAR),
        )
        for column, (words, weight) in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setFont(self._look.font(15, weight))
            item.setToolTip(words)
            self.setItem(row, column, item)

    def _ask(self, row: int, column: int) -> None:
        if 0 <= row < len(self._verbs):
            self.change_asked.emit(self._verbs[row].id, int(column == TWIN))

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._verbs):
            self.chosen.emit(self._verbs[row].id)
