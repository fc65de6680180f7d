"""Runs side by side (doctrine 10.13): which may stand there, what changed, what comes back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from builders import MINUTE, action, inject, objective
from domain.runs import PLAN, assessed, met, run
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.plan.text import Text
from tabletop.domain.play import events as ev
from tabletop.domain.play.follow_up import ActionCarried, ActionClosed
from tabletop.domain.play.state import RedactionRecord
from tabletop.domain.result.comparability import Method
from tabletop.domain.result.comparison import Change, Comparison, compare_runs
from tabletop.domain.result.recurring import is_gap, is_late
from tabletop.domain.result.scoring import ActionScore


def labels(comparison: Comparison) -> list[str]:
    return [each.label for each in comparison.runs]


def told(comparison: Comparison) -> list[tuple[str, int, str]]:
    return [(caution.code, caution.run, caution.subject) for caution in comparison.cautions]


# Which runs may stand beside each other ---------------------------------------------------------


def test_runs_of_one_pack_stand_by_the_day_of_startex() -> None:
    comparison = compare_runs([run("late", day=3), run("early", day=1), run("between", day=2)])

    assert labels(comparison) == ["early", "between", "late"]
    assert comparison.can_compare
    assert (comparison.left_out, comparison.cautions) == ((), ())


def test_another_version_of_the_pack_is_compared_and_both_versions_are_named() -> None:
    older = replace(PLAN, version="0")

    comparison = compare_runs([run("a", plan=older), run("b", day=2)])

    assert told(comparison) == [("other-version", 1, "")]
    assert comparison.cautions[0].fields == (("version", "0"), ("latest", "1"))


def test_the_same_version_with_other_files_is_told() -> None:
    assert told(compare_runs([run("a", pack_sha256="f" * 64), run("b", day=2)])) == [("other-files", 1, "")]


def test_the_largest_group_of_one_pack_is_compared_and_the_rest_is_named() -> None:
    other = replace(PLAN, id="other")

    comparison = compare_runs([run("a"), run("x", plan=other, day=9), run("b", day=2)])

    assert labels(comparison) == ["a", "b"]
    assert [(each.run.label, each.code, each.beside) for each in comparison.left_out] == [
        ("x", "other-scenario", "small")
    ]


def test_of_equal_groups_that_of_the_latest_run_counts_and_one_run_alone_is_no_comparison() -> None:
    other = replace(PLAN, id="other")

    comparison = compare_runs([run("a"), run("x", plan=other, day=9)])

    assert labels(comparison) == ["x"]
    assert not comparison.can_compare
    assert comparison.overall.since_first is None


def test_numbers_of_another_method_are_not_compared() -> None:
    stricter = replace(run("b", day=2), method=Method(letters=(95, 70, 40)))

    comparison = compare_runs([run("a"), stricter, run("c", day=3)])

    assert [(each.run.label, each.code) for each in comparison.left_out] == [("b", "other-method")]


def test_what_never_began_is_left_out_and_a_draft_is_marked() -> None:
    comparison = compare_runs([run("a"), run("b", started_at=None), run("c", day=3, draft=True)])

    assert [(each.run.label, each.code) for each in comparison.left_out] == [("b", "not-started")]
    assert told(comparison) == [("draft", 2, "")]


def test_two_files_of_one_exercise_count_once_the_fullest_and_never_the_redacted_copy() -> None:
    copied = RedactionRecord(exercise="a", head="", entries=9, names=1, attachments=0)
    whole, part = run("a", entries=8), replace(run("a", entries=5), label="part")
    copy = run("a-R", redacted=copied, entries=99)

    comparison = compare_runs([copy, part, whole, run("b", day=2)])

    assert labels(comparison) == ["a", "b"]
    assert [(each.run.label, each.code, each.beside) for each in comparison.left_out] == [
        ("part", "same-exercise", "a"), ("a-R", "same-exercise", "a"),
    ]  # fmt: skip


def test_a_broken_chain_and_a_redacted_copy_are_told() -> None:
    copied = RedactionRecord(exercise="z", head="", entries=9, names=1, attachments=0)

    comparison = compare_runs([run("a", chain_is_intact=False), run("b", day=2, redacted=copied)])

    assert told(comparison) == [("chain-broken", 1, ""), ("redacted", 2, "")]


def test_nothing_gives_an_empty_comparison() -> None:
    comparison = compare_runs([])

    assert not comparison.can_compare
    assert (comparison.objectives, comparison.red_lines, comparison.cautions) == ((), (), ())


# Percents, letters and what changed -------------------------------------------------------------


def test_a_change_of_less_than_five_points_is_level() -> None:
    steps = [Fraction(-5), Fraction(-499, 100), Fraction(0), Fraction(499, 100), Fraction(5)]

    assert [Change(points=points).direction for points in steps] == ["down", "level", "level", "level", "up"]


def test_percents_and_changes_by_hand() -> None:
    """O1 has 3 points for a, 1 for b, O2 has 4; weights 1 and 3.

    first: a partial 1.5, b met 1 -> 62.5 %; O2 met 100 % -> (62.5 + 300) / 4 = 90.625 %
    second: a met in 8 min, limit 5 -> 1.5, b unmet -> 37.5 %; O2 partial 50 % -> (37.5 + 150) / 4 = 46.875 %
    third: a and b met -> 100 %; O2 met 100 % -> 100 %
    """
    first = [assessed("E01.a", "partial"), *met("E01.b", "E02.a")]
    second = [
        assessed("E01.a", "met", 8 * MINUTE), assessed("E01.b", "unmet"), assessed("E02.a", "partial")
    ]  # fmt: skip

    comparison = compare_runs(
        [run("a", *first), run("b", *second, day=2), run("c", *met("E01.a", "E01.b", "E02.a"), day=3)]
    )

    one, two = comparison.objectives
    assert [score and score.percent for score in one.scores] == [Fraction(125, 2), Fraction(75, 2), 100]
    assert [score and score.percent for score in two.scores] == [100, 50, 100]
    assert (one.since_first, one.since_last) == (
        Change(points=Fraction(75, 2)),
        Change(points=Fraction(125, 2)),
    )
    assert two.since_first == Change(points=Fraction(0))
    assert [score.percent for score in comparison.overall.scores] == [
        Fraction(725, 8), Fraction(375, 8), 100
    ]  # fmt: skip
    assert comparison.overall.since_first == Change(points=Fraction(75, 8))
    assert comparison.overall.since_last == Change(points=Fraction(425, 8))


def test_without_evidence_for_both_letters_there_is_no_change() -> None:
    comparison = compare_runs([run("a", *met("E01.a")), run("b", *met("E01.a", "E01.b", "E02.a"), day=2)])

    one = comparison.objectives[0]
    assert one.scores[0] is not None
    assert (one.scores[0].percent, one.scores[0].letter) == (100, None)
    assert one.since_first is None
    assert comparison.overall.since_first is None


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ((replace(objective("O1"), title=Text.same("Other")), objective("O2", 3)), "objective-title"),
        ((objective("O1", 2), objective("O2", 3)), "objective-weight"),
        ((objective("O2", 3),), "objective-absent"),
    ],
)
def test_an_objective_that_is_not_the_same_is_not_compared(other: Any, code: str) -> None:
    acts = met("E01.a", "E01.b", "E02.a")
    older = run("a", *acts, plan=replace(PLAN, version="0", objectives=other))

    comparison = compare_runs([older, run("b", *acts, day=2)])

    assert (code, 1, "O1") in told(comparison)
    assert [score is None for score in comparison.objectives[0].scores] == [True, False]
    assert comparison.objectives[0].since_first is None
    assert comparison.objectives[1].since_first is not None
    assert comparison.overall.since_first is None


def test_an_objective_that_asks_for_other_actions_is_compared_with_a_word() -> None:
    injects = (inject("E01", action("E01.a", points=2), action("E01.b")), PLAN.injects[1])

    comparison = compare_runs([run("a", plan=replace(PLAN, version="0", injects=injects)), run("b", day=2)])

    assert told(comparison) == [("other-version", 1, ""), ("actions-differ", 1, "O1")]


def test_what_the_latest_pack_dropped_stands_behind_its_own() -> None:
    older = replace(PLAN, objectives=(objective("O0"), *PLAN.objectives))

    comparison = compare_runs([run("a", plan=older), run("b", day=2)])

    assert [each.objective.id for each in comparison.objectives] == ["O1", "O2", "O0"]


def test_red_lines_and_latencies_stand_by_run() -> None:
    breach = ev.RedLineBreached(red_line="R1", grave=True)
    decision = ev.DecisionLogged(cell="OPS", text="go", inject="E01")
    renamed = replace(PLAN, red_lines=(replace(PLAN.red_lines[0], text=Text.same("Other")),))

    comparison = compare_runs(
        [run("a", breach, plan=renamed), run("b", breach, breach, (decision, 90_000), day=2)]
    )

    first, second = (each.results for each in comparison.red_lines)
    assert first[0] is None
    assert first[1] is not None
    assert (first[1].breaches, first[1].grave) == (2, True)
    assert [result and result.breaches for result in second] == [None, 0]
    decided = comparison.latencies[1]
    assert (decided.kind, [each.answered for each in decided.summaries]) == ("decision", [0, 1])
    assert decided.summaries[1].values_ms == (90_000,)


# What comes back --------------------------------------------------------------------------------


def score(completion: ev.Completion | None, latency_ms: int | None = None, **more: Any) -> ActionScore:
    return ActionScore(
        id="E01.a", objective="O1", inject="E01", completion=completion, raters=1, latency_ms=latency_ms,
        limit_ms=more.pop("limit_ms", 60_000), points=1, score=None, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given_score", "gap", "late"),
    [
        (None, False, False),
        (score(None), False, False),
        (score("n/a"), False, False),
        (score("met", 60_000), False, False),
        (score("met", 60_001), True, True),
        (score("met", 60_001, limit_ms=None), False, False),
        (score("partial", 1), True, False),
        (score("partial", 60_001), True, True),
        (score("unmet"), True, False),
        (score("unmet", dropped=True), False, False),
    ],
)
def test_what_is_a_gap(given_score: ActionScore | None, gap: bool, late: bool) -> None:
    assert is_gap(given_score) is gap
    assert given_score is None or is_late(given_score) is late


def test_a_gap_of_two_runs_recurs_and_one_of_a_single_run_does_not() -> None:
    comparison = compare_runs(
        [
            run("a", assessed("E01.a", "met", 8 * MINUTE), assessed("E02.a", "unmet")),
            run("b", assessed("E01.a", "unmet"), *met("E02.a"), day=2),
            run("c", *met("E01.a", "E02.a"), day=3),
        ]
    )

    (again,) = comparison.recurring.actions
    assert again.action.full_id == "E01.a"
    assert [each and each.completion for each in again.scores] == ["met", "unmet", "met"]


def test_another_action_under_the_same_id_does_not_recur() -> None:
    changed = replace(PLAN.injects[0].expects[0], text=Text.same("Other"))
    older = replace(PLAN, injects=(replace(PLAN.injects[0], expects=(changed,)), PLAN.injects[1]))

    comparison = compare_runs(
        [run("a", assessed("E01.a", "unmet"), plan=older), run("b", assessed("E01.a", "unmet"), day=2)]
    )

    assert comparison.recurring.actions == ()


def test_an_inject_without_a_decision_in_two_runs_recurs() -> None:
    decided = ev.DecisionLogged(cell="OPS", text="go", inject="E02")
    short = replace(PLAN, injects=PLAN.injects[1:])

    comparison = compare_runs([run("a", decided), run("b", day=2), run("c", plan=short, day=3)])

    assert [(each.inject.number, each.is_open) for each in comparison.recurring.injects] == [
        ("E02", (False, True, True)),
        ("E01", (True, True, None)),
    ]


def test_improvements_of_an_objective_and_short_items_recur() -> None:
    first = run(
        "a",
        ev.ImprovementNoted(objective="O2", text="no map"), ev.ImprovementNoted(objective="O1", text="x"),
        ev.ReadinessChecked(item="K01", present=2, serviceable=1),
        ev.ReadinessChecked(item="K02", present=1, serviceable=1),
    )  # fmt: skip
    second = run(
        "b", ev.ImprovementNoted(objective="O2", text="no map"),
        ev.CorrectiveActionPlanned(text="print maps", improvement_seq=4, owner="Desk"), day=2,
    )  # fmt: skip

    recurring = compare_runs([first, second]).recurring

    assert [(each.objective, each.counts, each.unanswered) for each in recurring.improvements] == [
        ("O2", (1, 1), (1, 0))
    ]
    (short,) = recurring.readiness
    assert short.item.id == "K01"
    assert [gap and gap.serviceable for gap in short.gaps] == [1, 0]


def test_a_corrective_action_is_followed_through_the_runs_that_carried_it() -> None:
    planned = (
        ev.ImprovementNoted(objective="O1", text="no map"),
        ev.CorrectiveActionPlanned(text="print maps", improvement_seq=4, owner="Desk"),
        ev.CorrectiveActionPlanned(text="buy radio", improvement_seq=4, owner="Stores"),
    )
    carried = [
        ActionCarried(exercise="a", action=f"DIR:{seq}", text=text, owner="Desk")
        for seq, text in ((5, "print maps"), (6, "buy radio"))
    ]

    comparison = compare_runs(
        [
            run("a", *planned),
            run("b", *carried, ActionClosed(plan_station="DIR", plan_seq=5, evidence="bought"), day=2),
        ]
    )

    (owed,) = comparison.recurring.owed
    assert (owed.exercise, owed.id, owed.latest.text) == ("a", "DIR:5", "print maps")
    assert [plan and plan.status for plan in owed.plans] == ["open", "open"]


@given(st.permutations(range(4)))
def test_the_order_in_which_runs_are_given_does_not_matter(order: list[int]) -> None:
    runs = [
        run("a"),
        run("b", day=2),
        run("c", plan=replace(PLAN, id="other"), day=3),
        run("d", started_at=None),
    ]

    assert compare_runs([runs[place] for place in order]) == compare_runs(runs)
