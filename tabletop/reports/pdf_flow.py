"""Pieces that stand below one another, and how they are shared out over pages; no part's content.

All is measured before anything is drawn, so that contents and `page n/m` are right in one pass and a
report of hundreds of pages is set once (ReportLab's templates set it twice, and copy what is left of a
table for each page).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tabletop.reports.pdf_pen import Pen

_LONGEST_CHAIN = 8
"""So many pieces at most stay together: more headings in a row are no text."""


class Body(Protocol):
    """Something with a height that can be drawn, and perhaps parted where a page ends."""

    @property
    def height(self) -> float:
        """How high it is in one piece."""

    @property
    def least(self) -> float:
        """What of it must stand on the page that it begins on."""

    def cut(self, room: float, fresh: float) -> tuple[Body, Body] | None:
        """Part it in what fits in `room` and the rest; None where it rather begins on a `fresh` page.

        Where `room` is a fresh page it always parts, unless it cannot be parted at all.
        """

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it below `top`, y growing upwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A body and how it stands among the others.

    `gap` stays free above it but at the head of a page. What is `kept` stays with the beginning of what
    follows. `anchor` is the number of the heading that it is.
    """

    body: Body
    gap: float
    is_kept: bool = False
    starts_page: bool = False
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How high the room for pieces is: on the first page, and on the others."""

    first: float
    other: float


Page = list[tuple[float, Piece]]
"""What stands on a page, each piece with its distance from the top of the room."""


class Flow:
    """Shares pieces out over pages."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.pages: list[Page] = [[]]
        self._used = 0.0

    def fill(self, pieces: Sequence[Piece]) -> list[Page]:
        """Place every piece; a heading never stands alone at the foot of a page."""
        for index, piece in enumerate(pieces):
            if piece.starts_page:
                self._turn()
            needed = self._needed(pieces, index)
            if self._gap(piece) + needed > self._left and needed <= self._room.other:
                self._turn()
            if piece.body.height:
                self._place(piece)
        return self.pages

    @property
    def _left(self) -> float:
        return (self._room.first if len(self.pages) == 1 else self._room.other) - self._used

    def _gap(self, piece: Piece) -> float:
        return piece.gap if self.pages[-1] else 0.0

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self._used = 0.0

    def _place(self, piece: Piece) -> None:
        while piece.body.height > self._left - self._gap(piece):
            room = self._left - self._gap(piece)
            fresh = self._room.other if self.pages[-1] else room
            parted = piece.body.cut(room, fresh) if room > 0 else None
            if parted is not None:
                self._put(replace(piece, body=parted[0]))
                piece = Piece(body=parted[1], gap=0.0)
            elif not self.pages[-1]:
                break
            self._turn()
        self._put(piece)

    def _put(self, piece: Piece) -> None:
        self._used += self._gap(piece)
        self.pages[-1].append((self._used, piece))
        self._used += piece.body.height

    @staticmethod
    def _needed(pieces: Sequence[Piece], index: int) -> float:
        """Return what must stand on the page: what is kept together, then the beginning of the next."""
        needed = 0.0
        for piece in pieces[index : index + _LONGEST_CHAIN]:
            needed += piece.gap if needed else 0.0
            if not piece.is_kept or (piece.starts_page and needed):
                return needed + piece.body.least
            needed += piece.body.height
        return needed


def pages_of(pages: Sequence[Page]) -> dict[int, int]:
    """Return on which page, from 1, each heading stands."""
    return {
        piece.anchor: number
        for number, page in enumerate(pages, 1)
        for _, piece in page
        if piece.anchor is not None
    }
