"""The timeline in words: gaps, and what a row says to a pointer or a screen reader; it paints nothing."""

from __future__ import annotations

from tabletop.domain.play.board import BoardRow
from tabletop.i18n import N_
from tabletop.ui.item_models.msel import CHIPS
from tabletop.ui.look import Look, clock_text, span_text


def gap_words(look: Look, ms: int) -> str:
    """Write a gap as people say it: `8 min`, `1 h 5 min`, `45 s`."""
    minutes, seconds = divmod(ms // 1_000, 60)
    if minutes >= 60:
        return look.say(N_("{hours} h {minutes} min"), hours=minutes // 60, minutes=minutes % 60)
    if not minutes:
        return look.say(N_("{n} s"), n=seconds)
    if seconds:
        return look.say(N_("{n} min {seconds} s"), n=minutes, seconds=seconds)
    return look.say(N_("{n} min"), n=minutes)


def signed(ms: int | None) -> str:
    """Write how late or early something was: `+00:36`."""
    return "" if ms is None else f"{'-' if ms < 0 else '+'}{span_text(ms)}"


def row_words(look: Look, row: BoardRow, released_ms: int | None) -> list[str]:
    """Say all of a row, times to the second."""
    said = [f"{row.inject.number} {look.typed(row.inject.title)}", look.say(CHIPS[row.chip][0])]
    if row.planned_ms is not None:
        said.append(look.say(N_("planned T+{time}"), time=clock_text(row.planned_ms)))
    elif row.inject.is_contingency:
        said.append(look.say(N_("contingency, without a planned time")))
    if released_ms is not None:
        said.append(look.say(N_("released T+{time}"), time=clock_text(released_ms)))
    if row.diff_ms is not None:
        said.append(look.say(N_("difference {diff}"), diff=signed(row.diff_ms)))
    if row.expected:
        said.append(look.say(N_("actions {met} of {expected}"), met=row.met, expected=row.expected))
    return said
