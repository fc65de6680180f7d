"""The styles of a report in Word's format: black, one common face, real headings; no part of a report."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as DocxFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from tabletop.reports.docx_xml import NAMESPACE, Tongues

FACE = "Arial"
"""The reader's computer has it, or one of the same widths; an embedded font would have to be trusted."""
BLACK = RGBColor(0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Look:
    """Size, weight and the room above and below, in points."""

    size: float
    before: float
    after: float
    is_bold: bool = False


_LOOKS = {
    "Normal": _Look(10, 0, 4),
    "Title": _Look(20, 6, 10, is_bold=True),
    "Heading 1": _Look(14, 18, 4, is_bold=True),
    "Heading 2": _Look(11.5, 12, 3, is_bold=True),
    "Heading 3": _Look(10, 9, 2, is_bold=True),
    "TOC Heading": _Look(11.5, 14, 4, is_bold=True),
    "Caption": _Look(9.5, 10, 3, is_bold=True),
    "List Bullet": _Look(10, 0, 2),
    "Header": _Look(8, 0, 0),
    "Footer": _Look(8, 0, 0),
}
_NEW = {
    "toc 1": _Look(10, 3, 0, is_bold=True),
    "toc 2": _Look(9.5, 0, 0),
    "Table Text": _Look(8.5, 1.5, 1.5),
    "Note": _Look(8.5, 0, 4),
}
_KEPT_WITH_NEXT = ("Caption", "TOC Heading")
_TOC_INDENT = 14


def dress(file: DocxFile, tongues: Tongues) -> None:
    """Give a new file the styles of a report."""
    for name in _NEW:
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style = file.styles["Normal"]
        style.hidden = False
    _set_defaults(file, tongues)
    for name, look in (_LOOKS | _NEW).items():
        style = file.styles[name]
        if isinstance(style, ParagraphStyle):
            _set(style, look)
            if name in _KEPT_WITH_NEXT:
                style.paragraph_format.keep_with_next = True
    indented = file.styles["toc 2"]
    if isinstance(indented, ParagraphStyle):
        indented.paragraph_format.left_indent = Pt(_TOC_INDENT)


def _set(style: ParagraphStyle, look: _Look) -> None:
    """Drop colours, borders and faces of the template, then set size, weight and room."""
    for tag in ("w:rFonts", "w:color", "w:spacing", "w:kern", "w:i", "w:iCs"):
        for found in style.element.findall(f"{qn('w:rPr')}/{qn(tag)}"):
            found.getparent().remove(found)
    for tag in ("w:pBdr", "w:tabs"):
        for found in style.element.findall(f"{qn('w:pPr')}/{qn(tag)}"):
            found.getparent().remove(found)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(look.size), look.is_bold, BLACK
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), 1.1
    form.widow_control = True


def _set_defaults(file: DocxFile, tongues: Tongues) -> None:
    """Set face and language of everything that no style says otherwise."""
    defaults = parse_xml(
        f'<w:rPr xmlns:w="{NAMESPACE}"><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}"/>'
        f'<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="{tongues.first}"/></w:rPr>'
    )
    (old,) = file.styles.element.findall(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    old.getparent().replace(old, defaults)
    for found in file.settings.element.findall(qn("w:themeFontLang")):
        found.set(qn("w:val"), tongues.first)
