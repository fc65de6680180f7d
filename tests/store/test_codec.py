"""Bodies are written in one form only and read back with distrust."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from store.events_of_all_kinds import any_event
from store.samples import decision

from tabletop.domain.play.events import (
    AutoSet,
    DecisionLogged,
    Event,
    ExerciseEnded,
    NoteTaken,
    TimeJumped,
    UnknownEvent,
)
from tabletop.domain.play.follow_up import FeedbackGiven
from tabletop.errors import UserError
from tabletop.store.codec import MAX_BODY_BYTES, MAX_DEPTH, decode, encode, is_canonical, parse_object

TO = datetime(2024, 2, 12, 7, 0, tzinfo=timezone(timedelta(hours=7)))


@given(any_event)
def test_every_event_is_read_back_equal(event: Event) -> None:
    body = encode(event)

    read = decode(event.kind, event.version, body)

    assert read == event


@given(any_event)
def test_every_body_is_canonical(event: Event) -> None:
    body = encode(event)

    again = json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert body == again
    assert is_canonical(body)


def test_a_body_leaves_out_what_was_not_said() -> None:
    event = DecisionLogged(cell="OPS", text="Siaga → sekarang", told=("LO",))

    body = encode(event)

    assert body == '{"category":"decision","cell":"OPS","text":"Siaga → sekarang","told":["LO"]}'


def test_an_instant_keeps_its_offset() -> None:
    event = TimeJumped(to=TO, reason="next phase")

    body = encode(event)

    assert '"to":"2024-02-12T07:00:00+07:00"' in body


@pytest.mark.parametrize("text", ["half a \ud83d", "an end\0of text"])
def test_text_that_no_file_can_hold_is_refused(text: str) -> None:
    event = decision(text)

    with pytest.raises(UserError) as refused:
        encode(event)

    assert (refused.value.code, refused.value.fields) == ("text-unwritable", {"what": "text"})


def test_text_within_a_list_is_checked_too() -> None:
    event = decision(told=("LO\0",))

    with pytest.raises(UserError) as refused:
        encode(event)

    assert refused.value.fields == {"what": "told"}


def test_a_body_over_the_limit_is_refused() -> None:
    event = decision("x" * MAX_BODY_BYTES)

    with pytest.raises(UserError) as refused:
        encode(event)

    assert refused.value.code == "row-too-long"


def wrongly_typed(value: Any) -> ExerciseEnded:
    return ExerciseEnded(rest=value)


@pytest.mark.parametrize(
    "event",
    [
        UnknownEvent(named="x", named_version=1),
        wrongly_typed("later"),
        wrongly_typed(True),
        TimeJumped(to=TO.replace(tzinfo=None), reason="x"),
    ],
)
def test_an_event_that_would_not_be_read_back_is_a_bug(event: Event) -> None:
    with pytest.raises(ValueError, match="not a"):
        encode(event)


@pytest.mark.parametrize(
    ("kind", "version"), [("teleport", 1), ("note", 2), ("note", 0), ("note", -1), ("unknown", 1)]
)
def test_an_unknown_kind_or_version_is_kept_by_name(kind: str, version: int) -> None:
    event = decode(kind, version, '{"text":"x"}')

    assert event == UnknownEvent(named=kind, named_version=version)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "{",
        '{"text":1}',
        '{"text":null}',
        '{"text":"x","text":"y"}',
        '{"text":"x"}{}',
        '\ufeff{"text":"x"}',
        '\u00a0{"text":"x"}',
        '{"text":"x","extra":1}',
        '{"text":"x","question":true}',
        '{"text":"x","question":1.0}',
        '{"text":"x","question":1e3}',
        '{"text":"x","question":NaN}',
        '{"text":"x","question":' + "9" * 5000 + "}",
        '{"text":"\\ud800"}',
        '{"text":"\\u0000"}',
        '{"text":"' + "x" * MAX_BODY_BYTES + '"}',
        '{"text":' + "[" * 200_000 + "]" * 200_000 + "}",
    ],
)
def test_a_body_that_cannot_be_read_becomes_an_unknown_event(body: str) -> None:
    event = decode("note", 1, body)

    assert event == UnknownEvent(named="note", named_version=1)


@pytest.mark.parametrize("to", ["2024-02-12T07:00:00", "1700000000", "soon"])
def test_an_instant_needs_its_offset(to: str) -> None:
    event = decode("jump", 1, f'{{"reason":"x","to":"{to}"}}')

    assert isinstance(event, UnknownEvent)


def test_a_whole_number_is_no_flag() -> None:
    event = decode("auto", 1, '{"inject":"E01","on":1}')

    assert isinstance(event, UnknownEvent)


def test_a_row_of_an_older_program_may_lack_what_came_later() -> None:
    event = decode("auto", 1, '{"inject":"E01","on":true}')

    assert event == AutoSet(inject="E01", on=True)


@pytest.mark.parametrize(
    ("text", "is_fine"),
    [
        ('{"a":' + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) + "}", True),
        ('{"a":' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "}", False),
        ('{"a":"' + "[" * 99 + '\\"' + "{" * 99 + '","b":' + "[" * 40 + "]" * 40 + "}", False),
        ('{"a":"' + "[" * 99 + '\\\\","b":"\\"' + "{" * 99 + '"}', True),
    ],
)
def test_depth_is_counted_outside_of_texts(text: str, *, is_fine: bool) -> None:
    try:
        parse_object(text)
        found = True
    except ValueError:
        found = False

    assert found is is_fine


@pytest.mark.parametrize("body", ['{"b":1,"a":2}', '{"a": 1}', '{"a":"\\u00e9"}', "{", '{"a":1.5}'])
def test_another_spelling_of_the_same_is_not_canonical(body: str) -> None:
    assert not is_canonical(body)


def test_blanks_around_an_object_are_read_over() -> None:
    event = decode("note", 1, ' \t{"text":"x"}\r\n')

    assert event == NoteTaken(text="x")


def test_a_note_is_read() -> None:
    event = decode("note", 1, '{"question":2,"text":"x"}')

    assert event == NoteTaken(text="x", question=2)


@pytest.mark.parametrize("version", [1, 2])
def test_feedback_of_either_version_is_read_its_score_as_that_of_all_in_all(version: int) -> None:
    event = decode("feedback", version, '{"score":2,"text":"too fast"}')

    assert event == FeedbackGiven(text="too fast", score=2)
