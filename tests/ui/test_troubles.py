"""What goes on being wrong: the worst is shown, what was understood stays quiet until it gets worse."""

from __future__ import annotations

from itertools import permutations
from typing import get_args

from tabletop.ui.troubles import PASSING_NS, Kind, TroubleBoard

NOW = 1_000_000_000_000


def shown(board: TroubleBoard, now_ns: int = NOW) -> str:
    trouble = board.shown(now_ns)
    return "" if trouble is None else trouble.words


def test_nothing_is_shown_where_nothing_is_wrong() -> None:
    assert TroubleBoard().shown(NOW) is None


def test_the_worst_is_shown_in_whatever_order_it_came() -> None:
    kinds: tuple[Kind, ...] = ("unsaved", "disk", "battery", "copy")

    for order in permutations(kinds):
        board = TroubleBoard()
        for kind in order:
            board.set(kind, kind)

        assert shown(board) == "unsaved"


def test_each_trouble_gives_way_to_the_next_when_it_is_mended() -> None:
    board, seen = TroubleBoard(), []
    for kind in reversed(get_args(Kind)):
        board.set(kind, kind)

    for _ in get_args(Kind):
        trouble = board.shown(NOW)
        assert trouble is not None
        assert trouble.kind is not None
        seen.append(trouble.kind)
        board.clear(trouble.kind)

    assert tuple(seen) == get_args(Kind)
    assert board.shown(NOW) is None


def test_what_was_understood_lets_the_next_be_seen() -> None:
    board = TroubleBoard()
    board.set("disk", "disk")
    board.set("battery", "battery")

    board.dismiss(NOW)

    assert shown(board) == "battery"


def test_what_was_understood_stays_quiet_while_it_is_no_worse() -> None:
    board = TroubleBoard()
    board.set("battery", "at 19")
    board.dismiss(NOW)

    board.set("battery", "at 18")

    assert shown(board) == ""


def test_what_was_understood_is_shown_again_when_it_gets_worse() -> None:
    board = TroubleBoard()
    board.set("battery", "at 19")
    board.dismiss(NOW)

    board.set("battery", "at 9", level=2)

    assert shown(board) == "at 9"


def test_what_was_understood_is_shown_again_when_it_comes_again() -> None:
    board = TroubleBoard()
    board.set("disk", "full")
    board.dismiss(NOW)

    board.clear("disk")
    board.set("disk", "full once more")

    assert shown(board) == "full once more"


def test_what_happens_anew_is_shown_although_the_one_before_was_understood() -> None:
    board = TroubleBoard()
    board.set("copy", "no copy")
    board.dismiss(NOW)

    board.come_again("copy", "no copy once more")

    assert shown(board) == "no copy once more"


def test_a_refusal_stands_before_trouble_for_its_time_and_lets_it_return() -> None:
    board = TroubleBoard()
    board.set("unsaved", "not saved")

    board.say("released already", NOW)
    before = shown(board, NOW + PASSING_NS - 1)
    after = shown(board, NOW + PASSING_NS)

    assert (before, after) == ("released already", "not saved")


def test_a_refusal_that_gave_way_does_not_come_back_when_the_trouble_is_mended() -> None:
    board = TroubleBoard()
    board.set("unsaved", "not saved")
    board.say("released already", NOW)
    board.shown(NOW + PASSING_NS)

    board.clear("unsaved")

    assert shown(board, NOW + PASSING_NS) == ""


def test_a_refusal_with_nothing_behind_it_waits_to_be_read() -> None:
    board = TroubleBoard()

    board.say("released already", NOW)

    assert shown(board, NOW + 60 * PASSING_NS) == "released already"


def test_a_refusal_goes_when_it_is_understood_or_the_next_act_went_through() -> None:
    board = TroubleBoard()

    board.say("released already", NOW)
    board.dismiss(NOW)
    understood = shown(board)
    board.say("released already", NOW)
    board.let_pass()

    assert (understood, shown(board)) == ("", "")


def test_understanding_a_refusal_hides_no_trouble() -> None:
    board = TroubleBoard()
    board.set("disk", "disk")
    board.say("released already", NOW)

    board.dismiss(NOW)

    assert shown(board) == "disk"


def test_dismissing_nothing_does_nothing() -> None:
    board = TroubleBoard()

    board.dismiss(NOW)
    board.set("disk", "disk")

    assert shown(board) == "disk"


def test_a_window_built_anew_keeps_what_stands_and_what_was_understood() -> None:
    board = TroubleBoard()
    board.set("disk", "disk")
    board.dismiss(NOW)
    board.set("battery", "battery")

    kept = board.keep()
    board.clear("battery")
    kept.set("battery", "baterai")
    kept.set("disk", "disk penuh")

    assert (shown(kept), shown(board)) == ("baterai", "")


def test_only_what_stops_the_work_is_urgent() -> None:
    board, urgent = TroubleBoard(), []
    for kind in get_args(Kind):
        board.set(kind, kind)
    while (trouble := board.shown(NOW)) is not None and trouble.kind is not None:
        urgent += [trouble.kind] if trouble.is_urgent else []
        board.clear(trouble.kind)
    board.set("battery", "at 9", level=2)
    worse = board.shown(NOW)
    board.say("released already", NOW)
    refusal = board.shown(NOW)

    assert urgent == ["unsaved", "clock"]
    assert worse is not None
    assert refusal is not None
    assert (worse.is_urgent, refusal.is_urgent) == (True, True)
