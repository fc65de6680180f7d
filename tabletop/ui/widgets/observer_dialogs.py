"""Qt's file dialog for photos and the folder of a hand-over, never waited for; it must not read a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look

PHOTOS = "*.jpg *.jpeg *.png *.webp *.pdf *.JPG *.JPEG *.PNG *.PDF"


def ask_for_photos(
    parent: QWidget, look: Look, start: Path, *, answer: Callable[[Sequence[Path]], None]
) -> None:
    """Ask which photos are attached."""
    dialog = _dialog(parent, look, look.say(N_("Attach a photo")), start=start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(look.say(N_("Photos and PDF")) + f" ({PHOTOS})")
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, look.say(N_("Attach")))
    dialog.filesSelected.connect(lambda names: answer([Path(name) for name in names]))
    dialog.open()


def ask_for_folder(
    parent: QWidget, look: Look, start: Path, *, title: str, answer: Callable[[Path], object]
) -> None:
    """Ask for a folder, of a stick or a share."""
    dialog = _dialog(parent, look, title, start=start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, look.say(N_("Choose folder")))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, look.say(N_("Folder:")))
    for part in (dialog.findChild(QComboBox, "fileTypeCombo"), dialog.findChild(QLabel, "fileTypeLabel")):
        if isinstance(part, QWidget):
            part.hide()  # there is only one kind of folder, and Qt words it in English
    dialog.fileSelected.connect(lambda name: answer(Path(name)))
    dialog.open()


def _dialog(parent: QWidget, look: Look, title: str, *, start: Path) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(start))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
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
    return dialog
