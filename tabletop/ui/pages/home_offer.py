"""The words of Home's card, and the open exercise summed up from its own rows; it must not read a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tabletop.errors import Finding
from tabletop.i18n import N_
from tabletop.services.session import Session
from tabletop.services.workplace import Glance, glance_of
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import exercise_words
from tabletop.ui.item_models.exercise_words import Exercise
from tabletop.ui.look import Look
from tabletop.ui.verbs import BY_ID
from tabletop.ui.widgets.home_resume import Offer


def next_of(exercises: Sequence[Exercise]) -> Exercise | None:
    """Return what goes on: the open exercise, else the newest with play left in it."""
    is_open = (one for one in exercises if one.is_open)
    going = (one for one in exercises if one.can_continue)
    return next(is_open, None) or next(going, None)


def offer_of(exercises: Sequence[Exercise], bridge: Bridge | None, look: Look) -> Offer:
    """Return what the card says: what goes on, or the sample where nothing does."""
    say, exercise = look.say, next_of(exercises)
    head = say(N_("CONTINUE"))
    if exercise is not None:
        return _continued(exercise, bridge if exercise.is_open else None, head=head, look=look)
    if any(one.found is None and one.refusal is None for one in exercises):
        return Offer(head=head, title=say("reading ..."))
    title = N_("Nothing is left to continue") if exercises else N_("No exercise yet")
    facts = [say(N_("The sample opens as a fresh copy, ready to start."))]
    sample = BY_ID["sample"]
    return Offer(head=head, title=say(title), facts=facts, act=say(sample.text))


def _continued(exercise: Exercise, bridge: Bridge | None, *, head: str, look: Look) -> Offer:
    say, glance = look.say, exercise.glance
    title, trouble = exercise_words.name(exercise, look), ""
    if bridge is not None:
        title = look.typed(bridge.session.scenario.title)
        trouble = say(N_("The last entry is not saved yet.")) if bridge.unsaved is not None else ""
    facts = [] if glance is None else exercise_words.facts(exercise, glance, look)
    return Offer(head=head, title=title, facts=facts, trouble=trouble, act=say(N_("Continue")))


def sum_up(session: Session, path: Path) -> Glance:
    """Say of the open exercise what a glance says of a file; nobody else may read that file now."""
    union = session.journal.union()
    gaps = [Finding(code="rows-missing", fields={"station": gap.station}) for gap in union.gaps]
    aside = [
        Finding(code="rows-aside", fields={"station": branch.station})
        for branch in union.branches
        if not branch.is_settled
    ]
    header, scenario = session.journal.header, session.scenario
    return glance_of(path, scenario, header=header, union=union, findings=(*gaps, *aside))
