"""What counts down now, the most pressing first, above what is late; it keeps no time of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look, span_text
from tabletop.ui.widgets.side_row import SideFacts, SideRow, Urgency

_KINDS = {
    "deadline": (N_("Deadline"), "flag"),
    "discussion": (N_("Discussion"), "people"),
    "teach-back": (N_("Teach-back"), "pause"),
    "auto": (N_("AUTO"), "play"),
}
"""Word and icon of each kind."""
_SPEAK_FOR_THEMSELVES = ("deadline", "auto", "discussion")
"""Kinds whose words say what they are: their icon is enough, the room goes to the words."""
_BY_HAND = ("discussion", "teach-back")
"""Kinds that a person started, and may end."""
_ROW, _MORE = 32, 26
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000
_MINUTES_BELOW_MS = 100 * _MINUTE_MS
"""From here on hours are named: 23:10 alone could be minutes and seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Countdown:
    """One running countdown; `left_ms` below 0 is how long it is over."""

    id: str
    kind: str
    words: str
    left_ms: int
    is_warning: bool = False

    @property
    def urgency(self) -> Urgency:
        """Say how much it presses."""
        if self.left_ms < 0:
            return "late"
        return "warning" if self.is_warning else "plain"


class CountdownList(QFrame):
    """Shows at most `most` rows and counts the others; it hides itself when nothing counts down."""

    asked = Signal(str)
    """The id of the countdown that was clicked or entered."""
    ended = Signal(str)
    """The id of a countdown that was started by hand and that Delete took away."""
    height_changed = Signal()
    """`taken` is another now: what stands below has more room, or less."""

    def __init__(self, look: Look, *, most: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._countdowns: Sequence[Countdown] = ()
        self._room = look.px(_MORE) + most * look.px(_ROW)
        self._rows = [SideRow(look, self) for _ in range(most)]
        self._more = QLabel(self)
        self._more.setProperty("rank", "second")
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        self._more.setIndent(look.px(14))
        self._more.setFixedHeight(look.px(_MORE))
        self.setAccessibleName(look.say(N_("Countdowns")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for at, row in enumerate(self._rows):
            row.clicked.connect(lambda _=False, at=at: self.asked.emit(self._countdowns[at].id))
            row.deleted.connect(lambda at=at: self._end(self._countdowns[at]))
            column.addWidget(row)
        column.addWidget(self._more)
        self.show_countdowns(())

    @property
    def taken(self) -> int:
        """Return how high it is now."""
        rows, more = sum(not row.isHidden() for row in self._rows), not self._more.isHidden()
        return rows * self._look.px(_ROW) + more * self._look.px(_MORE)

    def set_room(self, height: int) -> None:
        """Use at most this height: one row at least, and the line that counts the others."""
        if height != self._room:
            self._room = height
            self.show_countdowns(self._countdowns)

    def show_countdowns(self, countdowns: Sequence[Countdown]) -> None:
        """Show what counts down now, in the order given."""
        before, focused = self.taken, self._focused()
        self._countdowns = countdowns
        named = self._fitting(len(countdowns))
        for at, row in enumerate(self._rows):
            if at < named:
                row.show_facts(self._facts(countdowns[at]))
            row.setVisible(at < named)
        self._count(countdowns[named:])
        self.setVisible(bool(countdowns))
        self._follow(focused, countdowns[:named])
        if self.taken != before:
            self.height_changed.emit()

    def _focused(self) -> str | None:
        """Return the id of the countdown that has the focus."""
        return next(
            (each.id for row, each in zip(self._rows, self._countdowns, strict=False) if row.hasFocus()), None
        )

    def _follow(self, focused: str | None, named: Sequence[Countdown]) -> None:
        """Leave the focus with its countdown where others came before it: Delete must not hit another."""
        for row, each in zip(self._rows, named, strict=False):
            if each.id == focused and not row.hasFocus():
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fitting(self, count: int) -> int:
        """Return how many have a row."""
        row, more, most = self._look.px(_ROW), self._look.px(_MORE), len(self._rows)
        if count <= most and count * row <= self._room:
            return count
        return min(count, most, max(1, (self._room - more) // row))

    def _count(self, rest: Sequence[Countdown]) -> None:
        """Count those without a row; the tip names them."""
        more = self._look.say(N_("and {n} more countdowns"), n=len(rest)) if rest else ""
        whole = f"{more}: {', '.join(each.words for each in rest)}" if rest else ""
        if whole != self._more.accessibleName():
            self._more.setText(more)
            self._more.setToolTip(whole)
            self._more.setAccessibleName(whole)
        self._more.setVisible(bool(rest))

    def _end(self, each: Countdown) -> None:
        if each.kind in _BY_HAND:
            self.ended.emit(each.id)

    def _facts(self, each: Countdown) -> SideFacts:
        look = self._look
        kind, icon = _KINDS[each.kind]
        time = self._time(each.left_ms)
        is_clear = each.kind in _SPEAK_FOR_THEMSELVES and bool(each.words)
        words = each.words or look.say(kind)
        sentence = f"{words}: {time}"
        if each.words and each.kind != "discussion":  # its words begin with the kind
            sentence = look.say(N_("{kind}, {words}: {time}"), kind=look.say(kind), words=words, time=time)
        if each.kind in _BY_HAND:
            sentence = look.say(N_("{sentence}. Delete ends it."), sentence=sentence)
        return SideFacts(
            icon=icon, strong="" if is_clear else look.say(kind), words=each.words, time=time,
            sentence=sentence, urgency=each.urgency,
        )  # fmt: skip

    def _time(self, left_ms: int) -> str:
        """Write what is left, a begun second as a whole one, or how long it is over."""
        if left_ms < 0:
            return self._look.say(N_("late {span}"), span=self._span(-left_ms))
        return self._span(left_ms + 999)

    def _span(self, span_ms: int) -> str:
        if span_ms < _MINUTES_BELOW_MS:
            return span_text(span_ms)
        hours, minutes = span_ms // _HOUR_MS, span_ms % _HOUR_MS // _MINUTE_MS
        return self._look.say(N_("{hours} h {minutes} min"), hours=hours, minutes=f"{minutes:02}")
