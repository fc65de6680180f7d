"""Who told whom, and how long after knowing it (doctrine 10.6); it must not say whether that was enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.board import addressees
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.state import ExerciseState, InjectState
from tabletop.domain.result.latency import summarise
from tabletop.domain.result.metrics import Relay

Tellings = Mapping[tuple[str, str], Mapping[str, int]]
"""By sender and receiver: when (T+) each inject was first told of."""


def relays_of(scenario: Scenario, state: ExerciseState) -> tuple[Relay, ...]:
    """Return each pair of cells of which one told the other, in pack order.

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
    tellings = _first_tellings(state)
    outlook = Outlook.of(scenario)
    addressed = {inject.number: addressees(inject, outlook) for inject in scenario.injects}
    order = {cell.id: place for place, cell in enumerate(scenario.cells)}

    def in_pack_order(pair: tuple[str, str]) -> list[tuple[int, str]]:
        return [(order.get(cell, len(order)), cell) for cell in pair]

    return tuple(
        _relay(*pair, addressed=addressed, state=state, tellings=tellings)
        for pair in sorted(tellings, key=in_pack_order)
    )


def _relay(
    sender: str, receiver: str,
    *, addressed: Mapping[str, Sequence[str]], state: ExerciseState, tellings: Tellings,
) -> Relay:  # fmt: skip
    """Sum up what one cell told another."""
    spans: dict[str, int] = {}
    for number, told_ms in tellings[sender, receiver].items():
        now = state.injects[number]
        known_ms = _acknowledged_ms(sender, now, told_ms)
        if known_ms is None and sender in addressed[number]:
            known_ms = now.released_ms
        if known_ms is None:
            known_ms = _heard_ms(sender, number, told_ms, tellings)
        if known_ms is not None and now.released_ms is not None:
            spans[number] = max(0, told_ms - max(known_ms, now.released_ms))
    told = tellings[sender, receiver]
    return Relay(sender=sender, receiver=receiver, told=len(told), known=len(spans), latency=summarise(spans))


def _acknowledged_ms(sender: str, now: InjectState, told_ms: int) -> int | None:
    own = [at_ms for cell, at_ms in now.acknowledged if cell == sender and at_ms <= told_ms]
    return min(own, default=None)


def _heard_ms(sender: str, number: str, told_ms: int, tellings: Tellings) -> int | None:
    """Return when another cell first told the sender of an inject, if not behind the sender's telling."""
    heard = [
        of_pair[number]
        for (_, receiver), of_pair in tellings.items()
        if receiver == sender and of_pair.get(number, told_ms + 1) <= told_ms
    ]
    return min(heard, default=None)


def _first_tellings(state: ExerciseState) -> Tellings:
    tellings: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for decision in state.decisions:
        now = state.injects.get(decision.inject or "")
        if now is None or not now.is_released or decision.is_after_endex:
            continue
        for receiver in decision.told:
            if receiver != decision.cell:
                of_pair = tellings[decision.cell, receiver]
                earlier_ms = of_pair.get(now.number, decision.observed_ms)
                of_pair[now.number] = min(earlier_ms, decision.observed_ms)
    return tellings
