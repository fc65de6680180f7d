"""What does not fit the shape of a pack's file, told by line; it must not look across the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from tabletop.domain.plan.checks import Path, closest
from tabletop.errors import Finding
from tabletop.exchange.pack_fields import shown
from tabletop.exchange.pack_mending import Fault, mend, shape_of
from tabletop.exchange.pack_shape import Shape, keys_of
from tabletop.exchange.yaml_text import MAX_FINDINGS, Document, LocatedMap

S = TypeVar("S", bound=Shape)

_CODES = {
    "missing": "key-missing",
    "extra_forbidden": "key-unknown",
    "tuple_type": "list-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted(Generic[S]):
    """A file as its shape; `hidden` are paths whose values stand in for faulty ones.

    Without a shape the faults are such that nothing can be said about what refers to what.
    """

    shape: S | None
    findings: tuple[Finding, ...]
    hidden: tuple[Path, ...] = ()


def fit(document: Document, shape: type[S]) -> Fitted[S]:
    """Type the file's texts by their fields; collect every fault, and go on without it if possible."""
    if document.root is None:
        return Fitted(shape=None, findings=document.findings)
    try:
        return Fitted(shape=shape.model_validate(document.root), findings=document.findings)
    except ValidationError as error:
        faults = _faults(error, document, shape)
    findings = document.findings + tuple(_finding(fault, document) for fault in faults)
    # With more faults than are ever told, nothing is gained by looking for others.
    mended = mend(document.root, faults, shape) if len(faults) <= MAX_FINDINGS else None
    if mended is None:
        return Fitted(shape=None, findings=findings)
    try:
        made = shape.model_validate(mended.data)
    except ValidationError:
        return Fitted(shape=None, findings=findings)
    return Fitted(shape=made, findings=findings, hidden=mended.hidden)


def owner_of(document: Document, path: Path) -> str | None:
    """Return what people call the item of a top list that `path` leads to: `E07`, `O1`, `K03`."""
    if len(path) < 2:
        return None
    item = document.at(path[:2])
    if isinstance(item, LocatedMap):
        for key in ("number", "id", "unit"):
            name = item.get(key)
            if isinstance(name, str):
                return shown(name)
    return None


def _faults(error: ValidationError, document: Document, root: type[Shape]) -> list[Fault]:
    """Return the faults; a misspelt key is one fault, not also a missing one."""
    details = error.errors(include_url=False, include_input=False)
    faults = [_fault(detail) for detail in details]
    meant: set[Path] = set()
    suggestions: dict[Path, str] = {}
    for fault in faults:
        if fault.code == "key-unknown" and len(suggestions) < MAX_FINDINGS:
            suggestion = _meant_key(fault.path, document, root)
            if suggestion is not None and (*fault.path[:-1], suggestion) not in meant:
                meant.add((*fault.path[:-1], suggestion))
                suggestions[fault.path] = suggestion
    return [
        Fault(path=fault.path, code=fault.code, fields=_with(fault.fields, suggestions.get(fault.path)))
        for fault in faults
        if fault.code != "key-missing" or fault.path not in meant
    ]


def _fault(detail: Mapping[str, Any]) -> Fault:
    path: Path = tuple(detail["loc"])
    fields = dict(detail.get("ctx", {}))
    inner = fields.pop("inner", None)
    choices = fields.pop("choices", None)
    code = _CODES.get(detail["type"], detail["type"])
    if choices:
        fields = _with(fields, closest(fields["word"], choices))
    return Fault(path=path if inner is None else (*path, inner), code=code, fields=fields)


def _with(fields: dict[str, object], suggestion: str | None) -> dict[str, object]:
    return fields if suggestion is None else {**fields, "suggestion": suggestion}


def _meant_key(path: Path, document: Document, root: type[Shape]) -> str | None:
    """Return the key that a misspelt one stands for: one that its mapping knows and does not have."""
    shape = shape_of(root, path[:-1])
    owner = document.at(path[:-1])
    if shape is None or not isinstance(owner, LocatedMap):
        return None
    return closest(str(path[-1]), [key for key in keys_of(shape) if key not in owner])


def _finding(fault: Fault, document: Document) -> Finding:
    path, code = fault.path, fault.code
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    fields: dict[str, object] = {"key": shown(key), **fault.fields}
    owner = owner_of(document, path)
    if owner is not None:
        fields["owner"] = owner
    place = document.place(path, of_key=code in ("key-unknown", "key-missing"))
    return Finding(code=code, fields=fields, place=document.name, line=place.line, column=place.column)
