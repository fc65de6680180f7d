"""What Home says of an exercise file: stage, counts, the score once play has ended, what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from builders import MINUTE, action, inject
from services.desk import Desk

from tabletop.domain.play.events import DecisionLogged
from tabletop.errors import Finding
from tabletop.services import conduct, evaluation, recording, timekeeping
from tabletop.services.workplace import Glance, glance_of

PLACE = Path("a.tabletop")


def glance(desk: Desk, *findings: Finding, backup: Path | None = None) -> Glance:
    journal = desk.journal
    return glance_of(
        PLACE, journal.pack.scenario, header=journal.header, union=journal.union(),
        findings=findings, backup=backup,
    )  # fmt: skip


def graded() -> Desk:
    """Play an inject whose one action was met, and end."""
    desk = Desk(inject("E01", action("E01.a")), inject("E02", at_ms=5 * MINUTE)).started()
    conduct.release_inject(desk.session, "E01")
    recording.log_decision(desk.session, DecisionLogged(cell="OPS", text="wait"))
    recording.assess_action(desk.session, "E01.a", "met")
    desk.wait(2 * MINUTE)
    return desk


def test_a_glance_counts_what_was_played() -> None:
    desk = graded()

    seen = glance(desk)

    assert (seen.path, seen.exercise_id, seen.title.in_language("en")) == (PLACE, "EX-TEST", "Small exercise")
    assert (seen.stage, seen.released, seen.injects, seen.entries) == ("running", 1, 2, 5)
    assert (seen.objectives, seen.cells) == (1, 3)
    assert seen.last_at == desk.state.last_at
    assert (seen.findings, seen.backup) == ((), None)


def test_the_score_is_told_only_once_play_has_ended() -> None:
    desk = graded()
    assert (glance(desk).percent, glance(desk).letter) == (None, None)

    timekeeping.end_exercise(desk.session)

    assert (glance(desk).percent, glance(desk).letter) == (100, "P")


def test_the_official_letter_stands_before_the_suggested_one() -> None:
    desk = graded()
    timekeeping.end_exercise(desk.session)

    evaluation.rate(desk.session, "overall", "S", why="slow to begin")

    assert (glance(desk).percent, glance(desk).letter) == (100, "S")


def test_advice_is_no_damage() -> None:
    harm = Finding(code="row-unreadable", fields={"station": "DIR", "seq": 2})
    advice = Finding(code="row-not-understood", fields={}, advice=True)
    backup = Path("backup.tabletop")

    seen = glance(graded(), harm, advice, backup=backup)

    assert (seen.findings, seen.backup) == ((harm,), backup)
