"""A report as DOCX that one may go on editing: no macro, no link outward; it must not know what it says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
from docx.document import Document as DocxFile
from docx.opc.constants import RELATIONSHIP_TYPE

from tabletop.reports import docx_xml as xml
from tabletop.reports.document import (
    Bullets,
    Contents,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    PageBreak,
    Paper,
    Part,
    Progress,
    Prose,
    Signatures,
    WriteIn,
)
from tabletop.reports.docx_page import lay_out, text_twips
from tabletop.reports.docx_parts import Parts
from tabletop.reports.docx_styles import dress
from tabletop.reports.printing_steps import Steps, steps_in
from tabletop.reports.typed_text import readable
from tabletop.reports.voice import Voice

_TAGS = {"id": "id-ID", "en": "en-GB"}
_LONGEST_PROPERTY = 255
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_TEXT = "word/document.xml"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def docx_document(document: Document, *, paper: Paper = "a4", progress: Progress | None = None) -> bytes:
    """Write a report for Word and LibreOffice; the same report gives the same bytes.

    Raise PrintingStoppedError where `progress` returns False.
    """
    steps = Steps(progress, steps_in(document) + 1)
    tags = [_TAGS.get(language, language) for language in document.languages]
    tongues = xml.Tongues(tags[0], tags[-1])
    file = docx.Document()
    dress(file, tongues)
    lay_out(file, document, paper)
    _describe(file, document)
    voice = Voice.of(document.languages, "hseep")
    parts = Parts(tongues, voice, text_twips(paper), steps)
    content = "".join(_contents(document, parts, steps))
    buffer = io.BytesIO()
    file.save(buffer)
    written = _filled(buffer, content.encode())
    steps.reach(steps.total)
    return written


def _contents(document: Document, parts: Parts, steps: Steps) -> Iterator[str]:
    yield parts.title(document.title)
    headings = [(number, part) for number, part in enumerate(document.parts) if isinstance(part, Heading)]
    turns = False
    for number, part in enumerate(document.parts):
        if isinstance(part, PageBreak):
            turns = True
        elif isinstance(part, Heading):
            yield parts.heading(part, number, turns=turns)
            turns = False
        else:
            if turns:
                yield xml.paragraph('<w:r><w:br w:type="page"/></w:r>')
                turns = False
            yield from _written(part, parts, headings)
        steps.advance()


def _written(part: Part, parts: Parts, headings: list[tuple[int, Heading]]) -> Iterator[str]:
    if isinstance(part, Prose):
        yield parts.prose(part)
    elif isinstance(part, Bullets):
        yield from parts.bullets(part)
    elif isinstance(part, Facts):
        yield parts.facts(part)
    elif isinstance(part, Grid):
        yield from parts.grid(part)
    elif isinstance(part, Figure):
        yield from parts.figure(part)
    elif isinstance(part, Signatures):
        yield parts.signatures(part)
    elif isinstance(part, WriteIn):
        yield parts.write_in(part)
    elif isinstance(part, Contents):
        yield from parts.contents(part, headings)


def _describe(file: DocxFile, document: Document) -> None:
    """Say what the file is; drop the template's picture and remarks."""
    properties, at = file.core_properties, (document.at or _UNDATED).astimezone(UTC)
    properties.title = _short(document.title.first)
    properties.subject = _short(document.subject)
    properties.author = properties.last_modified_by = "Tabletop"
    properties.language = "+".join(document.languages)
    properties.keywords = properties.comments = ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.revision = 1
    related = file.part.package.rels
    for name in [name for name, found in related.items() if found.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del related[name]


def _short(text: str) -> str:
    return readable(text)[:_LONGEST_PROPERTY]


def _filled(buffer: io.BytesIO, content: bytes) -> bytes:
    """Return the file with its text, and one date on all that it packs: the same report, the same bytes.

    The text goes in as it was written: moved into the tree of the file, element for element, 10,000 rows
    would take minutes.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            whole = old.read(name)
            if name == _TEXT:
                before, mark, after = whole.rpartition(b"<w:sectPr")
                whole = before + content + mark + after
            new.writestr(entry, whole)
    return packed.getvalue()
