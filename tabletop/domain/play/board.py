"""The director's board at a moment: what stands next, what is late, how each inject looks; it acts never."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tabletop.domain.plan.msel import ALL_CELLS, ExpectedAction, Inject
from tabletop.domain.play.assessment import verdict_on
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import Completion
from tabletop.domain.play.state import ExerciseState, InjectState

Chip = Literal[
    "scheduled", "due", "overdue", "released", "closed", "held", "skipped", "retracted", "declined"
]
OVERDUE_AFTER_MS = 60_000
"""A waiting inject is due at its planned time and overdue a minute later (ux 9.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """One expected action of a released inject; `left_ms` is what remains of its limit, below 0 if late.

    `left_ms` is None without a limit, once the action is assessed, and after ENDEX, which may have graded
    what was left; `met_ms` is T+ where it was met.
    """

    action: ExpectedAction
    completion: Completion | None
    left_ms: int | None
    met_ms: int | None
    is_settled: bool = False

    @property
    def is_late(self) -> bool:
        """Tell whether its limit passed without an assessment."""
        return self.left_ms is not None and self.left_ms < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One inject on the board; `diff_ms` is how late it went out or is, None where nothing is to say."""

    inject: Inject
    chip: Chip
    planned_ms: int | None
    diff_ms: int | None
    met: int
    expected: int
    has_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything the Run screen shows of the plan at one T+; rows keep the order of the pack."""

    rows: tuple[BoardRow, ...]
    standby: str | None
    late: tuple[ActionLine, ...]
    """Late actions, the longest first."""
    offered: tuple[str, ...]
    """Contingencies that wait for the director's yes or no."""


def board_at(outlook: Outlook, state: ExerciseState, elapsed_ms: int, *, pinned: str | None = None) -> Board:
    """Return the board at T+ `elapsed_ms`; `pinned` stands next as long as it can be released."""
    asked = [
        (inject, asked_lines(outlook, state, inject.number, elapsed_ms))
        for inject in outlook.scenario.injects
    ]
    return Board(
        rows=tuple(board_row(state, inject, lines, elapsed_ms) for inject, lines in asked),
        standby=standby(outlook, state, pinned=pinned),
        late=longest_first(line for _, lines in asked for line in lines if line.is_late),
        offered=offered(state),
    )


def standby(outlook: Outlook, state: ExerciseState, *, pinned: str | None = None) -> str | None:
    """Return the inject that stands next: the pinned one, else the earliest waiting one.

    An inject without a time stands after the one before it in the pack; a contingency never stands
    next by itself (design D16).
    """
    if pinned is not None and pinned in state.injects and not state.injects[pinned].is_released:
        return pinned
    return min(_waiting(outlook, state), default=(0, 0, None))[2]


def offered(state: ExerciseState) -> tuple[str, ...]:
    """Return the contingencies that wait for an answer."""
    return tuple(
        number
        for number, now in state.injects.items()
        if now.offered_ms is not None and now.status == "waiting"
    )


def longest_first(late: Iterable[ActionLine]) -> tuple[ActionLine, ...]:
    """Return late actions, the one that is late for the longest time first."""
    return tuple(sorted(late, key=lambda line: line.left_ms or 0))


def action_lines(
    outlook: Outlook, state: ExerciseState, number: str, elapsed_ms: int
) -> tuple[ActionLine, ...]:
    """Return the actions that a released inject asks for; its chosen variant may drop some."""
    now = state.injects[number]
    return tuple(_line(action, now, state, elapsed_ms) for action in outlook.asked_actions(now))


def asked_lines(
    outlook: Outlook, state: ExerciseState, number: str, elapsed_ms: int
) -> tuple[ActionLine, ...]:
    """Return the action lines of an inject if it is released, else none."""
    is_released = state.injects[number].is_released
    return action_lines(outlook, state, number, elapsed_ms) if is_released else ()


def addressees(inject: Inject, outlook: Outlook) -> tuple[str, ...]:
    """Return the cells that an inject goes to; `all` is every player and liaison cell."""
    if inject.to == (ALL_CELLS,):
        return tuple(cell.id for cell in outlook.scenario.cells if cell.kind in ("player", "liaison"))
    return inject.to


def _waiting(outlook: Outlook, state: ExerciseState) -> Iterator[tuple[int, int, str]]:
    reached_ms = 0
    for index, inject in enumerate(outlook.scenario.injects):
        now = state.injects[inject.number]
        reached_ms = reached_ms if now.planned_ms is None else now.planned_ms
        if now.status == "waiting" and not inject.is_contingency:
            yield reached_ms, index, inject.number


def _line(action: ExpectedAction, now: InjectState, state: ExerciseState, elapsed_ms: int) -> ActionLine:
    verdict = verdict_on(action.full_id, state)
    has_ended = state.stage == "ended"
    left_ms = None
    if verdict is None and not has_ended and now.released_ms is not None and action.within_ms is not None:
        left_ms = now.released_ms + action.within_ms - elapsed_ms
    rest: Completion | None = "unmet" if has_ended and state.rest == "unmet" else None
    return ActionLine(
        action=action,
        completion=rest if verdict is None else verdict.completion,
        left_ms=left_ms,
        met_ms=None if verdict is None else verdict.met_ms,
        is_settled=verdict is not None and verdict.settled,
    )


def board_row(
    state: ExerciseState, inject: Inject, lines: tuple[ActionLine, ...], elapsed_ms: int
) -> BoardRow:
    """Return how an inject looks at T+ `elapsed_ms`; `lines` are its actions if it is released."""
    now = state.injects[inject.number]
    chip = _chip(inject, now, lines, elapsed_ms if state.stage != "before" else None)
    diff_ms = None
    if now.planned_ms is not None and not inject.is_contingency:
        if now.released_ms is not None:
            diff_ms = now.released_ms - now.planned_ms
        elif chip in ("due", "overdue"):
            diff_ms = elapsed_ms - now.planned_ms
    return BoardRow(
        inject=inject,
        chip=chip,
        planned_ms=now.planned_ms,
        diff_ms=diff_ms,
        met=sum(1 for line in lines if line.completion in ("met", "partial")),
        expected=len(lines) if now.is_released else len(inject.expects),
        has_late=any(line.is_late for line in lines),
    )


def _chip(inject: Inject, now: InjectState, lines: tuple[ActionLine, ...], elapsed_ms: int | None) -> Chip:
    """Say how an inject looks; before STARTEX (`elapsed_ms` None) nothing is due."""
    if now.status == "released":
        return "closed" if all(line.completion is not None for line in lines) else "released"
    if now.status != "waiting":
        return now.status
    if inject.is_contingency:
        return "due" if now.offered_ms is not None else "scheduled"
    if elapsed_ms is None or now.planned_ms is None or elapsed_ms < now.planned_ms:
        return "scheduled"
    return "due" if elapsed_ms <= now.planned_ms + OVERDUE_AFTER_MS else "overdue"
