"""A topic of the help as text to read: heads, lists, tables, links; it must not read files or choose one."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextListFormat, QTextOption
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from tabletop.domain.play.search import Haystack, Needle
from tabletop.help_topics import Topic, parser
from tabletop.i18n import N_
from tabletop.ui.look import Look

MEASURE = 720
"""No line is longer: the eye finds the next one."""
_WORD = re.compile(r"\w(?:\S*\w)?")


class HelpText(QTextBrowser):
    """Links tell their topic and open nothing; Tab goes from link to link. What a search found is marked."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setOpenLinks(False)  # nothing here leads to a network
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # a narrow cell does not break a word
        self.setAccessibleName(look.say(N_("Help text")))
        self.setMaximumWidth(look.px(MEASURE + 40))
        self.setStyleSheet(_frame_sheet(look))
        # Qt shows a pointing hand over a link; no hand sign stands anywhere in this program (design 8).
        self.highlighted.connect(lambda _link: self.viewport().setCursor(Qt.CursorShape.ArrowCursor))
        self.document().setDocumentMargin(look.px(10))
        self.document().setIndentWidth(look.px(28))
        self.document().setDefaultStyleSheet(_sheet(look))

    def show_topic(self, topic: Topic, *, found: str) -> None:
        """Show a topic from its beginning, or from the first of the words that were found."""
        self.setHtml(f"<h1>{escape(topic.title)}</h1>{_html(topic.text)}")
        self._part_marks_from_words()
        self._mark(found)

    def tell(self, words: str) -> None:
        """Say why there is no topic."""
        self.setExtraSelections([])
        self.setHtml(f"<p>{escape(words)}</p>")

    def _part_marks_from_words(self) -> None:
        """Widen the gap after a bullet: Qt takes the blank of the block's own face for it."""
        block = self.document().begin()
        while block.isValid():
            listed = block.textList()
            if listed is not None and listed.format().style() == QTextListFormat.Style.ListDisc:
                wide = block.charFormat()
                wide.setFontStretch(250)
                QTextCursor(block).setBlockCharFormat(wide)
            block = block.next()

    def _mark(self, found: str) -> None:
        needles = [Needle(word) for word in found.split()]
        marks: list[QTextEdit.ExtraSelection] = []
        for word in _WORD.finditer(self.toPlainText()) if needles else ():
            hay = Haystack.of(word[0])
            if any(needle.is_in(hay) for needle in needles):
                marks.append(self._marking(word.start(), word.end()))
                if len(marks) == 1:
                    self._bring(word.start())
        self.setExtraSelections(marks)

    def _bring(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)

    def _marking(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        """Return how a part of the text is marked."""
        marking, ink, cursor = QTextEdit.ExtraSelection(), QTextCharFormat(), QTextCursor(self.document())
        ink.setBackground(self._look.color("released_fill"))
        ink.setForeground(self._look.color("released_on"))
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        marking.cursor, marking.format = cursor, ink
        return marking


def _html(text: str) -> str:
    """Write a text for Qt: a cell with a style of its own would lose the sheet's line, a head stands left."""
    html = str(parser().render(text))
    return html.replace('style="text-align:right"', 'align="right"').replace("<th>", '<th align="left">')


def _frame_sheet(look: Look) -> str:
    theme = look.theme
    return (
        f"QTextBrowser {{ background: {theme.surface}; border: 1px solid {theme.row_line}; padding: 2px; }}"
        f"QTextBrowser:focus {{ border: 3px solid {theme.focus}; padding: 0; }}"
    )


def _sheet(look: Look) -> str:
    theme, px = look.theme, look.px
    return (
        f"p, li, td, th {{ color: {theme.text}; font-size: {px(17)}px; }}"
        f"p, li {{ margin-top: 0; margin-bottom: {px(6)}px; }}"
        f"ul, ol {{ margin-top: 0; margin-bottom: {px(6)}px; }}"
        f"table {{ border-collapse: collapse; margin-bottom: {px(10)}px; }}"
        f"th, td {{ padding: {px(4)}px {px(5)}px; border-bottom: 1px solid {theme.border}; }}"
        f"h1 {{ color: {theme.text}; font-size: {px(26)}px; margin-top: 0; margin-bottom: {px(10)}px; }}"
        f"h2 {{ color: {theme.text}; font-size: {px(19)}px; margin-top: {px(18)}px;"
        f" margin-bottom: {px(6)}px; }}"
        f"a {{ color: {theme.act_ink}; }}"
    )
