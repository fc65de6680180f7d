"""Agreement of raters: doctrine's ground truth, a published table, cases worked by hand, invariants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.result.agreement import MIN_UNITS, Agreement, agreement_of

GRADES = {"U": 0, "M": 1, "S": 2, "P": 3}
A = "P P S M S P U S P M"
B = "P S S M P P M S P S"
C = "P - S M S P - S P M"


def units_of(**rows: str) -> list[dict[str, int]]:
    """Turn rows of letters, one a rater, into units; `-` is a gap."""
    columns = zip(*(row.split() for row in rows.values()), strict=True)
    return [
        {rater: GRADES[letter] for rater, letter in zip(rows, column, strict=True) if letter != "-"}
        for column in columns
    ]


def figures(agreement: Agreement) -> tuple[float | None, ...]:
    return (
        agreement.exact,
        agreement.within_one,
        agreement.kappa_linear,
        agreement.kappa_quadratic,
        agreement.alpha_ordinal,
    )


def test_two_raters_give_the_ground_truth_of_the_doctrine() -> None:
    units = units_of(a=A, b=B)

    agreement = agreement_of(units)

    assert (agreement.units, agreement.raters) == (10, 2)
    assert figures(agreement) == pytest.approx((0.60, 1.00, 0.5833, 0.7500, 0.7601), abs=5e-5)


def test_unweighted_kappa_gives_the_ground_truth_of_the_doctrine() -> None:
    agreement = agreement_of(units_of(a=A, b=B))

    # 6 of 10 equal; by chance P 4 x 4, S 3 x 4, M 2 x 2, U 1 x 0: 32 of 100; (0.60 - 0.32) / 0.68
    assert agreement.kappa == pytest.approx(0.28 / 0.68)
    assert agreement.kappa == pytest.approx(0.4118, abs=5e-5)


def test_three_raters_with_gaps_give_alpha_and_no_kappa() -> None:
    units = units_of(a=A, b=B, c=C)

    agreement = agreement_of(units)

    # pairs: A-B 10 of which 6 equal; A-C 8, all equal; B-C 8 of which 6 equal: 20 of 26
    assert (agreement.units, agreement.raters) == (10, 3)
    assert agreement.exact == pytest.approx(20 / 26)
    assert agreement.within_one == 1.0
    assert (agreement.kappa_linear, agreement.kappa_quadratic) == (None, None)
    assert agreement.alpha_ordinal == pytest.approx(0.8230, abs=5e-5)


def test_a_published_table_of_four_raters_with_gaps_gives_its_alpha() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: ordinal 0.815
    rows = (
        (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
        (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
    )
    units = [
        {rater: grade for rater, grade in enumerate(column) if grade is not None}
        for column in zip(*rows, strict=True)
    ]

    agreement = agreement_of(units)

    assert (agreement.units, agreement.raters) == (11, 4)  # the twelfth has one grade only
    assert agreement.alpha_ordinal == pytest.approx(0.815, abs=5e-4)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # 8 of 10 equal, chance 0.5: kappa (0.8 - 0.5) / 0.5; alpha 1 - 19 * 2 / (10 * 10)
        ("MMMMMUUUUU", "MMMMUUUUUM", (0.8, 1.0, 0.6, 0.6, 0.62)),
        # nothing equal, chance 0.5: kappa (0 - 0.5) / 0.5; alpha 1 - 19 * 10 / (10 * 10)
        ("MMMMMUUUUU", "UUUUUMMMMM", (0.0, 1.0, -1.0, -1.0, -0.9)),
        # one letter dominates: 90 % equal is what chance gives too; alpha 1 - 19 * 1 / (19 * 1)
        ("PPPPPPPPPP", "PPPPPPPPPS", (0.9, 1.0, 0.0, 0.0, 0.0)),
        # linear: seen 3, chance (5 * 3 * 6 + 5 * 3 * 4) / 10 = 15; quadratic: the same times 3
        # and alpha is 1 - 19 * 1 / (9 * 11)
        ("PPPPPUUUUU", "PPPPUUUUUU", (0.9, 0.9, 0.8, 0.8, 1 - 19 / 99)),
    ],
)
def test_tables_worked_by_hand(first: str, second: str, expected: tuple[float, ...]) -> None:
    units = units_of(a=" ".join(first), b=" ".join(second))

    agreement = agreement_of(units)

    assert figures(agreement) == pytest.approx(expected)


def test_linear_and_quadratic_weights_differ_by_the_size_of_the_step() -> None:
    first, second = " ".join("PPPSSSMMUU"), " ".join("PPSSSSMUUP")

    agreement = agreement_of(units_of(a=first, b=second))

    # seen: steps 0 0 1 0 0 0 0 1 0 3. A has P3 S3 M2 U2, B has P3 S4 M1 U2.
    # chance, linear: P 3 * (4 * 1 + 1 * 2 + 2 * 3) = 36, S 3 * (3 + 1 + 2 * 2) = 24,
    #   M 2 * (3 * 2 + 4 + 2) = 24, U 2 * (3 * 3 + 4 * 2 + 1) = 36: 120 / 10 = 12; 1 - 5 / 12
    # chance, quadratic: P 3 * (4 + 4 + 18) = 78, S 3 * (3 + 1 + 8) = 36, M 2 * (12 + 4 + 2) = 36,
    #   U 2 * (27 + 16 + 1) = 88: 238 / 10 = 23.8; 1 - 11 / 23.8
    assert (agreement.exact, agreement.within_one) == (0.7, 0.9)
    assert agreement.kappa_linear == pytest.approx(7 / 12)
    assert agreement.kappa_quadratic == pytest.approx(1 - 11 / 23.8)


def test_below_ten_units_only_the_counts_are_given() -> None:
    units = units_of(a=A[:-2], b=B[:-2], c="- " * 8 + "P")

    agreement = agreement_of(units)

    assert agreement == Agreement(units=9, raters=3)


def test_units_with_one_grade_count_neither_as_units_nor_their_raters() -> None:
    units = [*units_of(a=A, b=B), {"lonely": 3}, {}, {"a": 0}]

    agreement = agreement_of(units)

    assert agreement == agreement_of(units_of(a=A, b=B))


def test_without_variation_the_coefficients_are_undefined() -> None:
    units = units_of(a="P " * 9 + "P", b="P " * 9 + "P")

    agreement = agreement_of(units)

    assert figures(agreement) == (1.0, 1.0, None, None, None)


def test_no_units_give_no_figures() -> None:
    assert agreement_of([]) == Agreement(units=0, raters=0)


grades = st.integers(0, 3)
columns = st.lists(grades, min_size=MIN_UNITS, max_size=16)
two_raters = st.lists(
    st.tuples(grades, grades).map(lambda pair: dict(zip("ab", pair, strict=True))),
    min_size=MIN_UNITS,
    max_size=16,
)
many_raters = st.lists(
    st.tuples(*[st.integers(-1, 3)] * 4).map(
        lambda row: {rater: grade for rater, grade in zip("abcd", row, strict=True) if grade >= 0}
    ),
    min_size=MIN_UNITS,
    max_size=16,
)


@pytest.mark.slow
@given(many_raters, st.permutations("abcd"))
def test_figures_do_not_depend_on_who_is_who(units: list[dict[str, int]], names: list[str]) -> None:
    renamed = dict(zip("abcd", names, strict=True))

    agreement = agreement_of([{renamed[rater]: grade for rater, grade in unit.items()} for unit in units])

    assert agreement == agreement_of(units)


@pytest.mark.slow
@given(many_raters, st.randoms(use_true_random=False))
def test_figures_do_not_depend_on_any_order(units: list[dict[str, int]], random: object) -> None:
    shuffled = [dict(sorted(unit.items(), reverse=True)) for unit in units]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out a random.Random

    agreement = agreement_of(shuffled)

    assert agreement == agreement_of(units)


@given(two_raters)
def test_kappa_lies_between_minus_one_and_one(units: list[dict[str, int]]) -> None:
    agreement = agreement_of(units)

    for kappa in (agreement.kappa_linear, agreement.kappa_quadratic):
        assert kappa is None or -1 <= kappa <= 1


@pytest.mark.slow
@given(many_raters)
def test_shares_lie_between_zero_and_one_and_alpha_not_above_one(units: list[dict[str, int]]) -> None:
    agreement = agreement_of(units)

    if agreement.exact is not None and agreement.within_one is not None:
        assert 0 <= agreement.exact <= agreement.within_one <= 1
        assert agreement.alpha_ordinal is None or agreement.alpha_ordinal <= 1


@given(columns, st.integers(2, 4))
def test_perfect_agreement_is_one_exactly_where_grades_vary(column: list[int], raters: int) -> None:
    expected = 1.0 if len(set(column)) > 1 else None

    agreement = agreement_of([dict.fromkeys(range(raters), grade) for grade in column])

    assert (agreement.exact, agreement.within_one) == (1.0, 1.0)
    assert agreement.alpha_ordinal == expected
    assert agreement.kappa_linear == (expected if raters == 2 else None)
