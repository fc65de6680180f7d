"""Where the parts of an observer's form stand: labels at the left, fields 44 high; it reads nothing typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import SEMIBOLD, Look, Room
from tabletop.ui.widgets.debrief_flow import Flow
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.observer_choices import HEIGHT, tall

if TYPE_CHECKING:
    from tabletop.ui.widgets.observer_form import ObserverForm

_VERBS = (("observer-rate", N_("Rate a target")), ("observer-paper", N_("From paper")))


class FormLayout(QObject):
    """Rows of a label and its field, and below them the acts."""

    verb_asked = Signal(str)

    def __init__(self, look: Look, form: ObserverForm) -> None:
        super().__init__(form)
        self._look = look
        self._form = form
        self._labels: list[QLabel] = []
        self.verbs = [self._verb(*verb) for verb in _VERBS]
        self._column = QVBoxLayout(form)
        self._column.addWidget(form.correction)
        self._column.addWidget(form.paper)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        for words, part in (
            (N_("Inject"), self._first_row()), (N_("Category"), form.category),
            (N_("What happened"), form.fact), (N_("Judgement"), form.judgement), (N_("Why, rule"), form.why),
            (N_("How known"), self._known_row()), ("", self._acts()),
        ):  # fmt: skip
            self._add(words, part)

    def set_room(self, room: Room) -> None:
        """Draw everything together in a small window."""
        px = self._look.px
        is_wide = room == "wide"
        edge = px(16) if is_wide else px(10)
        self._column.setContentsMargins(
            edge, px(10) if is_wide else px(3), edge, px(10) if is_wide else px(3)
        )
        self._column.setSpacing(px(6) if is_wide else px(3))
        self._grid.setVerticalSpacing(px(6) if is_wide else px(3))
        self._grid.setHorizontalSpacing(px(8))
        for label in self._labels:
            label.setFixedWidth(px(124) if is_wide else px(86))
            label.setFont(self._look.font(16 if is_wide else 15, SEMIBOLD))
        self._bearing_head.setHidden(not is_wide)
        self._row_of_acts.setStyleSheet(tall(self._look, 50 if is_wide else HEIGHT))
        self._form.save.setMinimumWidth(px(220) if is_wide else px(120))

    def _add(self, words: str, part: QWidget) -> None:
        row = self._grid.rowCount()
        label = QLabel(self._look.say(words) if words else "", self._form)
        label.setProperty("rank", "strong")
        label.setWordWrap(True)
        label.setBuddy(part)
        self._labels.append(label)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(part, row, 1)

    def _first_row(self) -> QWidget:
        form = self._form
        row = QWidget(form)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._look.px(8))
        line.addWidget(form.inject, 3)
        line.addWidget(form.cell, 1)
        form.cell.setHidden(form.cell.count() < 2)
        line.addWidget(form.seen)
        return row

    def _known_row(self) -> QWidget:
        form, px = self._form, self._look.px
        row = QWidget(form)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        head = self._bearing_head = QLabel(self._look.say(N_("Speaks for")), row)
        head.setProperty("rank", "strong")
        head.setContentsMargins(px(10), 0, px(4), 0)
        for part in (form.sense, head, form.bearing):
            line.addWidget(part)
        line.addStretch(1)
        return row

    def _acts(self) -> QWidget:
        form = self._form
        row = QWidget(form)
        flow = Flow(edge=(0, 0, 0, 0), gap=self._look.px(8), parent=row)
        for part in (form.save, form.photo, form.unphoto, *self.verbs):
            flow.addWidget(part)
        self._row_of_acts = row
        return row

    def _verb(self, verb: str, words: str) -> KeyedButton:
        button = KeyedButton(self._look, self._look.say(words), self._look.key(verb), parent=self._form)
        button.setToolTip(self._look.key(verb))
        button.set_key_shown(shown=False)  # its chord is longer than its words
        button.clicked.connect(lambda: self.verb_asked.emit(verb))
        return button
