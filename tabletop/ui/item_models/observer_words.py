"""What an observer's acts, clock and plan are called in words; it must not act or decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.conduct_chain import conduct_chain
from tabletop.domain.play.events import (
    ActionAssessed,
    ActUndone,
    DecisionLogged,
    DecisionWithdrawn,
    Rated,
    RedLineBreached,
)
from tabletop.domain.play.journal import Recorded, wall_time
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.station_clocks import StationClock, station_clocks
from tabletop.domain.play.stations import ClockMarked, ClockSynced, LogbookHandedOver
from tabletop.i18n import N_
from tabletop.ui.item_models.log_entries import CATEGORIES
from tabletop.ui.item_models.observer_entries import seen_at
from tabletop.ui.look import Look
from tabletop.ui.widgets.action_list import GRADE_WORDS

SHORT_HEAD = 8
"""Characters of a hash that people compare by eye."""


def offset_text(offset_ms: int, look: Look) -> str:
    """Write how far a clock runs ahead: `+0,4 s`, `-2 min 5 s`, from an hour on with hours."""
    sign = "-" if offset_ms < 0 else "+"
    seconds = Fraction(abs(offset_ms), 1_000)
    if seconds < 60:
        return look.say(N_("{seconds} s"), seconds=f"{sign}{look.words.decimal(seconds, 1)}")
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return look.say(N_("{minutes} min {seconds} s"), minutes=f"{sign}{minutes}", seconds=rest)
    return look.say(
        N_("{hours} h {minutes} min {seconds} s"),
        hours=f"{sign}{minutes // 60}", minutes=minutes % 60, seconds=rest,
    )  # fmt: skip


def own_clock(recorded: Sequence[Recorded], station: str) -> StationClock:
    """Return what this logbook knows of its own clock; its marks count only beside the director's."""
    return station_clocks(recorded, conduct_chain(recorded)).get(station, StationClock())


def standing_marks(recorded: Sequence[Recorded], state: ExerciseState) -> list[Recorded]:
    """Return the marks and comparisons of the clock that were not undone, the latest first."""
    return [
        row
        for row in reversed(recorded)
        if isinstance(row.event, ClockMarked | ClockSynced)
        and state.rows.get((row.entry.station, row.entry.seq)) == "current"
    ]


def offset_words(clock: StationClock, marks: Sequence[Recorded], wall_at: datetime, look: Look) -> str:
    """Say under the own clock how it stands to the director's."""
    if clock.is_synced:
        return look.say(N_("clock offset {offset}"), offset=offset_text(clock.offset_ms(wall_at), look))
    if marks:
        return look.say(N_("clock mark set, offset at merging"))
    return look.say(N_("clock not compared yet"))


def mark_lines(clock: StationClock, marks: Sequence[Recorded], look: Look) -> list[str]:
    """Say each mark and comparison of the clock with its offset, and how fast it drifts."""
    lines = []
    drift = clock.drift_ms_an_hour
    if drift is not None:
        lines.append(look.say(N_("Drift: {offset} an hour"), offset=offset_text(drift, look)))
    for row in marks:
        at = look.wall(wall_time(row.entry.wall_at))
        if isinstance(row.event, ClockSynced):
            offset = offset_text(row.event.offset_ms, look)
            lines.append(look.say(N_("{time}  compared: {offset}"), time=at, offset=offset))
        elif isinstance(row.event, ClockMarked):
            words = N_("{time}  mark {n}: its offset comes with the merging")
            lines.append(look.say(words, time=at, n=row.event.number))
    return lines


def act_words(row: Recorded, look: Look) -> str:
    """Say in a receipt what an act wrote; "" for what needs none."""
    event, seen = row.event, look.wall(seen_at(row.entry))
    if isinstance(event, DecisionLogged | ObservationNoted):
        kind = CATEGORIES[event.category if isinstance(event, DecisionLogged) else "note"]
        return " ".join((look.say(kind), seen, *event.text.split()))
    if isinstance(event, ActionAssessed):
        return f"{event.action}: {look.say(GRADE_WORDS[event.completion])} {seen}"
    if isinstance(event, RedLineBreached):
        return " ".join((look.say(N_("RED LINE")), event.red_line, seen))
    return _other_words(row, look)


def _other_words(row: Recorded, look: Look) -> str:
    event, wall = row.event, look.wall(wall_time(row.entry.wall_at))
    if isinstance(event, Rated):
        target = look.say(N_("Overall")) if event.target == "overall" else event.target
        return look.say(N_("Letter of {target}: {letter}"), target=target, letter=event.letter)
    if isinstance(event, ClockMarked):
        return look.say(N_("Mark {n} noted at {time}"), n=event.number, time=wall)
    if isinstance(event, ClockSynced):
        return look.say(N_("Clock offset noted: {offset}"), offset=offset_text(event.offset_ms, look))
    taken_back = {
        DecisionWithdrawn: N_("Withdrawn. Both rows stay in the log."),
        ActUndone: N_("Undone. Both rows stay in the log."),
    }
    words = taken_back.get(type(event))
    return look.say(words) if words else ""


def handed_over(recorded: Sequence[Recorded]) -> Recorded | None:
    """Return the latest row that says that a copy was handed over."""
    return next((row for row in reversed(recorded) if isinstance(row.event, LogbookHandedOver)), None)


def target_choices(scenario: Scenario, look: Look) -> list[tuple[str, str]]:
    """Return what a letter can be given to: the whole, each objective, and its targets below it."""
    choices = [("overall", look.say(N_("Overall")))]
    for objective in scenario.objectives:
        choices.append((objective.id, f"{objective.id}  {look.typed(objective.title)}"))
        choices += [(each.id, f"{each.id}  {look.typed(each.text)}") for each in objective.targets]
    return choices


def inject_choices(scenario: Scenario, look: Look) -> list[tuple[str, str]]:
    """Return no inject, then the pack's in planned order; those without a plan come last."""
    planned = sorted(scenario.injects, key=lambda one: (one.at_ms is None, one.at_ms or 0))
    titles = [(one.number, f"{one.number}  {look.typed(one.title)}") for one in planned]
    return [("", look.say(N_("no inject"))), *titles]


def cell_choices(scenario: Scenario, watched: Sequence[str], look: Look) -> list[tuple[str, str]]:
    """Return the cells to choose from, those that the observer watches first; the SimCell plays none."""
    cells = {cell.id: cell for cell in scenario.cells if cell.kind != "simcell" or cell.id in watched}
    order = [*(cell for cell in watched if cell in cells), *(cell for cell in cells if cell not in watched)]
    return [(cell, look.typed(cells[cell].title)) for cell in order]
