"""The improvement plan's tables as the export tells them; it must not import anything of tabletop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from reports.slow_exercise import Exercise
from reports.slow_words import NO_NUMBER

Json = dict[str, Any]
Rows = list[list[str]]


def plan_tables(x: Exercise) -> dict[str, Callable[[], Rows]]:
    """Return the tables of the plan on paper by their names."""
    return {
        x.say("Improvement plan"): lambda: [hseep(x, n, line) for n, line in numbered(x, carried=False)],
        x.say("Open from last time"): lambda: [carried(x, n, line) for n, line in numbered(x, carried=True)],
        x.say("Follow-up"): lambda: [
            [str(n), x.tokens_of(line["text"]), NO_NUMBER, x.tokens_of(line["evidence"]), NO_NUMBER,
             x.tokens_of(line["retest"])]
            for n, line in enumerate(x.read["plan"], start=1)
        ],
        x.say("Overdue"): lambda: overdue(x),
    }  # fmt: skip


def whole_tables(x: Exercise) -> dict[str, Callable[[], Rows]]:
    """Return the same for a workbook, where new and carried actions have all columns."""

    def whole(n: int, line: Json, *, is_carried: bool) -> list[str]:
        came = [x.tokens_of(line["carried_from"])] if is_carried else []
        status = [NO_NUMBER, x.tokens_of(line["evidence"]), NO_NUMBER, x.tokens_of(line["retest"])]
        return [*hseep(x, n, line), *status, *came]

    return {
        x.say(name): lambda is_carried=is_carried: [
            whole(n, line, is_carried=is_carried) for n, line in numbered(x, carried=is_carried)
        ]
        for name, is_carried in (("Improvement plan", False), ("Open from last time", True))
    } | {x.say("Overdue"): lambda: overdue(x)}


def numbered(x: Exercise, *, carried: bool) -> list[tuple[int, Json]]:
    lines = enumerate(x.read["plan"], start=1)
    return [(n, line) for n, line in lines if (line["carried_from"] is not None) == carried]


def hseep(x: Exercise, n: int, line: Json) -> list[str]:
    """Return HSEEP's columns of one action, its number before them."""
    issue = next((f["text"] for f in x.read["findings"] if f["id"] == line["from"]), None)
    return [
        str(n), x.tokens_of(capability(x, line)), x.tokens_of(issue), x.tokens_of(line["text"]), NO_NUMBER,
        x.tokens_of(line["owner"]), x.tokens_of(line["contact"]), x.words.typed_day(line["start"]),
        x.words.typed_day(line["due"]),
    ]  # fmt: skip


def capability(x: Exercise, line: Json) -> str | None:
    """Return the objective's capability in words, else the objective."""
    objective = next((o for o in x.pack["objectives"] if o["id"] == line["objective"]), {})
    return x.text(objective.get("capability")) or line["objective"]


def carried(x: Exercise, n: int, line: Json) -> list[str]:
    return [
        str(n), x.tokens_of(line["carried_from"]), x.tokens_of(line["text"]), NO_NUMBER,
        x.tokens_of(line["owner"]), x.tokens_of(line["contact"]), x.words.typed_day(line["start"]),
        x.words.typed_day(line["due"]),
    ]  # fmt: skip


def overdue(x: Exercise) -> Rows:
    return [
        [str(n), x.tokens_of(line["text"]), x.tokens_of(line["owner"]), x.tokens_of(line["contact"]),
         x.words.typed_day(line["due"])]
        for n, line in enumerate(x.read["plan"], start=1)
        if is_overdue(x, line)
    ]  # fmt: skip


def is_overdue(x: Exercise, line: Json) -> bool:
    """Tell whether the day has passed of an action that is not closed; what is no day never passes."""
    try:
        due = date.fromisoformat(line["due"] or "")
    except ValueError:
        return False
    return line["status"] != "closed" and due < x.printed_on
