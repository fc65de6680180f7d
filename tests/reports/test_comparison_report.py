"""Runs side by side on paper: a column a run, what is not compared said, what comes back."""

from __future__ import annotations

import pytest
from builders import MINUTE
from domain.runs import assessed, met, run
from reports.dossiers import grid, said, words_of

from tabletop.domain.play import events as ev
from tabletop.domain.play.state import RedactionRecord
from tabletop.domain.result.comparison import Comparison, compare_runs
from tabletop.i18n import catalogue
from tabletop.reports.comparison_report import comparison_report
from tabletop.reports.comparison_table import comparison_table, finding_lines
from tabletop.reports.document import Document, Grid
from tabletop.reports.pdf_document import pdf_document

DASH = "\N{EN DASH}"


def compared() -> Comparison:
    """The first run is poor, draws a red line and leaves an action; the second is better."""
    first = run(
        "drill",
        assessed("E01.a", "met", 8 * MINUTE), assessed("E01.b", "unmet"), assessed("E02.a", "partial"),
        ev.RedLineBreached(red_line="R2"),
        (ev.DecisionLogged(cell="OPS", text="go", inject="E01"), 90_000),
        ev.ImprovementNoted(objective="O1", text="no map"),
        ev.CorrectiveActionPlanned(text="print maps", improvement_seq=9, owner="Desk", due="2024-05-01"),
        ev.ReadinessChecked(item="K01", present=2, serviceable=1),
    )  # fmt: skip
    copied = RedactionRecord(exercise="z", head="", entries=9, names=1, attachments=0)
    second = run(
        "exercise",
        *met("E01.a", "E01.b"), assessed("E02.a", "partial"), day=2, draft=True, redacted=copied,
    )  # fmt: skip
    return compare_runs([first, second, run("never", started_at=None)])


def rows_of(table: Grid) -> list[list[str]]:
    return [[words_of(cell).first for cell in cells] for cells in table.rows]


def paper(*languages: str) -> Document:
    return comparison_report(compared(), languages or ("en",))


def test_percents_and_letters_stand_by_run_with_the_trend() -> None:
    """Drill: O1 1.5 of 4 points, O2 2 of 4, (37.5 + 3 x 50) / 4; exercise: O1 4 of 4, O2 2 of 4."""
    document = paper()

    assert rows_of(grid(document, "Percent")) == [
        ["O1", "O1", "37.5", "100.0", "+62.5 up"],
        ["O2", "O2", "50.0", "50.0", "0.0 level"],
        ["", "Overall", "46.9", "62.5", "+15.6 up"],
    ]
    assert rows_of(grid(document, "Letters")) == [
        ["O1", "O1", f"U / {DASH}", f"P / {DASH}"],
        ["O2", "O2", f"M / {DASH}", f"M / {DASH}"],
        ["", "Overall", f"M / {DASH}", f"M / {DASH}"],
    ]
    assert rows_of(grid(document, "Coverage"))[0] == ["O1", "O1", "100.0", "100.0"]


def test_conduct_pace_and_readiness_stand_by_run() -> None:
    document = paper()

    assert rows_of(grid(document, "Red lines"))[1] == ["R2", "Line two", "1 (grave)", "0"]
    assert rows_of(grid(document, "Latencies"))[3:6] == [
        ["Decision", "p50, nearest rank", "1:30", DASH],
        ["", "p90, nearest rank", DASH, DASH],
        ["", "answered of released", "1/2", "0/2"],
    ]
    counts = {name: rest for name, *rest in rows_of(grid(document, "Counts"))}
    assert counts["Readiness before STARTEX"] == ["25.0 %", "0.0 %"]
    assert counts["Gate, critical items short"] == ["ready with notes: K01"] * 2
    assert counts["Agreement, ordinal alpha"] == [DASH, DASH]


def test_what_comes_back_stands_by_run() -> None:
    document = paper()

    assert rows_of(grid(document, "Actions")) == [["E02.a", "does E02.a", "O2", "partial", "partial"]]
    assert rows_of(grid(document, "Injects")) == [["E02", "Inject E02", "no decision", "no decision"]]
    assert grid(document, "Improvements").rows == []
    assert rows_of(grid(document, "Readiness"))[0] == ["K01", "K01", "1/2", "0/2"]
    assert rows_of(grid(document, "Corrective actions")) == [
        ["print maps", "Desk", "2024-05-01", "open", DASH]
    ]


def test_a_late_action_says_how_late() -> None:
    late = [run(f"x{day}", assessed("E01.a", "met", 8 * MINUTE), day=day) for day in (1, 2)]

    actions = grid(comparison_report(compare_runs(late), ("en",)), "Actions")

    assert rows_of(actions)[0][3:] == ["met, late 8:00", "met, late 8:00"]


def test_what_must_be_known_and_what_is_not_compared_is_said() -> None:
    document = paper("id", "en")

    words = said(document)
    assert "never: tidak dibandingkan, STARTEX belum pernah diberikan." in words
    assert "Pelaksanaan 2 masih DRAF" in words
    assert "Pelaksanaan 2 dibaca dari salinan tersamar." in words
    assert document.draft is not None
    assert document.draft.slash == "DRAF / DRAFT"
    assert rows_of(grid(document, "Pelaksanaan"))[1][-1] == "DRAF, SALINAN TERSAMAR"


def test_the_terminal_says_the_same() -> None:
    words = catalogue("en")

    lines = [" ".join(line.split()) for line in comparison_table(compared(), words).splitlines()]

    assert "O1 O1 37.5 U 100.0 P +62.5 up" in lines
    assert "Decision, p50 (answered) - (1/2) - (0/2)" in lines
    assert finding_lines(compared(), words) == [
        "never: not compared, STARTEX was never given.",
        "note: Run 2 is a DRAFT: the exercise has not ended, its numbers may still change.",
        "note: Run 2 is read from a redacted copy.",
    ]


@pytest.mark.parametrize("runs", [[], [run("alone")]])
def test_without_two_runs_the_paper_says_why(runs: list[object]) -> None:
    document = comparison_report(compare_runs(runs), ("en",))  # type: ignore[arg-type]

    assert "nothing stands side by side" in said(document)
    assert pdf_document(document).pages == 1


@pytest.mark.slow
def test_six_runs_in_two_languages_print() -> None:
    runs = [run(f"run {day} <b>&amp;</b>", *met("E01.a", "E02.a"), day=day) for day in range(1, 7)]

    printed = pdf_document(comparison_report(compare_runs(runs), ("id", "en")))

    assert printed.pages > 1
