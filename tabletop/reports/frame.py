"""The sheet: A4 grid, faces and the one door for typed text; it must not know what is printed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from tabletop import paths

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT = 18 * MM
"""A two-hole punch reaches 15 mm into the sheet."""
TOP, BOTTOM = 8.5 * MM, 8 * MM
"""Lasers cannot print the outer 4 to 5 mm."""
TEXT_WIDTH = 180 * MM
GUTTER = 4 * MM

REGULAR = "Source Sans 3"
ITALIC = "Source Sans 3 Italic"
SEMIBOLD = "Source Sans 3 SemiBold"
BOLD = "Source Sans 3 Bold"
_FILES = {
    REGULAR: "SourceSans3-Regular.ttf",
    ITALIC: "SourceSans3-Italic.ttf",
    SEMIBOLD: "SourceSans3-SemiBold.ttf",
    BOLD: "SourceSans3-Bold.ttf",
}
FLOOR = 7.0
"""No text is smaller, in charts neither (in points)."""
_SOFT_HYPHEN = "\u00ad"


def column_x(index: int) -> float:
    """Return the left edge of one of the 12 columns, in points from the text's left edge."""
    return index * (_column() + GUTTER)


def span(columns: int) -> float:
    """Return the width of so many columns with the gutters between them."""
    return columns * _column() + (columns - 1) * GUTTER


def _column() -> float:
    return (TEXT_WIDTH - 11 * GUTTER) / 12


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set, in points; it may shrink to `floor` before it is cut.

    A row (`shrinks_first`) rather shrinks than takes a second line; a paragraph does the opposite.
    """

    face: str
    size: float
    leading: float = 0
    floor: float = FLOOR
    shrinks_first: bool = False

    def sized(self, size: float) -> Style:
        """Return the same style in another size; the leading stays, so that rows keep their grid."""
        return replace(self, size=size)

    def in_face(self, face: str) -> Style:
        """Return the same style in another face."""
        return replace(self, face=face)


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that a person typed, with the facts set round it that stay even when it is cut.

    `lead` stands bold before it, `tail` after it, `close` bold at the end. `name` is what a list of
    shortened texts calls it; `source` follows the ellipsis and says where the whole text stands.
    """

    text: str
    name: str = ""
    lead: str = ""
    tail: str = ""
    close: str = ""
    source: str = ""


@cache
def load_faces() -> None:
    """Register the four faces once and forbid ReportLab to fetch anything that a text names."""
    for face, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(face, str(paths.resources() / "fonts" / file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
    rl_config.trustedHosts = []
    rl_config.trustedSchemes = []


@cache
def _glyphs() -> frozenset[int]:
    load_faces()
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


def width_of(text: str, style: Style) -> float:
    """Return how wide a text is in points when set on one line."""
    load_faces()
    return float(pdfmetrics.stringWidth(text, style.face, style.size))


def printable(text: str) -> str:
    """Return a typed text as paper can show it, on one line.

    Control characters go; what is invisible (bidi overrides, zero-width marks) or not in the font
    becomes `U+XXXX`, so that nobody can hide or lose a word on paper.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown = "".join(_shown(char) for char in unicodedata.normalize("NFC", text))
    return " ".join(word for word in shown.split(" ") if word)


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that `printable` writes as `U+XXXX`, each once, sorted."""
    if text.isascii():
        return ()
    normal = unicodedata.normalize("NFC", text)
    return tuple(sorted({_code(char) for char in normal if _shown(char) == f" {_code(char)} "}))


@lru_cache(maxsize=4096)  # a log has hundreds of thousands of letters, and few different ones
def _shown(char: str) -> str:
    if char.isspace() and char not in "\u00a0\u202f":
        return " "
    category = unicodedata.category(char)
    if category == "Cc" or char == _SOFT_HYPHEN:
        return ""
    if category == "Cf" or ord(char) not in _glyphs():
        return f" {_code(char)} "
    return char


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def para(typed: Typed, style: Style) -> Paragraph:
    """Make a paragraph of a typed text: the only way by which such a text reaches ReportLab (D20)."""
    load_faces()
    lead, words, tail, close = (
        escape(printable(part)) for part in (typed.lead, typed.text, typed.tail, typed.close)
    )
    marked = (f"<b>{lead}</b>" if lead else "", words, tail, f"<b>{close}</b>" if close else "")
    return Paragraph(" ".join(part for part in marked if part), _paragraph_style(style))


@cache
def _paragraph_style(style: Style) -> ParagraphStyle:
    return ParagraphStyle(
        "typed",
        fontName=style.face,
        fontSize=style.size,
        leading=style.leading or style.size * 1.2,
        splitLongWords=1,
        allowWidows=1,
        allowOrphans=1,
    )
