"""The result at a glance: percent, suggested and official letter, what qualifies them; it must not score."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_score import Fact, ScoreFacts
from tabletop.ui.look import BOLD, REGULAR, SEMIBOLD, Look
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.link_line import Link
from tabletop.ui.widgets.score_letter import LetterChip

_NUMBER, _NO_NUMBER = 64, 24
_INSET = 6


class ScoreNumber(Link):
    """The percent, large; a label would leave as much empty room above and below it again."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "overall", parent)
        self._is_number = False
        self.words = ""
        self.setFixedHeight(look.px(_NUMBER))

    def show_number(self, percent: str, instead: str) -> None:
        """Show a percent, or what stands in its place."""
        self._is_number = bool(percent)
        self.words = percent or instead
        self.setAccessibleName(f"{percent} %" if percent else instead)
        font = self._font()
        longest = max((QFontMetrics(font).horizontalAdvance(word) for word in self.words.split()), default=0)
        self.setMinimumWidth(longest + 4)
        self.update()

    def paint_inside(self, painter: QPainter) -> None:
        """Paint the digits in the middle of their height, words in up to two lines."""
        painter.setFont(self._font())
        painter.setPen(self._look.color("text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        wrap = Qt.TextFlag.TextSingleLine if self._is_number else Qt.TextFlag.TextWordWrap
        above = self.height() // 4 if self._is_number else 0
        painter.drawText(self.rect().adjusted(0, -above, 0, above), int(flags | wrap), self.words)

    def _font(self) -> QFont:
        return self._look.font(_NUMBER if self._is_number else _NO_NUMBER, BOLD)


class FactLine(Link):
    """What a line of the panel is about, and what it says at the right."""

    def __init__(self, look: Look, label: QLabel, words: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.label, self.words = label, words
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Preferred)  # as a label: its words may be wrapped
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        words.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(_INSET), 0, look.px(_INSET), 0)
        line.setSpacing(look.px(12))
        line.addWidget(label)
        line.addWidget(words, 1)
        for part in (label, words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_fact(self, fact: Fact, tip: str) -> None:
        """Show a fact and what opens by it."""
        self.figure = fact.figure
        self.label.setText(fact.label)
        self.words.setText(fact.words)
        self.setAccessibleName(f"{fact.label}: {fact.words}")
        self.setToolTip(tip)


class ScorePanel(QFrame):
    """Number and letter on top, below them one line a fact; each number opens what is behind it."""

    asked = Signal(str)
    """The figure of the number that was clicked."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("surface")
        self.percent = ScoreNumber(look, self)
        self.suggested = LetterChip(look, 44, self)
        self.official = LetterChip(look, 24, self)
        self._suggestion = self._label(16, bold=True)
        self._cap = self._label(16, bold=True, late=True)
        self.official_words = self._label(16, bold=True)
        self._draft = self._label(14, bold=True)
        self._draft.setObjectName("draft")
        self._draft.setText(look.say(N_("DRAFT")))
        self._below = self._label(15)
        self._facts = QVBoxLayout()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines: list[FactLine] = []
        self.percent.asked.connect(self.asked)
        self._lay_out()

    def show_facts(self, facts: ScoreFacts) -> None:
        """Show the score as it stands."""
        say = self._look.say
        self.percent.show_number(facts.percent, say(N_("Insufficient evidence")))
        self._below.setText(facts.below)
        self.suggested.setVisible(facts.letter is not None)
        self.suggested.show_letter(
            facts.letter, say(N_("The system suggests {letter}"), letter=facts.letter or "")
        )
        self._suggestion.setText(say(N_("system's suggestion") if facts.letter else N_("no suggestion")))
        self._cap.setText(facts.cap)
        self._cap.setVisible(bool(facts.cap))
        self.official.setVisible(facts.rated is not None)
        self.official.show_letter(facts.rated, say(N_("Official letter {letter}"), letter=facts.rated or ""))
        self.official_words.setText(
            say(N_("official letter")) if facts.rated else say(N_("official letter: none yet"))
        )
        self.official_words.setToolTip(breakable(facts.why))
        self._ink(self.official_words, late=facts.rated is None)
        self._draft.setVisible(facts.is_draft)
        self._show_lines(facts)

    def set_flat(self, *, is_flat: bool) -> None:
        """Put the facts beside the number instead of below it."""
        ways = QBoxLayout.Direction
        self._halves.setDirection(ways.LeftToRight if is_flat else ways.TopToBottom)
        self._halves.setSpacing(self._look.px(48 if is_flat else 4))

    def _show_lines(self, facts: ScoreFacts) -> None:
        while len(self._lines) < len(facts.facts):
            self._add_line()
        tip = self._tip()
        self.percent.setToolTip(tip)
        for line, fact in zip(self._lines, facts.facts, strict=True):
            line.show_fact(fact, tip)
            self._ink(line.words, late=fact.is_late)

    def _add_line(self) -> None:
        line = FactLine(self._look, self._label(16, semibold=True), self._label(16, bold=True), self)
        line.asked.connect(self.asked)
        self._facts.insertWidget(len(self._lines), line)
        self._lines.append(line)

    def _tip(self) -> str:
        key = self._look.key("why")
        words = self._look.say(N_("Why? Opens what is behind this number."))
        return f"{words} ({key})" if key else words

    def _lay_out(self) -> None:
        px, theme = self._look.px, self._look.theme
        self._draft.setStyleSheet(
            f"border: 1px solid {theme.text}; border-radius: {px(4)}px; padding: 0 {px(6)}px;"
        )
        self._below.setWordWrap(True)
        self._facts.setSpacing(px(2))
        self._facts.addStretch(1)
        # The ring of a line stands outside the edge of its words.
        self._halves.setContentsMargins(px(24 - _INSET), px(10), px(24 - _INSET), px(8))
        self._halves.addLayout(self._number(), 2)
        self._halves.addLayout(self._facts, 3)

    def _number(self) -> QVBoxLayout:
        px = self._look.px
        head = QHBoxLayout()
        title = self._label(14, semibold=True)
        title.setProperty("rank", "head")
        title.setText(self._look.say(N_("T1 SCORE")))
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._draft)
        result = QHBoxLayout()
        result.setSpacing(px(12))
        result.addWidget(self.percent)
        result.addSpacing(px(8))
        result.addWidget(self.suggested)
        result.addLayout(self._letters(), 1)
        column = QVBoxLayout()
        column.setContentsMargins(px(_INSET), 0, px(_INSET), 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(result)
        column.addWidget(self._below)
        column.addStretch(1)
        return column

    def _letters(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._suggestion)
        words.addWidget(self._cap)
        official = QHBoxLayout()
        official.setSpacing(self._look.px(6))
        official.addWidget(self.official)
        official.addWidget(self.official_words, 1)
        for label in (self._suggestion, self._cap, self.official_words):
            label.setWordWrap(True)
        words.addLayout(official)
        words.addStretch(1)
        return words

    def _label(self, size: int, *, bold: bool = False, semibold: bool = False, late: bool = False) -> QLabel:
        label = QLabel("", self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(
            self._look.font(size, BOLD if bold and size > 16 else SEMIBOLD if bold or semibold else REGULAR)
        )
        self._ink(label, late=late)
        return label

    def _ink(self, label: QLabel, *, late: bool) -> None:
        label.setProperty("rank", "late" if late else "")
        label.style().unpolish(label)
        label.style().polish(label)
