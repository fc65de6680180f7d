"""WordprocessingML as text: runs, paragraphs, cells, tables, fields; it must not know a part of a report.

A table of thousands of rows is written as text and parsed once: python-docx's own cells take ten times
as long. Every text passes `readable` and is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from tabletop.reports.typed_text import readable
from tabletop.reports.voice import Pair

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS = 20
"""A point has so many."""
_BREAK = "<w:br/>"


@dataclass(frozen=True, slots=True)
class Tongues:
    """The language tags of a report's first and second language, as Word names them."""

    first: str
    second: str


def run(text: str, properties: str = "") -> str:
    """Return a run; line breaks stay."""
    shown = readable(text)
    if not shown:
        return ""
    words = _BREAK.join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in shown.split("\n"))
    return f"<w:r>{_properties(properties)}{words}</w:r>"


def unbroken(words: str) -> str:
    """Return words whose blanks stay, at their ends too, where a run would drop them."""
    return words.replace(" ", "\u00a0")


def blank() -> str:
    """Return a run of one blank."""
    return '<w:r><w:t xml:space="preserve"> </w:t></w:r>'


def line_break() -> str:
    """Return a run that begins a new line."""
    return f"<w:r>{_BREAK}</w:r>"


def tab() -> str:
    """Return a run that goes on at the next tab stop."""
    return "<w:r><w:tab/></w:r>"


def second_run(text: str, tongues: Tongues, *, properties: str = "", size: int | None = None) -> str:
    """Return a run in the second language, in italics and marked as such; `size` in half points."""
    sized = f'<w:sz w:val="{size}"/>' if size else ""
    return run(text, f'{properties}<w:i/>{sized}<w:lang w:val="{tongues.second}"/>')


def pair_runs(pair: Pair, tongues: Tongues, *, properties: str = "", between: str | None = None) -> str:
    """Return both languages, the second on a line of its own or after what stands `between`."""
    first = run(pair.first, properties)
    if not pair.second:
        return first
    between = line_break() if between is None else between
    return first + between + second_run(pair.second, tongues)


def paragraph(runs: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; `properties` follow the style's, in the order of the schema."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = named + properties
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{runs}</w:p>"


def aligned(align: str) -> str:
    """Return the property that sets a paragraph left, right or centre."""
    side = {"left": "", "right": "right", "centre": "center"}[align]
    return f'<w:jc w:val="{side}"/>' if side else ""


def bookmark(number: int, name: str, runs: str) -> str:
    """Return runs that a name inside this file leads to."""
    start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
    return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'


def link(name: str, runs: str) -> str:
    """Return runs that lead to a bookmark of this file."""
    return f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{runs}</w:hyperlink>'


def simple_field(code: str, shown: str, properties: str = "") -> str:
    """Return a field with what it shows until it is reckoned anew."""
    return f"<w:fldSimple w:instr={quoteattr(f' {code} ')}>{run(shown, properties)}</w:fldSimple>"


def field_start(code: str) -> str:
    """Return the beginning of a field whose result spans paragraphs."""
    instruction = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return f"{_mark('begin')}{instruction}{_mark('separate')}"


def field_end() -> str:
    """Return its end."""
    return _mark("end")


def cell(content: str, width: int, properties: str = "") -> str:
    """Return a table's cell of paragraphs, `width` twips wide."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], properties: str = "") -> str:
    """Return a table's row."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[int], *, has_rules: bool = True) -> str:
    """Return a table of fixed widths in twips, with a hair line below each row."""
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "bottom", "insideH")
    )
    margins = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"{f'<w:tblBorders>{rules}</w:tblBorders>' if has_rules else ''}"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def rule(side: str, eighths: int) -> str:
    """Return the property that draws a cell's edge, so many eighths of a point thick."""
    edge = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'
    return f"<w:tcBorders>{edge}</w:tcBorders>"


def _properties(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
