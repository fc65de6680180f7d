"""Texts broken into lines by the width of their words; it must not place a line on a page.

Every text passes `printable` here and reaches the page as letters, never as ReportLab's markup: a long
report has tens of thousands of cells, and a Paragraph costs twenty times what its words' widths do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from tabletop.reports.flowables import ELLIPSIS
from tabletop.reports.frame import BOLD, ITALIC, Style, load_faces, printable, unprintable
from tabletop.reports.voice import Pair

_BREAKS = "-/\\_.,;:@&=?|"
"""After these a word that is wider than its line is rather broken than inside."""
_TIGHTEST = 0.5
"""A break after such a sign must fill this share of the line."""


class Span(NamedTuple):
    """Words in one style, `x` points from the start of their line."""

    x: float
    words: str
    style: Style


class Line(NamedTuple):
    """A line that was set; `leading` is the height it takes."""

    spans: tuple[Span, ...]
    width: float
    leading: float


def second_style(style: Style) -> Style:
    """Return how the second language is set: upright's italics, a little smaller."""
    size = max(style.floor, style.size - 0.7)
    return Style(ITALIC, size, style.leading - 0.6)


def height_of(lines: Sequence[Line]) -> float:
    """Return the height that lines take below one another."""
    return sum(line.leading for line in lines)


class Setter:
    """Breaks texts into lines; it remembers widths of words, and what had to print as `U+XXXX`."""

    def __init__(self) -> None:
        load_faces()
        self.substituted: set[str] = set()
        self._ems: dict[str, dict[str, float]] = {}

    def pair(self, pair: Pair, style: Style, width: float, *, lead: Pair | None = None) -> list[Line]:
        """Set a text, below it its second language in italics; `lead` stands bold before each.

        A text that stands once, as typed, has the lead in both languages before it.
        """
        if not pair.second:
            return self.lines(pair.first, style, width, lead=lead.slash if lead else "")
        lines = self.lines(pair.first, style, width, lead=lead.first if lead else "")
        second_lead = (lead.second or lead.first) if lead else ""
        return lines + self.lines(pair.second, second_style(style), width, lead=second_lead)

    def lines(self, text: str, style: Style, width: float, *, lead: str = "") -> list[Line]:
        """Set a text; its own line breaks begin a line, empty ones aside. No words, no line."""
        begun: list[Line] = []
        if lead:
            begun = self.lines(lead, style.in_face(BOLD), width)
        for part in text.splitlines():
            shown = self.shown(part)
            if shown and begun and lead:
                begun, lead = self.followed(begun, shown, style, width), ""
            elif shown:
                begun += self._broken(shown, style, width)
        return begun

    def shown(self, text: str) -> str:
        """Return a text as paper can show it; what it cannot show is noted."""
        shown = printable(text)
        if "U+" in shown:
            self.substituted.update(unprintable(text))
        return shown

    def width(self, words: str, style: Style) -> float:
        """Return how wide words are that `shown` returned."""
        return self._em(style.face)(words) * style.size

    def clipped(self, lines: list[Line], most: int, width: float) -> list[Line]:
        """Return at most so many lines; where words are left out the last one ends with `…`."""
        if len(lines) <= most:
            return lines
        span = lines[most - 1].spans[-1]
        words, room = span.words, width - span.x
        while words and self.width(words + ELLIPSIS, span.style) > room:
            words = words[:-1].rstrip()
        kept = (*lines[most - 1].spans[:-1], span._replace(words=words + ELLIPSIS))
        return [*lines[: most - 1], Line(kept, width, lines[most - 1].leading)]

    def widest_word(self, text: str, style: Style) -> float:
        """Return the width of the widest word of a text."""
        return max((self.width(self.shown(word), style) for word in text.split()), default=0.0)

    def followed(self, lines: list[Line], shown: str, style: Style, width: float) -> list[Line]:
        """Go on in another style on the line that the lines end on."""
        *before, last = lines
        indent = last.width + self.width(" ", style)
        first, *more = self._broken(shown, style, width, indent)
        leading = max(last.leading, first.leading)
        return [*before, Line(last.spans + first.spans, max(last.width, first.width), leading), *more]

    def _broken(self, text: str, style: Style, width: float, indent: float = 0.0) -> list[Line]:
        """Break a printable text at its blanks; the first line begins at `indent`."""
        size = style.size
        limit = width / size + 1e-9
        em = self._em(style.face)
        blank = em(" ")
        lines: list[Line] = []
        start = indent / size
        words: list[str] = []
        used = start
        for word in text.split(" "):
            wide = em(word)
            more = used + blank + wide if words else used + wide
            if more <= limit:
                words.append(word)
                used = more
                continue
            if words or (start and not lines):
                lines.append(_line(" ".join(words), style, start * size, used * size))
                start = 0.0
            *full, last = self._pieces(word, em, limit) if wide > limit else [word]
            lines += [_line(piece, style, 0.0, em(piece) * size) for piece in full]
            words, used = [last], em(last)
        lines.append(_line(" ".join(words), style, start * size, used * size))
        return lines

    def _pieces(self, word: str, em: Callable[[str], float], limit: float) -> list[str]:
        """Break a word that is wider than a line, after a sign where one is near the end."""
        letters = list(accumulate((em(letter) for letter in word), initial=0.0))
        pieces, begin = [], 0
        while letters[-1] - letters[begin] > limit:
            end = begin + 1
            while end < len(word) and letters[end + 1] - letters[begin] <= limit:
                end += 1
            sign = max(word.rfind(sign, begin, end) for sign in _BREAKS) + 1
            if sign > begin and letters[sign] - letters[begin] >= limit * _TIGHTEST:
                end = sign
            pieces.append(word[begin:end])
            begin = end
        return [*pieces, *([word[begin:]] if begin < len(word) else [])]

    def _em(self, face: str) -> Callable[[str], float]:
        known = self._ems.setdefault(face, {})

        def em(word: str) -> float:
            width = known.get(word)
            if width is None:
                width = known[word] = float(stringWidth(word, face, 1))
            return width

        return em


def _line(words: str, style: Style, x: float, end: float) -> Line:
    return Line((Span(x, words, style),) if words else (), end, style.leading)
