"""A scenario written as a pack's files in canonical YAML; it must not check what it writes.

Canonical: keys in the order of contract 2, what equals its default left out, block style with
short items on one line.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import yaml

from tabletop.domain.plan.scenario import Scenario
from tabletop.errors import UserError
from tabletop.exchange.pack_names import MSEL, PACK, is_attachment, printable
from tabletop.exchange.pack_tree import Bare, Tree, msel_tree, pack_tree

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDTH = 100
_TAG = "tag:yaml.org,2002:"
_Node: TypeAlias = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode


def pack_texts(scenario: Scenario) -> dict[str, bytes]:
    """Return `pack.yaml` and `msel.yaml` of a scenario: reading them gives an equal scenario.

    Raises ValueError for times that are no whole seconds and weights of over six decimals.
    """
    return {PACK: _yaml(pack_tree(scenario)), MSEL: _yaml(msel_tree(scenario))}


def write_pack(scenario: Scenario, folder: Path, attachments: Mapping[str, bytes]) -> None:
    """Write a pack into `folder`; `attachments` are bytes by path, such as `attachments/map.png`.

    Every changed file is written beside and renamed, and the previous one is kept as `NAME.bak`;
    attachments that are not given stay. Raises UserError (`pack-not-written`) with the folder's
    files as they were, or some of them already new.
    """
    files = pack_texts(scenario)
    for path, data in attachments.items():
        if not is_attachment(path):
            raise UserError("attachment-path", word=printable(path))
        files[path] = data
    try:
        changed = [path for path, data in files.items() if _differs(folder / path, data)]
        for path in changed:
            _write_beside(folder / path, files[path])
        for path in changed:
            _put_in_place(folder / path, keep_previous=path in (PACK, MSEL))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("pack-not-written", name=printable(folder.name), reason=reason) from error


def zip_pack(files: Mapping[str, bytes]) -> bytes:
    """Return a pack's files as a zip; the same files always give the same bytes.

    Nothing is compressed: attachments already are, and a damaged copy stays readable.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
            member.create_system = 3  # Unix, wherever it is written
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, files[path])
    return buffer.getvalue()


def _differs(path: Path, data: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != data


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _write_beside(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, ".new").open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _put_in_place(path: Path, *, keep_previous: bool) -> None:
    if keep_previous and path.is_file():
        # A copy, not a rename: at no moment may the folder lack the file.
        _write_beside(_beside(path, ".bak"), path.read_bytes())
        _beside(path, ".bak.new").replace(_beside(path, ".bak"))
    _beside(path, ".new").replace(path)


def _yaml(tree: Tree) -> bytes:
    node, _ = _node(tree)
    written: bytes = yaml.serialize(
        node, Dumper=_DUMPER, encoding="utf-8", allow_unicode=True, width=_WIDTH, indent=2
    )
    return written


def _bare_tag(bare: Bare) -> str:
    """Return the tag that YAML itself would give, so that it writes no quotes."""
    kind = "bool" if bare == "true" else "float" if "." in bare else "int"
    return f"{_TAG}{kind}"


def _node(tree: Tree) -> tuple[_Node, int]:
    """Return the YAML node and about how many columns it takes on one line."""
    if isinstance(tree, Bare):
        return yaml.ScalarNode(_bare_tag(tree), str(tree)), len(tree)
    if isinstance(tree, str):
        # More than a line's worth of columns keeps what has line breaks out of one-line items.
        return yaml.ScalarNode(f"{_TAG}str", tree), len(tree) + 4 + (_WIDTH if "\n" in tree else 0)
    if isinstance(tree, list):
        items = [_node(item) for item in tree]
        columns = sum(item[1] for item in items) + 2
        nodes = [item[0] for item in items]
        # A list of items is a table: one a line, however short.
        is_table = any(isinstance(item, dict) for item in tree)
        is_short = columns <= _WIDTH and not is_table
        return yaml.SequenceNode(f"{_TAG}seq", nodes, flow_style=is_short), columns + _WIDTH * is_table
    pairs = [(_node(key)[0], *_node(value), len(key)) for key, value in tree.items()]
    columns = sum(length + 4 + below for _, _, below, length in pairs) + 2
    nodes_by_key = [(key, value) for key, value, _, _ in pairs]
    is_short = columns <= _WIDTH
    return yaml.MappingNode(f"{_TAG}map", nodes_by_key, flow_style=is_short), columns
