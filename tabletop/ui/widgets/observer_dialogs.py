"""Qt's file dialog for photos and the folder of a hand-over, never waited for; it must not read a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look
from tabletop.ui.widgets.file_dialog import set_up

PHOTOS = "*.jpg *.jpeg *.png *.webp *.pdf *.JPG *.JPEG *.PNG *.PDF"


def ask_for_photos(
    parent: QWidget, look: Look, start: Path, *, answer: Callable[[Sequence[Path]], None]
) -> None:
    """Ask which photos are attached."""
    dialog = QFileDialog(parent)
    set_up(dialog, look, look.say(N_("Attach a photo")), start=start, accept=look.say(N_("Attach")))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(look.say(N_("Photos and PDF")) + f" ({PHOTOS})")
    dialog.filesSelected.connect(lambda names: answer([Path(name) for name in names]))
    dialog.open()


def ask_for_folder(
    parent: QWidget, look: Look, start: Path, *, title: str, answer: Callable[[Path], object]
) -> None:
    """Ask for a folder, of a stick or a share."""
    dialog = QFileDialog(parent)
    set_up(dialog, look, title, start=start, accept=look.say(N_("Choose folder")))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, look.say(N_("Folder:")))
    for part in (dialog.findChild(QComboBox, "fileTypeCombo"), dialog.findChild(QLabel, "fileTypeLabel")):
        if isinstance(part, QWidget):
            part.hide()  # there is only one kind of folder, and Qt words it in English
    dialog.fileSelected.connect(lambda name: answer(Path(name)))
    dialog.open()
