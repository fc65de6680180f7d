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

# What YAML could take for something else.
AWKWARD = (
    "NO", "~", "null", "10:30", "1E07", "0110", "2024-01-26", "- x", "a: b", "x #y", "@x", "%", "'", '"',
    "\\", "[", "{", "&a", "*a", "!t", "|", ">", "?", " x ", "x\n\ny\n", "\ty", "x\u2028y", "\U0001f600",
    "\x85x", "a\u00a0b", "\ufeffx", "=", "<<", "---", "...", "#", "x " * 90,
)  # fmt: skip
_SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from("\n\t ")
words = (st.sampled_from(AWKWARD) | st.text(_SIGNS, min_size=1, max_size=40)).filter(
    lambda words: words.strip() != ""
)
short = st.sampled_from(["1.0", "2024-02", "NO", "x #y"])
texts = st.builds(Text.same, words) | st.tuples(words, words, words).map(
    lambda versions: Text(tuple(zip(LANGUAGES, versions, strict=True)))
)
ids = st.sampled_from([f"{letter}{n}" for letter in ("A", "b", "NO", "1E", "x-_") for n in range(4)])
seconds = st.integers(0, 99 * 3600).map(lambda second: second * 1000)
spans = st.integers(1, 20_000).map(lambda second: second * 1000)
weights = st.integers(1, 10**9).map(lambda millionths: Fraction(millionths, 10**6))
zones = st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-3, minutes=-30))])
moments = st.builds(
    lambda second, zone: datetime(2000, 1, 1, tzinfo=zone) + timedelta(seconds=second),
    st.integers(-(10**9), 10**9),
    zones,
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def unique(items: st.SearchStrategy[Any], key: str = "id", *, at_least: int = 0) -> st.SearchStrategy[Any]:
    rows = st.lists(items, min_size=at_least, max_size=2, unique_by=lambda item: getattr(item, key))
    return rows.map(tuple)


def some(choices: tuple[str, ...], *, at_least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    if not choices:
        return st.just(())
    return st.lists(st.sampled_from(choices), min_size=at_least, max_size=2).map(tuple)


@st.composite
def objectives(draw: st.DrawFn, texts: st.SearchStrategy[Text], end_states: tuple[str, ...]) -> Objective:
    id_ = draw(ids)
    task = CriticalTask(id=f"{id_}.1.a", text=draw(texts), source=draw(maybe(texts)))
    target = CapabilityTarget(id=f"{id_}.1", text=draw(texts), tasks=draw(st.sampled_from([(), (task,)])))
    return Objective(
        id=id_, title=draw(texts), capability=draw(maybe(texts)), weight=draw(weights),
        end_states=draw(some(end_states)), targets=draw(st.sampled_from([(), (target,)])),
    )  # fmt: skip


def conditions(actions: tuple[str, ...], red_lines: tuple[str, ...]) -> list[st.SearchStrategy[Any]]:
    """Return the kinds of condition that can be made of these."""
    kinds: list[st.SearchStrategy[Any]] = []
    if actions:
        several = some(actions, at_least=1)
        kinds.append(st.builds(Unmet, actions=several, every=st.booleans(), after_ms=maybe(seconds)))
        kinds.append(st.builds(Met, action=st.sampled_from(actions), within_ms=maybe(spans)))
    if red_lines:
        kinds.append(st.builds(Breached, red_lines=some(red_lines, at_least=1)))
    return kinds


@st.composite
def injects(
    draw: st.DrawFn, number: str, texts: st.SearchStrategy[Text], names: dict[str, tuple[str, ...]]
) -> Inject:
    at_ms = draw(maybe(seconds))
    cells = names["cells"]
    expects = tuple(
        ExpectedAction(
            id=letter, inject=number, text=draw(texts), cell=draw(st.sampled_from(("all", *cells))),
            points=draw(st.integers(1, 100)), objective=draw(st.sampled_from(names["objectives"])),
            within_ms=draw(maybe(spans)), critical=draw(st.booleans()),
            rule=draw(st.sampled_from((None, *names["rules"]))),
            cites=draw(st.lists(texts, max_size=1).map(tuple)),
        )
        for letter in "ab"[: draw(st.integers(0, 2))]
    )  # fmt: skip
    kinds = conditions(tuple(action.full_id for action in expects), names["red_lines"])
    kind = draw(st.sampled_from(["contextual", "scheduled", "contingency"] if kinds else ["scheduled"]))
    variants = st.builds(
        Variant, when=st.one_of(kinds), title=maybe(texts), message=maybe(texts),
        attachments=maybe(some((FILE,))), controller_notes=maybe(texts),
        without=some(tuple(action.id for action in expects)),
    )  # fmt: skip
    return Inject(
        number=number, kind=kind, title=draw(texts), message=draw(texts), sender=draw(texts),
        by=draw(st.sampled_from(cells)), to=draw(st.just(("all",)) | some(cells, at_least=1)),
        method=draw(st.sampled_from(["paper", "in-person", "projector"])), at_ms=at_ms,
        auto=draw(st.booleans()) and kind != "contingency" and at_ms is not None,
        when=draw(st.one_of(kinds)) if kind == "contingency" else None,
        scenario_at=draw(maybe(moments)), delivery_ms=draw(maybe(seconds)),
        discussion_ms=draw(maybe(seconds)), links=draw(some(names["vulnerabilities"])),
        red_lines=draw(some(names["red_lines"])), controller_notes=draw(maybe(texts)),
        attachments=draw(some((FILE,))), state=draw(st.sampled_from(["draft", "ready"])),
        source_number=draw(maybe(short)), notes=draw(maybe(texts)), expects=expects,
        variants=draw(st.lists(variants, max_size=1).map(tuple)) if kinds else (),
    )  # fmt: skip


@st.composite
def surroundings(draw: st.DrawFn, few: st.SearchStrategy[Text]) -> dict[str, Any]:
    """Make the parts that nothing else refers to."""
    starts = sorted(draw(st.sets(seconds, max_size=2)))
    items = st.builds(
        ReadinessItem, id=ids, item=few, group=maybe(few), required=st.integers(1, 999), unit=maybe(few),
        critical=st.booleans(), weight=st.integers(1, 9),
    )  # fmt: skip
    units = st.builds(RosterUnit, unit=ids, title=few, required=st.integers(1, 999))
    return {
        "exercise": draw(st.builds(ExerciseFacts, type=maybe(few), place=maybe(few))),
        "situations": draw(unique(st.builds(Situation, id=ids, title=few, tone=st.integers(1, 9)))),
        "phases": tuple(
            Phase(id=f"F{nth}", title=draw(few), at_ms=at_ms, scenario_at=draw(maybe(moments)))
            for nth, at_ms in enumerate(starts)
        ),
        "actors": draw(unique(st.builds(Actor, id=ids, title=few, mandate=maybe(few)))),
        "readiness": draw(unique(items)),
        "roster": draw(unique(units, "unit")),
        "documents": draw(unique(st.builds(Document, id=ids, title=few, file=maybe(st.just(FILE))))),
        "hot_wash": draw(st.lists(few, max_size=2).map(tuple)),
    }


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Make a scenario that the checks have nothing against but advice."""
    # A few texts a scenario: each text alone is tried elsewhere, and drawing hundreds is slow.
    few = st.sampled_from(draw(st.lists(texts, min_size=1, max_size=3)))
    end_states = draw(unique(st.builds(EndState, id=ids, title=few)))
    own_objectives = draw(unique(objectives(few, tuple(state.id for state in end_states)), at_least=1))
    kinds = st.sampled_from(["player", "liaison", "simcell", "control"])
    cells = draw(unique(st.builds(Cell, id=ids, title=few, kind=kinds), at_least=1))
    aims = st.sampled_from([objective.id for objective in own_objectives])
    red_lines = draw(unique(st.builds(RedLine, id=ids, text=few, objective=aims, grave=st.booleans())))
    rules = draw(unique(st.builds(Rule, id=ids, title=few, as_at=maybe(short), note=maybe(few))))
    shares = maybe(st.sampled_from(["0", "1", "0.310", "1.0"]))
    entries = st.builds(
        Vulnerability, id=ids, site=few, category=few, area=maybe(few), as_at=maybe(few), x=shares, y=shares,
        reasons=st.lists(few, max_size=2).map(tuple),
    )  # fmt: skip
    vulnerabilities = draw(unique(entries))
    lists = {"cells": cells, "objectives": own_objectives, "rules": rules, "red_lines": red_lines,
             "vulnerabilities": vulnerabilities}  # fmt: skip
    names = {name: tuple(item.id for item in items) for name, items in lists.items()}
    numbers = draw(st.lists(ids, max_size=2, unique=True))
    return Scenario(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)), version=draw(short),
        title=draw(few), languages=LANGUAGES, timezone="Asia/Jakarta", starts_at=draw(moments),
        duration_ms=draw(spans), summary=draw(maybe(few)), labels=draw(st.sampled_from(["hseep", "nato"])),
        rules_as_at=draw(maybe(short)), end_states=end_states, map=draw(maybe(st.just(FILE))),
        injects=tuple(draw(injects(number, few, names)) for number in numbers),
        **lists, **draw(surroundings(few)),
    )  # fmt: skip
