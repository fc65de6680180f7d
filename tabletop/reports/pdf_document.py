"""A report as PDF: its parts set, shared out over pages and drawn; it must not know what they say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from tabletop.reports.document import (
    Bullets,
    Contents,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    PageBreak,
    Paper,
    Part,
    Progress,
    Prose,
    Signatures,
    WriteIn,
)
from tabletop.reports.frame import LEFT
from tabletop.reports.pdf_blocks import figure_pieces, signature_pieces
from tabletop.reports.pdf_cells import facts_piece, grid_pieces
from tabletop.reports.pdf_file import new_canvas
from tabletop.reports.pdf_flow import Flow, Page, Piece, pages_of
from tabletop.reports.pdf_frame import Sheet
from tabletop.reports.pdf_lines import Setter
from tabletop.reports.pdf_pen import Pen
from tabletop.reports.pdf_words import bullet_pieces, contents_pieces, heading_piece, prose_piece, title_piece
from tabletop.reports.pdf_write_in import write_in_piece
from tabletop.reports.printing_steps import Steps, steps_in
from tabletop.reports.voice import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFile:
    """A printed report; `substituted` are the characters that stand in it as `U+XXXX`."""

    pdf: bytes
    pages: int
    substituted: tuple[str, ...]


def pdf_document(document: Document, *, paper: Paper = "a4", progress: Progress | None = None) -> PdfFile:
    """Print a report; the same report gives the same bytes.

    Raise PrintingStoppedError where `progress` returns False.
    """
    sheet = Sheet.of(paper, has_letterhead=document.has_letterhead)
    steps = Steps(progress, 2 * max(1, steps_in(document)))
    setting = _Setting(document, sheet, steps)
    pages = Flow(sheet.room).fill(list(setting.pieces()))
    pdf = _drawn(pages, document, sheet, setting.setter, steps)
    return PdfFile(pdf=pdf, pages=len(pages), substituted=tuple(sorted(setting.setter.substituted)))


class _Setting:
    """Turns the parts of a report into pieces, each measured."""

    def __init__(self, document: Document, sheet: Sheet, steps: Steps) -> None:
        self.setter = Setter()
        self._document, self._steps = document, steps
        self._width, self._most = sheet.text_width, sheet.room.other
        self._voice = Voice.of(document.languages, "hseep")

    def pieces(self) -> Iterator[Piece]:
        """Yield title and parts."""
        yield title_piece(self._document.title, self.setter, self._width)
        turns = False
        parts = self._document.parts
        for number, (part, following) in enumerate(zip_longest(parts, parts[1:])):
            turns = turns or isinstance(part, PageBreak)
            pieces = list(self._of(part, number))
            if isinstance(part, Prose | Bullets) and isinstance(following, Signatures):
                pieces[-1] = replace(pieces[-1], is_kept=True)  # nobody signs a page that says nothing
            for piece in pieces:
                yield replace(piece, starts_page=True) if turns else piece
                turns = False
            self._steps.advance()

    def _of(self, part: Part, number: int) -> Iterator[Piece]:
        """Yield the pieces of a part; tables and charts are the long ones."""
        if isinstance(part, Heading):
            yield heading_piece(part, number, self.setter, self._width)
        elif isinstance(part, Prose):
            yield prose_piece(part, self.setter, self._width)
        elif isinstance(part, Bullets):
            yield from bullet_pieces(part, self.setter, self._width)
        elif isinstance(part, Facts):
            yield facts_piece(part, self.setter, self._width)
        elif isinstance(part, Grid):
            yield from grid_pieces(part, self.setter, self._width, self._steps)
        elif isinstance(part, Figure):
            yield from figure_pieces(part, self.setter, self._width, self._most)
            if part.data is not None:
                yield from grid_pieces(part.data, self.setter, self._width, self._steps)
        elif isinstance(part, Signatures):
            yield from signature_pieces(part, self.setter, self._voice, self._width)
        elif isinstance(part, WriteIn):
            yield write_in_piece(part, self.setter, self._width)
        elif isinstance(part, Contents):
            yield from contents_pieces(part, self._headings(), self.setter, self._width)

    def _headings(self) -> list[tuple[int, Heading]]:
        parts = enumerate(self._document.parts)
        return [(number, part) for number, part in parts if isinstance(part, Heading)]


def _drawn(pages: list[Page], document: Document, sheet: Sheet, setter: Setter, steps: Steps) -> bytes:
    buffer = io.BytesIO()
    canvas = new_canvas(
        buffer,
        size=(sheet.width, sheet.height),
        title=setter.shown(document.title.first),
        language=document.languages[0],
        subject=setter.shown(document.subject),
        at=document.at,
    )
    pen = Pen(canvas, pages_of(pages))
    half = steps.total // 2
    for number, page in enumerate(pages, 1):
        sheet.furnish(pen, document, setter, page=number, total=len(pages))
        top = sheet.top(number)
        for y, piece in page:
            piece.body.draw(pen, LEFT, top - y)
        canvas.showPage()
        steps.reach(half + half * number // len(pages))
    canvas.save()
    return buffer.getvalue()
