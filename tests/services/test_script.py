"""Scripts on the virtual clock: ticks, AUTO before the acts of an instant, lines that cannot be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import MINUTE, SECOND, START, action, inject, pack, phase, scenario

from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play.act import Act
from tabletop.domain.play.events import ExercisePaused, InjectReleased
from tabletop.errors import UserError
from tabletop.exchange.play_script import read_script
from tabletop.exchange.script_verbs import VERBS
from tabletop.services import script
from tabletop.services.prepare import open_session
from tabletop.services.session import Session
from tabletop.store.memory_journal import MemoryJournal

PHASES = (phase("F1", 0), phase("F2", 20 * MINUTE), phase("F3", 40 * MINUTE))
CONTINGENCY = inject("C01", kind="contingency", at_ms=None, when=Breached(red_lines=("R1",)))


def played(text: str, *injects: Inject, begun: list[str] | None = None) -> Session:
    clock = script.VirtualClock(START)
    session = open_session(MemoryJournal(pack(scenario(*injects, phases=PHASES)), "EX-TEST"), clock)
    acts = read_script(text, "test.play")
    script.play(session, clock, acts, begun=None if begun is None else begun.append)
    return session


def rows(session: Session) -> list[tuple[str, int]]:
    """Kind and T+ in seconds of every row but `station-opened`."""
    entries = [row.entry for row in session.recorded]
    return [(e.kind, e.elapsed_ms // SECOND) for e in entries if e.kind != "station-opened"]


def test_the_virtual_clock_moves_only_when_told() -> None:
    clock = script.VirtualClock(START)

    clock.advance(1_500)

    reading = clock.read()
    assert reading.wall_at == START + timedelta(milliseconds=1_500)
    assert (reading.mono_ns, reading.boot_id) == (1_500_000_000, "play")


def test_every_verb_of_the_format_is_done_by_a_service() -> None:
    assert script._VERBS.keys() == VERBS.keys()


def test_a_resume_tells_how_long_the_pause_was_on_the_wall() -> None:
    session = played("T+00:00 startex\nT+00:01 pause\nT+00:01 resume for=12:30\nT+00:02 endex")

    entries = [row.entry for row in session.recorded]
    assert [entry.elapsed_ms for entry in entries[1:]] == [0, MINUTE, MINUTE, 2 * MINUTE]
    assert entries[-1].wall_at == "2024-01-26T01:14:30.000Z"
    assert session.state.pauses[0].wall_ms == 12 * MINUTE + 30 * SECOND


def test_a_resume_out_of_no_pause_is_refused_and_lets_no_time_pass() -> None:
    clock = script.VirtualClock(START)
    session = open_session(MemoryJournal(pack(scenario()), "EX-TEST"), clock)
    acts = read_script("T+00:00 startex\nT+00:01 resume for=12:30", "test.play")

    with pytest.raises(script.ScriptError) as refusal:
        script.play(session, clock, acts)

    assert (refusal.value.code, refusal.value.line) == ("not-paused", 2)
    assert not any(isinstance(row.event, ExercisePaused) for row in session.recorded)


# AUTO and ticks ---------------------------------------------------------------------------------


def test_auto_injects_fire_before_the_acts_of_their_instant() -> None:
    session = played(
        'T+00:00 startex\nT+00:05 note "five"\nT+00:06 endex', inject("E01", at_ms=5 * MINUTE, auto=True)
    )

    assert rows(session) == [("startex", 0), ("release", 300), ("note", 300), ("endex", 360)]


def test_an_auto_inject_at_zero_fires_after_startex_and_before_the_next_act() -> None:
    session = played('T+00:00 startex\nT+00:00 note "zero"', inject("E01", at_ms=0, auto=True))

    assert rows(session) == [("startex", 0), ("release", 0), ("note", 0)]


def test_an_offer_made_true_by_an_act_comes_before_the_next_act_of_that_instant() -> None:
    session = played('T+00:00 startex\nT+00:01 breach R1\nT+00:01 note "one"', CONTINGENCY)

    assert rows(session)[1:] == [("breach", 60), ("offer", 60), ("note", 60)]


def test_time_that_ran_out_of_seconds_is_not_lost() -> None:
    session = played(
        'T+00:00 startex\nT+00:00:07 note "x"\nT+00:00:59 endex', inject("E01", at_ms=7_500, auto=True)
    )

    released = [row for row in session.recorded if isinstance(row.event, InjectReleased)]
    assert [row.entry.elapsed_ms for row in released] == [8_000]


def test_an_offer_comes_with_the_next_tick() -> None:
    session = played('T+00:00 startex\nT+00:01 breach R1\nT+00:02 note "x"\nT+00:02 endex', CONTINGENCY)

    assert rows(session)[1:3] == [("breach", 60), ("offer", 61)]


# Lines that cannot be ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('T+00:00 startex\nT+00:01 pause\nT+00:02 note "x"', "clock-stands", 3),
        ('T+00:00 startex\nT+00:01 endex\nT+00:02 note "x"', "clock-stands", 3),
        ("T+00:05 startex phase=F2", "clock-stands", 1),
        ("T+00:05 startex phase=F9", "unknown-id", 1),
        ('T+00:00 startex phase=F2\nT+00:05 note "x"', "time-goes-back", 2),
        ('T+00:00 startex\nT+00:10 adjust -5:00 reason="late"\nT+00:04 endex', "script-unreadable", 0),
        ("T+00:00 startex\n\nT+00:01 release E09", "unknown-id", 3),
        ("T+00:00 startex\nT+00:01 pause\nT+00:01 release E01", "is-paused", 3),
        ("T+00:00 startex\nT+00:01 pause\nT+00:01 auto E01 on", "is-paused", 3),
        ("T+00:00 startex\nT+00:01 release E01 station=P1", "director-only", 2),
        ("T+00:00 startex\nT+00:01 assess E01.a met seen=T+00:02", "seen-later", 2),
        ("T+00:00 startex\nT+00:01 endex\nT+00:01 assess E01.a met", "seen-after-endex", 3),
        ("T+00:00 release E01", "not-started", 1),
    ],
)
def test_an_act_that_cannot_be_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(UserError) as refusal:
        played(text, inject("E01", action("E01.a")))

    assert refusal.value.code == code
    assert getattr(refusal.value, "line", 0) == line


@pytest.mark.parametrize("at", ["T+00:00", "T+00:20"])
def test_startex_at_a_phase_stands_on_a_line_at_zero_or_at_the_phase(at: str) -> None:
    session = played(f'{at} startex phase=F2\nT+00:21 note "x"')

    assert rows(session) == [("startex", 1_200), ("note", 1_260)]


def test_an_act_goes_on_from_where_an_adjust_has_moved_the_clock() -> None:
    session = played(
        'T+00:00 startex\nT+00:10 adjust +2:00 reason="late"\nT+00:13 note "x"\n'
        'T+00:13 adjust -5:00 reason="too much"\nT+00:08 note "y"'
    )

    assert rows(session)[1:] == [("adjust", 720), ("note", 780), ("adjust", 480), ("note", 480)]


def test_a_line_before_startex_cannot_carry_a_later_time() -> None:
    clock = script.VirtualClock(START)
    session = open_session(MemoryJournal(pack(scenario()), "EX-TEST"), clock)
    early = Act(line=1, at_ms=MINUTE, verb="note", values={"text": "x"})
    late_start = Act(line=2, at_ms=MINUTE, verb="startex")

    for act in (early, late_start):
        with pytest.raises(script.ScriptError) as refusal:
            script.play(session, clock, [act])
        assert (refusal.value.code, refusal.value.line) == ("clock-stands", act.line)

    assert session.recorded == ()


# Progress ---------------------------------------------------------------------------------------


def test_each_phase_is_told_once_when_play_reaches_it() -> None:
    begun: list[str] = []

    played(
        'T+00:00 note "x"\nT+00:00 startex\nT+00:19 note "x"\nT+00:45 note "x"\nT+00:46 endex', begun=begun
    )

    assert begun == ["F1", "F2", "F3"]


def test_without_an_audience_nobody_is_told() -> None:
    session = played("T+00:00 startex\nT+00:45 endex")

    assert session.state.stage == "ended"
