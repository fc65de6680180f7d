"""The verbs of contract 3 and their arguments, as one table; it must not do what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from tabletop.domain.play.additions import DeadlineClock, Method
from tabletop.domain.play.events import Bearing, Element, Priority, Sense
from tabletop.domain.play.follow_up import SCORES, STATEMENTS, Progress
from tabletop.exchange import script_values as read


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument: its name in the script, how its word is read, and the field it fills.

    Without a field the reading returns the fields itself.
    """

    name: str
    read: Callable[[str], object]
    field: str | None
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What stands after a verb: arguments in their order, then those with a key."""

    positional: tuple[Argument, ...] = ()
    keys: tuple[Argument, ...] = ()

    def key(self, name: str) -> Argument | None:
        """Return the argument with this key."""
        return next((argument for argument in self.keys if argument.name == name), None)


def _argument(name: str, reading: Callable[[str], object], field: str = "") -> Argument:
    return Argument(name=name, read=reading, field=field or name)


def _needed(name: str, reading: Callable[[str], object], field: str = "") -> Argument:
    return Argument(name=name, read=reading, field=field or name, is_required=True)


_REASON = _argument("reason", read.text)
_NEEDED_REASON = _needed("reason", read.text)
_INJECT = _argument("inject", read.name)
_CELL = _argument("cell", read.name)
_OBJECTIVE = _argument("objective", read.name)
_TEXT = _argument("text", read.text)
_ACTION = _argument("action", read.action)
_RED_LINE = _argument("red line", read.name, "red_line")
_COMPLETION = _argument("completion", read.one_of("met", "partial", "unmet", "n/a"))
_NUMBER = _argument("number", read.whole(1, 9_999))
_SHOWN_BY = (_CELL, _argument("rows", read.rows))
_OF_A_PLAN = (
    *(_argument(key, read.text) for key in ("contact", "start", "due", "retest")),
    _argument("element", read.one_of(*get_args(Element))),
    _argument("priority", read.one_of(*get_args(Priority))),
)
_DECIDE = Argument(name="decide", read=read.only("decide"), field=None)
_SHIFTED = Argument(name="inject", read=read.shifted, field=None)
_DECISION = (
    _INJECT,
    _argument("category", read.one_of("decision", "action", "information", "request", "no-action", "note")),
    *(_argument(key, read.text) for key in ("why", "deviation", "source", "threat", "alternative")),
    *(_argument(key, read.text) for key in ("warning", "authority", "judgement")),
    _argument("sense", read.one_of(*get_args(Sense))),
    _argument("kind", read.one_of(*get_args(Bearing)), "bearing"),
    _argument("rule", read.name),
    _argument("told", read.names),
)


def _verb(*positional: Argument, keys: tuple[Argument, ...] = (), reason: Argument = _REASON) -> Verb:
    return Verb(positional=positional, keys=(*keys, reason))


VERBS = MappingProxyType(
    {
        # before STARTEX
        "ready": _verb(
            _argument("item", read.name),
            keys=(
                _needed("present", read.whole(0)),
                _needed("serviceable", read.whole(0)),
                _argument("note", read.text),
            ),
        ),
        "present": _verb(
            _argument("unit", read.name),
            keys=(_needed("present", read.whole(0)), _needed("fit", read.whole(0))),
        ),
        "participants": _verb(_argument("organisation", read.text), keys=(_needed("n", read.whole(0)),)),
        # the exercise and its clocks
        "startex": _verb(keys=(_argument("phase", read.name), _argument("override", read.text))),
        "endex": _verb(keys=(_argument("rest", read.one_of("unmet", "open")),)),
        "pause": _verb(reason=_argument("reason", read.one_of("safety", "break", "technical", "other"))),
        "resume": _verb(keys=(_argument("for", read.length_ms, "for_ms"),)),
        "safety": _verb(reason=_NEEDED_REASON),
        "adjust": _verb(_argument("length", read.adjustment_ms, "by_ms"), reason=_NEEDED_REASON),
        "jump": _verb(
            _argument("scenario time", read.moment, "to"),
            keys=(_argument("due", read.one_of("keep", "skip")),),
            reason=_NEEDED_REASON,
        ),
        "situation": _verb(
            _argument("situation", read.name),
            keys=(_argument("by", read.text, "decided_by"),),
            reason=_NEEDED_REASON,
        ),
        # injects
        "release": _verb(_INJECT, keys=(_argument("variant", read.whole(0, 99)),)),
        "retract": _verb(_INJECT, reason=_NEEDED_REASON),
        "repeat": _verb(_INJECT),
        "hold": _verb(_INJECT),
        "skip": _verb(_INJECT, reason=_NEEDED_REASON),
        "shift": _verb(_SHIFTED, _argument("shift", read.shift_ms, "by_ms")),
        "auto": _verb(_INJECT, _argument("on or off", read.switched_on, "on")),
        "decline": _verb(_INJECT, reason=_NEEDED_REASON),
        "acknowledge": _verb(_INJECT, _CELL),
        "improvise": _verb(
            _INJECT,
            keys=(
                _needed("title", read.text),
                _needed("message", read.text),
                _needed("to", read.names),
                _argument("method", read.one_of(*get_args(Method))),
                _argument("from", read.text, "sender"),
            ),
        ),
        # deadlines
        "deadline": _verb(
            _TEXT,
            keys=(
                _needed("within", read.span_ms, "within_ms"),
                _argument("clock", read.one_of(*get_args(DeadlineClock))),
                _INJECT,
            ),
        ),
        "done": _verb(_TEXT),
        # decisions and grades
        "decide": _verb(_CELL, _TEXT, keys=_DECISION),
        "correct": _verb(_DECIDE, _TEXT, keys=_DECISION),
        "withdraw": _verb(_DECIDE),
        "undo": _verb(),
        "observe": _verb(
            _CELL,
            _TEXT,
            keys=(
                _argument("judgement", read.text),
                _argument("sense", read.one_of(*get_args(Sense))),
                _argument("kind", read.one_of(*get_args(Bearing)), "bearing"),
                _INJECT,
                _argument("action", read.action),
            ),
        ),
        "sync": _verb(
            _argument("station", read.name, "of"),
            keys=(_needed("offset", read.adjustment_ms, "offset_ms"),),
        ),
        "mark": _verb(_argument("number", read.whole(1, 999))),
        "assess": _verb(_ACTION, _COMPLETION),
        "settle": _verb(_ACTION, _COMPLETION, reason=_NEEDED_REASON),
        "breach": _verb(
            _RED_LINE, keys=(_INJECT, _argument("grave", read.yes), _argument("note", read.text))
        ),
        "clear": _verb(_RED_LINE, reason=_NEEDED_REASON),
        # evaluation
        "rate": _verb(
            _argument("target", read.target),
            _argument("letter", read.one_of("P", "S", "M", "U")),
            keys=(_argument("why", read.text),),
        ),
        "strength": _verb(_OBJECTIVE, _TEXT, keys=_SHOWN_BY),
        "improve": _verb(
            _OBJECTIVE,
            _TEXT,
            keys=(
                _argument(
                    "element",
                    read.one_of(*get_args(Element)),
                ),
                *_SHOWN_BY,
            ),
        ),
        "plan": _verb(
            _TEXT,
            keys=(
                _needed("from", read.whole(1, 9_999), "from_"),
                _needed("owner", read.text),
                *_OF_A_PLAN,
            ),
        ),
        "carry": _verb(
            _TEXT,
            keys=(
                _needed("exercise", read.name),
                _needed("action", read.row),
                _needed("owner", read.text),
                _argument("objective", read.name),
                *_OF_A_PLAN,
            ),
        ),
        "revise": _verb(
            _NUMBER,
            keys=(
                _argument("text", read.text),
                _argument("owner", read.text),
                *_OF_A_PLAN,
                _argument("progress", read.one_of(*get_args(Progress))),
            ),
        ),
        "close": _verb(_NUMBER, keys=(_needed("evidence", read.text),)),
        "feedback": _verb(
            _argument("text", read.perhaps_text),
            keys=tuple(_argument(name, read.whole(SCORES[0], SCORES[-1])) for name in STATEMENTS),
        ),
        "note": _verb(_TEXT, keys=(_argument("question", read.whole(1, 999)), *_SHOWN_BY)),
    }
)
"""Each verb with what may follow it."""

COMMON = (
    _argument("station", read.name),
    _argument("by", read.text),
    _argument("seen", read.elapsed_ms),
    _argument("form", read.text),
)
"""What any act may carry; a key of the verb's own goes before, as `by` of `situation` does."""
