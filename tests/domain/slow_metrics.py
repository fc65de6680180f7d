"""Every number of a debrief read slowly from an export and its pack, as an outsider would.

It must not import anything of tabletop. `read(lines, pack)` takes the lines of a `tabletop-journal/1` (texts,
bytes or parsed) and the pack as `slow_pack.open_pack` gives it, and returns a plain dict in the form of
`tabletop-debrief/1`: the same keys, with fractions left exact, plus what only papers show. Most texts that
people typed are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from domain import slow_agreement, slow_t1
from domain.slow_counts import asked, decisions, metrics_of, since, summary
from domain.slow_pack import plan_of
from domain.slow_play import play_of, row_id
from domain.slow_rows import MS, faults_in, head_of, header_and_rows, key

Json = dict[str, Any]
NEVER_MS = 10**15
FORM = ("realism", "attendance", "function", "plan", "score")
"""The five statements of the participants' form, as it is printed."""
GRADES = {"unmet": 0, "partial": 1, "met": 2}


def read(lines: Iterable[str | bytes | Json], pack: Json) -> Json:
    """Return all numbers of an exercise."""
    header, rows = header_and_rows(lines)
    plan, play, sheet = played(rows, pack)
    facts = [row for row in rows if row["kind"] != "printed"]
    injects = [inject_line(inject, plan, play, sheet) for inject in plan["injects"]]
    return {
        "exercise": exercise_of(play),
        "overall": {**sheet["overall"], "rated": rated("overall", play)},
        "objectives": [objective_line(o, sheet, play) for o in plan["objectives"]],
        "actions": [action_line(a, sheet["actions"][a["id"]]) for _, a in asked(plan, sheet, dropped=True)],
        "injects": injects,
        "red_lines": [red_line(line, play) for line in plan["red_lines"]],
        "latency": latencies_of(injects),
        "readiness": readiness_of(plan, play),
        "agreement": agreement_of(plan, play),
        "metrics": metrics_of(plan, play, sheet, injects),
        "ratings": ratings_of(plan, play),
        "findings": [finding_line(row) for row in play["findings"]],
        "plan": [plan_line(row, play) for row in once(play["plans"])],
        "deadlines": [deadline_line(row, play) for row in play["deadlines"]],
        "situations": [
            {"situation": r["body"]["situation"], "at_ms": r["seen_ms"]} for r in play["situations"]
        ],
        "pauses": [{name: p[name] for name in ("at_ms", "reason", "wall_ms")} for p in play["pauses"]],
        "jumps": play["jumps"],
        "breaches": len(play["breaches"]),
        "notes": len(play["notes"]),
        "feedback": [
            {"id": row_id(r), "text": r["body"]["text"], **{name: r["body"].get(name) for name in FORM}}
            for r in play["feedback"]
        ],
        "participants": play["participants"],
        "evaluators": len({(r["station"], r["author"]) for r in play["assessments"]}),
        "missing": [*faults_in(facts, header), *unmerged(play)],
        "journal": {
            "entries": len(facts), "stations": len({r["station"] for r in facts}), "head": head_of(facts),
        },
    }  # fmt: skip


def played(rows: Sequence[Json], pack: Json) -> tuple[Json, Json, Json]:
    """Return the plan as it was played, what came of it, and its score."""
    plan = plan_of(pack)
    play = play_of(rows, plan)
    plan["injects"] += [improvised(each) for each in play["improvised"]]
    return plan, play, slow_t1.score(sheet_of(plan, play))


def improvised(each: Json) -> Json:
    return {
        **each, "kind": "improvised", "at_ms": None, "when": None, "actions": [], "variants": [], "phase": "",
    }  # fmt: skip


def exercise_of(play: Json) -> Json:
    return {
        "started_at": play["started_at"],
        "ended_at": play["ended_at"],
        "last_at": play["last_at"],
        "elapsed_ms": now_ms(play),
        "paused_ms": sum(pause["wall_ms"] or 0 for pause in play["pauses"]),
        "draft": play["stage"] != "ended",
    }


def now_ms(play: Json) -> int:
    """Return T+ where the exercise stands or ended."""
    return play["elapsed_ms"] if play["ended_ms"] is None else play["ended_ms"]  # type: ignore[no-any-return]


# The score ------------------------------------------------------------------------------------------


def sheet_of(plan: Json, play: Json) -> Json:
    """Write what stands in the form of `sheet_rows`: releases first, then every grade and breach."""
    has_ended = play["stage"] == "ended"
    acts = []
    for inject in plan["injects"]:
        now = play["injects"][inject["number"]]
        if now["status"] == "released":
            is_told = now["variant"] <= len(inject["variants"])
            acts.append(
                {
                    "verb": "release", "at_ms": now["released_ms"], "station": "DIR", "author": "",
                    "inject": inject["number"], "variant": now["variant"] if is_told else 0,
                }
            )  # fmt: skip
    for row in [*play["assessments"], *play["settlements"], *play["breaches"]]:
        who = {"verb": row["kind"], "at_ms": row["at_ms"], "station": row["station"], "author": row["author"]}
        is_seen = row["kind"] != "settle" or row["observed_ms"] is not None
        acts.append({**row["body"], **who, "seen_ms": row["seen_ms"] if is_seen else None})
    return {
        "endex_ms": NEVER_MS if has_ended else None,  # what was seen after ENDEX is out already
        "rest": play["rest"],
        "objectives": plan["objectives"],
        "red_lines": plan["red_lines"],
        "injects": [
            {
                "number": inject["number"],
                "actions": inject["actions"],
                "variants": [variant["drops"] for variant in inject["variants"]],
            }
            for inject in plan["injects"]
        ],
        "acts": acts,
    }


# The contract: "`rated` is the latest `rate` at the director's station, else null"
def rated(target: str, play: Json) -> str | None:
    letters = [
        row["body"]["letter"]
        for row in play["ratings"].values()
        if row["body"]["target"] == target and row["station"] in play["chain"]
    ]
    return letters[-1] if letters else None


def objective_line(objective: Json, sheet: Json, play: Json) -> Json:
    line = sheet["objectives"][objective["id"]]
    return {
        "id": objective["id"], "weight": objective["weight"], **line, "rated": rated(objective["id"], play),
    }  # fmt: skip


def action_line(action: Json, line: Json) -> Json:
    return {"id": action["id"], "limit_ms": action["limit_ms"], "points": action["points"], **line}


# Injects and latencies ------------------------------------------------------------------------------


# The contract: "acknowledged (first cell), decision (first standing `decide` with that inject, any
#   station, observed time) and response (first met or partial) are latencies, never below 0"
def inject_line(inject: Json, plan: Json, play: Json, sheet: Json) -> Json:
    number = inject["number"]
    now = play["injects"][number]
    reacted = [sheet["actions"][a["id"]]["latency_ms"] for i, a in asked(plan, sheet) if i is inject]
    decided = [d["seen_ms"] for d in decisions(play) if d["body"].get("inject") == number]
    dropped = [a for a in inject["actions"] if sheet["actions"].get(a["id"], {}).get("dropped")]
    return {
        "number": number,
        "status": now["status"],
        "variant": now["variant"],
        "planned_ms": now["planned_ms"],
        "released_ms": now["released_ms"],
        "acknowledged_ms": since(now, [at_ms for _, at_ms in now["acknowledged"]]),
        "decision_ms": since(now, decided),
        "response_ms": min((ms for ms in reacted if ms is not None), default=None),
        "asks": len(inject["actions"]) > len(dropped),
    }  # fmt: skip


def latencies_of(injects: Sequence[Json]) -> Json:
    counted = [line for line in injects if line["status"] == "released" and line["asks"]]
    return {
        name: summary([line[f"{key}_ms"] for line in counted])
        for name, key in (
            ("acknowledge", "acknowledged"), ("decision", "decision"), ("response", "response"),
        )
    }  # fmt: skip


# Conduct, readiness, raters, what follows -----------------------------------------------------------


def red_line(line: Json, play: Json) -> Json:
    breaches = [row for row in play["breaches"] if row["body"]["red_line"] == line["id"]]
    grave = bool(breaches) and (line["grave"] or any(row["body"]["grave"] for row in breaches))
    return {"id": line["id"], "breaches": len(breaches), "grave": grave}


# The contract: "Readiness = sum(weight x min(1, serviceable/required)) / sum(weight), unchecked items 0,
#   no list: null and `ready`; gate: no critical item below 100 % `ready`, one `ready-with-notes`, two or
#   more `not-ready`"
def readiness_of(plan: Json, play: Json) -> Json:
    items = plan["readiness"]
    shares = [min(Fraction(1), Fraction(play["readiness"].get(k["id"], 0), k["required"])) for k in items]
    weights = sum((k["weight"] for k in items), Fraction(0))
    total = sum((k["weight"] * share for k, share in zip(items, shares, strict=True)), Fraction(0))
    gaps = [k for k, share in zip(items, shares, strict=True) if share < 1]
    critical = [k["id"] for k in gaps if k["critical"]]
    return {
        "percent": 100 * total / weights if items else None,
        "gate": ["ready", "ready-with-notes", "not-ready"][min(2, len(critical))],
        "critical_gaps": critical,
        "gaps": [k["id"] for k in gaps if k["critical"]] + [k["id"] for k in gaps if not k["critical"]],
        "items": len(items),
        "override": play["override"],
    }


# The contract: "Agreement units are actions graded by two or more raters"
def agreement_of(plan: Json, play: Json) -> Json:
    units = []
    for inject in plan["injects"]:
        if play["injects"][inject["number"]]["status"] != "released":
            continue
        for action in inject["actions"]:
            latest = {
                (row["station"], row["author"]): row["body"]["completion"]
                for row in play["assessments"]
                if row["body"]["action"] == action["id"]
            }
            units.append({rater: GRADES[said] for rater, said in latest.items() if said != "n/a"})
    return slow_agreement.figures(units)


def instant_text(at: datetime) -> str:
    """Write an instant as the export writes `wall_at`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# The contract: "`ratings` lists all", "lists are in pack order"; overall stands first
def ratings_of(plan: Json, play: Json) -> list[Json]:
    order = ["overall", *(name for o in plan["objectives"] for name in (o["id"], *o["targets"]))]

    def place(row: Json) -> tuple[int, Any]:
        target = row["body"]["target"]
        return (order.index(target) if target in order else len(order), key(row))

    return [
        {
            "target": r["body"]["target"], "letter": r["body"]["letter"], "why": r["body"].get("why"),
            "author": r["author"], "station": r["station"],
        }
        for r in sorted(play["ratings"].values(), key=place)
    ]  # fmt: skip


# The contract: "`missing` names gaps, unmerged stations, broken chains"
def unmerged(play: Json) -> list[Json]:
    out = [station for station in play["logbooks"] if station not in play["stations"]]
    return [{"code": "unmerged", "station": station} for station in out]


def finding_line(row: Json) -> Json:
    body = row["body"]
    found = {name: body.get(name) for name in ("objective", "text", "element", "cell")}
    who = {"id": row_id(row), "kind": row["kind"], "author": row["author"]}
    return {**who, **found, "rows": body.get("rows") or []}


# The README: "What followed a corrective action is put in order by the wall clock", a station's own order
#   never broken; "a closed action that is revised is open again"
def plan_line(row: Json, play: Json) -> Json:
    body, answered = row["body"], None
    if row["kind"] == "plan":
        answered = (row["station"], body["improvement_seq"])
    line = {name: body.get(name) for name in (*REVISED, "objective")}
    line.update(
        {
            "id": row_id(row), "from": None if answered is None else f"{answered[0]}:{answered[1]}",
            "status": "open", "evidence": None, "carried_from": body.get("exercise"),
        }
    )  # fmt: skip
    for each in followed(row, play):
        if each["kind"] == "close":
            line.update(status="closed", evidence=each["body"]["evidence"])
        else:
            line.update({name: said for name in REVISED if (said := each["body"].get(name)) is not None})
            line["status"] = each["body"].get("progress") or line["status"].replace("closed", "open")
            line["evidence"] = None
    for finding in play["findings"]:
        if key(finding) == answered:
            line["objective"] = finding["body"]["objective"]
            line["element"] = line["element"] or finding["body"].get("element")
    return line


REVISED = ("text", "owner", "contact", "element", "priority", "start", "due", "retest")


# The README: "What several laptops carried over from one action stands once in the plan, as the first of
#   their rows tells it; what names any of those rows follows it"
def origin(row: Json) -> tuple[str, str]:
    body = row["body"]
    return (body["exercise"], body["action"]) if row["kind"] == "carry" else key(row)


def once(plans: list[Json]) -> list[Json]:
    first: dict[tuple[str, str], Json] = {}
    for row in plans:
        first.setdefault(origin(row), row)
    return list(first.values())


def followed(plan: Json, play: Json) -> list[Json]:
    reached: dict[str, str] = {}
    found = []
    same = [key(row) for row in play["plans"] if origin(row) == origin(plan)]
    for row in play["followed"]:
        at = reached[row["station"]] = max(row["wall_at"], reached.get(row["station"], ""))
        if (row["body"]["plan_station"], row["body"]["plan_seq"]) in same:
            found.append((at, row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def deadline_line(row: Json, play: Json) -> Json:
    done_ms, done_at = play["met"].get(key(row), (None, None))
    on_scenario = row["body"]["clock"] == "scenario"
    due_ms = row["seen_ms"] + row["body"]["within_ms"]
    due_at = row["scenario"] + row["body"]["within_ms"] * MS
    if on_scenario:
        set_ms, shown = play["clocks"][-1]
        is_over = (done_at or shown + (now_ms(play) - set_ms) * MS) > due_at
    else:
        is_over = (now_ms(play) if done_ms is None else done_ms) > due_ms
    return {
        "id": row_id(row),
        "clock": row["body"]["clock"],
        "set_ms": row["seen_ms"],
        "due_ms": None if on_scenario else due_ms,
        "due_at": instant_text(due_at) if on_scenario else None,
        "inject": row["body"].get("inject"),
        "done_ms": done_ms,
        "status": {(True, True): "missed", (True, False): "open", (False, True): "late"}.get(
            (done_ms is None, is_over), "done"
        ),
    }
