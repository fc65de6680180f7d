"""A paper on its way from the printer's room to the person: drawn, saved, opened; it lays out nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tabletop import wording
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.workplace import PaperFile, Workplace
from tabletop.ui import desktop
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What became of a printing: words for the director, and the file where there is one."""

    words: str
    file: Path | None = None


async def print_to(
    file: Path, draw: Callable[[], PaperFile], *, look: Look, tasks: Tasks, workplace: Workplace
) -> Printed:
    """Draw a paper off-thread, save it and open it with the computer's program; else show its folder.

    Where it cannot be written, that is told and the last good file stays.
    """
    paper = await tasks.compute(draw)
    try:
        await tasks.compute(workplace.save, file, paper.data)
    except UserError as refusal:
        return Printed(words=wording.refusal(refusal, look.words))
    is_open = desktop.show_file(file) or desktop.show_folder(file)
    words = (
        N_("Printed: {path}")
        if is_open
        else N_("Printed: {path}. No program here opens it; take the file from there.")
    )
    said = [look.say(words, path=file)]
    if paper.substituted:
        lacking = N_("The font lacks these characters, they were printed as U+XXXX: {list}")
        said.append(look.say(lacking, list=" ".join(paper.substituted)))
    return Printed(words=" ".join(said), file=file)
