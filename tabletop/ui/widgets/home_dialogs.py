"""Qt's own file dialog in our language, opened and never waited for; it must not read a file.

Any name may be typed: a missing file is told in Home's row, in our words, not by a box of Qt's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from tabletop.ui.look import Look
from tabletop.ui.widgets.file_dialog import set_up

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
    dialog = QFileDialog(parent)
    if question.is_new:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    set_up(dialog, look, question.title, start=question.start, accept=question.accept)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # we never overwrite, and say so in the form
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(f"{question.kind} ({question.pattern})")
    if question.name:
        dialog.selectFile(question.name)
    dialog.fileSelected.connect(lambda name: answer(Path(name)))
    dialog.open()
