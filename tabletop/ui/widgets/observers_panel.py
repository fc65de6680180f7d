"""The panel beside the stations: heads and lines, with the acts that belong to them; it must not act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tabletop.ui.item_models.station_sheets import Line, Section, Sheet, Tone
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.keyed_button import KeyedButton

_RANKS: dict[Tone, str] = {
    "plain": "", "strong": "strong", "second": "second", "late": "late", "done": "strong",
}  # fmt: skip
_SIGNS: dict[Tone, tuple[str, str]] = {"late": ("warning", "late_ink"), "done": ("check", "closed_ink")}


class SheetPanel(QFrame):
    """Page keys and arrows scroll it, Esc closes it; its first focus is the sheet itself."""

    verb_asked = Signal(str)
    left = Signal()

    def __init__(self, look: Look, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sheet: Sheet | None = None
        self.setObjectName("observerside")
        self._scroll = _Sheet(self)
        self.close_button = KeyedButton(look, look.say("Close"), "Esc", parent=self)
        self._lay_out()
        self.close_button.clicked.connect(self.left)
        self.show_sheet(sheet)

    @property
    def words(self) -> str:
        """Return all that is said, in lines."""
        if self._sheet is None:
            return ""
        lines = [self._sheet.title]
        for section in self._sheet.sections:
            lines += [section.head, *(line.words for line in section.lines)]
        return "\n".join(lines)

    def show_sheet(self, sheet: Sheet) -> None:
        """Say something else; where one has read to stays if the title does."""
        if sheet == self._sheet:
            return
        is_other = self._sheet is None or sheet.title != self._sheet.title
        place = 0 if is_other else self._scroll.verticalScrollBar().value()
        had_focus = self._scroll.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._sheet = sheet
        self._scroll.setWidget(self._body(sheet))
        self._scroll.setAccessibleName(sheet.title)
        self._scroll.setAccessibleDescription(self.words)
        self._scroll.verticalScrollBar().setValue(place)
        if had_focus:
            self.focus()

    def focus(self) -> None:
        """Put the focus on the sheet."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        px, theme = self._look.px, self._look.theme
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(6), px(16), px(8))
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self.setStyleSheet(
            f"QFrame#observerside {{ border-left: 1px solid {theme.border}; background: {theme.surface}; }}"
            f"QScrollArea#sheet {{ border: {px(3)}px solid {theme.surface}; }}"
            f"QScrollArea#sheet:focus {{ border: {px(3)}px solid {theme.focus}; }}"
        )

    def _body(self, sheet: Sheet) -> QWidget:
        px = self._look.px
        body = QWidget(self)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(px(13), px(9), px(13), px(8))
        rows.setSpacing(px(3))
        rows.addWidget(self._label(sheet.title, "title", body))
        for section in sheet.sections:
            rows.addSpacing(px(6))
            rows.addWidget(self._label(section.head, "head", body))
            for line in section.lines:
                rows.addWidget(self._line(line, body))
            if section.verb:
                rows.addLayout(self._act(section, body))
        rows.addStretch(1)
        return body

    def _act(self, section: Section, body: QWidget) -> QHBoxLayout:
        key = self._look.key(section.verb)
        button = KeyedButton(self._look, section.act, key, parent=body)
        button.clicked.connect(lambda: self.verb_asked.emit(section.verb))
        row = QHBoxLayout()
        row.setContentsMargins(0, self._look.px(2), 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _line(self, line: Line, body: QWidget) -> QWidget:
        label = self._label(line.words, _RANKS[line.tone], body)
        if line.tone not in _SIGNS:
            return label
        icon, ink = _SIGNS[line.tone]
        side = self._look.px(15)
        sign = QLabel(body)
        sign.setPixmap(self._look.icon(icon, ink).pixmap(side, side))
        sign.setContentsMargins(0, self._look.px(4), 0, 0)
        holder = QWidget(body)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(7))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        return holder

    def _label(self, words: str, rank: str, body: QWidget) -> QLabel:
        label = QLabel(breakable(words), body)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("rank", rank)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        return label


class _Sheet(QScrollArea):
    """Scrolls a sheet; it can hold the focus, so that the keys reach what lies below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring."""
        super().focusInEvent(event)
        self.update()
