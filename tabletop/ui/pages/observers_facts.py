"""Sentences of the observers' screen that follow from how the stations stand; it must not act."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from tabletop.i18n import N_
from tabletop.ui.item_models.station_sheets import stations_named
from tabletop.ui.item_models.station_words import state_of
from tabletop.ui.look import Look
from tabletop.ui.pages.observers_reading import Contest, Standing


def why_not(standing: Standing, look: Look) -> dict[str, str]:
    """Say of verbs why they cannot be done now."""
    reasons = {}
    if not stations_named(standing.reports):
        reasons["set-offset"] = look.say(N_("There is no observer's clock yet."))
    if not any(report.branches for report in standing.reports):
        reasons["keep-branches"] = look.say(N_("No station's rows contradict each other."))
    if not standing.contests:
        reasons["choose-chain"] = look.say(N_("No two laptops conducted at the same time."))
    return reasons


def is_whole(standing: Standing) -> bool:
    """Tell whether every station's rows are here, and none contradicts."""
    return all(state_of(report) == "complete" for report in standing.reports)


def status_words(standing: Standing, look: Look) -> str:
    """Count the stations that are whole, and say that the printed debrief is superseded."""
    total = len(standing.reports)
    whole = sum(1 for report in standing.reports if state_of(report) == "complete")
    said = [look.say(N_("{n} of {total} stations complete"), n=whole, total=total)] if total else []
    if standing.is_print_superseded and standing.printed_at is not None:
        superseded = N_("debrief printed at {time} is superseded")
        said.append(look.say(superseded, time=look.wall(standing.printed_at)))
    return "  \N{BULLET}  ".join(said)


def alarm_words(standing: Standing, look: Look) -> str:
    """Say that two laptops conducted at the same time and nobody has chosen; empty where none did."""
    return " ".join(_contest_words(contest, look) for contest in standing.open_contests)


def _contest_words(contest: Contest, look: Look) -> str:
    first, second = contest.stations
    words = N_(
        "Two laptops conducted at the same time: {first} and {second}. {counts} counts for now; nothing is"
        " lost. Choose which one conducted."
    )
    return look.say(words, first=first, second=second, counts=contest.counts)


def mark_words(number: int, look: Look) -> str:
    """Say what is done with a clock mark that was just pressed."""
    words = N_("Mark {n}: call out this number; each observer presses {key} at once.")
    return look.say(words, n=number, key=look.key("observer-mark"))


def reading_words(done: int, total: int, look: Look, *, is_reading: bool) -> str:
    """Say how far a merge is."""
    if not is_reading:
        return look.say(N_("Taking the rows in ..."))
    if not total:
        return look.say(N_("Looking for logbooks ..."))
    return look.say(N_("Reading logbook {n} of {total} ..."), n=min(done + 1, total), total=total)


def dropped(event: QDropEvent) -> list[Path]:
    """Return the files and folders among what is dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
