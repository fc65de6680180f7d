"""How fast cells reacted, over exercise time (doctrine 10); it must not decide what counts as a reaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MIN_FOR_PERCENTILES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencySummary:
    """Latencies in milliseconds of one kind, with the open ones counted in `released`.

    Below five answers the percentiles are None and `values_ms` holds the sorted answers; `open`
    names the released injects that still wait.
    """

    answered: int
    released: int
    p50_ms: int | None
    p90_ms: int | None
    values_ms: tuple[int, ...] | None
    open: tuple[str, ...] = ()
    p75_ms: int | None = None


def nearest_rank(values: Sequence[int], percent: int) -> int:
    """Return the smallest value that at least `percent` % of the values do not exceed.

    It is always a value that was observed. `percent` is 1-100. Raises ValueError without values.
    """
    if not values:
        msg = "a percentile needs at least one value"
        raise ValueError(msg)
    if not 1 <= percent <= 100:
        msg = f"percent is 1-100, not {percent}"
        raise ValueError(msg)
    rank = -(-len(values) * percent // 100)  # rounded up in whole numbers: no 0.1 + 0.2
    return sorted(values)[rank - 1]


def summarise(answers: Mapping[str, int | None]) -> LatencySummary:
    """Sum up one kind of latency: inject number to milliseconds, None where it is still open.

    Open injects are counted and named, never dropped: a missing answer is not a fast one.
    """
    values = sorted(latency_ms for latency_ms in answers.values() if latency_ms is not None)
    is_enough = len(values) >= MIN_FOR_PERCENTILES
    return LatencySummary(
        answered=len(values),
        released=len(answers),
        p50_ms=nearest_rank(values, 50) if is_enough else None,
        p75_ms=nearest_rank(values, 75) if is_enough else None,
        p90_ms=nearest_rank(values, 90) if is_enough else None,
        values_ms=None if is_enough else tuple(values),
        open=tuple(number for number, latency_ms in answers.items() if latency_ms is None),
    )
