"""Mistyped times and texts that are far too long are refused, with nothing written."""

from __future__ import annotations

from datetime import UTC, datetime

from builders import inject
from services.desk import Desk, refused

from tabletop.services import evaluation, recording, timekeeping


def test_a_jump_outside_the_calendar_is_refused() -> None:
    desk = Desk(inject("E01")).started()

    with refused(desk, "jump-too-far", given="9999-01-01T00:00:00+00:00", first=1970, last=2999):
        timekeeping.jump(desk.session, to=datetime(9999, 1, 1, tzinfo=UTC), reason="a slip")


def test_an_adjustment_beyond_a_thousand_hours_is_refused() -> None:
    desk = Desk(inject("E01")).started()

    with refused(desk, "adjust-too-far"):
        timekeeping.adjust_clock(desk.session, by_ms=10**12, reason="a slip")


def test_every_typed_text_has_its_limit() -> None:
    desk = Desk(inject("E01")).started()

    with refused(desk, "text-too-long", what="note", length=4_001):
        recording.log_breach(desk.session, "R1", note="x" * 4_001)
    with refused(desk, "text-too-long", what="why", length=4_001):
        evaluation.rate(desk.session, "O1", "P", why="x" * 4_001)
