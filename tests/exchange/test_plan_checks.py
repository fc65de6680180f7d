from __future__ import annotations

from dataclasses import replace

import pytest
from builders import MINUTE, action, inject, scenario
from exchange.small_pack import ATTACHMENTS, read
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.plan.checks import Problem, check_scenario, closest
from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import Cell, Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached, Unmet

FILES = tuple(ATTACHMENTS)


def problems(plan: Scenario) -> list[Problem]:
    return check_scenario(plan, FILES)


def codes(plan: Scenario) -> set[str]:
    return {problem.code for problem in problems(plan)}


def with_injects(*injects: Inject, minutes: int = 60) -> Scenario:
    return replace(scenario(*injects), duration_ms=minutes * MINUTE)


def test_a_sound_scenario_has_no_problem() -> None:
    assert problems(read().scenario) == []


def test_the_word_nearest_to_a_wrong_one_is_suggested_if_it_is_near() -> None:
    assert closest("O9", ["O6", "K01"]) == "O6"
    assert closest("MEDA", ["OPS", "MEDIA"]) == "MEDIA"
    assert closest("nothing", ["OPS", "SIM"]) is None
    assert closest("colour", ["actors"]) is None


@pytest.mark.slow
def test_suggestions_are_looked_for_as_long_as_that_is_quick() -> None:
    plan = read().scenario
    entries = tuple(replace(plan.vulnerabilities[0], id=f"V{n:04}") for n in range(1_000))
    wrong = replace(plan.injects[1], links=tuple(f"W{n:04}" for n in range(60)))
    plan = replace(plan, vulnerabilities=entries, injects=(plan.injects[0], wrong))

    found = [problem for problem in problems(plan) if problem.code == "unknown-vulnerability"]

    assert len(found) == 60
    assert ["suggestion" in problem.fields for problem in found] == [True] * 50 + [False] * 10


def test_a_scenario_needs_cells_and_objectives_and_a_language() -> None:
    plan = replace(with_injects(), cells=(), objectives=(), languages=())

    paths = {problem.path for problem in problems(plan) if problem.code == "list-empty"}

    assert paths == {("cells",), ("objectives",), ("languages",)}


@pytest.mark.slow
def test_10_001_injects_are_too_many() -> None:
    many = tuple(inject(f"E{n}", at_ms=None, kind="contextual") for n in range(10_001))

    found = [problem for problem in problems(with_injects(*many)) if problem.code == "too-many-injects"]

    assert found[0].fields == {"count": 10_001, "limit": 10_000}


def test_every_text_of_every_part_is_checked_for_its_languages() -> None:
    plan = read().scenario
    half = Text((("id", "x"),))
    variant = replace(plan.injects[2].variants[0], message=half)
    broken = replace(
        plan,
        exercise=replace(plan.exercise, place=half),
        hot_wash=(half,),
        injects=(*plan.injects[:2], replace(plan.injects[2], sender=half, variants=(variant,))),
    )

    paths = {problem.path for problem in problems(broken) if problem.code == "language-missing"}

    assert paths == {
        ("exercise", "place"),
        ("hot_wash", 0),
        ("injects", 2, "from"),
        ("injects", 2, "variants", 0, "message"),
    }


def test_a_language_that_the_pack_lacks_is_unknown_and_nothing_is_missing() -> None:
    plan = replace(read().scenario, title=Text((("id", "x"), ("en", "y"), ("fr", "z"))))

    (found,) = problems(plan)

    assert (found.path, found.code, found.fields) == (("title", "fr"), "unknown-language", {"word": "fr"})


def test_a_task_under_an_unknown_objective_is_one_problem() -> None:
    plan = read().scenario
    wrong = replace(plan.injects[1].expects[0], objective="O7")
    injects = (plan.injects[0], replace(plan.injects[1], expects=(wrong,)))

    found = [problem.code for problem in problems(replace(plan, injects=injects))]

    assert found == ["unknown-objective"]


# Advice: nothing of it refuses a pack.


def test_two_injects_within_two_minutes_for_one_cell_are_advised_against() -> None:
    first = inject("E01", action("E01.a"), at_ms=0)
    plan = with_injects(first, inject("E02", action("E02.a"), at_ms=2 * MINUTE - 1000))

    (found,) = problems(plan)

    assert (found.code, found.path, found.advice) == ("injects-close", ("injects", 1, "at"), True)
    assert found.fields == {"other": "E01", "cell": "OPS"}


def test_two_minutes_apart_or_for_other_cells_is_no_haste() -> None:
    cells = (Cell(id="SIM", title=Text.same("s"), kind="simcell"),)
    cells += tuple(Cell(id=name, title=Text.same("x"), kind="player") for name in ("OPS", "MED"))
    first = inject("E01", action("E01.a"), at_ms=0)
    second = inject("E02", action("E02.a"), at_ms=2 * MINUTE)
    other = replace(inject("E03", action("E03.a"), at_ms=MINUTE), to=("MED",))

    assert problems(replace(with_injects(first, second, other), cells=cells)) == []


def test_the_order_of_the_file_does_not_matter_to_haste() -> None:
    late = inject("E02", action("E02.a"), at_ms=3 * MINUTE)
    early = inject("E01", action("E01.a"), at_ms=2 * MINUTE)

    (found,) = problems(with_injects(late, early))

    assert (found.path, found.fields["other"]) == (("injects", 0, "at"), "E01")


def test_all_means_every_player_and_liaison_cell_and_is_told_once() -> None:
    cells = tuple(
        Cell(id=name, title=Text.same(name), kind=kind)
        for name, kind in (("OPS", "player"), ("LO", "liaison"), ("SIM", "simcell"), ("DIR", "control"))
    )
    first = replace(inject("E01", action("E01.a"), at_ms=0), to=("all",))
    second = replace(inject("E02", action("E02.a"), at_ms=MINUTE), to=("LO", "OPS"))
    third = replace(inject("E03", action("E03.a"), at_ms=MINUTE), to=("SIM",))

    found = problems(replace(with_injects(first, second, third), cells=cells))

    assert [(problem.path, problem.fields["cell"]) for problem in found] == [(("injects", 1, "at"), "LO")]


def test_contingencies_and_paced_injects_cause_no_haste() -> None:
    when = Breached(red_lines=("R1",))
    plan = replace(
        read().scenario,
        injects=(
            inject("E01", action("E01.a"), at_ms=0),
            inject("C02", action("C02.a"), at_ms=0, kind="contingency", when=when),
            inject("E03", action("E03.a"), at_ms=None),
        ),
    )

    assert problems(plan) == []


def test_what_ends_after_the_exercise_is_advised_of() -> None:
    plan = with_injects(
        inject("E01", action("E01.a", limit_ms=30 * MINUTE), at_ms=30 * MINUTE),
        inject("E02", action("E02.a", limit_ms=11 * MINUTE), at_ms=50 * MINUTE),
        inject("E03", action("E03.a", limit_ms=1), at_ms=61 * MINUTE),
    )

    found = {(problem.code, problem.path) for problem in problems(plan)}

    assert found == {
        ("limit-after-end", ("injects", 1, "expects", 0, "within")),
        ("inject-after-end", ("injects", 2, "at")),
    }


def test_an_inject_without_actions_is_advised_of_unless_it_is_contextual() -> None:
    plan = with_injects(inject("E01", at_ms=0), inject("E02", at_ms=5 * MINUTE, kind="contextual"))

    assert [(problem.code, problem.path) for problem in problems(plan)] == [
        ("inject-without-actions", ("injects", 0))
    ]


def test_a_trigger_without_any_span_is_advised_of() -> None:
    base = inject("E01", action("E01.a"), action("E01.b", limit_ms=MINUTE), at_ms=0)

    def advised(when: Unmet) -> bool:
        other = inject("C02", action("C02.a"), at_ms=None, kind="contingency", when=when)
        return "trigger-never" in codes(with_injects(base, other))

    assert advised(Unmet(actions=("E01.a",)))
    assert not advised(Unmet(actions=("E01.a",), after_ms=MINUTE))
    assert not advised(Unmet(actions=("E01.b",)))


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=12))
def test_a_suggestion_is_always_one_of_the_known_words(word: str, known: list[str]) -> None:
    meant = closest(word, known)

    assert meant is None or meant in known
