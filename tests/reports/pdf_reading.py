"""A printed report as a reader finds it: the words of its pages, with and without head and foot."""

from __future__ import annotations

import re
from itertools import pairwise

import pypdfium2.raw as raw
from reports.printed import opened

_LINE_END_HYPHENS = ("\x02", "\ufffe")
"""What PDFium reports for a hyphen at the end of a line."""
_DOUBLE_MARK = re.compile("(\u0301)\\1+")
"""PDFium reports letters that lie upon each other once, as an accent upon itself does."""
_HEAD, _FOOT = 45.0, 42.0
"""What the mark and the foot line take of a page, edges included."""


def squeezed(text: str) -> str:
    """Return a text without blanks and line ends: where a line ends is the page's affair."""
    for hyphen in _LINE_END_HYPHENS:
        text = text.replace(hyphen, "-")
    return _DOUBLE_MARK.sub(r"\1", "".join(text.split()))


def page_lines(pdf: bytes) -> list[list[str]]:
    """Return the lines of each page, those on every page first."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_range().splitlines() for page in document]


def body(pdf: bytes) -> str:
    """Return all that stands between heads and feet, squeezed."""
    with opened(pdf) as document:
        texts = (
            page.get_textpage().get_text_bounded(bottom=_FOOT, top=page.get_height() - _HEAD)
            for page in document
        )
        return squeezed("".join(texts))


def contents_of(pdf: bytes) -> list[tuple[str, int]]:
    """Return what a viewer lists beside the pages: each heading with its page, from 1."""
    with opened(pdf) as document:
        return [(entry.get_title(), entry.get_dest().get_index() + 1) for entry in document.get_toc()]


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Return the sizes of the pages in millimetres."""
    with opened(pdf) as document:
        return {tuple(round(edge / 72 * 25.4) for edge in page.get_size()) for page in document}


def kinds(pdf: bytes) -> set[int]:
    """Return which kinds of object stand on the pages, inside forms too."""
    with opened(pdf) as document:
        return {thing.type for page in document for thing in page.get_objects()}


def rights(pdf: bytes, page: int, words: str) -> list[float]:
    """Return the right edges of a text wherever it stands on a page."""
    with opened(pdf) as document:
        text = document[page].get_textpage()
        searcher = text.search(words)
        found = []
        while (at := searcher.get_next()) is not None:
            found.append(text.get_charbox(at[0] + at[1] - 1)[2])
        return found


def tops(pdf: bytes, page: int, words: str) -> list[float]:
    """Return how high a text stands on a page, wherever it does."""
    with opened(pdf) as document:
        text = document[page].get_textpage()
        searcher = text.search(words)
        found = []
        while (at := searcher.get_next()) is not None:
            found.append(text.get_charbox(at[0])[3])
        return found


def is_growing(numbers: list[int]) -> bool:
    return all(one <= other for one, other in pairwise(numbers))


PICTURE = raw.FPDF_PAGEOBJ_IMAGE
