"""Lines to write on with a pen, under what they ask; it must not know which form they are on."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.reports.document import WriteIn
from tabletop.reports.frame import MM, SEMIBOLD, Style
from tabletop.reports.pdf_flow import Body, Piece
from tabletop.reports.pdf_lines import Line, Setter, height_of
from tabletop.reports.pdf_pen import Pen

_ASKED = Style(SEMIBOLD, 9.6, 12.6)
_LEADING = 8 * MM
_GAP = 12.0
_PEN_LINE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteInBody:
    """A question and its lines, in one piece."""

    asked: tuple[Line, ...]
    lines: int
    width: float

    @property
    def height(self) -> float:
        """Return what the question and its lines take."""
        return height_of(self.asked) + self.lines * _LEADING

    @property
    def least(self) -> float:
        """Return its height: it stays in one piece."""
        return self.height

    def cut(self, room: float, fresh: float) -> tuple[Body, Body] | None:  # noqa: ARG002 - a body's
        """Return nothing: it stays in one piece."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the question, then line for line."""
        y = top
        for line in self.asked:
            pen.write([(left, y, line)])
            y -= line.leading
        for _ in range(self.lines):
            y -= _LEADING
            pen.rule(left, y, self.width, _PEN_LINE)


def write_in_piece(part: WriteIn, setter: Setter, width: float) -> Piece:
    """Set a question with its lines."""
    asked = tuple(setter.pair(part.text, _ASKED, width))
    return Piece(body=WriteInBody(asked=asked, lines=part.lines, width=width), gap=_GAP)
