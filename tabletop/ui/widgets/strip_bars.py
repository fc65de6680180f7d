"""What the strips of Run and of a logbook are made of: bars, one of which is seen; it must not rank them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QWidget

from tabletop.ui.look import REGULAR, SEMIBOLD, Look
from tabletop.ui.widgets.elided_label import ElidedLabel


class StripBars:
    """Makes the bars of a strip and lays them one over the other."""

    def __init__(self, look: Look, strip: QFrame) -> None:
        self._look = look
        self._strip = strip
        self._stack = QStackedLayout(strip)

    def bar(self, ground: str, *parts: QWidget) -> QFrame:
        """Make a bar of its parts; `ground` names its colour in `sheet`."""
        px = self._look.px
        bar = QFrame(self._strip)
        bar.setObjectName(f"bar-{ground}")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), px(2), px(12), px(2))
        row.setSpacing(px(8))
        for part in parts:
            row.addWidget(part)
        self._stack.addWidget(bar)
        return bar

    def bring(self, bar: QFrame) -> None:
        """Bring a bar to the front."""
        self._stack.setCurrentWidget(bar)

    def icon(self, name: str, ink: str) -> QLabel:
        """Make an icon."""
        label = QLabel(self._strip)
        side = self._look.px(16)
        label.setPixmap(self._look.icon(name, ink).pixmap(side, side))
        label.setFixedWidth(side + 4)
        return label

    def words(self, rank: str) -> ElidedLabel:
        """Make a line of words."""
        label = ElidedLabel(self._strip)
        label.setProperty("rank", rank)
        label.setFont(self._look.font(16, SEMIBOLD if rank == "strong" else REGULAR))
        return label

    def sheet(self, line: str, grounds: dict[str, str], *, button: int) -> str:
        """Return the style: `grounds` are the quiet bars' colours by name, `button` the height of buttons."""
        theme = self._look.theme
        quiet = "".join(
            f"QFrame#bar-{name} {{ background: {color}; {line} }}" for name, color in grounds.items()
        )
        return (
            f"{quiet}"
            f"QFrame#bar-released_fill {{ background: {theme.released_fill}; {line} }}"
            f"QFrame#bar-released_fill QLabel {{ color: {theme.released_on}; }}"
            f"QFrame#bar-released_fill QPushButton {{ background: {theme.released_on};"
            f" color: {theme.released_fill}; border-color: {theme.released_on}; }}"
            f"QFrame#bar-late_fill {{ background: {theme.late_fill}; {line} }}"
            f"QFrame#bar-late_fill QLabel {{ color: {theme.late_on}; }}"
            f"QPushButton {{ min-height: {self._look.px(button)}px; }}"
        )
