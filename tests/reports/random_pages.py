"""Random packs and results for the one page: texts of any length, lists of any size; it checks nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from reports import samples

from tabletop.domain.plan.readiness import ReadinessItem
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import Cell, EndState, ExerciseFacts, Phase, Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play.state import BreachRecord, PauseRecord, PrintRecord
from tabletop.domain.result.agreement import Agreement
from tabletop.domain.result.debrief import Debrief, ReadinessGap, ReadinessResult, RedLineResult
from tabletop.domain.result.latency import LatencySummary

LANGUAGES = (("id",), ("en",), ("id", "en"))
LABELS = ("hseep", "uk", "nato", "indonesia")
_WORDS = (
    "satu", "regu", "menutup", "jembatan", "karena", "arus", "deras", "sebelum", "warga", "lansia",
    "dijemput", "lewat", "jalan", "belakang", "pertanggungjawaban", "Panwaslucam", "ketidaknetralan",
    "E03.b", "T+01:20", "81,6", "%", "naïve", "Ω",
)  # fmt: skip
_MINUTE = 60_000


@dataclass(frozen=True)
class Printed:
    """What is printed, and how."""

    plan: Scenario
    debrief: Debrief
    languages: tuple[str, ...]
    labels: str


def random_pages(objectives: st.SearchStrategy[int]) -> st.SearchStrategy[Printed]:
    """Return pages with so many objectives; all else is drawn from one seed, so that any can be had again."""
    seeds = st.integers(0, 2**32 - 1)
    return st.builds(printed, objectives, seeds, st.sampled_from(LANGUAGES), st.sampled_from(LABELS))


def printed(objectives: int, seed: int, languages: tuple[str, ...], labels: str) -> Printed:
    drawn = random.Random(seed)
    say = sayer(drawn)
    plan = random_plan(drawn, objectives, say)
    return Printed(plan, random_debrief(drawn, plan, say), languages, labels)


def sayer(drawn: random.Random) -> Callable[[str], str]:
    """Return what makes texts: most as long as people write, some up to the 4,000 letters of a pack."""
    spread = drawn.choice(((20, 60), (1, 30), (40, 160), (200, 600), (1, 4000), (3900, 4000)))

    def say(_: str = "") -> str:
        length, text = drawn.randint(*spread), ""
        if drawn.random() < 0.05:
            return "W" * min(length, 300)
        while len(text) < length:
            text += drawn.choice(_WORDS) + drawn.choice((" ", " ", " ", ", ", ". ", "\n"))
        return text[:length].strip() or "x"

    return say


def _text(say: Callable[[str], str]) -> Text:
    return Text((("id", say("")), ("en", say(""))))


def _id(drawn: random.Random, letter: str, number: int, longest: int = 24) -> str:
    name = f"{letter}{number:02}"
    return name if drawn.random() < 0.85 else (name + "-" + "X" * longest)[:longest]


def random_plan(drawn: random.Random, objectives: int, say: Callable[[str], str]) -> Scenario:
    plan = samples.plan(objectives, say=say)
    names = [_id(drawn, "O", n) for n in range(1, objectives + 1)]
    states = tuple(EndState(id=f"s{n}", title=_text(say)) for n in range(drawn.randint(0, 4)))
    served = tuple(state.id for state in states)
    maybe: Callable[[], Text | None] = lambda: _text(say) if drawn.random() < 0.8 else None  # noqa: E731 - short
    return replace(
        plan,
        title=_text(say),
        objectives=tuple(
            replace(
                objective, id=name, title=_text(say), weight=Fraction(drawn.choice((1, 1, 2, 10, 100)), 4),
                end_states=tuple(drawn.sample(served, drawn.randint(0, len(served)))),
            )
            for name, objective in zip(names, plan.objectives, strict=True)
        ),
        end_states=states,
        exercise=ExerciseFacts(type=maybe(), place=maybe(), organisation=maybe(), scope=maybe()),
        cells=tuple(
            Cell(id=_id(drawn, "C", n), title=_text(say), kind="player") for n in range(drawn.randint(1, 30))
        ),
        phases=tuple(
            Phase(id=_id(drawn, "F", n), title=_text(say), at_ms=n * 15 * _MINUTE)
            for n in range(drawn.randint(0, 12))
        ),
        red_lines=tuple(
            RedLine(id=_id(drawn, "R", n), text=_text(say), objective=drawn.choice(names))
            for n in range(drawn.randint(0, 40))
        ),
        readiness=tuple(
            ReadinessItem(
                id=_id(drawn, "K", n), item=_text(say), required=10 ** drawn.randint(0, 6),
                critical=drawn.random() < 0.3,
            )
            for n in range(drawn.randint(0, 20))
        ),
    )  # fmt: skip


def random_debrief(drawn: random.Random, plan: Scenario, say: Callable[[str], str]) -> Debrief:
    """Return a result of that plan: numbers from nothing to the limits, lists from none to many."""
    known = samples.debrief(len(plan.objectives), say=say)
    breaches = _breaches(drawn, plan, say)
    changes: dict[str, Any] = {
        "exercise_id": _id(drawn, "EX-", drawn.randint(1, 99), 40),
        "score": _score(drawn, plan, known),
        "breaches": breaches,
        "red_lines": tuple(
            RedLineResult(
                id=line.id, breaches=sum(b.red_line == line.id for b in breaches), grave=drawn.random() < 0.3
            )
            for line in plan.red_lines
        ),
        "readiness": _readiness(drawn, plan, say),
        "participants": tuple((say(""), 10 ** drawn.randint(0, 4)) for _ in range(drawn.randint(0, 15))),
        "findings": _some(drawn, known.findings, 12),
        "plan": _some(drawn, known.plan, 14),
        "pauses": tuple(
            PauseRecord(
                at_ms=n * 20 * _MINUTE, reason=drawn.choice(("break", "crash", "other")),
                began_at=samples.STARTED, wall_ms=drawn.choice((None, 20_000, 90 * _MINUTE)),
            )
            for n in range(drawn.randint(0, 9))
        ),
        "missing": tuple(("gap", _id(drawn, "P", n)) for n in range(drawn.choice((0, 0, 1, 9)))),
        "decision": drawn.choice((known.decision, _few(drawn), _huge())),
        "agreement": drawn.choice((known.agreement, Agreement(units=9, raters=2))),
    }  # fmt: skip
    if drawn.random() < 0.2:
        changes |= {"draft": True, "ended_at": None}
    if drawn.random() < 0.2:
        changes["superseded"] = PrintRecord(
            row=("DIR", 9), printed_at=samples.STARTED, head="0" * 64, entries=9
        )
    return replace(known, **changes)


def _some(drawn: random.Random, known: tuple[Any, ...], most: int) -> tuple[Any, ...]:
    count = drawn.randint(0, most)
    return tuple(replace(known[n % len(known)], id=f"P1:{n}") for n in range(count))


def _breaches(drawn: random.Random, plan: Scenario, say: Callable[[str], str]) -> tuple[BreachRecord, ...]:
    if not plan.red_lines:
        return ()
    return tuple(
        BreachRecord(
            row=("P1", n), red_line=drawn.choice(plan.red_lines).id, at_ms=n * 7 * _MINUTE,
            inject=drawn.choice((None, _id(drawn, "E", n))), grave=drawn.random() < 0.3,
            note=drawn.choice((None, say(""))),
        )
        for n in range(drawn.choice((0, 0, 1, 2, 12)))
    )  # fmt: skip


def _readiness(drawn: random.Random, plan: Scenario, say: Callable[[str], str]) -> ReadinessResult:
    if not plan.readiness:
        return ReadinessResult(percent=None, gate="ready", gaps=(), items=0)
    gaps = [item for item in plan.readiness if drawn.random() < 0.5]
    return ReadinessResult(
        percent=Fraction(drawn.randint(0, 1000), 10),
        gate=drawn.choice(("ready", "ready-with-notes", "not-ready")),
        gaps=tuple(
            ReadinessGap(id=i.id, serviceable=0, required=i.required, critical=i.critical) for i in gaps
        ),
        items=len(plan.readiness),
        override=drawn.choice((None, None, say(""))),
    )


def _score(drawn: random.Random, plan: Scenario, known: Debrief) -> Any:
    lines = [line.id for line in plan.red_lines]
    objectives = tuple(
        replace(
            score, id=objective.id, weight=objective.weight, points=drawn.choice((score.points, 20_000)),
            percent=drawn.choice((None, Fraction(0), Fraction(100), score.percent)),
            letter=drawn.choice((None, "P", "U")), rated=drawn.choice((None, "S", "M")),
            rated_why=drawn.choice((None, score.rated_why)),
            capped_by=tuple(drawn.sample(lines, min(len(lines), drawn.randint(0, 4)))),
        )
        for objective, score in zip(plan.objectives, known.score.objectives, strict=True)
    )  # fmt: skip
    overall = replace(
        known.score.overall, percent=drawn.choice((None, Fraction(100), Fraction(100, 7))),
        rated=drawn.choice((None, "P", "M")), actions=drawn.choice((93, 20_000)),
    )  # fmt: skip
    return replace(known.score, objectives=objectives, overall=overall)


def _few(drawn: random.Random) -> LatencySummary:
    values = tuple(sorted(drawn.randint(0, 10**7) for _ in range(4)))
    waiting = tuple(_id(drawn, "E", n) for n in range(drawn.randint(0, 30)))
    return LatencySummary(
        answered=4, released=4 + len(waiting), p50_ms=None, p90_ms=None, values_ms=values, open=waiting
    )


def _huge() -> LatencySummary:
    return LatencySummary(
        answered=9_999, released=10_000, p50_ms=59_999_000, p75_ms=99_999_000, p90_ms=359_999_000,
        values_ms=None, open=tuple(f"E{n:04}" for n in range(1)),
    )  # fmt: skip
