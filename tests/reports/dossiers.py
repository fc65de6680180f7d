"""A small exercise, played, rated and followed up, to write reports from; every number by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from builders import (
    HEADER,
    MINUTE,
    SECOND,
    Rows,
    action,
    chained,
    inject,
    phase,
    readiness_item,
    roster_unit,
    scenario,
)

from tabletop.domain.plan.eeg import CapabilityTarget, CriticalTask, Objective
from tabletop.domain.plan.msel import ExpectedAction, Inject
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import EndState, ExerciseFacts, Rule, Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play import events as ev
from tabletop.domain.play import follow_up as later
from tabletop.domain.play.additions import DeadlineSet
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.result.compilation import compile_debrief
from tabletop.reports.document import (
    Bullets,
    Cell,
    Document,
    Facts,
    Figure,
    Grade,
    Grid,
    Heading,
    Number,
    Prose,
)
from tabletop.reports.dossier import Dossier, dossier_of
from tabletop.reports.voice import Pair

PRINTED_ON = date(2024, 2, 6)


def both(indonesian: str, english: str) -> Text:
    return Text((("id", indonesian), ("en", english)))


def injects() -> tuple[Inject, ...]:
    """E01 asks two actions of O1, E02 one of O2; E03 is skipped."""
    return (
        inject(
            "E01",
            _cited(action("E01.a", points=3, limit_ms=5 * MINUTE), task="O1.1.a", rule="law-9"),
            _cited(
                action("E01.b", points=4, limit_ms=5 * MINUTE),
                task="O1.1.a",
                cites=(Text.same("renpam par. 4"),),
            ),
        ),
        inject("E02", _cited(action("E02.a", points=2, objective="O2")), at_ms=20 * MINUTE),
        inject("E03", action("E03.a", objective="O2"), at_ms=30 * MINUTE),
    )


def _cited(expected: ExpectedAction, **changes: Any) -> ExpectedAction:
    return replace(expected, **changes)


def plan(**changes: Any) -> Scenario:
    """Return a plan with every field of an exercise overview."""
    fields: dict[str, Any] = {
        "exercise": ExerciseFacts(
            type=both("geladi ruang", "tabletop"),
            place=both("Aula", "Hall"),
            organisation=both("Polres", "Regency police"),
            scope=both("satu kota", "one city"),
            threat=both("banjir", "flood"),
            sponsor=both("Kapolres", "Chief of police"),
            contact=both("Posko", "Control post"),
        ),
        "summary": both("Sungai meluap.", "The river rises."),
        "end_states": (EndState(id="safe", title=both("Aman", "Safe")),),
        "objectives": (
            Objective(
                id="O1",
                title=both("Komando", "Command"),
                capability=both("Kendali operasi", "Operational control"),
                end_states=("safe",),
                targets=(
                    CapabilityTarget(
                        id="O1.1",
                        text=both("Putusan dalam 5 menit", "Decision within 5 minutes"),
                        tasks=(
                            CriticalTask(
                                id="O1.1.a", text=both("Mencatat", "Log it"), source=Text.same("Renpam bab 2")
                            ),
                        ),
                    ),
                ),
            ),
            Objective(id="O2", title=both("Evakuasi", "Evacuation"), capability=both("Massa", "Mass care")),
        ),
        "red_lines": (
            RedLine(id="R1", text=both("Tidak memihak", "Take no side"), objective="O2"),
            RedLine(id="R2", text=both("Bantuan jalan", "Hold back no help"), objective="O1", grave=True),
        ),
        "phases": (phase("F1", 0),),
        "rules": (Rule(id="law-9", title=both("UU 9/1998", "Law 9/1998")),),
        "readiness": (readiness_item("K01", required=2, critical=True), readiness_item("K02")),
        "roster": (roster_unit("SAMAPTA", 10),),
        "hot_wash": (both("Apa yang kita ketahui?", "What did we know?"),),
    }  # fmt: skip
    return scenario(*injects(), **(fields | changes))


def played() -> Rows:
    """Return the rows of the exercise.

    O1: E01.a met after 4 of 5 minutes (3), E01.b met after 9 of 5 (2) -> 5 of 7 points, 71,4 %, S.
    O2: E02.a partial (1 of 2) -> 50,0 %, M; R1 caps it at M. Overall (500/7 + 50) / 2 = 60,7 %, M.
    """
    rows = Rows()
    rows.add(ev.ParticipantsCounted(organisation="Polres", n=12))
    rows.add(ev.UnitCounted(unit="SAMAPTA", present=9, fit=8))
    rows.add(ev.ReadinessChecked(item="K01", present=2, serviceable=1, note="satu rusak"))
    rows.add(ev.ReadinessChecked(item="K02", present=1, serviceable=1))
    rows.add(ev.ExerciseStarted())
    rows.add(ev.InjectReleased(inject="E01"), at_ms=2 * MINUTE)
    rows.add(ev.InjectAcknowledged(inject="E01", cell="OPS"), at_ms=2 * MINUTE + 30 * SECOND)
    rows.add(
        ev.DecisionLogged(
            cell="OPS", text="Tutup jembatan", inject="E01", why="Arus deras", rule="law-9", told=("LO",)
        ),
        at_ms=5 * MINUTE,
    )
    rows.add(ev.ActionAssessed(action="E01.a", completion="met"), at_ms=6 * MINUTE)
    rows.add(ev.ActionAssessed(action="E01.b", completion="met"), at_ms=11 * MINUTE, station="P1")
    rows.add(
        ObservationNoted(
            cell="OPS", text="Peta terbalik", judgement="Perlu latihan", inject="E01", action="E01.b"
        ),
        at_ms=12 * MINUTE,
        station="P1",
    )
    rows.add(ev.ExercisePaused(reason="break"), at_ms=15 * MINUTE)
    rows.add(ev.ExerciseResumed(), at_ms=15 * MINUTE, wall_ms=20 * MINUTE)
    _second_half(rows)
    _evaluated(rows)
    return rows


def _second_half(rows: Rows) -> None:
    wall = 5 * MINUTE
    for minute, event in (
        (20, ev.InjectReleased(inject="E02")),
        (22, ev.SituationChanged(situation="yellow", decided_by="Kaops", reason="Air naik")),
        (23, DeadlineSet(text="Lapor Bawaslu", within_ms=60 * MINUTE, inject="E02")),
        (24, ev.ActionAssessed(action="E02.a", completion="partial")),
        (25, ev.RedLineBreached(red_line="R1", inject="E02", note="Mobil dinas dipinjam")),
        (26, ev.NoteTaken(text="R2 ditimbang, tidak dilanggar")),
        (30, ev.InjectSkipped(inject="E03", reason="waktu habis")),
        (31, ev.DecisionLogged(cell="OPS", text="Keliru ketik")),
        (40, ev.ExerciseEnded()),
    ):
        rows.add(event, at_ms=minute * MINUTE, wall_ms=minute * MINUTE + wall)
    undone = rows.recorded[-2].entry.seq
    rows.add(ev.DecisionWithdrawn(target_seq=undone), at_ms=40 * MINUTE)


def _evaluated(rows: Rows) -> None:
    """Add letters, findings, plans, hot wash and feedback."""
    at_ms = 40 * MINUTE

    def add(event: ev.Event, **more: Any) -> Recorded:
        return rows.add(event, at_ms=at_ms, **more)

    add(ev.Rated(target="overall", letter="M", why="Pencatatan lambat"))
    add(ev.Rated(target="O1", letter="S", why="Putusan cepat"))
    add(ev.Rated(target="O1.1", letter="S", why="Empat menit"))
    add(ev.Rated(target="O1", letter="M", why="Catatan kurang"), station="P1")
    add(ev.StrengthNoted(objective="O1", text="Jembatan ditutup cepat", rows=("DIR:8",)))
    improve = add(
        ev.ImprovementNoted(
            objective="O1", text="Catatan terlambat (E01.b)", element="training", cell="OPS", rows=("P1:2",)
        )
    )
    seq = improve.entry.seq
    add(
        ev.CorrectiveActionPlanned(
            text="Latih pencatat", improvement_seq=seq, owner="Bag Ops", contact="Kabag", start="2024-01-29",
            due="2024-02-05", retest="Geladi berikut", priority="high",
        )
    )  # fmt: skip
    add(ev.CorrectiveActionPlanned(text="Beli papan", improvement_seq=seq, owner="Bag Log", due="2024-03-01"))
    add(
        later.ActionCarried(
            exercise="EX-2023", action="DIR:7", text="Perbaiki radio", owner="TIK", due="segera"
        )
    )
    add(ev.NoteTaken(text="Air datang lebih cepat", question=1, cell="OPS"))
    add(ev.NoteTaken(text="Catatan kosong", question=1), station="P1")
    add(later.FeedbackGiven(text="Berguna", score=5))
    add(later.FeedbackGiven(text="Terlalu singkat", score=3))
    add(later.FeedbackGiven(text="", realism=4, attendance=2, function=3, plan=5))


def dossier(
    *languages: str, rows: Rows | None = None, scenario: Scenario | None = None, **more: Any
) -> Dossier:
    """Return the dossier of a played exercise, in Indonesian unless other languages are given."""
    rows, chosen = played() if rows is None else rows, plan() if scenario is None else scenario
    recorded = chained(rows.recorded)
    state = fold(chosen, recorded)
    debrief = compile_debrief(chosen, state, header=HEADER, recorded=recorded)
    return dossier_of(
        chosen, debrief, state=state, recorded=recorded, languages=languages or ("id",),
        printed_on=PRINTED_ON, **more,
    )  # fmt: skip


# Reading a document -----------------------------------------------------------------------------


def texts(document: Document) -> list[Pair]:
    """Return every text of a document, in order."""
    found: list[Pair] = [document.title]
    for part in document.parts:
        match part:
            case Heading(text=text):
                found.append(text)
            case Prose(text=text, lead=lead):
                found += [text] if lead is None else [lead, text]
            case Bullets(items=items, none=none):
                found += items or [none]
            case Facts(rows=rows):
                found += [text for row in rows for text in row]
            case Grid():
                found += [part.caption, *(column.title for column in part.columns)]
                found += [words_of(cell) for row in part.rows for cell in row] or [part.none]
            case Figure(caption=caption, alternative=alternative):
                found += [caption, alternative]
            case _:
                pass
    return found


def words_of(cell: Cell) -> Pair:
    if isinstance(cell, Grade):
        return Pair(cell.letter or "\N{EN DASH}")
    return Pair(cell.words) if isinstance(cell, Number) else cell


def said(document: Document) -> str:
    """Return all words of a document in its first language."""
    return "\n".join(text.first for text in texts(document))


def facts(document: Document) -> dict[str, str]:
    """Return the facts of a document by label; where a label stands twice the first counts."""
    return dict(reversed(all_facts(document)))


def all_facts(document: Document) -> list[tuple[str, str]]:
    """Return every fact of a document, in order."""
    return [
        (label.first, value.first)
        for part in document.parts
        if isinstance(part, Facts)
        for label, value in part.rows
    ]


def grid(document: Document, sheet: str) -> Grid:
    """Return the table with a sheet's name."""
    return next(part for part in document.parts if isinstance(part, Grid) and part.sheet == sheet)


def row(table: Grid, first: str) -> list[str]:
    """Return a row's words by its first cell."""
    return next(
        words
        for cells in table.rows
        if (words := [words_of(cell).first for cell in cells])[0].partition(" ")[0] == first
    )
