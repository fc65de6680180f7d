"""The parts of a report that stay in one piece: charts and signatures; it must not draw a chart itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from tabletop.i18n import N_
from tabletop.reports.document import Figure, Signatures
from tabletop.reports.flowables import fitted_words
from tabletop.reports.frame import MM, REGULAR, SEMIBOLD, Style
from tabletop.reports.pdf_flow import Body, Piece
from tabletop.reports.pdf_lines import Line, Setter, height_of
from tabletop.reports.pdf_pen import Pen
from tabletop.reports.pdf_words import caption_piece
from tabletop.reports.voice import Pair, Voice

SIGNATURE_CAPTION = N_("Name, rank/number, signature")
PLACE_AND_DATE = N_("Place, date")
_ROLE = Style(SEMIBOLD, 9.2, 12)
_CAPTION = Style(REGULAR, 7.2, 9)
_STAMP = 14 * MM
"""Room for a stamp beside the name."""
_PLACE_ROOM, _GUTTER = 26.0, 26.0
_ROLE_LINES = 3
_PEN_LINE = 0.5
_GAP = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingBody:
    """A chart in one piece, scaled where it is larger than its room."""

    drawing: Drawing
    scale: float

    @property
    def height(self) -> float:
        """Return its height on the page."""
        return float(self.drawing.height * self.scale)

    @property
    def least(self) -> float:
        """Return its height: it stays in one piece."""
        return self.height

    def cut(self, room: float, fresh: float) -> tuple[Body, Body] | None:  # noqa: ARG002 - a body's
        """Return nothing: it stays in one piece."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it."""
        pen.drawing(self.drawing, left, top - self.height, self.scale)


def figure_pieces(figure: Figure, setter: Setter, width: float, most: float) -> Iterator[Piece]:
    """Set a chart under its caption, no higher than a page leaves room for both."""
    caption = caption_piece(figure.caption, setter, width)
    yield caption
    drawing = figure.draw(width)
    room = max(most / 2, most - caption.body.height - _GAP)
    scale = min(1.0, width / max(1.0, drawing.width), room / max(1.0, drawing.height))
    yield Piece(body=DrawingBody(drawing=drawing, scale=scale), gap=_GAP)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBody:
    """One or two who sign side by side, with room for a stamp over the line; never parted."""

    roles: Sequence[Sequence[Line]]
    caption: str
    place: tuple[str, str] | None
    """Of the first piece: what stands over the line for place and date, and below it."""
    width: float

    @property
    def height(self) -> float:
        """Return what roles, stamp and caption take."""
        roles = max(height_of(lines) for lines in self.roles)
        return (_PLACE_ROOM if self.place else 0.0) + roles + _STAMP + 4 + _CAPTION.leading

    @property
    def least(self) -> float:
        """Return its height: it stays in one piece."""
        return self.height

    def cut(self, room: float, fresh: float) -> tuple[Body, Body] | None:  # noqa: ARG002 - a body's
        """Return nothing: it stays in one piece."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the line for place and date, then role, line and caption of each who signs."""
        column = signature_width(self.width)
        if self.place:
            x, y = left + column + _GUTTER, top - 12
            pen.words(self.place[0], _ROLE.in_face(REGULAR), at=(x, y + 2.6))
            pen.rule(x, y, column, _PEN_LINE)
            pen.words(self.place[1], _CAPTION, at=(x, y - 8))
            top -= _PLACE_ROOM
        base = top - max(height_of(lines) for lines in self.roles) - _STAMP
        for number, lines in enumerate(self.roles):
            x, y = left + number * (column + _GUTTER), top
            for line in lines:
                pen.write([(x, y, line)])
                y -= line.leading
            pen.rule(x, base, column, _PEN_LINE)
            pen.words(self.caption, _CAPTION, at=(x, base - 8))


def signature_width(width: float) -> float:
    """Return how wide the line of one who signs is."""
    return (width - _GUTTER) / 2


def signature_pieces(signatures: Signatures, setter: Setter, voice: Voice, width: float) -> Iterator[Piece]:
    """Set who signs, two side by side."""
    column = signature_width(width)
    captions = [
        fitted_words(voice.pair(words).slash, _CAPTION, column)[0]
        for words in (PLACE_AND_DATE, SIGNATURE_CAPTION)
    ]
    place, _ = fitted_words(
        f"{signatures.place}, " if signatures.place else "", _ROLE.in_face(REGULAR), column / 2
    )
    setter.shown(signatures.place)
    for start in range(0, len(signatures.roles), 2):
        roles = [_role(role, setter, column) for role in signatures.roles[start : start + 2]]
        line = None if start else (place, captions[0])
        body = SignatureBody(roles=roles, caption=captions[1], place=line, width=width)
        yield Piece(body=body, gap=2 * _GAP)


def _role(role: Pair, setter: Setter, width: float) -> list[Line]:
    return setter.clipped(setter.pair(role, _ROLE, width), _ROLE_LINES, width)
