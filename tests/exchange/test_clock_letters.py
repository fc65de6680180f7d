"""Clocks compared through a shared folder: the offset, its error, and whatever else lies there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tabletop.errors import UserError
from tabletop.exchange.clock_letters import Comparison, answer_all, ask, collect, give_up

NOON = datetime(2024, 2, 14, 5, 0, tzinfo=UTC)
AHEAD = timedelta(hours=3, milliseconds=400)


def times(*seconds: float) -> Callable[[], datetime]:
    """Return a director's clock that reads these seconds after noon, one after the other."""
    readings: Iterator[datetime] = iter([NOON + timedelta(seconds=second) for second in seconds])
    return lambda: next(readings)


def theirs(second: float) -> datetime:
    """Return what the observer's clock shows so many seconds after noon."""
    return NOON + AHEAD + timedelta(seconds=second)


def test_the_offset_is_found_to_the_millisecond_where_both_ways_take_as_long(tmp_path: Path) -> None:
    question = ask(tmp_path, "EX-1", "P1", asked_at=theirs(0))

    answered = answer_all(tmp_path, ("EX-1",), times(1, 1.5))
    found = collect(tmp_path, question, now=theirs(2.5))

    assert answered == ["P1"]
    assert found == Comparison(offset_ms=3 * 3_600_000 + 400, error_ms=1_000)
    assert list(tmp_path.iterdir()) == []


def test_the_error_is_never_more_than_half_of_the_way(tmp_path: Path) -> None:
    question = ask(tmp_path, "EX-1", "P1", asked_at=theirs(0))

    answer_all(tmp_path, ("EX-1",), times(0.1, 0.1))
    found = collect(tmp_path, question, now=theirs(4))

    assert found is not None
    assert abs(found.offset_ms - (3 * 3_600_000 + 400)) <= found.error_ms


def test_there_is_no_answer_before_the_director_looked(tmp_path: Path) -> None:
    question = ask(tmp_path, "EX-1", "P1", asked_at=theirs(0))

    assert collect(tmp_path, question, now=theirs(1)) is None


def test_a_question_is_answered_once(tmp_path: Path) -> None:
    ask(tmp_path, "EX-1", "P1", asked_at=theirs(0))

    first = answer_all(tmp_path, ("EX-1",), times(1, 1))
    second = answer_all(tmp_path, ("EX-1",), times(2, 2))

    assert (first, second) == (["P1"], [])


def test_an_old_answer_is_not_taken_for_a_new_question(tmp_path: Path) -> None:
    earlier = ask(tmp_path, "EX-1", "P1", asked_at=theirs(0))
    answer_all(tmp_path, ("EX-1",), times(1, 1))
    later = ask(tmp_path, "EX-1", "P1", asked_at=theirs(60))

    assert collect(tmp_path, later, now=theirs(61)) is None
    assert collect(tmp_path, earlier, now=theirs(61)) is None


def test_another_exercise_is_left_alone(tmp_path: Path) -> None:
    ask(tmp_path, "EX-2", "P1", asked_at=theirs(0))

    assert answer_all(tmp_path, ("EX-1",), times(1, 1)) == []


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"null",
        json.dumps(
            {"format": "tabletop-clock/1", "exercise": "EX-1", "station": "../P1", "token": "a"}
        ).encode(),
        json.dumps({"format": "tabletop-clock/1", "exercise": "EX-1", "station": 7, "token": "a"}).encode(),
        json.dumps(
            {"format": "tabletop-clock/1", "exercise": "EX-1", "station": "P1", "token": None}
        ).encode(),
        json.dumps({"format": "other", "exercise": "EX-1", "station": "P1", "token": "a"}).encode(),
        b"x" * 10_000,
    ],
)
def test_what_is_no_question_is_left_alone(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "P1.clock-question.json").write_bytes(written)

    assert answer_all(tmp_path, ("EX-1",), times(1, 1)) == []
    assert [path.name for path in tmp_path.iterdir()] == ["P1.clock-question.json"]


@pytest.mark.parametrize(
    "times_said", [{}, {"seen_at": "x", "written_at": "y"}, {"seen_at": "2024-02-14T05:00:00"}]
)
def test_an_answer_without_times_is_none(tmp_path: Path, times_said: dict[str, str]) -> None:
    question = ask(tmp_path, "EX-1", "P1", asked_at=theirs(0))
    said = {"format": "tabletop-clock/1", "exercise": "EX-1", "station": "P1", "token": question.token}
    (tmp_path / "P1.clock-answer.json").write_text(json.dumps(said | times_said))

    assert collect(tmp_path, question, now=theirs(1)) is None


def test_a_question_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    question = ask(tmp_path, "EX-1", "P1", asked_at=theirs(0))

    give_up(tmp_path, question)
    give_up(tmp_path / "gone", question)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refusal:
        ask(tmp_path / "gone", "EX-1", "P1", asked_at=theirs(0))

    assert refusal.value.code == "out-unwritable"
