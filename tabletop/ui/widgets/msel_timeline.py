"""The injects of Run on a line of time, with the gaps between them; it follows now and releases nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.board import Board
from tabletop.domain.play.state import InjectState
from tabletop.i18n import N_
from tabletop.ui.item_models.msel_time import ROW, TimeLine, lanes_of, time_line, times_of
from tabletop.ui.item_models.msel_time_words import row_words
from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.msel_follow import Follow
from tabletop.ui.widgets.msel_follow_button import FollowButton
from tabletop.ui.widgets.msel_timeline_painter import Scene, Tail, TimelinePainter

_WIDTHS: dict[Room, int] = {"wide": 620, "compact": 524, "tight": 410}
_NOW_AT = 0.4
"""How far down the view the line of now stands while it follows."""
_DOT_MS = 15_000
"""A dot takes the room of some seconds."""
_TAILS_BEYOND = 60
"""So many rows out of sight may still reach into it with a tail."""


class MselTimeline(QAbstractScrollArea):
    """Paints only what is seen; one row is selected, as in the table."""

    inject_selected = Signal(str)
    following_changed = Signal(bool)

    def __init__(
        self, look: Look, scenario: Scenario, parent: QWidget | None = None, *,
        now_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._phases = scenario.phases
        self._painter = TimelinePainter(look)
        self._board = Board(rows=(), standby=None, late=(), offered=())
        self._times: list[tuple[int, bool]] = []
        self._line: TimeLine = time_line((), self._phases)
        self._places: dict[str, int] = {}
        self._released: dict[int, int] = {}
        self._tails: dict[int, Tail] = {}
        self.selected: str | None = None
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.say(N_("Timeline")))
        self._follow = Follow(self.verticalScrollBar(), now_ns=now_ns)
        self._follow.changed.connect(self.following_changed)
        self._follow.resumed.connect(self._move_to_now)
        self._corner = FollowButton(look, self, self._follow)

    # What the page says ---------------------------------------------------------------------------

    def show_board(
        self, board: Board, elapsed_ms: int, injects: Mapping[str, InjectState] | None = None
    ) -> None:
        """Show a board at T+; `injects` of the state tells when contingencies came."""
        is_other = board.rows != self._board.rows  # mostly the same objects: quick
        self._board = board
        if is_other:
            self._lay_out(injects)
        self._line.move_now(max(0, elapsed_ms))
        if is_other:
            self._lay_tails(injects)
        self._set_range()
        self.follow()
        self.viewport().update()

    def select(self, number: str | None) -> None:
        """Select an inject; its row is scrolled to only if it cannot be seen."""
        mark = self._line.mark_of(self._row_of(number))
        if mark is None or number == self.selected:
            return
        self._select_mark(mark)

    def step(self, by: int) -> None:
        """Select the next or the previous inject of the line, over phases."""
        marks = self._line.marks
        now = self._line.mark_of(self._row_of(self.selected))
        at = (now + by) if now is not None else (0 if by > 0 else len(marks) - 1)
        while 0 <= at < len(marks):
            if marks[at].phase is None:
                with self._follow.watching():
                    self._select_mark(at)
                return
            at += 1 if by > 0 else -1

    @property
    def is_following(self) -> bool:
        """Tell whether the view keeps to now."""
        return self._follow.is_on

    def follow(self) -> None:
        """Keep now in view, unless someone looks around."""
        if self._follow.is_on:
            self._move_to_now()

    def look_away(self) -> None:
        """Stay where it is for twenty seconds."""
        self._follow.look_away()

    def resume_following(self) -> None:
        """Go back at once to now."""
        self._follow.resume()

    def set_room(self, room: Room) -> None:
        """Take the width of the column that the table has."""
        self.setFixedWidth(self._look.px(_WIDTHS[room]))
        self._corner.offer(is_offered=room != "wide")  # the bar above has it where there is one

    def words_of(self, number: str) -> str:
        """Return all that a row says, times to the second."""
        at = self._row_of(number)
        return (
            "" if at < 0 else ", ".join(row_words(self._look, self._board.rows[at], self._released.get(at)))
        )

    # Qt's events ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what is seen."""
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        scene = Scene(
            line=self._line, rows=self._board.rows, tails=self._tails_in_sight(),
            selected=self.selected, standby=self._board.standby,
        )  # fmt: skip
        view = self.viewport()
        top = self.verticalScrollBar().value()
        self._painter.paint(painter, scene, width=view.width(), top=top, height=view.height())
        if self.hasFocus():
            painter.resetTransform()
            pen = painter.pen()
            pen.setColor(self._look.color("focus"))
            pen.setWidth(max(2, self._look.px(3)))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(view.rect().adjusted(1, 1, -2, -2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the bar's range to the height of the view."""
        super().resizeEvent(event)
        self._set_range()
        self.follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the selection by arrows, pages, to the first and the last."""
        page = max(1, self.viewport().height() // self._look.px(2 * ROW))
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._select_end(first=event.key() == Qt.Key.Key_Home)
        elif event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the inject under the pointer."""
        mark = self._mark_at(event.position().toPoint())
        if mark is not None:
            with self._follow.watching():
                self._select_mark(mark)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the end of the click too."""
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell the exact times of the row under the pointer."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        mark = self._mark_at(event.pos())
        if mark is None:
            QToolTip.hideText()
        else:
            row = self._line.marks[mark].row
            words = row_words(self._look, self._board.rows[row], self._released.get(row))
            QToolTip.showText(event.globalPos(), "\n".join(words), self.viewport())
        return True

    # Inside ---------------------------------------------------------------------------------------

    def _lay_out(self, injects: Mapping[str, InjectState] | None) -> None:
        """Lay the line out anew, if a planned time changed or an inject came or went."""
        times = times_of(self._board.rows, injects)
        if times != self._times:
            self._times = times
            self._line = time_line(times, self._phases)
        self._places = {row.inject.number: at for at, row in enumerate(self._board.rows)}
        if self.selected not in self._places:
            self.selected = None

    def _lay_tails(self, injects: Mapping[str, InjectState] | None) -> None:
        released: dict[int, int] = {}
        for at, row in enumerate(self._board.rows):
            came = injects[row.inject.number].released_ms if injects is not None else None
            if came is None and row.chip in ("released", "closed") and row.planned_ms is not None:
                came = row.planned_ms + (row.diff_ms or 0)
            if came is not None:
                released[at] = came
        if released == self._released:
            return
        self._released = released
        spans = sorted((*sorted((self._times[at][0], ms)), at) for at, ms in released.items())
        lanes = lanes_of([(begin, end + _DOT_MS) for begin, end, _ in spans])
        self._tails = {
            at: Tail(row=at, released_ms=released[at], lane=lane)
            for (_, _, at), lane in zip(spans, lanes, strict=True)
        }

    def _tails_in_sight(self) -> list[Tail]:
        bar, scale = self.verticalScrollBar(), self._look.scale / 100
        top, bottom = bar.value() / scale, (bar.value() + self.viewport().height()) / scale
        seen = self._line.marks_between(top, bottom)
        near = range(
            max(0, seen.start - _TAILS_BEYOND), min(len(self._line.marks), seen.stop + _TAILS_BEYOND)
        )
        rows = (self._line.marks[at].row for at in near)
        return [self._tails[row] for row in rows if row in self._tails]

    def _row_of(self, number: str | None) -> int:
        return -1 if number is None else self._places.get(number, -1)

    def _mark_at(self, point: QPoint) -> int | None:
        y = point.y() + self.verticalScrollBar().value()
        line, width = self._line, self.viewport().width()
        near = y * 100 / self._look.scale
        for at in line.marks_between(near - ROW, near + ROW):
            mark = line.marks[at]
            if mark.phase is None and self._painter.place(line, mark, width).contains(1, y):
                return at
        return None

    def _select_end(self, *, first: bool) -> None:
        rows = [at for at, mark in enumerate(self._line.marks) if mark.phase is None]
        if rows:
            with self._follow.watching():
                self._select_mark(rows[0 if first else -1])

    def _select_mark(self, at: int) -> None:
        self._show_mark(at)
        number = self._board.rows[self._line.marks[at].row].inject.number
        if number == self.selected:
            return
        self.selected = number
        self.setAccessibleDescription(self.words_of(number))
        self.viewport().update()
        self.inject_selected.emit(number)

    def _show_mark(self, at: int) -> None:
        place = self._painter.place(self._line, self._line.marks[at], 1)
        bar, height, edge = self.verticalScrollBar(), self.viewport().height(), self._look.px(ROW)
        if place.top() < bar.value():
            bar.setValue(place.top() - edge)
        elif place.bottom() >= bar.value() + height:
            bar.setValue(place.bottom() + edge - height)

    def _set_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._painter.px(self._line.height) + self._look.px(8) - height))
        bar.setPageStep(height)
        bar.setSingleStep(self._look.px(ROW))

    def _move_to_now(self) -> None:
        now = self._painter.px(self._line.now_top)
        self.verticalScrollBar().setValue(round(now - self.viewport().height() * _NOW_AT))
