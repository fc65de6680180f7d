"""The tab row of the debrief: which part is shown, and at the right how far play is and what is safe."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QTabBar, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import SEMIBOLD, Look

TABS = (
    N_("Summary"), N_("Replay"), N_("Figures"), N_("Actions"), N_("Findings"), N_("Plan"),
    N_("Decisions {n}"), N_("Print"),
)  # fmt: skip
_SHEET = """
QFrame#debrieftabs {{ background: {band}; border-bottom: 1px solid {border}; }}
QTabBar::tab {{ background: {band}; color: {text_2}; border: none; border-bottom: {s3}px solid {band};
  padding: 0 {pad}px; min-height: {s36}px; max-height: {s36}px; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ background: {surface}; color: {text}; border-bottom: {s3}px solid {chosen_fill}; }}
QTabBar:focus::tab:selected {{ border: {s3}px solid {focus}; padding: 0 {pad_3}px; min-height: {s33}px;
  max-height: {s33}px; }}
QLabel#draft {{ border: 1px solid {text}; border-radius: {s4}px; padding: 0 {s6}px; background: {surface}; }}
"""
_WIDE, _NARROW = 18, 6
"""What a tab keeps clear beside its words, and what where the window is narrow or its letters are large."""


class _Bar(QTabBar):
    """The tabs; that they have no room does not make the window wider."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the height only."""
        return QSize(0, super().minimumSizeHint().height())


class DebriefTabs(QFrame):
    """Tabs by click, arrows or Ctrl and their digit; the state goes to a second line where it has no room.

    Tabs without room move together; where even that is too wide the row can be scrolled.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("debrieftabs")
        self.bar = _Bar(self)
        self._status = QWidget(self)
        self._mark = QLabel("", self._status)
        self._facts = QLabel("", self._status)
        self._chain = QLabel("", self._status)
        self._edge = _WIDE
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self.bar.currentChanged.connect(self.chosen)

    @property
    def status_words(self) -> str:
        """Return what is said at the right."""
        mark = f"{self._mark.text()} " if self._mark.isVisibleTo(self) else ""
        return f"{mark}{self._facts.text()}{self._chain.text()}"

    def show_tab(self, at: int) -> None:
        """Mark the tab that is shown."""
        self.bar.setCurrentIndex(at)

    def show_status(self, facts: Sequence[str], *, mark: str, is_whole: bool, decisions: int) -> None:
        """Say how far play is and whether the chain holds; `mark` frames a draft or a copy."""
        self._mark.setText(mark)
        self._mark.setVisible(bool(mark))
        joined = "  \N{BULLET}  ".join(facts[:-1])
        self._facts.setText(joined + ("  \N{BULLET}  " if len(facts) > 1 else ""))
        self._chain.setText(facts[-1] if facts else "")
        self._chain.setProperty("rank", "second" if is_whole else "late")
        self._chain.style().unpolish(self._chain)
        self._chain.style().polish(self._chain)
        for at, words in enumerate(TABS):
            self.bar.setTabText(at, f"{at + 1} {self._look.say(words, n=decisions)}")
        self.bar.updateGeometry()  # Qt forgets it while the tabs are not seen

    def event(self, event: QEvent) -> bool:
        """Put the state anew where words or faces changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the state where it has room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._move_together()
        ways = QBoxLayout.Direction
        needed = self.bar.sizeHint().width() + self._status.sizeHint().width() + self._look.px(32)
        fits = needed <= self.width()
        self._line.setDirection(ways.LeftToRight if fits else ways.TopToBottom)
        edge = 1 if fits else self._look.px(4)
        self._line.setContentsMargins(0, 0, 0, edge)

    def _move_together(self) -> None:
        px = self._look.px
        needed = self.bar.sizeHint().width()
        saved = 2 * self.bar.count() * (px(_WIDE) - px(_NARROW))
        edge = _WIDE if needed + (0 if self._edge == _WIDE else saved) <= self.width() else _NARROW
        if edge != self._edge:
            self._edge = edge
            self._dress()
            needed = self.bar.sizeHint().width()
        self.bar.setUsesScrollButtons(needed > self.width())

    def _lay_out(self) -> None:
        px = self._look.px
        for at, words in enumerate(TABS):
            self.bar.addTab(f"{at + 1} {self._look.say(words, n=0)}")
        self.bar.setFont(self._look.font(16, SEMIBOLD))
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(self._look.say(N_("Parts of the debrief")))
        state = QHBoxLayout(self._status)
        state.setContentsMargins(px(20), 0, px(24), 0)
        state.setSpacing(px(10))
        self._mark.setFont(self._look.font(15, SEMIBOLD))
        self._mark.setObjectName("draft")
        self._mark.hide()
        state.addStretch(1)
        state.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        said = QHBoxLayout()
        said.setSpacing(0)
        for label in (self._facts, self._chain):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("rank", "second")
            said.addWidget(label)
        state.addLayout(said)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignLeft)
        self._line.addWidget(self._status, 1)
        self._dress()

    def _dress(self) -> None:
        px, theme = self._look.px, self._look.theme
        names = ("band", "border", "text", "text_2", "surface", "chosen_fill", "focus")
        sizes = {f"s{size}": px(size) for size in (3, 4, 6, 33, 36)}
        sizes |= {"pad": px(self._edge), "pad_3": px(self._edge) - px(3)}
        self.setStyleSheet(_SHEET.format(**sizes, **{name: getattr(theme, name) for name in names}))
