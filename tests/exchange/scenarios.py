"""Random scenarios for the round trip: any text a person could type, any order, any optional part."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tabletop.domain.plan.eeg import CapabilityTarget, CriticalTask, Objective
from tabletop.domain.plan.msel import ExpectedAction, Inject, Variant
from tabletop.domain.plan.readiness import ReadinessItem, RosterUnit
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import (
    Actor,
    Cell,
    Document,
    EndState,
    ExerciseFacts,
    Phase,
    Rule,
    Scenario,
    Situation,
)
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached, Met, Unmet
from tabletop.domain.plan.vulnerability import Vulnerability

LANGUAGES = ("id", "en", "pt-BR")
FILE = "attachments/map.png"

# What YAML could take for something else, beside any text at all.
AWKWARD = ["NO", "~", "null", "10:30", "1E07", "0110", "2024-01-26", "- x", "a: b", "x #y", "@x", "%", "'",
           '"', "\\", "[", "{", "&a", "*a", "!t", "|", ">", "?", " x ", "x\n\ny\n", "\ty", "x\u2028y", "\U0001f600",
           "\x85", "a\u00a0b", "\ufeffx", "=", "<<", "---", "...", "#", "x " * 90]  # fmt: skip
_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
) | st.sampled_from("\n\t \x85")
words = (st.sampled_from(AWKWARD) | st.text(_CHARACTERS, min_size=1, max_size=40)).filter(
    lambda words: words.strip() != "" and not any(ord(sign) & 0x1FFFE >= 0x1FFFE for sign in words)
)
short = words.filter(lambda words: len(words) <= 40)
texts = st.builds(Text.same, words) | st.builds(
    lambda first, second, third: Text(tuple(zip(LANGUAGES, (first, second, third), strict=True))),
    words, words, words,
)  # fmt: skip
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,7}", fullmatch=True).filter(
    lambda id_: id_ not in ("all", "overall")
)
seconds = st.integers(0, 99 * 3600).map(lambda second: second * 1000)
spans = st.integers(1, 20_000).map(lambda second: second * 1000)
weights = st.integers(1, 10**9).map(lambda millionths: Fraction(millionths, 10**6))
moments = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)).map(  # noqa: DTZ001 - made aware below
    lambda at: at.replace(microsecond=0)
).flatmap(lambda at: st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-3, minutes=-30))])
          .map(lambda zone: at.replace(tzinfo=zone)))  # fmt: skip


def unique(items: st.SearchStrategy[Any], key: str = "id", *, at_least: int = 0) -> st.SearchStrategy[Any]:
    rows = st.lists(items, min_size=at_least, max_size=3, unique_by=lambda item: getattr(item, key))
    return rows.map(tuple)


def some(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), max_size=3).map(tuple) if choices else st.just(())


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def objectives(draw: st.DrawFn, end_states: tuple[str, ...]) -> Objective:
    id_ = draw(ids)
    targets = []
    for nth in range(draw(st.integers(0, 2))):
        tasks = tuple(
            CriticalTask(id=f"{id_}.{nth}.{part}", text=draw(texts), source=draw(maybe(texts)))
            for part in "ab"[: draw(st.integers(0, 2))]
        )
        targets.append(CapabilityTarget(id=f"{id_}.{nth}", text=draw(texts), tasks=tasks))
    return Objective(
        id=id_, title=draw(texts), capability=draw(maybe(texts)), weight=draw(weights),
        end_states=draw(some(end_states)), targets=tuple(targets),
    )  # fmt: skip


@st.composite
def injects(draw: st.DrawFn, number: str, names: dict[str, tuple[str, ...]]) -> Inject:
    kind = draw(st.sampled_from(["contextual", "scheduled", "contingency"]))
    at_ms = draw(maybe(seconds))
    cells = names["cells"]
    expects = tuple(
        ExpectedAction(
            id=letter, inject=number, text=draw(texts), cell=draw(st.sampled_from(("all", *cells))),
            points=draw(st.integers(1, 100)), objective=draw(st.sampled_from(names["objectives"])),
            within_ms=draw(maybe(spans)), critical=draw(st.booleans()),
            rule=draw(st.sampled_from((None, *names["rules"]))),
            cites=tuple(draw(st.lists(texts, max_size=2))),
        )
        for letter in "abc"[: draw(st.integers(0, 3))]
    )  # fmt: skip
    own = tuple(action.full_id for action in expects)
    kinds: list[st.SearchStrategy[Any]] = []
    if own:
        actions = st.lists(st.sampled_from(own), min_size=1, max_size=3).map(tuple)
        kinds.append(st.builds(Unmet, actions=actions, every=st.booleans(), after_ms=maybe(seconds)))
        kinds.append(st.builds(Met, action=st.sampled_from(own), within_ms=maybe(spans)))
    if names["red_lines"]:
        lines = st.lists(st.sampled_from(names["red_lines"]), min_size=1, max_size=2).map(tuple)
        kinds.append(st.builds(Breached, red_lines=lines))
    kind = "scheduled" if not kinds and kind == "contingency" else kind
    variants = st.builds(
        Variant, when=st.one_of(kinds), title=maybe(texts), message=maybe(texts),
        attachments=maybe(some((FILE,))), controller_notes=maybe(texts),
        without=some(tuple(action.id for action in expects)),
    ) if kinds else st.nothing()  # fmt: skip
    return Inject(
        number=number, kind=kind, title=draw(texts), message=draw(texts), sender=draw(texts),
        by=draw(st.sampled_from(cells)),
        to=draw(st.just(("all",)) | st.lists(st.sampled_from(cells), min_size=1, max_size=3).map(tuple)),
        method=draw(st.sampled_from(["paper", "in-person", "projector"])), at_ms=at_ms,
        auto=draw(st.booleans()) and kind != "contingency" and at_ms is not None,
        when=draw(st.one_of(kinds)) if kind == "contingency" else None,
        scenario_at=draw(maybe(moments)), delivery_ms=draw(maybe(seconds)),
        discussion_ms=draw(maybe(seconds)), links=draw(some(names["vulnerabilities"])),
        red_lines=draw(some(names["red_lines"])), controller_notes=draw(maybe(texts)),
        attachments=draw(some((FILE,))), state=draw(st.sampled_from(["draft", "ready"])),
        source_number=draw(maybe(short)), notes=draw(maybe(texts)), expects=expects,
        variants=draw(st.lists(variants, max_size=2).map(tuple)) if kinds else (),
    )  # fmt: skip


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Make a scenario that the checks have nothing against but advice."""
    end_states = draw(unique(st.builds(EndState, id=ids, title=texts)))
    own_objectives = draw(unique(objectives(tuple(state.id for state in end_states)), at_least=1))
    objective_ids = tuple(objective.id for objective in own_objectives)
    kinds = st.sampled_from(["player", "liaison", "simcell", "control"])
    cells = draw(unique(st.builds(Cell, id=ids, title=texts, kind=kinds), at_least=1))
    lines = st.builds(
        RedLine, id=ids, text=texts, objective=st.sampled_from(objective_ids), grave=st.booleans()
    )
    red_lines = draw(unique(lines))
    rules = draw(unique(st.builds(Rule, id=ids, title=texts, as_at=maybe(short), note=maybe(texts))))
    shares = maybe(st.sampled_from(["0", "1", "0.310", "1.0"]))
    entries = st.builds(
        Vulnerability, id=ids, site=texts, category=texts, area=maybe(texts),
        reasons=st.lists(texts, max_size=2).map(tuple), owner=maybe(texts), as_at=maybe(texts), x=shares, y=shares,
    )  # fmt: skip
    vulnerabilities = draw(unique(entries))
    names = {
        "cells": tuple(cell.id for cell in cells),
        "objectives": objective_ids,
        "rules": tuple(rule.id for rule in rules),
        "red_lines": tuple(line.id for line in red_lines),
        "vulnerabilities": tuple(entry.id for entry in vulnerabilities),
    }
    numbers = draw(st.lists(ids, max_size=3, unique=True))
    starts = sorted(draw(st.sets(seconds, max_size=3)))
    phase_ids = draw(st.lists(ids, min_size=len(starts), max_size=len(starts), unique=True))
    return Scenario(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)), version=draw(short),
        title=draw(texts), languages=LANGUAGES, timezone="Asia/Jakarta", starts_at=draw(moments),
        duration_ms=draw(spans), cells=cells, objectives=own_objectives,
        injects=tuple(draw(injects(number, names)) for number in numbers), summary=draw(maybe(texts)),
        labels=draw(st.sampled_from(["hseep", "nato"])), rules_as_at=draw(maybe(short)),
        exercise=draw(st.builds(ExerciseFacts, type=maybe(texts), place=maybe(texts))),
        situations=draw(unique(st.builds(Situation, id=ids, title=texts, tone=st.integers(1, 9)))),
        end_states=end_states,
        phases=tuple(
            Phase(id=id_, title=draw(texts), at_ms=at_ms, scenario_at=draw(maybe(moments)))
            for id_, at_ms in zip(phase_ids, starts, strict=True)
        ),
        actors=draw(unique(st.builds(Actor, id=ids, title=texts, mandate=maybe(texts)))),
        red_lines=red_lines,
        readiness=draw(
            unique(
                st.builds(
                    ReadinessItem, id=ids, item=texts, group=maybe(texts), required=st.integers(1, 999),
                    unit=maybe(texts), critical=st.booleans(), weight=st.integers(1, 9),
                )
            )
        ),
        roster=draw(
            unique(st.builds(RosterUnit, unit=ids, title=texts, required=st.integers(1, 999)), "unit")
        ),
        vulnerabilities=vulnerabilities, map=draw(maybe(st.just(FILE))), rules=rules,
        documents=draw(unique(st.builds(Document, id=ids, title=texts, file=maybe(st.just(FILE))))),
        hot_wash=tuple(draw(st.lists(texts, max_size=2))),
    )  # fmt: skip
