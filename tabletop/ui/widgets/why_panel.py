"""The panel that opens behind a number: title, formula, steps and rows; it must not know what they mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_rows import RowsModel
from tabletop.ui.item_models.why_page import RATE, WHY, WhyPage, leads_to
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.debrief_table import DebriefTable
from tabletop.ui.widgets.keyed_button import KeyedButton


class WhyTable(DebriefTable):
    """Steps and rows; one click opens a row, Backspace or Alt+Left goes back, Esc leaves."""

    back_asked = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back or leave; all else as in any table."""
        if is_back(event):
            self.back_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let the second press of a double click do nothing: the first has opened another figure."""
        event.accept()


class WhyPanel(QFrame):
    """Shows one figure at a time, all of it scrolled; the keys and buttons below lead on."""

    opened = Signal(str)
    """What the chosen row leads to: a figure, or `rate:` and a target."""
    back_asked = Signal()
    letter_asked = Signal(str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._page: WhyPage | None = None
        self.setObjectName("whypanel")
        self._body = QWidget(self)
        self._scroll = QScrollArea(self)
        self._title, self._about = self._label("title"), self._label("second")
        self._card = QFrame(self._body)
        self._lines: list[QLabel] = []
        name = look.say(N_("What the figure is made of"))
        self.table = WhyTable(look, RowsModel(look, WHY), name=name, is_whole=True, parent=self._body)
        self._leave = KeyedButton(look, look.say("Close"), "Esc", parent=self)
        self.back = KeyedButton(look, look.say(N_("Back")), "Backspace", parent=self)
        self.letter = KeyedButton(look, look.say(N_("Official letter")), look.key("rate"), parent=self)
        self._lay_out()
        self._connect()

    @property
    def words(self) -> str:
        """Return title, what it is about and the formula."""
        labels = (self._title, self._about, *self._lines)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    @property
    def target(self) -> str:
        """Return what an official letter would be given to: the chosen target, else the figure itself."""
        chosen = leads_to(self.table.selected or "")
        if chosen.startswith(RATE):
            return chosen.removeprefix(RATE)
        return self._page.rated if self._page else ""

    def show_page(self, page: WhyPage, *, has_back: bool, selected: str | None = None) -> None:
        """Show a figure; a row is chosen that was chosen there before, else the first that leads on."""
        is_other = self._page is None or self._page.title != page.title
        self._page = page
        self.setAccessibleName(page.title)
        self._title.setText(breakable(page.title))
        self._about.setText(breakable(page.about))
        self._about.setVisible(bool(page.about))
        self._say_formula(page.formula)
        self.back.setVisible(has_back)
        self.letter.setVisible(bool(page.rated))
        if is_other:
            self.table.selected = None
            self._scroll.verticalScrollBar().setValue(0)
        self.table.show_rows(page.rows)
        if is_other or selected is not None:
            self.table.select(selected or page.first)

    def take_focus(self) -> None:
        """Put the focus on the steps."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the way back from verbs that stand on them elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_back(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back or leave from the buttons too."""
        if is_back(event):
            self.back_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, row: str) -> None:
        if leads_to(row):
            self.opened.emit(leads_to(row))

    def _show_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        """Scroll to the row that the arrows came to: the table itself does not scroll."""
        if self.table.hasFocus():
            row = self.table.visualRect(index)
            middle = self.table.viewport().mapTo(self._body, row.center())
            self._scroll.ensureVisible(0, middle.y(), 0, row.height())

    def _say_formula(self, formula: tuple[str, ...]) -> None:
        while len(self._lines) < len(formula):
            self._lines.append(self._label("second" if self._lines else "strong"))
            self._card_lines.addWidget(self._lines[-1])
        for at, label in enumerate(self._lines):
            label.setVisible(at < len(formula))
            label.setText(breakable(formula[at]) if at < len(formula) else "")

    # Building -------------------------------------------------------------------------------------

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self._body)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("rank", rank)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        px, theme = self._look.px, self._look.theme
        self.table.horizontalHeader().hide()
        self._card.setObjectName("whycard")
        self._card_lines = QVBoxLayout(self._card)
        self._card_lines.setContentsMargins(px(10), px(6), px(10), px(6))
        self._card_lines.setSpacing(px(2))
        head = QVBoxLayout()
        head.setContentsMargins(px(16), px(12), px(16), px(8))
        head.setSpacing(px(4))
        for part in (self._title, self._about, self._card):
            head.addWidget(part)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addWidget(self.table)
        body.addStretch(1)
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot())
        self.setStyleSheet(
            f"QFrame#whypanel {{ border-left: 1px solid {theme.border}; background: {theme.surface}; }}"
            f"QFrame#whycard {{ background: {theme.band}; border: 1px solid {theme.border};"
            f" border-radius: {px(4)}px; }}"
        )

    def _foot(self) -> QHBoxLayout:
        px = self._look.px
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(8), px(16), px(12))
        foot.setSpacing(px(8))
        foot.addWidget(self._leave)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.letter)
        return foot

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.clicked.connect(lambda index: self._open(self.table.row_at(index.row())))
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.table.back_asked.connect(self.back_asked)
        self.table.left.connect(self.left)
        self.back.clicked.connect(self.back_asked)
        self._leave.clicked.connect(self.left)
        self.letter.clicked.connect(lambda: self.letter_asked.emit(self.target))


def is_back(event: QKeyEvent) -> bool:
    """Tell whether a key goes back: Backspace, or Alt and the left arrow."""
    is_arrow = event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
    return bool(is_arrow) or (event.key() == Qt.Key.Key_Backspace and not event.modifiers())
