"""Sections 8, 10 and 11: readiness, agreement, sign-off; it must not mix readiness into the result."""

from __future__ import annotations

from fractions import Fraction

from reportlab.lib.colors import black

from tabletop.domain.result.agreement import MIN_UNITS
from tabletop.domain.result.debrief import ReadinessGap
from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.debrief_edition import (
    BODY,
    CONTENT_TOP,
    EN_DASH,
    NOTE,
    NOTE_STRONG,
    ROW_RULE,
    SECOND,
    STRONG,
    Edition,
    Rung,
    heading,
)
from tabletop.reports.debrief_header import place_and_date
from tabletop.reports.frame import BOLD, SEMIBOLD, Style, Typed, column_x, span

_PERCENT = Style(BOLD, 13.4)
_HEAD = Style(SEMIBOLD, 7.4)
_GAP_ROW = 10.6
_GATES = {
    "ready": N_("ready"),
    "ready-with-notes": N_("ready with notes"),
    "not-ready": N_("not ready"),
}
SIGN_OFF_LEAST, SIGN_OFF_MOST = 42.0, 64.0


def readiness_section(edition: Edition, rung: Rung) -> Block:
    """Set index, gate in words, and the gaps, critical ones first and marked."""
    block = Block(span(3))
    voice, readiness = edition.voice, edition.debrief.readiness
    heading(block, 8, voice.pair(N_("Readiness")))
    y = 25.0
    gate = voice.pair(_GATES[readiness.gate])
    if readiness.percent is None:
        block.words(voice.slash(N_("no readiness list")), NOTE, at=(0, y - 4), width=block.width)
        block.height = y + 2
        return block
    width = block.words(f"{voice.first.percent(readiness.percent)} %", _PERCENT, at=(0, y))
    room = block.width - width - 8
    up = 5.0 if gate.second else 0.8
    block.words(gate.first, Style(SEMIBOLD, 8.4), at=(width + 8, y - up), width=room)
    if gate.second:
        block.words(gate.second, SECOND, at=(width + 8, y + 2.8), width=room)
    y += 6.4
    for gap in readiness.gaps[: rung.gaps]:
        y += _gap_row(block, edition, gap, y=y)
    for note, lines in _readiness_notes(edition, rung):
        count = block.typed(note, NOTE, at=(0, y + 8.2), width=block.width, lines=lines)
        y += count * NOTE.leading
    block.height = y + 2
    return block


def _gap_row(block: Block, edition: Edition, gap: ReadinessGap, *, y: float) -> float:
    block.rule(y, ROW_RULE)
    style = STRONG if gap.critical else BODY
    if gap.critical:
        block.box((0, y + 1.2), (8.4, 8.4), fill=black)
        block.reversed_words(edition.voice.say(N_("C")), Style(BOLD, 7), centre=(4.2, y + 7.9))
    count = f"{gap.serviceable}/{gap.required}"
    taken = block.words(count, style.sized(8), at=(block.width, y + 8.2), anchor="end")
    item = next((i for i in edition.scenario.readiness if i.id == gap.id), None)
    words = edition.voice.typed(item.item).first if item else gap.id
    block.typed(Typed(words, gap.id), style.sized(8), at=(11.6, y + 8.2), width=block.width - taken - 15)
    return _GAP_ROW


def _readiness_notes(edition: Edition, rung: Rung) -> list[tuple[Typed, int]]:
    """Return the notes with the lines each may take: counts, then why play began all the same."""
    voice, readiness = edition.voice, edition.debrief.readiness
    full = readiness.items - len(readiness.gaps)
    counts = voice.say(N_("{n}/{total} items full"), n=full, total=readiness.items)
    critical = len(readiness.critical_gaps)
    if critical:
        counts += voice.say(N_("; {n} critical (C) short"), n=critical)
    hidden = len(readiness.gaps) - rung.gaps
    if hidden > 0:
        counts += voice.say(N_("; {n} more gaps in the full report"), n=hidden)
    notes = [(Typed(counts), 2)]
    if readiness.override:
        why = voice.say(N_("Started all the same: {reason}"), reason=readiness.override)
        notes.append((Typed(why, voice.say(N_("reason for starting"))), 3))
    return notes


def agreement_section(edition: Edition) -> Block:
    """Say how many rated and how far they agree; below ten units no figure is given."""
    block = Block(span(3))
    voice, debrief = edition.voice, edition.debrief
    heading(block, 10, voice.label("evaluators"))
    style = Style(NOTE.face, 7.6, 8.7)
    lead = voice.say(
        N_("{n} evaluators, {stations} stations."), n=debrief.evaluators, stations=debrief.stations
    )
    text = f"{lead} {_agreement(edition)}"
    lines = block.typed(Typed(text), style, at=(0, CONTENT_TOP + 7), width=block.width, lines=5)
    block.height = CONTENT_TOP + 7 + (lines - 1) * style.leading + 2
    return block


def _agreement(edition: Edition) -> str:
    voice, agreement = edition.voice, edition.debrief.agreement
    if agreement.units < MIN_UNITS:
        message = N_("{n} actions rated twice: too few for a figure (below {least}).")
        return voice.say(message, n=agreement.units, least=MIN_UNITS)
    alpha = agreement.alpha_ordinal
    return voice.say(
        N_(
            "{n} actions rated twice: exact {exact}, within one step {near}, "
            "ordinal Krippendorff alpha {alpha}."
        ),
        n=agreement.units,
        exact=_share(edition, agreement.exact),
        near=_share(edition, agreement.within_one),
        alpha=EN_DASH if alpha is None else voice.first.decimal(_exact(alpha), 2),
    )


def _share(edition: Edition, share: float | None) -> str:
    if share is None:
        return EN_DASH
    return f"{edition.voice.first.decimal(_exact(share) * 100, 0)} %"


def _exact(value: float) -> Fraction:
    return Fraction(str(round(value, 6)))


def sign_off_section(edition: Edition, *, height: float) -> Block:
    """Leave room for two signatures; a draft says that it is none to sign."""
    block = Block(span(9))
    voice = edition.voice
    place = place_and_date(edition)
    note = voice.slash(N_("draft: do not sign")) if edition.debrief.draft else place
    heading(block, 11, voice.pair(N_("Sign-off")), note=note)
    bottom = CONTENT_TOP + height
    halves = ((0.0, span(4), "exercise_director"), (column_x(4), span(5), "lead_evaluator"))
    for x, width, label in halves:
        block.words(voice.label(label).slash, NOTE_STRONG.sized(8.2), at=(x, CONTENT_TOP + 6.4), width=width)
        block.rule(bottom - 9.4, 0.5, x=x, width=width)
        caption = voice.pair(N_("Name, rank/number, signature"))
        block.words_or_first(caption, NOTE, at=(x, bottom - 1.6), width=width)
    block.height = bottom
    return block
