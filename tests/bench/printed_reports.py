"""Figures of printing a report: 34 to 10,000 rows of a log, beside a raw ReportLab table of the same rows.

`python tests/bench/printed_reports.py`; where `soffice` is on the PATH its conversion of the same DOCX stands
beside. Raw is a LongTable of plain strings: it neither breaks lines nor knows page numbers.
"""

from __future__ import annotations

import io
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, SimpleDocTemplate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tabletop.reports.document import Column, Contents, Document, Grid, Heading, Number, Prose
from tabletop.reports.docx_document import docx_document
from tabletop.reports.pdf_document import pdf_document
from tabletop.reports.voice import Pair
from tabletop.reports.xlsx_document import xlsx_document

COUNTS = (34, 500, 2_000, 10_000)
MOST_FOR_SOFFICE = 2_000
"""LibreOffice takes minutes for more."""
SENTENCE = (
    "satu penanggung jawab memeriksa pos tanpa sinyal lalu melapor \u201csiap\u201d "
    "delegasi damai diterima kekuatan tidak dipakai segel rusak dicatat ambulans kedua diminta"
)
COLUMNS = (("No", 1), ("T+", 1.6), ("Pos", 1.2), ("Jenis", 1.6), ("Inject", 1.2), ("Isi", 9))

Row = tuple[str, ...]


def report_figures() -> None:
    """Print a line for each format and number of rows."""
    pdf_document(report(rows(3)))  # loads the faces
    before: dict[str, float] = {}
    for count in COUNTS:
        data = rows(count)
        document = report(data)
        runs = 5 if count <= 500 else 1
        ours, peer = [], []
        for _ in range(runs):
            ours.append(_seconds(lambda document=document: pdf_document(document)))
            peer.append(_seconds(lambda data=data: raw_table(data)))
        pages, peak = pdf_document(document).pages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        _say(count, "PDF", ours, before, f"{pages} pages, peak so far {peak} MB")
        ratio = statistics.median(ours) / statistics.median(peer)
        print(f"{'':<12} raw LongTable {statistics.median(peer):.2f} s | ratio {ratio:.2f}", flush=True)
        _say(count, "DOCX", [_seconds(lambda document=document: docx_document(document))], before)
        _say(count, "XLSX", [_seconds(lambda document=document: xlsx_document(document))], before)
        if shutil.which("soffice") and count <= MOST_FOR_SOFFICE:
            took = soffice_seconds(docx_document(document))
            times = took / statistics.median(ours)
            print(f"{'':<12} soffice, DOCX to PDF {took:.2f} s | {times:.0f} times our PDF", flush=True)


def rows(count: int) -> list[Row]:
    """Return rows of a log with entries of 6 to 30 words, always the same."""
    chance, words = random.Random(1), SENTENCE.split()
    return [
        (
            str(n),
            f"T+{n // 60:02}:{n % 60:02}",
            chance.choice(("P1", "DIR", "P2")),
            chance.choice(("keputusan", "inject", "penilaian")),
            f"E{n % 34:02}",
            " ".join(chance.choice(words) for _ in range(chance.randint(6, 30))),
        )
        for n in range(count)
    ]


def report(data: list[Row]) -> Document:
    """Return a report of contents, a paragraph and the log."""
    log = Grid(
        caption=Pair("Catatan", "Log"),
        sheet="Catatan",
        columns=[Column(title=Pair(title), width=width) for title, width in COLUMNS],
        rows=[[Number(value=int(row[0]), words=row[0]), *map(Pair, row[1:])] for row in data],
        none=Pair("Tidak ada."),
    )
    return Document(
        title=Pair("Laporan", "Report"),
        subject="EX-BENCH",
        languages=("id", "en"),
        parts=(
            Contents(title=Pair("Daftar isi", "Contents")),
            Heading(text=Pair("Catatan", "Log"), starts_page=True),
            Prose(text=Pair("Semua entri.", "All entries.")),
            log,
        ),
        mark=Pair("LATIHAN", "EXERCISE"),
        foot="EX-BENCH",
        page_words="halaman {n}/{total}",
    )


def raw_table(data: list[Row]) -> None:
    """Print the same rows as plain strings."""
    head = tuple(title for title, _ in COLUMNS)
    table = LongTable([head, *data], repeatRows=1)
    SimpleDocTemplate(io.BytesIO(), pagesize=A4).build([table])


def soffice_seconds(written: bytes) -> float:
    """Time LibreOffice's conversion, its start included, with a profile that was made before."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(written)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        convert = [*command, "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run([*command, "--terminate_after_init"], check=False, capture_output=True)
        return _seconds(lambda: subprocess.run(convert, check=True, capture_output=True))


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _say(count: int, kind: str, took: list[float], before: dict[str, float], more: str = "") -> None:
    median = statistics.median(took)
    growth = f" | {median / before[kind]:.1f} times the last" if kind in before else ""
    before[kind] = median
    print(f"{count:>6} rows {kind:<5} {median:.2f} s{growth}{f' | {more}' if more else ''}", flush=True)


if __name__ == "__main__":
    report_figures()
