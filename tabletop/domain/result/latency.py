"""How fast cells reacted: nearest-rank percentiles over exercise time (doctrine 10)."""

from __future__ import annotations

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
