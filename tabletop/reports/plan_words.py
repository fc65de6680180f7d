"""Corrective actions in words: element, dates, how far they are, whether overdue; it must not plan."""

from __future__ import annotations

from datetime import date

from tabletop.domain.result.debrief import PlanResult
from tabletop.i18n import N_
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_terms import ELEMENTS, PRIORITIES, PROGRESS
from tabletop.reports.report_words import NOTHING, day_words, joined
from tabletop.reports.voice import Pair


def element_words(d: Dossier, element: str | None) -> Pair:
    """Return a POETE element in words."""
    words = next((text for each, text in ELEMENTS.items() if each == element), None)
    return d.voice.pair(words) if words else NOTHING


def priority_words(d: Dossier, priority: str | None) -> Pair:
    """Return a priority in words."""
    words = next((text for each, text in PRIORITIES.items() if each == priority), None)
    return d.voice.pair(words) if words else NOTHING


def status_words(d: Dossier, action: PlanResult) -> Pair:
    """Say how far an action is, and that it is overdue."""
    status = d.voice.pair(PROGRESS[action.status])
    return joined([status, d.voice.pair(N_("OVERDUE"))], ", ") if is_overdue(d, action) else status


def is_overdue(d: Dossier, action: PlanResult) -> bool:
    """Tell whether an action's day has passed on the day of this print, and it is not closed.

    A due date that is no day (`before the next drill`) is never overdue.
    """
    due = as_day(action.due)
    if due is None or d.printed_on is None or action.status == "closed":
        return False
    return due < d.printed_on


def as_day(given: str | None) -> date | None:
    """Return the day that a person typed as `YYYY-MM-DD`, None where it is none."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None


def due_day(d: Dossier, given: str | None) -> Pair:
    """Return a date as each language writes it, as typed where it is none."""
    day = as_day(given)
    if day is not None:
        return day_words(d.voice, day)
    return Pair(given) if given else NOTHING
