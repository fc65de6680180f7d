"""Every number on every page is the one that an independent reading of the export gives for its place.

The chain: the export's lines, read by `domain.slow_*` and `reports.slow_*`, which share no code with the
program; beside them each place of each paper (`places`); beside those the written PDF, DOCX and XLSX, number
by number (`written`). What people typed is taken away first; a number that nothing explains is a fault.
"""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path
from typing import Any

import pytest
from domain.metric_rows import LATE_PLAN, PLAN, journals, pack_dict
from hypothesis import given
from hypothesis import strategies as st
from reports import (
    number_tokens,
    slow_drawn,
    slow_exercise,
    slow_figures,
    slow_lines,
    slow_page,
    slow_papers,
    slow_plan,
    slow_sayings,
    slow_tables,
    slow_words,
)
from reports.dossiers import texts
from reports.number_tokens import tokens
from reports.places import differences, found_in
from reports.planted import wrong_reports
from reports.printed import pages, words
from reports.slow_drawn import drawn_faults
from reports.slow_page import page_faults, sections
from reports.told_twice import PAPERS, Twice, odd, random_run, sample
from reports.written import docx_faults, pdf_faults, strings, xlsx_faults

from tabletop.domain.plan.scenario import Scenario
from tabletop.reports.debrief_page import debrief_pdf
from tabletop.reports.docx_document import docx_document
from tabletop.reports.frame import TEXT_WIDTH
from tabletop.reports.pdf_document import pdf_document
from tabletop.reports.xlsx_document import xlsx_document

RUNS = [(name, language) for name in ("sispamkota-2024", "quick-start", "odd") for language in ("id", "en")]
FEW = [RUNS[0], RUNS[3], RUNS[4]]
"""What the ordinary run reads."""
SLOW = (
    number_tokens, slow_drawn, slow_exercise, slow_figures, slow_lines, slow_page, slow_papers, slow_plan,
    slow_sayings, slow_tables, slow_words,
)  # fmt: skip
PACKS = {id(plan): pack_dict(plan) for plan in (PLAN, LATE_PLAN)}


@pytest.fixture(scope="module")
def run(request: pytest.FixtureRequest) -> Twice:
    name, language = request.param
    return odd(language) if name == "odd" else sample(name, language)


def faults_in(run: Twice, kind: str, *, is_sheet: bool = False) -> list[str]:
    lines, tables = run.told(kind, is_sheet=is_sheet)
    return differences(run.paper(kind, is_sheet=is_sheet), iter(lines), tables, run.x.typed)


def faults_in_places(run: Twice) -> list[str]:
    """Return every wrong number in every paper and every workbook, before they are written."""
    return [
        f"{kind}{' (sheets)' if is_sheet else ''}: {fault}"
        for kind in PAPERS
        for is_sheet in (False, True)
        for fault in faults_in(run, kind, is_sheet=is_sheet)
    ]


def faults_in_charts(run: Twice) -> list[str]:
    return [
        fault
        for name, figure in run.charts.items()
        for fault in drawn_faults(run.x, name, list(strings(figure.draw(TEXT_WIDTH))))
    ]


def faults_on_page(run: Twice, text: str | None = None) -> list[str]:
    """Return every wrong number on the one page; its strip says what the strip drawn alone says."""
    text = words(run.page) if text is None else text
    strips = [list(strings(run.strip(with_lane=with_lane))) for with_lane in (True, False)]
    faults = [fault for strip in strips for fault in drawn_faults(run.x, "timeline", strip)]
    found = sorted(tokens(sections(run.x, text).get("3", "")))
    if found and found not in [sorted(tokens(" ".join(strip))) for strip in strips]:
        faults.append(f"section 3: {found}")
    return [*faults, *page_faults(run.x, text)]


def faults_in_files(run: Twice, *kinds: str) -> list[str]:
    """Return every number that a written file lacks, adds or moves."""
    faults = []
    for kind in kinds:
        document, sheets = run.paper(kind), run.paper(kind, is_sheet=True)
        found = {
            "pdf": pdf_faults(document, pdf_document(document).pdf),
            "docx": docx_faults(document, docx_document(document)),
            "xlsx": xlsx_faults(sheets, xlsx_document(sheets)),
        }
        faults += [f"{kind}.{form}: {fault}" for form, told in found.items() for fault in told]
    return faults


@pytest.mark.parametrize("module", SLOW, ids=lambda module: module.__name__)
def test_the_slow_reading_of_papers_shares_no_code_with_the_program(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))

    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module])
    }

    own = {slow.__name__ for slow in SLOW} | {"domain"}
    own |= {f"domain.slow_{name}" for name in ("pack", "play", "rows", "counts", "metrics", "t1")}
    libraries = {
        "__future__", "collections", "collections.abc", "dataclasses", "datetime", "decimal", "fractions",
        "functools", "itertools", "re", "typing", "zoneinfo",
    }  # fmt: skip
    assert imported <= own | libraries


# The sample runs ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("run", FEW, indirect=True, ids="-".join)
def test_each_place_of_each_paper_holds_the_number_that_the_export_tells(run: Twice) -> None:
    faults = faults_in_places(run)

    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("run", FEW, indirect=True, ids="-".join)
def test_each_label_of_each_chart_is_what_the_export_tells(run: Twice) -> None:
    faults = faults_in_charts(run)

    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("run", FEW, indirect=True, ids="-".join)
def test_the_one_page_holds_no_number_but_those_that_the_export_tells(run: Twice) -> None:
    faults = faults_on_page(run)

    assert pages(run.page) == 1
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("run", [RUNS[4]], indirect=True, ids="-".join)
def test_written_files_hold_each_number_of_a_report_in_its_place_and_no_other(run: Twice) -> None:
    faults = faults_in_files(run, "report", "log")

    assert faults == []


@pytest.mark.long
@pytest.mark.parametrize("run", RUNS, indirect=True, ids="-".join)
def test_all_papers_in_every_form_hold_the_numbers_of_the_export(run: Twice) -> None:
    faults = [*faults_in_places(run), *faults_in_charts(run), *faults_in_files(run, *PAPERS)]

    assert faults == []
    assert faults_on_page(run) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["odd", pytest.param("sispamkota-2024", marks=pytest.mark.long)])
def test_a_paper_in_two_languages_holds_the_numbers_of_both(name: str) -> None:
    first, second = (odd(each) if name == "odd" else sample(name, each) for each in ("id", "en"))

    for kind in PAPERS:
        for pair, mine, theirs in zip(
            texts(first.in_both(kind)), texts(first.paper(kind)), texts(second.paper(kind)), strict=True
        ):
            told, typed = found_in(pair.first, first.x.typed), first.x.typed
            left, right = iter(told), iter(found_in(theirs.first, typed))
            assert all(token in left for token in found_in(mine.first, typed)), pair
            assert {*told} == {*found_in(mine.first, typed)}, pair  # `within 2:00 / dalam 2:00` says it twice
            assert all(token in right for token in found_in(pair.second, typed)), pair


@pytest.mark.slow
@pytest.mark.parametrize("name", ["odd", pytest.param("sispamkota-2024", marks=pytest.mark.long)])
def test_the_one_page_in_two_languages_holds_no_number_but_those_of_both(name: str) -> None:
    first, second = (odd(each) if name == "odd" else sample(name, each) for each in ("id", "en"))
    known = {*tokens(words(first.page)), *tokens(words(second.page))}

    found = tokens(words(debrief_pdf(first.d.plan, first.d.debrief, ("id", "en"))))

    # `88 of 93` stands as `88/93` there.
    strange = [token for token in found if not {token, *token.split("/")} & known]
    assert strange == []


# Random journals ------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.timeout(1_800)  # 1,500 journals
@given(journals, st.sampled_from([PLAN, LATE_PLAN]), st.sampled_from(["id", "en"]))
def test_papers_of_random_journals_hold_the_numbers_of_their_export(
    rows: Any, plan: Scenario, language: str
) -> None:
    run = random_run(rows, plan, PACKS[id(plan)], language)

    faults = [*faults_in_places(run), *faults_in_charts(run), *faults_on_page(run)]

    assert faults == []


@pytest.mark.long
def test_written_papers_of_random_journals_hold_the_numbers_of_their_export() -> None:
    drawn = random.Random(7)
    seen: list[Any] = []

    @given(journals)
    def gather(rows: Any) -> None:
        seen.append(rows)

    gather()
    runs = [random_run(rows, PLAN, PACKS[id(PLAN)], "id") for rows in drawn.sample(seen, 40)]

    assert [fault for run in runs for fault in faults_in_files(run, *PAPERS)] == []


# Planted errors -------------------------------------------------------------------------------------


def planted(run: Twice, kind: str, most: int, *, is_sheet: bool = False) -> list[str]:
    """Return the wrong digits, of at most so many in a paper, that nobody noticed."""
    lines, tables = run.told(kind, is_sheet=is_sheet)
    wrong = list(wrong_reports(run.paper(kind, is_sheet=is_sheet), run.x.typed))
    tried = random.Random(len(wrong)).sample(wrong, min(most, len(wrong)))
    return [
        f"{kind} {place}"
        for place, report in tried
        if not differences(report, iter(lines), tables, run.x.typed)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("run", [RUNS[4]], indirect=True, ids="-".join)
def test_a_wrong_digit_anywhere_in_a_report_is_noticed(run: Twice) -> None:
    unnoticed = [place for kind in PAPERS for place in planted(run, kind, 40)]

    assert unnoticed == []


@pytest.mark.slow
@pytest.mark.parametrize("run", [RUNS[4]], indirect=True, ids="-".join)
def test_a_wrong_digit_anywhere_on_the_one_page_is_noticed(run: Twice) -> None:
    text, unnoticed = run.x.typed.without(words(run.page)), []
    found = list(re.finditer(r"\S*\d\S*", text))

    for number in random.Random(1).sample(found, 50):
        wrong = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), number[0])
        if not faults_on_page(run, text[: number.start()] + wrong + text[number.end() :]):
            unnoticed.append(f"{number[0]} as {wrong}")

    assert unnoticed == []


@pytest.mark.long
@pytest.mark.parametrize("run", [RUNS[0], RUNS[4], RUNS[5]], indirect=True, ids="-".join)
def test_a_wrong_digit_in_any_paper_or_sheet_is_noticed(run: Twice) -> None:
    unnoticed = [
        place
        for kind in PAPERS
        for is_sheet in (False, True)
        for place in planted(run, kind, 300, is_sheet=is_sheet)
    ]

    assert unnoticed == []
