"""The full report holds every field of doctrine 11, says the debrief's numbers and what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import MINUTE, Rows, action, inject
from reports.dossiers import (
    all_facts,
    dossier,
    facts,
    grid,
    injects,
    plan,
    played,
    row,
    said,
    texts,
    words_of,
)

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play import events as ev
from tabletop.domain.play.state import PrintRecord
from tabletop.domain.play.stations import LogbookIssued
from tabletop.domain.result.agreement import Agreement
from tabletop.reports.aar import after_action_report, summary_report
from tabletop.reports.aar_agreement import alpha_band, kappa_band
from tabletop.reports.aar_decisions import MOST_AN_OBJECTIVE
from tabletop.reports.aar_workbook import after_action_workbook
from tabletop.reports.debrief_edition import EN_DASH
from tabletop.reports.document import Figure, Grid, Heading, Signatures
from tabletop.reports.docx_document import docx_document
from tabletop.reports.pdf_document import pdf_document
from tabletop.reports.xlsx_document import xlsx_document

DASH = "\N{EN DASH}"
OVERVIEW = {
    "Exercise name": "Small exercise",
    "Exercise dates": "Friday, 26 January 2024",
    "Type": "tabletop",
    "Place": "Hall",
    "Scope": "one city",
    "Mission areas (end states)": "Safe (O1)",
    "Core capabilities": "Operational control\nMass care",
    "Objectives": "O1 Command\nO2 Evacuation",
    "Threat or hazard": "flood",
    "Scenario": "The river rises.",
    "Sponsor": "Chief of police",
    "Organiser": "Regency police",
    "STARTEX to ENDEX": f"08:00 {DASH} 08:45 WIB",
    "Played, pauses left out": "T+00:40",
    "Pauses": "1; 5 min in all",
    "Scenario pack": "small, version 1",
    "Pack hash (SHA-256)": "0" * 64,
    "Exercise id": "EX-TEST",
    "Participating organizations": "people: 12; organizations: 1: Polres 12",
    "Evaluators": "2",
    "Point of contact": "Control post",
}
SUMMARY = {
    "Overall result (method T1)": "60.7 %",
    "Coverage": "100.0 %, 3 of 3 actions assessed",
    "Official letter": "M: Performed with major challenges",
    "T1 suggests": "M",
    "Conduct (red lines)": "breaches: 1 (R1); 2 lines checked",
    "Readiness before STARTEX": "75.0 %, ready with notes; critical and short: K01",
    "Strengths": "1",
    "Areas for improvement": "1",
    "Corrective actions": "3 planned, 3 not closed",
}
CHAPTERS = [
    "Exercise overview",
    "Executive summary",
    "Analysis of core capabilities",
    "Conduct (red lines)",
    "Metrics",
    "Course of play",
    "Readiness",
    "Hot wash",
    "Appendix A: Improvement plan",
    "Appendix B: Exercise participants",
    "Appendix C: Method of the score",
    "Appendix D: Completeness and record",
    "Sign-off",
]
HSEEP_PLAN = [
    "Core capability",
    "Issue / area for improvement",
    "Corrective action",
    "Capability element",
    "Primary responsible organization",
    "Organization POC",
    "Start date",
    "Completion date",
]


def citing(**cited: str) -> Scenario:
    """Return the plan with an inject E04 more, whose actions cite these paragraphs and no other."""
    more = inject("E04", action("E04.a"), at_ms=35 * MINUTE)

    def cites(full_id: str) -> tuple[Text, ...]:
        words = cited.get(full_id.replace(".", "_"))
        return (Text.same(words),) if words else ()

    return replace(
        plan(),
        injects=tuple(
            replace(each, expects=tuple(replace(one, cites=cites(one.full_id)) for one in each.expects))
            for each in (*injects(), more)
        ),
    )


@pytest.mark.parametrize("fields", [OVERVIEW, SUMMARY], ids=["overview", "summary"])
def test_every_field_of_the_doctrine_stands_with_its_value(fields: dict[str, str]) -> None:
    told = facts(after_action_report(dossier("en")))

    assert {label: told.get(label) for label in fields} == fields


def test_the_chapters_stand_in_the_doctrines_order() -> None:
    document = after_action_report(dossier("en"))

    headings = [part for part in document.parts if isinstance(part, Heading)]

    assert [heading.text.first for heading in headings if heading.level == 1] == CHAPTERS
    assert [heading.text.first for heading in headings if heading.level == 2][:2] == [
        "O1 Command",
        "O2 Evacuation",
    ]


def test_table_1_holds_the_official_letter_in_its_column_and_the_suggestion_beside_it() -> None:
    table = grid(after_action_report(dossier("en")), "Table 1")

    assert row(table, "O1") == ["O1 Command", "Operational control", "", "S", "", "", "S", "71.4", DASH]
    assert row(table, "O2") == ["O2 Evacuation", "Mass care", "", "", "", "", "M", "50.0", "R1"]
    assert table.strong == {2}


def test_an_objectives_percent_can_be_done_again_by_hand() -> None:
    # E01.a: 3 x 1 x 1 = 3; E01.b: 4 x 1 x 1/2 = 2 (9 of 5 minutes); 100 x 5 / 7 = 71,43
    document = after_action_report(dossier("id"))
    table = grid(document, "Tindakan O1")

    assert facts(document)["T1 hitungan tangan"] == "100 × 5 poin diperoleh ÷ 7 poin = 71,4 %"  # noqa: RUF001 - a formula
    late = ["E01.b", "does E01.b", "OPS", "terpenuhi, terlambat", "9:00", "5:00", "4", "2", "1", DASH]
    assert row(table, "E01.b") == late
    assert row(table, "") == ["", "Jumlah, tindakan bernilai: 2", "", "", "", "", "7", "5", "", ""]
    assert "Hitungan tangan.\n121,4 ÷ 2 = 60,7 %" in said(document)


def test_an_area_for_improvement_has_reference_analysis_and_the_rows_that_show_it() -> None:
    told = facts(after_action_report(dossier("en")))

    assert told["Reference"] == "renpam par. 4; Renpam bab 2"
    assert told["Analysis"] == "E01.b: met, after 9:00, limit 5:00, 2/4 points"
    assert told["Capability element"] == "Training"
    assert told["Shown by"].startswith("T+00:05 DIR:8 decision, OPS: Tutup jembatan")


def test_a_range_of_injects_in_a_finding_names_all_their_actions() -> None:
    rows = played()
    finding = ev.ImprovementNoted(objective="O1", text="Lambat (E01-E03)", element=None)
    rows.add(finding, at_ms=40 * MINUTE)

    document = after_action_report(dossier("en", rows=rows))

    assert "E01.a: met, after 4:00, limit 5:00, 3/3 points\nE01.b: met" in said(document)


def test_paragraphs_of_plans_stand_with_what_became_of_each_action_the_failed_ones_first() -> None:
    scenario = citing(E01_a="Plan 1", E01_b="Plan 2", E02_a="Plan 2", E03_a="Plan 3", E04_a="Plan 1")
    rows = played()
    rows.add(ev.InjectReleased(inject="E04"), at_ms=35 * MINUTE)

    table = grid(after_action_report(dossier("en", rows=rows, scenario=scenario)), "Plan against play")

    assert [[words_of(cell).first for cell in cells] for cells in table.rows] == [
        ["Plan 3", DASH, DASH, DASH, "1 not played: E03.a"],
        ["Plan 2", DASH, "1: E02.a", "1: E01.b", DASH],
        ["Plan 1", DASH, DASH, "1: E01.a", "1 not assessed: E04.a"],
    ]


def test_a_paragraph_with_an_action_that_was_not_met_stands_first() -> None:
    scenario = citing(E01_a="Plan 1", E01_b="Plan 2")
    rows = played()
    for station in ("DIR", "P1"):
        rows.add(ev.ActionAssessed(action="E01.b", completion="unmet"), at_ms=12 * MINUTE, station=station)

    table = grid(after_action_report(dossier("en", rows=rows, scenario=scenario)), "Plan against play")

    assert row(table, "Plan")[:2] == ["Plan 2", "1: E01.b"]


def test_what_was_weighed_stands_with_conduct_and_a_breach_with_its_effect() -> None:
    document = after_action_report(dossier("en"))

    assert row(grid(document, "Red lines"), "R1")[3:] == ["1", DASH, "O2 at most M"]
    assert "T+00:26 DIR:17 R2 ditimbang, tidak dilanggar" in said(document)
    assert "R1, T+00:25, E02. Mobil dinas dipinjam Not grave: O2 at most M." in said(document)


def test_actions_that_did_not_count_are_named() -> None:
    document = after_action_report(dossier("en"))

    assert "Not in the score.\nskipped: E03.a" in said(document)
    assert row(grid(document, "Injects"), "E03")[3:] == ["T+00:30", DASH, DASH, "skipped", DASH, DASH, DASH]


def test_the_improvement_plan_has_hseeps_columns_in_order() -> None:
    table = grid(after_action_report(dossier("en")), "Improvement plan")

    assert [column.title.first for column in table.columns][1:] == HSEEP_PLAN
    assert row(table, "1")[1:] == [
        "Operational control",
        "Catatan terlambat (E01.b)",
        "Latih pencatat",
        "Training",
        "Bag Ops",
        "Kabag",
        "29 Jan 2024",
        "5 Feb 2024",
    ]


def test_feedback_is_counted_by_statement_and_score_and_has_no_mean() -> None:
    table = grid(after_action_report(dossier("en")), "Feedback")

    assert [column.title.first for column in table.columns][2:] == ["1", "2", "3", "4", "5", "n", "Median"]
    assert row(table, "1")[1] == "The scenario was plausible and realistic."
    assert row(table, "1")[2:] == ["0", "0", "0", "1", "0", "1", EN_DASH]
    assert row(table, "5")[2:] == ["0", "0", "1", "0", "1", "2", EN_DASH]


def test_feedback_of_scores_alone_is_counted_and_writes_no_line() -> None:
    words = said(after_action_report(dossier("en")))

    assert "Forms typed in: 3. No names are kept." in words
    assert "score all in all:\n5/5: Berguna\n3/5: Terlalu singkat\n" in words


def test_a_bilingual_report_says_our_words_twice_and_typed_ones_once() -> None:
    document = after_action_report(dossier("id", "en"))

    second = {text.second for text in texts(document)}
    assert {"Exercise overview", "Appendix A: Improvement plan", "Operational control"} <= second
    assert not any("Tutup jembatan" in words or "Latih pencatat" in words for words in second)


@pytest.mark.parametrize("languages", [("id",), ("en",), ("id", "en")])
def test_every_table_is_whole_and_has_a_sheet_of_its_own(languages: tuple[str, ...]) -> None:
    for document in (after_action_report(dossier(*languages)), after_action_workbook(dossier(*languages))):
        tables = [part for part in document.parts if isinstance(part, Grid)]

        assert all(len(cells) == len(table.columns) for table in tables for cells in table.rows)
        assert all(len(table.sheet) <= 31 for table in tables)
        assert len({table.sheet for table in tables}) == len(tables)


def test_a_label_set_that_was_ordered_replaces_the_packs() -> None:
    document = after_action_report(dossier("en", labels="uk"))

    assert document.title.first == f"Post-exercise report / Action plan {DASH} Small exercise"
    assert "Lessons identified" in said(document)


def test_charts_stand_in_their_chapters_without_their_tables() -> None:
    d = dossier("en")
    table = grid(after_action_report(d), "Injects")
    chart = Figure(caption=table.caption, draw=lambda _: None, alternative=table.none, data=table)  # type: ignore[arg-type,return-value]

    document = after_action_report(d, {"letters": chart, "letters-2": chart, "timeline": chart})

    shown = [part for part in document.parts if isinstance(part, Figure)]
    assert [figure.data for figure in shown] == [None, None, None]


# What is missing --------------------------------------------------------------------------------


def unfinished() -> Rows:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    rows.add(ev.InjectReleased(inject="E01"), at_ms=MINUTE)
    rows.add(LogbookIssued(station="P7", cells=("OPS",)), at_ms=MINUTE)
    return rows


def test_an_unfinished_exercise_is_a_draft_that_names_what_is_missing() -> None:
    document = after_action_report(dossier("en", rows=unfinished()))
    words = said(document)

    assert document.draft is not None
    assert "DRAFT: the exercise has not ended" in words
    assert "No action was assessed: there is no result." in words
    assert "P7: its logbook was issued, but has not come in." in words
    assert "INCOMPLETE: P7 (not merged)" in words
    assert "draft: do not sign" in words


@pytest.mark.slow
def test_an_exercise_that_never_began_still_prints_everywhere() -> None:
    bare = plan(
        end_states=(), objectives=plan().objectives[:1], phases=(), hot_wash=(), roster=(), readiness=()
    )
    d = dossier("id", "en", rows=Rows(), scenario=replace(bare, injects=(), red_lines=(), rules=()))

    report, short = after_action_report(d), summary_report(d)

    assert "belum dimulai" in said(report)
    assert pdf_document(report).pages > 1
    assert docx_document(short).startswith(b"PK")
    assert xlsx_document(after_action_workbook(d)).startswith(b"PK")


@pytest.mark.slow
def test_notes_of_4000_letters_stand_whole_and_are_cut_only_as_evidence() -> None:
    rows = played()
    note = "kata " * 799 + "akhir"
    long = rows.add(ev.DecisionLogged(cell="OPS", text=note, inject="E01"), at_ms=40 * MINUTE)
    key = f"DIR:{long.entry.seq}"
    rows.add(ev.ImprovementNoted(objective="O1", text=note, element=None, rows=(key,)), at_ms=40 * MINUTE)

    document = after_action_report(dossier("id", rows=rows))

    assert said(document).count(note) >= 3
    assert [value[-1] for label, value in all_facts(document) if label == "Bukti" and key in value] == ["…"]
    assert pdf_document(document).pages > 5


def test_a_print_that_this_one_replaces_is_named() -> None:
    d = dossier("en")
    at = d.debrief.last_at
    assert at is not None
    old = PrintRecord(row=("DIR", 30), printed_at=at, head="0" * 64, entries=30)
    edition = replace(d.edition, debrief=replace(d.debrief, superseded=old))

    words = said(after_action_report(replace(d, edition=edition)))

    assert "This replaces the print of 26 Jan 2024, 08:45 WIB: rows came in since." in words


def test_who_signs_stands_at_the_end() -> None:
    last = after_action_report(dossier("id")).parts[-1]

    assert isinstance(last, Signatures)
    assert [role.first for role in last.roles] == ["Direktur latihan", "Penilai utama"]


# Agreement --------------------------------------------------------------------------------------


def test_agreement_below_ten_units_is_too_few_for_a_figure() -> None:
    assert "Too few for a figure. Actions graded by two or more raters: 0; 10 are needed." in said(
        after_action_report(dossier("en"))
    )


def test_agreement_names_each_band_and_who_says_so() -> None:
    # The vectors of doctrine 10.12: A and B over ten units.
    found = Agreement(
        units=10, raters=2, exact=0.6, within_one=1.0, kappa=0.4118, kappa_linear=0.5833,
        kappa_quadratic=0.75, alpha_ordinal=0.7601,
    )  # fmt: skip
    d = dossier("en")
    edition = replace(d.edition, debrief=replace(d.debrief, agreement=found))

    table = grid(after_action_report(replace(d, edition=edition)), "Agreement")

    figures = [[words_of(cell).first for cell in cells][1:] for cells in table.rows]
    assert figures == [
        ["60.0 %", DASH, DASH],
        ["100.0 %", DASH, DASH],
        ["0.41", "moderate", "Landis & Koch"],
        ["0.58", "moderate", "Landis & Koch"],
        ["0.75", "substantial", "Landis & Koch"],
        ["0.76", "tentative conclusions only", "Krippendorff"],
    ]


@pytest.mark.parametrize(
    ("value", "band"),
    [(-0.1, "poor"), (0.0, "slight"), (0.2, "slight"), (0.21, "fair"), (0.41, "moderate"),
     (0.61, "substantial"), (0.8, "substantial"), (0.81, "almost perfect")],
)  # fmt: skip
def test_kappas_bands_are_those_of_landis_and_koch(value: float, band: str) -> None:
    assert kappa_band(value) == band


@pytest.mark.parametrize(
    ("value", "band"),
    [(0.8, "reliable"), (0.667, "tentative conclusions only"), (0.66, "not reliable")],
)
def test_alphas_bands_are_krippendorffs(value: float, band: str) -> None:
    assert alpha_band(value) == band


def test_a_report_does_not_drown_in_decisions_and_says_where_the_others_stand() -> None:
    rows = played()
    for n in range(MOST_AN_OBJECTIVE):
        rows.add(ev.DecisionLogged(cell="OPS", text=f"Putusan {n}", inject="E01"), at_ms=40 * MINUTE)
    d = dossier("en", rows=rows)

    document = after_action_report(d)

    assert len(grid(document, "Decisions O1").rows) == MOST_AN_OBJECTIVE
    assert f"Only the first {MOST_AN_OBJECTIVE} of {MOST_AN_OBJECTIVE + 1} stand here" in said(document)
    assert len(grid(after_action_workbook(d), "Decisions").rows) == MOST_AN_OBJECTIVE + 1
