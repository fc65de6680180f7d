"""One line that counts what each cell has decided, and says which are silent; it must not judge why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tabletop.domain.play.cell_counts import CellCount
from tabletop.i18n import N_
from tabletop.ui.look import SEMIBOLD, Look

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class CellCounts(QWidget):
    """Cells that decide on the left, as many as fit; how many are silent on the right, always whole."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: Sequence[CellCount] = ()
        self.setFixedHeight(look.px(26))
        self.hide()

    @property
    def words(self) -> str:
        """Return the whole line in words."""
        say = self._look.say
        active = ", ".join(f"{each.cell} {each.count}" for each in self._counts if not each.is_quiet)
        quiet = ", ".join(f"{each.cell} {each.count}" for each in self._counts if each.is_quiet)
        parts = [say(N_("Entries per cell: {cells}"), cells=active)] if active else []
        if quiet:
            parts.append(say(N_("None for 20 minutes: {cells}"), cells=quiet))
        return ". ".join(parts)

    def show_counts(self, counts: Sequence[CellCount]) -> None:
        """Show how it stands; a pack without playing cells has no such line."""
        if counts == self._counts:
            return
        self._counts = counts
        self.setToolTip(self.words)
        self.setAccessibleName(self.words)
        self.setVisible(bool(counts))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take any width."""
        return QSize(0, self._look.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the two ends of the line."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.setPen(look.color("row_line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        room = self.rect().adjusted(px(12), 0, -px(12), 0)
        quiet = sum(each.is_quiet for each in self._counts)
        if quiet:
            room.setRight(self._paint_quiet(painter, room, quiet) - px(10))
        self._paint_active(painter, room)

    def _paint_quiet(self, painter: QPainter, room: QRect, quiet: int) -> int:
        """Paint how many are silent; return where that begins."""
        look, px = self._look, self._look.px
        words = look.say(N_("{n} silent"), n=quiet)
        painter.setFont(look.font(14, SEMIBOLD))
        painter.setPen(look.color("text"))
        painter.drawText(room, int(_MIDDLE | Qt.AlignmentFlag.AlignRight), words)
        side = px(12)
        left = room.right() - look.width(words, 14, SEMIBOLD) - side - px(5)
        place = QRectF(left, room.center().y() - side / 2 + 1, side, side)
        look.paint_icon(painter, "circle", place, look.color("text_2"))
        return left

    def _paint_active(self, painter: QPainter, room: QRect) -> None:
        """Paint the cells that decide, then the silent ones muted; what has no room ends in dots."""
        look, x = self._look, room.left()
        for at, each in enumerate(self._counts):
            is_last = at == len(self._counts) - 1
            dots = 0 if is_last else look.width("\N{HORIZONTAL ELLIPSIS}", 14)
            name, count = f"{each.cell} ", str(each.count)
            weight = {} if each.is_quiet else {"weight": SEMIBOLD}
            wide = look.width(name, 14) + look.width(count, 14, **weight)
            painter.setPen(look.color("text_2"))
            painter.setFont(look.font(14))
            if x + wide + dots > room.right():
                painter.drawText(
                    QRect(x, 0, room.right() - x + 1, self.height()), int(_MIDDLE), "\N{HORIZONTAL ELLIPSIS}"
                )
                return
            painter.drawText(QRect(x, 0, wide, self.height()), int(_MIDDLE), name)
            if not each.is_quiet:
                painter.setPen(look.color("text"))
            painter.setFont(look.font(14, **weight))
            painter.drawText(QRect(x + look.width(name, 14), 0, wide, self.height()), int(_MIDDLE), count)
            x += wide + look.px(10)
