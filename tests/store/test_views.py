"""The public views of contract 4 say the same as the fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

import pytest
from builders import HEADER, Rows, chained
from domain.random_rows import rows_of, shared_events, whos
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert
from store.samples import stamp

from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.alignment import align
from tabletop.domain.play.conduct_chain import conduct_chain
from tabletop.domain.play.follow_up import FeedbackGiven
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.standing import standing_of
from tabletop.domain.play.state import Row, RowState
from tabletop.domain.play.stations import BranchesKept, ChainChosen, ConductTakenOver
from tabletop.store.codec import KINDS, encode
from tabletop.store.rows import Rows as MergedRows
from tabletop.store.tables import create_schema, table
from tabletop.store.views import _SUMMARIES

Acts = list[tuple[ev.Event, dict[str, Any]]]

acts = st.lists(st.tuples(shared_events, whos()), max_size=24)
few_acts = st.lists(st.tuples(shared_events, whos()), max_size=8)


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        create_schema(connection)
        connection.commit()
        yield connection
    engine.dispose()


def with_body(row: Recorded) -> Recorded:
    body = "{}" if isinstance(row.event, ev.UnknownEvent) else encode(row.event)
    return Recorded(replace(row.entry, body=body), row.event)


def standing(recorded: Sequence[Recorded]) -> dict[Row, RowState]:
    chain = conduct_chain(recorded)
    return standing_of(align(recorded, chain), chain).rows


def view(
    database: Connection,
    recorded: Sequence[Recorded],
    sql: str,
    *,
    aside: Sequence[Recorded] = (),
    home: str = "",
) -> list[tuple[Any, ...]]:
    """Fill the tables, read a view, empty them again."""
    for name, rows in (("journal", recorded), ("aside", aside)):
        if rows:
            database.execute(insert(table(name)), [asdict(row.entry) for row in rows])
    if home:
        database.execute(insert(table("logbook")), [{"station": home}])
    found = [tuple(row) for row in database.exec_driver_sql(sql).all()]
    database.rollback()
    return found


def told(database: Connection, rows: Rows, sql: str) -> list[tuple[Any, ...]]:
    """Read a view of rows that no merge brought."""
    return view(database, [with_body(row) for row in rows.recorded], sql)


def view_of(database: Connection, merged: MergedRows, sql: str) -> list[tuple[Any, ...]]:
    return view(database, merged.recorded, sql, aside=merged.aside, home=merged.header.station)


@pytest.mark.slow
@given(acts=acts)
def test_every_row_has_the_state_that_the_fold_gives_it(acts: Acts, database: Connection) -> None:
    rows = rows_of(acts)

    found = told(database, rows, "SELECT station, seq, state FROM timeline")

    assert {(station, seq): state for station, seq, state in found} == standing(rows.recorded)


def bound(acts: Acts) -> list[Recorded]:
    """Write acts into chains with real bodies and hashes, as one laptop has them."""
    return chained(with_body(row) for row in rows_of(acts).recorded)


@pytest.mark.slow
@given(
    shared=few_acts,
    ways=st.lists(few_acts, min_size=2, max_size=3),
    home=st.sampled_from(["DIR", "DIR", "DIR-2", "P1", "P3"]),
    words=st.lists(st.tuples(st.sampled_from(["DIR", "DIR", "DIR-2"]), st.integers(1, 255)), max_size=3),
    data=st.data(),
)
def test_rows_that_contradict_each_other_count_as_the_union_says(
    shared: Acts,
    ways: list[Acts],
    home: str,
    words: list[tuple[str, int]],
    data: st.DataObject,
    database: Connection,
) -> None:
    merged = MergedRows(replace(HEADER, station=home))
    put_aside: list[Recorded] = []
    for way in ways:
        missing = data.draw(st.sets(st.integers(0, 15), max_size=3))
        rows = [row for place, row in enumerate(bound([*shared, *way])) if place not in missing]
        joining, contradicting = merged.sorted_in(rows)
        merged.merge(joining, contradicting)
        put_aside += contradicting
    for station, chosen in words:
        merged.add(word_on_branches(merged, station, chosen))

    counted = merged.union().counted
    states = "SELECT station, seq, state FROM timeline"
    found = view(database, merged.recorded, states, aside=put_aside, home=home)
    bodies = view_of(database, merged, "SELECT station, seq, body FROM standing_entries")

    assert {(station, seq): state for station, seq, state in found} == standing(counted)
    assert sorted(bodies) == sorted((row.entry.station, row.entry.seq, row.entry.body) for row in counted)


_seqs = st.sampled_from([1, 1, 2, 2, 3, 4])
_reaching = st.one_of(
    st.builds(ev.DecisionLogged, cell=st.just("OPS"), text=st.just("x"), corrects=st.none() | _seqs),
    st.builds(ev.ActUndone, target_seq=_seqs),
    st.builds(ev.DecisionWithdrawn, target_seq=_seqs),
    st.builds(
        ev.BreachCleared, red_line=st.just("R1"), breach_station=st.sampled_from(["P1", "DIR-2"]),
        breach_seq=_seqs, reason=st.just("x"),
    ),
    st.builds(ConductTakenOver, station=st.just("DIR"), head_seq=_seqs, head_hash=st.just("x")),
)  # fmt: skip
_at = st.fixed_dictionaries(
    {"station": st.sampled_from(["P1", "P1", "P1", "DIR-2"]), "at_ms": st.integers(0, 9)}
)
_few = st.lists(st.tuples(_reaching, _at), min_size=2, max_size=5)


@pytest.mark.slow
@given(
    shared=_few,
    ways=st.lists(st.tuples(st.integers(1, 4), _few), min_size=2, max_size=4),
    home=st.sampled_from(["DIR", "DIR", "P1", "DIR-2"]),
    word=st.sampled_from([255, 255, 254, 13]),
    data=st.data(),
)
def test_a_kept_branch_takes_back_what_it_goes_on_after(
    shared: Acts,
    ways: list[tuple[int, Acts]],
    home: str,
    word: int,
    data: st.DataObject,
    database: Connection,
) -> None:
    merged = MergedRows(replace(HEADER, station=home))
    told: list[Acts] = [shared]
    for source, (length, way) in enumerate(ways):
        # Each laptop goes on from the beginning of one that came before it.
        told.append([*told[source % len(told)][:length], *way])
        missing = data.draw(st.none() | st.none() | st.integers(0, 9))
        rows = [row for place, row in enumerate(bound(told[-1])) if place != missing]
        merged.merge(*merged.sorted_in(rows))
    for about in ("P1", "DIR-2"):
        hashes = [branch.hash for branch in merged.union().branches if branch.station == about]
        kept = tuple(name for place, name in enumerate(hashes) if word >> place & 1)
        event = BranchesKept(station=about, kept=kept, left=(), reason="x")
        merged.add(merged.following("DIR", "DIR", event=event, stamp=stamp(0)))

    found = view_of(database, merged, "SELECT station, seq, state FROM timeline")

    assert {(station, seq): state for station, seq, state in found} == standing(merged.union().counted)


def word_on_branches(merged: MergedRows, station: str, chosen: int) -> Recorded:
    """Keep some branches of one contested station: those whose bit is set."""
    branches = merged.union().branches
    about = branches[chosen % len(branches)].station if branches else "P1"
    hashes = [branch.hash for branch in branches if branch.station == about]
    kept = tuple(name for place, name in enumerate(hashes) if chosen >> place & 1)
    left = tuple(name for name in hashes if name not in kept)
    event = BranchesKept(station=about, kept=kept, left=left, reason="x")
    return merged.following(station, station, event=event, stamp=stamp(0))


def story(*events: ev.Event, station: str = "DIR") -> Rows:
    rows = Rows()
    for second, event in enumerate(events):
        rows.add(event, at_ms=second * 1000, station=station)
    return rows


def decide(text: str = "x", **more: Any) -> ev.DecisionLogged:
    return ev.DecisionLogged(cell="OPS", text=text, **more)


def states(database: Connection, rows: Rows) -> list[str]:
    return [state for (state,) in told(database, rows, "SELECT state FROM timeline ORDER BY seq")]


def test_an_undone_withdrawal_gives_the_decision_back(database: Connection) -> None:
    rows = story(decide(), ev.DecisionWithdrawn(target_seq=1), ev.ActUndone(target_seq=2))

    found = states(database, rows)

    assert found == ["current", "withdrawn", "current"]


def test_an_undone_correction_gives_the_decision_back(database: Connection) -> None:
    rows = story(decide(), decide("y", corrects=1), ev.ActUndone(target_seq=2))

    found = states(database, rows)

    assert found == ["current", "withdrawn", "current"]


def test_an_undone_clear_gives_the_breach_back(database: Connection) -> None:
    clear = ev.BreachCleared(red_line="R1", breach_station="DIR", breach_seq=1, reason="x")
    rows = story(ev.RedLineBreached(red_line="R1"), clear, ev.ActUndone(target_seq=2))

    found = states(database, rows)

    assert found == ["current", "withdrawn", "current"]


def test_a_retraction_takes_the_releases_before_it_and_none_after(database: Connection) -> None:
    retract = ev.InjectRetracted(inject="E01", reason="x")
    rows = story(ev.InjectReleased(inject="E01"), retract, ev.InjectReleased(inject="E01"))

    found = states(database, rows)

    assert found == ["withdrawn", "current", "current"]


def test_an_undone_assessment_gives_the_earlier_one_back(database: Connection) -> None:
    met = ev.ActionAssessed(action="E01.a", completion="met")
    rows = story(met, met, met, ev.ActUndone(target_seq=3))

    found = states(database, rows)

    assert found == ["corrected", "current", "withdrawn", "current"]


def test_conduct_of_another_station_is_ignored_and_takes_nothing(database: Connection) -> None:
    rows = story(ev.InjectReleased(inject="E01"), ev.ExercisePaused(), station="P1")

    found = states(database, rows)

    assert found == ["ignored", "ignored"]


def test_an_observation_is_corrected_and_withdrawn_as_a_decision_is(database: Connection) -> None:
    fact = ObservationNoted(cell="OPS", text="x")
    rows = story(fact, replace(fact, corrects=1), fact, ev.DecisionWithdrawn(target_seq=3), station="P1")

    found = states(database, rows)

    assert found == ["corrected", "current", "withdrawn", "current"]


def test_the_later_of_a_clear_and_a_correction_of_one_row_counts(database: Connection) -> None:
    clear = ev.BreachCleared(red_line="R1", breach_station="DIR", breach_seq=1, reason="x")
    rows = story(ev.RedLineBreached(red_line="R1"), clear, decide(corrects=1))

    found = states(database, rows)

    assert found == ["corrected", "current", "current"]


def taken_over() -> Rows:
    """DIR releases E01 and E02; DIR-2 takes over after E01 and retracts what it knows."""
    rows = Rows()
    rows.add(ev.InjectReleased(inject="E01"), at_ms=1)
    rows.add(ev.InjectReleased(inject="E02"), at_ms=2)
    rows.add(ConductTakenOver(station="DIR", head_seq=1, head_hash="x"), station="DIR-2", at_ms=3)
    rows.add(ev.InjectRetracted(inject="E01", reason="x"), station="DIR-2", at_ms=4)
    return rows


def choose(chosen: str, rejected: str) -> ChainChosen:
    return ChainChosen(chosen=chosen, rejected=rejected, reason="x")


IN_ORDER = "SELECT station, seq, state FROM timeline ORDER BY station, seq"


def test_what_the_one_before_did_after_a_takeover_is_ignored(database: Connection) -> None:
    rows = taken_over()

    found = told(database, rows, IN_ORDER)

    assert found == [
        ("DIR", 1, "withdrawn"),
        ("DIR", 2, "ignored"),
        ("DIR-2", 1, "current"),
        ("DIR-2", 2, "current"),
    ]


def test_a_takeover_in_vain_has_no_say_but_who_conducts(database: Connection) -> None:
    rows = taken_over()
    rows.add(ev.NoteTaken(text="x"), station="DIR-2", at_ms=5)
    rows.add(choose("DIR", "DIR-2"), at_ms=6)

    found = told(database, rows, IN_ORDER)

    assert found == [
        ("DIR", 1, "current"),
        ("DIR", 2, "current"),
        ("DIR", 3, "current"),
        ("DIR-2", 1, "current"),
        ("DIR-2", 2, "ignored"),
        ("DIR-2", 3, "ignored"),
    ]


def test_two_that_take_over_from_each_other_do_not_go_round(database: Connection) -> None:
    rows = taken_over()
    rows.add(ConductTakenOver(station="DIR-2", head_seq=2, head_hash="x"), station="DIR-3", at_ms=5)
    rows.add(ConductTakenOver(station="DIR-3", head_seq=1, head_hash="x"), station="DIR-2", at_ms=6)

    found = told(database, rows, IN_ORDER)

    assert {(station, seq): state for station, seq, state in found} == standing(rows.recorded)


def forked(*, home: str = "DIR") -> MergedRows:
    """P1 notes `x`; then one copy of its logbook says `y`, another `z`."""
    merged = MergedRows(replace(HEADER, station=home))
    for text in ("y", "z"):
        merged.merge(*merged.sorted_in(bound([(note, p1()) for note in (decide("x"), decide(text))])))
    return merged


def p1() -> dict[str, Any]:
    return {"station": "P1"}


DECIDED = "SELECT station, seq, text FROM decisions ORDER BY station, seq, text"


def test_contradicting_rows_of_another_station_do_not_stand(database: Connection) -> None:
    found = view_of(database, forked(), DECIDED)

    assert found == [("P1", 1, "x")]


def test_kept_branches_stand_the_second_under_a_name_of_its_own(database: Connection) -> None:
    merged = forked()
    first, second = merged.union().branches
    merged.add(word_on_branches(merged, "DIR", 3))

    found = view_of(database, merged, "SELECT station, seq FROM decisions ORDER BY station, seq")

    assert first.hash < second.hash
    assert found == [("P1", 1), ("P1", 2), (f"P1~{second.hash[:4]}", 2)]


def test_an_undo_in_a_branch_with_its_own_name_takes_back_a_row_before_the_fork(
    database: Connection,
) -> None:
    ways = [
        bound([(act, p1()) for act in (decide("x"), decide(text), *more)])
        for text, more in (("y", ()), ("z", (ev.ActUndone(target_seq=1), ev.ActUndone(target_seq=2))))
    ]
    merged = MergedRows(HEADER)
    for way in ways:
        merged.merge(*merged.sorted_in(way))
    merged.add(word_on_branches(merged, "DIR", 3))

    found = view_of(database, merged, "SELECT station, text, state FROM decisions ORDER BY text")

    first, second = ways[0][1].entry.hash, ways[1][1].entry.hash
    assert first < second
    assert found == [
        ("P1", "x", "withdrawn"), ("P1", "y", "current"), (f"P1~{second[:4]}", "z", "withdrawn"),
    ]  # fmt: skip


def test_what_contradicts_this_files_own_rows_stands_only_when_kept_and_with_its_sign(
    database: Connection,
) -> None:
    merged = forked(home="P1")
    (branch,) = merged.union().branches
    before = view_of(database, merged, DECIDED)
    merged.add(word_on_branches(merged, "DIR", 1))

    after = view_of(database, merged, DECIDED)

    assert before == [("P1", 1, "x"), ("P1", 2, "y")]
    assert after == [*before, (f"P1~{branch.hash[:4]}", 2, "z")]


def test_a_newer_version_of_a_kind_is_ignored(database: Connection) -> None:
    rows = story(decide())
    rows.recorded[0] = Recorded(replace(rows.recorded[0].entry, version=2), rows.recorded[0].event)

    found = states(database, rows)

    assert found == ["ignored"]


def test_a_decision_is_shown_with_all_that_was_said(database: Connection) -> None:
    rows = story(decide("go", why="rain", rule="r1", told=("A", "B"), inject="E01"))
    sql = "SELECT cell, category, inject, text, rationale, rule, told, author, state FROM decisions"

    found = told(database, rows, sql)

    assert found == [("OPS", "decision", "E01", "go", "rain", "r1", "A,B", "DIR", "current")]


def test_a_time_that_was_not_said_is_the_time_of_the_row(database: Connection) -> None:
    rows = Rows()
    rows.add(ev.ActionAssessed(action="E01.a", completion="met"), at_ms=5000)
    rows.add(ev.ActionAssessed(action="E01.b", completion="met"), at_ms=6000, seen_ms=2000)

    found = told(database, rows, "SELECT action, observed_ms FROM assessments")

    assert found == [("E01.a", 5000), ("E01.b", 2000)]


def test_a_release_is_shown_with_its_variant(database: Connection) -> None:
    rows = story(ev.InjectReleased(inject="E01", variant=2))

    found = told(database, rows, "SELECT inject, elapsed_ms, variant, state FROM releases")

    assert found == [("E01", 0, 2, "current")]


def test_an_improvised_inject_is_shown_as_a_release(database: Connection) -> None:
    improvised = InjectImprovised(inject="X01", title="Power", message="No light", to=("OPS",))
    retract = ev.InjectRetracted(inject="X01", reason="x")
    rows = story(improvised, retract, ev.InjectReleased(inject="X01"))

    released = told(database, rows, "SELECT inject, variant, state FROM releases")
    timeline = told(database, rows, "SELECT kind, summary, state FROM timeline ORDER BY seq")

    assert released == [("X01", 0, "withdrawn"), ("X01", 0, "current")]
    assert timeline[0] == ("improvise", "X01 Power", "withdrawn")


def test_a_body_that_is_no_json_does_not_hide_the_other_rows(database: Connection) -> None:
    rows = story(decide("first"), decide("second"))
    recorded = [with_body(row) for row in rows.recorded]
    recorded[0] = Recorded(replace(recorded[0].entry, body="{broken"), recorded[0].event)

    found = view(database, recorded, "SELECT text FROM decisions ORDER BY seq")

    assert found == [(None,), ("second",)]


def test_the_timeline_sums_up_in_codes(database: Connection) -> None:
    rows = story(ev.InjectReleased(inject="E01"), ev.ExerciseEnded(rest="unmet"))

    found = told(database, rows, "SELECT kind, summary FROM timeline")

    assert found == [("release", "E01 0"), ("endex", "unmet")]


def test_every_kind_has_a_summary() -> None:
    kinds = set(KINDS)

    summed_up = set(_SUMMARIES)

    assert summed_up == kinds


def test_the_feedback_view_has_a_column_for_each_statement(database: Connection) -> None:
    rows = story(
        FeedbackGiven(text="too fast", score=2),
        FeedbackGiven(text="", realism=1, attendance=2, function=3, plan=4, score=5),
        ev.ActUndone(target_seq=1),
    )
    sql = "SELECT station, seq, realism, attendance, function, plan, score, text, state FROM feedback"

    found = told(database, rows, sql)
    timeline = told(database, rows, "SELECT summary FROM timeline WHERE kind = 'feedback' ORDER BY seq")

    assert found == [
        ("DIR", 1, None, None, None, None, 2, "too fast", "withdrawn"),
        ("DIR", 2, 1, 2, 3, 4, 5, "", "current"),
    ]
    assert [line[0].rstrip() for line in timeline] == [
        "2 too fast", "5 realism=1 attendance=2 function=3 plan=4"
    ]  # fmt: skip


def test_feedback_of_an_earlier_version_stands(database: Connection) -> None:
    rows = story(FeedbackGiven(text="too fast", score=2))
    rows.recorded[0] = Recorded(replace(rows.recorded[0].entry, version=1), rows.recorded[0].event)

    assert states(database, rows) == ["current"]
