"""The sheet of a report: its size, what stands on every page, the letterhead's room; no part of a report."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.reports.document import SIZES_MM, Document, Paper
from tabletop.reports.flowables import fitted_words
from tabletop.reports.frame import BOLD, BOTTOM, LEFT, MM, REGULAR, SEMIBOLD, TOP, Style
from tabletop.reports.pdf_flow import Room
from tabletop.reports.pdf_lines import Setter
from tabletop.reports.pdf_pen import Pen

_RIGHT = 12 * MM
_LETTERHEAD = 38 * MM
_HEAD, _FOOT = 27.0, 22.0
"""What the mark takes above the text, and the foot line below it."""
_PLATE, _PLATE_PAD = 15.4, 5.0
_MARK, _MARK_SECOND = Style(BOLD, 9), Style(REGULAR, 7.4)
_SMALL, _SMALL_STRONG = Style(REGULAR, 7.4), Style(SEMIBOLD, 7.4)
_SPACING = 10.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, in points."""

    width: float
    height: float
    letterhead: float

    @classmethod
    def of(cls, paper: Paper, *, has_letterhead: bool) -> Sheet:
        """Return the sheet of a kind of paper."""
        width, height = SIZES_MM[paper]
        return cls(width * MM, height * MM, letterhead=_LETTERHEAD if has_letterhead else 0.0)

    @property
    def text_width(self) -> float:
        """Return how wide the text is set."""
        return self.width - LEFT - _RIGHT

    @property
    def room(self) -> Room:
        """Return how high the text may be."""
        other = self.height - TOP - _HEAD - BOTTOM - _FOOT
        return Room(other - self.letterhead, other)

    def top(self, page: int) -> float:
        """Return where the text of a page begins, y growing upwards."""
        return self.height - TOP - self._above(page) - _HEAD

    def _above(self, page: int) -> float:
        return self.letterhead if page == 1 else 0.0

    def furnish(self, pen: Pen, document: Document, setter: Setter, *, page: int, total: int) -> None:
        """Draw what stands on every page: mark and title at its head, foot line and number below."""
        bottom = self.height - TOP - self._above(page) - _PLATE
        x = LEFT + _plate(pen, document, setter, at=(LEFT, bottom)) + _SPACING
        right = LEFT + self.text_width
        if document.draft is not None:
            right -= _draft(pen, setter.shown(document.draft.slash), at=(right, bottom)) + _SPACING
        if page > 1:
            title, size = fitted_words(document.title.first, _SMALL_STRONG, right - x)
            pen.words(title, _SMALL_STRONG.sized(size), at=(x, bottom + 5.0))
        self._foot(pen, document, setter, number=document.page_words.format(n=page, total=total))

    def _foot(self, pen: Pen, document: Document, setter: Setter, *, number: str) -> None:
        pen.rule(LEFT, BOTTOM + 12, self.text_width, 0.6)
        right = LEFT + self.text_width
        number = setter.shown(number)
        pen.words(number, _SMALL_STRONG, at=(right, BOTTOM + 2.4), anchor="end")
        right -= setter.width(number, _SMALL_STRONG) + _SPACING
        if document.draft is not None:
            draft = setter.shown(document.draft.first)
            pen.words(draft, _MARK.sized(7.4), at=(right, BOTTOM + 2.4), anchor="end")
            right -= setter.width(draft, _MARK.sized(7.4)) + _SPACING
        setter.shown(document.foot)
        foot, size = fitted_words(document.foot, _SMALL, right - LEFT)
        pen.words(foot, _SMALL.sized(size), at=(LEFT, BOTTOM + 2.4))


def _plate(pen: Pen, document: Document, setter: Setter, *, at: tuple[float, float]) -> float:
    """Draw the mark in white on solid black, its second word beside it; return the plate's width."""
    x, bottom = at
    mark, second = setter.shown(document.mark.first), setter.shown(document.mark.second)
    wide, second_wide = setter.width(mark, _MARK), setter.width(second, _MARK_SECOND)
    width = wide + (second_wide + _PLATE_PAD if second else 0) + 2 * _PLATE_PAD
    pen.box(x, bottom, (width, _PLATE))
    pen.white_words(mark, _MARK, at=(x + _PLATE_PAD, bottom + 4.7))
    pen.white_words(second, _MARK_SECOND, at=(x + 2 * _PLATE_PAD + wide, bottom + 5.0))
    return width


def _draft(pen: Pen, words: str, *, at: tuple[float, float]) -> float:
    """Draw the draft's frame with its right edge at `at`; return its width."""
    words, size = fitted_words(words, _MARK, 120)
    style = _MARK.sized(size)
    width = Setter().width(words, style) + 2 * _PLATE_PAD
    pen.box(at[0] - width, at[1] + 0.1, (width, _PLATE - 0.2), weight=1.0)
    pen.words(words, style, at=(at[0] - _PLATE_PAD, at[1] + 4.7), anchor="end")
    return width
