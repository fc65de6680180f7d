"""A PDF leafed through page by page, as it will be printed; it must not make or save one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.pdf_picture import PdfPicture, page_count

_LEAST_WIDTH, _EDGE = 620, 14
"""Below the first the letters of a page are too small to be read: it is then scrolled sideways. The second
is what is left around the paper."""
_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class _Desktop(QScrollArea):
    """The room around a page; the arrows scroll, Page up and Page down are left to whom they leaf."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll, but leave the keys that leaf."""
        if Qt.Key(event.key()) in _TURNS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PdfPages(QFrame):
    """One page at a time, by buttons or Page up and Page down; the page is as wide as its room."""

    turned = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.page, self.count = 0, 0
        self._pdf = b""
        self._body = QWidget(self)
        self.picture = PdfPicture(look, look.say(N_("Preview of the page")), self._body)
        self._scroll = _Desktop(self)
        self.number = QLabel("", self)
        self.back = KeyedButton(look, look.say(N_("Page back")), parent=self)
        self.on = KeyedButton(look, look.say(N_("Page on")), parent=self)
        self._lay_out()
        self.back.clicked.connect(lambda: self.turn(-1))
        self.on.clicked.connect(lambda: self.turn(1))
        self._show()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF; the page that was open stays open where there is one of that number."""
        self._pdf = pdf
        self.count = page_count(pdf) if pdf else 0
        self.page = max(0, min(self.page, self.count - 1))
        self._show()

    def turn(self, step: int) -> None:
        """Leaf on or back; the first and last page stay."""
        page = max(0, min(self.count - 1, self.page + step))
        if page != self.page:
            self.page = page
            self._show()
            self._scroll.verticalScrollBar().setValue(0)
            self.turned.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leaf by Page up and Page down."""
        step = _TURNS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the page as wide as its room."""
        super().resizeEvent(event)
        self._arrange()

    def _show(self) -> None:
        self.picture.show_page(self._pdf, self.page)
        self.picture.setVisible(bool(self._pdf))
        words = N_("page {n} of {count}")
        self.number.setText(self._look.say(words, n=self.page + 1, count=self.count) if self.count else "")
        self.back.setEnabled(self.page > 0)
        self.on.setEnabled(self.page < self.count - 1)
        self._arrange()

    def _arrange(self) -> None:
        room = self._scroll.viewport().width() - self._look.px(2 * _EDGE)
        width = max(room, self._look.px(_LEAST_WIDTH))
        self.picture.setFixedSize(width, self.picture.height_for(width))

    def _lay_out(self) -> None:
        px = self._look.px
        paper = QVBoxLayout(self._body)
        paper.setContentsMargins(px(_EDGE), px(_EDGE), px(_EDGE), px(_EDGE))
        paper.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        paper.addWidget(self.picture)
        self._body.setObjectName("paperground")
        self._scroll.setObjectName("paperground")
        self._scroll.setStyleSheet(f"#paperground {{ background: {self._look.theme.band}; border: none; }}")
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(False)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.number.setProperty("rank", "strong")
        self.number.setTextFormat(Qt.TextFormat.PlainText)
        bar = QHBoxLayout()
        bar.setContentsMargins(px(12), px(4), px(12), px(4))
        bar.setSpacing(px(8))
        bar.addWidget(self.back)
        bar.addWidget(self.on)
        bar.addWidget(self.number)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._scroll, 1)
