"""An action that the chosen variant drops was asked of nobody: no condition reads it."""

from __future__ import annotations

from builders import MINUTE, Rows, action, inject, scenario, variant

from tabletop.domain.plan.triggers import Breached, Met, Unmet
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import ActionAssessed, ExerciseStarted, InjectReleased
from tabletop.domain.play.fold import fold

PLAN = scenario(
    inject("E01", action("E01.a", limit_ms=MINUTE), variants=(variant(Breached(red_lines=("R1",)), "a"),))
)


def rows_with_variant(number: int) -> Rows:
    rows = Rows()
    rows.add(ExerciseStarted())
    rows.add(InjectReleased(inject="E01", variant=number))
    return rows


def test_a_dropped_action_is_never_unmet() -> None:
    state = fold(PLAN, rows_with_variant(1).recorded)

    assert not Outlook.of(PLAN).holds(Unmet(actions=("E01.a",)), state, 5 * MINUTE)


def test_a_dropped_action_is_never_met() -> None:
    rows = rows_with_variant(1)
    rows.add(ActionAssessed(action="E01.a", completion="met"), at_ms=1)

    state = fold(PLAN, rows.recorded)

    assert not Outlook.of(PLAN).holds(Met(action="E01.a"), state, 5 * MINUTE)


def test_the_base_text_drops_nothing() -> None:
    state = fold(PLAN, rows_with_variant(0).recorded)

    assert Outlook.of(PLAN).holds(Unmet(actions=("E01.a",)), state, 5 * MINUTE)


def test_an_improper_variant_number_drops_nothing() -> None:
    state = fold(PLAN, rows_with_variant(9).recorded)

    assert Outlook.of(PLAN).holds(Unmet(actions=("E01.a",)), state, 5 * MINUTE)
