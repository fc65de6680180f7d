"""What players may see: in every bundled telling no controller text, and nothing that is to come."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from builders import MINUTE, Rows, inject, scenario, variant

from tabletop import paths
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.fold import fold
from tabletop.domain.play.player_view import (
    Addressee,
    Delivery,
    PlayerView,
    Question,
    clock_view,
    last_release,
    player_view,
    question_view,
)
from tabletop.domain.play.state import ExerciseState
from tabletop.exchange.pack_reader import read_pack

PLANS = {name: read_pack(paths.bundled_pack(name))[0].scenario for name in ("sispamkota-2024", "quick-start")}
TELLINGS = [
    (name, one.number, telling)
    for name, plan in PLANS.items()
    for one in plan.injects
    for telling in range(len(one.variants) + 1)
]


def said_in(part: object) -> Iterator[str]:
    """Yield every string below a value: any language, any field, known to this test or not."""
    if isinstance(part, str):
        yield part
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from said_in(getattr(part, field.name))
    elif isinstance(part, tuple | list):
        for one in part:
            yield from said_in(one)


def versions(*texts: Text | None) -> Iterator[str]:
    for text in texts:
        if text is not None:
            yield from (words for _, words in text.versions)


def secrets(plan: Scenario, number: str, telling: int) -> set[str]:
    """Return all that nobody at the tables may read while `number` is out in one telling."""
    found: set[str] = set()
    for one in plan.injects:
        is_out = one.number == number
        found |= set(versions(one.controller_notes, one.notes, *(action.text for action in one.expects)))
        for place, other in enumerate(one.variants, start=1):
            found |= set(versions(other.controller_notes, other.title))
            if not (is_out and place == telling):
                found |= set(versions(other.message))
        is_base_told = is_out and (telling == 0 or one.variants[telling - 1].message is None)
        found |= set(versions(None if is_out else one.title, None if is_base_told else one.message))
    found |= {words for line in plan.red_lines for words in versions(line.text)}
    found |= {words for item in plan.vulnerabilities for words in said_in(item) if len(words) > 30}
    return found - set(versions(plan.title, *(cell.title for cell in plan.cells)))


def state_of(plan: Scenario, *rows: tuple[ev.Event, int]) -> ExerciseState:
    made = Rows()
    made.add(ev.ExerciseStarted())
    for event, at_ms in rows:
        made.add(event, at_ms=at_ms)
    return fold(plan, made.recorded)


@pytest.mark.parametrize(("pack", "number", "telling"), TELLINGS)
def test_players_read_the_message_of_this_telling_and_nothing_that_is_not_theirs(
    pack: str, number: str, telling: int
) -> None:
    plan = PLANS[pack]
    state = state_of(plan, (ev.InjectReleased(inject=number, variant=telling), MINUTE))

    view = player_view(Outlook.of(plan), state, number, 2 * MINUTE)

    assert view is not None
    assert view.delivery is not None
    seen = list(said_in(view))
    leaks = {secret for secret in secrets(plan, number, telling) if any(secret in words for words in seen)}
    assert leaks == set()
    one = Outlook.of(plan).injects[number]
    told = one.variants[telling - 1].message if telling else None
    assert view.delivery.message == (told or one.message)
    assert view.delivery.released_ms == MINUTE


def test_the_leak_search_would_see_a_leak() -> None:
    plan = PLANS["sispamkota-2024"]
    one = plan.injects[0]

    assert set(versions(one.controller_notes)) <= secrets(plan, one.number, 0)
    assert set(versions(plan.injects[1].message)) <= secrets(plan, one.number, 0)
    assert not set(versions(one.message)) & secrets(plan, one.number, 0)


def test_the_view_has_no_field_for_anything_else() -> None:
    assert {field.name for field in dataclasses.fields(PlayerView)} == {
        "exercise", "elapsed_ms", "scenario_at", "timezone", "delivery", "question",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(Delivery)} == {
        "message", "sender", "method", "to", "is_to_all", "released_ms",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(Addressee)} == {"id", "title"}
    assert {field.name for field in dataclasses.fields(Question)} == {"number", "count", "text"}


PLAN = scenario(
    inject("E01"),
    inject("E02", variants=(variant(Breached(red_lines=("R1",)), message=Text.same("Otherwise")),)),
)
OUTLOOK = Outlook.of(PLAN)
RELEASED = (ev.InjectReleased(inject="E01"), MINUTE)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(ev.InjectHeld(inject="E01"), MINUTE)],
        [(ev.InjectSkipped(inject="E01", reason="late"), MINUTE)],
        [(ev.InjectReleased(inject="E02"), MINUTE)],
        [RELEASED, (ev.InjectRetracted(inject="E01", reason="wrong"), 2 * MINUTE)],
        [RELEASED, (ev.ActUndone(target_seq=2, reason="slip"), 2 * MINUTE)],
    ],
    ids=["waiting", "held", "skipped", "another is out", "retracted", "undone"],
)
def test_what_is_not_out_has_no_view(rows: list[tuple[ev.Event, int]]) -> None:
    assert player_view(OUTLOOK, state_of(PLAN, *rows), "E01", 3 * MINUTE) is None


def test_an_unknown_inject_has_no_view() -> None:
    assert player_view(OUTLOOK, state_of(PLAN, RELEASED), "E99", MINUTE) is None


def test_the_view_tells_the_scenario_time_of_now_and_the_t_of_the_release() -> None:
    view = player_view(OUTLOOK, state_of(PLAN, RELEASED), "E01", 5 * MINUTE)

    assert view is not None
    assert view.delivery is not None
    assert (view.elapsed_ms, view.delivery.released_ms) == (5 * MINUTE, MINUTE)
    assert (view.scenario_at - PLAN.starts_at).total_seconds() == 300
    assert view.delivery.to == (Addressee(id="OPS", title=Text.same("Operations")),)


def test_an_inject_for_all_names_every_player_and_liaison_cell_and_no_simcell() -> None:
    plan = scenario(dataclasses.replace(inject("E01"), to=("all",)))

    view = player_view(Outlook.of(plan), state_of(plan, RELEASED), "E01", MINUTE)

    assert view is not None
    assert view.delivery is not None
    assert view.delivery.is_to_all
    assert [cell.id for cell in view.delivery.to] == ["OPS", "LO"]


def test_the_clock_alone_holds_no_inject() -> None:
    view = clock_view(OUTLOOK, state_of(PLAN, RELEASED), MINUTE)

    assert view.delivery is None
    assert view.exercise == PLAN.title


def test_the_last_release_is_the_latest_and_at_one_time_the_later_of_the_plan() -> None:
    both = (ev.InjectReleased(inject="E02"), MINUTE)

    assert last_release(state_of(PLAN)) is None
    assert last_release(state_of(PLAN, both, RELEASED)) == ("E02", MINUTE)
    assert last_release(state_of(PLAN, both, (RELEASED[0], 2 * MINUTE))) == ("E01", 2 * MINUTE)


ENDED = (ev.ExerciseEnded(), 4 * MINUTE)
PAUSED = (ev.ExercisePaused(reason="break"), 4 * MINUTE)


@pytest.mark.parametrize("name", PLANS)
def test_a_hot_wash_question_stands_alone_with_its_number(name: str) -> None:
    plan = PLANS[name]
    state = state_of(plan, (ev.InjectReleased(inject=plan.injects[0].number), MINUTE), ENDED)

    for number, asked in enumerate(plan.hot_wash, start=1):
        view = question_view(Outlook.of(plan), state, number, 4 * MINUTE)

        assert view is not None
        assert view.question == Question(number=number, count=len(plan.hot_wash), text=asked)
        assert view.delivery is None
        assert set(said_in(view)) == {*versions(plan.title, asked), plan.timezone, *plan.languages}


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([], 1),
        ([PAUSED, (ev.ExerciseResumed(), 4 * MINUTE)], 1),
        ([(ev.SafetyCalled(reason="smoke"), 4 * MINUTE)], 1),
        ([ENDED], 0),
        ([ENDED], 3),
        ([ENDED], -1),
    ],
    ids=["play runs", "play runs again", "a real emergency", "none", "one too many", "below"],
)
def test_a_question_that_may_not_be_put_has_no_view(rows: list[tuple[ev.Event, int]], number: int) -> None:
    plan = scenario(hot_wash=(Text.same("What went well?"), Text.same("What next?")))

    assert question_view(Outlook.of(plan), state_of(plan, *rows), number, 4 * MINUTE) is None
    assert question_view(Outlook.of(plan), state_of(plan, PAUSED), 2, 4 * MINUTE) is not None
