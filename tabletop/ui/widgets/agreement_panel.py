"""Actions with two or more raters, and the selected one side by side; it must not settle: it asks for it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.disagreement import Comparison, RatedAction, compare_raters
from tabletop.i18n import N_
from tabletop.ui.item_models import agreement_rows
from tabletop.ui.item_models.debrief_rows import RowsModel
from tabletop.ui.look import Look
from tabletop.ui.widgets.agreement_detail import AgreementDetail
from tabletop.ui.widgets.debrief_cells import breakable
from tabletop.ui.widgets.debrief_table import DebriefTable
from tabletop.ui.widgets.keyed_button import KeyedButton

_SIDE_BY_SIDE = 960
"""Below this width of the design the list or the action stands alone."""
_STEPS = (720, 520)


class AgreementPanel(QFrame):
    """Arrows choose an action, Enter leads on to settling it, Esc back to the list."""

    settle_asked = Signal(str)
    """The full id of the action to settle."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._compared: tuple[ExerciseState, Scenario] | None = None
        self._comparison: Comparison | None = None
        self._sought = ""
        self._is_reading = False
        self.setObjectName("agreementpanel")
        say = look.say
        self.differing = self._choice(say(N_("They differ {n}"), n=0))
        self.all = self._choice(say("All {n}", n=0))
        self.figures = self._label("second")
        self.table = DebriefTable(
            look, RowsModel(look, agreement_rows.COLUMNS), name=say(N_("Actions with two or more raters")),
            empty=say("No action is left under this filter."), steps=_STEPS, parent=self,
        )  # fmt: skip
        self.detail = AgreementDetail(look, self)
        self._empty = self._label("title"), self._label("second")
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()

    @property
    def selected(self) -> str | None:
        """Return the full id of the selected action; None where no row is shown."""
        row = self.table.selected
        return row if self._place_of(row) is not None else None

    @property
    def empty_words(self) -> str:
        """Return what stands in place of the list; empty where the list stands."""
        is_list = self._stack.currentWidget() is self._both
        return "" if is_list else "\n".join(label.text() for label in self._empty)

    # What a page does -----------------------------------------------------------------------------

    def show_state(self, state: ExerciseState, scenario: Scenario) -> None:
        """Compare the raters anew; `scenario` is the pack's plan.

        Where the selected action was just settled, the next one that waits takes its place.
        """
        if self._compared is not None and self._compared[0] is state and self._compared[1] is scenario:
            return
        before, row = self._rated(), self.selected
        self._compared = state, scenario
        self._comparison = compare_raters(scenario, state)
        after = self._rated()
        is_dealt_with = before is not None and before.is_open and after is not None and not after.is_open
        self._fill(leaving=row if is_dealt_with else None)

    def seek(self, words: str) -> None:
        """Show only actions in whose row or among whose raters the words stand."""
        self._sought = words
        self._fill()

    def ask_to_settle(self) -> None:
        """Ask for the form that settles the selected action, whose notes then stay in sight."""
        if self.selected is not None:
            self._read(is_reading=True)
            self.settle_asked.emit(self.selected)

    def set_leading(self, *, leads: bool) -> None:
        """Fill the act with blue unless an open form holds the one act."""
        self.detail.set_leading(leads=leads)

    def keep(self) -> dict[str, Any]:
        """Return what was chosen, for a window that is built anew."""
        return {
            "differing": self.differing.isChecked(), "row": self.table.selected,
            "reading": self._is_reading, "sought": self._sought,
        }  # fmt: skip

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back, before or after a state is shown."""
        if kept:
            self._choose(differing=kept["differing"])
            self._sought = kept["sought"]
            self.table.selected = kept["row"]
            self._fill()
            self._read(is_reading=kept["reading"])

    # Qt's questions -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand side by side, or one at a time."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take Enter where the action is read: there it is not the table's."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.type() == QEvent.Type.KeyPress:
            self.ask_to_settle()
            return True
        return False

    # What is shown --------------------------------------------------------------------------------

    def _rated(self) -> RatedAction | None:
        """Return the selected action as it was compared last."""
        actions = () if self._comparison is None else self._comparison.actions
        return next((each for each in actions if each.action.full_id == self.selected), None)

    def _place_of(self, row: str | None) -> int | None:
        model = self.table.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - the table has no other
        return model.place_of(row)

    def _fill(self, *, leaving: str | None = None) -> None:
        if self._comparison is None:
            return
        compared, look = self._comparison, self._look
        differing = agreement_rows.differing_count(compared)
        self.differing.set_words(look.say("They differ {n}", n=differing))
        self.all.set_words(look.say("All {n}", n=len(compared.actions)))
        self.figures.setText(agreement_rows.figures(compared.agreement, look))
        rows = agreement_rows.rated_rows(
            compared, look, differing_only=self.differing.isChecked(), sought=self._sought
        )
        if leaving is None:
            self.table.show_rows(rows)
        else:
            self.table.show_next(rows, leaving=leaving)
        self._show_empty(compared, differing)
        self._show_selected()

    def _show_empty(self, compared: Comparison, differing: int) -> None:
        """Let a sentence stand in place of the list where there is none to show."""
        said = None
        if not compared.actions:
            said = agreement_rows.nothing_to_compare(compared, self._look)
        elif not differing and self.differing.isChecked():
            said = agreement_rows.all_agree(compared, self._look)
        for label, words in zip(self._empty, said or ("", ""), strict=True):
            label.setText(breakable(words))
        self._stack.setCurrentIndex(0 if said is None else 1)

    def _show_selected(self) -> None:
        rated = self._rated()
        self.detail.show_action(rated)
        if rated is None:
            self._is_reading = False
        self._arrange()

    def _choose(self, *, differing: bool) -> None:
        self.differing.setChecked(differing)
        self.all.setChecked(not differing)
        self._fill()

    def focus_work(self) -> None:
        """Put the focus where work goes on; a focus proxy would let Tab turn round in here."""
        is_list = self._is_wide or not self._is_reading
        place = self.differing if self.empty_words else self.table if is_list else self.detail.notes
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        """Lead on: to the action where the list stands alone, else to settling it."""
        if self._is_wide:
            self.ask_to_settle()
        else:
            self._read(is_reading=True)
            self.detail.settle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._read(is_reading=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, *, is_reading: bool) -> None:
        self._is_reading = is_reading and self.selected is not None
        self._arrange()

    @property
    def _is_wide(self) -> bool:
        return self.width() >= self._look.px(_SIDE_BY_SIDE)

    def _arrange(self) -> None:
        """Show list and action, or the one of them that is at work."""
        is_wide, had_focus = self._is_wide, self.table.hasFocus()
        is_list = is_wide or not self._is_reading
        self.detail.setVisible(is_wide or self._is_reading)
        self.detail.back.setVisible(not is_wide)
        self._line.setVisible(is_wide)
        self._bar.setVisible(is_list)
        self.table.setVisible(is_list)
        if had_focus and not is_list:
            self.detail.notes.setFocus(Qt.FocusReason.OtherFocusReason)

    # How it is laid out ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.differing.setChecked(True)
        self.differing.clicked.connect(lambda: self._choose(differing=True))
        self.all.clicked.connect(lambda: self._choose(differing=False))
        self.table.selectionModel().currentRowChanged.connect(self._show_selected)
        self.table.opened.connect(self._open)
        self.detail.settle_asked.connect(self.ask_to_settle)
        self.detail.left.connect(self._leave)
        self.detail.notes.installEventFilter(self)

    def _lay_out(self) -> None:
        px = self._look.px
        self._bar = QWidget(self)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(px(20), px(5), px(16), px(5))
        bar.setSpacing(px(8))
        bar.addWidget(self.differing)
        bar.addWidget(self.all)
        bar.addSpacing(px(8))
        bar.addWidget(self.figures, 1)
        self._line = QFrame(self)
        self._line.setObjectName("agreementline")
        self._line.setFixedWidth(1)
        self._both = QWidget(self)
        both = QHBoxLayout(self._both)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        for part, share in ((self.table, 1), (self._line, 0), (self.detail, 1)):
            both.addWidget(part, share)
        for part in (self.table, self.detail):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._stack.addWidget(self._both)
        self._stack.addWidget(self._empty_card())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        theme = self._look.theme
        self.setStyleSheet(
            f"QFrame#agreementpanel {{ background: {theme.surface}; }}"
            f"QFrame#agreementline {{ background: {theme.border}; }}"
        )

    def _empty_card(self) -> QWidget:
        card = QWidget(self)
        column = QVBoxLayout(card)
        column.setContentsMargins(self._look.px(24), 0, self._look.px(24), 0)
        column.addStretch(1)
        for label in self._empty:
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(2)
        return card

    def _choice(self, words: str) -> KeyedButton:
        button = KeyedButton(self._look, words, parent=self)
        button.setCheckable(True)
        return button

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("rank", rank)
        return label
