"""Printing the one-page debrief: drawn off-thread, saved, opened; it must not lay out a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tabletop import paths, wording
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services.session import Session
from tabletop.services.workplace import Workplace
from tabletop.ui import desktop
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks

_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What became of a printing: words for the director, and the file where there is one."""

    words: str
    file: Path | None = None


def place_of(title: str, exercise_id: str, languages: tuple[str, ...]) -> Path:
    """Return where a paper goes: its name holds the exercise's id, so that it replaces only its own kind."""
    name = re.sub(r"[^\w ()-]", "", f"{title[:_LONGEST_TITLE]} {exercise_id}").strip()
    return paths.documents() / f"{name} debrief {'+'.join(languages)}.pdf"


async def print_paper(
    session: Session,
    debrief: Debrief,
    languages: tuple[str, ...],
    *,
    look: Look,
    tasks: Tasks,
    workplace: Workplace,
) -> Printed:
    """Print the page, save it and open it with the computer's program; else show its folder.

    Where it cannot be written, that is told and the last good file stays.
    """
    scenario = session.scenario
    file = place_of(scenario.title.in_language(languages[0]), debrief.exercise_id, languages)
    paper = await tasks.compute(workplace.debrief_paper, scenario, debrief, languages)
    try:
        await tasks.compute(workplace.save, file, paper.pdf)
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
