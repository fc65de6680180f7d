"""An exercise read slowly: what the standing rows leave of injects, decisions, pauses and the rest.

It must not import anything of tabletop. `play_of` goes down the log once and keeps a plain dict; a row that
names an inject which nobody knows has no effect, decisions, breaches and observations aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.slow_rows import IN_PLAY, MS, RUNS, key, standing_rows, wall

Json = dict[str, Any]
Key = tuple[str, int]

MOVES = ("startex", "endex", "pause", "resume", "safety", "adjust")
LONGEST_MS = 10_000 * 3_600_000


def play_of(rows: Sequence[Json], plan: Json) -> Json:
    """Go down the log: what each standing row changed."""
    log, chain = standing_rows(rows)
    play: Json = {
        "stage": "before", "rest": "open", "started_at": None, "ended_at": None, "ended_ms": None,
        "override": None, "chain": list(chain), "clocks": [(0, plan["starts_at"])],
        "injects": {inject["number"]: waiting(inject) for inject in plan["injects"]}, "improvised": [],
        "decisions": [], "assessments": [], "settlements": [], "breaches": [], "observations": [],
        "situations": [], "pauses": [], "jumps": [], "ratings": {}, "findings": [], "plans": [],
        "followed": [], "notes": [], "feedback": [], "adjusted": [], "prints": [], "deadlines": [],
        "met": {}, "readiness": {}, "units": {},
        "participants": {}, "logbooks": {}, "runs_since": None, "moved_by": None,
    }  # fmt: skip
    for row in log:
        if not row["stands"] or (row["after_endex"] and row["kind"] in IN_PLAY):
            continue
        if row["kind"] in MOVES:
            play["moved_by"] = row
        if is_known(row, play, plan):
            take(row, play, plan)
        if row["kind"] in RUNS:
            play["runs_since"] = row
    play["elapsed_ms"] = reached_ms(log, play, chain)
    own = [row["wall_at"] for row in log if row["own_clock"]]
    play["last_at"] = max([row["wall_at"] for row in log if not row["own_clock"]] or own, default=None)
    play["stations"] = {row["station"] for row in log}
    return play


def waiting(inject: Json) -> Json:
    return {
        "status": "waiting", "planned_ms": inject["at_ms"], "released_ms": None, "variant": 0,
        "offered_ms": None, "acknowledged": [], "scenario_at": inject["scenario_at"],
    }  # fmt: skip


def is_known(row: Json, play: Json, plan: Json) -> bool:
    body, inject = row["body"], row["body"].get("inject")
    if row["kind"] == "startex":
        return body.get("phase") in (None, *(phase["id"] for phase in plan["phases"]))
    if row["kind"] == "improvise":
        return inject not in play["injects"]
    if row["kind"] == "deadline":
        return 0 < body["within_ms"] <= LONGEST_MS
    return row["kind"] in ("decide", "breach", "observe") or inject is None or inject in play["injects"]


def take(row: Json, play: Json, plan: Json) -> None:
    """Let one row have its effect."""
    kind, body = row["kind"], row["body"]
    if kind in ("startex", "endex", "pause", "safety", "resume", "jump"):
        take_clock(row, play, plan)
    elif kind in TELLS_OF_INJECT:
        take_inject(row, play)
    elif kind == "improvise":
        play["improvised"].append({"number": body["inject"], "to": list(body["to"])})
        play["injects"][body["inject"]] = waiting({"at_ms": None, "scenario_at": None})
        release(row, play, variant=0)
    elif kind == "readiness-checked":
        play["readiness"][body["item"]] = body["serviceable"]
    elif kind == "unit-counted":
        play["units"][body["unit"]] = (body["present"], body["fit"])
    elif kind == "participants-counted":
        play["participants"][body["organisation"]] = body["n"]
    elif kind == "rate":
        slot = (row["station"], row["author"], body["target"])
        play["ratings"].pop(slot, None)
        play["ratings"][slot] = row
    elif kind == "done":
        at = clock_at(play, row["seen_ms"])
        play["met"].setdefault((body["deadline_station"], body["deadline_seq"]), (row["seen_ms"], at))
    elif kind == "deadline":
        play["deadlines"].append({**row, "scenario": clock_at(play, row["seen_ms"])})
    elif kind == "logbook-issued":
        play["logbooks"][body["station"]] = body["cells"]
    elif kind in KEPT:
        play[KEPT[kind]].append(row)


TELLS_OF_INJECT = (
    "release", "retract", "repeat", "hold", "skip", "shift", "offer", "decline", "acknowledge",
)  # fmt: skip
KEPT = {
    "decide": "decisions", "assess": "assessments", "settle": "settlements", "breach": "breaches",
    "observe": "observations", "situation": "situations", "strength": "findings", "improve": "findings",
    "plan": "plans", "carry": "plans", "revise": "followed", "close": "followed", "note": "notes",
    "feedback": "feedback", "adjust": "adjusted", "printed": "prints",
}  # fmt: skip


# Clock, pauses, time jumps --------------------------------------------------------------------------


def take_clock(row: Json, play: Json, plan: Json) -> None:
    kind, body = row["kind"], row["body"]
    if kind == "startex":
        start(row, play, plan)
    elif kind == "endex":
        end_pause(row, play)
        play["stage"], play["rest"] = "ended", body["rest"]
        play["ended_at"], play["ended_ms"] = row["wall_at"], row["at_ms"]
    elif kind == "pause" and play["stage"] == "paused":
        play["pauses"][-1]["reason"] = body["reason"]
    elif kind == "pause":
        begin_pause(row, play, body["reason"])
    elif kind == "safety" and play["stage"] == "running":
        begin_pause(row, play, "safety")
    elif kind == "resume":
        end_pause(row, play)
        play["stage"] = "running"
    elif kind == "jump":
        jump(row, play)


# The contract: "phase: T+ begins at the phase's `at`, the scenario clock at its `scenario_at`, earlier
#   injects are skipped with reason phase"
def start(row: Json, play: Json, plan: Json) -> None:
    play["stage"], play["started_at"] = "running", row["wall_at"]
    play["override"] = row["body"].get("override")
    if row["body"].get("phase") is None:
        return
    names = [phase["id"] for phase in plan["phases"]]
    begun = names.index(row["body"]["phase"])
    if plan["phases"][begun]["scenario_at"] is not None:
        play["clocks"] = [(row["at_ms"], plan["phases"][begun]["scenario_at"])]
    for inject in plan["injects"]:
        if inject["phase"] == "" or names.index(inject["phase"]) < begun:
            play["injects"][inject["number"]]["status"] = "skipped"


# The contract: "jump moves the scenario clock only; its gap is the waiting injects whose own
#   `scenario_at` lies before the target: kept (default) or skipped"
def jump(row: Json, play: Json) -> None:
    to = datetime.fromisoformat(row["body"]["to"])
    play["clocks"].append((row["at_ms"], to))
    skipped = []
    for number, now in play["injects"].items():
        is_in_gap = now["scenario_at"] is not None and now["scenario_at"] < to
        if row["body"]["due"] == "skip" and now["status"] == "waiting" and is_in_gap:
            now["status"] = "skipped"
            skipped.append(number)
    reason = row["body"]["reason"]
    play["jumps"].append({"at_ms": row["at_ms"], "to": to, "skipped": skipped, "reason": reason})


# The contract: "`for=` is the wall time that the pause lasted"; a crash is written when the program came
#   back, the pause began when T+ stopped
def begin_pause(row: Json, play: Json, reason: str) -> None:
    play["stage"], began = "paused", wall(row)
    since = play["runs_since"]
    if reason == "crash" and since is not None:
        began = min(began, wall(since) + (row["at_ms"] - since["elapsed_ms"]) * MS)
    play["pauses"].append({"at_ms": row["at_ms"], "reason": reason, "began": began, "wall_ms": None})


def end_pause(row: Json, play: Json) -> None:
    if play["pauses"] and play["pauses"][-1]["wall_ms"] is None:
        play["pauses"][-1]["wall_ms"] = max(0, (wall(row) - play["pauses"][-1]["began"]) // MS)


# The contract: "The scenario clock runs with T+ from `starts_at`"; "a time jump moves the scenario clock
#   only"
def clock_at(play: Json, t_ms: int) -> datetime:
    """Return the scenario time that the clock showed at a T+, which may lie before the last jump."""
    set_ms, shown = play["clocks"][0]
    for at_ms, to in play["clocks"]:
        if at_ms <= t_ms:
            set_ms, shown = at_ms, to
    return shown + (t_ms - set_ms) * MS  # type: ignore[no-any-return]  # a plain dict


# T+ is the one of the latest row; one written before the clock was last moved does not say it any more,
#   unless the director wrote it
def reached_ms(log: Sequence[Json], play: Json, chain: dict[str, float]) -> int:
    last = {row["station"]: row for row in log}
    moved = play["moved_by"]
    reached = [0]
    for row in last.values():
        is_directors = row["seq"] <= chain.get(row["station"], -1)
        if not row["own_clock"] and (moved is None or is_directors or is_later(row, moved)):
            reached.append(row["at_ms"])
    return max(reached)


def is_later(row: Json, moved: Json) -> bool:
    clock = "mono_ns" if row["boot_id"] == moved["boot_id"] else "wall_at"
    return bool(row[clock] > moved[clock])


# Injects --------------------------------------------------------------------------------------------


# The design: "released_at = the latest standing release; repeat does not move it; a retracted inject
#   leaves until released again"
# The contract: "hold takes it out of the row until released or skipped; `E08..` is that and every later
#   unreleased one"; "a declined one may still be released by hand"
def take_inject(row: Json, play: Json) -> None:
    kind, body = row["kind"], row["body"]
    now = play["injects"][body["inject"]]
    if kind == "release":
        release(row, play, variant=body["variant"])
    elif kind == "retract":
        now.update(status="retracted", released_ms=None, variant=0)
    elif kind in ("hold", "skip", "decline"):
        now["status"] = {"hold": "held", "skip": "skipped", "decline": "declined"}[kind]
    elif kind == "offer":
        now["offered_ms"] = row["at_ms"]
    elif kind == "acknowledge":
        now["acknowledged"].append((body["cell"], row["seen_ms"]))
    elif kind == "shift":
        moved = [now, *(later(now, play["injects"]) if body["onward"] else [])]
        for each in moved:
            if each["planned_ms"] is not None:
                each["planned_ms"] = max(0, each["planned_ms"] + body["by_ms"])


def release(row: Json, play: Json, *, variant: int) -> None:
    now = play["injects"][row["body"]["inject"]]
    now.update(status="released", released_ms=row["at_ms"], variant=variant)


def later(now: Json, injects: dict[str, Json]) -> list[Json]:
    """Return the waiting and held injects planned behind one, or with it and behind it in the pack."""
    if now["planned_ms"] is None:
        return []
    order = list(injects.values())
    place = next(index for index, each in enumerate(order) if each is now)
    return [
        each
        for index, each in enumerate(order)
        if each["status"] in ("waiting", "held")
        and each["planned_ms"] is not None
        and (each["planned_ms"], index) > (now["planned_ms"], place)
    ]


def row_id(row: Json) -> str:
    """Return how a row is quoted: `STATION:SEQ`."""
    station, seq = key(row)
    return f"{station}:{seq}"
