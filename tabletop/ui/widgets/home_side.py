"""What a chosen pack is, or what is wrong with it, beside Home's forms; it must not read a pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.i18n import N_
from tabletop.services.workplace import PackOffer
from tabletop.ui.look import Look
from tabletop.wording import finding_line, refusal

Looked = PackOffer | UserError
"""A pack that was looked at: what it offers, or why it cannot be used."""


class PackSide(QFrame):
    """Title and figures, then the pack's summary or every finding."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self._look = look
        self._title, self._facts = self._label("strong"), self._label("second")
        self._says = QPlainTextEdit(self)
        self._says.setReadOnly(True)
        self._says.setTabChangesFocus(True)
        self._says.setAccessibleName(look.say(N_("About the pack")))
        px = look.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(16), px(24), px(16))
        for widget in (self._title, self._facts, self._says):
            self._column.addWidget(widget)

    @property
    def inputs(self) -> Sequence[QWidget]:
        """Return what is asked here."""
        return ()

    @property
    def text(self) -> QWidget:
        """Return what is only read here."""
        return self._says

    def show_looked(self, path: Path, looked: Looked) -> None:
        """Show a pack, or every finding that stands in its way."""
        if isinstance(looked, PackOffer):
            self._title.setText(self._look.typed(looked.title))
            self._facts.setText(self._told(looked))
            self._show_offer(looked)
            return
        self._title.setText(path.name)
        self._facts.setText(refusal(looked, self._look.words))
        self.show_findings(looked)

    def show_findings(self, why: UserError) -> None:
        """Show every finding of a refusal."""
        findings: Sequence[Finding] = why.findings if isinstance(why, UnreadableError) else ()
        self._says.setPlainText("\n".join(finding_line(finding, self._look.words) for finding in findings))

    def _show_offer(self, offer: PackOffer) -> None:
        notes = [finding_line(note, self._look.words) for note in offer.notes]
        self._says.setPlainText("\n\n".join([self._look.typed(offer.summary), *notes]))

    def _told(self, offer: PackOffer) -> str:
        look = self._look
        return "  \N{BULLET}  ".join(
            (
                look.say(N_("{count} injects"), count=offer.injects),
                look.say(N_("{minutes} minutes planned"), minutes=offer.duration_ms // 60_000),
                look.say(N_("languages: {codes}"), codes=", ".join(offer.languages)),
            )
        )

    def _label(self, rank: str) -> QLabel:
        label = QLabel("", self)
        label.setProperty("rank", rank)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label
