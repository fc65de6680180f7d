"""What time does by itself: AUTO injects at their T+, offers of contingencies, nothing in a pause."""

from __future__ import annotations

import pytest
from builders import MINUTE, SECOND, action, inject, phase, variant
from services.desk import Desk, refused

from tabletop.domain.plan.triggers import Breached, Met, Unmet
from tabletop.domain.play.events import InjectReleased
from tabletop.services import conduct, recording, timekeeping
from tabletop.services.session import Hand

# AUTO -------------------------------------------------------------------------------------------


def test_an_auto_inject_fires_at_its_time_once() -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True)).started()

    desk.wait(MINUTE - SECOND)
    before = desk.kinds.count("release")
    desk.wait(10 * MINUTE)

    assert before == 0
    assert desk.kinds.count("release") == 1
    assert desk.last.event == InjectReleased(inject="E01", variant=0, auto=True)
    assert (desk.last.entry.author, desk.last.entry.station) == ("program", "DIR")
    assert desk.inject("E01").released_ms == MINUTE


def test_an_auto_inject_at_zero_fires_with_the_first_tick_after_startex() -> None:
    desk = Desk(inject("E01", at_ms=0, auto=True)).wait(5 * MINUTE)
    before = desk.kinds

    desk.started()
    timekeeping.tick(desk.session)

    assert before == []
    assert desk.inject("E01").released_ms == 0


def test_auto_injects_of_one_instant_fire_in_the_order_of_the_plan() -> None:
    desk = Desk(
        inject("E03", at_ms=MINUTE, auto=True),
        inject("E01", at_ms=MINUTE, auto=True),
        inject("E02", at_ms=MINUTE - 500, auto=True),
    ).started()

    desk.wait(MINUTE)

    fired = [row.event.inject for row in desk.journal.recorded() if isinstance(row.event, InjectReleased)]
    assert fired == ["E02", "E03", "E01"]


def test_nothing_fires_in_a_pause() -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True)).started().wait(MINUTE - SECOND)
    timekeeping.pause(desk.session)

    desk.wait(10 * MINUTE)
    in_pause = desk.inject("E01").status
    timekeeping.resume(desk.session)
    desk.wait(SECOND)

    assert in_pause == "waiting"
    assert desk.inject("E01").released_ms == MINUTE


def test_what_an_adjusted_clock_has_passed_waits_for_the_director_and_never_comes_in_a_burst() -> None:
    desk = Desk(*(inject(f"E0{n}", at_ms=n * MINUTE, auto=True) for n in range(1, 6))).started().wait(SECOND)

    timekeeping.adjust_clock(desk.session, by_ms=3 * MINUTE, reason="agreed")
    desk.wait(3 * MINUTE)

    statuses = [now.status for now in desk.state.injects.values()]
    assert statuses == ["waiting", "waiting", "waiting", "released", "released"]


def test_a_clock_taken_back_lets_a_time_come_that_was_planned_anew() -> None:
    desk = Desk(inject("E01", at_ms=12 * MINUTE, auto=True)).started().wait(10 * MINUTE)

    timekeeping.adjust_clock(desk.session, by_ms=-4 * MINUTE, reason="agreed")
    conduct.shift_inject(desk.session, "E01", by_ms=-4 * MINUTE)
    desk.wait(3 * MINUTE)

    assert desk.inject("E01").released_ms == 8 * MINUTE


def test_what_was_undone_or_shifted_or_switched_on_after_its_time_waits_for_the_director() -> None:
    desk = Desk(
        inject("E01", at_ms=MINUTE, auto=True),
        inject("E02", at_ms=9 * MINUTE, auto=True),
        inject("E03", at_ms=MINUTE),
    ).started()
    conduct.release_inject(desk.session, "E01")
    desk.wait(2 * MINUTE)

    recording.undo(desk.session)
    conduct.shift_inject(desk.session, "E02", by_ms=-8 * MINUTE)
    conduct.set_auto(desk.session, "E03", on=True)
    desk.wait(20 * MINUTE)

    assert [now.status for now in desk.state.injects.values()] == ["waiting"] * 3


def test_nothing_fires_after_endex() -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True)).started().wait(MINUTE - SECOND)
    timekeeping.end_exercise(desk.session)

    desk.wait(5 * MINUTE)

    assert desk.inject("E01").status == "waiting"


@pytest.mark.parametrize("by_ms", [-30 * SECOND, 30 * SECOND])
def test_a_shift_moves_the_auto_release(by_ms: int) -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True)).started()

    conduct.shift_inject(desk.session, "E01", by_ms=by_ms)
    desk.wait(3 * MINUTE)

    assert desk.inject("E01").released_ms == MINUTE + by_ms


def test_a_release_undone_in_the_very_instant_of_its_time_stays_undone() -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True)).started()
    conduct.release_inject(desk.session, "E01")
    desk.wait(MINUTE)

    recording.undo(desk.session)
    timekeeping.tick(desk.session)

    assert desk.inject("E01").status == "waiting"


def test_what_waits_for_the_director_still_does_after_the_program_was_opened_again() -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True)).started()
    conduct.release_inject(desk.session, "E01")
    desk.wait(2 * MINUTE)
    recording.undo(desk.session)

    desk.reopen()
    timekeeping.resume(desk.session)
    desk.wait(5 * MINUTE)

    assert desk.inject("E01").status == "waiting"


def test_auto_can_be_switched_off_and_on() -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True), inject("E02", at_ms=MINUTE)).started()

    conduct.set_auto(desk.session, "E01", on=False)
    conduct.set_auto(desk.session, "E02", on=True)
    desk.wait(2 * MINUTE)

    assert (desk.inject("E01").status, desk.inject("E02").status) == ("waiting", "released")


@pytest.mark.parametrize("verb", ["hold", "skip"])
def test_what_a_person_took_out_of_the_row_does_not_fire(verb: str) -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True)).started()

    if verb == "hold":
        conduct.hold_inject(desk.session, "E01")
    else:
        conduct.skip_inject(desk.session, "E01", reason="no time")
    desk.wait(2 * MINUTE)

    assert "release" not in desk.kinds


def test_an_auto_inject_released_by_hand_or_retracted_does_not_fire_again() -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True), inject("E02", at_ms=MINUTE, auto=True)).started()

    conduct.release_inject(desk.session, "E01")
    desk.wait(MINUTE)
    conduct.retract_inject(desk.session, "E02", reason="too early")
    desk.wait(5 * MINUTE)

    assert desk.kinds.count("release") == 2
    assert desk.inject("E01").released_ms == 0


def test_a_contingency_never_fires_by_itself() -> None:
    desk = Desk(
        inject("C01", kind="contingency", at_ms=0, auto=True, when=Breached(red_lines=("R1",)))
    ).started()
    recording.log_breach(desk.session, "R1")

    desk.wait(5 * MINUTE)

    assert "release" not in desk.kinds
    with refused(desk, "auto-contingency", inject="C01"):
        conduct.set_auto(desk.session, "C01", on=True)


def test_an_auto_inject_fires_with_the_variant_that_holds() -> None:
    desk = Desk(
        inject("E01", action("E01.a")),
        inject("E02", at_ms=MINUTE, auto=True, variants=(variant(Met(action="E01.a")),)),
    ).started()
    conduct.release_inject(desk.session, "E01")
    recording.assess_action(desk.session, "E01.a", "met")

    desk.wait(MINUTE)

    assert desk.inject("E02").variant == 1


def test_a_failed_auto_release_is_tried_again_and_the_running_clock_is_not_noted_meanwhile() -> None:
    desk = Desk(inject("E01", at_ms=MINUTE, auto=True)).started().wait(MINUTE - SECOND)
    desk.journal.appends_before_full = 0
    desk.clock.advance(SECOND)
    with refused(desk, "disk-full"):
        timekeeping.tick(desk.session)
    desk.journal.appends_before_full = None

    desk.wait(SECOND)

    assert desk.kinds.count("release") == 1
    assert desk.inject("E01").released_ms == MINUTE + SECOND


# Offers -----------------------------------------------------------------------------------------


def with_contingency(when: object, **more: object) -> Desk:
    """E01 is out at T+00:00 with E01.a within one minute; C01 hangs on `when`."""
    desk = Desk(
        inject("E01", action("E01.a", limit_ms=MINUTE)),
        inject("E02", action("E02.a", limit_ms=MINUTE), at_ms=30 * MINUTE),
        inject("C01", kind="contingency", when=when, **{"at_ms": None, **more}),
    ).started()
    conduct.release_inject(desk.session, "E01")
    return desk


def test_an_offer_comes_when_the_span_has_passed_and_only_once() -> None:
    desk = with_contingency(Unmet(actions=("E01.a",), after_ms=2 * MINUTE))

    desk.wait(2 * MINUTE)
    at_the_limit = desk.kinds.count("offer")
    desk.wait(10 * MINUTE)

    assert at_the_limit == 0
    assert desk.kinds.count("offer") == 1
    assert desk.inject("C01").offered_ms == 2 * MINUTE + SECOND
    assert desk.inject("C01").status == "waiting"
    assert desk.last.entry.author == "program"


def test_without_a_span_of_its_own_the_condition_takes_the_actions() -> None:
    desk = with_contingency(Unmet(actions=("E01.a",)))

    desk.wait(5 * MINUTE)

    assert desk.inject("C01").offered_ms == MINUTE + SECOND


def test_an_offer_stays_when_its_condition_goes() -> None:
    desk = with_contingency(Unmet(actions=("E01.a",))).wait(2 * MINUTE)

    recording.assess_action(desk.session, "E01.a", "met", hand=Hand(station="P1", seen_ms=30 * SECOND))
    desk.wait(5 * MINUTE)

    assert desk.inject("C01").offered_ms == MINUTE + SECOND
    assert desk.kinds.count("offer") == 1


def test_a_late_typed_entry_seen_in_time_counts_at_once() -> None:
    desk = with_contingency(Unmet(actions=("E01.a",), after_ms=2 * MINUTE)).wait(2 * MINUTE)

    recording.assess_action(desk.session, "E01.a", "partial", hand=Hand(station="P1", seen_ms=30 * SECOND))
    desk.wait(5 * MINUTE)

    assert "offer" not in desk.kinds


def test_an_entry_seen_after_the_span_does_not_count() -> None:
    desk = with_contingency(Unmet(actions=("E01.a",), after_ms=2 * MINUTE)).wait(3 * MINUTE)

    recording.assess_action(desk.session, "E01.a", "met")
    desk.wait(5 * MINUTE)

    assert desk.kinds.count("offer") == 1


def test_a_condition_on_an_inject_that_is_not_out_never_holds() -> None:
    desk = with_contingency(Unmet(actions=("E02.a",)))

    desk.wait(40 * MINUTE)

    assert "offer" not in desk.kinds


def test_a_condition_on_an_action_that_the_variant_dropped_never_holds() -> None:
    desk = Desk(
        inject("E01", action("E01.a"), variants=(variant(Breached(red_lines=("R1",)), "a"),)),
        inject("C01", kind="contingency", at_ms=None, when=Unmet(actions=("E01.a",), after_ms=MINUTE)),
    ).started()
    conduct.release_inject(desk.session, "E01", variant=1)

    desk.wait(5 * MINUTE)

    assert "offer" not in desk.kinds


def test_an_offer_waits_for_the_contingencys_own_time() -> None:
    desk = with_contingency(Breached(red_lines=("R1",)), at_ms=5 * MINUTE)
    recording.log_breach(desk.session, "R1")

    desk.wait(5 * MINUTE - SECOND)
    before = desk.inject("C01").offered_ms
    desk.wait(SECOND)

    assert before is None
    assert desk.inject("C01").offered_ms == 5 * MINUTE


def test_no_offer_comes_in_a_pause() -> None:
    desk = with_contingency(Breached(red_lines=("R1",)))
    timekeeping.pause(desk.session)
    recording.log_breach(desk.session, "R1")

    desk.wait(MINUTE)
    in_pause = desk.inject("C01").offered_ms
    timekeeping.resume(desk.session)
    desk.wait(SECOND)

    assert in_pause is None
    assert desk.inject("C01").offered_ms == SECOND


def test_no_offer_comes_of_what_was_released_held_or_declined_before() -> None:
    desk = Desk(
        *(
            inject(number, kind="contingency", at_ms=None, when=Breached(red_lines=("R1",)))
            for number in ("C01", "C02", "C03", "C04")
        )
    ).started()
    conduct.release_inject(desk.session, "C01")
    conduct.hold_inject(desk.session, "C02")
    conduct.decline_contingency(desk.session, "C03", reason="calm")
    recording.log_breach(desk.session, "R1")

    desk.wait(MINUTE)

    offered = [number for number, now in desk.state.injects.items() if now.offered_ms is not None]
    assert offered == ["C04"]


def test_a_declined_offer_is_not_made_again_and_may_be_released_by_hand() -> None:
    desk = with_contingency(Unmet(actions=("E01.a",))).wait(2 * MINUTE)

    conduct.decline_contingency(desk.session, "C01", reason=" handled ")
    desk.wait(5 * MINUTE)
    offers = desk.kinds.count("offer")
    conduct.release_inject(desk.session, "C01")

    assert offers == 1
    assert desk.inject("C01").status == "released"


def test_an_auto_release_and_an_offer_may_come_with_one_tick() -> None:
    desk = Desk(
        inject("E01", action("E01.a"), at_ms=MINUTE, auto=True),
        inject("C01", kind="contingency", at_ms=MINUTE, when=Breached(red_lines=("R1",))),
        phases=(phase("F1", 0),),
    ).started()
    recording.log_breach(desk.session, "R1")

    desk.wait(MINUTE)

    assert desk.kinds[-2:] == ["release", "offer"]
