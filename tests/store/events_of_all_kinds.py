"""Random events of every kind, built from the types of their fields."""

from __future__ import annotations

import types
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from tabletop.domain.play.events import Event
from tabletop.store.codec import KINDS

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
_offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=_offsets)  # noqa: DTZ001 - bounds


def _values(hint: Any) -> st.SearchStrategy[Any]:
    origin = get_origin(hint)
    if origin is Literal:
        return st.sampled_from(get_args(hint))
    if origin in (Union, types.UnionType):
        return st.one_of(*(_values(part) for part in get_args(hint)))
    if origin is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=4).map(tuple)
    plain = {str: texts, int: st.integers(), bool: st.booleans(), datetime: _instants, type(None): st.none()}
    return plain[hint]


def events_of(kind: str) -> st.SearchStrategy[Event]:
    event_type = KINDS[kind]
    hints = get_type_hints(event_type)
    return st.builds(event_type, **{f.name: _values(hints[f.name]) for f in fields(event_type)})


any_event = st.sampled_from(sorted(KINDS)).flatmap(events_of)
