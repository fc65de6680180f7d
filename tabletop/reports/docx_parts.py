"""The parts of a report in Word's format: real headings, lists, tables; it must not lay out a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabletop.reports import docx_xml as xml
from tabletop.reports.document import (
    Align,
    Bullets,
    Cell,
    Contents,
    Facts,
    Figure,
    Grade,
    Grid,
    Heading,
    Number,
    Prose,
    Signatures,
    WriteIn,
)
from tabletop.reports.grid_columns import aligns
from tabletop.reports.pdf_blocks import PLACE_AND_DATE, SIGNATURE_CAPTION
from tabletop.reports.printing_steps import Steps
from tabletop.reports.voice import Pair, Voice

_TEXT = "TableText"
_FACT_SHARE = 0.3
_STAMP_TWIPS = 794
"""14 mm, room for a stamp beside the name."""
_WRITING_TWIPS = 454
"""8 mm between lines to write on."""
_SPACER_SHARE = 0.05
_KEPT = "<w:keepNext/>"
_CLEAR = '<w:spacing w:before="200" w:after="30"/>'
_PLAIN = '<w:b w:val="0"/>'
_WHOLE_ROW = "<w:cantSplit/>"
_LONGEST_WHOLE = 600
"""Letters of a cell: a row with more goes on overleaf rather than leave half a page empty."""
_CHIPS = {
    "P": '<w:b/><w:bdr w:val="single" w:sz="6" w:space="0" w:color="000000"/>',
    "S": '<w:b/><w:bdr w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
    '<w:shd w:val="clear" w:color="auto" w:fill="D5E6F5"/>',
    "M": '<w:b/><w:bdr w:val="single" w:sz="18" w:space="0" w:color="E3A71C"/>',
    "U": '<w:b/><w:color w:val="FFFFFF"/><w:bdr w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
    '<w:shd w:val="clear" w:color="auto" w:fill="5A0A22"/>',
}


class Parts:
    """Writes parts as WordprocessingML; `width` is that of the text, in twips."""

    def __init__(self, tongues: xml.Tongues, voice: Voice, width: int, steps: Steps) -> None:
        self._tongues, self._voice, self._width, self._steps = tongues, voice, width, steps

    def title(self, title: Pair) -> str:
        """Write the report's title."""
        second = (
            xml.line_break() + xml.second_run(title.second, self._tongues, properties=_PLAIN, size=26)
            if title.second
            else ""
        )
        return xml.paragraph(xml.run(title.first) + second, "Title")

    def heading(self, heading: Heading, number: int, *, turns: bool) -> str:
        """Write a heading, where asked on a page of its own."""
        runs = self._heading_runs(heading.text)
        properties = "<w:pageBreakBefore/>" if heading.starts_page or turns else ""
        named = xml.bookmark(number, _place(number), runs)
        return xml.paragraph(named, f"Heading{heading.level}", properties)

    def _heading_runs(self, text: Pair) -> str:
        """Write both languages on one line: contents that Word makes anew then read the same."""
        first = xml.run(text.first)
        if not text.second:
            return first
        return first + xml.blank() + xml.second_run(f"/ {text.second}", self._tongues, properties=_PLAIN)

    def prose(self, prose: Prose) -> str:
        """Write a paragraph, below it its second language."""
        style, bold = {"body": ("", ""), "strong": ("", "<w:b/>"), "note": ("Note", "")}[prose.tone]
        first, second = prose.text.first, prose.text.second
        lead = prose.lead or Pair("")
        shown = lead.first if second else lead.slash
        written = xml.paragraph(_led(shown, xml.run(first, bold)), style)
        if second:
            runs = xml.second_run(second, self._tongues)
            written += xml.paragraph(_led(lead.second or lead.first, runs), style)
        return written

    def bullets(self, bullets: Bullets) -> Iterator[str]:
        """Write a list, or what is said in its place."""
        if not bullets.items:
            yield self.prose(Prose(text=bullets.none, tone="note"))
        for item in bullets.items:
            yield xml.paragraph(xml.pair_runs(item, self._tongues), "ListBullet")

    def facts(self, facts: Facts) -> str:
        """Write labels and what they stand for as a table of two columns."""
        widths = self._widths([_FACT_SHARE, 1 - _FACT_SHARE])
        rows = [
            xml.row(
                (
                    xml.cell(self._words(label, "", "<w:b/>"), widths[0]),
                    xml.cell(self._words(value, "", ""), widths[1]),
                ),
                _WHOLE_ROW if len(value.first) < _LONGEST_WHOLE else "",
            )
            for label, value in facts.rows
        ]
        return xml.table(rows, widths) + _after_table() if rows else ""

    def contents(self, contents: Contents, headings: Sequence[tuple[int, Heading]]) -> Iterator[str]:
        """Write the contents as a field that shows the headings already; their pages come with F9."""
        yield self._stacked(contents.title, "TOCHeading")
        listed = [(number, heading) for number, heading in headings if heading.level < 3]
        for index, (number, heading) in enumerate(listed):
            runs = xml.link(_place(number), self._heading_runs(heading.text))
            start = "" if index else xml.field_start(r'TOC \o "1-2" \h \z \u')
            end = xml.field_end() if index == len(listed) - 1 else ""
            yield xml.paragraph(start + runs + end, f"toc{heading.level}")

    def grid(self, grid: Grid) -> Iterator[str]:
        """Write a table under its caption, its head repeated on each page."""
        if grid.caption.first:
            yield self._stacked(grid.caption, "Caption")
        if not grid.rows:
            yield self.prose(Prose(text=grid.none, tone="note"))
            return
        widths = self._widths([column.width for column in grid.columns])
        sides = aligns(grid)
        rows = [self._head(grid, sides, widths)]
        for index, cells in enumerate(grid.rows):
            rows.append(self._row(cells, sides, widths, is_strong=index in grid.strong))
            self._steps.advance()
        yield xml.table(rows, widths) + _after_table()

    def figure(self, figure: Figure) -> Iterator[str]:
        """Write a chart as its caption, what it says in words, and its numbers."""
        yield self._stacked(figure.caption, "Caption")
        yield self.prose(Prose(text=figure.alternative))
        if figure.data is not None:
            yield from self.grid(figure.data)

    def signatures(self, signatures: Signatures) -> str:
        """Write who signs, two side by side, with room for a stamp over each line."""
        widths = self._widths([0.5 - _SPACER_SHARE / 2, _SPACER_SHARE, 0.5 - _SPACER_SHARE / 2])
        place = self._kept(xml.run(f"{signatures.place}, ") if signatures.place else "")
        rows = [
            xml.row((self._empty(widths[0]), self._empty(widths[1]), xml.cell(place, widths[2])), _WHOLE_ROW),
            self._lines([None, PLACE_AND_DATE], widths),
        ]
        for start in range(0, len(signatures.roles), 2):
            roles: list[Pair | None] = [*signatures.roles[start : start + 2], None][:2]
            rows.append(self._roles(roles, widths))
            rows.append(self._lines([SIGNATURE_CAPTION if role else None for role in roles], widths))
        return xml.table(rows, widths, has_rules=False) + _after_table()

    def write_in(self, part: WriteIn) -> str:
        """Write what is asked and, below it, lines for a pen."""
        height = f'{_WHOLE_ROW}<w:trHeight w:val="{_WRITING_TWIPS}" w:hRule="atLeast"/>'
        line = xml.row([xml.cell(self._kept(""), self._width, xml.rule("bottom", 4))], height)
        written = xml.table([line] * part.lines, [self._width], has_rules=False)
        return self._stacked(part.text, "Caption") + written + _after_table()

    def _roles(self, roles: Sequence[Pair | None], widths: Sequence[int]) -> str:
        words = [
            self._kept(xml.pair_runs(role, self._tongues, properties="<w:b/>") if role else "", _CLEAR)
            for role in roles
        ]
        height = f'{_WHOLE_ROW}<w:trHeight w:val="{_STAMP_TWIPS + 480}" w:hRule="atLeast"/>'
        cells = (xml.cell(words[0], widths[0]), self._empty(widths[1]), xml.cell(words[1], widths[2]))
        return xml.row(cells, height)

    def _lines(self, captions: Sequence[str | None], widths: Sequence[int]) -> str:
        """Write the lines to sign on: the upper edge of the captions below them."""
        cells = [
            xml.cell(
                self._kept(xml.run(self._voice.slash(caption)) if caption else ""),
                width,
                xml.rule("top", 4) if caption else "",
            )
            for caption, width in zip(captions, (widths[0], widths[2]), strict=True)
        ]
        return xml.row((cells[0], self._empty(widths[1]), cells[1]), _WHOLE_ROW)

    def _kept(self, runs: str, properties: str = "") -> str:
        return xml.paragraph(runs, _TEXT, _KEPT + properties)

    def _empty(self, width: int) -> str:
        return xml.cell(self._kept(""), width)

    def _stacked(self, text: Pair, style: str) -> str:
        """Write a bold paragraph whose second language stands below the first, not bold."""
        second = xml.second_run(text.second, self._tongues, properties=_PLAIN)
        return xml.paragraph(xml.run(text.first) + (xml.line_break() + second if second else ""), style)

    def _head(self, grid: Grid, sides: Sequence[Align], widths: Sequence[int]) -> str:
        cells = [
            xml.cell(self._words(column.title, xml.aligned(side), "<w:b/>"), width, xml.rule("bottom", 8))
            for column, side, width in zip(grid.columns, sides, widths, strict=True)
        ]
        return xml.row(cells, f"{_WHOLE_ROW}<w:tblHeader/>")

    def _row(
        self, cells: Sequence[Cell], sides: Sequence[Align], widths: Sequence[int], *, is_strong: bool
    ) -> str:
        bold, edge, kept = ("<w:b/>", xml.rule("top", 8), _KEPT) if is_strong else ("", "", "")
        written, longest = [], 0
        for content, side, width in zip(cells, sides, widths, strict=True):
            written.append(xml.cell(self._content(content, kept + xml.aligned(side), bold), width, edge))
            longest = max(longest, len(content.first) if isinstance(content, Pair) else 0)
        return xml.row(written, _WHOLE_ROW if longest < _LONGEST_WHOLE else "")

    def _content(self, content: Cell, stands: str, bold: str) -> str:
        """Write a cell's paragraph; `stands` are its properties."""
        if isinstance(content, Number):
            return xml.paragraph(xml.run(content.words, bold), _TEXT, stands)
        if isinstance(content, Grade):
            letter = content.letter
            runs = (
                xml.run(f"\u00a0{letter}\u00a0", _CHIPS[letter]) if letter else xml.run("\N{EN DASH}", bold)
            )
            return xml.paragraph(runs, _TEXT, stands)
        return self._words(content, stands, bold)

    def _words(self, pair: Pair, stands: str, bold: str) -> str:
        return xml.paragraph(xml.pair_runs(pair, self._tongues, properties=bold), _TEXT, stands)

    def _widths(self, shares: Sequence[float]) -> list[int]:
        return [round(self._width * share / sum(shares)) for share in shares]


def _led(lead: str, runs: str) -> str:
    return xml.run(lead, "<w:b/>") + xml.blank() + runs if lead else runs


def _place(number: int) -> str:
    """Name the place of a heading; Word gives such names to headings of a contents list itself."""
    return f"_Toc{number:08}"


def _after_table() -> str:
    """Part a table from what follows: two tables without a paragraph between them become one."""
    return xml.paragraph("", _TEXT)
