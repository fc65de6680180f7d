"""Why a telling fits or a contingency is offered, as the card says it."""

from __future__ import annotations

import pytest

from tabletop.domain.plan.triggers import Breached, Met, Unmet, When
from tabletop.i18n import catalogue
from tabletop.ui.item_models.conditions import why_words
from tabletop.ui.look import Look
from tabletop.ui.theme import THEMES

MINUTE_MS = 60_000


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Met(action="E25.b"), "E25.b was met"),
        (Met(action="E25.b", within_ms=6 * MINUTE_MS), "E25.b was met within 06:00"),
        (Unmet(actions=("E20.d",)), "E20.d was not met in time"),
        (
            Unmet(actions=("E03.b", "E06.b"), after_ms=8 * MINUTE_MS),
            "E03.b or E06.b was not met within 08:00",
        ),
        (
            Unmet(actions=("E03.b", "E06.b"), every=True, after_ms=8 * MINUTE_MS),
            "E03.b, E06.b was not met within 08:00",
        ),
        (Breached(red_lines=("R5", "R7", "R8")), "R5, R7 or R8 was crossed"),
    ],
)
def test_a_condition_is_told_by_the_ids_that_stand_on_screen(when: When, words: str) -> None:
    look = Look(THEMES["field"], 100, catalogue("en"))

    assert why_words(when, look) == words
