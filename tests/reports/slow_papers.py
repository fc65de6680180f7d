"""The numbers of every paper as the export tells them, lines and tables; it imports nothing of tabletop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from domain.slow_metrics import FORM
from domain.slow_play import row_id
from domain.slow_rows import head_of
from reports.slow_exercise import Exercise
from reports.slow_figures import figure_lines
from reports.slow_lines import (
    ONE,
    SCORED,
    dates,
    feedback,
    hot_wash,
    measured,
    overview,
    planned,
    record_gaps,
    report_lines,
    summary,
    titled,
    warnings,
)
from reports.slow_plan import whole_tables
from reports.slow_sayings import SILENT, answered_objectives, inject_of, outcome, saying, who
from reports.slow_tables import by_seen, injects, tables_of
from reports.slow_tables import feedback as feedback_rows
from reports.slow_words import DASH, NO_NUMBER, Some, instant, some

Json = dict[str, Any]
Rows = list[list[str]]
Tables = dict[str, Callable[[], Rows]]
Paper = tuple[Callable[[Exercise], Iterator[str]], Callable[[Exercise], Tables]]


# Short report and workbook of the full one ------------------------------------------------------------


def short_lines(x: Exercise) -> Iterator[str]:
    yield from overview(x)
    yield from summary(x)
    yield ONE  # the caption of Table 1


def short_paper_lines(x: Exercise) -> Iterator[str]:
    yield from short_lines(x)
    yield from figure_lines(x, "timeline")


def workbook_lines(x: Exercise) -> Iterator[str]:
    yield from overview(x)
    yield from summary(x)
    yield from record_gaps(x)
    yield ONE
    yield from agreement_caption(x)


def agreement_caption(x: Exercise) -> Iterator[Some]:
    yield some(x.read["agreement"]["raters"], x.read["agreement"]["units"])


def workbook_tables(x: Exercise) -> Tables:
    """Return the tables over all objectives, with times in seconds."""
    return tables_of(x) | whole_tables(x) | {
        x.say("Expected actions, all"): lambda: all_actions(x),
        x.say("Letters"): lambda: all_letters(x),
        x.say("Findings"): lambda: all_findings(x),
        x.say("Injects"): lambda: injects(x, seconds),
        x.say("Decisions"): lambda: all_decisions(x),
    }  # fmt: skip


def seconds(ms: int | None) -> str:
    if ms is None:
        return DASH
    return f"{ms // 1_000}" if ms % 1_000 == 0 else f"{ms // 1_000}.{ms % 1_000:03}"


def all_actions(x: Exercise) -> Rows:
    lines = x.read["actions"]
    rows = [
        [
            line["id"], x.actions[line["id"]]["objective"], NO_NUMBER, x.cell(x.actions[line["id"]]["cell"]),
            NO_NUMBER, seconds(line["latency_ms"]), seconds(line["limit_ms"]), str(line["points"]),
            x.words.points(line["score"]), str(line["raters"]),
            x.say("yes") if x.settled(line["id"]) and not line["dropped"] else DASH,
        ]
        for line in lines
    ]  # fmt: skip
    if not rows:
        return []
    graded = [line for line in lines if line["score"] is not None]
    points, earned = sum(line["points"] for line in graded), sum(line["score"] for line in graded)
    return [*rows, ["", "", some(len(graded)), *[""] * 4, str(points), x.words.points(earned), "", ""]]


def all_letters(x: Exercise) -> Rows:
    return [
        [
            NO_NUMBER if each["target"] == "overall" else each["target"],
            x.rater(each),
            each["letter"],
            NO_NUMBER,
        ]
        for each in x.read["ratings"]
    ]


def all_findings(x: Exercise) -> Rows:
    return [
        [
            each["id"], NO_NUMBER, each["objective"], x.tokens_of(each["text"]), each["cell"] or DASH,
            NO_NUMBER, ", ".join(each["rows"]) or DASH, x.tokens_of(each["author"]),
        ]
        for each in x.read["findings"]
    ]  # fmt: skip


def all_decisions(x: Exercise) -> Rows:
    return [
        [
            x.words.t_plus(row["seen_ms"]), row["body"].get("inject") or "",
            ", ".join(sorted(answered_objectives(x, row))), row["body"]["cell"], NO_NUMBER, saying(x, row),
            row_id(row),
        ]
        for row in by_seen(x)
    ]  # fmt: skip


# Completed evaluation guides ------------------------------------------------------------------------


def guide_lines(x: Exercise) -> Iterator[str]:
    yield from warnings(x)
    for objective in x.pack["objectives"]:
        name = objective["id"]
        yield titled(x, name)
        yield dates(x)
        mine = [name, *(target["id"] for target in x.targets(name))]
        given = dict.fromkeys(x.rater(each) for each in x.read["ratings"] if each["target"] in mine)
        yield x.tokens_of(x.text(objective["title"]))
        yield x.tokens_of(x.text(objective.get("capability")))
        yield some(*given)
        yield x.tokens_of(name)  # the caption of the rating chart


def guide_tables(x: Exercise) -> Tables:
    found = tables_of(x)
    for line in x.read["objectives"]:
        name = line["id"]
        found[f"EEG {name}"] = lambda name=name: rating_chart(x, name)
        found[x.say("Final rating {objective}", objective=name)] = lambda line=line: final_rating(x, line)
    return found


def final_rating(x: Exercise, line: Json) -> Rows:
    rated = x.official(line["id"])
    capability = x.objective(line["id"]).get("capability")
    named = x.tokens_of(x.text(capability)) if capability else titled(x, line["id"])
    why = x.tokens_of(rated["body"].get("why")) if rated else ""
    return [[named, line["rated"] or DASH, why, line["letter"] or NO_NUMBER]]


def rating_chart(x: Exercise, objective: str) -> Rows:
    """Return targets, below each its tasks with what became of their actions, a row a note."""
    rows: Rows = []
    noted: set[str] = set()
    mine = [name for name, action in x.actions.items() if action["objective"] == objective]
    known = set()
    for target in x.targets(objective):
        rated = x.official(target["id"])
        reasons = [
            some(x.rater(each), x.tokens_of(each["why"]))
            for each in x.read["ratings"]
            if each["target"] == target["id"] and each["why"]
        ]
        rows.append([target["id"], "", some(*reasons), rated["body"]["letter"] if rated else DASH])
        tasks = target.get("tasks") or []
        for task in [*(task["id"] for task in tasks), target["id"]]:
            known.add(task)
            testing = [name for name, action in x.actions.items() if action["pack"].get("task") == task]
            named = "" if task == target["id"] else task
            rows += task_rows(x, named, testing, noted)
    others = [name for name in mine if x.actions[name]["pack"].get("task") not in known]
    if others:
        rows.append([NO_NUMBER, "", "", ""])
        rows += task_rows(x, "", others, noted)
    return [[x.tokens_of(row[0]), x.tokens_of(row[1]), *row[2:]] for row in rows]


def task_rows(x: Exercise, task: str, actions: list[str], noted: set[str]) -> Iterator[list[str]]:
    told = [part for name in actions for part in told_of(x, name)]
    if task or actions:
        yield ["", task, some(*told), ""]
    for name in actions:
        for row in notes_on(x, name):
            if row_id(row) not in noted:
                noted.add(row_id(row))
                yield ["", "", note(x, row), ""]


def told_of(x: Exercise, action: str) -> Iterator[Some]:
    yield x.tokens_of(x.text(x.actions[action]["pack"]["text"]))
    yield outcome(x, action)
    settled = x.settled(action)
    if settled is not None:
        yield x.tokens_of(settled["body"]["reason"])


def notes_on(x: Exercise, action: str) -> list[Json]:
    """Return the observations of an action, and its cell's decisions on its inject, as they were seen."""
    inject, cell = x.actions[action]["inject"], x.actions[action]["cell"]

    def is_about(row: Json) -> bool:
        body = row["body"]
        is_there = body.get("inject") == inject and body["cell"] == cell
        return body.get("action") == action or (body.get("action") is None and is_there)

    rows = [row for row in [*x.play["observations"], *x.play["decisions"]] if is_about(row)]
    return sorted(rows, key=lambda row: (row["seen_ms"], row["station"], row["seq"]))


def note(x: Exercise, row: Json) -> Some:
    cell = x.tokens_of(row["body"]["cell"])
    return some(x.words.t_plus(row["seen_ms"]), row_id(row), cell, saying(x, row))


# The log --------------------------------------------------------------------------------------------


def log_lines(x: Exercise) -> Iterator[str]:
    rows = [row for row in x.log if row["kind"] not in SILENT]
    states = Counter(x.states[row_id(row)] for row in rows)
    yield from warnings(x)
    yield x.tokens_of(x.header["exercise"])
    yield str(states["current"])
    yield some(*(states[name] for name in ("corrected", "withdrawn", "ignored") if states[name]))
    facts = [row for row in x.rows if row["kind"] != "printed"]
    yield some(len(facts) - len(rows))
    yield x.words.moment(instant(x.read["exercise"]["last_at"])) if x.rows else ""
    yield head_of(facts)


def log_tables(x: Exercise) -> Tables:
    return {x.say("Log"): lambda: log_table(x)}


def log_table(x: Exercise) -> Rows:
    rows = [row for row in x.log if row["kind"] not in SILENT]
    return [
        [
            x.words.t_plus(row["seen_ms"]), x.words.wall(x.written_at(row)), row["station"], str(row["seq"]),
            who(row), NO_NUMBER, inject_of(row), saying(x, row),
        ]
        for row in rows
        if x.states[row_id(row)] == "current"
    ]  # fmt: skip


# The plan and the hot wash --------------------------------------------------------------------------


def plan_opening(x: Exercise) -> Iterator[str]:
    yield from warnings(x)
    yield x.tokens_of(x.header["exercise"])
    yield planned(x)
    yield x.words.day(x.printed_on)


def plan_lines(x: Exercise) -> Iterator[str]:
    yield from plan_opening(x)
    yield measured(x)


def hot_wash_lines(x: Exercise) -> Iterator[str]:
    yield from warnings(x)
    yield from hot_wash(x)
    for kind in ("strength", "improve"):
        for each in x.read["findings"]:
            if each["kind"] == kind:
                cell = x.tokens_of(each["cell"])
                yield some(x.tokens_of(each["objective"]), cell, x.tokens_of(each["text"]))
    yield from feedback(x)


def hot_wash_tables(x: Exercise) -> Tables:
    """Return the tables of the hot wash's workbook."""
    notes = x.play["notes"]
    return {
        x.say("Notes"): lambda: [
            [str(row["body"].get("question") or DASH), row["body"].get("cell") or DASH, row["station"],
             x.tokens_of(row["body"]["text"]), ", ".join(row["body"].get("rows") or []) or DASH]
            for row in notes
        ],
        x.say("Feedback"): lambda: feedback_rows(x),
        x.say("Feedback forms"): lambda: [
            [*(DASH if each[name] is None else str(each[name]) for name in FORM), x.tokens_of(each["text"])]
            for each in x.read["feedback"]
        ],
    }  # fmt: skip


PAPERS: dict[str, Paper] = {
    "summary": (short_paper_lines, tables_of), "report": (report_lines, tables_of),
    "eeg": (guide_lines, guide_tables), "log": (log_lines, log_tables), "plan": (plan_lines, tables_of),
    "hot-wash": (hot_wash_lines, tables_of),
}  # fmt: skip
"""What each paper says, by its kind: lines and tables."""
WORKBOOKS: dict[str, Paper] = PAPERS | {
    "summary": (short_lines, tables_of),
    "report": (workbook_lines, workbook_tables),
    "plan": (plan_opening, lambda x: tables_of(x) | whole_tables(x)),
    "hot-wash": (lambda _: iter((SCORED,)), hot_wash_tables),
}
