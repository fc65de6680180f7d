"""Small and nasty exercises for Hypothesis; it must not score them.

An example is drawn as a plan and a list of intentions. A table plays the intentions in order and
passes over what contract 3 would refuse, so that every exercise is legal and shrinks well. Their form
is described in `sheet_rows.py`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

Row = dict[str, Any]

CONDUCT = ("release", "retract", "repeat", "hold", "skip", "settle", "clear")
UNDOABLE = (*CONDUCT, "assess", "breach")
VERBS = (
    *["assess"] * 16, *["release"] * 5, *["settle"] * 2, *["breach"] * 2, *["undo"] * 3,
    "retract", "repeat", "hold", "skip", "clear",
)  # fmt: skip
STATUS_AFTER = {"release": "released", "retract": "retracted", "hold": "held", "skip": "skipped"}
WEIGHTS = tuple(Fraction(w) for w in ("1", "2", "0.3", "2.5", "0.01"))
LIMITS = (None, 0, 1, 1_000, 60_000, 300_000)
STEPS = (0, 0, 1, 999, 60_000, 300_000)
TIMES_LIMIT = ((0, 0), (1, -1), (1, 0), (1, 1), (2, 0), (2, 1), (0, -1))
"""Latencies at and beside the boundaries: how many limits after the release, and milliseconds more."""


class Intention(NamedTuple):
    """What somebody wants to do; numbers choose among what is possible then."""

    verb: str
    who: int
    pick: int
    step_ms: int
    boundary: tuple[int, int] | None
    completion: str
    flag: bool


INTENTIONS = st.builds(
    Intention,
    verb=st.sampled_from(VERBS),
    who=st.integers(0, 5),
    pick=st.integers(0, 23),
    step_ms=st.sampled_from(STEPS),
    boundary=st.sampled_from((None, None, *TIMES_LIMIT)),
    completion=st.sampled_from(("met", "met", "met", "partial", "unmet", "n/a")),
    flag=st.booleans(),
)


@st.composite
def exercises(draw: st.DrawFn, *, merged_late: bool = False) -> Row:
    """Draw an exercise; with `merged_late` observers' rows recorded and seen after ENDEX too."""
    stations = ("DIR", "P1", "P2")[: draw(st.integers(1, 3))]
    authors = "AB"[: draw(st.integers(1, 2))]
    table = Table(draw(plans()), [(station, author) for station in stations for author in authors])
    least = draw(st.sampled_from((40, 20, 5)))
    for intention in draw(st.lists(INTENTIONS, min_size=least, max_size=55)):
        table.play(intention)
    if draw(st.booleans()):
        table.end(draw(INTENTIONS))
        for intention in draw(st.lists(INTENTIONS, max_size=4)):
            table.play_after_endex(intention, merged_late=merged_late)
    return table.exercise


@st.composite
def plans(draw: st.DrawFn) -> Row:
    """Draw objectives, red lines and injects, with nothing played yet."""
    objectives = [f"O{n}" for n in range(1, draw(st.integers(1, 3)) + 1)]
    some_objective = st.sampled_from(objectives)
    return {
        "endex_ms": None,
        "rest": draw(st.sampled_from(("open", "unmet"))),
        "objectives": [{"id": o, "weight": draw(st.sampled_from(WEIGHTS))} for o in objectives],
        "red_lines": [
            {"id": f"R{n}", "objective": draw(some_objective), "grave": draw(st.booleans())}
            for n in range(draw(st.integers(0, 4)), 0, -1)
        ],
        "injects": [draw(injects(f"E{n:02}", some_objective)) for n in range(1, draw(st.integers(2, 6)) + 1)],
        "acts": [],
    }


@st.composite
def injects(draw: st.DrawFn, number: str, some_objective: st.SearchStrategy[str]) -> Row:
    """Draw one inject with its actions and variants."""
    ids = [f"{number}.{letter}" for letter in "abcd"[: draw(st.integers(1, 4))]]
    dropped = st.lists(st.sampled_from(ids), unique=True)
    return {
        "number": number,
        "actions": [
            {
                "id": full_id,
                "points": draw(st.sampled_from((1, 2, 3, 4, 10, 100))),
                "limit_ms": draw(st.sampled_from(LIMITS)),
                "objective": draw(some_objective),
            }
            for full_id in ids
        ],
        "variants": draw(st.lists(dropped, max_size=2)),
    }


class Table:
    """Plays intentions on a plan; `standing` are the acts that stand, oldest first."""

    def __init__(self, plan: Row, people: list[tuple[str, str]]) -> None:
        self.exercise = plan
        self._people = people
        self._now_ms = 0
        self._standing: list[Row] = []
        self._cleared: list[tuple[Row, Row]] = []

    def play(self, intention: Intention) -> None:
        """Do it if it is legal now; else nothing happens."""
        self._now_ms += intention.step_ms
        what = self._what(intention)
        if what is not None:
            self._append(intention, what)

    def end(self, intention: Intention) -> None:
        """Give ENDEX."""
        self._now_ms += intention.step_ms
        self._append(intention._replace(verb="endex"), {})
        self.exercise["endex_ms"] = self._now_ms

    def play_after_endex(self, intention: Intention, *, merged_late: bool) -> None:
        """Assess with a time seen not later than ENDEX; merged rows of observers may be later."""
        endex_ms = self.exercise["endex_ms"]
        station, _ = self._people[intention.who % len(self._people)]
        is_late = merged_late and station != "DIR"
        self._now_ms = max(self._now_ms, endex_ms + intention.step_ms) if is_late else endex_ms
        full_id = self._action(intention)
        seen_ms = self._seen_ms(intention, full_id)
        if not is_late:
            self._now_ms = endex_ms
            seen_ms = endex_ms if seen_ms is None else min(seen_ms, endex_ms)
        what = {"action": full_id, "completion": intention.completion, "seen_ms": seen_ms}
        self._append(intention._replace(verb="assess"), what)

    def _append(self, intention: Intention, what: Row) -> None:
        station, author = self._people[intention.who % len(self._people)]
        if intention.verb in (*CONDUCT, "endex"):
            station = "DIR"
        who = {"station": station, "author": author}
        act = {"at_ms": self._now_ms, **who, "verb": intention.verb, **what}
        self.exercise["acts"].append(act)
        if intention.verb == "undo":
            self._undo(station)
        elif intention.verb == "clear":
            self._clear(act)
        if intention.verb in UNDOABLE:
            self._standing.append(act)

    def _what(self, intention: Intention) -> Row | None:
        """Return what an act needs, None where nothing can be done now."""
        if intention.verb in ("assess", "settle"):
            full_id = self._action(intention)
            seen_ms = self._seen_ms(intention, full_id)
            return {"action": full_id, "completion": intention.completion, "seen_ms": seen_ms}
        if intention.verb in ("breach", "clear"):
            return self._red_line(intention)
        if intention.verb == "undo":
            station, _ = self._people[intention.who % len(self._people)]
            return {} if any(act["station"] == station for act in self._visible()) else None
        return self._inject(intention)

    def _inject(self, intention: Intention) -> Row | None:
        status = self._statuses()
        possible = [n for n, now in status.items() if _is_possible(intention.verb, now)]
        if not possible:
            return None
        number = possible[intention.pick % len(possible)]
        if intention.verb != "release":
            return {"inject": number}
        variants = next(i["variants"] for i in self.exercise["injects"] if i["number"] == number)
        return {"inject": number, "variant": intention.pick // 6 % (len(variants) + 1)}

    def _red_line(self, intention: Intention) -> Row | None:
        ids = [line["id"] for line in self.exercise["red_lines"]]
        if intention.verb == "clear":
            breached = {act["red_line"] for act in self._visible() if act["verb"] == "breach"}
            ids = [id_ for id_ in ids if id_ in breached]
        if not ids:
            return None
        red_line = ids[intention.pick % len(ids)]
        if intention.verb == "clear":
            return {"red_line": red_line}
        self._now_ms += 1  # two breaches of one instant at two stations have no latest one
        return {"red_line": red_line, "grave": intention.flag}

    def _action(self, intention: Intention) -> str:
        """Choose an action, mostly of a released inject."""
        status = self._statuses()
        plan = [(i["number"], a["id"]) for i in self.exercise["injects"] for a in i["actions"]]
        released = [full_id for number, full_id in plan if status[number] == "released"]
        choice = released if released and intention.pick % 6 else [full_id for _, full_id in plan]
        return choice[intention.pick % len(choice)]

    def _seen_ms(self, intention: Intention, full_id: str) -> int | None:
        """Choose a time seen beside a boundary of the action's latency; the clock runs on to it."""
        if intention.boundary is None:
            return max(0, self._now_ms - intention.step_ms) if intention.flag else None
        limits, more_ms = intention.boundary
        number, _, _ = full_id.partition(".")
        released = [a["at_ms"] for a in self._standing if a["verb"] == "release" and a["inject"] == number]
        wanted_ms = (released or [0])[-1] + limits * (self._limit_ms(full_id) or 0) + more_ms
        runs_on = wanted_ms >= self._now_ms
        self._now_ms = max(self._now_ms, wanted_ms)
        return None if runs_on and intention.flag else max(0, wanted_ms)

    def _limit_ms(self, full_id: str) -> int | None:
        actions = [a for i in self.exercise["injects"] for a in i["actions"] if a["id"] == full_id]
        limit_ms: int | None = actions[0]["limit_ms"]
        return limit_ms

    def _statuses(self) -> dict[str, str]:
        status = {inject["number"]: "waiting" for inject in self.exercise["injects"]}
        for act in self._standing:
            if act["verb"] in STATUS_AFTER:
                status[act["inject"]] = STATUS_AFTER[act["verb"]]
        return status

    def _visible(self) -> list[Row]:
        """Return the acts that stand and were not cleared."""
        hidden = [id(breach) for _, breach in self._cleared]
        return [act for act in self._standing if id(act) not in hidden]

    def _undo(self, station: str) -> None:
        target = [act for act in self._visible() if act["station"] == station][-1]
        self._standing = [act for act in self._standing if act is not target]
        self._cleared = [pair for pair in self._cleared if pair[0] is not target]

    def _clear(self, clear: Row) -> None:
        breaches = [a for a in self._visible() if a["verb"] == "breach"]
        latest = [a for a in breaches if a["red_line"] == clear["red_line"]][-1]
        self._cleared.append((clear, latest))


def _is_possible(verb: str, status: str) -> bool:
    match verb:
        case "release":
            return status != "released"
        case "hold":
            return status == "waiting"
        case "skip":
            return status in ("waiting", "held")
        case _:  # retract and repeat
            return status == "released"
