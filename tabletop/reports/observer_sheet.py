"""Blank observer sheets to write on where no laptop goes; it must not read what was observed."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.plan.scenario import Scenario
from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.charts import code
from tabletop.reports.exercise_mark import exercise_mark, mark_words
from tabletop.reports.form_head import form_title, id_in_code
from tabletop.reports.frame import (
    BOLD,
    BOTTOM,
    ITALIC,
    PAGE_HEIGHT,
    REGULAR,
    SEMIBOLD,
    TEXT_WIDTH,
    TOP,
    Style,
    Typed,
    column_x,
    load_faces,
    span,
    width_of,
)
from tabletop.reports.observer_sheet_entry import entry
from tabletop.reports.pdf_file import pdf_file
from tabletop.reports.voice import Voice
from tabletop.reports.write_in import CAPTION, STACK, pen_line, stacked

ENTRIES = 6
MOST_FORMS = 50
_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
_MARK_WIDTH, _TITLE_X = 74.6, 85.4
_CODE = 44.0
_NUMBER = Style(BOLD, 12)
_NUMBER_MOST = 170.0
_RECORD_END = 74.0
_NOTE, _NOTE_STRONG = Style(REGULAR, 7.4), Style(SEMIBOLD, 7.2)
_VALUE = Style(SEMIBOLD, 8.8, 8.4, shrinks_first=True)
_HOW = Style(REGULAR, 8.2, 9.6)
_HOW_BOTH = Style(REGULAR, 7.6, 8.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOrder:
    """Which blank forms to print: the station that fills them, the cells it watches, the numbers."""

    exercise_id: str
    station: str
    cells: tuple[str, ...]
    first: int = 1
    count: int = 1

    def __post_init__(self) -> None:
        """Refuse what nobody can order."""
        if self.first < 1 or not 1 <= self.count <= MOST_FORMS:
            raise ValueError(f"forms {self.first}, {self.count} of them")

    def numbers(self) -> tuple[str, ...]:
        """Return the number of each form: `P1-07`, `P1-08`."""
        return tuple(f"{self.station}-{n:02}" for n in range(self.first, self.first + self.count))


def observer_sheets_pdf(scenario: Scenario, order: SheetOrder, languages: tuple[str, ...]) -> bytes:
    """Print a page for each form of the order; `languages` is ("id",), ("en",) or ("id", "en")."""
    load_faces()
    voice = Voice.of(languages, scenario.labels)
    pages = (_page(scenario, order, voice, number=number) for number in order.numbers())
    title = voice.typed(scenario.title).first
    kind = voice.say(N_("Observer sheet"))
    return pdf_file(pages, title=f"{kind}: {title}", language=voice.first.language, subject=order.exercise_id)


def code_content(exercise_id: str, number: str) -> str:
    """Return what the code of a form says: `TABLETOP:FORM:EX-1:P1-07`."""
    station, _, count = number.rpartition("-")
    return f"TABLETOP:FORM:{id_in_code(exercise_id)}:{id_in_code(station)}-{count}"


def _page(scenario: Scenario, order: SheetOrder, voice: Voice, *, number: str) -> Block:
    page = Block(TEXT_WIDTH)
    _head(page, scenario, voice, order=order, number=number)
    y = _record(page, order, voice)
    y = _how_to(page, voice, number=number, top=y)
    foot = _foot(order, voice, number=number)
    height = (_HEIGHT - foot.height - y) / ENTRIES
    for n in range(ENTRIES):
        page.put(entry(voice, n + 1, height=height), at=(0, y + n * height))
    page.put(foot, at=(0, _HEIGHT - foot.height))
    return page


def _head(page: Block, scenario: Scenario, voice: Voice, *, order: SheetOrder, number: str) -> None:
    """Set mark, title, and the form's number large beside its code: the number is what one types."""
    exercise_mark(page, voice, width=_MARK_WIDTH)
    page.drawing(code(code_content(order.exercise_id, number), _CODE), at=(TEXT_WIDTH - _CODE, 0))
    right = TEXT_WIDTH - _CODE - 6
    note = voice.pair(N_("one box, one fact"))
    widest = max(width_of(note.first, _NOTE_STRONG), width_of(note.second, _NOTE_STRONG))
    room = min(_NUMBER_MOST, max(widest, width_of(number, _NUMBER)) + 0.01)
    page.words(voice.slash(N_("Form")), _NOTE, at=(right, 9), anchor="end", width=room)
    page.words(number, _NUMBER, at=(right, 21), anchor="end", width=room)
    page.words(note.first, _NOTE_STRONG, at=(right, 31), anchor="end", width=room)
    if note.second:
        second = _NOTE_STRONG.in_face(ITALIC)
        page.words(note.second, second, at=(right, 31 + STACK), anchor="end", width=room)
    form_title(page, scenario, voice, kind=voice.pair(N_("Observer sheet")), x=_TITLE_X,
               width=right - room - 12 - _TITLE_X)  # fmt: skip


def _record(page: Block, order: SheetOrder, voice: Voice) -> float:
    """Set what is known of the station and leave room for what is not; return where it ends."""
    # Two languages need more room over the own clock than over the name.
    name, clock = (3, 4) if voice.second else (4, 3)
    cells = (
        (N_("Station"), order.station, 2),
        (N_("Evaluator (name)"), "", name),
        (N_("Cells observed"), ", ".join(order.cells), 3),
        (N_("My clock at STARTEX"), "", clock),
    )
    column = 0
    for caption, value, columns in cells:
        x, width = column_x(column), span(columns)
        words = voice.slash(caption)
        page.words(words, CAPTION, at=(x, 53), width=width)
        page.typed(Typed(value, words), _VALUE, at=(x, 62.6), width=width, lines=2)
        pen_line(page, _RECORD_END, x=x, width=width)
        column += columns
    return _RECORD_END


def _how_to(page: Block, voice: Voice, *, number: str, top: float) -> float:
    """Say in each language how the sheet is filled in, and how an entry is called when it is typed."""
    lead = voice.pair(N_("How to fill in."))
    text = voice.pair(
        N_(
            "Write T+ when you see it. The fact first (what was seen or heard), the judgement on the last "
            "line. Name the cell, never a person. Do not help the players. Slip of the pen: one line "
            "through it, rub out nothing. When it is typed in, entry 3 is {example}: form, dot, entry."
        ),
        example=f"{number}.3",
    )
    style = _HOW_BOTH if text.second else _HOW
    y = top + 11
    for lead_words, words, face in (
        (lead.first, text.first, REGULAR),
        (lead.second, text.second, ITALIC),
    ):
        if words:
            typed = Typed(words, lead=lead_words)
            y += style.leading * page.typed(typed, style.in_face(face), at=(0, y), width=TEXT_WIDTH, lines=3)
    return y - style.leading + 6


def _foot(order: SheetOrder, voice: Voice, *, number: str) -> Block:
    """Leave room for who had the sheet in hand, then say which sheet it is."""
    block = Block(TEXT_WIDTH)
    block.rule(0, 1.0)
    captions = (
        (N_("Evaluator's initials"), 0, 3),
        (N_("Next sheet"), 3, 2),
        (N_("Received by the controller, at"), 5, 3),
        (N_("Typed in by, at"), 8, 4),
    )
    extra = STACK if voice.second else 0.0
    for caption, column, columns in captions:
        x, width = column_x(column), span(columns)
        stacked(block, voice.pair(caption), CAPTION, at=(x, 8.6), width=width)
        pen_line(block, 23 + extra, x=x, width=width)
    block.rule(29.4 + extra, 0.6)
    y = 39 + extra
    x = 14 + block.words(mark_words(voice), Style(BOLD, 7.6), at=(0, y), width=170)
    sheet = voice.say(N_("page {n}/{total}"), n=1, total=1)
    right = TEXT_WIDTH - block.words(sheet, _NOTE, at=(TEXT_WIDTH, y), anchor="end") - 12
    _place(block, order, voice, number=number, at=(x, y), width=right - x)
    block.height = 43 + extra
    return block


def _place(
    block: Block, order: SheetOrder, voice: Voice, *, number: str, at: tuple[float, float], width: float
) -> None:
    words = voice.say(
        N_("{exercise} · station {station} · sheet {sheet} · leave no blank sheet in the players' room"),
        exercise=order.exercise_id,
        station=order.station,
        sheet=number.rpartition("-")[2],
    )
    block.words(words, _NOTE, at=at, width=width)
