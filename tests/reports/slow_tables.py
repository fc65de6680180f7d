"""The tables of a full report as the export tells them, cell by cell; no import of anything of tabletop.

Each function returns the rows of one table. A cell is the very words it must hold, or, as `Some`, the
numbers that must stand in it between whatever words.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from domain.slow_metrics import FORM
from domain.slow_play import row_id
from reports.slow_exercise import Exercise
from reports.slow_lines import titled
from reports.slow_plan import plan_tables
from reports.slow_sayings import answered_objectives, saying
from reports.slow_words import DASH, NO_NUMBER, Some, some

Json = dict[str, Any]
Cells = list[str]
Rows = list[Cells]
Tables = dict[str, Callable[[], Rows]]
LETTERS = ("P", "S", "M", "U")
TOO_FEW = 10
LEAST_SCORES = 5


def tables_of(x: Exercise) -> Tables:
    """Return every table of a full report by its name in a workbook."""
    single: dict[str, Callable[[Exercise], Rows]] = {
        "Table 1": table_one, "Red lines": red_lines, "Breaches": breaches, "Latency": latency,
        "By phase": lambda x: groups(x, "by_phase"), "By cell": lambda x: groups(x, "by_cell"),
        "By objective": lambda x: groups(x, "by_objective"), "Who told whom": relays,
        "Plan against play": paragraphs, "Attendance": attendance, "Agreement": agreement,
        "Injects": injects, "Situation": situations, "Pauses": pauses, "Clock": clock,
        "Deadlines": deadlines, "Readiness": readiness, "Participants": participants, "Cells": cells,
        "Weights": weights, "Stations": stations, "Feedback": feedback,
    }  # fmt: skip
    each: dict[str, Callable[[Exercise, str], Rows]] = {
        "Targets {objective}": targets, "Letters {objective}": letters, "Actions {objective}": actions,
        "Decisions {objective}": decisions,
    }  # fmt: skip
    named: Tables = {x.say(name): (lambda make=make: make(x)) for name, make in single.items()}
    named |= plan_tables(x)
    for objective in x.pack["objectives"]:
        name = objective["id"]
        for message, make_of in each.items():
            named[x.say(message, objective=name)] = lambda make=make_of, name=name: make(x, name)
    return named


# Letters and actions --------------------------------------------------------------------------------


def table_one(x: Exercise) -> Rows:
    lines = [(line["id"], line) for line in x.read["objectives"]]
    return [
        [
            titled(x, name) if name else NO_NUMBER, NO_NUMBER,
            *(each if each == line["rated"] else "" for each in LETTERS),
            line["letter"] or DASH, x.words.percent(line["percent"]), ", ".join(line["capped_by"]) or DASH,
        ]
        for name, line in [*lines, ("", x.read["overall"])]
    ]  # fmt: skip


def targets(x: Exercise, objective: str) -> Rows:
    rows = []
    for target in x.targets(objective):
        rated = x.official(target["id"])
        letter = rated["body"]["letter"] if rated else DASH
        rows.append([target["id"], NO_NUMBER, "", "", letter])
        for task in target.get("tasks") or []:
            testing = [name for name, action in x.actions.items() if action["pack"].get("task") == task["id"]]
            source = x.tokens_of(x.text(task.get("source")))
            rows.append([task["id"], NO_NUMBER, source, some(*testing), ""])
    return rows


def letters(x: Exercise, objective: str) -> Rows:
    names = [objective, *(target["id"] for target in x.targets(objective))]
    return [
        [each["target"], x.rater(each), each["letter"], NO_NUMBER]
        for each in x.read["ratings"]
        if each["target"] in names
    ]


def actions(x: Exercise, objective: str) -> Rows:
    lines = x.graded(objective)
    rows = [
        [
            line["id"], NO_NUMBER, x.cell(x.actions[line["id"]]["cell"]), NO_NUMBER,
            x.words.span(line["latency_ms"]),
            x.words.span(line["limit_ms"]), str(line["points"]), x.words.points(line["score"]),
            str(line["raters"]), x.say("yes") if x.settled(line["id"]) and not line["dropped"] else DASH,
        ]
        for line in lines
    ]  # fmt: skip
    if not rows:
        return []
    counted = [line for line in lines if line["score"] is not None]
    points, earned = sum(line["points"] for line in counted), sum(line["score"] for line in counted)
    total = some(len(counted))
    return [*rows, ["", total, "", "", "", "", str(points), x.words.points(Fraction(earned)), "", ""]]


def decisions(x: Exercise, objective: str) -> Rows:
    found = [row for row in by_seen(x) if objective in answered_objectives(x, row)]
    return [
        [
            x.words.t_plus(row["seen_ms"]), row["body"].get("inject") or "", row["body"]["cell"], NO_NUMBER,
            saying(x, row), row_id(row),
        ]
        for row in found[:200]
    ]  # fmt: skip


def by_seen(x: Exercise) -> list[Json]:
    rows = x.play["decisions"]
    return sorted(rows, key=lambda row: (row["seen_ms"], row["station"], row["seq"]))


# Conduct --------------------------------------------------------------------------------------------


def red_lines(x: Exercise) -> Rows:
    found = {line["id"]: line for line in x.read["red_lines"]}
    return [
        [
            line["id"], NO_NUMBER, line["objective"], str(found[line["id"]]["breaches"]),
            x.say("yes") if found[line["id"]]["grave"] else DASH,
            some(line["objective"]) if found[line["id"]]["breaches"] else DASH,
        ]
        for line in x.plan["red_lines"]
    ]  # fmt: skip


def breaches(x: Exercise) -> Rows:
    return [
        [
            x.words.t_plus(row["seen_ms"]), row["body"]["red_line"], row["body"].get("inject") or "",
            x.say("yes") if x.is_grave(row) else DASH, x.tokens_of(row["body"].get("note")), row_id(row),
        ]
        for row in x.play["breaches"]
    ]  # fmt: skip


# Metrics --------------------------------------------------------------------------------------------


def percentiles(x: Exercise, line: Json) -> Cells:
    return [x.words.span(line[f"p{n}_ms"]) for n in (50, 75, 90)]


def values(x: Exercise, line: Json) -> str:
    return some(*map(x.words.span, line["values_ms"])) if line["values_ms"] else DASH


def latency(x: Exercise) -> Rows:
    return [
        [
            NO_NUMBER, str(line["answered"]), str(line["released"] - line["answered"]), str(line["released"]),
            *percentiles(x, line), values(x, line),
        ]
        for line in (x.read["latency"][name] for name in ("acknowledge", "decision", "response"))
    ]  # fmt: skip


def groups(x: Exercise, name: str) -> Rows:
    counts = ("actions", "met", "partial", "unmet", "not_applicable", "open", "on_time")
    return [
        [
            x.tokens_of(line["key"], title_of(x, name, line["key"])),
            *(str(line[count]) for count in counts), f"{x.words.points(line['earned'])}/{line['points']}",
            x.words.percent(line["percent"]), answered(x, line["decision"]), answered(x, line["response"]),
        ]
        for line in x.read["metrics"][name]
    ]  # fmt: skip


def title_of(x: Exercise, name: str, key: str) -> str:
    """Return the title of a phase, a cell or an objective."""
    listed = x.pack.get({"by_phase": "phases", "by_cell": "cells"}.get(name, "objectives")) or []
    return next((x.text(each["title"]) for each in listed if each["id"] == key), "")


def answered(x: Exercise, line: Json) -> str:
    if not line["released"]:
        return DASH
    told = [line["p50_ms"]] if line["p50_ms"] is not None else line["values_ms"]
    counts = f"{line['answered']}/{line['released']}"
    return ", ".join([counts, ", ".join(map(x.words.span, told))]) if told else counts


def relays(x: Exercise) -> Rows:
    return [
        [line["from"], line["to"], str(line["told"]), str(line["known"]), *percentiles(x, line),
         values(x, line)]
        for line in x.read["metrics"]["relays"]
    ]  # fmt: skip


def paragraphs(x: Exercise) -> Rows:
    became = {action["id"]: action["completion"] or "open" for action in x.read["actions"]}

    def those(line: Json, outcome: str) -> Cells:
        return [action for action in line["actions"] if became.get(action, "not played") == outcome]

    def listed(line: Json, outcome: str) -> str:
        found = those(line, outcome)
        return f"{len(found)}: {', '.join(found)}" if found else DASH

    def others(line: Json) -> str:
        outcomes = dict.fromkeys(became.get(action, "not played") for action in line["actions"])
        found = [those(line, each) for each in outcomes if each in ("n/a", "open", "not played")]
        return some(*(token for each in found for token in (len(each), *each))) if found else DASH

    lines = x.read["metrics"]["paragraphs"]
    failed = [line for line in lines if line["unmet"] or not line["met"] + line["partial"]]
    short = [line for line in lines if line["partial"] and line not in failed]
    return [
        [
            x.tokens_of(x.text(line["cite"])),
            *(listed(line, outcome) for outcome in ("unmet", "partial", "met")), others(line),
        ]
        for line in [*failed, *short, *(each for each in lines if each not in [*failed, *short])]
    ]  # fmt: skip


def attendance(x: Exercise) -> Rows:
    lines = x.read["metrics"]["attendance"]
    rows: Rows = [
        [line["unit"], NO_NUMBER, str(line["required"]),
         *(DASH if line[name] is None else str(line[name]) for name in ("present", "fit"))]
        for line in lines
    ]  # fmt: skip
    counted = [line for line in lines if line["present"] is not None]
    sums = [str(sum(line[name] for line in counted)) for name in ("required", "present", "fit")]
    return [*rows, ["", some(len(counted), len(lines)), *sums]] if rows else []


def agreement(x: Exercise) -> Rows:
    found = x.read["agreement"]

    def share(value: float | None) -> str:
        return DASH if value is None else f"{x.words.percent(Fraction(str(round(value, 6))) * 100)} %"

    def figure(value: float | None) -> str:
        return DASH if value is None else x.words.decimal(Fraction(str(round(value, 6))), 2)

    rows: Rows = [[NO_NUMBER, share(found[name]), DASH, DASH] for name in ("exact", "within_one")]
    kappas = ("kappa", "kappa_linear", "kappa_quadratic", "alpha_ordinal")
    return [*rows, *([NO_NUMBER, figure(found[name]), NO_NUMBER, NO_NUMBER] for name in kappas)]


# The course of play ---------------------------------------------------------------------------------


def injects(x: Exercise, length: Callable[[int | None], str] | None = None) -> Rows:
    span = length or x.words.span
    plans = {each["number"]: each for each in x.plan["injects"]}
    return [
        [
            line["number"], NO_NUMBER, ", ".join(x.cell(cell) for cell in plans[line["number"]]["to"]),
            x.words.t_plus(line["planned_ms"]), x.words.t_plus(line["released_ms"]),
            x.words.signed(difference_ms(line, plans[line["number"]])), variant(line),
            span(line["acknowledged_ms"]), waited(x, line, "decision", span),
            waited(x, line, "response", span),
        ]
        for line in x.read["injects"]
    ]  # fmt: skip


def difference_ms(line: Json, plan: Json) -> int | None:
    if plan["kind"] == "contingency" or line["planned_ms"] is None or line["released_ms"] is None:
        return None
    return int(line["released_ms"] - line["planned_ms"])


def variant(line: Json) -> Some:
    return some(line["variant"] if line["status"] == "released" and line["variant"] else None)


def waited(x: Exercise, line: Json, name: str, span: Callable[[int | None], str]) -> str:
    ms = line[f"{name}_ms"]
    is_open = ms is None and line["status"] == "released" and line["asks"]
    return x.say("open") if is_open else span(ms)


def situations(x: Exercise) -> Rows:
    return [
        [x.words.t_plus(row["seen_ms"]), x.words.wall(x.wall_at(row)), NO_NUMBER, NO_NUMBER,
         x.tokens_of(row["body"]["reason"])]
        for row in x.play["situations"]
    ]  # fmt: skip


def pauses(x: Exercise) -> Rows:
    return [
        [
            x.words.t_plus(pause["at_ms"]), x.words.wall(pause["began"]), NO_NUMBER,
            x.say("still paused") if pause["wall_ms"] is None else x.words.span(pause["wall_ms"]),
        ]
        for pause in x.play["pauses"]
    ]  # fmt: skip


def clock(x: Exercise) -> Rows:
    rows: list[tuple[int, Cells]] = [
        (jump["at_ms"], [x.words.t_plus(jump["at_ms"]), NO_NUMBER, x.words.scenario(jump["to"]),
                         ", ".join(jump["skipped"]) or DASH, x.tokens_of(jump["reason"])])
        for jump in x.play["jumps"]
    ]  # fmt: skip
    rows += [
        (row["at_ms"], [x.words.t_plus(row["at_ms"]), NO_NUMBER, x.words.signed(row["body"]["by_ms"]), DASH,
                        NO_NUMBER])
        for row in x.play["adjusted"]
    ]  # fmt: skip
    return [cells for _, cells in sorted(rows, key=lambda pair: pair[0])]


def deadlines(x: Exercise) -> Rows:
    zone = x.plan["starts_at"].tzinfo
    rows = {row_id(row): row for row in x.play["deadlines"]}

    def due(line: Json) -> str:
        if line["due_at"] is None:
            return x.words.t_plus(line["due_ms"])
        return x.words.scenario(x.as_given(line["due_at"]).astimezone(zone))

    return [
        [
            x.tokens_of(rows[line["id"]]["body"]["text"]), line["inject"] or "",
            x.words.t_plus(line["set_ms"]), due(line), x.words.t_plus(line["done_ms"]), NO_NUMBER,
        ]
        for line in x.read["deadlines"]
    ]  # fmt: skip


# Readiness and appendices ---------------------------------------------------------------------------


def readiness(x: Exercise) -> Rows:
    items = {item["id"]: item for item in x.plan["readiness"]}
    told = {item["id"]: item for item in x.pack.get("readiness") or []}
    return [
        [
            name, x.tokens_of(x.text(told[name]["item"])), x.tokens_of(x.text(told[name].get("group"))),
            str(x.play["readiness"].get(name, 0)), str(items[name]["required"]),
            x.say("yes") if items[name]["critical"] else DASH, NO_NUMBER,
        ]
        for name in x.read["readiness"]["gaps"]
    ]  # fmt: skip


def participants(x: Exercise) -> Rows:
    found = x.read["participants"]
    rows: Rows = [[name, str(n)] for name, n in found.items()]
    return [*rows, [x.say("In all"), str(sum(found.values()))]] if rows else []


def cells(x: Exercise) -> Rows:
    said = [row["body"]["cell"] for row in x.play["decisions"]]
    return [[cell["id"], NO_NUMBER, NO_NUMBER, str(said.count(cell["id"]))] for cell in x.plan["cells"]]


def weights(x: Exercise) -> Rows:
    return [
        [
            line["id"], x.words.points(line["weight"]), x.words.points(line["earned"]), str(line["points"]),
            x.words.percent(line["percent"]),
            DASH if line["percent"] is None else x.words.percent(line["weight"] * line["percent"]),
        ]
        for line in x.read["objectives"]
    ]  # fmt: skip


def stations(x: Exercise) -> Rows:
    graded = {}
    for row in x.play["assessments"]:
        graded[row["station"], row["author"], row["body"]["action"]] = row
    rows = [row["station"] for row in x.rows if row["kind"] != "printed"]
    given = [row["station"] for row in graded.values()]
    named = sorted({*rows, *x.play["logbooks"]}, key=x.directors_first)
    return [
        [
            station, ", ".join(x.play["logbooks"].get(station, [])) or DASH, str(rows.count(station)),
            str(given.count(station)), NO_NUMBER,
        ]
        for station in named
    ]  # fmt: skip


def feedback(x: Exercise) -> Rows:
    forms = x.read["feedback"]
    rows = []
    for number, name in enumerate(FORM, start=1):
        given = sorted(form[name] for form in forms if form[name] is not None)
        median = str(given[(len(given) - 1) // 2]) if len(given) >= LEAST_SCORES else DASH
        counts = [str(given.count(score)) for score in (1, 2, 3, 4, 5)]
        rows.append([str(number), NO_NUMBER, *counts, str(len(given)), median])
    return rows if forms else []
