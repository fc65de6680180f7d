"""Section 3, the strip with its legend; it must not draw the strip itself."""

from __future__ import annotations

from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.charts import Symbol, symbol
from tabletop.reports.debrief_edition import HEADING_BASELINE, NOTE, Edition, Rung, heading
from tabletop.reports.frame import TEXT_WIDTH, width_of
from tabletop.reports.timeline_strip import timeline_strip

_GAP = 9.0


def timeline_section(edition: Edition, rung: Rung) -> Block:
    """Set the strip under its heading; the legend names only what the strip shows."""
    block = Block(TEXT_WIDTH)
    title_end = heading(block, 3, edition.voice.pair(N_("Timeline")))
    _legend(block, edition, rung, room=TEXT_WIDTH - title_end - 8)
    strip = timeline_strip(edition.scenario, edition.debrief, edition.voice, with_lane=rung.has_lane)
    block.drawing(strip, at=(0, 12))
    titles = [phase.title for phase in edition.scenario.phases]
    titles += [situation.title for situation in edition.scenario.situations]
    for title in map(edition.voice.typed, titles):
        block.note_characters(title.first + title.second)
    block.height = 12 + strip.height
    return block


def signs_shown(edition: Edition, *, with_lane: bool) -> list[tuple[Symbol, str]]:
    """Return the signs that stand on this strip with their words."""
    debrief, voice = edition.debrief, edition.voice
    released = [inject for inject in debrief.injects if inject.status == "released"]
    signs: list[tuple[Symbol, str, bool]] = [
        ("released", voice.slash(N_("released")), bool(released)),
        ("contingency", voice.label("contingency").slash, any(i.is_contingency for i in released)),
        ("skipped", voice.slash(N_("skipped")), any(i.status == "skipped" for i in debrief.injects)),
        ("jump", voice.slash(N_("time jump")), bool(debrief.jumps)),
        ("pause", voice.slash(N_("pause")), bool(debrief.pauses)),
        ("open", voice.slash(N_("no decision")), bool(debrief.decision.open) and with_lane),
    ]
    return [(kind, words) for kind, words, is_there in signs if is_there]


def _legend(block: Block, edition: Edition, rung: Rung, *, room: float) -> None:
    """Set the signs from right to left; where room ends, the plainest of them go first."""
    style = NOTE
    signs = signs_shown(edition, with_lane=rung.has_lane)
    drawings = [(symbol(kind), words) for kind, words in signs]
    while drawings and sum(d.width + 3 + width_of(w, style) + _GAP for d, w in drawings) > room:
        if style.size > 7:
            style = style.sized(7)
        else:
            drawings.pop(0)
    x = TEXT_WIDTH
    for sign, words in reversed(drawings):
        x -= block.words(words, style, at=(x, HEADING_BASELINE), anchor="end") + 3 + sign.width
        block.drawing(sign, at=(x, HEADING_BASELINE - 6.4))
        x -= _GAP
