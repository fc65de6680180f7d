"""The numbers of a full report's words, from its first line to its last; no import of anything of tabletop.

Each function yields, in the order of the paper, what headings, paragraphs, lists, facts, captions and charts
say in numbers; tables stand in `slow_tables`. What is no `Some` must stand word for word.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.slow_play import row_id
from domain.slow_rows import head_of
from reports.slow_exercise import Exercise
from reports.slow_figures import figure_lines
from reports.slow_sayings import actions_of, cited, outcome, shown
from reports.slow_words import DASH, Some, instant, some

Json = dict[str, Any]
Lines = Iterator[str]
MOST_LISTED = 3
LEAST_UNITS = 10
ONE = Some("1")
SCORED = Some("1 5 5")
"""The least and the greatest score of the participants' form, and how many scores a median needs."""
STEPS = (Some("1 0"), Some("1 0 1"), Some("0"), Some("100"))
"""The numbers of the method's steps: worth of completion, worth of timeliness, met early, a percent."""


def report_lines(x: Exercise) -> Lines:
    """Yield the whole after-action report."""
    yield from overview(x)
    yield from summary(x)
    yield from (ONE, ONE)  # Table 1: where it is spoken of, and its caption
    yield from figure_lines(x, "objectives", "letters")
    for line in x.read["objectives"]:
        yield from objective(x, line)
    yield from conduct(x)
    yield from metrics(x)
    yield from figure_lines(x, "timeline")
    yield from readiness(x)
    yield from hot_wash(x)
    yield from feedback(x)
    yield measured(x)
    yield from method(x)
    yield from record(x)


# Overview and summary -------------------------------------------------------------------------------


def overview(x: Exercise) -> Lines:
    """Yield what was planned and played, and who took part."""
    exercise, pauses = x.read["exercise"], x.read["pauses"]
    yield dates(x)
    served = [
        objective["id"]
        for state in x.pack.get("end_states") or []
        for objective in x.pack["objectives"]
        if state["id"] in (objective.get("end_states") or [])
    ]
    yield some(*served)
    yield some(*(titled(x, objective["id"]) for objective in x.pack["objectives"]))
    yield times(x)
    yield x.words.t_plus(exercise["elapsed_ms"])
    yield some(len(pauses), (exercise["paused_ms"] + 30_000) // 60_000)
    yield x.tokens_of(f"{x.pack['id']}, {x.pack['version']}")
    yield x.header["pack"]["sha256"]
    yield str(x.pack.get("rules_as_at") or "")
    yield x.tokens_of(x.header["exercise"])
    people = x.read["participants"]
    named = (part for name, n in people.items() for part in (*x.tokens_of(name).split(), n))
    yield some(sum(people.values()), len(people), *named) if people else ""
    yield str(x.read["evaluators"])


def titled(x: Exercise, objective: str) -> Some:
    """Return the numbers of an objective's id and title."""
    return x.tokens_of(objective, x.text(x.objective(objective)["title"]))


def dates(x: Exercise) -> str:
    """Return the days of STARTEX and ENDEX."""
    started, ended = (instant(x.read["exercise"][name]) for name in ("started_at", "ended_at"))
    if started is None:
        return ""
    days = [x.words.date(x.words.local(at)) for at in (started, ended or started)]
    return f" {DASH} ".join(dict.fromkeys(days))


def times(x: Exercise) -> str:
    started, ended = (instant(x.read["exercise"][name]) for name in ("started_at", "ended_at"))
    if started is None:
        return ""
    zone, first = x.words.zone_name(started), x.words.time(x.words.local(started))
    if ended is None:
        return x.tokens_of(f"{first} {zone}")
    return f"{first} {DASH} {x.words.time(x.words.local(ended))} {zone}"


def summary(x: Exercise) -> Lines:
    """Yield what came out, with its n."""
    overall = x.read["overall"]
    yield from warnings(x)
    rated = x.official("overall")
    yield x.tokens_of(rated["body"].get("why")) if rated else ""
    yield f"{x.words.percent(overall['percent'])} %" if overall["percent"] is not None else ""
    yield coverage(x, x.read["actions"])
    yield red_lines(x)
    yield ready(x)
    kinds = [finding["kind"] for finding in x.read["findings"]]
    yield from (str(kinds.count(kind)) for kind in ("strength", "improve"))
    yield planned(x)
    yield some(len(x.released), len(x.read["injects"]))
    yield str(len(x.play["decisions"]))
    for kind in ("strength", "improve"):
        found = [finding for finding in x.read["findings"] if finding["kind"] == kind]
        for finding in found[:MOST_LISTED]:
            yield some(x.tokens_of(finding["objective"]), x.tokens_of(finding["text"]))
        if len(found) > MOST_LISTED:
            yield some(MOST_LISTED, len(found))


def warnings(x: Exercise) -> Lines:
    """Yield what is missing or provisional."""
    missing = missing_at(x)
    yield x.tokens_of(" ".join(missing))
    yield from (x.tokens_of(station) for station in missing)
    assessed = [line for line in counted(x) if line["completion"] is not None]
    if assessed and x.read["overall"]["percent"] is None and len(assessed) < 0.6 * len(counted(x)):
        yield some(60)
    yield superseded(x)


def superseded(x: Exercise) -> str:
    """Return when the print was made that this one replaces: rows came in since."""
    if not x.play["prints"]:
        return ""
    latest = x.play["prints"][-1]
    head = head_of([row for row in x.rows if row["kind"] != "printed"])
    return "" if latest["body"]["head"] == head else x.tokens_of(x.words.moment(instant(latest["wall_at"])))


def counted(x: Exercise) -> list[Json]:
    """Return the actions of the coverage: none that the variant dropped."""
    return [line for line in x.read["actions"] if not line["dropped"]]


def coverage(x: Exercise, lines: list[Json]) -> Some:
    """Return percent, assessed and all of some actions."""
    told = [line for line in lines if not line["dropped"]]
    assessed = sum(line["completion"] is not None for line in told)
    share = x.words.percent(Fraction(100 * assessed, len(told))) if told else None
    return some(share, assessed, len(told))


def red_lines(x: Exercise) -> Some:
    lines = x.read["red_lines"]
    broken = [line["id"] for line in lines if line["breaches"]]
    return some(sum(line["breaches"] for line in lines), *broken, len(lines)) if lines else some()


def ready(x: Exercise) -> Some:
    found = x.read["readiness"]
    percent = None if found["percent"] is None else x.words.percent(found["percent"])
    return some(percent, *(found["critical_gaps"] if percent else ()))


def planned(x: Exercise) -> Some:
    plan = x.read["plan"]
    return some(len(plan), sum(line["status"] != "closed" for line in plan))


# One objective --------------------------------------------------------------------------------------


def objective(x: Exercise, line: Json) -> Lines:
    """Yield all that is said of one objective."""
    name = line["id"]
    yield titled(x, name)
    rated = x.official(name)
    yield x.tokens_of(rated["body"].get("why")) if rated else ""
    if line["letter"] is not None:
        yield some(*line["capped_by"])
    elif line["coverage"] is not None and line["coverage"] < Fraction(60, 100):
        yield some(60)
    if line["percent"] is not None:
        percent = x.words.percent(line["percent"])
        yield some(100, x.words.points(line["earned"]), line["points"], percent)
    graded = [each["completion"] for each in x.graded(name) if each["score"] is not None]
    yield some(*(graded.count(completion) for completion in ("met", "partial", "unmet")))
    yield coverage(x, x.graded(name))
    yield x.words.points(line["weight"])
    yield from findings(x, name)
    for action in x.graded(name):
        settled = x.settled(action["id"])
        if settled is not None:
            yield some(action["id"], x.tokens_of(settled["body"]["reason"]))
    yield not_scored(x, name)
    yield from breached(x, name)


def breached(x: Exercise, objective: str) -> Lines:
    lines = [line["id"] for line in x.plan["red_lines"] if line["objective"] == objective]
    rows = [row for row in x.play["breaches"] if row["body"]["red_line"] in lines]
    for row in rows:
        when, inject = x.words.t_plus(row["seen_ms"]), row["body"].get("inject")
        note = x.tokens_of(row["body"].get("note"))
        yield some(row["body"]["red_line"], when, inject, note, x.tokens_of(objective))
    if not rows:
        yield some(0)


def findings(x: Exercise, objective: str) -> Lines:
    """Yield strengths, then areas for improvement, each with what shows it and what follows."""
    for kind, initial in (("strength", "S{n}"), ("improve", "I{n}")):
        found = [f for f in x.read["findings"] if (f["kind"], f["objective"]) == (kind, objective)]
        for number, finding in enumerate(found, start=1):
            yield some(f"{objective}-{x.say(initial, n=number)}")
            yield x.tokens_of(finding["text"])
            if kind == "improve":
                actions = actions_of(x, finding)
                yield x.tokens_of("; ".join(cited(x, actions)))
                yield some(*(outcome(x, action) for action in actions))
            yield x.tokens_of(finding["cell"])
            yield some(*(shown(x, name) for name in finding["rows"]))
            author = finding["author"] if finding["author"] != finding["id"].partition(":")[0] else ""
            yield some(finding["id"], x.tokens_of(author))
            if kind == "improve":
                yield from follow_up(x, finding["id"])


def follow_up(x: Exercise, finding: str) -> Lines:
    """Yield the corrective actions that answer an improvement."""
    for number, line in enumerate(x.read["plan"], start=1):
        if line["from"] == finding:
            day = x.tokens_of(x.words.typed_day(line["due"]))
            yield some(number, x.tokens_of(line["text"]), x.tokens_of(line["owner"]), day)


def not_scored(x: Exercise, objective: str) -> Some:
    """Return the actions whose inject was not released, grouped by what became of it."""
    groups: dict[str, list[str]] = {}
    for name, action in x.actions.items():
        for fate, numbers in x.fates.items():
            if action["objective"] == objective and action["inject"] in numbers:
                groups.setdefault(fate, []).append(name)
    return some(*(name for group in groups.values() for name in group))


# Conduct and metrics --------------------------------------------------------------------------------


def conduct(x: Exercise) -> Lines:
    lines = x.read["red_lines"]
    if lines:
        clean = sum(not line["breaches"] for line in lines)
        breaches = sum(line["breaches"] for line in lines)
        yield some(breaches, len(lines), len(lines) - clean, clean)
    kinds = {row_id(row): row["kind"] for row in x.log}
    withdrawn = sum(kinds[name] == "breach" and state == "withdrawn" for name, state in x.states.items())
    yield some(withdrawn or None)
    for row in x.play["notes"]:
        words = "".join(sign if sign.isalnum() or sign in "_-" else " " for sign in row["body"]["text"])
        if row["body"].get("question") is None and {line["id"] for line in lines} & set(words.split()):
            yield some(x.words.t_plus(row["at_ms"]), row_id(row), x.tokens_of(row["body"]["text"]))


def metrics(x: Exercise) -> Lines:
    """Yield what stands between the tables of the metrics."""
    found = x.read["metrics"]
    yield some(5)  # below so many answers the values themselves stand
    yield some(*waiting(x))
    yield from figure_lines(x, "latency")
    kept = found["timeliness"]
    yield some(kept["on_time"], kept["planned"], x.words.span(kept["tolerance_ms"]))
    for name in ("early", "late", "skipped", "held", "retracted", "waiting"):
        yield some(len(kept[name]), *kept[name])
    yield from figure_lines(x, "told")
    sources = found["sources"]
    yield some(sources["rated"], sources["information"])
    yield some(*(part for rating, n in sources["ratings"].items() for part in (rating, n)))
    yield from escalations(x)
    yield from raters(x)


def waiting(x: Exercise) -> list[str]:
    """Return the injects that ask for an action and that nobody decided on."""
    return [line["number"] for line in x.released if line["asks"] and line["decision_ms"] is None]


def escalations(x: Exercise) -> Lines:
    told = x.read["metrics"]["escalations"]
    yield str(told["contingencies"])
    for name in ("offered", "released", "declined"):
        yield some(len(told[name]), *told[name])
    titles = {inject["number"]: x.text(inject["title"]) for inject in x.pack["injects"]}
    avoided = [
        some(each["inject"], x.tokens_of(titles[each["inject"]]), *each["by"]) for each in told["avoided"]
    ]
    yield some(len(avoided), *avoided)
    milder = [some(each["inject"], each["variant"]) for each in told["milder"]]
    yield some(len(milder), *milder)


def raters(x: Exercise) -> Lines:
    seen, found = x.read["metrics"]["coverage"], x.read["agreement"]
    yield str(x.read["evaluators"])
    yield from (some(seen[name], seen["actions"]) for name in ("once", "twice"))
    if found["units"] < LEAST_UNITS:
        yield some(found["units"], LEAST_UNITS)
    else:
        yield some(found["raters"], found["units"])  # the table's caption


# Readiness, hot wash, plan, appendices --------------------------------------------------------------


def readiness(x: Exercise) -> Lines:
    found = x.read["readiness"]
    yield some(1, 0)  # at most 1 an item, 0 for one that nobody counted
    yield ready(x)
    yield some(found["items"] - len(found["gaps"]), found["items"])
    yield x.tokens_of(found["override"])


def hot_wash(x: Exercise) -> Lines:
    """Yield each question with its answers, observers last, then the other notes."""
    questions = x.pack.get("hot_wash") or []
    notes = sorted(x.play["notes"], key=lambda row: not x.is_directors(row))
    asked = range(1, len(questions) + 1)
    for number, question in enumerate(questions, start=1):
        yield some(number, x.tokens_of(x.text(question)))
        yield from (said(x, row) for row in notes if row["body"].get("question") == number)
    yield from (said(x, row) for row in notes if row["body"].get("question") not in asked)


def said(x: Exercise, row: Json) -> Some:
    body = row["body"]
    at = x.words.t_plus(row["at_ms"]) if body.get("question") is None else None
    who = body.get("cell") or ("" if x.is_directors(row) else row["author"])
    rows = x.tokens_of(" ".join(body.get("rows") or []))
    return some(at, x.tokens_of(who), x.tokens_of(body["text"]), rows)


def feedback(x: Exercise) -> Lines:
    given = x.read["feedback"]
    if given:
        yield some(len(given))
        yield SCORED
    for each in given:
        score = None if each["score"] is None else f"{each['score']}/5"
        if each["text"]:
            yield some(score, x.tokens_of(each["text"]))


def measured(x: Exercise) -> Some:
    return x.tokens_of(x.words.day(x.printed_on))


def method(x: Exercise) -> Lines:
    yield from STEPS
    yield from (some(90, 70, 40, 40), some(60))
    yield division(x)


def division(x: Exercise) -> Some:
    """Return sum of weight x percent, sum of weights, and what the one divided by the other gives."""
    lines = [line for line in x.read["objectives"] if line["percent"] is not None]
    if not lines:
        return some()
    total = sum(line["weight"] * line["percent"] for line in lines)
    weights = sum(line["weight"] for line in lines)
    printed = x.words.percent(total / weights)
    for places in (1, 2, 3, 4):
        shown = x.words.decimal(total, places)
        if x.words.percent(Fraction(shown.replace(",", ".")) / weights) == printed:
            break
    result = None if x.read["overall"]["percent"] is None else printed
    return some(shown, x.words.points(weights), result)


def missing_at(x: Exercise) -> list[str]:
    """Return the stations that lack something, once for each thing."""
    return [station for _, station in dict.fromkeys((m["code"], m["station"]) for m in x.read["missing"])]


def record_gaps(x: Exercise) -> Lines:
    yield from (x.tokens_of(station) for station in missing_at(x))


def record(x: Exercise) -> Lines:
    journal, exercise, missing = x.read["journal"], x.read["exercise"], missing_at(x)
    yield from record_gaps(x)
    yield x.tokens_of(x.header["exercise"])
    yield from (str(journal[name]) for name in ("entries", "stations"))
    yield x.tokens_of(" ".join(missing))
    yield from (eights(digits) for digits in (journal["head"], x.header["pack"]["sha256"]))
    yield x.words.moment(instant(exercise["last_at"])) if exercise["last_at"] else ""
    yield x.words.day(x.printed_on)
    yield superseded(x)


def eights(digits: str) -> str:
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))
