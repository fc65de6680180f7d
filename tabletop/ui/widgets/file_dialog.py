"""Qt's own file dialog in our language and dress; it must not open itself or read a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QPushButton

from tabletop.i18n import N_
from tabletop.ui.look import Look


def set_up(dialog: QFileDialog, look: Look, title: str, *, start: Path, accept: str) -> None:
    """Word and dress a dialog that begins in `start`, or in the nearest folder above that exists.

    Whether it opens or saves is set before: Qt then words its buttons anew, in English.
    """
    dialog.setWindowTitle(title)
    dialog.setDirectory(str(next((folder for folder in (start, *start.parents) if folder.is_dir()), start)))
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
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, accept)
    dialog.currentChanged.connect(lambda _path: QTimer.singleShot(0, dialog, lambda: _word(dialog, look)))
    # Qt's icons for "back" and "up" are dark: the night theme would swallow them.
    dialog.setStyleSheet(f"QToolButton {{ background: {look.theme.header_2}; margin: 1px; }}")
    dialog.resize(look.px(720), look.px(420))


def _word(dialog: QFileDialog, look: Look) -> None:
    """Word the button that Qt words itself, in English, once a folder is marked in the list."""
    for button in dialog.findChildren(QPushButton):
        if button.text() == "&Open":
            button.setText(look.say(N_("Open the folder")))
