"""A new exercise: which pack, into which file; what the pack is or what is wrong with it; it makes none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tabletop.errors import UnreadableError, UserError
from tabletop.i18n import N_
from tabletop.services.workplace import PackOffer
from tabletop.ui.look import Look
from tabletop.ui.widgets.form import Field, Form, FormText
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.wording import finding_line, refusal

Looked = PackOffer | UserError
"""A pack that was looked at: what it offers, or why it cannot be used."""


class NewExercise(QWidget):
    """A form at the left, the chosen pack at the right."""

    submitted = Signal(object, str)
    """The pack's path, and the place as it was typed."""
    left = Signal()
    pack_asked = Signal()
    place_asked = Signal()
    pack_changed = Signal(object)
    """A PackOffer was chosen while the place was still the one that was proposed."""

    def __init__(
        self, look: Look, packs: Mapping[Path, Looked], place: Path, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._packs = dict(packs)
        self._proposed = str(place)
        self._form = Form(look, self._asked(), self)
        self._choice, self._place = self._fields()
        self._title, self._facts = self._label("strong"), self._label("second")
        self._says = QPlainTextEdit(self)
        self._lay_out()
        self._form.submitted.connect(self._submit)
        self._form.left.connect(self.left)
        self._choice.currentIndexChanged.connect(self._show_chosen)
        self._show_chosen()

    @property
    def place(self) -> str:
        """Return the file name as it is typed."""
        return self._place.text()

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
        if self._place.text() == self._proposed:
            self.set_place(place)
            self._proposed = str(place)

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
            self._says.setPlainText(_lines(why, self._look))
            return
        self._place.setFocus(Qt.FocusReason.OtherFocusReason)
        for scroll in self._form.findChildren(QScrollArea):
            scroll.ensureWidgetVisible(self._place)

    def keep(self) -> dict[str, Any]:
        """Return what was typed and which packs were looked at."""
        return {"values": self._form.values(), "packs": dict(self._packs), "proposed": self._proposed}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put back what was typed."""
        self._proposed = kept["proposed"]
        self._form.restore(kept["values"])

    # Building -----------------------------------------------------------------------------------

    def _asked(self) -> FormText:
        look = self._look
        first = next(iter(self._packs), Path())
        packs = [(str(path), self._name(path)) for path in self._packs]
        return FormText(
            title=look.say("New exercise"),
            submit=look.say(N_("Make exercise")),
            fields=[
                Field(
                    name="pack", label=look.say(N_("Pack")), kind="choice", value=str(first), choices=packs
                ),
                Field(name="file", label=look.say(N_("File of the exercise")), value=self._proposed),
            ],
        )

    def _name(self, path: Path) -> str:
        looked = self._packs[path]
        return (
            self._look.typed(looked.title).partition(":")[0] if isinstance(looked, PackOffer) else path.name
        )

    def _lay_out(self) -> None:
        px, say = self._look.px, self._look.say
        choose_pack = self._button(say(N_("Choose another pack ...")))
        choose_place = self._button(say(N_("Choose the place ...")))
        choose_pack.clicked.connect(self.pack_asked)
        choose_place.clicked.connect(self.place_asked)
        self._put_below(self._choice, choose_pack)
        self._put_below(self._place, choose_place)
        self._says.setReadOnly(True)
        self._says.setTabChangesFocus(True)
        self._says.setAccessibleName(say(N_("About the pack")))
        side = QFrame(self)
        side.setObjectName("band")
        column = QVBoxLayout(side)
        column.setContentsMargins(px(16), px(16), px(24), px(16))
        for widget in (self._title, self._facts, self._says):
            column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._form, 1)
        row.addWidget(side, 1)

    def _put_below(self, field: QWidget, button: QWidget) -> None:
        """Put a button under a field of the form, and behind it in the order of Tab."""
        body = field.parentWidget()
        rows = body.layout() if body is not None else None
        assert isinstance(rows, QVBoxLayout)  # noqa: S101 - the form's own rows
        rows.insertWidget(rows.indexOf(field) + 1, button, 0, Qt.AlignmentFlag.AlignLeft)
        QWidget.setTabOrder(field, button)

    def _button(self, words: str) -> KeyedButton:
        button = KeyedButton(self._look, words, parent=self)
        button.setAutoDefault(True)
        return button

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self)
        label.setProperty("rank", rank)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _fields(self) -> tuple[QComboBox, QLineEdit]:
        """Return the form's two inputs, by the names that it gives them."""
        choice, place = (
            self._form.findChild(QComboBox, "field-pack"),
            self._form.findChild(QLineEdit, "field-file"),
        )
        assert choice is not None  # noqa: S101 - asked for above
        assert place is not None  # noqa: S101
        return choice, place

    # Acting -------------------------------------------------------------------------------------

    def _chosen(self) -> Path:
        return Path(str(self._choice.currentData()))

    def _show_chosen(self) -> None:
        """Show the chosen pack, or every finding that stands in its way."""
        looked = self._packs.get(self._chosen())
        if looked is None:
            return
        if isinstance(looked, PackOffer):
            self._title.setText(self._look.typed(looked.title))
            self._facts.setText(self._told(looked))
            notes = [finding_line(note, self._look.words) for note in looked.notes]
            self._says.setPlainText("\n\n".join([self._look.typed(looked.summary), *notes]))
            self.pack_changed.emit(looked)
            return
        self._title.setText(self._chosen().name)
        self._facts.setText(refusal(looked, self._look.words))
        self._says.setPlainText(_lines(looked, self._look))

    def _told(self, offer: PackOffer) -> str:
        look = self._look
        return "  \N{BULLET}  ".join(
            (
                look.say(N_("{count} injects"), count=offer.injects),
                look.say(N_("{minutes} minutes planned"), minutes=offer.duration_ms // 60_000),
                look.say(N_("languages: {codes}"), codes=", ".join(offer.languages)),
            )
        )

    def _submit(self, values: Mapping[str, Any]) -> None:
        looked = self._packs.get(self._chosen())
        place = str(values["file"]).strip()
        if isinstance(looked, UserError):
            self.say_refusal(looked)
        elif not place:
            self._form.say_trouble(self._look.say(N_("Nothing was made: give the file a name.")))
        else:
            self.submitted.emit(self._chosen(), place)


def _lines(why: UserError, look: Look) -> str:
    findings: Sequence[Any] = why.findings if isinstance(why, UnreadableError) else ()
    return "\n".join(finding_line(finding, look.words) for finding in findings)
