"""What every section of the one page shares: the data, the voice, the room; no section's content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.events import Letter
from tabletop.domain.result.debrief import Debrief
from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.frame import BOLD, ITALIC, REGULAR, SEMIBOLD, Style
from tabletop.reports.voice import Pair, Voice
from tabletop.wording import ratings

HEADING = Style(BOLD, 9)
HEADING_SECOND = Style(ITALIC, 8.2)
BODY = Style(REGULAR, 8.4, 9.6, floor=7.4)
STRONG = Style(SEMIBOLD, 8.4, 9.6, floor=7.4)
NOTE = Style(REGULAR, 7.4, 8.8)
NOTE_STRONG = Style(SEMIBOLD, 7.4, 8.8)
SECOND = Style(ITALIC, 7.4, 8.8)
HEADING_BASELINE = 9.4
CONTENT_TOP = 12.5

EN_DASH = "\N{EN DASH}"
"""What stands where there is nothing, and between the ends of a range."""
RULE, ROW_RULE, FRAME = 1.0, 0.35, 0.6

LETTER_WORDS: dict[Letter, str] = ratings.LETTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """How much room each part gets; the page climbs down from the most generous until all fits.

    `row` is the form of an objective's row: full (title and reason), tight, or one line.
    """

    row: Literal["full", "tight", "line"]
    gap: float
    listed: int = 12
    reasons: int = 12
    has_lane: bool = True
    findings: int = 3
    finding_lines: int = 2
    has_latency_notes: bool = True
    record_lines: int = 2
    run_in_lines: int = 2
    breaches: int = 2
    breach_lines: int = 4
    actions: int = 5
    action_lines: int = 2
    owner_lines: int = 2
    gaps: int = 4
    has_strip: bool = True


@dataclass(frozen=True, slots=True)
class Edition:
    """One printing: the plan, the result and the languages."""

    scenario: Scenario
    debrief: Debrief
    voice: Voice

    @property
    def is_bilingual(self) -> bool:
        """Tell whether two languages share the page."""
        return self.voice.second is not None

    def local(self, moment: datetime) -> datetime:
        """Return an instant on the exercise's wall clock."""
        return moment.astimezone(ZoneInfo(self.scenario.timezone))


def heading(block: Block, number: int, title: Pair, *, note: str = "") -> float:
    """Draw a section's rule, number, title and the note at its right; return where the title ends."""
    block.rule(0, RULE)
    x = block.words(str(number), HEADING, at=(0, HEADING_BASELINE)) + 7
    x += block.words(title.first, HEADING, at=(x, HEADING_BASELINE), width=block.width - x)
    if title.second and block.width - x > 20:
        x += 4
        x += block.words(title.second, HEADING_SECOND, at=(x, HEADING_BASELINE), width=block.width - x)
    if note and block.width - x > 30:
        at = (block.width, HEADING_BASELINE)
        block.words(note, NOTE, at=at, anchor="end", width=block.width - x - 8)
    return x


def bilingual(block: Block, pair: Pair, styles: tuple[Style, Style], *, at: tuple[float, float]) -> float:
    """Set a label with its second language in italics beside it; return how wide both came out."""
    width = block.words(pair.first, styles[0], at=at)
    if pair.second:
        width += 3 + block.words(pair.second, styles[1], at=(at[0] + width + 3, at[1]))
    return width


def listed(items: Sequence[str], most: int) -> str:
    """Join ids, the rest as `+n`."""
    rest = len(items) - most
    return ", ".join(items[:most]) + (f" +{rest}" if rest > 0 else "")


def status_marks(edition: Edition) -> list[Pair]:
    """Return what nobody may overlook: that it is a draft, or a redacted copy."""
    marks = (
        (N_("DRAFT"), edition.debrief.draft),
        (N_("REDACTED COPY"), edition.debrief.redacted is not None),
    )
    return [edition.voice.pair(words) for words, holds in marks if holds]
