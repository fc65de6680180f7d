"""Qt's file dialog for logbooks: several to be merged, or a place for a new one; it must not read a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look

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
    _set_up(dialog, look, look.say("Merge logbooks"), start=start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, look.say(N_("Merge")))
    dialog.chosen.connect(answer)
    dialog.open()


def ask_for_place(parent: QWidget, look: Look, place: Path, *, answer: Callable[[Path | None], None]) -> None:
    """Ask where a new logbook goes; `answer` is told None where the person leaves the dialog."""
    dialog = QFileDialog(parent)
    _set_up(dialog, look, look.say(N_("Place of the logbook")), start=place.parent)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # we never overwrite, and say so in the form
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, look.say(N_("Issue a logbook")))
    dialog.selectFile(place.name)
    dialog.fileSelected.connect(lambda name: answer(Path(name)))
    dialog.rejected.connect(lambda: answer(None))
    dialog.open()


def _set_up(dialog: QFileDialog, look: Look, title: str, *, start: Path) -> None:
    dialog.setWindowTitle(title)
    dialog.setDirectory(str(next(folder for folder in (start, *start.parents) if folder.is_dir())))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilter(look.say(N_("Logbooks")) + f" ({PATTERNS})")
    dialog.setViewMode(QFileDialog.ViewMode.List)
    labels = {
        QFileDialog.DialogLabel.LookIn: N_("Look in:"),
        QFileDialog.DialogLabel.FileName: N_("File name:"),
        QFileDialog.DialogLabel.FileType: N_("Kind:"),
        QFileDialog.DialogLabel.Reject: N_("Cancel"),
    }
    for label, words in labels.items():
        dialog.setLabelText(label, look.say(words))
    # Qt's icons for "back" and "up" are dark: the night theme would swallow them.
    dialog.setStyleSheet(f"QToolButton {{ background: {look.theme.header_2}; margin: 1px; }}")
    dialog.resize(look.px(720), look.px(420))
