"""The plan of the reference page: its objectives with what was said of them, phases, red lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.plan.readiness import ReadinessItem
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import Cell, EndState, ExerciseFacts, Phase, Scenario, Situation
from tabletop.domain.plan.text import Text
from tabletop.domain.play.events import Letter

MINUTE = 60_000
STARTED = datetime(2024, 2, 6, 1, 5, tzinfo=UTC)


class Told(NamedTuple):
    """What the reference page says about one objective."""

    indonesian: str
    english: str
    earned: str
    points: int
    letter: Letter
    rated: Letter
    why: str
    counts: tuple[int, int, int]
    assessed: int
    actions: int


OBJECTIVES = (
    Told(
        "Komando dan koordinasi",
        "Command and coordination",
        earned="22",
        points=30,
        letter="S",
        rated="S",
        why="Pemimpin dan alasan tercatat cepat; LO diberi tahu terlambat (E03.c) dan enam TPS tanpa sinyal "
        "tidak dikejar (E16.b).",
        counts=(12, 2, 2),
        assessed=16,
        actions=17,
    ),
    Told(
        "Deteksi dini dan informasi publik",
        "Early detection and public information",
        earned="23.5",
        points=26,
        letter="P",
        rated="S",
        why="Klarifikasi isinya benar, tetapi KPU baru bicara pada menit 23 dari batas 20 (E13.b).",
        counts=(10, 1, 0),
        assessed=11,
        actions=13,
    ),
    Told(
        "Pelayanan hak berpendapat, kekuatan proporsional",
        "Facilitate assembly, proportionate force",
        earned="38.5",
        points=57,
        letter="M",
        rated="M",
        why="Delegasi tidak diterima (E24.b), lalu massa 500; bicara lewat korlap baru menit 8 (E25.b); "
        "orang tua dua anak terlambat dihubungi (E31.a).",
        counts=(14, 3, 3),
        assessed=21,
        actions=22,
    ),
    Told(
        "Netralitas",
        "Neutrality",
        earned="22.5",
        points=24,
        letter="P",
        rated="P",
        why="Peminjaman truk ditolak dan tata letak setara dijaga; imbauan ulang setelah foto C.Hasil tidak "
        "dikirim (E19.c).",
        counts=(9, 1, 1),
        assessed=11,
        actions=11,
    ),
    Told(
        "Penegakan hukum pemilu (Sentra Gakkumdu)",
        "Election law via Sentra Gakkumdu",
        earned="14",
        points=18,
        letter="S",
        rated="S",
        why="Pelapor dilindungi dan diarahkan ke Bawaslu; tenggat 1x24 jam tidak dibuka (E09.c), kabar E20.c "
        "terlambat.",
        counts=(7, 0, 1),
        assessed=8,
        actions=8,
    ),
    Told(
        "Keselamatan jiwa, logistik, kelanjutan tahapan",
        "Life safety, material, continuity",
        earned="48.5",
        points=56,
        letter="M",
        rated="M",
        why="Pertolongan cepat, segel dijaga bersama; petugas menjawab soal penghitungan yang menjadi "
        "wewenang KPU (C21).",
        counts=(18, 2, 1),
        assessed=21,
        actions=22,
    ),
)


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
            scope=both("F1-F5, 26 Jan - 29 Feb 2024", "F1-F5, 26 Jan - 29 Feb 2024"),
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
            Phase(
                id="F5",
                title=both("rekapitulasi, unjuk rasa, pemulihan", "tally, protest, recovery"),
                at_ms=125 * MINUTE,
            ),
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
    )


def _objective(index: int, both: Callable[[str, str], Text]) -> Objective:
    told = OBJECTIVES[index % 6]
    states = (("orderly",), ("safe",), ("peaceful",), ("peaceful",), ("orderly",), ("safe", "orderly"))
    return Objective(
        id=f"O{index + 1}", title=both(told.indonesian, told.english), end_states=states[index % 6]
    )


def bare_plan() -> Scenario:
    """Return a plan with nothing but what a pack must have."""
    return Scenario(
        id="bare",
        version="1",
        title=Text.same("Bare"),
        languages=("en",),
        timezone="UTC",
        starts_at=STARTED,
        duration_ms=10 * MINUTE,
        cells=(),
        objectives=(Objective(id="O1", title=Text.same("One")),),
        injects=(),
        labels="hseep",
    )
