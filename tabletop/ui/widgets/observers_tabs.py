"""The tab row of the observers' screen, how many stations are whole, and the search; it must not count."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QTabBar, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import SEMIBOLD, Look
from tabletop.ui.widgets.elided_label import ElidedLabel

TABS = (N_("Stations"), N_("Agreement"))
_SHEET = """
QFrame#observertabs {{ background: {band}; border-bottom: 1px solid {border}; }}
QTabBar::tab {{ background: {band}; color: {text_2}; border: none; border-bottom: {s3}px solid {band};
  padding: 0 {s18}px; min-height: {s36}px; max-height: {s36}px; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ background: {surface}; color: {text}; border-bottom: {s3}px solid {chosen_fill}; }}
QTabBar:focus::tab:selected {{ border: {s3}px solid {focus}; padding: 0 {s15}px; min-height: {s33}px;
  max-height: {s33}px; }}
"""


class ObserversTabs(QFrame):
    """Tabs by click, arrows or Ctrl and their digit."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("observertabs")
        self.bar = QTabBar(self)
        self.status = ElidedLabel(self)
        self._sign = QLabel(self)
        self._lay_out()
        self.bar.currentChanged.connect(self.chosen)

    def show_tab(self, at: int) -> None:
        """Mark the tab that is shown."""
        self.bar.setCurrentIndex(at)

    def show_status(self, words: str, *, is_whole: bool) -> None:
        """Say how the stations stand."""
        icon, ink = ("check", "closed_ink") if is_whole else ("circle", "text")
        side = self._look.px(14)
        self._sign.setPixmap(self._look.icon(icon, ink).pixmap(side, side))
        self._sign.setVisible(bool(words))
        self.status.setText(words)

    def take_search(self, line: QLineEdit) -> None:
        """Hold the line that searches whichever part is open."""
        line.setFixedWidth(self._look.px(200))
        self._row.addWidget(line)

    def _lay_out(self) -> None:
        px, theme = self._look.px, self._look.theme
        for at, words in enumerate(TABS, start=1):
            self.bar.addTab(f"{at} {self._look.say(words)}")
        self.bar.setFont(self._look.font(16, SEMIBOLD))
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(self._look.say(N_("Parts of the observers' screen")))
        self.status.setProperty("rank", "second")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(12), 0)
        row.setSpacing(px(8))
        row.addWidget(self.bar)
        row.addSpacing(px(16))
        row.addWidget(self._sign)
        row.addWidget(self.status, 1)
        names = ("band", "border", "text", "text_2", "surface", "chosen_fill", "focus")
        sizes = {f"s{size}": px(size) for size in (3, 15, 18, 33, 36)}
        self.setStyleSheet(_SHEET.format(**sizes, **{name: getattr(theme, name) for name in names}))
