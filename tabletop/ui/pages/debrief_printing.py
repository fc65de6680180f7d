"""Where the debrief's papers go, and what draws them; it must not lay out a page."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from tabletop import paths
from tabletop.domain.result.debrief import Debrief
from tabletop.services.session import Session
from tabletop.services.workplace import Workplace
from tabletop.ui.look import Look
from tabletop.ui.pages.printing import Printed, print_to
from tabletop.ui.tasks import Tasks

_LONGEST_TITLE = 60


def place_of(title: str, exercise_id: str, languages: tuple[str, ...]) -> Path:
    """Return where a paper goes: its name holds the exercise's id, so that it replaces only its own kind."""
    name = re.sub(r"[^\w ()-]", "", f"{title[:_LONGEST_TITLE]} {exercise_id}").strip()
    return paths.documents() / f"{name} debrief {'+'.join(languages)}.pdf"


async def print_debrief(
    session: Session, debrief: Debrief, languages: tuple[str, ...], *,
    look: Look, tasks: Tasks, workplace: Workplace,
) -> Printed:  # fmt: skip
    """Print the one-page debrief into the person's documents."""
    scenario = session.scenario
    file = place_of(scenario.title.in_language(languages[0]), debrief.exercise_id, languages)
    draw = partial(workplace.debrief_paper, scenario, debrief, languages)
    return await print_to(file, draw, look=look, tasks=tasks, workplace=workplace)
