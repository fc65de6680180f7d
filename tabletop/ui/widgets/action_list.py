"""The expected actions of one inject, each with its limit and four grades; it asks, it never grades."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tabletop.domain.play.board import ActionLine
from tabletop.domain.play.events import Completion
from tabletop.i18n import N_
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look, Room, span_text

GRADES: tuple[tuple[Completion, str, str, str], ...] = (
    ("met", N_("met"), "check", "1"),
    ("partial", N_("partial"), "half", "2"),
    ("unmet", N_("unmet"), "cross", "3"),
    ("n/a", N_("n/a"), "dash", "0"),
)
"""Completion, word, icon and key of each grade."""
GRADE_WORDS = {grade: word for grade, word, _, _ in GRADES}
HEADS = (N_("yes"), N_("part"), N_("no"), N_("n/a"))
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_KEYS = {Qt.Key.Key_1: "met", Qt.Key.Key_2: "partial", Qt.Key.Key_3: "unmet", Qt.Key.Key_0: "n/a"}


class LimitBar(QWidget):
    """What is left of an action's limit, in words and as a bar; late in wine ink."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._line: ActionLine | None = None
        self._released_ms = 0
        self.setFixedSize(look.px(92), look.px(40))

    def show_line(self, line: ActionLine, released_ms: int) -> None:
        """Show one action."""
        if (line, released_ms) != (self._line, self._released_ms):
            self._line, self._released_ms = line, released_ms
            self.setAccessibleName(self.words())
            self.update()

    def words(self) -> str:
        """Return what the bar says."""
        line, look = self._line, self._look
        if line is None:
            return ""
        if line.met_ms is not None:
            return span_text(max(0, line.met_ms - self._released_ms))
        if line.left_ms is None:
            return "" if line.completion else look.say(N_("no limit"))
        if line.is_late:
            return look.say(N_("late {span}"), span=span_text(line.left_ms))
        return look.say(N_("{span} left"), span=span_text(line.left_ms))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the words and, where there is a limit, the bar below them."""
        line, look, painter = self._line, self._look, QPainter(self)
        if line is None:
            return
        limit_ms = line.action.within_ms
        ink = look.color("late_ink" if line.is_late else "text")
        painter.setPen(ink)
        is_done = line.completion is not None
        painter.setFont(look.font(15, BOLD if is_done or line.is_late else REGULAR))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(QRectF(0, 0, self.width() - look.px(2), look.px(25)), right, self.words())
        if limit_ms is None:
            return
        used = 1.0
        if line.left_ms is not None:
            used = min(1.0, max(0.0, 1 - line.left_ms / limit_ms))
        elif line.met_ms is not None:
            used = min(1.0, max(0, line.met_ms - self._released_ms) / limit_ms)
        frame = QRectF(look.px(26), look.px(29), self.width() - look.px(28), look.px(6))
        painter.setPen(look.color("border"))
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))
        fill = "late_fill" if line.is_late else "border" if is_done else "text"
        painter.fillRect(
            QRectF(frame.left(), frame.top(), frame.width() * used, frame.height()), look.color(fill)
        )


class ActionRow(QFrame):
    """One action: letter, text, limit, and the four grades as real buttons."""

    graded = Signal(str, str)
    typed = Signal(str)

    def __init__(
        self, look: Look, line: ActionLine, parent: QWidget | None = None, *, is_read_only: bool = False
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._is_read_only = is_read_only
        self._id = line.action.full_id
        self._coat = ""
        self.setObjectName("actionrow")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._letter = QLabel(line.action.id, self)
        self._text = QLabel(look.typed(line.action.text), self)
        self._bar = LimitBar(look, self)
        self._buttons = {grade: self._button(grade, word, icon) for grade, word, icon, _ in GRADES}
        self._lay_out()

    def show_line(self, line: ActionLine, released_ms: int) -> None:
        """Show limit and grade as they stand."""
        look = self._look
        self._bar.show_line(line, released_ms)
        for grade, _, icon, _ in GRADES:
            button, is_chosen = self._buttons[grade], line.completion == grade
            if button.isChecked() != is_chosen:  # an icon that is set is painted anew, each second
                button.setChecked(is_chosen)
                button.setIcon(look.icon(icon, "chosen_on" if is_chosen else "text"))
                if self._is_read_only:
                    self._lock(button, is_shown=is_chosen)
        words = look.say(GRADE_WORDS[line.completion]) if line.completion else look.say(N_("not assessed"))
        self.setAccessibleName(f"{self._id} {self._text.text()}: {words}, {self._bar.words()}")
        coat = "late" if line.is_late else "plain"
        if coat != self._coat:
            self._coat = coat
            self._dress(is_late=line.is_late)

    def fit(self, width: int, least: int) -> None:
        """Take the height that the whole text needs: it is never cut."""
        room = max(80, width - self._look.px(20 + 92 + 4 * 36 + 62))
        wanted = QFontMetrics(self._look.font(15, BOLD)).boundingRect(
            QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), self._text.text()
        )
        self.setFixedHeight(max(self._look.px(least), wanted.height() + self._look.px(8)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Grade by 1, 2, 3 and 0."""
        grade = _KEYS.get(Qt.Key(event.key()))
        if self._is_read_only and event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            super().keyPressEvent(event)
        elif grade is not None and not event.isAutoRepeat() and not event.modifiers():
            self.graded.emit(self._id, grade)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.text().isalpha() and not event.modifiers() & _COMMAND:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the ring of the focused row."""
        super().focusInEvent(event)
        self._dress(is_late=self._coat == "late")

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take the ring off."""
        super().focusOutEvent(event)
        self._dress(is_late=self._coat == "late")

    def _dress(self, *, is_late: bool) -> None:
        theme = self._look.theme
        ground = theme.late_row if is_late else theme.surface
        bar = theme.late_fill if is_late else ground
        ring = f"2px solid {theme.focus}" if self.hasFocus() else f"1px solid {ground}"
        self.setStyleSheet(
            f"QFrame#actionrow {{ background: {ground}; border: {ring};"
            f" border-left: {self._look.px(4)}px solid {bar}; border-bottom: 1px solid {theme.row_line}; }}"
        )
        weight = BOLD if is_late else REGULAR
        self._text.setFont(self._look.font(15, weight))

    def _button(self, grade: Completion, word: str, icon: str) -> QPushButton:
        look = self._look
        button = QPushButton(self)
        button.setCheckable(True)
        button.setFixedSize(look.px(34), look.px(34))
        button.setIconSize(QSize(look.px(16), look.px(16)))
        button.setIcon(look.icon(icon))
        button.setAccessibleName(f"{self._id}: {look.say(word)}")
        button.setToolTip(look.say(word))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setStyleSheet("QPushButton { padding: 0; min-height: 0; }")
        if self._is_read_only:
            fill = look.theme.chosen_fill
            button.setStyleSheet(
                f"QPushButton {{ padding: 0; min-height: 0; background: {fill}; border: 1px solid {fill}; }}"
            )
            place = button.sizePolicy()
            place.setRetainSizeWhenHidden(True)
            button.setSizePolicy(place)
            button.setEnabled(False)
            button.hide()
        # The grade shows only when its row is durable: a click asks, it does not check.
        button.clicked.connect(lambda checked, name=grade, own=button: self._ask(name, own, checked=checked))
        return button

    def _lock(self, button: QPushButton, *, is_shown: bool) -> None:
        """Show the grade that was given, as something that cannot be pressed but is read as well."""
        icon = button.icon()
        icon.addPixmap(icon.pixmap(button.iconSize()), QIcon.Mode.Disabled)
        button.setIcon(icon)
        button.setVisible(is_shown)

    def _ask(self, grade: str, button: QPushButton, *, checked: bool) -> None:
        button.setChecked(not checked)
        self.graded.emit(self._id, grade)

    def _lay_out(self) -> None:
        px = self._look.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(2), px(8), px(2))
        row.setSpacing(px(2))
        self._letter.setFont(self._look.font(16, SEMIBOLD))
        self._letter.setFixedWidth(px(20))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setFont(self._look.font(15))
        row.addWidget(self._letter)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar)
        row.addSpacing(px(10))
        for button in self._buttons.values():
            row.addWidget(button)


def grade_heads(look: Look, parent: QWidget) -> QWidget:
    """Return the words over the four buttons, each as wide as its button."""
    heads = QWidget(parent)
    row = QHBoxLayout(heads)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(2))
    for word in HEADS:
        label = QLabel(look.say(word), heads)
        label.setProperty("rank", "head")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setFixedWidth(look.px(34))
        row.addWidget(label)
    return heads


class ActionList(QFrame):
    """The selected inject's actions; rows are built when the inject changes, else only brought up to date."""

    graded = Signal(str, str)
    """Full action id and completion."""
    typed = Signal(str)
    """A letter typed while an action had the focus: it belongs in the log line."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, is_read_only: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._is_read_only = is_read_only
        self._rows: list[ActionRow] = []
        self._ids: tuple[str, ...] | None = None
        self._row_height = 48
        self._head = QLabel("", self)
        self._empty = QLabel("", self)
        self._heads = QWidget(self)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self.view = QScrollArea(self)
        """Scrolls the rows, and would take the arrows that they leave."""
        self._lay_out()

    def show_lines(
        self, head: str, lines: Sequence[ActionLine], released_ms: int | None, *, empty: str
    ) -> None:
        """Show the actions of an inject under `head`, or say why there are none."""
        ids = tuple(line.action.full_id for line in lines)
        if ids != self._ids:
            self._ids = ids
            self._rebuild(lines)
        if self._head.text() != head:
            self._head.setText(head)
        self._empty.setText(empty)
        self._empty.setVisible(not lines)
        self.view.setVisible(bool(lines))
        for row, line in zip(self._rows, lines, strict=True):
            row.show_line(line, released_ms or 0)

    def focus_row(self, number: int) -> bool:
        """Put the focus on the n-th action, from 1; tell whether there is one."""
        if not 1 <= number <= len(self._rows):
            return False
        self._rows[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.ensureWidgetVisible(self._rows[number - 1])
        return True

    def wanted_height(self, rows: int) -> int:
        """Return the height for so many actions, with the head where it is shown."""
        head = 0 if self._heads.isHidden() else self._look.px(30)
        return head + rows * self._look.px(self._row_height)

    def set_room(self, room: Room) -> None:
        """Leave the head to the tab row where there is one, and take rows of 42 pixels."""
        compact = room != "wide"
        self._heads.setHidden(compact)
        self._row_height = 42 if compact else 48
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure the rows anew."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        for row in self._rows:
            row.fit(self.width(), self._row_height)

    def _rebuild(self, lines: Sequence[ActionLine]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for at, line in enumerate(lines):
            row = ActionRow(self._look, line, self._body, is_read_only=self._is_read_only)
            row.fit(self.width(), self._row_height)
            row.graded.connect(self.graded)
            row.typed.connect(self.typed)
            self._column.insertWidget(at, row)
            self._rows.append(row)

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        self._heads.setObjectName("band")
        self._heads.setFixedHeight(px(30))
        heads = QHBoxLayout(self._heads)
        heads.setContentsMargins(px(16), 0, px(18), 0)
        heads.setSpacing(px(2))
        self._head.setProperty("rank", "head")
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        heads.addWidget(self._head, 1)
        heads.addWidget(grade_heads(look, self._heads))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.view.setWidget(self._body)
        self.view.setWidgetResizable(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always on, so that the buttons stand under their words whether it is needed or not.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setWordWrap(True)
        self._empty.setProperty("rank", "second")
        self._empty.setContentsMargins(px(16), px(8), px(16), px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heads)
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)
        column.addStretch(0)
