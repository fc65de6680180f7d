"""The one page as the export tells it, section by section; it must not import anything of tabletop.

The page gives way where room ends, so a section has several forms that are right: each check builds them all
and wants one. `text` is what stands on the page, in the order in which it was drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from reports.number_tokens import tokens
from reports.slow_drawn import left
from reports.slow_exercise import Exercise
from reports.slow_figures import listed
from reports.slow_lines import counted, coverage, division, superseded, titled
from reports.slow_words import Some, instant, some

Json = dict[str, Any]
Forms = Iterator[Some]
GATE, FEW, LEAST_UNITS = 60, 5, 10


def page_faults(x: Exercise, text: str) -> list[str]:
    """Return what a page says in numbers that no form of it should say."""
    faults = []
    for name, part in sections(x, text).items():
        if name in CHECKS:
            found = left(x, part)
            forms = [form.split() for form in CHECKS[name](x)]
            if found not in forms:
                faults.append(
                    f"section {name}: {' '.join(found)}, told {' | '.join(map(' '.join, forms[:3]))}"
                )
    return faults


def sections(x: Exercise, text: str) -> dict[str, str]:
    """Cut a page at its headings; what stands above the first is the header, below the last the foot."""
    heads = {
        "1": x.say("Overall result"), "2": x.label("objectives"), "3": x.say("Timeline"),
        "4": x.say("Latency"), "5": x.label("strengths"), "6": x.label("improvements"),
        "7": x.label("conduct"), "8": x.say("Readiness"), "9": x.label("corrective_actions"),
        "10": x.label("evaluators"), "11": x.say("Sign-off"),
    }  # fmt: skip
    found, at, name = {}, 0, "header"
    for number, title in heads.items():
        begins = text.find(f" {number} {title} ", at)
        if begins >= 0:
            found[name] = text[at:begins]
            at, name = begins + len(f" {number} {title}"), number
    sign_off, exercise, foot = text[at:].rpartition(f" {x.header['exercise']} ")
    return {**found, name: sign_off, "foot": exercise + foot}


def shown(names: Sequence[str], most: int) -> list[str]:
    return listed(list(names), most).split()


# Header, result -------------------------------------------------------------------------------------


def header(x: Exercise) -> Forms:
    exercise = x.read["exercise"]
    started, ended = (instant(exercise[name]) for name in ("started_at", "ended_at"))
    times: list[str] = []
    if started is not None:
        local = x.words.local(started)
        times = [*tokens(x.words.date(local)), x.words.time(local)]
        if ended is not None:
            times[-1] += f"\N{EN DASH}{x.words.time(x.words.local(ended))}"
    pauses = [len(x.read["pauses"]), (exercise["paused_ms"] + 30_000) // 60_000] if x.read["pauses"] else []
    pack = x.tokens_of(f"{x.pack['id']} v{x.pack['version']}, {x.header['pack']['sha256'][:8]}")
    people = x.read["participants"]
    cells = sum(cell["kind"] in ("player", "liaison") for cell in x.plan["cells"])
    named = [part for name, n in people.items() for part in (*x.tokens_of(name).split(), n)]
    told = [sum(people.values()), cells, *named] if people else []
    yield some(*x.tokens_of(x.header["exercise"]).split(), *times, x.words.t_plus(exercise["elapsed_ms"]),
               *pauses, pack, *told, x.read["evaluators"])  # fmt: skip


METHOD = (1, 0, 1, 2, 0, 90, 70, 40)


def result(x: Exercise) -> Forms:
    overall, lines = x.read["overall"], counted(x)
    assessed = sum(line["completion"] is not None for line in lines)
    graded = sum(line["percent"] is not None for line in x.read["objectives"])
    mean = [] if graded == 1 else [graded]
    if overall["percent"] is not None:
        told = [x.words.percent(overall["percent"]), *mean]
    else:
        told = [GATE] if assessed and overall["coverage"] < Fraction(GATE, 100) else []
    share, *rest = coverage(x, x.read["actions"]).split() if lines else ("", 0, 0)
    aside = sum(line["completion"] == "n/a" for line in lines)
    yield some(*METHOD, *told, share, GATE, *rest, aside or None, len(lines) - assessed, len(lines),
               *conduct_at_a_glance(x))  # fmt: skip


def conduct_at_a_glance(x: Exercise) -> Iterator[object]:
    lines = x.read["red_lines"]
    broken = [line["id"] for line in lines if line["breaches"]]
    yield sum(line["breaches"] for line in lines)
    if lines and not broken:
        yield len(lines)
    objective = {line["id"]: line["objective"] for line in x.plan["red_lines"]}
    for name in broken[:4]:
        yield from x.tokens_of(f"{name}: {objective[name]}").split()
    yield 7 if broken else None


# Objectives -----------------------------------------------------------------------------------------


def objectives(x: Exercise) -> Forms:
    """Yield the table with and without reasons, for all objectives or the weakest."""
    opening = [len(x.released), len(x.read["injects"])]
    fates = [token for numbers in x.fates.values() for token in shown(numbers, 6)]
    heads = [[40, 70, 90], [90, 70, 40]]
    listed_ones = weakest(x, x.read["objectives"], 12)
    states = [token for names in end_states(x) for token in shown(names, 8)]
    hidden = len(x.read["objectives"]) - len(listed_ones)
    foot = [hidden or None, *division(x).split(), 1, 0, *states]
    for bounds, most, tags_first in product(heads, (12, 3, 0), (True, False)):
        reasons = [line["id"] for line in weakest(x, listed_ones, most)]
        rows = [row(x, line, line["id"] in reasons, tags_first) for line in listed_ones]
        yield some(*opening, *fates, *bounds, 1, 0, *rows, *foot)


def end_states(x: Exercise) -> list[list[str]]:
    served = [
        [o["id"] for o in x.pack["objectives"] if state["id"] in (o.get("end_states") or [])]
        for state in x.pack.get("end_states") or []
    ]
    return [names for names in served if names]


def weakest(x: Exercise, lines: list[Json], most: int) -> list[Json]:
    """Return the objectives lowest by letter, then by percent, in the order of the pack."""

    def height(line: Json) -> tuple[int, Fraction]:
        letter = line["rated"] or line["letter"]
        return ("UMSP".index(letter) if letter else -1, line["percent"] or Fraction(0))

    lowest = [line["id"] for line in sorted(lines, key=height)[:most]]
    return [line for line in lines if line["id"] in lowest]


def row(x: Exercise, line: Json, is_told: bool, tags_first: bool) -> Some:
    """Return an objective's row; reason and tags stand on one line, whichever is read first."""
    graded = [each["completion"] for each in x.graded(line["id"]) if each["score"] is not None]
    counts = [graded.count(completion) for completion in ("met", "partial", "unmet")]
    has_percent = line["percent"] is not None
    figures = [x.words.points(line["earned"]), line["points"], x.words.percent(line["percent"])]
    assessed = f"{line['assessed']}/{line['actions']}"
    tags = line["capped_by"] if len(line["capped_by"]) <= 2 else shown(line["capped_by"], 1)
    told = [reason(x, line)] if is_told else []
    return some(titled(x, line["id"]), x.words.points(line["weight"]), *(figures if has_percent else ()),
                *counts, assessed, *([*tags, *told] if tags_first else [*told, *tags]))  # fmt: skip


def reason(x: Exercise, line: Json) -> Some:
    """Return the evaluators' reason, else the actions that lost points, the largest loss first."""
    rated = x.official(line["id"])
    if rated and rated["body"].get("why"):
        return x.tokens_of(rated["body"]["why"])
    losing = [each for each in x.graded(line["id"]) if each["score"] is not None]
    losing = sorted((a for a in losing if a["score"] < a["points"]), key=lambda a: a["score"] - a["points"])
    named = [f"{a['id']} {x.words.points(a['score'])}/{a['points']}" for a in losing]
    return some(*named[:6], f"+{len(named) - 6}" if len(named) > 6 else None)


# Latency, findings, conduct -------------------------------------------------------------------------


def latency(x: Exercise) -> Forms:
    lines = [x.read["latency"][name] for name in ("acknowledge", "decision", "response")]
    head = ["p50", "p90"]
    rows = [
        part
        for line in lines
        for part in (
            f"{line['answered']}/{line['released']}",
            *(x.words.span(line[p]) for p in ("p50_ms", "p90_ms") if line[p] is not None),
        )
    ]
    few = [FEW, *(x.words.spans(line["values_ms"]) for line in lines if line["values_ms"])]
    few = few if len(few) > 1 else []
    waiting = [i["number"] for i in x.released if i["asks"] and i["decision_ms"] is None]
    left_open = [len(waiting), *shown(waiting, 6)] if waiting else []
    yield some(*head, *rows, *few, *left_open)
    if not few:
        yield some(*head, *rows)


def findings(x: Exercise, kind: str) -> Forms:
    found = [finding for finding in x.read["findings"] if finding["kind"] == kind]
    told = found[:3]
    note = f"{len(told)}/{len(found)}" if len(found) > len(told) else None
    yield some(note, *(x.tokens_of(f"{each['objective']} {each['text']}") for each in told))


def conduct(x: Exercise) -> Forms:
    """Yield how many lines were broken, one or two breaches in words, the rest by line and time."""
    lines = x.read["red_lines"]
    clean = [line["id"] for line in lines if not line["breaches"]]
    opening = [len(lines), len(lines) - len(clean), len(clean)]
    ranges = [*shown(id_ranges(clean), 24), 0] if clean else []
    ranges = [str(part).replace(":", "") for part in ranges]
    rows = x.play["breaches"]
    for most in (2, 1):
        gravest = sorted(rows, key=lambda row: (not x.is_grave(row), row["seen_ms"]))[:most]
        brief = [f"{row['body']['red_line']} {x.words.t_plus(row['seen_ms'])}"
                 + (f" {row['body']['inject']}" if row["body"].get("inject") else "")
                 for row in rows if row not in gravest]  # fmt: skip
        told = [breach(x, row) for row in sorted(gravest, key=lambda row: row["seen_ms"])]
        rest = [*brief[:8], *([f"+{len(brief) - 8}"] if len(brief) > 8 else [])]
        yield some(*opening, *told, *rest, *ranges)


def breach(x: Exercise, row: Json) -> Some:
    body = row["body"]
    line = next((each for each in x.pack.get("red_lines") or [] if each["id"] == body["red_line"]), {})
    fact = body.get("note") or x.text(line.get("text"))
    return some(body["red_line"], x.words.t_plus(row["seen_ms"]), body.get("inject"), x.tokens_of(fact),
                x.tokens_of(line.get("objective")))  # fmt: skip


def id_ranges(ids: Sequence[str]) -> list[str]:
    """Join three or more neighbours of one numbering."""
    runs: list[list[str]] = []
    for name in ids:
        before = re.fullmatch(r"(\D*)(\d+)", runs[-1][-1]) if runs else None
        now = re.fullmatch(r"(\D*)(\d+)", name)
        if before and now and before[1] == now[1] and int(before[2]) + 1 == int(now[2]):
            runs[-1].append(name)
        else:
            runs.append([name])
    return [each for run in runs for each in ([f"{run[0]}\N{EN DASH}{run[-1]}"] if len(run) > 2 else run)]


# Readiness, plan, raters, foot ----------------------------------------------------------------------


def readiness(x: Exercise) -> Forms:
    found = x.read["readiness"]
    if found["percent"] is None:
        yield some()
        return
    required = {item["id"]: item["required"] for item in x.plan["readiness"]}
    titles = {item["id"]: x.text(item["item"]) for item in x.pack.get("readiness") or []}
    counts = {name: f"{x.play['readiness'].get(name, 0)}/{required[name]}" for name in found["gaps"]}
    gaps = [some(x.tokens_of(titles[name]), count) for name, count in counts.items()]
    full = f"{found['items'] - len(gaps)}/{found['items']}"
    for most in (4, 3, 2):
        more = len(gaps) - most
        yield some(x.words.percent(found["percent"]), *gaps[:most], full, len(found["critical_gaps"]) or None,
                   more if more > 0 else None, x.tokens_of(found["override"]))  # fmt: skip


def actions(x: Exercise) -> Forms:
    plan = x.read["plan"]
    for most in (5, 4, 3):
        rows = [
            some(n, x.tokens_of(line["objective"], line["text"], line["owner"]), due(x, line))
            for n, line in enumerate(plan[:most], start=1)
        ]
        yield some(f"+{len(plan) - most}" if len(plan) > most else None, *rows)


def due(x: Exercise, line: Json) -> Some:
    """Return a due day, its year where that is not the exercise's."""
    words, last_at = x.words.typed_day(line["due"]), instant(x.read["exercise"]["last_at"])
    if last_at is not None:
        words = words.removesuffix(f" {x.words.local(last_at).year}")
    return x.tokens_of(words)


def raters(x: Exercise) -> Forms:
    found, stations = x.read["agreement"], x.read["journal"]["stations"]
    opening = [x.read["evaluators"], stations, found["units"]]
    if found["units"] < LEAST_UNITS:
        yield some(*opening, LEAST_UNITS)
        return
    shares = [x.words.decimal(Fraction(found[name]) * 100, 0) for name in ("exact", "within_one")]
    alpha = found["alpha_ordinal"]
    yield some(*opening, *shares, None if alpha is None else x.words.decimal(alpha, 2))


def sign_off(x: Exercise) -> Forms:
    last_at = instant(x.read["exercise"]["last_at"])
    day = x.words.date(x.words.local(last_at)).partition(", ")[2] if last_at else ""
    place = x.text((x.pack.get("exercise") or {}).get("place"))
    yield some() if x.read["exercise"]["draft"] else x.tokens_of(place, day)


def foot(x: Exercise) -> Forms:
    journal, last_at = x.read["journal"], instant(x.read["exercise"]["last_at"])
    missing = [f"{m['station']} " for m in unique(x.read["missing"])]
    last = x.tokens_of(x.words.moment(last_at)) if last_at else None
    replaced = superseded(x)
    replaced = " ".join(part for part in replaced.split() if not re.fullmatch(r"\d{4}", part))
    head = [journal["head"][at : at + 8] for at in range(0, 64, 8)]
    rows = [x.tokens_of(x.header["exercise"]), journal["entries"], journal["stations"],
            x.tokens_of("".join(missing)), last]  # fmt: skip
    digits = [part for part in head if re.search(r"\d", part)]
    yield some(*rows, replaced, "1/1", *digits)
    yield some(*rows, *digits, replaced, "1/1")


def unique(missing: Sequence[Json]) -> list[Json]:
    return list({(each["code"], each["station"]): each for each in missing}.values())


CHECKS: dict[str, Callable[[Exercise], Forms]] = {
    "header": header, "1": result, "2": objectives, "4": latency,
    "5": lambda x: findings(x, "strength"), "6": lambda x: findings(x, "improve"), "7": conduct,
    "8": readiness, "9": actions, "10": raters, "11": sign_off, "foot": foot,
}  # fmt: skip
