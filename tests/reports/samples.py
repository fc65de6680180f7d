"""Plans and debriefs to print: the run of the reference page, and the same stretched or emptied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.readiness import ReadinessItem
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import Cell, EndState, ExerciseFacts, Phase, Scenario, Situation
from tabletop.domain.plan.text import Text
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

MINUTE = 60_000
STARTED = datetime(2024, 2, 6, 1, 5, tzinfo=UTC)
HEAD = "e803a690ca7faae2366d312f0879620b61e33c5bd131fcf5ac26bfe5fe83b8a7"

_OBJECTIVES: tuple[tuple[str, str, Any, int, str, str, str, tuple[int, int, int], tuple[int, int]], ...] = (
    ("Komando dan koordinasi", "Command and coordination", 22, 30, "S", "S",
     "Pemimpin dan alasan tercatat cepat; LO diberi tahu terlambat (E03.c) dan enam TPS tanpa sinyal tidak "
     "dikejar (E16.b).", (12, 2, 2), (16, 17)),
    ("Deteksi dini dan informasi publik", "Early detection and public information", 23.5, 26, "P", "S",
     "Klarifikasi isinya benar, tetapi KPU baru bicara pada menit 23 dari batas 20 (E13.b).",
     (10, 1, 0), (11, 13)),
    ("Pelayanan hak berpendapat, kekuatan proporsional", "Facilitate assembly, proportionate force", 38.5, 57,
     "M", "M", "Delegasi tidak diterima (E24.b), lalu massa 500; bicara lewat korlap baru menit 8 (E25.b); "
     "orang tua dua anak terlambat dihubungi (E31.a).", (14, 3, 3), (21, 22)),
    ("Netralitas", "Neutrality", 22.5, 24, "P", "P",
     "Peminjaman truk ditolak dan tata letak setara dijaga; imbauan ulang setelah foto C.Hasil tidak dikirim "
     "(E19.c).", (9, 1, 1), (11, 11)),
    ("Penegakan hukum pemilu (Sentra Gakkumdu)", "Election law via Sentra Gakkumdu", 14, 18, "S", "S",
     "Pelapor dilindungi dan diarahkan ke Bawaslu; tenggat 1x24 jam tidak dibuka (E09.c), kabar E20.c "
     "terlambat.", (7, 0, 1), (8, 8)),
    ("Keselamatan jiwa, logistik, kelanjutan tahapan", "Life safety, material, continuity", 48.5, 56, "M", "M",
     "Pertolongan cepat, segel dijaga bersama; petugas menjawab soal penghitungan yang menjadi wewenang KPU "
     "(C21).", (18, 2, 1), (21, 22)),
)  # fmt: skip

_PLAN_MINUTES = (0, 5, 11, 18, 24.5, 31, 40, 47, 54.5, 60, 67, 74, 81, 86.5, 90.5, 96, 101, 106, 111, 118,
                 126, 133, 139, 143.5, 153, 156.5, 161, 166.5, 170.5, 173, 176)  # fmt: skip
_PLAN_NUMBERS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24, 25, 26, 28, 29,
                 30, 31, 32, 33, 34)  # fmt: skip


def text(indonesian: str, english: str) -> Text:
    return Text((("id", indonesian), ("en", english)))


def plan(objectives: int = 6, *, say: Callable[[str], str] = str) -> Scenario:
    """Return a plan with so many objectives; `say` rewrites every typed text of it."""

    def both(indonesian: str, english: str) -> Text:
        return text(say(indonesian), say(english))

    return Scenario(
        id="sispamkota-2024",
        version="1.0",
        title=both(
            "Sispamkota Pemilu 2024: Koordinasi, netralitas, proporsionalitas",
            "City Security, 2024 Election: Coordination, neutrality, proportionality",
        ),
        languages=("id", "en"),
        timezone="Asia/Jakarta",
        starts_at=datetime(2024, 1, 26, 1, 0, tzinfo=UTC),
        duration_ms=180 * MINUTE,
        cells=tuple(Cell(id=f"C{n}", title=both("Sel", "Cell"), kind="player") for n in range(12)),
        objectives=tuple(_objective(n, both) for n in range(objectives)),
        injects=(),
        labels="indonesia",
        exercise=ExerciseFacts(
            type=both("TTX/TFG lintas lembaga", "Multi-agency TTX/TFG"),
            place=both("Aula Polres, Kuala Seruni", "Police hall, Kuala Seruni"),
            organisation=both("Polres Teluk Seruni", "Teluk Seruni police"),
            scope=both("F1–F5, 26 Jan – 29 Feb 2024", "F1–F5, 26 Jan – 29 Feb 2024"),
        ),
        situations=(
            Situation(id="green", title=both("Hijau", "Green"), tone=1),
            Situation(id="yellow", title=both("Kuning", "Yellow"), tone=2),
            Situation(id="red", title=both("Merah", "Red"), tone=3),
        ),
        end_states=(
            EndState(id="safe", title=both("Aman", "Safe")),
            EndState(id="orderly", title=both("Lancar", "Orderly")),
            EndState(id="peaceful", title=both("Damai", "Peaceful")),
        ),
        phases=(
            Phase(id="F1", title=both("kesiapan", "readiness"), at_ms=0),
            Phase(id="F2", title=both("kampanye", "campaign"), at_ms=25 * MINUTE),
            Phase(id="F3", title=both("masa tenang", "quiet days"), at_ms=60 * MINUTE),
            Phase(id="F4", title=both("pemungutan suara", "polling"), at_ms=90 * MINUTE),
            Phase(id="F5", title=both("rekapitulasi, unjuk rasa, pemulihan", "tally, protest, recovery"),
                  at_ms=125 * MINUTE),
        ),
        red_lines=tuple(
            RedLine(id=f"R{n}", text=both(f"Garis {n}", f"Line {n}"), objective="O6" if n == 10 else "O1")
            for n in range(1, 15)
        ),
        readiness=(
            ReadinessItem(id="K30", item=both("Ambulans", "Ambulance"), required=2, critical=True),
            ReadinessItem(id="K14", item=both("HT siap pakai", "Radios serviceable"), required=40),
            ReadinessItem(id="K15", item=both("Baterai cadangan", "Spare batteries"), required=40),
            ReadinessItem(id="K20", item=both("Visor helm utuh", "Intact visors"), required=60),
        ),
    )  # fmt: skip


def _objective(index: int, both: Callable[[str, str], Text]) -> Objective:
    indonesian, english = _OBJECTIVES[index % 6][:2]
    states = (("orderly",), ("safe",), ("peaceful",), ("peaceful",), ("orderly",), ("safe", "orderly"))
    return Objective(id=f"O{index + 1}", title=both(indonesian, english), end_states=states[index % 6])


def debrief(objectives: int = 6, *, say: Callable[[str], str] = str, **changes: Any) -> Debrief:
    """Return the run of the reference page; `say` rewrites what people typed in it."""
    typical = Debrief(
        exercise_id="EX-20240206-7K3F",
        started_at=STARTED,
        ended_at=STARTED + timedelta(minutes=201),
        last_at=STARTED + timedelta(minutes=216),
        elapsed_ms=180 * MINUTE,
        paused_ms=21 * MINUTE,
        draft=False,
        pack_sha256="4862f447" + "0" * 56,
        score=_score(objectives, say),
        injects=_injects(),
        red_lines=tuple(
            RedLineResult(id=f"R{n}", breaches=int(n == 10), grave=False) for n in range(1, 15)
        ),
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
            answered=31, released=32, p50_ms=30_000, p90_ms=60_000, values_ms=None, open=("E26",)
        ),
        decision=LatencySummary(
            answered=29, released=32, p50_ms=135_000, p90_ms=410_000, values_ms=None, open=("E14", "E16", "E26")
        ),
        response=LatencySummary(answered=32, released=32, p50_ms=200_000, p90_ms=390_000, values_ms=None),
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
            (say("Polres"), 62), (say("Pemda"), 14), (say("KPU"), 8), (say("Kodim"), 6), (say("Bawaslu"), 6),
            (say("Kejaksaan"), 3),
        ),
        ratings=(),
        findings=_findings(say),
        plan=_actions(say),
        situations=tuple(
            SituationRecord(at_ms=int(at * MINUTE), situation=situation, decided_by=None, reason="x")
            for at, situation in ((0, "green"), (35, "yellow"), (48, "green"), (143, "yellow"), (159, "red"),
                                  (170, "yellow"), (176.5, "green"))
        ),
        pauses=(
            PauseRecord(at_ms=90 * MINUTE, reason="break", began_at=STARTED + timedelta(minutes=90),
                        wall_ms=15 * MINUTE),
            PauseRecord(at_ms=127 * MINUTE, reason="safety", began_at=STARTED + timedelta(minutes=142),
                        wall_ms=6 * MINUTE),
        ),
        jumps=tuple(
            JumpRecord(at_ms=int(at * MINUTE), to=STARTED, skipped=(), reason="x") for at in (25, 60, 90.5, 125.2)
        ),
        notes=(),
        missing=(),
        entries=436,
        stations=4,
        head=HEAD,
        chain_is_intact=True,
    )  # fmt: skip
    return replace(typical, **changes)


def _score(objectives: int, say: Callable[[str], str]) -> ScoreSheet:
    scores, actions = [], []
    for index in range(objectives):
        _, _, earned, points, letter, rated, why, (met, partial, unmet), (assessed, total) = _OBJECTIVES[index % 6]
        exact = Fraction(str(earned))
        scores.append(
            ObjectiveScore(
                id=f"O{index + 1}", weight=Fraction(1), percent=100 * exact / points, earned=exact, points=points,
                actions=total, assessed=assessed, coverage=Fraction(assessed, total), letter=letter,
                capped_by=("R10",) if index % 6 == 5 else (), rated=rated, rated_why=say(why),
                met=met, partial=partial, unmet=unmet,
            )
        )  # fmt: skip
        actions.append(_action(f"O{index + 1}", exact))
    percents = [score.percent or Fraction(0) for score in scores]
    overall = OverallScore(
        percent=sum(percents, Fraction(0)) / len(percents) if percents else None,
        coverage=Fraction(88, 93), letter="S", capped_by=(), rated="S", rated_why=None, actions=93, assessed=88,
    )  # fmt: skip
    return ScoreSheet(
        overall=overall, objectives=tuple(scores), actions=tuple(actions), released=frozenset(),
        by_id={a.id: a for a in actions},
    )  # fmt: skip


def _action(objective: str, earned: Fraction) -> ActionScore:
    return ActionScore(
        id=f"E{objective[1:]}.a", objective=objective, inject=f"E{objective[1:]}", completion="n/a", raters=1,
        latency_ms=None, limit_ms=None, points=3, score=None if earned else Fraction(0),
        dropped=objective != "O1",
    )  # fmt: skip


def _injects() -> tuple[InjectResult, ...]:
    rows = []
    delays = (0, 0.4, 0.6, 1.2, 0.8, 2.2, 2, 0.3, 1.5, 2.2, 3, 3.2, 2.4, 0, 1.2)
    for index, (number, at) in enumerate(zip(_PLAN_NUMBERS, _PLAN_MINUTES, strict=True)):
        planned = int(at * MINUTE)
        skipped = number == 15
        released = None if skipped else planned + int(delays[index % 15] * MINUTE)
        open_ = number in (14, 16, 26)
        decision = None if skipped or open_ else int((0.5 + (index * 37 % 11) * 0.55) * MINUTE)
        rows.append(
            InjectResult(
                number=f"E{number:02}", status="skipped" if skipped else "released", is_contingency=False,
                variant=0, planned_ms=planned, released_ms=released, acknowledged_ms=30_000,
                decision_ms=decision, response_ms=decision, has_actions=True,
            )
        )  # fmt: skip
    for number, at in (("C07", None), ("C21", 120.4), ("C27", 146.9)):
        rows.append(
            InjectResult(
                number=number, status="released" if at else "waiting", is_contingency=True, variant=0,
                planned_ms=None, released_ms=int(at * MINUTE) if at else None, acknowledged_ms=None,
                decision_ms=90_000 if at else None, response_ms=None, has_actions=True,
            )
        )  # fmt: skip
    return tuple(rows)


def _findings(say: Callable[[str], str]) -> tuple[FindingResult, ...]:
    told: tuple[tuple[str, str, str], ...] = (
        ("strength", "O4", "Permintaan truk dinas ditolak sopan dalam 2 menit, alternatif untuk semua pihak (E08)."),
        ("strength", "O6", "Segel rusak tidak dibuka; KPU dan Panwascam hadir, berita acara dibuat (E12)."),
        ("strength", "O3", "Perintah “tembak di tempat” tidak dituruti, diverifikasi berjenjang (E28)."),
        ("improve", "O3", "Delegasi damai tidak diterima; kesempatan menurunkan ketegangan hilang (E24.b, E25.b)."),
        ("improve", "O6", "Petugas lapangan memutus soal penghitungan; batas wewenang tidak dipahami (E20.d, C21)."),
        ("improve", "O1", "Pos tanpa sinyal tidak punya penanggung jawab pengecekan (E16.b); LO diberi tahu "
         "terlambat (E03.c)."),
    )  # fmt: skip
    return tuple(
        FindingResult(
            id=f"P1:{40 + n}", kind="strength" if kind == "strength" else "improve", objective=objective,
            text=say(words), element=None, author="P1",
        )
        for n, (kind, objective, words) in enumerate(told)
    )  # fmt: skip


def _actions(say: Callable[[str], str]) -> tuple[PlanResult, ...]:
    told = (
        ("O3", "Protokol terima delegasi: 5–10 orang, Bawaslu hadir, putus ≤ 8 menit", "PREEMTIF, LO-KPU", "09"),
        ("O6", "Kartu wewenang pemilu untuk semua petugas TPS; diuji lisan saat apel", "BANOPS", "10"),
        ("O1", "Satu penanggung jawab cek-masuk TPS tanpa sinyal, relai tiap 2 jam", "KAOPS", "11"),
        ("O6", "Ambulans kedua: perjanjian dengan Dinkes, uji panggil 10 menit", "LO-PEMDA", "09"),
        ("O3", "Latih ulang fase F5; ukur lagi E24.b dan E25.b", "Karendalops", "12"),
    )
    return tuple(
        PlanResult(
            id=f"P1:{60 + n}", answers=f"P1:{43 + n % 3}", objective=objective, text=say(words), owner=say(owner),
            contact=None, start=None, due=f"2024-02-{day}", retest=None,
        )
        for n, (objective, words, owner, day) in enumerate(told)
    )  # fmt: skip


def nothing(objectives: int = 1) -> Debrief:
    """Return the debrief of an exercise that never started."""
    empty = LatencySummary(answered=0, released=0, p50_ms=None, p90_ms=None, values_ms=())
    unscored = tuple(
        ObjectiveScore(
            id=f"O{n + 1}", weight=Fraction(1), percent=None, earned=Fraction(0), points=0, actions=0, assessed=0,
            coverage=None, letter=None, capped_by=(), rated=None,
        )
        for n in range(objectives)
    )  # fmt: skip
    overall = OverallScore(percent=None, coverage=None, letter=None, capped_by=(), rated=None)
    return Debrief(
        exercise_id="x", started_at=None, ended_at=None, last_at=None, elapsed_ms=0, paused_ms=0, draft=True,
        pack_sha256="0" * 64,
        score=ScoreSheet(overall=overall, objectives=unscored, actions=(), released=frozenset(), by_id={}),
        injects=(), red_lines=(), breaches=(), acknowledge=empty, decision=empty, response=empty,
        readiness=ReadinessResult(percent=None, gate="ready", gaps=(), items=0),
        agreement=Agreement(units=0, raters=0), evaluators=0, participants=(), ratings=(), findings=(), plan=(),
        situations=(), pauses=(), jumps=(), notes=(), missing=(), entries=0, stations=0, head="0" * 64,
        chain_is_intact=True,
    )  # fmt: skip


def bare_plan() -> Scenario:
    """Return a plan with nothing but what a pack must have."""
    return Scenario(
        id="bare", version="1", title=Text.same("Bare"), languages=("en",), timezone="UTC", starts_at=STARTED,
        duration_ms=10 * MINUTE, cells=(), objectives=(Objective(id="O1", title=Text.same("One")),),
        injects=(), labels="hseep",
    )  # fmt: skip


