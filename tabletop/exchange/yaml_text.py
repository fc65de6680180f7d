"""YAML read as a strict subset in which every scalar is text; it must not know what a key means.

It stands on PyYAML's events, which come one by one: nothing recurses, so no nesting can exhaust
the stack, and the YAML traps (NO, 10:30, 1E07, 0110) cannot exist, because nothing is resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import yaml

from tabletop.errors import Finding
from tabletop.exchange.typed_text import control_character
from tabletop.exchange.yaml_complaints import complaint

MAX_BYTES = 4_000_000
MAX_DEPTH = 24
MAX_VALUES = 200_000
MAX_FINDINGS = 200

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD_TAG = "tag:yaml.org,2002:"
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Place(NamedTuple):
    """Where a key or value begins: line and column, counted from 1."""

    line: int
    column: int


class LocatedMap(dict[str, "Value"]):
    """A mapping that knows where it, its keys and its values stand."""

    __slots__ = ("key_places", "place", "value_places")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_places: dict[str, Place] = {}
        self.value_places: dict[str, Place] = {}


class LocatedList(list["Value"]):
    """A list that knows where it and its items stand."""

    __slots__ = ("place", "places")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: list[Place] = []


Value: TypeAlias = str | LocatedMap | LocatedList | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says; `root` is None where it cannot be used further."""

    name: str
    root: LocatedMap | None
    findings: tuple[Finding, ...]

    def place(self, path: tuple[str | int, ...], *, of_key: bool = False) -> Place:
        """Return where the value (or the key) at `path` stands, else its nearest owner."""
        value: Value = self.root
        place = self.root.place if self.root is not None else Place(0, 0)
        for step in path:
            if isinstance(value, LocatedMap) and isinstance(step, str) and step in value:
                place = (value.key_places if of_key else value.value_places)[step]
                value = value[step]
            elif isinstance(value, LocatedList) and isinstance(step, int) and step < len(value):
                place = value.places[step]
                value = value[step]
            else:
                break
        return place

    def place_of_word(self, path: tuple[str | int, ...], word: str) -> Place:
        """Return where `word` stands at or below `path`, else the place of `path` itself."""
        found = next(_places_of(self.at(path), word), None)
        return found or self.place(path)

    def at(self, path: tuple[str | int, ...]) -> Value:
        """Return the value at `path`, or None."""
        value: Value = self.root
        for step in path:
            if isinstance(value, LocatedMap) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, LocatedList) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value


def read_yaml(data: bytes, name: str) -> Document:
    """Read a YAML file of text; `name` is what findings call it. Raises nothing.

    Refused by line: anchors, aliases, tags, a second document, repeated keys (the first one counts
    and reading goes on), keys that are no text, depth over 24, over 200,000 values, over 4 MB,
    binary files and other encodings than UTF-8. Text behind an unquoted `#` is advice.
    """
    text, refusal = _decoded(data, name)
    if text is None:
        return Document(name=name, root=None, findings=(refusal,) if refusal else ())
    builder = _Builder(name, text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _StopReadingError:
        pass
    # The slower Python parser lets two kinds of bad escape through as these.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        code, line, column, fields = complaint(error, text, max_depth=MAX_DEPTH)
        builder.refuse(code, Place(line, column), **fields)
    return Document(name=name, root=builder.usable_root(), findings=tuple(builder.findings))


def _decoded(data: bytes, name: str) -> tuple[str | None, Finding | None]:
    if len(data) > MAX_BYTES:
        return None, Finding(
            code="pack-file-too-large", fields={"limit_mb": MAX_BYTES // 1_000_000}, place=name
        )
    if b"\0" in data:
        return None, Finding(code="pack-file-binary", place=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        return None, Finding(code="pack-file-not-utf8", place=name, line=line, column=column)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    index = control_character(text)
    if index is not None:
        place = _place_of_index(text, index)
        fields: dict[str, object] = {"sign": f"U+{ord(text[index]):04X}"}
        return None, Finding(
            code="control-character", fields=fields, place=name, line=place.line, column=place.column
        )
    return text, None


def _place_of_index(text: str, index: int) -> Place:
    breaks = [found.end() for found in _LINE_BREAK.finditer(text, 0, index)]
    return Place(len(breaks) + 1, index - (breaks[-1] if breaks else 0) + 1)


def _places_of(value: Value, word: str) -> Iterator[Place]:
    if isinstance(value, LocatedMap):
        items = [(value.value_places[key], below) for key, below in value.items()]
    elif isinstance(value, LocatedList):
        items = list(zip(value.places, value, strict=True))
    else:
        return
    for place, below in items:
        if below == word:
            yield place
        elif not isinstance(below, str):
            yield from _places_of(below, word)


class _StopReadingError(Exception):
    """The rest of the file cannot be used; the finding that says why is kept."""


class _Builder:
    """Builds mappings and lists from events, and keeps what it had to refuse."""

    def __init__(self, name: str, text: str) -> None:
        self.findings: list[Finding] = []
        self._name = name
        self._text = text
        self._root: Value = None
        self._documents = 0
        self._open: list[LocatedMap | LocatedList] = []
        # The key that waits for its value, one for each open mapping; None: a key comes next.
        self._keys: list[tuple[str, Place] | None] = []
        self._repeated: set[int] = set()
        self._values = 0
        self._is_broken = False

    def refuse(self, code: str, place: Place, **fields: object) -> None:
        """Keep a finding that makes the file unusable."""
        self._is_broken = True
        self._find(code, place, fields)

    def usable_root(self) -> LocatedMap | None:
        """Return the file's mapping, if it can be checked further."""
        if self._is_broken:
            return None
        if self._root is None:
            self._find("pack-file-empty", Place(0, 0), {})
            return None
        if not isinstance(self._root, LocatedMap):
            self._find("pack-file-not-a-mapping", Place(1, 1), {})
            return None
        return self._root

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the file."""
        match event:
            case yaml.ScalarEvent():
                self._take_scalar(event)
            case yaml.MappingStartEvent():
                self._start(event, LocatedMap(_start_of(event)))
            case yaml.SequenceStartEvent():
                self._start(event, LocatedList(_start_of(event)))
            case yaml.MappingEndEvent():
                self._open.pop()
                self._keys.pop()
            case yaml.SequenceEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                self._stop("yaml-alias", _start_of(event), sign=f"*{event.anchor}")
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._stop("yaml-second-document", _start_of(event))

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        place = _start_of(event)
        self._refuse_marks(event, place)
        words: str = event.value
        is_plain = not event.style
        # Only an escape inside double quotes can bring in a character that the file itself lacks.
        if event.style == '"' and (index := control_character(words)) is not None:
            self._stop("control-character", place, sign=f"U+{ord(words[index]):04X}")
        owner = self._open[-1] if self._open else None
        if isinstance(owner, LocatedMap) and self._keys[-1] is None:
            self._take_key(owner, words, place)
            return
        if is_plain:
            self._look_for_lost_text(event, place)
        self._add(None if is_plain and words in ("", "~") else words, place)

    def _take_key(self, owner: LocatedMap, key: str, place: Place) -> None:
        if not key:
            self._stop("yaml-key-not-text", place)
        if key in owner.key_places:
            self._find("key-twice", place, {"key": key[:60], "first_line": owner.key_places[key].line})
            self._repeated.add(len(self._keys))
            if len(self.findings) >= MAX_FINDINGS:
                self._is_broken = True
                raise _StopReadingError
        self._keys[-1] = (key, place)

    def _start(self, event: yaml.CollectionStartEvent, made: LocatedMap | LocatedList) -> None:
        self._refuse_marks(event, made.place)
        if self._open and isinstance(self._open[-1], LocatedMap) and self._keys[-1] is None:
            self._stop("yaml-key-not-text", made.place)
        self._add(made, made.place)
        self._open.append(made)
        if isinstance(made, LocatedMap):
            self._keys.append(None)
        if len(self._open) > MAX_DEPTH:
            self._stop("yaml-too-deep", made.place, limit=MAX_DEPTH)

    def _add(self, value: Value, place: Place) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            self._stop("yaml-too-many-values", place, limit=MAX_VALUES)
        owner = self._open[-1] if self._open else None
        if owner is None:
            self._root = value
        elif isinstance(owner, LocatedList):
            owner.append(value)
            owner.places.append(place)
        else:
            self._add_to_map(owner, value, place)

    def _add_to_map(self, owner: LocatedMap, value: Value, place: Place) -> None:
        waiting = self._keys[-1]
        assert waiting is not None  # noqa: S101 - `_take_scalar` and `_start` saw to it
        key, key_place = waiting
        self._keys[-1] = None
        if len(self._keys) in self._repeated:
            self._repeated.discard(len(self._keys))
            return
        owner[key] = value
        owner.key_places[key] = key_place
        owner.value_places[key] = place

    def _refuse_marks(self, event: yaml.NodeEvent, place: Place) -> None:
        if event.anchor is not None:
            self._stop("yaml-anchor", place, sign=f"&{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._stop("yaml-tag", place, sign=str(tag).replace(_STANDARD_TAG, "!!")[:60])

    def _look_for_lost_text(self, event: yaml.ScalarEvent, place: Place) -> None:
        """Advise of text behind `#`, unless it is written as a comment: two spaces, `#`, a space."""
        mark: Any = event.end_mark
        end: int = mark.index
        if not self._text.startswith((" ", "\t"), end):
            return
        line = _LINE_BREAK.split(self._text[end : end + 2_000], maxsplit=1)[0]
        rest = line.lstrip(" \t")
        if not rest.startswith("#"):
            return
        gap = len(line) - len(rest)
        looks_like_comment = rest[1:2] in ("", " ", "\t", "#") and (gap > 1 or " " not in event.value)
        if not looks_like_comment:
            self._find("text-after-hash", place, {"lost": rest[:60]}, advice=True)

    def _stop(self, code: str, place: Place, **fields: object) -> None:
        self.refuse(code, place, **fields)
        raise _StopReadingError

    def _find(self, code: str, place: Place, fields: dict[str, object], *, advice: bool = False) -> None:
        if advice and len(self.findings) >= MAX_FINDINGS:
            return
        self.findings.append(
            Finding(
                code=code, fields=fields, place=self._name, line=place.line, column=place.column,
                advice=advice,
            )
        )  # fmt: skip


def _start_of(event: yaml.Event) -> Place:
    mark: Any = event.start_mark
    return Place(mark.line + 1, mark.column + 1)
