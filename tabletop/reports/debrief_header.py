"""The head of the debrief: exercise mark, title, exercise record, participants; it must not rate."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.domain.plan.text import Text
from tabletop.i18n import N_, elapsed
from tabletop.reports.block import Block
from tabletop.reports.debrief_edition import (
    EN_DASH,
    FRAME,
    NOTE,
    SECOND,
    Edition,
    Rung,
    status_marks,
)
from tabletop.reports.debrief_figures import people
from tabletop.reports.exercise_mark import MARK_HEIGHT, exercise_mark
from tabletop.reports.flowables import fitted
from tabletop.reports.frame import (
    BOLD,
    ITALIC,
    REGULAR,
    SEMIBOLD,
    TEXT_WIDTH,
    Style,
    Typed,
    column_x,
    span,
    width_of,
)
from tabletop.reports.voice import clock_zone

_MARK_WIDTH = 92.0
_TITLE_X = 103.4
_KIND = Style(REGULAR, 9)
_TITLE = Style(BOLD, 17, 18, floor=10.5)
_SUBTITLE = Style(REGULAR, 10.4, 12, floor=8)
_LABEL = Style(REGULAR, 7.2)
_VALUE = Style(SEMIBOLD, 8.8, 9.2, floor=7.4, shrinks_first=True)
_RUN_IN = Style(REGULAR, 8.2, 9, floor=7.4, shrinks_first=True)
_FIRST_CELLS = 12


def header(edition: Edition, rung: Rung) -> Block:
    """Lay out mark, title, record and participants down the full width."""
    block = Block(TEXT_WIDTH)
    exercise_mark(block, edition.voice, width=_MARK_WIDTH)
    _title(block, edition)
    y = MARK_HEIGHT + 4.6
    scope_cell = _has_scope_cell(edition)
    for row in (_clock_cells(edition), _pack_cells(edition, with_scope=scope_cell)):
        y += _record_row(block, edition, list(row), y=y, lines=rung.record_lines)
    block.rule(y, FRAME)
    for typed in _run_ins(edition, with_scope=not scope_cell):
        lines = block.typed(typed, _RUN_IN, at=(0, y + 9.2), width=TEXT_WIDTH, lines=rung.run_in_lines)
        y += lines * _RUN_IN.leading + 1.5
    block.height = y + 1
    return block


def _title(block: Block, edition: Edition) -> None:
    """Set title and subtitle; a title longer than its line takes the subtitle's room, then a second line."""
    x = _TITLE_X + _kind(block, edition)
    width = TEXT_WIDTH - _TITLE_X
    title = edition.voice.typed(edition.scenario.title)
    main, _, rest = title.first.partition(": ")
    aside = title.second.partition(": ")[0] if title.second else rest
    style = _SUBTITLE.in_face(ITALIC) if title.second else _SUBTITLE
    taken = width_of(main, _TITLE)
    name = edition.voice.say(N_("title of the exercise"))
    if taken > width:
        block.typed(Typed(main, name), _TITLE, at=(_TITLE_X, 25), width=width)
        return
    block.typed(Typed(main, name), _TITLE, at=(_TITLE_X, 25), width=width)
    if aside and width - taken > 60:
        x = _TITLE_X + taken + 9
        block.typed(Typed(aside, name), style, at=(x, 25), width=TEXT_WIDTH - x)


def _kind(block: Block, edition: Edition) -> float:
    """Name the document at the left and the file at the right, a draft or copy framed beside it."""
    summary = edition.voice.label("debrief_summary")
    width = block.words(summary.first, _KIND, at=(_TITLE_X, 8.4))
    if summary.second:
        width += 4 + block.words(summary.second, _KIND.in_face(ITALIC), at=(_TITLE_X + width + 4, 8.4))
    exercise = edition.debrief.exercise_id
    right = TEXT_WIDTH - block.words(exercise, NOTE, at=(TEXT_WIDTH, 8.4), anchor="end", width=170)
    marks, style = status_marks(edition), Style(BOLD, 10)
    if marks:
        words = f" {EN_DASH} ".join(mark.slash for mark in marks)
        if width_of(words, style) > right - _TITLE_X - width - 24:
            words = f" {EN_DASH} ".join(mark.first for mark in marks)
        frame = width_of(words, style) + 10
        block.box((right - frame - 8, -1), (frame, 12.4), weight=1.4)
        block.words(words, style, at=(right - frame - 3, 8.6))
    return width


def _clock_cells(edition: Edition) -> Iterator[tuple[str, str, int]]:
    """Yield label, value and columns of what the exercise file knows by itself."""
    scenario, debrief, voice = edition.scenario, edition.debrief, edition.voice
    started_at = debrief.started_at
    yield N_("Date"), voice.first.date(edition.local(started_at)) if started_at else EN_DASH, 3
    yield N_("Time"), _times(edition), 3
    yield N_("Played"), _played(edition), 3
    yield N_("Scenario"), f"{scenario.id} v{scenario.version}, {debrief.pack_sha256[:8]}", 3


def _times(edition: Edition) -> str:
    debrief, first = edition.debrief, edition.voice.first
    if debrief.started_at is None:
        return edition.voice.say(N_("not started"))
    zone = clock_zone(debrief.started_at, edition.scenario.timezone)
    start = first.time(edition.local(debrief.started_at))
    if debrief.ended_at is None:
        return edition.voice.say(N_("{start} {zone}, still running"), start=start, zone=zone)
    return f"{start}{EN_DASH}{first.time(edition.local(debrief.ended_at))} {zone}"


def _played(edition: Edition) -> str:
    debrief, voice = edition.debrief, edition.voice
    played = elapsed(debrief.elapsed_ms)
    if not debrief.pauses:
        return voice.say(N_("{played}, no pause"), played=played)
    minutes = (debrief.paused_ms + 30_000) // 60_000
    count = len(debrief.pauses)
    message = voice.first.ngettext(
        "{played}, {n} pause, {minutes} min", "{played}, {n} pauses, {minutes} min", count
    )
    return message.format(played=played, n=count, minutes=minutes)


def _has_scope_cell(edition: Edition) -> bool:
    """Tell whether the pack's four facts are short enough to stand side by side."""
    facts = edition.scenario.exercise
    if facts.scope is None:
        return False
    texts = (facts.place, facts.type, facts.organisation, facts.scope)
    typed = [Typed(edition.voice.typed(text).first) for text in texts if text]
    return not any(fitted(text, _VALUE, width=span(3), lines=2).was_cut for text in typed)


def _pack_cells(edition: Edition, *, with_scope: bool) -> Iterator[tuple[str, str, int]]:
    facts = edition.scenario.exercise
    widths = (3, 3, 3) if with_scope else (3, 4, 5)
    cells: list[tuple[str, Text | None, int]] = [
        (N_("Place"), facts.place, widths[0]),
        (N_("Type"), facts.type, widths[1]),
        (N_("Organiser"), facts.organisation, widths[2]),
    ]
    if with_scope:
        cells.insert(2, (N_("Scope"), facts.scope, 3))
    for label, text, columns in cells:
        yield label, edition.voice.typed(text).first if text else EN_DASH, columns


def _record_row(
    block: Block, edition: Edition, cells: list[tuple[str, str, int]], *, y: float, lines: int
) -> float:
    """Set a row of labelled values under short rules; return its height, that of its tallest cell."""
    column, most = 0, 1
    for label, value, columns in cells:
        x, width = column_x(column), span(columns)
        block.rule(y, FRAME, x=x, width=width)
        pair = edition.voice.pair(label)
        taken = block.words(pair.first, _LABEL, at=(x, y + 7.6))
        if pair.second:
            block.words(pair.second, SECOND.sized(7.2), at=(x + taken + 3, y + 7.6))
        typed = Typed(value, pair.first)
        most = max(most, block.typed(typed, _VALUE, at=(x, y + 17), width=width, lines=lines))
        column += columns
    return 20.4 + (most - 1) * _VALUE.leading


def _run_ins(edition: Edition, *, with_scope: bool) -> Iterator[Typed]:
    """Yield scope and participants, set as running lines: packs write whole sentences there."""
    voice, scope = edition.voice, edition.scenario.exercise.scope
    if scope is not None and with_scope:
        lead = voice.slash(N_("Scope"))
        yield Typed(voice.typed(scope).first, lead, lead=lead)
    lead = voice.label("participants").slash
    evaluators = f"{voice.label('evaluators').slash}: {edition.debrief.evaluators}."
    yield Typed(_participants(edition), lead, lead=lead, tail=evaluators)


def _participants(edition: Edition) -> str:
    debrief, voice = edition.debrief, edition.voice
    if not debrief.participants:
        return voice.slash(N_("not recorded")) + "."
    cells = sum(1 for cell in edition.scenario.cells if cell.kind in ("player", "liaison"))
    total = people(debrief)
    message = voice.first.ngettext("{n} person, {cells} cells", "{n} people, {cells} cells", total)
    named = ", ".join(f"{name} {count}" for name, count in debrief.participants)
    return f"{message.format(n=total, cells=cells)}: {named}."


def place_and_date(edition: Edition) -> str:
    """Return place and date as a letter carries them: `Kuala Seruni, 6 Februari 2024`."""
    place, at = edition.scenario.exercise.place, edition.debrief.last_at
    town = edition.voice.typed(place).first if place else ""
    date = edition.voice.first.date(edition.local(at)).partition(", ")[2] if at else ""
    return ", ".join(part for part in (town, date) if part)
