"""Blocks: marks measured before they are drawn, so that a page can choose; no section's content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from tabletop.reports.flowables import Fitted, fitted, fitted_figure, fitted_words
from tabletop.reports.frame import SEMIBOLD, Style, Typed, printable, unprintable, width_of
from tabletop.reports.voice import Pair

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

TAG = Style(SEMIBOLD, 7.4)
_ASCENT = 1.024
"""Of Source Sans 3, in em: where ReportLab puts a paragraph's first baseline below its top."""


class Block:
    """Marks in a box `width` points wide, y growing downwards from its top; its maker sets `height`.

    `cut` names the typed texts that lost words, `substituted` the characters printed as U+XXXX.
    """

    def __init__(self, width: float) -> None:
        self.width = width
        self.height = 0.0
        self.cut: list[str] = []
        self.substituted: set[str] = set()
        self._marks: list[_Mark] = []

    def typed(self, typed: Typed, style: Style, *, at: Point, width: float, lines: int = 1) -> int:
        """Set a typed text with its first baseline at `at`; return how many lines it took."""
        result = fitted(typed, style, width=width, lines=lines)
        self._marks.append(_Paragraph(result, at))
        if result.was_cut and typed.name:
            self.cut.append(typed.name)
        self.note_characters(typed.text)
        return result.lines

    def words(
        self, text: str, style: Style, *, at: Point, anchor: Anchor = "start", width: float | None = None
    ) -> float:
        """Set a short text of our own on the baseline `at`; return how wide it came out."""
        size = style.size
        if width is None:
            text = printable(text)
        else:
            text, size = fitted_words(text, style, width)
        self._marks.append(_Words(text, style.sized(size), at, anchor))
        return width_of(text, style.sized(size))

    def figure(self, text: str, style: Style, *, at: Point, anchor: Anchor, width: float) -> None:
        """Set a number on the baseline `at`; it shrinks as far as it must and is never cut."""
        self._marks.append(_Words(text, fitted_figure(text, style, width), at, anchor))

    def words_or_first(
        self, pair: Pair, style: Style, *, at: Point, anchor: Anchor = "start", width: float
    ) -> float:
        """Set a label in both languages, in the first alone where both have no room."""
        both = width_of(pair.slash, style.sized(min(style.size, style.floor))) <= width
        return self.words(pair.slash if both else pair.first, style, at=at, anchor=anchor, width=width)

    def reversed_words(self, text: str, style: Style, *, centre: Point, spacing: float = 0) -> None:
        """Set a short text in white round a centre, to stand on solid black."""
        self._marks.append(_Words(printable(text), style, centre, "middle", ink=white, spacing=spacing))

    def tag(self, text: str, *, at: Point) -> float:
        """Set a short text in white on its own black plate, baseline at `at`; return the plate's width."""
        width = width_of(printable(text), TAG) + 6
        self.box((at[0], at[1] - 7.2), (width, 9.4), fill=black)
        self.reversed_words(text, TAG, centre=(at[0] + width / 2, at[1]))
        return width

    def rule(self, y: float, weight: float, *, x: float = 0, width: float | None = None) -> None:
        """Draw a horizontal line."""
        self._marks.append(_Rule((x, y), self.width - x if width is None else width, weight))

    def box(self, at: Point, size: Point, *, fill: Color | None = None, weight: float = 0) -> None:
        """Draw a rectangle from its top left corner; without `fill` and `weight` nothing shows."""
        self._marks.append(_Box(at, size, fill, weight))

    def drawing(self, drawing: Drawing, *, at: Point) -> None:
        """Place a chart with its top left corner at `at`."""
        self._marks.append(_Chart(drawing, at))

    def put(self, block: Block, *, at: Point) -> None:
        """Place another block with its top left corner at `at`."""
        self._marks.append(_Nested(block, at))
        self.cut.extend(block.cut)
        self.substituted |= block.substituted

    def note_characters(self, text: str) -> None:
        """Remember which characters of a typed text print as U+XXXX."""
        self.substituted.update(unprintable(text))

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw everything; `left` and `top` are page coordinates, y growing upwards."""
        for mark in self._marks:
            mark.draw(canvas, left, top)


class _Mark(Protocol):
    """Something that can be drawn in a block whose top left corner is known."""

    def draw(self, canvas: Canvas, left: float, top: float) -> None: ...


@dataclass(frozen=True, slots=True)
class _Paragraph:
    fitted: Fitted
    at: Point

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        paragraph = self.fitted.paragraph
        y = top - self.at[1] + _ASCENT * self.fitted.size - paragraph.height
        paragraph.drawOn(canvas, left + self.at[0], y)


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    style: Style
    at: Point
    anchor: Anchor
    ink: Color = black
    spacing: float = 0

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        canvas.setFillColor(self.ink)
        canvas.setFont(self.style.face, self.style.size)
        draw = {
            "start": canvas.drawString,
            "middle": canvas.drawCentredString,
            "end": canvas.drawRightString,
        }[self.anchor]
        draw(left + self.at[0], top - self.at[1], self.text, charSpace=self.spacing)


@dataclass(frozen=True, slots=True)
class _Rule:
    at: Point
    width: float
    weight: float

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        x, y = left + self.at[0], top - self.at[1]
        canvas.setStrokeColor(black)
        canvas.setLineWidth(self.weight)
        canvas.line(x, y, x + self.width, y)


@dataclass(frozen=True, slots=True)
class _Box:
    at: Point
    size: Point
    fill: Color | None
    weight: float

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        x, y = left + self.at[0], top - self.at[1] - self.size[1]
        canvas.setStrokeColor(black)
        canvas.setLineWidth(self.weight)
        canvas.setFillColor(self.fill or black)
        canvas.rect(x, y, *self.size, stroke=int(self.weight > 0), fill=int(self.fill is not None))


@dataclass(frozen=True, slots=True)
class _Chart:
    drawing: Drawing
    at: Point

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        renderPDF.draw(self.drawing, canvas, left + self.at[0], top - self.at[1] - self.drawing.height)


@dataclass(frozen=True, slots=True)
class _Nested:
    block: Block
    at: Point

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        self.block.draw(canvas, left + self.at[0], top - self.at[1])
