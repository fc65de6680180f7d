"""What draws lines, rules, chips and charts on a sheet; it must not know where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from tabletop.domain.play.events import Letter
from tabletop.reports.charts import letter_chip
from tabletop.reports.frame import Style
from tabletop.reports.pdf_lines import Line

_MIDDLE = 0.33
"""Of the size: how far the middle of its capitals lies above the baseline."""

Placed = tuple[float, float, Line]
"""Where a line begins: its left end and its top, then the line."""


@dataclass(slots=True)
class Pen:
    """A canvas with the pages that headings stand on; y grows upwards, as on the canvas."""

    canvas: Canvas
    page_of: Mapping[int, int]
    """Page by number of the heading; a contents entry reads it."""
    _chips: set[str] = field(default_factory=set)
    _level: int = -1
    """Of the last entry in the viewer's list: the next may lie one deeper at most."""

    def write(self, lines: Iterable[Placed]) -> None:
        """Write lines in black, each hanging from its top."""
        self.canvas.setFillColor(black)
        text = self.canvas.beginText()
        set_in: tuple[str, float] | None = None
        for left, top, line in lines:
            for x, words, style in line.spans:
                if set_in != (style.face, style.size):
                    set_in = (style.face, style.size)
                    text.setFont(style.face, style.size)
                text.setTextOrigin(left + x, top - line.leading / 2 - style.size * _MIDDLE)
                text.textOut(words)
        self.canvas.drawText(text)

    def mark_place(self, anchor: int, title: str, level: int) -> None:
        """Make the top of this page a place that contents and the viewer's list lead to."""
        name = place_of(anchor)
        self.canvas.bookmarkPage(name)
        self._level = min(level - 1, self._level + 1)
        self.canvas.addOutlineEntry(title, name, self._level)

    def lead_to(self, anchor: int, left: float, bottom: float, size: tuple[float, float]) -> None:
        """Make a rectangle lead to a heading's place in this file."""
        right, top = left + size[0], bottom + size[1]
        self.canvas.linkRect("", place_of(anchor), (left, bottom, right, top), Border="[0 0 0]")

    def words(self, words: str, style: Style, *, at: tuple[float, float], anchor: str = "start") -> None:
        """Write words that are printable already, on the baseline `at`."""
        self.canvas.setFillColor(black)
        self._words(words, style, at, anchor)

    def white_words(self, words: str, style: Style, *, at: tuple[float, float]) -> None:
        """Write words in white on what is black already."""
        self.canvas.setFillColor(white)
        self._words(words, style, at, "start")

    def _words(self, words: str, style: Style, at: tuple[float, float], anchor: str) -> None:
        self.canvas.setFont(style.face, style.size)
        draw = {"start": self.canvas.drawString, "end": self.canvas.drawRightString}[anchor]
        draw(*at, words)

    def rule(self, x: float, y: float, width: float, weight: float) -> None:
        """Draw a horizontal line."""
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, x + width, y)

    def dots(self, x: float, y: float, width: float) -> None:
        """Draw the dotted line that leads the eye to a page number."""
        self.canvas.saveState()
        self.canvas.setDash([0.6, 2.4])
        self.rule(x, y, width, 0.6)
        self.canvas.restoreState()

    def box(self, x: float, y: float, size: tuple[float, float], *, weight: float = 0) -> None:
        """Draw a rectangle from its lower left corner: a frame of this weight, solid black without one."""
        self.canvas.setStrokeColor(black)
        self.canvas.setFillColor(black)
        self.canvas.setLineWidth(weight)
        self.canvas.rect(x, y, *size, stroke=int(weight > 0), fill=int(weight == 0))

    def chip(self, letter: Letter, x: float, y: float, size: float) -> None:
        """Draw a letter's chip from its lower left corner; the file holds each letter once."""
        name = f"chip-{letter}-{size:g}"
        if name not in self._chips:
            self._chips.add(name)
            self.canvas.beginForm(name, 0, 0, size, size)
            renderPDF.draw(letter_chip(letter, size), self.canvas, 0, 0)
            self.canvas.endForm()
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.doForm(name)
        self.canvas.restoreState()

    def drawing(self, drawing: Drawing, x: float, y: float, scale: float) -> None:
        """Draw a chart from its lower left corner."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.scale(scale, scale)
        renderPDF.draw(drawing, self.canvas, 0, 0)
        self.canvas.restoreState()


def place_of(anchor: int) -> str:
    """Name the place of a heading inside the file."""
    return f"heading-{anchor}"
