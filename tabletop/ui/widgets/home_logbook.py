"""An observer's new logbook: from which pack, whose, which cells, into which file; it makes none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QScrollArea, QStackedWidget, QWidget

from tabletop.domain.plan.text import Text
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.merging import MAX_STATION_CHARACTERS
from tabletop.services.workplace import LogbookOrder, PackOffer
from tabletop.ui.look import Look
from tabletop.ui.widgets.form import Field, FormText
from tabletop.ui.widgets.home_form import WAYS, NewForm
from tabletop.ui.widgets.home_side import PackSide

FIRST_STATION = "P1"
_OF_THE_STATION = "station-"
"""So begin the codes of refusals that speak of the station's name."""


class NewLogbook(NewForm):
    """Asks for a source, a station, a name, cells and a place."""

    submitted = Signal(object, object, str)
    """The path of the pack or exercise, a LogbookOrder, and the place as it was typed."""
    _side: CellSide

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put back what was typed and ticked."""
        super().restore(kept)
        self._side.tick(kept["cells"])

    def keep(self) -> dict[str, Any]:
        """Return what was typed and ticked."""
        return {**super().keep(), "cells": self._side.ticked}

    @property
    def station(self) -> str:
        """Return the name of the station as it is typed."""
        return str(self._line("station").text()).strip()

    def _asked(self) -> FormText:
        say = self._look.say
        title = WAYS["new-logbook"]
        whole = N_("Keep the other cells' future injects in it")
        return FormText(
            title=say(title),
            submit=say(N_("Start the logbook")),
            fields=[
                self._pack_field(),
                Field(
                    name="station", label=say(N_("Station, as the director named it")), value=FIRST_STATION
                ),
                Field(name="observer", label=say(N_("Name of the observer"))),
                Field(name="whole", label=say(whole), kind="check"),
                Field(name="file", label=say(N_("File of the logbook")), value=self._proposed),
            ],
        )

    def _pack_words(self) -> str:
        return N_("Choose another pack or exercise ...")

    def _make_side(self) -> CellSide:
        side = CellSide(self._look, self)
        station = self._line("station")
        station.setMaxLength(MAX_STATION_CHARACTERS)
        station.textChanged.connect(lambda _: self.changed.emit())
        return side

    def _field_of(self, why: UserError) -> str:
        return "station" if why.code.startswith(_OF_THE_STATION) else super()._field_of(why)

    def _why_not(self, values: Mapping[str, Any]) -> str:
        say = self._look.say
        for name, words in (
            ("station", N_("Nothing was made: give the station a name, such as P1.")),
            ("observer", N_("Nothing was made: say who observes.")),
        ):
            if not str(values[name]).strip():
                self._point_to(self._line(name))
                return say(words)
        if not self._side.ticked:
            self._side.focus_first()
            return say(N_("Nothing was made: pick the cells that are watched."))
        return ""

    def _emit(self, pack: Path, values: Mapping[str, Any]) -> None:
        order = LogbookOrder(
            station=self.station,
            cells=self._side.ticked,
            observer=str(values["observer"]).strip(),
            is_whole=bool(values["whole"]),
        )
        self.submitted.emit(pack, order, str(values["file"]).strip())


class CellSide(PackSide):
    """The chosen pack's cells to be ticked, or what is wrong with the pack in their place."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._cells: tuple[tuple[str, Text], ...] = ()
        self._head = self._label("strong")
        self._list = QScrollArea(self)
        self._list.setWidgetResizable(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(look.say(N_("Cells to watch")))
        self._room = QStackedWidget(self)
        self._room.addWidget(self._says)
        self._room.addWidget(self._list)
        self._column.addSpacing(look.px(8))
        self._column.addWidget(self._head)
        self._column.addWidget(self._room, 1)

    @property
    def inputs(self) -> Sequence[QWidget]:
        """Return the boxes of the cells."""
        return tuple(self._boxes.values())

    @property
    def ticked(self) -> tuple[str, ...]:
        """Return the cells that are ticked."""
        return tuple(cell for cell, box in self._boxes.items() if box.isChecked())

    def tick(self, cells: tuple[str, ...]) -> None:
        """Tick exactly these."""
        for cell, box in self._boxes.items():
            box.setChecked(cell in cells)

    def focus_first(self) -> None:
        """Put the focus on the first cell."""
        for box in list(self._boxes.values())[:1]:
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_findings(self, why: UserError) -> None:
        """Show every finding in place of the cells."""
        super().show_findings(why)
        self._head.hide()
        self._room.setCurrentWidget(self._says)

    def _show_offer(self, offer: PackOffer) -> None:
        if offer.cells != self._cells:
            self._make_boxes(offer)
        self._head.show()
        self._say_ticked()
        self._room.setCurrentWidget(self._list)

    def _make_boxes(self, offer: PackOffer) -> None:
        """Make a box a cell; what was ticked stays so where the pack has that cell too."""
        ticked = self.ticked
        px = self._look.px
        body = QWidget()
        rows = QGridLayout(body)
        rows.setContentsMargins(px(4), px(4), px(4), px(4))
        rows.setHorizontalSpacing(px(12))
        rows.setVerticalSpacing(0)
        rows.setColumnStretch(1, 1)
        self._cells, self._boxes = offer.cells, {}
        for at, (cell, title) in enumerate(offer.cells):
            words = _CellTitle(self._look.typed(title), body)
            box = QCheckBox(cell, body)
            box.setAccessibleName(f"{cell}: {words.text()}")
            box.setMinimumHeight(px(30))
            box.toggled.connect(self._say_ticked)
            words.pressed.connect(box.toggle)
            rows.addWidget(box, at, 0)
            rows.addWidget(words, at, 1)
            self._boxes[cell] = box
        rows.setRowStretch(len(offer.cells), 1)
        self._list.setWidget(body)
        self.tick(ticked)

    def _say_ticked(self) -> None:
        """Say what is watched; before anything is ticked, what is to be done."""
        cells = ", ".join(self.ticked)
        say = self._look.say
        self._head.setText(
            say(N_("Watches {cells}"), cells=cells) if cells else say(N_("Pick cells and begin"))
        )


class _CellTitle(QLabel):
    """What a cell is, in as many lines as it takes; a press on it ticks the cell."""

    pressed = Signal()

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of a press."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
