"""A plan with everything that metrics read, and random journals over it; it must not compute anything."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from builders import (
    HEADER,
    MINUTE,
    SECOND,
    START,
    Rows,
    action,
    inject,
    objective,
    phase,
    readiness_item,
    roster_unit,
    scenario,
    variant,
)
from domain import random_rows
from domain.slow_pack import pack_of
from hypothesis import strategies as st

from tabletop.domain.plan.eeg import CapabilityTarget
from tabletop.domain.plan.msel import ExpectedAction
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached, Met, Unmet
from tabletop.domain.play import events as ev
from tabletop.domain.play.events import UnknownEvent
from tabletop.domain.play.follow_up import STATEMENTS, ActionClosed, ActionRevised, FeedbackGiven
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.stations import ClockMarked, ClockSynced, ConductTakenOver, StationOpened
from tabletop.exchange.pack_writer import pack_texts
from tabletop.store.codec import encode

Json = dict[str, Any]
_EVERYWHERE = Text((("id", "Renpam 4"), ("en", "Plan 4")))
_TURNED = Text((("en", "Plan 4"), ("id", "Renpam 4")))


def expected(full_id: str, cell: str, *cites: str | Text, **more: Any) -> ExpectedAction:
    texts = tuple(Text.same(cite) if isinstance(cite, str) else cite for cite in cites)
    return replace(action(full_id, **more), cell=cell, cites=texts)


PLAN = scenario(
    inject(
        "E01",
        expected("E01.a", "OPS", "SOP 1", _EVERYWHERE, points=3, limit_ms=2 * MINUTE),
        expected("E01.b", "all", "SOP 1", "SOP 1", objective="O2"),
        auto=True,
        variants=(
            variant(Breached(red_lines=("R1",)), "b"),
            variant(Met(action="E02.a", within_ms=5 * MINUTE), "a", "b"),
        ),
    ),
    replace(
        inject(
            "E02",
            expected("E02.a", "LO", _TURNED, limit_ms=10 * MINUTE),
            expected("E02.b", "OPS", objective="O2", points=5, limit_ms=3 * MINUTE),
            at_ms=10 * MINUTE,
            scenario_at=START + timedelta(days=1),
            variants=(variant(Met(action="E01.a")),),
        ),
        to=("all",),
    ),
    inject("E03", at_ms=None),
    replace(inject("E04", expected("E04.a", "SIM", objective="O2"), at_ms=None), to=("LO", "SIM")),
    inject(
        "C01", expected("C01.a", "OPS"), kind="contingency", at_ms=None,
        when=Unmet(actions=("E01.a", "E02.a"), after_ms=5 * MINUTE),
    ),
    inject(
        "C02", kind="contingency", at_ms=20 * MINUTE,
        when=Unmet(actions=("E01.a", "E02.b"), every=True),
    ),
    inject("C03", kind="contingency", when=Breached(red_lines=("R1",))),
    inject("C04", kind="contingency", when=Unmet(actions=("E01.b", "E02.b"))),
    objectives=(
        objective("O1"),
        replace(objective("O2", 2), targets=(CapabilityTarget(id="O2.1", text=Text.same("soon")),)),
    ),
    phases=(phase("F1", 0), phase("F2", 8 * MINUTE, START + timedelta(hours=5))),
    readiness=(readiness_item("x", required=3, critical=True), readiness_item("y", required=2, weight=2)),
    roster=(roster_unit("x"), roster_unit("z")),
)  # fmt: skip
LATE_PLAN = replace(PLAN, phases=(phase("F2", 8 * MINUTE),), readiness=(), roster=())
"""The same, beginning before its only phase."""

_numbers = st.sampled_from(["E01", "E01", "E02", "E02", "E03", "E04", "C01", "C02", "C04", "X99"])
_actions = st.sampled_from(["E01.a", "E01.b", "E02.a", "E02.b", "E04.a", "C01.a", "X99.z"])
_cells = st.sampled_from(["OPS", "LO", "SIM"])
_telling = st.builds(
    ev.DecisionLogged,
    cell=_cells,
    text=st.just("x"),
    inject=st.none() | _numbers,
    category=st.sampled_from(["decision", "information"]),
    told=st.lists(st.sampled_from(["OPS", "LO", "SIM", "GONE"]), max_size=2).map(tuple),
    source=st.sampled_from([None, "B2", "A1"]),
)
_grades = st.sampled_from(["met", "met", "partial", "unmet", "n/a"])
_grading = st.builds(ev.ActionAssessed, action=_actions, completion=_grades)
_releasing = st.builds(ev.InjectReleased, inject=_numbers, variant=st.integers(0, 3))
_acknowledging = st.builds(ev.InjectAcknowledged, inject=_numbers, cell=_cells)
_elements = st.sampled_from([None, "training", "planning"])
_days = st.sampled_from([None, "2024-01-25", "2024-02-05", "2025-03-01", "soon"])
_scores = st.none() | st.integers(1, 5)
_plan_stations, _plan_seqs = st.sampled_from(["DIR", "P1"]), st.integers(1, 12)
_following = st.one_of(
    st.builds(ev.ImprovementNoted, objective=st.sampled_from(["O1", "O2"]), text=st.just("x"),
              element=_elements, cell=st.none() | _cells, rows=st.sampled_from([None, ("DIR:2", "P1:1")])),
    st.builds(ev.CorrectiveActionPlanned, text=st.just("x"), improvement_seq=_plan_seqs, owner=st.just("x"),
              element=_elements, due=_days, priority=st.sampled_from([None, "high"])),
    st.builds(ActionRevised, plan_station=_plan_stations, plan_seq=_plan_seqs, due=_days, element=_elements,
              progress=st.sampled_from([None, "open", "started"])),
    st.builds(ActionClosed, plan_station=_plan_stations, plan_seq=_plan_seqs,
              evidence=st.sampled_from(["x", "y"])),
    st.builds(FeedbackGiven, text=st.sampled_from(["x", ""]), **dict.fromkeys(STATEMENTS, _scores)),
    st.builds(FeedbackGiven, text=st.just("x"), score=_scores),
)  # fmt: skip
_offsets = st.integers(-4, 4).map(lambda n: n * 45 * SECOND)
_clock_acts = (
    st.builds(ClockSynced, station=st.just("P1"), offset_ms=_offsets),
    st.builds(ClockMarked, number=st.just(1)),
)
_conducting = st.one_of(
    st.builds(ev.ContingencyOffered, inject=_numbers),
    st.builds(ev.ContingencyDeclined, inject=_numbers, reason=st.just("x")),
    st.builds(ev.ActionSettled, action=_actions, completion=_grades, reason=st.just("x")),
    st.builds(ev.ExercisePaused),
    st.builds(ev.ExerciseResumed),
    st.builds(
        ClockSynced, station=st.just("P1"), offset_ms=st.integers(-4, 4).map(lambda n: n * 45 * SECOND)
    ),
    st.builds(ClockMarked, number=st.just(1)),
)


def _timed(stations: tuple[str, ...]) -> st.SearchStrategy[Json]:
    """Who acts, and when, in steps of half a minute: what is compared is often equal."""
    halves = st.integers(0, 40).map(lambda n: n * MINUTE // 2)
    return st.fixed_dictionaries(
        {
            "station": st.sampled_from(stations),
            "author": st.sampled_from(["ann", "bob"]),
            "at_ms": halves,
            "seen_ms": st.none() | halves,
        }
    )


def _later(stations: tuple[str, ...]) -> st.SearchStrategy[Json]:
    """As `_timed`, on a wall clock that goes its own way: what follows is put in order by it."""
    return st.tuples(_timed(stations), st.integers(0, 90)).map(
        lambda drawn: drawn[0] | {"wall_ms": drawn[1] * MINUTE}
    )


_observers = _timed(("DIR", "P1", "P2"))
_director = _timed(("DIR", "DIR", "DIR", "DIR-2"))
_chaos = st.tuples(random_rows.all_events, random_rows.whos())
# A draw among draws: `one_of` would weigh each of the many kinds of `all_events` alike.
_acts = st.sampled_from(
    (
        *[st.tuples(_telling, _observers)] * 4,
        *[st.tuples(_grading, _observers)] * 5,
        *[st.tuples(_releasing, _director)] * 3,
        *[st.tuples(_acknowledging, _observers)] * 2,
        st.tuples(_conducting, _director),
        *[st.tuples(_following, _later(("DIR", "DIR", "P1")))] * 3,
        st.tuples(st.one_of(*_clock_acts), _timed(("P1",))),
        _chaos,
    )
).flatmap(lambda act: act)
_opened = st.sampled_from(
    (
        [],
        [],
        [(StationOpened(clock="own"), {"station": "P1"})],
        [(ConductTakenOver(station="DIR", head_seq=6, head_hash="x"), {"station": "DIR-2"})],
    )
)
_begun = [(ev.ExerciseStarted(), {}), (ev.InjectReleased(inject="E01"), {"at_ms": MINUTE})]
_ended = st.booleans().map(
    lambda unmet: [(ev.ExerciseEnded(rest="unmet" if unmet else "open"), {"at_ms": 20 * MINUTE})]
)


def _aimed(acts: list[tuple[ev.Event, Json]]) -> list[tuple[ev.Event, Json]]:
    """Let most rows that follow a finding or an action name one that is there."""
    seqs: dict[str, int] = {}
    found: dict[str, list[tuple[str, int]]] = {"improve": [], "plan": []}
    for event, who in acts:
        station = who.get("station", "DIR")
        seqs[station] = seqs.get(station, 0) + 1
        if event.kind in found:
            found[event.kind].append((station, seqs[station]))
    return [(_aim(event, who.get("station", "DIR"), found), who) for event, who in acts]


def _aim(event: ev.Event, station: str, found: dict[str, list[tuple[str, int]]]) -> ev.Event:
    if isinstance(event, ev.CorrectiveActionPlanned):
        own = [seq for of, seq in found["improve"] if of == station]
        if own and event.improvement_seq % 4:
            return replace(event, improvement_seq=own[event.improvement_seq % len(own)])
    if isinstance(event, ActionRevised | ActionClosed) and found["plan"] and event.plan_seq % 4:
        of, seq = found["plan"][event.plan_seq % len(found["plan"])]
        return replace(event, plan_station=of, plan_seq=seq)
    return event


journals = st.builds(
    lambda opened, acts, end, chaos: random_rows.rows_of(_aimed([*opened, *_begun, *acts, *end, *chaos])),
    _opened,
    st.lists(_acts, min_size=12, max_size=45),
    st.just([]) | _ended,
    st.lists(_chaos, max_size=4),
)
"""Half of them ended; most rows are what a person would write, some are anything at all."""
_planned = [
    (ev.ImprovementNoted(objective="O2", text="x", element="training"), {}),
    (ev.CorrectiveActionPlanned(text="x", improvement_seq=1, owner="x"), {}),
]
follow_ups = st.lists(st.tuples(_following, _later(("DIR", "P1"))), min_size=3, max_size=9).map(
    lambda acts: random_rows.rows_of(_aimed([*_planned, *acts]))
)
"""Corrective actions and what followed them, and nothing else."""


def pack_dict(plan: Scenario) -> Json:
    """Write a plan as a pack's files, and read those as anyone would."""
    texts = pack_texts(plan)
    return pack_of(texts["pack.yaml"].decode(), texts["msel.yaml"].decode())


def with_bodies(rows: Rows) -> list[Recorded]:
    """Give rows the bodies that they would have in a file."""
    return [Recorded(replace(row.entry, body=_body(row.event)), row.event) for row in rows.recorded]


def _body(event: ev.Event) -> str:
    return "{}" if isinstance(event, UnknownEvent) else encode(event)


def lines_of(recorded: Iterable[Recorded]) -> list[Json]:
    """Return the lines of an export, header first, in whatever order the rows come."""
    pack = {"id": HEADER.pack_id, "version": HEADER.pack_version, "sha256": HEADER.pack_sha256}
    header = {"format": "tabletop-journal/1", "exercise": HEADER.exercise, "pack": pack}
    names = ("station", "seq", "kind", "version", "wall_at", "mono_ns", "boot_id", "elapsed_ms")
    names += ("scenario_at", "observed_ms", "author", "prev", "hash")
    return [
        header,
        *(
            {name: getattr(row.entry, name) for name in names} | {"body": json.loads(row.entry.body)}
            for row in recorded
        ),
    ]
