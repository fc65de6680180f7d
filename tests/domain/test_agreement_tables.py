"""Agreement equals what public packages compute on 500 frozen tables, with and without the gate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from domain import slow_agreement

from tabletop.domain.result.agreement import MIN_UNITS, Agreement, agreement_of

FROZEN = json.loads(Path(__file__).with_name("agreement_tables.json").read_text(encoding="utf-8"))
TABLES: list[dict[str, Any]] = FROZEN["tables"]
NEAR = {"abs": 1e-9, "rel": 0}
FIGURES = ("exact", "within_one", "kappa", "kappa_linear", "kappa_quadratic", "alpha_ordinal")


def units_of(table: dict[str, Any]) -> list[dict[int, int]]:
    return [
        {rater: int(sign) for rater, sign in enumerate(column) if sign != "."}
        for column in zip(*table["rows"], strict=True)
    ]


def test_the_tables_name_their_packages_and_hold_easy_and_nasty_cases() -> None:
    raters = [len(table["rows"]) for table in TABLES]
    doubly = [sum(len(unit) >= 2 for unit in units_of(table)) for table in TABLES]

    assert set(FROZEN["packages"]) == {"krippendorff", "scikit-learn", "numpy"}
    assert len(TABLES) == 500
    assert {2, 3, 4, 5} == set(raters)
    assert {3, 4} == {table["grades"] for table in TABLES}
    assert sum("." in "".join(table["rows"]) for table in TABLES) > 200  # gaps
    assert sum(n < MIN_UNITS for n in doubly) > 40
    assert doubly.count(0) > 5
    assert sum(table["alpha"] is None for table in TABLES) > 20
    both = [table["kappa"] for table, n in zip(TABLES, raters, strict=True) if n == 2]
    assert sum(kappa == [None, None, None] for kappa in both) > 10
    assert sum(None not in table["kappa"] and len(table["rows"]) > 2 for table in TABLES) > 3


@pytest.mark.slow
def test_every_figure_equals_that_of_the_packages() -> None:
    wrong = []
    for number, table in enumerate(TABLES):
        agreement = agreement_of(units_of(table), min_units=0)
        ours = [agreement.alpha_ordinal, agreement.kappa, agreement.kappa_linear, agreement.kappa_quadratic]
        for mine, theirs in zip(ours, [table["alpha"], *table["kappa"]], strict=True):
            if mine != (None if theirs is None else pytest.approx(theirs, **NEAR)):
                wrong.append((number, mine, theirs))

    assert wrong == []


@pytest.mark.slow
def test_below_ten_doubly_rated_units_nothing_is_said_and_from_ten_on_everything() -> None:
    for table in TABLES:
        units = units_of(table)
        free, gated = agreement_of(units, min_units=0), agreement_of(units)

        is_enough = sum(len(unit) >= 2 for unit in units) >= 10

        assert gated == (free if is_enough else Agreement(units=free.units, raters=free.raters))


@pytest.mark.slow
def test_every_figure_equals_that_of_the_textbook_reading() -> None:
    for table in TABLES[::5]:
        agreement = agreement_of(units_of(table), min_units=0)

        textbook = slow_agreement.figures(units_of(table), fewest=0)

        assert (agreement.units, agreement.raters) == (textbook["units"], textbook["raters"])
        for name in FIGURES:
            said = textbook[name]
            assert getattr(agreement, name) == (None if said is None else pytest.approx(float(said), **NEAR))


def test_a_single_doubly_rated_unit_without_the_gate_says_what_little_it_can() -> None:
    unit = [{"a": 3, "b": 2}, {"a": 1}]

    agreement = agreement_of(unit, min_units=0)

    # alpha: two grades that differ, 1 - (2 - 1) x 1 / 1
    assert (agreement.units, agreement.exact, agreement.within_one) == (1, 0.0, 1.0)
    assert (agreement.alpha_ordinal, agreement.kappa) == (0.0, 0.0)


def test_without_any_doubly_rated_unit_there_is_no_figure_gate_or_not() -> None:
    assert agreement_of([{"a": 3}, {"b": 2}], min_units=0) == Agreement(units=0, raters=0)
