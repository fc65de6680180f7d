"""Completed EEGs, the log extract, the improvement plan, the hot wash and the feedback form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import MINUTE, Rows
from reports.dossiers import dossier, facts, grid, played, row, said, words_of

from tabletop.domain.play import events as ev
from tabletop.domain.play import follow_up as later
from tabletop.reports.debrief_edition import EN_DASH
from tabletop.reports.document import Facts, Grid, Heading, Signatures, WriteIn
from tabletop.reports.docx_document import docx_document
from tabletop.reports.eeg_form import completed_guides
from tabletop.reports.feedback_form import feedback_form
from tabletop.reports.hot_wash import hot_wash_report, hot_wash_workbook
from tabletop.reports.improvement_plan import improvement_plan, improvement_workbook
from tabletop.reports.log_extract import log_extract
from tabletop.reports.pdf_document import pdf_document
from tabletop.reports.plan_words import is_overdue

DASH = "\N{EN DASH}"
EEG_FACTS = {
    "Exercise name": "Small exercise",
    "Exercise dates": "Friday, 26 January 2024",
    "Organization": "Regency police",
    "Venue": "Hall",
    "Mission areas (end states)": "Safe",
    "Objective": "Command",
    "Core capability": "Operational control",
    "Evaluators": "DIR, P1",
}
WHOLE_PLAN = [
    "Core capability",
    "Issue / area for improvement",
    "Corrective action",
    "Capability element",
    "Primary responsible organization",
    "Organization POC",
    "Start date",
    "Completion date",
    "Status",
    "Evidence of closure",
    "Priority",
    "Retest in exercise",
]


def rows_of(table: Grid) -> list[list[str]]:
    return [[words_of(cell).first for cell in cells] for cells in table.rows]


# EEG --------------------------------------------------------------------------------------------


def test_a_completed_guide_has_both_pages_fields() -> None:
    document = completed_guides(dossier("en"))
    chart, final = grid(document, "EEG O1"), grid(document, "Final rating O1")

    assert facts(document) == EEG_FACTS
    assert row(grid(document, "Targets O1"), "O1.1.a")[2] == "Renpam bab 2"
    assert row(chart, "O1.1") == ["O1.1 Decision within 5 minutes", "", "DIR, S: Empat menit", "S"]
    assert rows_of(final) == [["Operational control", "S", "Putusan cepat", "S"]]
    assert "was not conducted in accordance with applicable plans" in said(document)


def test_a_guide_holds_each_note_on_its_actions_once() -> None:
    chart = grid(completed_guides(dossier("en")), "EEG O1")

    notes = [cells[2] for cells in rows_of(chart)]

    assert sum("Tutup jembatan" in note for note in notes) == 1
    assert sum("Peta terbalik" in note for note in notes) == 1
    assert "does E01.b\nE01.b: met, after 9:00, limit 5:00, 2/4 points" in notes[1]


def test_actions_without_a_task_stand_in_the_guide_too() -> None:
    chart = grid(completed_guides(dossier("en")), "EEG O2")

    assert rows_of(chart)[0][0] == "Other actions of the objective"
    assert rows_of(chart)[1][2] == (
        "does E02.a\nE02.a: partial, after 4:00, 1/2 points\ndoes E03.a\nE03.a: not released"
    )


def test_each_objective_has_a_guide_that_is_signed() -> None:
    document = completed_guides(dossier("id"))

    guides = [part for part in document.parts if isinstance(part, Heading) and part.level == 1]

    assert [guide.starts_page for guide in guides] == [False, True]
    assert sum(isinstance(part, Signatures) for part in document.parts) == 2


# Log --------------------------------------------------------------------------------------------


def test_the_log_holds_every_standing_row_and_counts_the_others() -> None:
    d = dossier("en")
    document = log_extract(d)
    table = grid(document, "Log")

    assert facts(document)["Rows that stand"] == str(len(d.recorded) - 1) == str(len(table.rows))
    assert facts(document)["Left out"] == "1 withdrawn"
    assert "Keliru ketik" not in said(document)


def test_a_row_of_the_log_says_when_where_who_and_what() -> None:
    table = grid(log_extract(dossier("en")), "Log")

    decided = next(cells for cells in rows_of(table) if "Tutup jembatan" in cells[-1])
    assert decided[:-1] == ["T+00:05", "08:05:00", "DIR", "8", "OPS", "decision", "E01"]
    assert decided[-1].splitlines() == [
        "Tutup jembatan",
        "Why: Arus deras",
        "Rule cited: Law 9/1998",
        "Who was told: LO",
    ]


def test_every_kind_of_row_reads_in_words() -> None:
    kinds = {cells[5] for cells in rows_of(grid(log_extract(dossier("en")), "Log"))}

    known = {"decision", "observation", "inject", "clock", "situation", "deadline", "red line", "assessment"}
    assert known | {"letter", "strength", "to improve", "corrective action", "note", "feedback"} <= kinds


def test_a_long_log_on_paper_says_that_the_rest_stands_in_the_workbook() -> None:
    d = dossier("en")

    document = log_extract(d, most=10)

    assert len(grid(document, "Log").rows) == 10
    of_all = f"Only the first 10 of {len(d.recorded) - 1} rows stand here"
    assert of_all in said(document)


def test_an_empty_log_says_so() -> None:
    assert "Nothing was logged." in said(log_extract(dossier("en", rows=Rows())))


# Improvement plan -------------------------------------------------------------------------------


def test_the_workbook_has_hseeps_columns_then_ours() -> None:
    table = grid(improvement_workbook(dossier("en")), "Improvement plan")

    assert [column.title.first for column in table.columns][1:] == WHOLE_PLAN
    assert row(table, "1")[9:] == ["open, OVERDUE", DASH, "high", "Geladi berikut"]


def test_what_earlier_exercises_left_open_stands_apart() -> None:
    document = improvement_plan(dossier("en"))

    assert [cells[2] for cells in rows_of(grid(document, "Open from last time"))] == ["Perbaiki radio"]
    assert "Perbaiki radio" not in str(rows_of(grid(document, "Improvement plan")))


def test_an_action_is_overdue_on_the_day_after_its_last_and_never_once_it_is_closed() -> None:
    rows = played()
    d = dossier("en", rows=rows)
    due = d.debrief.plan[0]
    assert due.due == "2024-02-05"

    late = {day: is_overdue(replace(d, printed_on=date(2024, 2, day)), due) for day in (5, 6)}

    assert late == {5: False, 6: True}
    assert not is_overdue(d, replace(due, status="closed"))
    assert not is_overdue(d, replace(due, due="segera"))


def test_a_closed_action_shows_its_evidence() -> None:
    rows = played()
    seq = next(each.entry.seq for each in rows.recorded if isinstance(each.event, ev.CorrectiveActionPlanned))
    closed = later.ActionClosed(plan_station="DIR", plan_seq=seq, evidence="Daftar hadir 5 Feb")
    rows.add(closed, at_ms=40 * MINUTE)

    table = grid(improvement_workbook(dossier("en", rows=rows)), "Improvement plan")

    assert row(table, "1")[9:11] == ["closed", "Daftar hadir 5 Feb"]


# Hot wash and feedback --------------------------------------------------------------------------


def test_observers_answer_last_in_the_hot_wash() -> None:
    words = said(hot_wash_report(dossier("en")))

    assert "1. What did we know?\nOPS: Air datang lebih cepat\nP1: Catatan kosong" in words
    assert "O1, OPS: Catatan terlambat (E01.b)" in words


def test_each_form_of_the_participants_is_a_row_of_the_workbook() -> None:
    book = hot_wash_workbook(dossier("en"))

    forms = rows_of(grid(book, "Feedback forms"))

    assert forms[0] == [EN_DASH, EN_DASH, EN_DASH, EN_DASH, "5", "Berguna"]
    assert forms[2] == ["4", "2", "3", "5", EN_DASH, EN_DASH]
    assert rows_of(grid(book, "Feedback")) == rows_of(grid(hot_wash_report(dossier("en")), "Feedback"))


@pytest.mark.slow
def test_the_feedback_form_asks_no_name_and_fits_one_page_in_two_languages() -> None:
    document = feedback_form(dossier("id", "en", rows=Rows()))

    asked = [part.text.first for part in document.parts if isinstance(part, WriteIn)]

    assert len(asked) == 3
    assert len(grid(document, "Umpan balik").rows) == 5
    assert document.draft is None
    assert pdf_document(document).pages == 1
    assert docx_document(document).startswith(b"PK")
    assert not any("nama" in label.first.lower().split() for part in document.parts
                   if isinstance(part, Facts) for label, _ in part.rows[1:])  # fmt: skip
