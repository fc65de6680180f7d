"""The parts of a report that are words: headings, paragraphs, lists, contents; it must not place them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tabletop.reports.document import Bullets, Contents, Heading, Prose
from tabletop.reports.frame import BOLD, ITALIC, REGULAR, SEMIBOLD, Style
from tabletop.reports.pdf_flow import Body, Piece
from tabletop.reports.pdf_lines import Line, Setter
from tabletop.reports.pdf_pen import Pen
from tabletop.reports.pdf_text import Mark, TextBody
from tabletop.reports.voice import Pair

TITLE = Style(BOLD, 20, 24)
HEADING = {1: Style(BOLD, 14, 17.5), 2: Style(BOLD, 11, 14), 3: Style(SEMIBOLD, 9.6, 12.4)}
CAPTION = Style(SEMIBOLD, 9.2, 12)
_SECOND = {1: Style(ITALIC, 10.4, 13), 2: Style(ITALIC, 9, 11.4), 3: Style(ITALIC, 8.6, 11)}
_TITLE_SECOND = Style(ITALIC, 13, 16)
_TONE = {
    "body": Style(REGULAR, 9.6, 12.6),
    "strong": Style(SEMIBOLD, 9.6, 12.6),
    "note": Style(REGULAR, 8, 10.2),
}
_GAP = {"body": 5.0, "strong": 5.0, "note": 4.0}
_HEADING_GAP = {1: 20.0, 2: 13.0, 3: 9.0}
_BULLET, _BULLET_INDENT, _BULLET_GAP = "\N{BULLET}", 11.0, 2.6
_ENTRY = {1: Style(SEMIBOLD, 9.6, 14), 2: Style(REGULAR, 9.2, 12.6)}
_ENTRY_SECOND = {1: Style(ITALIC, 9, 14), 2: Style(ITALIC, 8.6, 12.6)}
_ENTRY_INDENT = {1: 0.0, 2: 14.0}
_ENTRY_GAP = {1: 4.0, 2: 0.0}
_ENTRY_LINES = 2
_NUMBER_ROOM = 30.0


def title_piece(title: Pair, setter: Setter, width: float) -> Piece:
    """Set the report's title."""
    lines = setter.lines(title.first, TITLE, width) + setter.lines(title.second, _TITLE_SECOND, width)
    return Piece(body=TextBody(lines=tuple(lines)), gap=0.0)


def heading_piece(heading: Heading, number: int, setter: Setter, width: float) -> Piece:
    """Set a heading, a chapter's under a rule; its second language stands below it."""
    level, text = heading.level, heading.text
    lines = setter.lines(text.first, HEADING[level], width)
    lines += setter.lines(text.second, _SECOND[level], width)
    mark = Mark(anchor=number, title=setter.shown(text.first), level=level)
    return Piece(
        body=TextBody(lines=tuple(lines), rule=width if level == 1 else 0.0, mark=mark),
        gap=_HEADING_GAP[level],
        is_kept=True,
        starts_page=heading.starts_page,
        anchor=number,
    )


def prose_piece(prose: Prose, setter: Setter, width: float) -> Piece:
    """Set a paragraph."""
    lines = setter.pair(prose.text, _TONE[prose.tone], width, lead=prose.lead)
    return Piece(body=TextBody(lines=tuple(lines)), gap=_GAP[prose.tone])


def note_piece(text: Pair, setter: Setter, width: float) -> Piece:
    """Set what stands in place of something that is empty."""
    return prose_piece(Prose(text=text, tone="note"), setter, width)


def caption_piece(caption: Pair, setter: Setter, width: float) -> Piece:
    """Set what stands over a table or a chart, and stays with it."""
    lines = setter.lines(caption.first, CAPTION, width)
    lines += setter.lines(caption.second, _SECOND[3], width)
    return Piece(body=TextBody(lines=tuple(lines), rule=width), gap=11.0, is_kept=True)


def bullet_pieces(bullets: Bullets, setter: Setter, width: float) -> Iterator[Piece]:
    """Set a list, or what is said in its place."""
    if not bullets.items:
        yield note_piece(bullets.none, setter, width)
    style = _TONE["body"]
    (dot,) = setter.lines(_BULLET, style, width)
    for item in bullets.items:
        lines = setter.pair(item, style, width - _BULLET_INDENT)
        body = TextBody(lines=tuple(lines), indent=_BULLET_INDENT, bullet=dot)
        yield Piece(body=body, gap=_BULLET_GAP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading in the contents with its page, which is known once all pages are."""

    lines: tuple[Line, ...]
    target: int
    indent: float
    width: float
    style: Style
    height: float

    @property
    def least(self) -> float:
        """Return its height: an entry stays in one piece."""
        return self.height

    def cut(self, room: float, fresh: float) -> tuple[Body, Body] | None:  # noqa: ARG002 - a body's
        """Return nothing: an entry stays in one piece."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw heading, dots and page."""
        y, placed = top, []
        for line in self.lines:
            placed.append((left + self.indent, y, line))
            y -= line.leading
        pen.write(placed)
        last = self.lines[-1]
        baseline = y + last.leading / 2 - self.style.size * 0.33
        right, start = left + self.width, left + self.indent + last.width + 5
        number = str(pen.page_of[self.target])
        pen.words(number, self.style, at=(right, baseline), anchor="end")
        pen.dots(start, baseline, right - _NUMBER_ROOM + 12 - start)
        pen.lead_to(self.target, left, y, (self.width, self.height))


def contents_pieces(
    contents: Contents, headings: Sequence[tuple[int, Heading]], setter: Setter, width: float
) -> Iterator[Piece]:
    """Set the contents: chapters and what stands one level below."""
    lines = setter.lines(contents.title.first, HEADING[2], width)
    lines += setter.lines(contents.title.second, _SECOND[2], width)
    yield Piece(body=TextBody(lines=tuple(lines), rule=width), gap=16.0, is_kept=True)
    for number, heading in headings:
        if heading.level < 3:
            entry = _entry(heading, number, setter, width)
            if entry.lines:
                yield Piece(body=entry, gap=_ENTRY_GAP[heading.level])


def _entry(heading: Heading, number: int, setter: Setter, width: float) -> Entry:
    level, text = heading.level, heading.text
    room = width - _ENTRY_INDENT[level] - _NUMBER_ROOM
    lines = setter.lines(text.first, _ENTRY[level], room)
    lines = setter.clipped(lines, _ENTRY_LINES, room)
    if text.second and lines:
        lines = setter.followed(lines, f"/ {setter.shown(text.second)}", _ENTRY_SECOND[level], room)
        lines = setter.clipped(lines, _ENTRY_LINES, room)
    return Entry(
        lines=tuple(lines),
        target=number,
        indent=_ENTRY_INDENT[level],
        width=width,
        style=_ENTRY[level],
        height=sum(line.leading for line in lines),
    )
