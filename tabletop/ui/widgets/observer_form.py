"""The form of an observer: fact, judgement, why, how it is known; it hands on a draft and saves nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from tabletop.domain.play.events import Bearing, Category, Sense
from tabletop.i18n import N_
from tabletop.ui.look import Look, Room
from tabletop.ui.widgets.keyed_button import KeyedButton
from tabletop.ui.widgets.observer_banner import CorrectionBanner, PaperBanner, PaperText
from tabletop.ui.widgets.observer_choices import Choice, ChoiceRow, tall
from tabletop.ui.widgets.observer_combo import ElidedCombo
from tabletop.ui.widgets.observer_fact import FactBox, dropped_files
from tabletop.ui.widgets.observer_form_layout import FormLayout
from tabletop.ui.widgets.observer_seen import SeenBox

CATEGORIES: dict[Category, str] = {
    "decision": N_("Decision"), "action": N_("Action"), "information": N_("Information"),
    "request": N_("Request"), "no-action": N_("No action"), "note": N_("Note"),
}  # fmt: skip
SENSES: dict[Sense, str] = {"seen": N_("Seen"), "heard": N_("Heard"), "reported": N_("Reported")}
BEARINGS: dict[Bearing, tuple[str, str]] = {
    "strength": (N_("Strength"), "plus"),
    "improve": (N_("Improvement"), "dash"),
    "neutral": (N_("Neutral"), "circle"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form; `seen_at` only where nobody has typed another time than the stamped one.

    `attached` are photos that the entry has already, `photos` those that are to be added to it.
    """

    category: Category = "decision"
    inject: str = ""
    cell: str = ""
    fact: str = ""
    judgement: str = ""
    why: str = ""
    sense: Sense = "seen"
    bearing: Bearing = "neutral"
    seen: str = ""
    seen_at: datetime | None = None
    photos: tuple[bytes, ...] = ()
    attached: tuple[str, ...] = ()
    paper: PaperText | None = None


class ObserverForm(QWidget):
    """What is typed stays until its row is durable."""

    submitted = Signal()
    left = Signal()
    edited = Signal()
    """Something that what is shown elsewhere depends on was changed: the inject, the time, the paper."""
    earlier_asked = Signal()
    verb_asked = Signal(str)
    files_dropped = Signal(list)
    entries_asked = Signal()

    def __init__(
        self, look: Look, parent: QWidget, *, now: Callable[[], datetime],
        injects: Sequence[tuple[str, str]], cells: Sequence[tuple[str, str]],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("surface")
        self._look = look
        self._photos: tuple[bytes, ...] = ()
        self._attached: tuple[str, ...] = ()
        self._is_busy = False
        self.inject = self._combo(N_("Inject"), injects)
        self.cell = self._combo(N_("Cell"), [(cell, cell) for cell, _ in cells])
        for at, (_, title) in enumerate(cells):
            self.cell.setItemData(at, title, Qt.ItemDataRole.ToolTipRole)
        self.seen = SeenBox(look, now, self)
        self.category = ChoiceRow(look, look.say(N_("Category")), self._categories(), self)
        self.fact = FactBox(look, self)
        self.judgement = self._line(N_("Judgement"), N_("Your judgement, apart from the fact"))
        self.why = self._line(N_("Why, rule"), "")
        self.sense = ChoiceRow(look, look.say(N_("How known")), _choices(SENSES, look), self)
        self.bearing = ChoiceRow(look, look.say(N_("Speaks for")), self._bearings(), self)
        self.save = KeyedButton(look, look.say(N_("SAVE")), "Enter", size=18, parent=self)
        self.photo = KeyedButton(look, "", look.key("observer-photo"), parent=self)
        self.photo.set_key_shown(shown=False)
        self.unphoto = KeyedButton(look, "", icon="cross", parent=self)
        self.correction, self.paper = CorrectionBanner(look, self), PaperBanner(look, self)
        self._parts = FormLayout(look, self)
        self._name_parts()
        self._connect()
        self.set_room("wide")
        self.clear()

    # What is typed --------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """Return what stands in the form now."""
        return Draft(
            category=cast("Category", self.category.value),
            inject=str(self.inject.currentData()), cell=str(self.cell.currentData()),
            fact=self.fact.text, judgement=self.judgement.text(), why=self.why.text(),
            sense=cast("Sense", self.sense.value), bearing=cast("Bearing", self.bearing.value),
            seen=self.seen.text, seen_at=self.seen.stamped_at,
            photos=self._photos, attached=self._attached,
            paper=self.paper.text if self.is_paper else None,
        )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is typed that could be lost."""
        return not (self.fact.text or self.judgement.text() or self.why.text() or self._photos)

    @property
    def is_paper(self) -> bool:
        """Tell whether what is typed stands on a paper form."""
        return not self.paper.isHidden()

    @property
    def is_correcting(self) -> bool:
        """Tell whether an entry is being corrected."""
        return not self.correction.isHidden()

    def show_draft(self, draft: Draft) -> None:
        """Put a draft in."""
        self.category.choose(draft.category)
        choose_data(self.inject, draft.inject)
        choose_data(self.cell, draft.cell)
        self.fact.set_text(draft.fact)
        self.judgement.setText(draft.judgement)
        self.why.setText(draft.why)
        self.sense.choose(draft.sense)
        self.bearing.choose(draft.bearing)
        if draft.seen_at is not None:
            self.seen.show_moment(draft.seen_at)
        else:
            self.seen.take_text(draft.seen)
        self._photos, self._attached = draft.photos, draft.attached
        if draft.paper is not None:
            self.paper.show_text(draft.paper)
            self.paper.show()
        self._show_photos()
        self._follow_category()

    def clear(self) -> None:
        """Empty it for the next entry; inject, cell and form stay."""
        self.show_draft(Draft(inject=str(self.inject.currentData()), cell=str(self.cell.currentData())))
        self.correction.hide()
        self.set_busy(busy=False)
        self.edited.emit()

    def add_photo(self, data: bytes) -> None:
        """Attach a photo to what is typed."""
        if data not in self._photos:
            self._photos = (*self._photos, data)
        self._show_photos()

    def drop_photos(self) -> None:
        """Attach none of them."""
        self._photos = self._attached = ()
        self._show_photos()
        self.fact.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_category(self, number: int) -> None:
        """Choose a category by its number."""
        self.category.choose(list(CATEGORIES)[number - 1])
        self._follow_category()

    def step_inject(self, by: int) -> None:
        """Choose the inject after or before."""
        at = self.inject.currentIndex() + by
        if 0 <= at < self.inject.count():
            self.inject.setCurrentIndex(at)

    # What is shown --------------------------------------------------------------------------------

    def set_busy(self, *, busy: bool) -> None:
        """Hold what is typed still while its row is being written, or tried again."""
        self._is_busy = busy
        for part in (self.fact, self.judgement, self.why, self.seen.line):
            part.setReadOnly(busy)
        for choice in (self.inject, self.cell, self.category, self.sense, self.bearing, self.photo):
            choice.setEnabled(not busy)
        if not busy:
            self.show_failed(failed=False)

    def show_failed(self, *, failed: bool) -> None:
        """Show that the row is not saved yet and is tried again; an own press tries at once."""
        failed = failed and self._is_busy
        self.save.set_words(self._look.say(N_("Try again") if failed else N_("SAVE")))
        state = "unsaved" if failed else "plain"
        if self.fact.property("state") != state:
            self.fact.setProperty("state", state)
            frame = f"border: 3px solid {self._look.theme.late_fill};" if failed else ""
            self.fact.setStyleSheet(f"QPlainTextEdit {{ {frame} }}" if failed else "")

    def focus_fact(self) -> None:
        """Put the cursor where the fact is typed."""
        self.fact.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_room(self, room: Room) -> None:
        """Take less room in a small window."""
        for row in (self.category, self.sense, self.bearing, self.seen):
            row.set_room(room)
        self.save.set_key_shown(shown=room == "wide")
        self._parts.set_room(room)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave a correction or paper on Esc, from whichever part of the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Attach files that are dropped anywhere on the form."""
        self.files_dropped.emit(dropped_files(event.mimeData()))
        event.acceptProposedAction()

    def _show_photos(self) -> None:
        count = len(self._photos) + len(self._attached)
        words = self._look.words.ngettext("{n} photo", "{n} photos", count).format(n=count)
        self.unphoto.set_words(words, icon="cross")
        name = N_("{photos}: take them off this entry")
        self.unphoto.setAccessibleName(self._look.say(name, photos=words))
        self.unphoto.setToolTip(self.unphoto.accessibleName())
        self.unphoto.setVisible(count > 0)

    def _follow_category(self) -> None:
        """Ask for no reason of a note: it is nobody's decision."""
        is_note = self.category.value == "note"
        self.why.setEnabled(not is_note or bool(self.why.text()))
        hint = N_("A note has no why") if is_note else N_("The reason that was given, a rule or the plan")
        self.why.setPlaceholderText(self._look.say(hint))

    def _stamp(self) -> None:
        """Take the time of the first keystroke; without text there is nothing that was seen."""
        if self._is_busy or self.is_correcting or self.is_paper:
            return
        if self.fact.text:
            self.seen.stamp()
        elif self.seen.stamped_at is not None:
            self.seen.show_moment(None)

    # Building -------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.fact.textChanged.connect(self._stamp)
        self.fact.digit_pressed.connect(self.choose_category)
        self.category.chosen.connect(self._follow_category)
        self.inject.currentIndexChanged.connect(lambda _: self.edited.emit())
        self.seen.line.textChanged.connect(lambda _: self.edited.emit())
        for combo in (self.inject, self.cell):
            combo.closed.connect(self.focus_fact)
        self.seen.earlier_asked.connect(self.earlier_asked)
        for line in (self.judgement, self.why):
            line.returnPressed.connect(self.submitted)
        for submitted in (self.fact.submitted, self.seen.submitted, self.paper.submitted):
            submitted.connect(self.submitted)
        for left in (self.fact.left, self.correction.left, self.paper.left):
            left.connect(self.left)
        self.paper.changed.connect(self.edited)
        self.fact.files_dropped.connect(self.files_dropped)
        self.fact.entries_asked.connect(self.entries_asked)
        self.save.clicked.connect(self.submitted)
        self.unphoto.clicked.connect(self.drop_photos)
        self.photo.clicked.connect(lambda: self.verb_asked.emit("observer-photo"))
        self._parts.verb_asked.connect(self.verb_asked)

    def _name_parts(self) -> None:
        look = self._look
        self.setAcceptDrops(True)
        self.setStyleSheet(tall(look))
        self.fact.setAccessibleName(look.say(N_("What happened")))
        self.fact.setPlaceholderText(look.say(N_("The fact: what was seen or heard. Enter saves.")))
        self.save.setProperty("rank", "act")
        self.photo.set_words(look.say(N_("Photo")))
        self.photo.setToolTip(look.key("observer-photo"))
        for banner in (self.correction, self.paper):
            banner.hide()

    def _combo(self, name: str, choices: Sequence[tuple[str, str]]) -> ElidedCombo:
        combo = ElidedCombo(self._look, self)
        combo.setAccessibleName(self._look.say(name))
        for value, words in choices:
            combo.addItem(words, value)
        return combo

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(self._look.say(name))
        line.setPlaceholderText(self._look.say(hint) if hint else "")
        line.setFont(self._look.font(17))
        return line

    def _categories(self) -> list[Choice]:
        words = (self._look.say(word) for word in CATEGORIES.values())
        return [
            Choice(value, word, str(at))
            for at, (value, word) in enumerate(zip(CATEGORIES, words, strict=True), 1)
        ]

    def _bearings(self) -> list[Choice]:
        return [Choice(value, self._look.say(word), icon=icon) for value, (word, icon) in BEARINGS.items()]


def _choices(words: dict[Any, str], look: Look) -> list[Choice]:
    return [Choice(value, look.say(word)) for value, word in words.items()]


def choose_data(combo: QComboBox, value: str) -> None:
    """Choose a value; one that is not offered is added, so that nothing is changed unseen."""
    at = combo.findData(value)
    if at < 0 and value:
        combo.addItem(value, value)
        at = combo.count() - 1
    if at >= 0:
        combo.setCurrentIndex(at)
