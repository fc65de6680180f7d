"""Plans and debriefs to print: the run of the reference page, and the same stretched or emptied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from reports.sample_metrics import metrics, no_metrics
from reports.sample_plan import MINUTE, OBJECTIVES, STARTED, bare_plan, plan, text

from tabletop.domain.play.state import BreachRecord, JumpRecord, PauseRecord, SituationRecord
from tabletop.domain.result.agreement import Agreement
from tabletop.domain.result.debrief import (
    Debrief,
    FindingResult,
    InjectResult,
    PlanResult,
    ReadinessGap,
    ReadinessResult,
    RedLineResult,
)
from tabletop.domain.result.latency import LatencySummary
from tabletop.domain.result.scoring import ActionScore, ObjectiveScore, OverallScore, ScoreSheet

__all__ = ["HEAD", "MINUTE", "STARTED", "bare_plan", "debrief", "nothing", "plan", "text"]

HEAD = "e803a690ca7faae2366d312f0879620b61e33c5bd131fcf5ac26bfe5fe83b8a7"


_PLANNED = (
    "1@0 2@5 3@11 4@18 5@24.5 6@31 8@40 9@47 10@54.5 11@60 12@67 13@74 14@81 15@86.5 16@90.5 17@96 18@101 "
    "19@106 20@111 22@118 23@126 24@133 25@139 26@143.5 28@153 29@156.5 30@161 31@166.5 32@170.5 33@173 "
    "34@176"
)
"""Inject number and planned minute."""


def debrief(objectives: int = 6, *, say: Callable[[str], str] = str, **changes: Any) -> Debrief:
    """Return the run of the reference page; `say` rewrites what people typed in it."""
    score, injects = _score(objectives, say), _injects()
    typical = Debrief(
        exercise_id="EX-20240206-7K3F",
        started_at=STARTED,
        ended_at=STARTED + timedelta(minutes=201),
        last_at=STARTED + timedelta(minutes=216),
        elapsed_ms=180 * MINUTE,
        paused_ms=21 * MINUTE,
        draft=False,
        pack_sha256="4862f447" + "0" * 56,
        score=score,
        injects=injects,
        metrics=metrics(injects, score.objectives),
        red_lines=tuple(RedLineResult(id=f"R{n}", breaches=int(n == 10), grave=False) for n in range(1, 15)),
        breaches=(
            BreachRecord(
                row=("P1", 88),
                red_line="R10",
                at_ms=120 * MINUTE,
                inject="C21",
                grave=False,
                note=say(
                    "Petugas TPS 12 menyatakan penghitungan dilanjutkan; itu wewenang KPU dan Pengawas TPS. "
                    "Ditarik pada T+02:04."
                ),
            ),
        ),
        acknowledge=LatencySummary(
            answered=31,
            released=32,
            p50_ms=30_000,
            p75_ms=45_000,
            p90_ms=60_000,
            values_ms=None,
            open=("E26",),
        ),
        decision=LatencySummary(
            answered=29,
            released=32,
            p50_ms=135_000,
            p75_ms=240_000,
            p90_ms=410_000,
            values_ms=None,
            open=("E14", "E16", "E26"),
        ),
        response=LatencySummary(
            answered=32, released=32, p50_ms=200_000, p75_ms=300_000, p90_ms=390_000, values_ms=None
        ),
        readiness=ReadinessResult(
            percent=Fraction(97),
            gate="ready-with-notes",
            gaps=(
                ReadinessGap(id="K30", serviceable=1, required=2, critical=True),
                ReadinessGap(id="K14", serviceable=31, required=40, critical=False),
                ReadinessGap(id="K15", serviceable=22, required=40, critical=False),
                ReadinessGap(id="K20", serviceable=54, required=60, critical=False),
            ),
            items=42,
        ),
        agreement=Agreement(units=26, raters=7, exact=0.85, within_one=1.0, alpha_ordinal=0.88),
        evaluators=7,
        participants=(
            (say("Polres"), 62),
            (say("Pemda"), 14),
            (say("KPU"), 8),
            (say("Kodim"), 6),
            (say("Bawaslu"), 6),
            (say("Kejaksaan"), 3),
        ),
        ratings=(),
        findings=_findings(say),
        plan=_actions(say),
        situations=tuple(
            SituationRecord(
                row=("DIR", 1), at_ms=int(at * MINUTE), situation=situation, decided_by=None, reason="x"
            )
            for at, situation in (
                (0, "green"),
                (35, "yellow"),
                (48, "green"),
                (143, "yellow"),
                (159, "red"),
                (170, "yellow"),
                (176.5, "green"),
            )
        ),
        clock_turns=(
            (0, STARTED),
            (90 * MINUTE, STARTED + timedelta(minutes=105)),
            (127 * MINUTE, STARTED + timedelta(minutes=148)),
        ),
        pauses=(
            PauseRecord(
                at_ms=90 * MINUTE,
                reason="break",
                began_at=STARTED + timedelta(minutes=90),
                wall_ms=15 * MINUTE,
            ),
            PauseRecord(
                at_ms=127 * MINUTE,
                reason="safety",
                began_at=STARTED + timedelta(minutes=142),
                wall_ms=6 * MINUTE,
            ),
        ),
        jumps=tuple(
            JumpRecord(at_ms=int(at * MINUTE), to=STARTED, skipped=(), reason="x")
            for at in (25, 60, 90.5, 125.2)
        ),
        notes=(),
        missing=(),
        entries=436,
        stations=4,
        head=HEAD,
        chain_is_intact=True,
    )
    return replace(typical, **changes)


def _score(objectives: int, say: Callable[[str], str]) -> ScoreSheet:
    scores = tuple(_objective_score(index, say) for index in range(objectives))
    actions = tuple(_action(f"O{index + 1}") for index in range(objectives))
    percents = [score.percent or Fraction(0) for score in scores]
    overall = OverallScore(
        percent=sum(percents, Fraction(0)) / len(percents) if percents else None,
        coverage=Fraction(88, 93),
        letter="S",
        capped_by=(),
        rated="S",
        actions=93,
        assessed=88,
    )
    return ScoreSheet(
        overall=overall,
        objectives=scores,
        actions=actions,
        released=frozenset(),
        by_id={action.id: action for action in actions},
    )


def _objective_score(index: int, say: Callable[[str], str]) -> ObjectiveScore:
    told = OBJECTIVES[index % 6]
    earned = Fraction(told.earned)
    met, partial, unmet = told.counts
    return ObjectiveScore(
        id=f"O{index + 1}",
        weight=Fraction(1),
        percent=100 * earned / told.points,
        earned=earned,
        points=told.points,
        actions=told.actions,
        assessed=told.assessed,
        coverage=Fraction(told.assessed, told.actions),
        letter=told.letter,
        capped_by=("R10",) if index % 6 == 5 else (),
        rated=told.rated,
        rated_why=say(told.why),
        met=met,
        partial=partial,
        unmet=unmet,
    )


def _action(objective: str) -> ActionScore:
    """Return the one action assessed n/a that counts, for the first objective; dropped for the others."""
    return ActionScore(
        id=f"E{objective[1:]}.a",
        objective=objective,
        inject=f"E{objective[1:]}",
        completion="n/a",
        raters=1,
        latency_ms=None,
        limit_ms=None,
        points=3,
        score=None,
        dropped=objective != "O1",
    )


def _injects() -> tuple[InjectResult, ...]:
    planned = [word.split("@") for word in _PLANNED.split()]
    scheduled = [_scheduled(index, int(number), float(at)) for index, (number, at) in enumerate(planned)]
    return (*scheduled, _contingency("C07", None), _contingency("C21", 120.4), _contingency("C27", 146.9))


def _scheduled(index: int, number: int, minute: float) -> InjectResult:
    delays = (0, 0.4, 0.6, 1.2, 0.8, 2.2, 2, 0.3, 1.5, 2.2, 3, 3.2, 2.4, 0, 1.2)
    planned_ms = int(minute * MINUTE)
    is_skipped, is_open = number == 15, number in (14, 16, 26)
    decision_ms = None if is_skipped or is_open else int((0.5 + (index * 37 % 11) * 0.55) * MINUTE)
    return InjectResult(
        number=f"E{number:02}",
        status="skipped" if is_skipped else "released",
        is_contingency=False,
        variant=0,
        planned_ms=planned_ms,
        released_ms=None if is_skipped else planned_ms + int(delays[index % 15] * MINUTE),
        acknowledged_ms=30_000,
        decision_ms=decision_ms,
        response_ms=decision_ms,
        has_actions=True,
    )


def _contingency(number: str, minute: float | None) -> InjectResult:
    return InjectResult(
        number=number,
        status="waiting" if minute is None else "released",
        is_contingency=True,
        variant=0,
        planned_ms=None,
        released_ms=None if minute is None else int(minute * MINUTE),
        acknowledged_ms=None,
        decision_ms=None if minute is None else 90_000,
        response_ms=None,
        has_actions=True,
    )


def _findings(say: Callable[[str], str]) -> tuple[FindingResult, ...]:
    told: tuple[tuple[str, str, str], ...] = (
        ("strength", "O4", "Permintaan truk dinas ditolak sopan, alternatif untuk semua pihak (E08)."),
        ("strength", "O6", "Segel rusak tidak dibuka; KPU dan Panwascam hadir, berita acara dibuat (E12)."),
        (
            "strength",
            "O3",
            "Perintah \u201ctembak di tempat\u201d tidak dituruti, diverifikasi berjenjang (E28).",
        ),
        ("improve", "O3", "Delegasi damai tidak diterima; kesempatan meredakan hilang (E24.b, E25.b)."),
        ("improve", "O6", "Petugas lapangan memutus soal penghitungan; wewenang tidak dipahami (E20.d)."),
        ("improve", "O1", "Pos tanpa sinyal tidak punya penanggung jawab; LO diberi tahu terlambat (E03.c)."),
    )
    return tuple(
        FindingResult(
            id=f"P1:{40 + n}",
            kind="strength" if kind == "strength" else "improve",
            objective=objective,
            text=say(words),
            element=None,
            author="P1",
        )
        for n, (kind, objective, words) in enumerate(told)
    )


def _actions(say: Callable[[str], str]) -> tuple[PlanResult, ...]:
    told = (
        (
            "O3",
            "Protokol terima delegasi: 5-10 orang, Bawaslu hadir, putus ≤ 8 menit",
            "PREEMTIF, LO-KPU",
            "09",
        ),
        ("O6", "Kartu wewenang pemilu untuk semua petugas TPS; diuji lisan saat apel", "BANOPS", "10"),
        ("O1", "Satu penanggung jawab cek-masuk TPS tanpa sinyal, relai tiap 2 jam", "KAOPS", "11"),
        ("O6", "Ambulans kedua: perjanjian dengan Dinkes, uji panggil 10 menit", "LO-PEMDA", "09"),
        ("O3", "Latih ulang fase F5; ukur lagi E24.b dan E25.b", "Karendalops", "12"),
    )
    return tuple(
        PlanResult(
            id=f"P1:{60 + n}",
            answers=f"P1:{43 + n % 3}",
            objective=objective,
            text=say(words),
            owner=say(owner),
            contact=None,
            start=None,
            due=f"2024-02-{day}",
            retest=None,
        )
        for n, (objective, words, owner, day) in enumerate(told)
    )


def nothing(objectives: int = 1) -> Debrief:
    """Return the debrief of an exercise that never started."""
    empty = LatencySummary(answered=0, released=0, p50_ms=None, p90_ms=None, values_ms=())
    unscored = tuple(
        ObjectiveScore(
            id=f"O{n + 1}",
            weight=Fraction(1),
            percent=None,
            earned=Fraction(0),
            points=0,
            actions=0,
            assessed=0,
            coverage=None,
            letter=None,
            capped_by=(),
            rated=None,
        )
        for n in range(objectives)
    )
    overall = OverallScore(percent=None, coverage=None, letter=None, capped_by=(), rated=None)
    return Debrief(
        exercise_id="x",
        started_at=None,
        ended_at=None,
        last_at=None,
        elapsed_ms=0,
        paused_ms=0,
        draft=True,
        pack_sha256="0" * 64,
        score=ScoreSheet(overall=overall, objectives=unscored, actions=(), released=frozenset(), by_id={}),
        injects=(),
        metrics=no_metrics(),
        red_lines=(),
        breaches=(),
        acknowledge=empty,
        decision=empty,
        response=empty,
        readiness=ReadinessResult(percent=None, gate="ready", gaps=(), items=0),
        agreement=Agreement(units=0, raters=0),
        evaluators=0,
        participants=(),
        ratings=(),
        findings=(),
        plan=(),
        situations=(),
        pauses=(),
        clock_turns=(),
        jumps=(),
        notes=(),
        missing=(),
        entries=0,
        stations=0,
        head="0" * 64,
        chain_is_intact=True,
    )
