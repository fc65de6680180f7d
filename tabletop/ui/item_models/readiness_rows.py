"""The rows of the readiness table: plan beside count; it must not know a view, nor what is being typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from tabletop.domain.plan.readiness import ReadinessItem, RosterUnit
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.i18n import N_
from tabletop.ui.look import Look

Kind = Literal["head", "participant", "new", "unit", "item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A row: a head, an organisation, the empty one for a new organisation, a unit or an item.

    `present` and `fit` are None until they are counted; `fit` means serviceable for an item.
    """

    kind: Kind
    key: str
    title: str
    group: str = ""
    required: int | None = None
    unit: str = ""
    is_critical: bool = False
    present: int | None = None
    fit: int | None = None
    note: str | None = None

    @property
    def status(self) -> Literal["", "open", "short", "full"]:
        """Tell whether it is counted, and whether there is enough of it."""
        if self.required is None:
            return ""
        return "open" if self.fit is None else "short" if self.fit < self.required else "full"

    @property
    def missing(self) -> int:
        """Return how many fit ones are still to come."""
        return max(0, (self.required or 0) - (self.fit or 0))


def arranged(look: Look, scenario: Scenario, state: ExerciseState | None) -> Iterator[CountRow]:
    """Yield who takes part, the units and the readiness items, each under its head."""
    people = dict(state.participants) if state else {}
    yield _head(look, N_("Participants"), note=look.say(N_("total {n}"), n=sum(people.values())))
    for organisation, n in people.items():
        yield CountRow(kind="participant", key=organisation, title=organisation, present=n)
    yield CountRow(kind="new", key="", title="")
    units = [_unit_row(look, unit, state) for unit in scenario.roster]
    if units:
        yield _head(look, N_("Units"), note=_counted(look, units))
        yield from units
    items = [_item_row(look, item, state) for item in scenario.readiness]
    for group, some in groupby(items, lambda row: row.group):
        rows = list(some)
        yield _head(look, N_("Readiness"), group=group, note=_counted(look, rows))
        yield from rows


def _head(look: Look, title: str, *, note: str, group: str = "") -> CountRow:
    return CountRow(kind="head", key=title + group, title=look.say(title), group=group, note=note)


def _counted(look: Look, rows: list[CountRow]) -> str:
    done = sum(row.status != "open" for row in rows)
    return look.say(N_("{n}/{total} counted"), n=done, total=len(rows))


def _unit_row(look: Look, unit: RosterUnit, state: ExerciseState | None) -> CountRow:
    present, fit = state.units.get(unit.unit, (None, None)) if state else (None, None)
    title = look.typed(unit.title) or unit.unit
    return CountRow(kind="unit", key=unit.unit, title=title, required=unit.required, present=present, fit=fit)


def _item_row(look: Look, item: ReadinessItem, state: ExerciseState | None) -> CountRow:
    record = state.readiness.get(item.id) if state else None
    row = CountRow(
        kind="item", key=item.id, title=look.typed(item.item), group=look.typed(item.group),
        required=item.required, unit=look.typed(item.unit), is_critical=item.critical,
    )  # fmt: skip
    if record is None:
        return row
    return replace(row, present=record.present, fit=record.serviceable, note=record.note)
