"""Stand-ins for faulty values, so that one check can tell all faults; nothing mended is ever kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tabletop.domain.plan.checks import Path
from tabletop.exchange.pack_shape import CellShape, ExerciseShape, Shape, WhenShape, keys_of, shape_below

# What stands in for a required value. Ids are not among them: without one, every reference to
# its item would be told as a fault of its own.
_STAND_INS: dict[str, Any] = {
    "format": "tabletop-pack/1", "version": "0", "title": "-", "text": "-", "item": "-", "site": "-",
    "category": "-", "message": "-", "from": "-", "timezone": "UTC", "duration": "9999 h",
    "starts_at": "2000-01-01T00:00+00:00", "at": "T+00:00", "kind": "contextual", "method": "paper",
    "points": "1", "by": "-", "to": ["-"], "cell": "-", "objective": "-", "when": {"unmet": "-"},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What does not fit: its path in the file, the finding's code and fields."""

    path: Path
    code: str
    fields: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file's data with stand-ins, and the paths about which nothing more may be told."""

    data: Any
    hidden: tuple[Path, ...]


def mend(data: object, faults: list[Fault], root: type[Shape]) -> Mended | None:
    """Return a copy of `data` that may fit, or None where a fault leaves too much in doubt."""
    copy = _copied(data)
    hidden: list[Path] = []
    for fault in faults:
        concealed = _mend_one(copy, fault, root)
        if concealed is None:
            return None
        hidden.append(concealed)
    return Mended(data=copy, hidden=tuple(hidden))


def shape_of(root: type[Shape], path: Path) -> type[Shape] | None:
    """Return the shape of the mapping at `path` below a file's root shape, or None."""
    shape: type[Shape] | None = root
    for step in path:
        if isinstance(step, str) and shape is not None:
            shape = shape_below(shape, step)
    return shape


def _mend_one(data: Any, fault: Fault, root: type[Shape]) -> Path | None:
    """Mend one fault in place; return what to conceal, or None where it cannot be mended."""
    if fault.code == "key-unknown":
        return _rename(data, fault)
    # The nearest key above the fault that may be left out, or that something can stand in for.
    for depth in range(len(fault.path), 0, -1):
        above, key = fault.path[: depth - 1], fault.path[depth - 1]
        owner, shape = _at(data, above), shape_of(root, above)
        name = keys_of(shape).get(key) if shape is not None and isinstance(key, str) else None
        if shape is None or name is None or not isinstance(key, str) or not isinstance(owner, dict):
            continue
        if not shape.model_fields[name].is_required() and not _holds_items(shape, key):
            owner.pop(key, None)
            return fault.path[:depth]
        if key not in _STAND_INS:
            return None
        owner[key] = "control" if shape is CellShape and key == "kind" else _STAND_INS[key]
        return _item_above(fault.path)
    return None


def _rename(data: Any, fault: Fault) -> Path:
    owner = _at(data, fault.path[:-1])
    meant = fault.fields.get("suggestion")
    if isinstance(owner, dict):
        value = owner.pop(fault.path[-1], None)
        if isinstance(meant, str):
            owner[meant] = value
    return fault.path


def _holds_items(shape: type[Shape], key: str) -> bool:
    """Tell whether others may refer to what stands under `key`, so that it cannot be left out."""
    return shape_below(shape, key) not in (None, WhenShape, ExerciseShape)


def _item_above(path: Path) -> Path:
    """Return the path of the nearest list item around `path`, else its first step."""
    for depth in range(len(path) - 1, 0, -1):
        if isinstance(path[depth - 1], int):
            return path[:depth]
    return path[:1]


def _at(data: Any, path: Path) -> Any:
    for step in path:
        is_there = step in data if isinstance(data, dict) else isinstance(data, list)
        if not is_there:
            return None
        data = data[step]  # an index in a fault's path comes from the very list
    return data


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data
