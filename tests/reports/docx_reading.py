"""A written DOCX as its library reads it back, and what is packed in it."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document as DocxFile
from docx.oxml.ns import qn
from lxml import etree


def reopened(written: bytes) -> DocxFile:
    return docx.Document(io.BytesIO(written))


def headings(file: DocxFile) -> list[tuple[str, str]]:
    """Return style and words of the headings."""
    return [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]


def words(file: DocxFile) -> str:
    """Return all words of the body, tables and contents too, in their order; a new line is a blank."""
    tags = {qn("w:t"): lambda node: node.text or "", qn("w:br"): lambda _: " ", qn("w:p"): lambda _: "\n"}
    nodes = file.element.body.iter(*tags)
    return "".join(tags[node.tag](node) for node in nodes)


def packed(written: bytes) -> dict[str, bytes]:
    """Return every file that is packed in it."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def outward(written: bytes) -> list[str]:
    """Return what leads or would load from outside: external relations, pictures, macros, objects."""
    files = packed(written)
    found = [name for name in files if "media/" in name or "vba" in name.lower() or "embeddings" in name]
    for name, content in files.items():
        if name.endswith(".rels"):
            found += [r.get("Target") for r in etree.fromstring(content) if r.get("TargetMode") == "External"]
    tree = etree.fromstring(files["word/document.xml"])
    found += [node.tag for node in tree.iter(qn("w:drawing"), qn("w:pict"), qn("w:object"))]
    return found
