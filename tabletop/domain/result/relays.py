"""Who told whom, and how long after knowing it (doctrine 10.6); it must not say whether that was enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.board import addressees
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.state import DecisionRecord, ExerciseState, InjectState, Row
from tabletop.domain.result.latency import summarise
from tabletop.domain.result.metrics import Relay

Pair = tuple[str, str]
"""Sender and receiver."""
Source = Literal["acknowledged", "released", "told"]
"""How a cell knew: by its own acknowledgement, the release to it, or another cell."""
_Told = Mapping[Pair, Mapping[str, DecisionRecord]]
"""By pair: the decision that first told of each inject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The first telling of an inject between two cells; `row` is its decision's, times are T+ in ms.

    `known_ms` is when the sender knew and `source` how; without them there is no `span_ms`.
    """

    inject: str
    row: Row
    told_ms: int
    known_ms: int | None
    source: Source | None
    span_ms: int | None


def relays_of(scenario: Scenario, state: ExerciseState) -> tuple[Relay, ...]:
    """Return each pair of cells of which one told the other, in pack order, with its times summed up."""
    return tuple(
        Relay(
            sender=sender, receiver=receiver, told=len(told), known=len(spans), latency=summarise(spans)
        )
        for (sender, receiver), told in tellings_of(scenario, state).items()
        for spans in ({each.inject: each.span_ms for each in told if each.span_ms is not None},)
    )  # fmt: skip


def tellings_of(scenario: Scenario, state: ExerciseState) -> dict[Pair, tuple[Telling, ...]]:
    """Return what each pair of cells told, in pack order.

    A telling is a standing decision about a released inject, not seen after ENDEX, that names the
    receiver under `told`; of one pair only the first about an inject counts. Its span runs from when
    the sender knew of the inject to when the telling was observed:

    1. the sender knew when it acknowledged the inject (its first acknowledgement);
    2. else when the inject was released, if that goes to the sender or to all;
    3. else when another cell's decision about the inject first told the sender.

    What lies behind the telling itself proves nothing of it: then the next rule counts, and where none
    does, the telling is counted and has no span. Nobody knew before the standing release, and no span is
    below 0.
    """
    first = _first_told(state)
    outlook = Outlook.of(scenario)
    addressed = {inject.number: addressees(inject, outlook) for inject in scenario.injects}
    order = {cell.id: place for place, cell in enumerate(scenario.cells)}

    def in_pack_order(pair: Pair) -> list[tuple[int, str]]:
        return [(order.get(cell, len(order)), cell) for cell in pair]

    return {
        pair: tuple(
            _telling(pair[0], decision, state.injects[number], addressed[number], first)
            for number, decision in first[pair].items()
        )
        for pair in sorted(first, key=in_pack_order)
    }


def _telling(
    sender: str, decision: DecisionRecord, now: InjectState, addressed: Sequence[str], first: _Told
) -> Telling:
    """Say when and how the sender knew of what it told."""
    told_ms, released_ms = decision.observed_ms, now.released_ms
    at_ms, source = _known(sender, now, told_ms, addressed, first)
    known_ms = None if at_ms is None or released_ms is None else max(at_ms, released_ms)
    return Telling(
        inject=now.number, row=decision.row, told_ms=told_ms, known_ms=known_ms, source=source,
        span_ms=None if known_ms is None else max(0, told_ms - known_ms),
    )  # fmt: skip


def _known(
    sender: str, now: InjectState, told_ms: int, addressed: Sequence[str], first: _Told
) -> tuple[int | None, Source | None]:
    """Return when a cell knew of an inject, and how."""
    if (own_ms := _acknowledged_ms(sender, now, told_ms)) is not None:
        return own_ms, "acknowledged"
    if sender in addressed and now.released_ms is not None:
        return now.released_ms, "released"
    heard_ms = _heard_ms(sender, now.number, told_ms, first)
    return heard_ms, None if heard_ms is None else "told"


def _acknowledged_ms(sender: str, now: InjectState, told_ms: int) -> int | None:
    own = [at_ms for cell, at_ms in now.acknowledged if cell == sender and at_ms <= told_ms]
    return min(own, default=None)


def _heard_ms(sender: str, number: str, told_ms: int, first: _Told) -> int | None:
    """Return when another cell first told the sender of an inject, if not behind the sender's telling."""
    heard = [
        decision.observed_ms
        for (_, receiver), of_pair in first.items()
        if receiver == sender
        and (decision := of_pair.get(number)) is not None
        and decision.observed_ms <= told_ms
    ]
    return min(heard, default=None)


def _first_told(state: ExerciseState) -> _Told:
    first: defaultdict[Pair, dict[str, DecisionRecord]] = defaultdict(dict)
    for decision in state.decisions:
        now = state.injects.get(decision.inject or "")
        if now is None or not now.is_released or decision.is_after_endex:
            continue
        for receiver in decision.told:
            if receiver != decision.cell:
                of_pair = first[decision.cell, receiver]
                earlier = of_pair.get(now.number, decision)
                of_pair[now.number] = min(earlier, decision, key=lambda each: each.observed_ms)
    return first
