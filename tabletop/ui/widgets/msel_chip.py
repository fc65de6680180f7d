"""The mark of an inject's state, in table and timeline alike: shape, word, a fill where it needs someone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from tabletop.domain.play.board import Chip
from tabletop.ui.item_models.msel import CHIPS
from tabletop.ui.look import SEMIBOLD, Look

FILLS: dict[Chip, tuple[str, str]] = {
    "due": ("due_fill", "due_on"),
    "overdue": ("late_fill", "late_on"),
    "released": ("released_fill", "released_on"),
    "held": ("held_fill", "held_on"),
}
"""Only what needs someone is filled (pictures, correction 3)."""
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def paint_chip(painter: QPainter, look: Look, chip: Chip, place: QRectF, *, has_word: bool = True) -> None:
    """Paint the state into a place 24 high; without room for its word the icon alone."""
    px = look.px
    word, icon = CHIPS[chip]
    ink = look.color({"closed": "closed_ink"}.get(chip, "text_2"))
    hole = look.color("surface")
    if chip in FILLS:
        fill, on = FILLS[chip]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(fill))
        painter.drawRoundedRect(place, px(4), px(4))
        ink, hole = look.color(on), look.color(fill)
    side = px(13)
    icon_place = QRectF(place.left() + px(7), place.center().y() - side / 2, side, side)
    look.paint_icon(painter, icon, icon_place, ink, hole=hole)
    if has_word:
        painter.setPen(ink)
        painter.setFont(look.font(15, SEMIBOLD))
        painter.drawText(place.adjusted(px(25), -1, 0, -1), int(LEFT), look.say(word))


def elided(painter: QPainter, words: str, width: float) -> str:
    """Return words that fit, in the font of the painter."""
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(width))
