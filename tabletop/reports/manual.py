"""The short manual: the help texts on paper, with contents and page numbers; it holds no text of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import takewhile
from xml.sax.saxutils import escape

from markdown_it.token import Token
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

from tabletop import __version__
from tabletop.help_topics import Topic, parser
from tabletop.i18n import N_, catalogue
from tabletop.reports.frame import (
    BOLD,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    REGULAR,
    SEMIBOLD,
    TEXT_WIDTH,
    load_faces,
    printable,
)

_TOP, _BOTTOM, _FOOT = 18 * MM, 18 * MM, 10 * MM
_ROOM_FOR_TOPIC = 55 * MM
"""With less than this left below, a topic begins on the next page."""
_PAD = 7
"""What a table's cell keeps clear on either side."""
_RULE = HexColor("#7A8694")
_TEXT = ParagraphStyle(
    "text", fontName=REGULAR, fontSize=10.5, leading=14.5, spaceAfter=5, allowWidows=0, allowOrphans=0
)
_ITEM = ParagraphStyle("item", parent=_TEXT, leftIndent=17, bulletIndent=3, spaceAfter=2.5)
_STYLES = {
    "title": ParagraphStyle("title", fontName=BOLD, fontSize=26, leading=32, spaceAfter=10),
    "h1": ParagraphStyle("h1", fontName=BOLD, fontSize=18, leading=23, spaceBefore=20, spaceAfter=6,
                         keepWithNext=1),
    "h2": ParagraphStyle("h2", fontName=BOLD, fontSize=12.5, leading=16, spaceBefore=9, spaceAfter=3,
                         keepWithNext=1),
    "lead": ParagraphStyle("lead", parent=_TEXT, keepWithNext=1),
    "item": _ITEM,
    "kept": ParagraphStyle("kept", parent=_ITEM, keepWithNext=1),
    "last": ParagraphStyle("last", parent=_ITEM, spaceAfter=6),
    "cell": ParagraphStyle("cell", parent=_TEXT, spaceAfter=0),
    "number": ParagraphStyle("number", parent=_TEXT, spaceAfter=0, alignment=TA_RIGHT),
    "entry": ParagraphStyle("entry", fontName=SEMIBOLD, fontSize=12, leading=20),
}  # fmt: skip


def manual_pdf(topics: Sequence[Topic], language: str) -> bytes:
    """Print the topics in their order after a page of contents, A4."""
    load_faces()
    words = catalogue(language)
    title = words.gettext(N_("Tabletop: short manual"))
    about = (
        N_("This is a short manual: the help of the program on paper, with the keys of this computer."),
        N_("Tabletop, version {version}"),
    )
    story: list[Flowable] = [
        Paragraph(escape(title), _STYLES["title"]),
        *(Paragraph(escape(words.gettext(line).format(version=__version__)), _TEXT) for line in about),
        Spacer(1, 14),
        _contents(),
        PageBreak(),
    ]
    for topic in topics:
        story.append(CondPageBreak(_ROOM_FOR_TOPIC))
        story.append(Paragraph(_safe(topic.title), _STYLES["h1"]))
        story.extend(_Setting().set(parser().parse(topic.text)))
    buffer = io.BytesIO()
    document = _Manual(buffer, title, words.gettext(N_("page {n}/{total}")))
    document.multiBuild(story)
    return buffer.getvalue()


class _Manual(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """Notes each topic's page for the contents, and numbers the pages."""

    def __init__(self, buffer: io.BytesIO, title: str, page_words: str) -> None:
        super().__init__(
            buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), title=title, author="Tabletop", invariant=1
        )
        frame = Frame(LEFT, _BOTTOM, TEXT_WIDTH, PAGE_HEIGHT - _TOP - _BOTTOM, 0, 0, 0, 0)
        self._title, self._page_words = title, page_words
        self._last = self._total = 0
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._foot))

    def beforeDocument(self) -> None:  # noqa: N802 - ReportLab's name
        """Take the number of pages from the pass before: the contents need a second one anyway."""
        self._total = self._last

    def afterPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Count the pages of this pass."""
        self._last = self.page

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        """Tell the contents, and the list beside the pages of a viewer, where a topic begins."""
        if isinstance(flowable, Paragraph) and flowable.style.name == "h1":
            title = flowable.getPlainText()
            place = f"topic-{self.canv.getPageNumber()}-{title}"
            self.canv.bookmarkPage(place)
            self.canv.addOutlineEntry(title, place)
            self.notify("TOCEntry", (0, escape(title), self.page))

    def _foot(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setFont(REGULAR, 9)
        canvas.setStrokeColor(_RULE)
        canvas.line(LEFT, _FOOT + 4 * MM, LEFT + TEXT_WIDTH, _FOOT + 4 * MM)
        canvas.drawString(LEFT, _FOOT, self._title)
        number = self._page_words.format(n=self.page, total=self._total)
        canvas.drawRightString(LEFT + TEXT_WIDTH, _FOOT, number)


def _contents() -> TableOfContents:
    contents = TableOfContents()
    contents.levelStyles = [_STYLES["entry"]]
    contents.dotsMinLevel = 0
    return contents


class _Setting:
    """Sets the Markdown of a topic: paragraphs, heads, plain lists and tables; nothing else stands in one."""

    def __init__(self) -> None:
        self._items = self._item = 0
        """How many items the open list has, and which of them is being set; both 0 outside a list."""
        self._is_numbered = False
        self._rows: list[list[Paragraph]] = []

    def set(self, tokens: Sequence[Token]) -> Iterator[Flowable]:
        """Yield what stands below one another."""
        for at, token in enumerate(tokens):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self._item, self._items = 0, _items(tokens[at:])
                self._is_numbered = token.type == "ordered_list_open"
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._items = 0
            elif token.type == "list_item_open":
                self._item += 1
            elif token.type == "tr_open":
                self._rows.append([])
            elif token.type == "table_close":
                yield _table(self._rows)
                self._rows = []
            elif token.type == "inline":
                follows = tokens[at + 2].type if at + 2 < len(tokens) else ""
                paragraph = self._paragraph(token, tokens[at - 1], follows)
                if self._rows:
                    self._rows[-1].append(paragraph)
                else:
                    yield paragraph

    def _paragraph(self, token: Token, opened: Token, follows: str) -> Paragraph:
        """Set a text by what opened it; one that leads to a list or table stays with its beginning."""
        markup = "".join(_markup(child) for child in token.children or ())
        if opened.type == "heading_open":
            return Paragraph(markup, _STYLES["h2"])
        if opened.type in ("th_open", "td_open"):
            style = _STYLES["number" if "right" in str(opened.attrs.get("style", "")) else "cell"]
            return Paragraph(f"<b>{markup}</b>" if opened.type == "th_open" else markup, style)
        if self._items:
            return self._of_list(markup)
        leads = follows in ("bullet_list_open", "ordered_list_open", "table_open")
        return Paragraph(markup, _STYLES["lead"] if leads else _TEXT)

    def _of_list(self, markup: str) -> Paragraph:
        """Set an item; neither the first nor the last of a list stands alone on a page."""
        is_last = self._item == self._items
        is_kept = not is_last and self._item in (1, self._items - 1)
        bullet = f"{self._item}." if self._is_numbered else "\N{BULLET}"
        return Paragraph(
            markup, _STYLES["last" if is_last else "kept" if is_kept else "item"], bulletText=bullet
        )


def _items(tokens: Sequence[Token]) -> int:
    """Return how many items the list has that the tokens begin with."""
    inside = takewhile(lambda token: not token.type.endswith("list_close"), tokens)
    return sum(token.type == "list_item_open" for token in inside)


def _markup(token: Token) -> str:
    """Return the paragraph markup of a piece; links lead nowhere on paper and keep their words only."""
    if token.type in ("strong_open", "strong_close"):
        return "<b>" if token.nesting == 1 else "</b>"
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return _piece(token.content)


def _piece(words: str) -> str:
    """Return a part of a sentence: the blanks at its ends part it from what is bold beside it."""
    shown = _safe(words)
    before, after = words[:1].isspace(), words[-1:].isspace()
    return f"{' ' if before else ''}{shown}{' ' if after and shown else ''}"


def _table(rows: list[list[Paragraph]]) -> Table:
    """Set a table as wide as its words need; it stays in one piece with its head."""
    needed = [max(_width(cell) for cell in column) + 2 * _PAD for column in zip(*rows, strict=True)]
    scale = min(1.0, TEXT_WIDTH / sum(needed))
    table = Table(
        rows, colWidths=[width * scale for width in needed], hAlign="LEFT", repeatRows=1, spaceAfter=8
    )
    table.setStyle(
        [("LINEBELOW", (0, 0), (-1, -1), 0.5, _RULE), ("LINEBELOW", (0, 0), (-1, 0), 1, _RULE),
         ("VALIGN", (0, 0), (-1, -1), "TOP"), ("NOSPLIT", (0, 0), (-1, -1)),
         ("LEFTPADDING", (0, 0), (-1, -1), _PAD), ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
         ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)]
    )  # fmt: skip
    return table


def _width(cell: Paragraph) -> float:
    """Return the width of a cell's words on one line; bold is the widest face."""
    return float(stringWidth(cell.getPlainText(), BOLD, cell.style.fontSize)) + 1


def _safe(words: str) -> str:
    return escape(printable(words))
