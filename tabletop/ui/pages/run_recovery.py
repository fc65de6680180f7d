"""What came back after a crash or a sleep, in three lines, and the prompt that goes on from there.

It reads the rows that are there; it must not guess what no row says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal, cast

from tabletop.domain.play.events import ClockAdjusted, ExercisePaused, InjectReleased, SafetyCalled
from tabletop.domain.play.journal import Recorded, wall_time
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.stations import ConductTakenOver
from tabletop.errors import UserError
from tabletop.i18n import N_, elapsed
from tabletop.services import timekeeping
from tabletop.services.session import PROGRAM
from tabletop.ui.look import Look, clock_text
from tabletop.ui.pages.ask import Ask, Values
from tabletop.ui.pages.desk import Desk
from tabletop.ui.widgets.form import Field, FormText

_MILLISECOND = timedelta(milliseconds=1)
_TURNS = (ExercisePaused, ClockAdjusted, SafetyCalled)
"""What a paused exercise stands by: the last of them was the program's own, or it was a person's."""
_COUNTS_MS = 1_000
"""A shorter time away is not worth a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """A pause that the program itself wrote because it was not there, or time was not what it seemed.

    `at_ms` is where T+ stands since `stopped_at`; `away_ms` is what the wall clock went on from there,
    below 0 where it was set back. `lacks_s` is what T+ may lack: a kill loses up to a second of the noted
    clock, a power cut up to thirty (design D8); None where nothing was noted after the last entry.
    `released` counts what went out after it. `taken_from` is the station whose laptop is lost, where this
    one took over: then `stopped_at` is of that laptop's clock, and no time away is known.
    """

    reason: Literal["crash", "sleep"]
    at_ms: int
    stopped_at: datetime
    away_ms: int
    entries: int
    lacks_s: int | None
    released: int
    taken_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence (English msgid) and what stands in it."""

    words: str
    fields: Mapping[str, Any] = field(default_factory=dict)


Lines = tuple[Line, Line, Line]


def interruption(recorded: Sequence[Recorded], state: ExerciseState) -> Interruption | None:
    """Return what interrupted an exercise that still stands as it was then; None where nothing did."""
    if state.stage != "paused":
        return None
    own = [row for row in recorded if row.entry.station == state.conductor]
    for before, row in reversed(list(pairwise(own))):
        if isinstance(row.event, _TURNS):
            return _between(before, row, recorded) if _is_programs(row) else None
    return None


def _is_programs(row: Recorded) -> bool:
    event = row.event
    is_interruption = isinstance(event, ExercisePaused) and event.reason in ("crash", "sleep")
    return is_interruption and row.entry.author == PROGRAM


def _between(before: Recorded, row: Recorded, recorded: Sequence[Recorded]) -> Interruption:
    """Read what the pause says against the entry before it: until then the exercise was running."""
    event = cast("ExercisePaused", row.event)
    if isinstance(before.event, ConductTakenOver):
        return _taken_over(before.event, row, recorded)
    ran_ms = row.entry.elapsed_ms - before.entry.elapsed_ms
    stopped_at = wall_time(before.entry.wall_at) + ran_ms * _MILLISECOND
    place = recorded.index(row)
    return Interruption(
        reason="crash" if event.reason == "crash" else "sleep",
        at_ms=row.entry.elapsed_ms,
        stopped_at=stopped_at,
        away_ms=(wall_time(row.entry.wall_at) - stopped_at) // _MILLISECOND,
        entries=place,
        lacks_s=_lacks_s(before, row) if ran_ms > 0 else None,
        released=sum(isinstance(later.event, InjectReleased) for later in recorded[place:]),
    )


def _taken_over(taken: ConductTakenOver, row: Recorded, recorded: Sequence[Recorded]) -> Interruption:
    """Read the pause of a takeover against the last entry of the lost laptop, by that one's clock."""
    head = (taken.station, taken.head_seq)
    last = next(each.entry for each in recorded if (each.entry.station, each.entry.seq) == head)
    ran_ms = row.entry.elapsed_ms - last.elapsed_ms
    return Interruption(
        reason="crash",
        at_ms=row.entry.elapsed_ms,
        stopped_at=wall_time(last.wall_at) + ran_ms * _MILLISECOND,
        away_ms=0,
        entries=sum(each.entry.station != row.entry.station for each in recorded[: recorded.index(row)]),
        lacks_s=None,
        released=0,
        taken_from=taken.station,
    )


def _lacks_s(before: Recorded, row: Recorded) -> int:
    """Tell a kill from a power cut: after a kill the computer has gone on."""
    return 1 if before.entry.boot_id == row.entry.boot_id else 30


def recovery_lines(found: Interruption, look: Look) -> Lines:
    """Say what happened, what is safe and how to go on; where T+ is not certain, say so."""
    if found.taken_from:
        return _after_takeover(found, look)
    return _after_crash(found, look) if found.reason == "crash" else _after_sleep(found, look)


def _after_takeover(found: Interruption, look: Look) -> Lines:
    known = N_(
        "{station} is last known at {time} (about {wall} on its clock): how long it ran on from there is not"
        " known."
    )
    came = N_(
        "{n} entries came over, each as it was written. What {station} may have written later comes in when"
        " its file is merged."
    )
    when = {"station": found.taken_from, "time": elapsed(found.at_ms), "wall": look.wall(found.stopped_at)}
    return (
        Line(words=known, fields=when),
        Line(words=came, fields={"n": found.entries, "station": found.taken_from}),
        Line(words=N_("T+ has stood since then. Agree on T+ with the room, then resume.")),
    )


def _after_crash(found: Interruption, look: Look) -> Lines:
    when = {"time": elapsed(found.at_ms), "wall": look.wall(found.stopped_at), "n": found.lacks_s}
    noted = N_("The program ended unexpectedly at {time} (about {wall}). T+ lacks at most {n} s.")
    unknown = N_(
        "The program ended unexpectedly. T+ stands at the last entry, {time} (about {wall}): how long it ran"
        " on from there is not known."
    )
    stood = N_("Since then {away} went by that T+ does not count. Agree on T+ with the room, then resume.")
    unsure = N_("T+ has stood since then. Agree on T+ with the room, then resume.")
    return (
        Line(words=unknown if found.lacks_s is None else noted, fields=when),
        Line(
            words=N_(
                "{n} entries came back, each as it was written. Only a line that was still being typed is"
                " gone."
            ),
            fields={"n": found.entries},
        ),
        Line(words=stood if found.away_ms >= _COUNTS_MS else unsure, fields={"away": _length(found)}),
    )


def _after_sleep(found: Interruption, look: Look) -> Lines:
    slept = N_("The computer slept or stood still for {away}, or its clock was put forward by that much.")
    back = N_("The clock of the computer was put back by {away}. T+ does not follow it.")
    return (
        Line(words=slept if found.away_ms >= 0 else back, fields={"away": _length(found)}),
        Line(
            words=N_(
                "The exercise clock stands at {time} ({wall}), the last moment that is certain. Released"
                " meanwhile: {n} injects."
            ),
            fields={
                "time": elapsed(found.at_ms), "wall": look.wall(found.stopped_at), "n": found.released,
            },
        ),
        Line(words=N_("Every entry is safe. Look whether the room went on, then resume.")),
    )  # fmt: skip


def _length(found: Interruption) -> str:
    return clock_text(abs(found.away_ms))


def interrupted(desk: Desk) -> Ask:
    """Ask, once, how an interrupted exercise goes on; leaving the form leaves it paused."""
    found = interruption(desk.bridge.session.recorded, desk.state)
    if found is None:
        raise UserError("not-interrupted")
    say = desk.look.say
    text = FormText(
        title=say(_title(found), station=found.taken_from),
        facts=[say(line.words, **line.fields) for line in recovery_lines(found, desk.look)],
        submit=say(N_("Resume")),
        fields=_questions(found, desk.look),
    )

    async def run(values: Values) -> None:
        if interruption(desk.bridge.session.recorded, desk.bridge.state) != found:
            raise UserError("act-overtaken")
        if values.get("count") == "yes":
            reason = say(N_("The time away was counted."))
            await desk.bridge.attempt(timekeeping.adjust_clock, by_ms=found.away_ms, reason=reason)
        await desk.bridge.attempt(timekeeping.resume)

    return Ask(text=text, run=run)


def _title(found: Interruption) -> str:
    if found.taken_from:
        return N_("Taken over from {station}")
    if found.reason == "crash":
        return N_("The program ended unexpectedly")
    return N_("The computer slept, or its clock was changed")


def _questions(found: Interruption, look: Look) -> Sequence[Field]:
    """Ask whether the time away counts, where there was any."""
    if found.away_ms < _COUNTS_MS:
        return ()
    on = look.say(N_("does not count: T+ goes on from {time}"), time=elapsed(found.at_ms))
    counted = look.say(N_("counts: T+ goes on from {time}"), time=elapsed(found.at_ms + found.away_ms))
    label = look.say(N_("The time away"))
    return (
        Field(name="count", label=label, kind="choice", value="no", choices=[("no", on), ("yes", counted)]),
    )
