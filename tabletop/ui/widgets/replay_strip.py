"""The exercise as a strip to go along: phases, situation, marks, T+; it moves nothing, it asks."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.replay_words import StripFacts, StripMark
from tabletop.ui.look import Look, clock_text
from tabletop.ui.widgets.replay_strip_painter import HEIGHT, Scale, StripPainter

_NEAR = 6
"""A click so many pixels beside a mark means the mark."""


class ReplayStrip(QWidget):
    """A slider over the exercise; a click or a drag asks for a moment, keys are the page's business."""

    asked = Signal(int)
    """T+ in milliseconds."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts = StripFacts()
        self._at_ms = 0
        self._painter = StripPainter(look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(look.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_at(0)

    def show_facts(self, facts: StripFacts) -> None:
        """Show an exercise."""
        self._facts = facts
        self.update()

    def show_at(self, at_ms: int) -> None:
        """Show where the replay stands."""
        self._at_ms = at_ms
        words = N_("Replay at T+{time}")
        self.setAccessibleName(self._look.say(words, time=clock_text(at_ms)))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take what there is."""
        return QSize(self._look.px(600), self._look.px(HEIGHT))

    # Mouse ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the mark under the mouse, else to the moment."""
        if event.button() == Qt.MouseButton.LeftButton:
            mark = self._mark_at(event.position().x())
            self.asked.emit(self._scale.ms(event.position().x()) if mark is None else mark.at_ms)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go along with the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.asked.emit(self._scale.ms(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Say what is marked under the mouse, or which moment it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def words_at(self, x: float) -> str:
        """Return what stands at a place."""
        mark = self._mark_at(x)
        return f"T+{clock_text(self._scale.ms(x))}" if mark is None else mark.sentence

    def x_of(self, at_ms: int) -> float:
        """Return where a moment stands."""
        return self._scale.x(at_ms)

    def _mark_at(self, x: float) -> StripMark | None:
        found, scale = self._facts.marks, self._scale
        at = bisect_left(found, scale.ms(x), key=lambda mark: mark.at_ms)
        near = [mark for mark in found[max(0, at - 3) : at + 3] if abs(scale.x(mark.at_ms) - x) <= _NEAR]
        return min(near, key=lambda mark: abs(scale.x(mark.at_ms) - x), default=None)

    @property
    def _scale(self) -> Scale:
        edge = self._look.px(24)
        return Scale(edge, self.width() - edge, self._facts.begin_ms, self._facts.end_ms)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter = QPainter(self)
        self._painter.paint(painter, self._facts, self._scale, self.rect())
        self._painter.paint_position(
            painter, self._scale, self._at_ms, place=self.rect(), has_focus=self.hasFocus()
        )
