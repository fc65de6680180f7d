"""Qt's own file dialog in our language, opened and never waited for; it must not read a file.

Any name may be typed: a missing file is told in Home's row, in our words, not by a box of Qt's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from tabletop.i18n import N_
from tabletop.ui.look import Look

ENDING = ".tabletop"
SHADOW_LOG = "journal.jsonl"
"""What an exercise file, and the log in a shadow folder, are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for: `kind` names the files, `pattern` filters them."""

    title: str
    accept: str
    kind: str
    pattern: str
    start: Path
    name: str = ""
    is_new: bool = False


def ask_for_path(parent: QWidget, look: Look, question: Question, *, answer: Callable[[Path], None]) -> None:
    """Open a dialog over `parent`; `answer` is told the path, unless the person leaves it."""
    dialog = QFileDialog(parent, question.title, str(question.start))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # we never overwrite, and say so in the form
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    if question.is_new:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{question.kind} ({question.pattern})")
    dialog.setViewMode(QFileDialog.ViewMode.List)
    labels = {
        QFileDialog.DialogLabel.LookIn: N_("Look in:"),
        QFileDialog.DialogLabel.FileName: N_("File name:"),
        QFileDialog.DialogLabel.FileType: N_("Kind:"),
        QFileDialog.DialogLabel.Reject: N_("Cancel"),
    }
    for label, words in labels.items():
        dialog.setLabelText(label, look.say(words))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, question.accept)
    if question.name:
        dialog.selectFile(question.name)
    # Qt's icons for "back" and "up" are dark: the night theme would swallow them.
    dialog.setStyleSheet(f"QToolButton {{ background: {look.theme.header_2}; margin: 1px; }}")
    dialog.resize(look.px(720), look.px(420))
    dialog.fileSelected.connect(lambda name: answer(Path(name)))
    dialog.open()
