"""The line below the readiness table: the current row in full, or a refusal; it must not judge either."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tabletop.domain.plan.scenario import Scenario
from tabletop.i18n import N_, elapsed
from tabletop.ui.look import REGULAR, SEMIBOLD, Look

_DETAIL_LINES, _TROUBLE_LINES = 2, 5


class ReadinessLine(QWidget):
    """Two lines of words, more where a refusal needs them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words = ""
        self._is_trouble = False
        self._sign = QLabel(self)
        self._sign.setPixmap(look.icon("warning", "late_ink").pixmap(look.px(16), look.px(16)))
        self._label = QLabel("", self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setMinimumWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self._sign)
        row.addWidget(self._label, 1)

    @property
    def words(self) -> str:
        """Return what is said, in full."""
        return self._words

    def show_words(self, words: str, *, is_trouble: bool) -> None:
        """Say something; a refusal stands in wine ink behind a triangle."""
        self._words, self._is_trouble = words, is_trouble
        self._label.setFont(self._font())
        ink = self._look.color("late_ink" if is_trouble else "text").name()
        self._label.setStyleSheet(f"color: {ink};")
        self._label.setAccessibleName(words)
        self._sign.setVisible(is_trouble)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _font(self) -> QFont:
        return self._look.font(15, SEMIBOLD if self._is_trouble else REGULAR)

    def _fit(self) -> None:
        font = self._font()
        width = self.width() - (self._look.px(16) + self._look.px(8) if self._is_trouble else 0)
        most = _TROUBLE_LINES if self._is_trouble else _DETAIL_LINES
        shown = fitted(self._words, font, width=width, lines=most)
        lines = max(_DETAIL_LINES, line_count(shown, font, width))
        self._label.setText(shown)
        self._label.setToolTip(self._words if shown != self._words else "")
        self.setFixedHeight(lines * QFontMetrics(font).lineSpacing())


def phase_words(look: Look, scenario: Scenario, chosen: str | None) -> str:
    """Say where both clocks begin with a phase, and how many injects that leaves out."""
    order = [phase.id for phase in scenario.phases]
    if chosen not in order:
        return ""
    phase = scenario.phases[order.index(chosen)]
    phases = scenario.phase_of().values()
    n = sum(belongs is None or order.index(belongs) < order.index(chosen) for belongs in phases)
    if phase.scenario_at is None:
        return look.say(N_("Begins at {time}. Injects skipped: {n}."), time=elapsed(phase.at_ms), n=n)
    at = phase.scenario_at.astimezone(ZoneInfo(scenario.timezone))
    return look.say(
        N_("Begins at {time}, scenario clock {moment}. Injects skipped: {n}."),
        time=elapsed(phase.at_ms), moment=f"{at:%Y-%m-%d %H:%M}", n=n,
    )  # fmt: skip


def line_count(words: str, font: QFont, width: int) -> int:
    """Return how many lines the words take where they wrap at this width."""
    metrics = QFontMetrics(font)
    room = QRect(0, 0, max(1, width), 100_000)
    taken = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
    return round(taken / metrics.lineSpacing())


def fitted(words: str, font: QFont, *, width: int, lines: int) -> str:
    """Return the words, shortened to so many lines where they are longer."""
    shown = words if len(words) < lines * 250 else words[: lines * 250] + "…"
    while line_count(shown, font, width) > lines and " " in shown:
        shown = shown.rpartition(" ")[0].rstrip(",;.") + "…"
    return shown
