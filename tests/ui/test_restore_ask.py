"""Restoring: a choice of earlier states, which opens a copy and touches nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tabletop.errors import UserError
from tabletop.i18n import catalogue
from tabletop.services.backups import BackupOffer
from tabletop.ui.look import Look
from tabletop.ui.pages.ask import Ask
from tabletop.ui.pages.desk import Desk, Restoring
from tabletop.ui.pages.restore_ask import offer_words, restore
from tabletop.ui.theme import FIELD

LOOK = Look(FIELD, 100, catalogue("en"))
OFFERS = [
    BackupOffer(
        path=Path(f"/backups/{hour}.tabletop"),
        made_at=datetime(2024, 1, 31, hour, tzinfo=UTC),
        rows=hour * 10,
        elapsed_ms=hour * 600_000,
    )
    for hour in (13, 12)
]


async def ignore(_path: Path) -> None:
    return


def ask(
    offers: Sequence[BackupOffer] = OFFERS, *, stage: str = "paused",
    open_copy: Callable[[Path], Awaitable[None]] = ignore,
) -> Ask:  # fmt: skip
    """Ask with nothing on the desk but the backups."""
    rest: dict[str, Any] = dict.fromkeys(field.name for field in fields(Desk))
    bridge: Any = SimpleNamespace(state=SimpleNamespace(stage=stage))
    restoring = Restoring(offers=offers, open_copy=open_copy)
    return restore(Desk(**rest | {"look": LOOK, "bridge": bridge, "restoring": restoring}))


def test_the_newest_is_chosen_and_each_says_how_far_it_reaches() -> None:
    (field,) = ask().text.fields

    assert field.value == "/backups/13.tabletop"
    assert [value for value, _ in field.choices] == ["/backups/13.tabletop", "/backups/12.tabletop"]
    assert "up to T+02:00, 120 entries" in offer_words(OFFERS[1], LOOK)
    assert LOOK.wall(OFFERS[1].made_at) in field.choices[1][1]


@pytest.mark.parametrize(("stage", "lines"), [("running", 2), ("paused", 1), ("ended", 1)])
def test_it_says_that_the_file_stays_and_that_a_running_exercise_is_paused(stage: str, lines: int) -> None:
    facts = ask(stage=stage).text.facts

    assert "stays exactly as it is" in facts[0]
    assert len(facts) == lines


def test_the_chosen_one_is_opened() -> None:
    opened: list[Path] = []

    async def open_copy(path: Path) -> None:
        opened.append(path)

    asyncio.run(ask(open_copy=open_copy).run({"backup": "/backups/12.tabletop"}))

    assert opened == [OFFERS[1].path]


def test_without_a_backup_it_is_refused_in_words() -> None:
    with pytest.raises(UserError) as refusal:
        ask([])

    assert refusal.value.code == "no-backups"
