"""The receipt of a logbook handed over, one copy each for observer and director; it must not verify."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tabletop.domain.plan.scenario import Scenario
from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.charts import code
from tabletop.reports.exercise_mark import MARK_HEIGHT, exercise_mark, mark_words
from tabletop.reports.form_head import form_title, id_in_code
from tabletop.reports.frame import (
    BOLD,
    ITALIC,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    REGULAR,
    SEMIBOLD,
    TEXT_WIDTH,
    TOP,
    Style,
    Typed,
    column_x,
    load_faces,
    span,
)
from tabletop.reports.pdf_file import pdf_file
from tabletop.reports.voice import Pair, Voice, clock_zone
from tabletop.reports.write_in import CAPTION, STACK, pen_line

_KIND = N_("Handover receipt")
_MARK_WIDTH, _TITLE_X = 74.6, 85.4
_COPY_WIDTH = 120.0
_CODE = 96.0
_SHORT = 8
_COPY = Style(BOLD, 9.4)
_VALUE = Style(SEMIBOLD, 9.4, 9.4, floor=7.4, shrinks_first=True)
_BIG, _HEAD = Style(BOLD, 34), Style(SEMIBOLD, 12.4)
_TEXT = Style(REGULAR, 8.4, 10.2)
_ROLE, _NOTE = Style(SEMIBOLD, 8.4), Style(REGULAR, 7.4)
_SIGN_AT, _FOOT_AT = 306.0, 364.0
_TICK_FROM, _TICK_LENGTH = 5 * MM, 8 * MM
"""Lasers cannot print the outer 4 to 5 mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an observer handed over: so many rows of a station, the chain that they end in."""

    exercise_id: str
    station: str
    cells: tuple[str, ...]
    observer: str
    rows: int
    head: str
    last_at: datetime
    printed_at: datetime

    @property
    def short_head(self) -> str:
        """Return the start of the head, which two people compare by eye."""
        return self.head[:_SHORT]


def handover_receipt_pdf(scenario: Scenario, receipt: Receipt, languages: tuple[str, ...]) -> bytes:
    """Print both copies on one page; `languages` is ("id",), ("en",) or ("id", "en")."""
    load_faces()
    voice = Voice.of(languages, scenario.labels)
    page = Block(TEXT_WIDTH)
    page.put(_copy(scenario, receipt, voice, holder=N_("for the observer")), at=(0, 0))
    page.put(_copy(scenario, receipt, voice, holder=N_("for the director")), at=(0, PAGE_HEIGHT / 2))
    for x in (_TICK_FROM, PAGE_WIDTH - _TICK_FROM - _TICK_LENGTH):
        page.rule(PAGE_HEIGHT / 2 - TOP, 0.6, x=x - LEFT, width=_TICK_LENGTH)
    return pdf_file(
        [page],
        title=f"{voice.say(_KIND)}: {receipt.station}",
        language=voice.first.language,
        subject=receipt.exercise_id,
        at=receipt.printed_at,
    )


def code_content(receipt: Receipt) -> str:
    """Return what the code says: exercise, station, rows and the whole head."""
    exercise, station = id_in_code(receipt.exercise_id), id_in_code(receipt.station)
    return f"TABLETOP:RECEIPT:{exercise}:{station}:{receipt.rows}:{receipt.head.upper()}"


def _copy(scenario: Scenario, receipt: Receipt, voice: Voice, *, holder: str) -> Block:
    block = Block(TEXT_WIDTH)
    _top(block, scenario, voice, holder=holder)
    _record(block, scenario, voice, receipt=receipt)
    _figures(block, receipt, voice)
    _comparison(block, voice)
    _signatures(block, voice)
    _foot(block, receipt, voice)
    return block


def _top(block: Block, scenario: Scenario, voice: Voice, *, holder: str) -> None:
    exercise_mark(block, voice, width=_MARK_WIDTH)
    left = TEXT_WIDTH - _COPY_WIDTH
    form_title(block, scenario, voice, kind=voice.pair(_KIND), x=_TITLE_X, width=left - 10 - _TITLE_X)
    block.box((left, 0), (_COPY_WIDTH, MARK_HEIGHT), weight=1.0)
    pair, middle = voice.pair(holder), left + _COPY_WIDTH / 2
    first = MARK_HEIGHT / 2 + (-1.6 if pair.second else 3.2)
    block.words(pair.first, _COPY, at=(middle, first), anchor="middle", width=_COPY_WIDTH - 8)
    if pair.second:
        second = _COPY.in_face(ITALIC)
        block.words(pair.second, second, at=(middle, first + 10), anchor="middle", width=_COPY_WIDTH - 8)


def _record(block: Block, scenario: Scenario, voice: Voice, *, receipt: Receipt) -> None:
    """Say whose rows they are, how far they go and when this was printed."""

    def local(moment: datetime) -> str:
        at = moment.astimezone(ZoneInfo(scenario.timezone))
        date, zone = voice.first.short_date(at), clock_zone(moment, scenario.timezone)
        return f"{date} {at.year}, {voice.first.time(at)} {zone}"

    rows = (
        (
            (N_("Station"), receipt.station, 2),
            (N_("Cells observed"), ", ".join(receipt.cells), 4),
            (N_("Observer"), receipt.observer, 6),
        ),
        (
            (N_("Exercise"), receipt.exercise_id, 4),
            (N_("Last row at"), local(receipt.last_at), 4),
            (N_("Printed at"), local(receipt.printed_at), 4),
        ),
    )
    for y, cells in zip((53.0, 86.0), rows, strict=True):
        column = 0
        for caption, value, columns in cells:
            x, width = column_x(column), span(columns)
            words = voice.slash(caption)
            block.words(words, CAPTION, at=(x, y), width=width)
            block.typed(Typed(value, words), _VALUE, at=(x, y + 10.4), width=width, lines=2)
            pen_line(block, y + 23, x=x, width=width)
            column += columns


def _figures(block: Block, receipt: Receipt, voice: Voice) -> None:
    """Set the two figures that are compared in large type, the whole head below, the code beside."""
    block.rule(119, 1.0)
    rows_width, head_at = span(3), column_x(3)
    head_width = TEXT_WIDTH - _CODE - 12 - head_at
    block.words(voice.slash(N_("Number of rows")), CAPTION, at=(0, 130), width=rows_width)
    block.figure(str(receipt.rows), _BIG, at=(0, 160), anchor="start", width=rows_width)
    block.words(voice.slash(N_("Chain head, short")), CAPTION, at=(head_at, 130), width=head_width)
    block.words(receipt.short_head, _BIG, at=(head_at, 160), width=head_width)
    block.words(voice.slash(N_("Chain head, in full")), CAPTION, at=(0, 177), width=TEXT_WIDTH - _CODE)
    eights = [receipt.head[at : at + _SHORT] for at in range(0, len(receipt.head), _SHORT)]
    for y, part in ((192.0, eights[:4]), (208.0, eights[4:8])):
        block.words(
            "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}".join(part), _HEAD, at=(0, y), width=TEXT_WIDTH - _CODE - 12
        )
    block.drawing(code(code_content(receipt), _CODE), at=(TEXT_WIDTH - _CODE, 126))


def _comparison(block: Block, voice: Voice) -> None:
    """Say in each language what the director compares, and what to do where it differs."""
    lead = voice.pair(N_("How the director compares."))
    text = voice.pair(
        N_(
            "After the merge Tabletop shows the number of rows and the short head of this station: both must "
            "be the same as here. If they are not, keep the file and this receipt, and ask the observer for "
            "the file again. Rows written later get a receipt of their own."
        )
    )
    y = 237.0
    for lead_words, words, face in ((lead.first, text.first, REGULAR), (lead.second, text.second, ITALIC)):
        if words:
            typed = Typed(words, lead=lead_words)
            taken = block.typed(typed, _TEXT.in_face(face), at=(0, y), width=TEXT_WIDTH, lines=3)
            y += taken * _TEXT.leading + 2


def _signatures(block: Block, voice: Voice) -> None:
    """Leave room for who hands over and who receives."""
    roles = (
        (column_x(0), voice.label("observer"), voice.pair(N_("hands over"))),
        (column_x(6), voice.label("exercise_director"), voice.pair(N_("receives"))),
    )
    for x, role, verb in roles:
        first, second = f"{role.first}, {verb.first}", f"{role.second or role.first}, {verb.second}"
        words = Pair(first, second if verb.second else "")
        block.words_or_first(words, _ROLE, at=(x, _SIGN_AT), width=span(6))
        pen_line(block, _FOOT_AT - 16, x=x, width=span(6))
        caption = voice.pair(N_("Name, rank/number, signature, time"))
        block.words_or_first(caption, _NOTE, at=(x, _FOOT_AT - 16 + STACK + 1.4), width=span(6))


def _foot(block: Block, receipt: Receipt, voice: Voice) -> None:
    block.rule(_FOOT_AT, 0.6)
    y = _FOOT_AT + 9.6
    x = 14 + block.words(mark_words(voice), Style(BOLD, 7.6), at=(0, y), width=170)
    words = voice.say(
        N_("{exercise} · station {station} · {rows} rows · head {head}"),
        exercise=receipt.exercise_id,
        station=receipt.station,
        rows=receipt.rows,
        head=receipt.short_head,
    )
    block.words(words, _NOTE, at=(x, y), width=TEXT_WIDTH - x)
