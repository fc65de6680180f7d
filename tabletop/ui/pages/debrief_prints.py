"""The papers of the debrief: chosen, previewed, saved and handed to the desktop; it lays out no page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QStackedWidget, QWidget
from shiboken6 import isValid

from tabletop import wording
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import evaluation
from tabletop.services.workplace import PaperFile, PaperOrder, paperwork_of
from tabletop.ui.item_models.paper_words import place_of
from tabletop.ui.pages.debrief_part import PartDesk
from tabletop.ui.pages.paper_making import PaperMaking
from tabletop.ui.pages.printing import Printed, print_to
from tabletop.ui.widgets.file_dialog import set_up
from tabletop.ui.widgets.paper_order import PaperOrderPanel
from tabletop.ui.widgets.pdf_pages import PdfPages
from tabletop.ui.widgets.pdf_picture import load_library

_PANEL = 340
_SHOW_PROGRESS_MS, _LOOK_MS = 1_000, 100
"""What is ready within a second needs no bar (ux 9.6); after that it moves this often."""
_SIGNED = ("summary", "report")
"""Papers of which a later merge says that they are superseded."""


class PrintsPart(QFrame):
    """Choices at the left, the paper as it will be printed at the right; made anew when a choice changes.

    A preview gives way to what is chosen next and to a saving; a saving goes on until it is done or
    stopped by its button, also while another part or screen is seen.
    """

    def __init__(self, desk: PartDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._debrief: Debrief | None = None
        self._is_stale = True
        self._shown = ""
        self._dialog: QFileDialog | None = None
        self.order = PaperOrderPanel(desk.look, self)
        self.pages = PdfPages(desk.look, self)
        self._words = QLabel("", self)
        self._right = QStackedWidget(self)
        self._preview = PaperMaking(desk.tasks, desk.workplace)
        self._savings: dict[Path, PaperMaking] = {}
        self._patience = QTimer(self)
        self._lay_out()
        self._patience.timeout.connect(self._show_progress)
        self.order.changed.connect(self._renew)
        self.order.save_asked.connect(lambda: self.do("paper-save"))
        self.order.save_as_asked.connect(lambda: self.do("paper-save-as"))
        self.order.stop_asked.connect(self._stop)

    def show_debrief(self, debrief: Debrief) -> None:
        """Make the preview of another debrief anew, now or when it is next seen."""
        self._is_stale |= debrief != self._debrief
        self._debrief = debrief
        self._preview_if_stale()

    def enter(self) -> None:
        """Take the focus and show the preview."""
        self.order.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self._preview_if_stale()

    def leave(self) -> None:
        """Give up a preview that nobody sees."""
        self._give_up_preview()

    def do(self, verb: str) -> bool:
        """Save what is chosen, or ask where to."""
        if verb == "paper-save":
            order = self.order.order
            self._desk.tasks.spawn(self._save(order, self._place(order)))
        elif verb == "paper-save-as":
            self._ask_place()
        else:
            return False
        return True

    def keep(self) -> dict[str, Any]:
        """Return what is chosen."""
        return {"order": self.order.keep(), "page": self.pages.page}

    def restore(self, kept: dict[str, Any]) -> None:
        """Choose it again."""
        self.order.restore(kept["order"])
        self._shown, self.pages.page = self.order.order.kind, kept["page"]

    # Preview --------------------------------------------------------------------------------------

    def _renew(self) -> None:
        self._is_stale = True
        self._preview_if_stale()

    def _preview_if_stale(self) -> None:
        if self._is_stale and self.isVisible():
            self._desk.tasks.spawn(self._show_preview())

    def _give_up_preview(self) -> None:
        if self._preview.is_making:
            self._is_stale = True
            self._preview.stop()

    async def _show_preview(self) -> None:
        """Show the paper as PDF; a sheet or a Word file holds the same."""
        if not (self._is_stale and isValid(self)):
            return  # of two changes in a row the later one is shown already
        order = self.order.order
        self._is_stale = False
        if order.form == "json":
            self._preview.stop()
            self._say_instead(N_("JSON holds the numbers for other programs. There is no page to be shown."))
            return
        try:
            made = await self._make(self._preview, replace(order, form="pdf"))
        except UserError as refusal:
            if isValid(self) and self.order.order == order:
                self._instead(wording.refusal(refusal, self._desk.look.words))
            return
        if made is not None:
            await self._desk.tasks.compute(load_library)
        if made is not None and isValid(self) and self.order.order == order:
            if self._shown != order.kind:
                self._shown, self.pages.page = order.kind, 0
            self.pages.show_pdf(made.data)
            self._right.setCurrentIndex(0)

    async def _make(self, making: PaperMaking, order: PaperOrder) -> PaperFile | None:
        """Make a paper of what stands now, with its progress where it takes long."""
        if isValid(self) and not self._patience.isActive():
            self._patience.start(_SHOW_PROGRESS_MS)
        work = await self._desk.bridge.read(paperwork_of)
        if making is self._preview and not (isValid(self) and self.isVisible()):
            self._is_stale = True  # left meanwhile
            return None
        try:
            return await making.make(work, order)
        finally:
            if isValid(self):
                self._show_end()

    def _makings(self) -> list[PaperMaking]:
        return [making for making in (*self._savings.values(), self._preview) if making.is_making]

    def _show_progress(self) -> None:
        makings = self._makings()
        if makings:
            self._patience.setInterval(_LOOK_MS)
            self.order.show_progress(*makings[0].progress)
            self.order.show_going(is_going=True)
            if self._preview in makings:
                self._say_instead(N_("The preview is being made."))

    def _show_end(self) -> None:
        if not self._makings():
            self._patience.stop()
            self.order.show_going(is_going=False)

    def _stop(self) -> None:
        for making in self._makings():
            making.stop()
        self._is_stale = True  # coming back makes it anew; by itself it does not begin again
        self._show_end()
        said = wording.refusal(UserError("printing-stopped"), self._desk.look.words)
        self._desk.say(said)
        self._instead(said)

    def _say_instead(self, message: str) -> None:
        self._instead(self._desk.look.say(message))

    def _instead(self, words: str) -> None:
        self._words.setText(words)
        self._right.setCurrentIndex(1)

    # Saving ---------------------------------------------------------------------------------------

    def _place(self, order: PaperOrder) -> Path:
        session = self._desk.bridge.session
        title = session.scenario.title.in_language(order.languages[0])
        return place_of(title, session.journal.header.exercise, order)

    async def _save(self, order: PaperOrder, file: Path) -> None:
        """Make the paper, save it and let the desktop open it; from there it is printed."""
        if file in self._savings:
            return  # pressed twice
        desk = self._desk
        making = self._savings[file] = PaperMaking(desk.tasks, desk.workplace)
        self._give_up_preview()  # one paper at a time: the one that is waited for goes first
        desk.say(desk.look.say(N_("Printing ...")))
        try:
            printed = await self._make_and_save(making, order, file)
        finally:
            del self._savings[file]
        if printed is not None and printed.file is not None and order.kind in _SIGNED:
            await desk.bridge.act(evaluation.note_printed)
        if printed is not None and isValid(self):
            (desk.say_trouble if printed.file is None else desk.say)(printed.words)
            self._preview_if_stale()

    async def _make_and_save(self, making: PaperMaking, order: PaperOrder, file: Path) -> Printed | None:
        """Return what became of a paper; None where it was stopped."""
        desk = self._desk
        try:
            made = await self._make(making, order)
        except UserError as refusal:
            return Printed(words=wording.refusal(refusal, desk.look.words))
        if made is None:
            return None
        return await print_to(file, lambda: made, look=desk.look, tasks=desk.tasks, workplace=desk.workplace)

    def _ask_place(self) -> None:
        look, order = self._desk.look, self.order.order
        place = self._place(order)
        dialog = QFileDialog(self.window())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        set_up(dialog, look, look.say(N_("Save as ...")), start=place.parent, accept=look.say(N_("Save")))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # Qt would ask in English
        dialog.setDefaultSuffix(order.form)
        dialog.selectFile(place.name)
        dialog.fileSelected.connect(lambda name: self._save_as(order, Path(name)))
        self._dialog = dialog
        dialog.open()

    def _save_as(self, order: PaperOrder, file: Path) -> None:
        """Save at a place that a person named; there only a paper of the same kind of ours is replaced."""
        if file.suffix.lower() != f".{order.form}":
            file = file.with_name(f"{file.name}.{order.form}")
        if file.exists() and file != self._place(order):
            refusal = UserError("file-exists", file=str(file))
            self._desk.say_trouble(wording.refusal(refusal, self._desk.look.words))
        else:
            self._desk.tasks.spawn(self._save(order, file))

    def _lay_out(self) -> None:
        look = self._desk.look
        self.setObjectName("surface")
        self.order.setFixedWidth(look.px(_PANEL))
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMargin(look.px(24))
        self._right.addWidget(self.pages)
        self._right.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.order)
        row.addWidget(self._right, 1)
