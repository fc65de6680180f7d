"""The counts beside the score read slowly: by phase, cell and objective, relays, paragraphs, escalations.

It must not import anything of tabletop. The plan is `slow_pack`'s, the play `slow_play`'s, the sheet that
of `slow_t1`, the lines those of `slow_metrics`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from domain.slow_pack import words

Json = dict[str, Any]
TOLERANCE_MS = 60_000


def asked(plan: Json, sheet: Json, *, dropped: bool = False) -> list[tuple[Json, Json]]:
    """Return the actions of released injects with their inject; the dropped ones only if asked for."""
    return [
        (inject, action)
        for inject in plan["injects"]
        for action in inject["actions"]
        if action["id"] in sheet["actions"] and (dropped or not sheet["actions"][action["id"]]["dropped"])
    ]


def since(now: Json, times_ms: Sequence[int]) -> int | None:
    if not times_ms or now["released_ms"] is None:
        return None
    return max(0, min(times_ms) - now["released_ms"])  # type: ignore[no-any-return]  # a plain dict


def decisions(play: Json) -> list[Json]:
    return [row for row in play["decisions"] if not row["after_endex"]]


# The contract: "`released` counts released injects with an expected action; with n < 5 the percentiles
#   are null and `values_ms` holds the sorted values"; "Percentiles are nearest-rank"
def summary(answers: Sequence[int | None]) -> Json:
    values = sorted(ms for ms in answers if ms is not None)
    found: Json = {"answered": len(values), "released": len(answers)}
    for percent in (50, 75, 90):
        covering = [v for v in values if 100 * sum(other <= v for other in values) >= percent * len(values)]
        found[f"p{percent}_ms"] = covering[0] if len(values) >= 5 else None
    return {**found, "values_ms": values if len(values) < 5 else None}


def metrics_of(plan: Json, play: Json, sheet: Json, injects: Sequence[Json]) -> Json:
    lines = {line["number"]: line for line in injects}
    return {
        "timeliness": timeliness(plan, lines),
        "by_phase": by_phase(plan, sheet, lines),
        "by_cell": by_cell(plan, play, sheet, lines),
        "by_objective": [
            group(o["id"], lambda _, a, o=o: a["objective"] == o["id"], plan, sheet, decided=all_of(lines))
            for o in plan["objectives"]
        ],
        "relays": relays(plan, play),
        "sources": sources(play),
        "paragraphs": paragraphs(plan, sheet),
        "escalations": escalations(plan, play, sheet),
        "attendance": [
            {**unit, "present": counted[0], "fit": counted[1]}
            for unit in plan["roster"]
            for counted in [play["units"].get(unit["unit"], (None, None))]
        ],
        "coverage": coverage(plan, sheet),
    }


# The doctrine, 10.10: "released on time (+/- tolerance), deferred, skipped"; contingencies and improvised
#   injects have no plan
def timeliness(plan: Json, lines: dict[str, Json]) -> Json:
    own = [lines[i["number"]] for i in plan["injects"] if i["kind"] not in ("contingency", "improvised")]
    out = [x for x in own if x["status"] == "released" and x["planned_ms"] is not None]
    early = [x["number"] for x in out if x["planned_ms"] - x["released_ms"] > TOLERANCE_MS]
    late = [x["number"] for x in out if x["released_ms"] - x["planned_ms"] > TOLERANCE_MS]
    return {
        "planned": len(out),
        "on_time": len(out) - len(early) - len(late),
        "tolerance_ms": TOLERANCE_MS,
        "early": early,
        "late": late,
        **{
            status: [x["number"] for x in own if x["status"] == status]
            for status in ("skipped", "held", "retracted", "waiting")
        },
    }


def all_of(lines: dict[str, Json]) -> dict[str, int | None]:
    return {number: line["decision_ms"] for number, line in lines.items()}


def by_phase(plan: Json, sheet: Json, lines: dict[str, Json]) -> list[Json]:
    names = [phase["id"] for phase in plan["phases"]]
    names += [""] if any(i["phase"] == "" and i["actions"] for i in plan["injects"]) else []
    return [
        group(name, lambda i, _, name=name: i["phase"] == name, plan, sheet, decided=all_of(lines))
        for name in names
    ]


# A cell's decision latency: its own first decision, over released injects that go to it or to all and
#   expect an action of it; an action of `all` counts for the group `all` alone
def by_cell(plan: Json, play: Json, sheet: Json, lines: dict[str, Json]) -> list[Json]:
    expected = {a["cell"] for i in plan["injects"] for a in i["actions"]}
    names = [c["id"] for c in plan["cells"] if c["kind"] in ("player", "liaison") or c["id"] in expected]
    groups = []
    for name in [*names, *(["all"] if "all" in expected else [])]:
        decided = all_of(lines)
        if name != "all":
            decided = {
                i["number"]: since(
                    play["injects"][i["number"]],
                    [
                        d["seen_ms"]
                        for d in decisions(play)
                        if d["body"].get("inject") == i["number"] and d["body"]["cell"] == name
                    ],
                )
                for i in plan["injects"]
                if goes_to(name, i, plan)
            }
        groups.append(group(name, lambda _, a, name=name: a["cell"] == name, plan, sheet, decided=decided))
    return groups


# The contract: "all = every player and liaison cell"
def goes_to(cell: str, inject: Json, plan: Json) -> bool:
    playing = [c["id"] for c in plan["cells"] if c["kind"] in ("player", "liaison")]
    return cell in (playing if inject["to"] == ["all"] else inject["to"])


def group(
    name: str, belongs: Callable[[Json, Json], bool], plan: Json, sheet: Json,
    *, decided: dict[str, int | None],
) -> Json:  # fmt: skip
    mine = [(i, a, sheet["actions"][a["id"]]) for i, a in asked(plan, sheet) if belongs(i, a)]
    completions = [line["completion"] for _, _, line in mine]
    graded = [(a["points"], line["score"]) for _, a, line in mine if line["score"] is not None]
    earned = sum((score for _, score in graded), Fraction(0))
    points = sum(each for each, _ in graded)
    numbers = list(dict.fromkeys(i["number"] for i, _, _ in mine))
    reacted = [
        [
            line["latency_ms"]
            for i, _, line in mine
            if i["number"] == number and line["latency_ms"] is not None
        ]
        for number in numbers
    ]
    return {
        "key": name,
        "actions": len(mine),
        "met": completions.count("met"),
        "partial": completions.count("partial"),
        "unmet": completions.count("unmet"),
        "not_applicable": completions.count("n/a"),
        "open": completions.count(None),
        "on_time": sum(
            line["completion"] == "met" and (a["limit_ms"] is None or line["latency_ms"] <= a["limit_ms"])
            for _, a, line in mine
        ),
        "earned": earned,
        "points": points,
        "percent": Fraction(100 * earned, points) if points else None,
        "decision": summary([decided[number] for number in numbers if number in decided]),
        "response": summary([min(each, default=None) for each in reacted]),
    }


# A telling: a standing decision about a released inject that names another cell as told; of one pair only
#   the first about an inject counts. The sender knew when it acknowledged, else when the inject was released
#   if it goes to the sender, else when another cell first told it; only what lies not behind the telling
#   counts, and nobody knew before the release
def relays(plan: Json, play: Json) -> list[Json]:
    told: dict[tuple[str, str], dict[str, int]] = {}
    for row in sorted(decisions(play), key=lambda row: row["seen_ms"]):
        number = row["body"].get("inject")
        if number in play["injects"] and play["injects"][number]["status"] == "released":
            for receiver in row["body"].get("told") or []:
                if receiver != row["body"]["cell"]:
                    told.setdefault((row["body"]["cell"], receiver), {}).setdefault(number, row["seen_ms"])
    order = [cell["id"] for cell in plan["cells"]]
    injects = {i["number"]: i for i in plan["injects"]}

    def place(cell: str) -> tuple[int, str]:
        return (order.index(cell) if cell in order else len(order), cell)

    found = []
    for sender, receiver in sorted(told, key=lambda pair: (place(pair[0]), place(pair[1]))):
        spans = []
        for number, told_ms in told[sender, receiver].items():
            now = play["injects"][number]
            known = [ms for cell, ms in now["acknowledged"] if cell == sender and ms <= told_ms]
            if not known and goes_to(sender, injects[number], plan):
                known = [now["released_ms"]]
            if not known:
                heard = [of[number] for (_, to), of in told.items() if to == sender and number in of]
                known = [ms for ms in heard if ms <= told_ms]
            if known:
                spans.append(max(0, told_ms - max(min(known), now["released_ms"])))
        line = {"from": sender, "to": receiver, "told": len(told[sender, receiver]), "known": len(spans)}
        rest = {name: value for name, value in summary(spans).items() if name not in ("answered", "released")}
        found.append({**line, **rest})
    return found


def sources(play: Json) -> Json:
    told = [d["body"].get("source") for d in decisions(play) if d["body"]["category"] == "information"]
    codes = sorted(code for code in told if code is not None)
    return {"information": len(told), "rated": len(codes), "ratings": {c: codes.count(c) for c in codes}}


def paragraphs(plan: Json, sheet: Json) -> list[Json]:
    found: dict[tuple[str, ...], Json] = {}
    for inject in plan["injects"]:
        for action in inject["actions"]:
            for cite in action["cites"]:
                said = tuple(words(cite, language) for language in plan["languages"])
                line = found.setdefault(said, {"cite": cite, "actions": []})
                line["actions"] += [] if action["id"] in line["actions"] else [action["id"]]
    for line in found.values():
        played = [sheet["actions"].get(a, {"completion": "never"})["completion"] for a in line["actions"]]
        line.update(
            met=played.count("met"), partial=played.count("partial"), unmet=played.count("unmet"),
            not_applicable=played.count("n/a"), not_played=played.count("never"), open=played.count(None),
        )  # fmt: skip
    return list(found.values())


# The contract: "Met is a T1 completion of at least 0.5 over all stations with an observed time in that
#   span"; "Durations count from the release of the action's own inject ...; absent they are the action's
#   own `within`, or none"; "an inject never released makes neither true"
def escalations(plan: Json, play: Json, sheet: Json) -> Json:
    limits = {a["id"]: a["limit_ms"] for i in plan["injects"] for a in i["actions"]}

    def is_met(action: str, span_ms: int | None) -> bool:
        line = sheet["actions"].get(action)
        if line is None or line["latency_ms"] is None:
            return False
        return span_ms is None or line["latency_ms"] <= span_ms

    contingencies = [i for i in plan["injects"] if i["kind"] == "contingency"]
    now = {i["number"]: play["injects"][i["number"]] for i in plan["injects"]}
    avoided, milder = [], []
    for inject in contingencies:
        when, state = inject["when"], now[inject["number"]]
        came = state["status"] == "released" or state["offered_ms"] is not None
        if came or when["how"] not in ("any", "all"):
            continue
        spans = {a: limits[a] if when["span_ms"] is None else when["span_ms"] for a in when["actions"]}
        able = [a for a in spans if spans[a] is not None]
        met = [a for a in able if is_met(a, spans[a])]
        is_away = met == able if when["how"] == "any" else len(able) == len(spans)
        if is_away and met:
            avoided.append({"inject": inject["number"], "by": met})
    for inject in plan["injects"]:
        state = now[inject["number"]]
        if state["status"] == "released" and 0 < state["variant"] <= len(inject["variants"]):
            when = inject["variants"][state["variant"] - 1]["when"]
            if when["how"] == "met":
                span_ms = limits[when["actions"][0]] if when["span_ms"] is None else when["span_ms"]
                if is_met(when["actions"][0], span_ms):
                    milder.append({"inject": inject["number"], "variant": state["variant"]})
    return {
        "contingencies": len(contingencies),
        "offered": [i["number"] for i in contingencies if now[i["number"]]["offered_ms"] is not None],
        "released": [i["number"] for i in contingencies if now[i["number"]]["status"] == "released"],
        "declined": [i["number"] for i in contingencies if now[i["number"]]["status"] == "declined"],
        "avoided": avoided,
        "milder": milder,
    }


def coverage(plan: Json, sheet: Json) -> Json:
    raters = [sheet["actions"][a["id"]]["raters"] for _, a in asked(plan, sheet)]
    return {"actions": len(raters), "once": sum(n >= 1 for n in raters), "twice": sum(n >= 2 for n in raters)}
