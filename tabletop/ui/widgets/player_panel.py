"""The player display in the director's hand: what players see, where, and what they shall see next.

It stands beside the work like a form, and asks by signals only; the display itself is elsewhere.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.player.player_control import MOST_LETTERS, PlayerFacts
from tabletop.ui.player.player_picture import paint
from tabletop.ui.player.player_screens import Concern, Screen
from tabletop.ui.player.player_sheet import Mode
from tabletop.ui.widgets.keyed_button import KeyedButton

MODE_WORDS: dict[Mode, tuple[str, str, str]] = {
    "blank": (N_("Blank"), "player", ""),
    "clock": (N_("Clock"), "", "circle"),
    "inject": (N_("Last inject"), "player-inject", ""),
    "message": (N_("Message"), "", "document"),
    "pause": (N_("PAUSE"), "", "pause"),
    "emergency": (N_("Emergency"), "", "warning"),
}
"""What stands on the button of a mode: words, the verb whose key it shows, icon."""
ASK_WORDS = {
    "mirrored": (
        N_("This screen shows the same as another one: the display would cover that too."),
        N_("Use it all the same"),
    ),
    "director": (
        N_("You work on this screen: the display would cover your window. A click on it takes it away."),
        N_("Cover my window"),
    ),
    "back": (N_("The players' screen is plugged in again."), N_("Show on it again")),
}
CONCERNS: dict[Concern, str] = {
    "mirrored": N_("{screen} (mirrored)"),
    "director": N_("{screen} (your window)"),
    "": "{screen}",
}


class Preview(QWidget):
    """What players see, painted at the display's own size and made small."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: PlayerFacts | None = None
        self.setFixedSize(look.px(240), look.px(135))
        self.setAccessibleName(look.say(N_("What players see")))

    def show_facts(self, facts: PlayerFacts) -> None:
        """Show the display as it now is."""
        if self._facts is None or (facts.sheet, facts.size) != (self._facts.sheet, self._facts.size):
            self.update()
        self._facts = facts

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sheet, and a line round it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("band"))
        if self._facts is None:
            return
        size = self._facts.size
        ratio = min((self.width() - 2) / size.width(), (self.height() - 2) / size.height())
        painter.save()
        painter.translate(
            (self.width() - size.width() * ratio) / 2, (self.height() - size.height() * ratio) / 2
        )
        painter.scale(ratio, ratio)
        painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
        paint(painter, size, self._facts.sheet)
        painter.restore()
        painter.setPen(QPen(self._look.color("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PlayerPanel(QFrame):
    """Shows PlayerFacts and asks; Esc leaves, Page Up and Page Down turn the display's pages."""

    mode_asked = Signal(str)
    blank_asked = Signal()
    """Blank, or show again what stood there."""
    message_asked = Signal(str)
    page_asked = Signal(int)
    screen_chosen = Signal(str)
    answered = Signal()
    """Yes to what was asked about the screen."""
    automatic_set = Signal(bool)
    pause_set = Signal(bool)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self.setAccessibleName(look.say(N_("Player display")))
        self._preview = Preview(look, self)
        self._place = self._label("strong")
        self._screens = QComboBox(self)
        self._screens.setAccessibleName(look.say(N_("Screen of the players")))
        self._screens.setMinimumContentsLength(8)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._screens.setSizeAdjustPolicy(policy)
        self._offered: tuple[Screen, ...] | None = None
        self._ask = self._label("late")
        self._answer = KeyedButton(look, "", parent=self)
        self._modes = {mode: self._mode_button(mode) for mode in MODE_WORDS}
        self._page = self._label("strong")
        self._back = KeyedButton(look, "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "PgUp", parent=self)
        self._next = KeyedButton(look, "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", "PgDn", parent=self)
        self._text = QPlainTextEdit(self)
        self._too_long = self._label("late")
        self._send = KeyedButton(look, look.say(N_("Show the message")), "Ctrl+Enter", parent=self)
        self._automatic = QCheckBox(look.say(N_("Automatic: show each release at once")), self)
        self._pause = QCheckBox(look.say(N_("Show PAUSE during a pause")), self)
        self._leave = KeyedButton(look, look.say("Close"), "Esc", parent=self)
        self._prepare()
        self._lay_out()
        self._connect()

    def show_facts(self, facts: PlayerFacts) -> None:
        """Show the display as it now is."""
        look = self._look
        self._preview.show_facts(facts)
        self._show_screens(facts)
        for mode, button in self._modes.items():
            button.setChecked(mode == facts.sheet.mode)
        self._modes["inject"].setEnabled(facts.can_show_inject)
        words = look.say(N_("page {n} of {count}"), n=facts.page + 1, count=facts.page_count)
        self._page.setText(words)
        self._back.setEnabled(facts.page > 0)
        self._next.setEnabled(facts.page < facts.page_count - 1)
        for box, on in ((self._automatic, facts.is_automatic), (self._pause, facts.follows_pause)):
            with QSignalBlocker(box):
                box.setChecked(on)

    def focus_first(self) -> None:
        """Put the cursor into the message."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> dict[str, Any]:
        """Return what is typed and not shown yet."""
        return {"text": self._text.toPlainText()}

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        self._text.setPlainText(str(kept.get("text", "")))
        self._text.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leaves; Page Up and Page Down turn pages."""
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.page_asked.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take Ctrl+Enter and the page keys out of the text box, where they would do something else."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if not event.isAutoRepeat():
                    self._send_message()
                return True
            if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _send_message(self) -> None:
        if self._send.isEnabled():
            self.message_asked.emit(self._text.toPlainText())

    def _take_mode(self, mode: Mode) -> None:
        """Ask for a mode; the buttons show what is, not what was pressed."""
        self._modes[mode].toggle()
        if mode == "blank":
            self.blank_asked.emit()
        elif mode == "message" and self._send.isEnabled():
            self._send_message()
        else:
            self.mode_asked.emit(mode)
        if mode == "message" and not self._text.toPlainText().strip():
            self.focus_first()

    def _show_screens(self, facts: PlayerFacts) -> None:
        look = self._look
        if facts.screens != self._offered:
            self._offered = facts.screens
            self._screens.clear()
            self._screens.addItem(look.say(N_("Preview only")), "")
            for screen in facts.screens:
                named = f"{screen.name}  {screen.width} x {screen.height}"
                self._screens.addItem(look.say(CONCERNS[screen.concern], screen=named), screen.key)
        if not facts.ask or facts.ask == "back":
            self._screens.setCurrentIndex(max(0, self._screens.findData(facts.screen)))
        self._place.setText(self._place_words(facts))
        words, act = ASK_WORDS.get(facts.ask, ("", ""))
        self._ask.setText(look.say(words) if words else "")
        self._answer.set_words(look.say(act) if act else "")
        for widget in (self._ask, self._answer):
            widget.setVisible(bool(facts.ask))

    def _place_words(self, facts: PlayerFacts) -> str:
        name = next((screen.name for screen in facts.screens if screen.key == facts.screen), "")
        if name:
            return self._look.say(N_("Players see this on {screen}."), screen=name)
        if len(facts.screens) > 1:
            return self._look.say(N_("Players see nothing yet. Choose their screen."))
        return self._look.say(N_("Players see nothing yet. Connect a projector."))

    # Building -----------------------------------------------------------------------------------

    def _label(self, rank: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("rank", rank)
        return label

    def _mode_button(self, mode: Mode) -> KeyedButton:
        words, verb, icon = MODE_WORDS[mode]
        key = self._look.key(verb)
        button = KeyedButton(self._look, self._look.say(words), key, icon=icon, size=15, parent=self)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._take_mode(mode))
        return button

    def _prepare(self) -> None:
        look = self._look
        self._text.setAccessibleName(look.say(N_("Message to the room")))
        self._text.setPlaceholderText(look.say(N_("Message to the room")))
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(look.px(58))
        self._text.installEventFilter(self)
        self._send.setProperty("rank", "act")
        self._send.setEnabled(False)
        self._back.setAccessibleName(look.say(N_("Previous page (Page Up)")))
        self._next.setAccessibleName(look.say(N_("Next page (Page Down)")))
        for button in (self._back, self._next, *self._modes.values()):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for box in (self._automatic, self._pause):
            box.setAccessibleName(box.text())
        for widget in (self._ask, self._answer, self._too_long):
            widget.hide()

    def _connect(self) -> None:
        self._screens.activated.connect(lambda: self.screen_chosen.emit(self._screens.currentData()))
        self._answer.clicked.connect(self.answered)
        self._back.clicked.connect(lambda: self.page_asked.emit(-1))
        self._next.clicked.connect(lambda: self.page_asked.emit(1))
        self._text.textChanged.connect(self._take_typed)
        self._send.clicked.connect(self._send_message)
        self._automatic.toggled.connect(self.automatic_set)
        self._pause.toggled.connect(self.pause_set)
        self._leave.clicked.connect(self.left)

    def _take_typed(self) -> None:
        text = self._text.toPlainText().strip()
        over = len(text) - MOST_LETTERS
        words = N_("{count} letters too many: a message has {most} at most.")
        self._too_long.setText(self._look.say(words, count=over, most=MOST_LETTERS))
        self._too_long.setVisible(over > 0)
        self._send.setEnabled(bool(text) and over <= 0)

    def _lay_out(self) -> None:
        px = self._look.px
        body = QWidget(self)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(px(16), px(10), px(16), px(8))
        rows.setSpacing(px(8))
        title = self._label("title")
        title.setText(self._look.say(N_("Player display")))
        title.setWordWrap(False)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(title)
        head.addWidget(self._screens, 1)
        rows.addLayout(head)
        rows.addLayout(self._top())
        rows.addWidget(self._ask)
        rows.addWidget(self._answer)
        rows.addLayout(self._mode_grid())
        rows.addWidget(self._text)
        rows.addWidget(self._too_long)
        rows.addWidget(self._automatic)
        rows.addWidget(self._pause)
        rows.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(8), px(16), px(12))
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def _top(self) -> QHBoxLayout:
        """Place the preview, and beside it where it is shown and which page."""
        px = self._look.px
        pages = QHBoxLayout()
        pages.setSpacing(px(8))
        pages.addWidget(self._back)
        pages.addWidget(self._next)
        beside = QVBoxLayout()
        beside.setSpacing(px(4))
        beside.addWidget(self._place, 1, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self._page)
        beside.addLayout(pages)
        top = QHBoxLayout()
        top.setSpacing(px(12))
        top.addWidget(self._preview, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        return top

    def _mode_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self._look.px(8))
        for place, button in enumerate(self._modes.values()):
            grid.addWidget(button, place // 3, place % 3)
        return grid
