"""What an observer notes: fact and judgement apart, corrected, withdrawn and undone as a decision is."""

from __future__ import annotations

from builders import MINUTE, Rows, inject, scenario

from tabletop.domain.play.events import ActUndone, DecisionLogged, DecisionWithdrawn, Event
from tabletop.domain.play.fold import fold
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import ExerciseState, ObservationRecord

PLAN = scenario(inject("E01"))


def observe(text: str = "two teams at the gate", corrects: int | None = None) -> ObservationNoted:
    return ObservationNoted(cell="OPS", text=text, corrects=corrects)


def noted(*events: Event) -> ExerciseState:
    """Write events of P1, a minute apart."""
    rows = Rows()
    for minute, event in enumerate(events):
        rows.add(event, station="P1", at_ms=minute * MINUTE)
    return fold(PLAN, rows.recorded)


def texts(state: ExerciseState) -> list[str]:
    return [observation.text for observation in state.observations]


def test_an_observation_keeps_all_that_was_noted() -> None:
    event = ObservationNoted(
        cell="OPS",
        text="gate closed",
        judgement="too late",
        sense="heard",
        bearing="improve",
        inject="E01",
        action="E01.a",
        attachments=("ab" * 32,),
    )
    rows = Rows()
    rows.add(event, station="P1", author="Siti", at_ms=MINUTE, seen_ms=MINUTE - 30_000)

    state = fold(PLAN, rows.recorded)

    assert state.observations == (
        ObservationRecord(
            row=("P1", 1),
            at_ms=MINUTE,
            observed_ms=MINUTE - 30_000,
            author="Siti",
            cell="OPS",
            text="gate closed",
            judgement="too late",
            sense="heard",
            bearing="improve",
            inject="E01",
            action="E01.a",
            attachments=("ab" * 32,),
        ),
    )


def test_an_observation_was_seen_and_speaks_for_nothing_where_nobody_says_otherwise() -> None:
    (observation,) = noted(observe()).observations

    assert (observation.sense, observation.bearing) == ("seen", "neutral")
    assert (observation.judgement, observation.attachments) == (None, ())


def test_an_observation_of_an_inject_that_the_plan_lacks_is_kept() -> None:
    state = noted(ObservationNoted(cell="OPS", text="what was that", inject="X99"))

    assert texts(state) == ["what was that"]


def test_a_correction_stands_in_its_place() -> None:
    state = noted(observe("two teams"), observe("three teams", corrects=1))

    assert texts(state) == ["three teams"]
    assert state.rows["P1", 1] == "corrected"


def test_an_undone_correction_gives_the_first_back() -> None:
    assert texts(noted(observe("two"), observe("three", corrects=1), ActUndone(target_seq=2))) == ["two"]


def test_an_observation_may_turn_out_a_decision_and_the_other_way_round() -> None:
    decided = DecisionLogged(cell="OPS", text="close it", corrects=1)

    state = noted(observe(), decided, observe("nobody decided", corrects=2))

    assert (state.decisions, texts(state)) == ((), ["nobody decided"])
    assert state.rows["P1", 2] == "corrected"


def test_a_withdrawn_or_undone_observation_does_not_stand() -> None:
    state = noted(observe(), observe(), DecisionWithdrawn(target_seq=1), ActUndone(target_seq=2))

    assert texts(state) == []
    assert (state.rows["P1", 1], state.rows["P1", 2]) == ("withdrawn", "withdrawn")
