"""Which rows stand: undo, correct, withdraw, retract, clear, and a rater's later row (contract 3 and 4)."""

from __future__ import annotations

import pytest
from builders import MINUTE, Rows

from tabletop.domain.play.alignment import align
from tabletop.domain.play.events import (
    ActionAssessed,
    ActionSettled,
    ActUndone,
    BreachCleared,
    DecisionLogged,
    DecisionWithdrawn,
    Event,
    InjectHeld,
    InjectReleased,
    InjectRetracted,
    NoteTaken,
    Rated,
    RedLineBreached,
    StrengthNoted,
    UnknownEvent,
)
from tabletop.domain.play.standing import standing_of


def states(*acts: Event | tuple[str, Event] | tuple[str, str, Event]) -> list[str]:
    """Write acts, a minute apart, and return the state of each in the order written.

    An act is an event of the director, (station, event), or (station, author, event).
    """
    rows = Rows()
    for minute, act in enumerate(acts):
        who, event = (act[:-1], act[-1]) if isinstance(act, tuple) else (("DIR",), act)
        rows.add(event, station=who[0], author=who[-1], at_ms=minute * MINUTE)
    standing = standing_of(align(rows.recorded))
    return [standing.rows[row.entry.station, row.entry.seq] for row in rows.recorded]


def decide(text: str = "close the gate", corrects: int | None = None) -> DecisionLogged:
    return DecisionLogged(cell="OPS", text=text, corrects=corrects)


# Undo ---------------------------------------------------------------------------------------------


def test_undo_withdraws_the_row_it_names_and_stands_itself() -> None:
    assert states(NoteTaken(text="x"), ActUndone(target_seq=1)) == ["withdrawn", "current"]


def test_undo_reaches_only_its_own_station() -> None:
    acts = (("P1", NoteTaken(text="x")), ("P2", NoteTaken(text="y")), ("P2", ActUndone(target_seq=1)))

    assert states(*acts) == ["current", "withdrawn", "current"]


def test_an_undo_is_not_undone() -> None:
    acts = (NoteTaken(text="x"), ActUndone(target_seq=1), ActUndone(target_seq=2))

    assert states(*acts) == ["withdrawn", "current", "current"]


def test_an_undo_of_a_row_that_does_not_exist_changes_nothing() -> None:
    assert states(NoteTaken(text="x"), ActUndone(target_seq=40)) == ["current", "current"]


# What a later row may name ------------------------------------------------------------------------


def test_withdrawing_a_grade_or_a_release_by_its_number_takes_nothing_back() -> None:
    grade = ActionAssessed(action="E01.a", completion="met")

    acts = (
        InjectReleased(inject="E01"),
        grade,
        DecisionWithdrawn(target_seq=1),
        DecisionWithdrawn(target_seq=2),
    )

    assert states(*acts) == ["current"] * 4


# Conduct and unknown rows -------------------------------------------------------------------------


@pytest.mark.parametrize("event", [InjectHeld(inject="E01"), InjectReleased(inject="E01")])
def test_a_conduct_row_of_another_station_is_kept_and_ignored(event: Event) -> None:
    assert states(event, ("P1", event)) == ["current", "ignored"]


def test_an_ignored_row_takes_nothing_back() -> None:
    clear = BreachCleared(red_line="R1", breach_station="P1", breach_seq=1, reason="no")

    assert states(("P1", RedLineBreached(red_line="R1")), ("P1", clear)) == ["current", "ignored"]


def test_an_ignored_row_stays_ignored_when_it_is_undone() -> None:
    acts = (("P1", InjectHeld(inject="E01")), ("P1", ActUndone(target_seq=1)))

    assert states(*acts) == ["ignored", "current"]


def test_a_row_that_we_cannot_read_is_ignored() -> None:
    assert states(UnknownEvent(named="hologram", named_version=2)) == ["ignored"]


# Decisions ----------------------------------------------------------------------------------------


def test_a_correction_replaces_the_decision_it_names() -> None:
    assert states(decide(), decide(corrects=1)) == ["corrected", "current"]


def test_a_correction_of_a_correction_leaves_only_the_last() -> None:
    acts = (decide(), decide(corrects=1), decide(corrects=2))

    assert states(*acts) == ["corrected", "corrected", "current"]


def test_an_undone_correction_brings_the_decision_back() -> None:
    acts = (decide(), decide(corrects=1), ActUndone(target_seq=2))

    assert states(*acts) == ["current", "withdrawn", "current"]


def test_a_withdrawn_correction_takes_the_decision_with_it() -> None:
    acts = (decide(), decide(corrects=1), DecisionWithdrawn(target_seq=2))

    assert states(*acts) == ["corrected", "withdrawn", "current"]


def test_an_undone_withdrawal_brings_the_decision_back() -> None:
    acts = (decide(), DecisionWithdrawn(target_seq=1), ActUndone(target_seq=2))

    assert states(*acts) == ["current", "withdrawn", "current"]


def test_an_undone_decision_stays_withdrawn_although_it_was_corrected() -> None:
    acts = (decide(), decide(corrects=1), ActUndone(target_seq=2), ActUndone(target_seq=1))

    assert states(*acts) == ["withdrawn", "withdrawn", "current", "current"]


def test_a_station_corrects_only_its_own_decisions() -> None:
    acts = (("P1", decide()), ("P2", NoteTaken(text="x")), ("P2", decide(corrects=1)))

    assert states(*acts)[0] == "current"


# Releases -----------------------------------------------------------------------------------------


def test_a_retraction_withdraws_the_release_and_an_undo_of_it_gives_it_back() -> None:
    release, retract = InjectReleased(inject="E01"), InjectRetracted(inject="E01", reason="early")

    assert states(release, retract) == ["withdrawn", "current"]
    assert states(release, retract, ActUndone(target_seq=2)) == ["current", "withdrawn", "current"]


def test_a_retraction_leaves_other_injects_and_later_releases() -> None:
    acts = (
        InjectReleased(inject="E01"),
        InjectReleased(inject="E02"),
        InjectRetracted(inject="E01", reason="early"),
        InjectReleased(inject="E01"),
    )

    assert states(*acts) == ["withdrawn", "current", "current", "current"]


def test_a_retraction_of_what_was_not_released_changes_nothing() -> None:
    acts = (InjectRetracted(inject="E01", reason="early"), InjectReleased(inject="E01"))

    assert states(*acts) == ["current", "current"]


# Breaches -----------------------------------------------------------------------------------------


def test_a_clear_withdraws_the_breach_it_names_at_any_station() -> None:
    breach = RedLineBreached(red_line="R1")
    clear = BreachCleared(red_line="R1", breach_station="P1", breach_seq=1, reason="mistaken")

    assert states(("P1", breach), ("P2", breach), clear) == ["withdrawn", "current", "current"]


def test_an_undone_clear_gives_the_breach_back() -> None:
    clear = BreachCleared(red_line="R1", breach_station="P1", breach_seq=1, reason="mistaken")
    acts = (("P1", RedLineBreached(red_line="R1")), clear, ActUndone(target_seq=1))

    assert states(*acts) == ["current", "withdrawn", "current"]


# Raters -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            ActionAssessed(action="E01.a", completion="met"),
            ActionAssessed(action="E01.a", completion="unmet"),
        ),
        (Rated(target="O1", letter="P"), Rated(target="O1", letter="U")),
    ],
)
def test_a_later_row_of_the_same_author_at_the_same_station_replaces_the_earlier(
    earlier: Event, later: Event
) -> None:
    same = (("P1", "ann", earlier), ("P1", "ann", later))
    other_author = (("P1", "ann", earlier), ("P1", "bob", later))
    other_station = (("P1", "ann", earlier), ("P2", "ann", later))

    assert states(*same) == ["corrected", "current"]
    assert states(*other_author) == ["current", "current"]
    assert states(*other_station) == ["current", "current"]


def test_another_action_or_target_is_not_replaced() -> None:
    acts = (
        ActionAssessed(action="E01.a", completion="met"),
        ActionAssessed(action="E01.b", completion="met"),
        Rated(target="O1", letter="P"),
        Rated(target="O2", letter="P"),
    )

    assert states(*acts) == ["current"] * 4


def test_undo_brings_the_earlier_assessment_back() -> None:
    acts = (
        ActionAssessed(action="E01.a", completion="met"),
        ActionAssessed(action="E01.a", completion="unmet"),
        ActUndone(target_seq=2),
    )

    assert states(*acts) == ["current", "withdrawn", "current"]


def test_a_later_settlement_replaces_an_earlier_one_whoever_wrote_it() -> None:
    settle = ActionSettled(action="E01.a", completion="met", reason="agreed")
    acts = (("DIR", "ann", settle), ("DIR", "bob", settle))

    assert states(*acts) == ["corrected", "current"]


def test_a_settlement_does_not_touch_the_raters_rows() -> None:
    acts = (
        ActionAssessed(action="E01.a", completion="met"),
        ActionSettled(action="E01.a", completion="unmet", reason="agreed"),
    )

    assert states(*acts) == ["current", "current"]


def test_findings_add_up_and_replace_nothing() -> None:
    strength = StrengthNoted(objective="O1", text="calm")

    assert states(strength, strength) == ["current", "current"]
