"""Small charts that survive a mono laser: letters, bars, symbols, codes; they must not read results.

ReportLab's Drawing has no clip and no pattern fill: hatches are lines clipped by arithmetic.
Lines are PolyLine, never Line, which some renderers close and so draw dashes solid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

import segno
from reportlab.graphics.shapes import Circle, Drawing, Group, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor, black, white

from tabletop.domain.play.events import Letter
from tabletop.reports.frame import BOLD, FLOOR, Style, load_faces, printable

Symbol = Literal["released", "contingency", "skipped", "pause", "open", "jump"]

HAIR = 0.35
"""The thinnest line that a laser keeps, in points."""
_SOME_TINT, _MAJOR_FRAME, _UNABLE = HexColor("#D5E6F5"), HexColor("#E3A71C"), HexColor("#5A0A22")
_CALM_TINT, _TENSE_TINT, _GRAVE_TINT = HexColor("#EDF6EF"), HexColor("#F7DC6F"), HexColor("#A3152A")
_TENSE_PITCH, _GRAVE_PITCH = 3.1, 3.2
_MODULE_OVERLAP = 0.02
"""Rows of a code overlap by this share of a module, else some viewers show hairlines."""


def line(
    points: Iterable[float], weight: float, *, ink: Color = black, dash: Iterable[float] = ()
) -> PolyLine:
    """Draw a line through x, y, x, y ..."""
    return PolyLine(list(points), strokeColor=ink, strokeWidth=weight, strokeDashArray=list(dash) or None)


def text(
    words: str, style: Style, *, at: tuple[float, float], anchor: str = "start", ink: Color = black
) -> String:
    """Set a short text in a chart; typed ones come out printable."""
    load_faces()
    return String(
        *at, printable(words), fontName=style.face, fontSize=style.size, textAnchor=anchor, fillColor=ink
    )


def plain_box(at: tuple[float, float], size: tuple[float, float], *, fill: Color, weight: float = 0) -> Rect:
    """Draw a rectangle from its lower left corner, framed in black where `weight` is not 0."""
    stroke = black if weight else None
    return Rect(*at, *size, fillColor=fill, strokeColor=stroke, strokeWidth=weight)


def letter_chip(letter: Letter | None, size: float) -> Drawing:
    """Draw a rating as one of four shapes, darker = worse; None is an empty box to write in."""
    chip = Drawing(size, size)
    weight = max(0.8, size / 30)
    inset = weight / 2
    side = size - weight
    fill = {"P": white, "S": _SOME_TINT, "M": _MAJOR_FRAME, "U": _UNABLE, None: white}[letter]
    chip.add(plain_box((inset, inset), (side, side), fill=fill, weight=weight))
    share = 0.62
    if letter == "M":
        # A small chip has no room for a second black line: the frame's tint alone must show.
        frame, line_weight = (size * 0.18, weight * 0.8) if size > 14 else (size * 0.17, 0)
        chip.add(plain_box((frame, frame), (size - 2 * frame,) * 2, fill=white, weight=line_weight))
        share = 0.5
    if letter is not None:
        height = max(FLOOR, size * share)
        ink = white if letter == "U" else black
        style = Style(BOLD, height)
        chip.add(text(letter, style, at=(size / 2, size / 2 - height * 0.33), anchor="middle", ink=ink))
    return chip


def percent_bar(
    percent: Fraction | None, size: tuple[float, float], *, ticks: Iterable[int], overshoot: float = 1.4
) -> Drawing:
    """Draw a share of 100 in solid black, ticks white inside it and black outside."""
    width, height = size
    bar = Drawing(width, height + 2 * overshoot)
    bar.add(plain_box((0, overshoot), (width, height), fill=white, weight=0.6))
    filled = float(min(Fraction(100), percent or Fraction(0))) * width / 100
    if filled:
        bar.add(plain_box((0, overshoot), (filled, height), fill=black))
    for tick in ticks:
        x = width * tick / 100
        if x < filled:
            bar.add(line((x, overshoot, x, height + overshoot), 0.8, ink=white))
        for start, end in ((0, overshoot), (height + overshoot, height + 2 * overshoot)):
            bar.add(line((x, start, x, end), 0.6))
        if x >= filled:
            bar.add(line((x, overshoot, x, height + overshoot), 0.6))
    return bar


def situation_field(x: float, y: float, size: tuple[float, float], *, tone: int) -> Group:
    """Fill a stretch of the situation band: 1 calm is plain, 2 upright lines, 3 white diagonals."""
    width, height = size
    field = Group()
    fill = {1: _CALM_TINT, 2: _TENSE_TINT}.get(tone, _GRAVE_TINT)
    field.add(plain_box((x, y), size, fill=fill))
    if tone == 2:
        for offset in _steps(_TENSE_PITCH / 2, width, _TENSE_PITCH):
            field.add(line((x + offset, y, x + offset, y + height), 0.5))
    elif tone >= 3:
        for offset in _steps(-height, width, _GRAVE_PITCH):
            left, right = max(0.0, offset), min(width, offset + height)
            if right > left:
                field.add(line((x + left, y + left - offset, x + right, y + right - offset), 0.9, ink=white))
    field.add(Rect(x, y, width, height, fillColor=None, strokeColor=black, strokeWidth=0.6))
    return field


def _steps(start: float, end: float, pitch: float) -> Iterator[float]:
    value = start
    while value < end:
        yield value
        value += pitch


def symbol(kind: Symbol) -> Drawing:
    """Draw a sign of the legend, 8 points high; the same shapes stand on the timeline."""
    sign = Drawing({"contingency": 9, "pause": 6, "open": 5}.get(kind, 7), 8)
    sign.add(_SIGNS[kind](sign.width / 2, 4))
    return sign


def dot(x: float, y: float) -> Circle:
    """Mark a released inject."""
    return Circle(x, y, 2.1, fillColor=black, strokeColor=None, strokeWidth=0)


def diamond(x: float, y: float) -> Polygon:
    """Mark a contingency inject that was released."""
    reach = 4.2
    corners = [x - reach, y, x, y + reach, x + reach, y, x, y - reach]
    return Polygon(corners, fillColor=black, strokeColor=white, strokeWidth=0.5)


def struck_ring(x: float, y: float) -> Group:
    """Mark a skipped inject."""
    ring = Circle(x, y, 2.6, fillColor=white, strokeColor=black, strokeWidth=0.9)
    return Group(ring, line((x - 2.8, y - 3.4, x + 2.8, y + 3.4), 0.9))


def double_bar(x: float, low: float, high: float) -> Group:
    """Mark a pause: two lines with a white gap, over whatever was drawn before."""
    return Group(
        plain_box((x - 2.4, low), (4.8, high - low), fill=white),
        line((x - 1.4, low, x - 1.4, high), 1.1),
        line((x + 1.4, low, x + 1.4, high), 1.1),
    )


def dashed_box(x: float, y: float, height: float) -> Rect:
    """Mark a released inject that has no decision: open, not zero."""
    return Rect(
        x - 1.7,
        y,
        3.4,
        height,
        fillColor=white,
        strokeColor=black,
        strokeWidth=0.6,
        strokeDashArray=[1.4, 1.2],
    )


def chevrons(x: float, y: float) -> Group:
    """Mark a time jump of the scenario clock."""
    return Group(
        *(
            line((x + shift - 0.8, y - 1.6, x + shift + 0.8, y, x + shift - 0.8, y + 1.6), 0.7)
            for shift in (-1.0, 1.0)
        )
    )


_SIGNS = {
    "released": dot,
    "contingency": diamond,
    "skipped": struck_ring,
    "pause": lambda x, _y: double_bar(x, 0.5, 7.5),
    "open": lambda x, _y: dashed_box(x, 0.8, 6.6),
    "jump": chevrons,
}


def code(content: str, size: float) -> Drawing:
    """Draw a QR code, 5-M or larger, as merged runs of modules; upper case keeps it small."""
    rows = [list(row) for row in segno.make(content, error="m", micro=False, boost_error=False).matrix]
    module = size / len(rows)
    drawing = Drawing(size, size)
    for number, row in enumerate(rows):
        y = size - (number + 1) * module
        for start, length in _runs(row):
            drawing.add(
                Rect(
                    start * module,
                    y,
                    length * module,
                    module * (1 + _MODULE_OVERLAP),
                    fillColor=black,
                    strokeColor=None,
                    strokeWidth=0,
                )
            )
    return drawing


def _runs(row: list[int]) -> Iterator[tuple[int, int]]:
    """Yield start and length of each run of dark modules."""
    start = None
    for index, module in enumerate([*row, 0]):
        if module and start is None:
            start = index
        elif not module and start is not None:
            yield start, index - start
            start = None
