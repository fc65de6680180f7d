"""The card on top of Home: what goes on at once, and the one blue button; it must not choose what that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tabletop.ui.look import BOLD, Look
from tabletop.ui.widgets.keyed_button import KeyedButton

_SIZES = (26, 22, 18)
"""A title takes the largest size in which it fits one line; in the last it is wrapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the card says; without `act` there is no button yet."""

    head: str
    title: str
    facts: Sequence[str] = ()
    trouble: str = ""
    act: str = ""


class ResumeCard(QWidget):
    """Head, title and facts at the left, the act at the right."""

    pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._offer: Offer | None = None
        self._told: int | None = None
        self._least = 0
        self._head = self._label("head")
        self._title = _Title(look, self)
        self._facts = self._label("second")
        self._trouble = self._label("late")
        self._act = KeyedButton(look, "", "Enter", icon="play", size=20, weight=BOLD, parent=self)
        self._act.setProperty("rank", "act")
        self._act.setAutoDefault(True)  # so that Enter presses it, as its cap says
        self._act.clicked.connect(self.pressed)
        self._lay_out()
        self.set_low(is_low=False)

    def show_offer(self, offer: Offer) -> None:
        """Show what can go on."""
        if offer == self._offer:
            return
        self._offer = offer
        self._head.setText(offer.head)
        self._title.setText(offer.title)
        self._show_facts()
        self._trouble.setText(offer.trouble)
        self._trouble.setVisible(bool(offer.trouble))
        self._act.set_words(offer.act, icon="play")
        self._act.setVisible(bool(offer.act))
        self._take_height()

    def focus_act(self) -> bool:
        """Put the focus on the button; tell whether there is one."""
        if self._offer is None or not self._offer.act:
            return False
        self._act.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def set_low(self, *, is_low: bool, is_narrow: bool = False) -> None:
        """Take less height where the window is low; where it is narrow too, say only the first facts."""
        px = self._look.px
        self._told = 2 if is_low and is_narrow else None
        self._show_facts()
        self._head.setVisible(not is_low)
        self._row.setContentsMargins(px(24), px(4 if is_low else 8), px(24), px(6 if is_low else 10))
        self._act.setStyleSheet(f"min-height: {px(44 if is_low else 52)}px; padding: 0;")
        self._least = px(60 if is_low else 110)
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the height that the words need at this width."""
        super().resizeEvent(event)
        self._take_height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the bar at the left and the line below."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self._look.px(6), self.height(), self._look.color("act_fill"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.color("border"))

    def _show_facts(self) -> None:
        facts = () if self._offer is None else self._offer.facts[: self._told]
        self._facts.setText("  \N{BULLET}  ".join(facts))
        self._facts.setVisible(bool(facts))

    def _take_height(self) -> None:
        self._row.activate()
        self.setMinimumHeight(max(self._least, self._row.totalHeightForWidth(self.width())))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(self._look.px(2))
        words.addStretch(1)
        for label in (self._head, self._title, self._facts, self._trouble):
            words.addWidget(label)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(self._look.px(16))
        self._row.addLayout(words, 1)
        self._row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignVCenter)

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self)
        label.setProperty("rank", rank)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label


class _Title(QLabel):
    """A title that gets smaller before it takes a second line: it is never cut."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__("", parent)
        self._look = look
        self._size = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Take another title."""
        super().setText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the size for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        fitting = (size for size in _SIZES if self._look.width(self.text(), size, BOLD) <= self.width())
        size = self._look.px(next(fitting, _SIZES[-1]))
        if size != self._size:
            self._size = size
            # The application's style sheet sets a size on every label: only another one overrules it.
            self.setStyleSheet(f"font-size: {size}px; font-weight: 700;")
