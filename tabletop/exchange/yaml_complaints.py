"""The parser's complaints about YAML syntax put as codes for people; it must not read any YAML itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

Complaint = tuple[str, int, int, dict[str, object]]
"""Code, line and column (from 1; 0 is unknown), fields."""

_EARLIER_COLON = re.compile(r":\s")
_HASH = re.compile(r"\s#")


_TOO_DEEP = "maximum nesting depth"
"""What libyaml says from 1,000 brackets on (PyYAML 6.0.4), which it looks at before it tells of the first."""


def complaint(error: Exception, text: str, *, max_depth: int) -> Complaint:
    """Return what a person is told about a syntax error in `text`: where, and which of the usual ones."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return "yaml-syntax", 0, 0, {"reason": str(error).splitlines()[0] if str(error) else "?"}
    mark: Any = error.problem_mark
    if _TOO_DEEP in (error.problem or ""):
        return "yaml-too-deep", mark.line + 1, mark.column + 1, {"limit": max_depth}
    context = error.context_mark or mark
    problem = f"{error.context or ''} | {error.problem or ''}"
    code, fields, is_at_context = _usual(problem, text, mark.index, context.index)
    where = context if is_at_context else mark
    return code, where.line + 1, where.column + 1, fields


def _usual(problem: str, text: str, index: int, context: int) -> tuple[str, dict[str, object], bool]:
    """Return the code, its fields, and whether it is told of the place where the part began."""
    for words, usual in _KNOWN:
        if words in problem:
            refine = _REFINED.get(usual)
            code, is_at_context = refine(text, index, context) if refine else (usual, False)
            begin = context if is_at_context else index
            return code, {"sign": text[begin : begin + 1]}, is_at_context
    return "yaml-syntax", {"reason": problem.partition(" | ")[2]}, False


def _sign(text: str, index: int, _context: int) -> tuple[str, bool]:
    return ("yaml-tab" if text[index : index + 1] == "\t" else "yaml-sign"), False


def _colon(text: str, index: int, _context: int) -> tuple[str, bool]:
    """Tell an unquoted colon in a text from a key that is indented too far."""
    start = text.rfind("\n", 0, index) + 1
    return ("yaml-colon" if _EARLIER_COLON.search(text, start, index) else "yaml-indent"), False


def _bracket(text: str, index: int, context: int) -> tuple[str, bool]:
    return ("yaml-hash-in-bracket" if _HASH.search(text, context, index) else "yaml-bracket-open"), True


def _stray(text: str, index: int, _context: int) -> tuple[str, bool]:
    return ("yaml-bracket-stray" if text[index:].strip() else "yaml-bracket-at-end"), False


def _indent(text: str, index: int, _context: int) -> tuple[str, bool]:
    if text[index : index + 1] in ("]", "}", ","):
        return "yaml-bracket-stray", False
    is_after_quote = text[:index].rstrip(" ").endswith(("'", '"'))
    return ("yaml-quote-after" if is_after_quote else "yaml-indent"), False


# What libyaml and PyYAML's own parser say, most telling words first.
_KNOWN = (
    ("tab character", "yaml-tab"),
    ("cannot start any token", "yaml-sign"),
    ("mapping keys are not allowed", "yaml-sign"),
    ("scanning a directive", "yaml-mark"),
    ("scanning an alias", "yaml-mark"),
    ("scanning an anchor", "yaml-mark"),
    ("mapping values are not allowed", "yaml-colon"),
    ("escape", "yaml-escape"),
    ("quoted scalar", "yaml-quote-open"),
    ("entries are not allowed", "yaml-dash"),
    ("flow node", "yaml-bracket-stray"),
    ("flow mapping", "yaml-bracket-open"),
    ("flow sequence", "yaml-bracket-open"),
    ("expected ':'", "yaml-key-colon"),
    ("node content", "yaml-indent"),
    ("expected key", "yaml-indent"),
    ("indicator", "yaml-indent"),
    ("block end", "yaml-indent"),
    ("document start", "yaml-indent"),
)
_REFINED: Mapping[str, Callable[[str, int, int], tuple[str, bool]]] = {
    "yaml-sign": _sign,
    "yaml-mark": lambda _text, _index, _context: ("yaml-sign", True),
    "yaml-colon": _colon,
    "yaml-quote-open": lambda _text, _index, _context: ("yaml-quote-open", True),
    "yaml-bracket-open": _bracket,
    "yaml-bracket-stray": _stray,
    "yaml-key-colon": lambda _text, _index, _context: ("yaml-key-colon", True),
    "yaml-indent": _indent,
}
