"""What Home's forms of something new share: the pack that is chosen, the file's name; they make nothing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tabletop.errors import UnreadableError, UserError
from tabletop.i18n import N_
from tabletop.services.workplace import PackOffer
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_flow import Flow
from tabletop.ui.widgets.form import Field, Form, FormText
from tabletop.ui.widgets.home_side import Looked, PackSide
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.wording import refusal

Input = TypeVar("Input", bound=QWidget)
Way = Literal["new", "new-logbook"]
"""What is made, by the verb that asks for it."""
WAYS: dict[Way, str] = {"new": N_("New exercise"), "new-logbook": N_("Logbook for an observer")}


class NewForm(QWidget):
    """A form at the left, the chosen pack at the right; the ways to something new stand below the title."""

    left = Signal()
    way_asked = Signal(str)
    pack_asked = Signal()
    place_asked = Signal()
    changed = Signal()
    """What the file is named after changed."""

    def __init__(
        self, look: Look, packs: Mapping[Path, Looked], way: Way, *, place: Path, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._packs = dict(packs)
        self._way: Way = way
        self._proposed = str(place)
        self._below: dict[QWidget, KeyedButton] = {}
        self._form = Form(look, self._asked(), self)
        self._ways = self._show_ways()
        self._choice = self._field(QComboBox, "pack")
        self._place = self._line("file")
        self._side = self._make_side()
        self._lay_out()
        self._form.submitted.connect(self._submit)
        self._form.left.connect(self.left)
        self._choice.currentIndexChanged.connect(self._show_chosen)
        self._show_chosen()

    # What each form has of its own --------------------------------------------------------------

    def _asked(self) -> FormText:
        raise NotImplementedError

    def _make_side(self) -> PackSide:
        return PackSide(self._look, self)

    def _why_not(self, values: Mapping[str, Any]) -> str:
        """Return why nothing can be made of these values yet; empty where it can."""
        raise NotImplementedError

    def _emit(self, pack: Path, values: Mapping[str, Any]) -> None:
        """Tell what is asked for."""
        raise NotImplementedError

    # What the page asks -------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """Return the file name as it is typed."""
        return self._place.text()

    @property
    def is_place_proposed(self) -> bool:
        """Tell whether nobody typed another file name."""
        return self._place.text() == self._proposed

    @property
    def offer(self) -> PackOffer | None:
        """Return the chosen pack, unless it cannot be used."""
        looked = self._packs.get(self._chosen())
        return looked if isinstance(looked, PackOffer) else None

    def focus_first(self) -> None:
        """Put the focus where choosing begins."""
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_pack(self, path: Path, looked: Looked) -> None:
        """Take a pack from elsewhere into the choice and choose it, also one that cannot be used."""
        self._packs[path] = looked
        at = self._choice.findData(str(path))
        if at < 0:
            self._choice.addItem(self._name(path), str(path))
            at = self._choice.count() - 1
        self._choice.setCurrentIndex(at)
        self._show_chosen()

    def propose_place(self, place: Path) -> None:
        """Propose a file name, unless another one was typed."""
        if self.is_place_proposed:
            self._proposed = str(place)
            self.set_place(place)

    def set_place(self, place: Path) -> None:
        """Put a file name into its line."""
        self._place.setText(str(place))

    def say_trouble(self, words: str) -> None:
        """Say what went wrong; what was typed stays."""
        self._form.say_trouble(words)

    def say_refusal(self, why: UserError) -> None:
        """Say why nothing was made; what was typed stays."""
        self._form.say_trouble(refusal(why, self._look.words))
        if isinstance(why, UnreadableError) and why.findings:
            self._side.show_findings(why)
            return
        self._point_to(self._line(self._field_of(why)))

    def keep(self) -> dict[str, Any]:
        """Return what was typed and which packs were looked at."""
        return {"values": self._form.values(), "packs": dict(self._packs), "proposed": self._proposed}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put back what was typed."""
        self._proposed = kept["proposed"]
        self._form.restore(kept["values"])

    # Building -----------------------------------------------------------------------------------

    def _pack_field(self) -> Field:
        first = next(iter(self._packs), Path())
        packs = [(str(path), self._name(path)) for path in self._packs]
        label = self._look.say(N_("Pack"))
        return Field(name="pack", label=label, kind="choice", value=str(first), choices=packs)

    def _name(self, path: Path) -> str:
        looked = self._packs[path]
        return (
            self._look.typed(looked.title).partition(":")[0] if isinstance(looked, PackOffer) else path.name
        )

    def _show_ways(self) -> list[KeyedButton]:
        """Show a button for each way, the one that is gone pressed down."""
        px, made = self._look.px, []
        row = QWidget(self)
        flow = Flow(edge=(0, px(2), 0, px(4)), gap=px(8), parent=row)
        for way, words in WAYS.items():
            button = KeyedButton(self._look, self._look.say(words), self._look.key(way), parent=row)
            button.setCheckable(True)
            button.setChecked(way == self._way)
            button.clicked.connect(lambda _=False, way=way, it=button: self._ask_way(way, it))
            flow.addWidget(button)
            made.append(button)
        self._form.show_below_title(row)
        return made

    def _ask_way(self, way: Way, button: KeyedButton) -> None:
        button.setChecked(way == self._way)  # Qt turned it round
        if way != self._way:
            self.way_asked.emit(way)

    def _lay_out(self) -> None:
        choose_pack = self._button(self._look.say(self._pack_words()))
        choose_place = self._button(self._look.say(N_("Choose the place ...")))
        choose_pack.clicked.connect(self.pack_asked)
        choose_place.clicked.connect(self.place_asked)
        self._put_below(self._choice, choose_pack)
        self._put_below(self._place, choose_place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._form, 1)
        row.addWidget(self._side, 1)

    def _pack_words(self) -> str:
        return N_("Choose another pack ...")

    def _put_below(self, field: QWidget, button: KeyedButton) -> None:
        """Put a button under a field of the form."""
        body = field.parentWidget()
        rows = body.layout() if body is not None else None
        assert isinstance(rows, QVBoxLayout)  # noqa: S101 - the form's own rows
        rows.insertWidget(rows.indexOf(field) + 1, button, 0, Qt.AlignmentFlag.AlignLeft)
        self._below[field] = button

    def _order_stops(self) -> None:
        """Let Tab go down the form, over what is chosen beside it, to its acts."""
        stops: list[QWidget] = [*self._ways]
        for name in self._form.values():
            field = self._field(QWidget, name)
            stops += [field, *([self._below[field]] if field in self._below else [])]
        # The acts at its foot are the only buttons that are the form's own.
        acts = self._form.findChildren(KeyedButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for one, next_one in pairwise((*stops, *self._side.inputs, *acts, self._side.text)):
            QWidget.setTabOrder(one, next_one)

    def _button(self, words: str) -> KeyedButton:
        button = KeyedButton(self._look, words, parent=self)
        button.setAutoDefault(True)
        return button

    def _line(self, name: str) -> QLineEdit:
        """Return a line of the form."""
        return self._field(QLineEdit, name)

    def _field(self, kind: type[Input], name: str) -> Input:
        """Return an input of the form by the name that the form gives it."""
        found = self._form.findChild(kind, f"field-{name}")
        assert found is not None  # noqa: S101 - asked for above
        return found

    # Acting -------------------------------------------------------------------------------------

    def _chosen(self) -> Path:
        return Path(str(self._choice.currentData()))

    def _show_chosen(self) -> None:
        """Show the chosen pack, or every finding that stands in its way."""
        looked = self._packs.get(self._chosen())
        if looked is not None:
            self._side.show_looked(self._chosen(), looked)
            self._order_stops()
            self.changed.emit()

    def _field_of(self, _why: UserError) -> str:
        """Return the field that a refusal speaks of."""
        return "file"

    def _point_to(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        for scroll in self._form.findChildren(QScrollArea):
            scroll.ensureWidgetVisible(field)

    def _submit(self, values: Mapping[str, Any]) -> None:
        looked = self._packs.get(self._chosen())
        if isinstance(looked, UserError):
            self.say_refusal(looked)
        elif why_not := self._why_not(values):
            self._form.say_trouble(why_not)
        elif not str(values["file"]).strip():
            self._form.say_trouble(self._look.say(N_("Nothing was made: give the file a name.")))
            self._point_to(self._place)
        else:
            self._emit(self._chosen(), values)
