"""A report with every part in it, in one language or two; its words are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black

from tabletop.domain.play.events import Letter
from tabletop.reports.charts import line, plain_box, text
from tabletop.reports.document import (
    Bullets,
    Cell,
    Column,
    Contents,
    Document,
    Facts,
    Figure,
    Grade,
    Grid,
    Heading,
    Number,
    PageBreak,
    Part,
    Prose,
    Signatures,
)
from tabletop.reports.frame import REGULAR, Style
from tabletop.reports.voice import Pair

PRINTED_AT = datetime(2024, 2, 6, 12, 30, tzinfo=UTC)
LETTERS: tuple[Letter | None, ...] = ("P", "S", "M", "U", None)
TYPED = "Satu penanggung jawab memeriksa pos tanpa sinyal setiap dua jam, lalu melapor ke KAOPS."

Say = Callable[[str, str], Pair]


def speaking(languages: tuple[str, ...]) -> Say:
    """Return what makes a pair of an Indonesian and an English wording."""

    def say(indonesian: str, english: str) -> Pair:
        spoken = {"id": indonesian, "en": english}
        first, *second = (spoken[language] for language in languages)
        return Pair(first, *second)

    return say


def document(
    languages: tuple[str, ...] = ("id",), *, rows: int = 40, typed: str = TYPED, **changes: Any
) -> Document:
    """Return the report; `typed` stands in every place where a person's words may."""
    say = speaking(languages)
    whole = Document(
        title=say("Laporan hasil latihan: Sispamkota Pemilu 2024", "After-action report: Sispamkota 2024"),
        subject="EX-20240206-7K3F, Sispamkota 1.4",
        languages=languages,
        parts=tuple(parts(say, rows, typed)),
        mark=say("LATIHAN", "EXERCISE"),
        foot="EX-20240206-7K3F · 436 entri · kepala rantai e803a690…fe83b8a7",
        page_words=say("halaman {n}/{total}", "page {n}/{total}").first,
        at=PRINTED_AT,
        draft=say("DRAF", "DRAFT"),
    )
    return replace(whole, **changes)


def parts(say: Say, rows: int, typed: str) -> list[Part]:
    """Return every kind of part, below headings of three levels."""
    return [
        Facts(
            rows=(
                (say("Tanggal", "Date"), say("Selasa, 6 Februari 2024", "Tuesday, 6 February 2024")),
                (say("Tempat", "Place"), Pair(typed)),
                (say("Jenis", "Type"), say("Latihan di atas meja", "Tabletop exercise")),
            )
        ),
        Contents(title=say("Daftar isi", "Contents")),
        Heading(text=say("Gambaran latihan", "Exercise overview"), starts_page=True),
        Prose(text=Pair(typed), lead=say("Ruang lingkup.", "Scope.")),
        Prose(
            text=say("Fungsi yang dinilai, bukan orang.", "Functions are rated, not persons."), tone="strong"
        ),
        Prose(text=say("Baris pertama.\nBaris kedua.", "First line.\nSecond line."), tone="note"),
        Heading(text=say("Praktik baik", "Strengths"), level=2),
        Bullets(
            items=(Pair(typed), say("Segel rusak tidak dibuka.", "The broken seal stayed shut.")),
            none=_none(say),
        ),
        Heading(text=say("Perlu perbaikan", "Areas for improvement"), level=2),
        Bullets(items=(), none=_none(say)),
        Heading(text=say("Analisis kemampuan inti", "Analysis of core capabilities")),
        objectives(say),
        Heading(text=say("Waktu tanggap", "Latency"), level=2),
        Figure(
            caption=say("Waktu keputusan terhadap batas", "Decision time against its limit"),
            draw=chart,
            alternative=say(
                "Dua dari tiga keputusan dalam batas.", "Two of three decisions within the limit."
            ),
            data=limits(say),
        ),
        Heading(text=say("Catatan kejadian", "Log"), starts_page=True),
        log(say, rows, typed),
        Heading(text=say("Lampiran", "Appendix"), level=3),
        Grid(
            caption=say("Peserta", "Participants"),
            sheet="Peserta",
            columns=columns(say)[:2],
            rows=(),
            none=_none(say),
        ),
        PageBreak(),
        Heading(text=say("Pengesahan", "Sign-off")),
        Signatures(
            roles=(
                say("Direktur latihan", "Exercise director"),
                say("Penilai utama", "Lead evaluator"),
                say("Perencana", "Planner"),
            ),
            place="Kota Jaya",
        ),
    ]


def objectives(say: Say) -> Grid:
    """Return a table of numbers and letters with a total."""
    rows: list[list[Cell]] = [
        [
            Pair(f"O{n}"),
            say("Pelayanan hak berpendapat", "Serving free speech"),
            _percent(n),
            Grade(letter=letter),
        ]
        for n, letter in enumerate(LETTERS, 1)
    ]
    rows.append([Pair(""), say("Keseluruhan", "Overall"), _percent(7), Grade(letter="S")])
    return Grid(
        caption=say("Nilai tujuan", "Objectives"),
        sheet="Tujuan",
        columns=(
            Column(title=Pair("No"), width=1, sheet_width=6),
            Column(title=say("Tujuan", "Objective"), width=6, sheet_width=40),
            Column(title=say("Persen", "Percent"), width=1.4),
            Column(title=say("Huruf", "Letter"), width=1.2, align="centre"),
        ),
        rows=rows,
        none=_none(say),
        strong=frozenset({len(rows) - 1}),
    )


def limits(say: Say) -> Grid:
    """Return the numbers of the chart."""
    return Grid(
        caption=say("Waktu keputusan dan batas", "Decision time and limit"),
        sheet="Waktu",
        columns=(
            Column(title=say("Tindakan", "Action"), width=3),
            Column(title=say("Menit", "Minutes"), width=1),
        ),
        rows=[[Pair(f"E{n:02}.a"), Number(value=n, words=str(n))] for n in (3, 5, 8)],
        none=_none(say),
    )


def log(say: Say, rows: int, typed: str) -> Grid:
    """Return a log of so many rows."""
    return Grid(
        caption=say("Entri", "Entries"),
        sheet="Entri",
        columns=columns(say),
        rows=[
            [
                Number(value=n, words=str(n)),
                Pair(f"T+{n // 60:02}:{n % 60:02}"),
                Pair("KAOPS"),
                Pair(f"{n} {typed}"),
            ]
            for n in range(1, rows + 1)
        ],
        none=_none(say),
    )


def columns(say: Say) -> tuple[Column, ...]:
    """Return the columns of the log."""
    return (
        Column(title=Pair("No"), width=1, align="right", sheet_width=6),
        Column(title=say("Waktu", "Time"), width=1.6, sheet_width=10),
        Column(title=say("Sel", "Cell"), width=2, sheet_width=12),
        Column(title=say("Isi", "Entry"), width=9, sheet_width=60),
    )


def chart(width: float) -> Drawing:
    """Draw three bars."""
    drawing = Drawing(width, 60)
    drawing.add(line((0, 0, width, 0), 0.6))
    for n, share in enumerate((0.3, 0.5, 0.8)):
        drawing.add(plain_box((40, 6 + 18 * n), (share * (width - 80), 10), fill=black))
        drawing.add(text(f"E{n}", Style(REGULAR, 8), at=(4, 8 + 18 * n)))
    return drawing


def _none(say: Say) -> Pair:
    return say("Tidak ada.", "None.")


def _percent(n: int) -> Number:
    value = Fraction(500 + n * 21, 7)
    return Number(value=value, words=f"{float(value):.1f}".replace(".", ",") + " %")
