"""A new exercise: which pack, into which file; what the pack is or what is wrong with it; it makes none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from tabletop.i18n import N_
from tabletop.ui.widgets.form import Field, FormText
from tabletop.ui.widgets.home_form import WAYS, NewForm


class NewExercise(NewForm):
    """Asks for a pack and a place."""

    submitted = Signal(object, str)
    """The pack's path, and the place as it was typed."""

    def _asked(self) -> FormText:
        say = self._look.say
        title = WAYS["new"]
        return FormText(
            title=say(title),
            submit=say(N_("Make exercise")),
            fields=[
                self._pack_field(),
                Field(name="file", label=say(N_("File of the exercise")), value=self._proposed),
            ],
        )

    def _why_not(self, _values: Mapping[str, Any]) -> str:
        return ""

    def _emit(self, pack: Path, values: Mapping[str, Any]) -> None:
        self.submitted.emit(pack, str(values["file"]).strip())
