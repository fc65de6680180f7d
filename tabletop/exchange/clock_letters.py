"""Two laptops compare their clocks through a shared folder; it must not know what a clock is for.

The observer's laptop writes a question with its own wall time, the director's answers with when it saw
the question and when it wrote the answer, the observer's notes when the answer came. The offset is the
mean of both ways, as in NTP: at most half of the time on the way is its error.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tabletop import paths

_QUESTION, _ANSWER = ".clock-question.json", ".clock-answer.json"
_FORMAT = "tabletop-clock/1"
_MAX_BYTES = 2_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}")
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that waits for its answer; `asked_at` is the asking laptop's wall time."""

    exercise: str
    station: str
    token: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How far the asking clock ran ahead, and by how much that may be wrong, in milliseconds."""

    offset_ms: int
    error_ms: int


def ask(folder: Path, exercise: str, station: str, *, asked_at: datetime) -> Question:
    """Put a question into a folder. Raises UserError `out-unwritable`."""
    question = Question(exercise=exercise, station=station, token=secrets.token_hex(8), asked_at=asked_at)
    (folder / f"{station}{_ANSWER}").unlink(missing_ok=True)
    _write(folder / f"{station}{_QUESTION}", question, {"asked_at": asked_at.isoformat()})
    return question


def answer_all(folder: Path, exercises: tuple[str, ...], now: Callable[[], datetime]) -> list[str]:
    """Answer every question of these exercises in a folder once; return the stations that asked.

    What is not a question is left alone. Raises UserError where an answer cannot be written.
    """
    answered = []
    for path in sorted(folder.glob(f"*{_QUESTION}")):
        seen_at = now()
        said = _read(path)
        station, token = said.get("station"), said.get("token")
        is_ours = said.get("exercise") in exercises and isinstance(token, str)
        if not is_ours or not isinstance(station, str) or not _NAME.fullmatch(station):
            continue
        place = folder / f"{station}{_ANSWER}"
        if _read(place).get("token") == token:
            continue
        question = Question(
            exercise=str(said["exercise"]), station=station, token=str(token), asked_at=seen_at
        )
        _write(place, question, {"seen_at": seen_at.isoformat(), "written_at": now().isoformat()})
        answered.append(station)
    return answered


def collect(folder: Path, question: Question, *, now: datetime) -> Comparison | None:
    """Return what the answer says, None while there is none; both files then go."""
    said = _read(folder / f"{question.station}{_ANSWER}")
    if said.get("token") != question.token:
        return None
    try:
        seen_at, written_at = (datetime.fromisoformat(str(said[key])) for key in ("seen_at", "written_at"))
        there, back = question.asked_at - seen_at, now - written_at
    except (KeyError, ValueError, TypeError):
        return None
    for path in _of(folder, question.station):
        path.unlink(missing_ok=True)
    on_the_way = (now - question.asked_at) - (written_at - seen_at)
    return Comparison(
        offset_ms=(there + back) // (2 * _MILLISECOND),
        error_ms=max(0, on_the_way // (2 * _MILLISECOND)),
    )


def give_up(folder: Path, question: Question) -> None:
    """Take a question back. Never raises."""
    for path in _of(folder, question.station):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue


def _of(folder: Path, station: str) -> Iterator[Path]:
    yield from (folder / f"{station}{ending}" for ending in (_QUESTION, _ANSWER))


def _write(path: Path, question: Question, times: dict[str, str]) -> None:
    said = {
        "format": _FORMAT,
        "exercise": question.exercise,
        "station": question.station,
        "token": question.token,
    }
    paths.replace_file(path, json.dumps(said | times).encode())


def _read(path: Path) -> dict[str, Any]:
    """Read a letter; what is none, or half written, says nothing."""
    try:
        with path.open("rb") as stream:
            said = json.loads(stream.read(_MAX_BYTES))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) and said.get("format") == _FORMAT else {}
