"""The one page as it is printed: always one page, its numbers the debrief's, its texts as typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from reports import samples
from reports.printed import letters, opened, pages, pictures, words

from tabletop.domain.play.state import BreachRecord, PrintRecord
from tabletop.domain.result.agreement import Agreement
from tabletop.domain.result.latency import LatencySummary
from tabletop.i18n import catalogue
from tabletop.reports.debrief_page import debrief_paper, debrief_pdf

LANGUAGES = [("id",), ("en",), ("id", "en")]
HOSTILE = '<img src="/etc/passwd"/> & <b>never closed </i> &amp; <a href="file:///etc/passwd">x</a>'


def say(message: str, language: str = "id", **fields: object) -> str:
    return " ".join(catalogue(language).gettext(message).format(**fields).replace("\xa0", " ").split())


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("objectives", [1, 3, 6, 8, 12, 20])
def test_any_number_of_objectives_prints_on_one_a4_page(objectives: int, languages: tuple[str, ...]) -> None:
    pdf = debrief_pdf(samples.plan(objectives), samples.debrief(objectives), languages)

    with opened(pdf) as document:
        width, height = document[0].get_size()
    assert pages(pdf) == 1
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.slow
@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("objectives", [1, 6, 12])
def test_texts_of_4000_letters_print_on_one_page_inside_its_margins(
    objectives: int, languages: tuple[str, ...]
) -> None:
    stretch: Callable[[str], str] = lambda text: (text + " ") * (4000 // len(text))  # noqa: E731 - a short fake

    paper = debrief_paper(
        samples.plan(objectives, say=stretch), samples.debrief(objectives, say=stretch), languages
    )

    boxes = [box for _, box, _ in letters(paper.pdf)]
    assert pages(paper.pdf) == 1
    assert paper.shortened
    assert min(box[0] for box in boxes) >= 50
    assert max(box[2] for box in boxes) <= 562
    assert min(box[1] for box in boxes) >= 20
    assert max(box[3] for box in boxes) <= 842 - 20


@pytest.mark.parametrize("languages", LANGUAGES)
def test_every_letter_is_black_or_white_and_at_least_7_points(languages: tuple[str, ...]) -> None:
    pdf = debrief_pdf(samples.plan(12), samples.debrief(12), languages)

    found = list(letters(pdf))

    assert {ink for _, _, ink in found} <= {(0, 0, 0), (255, 255, 255)}
    assert min(size for size, _, _ in found) >= 6.99


def test_the_same_debrief_gives_the_same_bytes() -> None:
    first = debrief_pdf(samples.plan(), samples.debrief(), ("id", "en"))
    second = debrief_pdf(samples.plan(), samples.debrief(), ("id", "en"))

    assert first == second


def test_the_files_only_time_is_that_of_the_last_entry() -> None:
    pdf = debrief_pdf(samples.plan(), samples.debrief(), ("id",))

    with opened(pdf) as document:
        metadata = document.get_metadata_dict()
    assert metadata["CreationDate"] == metadata["ModDate"] == "D:20240206044100+00'00'"


def test_numbers_are_the_debriefs_in_the_languages_own_writing() -> None:
    debrief = samples.debrief()

    indonesian = words(debrief_pdf(samples.plan(), debrief, ("id",)))
    english = words(debrief_pdf(samples.plan(), debrief, ("en",)))

    for text in ("81,6", "94,6", "22 / 30", "73,3", "38,5 / 57", "67,5", "489,4 ÷ 6", "= 81,6 %"):
        assert text in indonesian
    for text in ("81.6", "94.6", "22 / 30", "73.3", "38.5 / 57", "67.5", "489.4 ÷ 6", "= 81.6 %"):
        assert text in english
    assert "08.05-11.26 WIB" in indonesian.replace("\N{EN DASH}", "-")
    assert "08:05-11:26 WIB" in english.replace("\N{EN DASH}", "-")
    for text in ("12 · 2 · 2", "16/17", "T+03:00", "31/32", "2:15", "6:50", "97,0 %", "31/40"):
        assert text in indonesian


def test_unassessed_actions_are_counted_beside_the_percent() -> None:
    page = words(debrief_pdf(samples.plan(), samples.debrief(), ("id",)))

    assert say("{n} of {total} not assessed", n=5, total=93) in page


def test_below_the_gate_the_page_says_insufficient_evidence_and_no_percent() -> None:
    debrief = samples.debrief()
    overall = replace(
        debrief.score.overall, percent=None, coverage=Fraction(39, 93), letter=None, rated=None, assessed=39
    )

    page = words(
        debrief_pdf(samples.plan(), replace(debrief, score=replace(debrief.score, overall=overall)), ("id",))
    )

    assert say("Insufficient evidence") in page
    assert say("coverage below {gate} %", gate=60) in page
    assert say("not yet rated") in page
    assert "= 81,6 %" not in page
    assert say("{n} of {total} not assessed", n=54, total=93) in page


def test_no_breach_prints_its_0_and_every_line_by_id() -> None:
    debrief = samples.debrief()
    clean = replace(
        debrief,
        breaches=(),
        red_lines=tuple(replace(line, breaches=0) for line in debrief.red_lines),
    )

    page = words(debrief_pdf(samples.plan(), clean, ("id",)))

    assert say("{n} lines checked, all clean.", n=14) in page
    assert "R1-R14: 0." in page.replace("\N{EN DASH}", "-")


def test_a_breach_prints_its_time_place_fact_and_effect() -> None:
    page = words(debrief_pdf(samples.plan(), samples.debrief(), ("id",)))

    assert "T+02:00, C21. Petugas TPS 12 menyatakan penghitungan dilanjutkan" in page
    assert say("Not grave: {objective} at most M.", objective="O6") in page


def test_more_breaches_than_fit_in_words_are_named_by_line_and_time() -> None:
    breach = samples.debrief().breaches[0]
    several = tuple(
        replace(breach, row=("P1", n), red_line=f"R{n}", at_ms=n * samples.MINUTE, note="x " * 300)
        for n in range(1, 8)
    )
    debrief = samples.debrief()
    lines = tuple(replace(line, breaches=int(int(line.id[1:]) < 8)) for line in debrief.red_lines)

    page = words(debrief_pdf(samples.plan(), replace(debrief, breaches=several, red_lines=lines), ("id",)))

    assert "T+00:01, C21." in page
    assert "R7 T+00:07 (C21)" in page
    assert "R8-R14: 0." in page.replace("\N{EN DASH}", "-")


def test_a_draft_says_so_three_times_and_is_not_to_be_signed() -> None:
    draft = replace(samples.debrief(), draft=True, ended_at=None)

    page = words(debrief_pdf(samples.plan(), draft, ("id",)))

    assert page.count(say("DRAFT")) == 2
    assert say("draft: do not sign") in page


def test_the_exercise_mark_stands_at_head_and_foot() -> None:
    page = words(debrief_pdf(samples.plan(), samples.debrief(), ("en",)))

    assert page.count("LATIHAN") == 2


def test_a_broken_chain_names_its_station_and_fault() -> None:
    broken = replace(samples.debrief(), chain_is_intact=False, missing=(("altered", "P1"), ("gap", "P2")))

    page = words(debrief_pdf(samples.plan(), broken, ("id",)))

    stations = f"P1 ({say('altered')}), P2 ({say('gap')})"
    assert say("CHAIN BROKEN: {stations}", stations=stations) in page
    assert say("chain intact") not in page


def test_the_foot_carries_the_whole_head_in_eights() -> None:
    page = words(debrief_pdf(samples.plan(), samples.debrief(), ("id",)))

    assert re.sub(r"(.{8})(?=.)", r"\1 ", samples.HEAD) in page
    assert "EX-20240206-7K3F" in page


def test_a_print_that_replaces_another_still_says_its_page() -> None:
    printed = PrintRecord(row=("DIR", 9), printed_at=samples.STARTED, head="0" * 64, entries=9)

    page = words(debrief_pdf(samples.plan(), replace(samples.debrief(), superseded=printed), ("id",)))

    assert say("replaces the print of {moment}", moment="6 Feb 08.05") in page
    assert say("page {n}/{total}", n=1, total=1) in page


def test_agreement_below_ten_units_gives_no_figure() -> None:
    few = replace(samples.debrief(), agreement=Agreement(units=9, raters=2, exact=0.5, alpha_ordinal=0.4))

    page = words(debrief_pdf(samples.plan(), few, ("id",)))

    message = "{n} actions rated twice: too few for a figure (below {least})."
    assert say(message, n=9, least=10) in page
    assert "0,40" not in page


def test_fewer_than_five_latencies_print_as_they_are() -> None:
    few = LatencySummary(
        answered=3, released=4, p50_ms=None, p90_ms=None, values_ms=(30_000, 75_000, 400_000)
    )

    page = words(debrief_pdf(samples.plan(), replace(samples.debrief(), decision=few), ("id",)))

    assert "0:30, 1:15, 6:40" in page
    assert "3/4" in page


def test_an_official_letter_that_differs_from_t1_is_said_before_the_reason() -> None:
    page = words(debrief_pdf(samples.plan(), samples.debrief(), ("id",)))

    assert say("{rated}, not {suggested}:", rated="S", suggested="P") + " Klarifikasi isinya benar" in page


def test_without_an_evaluators_reason_the_lost_points_are_named() -> None:
    debrief = samples.debrief(1)
    objective = replace(debrief.score.objectives[0], rated_why=None)
    action = replace(
        debrief.score.actions[0], completion="partial", score=Fraction(3, 2), objective="O1", dropped=False
    )
    score = replace(debrief.score, objectives=(objective,), actions=(action,))

    page = words(debrief_pdf(samples.plan(1), replace(debrief, score=score), ("id",)))

    assert say("Points lost: {actions}.", actions="E1.a 1,5/3") in page


def test_more_than_twelve_objectives_list_the_weakest_and_say_how_many_are_left() -> None:
    page = words(debrief_pdf(samples.plan(20), samples.debrief(20), ("id",)))

    assert say("and {n} more objectives, see the full report", n=8) in page
    assert "÷ 20" in page


@pytest.mark.parametrize("languages", LANGUAGES)
def test_an_exercise_that_never_began_prints(languages: tuple[str, ...]) -> None:
    pdf = debrief_pdf(samples.bare_plan(), samples.nothing(), languages)

    page = words(pdf)
    assert pages(pdf) == 1
    assert say("not started", languages[0]) in page
    assert say("Insufficient evidence", languages[0]) in page


def test_both_languages_print_titles_and_labels_in_both() -> None:
    page = words(debrief_pdf(samples.plan(1), samples.debrief(1), ("id", "en")))

    for text in (
        "Komando dan koordinasi",
        "Command and coordination",
        "Ringkasan kaji ulang",
        "Debrief summary",
    ):
        assert text in page


def test_markup_in_typed_texts_prints_as_it_was_typed() -> None:
    pdf = debrief_pdf(
        samples.plan(2, say=lambda _: HOSTILE), samples.debrief(2, say=lambda _: HOSTILE), ("id",)
    )

    page = words(pdf)
    assert page.count(HOSTILE) >= 4
    assert pictures(pdf) == 0


def test_a_file_named_in_a_text_is_neither_opened_nor_embedded(tmp_path) -> None:
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"not a picture: opening it would raise")
    link = f'<img src="{canary}" width="9" height="9"/>'

    pdf = debrief_pdf(samples.plan(1, say=lambda _: link), samples.debrief(1, say=lambda _: link), ("en",))

    assert pictures(pdf) == 0
    assert b"not a picture" not in pdf


def test_what_the_font_lacks_is_printed_as_a_code_and_listed() -> None:
    paper = debrief_paper(
        samples.plan(1, say=lambda text: f"\U0001f600 \u202e{text}"), samples.debrief(1), ("id",)
    )

    assert paper.substituted == ("U+1F600", "U+202E")
    assert "U+1F600 U+202E" in words(paper.pdf)


def test_a_text_that_lost_words_is_named_with_its_source() -> None:
    finding = replace(samples.debrief().findings[0], text="kata " * 200, id="P1:40")

    paper = debrief_paper(samples.plan(), replace(samples.debrief(), findings=(finding,)), ("en",))

    assert paper.shortened == ("Strengths P1:40",)
    assert "… (P1:40)" in words(paper.pdf)


@pytest.mark.slow
def test_thousands_of_rows_print_on_one_page() -> None:
    debrief = samples.debrief()
    first = debrief.injects[0]
    crowd = tuple(
        replace(first, number=f"E{n:04}", planned_ms=n * 1000, released_ms=n * 1000 + 400)
        for n in range(3_000)
    )
    breaches = tuple(
        BreachRecord(row=("P1", n), red_line="R1", at_ms=n * 5000, inject=None, grave=True, note=None)
        for n in range(500)
    )
    many = replace(
        debrief,
        injects=crowd,
        breaches=breaches,
        red_lines=tuple(replace(line, breaches=500, grave=True) for line in debrief.red_lines),
        situations=debrief.situations * 300,
        pauses=debrief.pauses * 300,
        findings=debrief.findings * 500,
        plan=debrief.plan * 500,
        participants=debrief.participants * 200,
        missing=(("gap", "P1"),) * 500,
    )

    pdf = debrief_pdf(samples.plan(), many, ("id",))

    assert pages(pdf) == 1
    assert len(pdf) < 400_000


def test_a_run_past_midnight_and_years_later_keeps_its_dates() -> None:
    late = samples.STARTED + timedelta(hours=16)
    plan = replace(samples.debrief().plan[0], due="2026-01-02")

    page = words(
        debrief_pdf(
            samples.plan(),
            replace(samples.debrief(), started_at=late, ended_at=late + timedelta(hours=3), plan=(plan,)),
            ("id",),
        )
    )

    assert "Rabu, 7 Februari 2024" in page
    assert "2 Jan 2026" in page
