"""What a scenario must hold to be played: references, order, languages; it must not read a file.

Paths are given in the keys of the pack (contract 2): `("injects", 4, "expects", 0, "objective")`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import chain, pairwise
from typing import Any, TypeAlias

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.msel import ALL_CELLS, ExpectedAction, Inject, Variant
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached, Unmet, When, actions_of

Path: TypeAlias = tuple[str | int, ...]

MAX_INJECTS = 10_000
MAX_ACTIONS = 20
CLOSE_MS = 2 * 60_000
"""Two injects for one cell that are nearer than this are advised against."""

_ID_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}")
_MAX_COMPARISONS = 50_000
_PLAYING = ("player", "liaison")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that a check found: `first` is where a repeated id stood before.

    `known` are the words that could have been meant; `check_scenario` turns them into a field
    `suggestion`. Advice needs no mending.
    """

    path: Path
    code: str
    fields: dict[str, object] = field(default_factory=dict)
    advice: bool = False
    first: Path | None = None
    known: Collection[str] = ()


def is_number(word: str) -> bool:
    """Tell whether a word can be the number of an inject (contract 2)."""
    return _ID_PART.fullmatch(word) is not None


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most resembles, or None."""
    # Two-letter codes such as O9 and O6 resemble each other by half; longer words by chance, too.
    found = difflib.get_close_matches(word, known, 1, 0.5 if len(word) <= 3 else 0.6)
    return found[0] if found else None


def check_scenario(scenario: Scenario, files: Collection[str]) -> list[Problem]:
    """Return everything wrong or unwise in a scenario; `files` are the attachments that exist.

    Problems come in no order of importance; those with `advice` leave the scenario playable.
    """
    names = _Names(scenario, files)
    problems = chain(
        _check_lists(scenario),
        _check_plan(scenario, names),
        _check_injects(scenario, names),
        _check_texts(scenario),
        _advise(scenario),
    )
    return list(_with_suggestions(problems))


def _with_suggestions(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Look for what was meant, in the first problems only: it takes time, and people read no more."""
    compared = 0
    for problem in problems:
        word = problem.fields.get("word")
        if not problem.known or not isinstance(word, str) or compared >= _MAX_COMPARISONS:
            yield problem
            continue
        compared += len(problem.known)
        meant = closest(word, problem.known)
        yield replace(problem, fields={**problem.fields, "suggestion": meant}) if meant else problem


class _Names:
    """What can be referred to, by kind, in the order of the pack; dicts, because packs may be large."""

    def __init__(self, scenario: Scenario, files: Collection[str]) -> None:
        self.files = dict.fromkeys(sorted(files))
        self.cells = dict.fromkeys(cell.id for cell in scenario.cells)
        self.objectives = dict.fromkeys(objective.id for objective in scenario.objectives)
        self.end_states = dict.fromkeys(state.id for state in scenario.end_states)
        self.red_lines = dict.fromkeys(line.id for line in scenario.red_lines)
        self.vulnerabilities = dict.fromkeys(entry.id for entry in scenario.vulnerabilities)
        self.rules = dict.fromkeys(rule.id for rule in scenario.rules)
        self.tasks = {objective.id: _task_ids(objective) for objective in scenario.objectives}
        self.all_tasks = frozenset(chain.from_iterable(self.tasks.values()))
        self.limits = {action.full_id: action.within_ms for action in scenario.actions()}


def _task_ids(objective: Objective) -> dict[str, None]:
    return dict.fromkeys(task.id for target in objective.targets for task in target.tasks)


def _unknown(kind: str, word: str, path: Path, known: Collection[str]) -> Iterator[Problem]:
    """Yield the problem `unknown-KIND` unless `word` is known."""
    if word not in known:
        yield Problem(path=path, code=f"unknown-{kind}", fields={"word": word}, known=known)


def _unknown_each(kind: str, words: Sequence[str], path: Path, known: Collection[str]) -> Iterator[Problem]:
    for place, word in enumerate(words):
        yield from _unknown(kind, word, (*path, place), known)


# Ids


def _check_lists(scenario: Scenario) -> Iterator[Problem]:
    for name in (
        "situations", "end_states", "phases", "cells", "actors", "objectives", "red_lines", "readiness",
        "vulnerabilities", "rules", "documents",
    ):  # fmt: skip
        items = getattr(scenario, name)
        yield from _repeated((item.id, (name, place, "id")) for place, item in enumerate(items))
    yield from _repeated((row.unit, ("roster", place, "unit")) for place, row in enumerate(scenario.roster))
    yield from _repeated(
        (inject.number, ("injects", place, "number")) for place, inject in enumerate(scenario.injects)
    )
    for name in ("cells", "objectives", "languages"):
        if not getattr(scenario, name):
            yield Problem(path=(name,), code="list-empty", fields={"key": name})
    yield from _repeated((code, ("languages", place)) for place, code in enumerate(scenario.languages))
    reserved = [("cells", cell.id, ALL_CELLS) for cell in scenario.cells]
    reserved += [("objectives", objective.id, "overall") for objective in scenario.objectives]
    for place, (name, id_, taken) in enumerate(reserved):
        if id_ == taken:
            at = place if name == "cells" else place - len(scenario.cells)
            yield Problem(path=(name, at, "id"), code="id-reserved", fields={"word": id_})


def _repeated(ids: Iterable[tuple[str, Path]]) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for id_, path in ids:
        if id_ in seen:
            yield Problem(path=path, code="id-twice", fields={"word": id_}, first=seen[id_])
        else:
            seen[id_] = path


# The plan around the injects


def _check_plan(scenario: Scenario, names: _Names) -> Iterator[Problem]:
    for place, (before, phase) in enumerate(pairwise(scenario.phases), 1):
        if phase.at_ms <= before.at_ms:
            fields: dict[str, object] = {"word": phase.id, "before": before.id}
            yield Problem(path=("phases", place, "at"), code="phase-order", fields=fields)
    for place, objective in enumerate(scenario.objectives):
        yield from _check_objective(objective, ("objectives", place), names)
    for place, line in enumerate(scenario.red_lines):
        yield from _unknown("objective", line.objective, ("red_lines", place, "objective"), names.objectives)
    if scenario.map is not None:
        yield from _unknown("attachment", scenario.map, ("map",), names.files)
        if scenario.map.lower().endswith(".pdf"):
            yield Problem(path=("map",), code="map-not-a-picture", fields={"word": scenario.map})
    for place, document in enumerate(scenario.documents):
        if document.file is not None:
            yield from _unknown("attachment", document.file, ("documents", place, "file"), names.files)


def _check_objective(objective: Objective, path: Path, names: _Names) -> Iterator[Problem]:
    yield from _unknown_each("end-state", objective.end_states, (*path, "end_states"), names.end_states)
    ids: list[tuple[str, Path]] = []
    for place, target in enumerate(objective.targets):
        at = (*path, "targets", place)
        ids.append((target.id, (*at, "id")))
        ids += [(task.id, (*at, "tasks", nth, "id")) for nth, task in enumerate(target.tasks)]
    yield from _repeated(ids)
    for id_, at in ids:
        own, *rest = id_.split(".")
        if own != objective.id or not rest or not all(_ID_PART.fullmatch(part) for part in rest):
            fields: dict[str, object] = {"word": id_, "objective": objective.id}
            yield Problem(path=at, code="id-not-below", fields=fields)


# Injects and their actions


def _check_injects(scenario: Scenario, names: _Names) -> Iterator[Problem]:
    if len(scenario.injects) > MAX_INJECTS:
        fields: dict[str, object] = {"count": len(scenario.injects), "limit": MAX_INJECTS}
        yield Problem(path=("injects",), code="too-many-injects", fields=fields)
    for place, inject in enumerate(scenario.injects):
        path: Path = ("injects", place)
        yield from _check_references(inject, path, names)
        yield from _check_kind(inject, path)
        if inject.when is not None:
            yield from _check_when(inject.when, (*path, "when"), names)
        for nth, action in enumerate(inject.expects):
            yield from _check_action(action, (*path, "expects", nth), names)
        for nth, variant in enumerate(inject.variants):
            yield from _check_variant(variant, inject, (*path, "variants", nth), names)


def _check_references(inject: Inject, path: Path, names: _Names) -> Iterator[Problem]:
    yield from _unknown("cell", inject.by, (*path, "by"), names.cells)
    if inject.to != (ALL_CELLS,):
        yield from _unknown_each("cell", inject.to, (*path, "to"), names.cells)
    yield from _unknown_each("vulnerability", inject.links, (*path, "links"), names.vulnerabilities)
    yield from _unknown_each("red-line", inject.red_lines, (*path, "red_lines"), names.red_lines)
    yield from _unknown_each("attachment", inject.attachments, (*path, "attachments"), names.files)
    yield from _repeated(
        (action.id, (*path, "expects", nth, "id")) for nth, action in enumerate(inject.expects)
    )
    if len(inject.expects) > MAX_ACTIONS:
        fields: dict[str, object] = {"count": len(inject.expects), "limit": MAX_ACTIONS}
        yield Problem(path=(*path, "expects"), code="too-many-actions", fields=fields)


def _check_kind(inject: Inject, path: Path) -> Iterator[Problem]:
    if inject.is_contingency and inject.when is None:
        yield Problem(path=(*path, "when"), code="contingency-without-when")
    if not inject.is_contingency and inject.when is not None:
        yield Problem(path=(*path, "when"), code="when-without-contingency")
    if inject.auto and inject.is_contingency:
        yield Problem(path=(*path, "auto"), code="contingency-auto")
    elif inject.auto and inject.at_ms is None:
        yield Problem(path=(*path, "auto"), code="auto-without-time")


def _check_action(action: ExpectedAction, path: Path, names: _Names) -> Iterator[Problem]:
    if action.cell != ALL_CELLS:
        yield from _unknown("cell", action.cell, (*path, "cell"), [*names.cells, ALL_CELLS])
    yield from _unknown("objective", action.objective, (*path, "objective"), names.objectives)
    if action.rule is not None:
        yield from _unknown("rule", action.rule, (*path, "rule"), names.rules)
    if action.task is None or action.objective not in names.tasks:
        return
    own_tasks = names.tasks[action.objective]
    if action.task in names.all_tasks and action.task not in own_tasks:
        fields: dict[str, object] = {"word": action.task, "objective": action.objective}
        yield Problem(path=(*path, "task"), code="task-of-another-objective", fields=fields)
    else:
        yield from _unknown("task", action.task, (*path, "task"), own_tasks)


def _check_variant(variant: Variant, inject: Inject, path: Path, names: _Names) -> Iterator[Problem]:
    yield from _check_when(variant.when, (*path, "when"), names)
    ids = [action.id for action in inject.expects]
    yield from _unknown_each("action", variant.without, (*path, "without"), ids)
    yield from _unknown_each("attachment", variant.attachments or (), (*path, "attachments"), names.files)


def _check_when(when: When, path: Path, names: _Names) -> Iterator[Problem]:
    if isinstance(when, Breached):
        for line in when.red_lines:
            yield from _unknown("red-line", line, path, names.red_lines)
    for action in actions_of(when):
        yield from _unknown("action", action, path, names.limits)
        has_no_span = isinstance(when, Unmet) and when.after_ms is None
        if has_no_span and action in names.limits and names.limits[action] is None:
            yield Problem(path=path, code="trigger-never", fields={"word": action}, advice=True)


# Texts


def _check_texts(scenario: Scenario) -> Iterator[Problem]:
    wanted = scenario.languages
    for path, text in _texts(scenario, ()):
        given = text.languages
        if not given or set(given) == set(wanted):
            continue
        lacking = [code for code in wanted if code not in given]
        for code in given:
            if code not in wanted:
                # A misspelt code is one problem, not also a missing language.
                meant = closest(code, lacking)
                if meant is not None:
                    lacking.remove(meant)
                fields: dict[str, object] = {"word": code}
                known = (meant,) if meant is not None else ()
                yield Problem(path=(*path, code), code="unknown-language", fields=fields, known=known)
        for code in lacking:
            yield Problem(path=path, code="language-missing", fields={"language": code})


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, Text]]:
    """Yield every text below `value`, a text, a part of the plan or a tuple of such, with its path."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            if not isinstance(item, str):
                yield from _texts(item, (*path, place))
    else:
        for part in fields(value):
            below = getattr(value, part.name)
            if isinstance(below, tuple | Text) or is_dataclass(below):
                yield from _texts(below, (*path, "from" if part.name == "sender" else part.name))


# Advice


def _advise(scenario: Scenario) -> Iterator[Problem]:
    for place, inject in enumerate(scenario.injects):
        path: Path = ("injects", place)
        if not inject.expects and inject.kind != "contextual":
            yield Problem(path=path, code="inject-without-actions", advice=True)
        if inject.at_ms is None:
            continue
        if inject.at_ms > scenario.duration_ms:
            yield Problem(path=(*path, "at"), code="inject-after-end", advice=True)
            continue
        for nth, action in enumerate(inject.expects):
            if action.within_ms is not None and inject.at_ms + action.within_ms > scenario.duration_ms:
                fields: dict[str, object] = {"action": action.full_id}
                at = (*path, "expects", nth, "within")
                yield Problem(path=at, code="limit-after-end", fields=fields, advice=True)
    yield from _advise_of_haste(scenario)


def _advise_of_haste(scenario: Scenario) -> Iterator[Problem]:
    """Name the injects that reach a cell less than two minutes after another one; each once.

    Contingencies are left out: their `at` only says when they may be offered.
    """
    playing = [cell.id for cell in scenario.cells if cell.kind in _PLAYING]
    timed = [
        (inject.at_ms, place, inject)
        for place, inject in enumerate(scenario.injects)
        if inject.at_ms is not None and not inject.is_contingency
    ]
    last: dict[str, tuple[int, Inject]] = {}
    for at_ms, place, inject in sorted(timed, key=lambda row: row[:2]):
        cells = playing if inject.to == (ALL_CELLS,) else inject.to
        for cell in cells:
            if cell in last and at_ms - last[cell][0] < CLOSE_MS:
                fields: dict[str, object] = {"other": last[cell][1].number, "cell": cell}
                yield Problem(path=("injects", place, "at"), code="injects-close", fields=fields, advice=True)
                break
        last.update(dict.fromkeys(cells, (at_ms, inject)))
