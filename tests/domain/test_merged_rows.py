"""What rows of other laptops do to the state and the score: after ENDEX, after an outage, who rated."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders import HEADER, MINUTE, SECOND, START, Rows, action, chained, inject, scenario

from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import DeadlineMet, DeadlineSet
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import is_directors, journal_head
from tabletop.domain.play.merge import Branch
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.stations import (
    ConductTakenOver,
    DebriefPrinted,
    LogbookIssued,
    StationOpened,
)
from tabletop.domain.result.compilation import compile_debrief
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import score

PLAN = scenario(inject("E01", action("E01.a", limit_ms=5 * MINUTE)), inject("E02"))


def observed(*acts: tuple[ev.Event, int]) -> Rows:
    """An hour's exercise, E01 released at T+00; P1's own clock runs true, each act at its wall time."""
    rows = Rows()
    rows.add(ev.ExerciseStarted(), at_ms=0)
    rows.add(ev.InjectReleased(inject="E01"), at_ms=0)
    rows.add(ev.ExerciseEnded(rest="unmet"), at_ms=60 * MINUTE)
    rows.add(StationOpened(clock="own"), station="P1", wall_ms=0)
    for event, wall_ms in acts:
        rows.add(event, station="P1", at_ms=wall_ms, wall_ms=wall_ms)
    return rows


def state_of(rows: Rows) -> ExerciseState:
    return fold(PLAN, rows.recorded)


# Seen after ENDEX ---------------------------------------------------------------------------------

MET = ev.ActionAssessed(action="E01.a", completion="met")
UNMET = ev.ActionAssessed(action="E01.a", completion="unmet")


def test_an_assessment_seen_after_endex_is_kept_and_not_scored() -> None:
    rows = observed((MET, 61 * MINUTE))

    state = state_of(rows)

    assert state.assessments == {}
    assert state.rows["P1", 2] == "current"
    (line,) = score(PLAN, state).actions
    assert (line.completion, line.raters, line.score) == ("unmet", 0, 0)


def test_an_assessment_seen_after_endex_does_not_replace_one_of_before() -> None:
    state = state_of(observed((MET, 4 * MINUTE), (UNMET, 61 * MINUTE)))

    (line,) = score(PLAN, state).actions
    assert (line.completion, line.latency_ms, line.score) == ("met", 4 * MINUTE, 1)


def test_an_assessment_written_after_endex_of_what_was_seen_before_counts() -> None:
    rows = observed()
    rows.add(MET, station="P1", at_ms=70 * MINUTE, seen_ms=3 * MINUTE, wall_ms=70 * MINUTE)

    (line,) = score(PLAN, state_of(rows)).actions

    assert (line.completion, line.latency_ms) == ("met", 3 * MINUTE)


def test_a_breach_an_acknowledgement_and_deadlines_seen_after_endex_have_no_effect() -> None:
    rows = observed(
        (DeadlineSet(text="report", within_ms=MINUTE), 50 * MINUTE),
        (ev.RedLineBreached(red_line="R1"), 61 * MINUTE),
        (ev.InjectAcknowledged(inject="E01", cell="OPS"), 61 * MINUTE),
        (DeadlineMet(text="report", deadline_station="P1", deadline_seq=2), 61 * MINUTE),
        (DeadlineSet(text="more", within_ms=MINUTE), 61 * MINUTE),
    )

    state = state_of(rows)

    assert (state.breaches, state.injects["E01"].acknowledged) == ((), ())
    assert [(deadline.text, deadline.done_ms) for deadline in state.deadlines] == [("report", None)]


def test_a_decision_seen_after_endex_is_shown_and_gives_no_latency() -> None:
    decided = ev.DecisionLogged(cell="OPS", text="close the gate", inject="E01")
    rows = chained(observed((decided, 61 * MINUTE)).recorded)

    state = fold(PLAN, rows)
    debrief = compile_debrief(PLAN, state, header=HEADER, recorded=rows)

    assert [decision.is_after_endex for decision in state.decisions] == [True]
    assert debrief.injects[0].decision_ms is None


def test_a_decision_seen_before_endex_gives_its_latency() -> None:
    decided = ev.DecisionLogged(cell="OPS", text="close the gate", inject="E01")
    rows = chained(observed((decided, 7 * MINUTE), (decided, 61 * MINUTE)).recorded)

    debrief = compile_debrief(PLAN, fold(PLAN, rows), header=HEADER, recorded=rows)

    assert debrief.injects[0].decision_ms == 7 * MINUTE


def test_evaluation_after_endex_counts() -> None:
    state = state_of(observed((ev.StrengthNoted(objective="O1", text="calm"), 90 * MINUTE)))

    assert [finding.text for finding in state.findings] == ["calm"]


# How long an outage lasted ------------------------------------------------------------------------


def outage(*acts: tuple[ev.Event, int, int]) -> ExerciseState:
    """Write acts of the director: event, T+ and wall time; STARTEX stands at 0."""
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    for event, at_ms, wall_ms in acts:
        rows.add(event, at_ms=at_ms, wall_ms=wall_ms)
    return state_of(rows)


CRASH = ev.ExercisePaused(reason="crash")


def test_a_crash_began_when_the_exercise_time_stopped_not_when_it_was_noticed() -> None:
    state = outage((CRASH, 20 * MINUTE, 30 * MINUTE), (ev.ExerciseResumed(), 20 * MINUTE, 31 * MINUTE))

    (pause,) = state.pauses
    assert pause.began_at == START + timedelta(minutes=20)
    assert pause.wall_ms == 11 * MINUTE


def test_a_crash_is_counted_from_the_latest_row_from_which_time_ran() -> None:
    state = outage(
        (ev.ExercisePaused(reason="break"), 5 * MINUTE, 5 * MINUTE),
        (ev.ExerciseResumed(), 5 * MINUTE, 20 * MINUTE),
        (ev.ClockAdjusted(by_ms=-MINUTE, reason="late"), 9 * MINUTE, 25 * MINUTE),
        (CRASH, 10 * MINUTE, 40 * MINUTE),
    )

    assert state.pauses[-1].began_at == START + timedelta(minutes=26)


def test_a_crash_does_not_begin_after_it_was_noticed_where_the_clock_was_set_back() -> None:
    state = outage((CRASH, 20 * MINUTE, 2 * MINUTE), (ev.ExerciseResumed(), 20 * MINUTE, 3 * MINUTE))

    assert (state.pauses[0].began_at, state.pauses[0].wall_ms) == (START + timedelta(minutes=2), MINUTE)


@pytest.mark.parametrize("reason", ["break", "sleep", "closed"])
def test_any_other_pause_began_when_it_was_written(reason: ev.PauseReason) -> None:
    state = outage((ev.ExercisePaused(reason=reason), 20 * MINUTE, 30 * MINUTE))

    assert state.pauses[0].began_at == START + timedelta(minutes=30)


def test_a_crash_that_nothing_ran_before_began_when_it_was_written() -> None:
    rows = Rows()
    rows.add(CRASH, wall_ms=SECOND)

    assert state_of(rows).pauses[0].began_at == START + timedelta(seconds=1)


def test_an_outage_ended_by_another_laptop_lasts_until_its_resume() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    head = ConductTakenOver(station="DIR", head_seq=1, head_hash="ab" * 32)
    for event, wall_ms in ((head, 30 * MINUTE), (CRASH, 30 * MINUTE), (ev.ExerciseResumed(), 32 * MINUTE)):
        rows.add(event, station="DIR-2", at_ms=20 * MINUTE, wall_ms=wall_ms)

    state = state_of(rows)

    assert [(pause.at_ms, pause.wall_ms) for pause in state.pauses] == [(20 * MINUTE, 12 * MINUTE)]
    assert (state.stage, state.elapsed_ms) == ("running", 20 * MINUTE)


# Who rated ----------------------------------------------------------------------------------------


def rated(*ratings: tuple[str, ev.Letter], takeover: bool = True) -> ev.Letter | None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    if takeover:
        head = ConductTakenOver(station="DIR", head_seq=2, head_hash="ab" * 32)
        rows.add(head, station="DIR-2", at_ms=MINUTE)
    for station, letter in ratings:
        rows.add(ev.Rated(target="overall", letter=letter), station=station, at_ms=2 * MINUTE)
    return score(PLAN, state_of(rows)).overall.rated


def test_the_official_letter_is_the_latest_of_whoever_conducted() -> None:
    assert rated(("DIR", "M"), ("DIR-2", "S")) == "S"
    assert rated(("DIR", "M")) == "M"
    assert rated(("P1", "P")) is None


def test_a_station_that_never_conducted_does_not_rate_officially() -> None:
    assert rated(("DIR", "M"), ("DIR-2", "S"), takeover=False) == "M"


def test_a_letter_that_the_director_gave_after_the_takeover_is_void() -> None:
    assert rated(("DIR", "M"), ("DIR", "P")) == "M"


# Logbooks and prints ------------------------------------------------------------------------------


def test_issued_logbooks_and_prints_are_told_and_the_latest_issue_counts() -> None:
    rows = Rows()
    acts: tuple[tuple[ev.Event, dict[str, Any]], ...] = (
        (LogbookIssued(station="P1", cells=("OPS",)), {}),
        (LogbookIssued(station="P1", cells=("OPS", "LO")), {}),
        (DebriefPrinted(head="ef" * 32, entries=2), {"wall_ms": MINUTE}),
    )
    for event, when in acts:
        rows.add(event, **when)

    state = state_of(rows)

    assert state.logbooks == {"P1": ("OPS", "LO")}
    (paper,) = state.prints
    assert (paper.row, paper.head, paper.entries) == (("DIR", 3), "ef" * 32, 2)
    assert paper.printed_at == START + timedelta(minutes=1)


def printed_after(*late: tuple[str, ev.Event]) -> Debrief:
    """Print the debrief of an exercise, let rows come in, and compile it again."""
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    head = journal_head([row.entry for row in chained(rows.recorded)])
    rows.add(DebriefPrinted(head=head, entries=1))
    for station, event in late:
        rows.add(event, station=station)
    bound = chained(rows.recorded)
    return compile_debrief(PLAN, fold(PLAN, bound), header=HEADER, recorded=bound)


def test_a_print_is_superseded_by_rows_that_came_in_since_and_not_by_another_print() -> None:
    again = ("DIR", DebriefPrinted(head="ef" * 32, entries=1))

    superseded = printed_after(("P1", ev.NoteTaken(text="late"))).superseded

    assert superseded is not None
    assert superseded.row == ("DIR", 2)
    assert printed_after().superseded is None
    assert printed_after(again).superseded is not None  # it names another head
    assert compile_debrief(PLAN, state_of(Rows()), header=HEADER, recorded=()).superseded is None


def test_what_is_missing_names_logbooks_that_did_not_come_back_and_undecided_branches() -> None:
    rows = Rows()
    for station in ("P1", "P2", "P3"):
        rows.add(LogbookIssued(station=station, cells=("OPS",)))
    rows.add(ev.NoteTaken(text="back"), station="P2")
    recorded = chained(rows.recorded)
    facts = {"station": "P3", "seq": 1, "author": "P3", "rows": 1}
    settled = Branch(**facts, hash="ab", is_settled=True)  # type: ignore[arg-type]  # a short form
    open_one = Branch(**facts, hash="cd")  # type: ignore[arg-type]  # a short form

    def missing(*branches: Branch) -> list[tuple[str, str]]:
        state = fold(PLAN, recorded)
        debrief = compile_debrief(PLAN, state, header=HEADER, recorded=recorded, branches=branches)
        return list(debrief.missing)

    assert missing() == [("unmerged", "P1"), ("unmerged", "P3")]
    assert missing(settled, open_one) == [("branch", "P3"), ("unmerged", "P1")]
    assert missing(settled) == [("unmerged", "P1")]


@pytest.mark.parametrize(
    ("station", "is_one"),
    [("DIR", True), ("DIR-2", True), ("DIR-12", True), ("DIR-", False), ("DIR-x", False), ("P1", False)],
)
def test_a_directors_station_is_the_first_or_one_that_took_over(station: str, is_one: bool) -> None:
    assert is_directors(station) == is_one


def test_the_state_tells_when_a_row_was_recorded_and_seen_on_the_exercise_clock() -> None:
    rows = observed()
    placed = rows.add(ev.NoteTaken(text="x"), station="P1", at_ms=9, seen_ms=4, wall_ms=MINUTE)
    unknown = Rows().add(ev.NoteTaken(text="y"), station="P9", at_ms=7).entry

    state = state_of(rows)

    assert state.times_of(placed.entry) == (MINUTE, MINUTE - 5)
    assert state.times_of(unknown) == (7, 7)
