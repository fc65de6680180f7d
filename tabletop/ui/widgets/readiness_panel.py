"""The readiness gate before STARTEX: who and what is there, where to begin; it must not write a row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import ReadinessResult
from tabletop.i18n import N_
from tabletop.ui.item_models.readiness import ReadinessModel, lacking
from tabletop.ui.look import BOLD, Look
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.readiness_delegate import MOST_CHARACTERS
from tabletop.ui.widgets.readiness_gate import ReadinessGate
from tabletop.ui.widgets.readiness_line import ReadinessLine, phase_words
from tabletop.ui.widgets.readiness_table import ReadinessTable

_LEAST_ROWS = 2
_NARROW = 430
"""Below this width of the design, the phase and the button stand one over the other."""


class ReadinessPanel(QFrame):
    """Takes a state and its gate, and asks for counts and for STARTEX by signals."""

    item_counted = Signal(str, int, int, object)
    unit_counted = Signal(str, int, int)
    participants_counted = Signal(str, int)
    all_present_asked = Signal()
    start_asked = Signal(object, object)
    """A phase id or None, and a written override or None."""

    def __init__(self, look: Look, scenario: Scenario, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAccessibleName(look.say(N_("Readiness before STARTEX")))
        self._look = look
        self._scenario = scenario
        self._state: ExerciseState | None = None
        self._result: ReadinessResult | None = None
        self._trouble = self._phase_words = ""
        self._gate = ReadinessGate(look, scenario, self)
        self._model = ReadinessModel(look, scenario)
        self._table = ReadinessTable(look, self._model, self)
        self._line = ReadinessLine(look, self)
        self._all = KeyedButton(look, look.say(N_("All present")), icon="check", parent=self)
        self._override_row = QWidget(self)
        self._override = QLineEdit(self)
        self._phase = QComboBox(self)
        self._start = KeyedButton(
            look, look.say(N_("START EXERCISE (STARTEX)")), "Ctrl+F5", weight=BOLD, parent=self
        )
        self._dress()
        self._lay_out()
        self._connect()

    # What the page gives and asks -----------------------------------------------------------------

    def show_state(self, state: ExerciseState, gate: ReadinessResult) -> None:
        """Show what is stored and what the gate says about it."""
        if state is not self._state:
            self._trouble = ""
        self._state, self._result = state, gate
        self._gate.show_result(gate)
        self._model.show_state(state)
        open_rows = sum(map(len, lacking(self._scenario, state)))
        words = self._look.say(N_("All present"))
        self._all.set_words(f"{words} ({open_rows})" if open_rows else words, icon="check")
        self._all.setEnabled(open_rows > 0)
        self._override_row.setVisible(gate.gate == "not-ready")
        self._start.setEnabled(True)
        self._show_line()

    def say_trouble(self, words: str) -> None:
        """Say why something was refused: no cell shows it, and STARTEX can be asked for again."""
        self._model.forget_asked()
        self._start.setEnabled(True)
        self._refuse(words)

    def focus_first(self) -> None:
        """Put the hand where work goes on: the first row not counted, then a lacking reason, else the table.

        Never on STARTEX: a stray Space must not begin an exercise.
        """
        if self._table.go_to_open() or not self._needs_override() or self._override.text():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._override.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Ask for STARTEX, as the button does; what is being typed in a cell counts first."""
        if self._result is None or not self._start.isEnabled() or not self._table.finish_entry():
            return
        reason = self._override.text().strip() if self._needs_override() else None
        if reason == "":
            self._refuse(
                self._look.say(N_("The gate says not ready. Complete what is short, or write why you start."))
            )
            self._override.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._start.setEnabled(False)
        self.start_asked.emit(self._phase.currentData(), reason)

    def keep(self) -> dict[str, Any]:
        """Return what is typed and not saved, and close an open entry: the panel will be built anew."""
        return {
            "entry": self._table.take_entry(),
            "organisation": self._model.new_name,
            "override": self._override.text(),
            "phase": self._phase.currentData(),
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        if kept:
            self._model.new_name = kept["organisation"]
            self._override.setText(kept["override"])
            self._phase.setCurrentIndex(max(0, self._phase.findData(kept["phase"])))
            self._table.put_entry(kept["entry"])

    # The line below the table ---------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the phase over the button where both do not fit beside each other."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._look.px(_NARROW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(down if is_narrow else across)

    def _refuse(self, words: str) -> None:
        self._trouble = words
        self._show_line()

    def _row_changed(self) -> None:
        self._trouble = self._phase_words = ""
        self._show_line()

    def _show_line(self) -> None:
        """Say the trouble, or else the current row in full: its cell may be too narrow."""
        index = self._table.currentIndex()
        detail = self._model.sentence(self._model.row(index.row())) if index.isValid() else ""
        self._line.show_words(self._trouble or self._phase_words or detail, is_trouble=bool(self._trouble))

    def _phase_chosen(self) -> None:
        """Say what beginning at a phase leaves out, before anyone presses STARTEX."""
        self._trouble = ""
        self._phase_words = phase_words(self._look, self._scenario, self._phase.currentData())
        self._phase.setAccessibleDescription(self._phase_words)
        self._show_line()

    def _needs_override(self) -> bool:
        return self._result is not None and self._result.gate == "not-ready"

    # Building -------------------------------------------------------------------------------------

    def _dress(self) -> None:
        look, say, px = self._look, self._look.say, self._look.px
        self._table.setAccessibleName(say(N_("Participants, units and readiness items")))
        # The rows take what the rest leaves: their own wish would push the button out of a low window.
        self._table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._table.setMinimumHeight(px(28 + 28 * _LEAST_ROWS))
        self._all.setToolTip(say(N_("Write every row that is not counted yet as complete.")))
        self._all.setAccessibleDescription(self._all.toolTip())
        self._override.setMaxLength(MOST_CHARACTERS)
        self._override.setAccessibleName(say(N_("Reason to start all the same")))
        self._phase.setAccessibleName(say(N_("Phase to begin at")))
        self._phase.addItem(say(N_("From the beginning")), None)
        for phase in self._scenario.phases:
            self._phase.addItem(f"{phase.id} {look.typed(phase.title)}", phase.id)
        self._phase.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._phase.setMinimumContentsLength(8)
        self._phase.view().setMinimumWidth(self._phase.view().sizeHintForColumn(0) + px(16))
        self._phase.setVisible(bool(self._scenario.phases))
        self._start.setProperty("rank", "act")

    def _lay_out(self) -> None:
        px = self._look.px
        band = QWidget(self)
        band.setObjectName("band")
        edge = f"1px solid {self._look.theme.border}"
        band.setStyleSheet(f"QWidget#band {{ border-top: {edge}; border-bottom: {edge}; }}")
        strip = QHBoxLayout(band)
        strip.setContentsMargins(px(16), px(2), px(16), px(2))
        strip.setSpacing(px(8))
        strip.addWidget(self._line, 1)
        strip.addWidget(self._all)
        reason = QHBoxLayout(self._override_row)
        reason.setContentsMargins(px(16), px(6), px(16), 0)
        reason.setSpacing(px(8))
        label = QLabel(self._look.say("Reason to start all the same"), self)
        label.setProperty("rank", "head")
        label.setBuddy(self._override)
        reason.addWidget(label)
        reason.addWidget(self._override, 1)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setContentsMargins(px(16), px(6), px(16), px(6))
        self._foot.setSpacing(px(8))
        self._foot.addStrut(px(40))
        for widget, share in ((self._phase, 2), (self._start, 3)):
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            widget.setMaximumHeight(px(44))
            self._foot.addWidget(widget, share)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._gate, self._table, band, self._override_row):
            column.addWidget(part, 1 if part is self._table else 0)
        column.addLayout(self._foot)
        self._put_in_scroll(body)

    def _put_in_scroll(self, body: QWidget) -> None:
        """Let a very small window scroll: no button may be cut off."""
        scroll = QScrollArea(self)
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _connect(self) -> None:
        self._model.item_counted.connect(self.item_counted)
        self._model.unit_counted.connect(self.unit_counted)
        self._model.participants_counted.connect(self.participants_counted)
        self._model.refused.connect(self._refuse)
        self._table.row_changed.connect(self._row_changed)
        self._all.clicked.connect(self.all_present_asked)
        # Enter in the reason does not start an exercise by itself: it goes on to the button.
        self._phase.currentIndexChanged.connect(self._phase_chosen)
        self._override.returnPressed.connect(self._start.setFocus)
        self._start.clicked.connect(self.start)
