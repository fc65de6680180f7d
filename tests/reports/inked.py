"""What touches what on a printed page: letters that overlap, letters on lines or boxes, through PDFium."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2.raw as raw
from reports.printed import opened, page_letters

Box = tuple[float, float, float, float]
_TOUCH = 0.7
"""What boxes of slanted letters may share, in points."""
_PLATE = 15.0
"""Black shapes larger than this both ways carry words in white."""


def overlaps(pdf: bytes, number: int = 0) -> list[tuple[str, str]]:
    """Return the letters of a page that lie upon each other; neighbours in a word may, by kerning."""
    found = sorted(enumerate(page_letters(pdf, number)), key=lambda letter: letter[1][1][0])
    pairs = []
    for index, (place, (sign, box)) in enumerate(found):
        for other_place, (other, beside) in found[index + 1 :]:
            if beside[0] > box[2] - _TOUCH:
                break
            if abs(place - other_place) > 1 and _share(box, beside):
                pairs.append((sign, other))
    return pairs


def struck(pdf: bytes, number: int = 0) -> list[str]:
    """Return the letters of a page that a line or a box to tick runs through."""
    shapes = list(_shapes(pdf, number))
    return [sign for sign, box in page_letters(pdf, number) if any(_share(box, shape) for shape in shapes)]


def _share(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > _TOUCH and up > min(_TOUCH, (other[3] - other[1]) / 2)


def _shapes(pdf: bytes, number: int) -> Iterator[Box]:
    with opened(pdf) as document:
        for thing in document[number].get_objects():
            left, bottom, right, top = thing.get_bounds()
            is_large = right - left > _PLATE and top - bottom > _PLATE
            if thing.type == raw.FPDF_PAGEOBJ_PATH and not is_large:
                yield left, bottom, right, top
