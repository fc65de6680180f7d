"""The PDF file round pages that were composed before; it must not set a text on them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from reportlab.pdfgen.canvas import Canvas

from tabletop.reports.block import Block
from tabletop.reports.document import SIZES_MM, Paper
from tabletop.reports.frame import LEFT, MM, TOP


def pdf_file(
    pages: Iterable[Block],
    *,
    title: str,
    language: str,
    subject: str = "",
    at: datetime | None = None,
    paper: Paper = "a4",
) -> bytes:
    """Draw each block on a page of its own; the same blocks give the same bytes.

    The file's dates are `at`, its id follows from its content.
    """
    buffer = io.BytesIO()
    width, height = (side * MM for side in SIZES_MM[paper])
    canvas = new_canvas(buffer, size=(width, height), title=title, language=language, subject=subject, at=at)
    for page in pages:
        page.draw(canvas, LEFT, height - TOP)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def new_canvas(
    buffer: io.BytesIO,
    *,
    size: tuple[float, float],
    title: str,
    language: str,
    subject: str = "",
    at: datetime | None = None,
) -> Canvas:
    """Begin a file of sheets of this size; title and subject are printable."""
    canvas = Canvas(buffer, pagesize=size, pageCompression=1, invariant=1, lang=language)
    canvas.setTitle(title)
    canvas.setAuthor("Tabletop")
    canvas.setCreator("Tabletop")
    if subject:
        canvas.setSubject(subject)
    stamp = _pdf_date(at)
    canvas.setDateFormatter(lambda *_: stamp)
    return canvas


def _pdf_date(moment: datetime | None) -> str:
    if moment is None:
        return "D:20000101000000+00'00'"
    offset = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
