"""The head of the readiness panel: gate, index and critical gaps in words; it must not judge them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Gate, ReadinessGap, ReadinessResult
from tabletop.i18n import N_
from tabletop.ui.look import BOLD, Look
from tabletop.ui.widgets.readiness_line import fitted, line_count

_GATES: dict[Gate, tuple[str, str, str]] = {
    "ready": (N_("ready"), "check", "closed_ink"),
    "ready-with-notes": (N_("ready with notes"), "warning", "text"),
    "not-ready": (N_("not ready"), "warning", "late_ink"),
}
"""Word, icon and ink of each gate."""
_LINES = 2
_NARROW = 470
"""Below this width of the design, the index prints its n in the line below."""


class ReadinessGate(QFrame):
    """Answers whether play may begin, and if not, what is lacking."""

    def __init__(self, look: Look, scenario: Scenario, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gate")
        self.setStyleSheet(f"QFrame#gate {{ border-bottom: 1px solid {look.theme.border}; }}")
        self._look = look
        self._items = {item.id: item for item in scenario.readiness}
        self._result: ReadinessResult | None = None
        self._icon = QLabel(self)
        self._word = self._label(look.font(22, BOLD))
        self._percent = self._label(look.font(22, BOLD))
        self._count = self._label(look.font(15))
        self._gaps = self._label(look.font(15))
        self._gaps.setWordWrap(True)
        self._gaps.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._gaps.setFixedHeight(_LINES * QFontMetrics(look.font(15)).lineSpacing() + look.px(2))
        top = QHBoxLayout()
        top.setSpacing(look.px(8))
        top.addWidget(self._icon)
        top.addWidget(self._word)
        top.addStretch(1)
        top.addWidget(self._percent)
        top.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(6), look.px(16), look.px(2))
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._gaps)

    def show_result(self, result: ReadinessResult) -> None:
        """Show what the gate says now."""
        look, self._result = self._look, result
        word, icon, ink = _GATES[result.gate]
        self._word.setText(look.say(word).upper())
        self._word.setStyleSheet(f"color: {look.color(ink).name()};")
        self._icon.setPixmap(look.icon(icon, ink, size=20).pixmap(look.px(20), look.px(20)))
        has_list = result.percent is not None
        self._percent.setText("" if result.percent is None else f"{look.words.percent(result.percent)} %")
        self._count.setText(look.say(N_("index of {n} items"), n=result.items) if has_list else "")
        self._show_gaps()
        self.setAccessibleName(f"{self._word.text()}. {self._percent.text()}. {self._gaps.text()}")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Name as many gaps as there is room for."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._look.px(_NARROW)
        self._count.setHidden(is_narrow)
        for label in (self._word, self._percent):
            label.setFont(self._look.font(18 if is_narrow else 22, BOLD))
        self._show_gaps()

    def _show_gaps(self) -> None:
        if self._result is None:
            return
        width = self.width() - 2 * self._look.px(16)
        most = len(self._result.critical_gaps)
        before = f"{self._count.text()}. " if self._count.isHidden() and self._count.text() else ""
        words = before + self._gap_words(self._result, most)
        while most > 1 and line_count(words, self._look.font(15), width) > _LINES:
            most -= 1
            words = before + self._gap_words(self._result, most)
        self._gaps.setText(fitted(words, self._look.font(15), width=width, lines=_LINES))

    def _gap_words(self, result: ReadinessResult, most: int) -> str:
        """Name the first `most` critical gaps, and say how many more and how many others there are."""
        say = self._look.say
        critical = [gap for gap in result.gaps if gap.critical]
        others = len(result.gaps) - len(critical)
        if result.percent is None:
            return say(N_("The pack has no readiness list."))
        if not result.gaps:
            return say(N_("Every item is complete."))
        words = say(N_("No critical item is short."))
        if critical:
            named = "; ".join(self._gap(gap) for gap in critical[:most])
            rest = say(N_("; {n} more"), n=len(critical) - most) if most < len(critical) else ""
            words = say(N_("Critical and short ({n}): {items}"), n=len(critical), items=named) + f"{rest}."
        return words + " " + say(N_("Other items short: {n}."), n=others) if others else words

    def _gap(self, gap: ReadinessGap) -> str:
        item = self._items.get(gap.id)
        name = f"{gap.id} {self._look.typed(item.item)}" if item else gap.id
        return f"{name} {gap.serviceable}/{gap.required}"

    def _label(self, font: QFont) -> QLabel:
        label = QLabel("", self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(font)
        return label
