"""Figures by hand, label sets, and how the page gives way."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest
from reports import samples

from tabletop import paths
from tabletop.domain.plan.text import Text
from tabletop.domain.result.debrief import Debrief
from tabletop.reports import debrief_figures as figures
from tabletop.reports.debrief_actions import due_words
from tabletop.reports.debrief_edition import Edition
from tabletop.reports.debrief_findings import id_ranges
from tabletop.reports.debrief_footer import code_content
from tabletop.reports.debrief_layout import Layout, first_rung
from tabletop.reports.debrief_objective_words import division
from tabletop.reports.voice import Pair, Voice, clock_zone

LABEL_SETS = ("hseep", "uk", "nato", "indonesia")


def edition(debrief: Debrief, *languages: str, objectives: int = 6) -> Edition:
    return Edition(samples.plan(objectives), debrief, Voice.of(languages or ("id",), "indonesia"))


def test_the_division_by_hand_is_weights_times_percents_over_weights() -> None:
    # 2 x 73.333 + 1 x 90.385 = 237.051; 237.051 / 3 = 79.017
    debrief = samples.debrief(2)
    first, second = debrief.score.objectives
    weighted = replace(debrief.score, objectives=(replace(first, weight=Fraction(2)), second))

    total, weights = figures.weighted_sum(replace(debrief, score=weighted))

    assert weights == 3
    assert total == 2 * Fraction(2200, 30) + Fraction(2350, 26)


def test_the_printed_division_has_the_decimals_that_give_the_printed_result() -> None:
    # 6 objectives sum to 200.06; 200.06 / 6 = 33.343 prints 33.3, but 200.1 / 6 = 33.35 would give 33.4.
    debrief = samples.debrief()
    percents = (*(Fraction("33.34"),) * 5, Fraction("33.36"))
    scored = zip(debrief.score.objectives, percents, strict=True)
    objectives = tuple(replace(objective, percent=percent) for objective, percent in scored)
    overall = replace(debrief.score.overall, percent=sum(percents) / 6)
    score = replace(debrief.score, objectives=objectives, overall=overall)

    sides, result = division(edition(replace(debrief, score=score)))

    assert (sides, result) == ("200,06 ÷ 6", "= 33,3 %")


def test_the_weakest_objectives_are_lowest_by_letter_then_percent_in_the_packs_order() -> None:
    scores = samples.debrief().score.objectives

    assert [score.id for score in figures.weakest(scores, 3)] == ["O1", "O3", "O6"]
    assert figures.weakest(scores, 99) == scores


def test_injects_outside_the_score_are_named_by_what_became_of_them() -> None:
    fates = figures.by_fate(samples.debrief())

    assert {fate: [i.number for i in group] for fate, group in fates.items()} == {
        "skipped": ["E15"],
        "untriggered": ["C07"],
    }


def test_neighbouring_ids_are_joined_and_two_stay_apart() -> None:
    ids = ["R1", "R2", "R3", "R5", "R6", "X7", "R8"]

    assert [text.replace("\N{EN DASH}", "-") for text in id_ranges(ids)] == ["R1-R3", "R5", "R6", "X7", "R8"]
    assert id_ranges([]) == []


def test_the_code_stays_in_the_small_alphabet_whatever_the_exercise_is_called() -> None:
    odd = replace(samples.debrief(), exercise_id="ex/1 \u00e4" + "x" * 99)

    content = code_content(edition(odd))

    assert re.fullmatch(r"[A-Z0-9 $%*+\-./:]+", content)
    assert content.endswith("436 E803A690CA7FAAE2")


@pytest.mark.parametrize(
    ("due", "words"), [("2024-02-09", "9 Feb"), ("2025-02-09", "9 Feb 2025"), ("pekan depan", "pekan depan")]
)
def test_a_due_date_names_its_year_only_where_it_is_another(due: str, words: str) -> None:
    action = replace(samples.debrief().plan[0], due=due)

    assert due_words(edition(samples.debrief()), action) == words


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Jakarta", "WIB"),
        ("Asia/Makassar", "WITA"),
        ("Asia/Jayapura", "WIT"),
        ("Asia/Kolkata", "UTC+05:30"),
        ("America/Lima", "UTC-05:00"),
        ("UTC", "UTC+00:00"),
    ],
)
def test_a_zone_is_named_as_its_people_do(zone: str, name: str) -> None:
    assert clock_zone(samples.STARTED, zone) == name


def test_a_pair_that_reads_the_same_prints_once() -> None:
    voice = Voice.of(("id", "en"), "indonesia")

    assert voice.typed(Text.same("TFG")) == Pair("TFG")
    assert voice.typed(samples.text("aman", "safe")).slash == "aman / safe"


@pytest.mark.parametrize("label_set", LABEL_SETS)
def test_label_sets_hold_the_same_words_in_both_languages(label_set: str) -> None:
    folder = paths.resources() / "labels"
    words = json.loads((folder / f"{label_set}.json").read_text(encoding="utf-8"))
    reference = json.loads((folder / "hseep.json").read_text(encoding="utf-8"))

    assert set(words) == set(reference)
    assert all(set(versions) == {"id", "en"} for versions in words.values())


def test_up_to_six_short_objectives_give_way_in_nothing() -> None:
    chosen = Layout(edition(samples.debrief())).choose()

    assert chosen == first_rung(edition(samples.debrief()))


@pytest.mark.parametrize(
    ("objectives", "row"), [(6, "full"), (7, "tight"), (8, "tight"), (9, "line"), (12, "line")]
)
def test_rows_grow_smaller_with_the_number_of_objectives(objectives: int, row: str) -> None:
    assert first_rung(edition(samples.debrief(objectives), objectives=objectives)).row == row


def test_the_decision_lane_goes_before_any_text_is_cut() -> None:
    debrief = samples.debrief()
    two_lines = tuple(replace(action, text=f"{action.text}; {action.text}") for action in debrief.plan)

    chosen = Layout(edition(replace(debrief, plan=two_lines))).choose()

    assert not chosen.has_lane
    assert (chosen.action_lines, chosen.finding_lines, chosen.row) == (2, 2, "full")


@pytest.mark.parametrize("languages", [("id",), ("en",), ("id", "en")])
@pytest.mark.parametrize("objectives", [0, 1, 7, 12, 25])
def test_the_worst_page_fits_and_keeps_its_timeline(objectives: int, languages: tuple[str, ...]) -> None:
    debrief = samples.debrief(objectives, say=lambda text: text * 20)
    breaches = tuple(replace(debrief.breaches[0], row=("P1", n), red_line=f"R{n}") for n in range(1, 15))
    lines = tuple(replace(line, breaches=1) for line in debrief.red_lines)
    scenario = samples.plan(objectives, say=lambda text: text * 20)
    layout = Layout(
        Edition(scenario, replace(debrief, breaches=breaches, red_lines=lines), Voice.of(languages, "nato"))
    )

    chosen = layout.choose()

    assert layout.height(chosen) <= layout.room
    assert chosen.has_strip


@pytest.mark.slow
def test_another_process_prints_the_same_bytes() -> None:
    program = (
        "import hashlib, sys; from reports import samples;"
        "from tabletop.reports.debrief_page import debrief_pdf;"
        "print(hashlib.sha256(debrief_pdf(samples.plan(), samples.debrief(), ('id', 'en'))).hexdigest())"
    )
    path = os.pathsep.join(sys.path)

    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1
