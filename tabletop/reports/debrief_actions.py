"""Section 9, who mends what until when; it must not track whether it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from tabletop.domain.result.debrief import PlanResult
from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.debrief_edition import (
    BODY,
    CONTENT_TOP,
    EN_DASH,
    NOTE,
    ROW_RULE,
    STRONG,
    Edition,
    Rung,
    heading,
)
from tabletop.reports.flowables import common_style
from tabletop.reports.frame import SEMIBOLD, Style, Typed, printable, span, width_of

_HEAD = Style(SEMIBOLD, 7.4)
_TEXT = Style(BODY.face, 8.4, 8.8, floor=7.4, shrinks_first=True)
_OWNER = Style(STRONG.face, 8.4, 8.8, floor=7.4, shrinks_first=True)
_ROW, _BASELINE = 11.5, 8.6
_OBJECTIVE_X, _TEXT_X = 11.0, 29.0
_WIDEST_OWNER, _WIDEST_DUE = 96.0, 64.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """The widths of text, owner and date in points, and where the owner begins."""

    text: float
    owner_x: float
    owner: float
    owner_lines: int
    due: float


def actions_section(edition: Edition, rung: Rung) -> Block:
    """Set what is to be done, by whom and until when; owner and date are cut last."""
    block = Block(span(9))
    voice, plan = edition.voice, edition.debrief.plan
    shown = plan[: rung.actions]
    note = ""
    if len(plan) > len(shown):
        note = voice.slash(N_("+{n} in the full report"), n=len(plan) - len(shown))
    name = voice.label("corrective_actions")
    heading(block, 9, name, note=note)
    columns = _columns(block, edition, shown, owner_lines=rung.owner_lines)
    _heads(block, edition, columns, y=CONTENT_TOP + 5.6)
    y = CONTENT_TOP + 8.6
    texts = [Typed(a.text, f"{name.first} {n}", source=a.id) for n, a in enumerate(shown, start=1)]
    style = common_style(texts, _TEXT, width=columns.text, lines=rung.action_lines)
    for number, (action, text) in enumerate(zip(shown, texts, strict=True), start=1):
        if number > 1:
            block.rule(y, ROW_RULE)
        block.words(str(number), STRONG, at=(0, y + _BASELINE))
        at, room = (_TEXT_X, y + _BASELINE), columns.text
        lines = block.typed(text, style, at=at, width=room, lines=rung.action_lines)
        lines = max(lines, _facts(block, edition, action, columns=columns, y=y + _BASELINE))
        y += _ROW + (lines - 1) * _TEXT.leading
    if not plan:
        block.words(voice.slash(N_("none recorded yet")), NOTE, at=(_TEXT_X, y + 9))
        y += _ROW
    block.height = y
    return block


def _columns(block: Block, edition: Edition, shown: Sequence[PlanResult], *, owner_lines: int) -> _Columns:
    """Give owner and date what they need, as far as it goes, and the text the rest."""
    due_head, owner_head = edition.voice.slash(N_("Due")), edition.voice.say(N_("Owner"))
    dues = [width_of(due_words(edition, action), STRONG) for action in shown]
    due = min(_WIDEST_DUE, max([*dues, width_of(due_head, _HEAD)]))
    owners = [width_of(printable(action.owner), _OWNER) for action in shown]
    owner = min(_WIDEST_OWNER, max([*owners, width_of(owner_head, _HEAD)]) + 1)
    owner_x = block.width - due - 10 - owner
    return _Columns(owner_x - _TEXT_X - 9, owner_x, owner, owner_lines, due)


def _heads(block: Block, edition: Edition, columns: _Columns, *, y: float) -> None:
    block.words(edition.voice.slash(N_("What")), _HEAD, at=(_TEXT_X, y))
    owner = edition.voice.pair(N_("Owner"))
    block.words_or_first(owner, _HEAD, at=(columns.owner_x, y), width=columns.owner + 4)
    block.words(edition.voice.slash(N_("Due")), _HEAD, at=(block.width, y), anchor="end")
    block.rule(y + 3, 0.6)


def _facts(block: Block, edition: Edition, action: PlanResult, *, columns: _Columns, y: float) -> int:
    """Set objective, owner and date of a row; return how many lines the owner took."""
    block.words(action.objective or "", BODY, at=(_OBJECTIVE_X, y), width=_TEXT_X - _OBJECTIVE_X - 2)
    due = due_words(edition, action)
    block.words(due, STRONG, at=(block.width, y), anchor="end", width=columns.due)
    owner = Typed(action.owner, edition.voice.say(N_("Owner")), source=action.id)
    at = (columns.owner_x, y)
    return block.typed(owner, _OWNER, at=at, width=columns.owner, lines=columns.owner_lines)


def due_words(edition: Edition, action: PlanResult) -> str:
    """Return a due date as people write it, with its year where that is not the exercise's."""
    if not action.due:
        return EN_DASH
    words = action.due
    try:
        day = date.fromisoformat(action.due)
    except ValueError:
        return words
    words = edition.voice.first.short_date(datetime.combine(day, time(12), UTC))
    last_at = edition.debrief.last_at
    if last_at is None or day.year != edition.local(last_at).year:
        words = f"{words} {day.year}"
    if action.status == "closed":
        return edition.voice.say(N_("{due}, done"), due=words)
    return words
