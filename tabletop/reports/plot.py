"""A chart's marks placed from the top down; its drawing is as high as they need. No chart's content.

Typed texts come in by `words` and `lines` only, which make them printable and fit them to their room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from reportlab.graphics.shapes import Drawing, Group, Shape, String
from reportlab.lib.colors import Color, black, white

from tabletop.i18n import Catalogue
from tabletop.reports import charts
from tabletop.reports.flowables import fitted_words
from tabletop.reports.frame import ITALIC, REGULAR, SEMIBOLD, Style, load_faces, printable, width_of
from tabletop.reports.voice import Pair, Voice

Item = TypeVar("Item")

HEAD, HEAD_SECOND = Style(SEMIBOLD, 7.4), Style(ITALIC, 7)
NOTE = Style(REGULAR, 7.4, 9.2)
TAG = Style(SEMIBOLD, 7.2)
FIGURE_ROOM = 640.0
"""How high a chart may grow before it is split, so that it stands on a page with its caption."""
SECOND_DROP = 7.6
_SAID = Style(REGULAR, 8.4, 10.4)
_SIGN_GAP, _ENTRY_GAP, _ENTRY_HEIGHT = 3.0, 11.0, 10.4


class Plot:
    """Marks in a box `width` points wide; x, y are points from its left and top edge, y downwards."""

    def __init__(self, width: float) -> None:
        load_faces()
        self.width = width
        self._marks: list[Shape] = []

    def add(self, shape: Shape) -> None:
        """Add a shape made for this plot: its own y is negative below the top."""
        self._marks.append(shape)

    def words(
        self,
        text: str,
        style: Style,
        *,
        at: tuple[float, float],
        anchor: str = "start",
        width: float | None = None,
        ink: Color = black,
    ) -> float:
        """Set a text on the baseline `at`, shrunk and then cut to `width`; return how wide it came out."""
        shown, size = (printable(text), style.size) if width is None else fitted_words(text, style, width)
        if shown:
            self.add(charts.text(shown, style.sized(size), at=(at[0], -at[1]), anchor=anchor, ink=ink))
        return width_of(shown, style.sized(size))

    def pair(
        self,
        pair: Pair,
        style: Style = HEAD,
        *,
        at: tuple[float, float],
        anchor: str = "start",
        width: float | None = None,
    ) -> None:
        """Set a label, its second language in italics below it."""
        self.words(pair.first, style, at=at, anchor=anchor, width=width)
        below = (at[0], at[1] + SECOND_DROP)
        self.words(pair.second, HEAD_SECOND, at=below, anchor=anchor, width=width)

    def lines(self, lines: Iterable[str], style: Style, *, at: tuple[float, float]) -> float:
        """Set lines that were wrapped before, one below the other; return their height."""
        height = 0.0
        for line in lines:
            self.words(line, style, at=(at[0], at[1] + height))
            height += style.leading
        return height

    def upright(self, text: str, style: Style, *, at: tuple[float, float], room: float) -> None:
        """Set a text that reads upwards from `at`."""
        shown, size = fitted_words(text, style, room)
        word = String(0, 0, shown, fontName=style.face, fontSize=size, fillColor=black)
        self.add(Group(word, transform=(0, 1, -1, 0, at[0], -at[1])))

    def tag(self, text: str, *, at: tuple[float, float]) -> float:
        """Set a text in white on its own black plate, baseline at `at`; return the plate's width."""
        width = width_of(printable(text), TAG) + 5
        self.box((at[0], at[1] - 6.8), (width, 9), fill=black)
        self.words(text, TAG, at=(at[0] + 2.5, at[1]), ink=white)
        return width

    def line(self, points: Sequence[float], weight: float, *, dash: Iterable[float] = ()) -> None:
        """Draw a line through x, y, x, y ..."""
        turned = [-value if index % 2 else value for index, value in enumerate(points)]
        self.add(charts.line(turned, weight, dash=dash))

    def rule(self, y: float, weight: float) -> None:
        """Draw a line from edge to edge."""
        self.line((0, y, self.width, y), weight)

    def box(
        self, at: tuple[float, float], size: tuple[float, float], *, fill: Color = white, weight: float = 0
    ) -> None:
        """Draw a rectangle from its top left corner."""
        self.add(charts.plain_box((at[0], -at[1] - size[1]), size, fill=fill, weight=weight))

    def place(self, drawing: Drawing, *, at: tuple[float, float]) -> None:
        """Place another drawing with its top left corner at `at`."""
        shift = (1, 0, 0, 1, at[0], -at[1] - drawing.height)
        self.add(Group(*drawing.contents, transform=shift))

    def legend(self, entries: Iterable[tuple[Drawing, str]], *, top: float, left: float = 0) -> float:
        """Set signs with their words from left to right, on as many lines as they need; return the end."""
        x, bottom = left, top
        for sign, words in entries:
            wide = sign.width + _SIGN_GAP + width_of(printable(words), NOTE)
            if x > left and x + wide > self.width:
                x, bottom = left, bottom + _ENTRY_HEIGHT
            self.place(sign, at=(x, bottom + 4.6 - sign.height / 2))
            room = self.width - x - sign.width - _SIGN_GAP
            self.words(words, NOTE, at=(x + sign.width + _SIGN_GAP, bottom + 7.2), width=room)
            x += wide + _ENTRY_GAP
        return bottom + (_ENTRY_HEIGHT if x > left else 0)

    def note(self, note: Pair, *, top: float) -> float:
        """Set a note over the whole width, its second language in italics below; return where it ends."""
        for text, style in ((note.first, NOTE), (note.second, NOTE.in_face(ITALIC))):
            top += self.lines(wrap(text, style, self.width), style, at=(0, top + 7.4))
        return top

    def drawing(self, height: float) -> Drawing:
        """Return everything as one drawing, so many points high."""
        drawn = Drawing(self.width, height)
        drawn.add(Group(*self._marks, transform=(1, 0, 0, 1, 0, height)))
        return drawn


def wrap(text: str, style: Style, width: float, most: int = 999) -> list[str]:
    """Break a text into lines no wider than `width`; what does not fit on `most` lines ends in `…`."""
    words = printable(text).split()
    lines: list[str] = []
    while words and len(lines) < most - 1:
        taken, wide = 1, width_of(words[0], style)
        while taken < len(words) and (wide := wide + width_of(" " + words[taken], style)) <= width:
            taken += 1
        line, words = " ".join(words[:taken]), words[taken:]
        lines.append(line if taken > 1 else _cut(line, style, width))
    return [*lines, _cut(" ".join(words), style, width)] if words else lines


def _cut(text: str, style: Style, width: float) -> str:
    """Return a text as far as it fits in its own size: lines of one paragraph are of one size."""
    return fitted_words(text, replace(style, floor=style.size), width)[0]


def said(pair: Pair, width: float) -> Drawing:
    """Draw words in the place of a chart that has nothing to show."""
    plot = Plot(width)
    height = 0.0
    for text, style in ((pair.first, _SAID), (pair.second, _SAID.in_face(ITALIC))):
        height += plot.lines(wrap(text, style, width), style, at=(0, height + 8.4))
    return plot.drawing(height + 2)


def in_each(voice: Voice, say: Callable[[Catalogue], str]) -> Pair:
    """Say the same in each language, with the numbers as its readers write them."""
    first = say(voice.first)
    second = say(voice.second) if voice.second else ""
    return Pair(first, "" if second == first else second)


def split(items: Sequence[Item], height_of: Callable[[Item], float], room: float) -> list[list[Item]]:
    """Share items out over as few charts as hold them, about as much on each; each holds one at least."""
    heights = [height_of(item) for item in items]
    ends = _ends(heights, room)
    fair = sum(heights) / max(1, len(ends))
    while fair < room and len(_ends(heights, fair)) > len(ends):
        fair += 8
    if fair < room:
        ends = _ends(heights, fair)
    return [list(items[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _ends(heights: Sequence[float], room: float) -> list[int]:
    """Return where each share ends if it takes what `room` holds."""
    ends, left = [], room
    for index, height in enumerate(heights):
        if height > left and left < room:
            ends.append(index)
            left = room
        left -= height
    return [*ends, len(heights)]


def sheet_name(voice: Voice, message: str, number: int | str) -> str:
    """Return what a chart's data are called in a workbook, the second and later parts with their number."""
    name = voice.say(message)
    return name if number == 1 else f"{name} {number}"
