"""The rows of a worked sheet, so that each fits on its line; it must not compute anything.

An exercise is a plain dict:

    endex_ms    T+ of ENDEX, None while it runs; rest: "open" or "unmet", as ENDEX says
    objectives  id, weight
    red_lines   id, objective, grave
    injects     number, actions (id, points, limit_ms or None, objective), variants (a list of the
                full action ids that each variant drops; variant 0 is the base text)
    acts        in order, each with at_ms, station, author, verb and what the verb needs

Times are milliseconds of T+. Who acts is written `station/author`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

Row = dict[str, Any]
DIR = "DIR/director"


def act(at_ms: int, who: str, verb: str, **rest: Any) -> Row:
    station, author = who.split("/")
    return {"at_ms": at_ms, "station": station, "author": author, "verb": verb, **rest}


def release(at_ms: int, inject: str, variant: int = 0) -> Row:
    return act(at_ms, DIR, "release", inject=inject, variant=variant)


def assess(at_ms: int, who: str, action: str, completion: str, *, seen_ms: int | None = None) -> Row:
    return act(at_ms, who, "assess", action=action, completion=completion, seen_ms=seen_ms)


def settle(at_ms: int, action: str, completion: str, *, seen_ms: int | None = None) -> Row:
    return act(at_ms, DIR, "settle", action=action, completion=completion, seen_ms=seen_ms)


def breach(at_ms: int, who: str, red_line: str, *, grave: bool = False) -> Row:
    return act(at_ms, who, "breach", red_line=red_line, grave=grave)


def clear(at_ms: int, red_line: str) -> Row:
    return act(at_ms, DIR, "clear", red_line=red_line)


def action(id_: str, points: int, limit_ms: int | None, objective: str) -> Row:
    return {"id": id_, "points": points, "limit_ms": limit_ms, "objective": objective}


def inject(number: str, *actions: Row, variants: tuple[list[str], ...] = ()) -> Row:
    return {"number": number, "actions": list(actions), "variants": list(variants)}


def graded(
    completion: str | None,
    raters: int,
    latency_ms: int | None,
    points: Fraction | None,
    *,
    dropped: bool = False,
) -> Row:
    return {
        "completion": completion,
        "raters": raters,
        "latency_ms": latency_ms,
        "score": points,
        "dropped": dropped,
    }


def total(
    percent: Fraction | None,
    earned: Fraction,
    points: int,
    *,
    of: tuple[int, int],
    coverage: Fraction | None,
    letter: str | None,
    capped_by: tuple[str, ...] = (),
) -> Row:
    """Write an objective's line; `of` is how many actions were assessed of how many."""
    return {
        "percent": percent,
        "earned": earned,
        "points": points,
        "assessed": of[0],
        "actions": of[1],
        "coverage": coverage,
        "letter": letter,
        "capped_by": list(capped_by),
    }
