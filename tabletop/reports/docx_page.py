"""The sheet of a report in Word's format: paper, letterhead's room, mark and foot; no part of a report."""

from __future__ import annotations

from docx.document import Document as DocxFile
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Mm, Pt

from tabletop.reports.document import SIZES_MM, Document, Paper
from tabletop.reports.docx_xml import (
    NAMESPACE,
    TWIPS,
    bookmark,
    cell,
    paragraph,
    row,
    run,
    simple_field,
    tab,
    table,
    unbroken,
)

_LEFT, _RIGHT, _TOP, _BOTTOM = 18, 12, 20, 16
_LETTERHEAD_TWIPS = 2154
"""38 mm."""
LETTERHEAD = "letterhead"
_LETTERHEAD_NUMBER = 100_000
"""Of its bookmark; headings count from 0."""
_PLATE = (
    '<w:b/><w:color w:val="FFFFFF"/><w:sz w:val="18"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
)
_FRAME = '<w:b/><w:sz w:val="18"/><w:bdr w:val="single" w:sz="8" w:space="0" w:color="000000"/>'


def text_twips(paper: Paper) -> int:
    """Return how wide the text is set."""
    return round((SIZES_MM[paper][0] - _LEFT - _RIGHT) / 25.4 * 72 * TWIPS)


def lay_out(file: DocxFile, document: Document, paper: Paper) -> None:
    """Set the paper, its margins, and what stands at the head and foot of every page."""
    section: Section = file.sections[0]
    width, height = SIZES_MM[paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.header_distance = section.footer_distance = Pt(24)
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        header.is_linked_to_previous = False
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        _fill(footer.part.element, _foot(document, text_twips(paper)))
    _fill(section.header.part.element, _head(document, text_twips(paper), with_title=True))
    room = _letterhead(text_twips(paper)) if document.has_letterhead else ""
    _fill(section.first_page_header.part.element, room + _head(document, text_twips(paper), with_title=False))


def _fill(element: object, content: str) -> None:
    """Put paragraphs and tables in place of what a new header or footer has."""
    whole = parse_xml(f'<w:hdr xmlns:w="{NAMESPACE}">{content}</w:hdr>')
    element[:] = list(whole)  # type: ignore[index]  # an lxml element


def _letterhead(width: int) -> str:
    """Keep room to type or paste a letterhead: a row without rules, as high as one needs."""
    place = paragraph(bookmark(_LETTERHEAD_NUMBER, LETTERHEAD, ""))
    height = f'<w:trHeight w:val="{_LETTERHEAD_TWIPS}" w:hRule="atLeast"/>'
    return table([row([cell(place, width)], height)], [width], has_rules=False)


def _head(document: Document, width: int, *, with_title: bool) -> str:
    mark = " / ".join(word for word in (document.mark.first, document.mark.second) if word)
    runs = run(f"\u00a0{mark}\u00a0", _PLATE)
    if with_title:
        runs += run("\u00a0\u00a0") + run(document.title.first, "<w:b/>")
    if document.draft is not None:
        runs += tab() + run(f"\u00a0{document.draft.slash}\u00a0", _FRAME)
    return paragraph(runs, "Header", f'{_stops(width)}<w:spacing w:after="160"/>')


def _foot(document: Document, width: int) -> str:
    before, _, rest = document.page_words.partition("{n}")
    between, _, after = rest.partition("{total}")
    number = run(unbroken(before), "<w:b/>") + simple_field("PAGE", "1", "<w:b/>")
    number += run(unbroken(between), "<w:b/>") + simple_field("NUMPAGES", "1", "<w:b/>")
    number += run(unbroken(after), "<w:b/>")
    draft = run(f"{document.draft.first}\u00a0\u00a0\u00a0", "<w:b/>") if document.draft else ""
    edge = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="3" w:color="000000"/></w:pBdr>'
    return paragraph(run(document.foot) + tab() + draft + number, "Footer", edge + _stops(width))


def _stops(width: int) -> str:
    """Return the tab stop at the right edge."""
    return f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
