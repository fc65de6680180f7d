"""A printed page as a reader finds it: its words, sizes, places and pictures, through PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double, c_uint

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@contextmanager
def opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def pages(pdf: bytes) -> int:
    with opened(pdf) as document:
        return len(document)


def words(pdf: bytes, number: int = 0) -> str:
    """Return the text of a page, spaces and line ends as one space each."""
    with opened(pdf) as document:
        text = document[number].get_textpage().get_text_bounded()
    return " ".join(text.replace("\xa0", " ").split())


def pictures(pdf: bytes) -> int:
    with opened(pdf) as document:
        return sum(1 for thing in document[0].get_objects() if thing.type == raw.FPDF_PAGEOBJ_IMAGE)


def letters(pdf: bytes, number: int = 0) -> Iterator[tuple[float, tuple[float, ...], tuple[int, ...]]]:
    """Yield size, box (left, bottom, right, top) and colour of every letter of a page that leaves ink."""
    with opened(pdf) as document:
        page = document[number].get_textpage()
        for index in range(page.count_chars()):
            edges = [c_double() for _ in range(4)]
            raw.FPDFText_GetCharBox(page, index, edges[0], edges[2], edges[1], edges[3])
            box = tuple(edge.value for edge in edges)
            if box[2] - box[0] > 0 and box[3] - box[1] > 0:
                ink = [c_uint() for _ in range(4)]
                raw.FPDFText_GetFillColor(page, index, *ink)
                size = raw.FPDFText_GetFontSize(page, index)
                yield size, box, tuple(part.value for part in ink[:3])


def page_letters(pdf: bytes, number: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield every letter of a page that leaves ink, with its box (left, bottom, right, top)."""
    with opened(pdf) as document:
        page = document[number].get_textpage()
        for index in range(page.count_chars()):
            left, bottom, right, top = page.get_charbox(index)
            if right > left and top > bottom:
                yield chr(raw.FPDFText_GetUnicode(page, index)), (left, bottom, right, top)
