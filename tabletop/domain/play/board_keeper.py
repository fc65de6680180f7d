"""The board kept from second to second: equal to `board_at`, but made anew only where it can have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from tabletop.domain.plan.msel import ExpectedAction
from tabletop.domain.play.board import (
    ActionLine,
    Board,
    BoardRow,
    asked_lines,
    board_row,
    longest_first,
    offered,
    standby,
)
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.state import ExerciseState


class BoardKeeper:
    """Asked each second over 10,000 injects: few of them have news, few have come to a time of theirs.

    It reads no clock, and a board that it gave is never changed.
    """

    def __init__(self, outlook: Outlook, state: ExerciseState, elapsed_ms: int = 0) -> None:
        self._begin(outlook, state, elapsed_ms)
        self._pinned: str | None = None
        self._standby = standby(outlook, state)

    def at(
        self, outlook: Outlook, state: ExerciseState, elapsed_ms: int, *, pinned: str | None = None
    ) -> Board:
        """Return what `board_at` would; another plan or stage, or an earlier T+, is begun anew."""
        before = self._state
        is_other = outlook is not self._outlook or _stage(state) != _stage(before)
        if is_other or elapsed_ms < self._elapsed_ms:
            self._begin(outlook, state, elapsed_ms)
        else:
            self._go_on(state, elapsed_ms)
        if is_other or state is not before or pinned != self._pinned:
            self._pinned, self._standby = pinned, standby(outlook, state, pinned=pinned)
        late = (
            ActionLine(action=action, completion=None, left_ms=limit_ms - elapsed_ms, met_ms=None)
            for place in sorted(self._late)
            for action, limit_ms in self._late[place]
        )
        return Board(
            rows=tuple(self._rows), standby=self._standby, late=longest_first(late), offered=self._offered
        )

    def _begin(self, outlook: Outlook, state: ExerciseState, elapsed_ms: int) -> None:
        self._outlook, self._state, self._elapsed_ms = outlook, state, elapsed_ms
        injects = outlook.scenario.injects
        self._places = {inject.number: place for place, inject in enumerate(injects)}
        self._changes_ms = [inf] * len(injects)
        """T+ at which each row begins to look different though nothing happens."""
        self._late: dict[int, tuple[tuple[ExpectedAction, int], ...]] = {}
        """By row, its late actions with the T+ of their limits."""
        self._rows = [self._row(place) for place in range(len(injects))]
        self._offered = offered(state)

    def _go_on(self, state: ExerciseState, elapsed_ms: int) -> None:
        before, self._state, self._elapsed_ms = self._state, state, elapsed_ms
        places = {place for place, ms in enumerate(self._changes_ms) if ms <= elapsed_ms}
        if state is not before:
            places.update(self._with_news(before, state))
            self._offered = offered(state)
        for place in places:
            self._rows[place] = self._row(place)

    def _with_news(self, before: ExerciseState, state: ExerciseState) -> Iterator[int]:
        """Yield the places of injects that the journal says something new of."""
        for number, now in state.injects.items():
            was = before.injects.get(number)
            if now is not was and now != was:  # after an undo all are other objects, few are different
                yield self._places[number]
        yield from self._with_grades(before.assessments, state.assessments)
        yield from self._with_grades(before.settlements, state.settlements)

    def _with_grades(self, before: Mapping[str, object], now: Mapping[str, object]) -> Iterator[int]:
        for action in before.keys() | now.keys():
            expected = self._outlook.actions.get(action)  # none where a row came from another plan
            if expected is not None and before.get(action) != now.get(action):
                yield self._places[expected.inject]

    def _row(self, place: int) -> BoardRow:
        """Make a row, and note which of its actions are late and when it will look different."""
        inject, now_ms = self._outlook.scenario.injects[place], self._elapsed_ms
        lines = asked_lines(self._outlook, self._state, inject.number, now_ms)
        row = board_row(self._state, inject, lines, now_ms)
        limits = [(line.action, now_ms + line.left_ms) for line in lines if line.left_ms is not None]
        self._late.pop(place, None)
        if row.has_late:
            self._late[place] = tuple(limit for limit in limits if limit[1] < now_ms)
        changes_ms = [limit_ms + 1 for _, limit_ms in limits if limit_ms >= now_ms]
        if self._state.stage != "before" and row.planned_ms is not None and not inject.is_contingency:
            if row.chip == "scheduled":
                changes_ms.append(row.planned_ms)
            elif row.chip in ("due", "overdue"):
                changes_ms.append(now_ms + 1)  # it says how late it is
        self._changes_ms[place] = min(changes_ms, default=inf)
        return row


def _stage(state: ExerciseState) -> tuple[str, str]:
    return state.stage, state.rest
