"""What players may see of the exercise, and nothing else: no field here can hold controller text.

The player display draws from these values alone. An inject that is not out, or not any more, has no
view; notes, expected actions, red lines and the plan ahead have no field to stand in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.plan.text import Text
from tabletop.domain.play.board import addressees
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.state import ExerciseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A cell by the two names that players know it by."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A released inject as it was delivered: the message of its telling, from whom, to whom, when."""

    message: Text
    sender: Text
    method: str
    to: tuple[Addressee, ...]
    is_to_all: bool
    released_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the room is asked in the hot wash: the `number`-th (from 1) of `count` questions of the pack."""

    number: int
    count: int
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerView:
    """The exercise's name and clocks, and one released inject, or one question, or neither."""

    exercise: Text
    elapsed_ms: int
    scenario_at: datetime
    timezone: str
    delivery: Delivery | None = None
    question: Question | None = None


def player_view(outlook: Outlook, state: ExerciseState, number: str, elapsed_ms: int) -> PlayerView | None:
    """Return what players may see once `number` is out; None while it is not released."""
    delivery = _delivery(outlook, state, number)
    return None if delivery is None else _view(outlook, state, elapsed_ms, delivery=delivery)


def question_view(outlook: Outlook, state: ExerciseState, number: int, elapsed_ms: int) -> PlayerView | None:
    """Return what players may see while a hot-wash question is put; None without it, or while play runs."""
    asked = outlook.scenario.hot_wash
    if state.stage not in ("paused", "ended") or state.is_emergency or not 1 <= number <= len(asked):
        return None
    question = Question(number=number, count=len(asked), text=asked[number - 1])
    return _view(outlook, state, elapsed_ms, question=question)


def clock_view(outlook: Outlook, state: ExerciseState, elapsed_ms: int) -> PlayerView:
    """Return what players may see at any time: which exercise it is, and how late."""
    return _view(outlook, state, elapsed_ms)


def last_release(state: ExerciseState) -> tuple[str, int] | None:
    """Return the inject that was released last and its T+; of two at one T+ the later in the plan."""
    released = [
        (now.released_ms, place, now.number)
        for place, now in enumerate(state.injects.values())
        if now.is_released and now.released_ms is not None
    ]
    if not released:
        return None
    released_ms, _, number = max(released)
    return number, released_ms


def _view(
    outlook: Outlook, state: ExerciseState, elapsed_ms: int, *, delivery: Delivery | None = None,
    question: Question | None = None,
) -> PlayerView:  # fmt: skip
    scenario = outlook.scenario
    return PlayerView(
        exercise=scenario.title,
        elapsed_ms=elapsed_ms,
        scenario_at=state.scenario_clock.at(elapsed_ms),
        timezone=scenario.timezone,
        delivery=delivery,
        question=question,
    )


def _delivery(outlook: Outlook, state: ExerciseState, number: str) -> Delivery | None:
    inject, now = outlook.injects.get(number), state.injects.get(number)
    if inject is None or now is None or not now.is_released or now.released_ms is None:
        return None
    is_told_otherwise = 0 < now.variant <= len(inject.variants)
    told = inject.variants[now.variant - 1].message if is_told_otherwise else None
    titles = {cell.id: cell.title for cell in outlook.scenario.cells}
    return Delivery(
        message=told or inject.message,
        sender=inject.sender,
        method=inject.method,
        to=tuple(
            Addressee(id=cell, title=titles.get(cell, Text.same(cell)))
            for cell in addressees(inject, outlook)
        ),
        is_to_all=inject.to == (ALL_CELLS,),
        released_ms=now.released_ms,
    )
