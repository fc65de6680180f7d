"""The papers of the debrief: chosen, previewed, saved and handed to the desktop; it lays out no page."""

from __future__ import annotations

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
from tabletop.ui.pages.printing import print_to
from tabletop.ui.widgets.file_dialog import set_up
from tabletop.ui.widgets.paper_order import PaperOrderPanel
from tabletop.ui.widgets.pdf_pages import PdfPages
from tabletop.ui.widgets.pdf_picture import load_library

_PANEL = 340
_SHOW_PROGRESS_MS = 1_000
"""What is ready within a second needs no bar (ux 9.6)."""
_SIGNED = ("summary", "report")
"""Papers of which a later merge says that they are superseded."""


class PrintsPart(QFrame):
    """Choices at the left, the paper as it will be printed at the right; made anew when a choice changes."""

    def __init__(self, desk: PartDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_stale = True
        self._made: tuple[PaperOrder, PaperFile] | None = None
        self._dialog: QFileDialog | None = None
        self.order = PaperOrderPanel(desk.look, self)
        self.pages = PdfPages(desk.look, self)
        self._words = QLabel("", self)
        self._right = QStackedWidget(self)
        self._making = PaperMaking(desk.tasks, desk.workplace, self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SHOW_PROGRESS_MS)
        self._lay_out()
        self._patience.timeout.connect(lambda: self.order.show_going(is_going=self._making.is_making))
        self._making.progressed.connect(self.order.show_progress)
        self.order.changed.connect(self._preview)
        self.order.save_asked.connect(lambda: self.do("paper-save"))
        self.order.save_as_asked.connect(lambda: self.do("paper-save-as"))
        self.order.stop_asked.connect(self._stop)

    def show_debrief(self, _debrief: Debrief) -> None:
        """Make the preview anew, now or when it is next seen."""
        self._is_stale = True
        if self.isVisible():
            self._preview()

    def enter(self) -> None:
        """Take the focus and show the preview."""
        self.order.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._is_stale:
            self._preview()

    def leave(self) -> None:
        """Give up a preview that nobody sees."""
        if self._making.is_making:
            self._is_stale = True
            self._making.stop()

    def do(self, verb: str) -> bool:
        """Save what is chosen, or ask where to."""
        if not self.isVisible() or verb not in ("paper-save", "paper-save-as"):
            return False
        if verb == "paper-save":
            self._desk.tasks.spawn(self._save(self._place(self.order.order)))
        else:
            self._ask_place()
        return True

    def keep(self) -> dict[str, Any]:
        """Return what is chosen."""
        return {"order": self.order.keep(), "page": self.pages.page}

    def restore(self, kept: dict[str, Any]) -> None:
        """Choose it again."""
        self.order.restore(kept["order"])
        self.pages.page = kept["page"]

    # Preview --------------------------------------------------------------------------------------

    def _preview(self) -> None:
        if self.isVisible():
            self._desk.tasks.spawn(self._show_preview())

    async def _show_preview(self) -> None:
        """Show the paper as PDF; a sheet or a Word file holds the same."""
        order = self.order.order
        if order.form == "json":
            self._making.stop()
            self._say_instead(N_("JSON holds the numbers for other programs. There is no page to be shown."))
            return
        shown = PaperOrder(
            kind=order.kind, form="pdf", languages=order.languages, paper=order.paper, labels=order.labels
        )
        self._is_stale = False
        try:
            made = await self._make(shown)
        except UserError as refusal:
            if isValid(self):
                self._words.setText(wording.refusal(refusal, self._desk.look.words))
                self._right.setCurrentIndex(1)
            return
        if made is not None and isValid(self) and self.order.order.kind == order.kind:
            self._made = (shown, made)
            await self._desk.tasks.compute(load_library)
            self.pages.show_pdf(made.data)
            self._right.setCurrentIndex(0)

    async def _make(self, order: PaperOrder) -> PaperFile | None:
        """Make a paper of what stands now, with its progress where it takes long."""
        work = await self._desk.bridge.read(paperwork_of)
        self._patience.start()
        try:
            return await self._making.make(work, order)
        finally:
            if isValid(self) and not self._making.is_making:
                self._patience.stop()
                self.order.show_going(is_going=False)

    def _stop(self) -> None:
        self._making.stop()
        self._is_stale = True
        self._desk.say(wording.refusal(UserError("printing-stopped"), self._desk.look.words))

    def _say_instead(self, message: str) -> None:
        self._words.setText(self._desk.look.say(message))
        self._right.setCurrentIndex(1)

    # Saving ---------------------------------------------------------------------------------------

    def _place(self, order: PaperOrder) -> Path:
        session = self._desk.bridge.session
        title = session.scenario.title.in_language(order.languages[0])
        return place_of(title, session.journal.header.exercise, order)

    async def _save(self, file: Path) -> None:
        """Make the paper, save it and let the desktop open it; from there it is printed."""
        order, desk = self.order.order, self._desk
        try:
            made = await self._make(order)
        except UserError as refusal:
            if isValid(self):
                desk.say_trouble(wording.refusal(refusal, desk.look.words))
            return
        if made is None or not isValid(self):
            return
        printed = await print_to(
            file, lambda: made, look=desk.look, tasks=desk.tasks, workplace=desk.workplace
        )
        if not isValid(self):
            return
        if printed.file is None:
            desk.say_trouble(printed.words)
            return
        if order.kind in _SIGNED:
            await desk.bridge.act(evaluation.note_printed)
        if isValid(self):
            desk.say(printed.words)

    def _ask_place(self) -> None:
        look, place = self._desk.look, self._place(self.order.order)
        dialog = QFileDialog(self.window())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        set_up(dialog, look, look.say(N_("Save as ...")), start=place.parent, accept=look.say(N_("Save")))
        dialog.setDefaultSuffix(self.order.order.form)
        dialog.selectFile(place.name)
        dialog.fileSelected.connect(lambda name: self._desk.tasks.spawn(self._save(Path(name))))
        self._dialog = dialog
        dialog.open()

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
