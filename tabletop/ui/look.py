"""How everything looks and reads just now: theme, scale, language; a new one is made on each change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QKeySequence,
    QPainter,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

from tabletop import paths
from tabletop.domain.plan.text import Text
from tabletop.i18n import Catalogue
from tabletop.ui.theme import FAMILY, Theme
from tabletop.ui.verbs import DEFAULT_KEYS

Room = Literal["wide", "compact", "tight"]
"""How much room a window has: 1200 pixels of the design and more, 1030 and more, or less."""
FACES = ("Regular", "SemiBold", "Bold")
REGULAR, SEMIBOLD, BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold


def load_fonts() -> None:
    """Give Qt the bundled faces, once a program."""
    for face in FACES:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / f"SourceSans3-{face}.ttf"))


@dataclass(frozen=True)
class Look:
    """Theme, scale in percent, catalogue and keys; widgets take it and are built anew when it changes."""

    theme: Theme
    scale: int
    words: Catalogue
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_KEYS)
    _pixmaps: dict[tuple[str, str, str, int], QPixmap] = field(default_factory=dict, compare=False)

    # Sizes --------------------------------------------------------------------------------------

    def px(self, size: float) -> int:
        """Return a length of the design in pixels of this scale."""
        return round(size * self.scale / 100)

    def room(self, width: int) -> Room:
        """Return how much room a window of this width has at this scale."""
        if width >= self.px(1200):
            return "wide"
        return "compact" if width >= self.px(1000) else "tight"

    def font(self, size: float, weight: QFont.Weight = REGULAR) -> QFont:
        """Return the bundled face at a size of the design in pixels."""
        font = QFont(FAMILY)
        font.setPixelSize(max(8, self.px(size)))
        font.setWeight(weight)
        return font

    def width(self, words: str, size: float, weight: QFont.Weight = REGULAR) -> int:
        """Return how many pixels a text takes."""
        return QFontMetrics(self.font(size, weight)).horizontalAdvance(words)

    def color(self, name: str) -> QColor:
        """Return a colour of the theme by the name of its token."""
        return QColor(getattr(self.theme, name))

    # Icons --------------------------------------------------------------------------------------

    def paint_icon(
        self, painter: QPainter, name: str, place: QRectF, ink: QColor, *, hole: QColor | None = None
    ) -> None:
        """Paint an icon of `resources/icons` in one ink; `hole` shines through it."""
        size = round(place.width())
        ratio = painter.device().devicePixelRatio() if painter.device() else 1
        pixmap = self._pixmap(name, ink.name(), (hole or self.color("surface")).name(), round(size * ratio))
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))

    def icon(self, name: str, ink: str = "text", *, size: int = 16) -> QIcon:
        """Return an icon for a button or menu."""
        return QIcon(
            self._pixmap(name, self.color(ink).name(), self.color("surface").name(), self.px(size) * 2)
        )

    def _pixmap(self, name: str, ink: str, hole: str, size: int) -> QPixmap:
        key = (name, ink, hole, size)
        if key not in self._pixmaps:
            source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="ascii")
            drawn = source.replace("currentColor", ink).replace('"hole"', f'"{hole}"')
            pixmap = QPixmap(max(1, size), max(1, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            QSvgRenderer(QByteArray(drawn.encode())).render(painter)
            painter.end()
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    # Words --------------------------------------------------------------------------------------

    def say(self, message: str, **fields: object) -> str:
        """Return a message (English msgid, marked where it stands) in this language, fields filled in."""
        words = self.words.gettext(message)
        return words.format(**fields) if fields else words

    def typed(self, text: Text | None) -> str:
        """Return a text of the pack in this language."""
        return "" if text is None else text.in_language(self.words.language)

    def key(self, verb: str) -> str:
        """Return the first key of a verb as people read it; empty where it has none."""
        keys = self.keys.get(verb, ())
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    @cached_property
    def time_mark(self) -> str:
        """Return what stands between hours and minutes of a wall time: a dot in Indonesian."""
        return "." if self.words.language == "id" else ":"

    def wall(self, moment: datetime, zone: str | None = None) -> str:
        """Write a wall or scenario time with seconds: `11.37.02`, in `zone` or this computer's."""
        local = moment.astimezone(ZoneInfo(zone) if zone else None)
        return local.strftime(f"%H{self.time_mark}%M{self.time_mark}%S")


def clock_text(ms: int) -> str:
    """Write T+ as the big clock does: `02:24:36`; a time before STARTEX has a minus."""
    seconds = abs(ms) // 1_000
    sign = "-" if ms < 0 else ""
    return f"{sign}{seconds // 3_600:02}:{seconds % 3_600 // 60:02}:{seconds % 60:02}"


def plan_text(ms: int) -> str:
    """Write T+ with hours and minutes: `02:24`."""
    return f"{ms // 3_600_000:02}:{ms % 3_600_000 // 60_000:02}"


def span_text(ms: int) -> str:
    """Write a length of time in minutes and seconds: `03:11`, `75:00`; from 100 minutes on `1:40:00`."""
    seconds = abs(ms) // 1_000
    if seconds >= 6_000:
        return f"{seconds // 3_600}:{seconds % 3_600 // 60:02}:{seconds % 60:02}"
    return f"{seconds // 60:02}:{seconds % 60:02}"
