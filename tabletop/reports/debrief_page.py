"""The one-page debrief (doctrine 11): it measures, chooses and draws; it must not compute a result."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.reports.block import Block
from tabletop.reports.debrief_edition import Edition
from tabletop.reports.debrief_follow_up import SIGN_OFF_LEAST, SIGN_OFF_MOST
from tabletop.reports.debrief_footer import FOOTER_HEIGHT, footer
from tabletop.reports.debrief_layout import Layout, closing
from tabletop.reports.document import Paper
from tabletop.reports.frame import TEXT_WIDTH, load_faces
from tabletop.reports.pdf_file import pdf_file
from tabletop.reports.voice import Voice

_WIDEST_GAP = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A printed page: its PDF, the typed texts that lost words, the characters printed as U+XXXX."""

    pdf: bytes
    shortened: tuple[str, ...]
    substituted: tuple[str, ...]


def debrief_pdf(scenario: Scenario, debrief: Debrief, languages: tuple[str, ...]) -> bytes:
    """Print the debrief on exactly one page; `languages` is ("id",), ("en",) or ("id", "en").

    The same data gives the same bytes: the only time in the file is that of the last entry.
    """
    return debrief_paper(scenario, debrief, languages).pdf


def debrief_paper(
    scenario: Scenario,
    debrief: Debrief,
    languages: tuple[str, ...],
    *,
    labels: str | None = None,
    paper: Paper = "a4",
) -> PrintedPage:
    """Print the debrief like `debrief_pdf` and say which texts had to give way.

    `labels` replaces the pack's label set.
    """
    load_faces()
    edition = Edition(scenario, debrief, Voice.of(languages, labels or scenario.labels))
    page = _composed(edition, paper)
    return PrintedPage(
        pdf=_drawn(page, edition, paper),
        shortened=tuple(dict.fromkeys(page.cut)),
        substituted=tuple(sorted(page.substituted)),
    )


def _composed(edition: Edition, paper: Paper) -> Block:
    """Set the page in the form that fits; spare height goes to the gaps, then to the sign-off."""
    layout = Layout(edition, paper)
    rung = layout.choose()
    parts = layout.parts(rung)
    spare = max(0.0, layout.room - layout.height(rung))
    gap = min(_WIDEST_GAP, rung.gap + spare / (len(parts) + 1))
    spare -= (gap - rung.gap) * (len(parts) + 1)
    sign_off = min(SIGN_OFF_MOST, SIGN_OFF_LEAST + spare)
    page = Block(TEXT_WIDTH)
    y = 0.0
    for part in [*parts, closing(edition, sign_off)]:
        page.put(part, at=(0, y))
        y += part.height + gap
    page.put(footer(edition), at=(0, layout.room))
    page.height = layout.room + FOOTER_HEIGHT
    return page


def _drawn(page: Block, edition: Edition, paper: Paper) -> bytes:
    """Draw the composed page; the file's dates are the last entry's."""
    title = edition.voice.typed(edition.scenario.title).first
    return pdf_file(
        [page],
        title=f"{edition.voice.label('debrief_summary').first}: {title}",
        language=edition.voice.first.language,
        subject=edition.debrief.exercise_id,
        at=edition.debrief.last_at,
        paper=paper,
    )
