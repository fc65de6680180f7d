"""What charts say in numbers, in words and as drawn; it must not import anything of tabletop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from domain.slow_counts import summary
from reports.slow_exercise import Exercise
from reports.slow_words import Some, some

Json = dict[str, Any]
LETTERS = ("P", "S", "M", "U")
FEW = 5
MOST_NAMED = 8


def figure_lines(x: Exercise, *names: str) -> Iterator[str]:
    """Yield what stands in words for each chart."""
    for name in names:
        yield FIGURES[name](x)


def objectives(x: Exercise) -> Some:
    """Return id and percent of each objective, the percent of the whole exercise last."""
    lines = [(line["id"], line["percent"]) for line in x.read["objectives"]]
    if not lines:
        return some()
    told = [*lines, (None, x.read["overall"]["percent"])]
    return some(
        *(p for name, value in told for p in (name, None if value is None else x.words.percent(value)))
    )


def letters(x: Exercise) -> Some:
    """Return how many evaluators gave each letter, for each target that has one."""
    found = []
    for target in targets(x):
        given = evaluators(x, target)
        if given or x.official(target):
            name = None if target == "overall" else target
            found.append(some(name, *(given[letter] for letter in LETTERS if given[letter])))
    return some(*found)


def targets(x: Exercise) -> list[str]:
    names = [
        name
        for objective in x.pack["objectives"]
        for name in (objective["id"], *(target["id"] for target in objective.get("targets") or []))
    ]
    return [*names, "overall"]


def evaluators(x: Exercise, target: str) -> Counter[str]:
    """Count the letters of those that do not conduct; an evaluator's latest counts."""
    rows = [row for row in x.ratings if row["body"]["target"] == target]
    return Counter(row["body"]["letter"] for row in rows if not x.is_directors(row))


def timeline(x: Exercise) -> Some:
    """Return releases, first and last T+, the latest inject, what was skipped, and the pauses."""
    exercise = x.read["exercise"]
    if exercise["started_at"] is None:
        return some()
    plans = {inject["number"]: inject for inject in x.plan["injects"]}
    late = {
        line["number"]: line["released_ms"] - line["planned_ms"]
        for line in x.read["injects"]
        if None not in (line["released_ms"], line["planned_ms"])
        and plans[line["number"]]["kind"] != "contingency"
    }
    most = max(late.values(), default=0)
    latest = [name for name, ms in late.items() if ms == most > 0][:1]
    skipped = [line["number"] for line in x.read["injects"] if line["status"] == "skipped"]
    return some(
        len(x.released), len(x.read["injects"]), "T+00:00", x.words.t_plus(exercise["elapsed_ms"]),
        *(part for name in latest for part in (name, x.words.span(most))), listed(skipped, 6),
        len(x.read["pauses"]), (exercise["paused_ms"] + 30_000) // 60_000,
    )  # fmt: skip


def listed(names: list[str], most: int) -> Some:
    rest = f"+{len(names) - most}" if len(names) > most else None
    return some(*names[:most], rest)


def latency(x: Exercise) -> Some:
    """Return how many actions kept their limit, which did not, and decision and response with their n."""
    drawn = drawn_actions(x)
    if not drawn:
        return some()
    steps = {line["id"]: step(line) for line in drawn}
    counts = [list(steps.values()).count(name) for name in ("in time", "late", "later", "never")]
    named = [
        listed([i for i, each in steps.items() if each == name], MOST_NAMED) for name in ("late", "later")
    ]
    return some(len(drawn), *counts, *named, *summaries(x))


def drawn_actions(x: Exercise) -> list[Json]:
    """Return the actions with a limit that were not set aside, an objective after the other."""
    lines = [line for line in x.read["actions"] if line["limit_ms"] is not None]
    lines = [line for line in lines if line["completion"] != "n/a" and not line["dropped"]]
    return [
        line
        for objective in x.plan["objectives"]
        for line in lines
        if x.actions[line["id"]]["objective"] == objective["id"]
    ]


def step(line: Json) -> str:
    """Return T1's step of timeliness that an action reached."""
    if line["latency_ms"] is None or line["completion"] not in ("met", "partial"):
        return "never"
    if line["latency_ms"] <= line["limit_ms"]:
        return "in time"
    return "late" if line["latency_ms"] <= 2 * line["limit_ms"] else "later"


def summaries(x: Exercise) -> Iterator[Some]:
    """Yield decision and response: percentiles or the values themselves, n, and what is open."""
    asked = [line for line in x.released if line["asks"]]
    for name in ("decision", "response"):
        answers = {line["number"]: line[f"{name}_ms"] for line in asked}
        found = summary(list(answers.values()))
        waiting = [number for number, ms in answers.items() if ms is None]
        counts = (found["answered"], found["released"])
        tail = listed(waiting, MOST_NAMED)
        if found["p50_ms"] is not None:
            spans = (x.words.span(found["p50_ms"]), "p90", x.words.span(found["p90_ms"]))
            yield some("p50", *spans, *counts, tail)
        elif found["values_ms"]:
            yield some(*map(x.words.span, found["values_ms"]), *counts, tail, FEW)
        else:
            yield some(*counts, tail)


def told(x: Exercise) -> Some:
    """Return how many relays there were between how many pairs, and the most frequent ones."""
    relays = [line for line in x.read["metrics"]["relays"] if line["told"]]
    if not relays:
        return some()
    often = sorted(relays, key=lambda line: -line["told"])[:3]
    return some(sum(line["told"] for line in relays), len(relays), *(line["told"] for line in often))


FIGURES: dict[str, Callable[[Exercise], Some]] = {
    "objectives": objectives, "letters": letters, "timeline": timeline, "latency": latency, "told": told,
}  # fmt: skip
