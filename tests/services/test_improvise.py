from __future__ import annotations

from typing import Any

import pytest
from builders import MINUTE, action, inject
from services.desk import Desk, refused

from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.fold import fold
from tabletop.domain.play.state import ExerciseState
from tabletop.services import conduct, evaluation, recording


@pytest.fixture
def desk() -> Desk:
    return Desk(inject("E01", action("E01.a")), inject("E02", at_ms=50 * MINUTE)).started().wait(MINUTE)


def improvise(desk: Desk, number: str = "X01", **more: Any) -> ExerciseState:
    told: dict[str, Any] = {"title": " Power ", "message": "No light", "to": ["OPS"], **more}
    return conduct.improvise_inject(desk.session, number, **told)


def test_it_is_written_trimmed_and_out_at_once(desk: Desk) -> None:
    improvise(desk, method="phone", sender=" Warden ")

    assert desk.last.event == InjectImprovised(
        inject="X01", title="Power", message="No light", to=("OPS",), method="phone", sender="Warden"
    )
    assert desk.inject("X01").released_ms == MINUTE


def test_from_then_on_it_is_an_inject_like_any_other(desk: Desk) -> None:
    improvise(desk, to=["all"])

    conduct.acknowledge_inject(desk.session, "X01", "LO")
    recording.log_decision(desk.session, DecisionLogged(cell="OPS", text="wait", inject="X01"))
    conduct.repeat_inject(desk.session, "X01")
    conduct.retract_inject(desk.session, "X01", reason="too early")
    conduct.release_inject(desk.session, "X01")

    assert desk.inject("X01").is_released
    assert [row.number for row in evaluation.debrief(desk.session).injects] == ["E01", "E02", "X01"]
    assert desk.state == fold(desk.session.scenario, desk.journal.recorded())


def test_an_undone_one_is_unknown_again_and_its_number_free(desk: Desk) -> None:
    improvise(desk)
    before = desk.session.outlook.injects.keys()
    recording.undo(desk.session)

    assert "X01" in before
    with refused(desk, "unknown-id", what="inject", given="X01"):
        conduct.repeat_inject(desk.session, "X01")
    assert improvise(desk).injects["X01"].is_released


def test_the_plan_is_indexed_anew_only_for_another_improvised_inject(desk: Desk) -> None:
    first, state = desk.session.outlook, desk.state
    recording.take_note(desk.session, "rain")
    second = desk.session.outlook
    improvise(desk)

    assert first is second is not desk.session.outlook
    assert "X01" not in desk.session.outlook_of(state).injects


def test_a_reopened_exercise_knows_it(desk: Desk) -> None:
    improvise(desk)

    desk.reopen()

    assert "X01" in desk.session.outlook.injects


@pytest.mark.parametrize("number", ["E01", "e01", "X01", "x01"])
def test_a_number_that_is_taken_is_refused_with_a_free_one(desk: Desk, number: str) -> None:
    improvise(desk)

    with refused(desk, "inject-number-taken", given=number, free="X02"):
        improvise(desk, number)


@pytest.mark.parametrize("number", ["", "X 1", "-X1", "X" * 25, "X01.a"])
def test_a_number_that_no_script_could_name_is_refused(desk: Desk, number: str) -> None:
    with refused(desk, "inject-number", given=number):
        improvise(desk, number)


@pytest.mark.parametrize(
    ("told", "code", "what"),
    [
        ({"title": " "}, "empty-text", "title"),
        ({"message": ""}, "empty-text", "message"),
        ({"sender": " "}, "empty-text", "sender"),
        ({"to": []}, "empty-text", "addressee"),
        ({"to": ["OPS", "XX"]}, "unknown-id", "cell"),
        ({"to": ["all", "OPS"]}, "unknown-id", "cell"),
        ({"message": "x" * 4_001}, "text-too-long", "message"),
    ],
)
def test_what_lacks_words_or_addressees_is_refused(
    desk: Desk, told: dict[str, Any], code: str, what: str
) -> None:
    with refused(desk, code, what=what):
        improvise(desk, **told)
