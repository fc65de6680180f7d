"""What stands next: number, title, source, whole message, countdown, and the director's three verbs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import BOLD, Look, Room, plan_text, span_text
from tabletop.ui.widgets.elided_label import ElidedLabel
from tabletop.ui.widgets.keyed_button import KeyedButton

SOON_MS = 60_000
"""The release button is filled from a minute before its time: earlier is possible, never inviting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """The inject that stands next, in words; `until_ms` counts to its planned time, below 0 if late."""

    number: str
    title: str
    source: str
    message: str
    notes: str
    variant: str
    planned_ms: int | None
    until_ms: int | None
    locked: str
    """Why it cannot be released now, in words; empty where it can."""
    has_ended: bool
    repeat: str
    """The released inject that F8 repeats, or empty."""


class Countdown(QWidget):
    """The time until, or since, the planned release."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words = ""
        self._is_late = False
        self._is_calm = False
        self.setMinimumWidth(look.px(200))

    def show_until(self, until_ms: int | None, *, stands: bool) -> None:
        """Show `in 03:20` or `late 00:36`; `stands` while the clock does."""
        look = self._look
        words = ""
        if until_ms is not None:
            message = N_("in {span}") if until_ms > 0 else N_("late {span}")
            words = look.say(message, span=span_text(until_ms + 999 if until_ms > 0 else until_ms))
        late = until_ms is not None and until_ms <= 0
        if (words, late, stands) != (self._words, self._is_late, self._is_calm):
            self._words, self._is_late, self._is_calm = words, late, stands
            self.setAccessibleName(words)
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for one line of 30 pixels."""
        return QSize(self._look.px(220), self._look.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the words right-aligned, with a triangle when late."""
        look, painter = self._look, QPainter(self)
        ink = look.color("late_ink" if self._is_late and not self._is_calm else "act_ink")
        if self._is_calm:
            ink = look.color("text")
        painter.setPen(ink)
        painter.setFont(look.font(30, BOLD))
        painter.drawText(
            QRectF(self.rect()).adjusted(0, -2, 0, -2),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            self._words,
        )
        if self._is_late and not self._is_calm:
            side = look.px(24)
            x = self.width() - look.width(self._words, 30, BOLD) - look.px(10) - side
            place = QRectF(x, (self.height() - side) / 2, side, side)
            look.paint_icon(painter, "warning", place, ink, hole=look.color("surface"))


class StandbyCard(QFrame):
    """The card in the middle: nothing on it writes, its buttons ask."""

    verb_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._is_compact = False
        self._told = ("", "")
        """Which telling stands next, and from whom to whom."""
        self._head = self._label("head")
        self._plan = self._label("second")
        self._countdown = Countdown(look, self)
        self._title = self._label("title")
        self._source = self._label("second")
        self._variant = self._label("strong")
        self._message = _Message(look, self)
        self._offer = self._label("strong")
        self._offer_why = self._label("second")
        self._offer.hide()
        self._offer_why.hide()
        key = look.key("release")
        self._release = KeyedButton(look, "", key, icon="play", size=20, weight=BOLD, parent=self)
        self._hold = KeyedButton(look, look.say(N_("Hold")), look.key("hold"), parent=self)
        self._skip = KeyedButton(look, look.say(N_("Skip")), look.key("skip"), parent=self)
        self._repeat = KeyedButton(look, look.say(N_("Repeat")), look.key("repeat"), parent=self)
        for verb, button in (
            ("release", self._release), ("hold", self._hold), ("skip", self._skip), ("repeat", self._repeat),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, name=verb: self.verb_asked.emit(name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()

    def show_facts(self, facts: CardFacts | None, *, stands: bool, none: str) -> None:
        """Show what stands next; None when every inject is out, and then what to do (`none`)."""
        look = self._look
        if facts is None:
            self._show_nothing(none)
            return
        self._head.setText(look.say(N_("NEXT")))
        plan = (
            ""
            if facts.planned_ms is None
            else look.say(N_("planned T+{time}"), time=plan_text(facts.planned_ms))
        )
        _set(self._plan, plan)
        self._countdown.show_until(facts.until_ms, stands=stands)
        _set(self._title, f"{facts.number}  {facts.title}")
        self._told = (facts.variant, facts.source)
        self._variant.setVisible(bool(facts.variant) and not self._is_compact)
        _set(self._variant, facts.variant)
        self._message.show_texts(facts.message, facts.notes)
        self._show_release(facts)
        for button in (self._hold, self._skip):
            button.setEnabled(not facts.has_ended)

    def show_offer(self, words: str, why: str) -> None:
        """Say which contingencies are offered and why; none stands next by itself."""
        variant, source = self._told  # a low card has one line
        parts = (variant, words or source) if self._is_compact else (source,)
        _set(self._source, "  \N{BULLET}  ".join(part for part in parts if part))
        for label, told in ((self._offer, words), (self._offer_why, why)):
            _set(label, told)
            label.setVisible(bool(told) and not self._is_compact)

    def _show_release(self, facts: CardFacts) -> None:
        look = self._look
        if facts.locked:
            locked = look.say(N_("Locked")) if self._is_compact else facts.locked
            self._release.set_words(locked, icon="lock")
            self._release.setToolTip(facts.locked)
        else:
            words = look.say(N_("RELEASE {inject}"), inject=facts.number)
            self._release.set_words(words, icon="" if self._is_compact else "play")
        is_soon = facts.until_ms is None or facts.until_ms <= SOON_MS
        self._rank(self._release, "act" if is_soon else "outlined")
        self._release.setEnabled(not facts.locked)
        names_it = facts.repeat and not self._is_compact
        repeat = look.say(N_("Repeat {inject}"), inject=facts.repeat) if names_it else look.say(N_("Repeat"))
        self._repeat.set_words(repeat)
        self._repeat.setEnabled(bool(facts.repeat) and not facts.has_ended)

    def set_read_only(self) -> None:
        """Show what stood next without the means to do anything about it."""
        for button in (self._release, self._hold, self._skip, self._repeat):
            button.hide()

    def _show_nothing(self, hint: str) -> None:
        look = self._look
        self._told = ("", "")
        self._countdown.show_until(None, stands=False)
        for label, words in (
            (self._head, look.say(N_("NEXT"))), (self._plan, ""),
            (self._title, look.say(N_("Every inject is out"))),
        ):  # fmt: skip
            _set(label, words)
        self._variant.hide()
        self._message.show_texts(hint, "")
        words = N_("None left") if self._is_compact else N_("Nothing to release")
        self._release.set_words(look.say(words), icon="")
        for button in (self._release, self._hold, self._skip):
            button.setEnabled(False)

    def set_room(self, room: Room) -> None:
        """Put the four buttons in one line where the window is narrow."""
        px = self._look.px
        compact = self._is_compact = room != "wide"
        for button in (self._release, self._hold, self._skip, self._repeat):
            button.set_key_shown(shown=room != "tight")
        self._release.setFixedHeight(px(44 if compact else 52))
        for button in (self._hold, self._skip, self._repeat):
            button.setFixedHeight(px(44 if compact else 36))
        self._buttons.setDirection(
            QHBoxLayout.Direction.LeftToRight if compact else QHBoxLayout.Direction.TopToBottom
        )
        edge = px(10 if compact else 16)
        self._column.setContentsMargins(edge, px(4 if compact else 10), edge, px(8 if compact else 12))

    # Building -----------------------------------------------------------------------------------

    def _label(self, rank: str) -> QLabel:
        label = ElidedLabel(self)
        label.setProperty("rank", rank)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return label

    def _rank(self, button: KeyedButton, rank: str) -> None:
        if button.property("rank") != rank:
            button.setProperty("rank", rank)
            button.style().unpolish(button)
            button.style().polish(button)

    def _lay_out(self) -> None:
        px = self._look.px
        top = QHBoxLayout()
        top.setSpacing(px(8))
        self._head.setMinimumWidth(self._look.width(self._look.say(N_("NEXT")), 14, BOLD) + px(2))
        self._head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top.addWidget(self._head)
        top.addWidget(self._plan, 1)
        top.addWidget(self._countdown)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(8))
        self._buttons.addWidget(self._release, 2)
        three = QHBoxLayout()
        three.setSpacing(px(8))
        for button in (self._hold, self._skip, self._repeat):
            three.addWidget(button, 1)
        self._buttons.addLayout(three, 3)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(px(2))
        self._column.addLayout(top)
        self._column.addWidget(self._title)
        self._column.addWidget(self._source)
        self._column.addWidget(self._variant)
        self._column.addWidget(self._message, 1)
        self._column.addSpacing(px(6))
        self._column.addLayout(self._buttons)
        self._column.addWidget(self._offer)
        self._column.addWidget(self._offer_why)


class _Message(QPlainTextEdit):
    """The message as delivered, whole: it scrolls where the card is too low, and is never elided."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(look.say(N_("Message")))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(look.px(44))
        self.setStyleSheet(
            "QPlainTextEdit { border: none; padding: 0; background: transparent;"
            f" font-size: {look.px(17)}px; }}"
            f"QPlainTextEdit:focus {{ border: 2px solid {look.theme.focus}; }}"
        )
        self.document().setDocumentMargin(0)

    def show_texts(self, message: str, notes: str) -> None:
        """Show the message, and below it what only controllers read."""
        words = message
        if notes:
            words += "\n\n" + self._look.say(N_("For controllers: {notes}"), notes=notes)
        if words != self.toPlainText():
            self.setPlainText(words)


def _set(label: QLabel, words: str) -> None:
    if label.text() != words:
        label.setText(words)
