"""The director's verbs on injects and the situation board: what each writes and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builders import MINUTE, action, inject, variant
from services.desk import Desk, refused

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.triggers import Breached, Met, Unmet
from tabletop.domain.play.events import (
    AutoSet,
    ContingencyDeclined,
    InjectAcknowledged,
    InjectHeld,
    InjectReleased,
    InjectRepeated,
    InjectRetracted,
    InjectShifted,
    InjectSkipped,
    SituationChanged,
)
from tabletop.domain.result.scoring import score
from tabletop.services import conduct, recording
from tabletop.services.session import Hand, Session

STATUSES = ("waiting", "released", "held", "skipped", "retracted", "declined")


def contingency(number: str, *, at_ms: int | None = 30 * MINUTE) -> Inject:
    return inject(
        number, action(f"{number}.a"), kind="contingency", at_ms=at_ms, when=Breached(red_lines=("R1",))
    )


def desk_with(status: str) -> Desk:
    """A running exercise whose contingency C01 has that status."""
    desk = Desk(contingency("C01")).started()
    ways = {
        "waiting": [],
        "released": [release],
        "held": [hold],
        "skipped": [skip],
        "retracted": [release, retract],
        "declined": [decline],
    }
    for act in ways[status]:
        act(desk.session)
    return desk


def release(session: Session) -> object:
    return conduct.release_inject(session, "C01")


def retract(session: Session) -> object:
    return conduct.retract_inject(session, "C01", reason="wrong card")


def repeat(session: Session) -> object:
    return conduct.repeat_inject(session, "C01")


def hold(session: Session) -> object:
    return conduct.hold_inject(session, "C01")


def skip(session: Session) -> object:
    return conduct.skip_inject(session, "C01", reason="no time")


def shift(session: Session) -> object:
    return conduct.shift_inject(session, "C01", by_ms=MINUTE)


def decline(session: Session) -> object:
    return conduct.decline_contingency(session, "C01", reason="calm")


def acknowledge(session: Session) -> object:
    return conduct.acknowledge_inject(session, "C01", "OPS")


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (release, {"waiting", "held", "skipped", "retracted", "declined"}),
        (retract, {"released"}),
        (repeat, {"released"}),
        (hold, {"waiting", "retracted"}),
        (skip, {"waiting", "held", "retracted", "declined"}),
        (shift, {"waiting", "held"}),
        (decline, {"waiting"}),
        (acknowledge, {"released"}),
    ],
)
def test_a_verb_is_refused_where_the_injects_status_does_not_fit(
    act: Callable[[Session], object], allowed: set[str], status: str
) -> None:
    desk = desk_with(status)
    rows = len(desk.kinds)

    if status not in allowed:
        with refused(desk, f"inject-is-{status}", inject="C01"):
            act(desk.session)
        return
    act(desk.session)

    assert len(desk.kinds) == rows + 1


@pytest.mark.parametrize(
    "act",
    [
        lambda s: conduct.release_inject(s, "E1"),
        lambda s: conduct.retract_inject(s, "E1", reason="x"),
        lambda s: conduct.repeat_inject(s, "E1"),
        lambda s: conduct.hold_inject(s, "E1"),
        lambda s: conduct.skip_inject(s, "E1", reason="x"),
        lambda s: conduct.shift_inject(s, "E1", by_ms=1),
        lambda s: conduct.set_auto(s, "E1", on=True),
        lambda s: conduct.decline_contingency(s, "E1", reason="x"),
        lambda s: conduct.acknowledge_inject(s, "E1", "OPS"),
    ],
)
def test_an_unknown_inject_is_refused_with_the_nearest(act: Callable[[Session], object]) -> None:
    desk = Desk(inject("E01")).started()

    with refused(desk, "unknown-id", what="inject", given="E1", suggestion="E01"):
        act(desk.session)


# Release and its kin ----------------------------------------------------------------------------


def with_variants() -> Desk:
    """E02's first variant holds once E01.a was met, its second while it was not within a minute."""
    desk = Desk(
        inject("E01", action("E01.a")),
        inject(
            "E02",
            action("E02.a"),
            variants=(
                variant(Met(action="E01.a"), "a"),
                variant(Unmet(actions=("E01.a",), after_ms=MINUTE)),
            ),
        ),
    ).started()
    conduct.release_inject(desk.session, "E01")
    return desk


def test_without_a_variant_that_holds_the_base_text_is_released() -> None:
    desk = with_variants()

    conduct.release_inject(desk.session, "E02")

    assert desk.last.event == InjectReleased(inject="E02", variant=0, auto=False)


def test_the_first_variant_that_holds_is_suggested() -> None:
    desk = with_variants()
    recording.assess_action(desk.session, "E01.a", "met")

    conduct.release_inject(desk.session, "E02")

    assert desk.inject("E02").variant == 1


def test_a_later_variant_is_suggested_when_the_first_does_not_hold() -> None:
    desk = with_variants().wait(2 * MINUTE)

    conduct.release_inject(desk.session, "E02")

    assert desk.inject("E02").variant == 2


@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_the_director_may_choose_any_variant_and_the_base_text(chosen: int) -> None:
    desk = with_variants().wait(2 * MINUTE)

    conduct.release_inject(desk.session, "E02", variant=chosen)

    assert desk.inject("E02").variant == chosen


@pytest.mark.parametrize("chosen", [-1, 3])
def test_a_variant_that_the_inject_does_not_have_is_refused(chosen: int) -> None:
    desk = with_variants()

    with refused(desk, "unknown-variant", inject="E02", given=chosen, count=2):
        conduct.release_inject(desk.session, "E02", variant=chosen)


def test_a_retracted_inject_leaves_the_score_until_it_is_released_again() -> None:
    desk = Desk(inject("E01", action("E01.a"))).started()
    conduct.release_inject(desk.session, "E01")
    recording.assess_action(desk.session, "E01.a", "met")
    desk.wait(MINUTE)

    conduct.retract_inject(desk.session, "E01", reason=" wrong card ")
    without = score(desk.session.scenario, desk.state).actions
    conduct.release_inject(desk.session, "E01")
    again = score(desk.session.scenario, desk.state).actions

    assert desk.journal.recorded()[-2].event == InjectRetracted(inject="E01", reason="wrong card")
    assert without == ()
    assert [(graded.id, graded.completion) for graded in again] == [("E01.a", "met")]
    assert desk.inject("E01").released_ms == MINUTE


def test_repeating_does_not_move_the_release() -> None:
    desk = Desk(inject("E01")).started()
    conduct.release_inject(desk.session, "E01")
    desk.wait(MINUTE)

    conduct.repeat_inject(desk.session, "E01")

    assert desk.last.event == InjectRepeated(inject="E01")
    assert (desk.inject("E01").released_ms, desk.inject("E01").repeated_ms) == (0, (MINUTE,))


# Hold, skip, shift, AUTO ------------------------------------------------------------------------


def test_hold_and_skip_take_an_inject_out_of_the_row() -> None:
    desk = Desk(inject("E01"), inject("E02"))

    conduct.hold_inject(desk.session, "E01")
    conduct.skip_inject(desk.session, "E02", reason=" too long ")

    events = [row.event for row in desk.journal.recorded()[1:]]
    assert events == [InjectHeld(inject="E01"), InjectSkipped(inject="E02", reason="too long")]
    assert [now.status for now in desk.state.injects.values()] == ["held", "skipped"]


@pytest.mark.parametrize("verb", ["retract", "skip", "decline", "situation"])
def test_a_reason_is_required(verb: str) -> None:
    desk = desk_with("released" if verb == "retract" else "waiting")
    acts: dict[str, Callable[[], object]] = {
        "retract": lambda: conduct.retract_inject(desk.session, "C01", reason=""),
        "skip": lambda: conduct.skip_inject(desk.session, "C01", reason=" "),
        "decline": lambda: conduct.decline_contingency(desk.session, "C01", reason=""),
        "situation": lambda: conduct.change_situation(desk.session, "yellow", reason=""),
    }

    with refused(desk, "empty-text", what="reason"):
        acts[verb]()


def planned_minutes(desk: Desk) -> dict[str, int | None]:
    return {
        number: None if now.planned_ms is None else now.planned_ms // MINUTE
        for number, now in desk.state.injects.items()
    }


def five_planned() -> Desk:
    """E01 out, E02 to E04 to come, E05 paced by the facilitator; E04 stands first in the file."""
    desk = Desk(
        inject("E04", at_ms=30 * MINUTE),
        inject("E01", at_ms=10 * MINUTE),
        inject("E02", at_ms=20 * MINUTE),
        inject("E03", at_ms=20 * MINUTE),
        inject("E05", at_ms=None),
    ).started()
    conduct.release_inject(desk.session, "E01")
    return desk


def test_a_shift_moves_one_inject() -> None:
    desk = five_planned()

    conduct.shift_inject(desk.session, "E02", by_ms=5 * MINUTE)

    assert desk.last.event == InjectShifted(inject="E02", by_ms=5 * MINUTE, onward=False)
    assert planned_minutes(desk) == {"E04": 30, "E01": 10, "E02": 25, "E03": 20, "E05": None}


def test_a_shift_onward_moves_every_later_inject_that_is_not_out() -> None:
    desk = five_planned()
    conduct.hold_inject(desk.session, "E04")

    conduct.shift_inject(desk.session, "E02", by_ms=5 * MINUTE, onward=True)

    assert planned_minutes(desk) == {"E04": 35, "E01": 10, "E02": 25, "E03": 25, "E05": None}


def test_a_shift_never_plans_before_startex() -> None:
    desk = five_planned()

    conduct.shift_inject(desk.session, "E02", by_ms=-60 * MINUTE)

    assert desk.inject("E02").planned_ms == 0


def test_an_inject_without_a_planned_time_has_nothing_to_shift_or_to_switch_to_auto() -> None:
    desk = five_planned()

    with refused(desk, "no-planned-time", inject="E05"):
        conduct.shift_inject(desk.session, "E05", by_ms=1)
    with refused(desk, "no-planned-time", inject="E05"):
        conduct.set_auto(desk.session, "E05", on=True)


def test_auto_is_switched_and_refused_for_a_contingency() -> None:
    desk = Desk(inject("E01"), contingency("C01"))

    conduct.set_auto(desk.session, "E01", on=True)
    with refused(desk, "auto-contingency", inject="C01"):
        conduct.set_auto(desk.session, "C01", on=True)

    assert desk.last.event == AutoSet(inject="E01", on=True)
    assert desk.inject("E01").auto


def test_auto_can_be_switched_off_for_anything() -> None:
    desk = Desk(contingency("C01", at_ms=None))

    conduct.set_auto(desk.session, "C01", on=False)

    assert not desk.inject("C01").auto


# Contingencies, acknowledgements, the board -----------------------------------------------------


def test_only_a_contingency_can_be_declined() -> None:
    desk = Desk(inject("E01"), contingency("C01")).started()

    conduct.decline_contingency(desk.session, "C01", reason=" calm ")
    with refused(desk, "not-a-contingency", inject="E01"):
        conduct.decline_contingency(desk.session, "E01", reason="calm")

    assert desk.last.event == ContingencyDeclined(inject="C01", reason="calm")


def test_every_cell_acknowledges_for_itself_with_the_time_seen() -> None:
    desk = Desk(inject("E01")).started()
    conduct.release_inject(desk.session, "E01")
    desk.wait(MINUTE)

    conduct.acknowledge_inject(desk.session, "E01", "OPS", hand=Hand(station="P1", seen_ms=20_000))
    conduct.acknowledge_inject(desk.session, "E01", "LO")

    assert desk.last.event == InjectAcknowledged(inject="E01", cell="LO")
    assert dict(desk.inject("E01").acknowledged) == {"OPS": 20_000, "LO": MINUTE}


def test_an_unknown_cell_is_refused() -> None:
    desk = Desk(inject("E01")).started()
    conduct.release_inject(desk.session, "E01")

    with refused(desk, "unknown-id", what="cell", given="OSP", suggestion="OPS"):
        conduct.acknowledge_inject(desk.session, "E01", "OSP")


def test_the_board_changes_with_its_reason_and_who_decided() -> None:
    desk = Desk()

    conduct.change_situation(desk.session, "yellow", reason=" crowd grows ", decided_by="Chief")
    with refused(desk, "unknown-id", what="situation", given="yelow", suggestion="yellow"):
        conduct.change_situation(desk.session, "yelow", reason="crowd grows")

    assert desk.last.event == SituationChanged(situation="yellow", decided_by="Chief", reason="crowd grows")
    assert [record.situation for record in desk.state.situations] == ["yellow"]
