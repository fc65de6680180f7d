"""Merging over a journal in memory: what a report says, and what is decided on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builders import ManualClock, action, inject, pack, scenario

from tabletop.domain.play.events import NoteTaken
from tabletop.domain.play.follow_up import ActionCarried
from tabletop.domain.play.journal import DIRECTOR
from tabletop.errors import UserError
from tabletop.services import evaluation, follow_up, merging, observation, recording, timekeeping
from tabletop.services.merging import Logbook
from tabletop.services.prepare import open_session
from tabletop.services.session import Session
from tabletop.store.memory_journal import MemoryJournal

PACK = pack(scenario(inject("E01", action("E01.a"))))


def desk(station: str = DIRECTOR, exercise: str = "EX-TEST") -> Session:
    return open_session(MemoryJournal(PACK, exercise, station=station), ManualClock())


def observer(station: str = "P1", notes: int = 2, *, exercise: str = "EX-TEST") -> Session:
    session = desk(station, exercise)
    observation.begin_logbook(session, ("OPS",), "Observer")
    for number in range(notes):
        recording.take_note(session, f"{station} {number}")
    return session


def handed(session: Session, *, without: Callable[[int], bool] = lambda _seq: False) -> Logbook:
    rows = tuple(row for row in session.recorded if not without(row.entry.seq))
    return Logbook(name=session.station, header=session.journal.header, recorded=rows)


def refused(code: str) -> pytest.RaisesExc[UserError]:
    return pytest.RaisesExc(UserError, check=lambda refusal: refusal.code == code)


def of(report: merging.MergeReport, station: str) -> merging.StationReport:
    return next(each for each in report.stations if each.station == station)


def test_a_report_counts_what_is_new_and_what_was_there() -> None:
    director, logbook = desk(), observer()

    first = merging.merge(director, [handed(logbook)])
    second = merging.merge(director, [handed(logbook), handed(logbook)])

    assert (of(first, "P1").new, of(first, "P1").known, first.new) == (3, 0, 3)
    assert (of(second, "P1").new, of(second, "P1").known, second.new) == (0, 3, 0)
    assert of(second, "P1").head == merging.own_head(logbook)[1]
    assert second.is_clean


def test_rows_that_lack_are_named_and_may_come_later() -> None:
    director, logbook = desk(), observer(notes=4)

    first = merging.merge(director, [handed(logbook, without=lambda seq: seq in (2, 3))])
    second = merging.merge(director, [handed(logbook)])

    assert [(gap.first, gap.last) for gap in of(first, "P1").gaps] == [(2, 3)]
    assert not first.is_clean
    assert second.is_clean
    assert of(second, "P1").rows == 5


def test_a_file_of_another_exercise_is_refused_and_the_others_are_taken() -> None:
    director = desk()

    report = merging.merge(director, [handed(observer("P2", exercise="EX-OTHER")), handed(observer())])

    assert [(name, refusal.code) for name, refusal in report.refused] == [("P2", "logbook-other-exercise")]
    assert report.new == 3
    assert not report.is_clean


def test_who_was_issued_a_logbook_is_missing_until_its_rows_come_in() -> None:
    director = desk()
    merging.note_issued(director, "P1", ["OPS"])

    before = of(merging.merge(director, []), "P1")
    after = of(merging.merge(director, [handed(observer())]), "P1")

    assert (before.is_missing, before.cells, before.head) == (True, ("OPS",), None)
    assert (after.is_missing, after.observer) == (False, "Observer")


@pytest.mark.parametrize("name", ["", "DIR", "DIR-2", "P 1", "-P", "P~1", "Ä", "P" * 25])
def test_a_name_that_no_observer_may_have_is_refused(name: str) -> None:
    director = desk()

    with pytest.raises((UserError, IndexError)) as refusal:
        merging.note_issued(director, name, ["OPS"])

    assert isinstance(refusal.value, UserError)
    assert director.recorded == ()


def test_a_late_logbook_supersedes_what_was_printed() -> None:
    director = desk()
    timekeeping.start_exercise(director)
    timekeeping.end_exercise(director)
    evaluation.note_printed(director)
    assert not merging.is_print_superseded(director)

    report = merging.merge(director, [handed(observer())])

    assert report.is_print_superseded
    assert not merging.merge(director, [handed(observer())]).is_print_superseded


def test_a_receipt_says_what_was_handed_over_not_what_came_after() -> None:
    logbook = observer()
    rows, head = merging.own_head(logbook)

    merging.hand_over(logbook, rows=rows, head=head)
    recording.take_note(logbook, "later")

    assert merging.handed_head(logbook) == (rows, head)
    assert merging.handed_over_rows(logbook) == rows
    assert merging.own_head(logbook)[0] == rows + 2


def test_there_is_nothing_to_choose_where_nothing_contradicts() -> None:
    director = desk()
    merging.merge(director, [handed(observer())])

    with refused("no-rivals"):
        merging.choose_chain(director, "DIR-2", DIRECTOR, reason="x")
    with refused("no-branches"):
        merging.keep_branches(director, "P1", [], reason="x")


def test_branches_count_once_the_director_says_so_and_a_reason_is_needed() -> None:
    director, first, second = desk(), observer(notes=1), observer(notes=3)
    report = merging.merge(director, [handed(first), handed(second)])
    branches = of(report, "P1").branches
    if not branches:  # both wrote the very same rows up to the shorter one's end
        recording.take_note(first, "another")
        branches = of(merging.merge(director, [handed(first)]), "P1").branches
    assert branches

    with refused("empty-text"):
        merging.keep_branches(director, "P1", [branches[0].hash], reason=" ")
    merging.keep_branches(director, "P1", [branch.hash for branch in branches], reason="both")

    texts = [row.event.text for row in director.recorded if isinstance(row.event, NoteTaken)]
    assert set(texts) == {"P1 0", "P1 1", "P1 2", "another"}


def test_an_action_that_two_laptops_carried_over_is_one_in_either_order_of_merging() -> None:
    earlier = ActionCarried(exercise="EX-1", action="DIR:9", text="more boats", owner="Boat team")
    logbooks = [observer("P1"), observer("P2")]
    for logbook in logbooks:
        follow_up.carry_action(logbook, earlier)
    follow_up.revise_action(logbooks[0], 1, owner="Stores")
    follow_up.close_action(logbooks[1], 1, evidence="two boats")

    plans = []
    for order in (logbooks, logbooks[::-1]):
        director = desk()
        for logbook in order:
            merging.merge(director, [handed(logbook)])
        plans.append(director.state.plans)

    assert plans[0] == plans[1]
    (plan,) = plans[0]
    assert (plan.row[0], plan.owner, plan.carried_id) == ("P1", "Stores", "DIR:9")
    assert (plan.status, plan.evidence) == ("closed", "two boats")


def test_an_action_that_came_in_twice_is_closed_by_its_one_number_and_not_carried_again() -> None:
    earlier = ActionCarried(exercise="EX-1", action="DIR:9", text="more boats", owner="Boat team")
    director, logbook = desk(), observer()
    for session in (director, logbook):
        follow_up.carry_action(session, earlier)
    merging.merge(director, [handed(logbook)])

    follow_up.close_action(director, 1, evidence="two boats")

    assert [plan.status for plan in director.state.plans] == ["closed"]
    with refused("unknown-planned-action"):
        follow_up.close_action(director, 2, evidence="two boats")
    with refused("already-carried"):
        follow_up.carry_action(director, earlier)
