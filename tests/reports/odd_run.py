"""An exercise of odd numbers: quarters of points, parts of seconds, clocks apart, rows of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from builders import MINUTE, SECOND, START, Rows, action, inject, variant
from reports import dossiers

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Met, Unmet
from tabletop.domain.play import events as ev
from tabletop.domain.play import follow_up as later
from tabletop.domain.play.additions import DeadlineMet, DeadlineSet, InjectImprovised
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.stations import ClockSynced, DebriefPrinted, LogbookIssued, StationOpened

AHEAD = 3 * 60 * MINUTE + 2 * SECOND
"""How far P3's own clock runs ahead of the director's."""


def odd_plan() -> Scenario:
    """Return the plan of the report tests with a variant, a contingency and weights of decimals."""
    plan = dossiers.plan()
    objectives = [
        replace(objective, weight=weight)
        for objective, weight in zip(plan.objectives, (Fraction(7, 20), Fraction(5, 2)), strict=True)
    ]
    cited = replace(action("E04.a", points=1), cites=(Text.same("renpam par. 4"),))
    milder = inject(
        "E04", cited, action("E04.b", points=5, objective="O2"), at_ms=12 * MINUTE,
        variants=(variant(Met(action="E01.a", within_ms=10 * MINUTE), "b"),),
    )  # fmt: skip
    needless = inject(
        "C01", action("C01.a"), kind="contingency", at_ms=None,
        when=Unmet(actions=("E01.a",), after_ms=20 * MINUTE),
    )  # fmt: skip
    return replace(plan, objectives=tuple(objectives), injects=(*plan.injects, milder, needless))


def odd_run() -> Rows:
    """Return its rows; P1 and P2 log on the exercise clock, P3 on its own."""
    rows = Rows()
    _before(rows)
    _first_half(rows)
    _observed(rows)
    _second_half(rows)
    _after(rows)
    return rows


def _before(rows: Rows) -> None:
    for event in (
        LogbookIssued(station="P3", cells=("OPS", "LO")),
        LogbookIssued(station="P4", cells=("LO",)),
        ev.ParticipantsCounted(organisation="Polres 7", n=12),
        ev.ParticipantsCounted(organisation="KPU", n=3),
        ev.UnitCounted(unit="SAMAPTA", present=9, fit=8),
        ev.ReadinessChecked(item="K01", present=2, serviceable=1, note="unit 2 rusak"),
        ev.ExerciseStarted(override="HT 3 dari 4 cukup"),
    ):
        rows.add(event)


def _first_half(rows: Rows) -> None:
    told: tuple[tuple[int, ev.Event, dict[str, Any]], ...] = (
        (67_500, ev.InjectReleased(inject="E01"), {}),
        (95_250, ev.InjectAcknowledged(inject="E01", cell="OPS"), {}),
        (4 * MINUTE, ev.InjectShifted(inject="E04", by_ms=90 * SECOND), {}),
        (
            5 * MINUTE,
            ev.DecisionLogged(
                cell="OPS", text="Tutup 2 jembatan", inject="E01", why="Arus 3 m/s", told=("LO",)
            ),
            {"seen_ms": 4 * MINUTE + 59_900},
        ),
        (
            6 * MINUTE,
            ev.DecisionLogged(cell="LO", text="Lapor", inject="E01", category="information", source="B2",
                              told=("OPS", "SIM"), rule="law-9"),
            {},
        ),
        (10 * MINUTE, ev.ActionAssessed(action="E01.a", completion="partial"), {"seen_ms": 8 * MINUTE}),
        (11 * MINUTE, InjectImprovised(inject="X01", title="Warga 40", message="Datang", to=("OPS",)), {}),
        (13 * MINUTE, ev.SituationChanged(situation="yellow", decided_by="Kaops", reason="Air 1,2 m"), {}),
        (14 * MINUTE, ev.InjectReleased(inject="E04", variant=1), {}),
        (15 * MINUTE, ev.ExercisePaused(reason="safety"), {}),
    )  # fmt: skip
    for at_ms, event, more in told:
        rows.add(event, at_ms=at_ms, **more)
    situation = ev.SituationChanged(situation="green", decided_by="Kaops", reason="Surut 30 cm")
    rows.add(situation, at_ms=15 * MINUTE, wall_ms=19 * MINUTE)
    rows.add(ev.ExerciseResumed(), at_ms=15 * MINUTE, wall_ms=22 * MINUTE + 31_000)


def _observed(rows: Rows) -> None:
    """Add what observers logged; P3's stopwatch began before STARTEX, its clock was compared."""
    rows.add(ev.ActionAssessed(action="E01.a", completion="met"), at_ms=10 * MINUTE, station="P1")
    rows.add(ev.ActionAssessed(action="E01.a", completion="partial"), at_ms=9 * MINUTE, station="P2")
    rows.add(ev.ActionAssessed(action="E01.b", completion="met"), at_ms=12 * MINUTE, station="P2")
    rows.add(ev.ActionAssessed(action="E04.a", completion="n/a"), at_ms=12 * MINUTE, station="P2")
    slip = rows.add(ev.DecisionLogged(cell="LO", text="Kirim 4 perahu", inject="E01"), at_ms=13 * MINUTE,
                    station="P1")  # fmt: skip
    rows.add(
        ev.DecisionLogged(cell="LO", text="Kirim 5 perahu", inject="E01", corrects=slip.entry.seq),
        at_ms=14 * MINUTE, seen_ms=13 * MINUTE, station="P1",
    )  # fmt: skip
    rows.add(StationOpened(clock="own"), at_ms=0, wall_ms=AHEAD, station="P3")
    rows.add(
        ObservationNoted(cell="OPS", text="Log kosong 7 menit", judgement="Kurang 1 pencatat", inject="E01",
                         bearing="improve"),
        at_ms=6 * MINUTE, seen_ms=5 * MINUTE, wall_ms=AHEAD + 6 * MINUTE, station="P3",
    )  # fmt: skip
    rows.add(ClockSynced(station="P3", offset_ms=AHEAD), at_ms=15 * MINUTE, wall_ms=23 * MINUTE)


def _second_half(rows: Rows) -> None:
    wall = 7 * MINUTE + 31_000
    told: tuple[tuple[int, ev.Event], ...] = (
        (16, ev.InjectReleased(inject="E02")),
        (17, DeadlineSet(text="Lapor 1x24 jam", within_ms=24 * 60 * MINUTE, clock="scenario", inject="E02")),
        (17, DeadlineSet(text="Lapor 2", within_ms=95 * SECOND)),
        (19, ev.RedLineBreached(red_line="R2", inject="E02", note="2 perahu ditahan")),
        (20, ev.RedLineBreached(red_line="R1", note="Salah lihat")),
        (21, ev.ClockAdjusted(by_ms=45_500, reason="Jam 45 dtk lambat")),
        (22, ev.TimeJumped(to=START + timedelta(days=2, minutes=7), due="skip", reason="Hari 2")),
        (23, ev.ActionSettled(action="E01.b", completion="partial", reason="Rekaman menit 9")),
        (24, ev.InjectSkipped(inject="E03", reason="waktu")),
        (25, ev.NoteTaken(text="R1 ditimbang 2 kali")),
    )
    rows_of = {}
    for minute, event in told:
        row = rows.add(event, at_ms=minute * MINUTE + 250, wall_ms=minute * MINUTE + 250 + wall)
        rows_of[event.kind, getattr(event, "red_line", None)] = row.entry.seq
    cleared = ev.BreachCleared(
        red_line="R1", breach_station="DIR", breach_seq=rows_of["breach", "R1"], reason="tidak"
    )
    deadline = rows_of["deadline", None]
    for minute, event in (
        (26, cleared),
        (27, DeadlineMet(text="Lapor 2", deadline_station="DIR", deadline_seq=deadline)),
        (31, ev.ExerciseEnded(rest="unmet")),
    ):
        rows.add(event, at_ms=minute * MINUTE, wall_ms=minute * MINUTE + wall)


def _after(rows: Rows) -> None:
    """Add letters, findings, plans and what followed them weeks later."""
    at_ms, day = 31 * MINUTE, 24 * 60 * MINUTE

    def add(event: ev.Event, station: str = "DIR", days: int = 0) -> int:
        return rows.add(event, at_ms=at_ms, station=station, wall_ms=40 * MINUTE + days * day).entry.seq

    add(ev.Rated(target="overall", letter="M", why="3 dari 5"))
    add(ev.Rated(target="O1", letter="S", why="Cepat, 4 menit"), "P1")
    add(ev.Rated(target="O1", letter="M"))
    add(ev.Rated(target="O1.1", letter="U", why="Menit 9"))
    add(ev.StrengthNoted(objective="O2", text="Dialog 2 kali (E02)", cell="LO", rows=("DIR:8", "P1:1")))
    improve = add(
        ev.ImprovementNoted(objective="O1", text="Lambat (E01-E02)", element="training", rows=("P3:2",))
    )
    plan = add(
        ev.CorrectiveActionPlanned(text="Latih 3 pencatat", improvement_seq=improve, owner="Bag Ops 1",
                                   start="2024-01-29", due="2024-02-05", priority="high")
    )  # fmt: skip
    done = add(
        ev.CorrectiveActionPlanned(text="Beli papan", improvement_seq=improve, owner="Log", due="2024-02-01")
    )
    add(
        later.ActionCarried(exercise="EX-2023", action="DIR:7", text="Radio 2", owner="TIK", due="2023-12-31")
    )
    add(later.ActionRevised(plan_station="DIR", plan_seq=plan, due="2025-03-01", progress="started"), days=9)
    add(later.ActionClosed(plan_station="DIR", plan_seq=done, evidence="Nota 12"), days=8)
    add(ev.NoteTaken(text="Air datang menit 3", question=1, cell="OPS", rows=("DIR:9",)))
    add(ev.NoteTaken(text="Catatan 0", question=1), "P1")
    add(later.FeedbackGiven(text="Berguna 2 kali", score=5))
    add(later.FeedbackGiven(text="Terlalu singkat", score=3))
    add(later.FeedbackGiven(text="-"))
    add(later.FeedbackGiven(text="", realism=4, attendance=2, function=5, plan=3, score=1))
    add(later.FeedbackGiven(text="Baik", realism=2, attendance=2, function=1, plan=5, score=4), "P1")
    add(later.FeedbackGiven(text="", realism=3, plan=1, score=4))
    add(later.FeedbackGiven(text="Radio 1 rusak", realism=5, function=2))
    add(later.FeedbackGiven(text="Ya", realism=1, attendance=5, plan=4, score=5))
    add(DebriefPrinted(head="0" * 64, entries=12), days=1)
