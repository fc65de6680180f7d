"""A replay's strip in words: phases, situation, and the moments worth going to; it must not draw them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tabletop.domain.plan.scenario import Scenario, Situation
from tabletop.domain.play.replay import Mark, MarkKind, Replay, marks
from tabletop.domain.play.state import ExerciseState
from tabletop.i18n import N_
from tabletop.ui.item_models.log_entries import PAUSES
from tabletop.ui.look import Look, plan_text, span_text

Say = Callable[[Look, Scenario, ExerciseState, Mark], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A phase, or a time of one situation: `tone` is the situation's."""

    from_ms: int
    to_ms: int
    id: str
    title: str
    tone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StripMark:
    """A moment worth going to, in words."""

    at_ms: int
    kind: MarkKind
    words: str

    @property
    def sentence(self) -> str:
        """Return when and what."""
        return f"{plan_text(self.at_ms)}  {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StripFacts:
    """Everything that the strip of a replay shows but the position."""

    begin_ms: int = 0
    end_ms: int = 0
    phases: tuple[Stretch, ...] = ()
    situations: tuple[Stretch, ...] = ()
    marks: tuple[StripMark, ...] = ()


def strip_facts(look: Look, plan: Scenario, replay: Replay) -> StripFacts:
    """Return what the strip shows of an exercise."""
    state, begin_ms, end_ms = replay.whole, replay.begin_ms, replay.end_ms
    return StripFacts(
        begin_ms=begin_ms,
        end_ms=end_ms,
        phases=tuple(_phases(look, plan, begin_ms, end_ms)),
        situations=tuple(_situations(look, plan, replay)),
        marks=tuple(
            StripMark(at_ms=mark.at_ms, kind=mark.kind, words=_WORDS[mark.kind](look, plan, state, mark))
            for mark in marks(plan, state, now_ms=end_ms)
            if begin_ms <= mark.at_ms <= end_ms
        ),
    )


def latest_mark(found: Sequence[StripMark], at_ms: int) -> StripMark | None:
    """Return the mark that was passed last at a moment; a phase says less than what happens in it."""
    passed = [mark for mark in found if mark.at_ms <= at_ms]
    return max(passed, key=lambda mark: (mark.at_ms // 1_000, _WEIGHT.index(mark.kind)), default=None)


def mark_beyond(found: Sequence[StripMark], at_ms: int) -> int | None:
    """Return the T+ of the next mark."""
    return min((mark.at_ms for mark in found if mark.at_ms > at_ms), default=None)


def mark_before(found: Sequence[StripMark], at_ms: int) -> int | None:
    """Return the T+ of the previous mark."""
    return max((mark.at_ms for mark in found if mark.at_ms < at_ms), default=None)


_WEIGHT: tuple[MarkKind, ...] = ("phase", "pause", "release", "situation", "late", "breach")
"""What is said of several at one second."""


def _phases(look: Look, plan: Scenario, begin_ms: int, end_ms: int) -> Iterator[Stretch]:
    ends = [*(phase.at_ms for phase in plan.phases[1:]), max(end_ms, begin_ms)]
    for phase, planned_ms in zip(plan.phases, ends, strict=False):
        from_ms, to_ms = max(begin_ms, phase.at_ms), min(end_ms, planned_ms)
        if from_ms < to_ms:
            yield Stretch(from_ms=from_ms, to_ms=to_ms, id=phase.id, title=look.typed(phase.title))


def _situations(look: Look, plan: Scenario, replay: Replay) -> Iterator[Stretch]:
    """Yield the times of one situation: the first level of the pack stands until one is set."""
    if not plan.situations:
        return
    levels = {level.id: level for level in plan.situations}
    begin_ms, end_ms = replay.begin_ms, replay.end_ms
    turns: list[tuple[int, Situation]] = [(begin_ms, plan.situations[0])]
    for change in replay.whole.situations:
        level = levels.get(change.situation)  # none where a row came from another plan
        if level is not None and level is not turns[-1][1]:
            turns.append((change.at_ms, level))
    for (from_ms, level), (to_ms, _) in pairwise([*turns, (end_ms, turns[-1][1])]):
        if begin_ms <= from_ms < to_ms:
            yield Stretch(
                from_ms=from_ms, to_ms=min(to_ms, end_ms), id=level.id, title=look.typed(level.title),
                tone=level.tone,
            )  # fmt: skip


def _phase(look: Look, plan: Scenario, _state: ExerciseState, mark: Mark) -> str:
    titles = {phase.id: phase.title for phase in plan.phases}
    return look.say(N_("phase {id} {title}"), id=mark.id, title=look.typed(titles[mark.id]))


def _release(look: Look, _plan: Scenario, _state: ExerciseState, mark: Mark) -> str:
    return look.say(N_("{inject} released"), inject=mark.id)


def _situation(look: Look, plan: Scenario, _state: ExerciseState, mark: Mark) -> str:
    titles = {level.id: look.typed(level.title) for level in plan.situations}
    return look.say(N_("situation {level}"), level=titles.get(mark.id, mark.id).upper())


def _late(look: Look, _plan: Scenario, _state: ExerciseState, mark: Mark) -> str:
    return look.say(N_("{action} past its limit"), action=mark.id)


def _breach(look: Look, _plan: Scenario, _state: ExerciseState, mark: Mark) -> str:
    return look.say(N_("red line {line} crossed"), line=mark.id)


def _pause(look: Look, _plan: Scenario, state: ExerciseState, mark: Mark) -> str:
    why = look.say(PAUSES[mark.id]) if mark.id in PAUSES else mark.id
    here = (pause.wall_ms for pause in state.pauses if (pause.at_ms, pause.reason) == (mark.at_ms, mark.id))
    wall_ms = next(here, None)
    if wall_ms is None:
        return look.say(N_("pause ({why})"), why=why)
    return look.say(N_("pause of {span} ({why})"), span=span_text(wall_ms), why=why)


_WORDS: dict[MarkKind, Say] = {
    "phase": _phase, "release": _release, "situation": _situation, "late": _late, "breach": _breach,
    "pause": _pause,
}  # fmt: skip
