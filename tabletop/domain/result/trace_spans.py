"""Spans in order and the one at each rank, as steps of a figure; it must not say what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tabletop.domain.result.latency import MIN_FOR_PERCENTILES
from tabletop.domain.result.tracing import Piece, piece

PERCENTILES = (50, 75, 90)
Ordered = Sequence[tuple[str, int]]
"""Injects with their spans in milliseconds, the shortest first."""


def in_order(spans: Mapping[str, int]) -> Ordered:
    """Return injects by their spans; those of equal ones by number."""
    return sorted(spans.items(), key=lambda item: (item[1], item[0]))


def rank_of(n: int, percent: int) -> int:
    """Return the nearest rank of a percentile among `n` values, counted from 1."""
    return -(-n * percent // 100)  # rounded up


def ranks(ordered: Ordered) -> Iterator[Piece]:
    """Yield the value at each percentile by nearest rank, or that there are too few values."""
    if len(ordered) < MIN_FOR_PERCENTILES:
        yield piece("few", n=len(ordered))
        return
    for percent in PERCENTILES:
        rank = rank_of(len(ordered), percent)
        number, span = ordered[rank - 1]
        yield piece(
            "rank", percent=percent, rank=rank, n=len(ordered), inject=number, span_ms=span,
            figure=f"inject:{number}",
        )  # fmt: skip
