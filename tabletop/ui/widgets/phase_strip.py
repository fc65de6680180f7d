"""The phases as one thin row: past ones ticked, the one that runs filled and bold; it must not begin any."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.phases import PhaseStatus, PhaseStep
from tabletop.ui.look import BOLD, REGULAR, Look

_HEIGHT = 26
_TITLE = 56
"""The least room for a title, in pixels of the design."""
_WORDS: dict[PhaseStatus, str] = {"past": N_("past"), "now": N_("now"), "next": N_("to come")}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class PhaseStrip(QWidget):
    """Left and Right choose a phase, Enter or a click asks for it; hidden where the pack has none."""

    phase_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._steps: Sequence[PhaseStep] = ()
        self._chosen = 0
        self.setFixedHeight(look.px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_steps(self, steps: Sequence[PhaseStep]) -> None:
        """Show the phases as they are now."""
        if steps == self._steps:
            return
        self._steps = steps
        if not self.hasFocus():
            self._choose(max(0, self._at_now()))
        self._name()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if steps else Qt.FocusPolicy.NoFocus)
        self.setVisible(bool(steps))
        self.update()

    def sentence(self, at: int) -> str:
        """Return what a phase is, in words: `Phase F3 Quiet period from T+01:10, now, 3 of 5`."""
        step = self._steps[at]
        return self._look.say(
            N_("Phase {id} {title} from T+{begins}, {status}, {n} of {total}"),
            id=step.id, title=step.title, begins=step.begins, status=self._look.say(_WORDS[step.status]),
            n=at + 1, total=len(self._steps),
        )  # fmt: skip

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take what there is."""
        return QSize(self._look.px(300), self._look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Give way to what stands beside."""
        return QSize(self._look.px(60), self._look.px(_HEIGHT))

    # Keys and mouse -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose by the arrows, ask by Enter."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._choose(min(len(self._steps) - 1, max(0, self._chosen + step)))
        elif event.key() in _ENTER and self._steps:
            self.phase_asked.emit(self._steps[self._chosen].id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the phase under the mouse."""
        at = self._at(event.position().x())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(at)
            self.phase_asked.emit(self._steps[at].id)

    def event(self, event: QEvent) -> bool:
        """Tell the whole title of the phase under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if at is None else self.sentence(at), self)
            return True
        return super().event(event)

    def _choose(self, at: int) -> None:
        self._chosen = at
        self._name()
        self.update()

    def _name(self) -> None:
        if self._steps:
            self.setAccessibleName(self.sentence(self._chosen))

    def _at_now(self) -> int:
        return next((at for at, step in enumerate(self._steps) if step.status == "now"), -1)

    def _at(self, x: float) -> int | None:
        return next((at for at, place in self._places().items() if place.left() <= x < place.right()), None)

    # Painting -------------------------------------------------------------------------------------

    def _places(self) -> dict[int, QRectF]:
        """Return where the phases stand: all by their id, the running one with its title before others."""
        shown = self._that_fit()
        narrow, whole = self._narrow_widths(), self._whole_widths()
        wide = {at: float(narrow[at]) for at in shown}
        left = self.width() - sum(wide.values())
        at_now = self._at_now()
        if at_now in wide:
            more = min(left, whole[at_now] - narrow[at_now])
            wide[at_now] += more
            left -= more
        titled = sorted(self._titled(shown, left), key=lambda at: whole[at] - narrow[at])
        for count, at in enumerate(titled):
            more = min(left / (len(titled) - count), whole[at] - narrow[at])
            wide[at] += more
            left -= more
        last = [at_now] if at_now in wide else shown
        wide |= {at: wide[at] + max(0.0, left) / len(last) for at in last}
        places, x = {}, 0.0
        for at in shown:
            places[at] = QRectF(x, 0, wide[at], self.height())
            x += wide[at]
        return places

    def _titled(self, shown: list[int], left: float) -> list[int]:
        """Return the phases that get a title, what comes before what is past; none of two letters."""
        at_now = self._at_now()
        others = [at for at in shown if at > at_now] + [at for at in reversed(shown) if at < at_now]
        return others[: max(0, int(left // self._look.px(_TITLE)))]

    def _that_fit(self) -> list[int]:
        """Return the phases for which there is room, around the chosen one."""
        narrow = self._narrow_widths()
        shown = list(range(len(self._steps)))
        while len(shown) > 1 and sum(narrow[at] for at in shown) > self.width():
            is_first_nearer = self._chosen - shown[0] < shown[-1] - self._chosen
            del shown[-1 if is_first_nearer else 0]
        return shown

    def _narrow_widths(self) -> list[int]:
        edge = self._look.px(38)
        return [edge + self._look.width(self._head(step), 15, _weight(step)) for step in self._steps]

    def _whole_widths(self) -> list[int]:
        gap = self._look.px(6)
        return [
            narrow + gap + self._look.width(step.title, 15, _weight(step))
            for step, narrow in zip(self._steps, self._narrow_widths(), strict=True)
        ]

    def _head(self, step: PhaseStep) -> str:
        """Return what is never left out: the id, and of the running phase the word too."""
        return self._look.say(N_("Now {id}"), id=step.id) if step.status == "now" else step.id

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the phases from left to right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, place in self._places().items():
            self._paint_step(
                painter, place, self._steps[at], is_chosen=self.hasFocus() and at == self._chosen
            )

    def _paint_step(self, painter: QPainter, place: QRectF, step: PhaseStep, *, is_chosen: bool) -> None:
        look, px, is_now = self._look, self._look.px, step.status == "now"
        inner = place.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(look.color("border"), 1))
        painter.setBrush(look.color("chosen_fill" if is_now else "surface"))
        painter.drawPolygon(_arrow(inner, px(7)) if is_now else QPolygonF(inner))
        ink = look.color("chosen_on" if is_now else "text_2")
        side = px(13)
        icon = {"past": "check", "now": "play", "next": "circle"}[step.status]
        mark = QRectF(inner.left() + px(6), inner.center().y() - side / 2, side, side)
        look.paint_icon(painter, icon, mark, ink, hole=look.color("chosen_fill" if is_now else "surface"))
        painter.setFont(look.font(15, _weight(step)))
        painter.setPen(ink)
        room = QRectF(
            mark.right() + px(5), inner.top(), inner.right() - mark.right() - px(10), inner.height()
        )
        head, metrics = self._head(step), painter.fontMetrics()
        words, width = f"{head} {step.title}", int(room.width()) + 1
        least = metrics.horizontalAdvance(head) + px(_TITLE - 6)
        has_title = width > min(metrics.horizontalAdvance(words), least)
        shown = metrics.elidedText(words if has_title else head, Qt.TextElideMode.ElideRight, width)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if is_chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 3))
            painter.drawRect(place.adjusted(1.5, 1.5, -1.5, -1.5))
        if is_chosen and is_now:  # in the contrast theme the ring is black on black
            painter.setPen(QPen(look.color("chosen_on"), 1.5))
            painter.drawRect(place.adjusted(3.5, 3.5, -px(7) - 3.5, -3.5))


def _weight(step: PhaseStep) -> QFont.Weight:
    return BOLD if step.status == "now" else REGULAR


def _arrow(place: QRectF, point: int) -> QPolygonF:
    """Return a box that points to the right, to what comes."""
    right, middle = place.right(), place.center().y()
    return QPolygonF([
        place.topLeft(), QPointF(right - point, place.top()), QPointF(right, middle),
        QPointF(right - point, place.bottom()), place.bottomLeft(),
    ])  # fmt: skip
