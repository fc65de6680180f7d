"""Qt's file dialog for logbooks: several to be merged, or a place for a new one; it must not read a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.file_dialog import set_up

PATTERNS = "*.tabletop *.jsonl"


class LogbookDialog(QFileDialog):
    """Asks for several files; a typed name that is not there is told in our report, not by a box of Qt's."""

    chosen = Signal(list)

    def accept(self) -> None:
        """Answer with what is typed or selected; a folder is gone into."""
        names = [Path(name) for name in self.selectedFiles()]
        if any(name.is_dir() for name in names):
            super().accept()
        elif names:
            self.done(QDialog.DialogCode.Accepted)
            self.chosen.emit(names)


def ask_for_logbooks(
    parent: QWidget, look: Look, start: Path, *, answer: Callable[[Sequence[Path]], None]
) -> None:
    """Ask which files are to be merged."""
    dialog = LogbookDialog(parent)
    set_up(dialog, look, look.say("Merge logbooks"), start=start, accept=look.say(N_("Merge")))
    dialog.setNameFilter(_kind(look))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.chosen.connect(answer)
    dialog.open()


def ask_for_place(parent: QWidget, look: Look, place: Path, *, answer: Callable[[Path | None], None]) -> None:
    """Ask where a new logbook goes; `answer` is told None where the person leaves the dialog."""
    dialog = QFileDialog(parent)
    accept = look.say(N_("Issue a logbook"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    set_up(dialog, look, look.say(N_("Place of the logbook")), start=place.parent, accept=accept)
    dialog.setNameFilter(_kind(look))
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # we never overwrite, and say so in the form
    dialog.selectFile(place.name)
    dialog.fileSelected.connect(lambda name: answer(Path(name)))
    dialog.rejected.connect(lambda: answer(None))
    dialog.open()


def _kind(look: Look) -> str:
    return look.say(N_("Logbooks")) + f" ({PATTERNS})"
