"""Texts that break careless printing, in every place that a person's words may stand, in every format."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import openpyxl
import pytest
from reports import sample_document
from reports.docx_reading import outward, reopened, words
from reports.hostile_texts import hostile_texts
from reports.pdf_reading import PICTURE, body, kinds, squeezed

from tabletop.reports.document import (
    Bullets,
    Column,
    Contents,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    Number,
    Part,
    Prose,
    Signatures,
)
from tabletop.reports.docx_document import docx_document
from tabletop.reports.frame import printable
from tabletop.reports.pdf_document import pdf_document
from tabletop.reports.typed_text import readable
from tabletop.reports.voice import Pair
from tabletop.reports.xlsx_document import xlsx_document

FEW, MANY = 150, 2_000
SHARE = 50
"""So many texts go into one report, so that a failing one is soon found."""


def shares(count: int) -> list[list[str]]:
    texts = hostile_texts(count)
    return [texts[at : at + SHARE] for at in range(0, count, SHARE)]


def report(texts: Sequence[str]) -> Document:
    """Return a report with each text in a paragraph, list, fact and cell; one each in all other places."""
    columns = [Column(title=Pair(title), width=width) for title, width in (("a", 1), (texts[0], 4), ("c", 2))]
    table = Grid(
        caption=Pair("Tabel"),
        sheet=texts[5],
        columns=columns,
        rows=[[Pair(f"g{n}"), Pair(text), Number(value=n, words=text[:40])] for n, text in enumerate(texts)],
        none=Pair("".join(texts[-9:])),
    )
    caption = Pair(texts[2], texts[3])
    parts: list[Part] = [
        Contents(title=Pair(texts[4])),
        *(Heading(text=Pair(text), level=1 + n % 3) for n, text in enumerate(texts[::5])),  # type: ignore[arg-type]
        *(Prose(text=Pair(text), lead=Pair(f"p{n}")) for n, text in enumerate(texts)),
        Bullets(items=[Pair(f"b{n} {text}") for n, text in enumerate(texts)], none=Pair("-")),
        Facts(rows=[(Pair(text[:200], text[:200]), Pair(f"f{n}", text)) for n, text in enumerate(texts)]),
        Figure(
            caption=caption, draw=sample_document.chart, alternative=caption, data=replace(table, rows=())
        ),
        table,
        Signatures(roles=[Pair(text) for text in texts[:3]], place=texts[6]),
    ]
    return replace(
        sample_document.document(("id", "en")),
        title=Pair(texts[7], texts[8]),
        subject=texts[9],
        parts=parts,
        foot=texts[10],
        has_letterhead=False,
    )


def lost(texts: Sequence[str], expected: Callable[[str], str], shown: str, places: str) -> list[str]:
    """Return the beginnings of the texts that do not stand whole behind a mark such as `p12`."""
    return [
        f"{place}{n}: {text[:60]!a}"
        for n, text in enumerate(texts)
        for place in places
        if f"{place}{n}{squeezed(expected(text))}" not in shown
    ]


def check_pdf(texts: Sequence[str]) -> None:
    printed = pdf_document(report(texts))
    shown = body(printed.pdf)
    assert lost(texts, printable, shown, "pb") == []
    assert lost([text[:400] for text in texts], lambda text: printable(text)[:100], shown, "g") == []
    assert PICTURE not in kinds(printed.pdf)
    assert not re.search(rb"/(URI|Launch|JavaScript|EmbeddedFile|GoToR)\b", printed.pdf)


def check_docx(texts: Sequence[str]) -> None:
    written = docx_document(report(texts))
    assert lost(texts, readable, squeezed(words(reopened(written))), "pbg") == []
    assert outward(written) == []


def check_xlsx(texts: Sequence[str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_document(report(texts))))
    table = book.worksheets[-1]
    found = [table.cell(n + 2, 2).value or "" for n in range(len(texts))]
    assert [text[:60] for text, cell in zip(texts, found, strict=True) if cell != readable(text)] == []
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    assert book.defined_names == {}


CHECKS = [check_pdf, check_docx, check_xlsx]


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("texts", shares(FEW), ids=range(FEW // SHARE))
def test_hostile_texts_are_written_as_typed_and_do_nothing(check, texts: list[str]) -> None:  # type: ignore[no-untyped-def]
    check(texts)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("texts", shares(MANY), ids=range(MANY // SHARE))
def test_two_thousand_hostile_texts_are_written_as_typed_and_do_nothing(check, texts: list[str]) -> None:  # type: ignore[no-untyped-def]
    check(texts)


def test_the_hostile_texts_are_always_the_same_and_as_many_as_asked_for() -> None:
    assert hostile_texts(MANY) == hostile_texts(MANY)
    assert len(hostile_texts(MANY)) == MANY
    assert hostile_texts(FEW) == hostile_texts(MANY)[:FEW]
