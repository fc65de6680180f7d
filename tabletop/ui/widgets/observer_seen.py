"""When it was seen: a wall time that the first keystroke of a fact sets; it must not read a clock itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import SEMIBOLD, Look, Room
from tabletop.ui.widgets.keyed_button import KeyedButton

EARLIER = timedelta(seconds=30)


class SeenBox(QWidget):
    """A line with the time, and a button that takes it half a minute back."""

    earlier_asked = Signal()
    submitted = Signal()

    def __init__(self, look: Look, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._now = now
        self._stamped_at: datetime | None = None
        self.is_elapsed = False
        self._label = QLabel("", self)
        self.line = QLineEdit(self)
        self.earlier = KeyedButton(look, look.say(N_("-30 s")), look.key("observer-earlier"), parent=self)
        self.earlier.setAccessibleName(look.say(N_("It was seen 30 s earlier")) + f" ({self._key})")
        self.earlier.setToolTip(look.say(N_("It was seen 30 s earlier")))
        self._lay_out()
        self.earlier.clicked.connect(self.earlier_asked)
        self.line.textEdited.connect(self._forget_stamp)
        self.line.returnPressed.connect(self.submitted)
        self.set_kind(is_elapsed=False)

    @property
    def _key(self) -> str:
        return self._look.key("observer-earlier")

    @property
    def stamped_at(self) -> datetime | None:
        """Return the moment that stands in the line, where nobody has typed another."""
        return self._stamped_at

    @property
    def text(self) -> str:
        """Return what stands in the line."""
        return self.line.text().strip()

    def stamp(self) -> None:
        """Set the time to now, unless one stands there."""
        if not self.text:
            self.show_moment(self._now())

    def show_moment(self, moment: datetime | None) -> None:
        """Show a moment to the second, and keep it whole; None empties the line."""
        self._stamped_at = moment
        self.line.setText("" if moment is None else self._look.wall(moment))

    def take_text(self, text: str) -> None:
        """Put in what was typed."""
        self._stamped_at = None
        self.line.setText(text)

    def go_back(self, shown: datetime | None) -> None:
        """Take the time half a minute back; `shown` is what the line says, None where it says nothing."""
        self.show_moment((shown or self._now()) - EARLIER)

    def set_kind(self, *, is_elapsed: bool) -> None:
        """Ask for T+ as it stands on paper, or for a wall time."""
        look, self.is_elapsed = self._look, is_elapsed
        label = N_("Seen at T+") if is_elapsed else N_("Seen at")
        self._label.setText(look.say(label))
        self.line.setAccessibleName(look.say(label))
        hint = N_("hh:mm") if is_elapsed else N_("time")
        self.line.setPlaceholderText(look.say(hint))
        self.earlier.setHidden(is_elapsed)

    def set_room(self, room: Room) -> None:
        """Leave the key cap out where there is no room for it."""
        self.earlier.set_key_shown(shown=room == "wide")

    def _forget_stamp(self) -> None:
        self._stamped_at = None

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        self._label.setFont(look.font(16, SEMIBOLD))
        self._label.setProperty("rank", "strong")
        self.line.setFont(look.font(18))
        self.earlier.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where one types
        self.earlier.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.line.setFixedWidth(look.width("00.00.00", 18) + px(34))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for part in (self._label, self.line, self.earlier):
            row.addWidget(part)
