"""One rater's side of an action: grade, time, notes with fact and judgement apart; it must not judge."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tabletop.domain.result.disagreement import Note, Rating
from tabletop.i18n import N_
from tabletop.ui.item_models import agreement_rows as words
from tabletop.ui.item_models.debrief_words import COMPLETIONS
from tabletop.ui.look import BOLD, Look, clock_text
from tabletop.ui.widgets.debrief_cells import breakable


class RaterCard(QFrame):
    """Stands beside the cards of the other raters; what it says is its accessible name too."""

    def __init__(self, look: Look, rating: Rating, *, limit_ms: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._said: list[str] = []
        self.setObjectName("ratercard")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(10))
        column.setSpacing(look.px(2))
        self._write_grade(column, rating, limit_ms)
        for note in rating.notes:
            self._write_note(column, note)
        if not rating.notes:
            self._rule(column)
            none = look.say(N_("No note of this station on the action or its inject."))
            column.addWidget(self._label(none, "second"))
        column.addStretch(1)
        theme = look.theme
        self.setStyleSheet(
            f"QFrame#ratercard {{ background: {theme.surface}; border: 1px solid {theme.border};"
            f" border-radius: {look.px(4)}px; }}"
            f"QFrame#notejudged {{ border-left: {look.px(3)}px solid {theme.border}; }}"
            f"QFrame#noterule {{ background: {theme.row_line}; }}"
        )
        self.setAccessibleName("\n".join(self._said))

    def _write_grade(self, column: QVBoxLayout, rating: Rating, limit_ms: int | None) -> None:
        look = self._look
        rater = self._label(words.name(rating.station, rating.author), "strong")
        rater.setFont(look.font(18, BOLD))
        column.addWidget(rater)
        if rating.cells:
            cells = look.say(N_("watches {cells}"), cells=", ".join(rating.cells))
            column.addWidget(self._label(cells, "second"))
        _, icon = COMPLETIONS[rating.completion]
        column.addLayout(self._behind(icon, self._label(words.grade(rating.completion, look), "strong")))
        column.addWidget(self._label(look.say(N_("seen at T+{time}"), time=clock_text(rating.observed_ms))))
        latency, is_late = words.latency_words(rating, limit_ms, look)
        if is_late:
            column.addLayout(self._behind("warning", self._label(latency, "late"), ink="late_ink"))
        elif latency:
            column.addWidget(self._label(latency))

    def _write_note(self, column: QVBoxLayout, note: Note) -> None:
        self._rule(column)
        column.addWidget(self._label(words.note_head(note, self._look), "head"))
        column.addWidget(self._label(note.text))
        judged = words.judgement_of(note, self._look)
        if judged is None:
            return
        head, icon, text = judged
        frame = QFrame(self)
        frame.setObjectName("notejudged")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(self._look.px(10), 0, 0, 0)
        inside.setSpacing(self._look.px(2))
        inside.addLayout(self._behind(icon, self._label(head, "head"), ink="text_2"))
        if text:
            inside.addWidget(self._label(text))
        column.addSpacing(self._look.px(4))
        column.addWidget(frame)

    def _rule(self, column: QVBoxLayout) -> None:
        line = QFrame(self)
        line.setObjectName("noterule")
        line.setFixedHeight(1)
        column.addSpacing(self._look.px(5))
        column.addWidget(line)
        column.addSpacing(self._look.px(3))

    def _behind(self, icon: str, label: QLabel, *, ink: str = "text") -> QHBoxLayout:
        """Set a label behind an icon, which stands beside its first line."""
        look, side = self._look, self._look.px(15)
        picture = QLabel(self)
        picture.setPixmap(look.icon(icon, ink).pixmap(side, side))
        picture.setContentsMargins(0, look.px(3), 0, 0)
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        return row

    def _label(self, text: str, rank: str = "") -> QLabel:
        self._said.append(text)
        label = QLabel(breakable(text), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        label.setWordWrap(True)  # after the policy, which forgets that the height follows the width
        label.setMinimumHeight(1)  # else its height at a guessed width would leave room to scroll into
        label.setProperty("rank", rank)
        return label
