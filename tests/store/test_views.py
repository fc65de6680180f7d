"""The public views of contract 4 say the same as the fold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from builders import Rows
from domain.random_rows import calm_events, rows_of, whos
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert

from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.alignment import align
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.standing import standing_of
from tabletop.store.codec import KINDS, encode
from tabletop.store.tables import create_schema, table
from tabletop.store.views import _SUMMARIES

acts = st.lists(st.tuples(calm_events, whos()), max_size=24)


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        create_schema(connection)
        connection.commit()
        yield connection
    engine.dispose()


def with_body(row: Recorded) -> dict[str, Any]:
    body = "{}" if isinstance(row.event, ev.UnknownEvent) else encode(row.event)
    return asdict(replace(row.entry, body=body))


def view(database: Connection, rows: Rows, sql: str) -> list[tuple[Any, ...]]:
    """Fill the journal, read a view, empty the journal again."""
    if rows.recorded:
        database.execute(insert(table("journal")), [with_body(row) for row in rows.recorded])
    found = [tuple(row) for row in database.exec_driver_sql(sql).all()]
    database.rollback()
    return found


@pytest.mark.slow
@given(acts=acts)
def test_every_row_has_the_state_that_the_fold_gives_it(acts: list[Any], database: Connection) -> None:
    rows = rows_of(acts)

    found = view(database, rows, "SELECT station, seq, state FROM timeline")

    expected = standing_of(align(rows.recorded)).rows
    assert {(station, seq): state for station, seq, state in found} == expected


def story(*events: ev.Event, station: str = "DIR") -> Rows:
    rows = Rows()
    for second, event in enumerate(events):
        rows.add(event, at_ms=second * 1000, station=station)
    return rows


def decide(text: str = "x", **more: Any) -> ev.DecisionLogged:
    return ev.DecisionLogged(cell="OPS", text=text, **more)


def states(database: Connection, rows: Rows) -> list[str]:
    return [state for (state,) in view(database, rows, "SELECT state FROM timeline ORDER BY seq")]


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


def test_a_newer_version_of_a_kind_is_ignored(database: Connection) -> None:
    rows = story(decide())
    rows.recorded[0] = Recorded(replace(rows.recorded[0].entry, version=2), rows.recorded[0].event)

    found = states(database, rows)

    assert found == ["ignored"]


def test_a_decision_is_shown_with_all_that_was_said(database: Connection) -> None:
    rows = story(decide("go", why="rain", rule="r1", told=("A", "B"), inject="E01"))
    sql = "SELECT cell, category, inject, text, rationale, rule, told, author, state FROM decisions"

    found = view(database, rows, sql)

    assert found == [("OPS", "decision", "E01", "go", "rain", "r1", "A,B", "DIR", "current")]


def test_a_time_that_was_not_said_is_the_time_of_the_row(database: Connection) -> None:
    rows = Rows()
    rows.add(ev.ActionAssessed(action="E01.a", completion="met"), at_ms=5000)
    rows.add(ev.ActionAssessed(action="E01.b", completion="met"), at_ms=6000, seen_ms=2000)

    found = view(database, rows, "SELECT action, observed_ms FROM assessments")

    assert found == [("E01.a", 5000), ("E01.b", 2000)]


def test_a_release_is_shown_with_its_variant(database: Connection) -> None:
    rows = story(ev.InjectReleased(inject="E01", variant=2))

    found = view(database, rows, "SELECT inject, elapsed_ms, variant, state FROM releases")

    assert found == [("E01", 0, 2, "current")]


def test_an_improvised_inject_is_shown_as_a_release(database: Connection) -> None:
    improvised = InjectImprovised(inject="X01", title="Power", message="No light", to=("OPS",))
    retract = ev.InjectRetracted(inject="X01", reason="x")
    rows = story(improvised, retract, ev.InjectReleased(inject="X01"))

    released = view(database, rows, "SELECT inject, variant, state FROM releases")
    told = view(database, rows, "SELECT kind, summary, state FROM timeline ORDER BY seq")

    assert released == [("X01", 0, "withdrawn"), ("X01", 0, "current")]
    assert told[0] == ("improvise", "X01 Power", "withdrawn")


def test_a_body_that_is_no_json_does_not_hide_the_other_rows(database: Connection) -> None:
    rows = story(decide("first"), decide("second"))
    values = [with_body(row) for row in rows.recorded]
    values[0]["body"] = "{broken"

    database.execute(insert(table("journal")), values)
    found = database.exec_driver_sql("SELECT text FROM decisions ORDER BY seq").scalars().all()
    database.rollback()

    assert found == [None, "second"]


def test_the_timeline_sums_up_in_codes(database: Connection) -> None:
    rows = story(ev.InjectReleased(inject="E01"), ev.ExerciseEnded(rest="unmet"))

    found = view(database, rows, "SELECT kind, summary FROM timeline")

    assert found == [("release", "E01 0"), ("endex", "unmet")]


def test_every_kind_has_a_summary() -> None:
    kinds = set(KINDS)

    summed_up = set(_SUMMARIES)

    assert summed_up == kinds
