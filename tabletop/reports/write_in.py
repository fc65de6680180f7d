"""What a pen fills: captions, lines to write on, boxes to tick; it must not know which form it is on."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from tabletop.reports.block import Block, Point
from tabletop.reports.charts import HAIR, line
from tabletop.reports.frame import ITALIC, REGULAR, Style, width_of
from tabletop.reports.voice import Pair

Label = tuple[Pair, Style]

CAPTION = Style(REGULAR, 7.2)
STACK = 7.2
"""How far the second language's baseline lies below the first's."""
TICK = 11.4
"""A box to tick is at least 4 mm wide."""
PEN_LINE = 0.5
_TICK_FRAME, _TICK_GAP, _CLEAR = 0.9, 2.6, 8.0
_GUIDE_DASH = (0.6, 2.2)


def stacked(block: Block, pair: Pair, style: Style, *, at: Point, width: float) -> None:
    """Set a caption, its second language in italics below it."""
    block.words(pair.first, style, at=at, width=width)
    if pair.second:
        block.words(pair.second, _second(style), at=(at[0], at[1] + STACK), width=width)


def pen_line(block: Block, y: float, *, x: float = 0, width: float | None = None) -> None:
    """Draw a line to write on."""
    block.rule(y, PEN_LINE, x=x, width=width)


def guide(block: Block, y: float, *, x: float = 0) -> None:
    """Draw a dotted line to write on, as far as the block goes."""
    width = block.width - x
    drawing = Drawing(width, 1)
    drawing.add(line((0, 0.5, width, 0.5), HAIR, dash=_GUIDE_DASH))
    block.drawing(drawing, at=(x, y - 0.5))


def ticks(block: Block, labels: Sequence[Label], *, at: Point, width: float) -> None:
    """Set boxes to tick with their labels side by side, what is spare shared out between them.

    A label gives way in size only where all of them together are wider than the room.
    """
    x, y = at
    widths = [_width(pair, style) for pair, style in labels]
    taken = len(labels) * (TICK + _TICK_GAP)
    share = min(1.0, (width - taken - 2 * (len(labels) - 1)) / sum(widths))
    spare = (width - taken - sum(widths) * share) / max(1, len(labels) - 1)
    for (pair, style), natural in zip(labels, widths, strict=True):
        block.box((x, y), (TICK, TICK), weight=_TICK_FRAME)
        middle = y + TICK / 2
        baseline = middle - 0.8 if pair.second else middle + style.size * 0.33
        room = natural * share
        stacked(block, pair, style, at=(x + TICK + _TICK_GAP, baseline), width=room + 0.01)
        x += TICK + _TICK_GAP + room + spare


def ticks_width(labels: Sequence[Label]) -> float:
    """Return how wide boxes with their labels are when they stand clear of each other."""
    widths = sum(_width(pair, style) for pair, style in labels)
    return widths + len(labels) * (TICK + _TICK_GAP) + (len(labels) - 1) * _CLEAR


def _width(pair: Pair, style: Style) -> float:
    return max(width_of(pair.first, style), width_of(pair.second, _second(style)))


def _second(style: Style) -> Style:
    return Style(ITALIC, min(style.size, CAPTION.size))
