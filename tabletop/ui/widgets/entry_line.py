"""The line edit of the log: what its keys mean, and the list that completes `#` and `@` in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tabletop.ui.look import Look
from tabletop.ui.widgets.entry_completion import CompletionList, Offer, Token, matching, token_at

EXPECTED = ""
"""The mark under which the expected actions are asked for."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EntryLine(QLineEdit):
    """Tells Shift+Enter from Enter, and asks for what `#`, `@` and Down in the empty line offer."""

    long_asked = Signal()
    given_up = Signal()
    offers_asked = Signal(str)
    """`#`, `@` or EXPECTED: to be answered at once by `offer`."""
    filled = Signal(str)
    """The text, after a choice was put into it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._list: CompletionList | None = None
        self._mark: str | None = None
        self._offers: Sequence[Offer] = ()
        self.textEdited.connect(self._complete)

    # The list -------------------------------------------------------------------------------------

    def offer(self, offers: Sequence[Offer]) -> None:
        """Take what was asked for."""
        self._offers = offers

    @property
    def has_list(self) -> bool:
        """Tell whether the list is open."""
        return self._list is not None and self._list.is_open

    def close_list(self) -> None:
        """Close the list and leave the text."""
        self._mark = None
        if self._list is not None:
            self._list.close_list()

    def _complete(self) -> None:
        token = self._token
        if token is None or self.isReadOnly():
            self.close_list()
            return
        if token.mark != self._mark:
            self._ask(token.mark)
        self._shown_list().show_offers(matching(self._offers, token.typed))

    def _show_expected(self) -> None:
        self._ask(EXPECTED)
        self._shown_list().show_offers(self._offers)

    def _ask(self, mark: str) -> None:
        """Ask anew each time that a list begins: an inject may have gone out since."""
        self._mark, self._offers = mark, ()
        self.offers_asked.emit(mark)

    @property
    def _token(self) -> Token | None:
        return token_at(self.text(), self.cursorPosition())

    def _shown_list(self) -> CompletionList:
        if self._list is None:
            self._list = CompletionList(self._look, self)
            self._list.taken.connect(self._take)
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _take(self, offer: Offer) -> None:
        """Put a choice into the line: an id in place of its token, an action in place of nothing."""
        token, mark = self._token, self._mark
        self.close_list()
        if mark == EXPECTED:
            self.setText(offer.insert)
            self.setCursorPosition(_end_of_text(offer.insert))
        elif token is not None:
            self.setSelection(token.begin, token.end - token.begin)
            space = "" if self.text()[token.end :].startswith(" ") else " "
            self.insert(offer.insert + space)
        self.filled.emit(self.text())

    # Keys -----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt moves the focus with it, where a list is open."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_tab = event.key() == Qt.Key.Key_Tab and not event.modifiers()
            if is_tab and self.has_list and self._take_marked():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the long form on Shift+Enter, give up on Esc; a held Enter saves once."""
        key, is_enter = event.key(), event.key() in _ENTER
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.close_list()
            self.long_asked.emit()
        elif is_enter and (event.isAutoRepeat() or (self.has_list and self._take_marked())):
            event.accept()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & ~_KEYPAD:
            self._go(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
            if self.has_list and self._mark != EXPECTED and self._token is None:
                self.close_list()  # the cursor left the token

    def _escape(self) -> None:
        if self.has_list:
            self.close_list()
        else:
            self.given_up.emit()

    def _go(self, by: int) -> None:
        if self.has_list and self._list is not None:
            self._list.step(by)
        elif by > 0 and not self.text() and not self.isReadOnly():
            self._show_expected()

    def _take_marked(self) -> bool:
        marked = self._list.marked if self._list is not None else None
        if marked is not None:
            self._take(marked)
        return marked is not None

    # Coming and going -----------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Come back to where the draft was left: selected as a whole, the next key would replace it."""
        cursor = self.cursorPosition()
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.setCursorPosition(cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no list open over what comes next."""
        super().focusOutEvent(event)
        self.close_list()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no list open over another screen."""
        super().hideEvent(event)
        self.close_list()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _end_of_text(line: str) -> int:
    """Return where the words end and the links at the end of a line begin."""
    words = line.split(" ")
    while words and words[-1][:1] in ("#", "@"):
        words.pop()
    return len(" ".join(words))
