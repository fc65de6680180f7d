"""What stands in charts as drawn, string by string; it must not import anything of tabletop.

Each check takes the strings of a drawing in their order and returns what it cannot explain. Which labels have
room is the chart's affair: a label may be missing, but none may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from reports.number_tokens import tokens
from reports.slow_exercise import Exercise
from reports.slow_figures import drawn_actions, evaluators, step, summaries, targets
from reports.slow_lines import titled

Json = dict[str, Any]
Strings = Sequence[str]
LETTERS = ("P", "S", "M", "U")
TIMES = "\N{MULTIPLICATION SIGN}"
STEPS = {
    "in time": f"in time: {TIMES} 1", "late": f"late: {TIMES} ½", "later": f"later: {TIMES} 0",
    "never": "not met, or open",
}  # fmt: skip
CONSTANTS = ("T1", "STARTEX", "ENDEX")


def drawn_faults(x: Exercise, name: str, strings: Strings) -> list[str]:
    """Return what is wrong on the chart of a name."""
    if not any(re.search(r"\d", string) for string in strings):
        return []
    return [f"chart {name}: {fault}" for fault in CHECKS[name](x, strings)]


def left(x: Exercise, text: str) -> list[str]:
    return [token for token in x.tokens_of(text).split() if token not in CONSTANTS]


def unlike(found: Sequence[str], wanted: Sequence[object]) -> list[str]:
    told = [str(each) for each in wanted if each is not None and str(each)]
    return [] if list(found) == told else [f"{list(found)}, told {told}"]


# In their order -------------------------------------------------------------------------------------


def objectives(x: Exercise, strings: Strings) -> list[str]:
    wanted: list[object] = [0, 90, 70, 40, 100]
    rows = [*x.read["objectives"], x.read["overall"]]
    for row in rows:
        lines = [a for a in x.graded(row.get("id")) if not a["dropped"]]
        assessed = sum(a["completion"] is not None for a in lines)
        wanted += titled(x, row["id"]).split() if "id" in row else []
        wanted += [] if row["percent"] is None else [x.words.percent(row["percent"])]
        wanted += [f"{assessed}/{len(lines)}", *row["capped_by"]]
    thin = [row for row in rows if row["percent"] is not None and row["coverage"] < Fraction(60, 100)]
    return unlike(left(x, " ".join(strings)), [*wanted, 40, 70, 90, 60 if thin else None])


def letters(x: Exercise, strings: Strings) -> list[str]:
    titles = {
        each["id"]: x.text(each.get("title") or each.get("text"))
        for objective in x.pack["objectives"]
        for each in (objective, *(objective.get("targets") or []))
    }
    wanted: list[object] = []
    for target in targets(x):
        given = evaluators(x, target)
        wanted += x.tokens_of(target, titles.get(target)).split()
        wanted += [given[letter] for letter in LETTERS if given[letter]]
    return unlike(left(x, " ".join(strings)), [*wanted, 2])  # the sample of the legend


def told(x: Exercise, strings: Strings) -> list[str]:
    relays = {(r["from"], r["to"]): r for r in x.read["metrics"]["relays"] if r["told"]}
    cells = cells_of(x, relays)
    pattern = []
    for sender in cells:
        pattern.append(str(sum(r["told"] for (who, _), r in relays.items() if who == sender)))
        for receiver in cells:
            relay = relays.get((sender, receiver))
            pattern += [] if relay is None else [f"{relay['told']}{times(x, relay)}"]
    pattern += [str(sum(r["told"] for (_, who), r in relays.items() if who == cell)) for cell in cells]
    pattern += [str(sum(r["told"] for r in relays.values())), "p50", "5"]
    found = " ".join(left(x, " ".join(strings)))
    return [] if re.fullmatch(" ".join(pattern), found) else [f"{found}, told {' '.join(pattern)}"]


def cells_of(x: Exercise, relays: dict[tuple[str, str], Json]) -> list[str]:
    busy = list(dict.fromkeys(cell for pair in relays for cell in pair))
    known = {cell["id"]: cell["kind"] for cell in x.plan["cells"]}
    shown = [cell for cell, kind in known.items() if kind in ("player", "liaison") or cell in busy]
    return [*shown, *(cell for cell in busy if cell not in known)]


def times(x: Exercise, relay: Json) -> str:
    """Return a pattern: the median, else each time or the shortest and longest, or no room for any."""
    if relay["p50_ms"] is not None:
        return f"(?: {x.words.span(relay['p50_ms'])})?"
    spans = [x.words.span(ms) for ms in relay["values_ms"]]
    if not spans:
        return ""
    return f"(?: {' '.join(spans)}| {spans[0]}\N{EN DASH}{spans[-1]})?"


def latency(x: Exercise, strings: Strings) -> list[str]:
    text = " ".join(strings)
    drawn = drawn_actions(x)
    for name, message in STEPS.items():
        here = sum(step(line) == name for line in drawn)
        said = f"{x.say(message)} ({here})"
        if said not in text:
            return [f"no {said!r}"]
        text = text.replace(said, "", 1)
    summed = [part for line in summaries(x) for part in line.split()]
    rest = len(x.read["actions"]) - len(drawn)
    tail = [*summed, *([str(rest)] if rest else [])]
    found = left(x, text)
    if found[:3] != ["0", "2", "3"] or found[len(found) - len(tail) :] != tail:
        return [f"{found}, told 0 2 3 ... {tail}"]
    return lane_faults(x, drawn, found[3 : len(found) - len(tail)])


def lane_faults(x: Exercise, drawn: Sequence[Json], found: list[str]) -> list[str]:
    """Check the labels of each lane: only actions that lost time or points are named."""
    faults = []
    lanes: dict[str, list[Json]] = {}
    for line in drawn:
        lanes.setdefault(x.actions[line["id"]]["objective"], []).append(line)
    names = [token for token in found if token in lanes]
    if names != [name for name in lanes if any(map(str.isdigit, name))]:
        faults.append(f"lanes {names}, told {list(lanes)}")
    lane, labels = "", dict[str, list[str]]()
    for token in found:
        lane = token if token in lanes else lane
        labels.setdefault(lane, []).extend([] if token in lanes else [token])
    for name, lines in lanes.items():
        faults += label_faults(x, lines, labels.get(name, []))
    return faults


def label_faults(x: Exercise, lines: Sequence[Json], labels: list[str]) -> list[str]:
    lost = {line["id"]: line for line in lines if step(line) != "in time"}
    folded = [token for token in labels if re.fullmatch(rf"\+\d+|\d+{TIMES}", token)]
    named = [token for token in labels if token in lost]
    ratios = [token for token in labels if token not in folded and token not in named]
    told = [
        f"{x.words.decimal(Fraction(line['latency_ms'], line['limit_ms']), 1)}{TIMES}"
        for name, line in lost.items()
        if name in named and line["latency_ms"] and line["latency_ms"] > 3 * line["limit_ms"]
    ]
    faults = [f"labels {labels}: ratios {ratios}, told {told}"] if sorted(ratios) != sorted(told) else []
    if len(set(named)) < len(named) or (not folded and set(named) != set(lost)):
        faults.append(f"labels {labels}, told {list(lost)}")
    return faults


# The strip ------------------------------------------------------------------------------------------


def timeline(x: Exercise, strings: Strings) -> list[str]:
    """Explain each label of the strip: T+ with its wall clock, pauses, changes, injects, breaches, phases."""
    faults, queue = [], list(strings)
    decision = x.read["latency"]["decision"]
    known = set(names(x))
    while queue:
        string = queue.pop(0)
        if string in ("p50", "p90"):
            value = queue.pop(0)
            if value != x.words.span(decision[f"{string}_ms"]):
                faults.append(f"{string} {value}, told {decision[f'{string}_ms']} ms")
        elif re.fullmatch(r"T\+[\d:]+", string):
            faults += clock_faults(x, string, queue.pop(0))
        elif x.tokens_of(string) and string not in known:
            faults.append(f"{string!r}")
    return faults


def clock_faults(x: Exercise, t_plus: str, wall: str) -> list[str]:
    """Hold a T+ of the axis beside the wall clock below it; the ends are STARTEX and ENDEX."""
    parts = [int(part) for part in t_plus.removeprefix("T+").split(":")]
    ms = (parts[0] * 3_600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)) * 1_000
    exercise = x.read["exercise"]
    at = x.wall_at_ms(ms)
    if not wall and exercise["started_at"] is None:
        return []
    if "STARTEX" in wall or "ENDEX" in wall:
        name, when = ("started_at", 0) if "STARTEX" in wall else ("ended_at", exercise["elapsed_ms"])
        at = x.as_given(exercise[name]) if x.words.t_plus(when) == t_plus else None
    elif exercise["started_at"] is not None and t_plus == x.words.t_plus(exercise["elapsed_ms"]):
        return []  # the end of a strip that is still running: its T+ is cut to seconds
    told = [] if at is None else [x.words.time(x.words.local(at))]
    return [] if tokens(wall) == told else [f"{t_plus} {wall}, told {told}"]


def names(x: Exercise) -> Iterator[str]:
    """Yield what may stand on the strip beside the clock."""
    for row in x.play["situations"]:
        yield x.words.t_plus(row["seen_ms"] // 60_000 * 60_000).removeprefix("T+")
    for pause in x.play["pauses"]:
        ms = pause["wall_ms"]
        if ms is not None and ms < 60_000:
            yield x.say("pause {n} s", n=ms // 1_000)
        elif ms is not None:
            yield x.say("pause {n} min", n=(ms + 30_000) // 60_000)
    for inject in x.plan["injects"]:
        number = inject["number"]
        yield number
        if inject["kind"] != "contingency":
            yield re.sub(r"^[A-Za-z]+-?0*", "", number)
    yield from (row["body"]["red_line"] for row in x.play["breaches"])
    yield from (phase["id"] for phase in x.plan["phases"])
    yield from (x.text(phase["title"]) for phase in x.pack.get("phases") or [])


CHECKS: dict[str, Callable[[Exercise, Strings], list[str]]] = {
    "objectives": objectives, "letters": letters, "told": told, "latency": latency, "timeline": timeline,
}  # fmt: skip
