"""Small plans, rows and clocks for the tests; fakes that behave like the real thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.msel import ExpectedAction, Inject, Variant
from tabletop.domain.plan.readiness import ReadinessItem, RosterUnit
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import Cell, Pack, Phase, Scenario, Situation
from tabletop.domain.plan.text import Text
from tabletop.domain.play.clock import Reading
from tabletop.domain.play.events import Event
from tabletop.domain.play.journal import Entry, Header, Recorded, hash_of, wall_text

START = datetime(2024, 1, 26, 1, 0, tzinfo=UTC)
MINUTE = 60_000
SECOND = 1_000


def action(
    full_id: str, *, points: int = 1, limit_ms: int | None = None, objective: str = "O1"
) -> ExpectedAction:
    inject, _, letter = full_id.partition(".")
    return ExpectedAction(
        id=letter,
        inject=inject,
        text=Text.same(f"does {full_id}"),
        cell="OPS",
        points=points,
        within_ms=limit_ms,
        objective=objective,
    )


def inject(number: str, *actions: ExpectedAction, at_ms: int | None = 0, **more: Any) -> Inject:
    return Inject(
        number=number,
        kind=more.pop("kind", "scheduled"),
        title=Text.same(f"Inject {number}"),
        message=Text.same(f"Message {number}"),
        sender=Text.same("Sender"),
        by="SIM",
        to=("OPS",),
        method="radio",
        at_ms=at_ms,
        expects=tuple(actions),
        **more,
    )


def variant(when: Any, *without: str, **more: Any) -> Variant:
    return Variant(when=when, without=tuple(without), **more)


def scenario(*injects: Inject, **more: Any) -> Scenario:
    defaults: dict[str, Any] = {
        "objectives": (Objective(id="O1", title=Text.same("Objective one")),),
        "red_lines": (
            RedLine(id="R1", text=Text.same("Line one"), objective="O1"),
            RedLine(id="R2", text=Text.same("Line two"), objective="O1", grave=True),
        ),
        "situations": (
            Situation(id="green", title=Text.same("Green"), tone=1),
            Situation(id="yellow", title=Text.same("Yellow"), tone=2),
        ),
    }
    return Scenario(
        id="small",
        version="1",
        title=Text.same("Small exercise"),
        languages=("id", "en"),
        timezone="Asia/Jakarta",
        starts_at=START,
        duration_ms=60 * MINUTE,
        cells=(
            Cell(id="OPS", title=Text.same("Operations"), kind="player"),
            Cell(id="LO", title=Text.same("Liaison"), kind="liaison"),
            Cell(id="SIM", title=Text.same("SimCell"), kind="simcell"),
        ),
        injects=tuple(injects),
        **(defaults | more),
    )


def objective(objective_id: str, weight: Fraction | int = 1) -> Objective:
    return Objective(id=objective_id, title=Text.same(objective_id), weight=Fraction(weight))


def phase(phase_id: str, at_ms: int, scenario_at: datetime | None = None) -> Phase:
    return Phase(id=phase_id, title=Text.same(phase_id), at_ms=at_ms, scenario_at=scenario_at)


def readiness_item(
    item_id: str, *, required: int = 1, critical: bool = False, weight: Fraction | int = 1
) -> ReadinessItem:
    return ReadinessItem(
        id=item_id,
        item=Text.same(item_id),
        required=required,
        critical=critical,
        weight=Fraction(weight),
    )


def roster_unit(unit: str, required: int = 10) -> RosterUnit:
    return RosterUnit(unit=unit, title=Text.same(unit), required=required)


def pack(plan: Scenario) -> Pack:
    return Pack(scenario=plan, files={"pack.yaml": b"small\n", "msel.yaml": b"injects\n"})


HEADER = Header(exercise="EX-TEST", pack_id="small", pack_version="1", pack_sha256="0" * 64)


class ManualClock:
    """A clock that a test moves by hand; the wall may be moved apart from the monotonic clock."""

    def __init__(self) -> None:
        self.wall_at = START
        self.mono_ns = 0
        self.boot_id = "boot-1"

    def read(self) -> Reading:
        return Reading(wall_at=self.wall_at, mono_ns=self.mono_ns, boot_id=self.boot_id)

    def advance(self, ms: int) -> None:
        self.wall_at += timedelta(milliseconds=ms)
        self.mono_ns += ms * 1_000_000


class Rows:
    """Journal rows without a journal: for the fold, which reads neither bodies nor hashes."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self._seq: dict[str, int] = {}

    def add(
        self,
        event: Event,
        *,
        at_ms: int = 0,
        station: str = "DIR",
        author: str | None = None,
        seen_ms: int | None = None,
        wall_ms: int | None = None,
    ) -> Recorded:
        seq = self._seq[station] = self._seq.get(station, 0) + 1
        entry = Entry(
            exercise="EX-TEST",
            station=station,
            seq=seq,
            kind=event.kind,
            version=event.version,
            wall_at=wall_text(START + timedelta(milliseconds=at_ms if wall_ms is None else wall_ms)),
            mono_ns=(at_ms if wall_ms is None else wall_ms) * 1_000_000,
            boot_id="boot-1",
            elapsed_ms=at_ms,
            scenario_at="",
            observed_ms=seen_ms,
            author=author or station,
            body="{}",
            prev="",
            hash="",
        )
        recorded = Recorded(entry, event)
        self.recorded.append(recorded)
        return recorded


def with_entry(recorded: Recorded, **changes: Any) -> Recorded:
    return Recorded(replace(recorded.entry, **changes), recorded.event)


def chained(recorded: Iterable[Recorded]) -> list[Recorded]:
    """Bind rows into sound chains, one a station, that hang on the pack of `HEADER`."""
    last: dict[str, str] = {}
    bound = []
    for row in recorded:
        prev = last.get(row.entry.station, HEADER.pack_sha256)
        entry = replace(row.entry, prev=prev)
        entry = replace(entry, hash=hash_of(entry))
        last[entry.station] = entry.hash
        bound.append(Recorded(entry, row.event))
    return bound
