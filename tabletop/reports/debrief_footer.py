"""The foot of the debrief: which file this is and whether its chains hold; it must not verify them."""

from __future__ import annotations

import re

from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.charts import code
from tabletop.reports.debrief_edition import (
    EN_DASH,
    NOTE,
    NOTE_STRONG,
    Edition,
    listed,
    status_marks,
)
from tabletop.reports.debrief_objective_words import letter_key
from tabletop.reports.frame import BOLD, TEXT_WIDTH, Style, width_of
from tabletop.reports.voice import Pair, clock_zone

FOOTER_HEIGHT = 47.0
_CODE = 42.0
_MOST_BROKEN = 4
_LONGEST_ID = 40
_SIGN = " \N{MIDDLE DOT} "
FAULTS = {
    "gap": N_("gap"),
    "altered": N_("altered"),
    "unlinked": N_("unlinked"),
    "branch": N_("rows contradict"),
    "unmerged": N_("not merged"),
}


def footer(edition: Edition) -> Block:
    """Set file id, entries, stations, state of the chains, last entry, head in eights and the code."""
    block = Block(TEXT_WIDTH)
    voice, debrief = edition.voice, edition.debrief
    room = TEXT_WIDTH - _CODE - 10
    block.rule(0, 0.6)
    x = block.words(debrief.exercise_id, NOTE_STRONG, at=(0, 9.8), width=170) + 10
    style = NOTE if debrief.chain_is_intact and not debrief.missing else NOTE_STRONG
    facts, print_facts = _facts(edition), _print_facts(edition)
    has_room = width_of(_SIGN.join([*facts, *print_facts]), style.sized(style.floor)) <= room - x
    block.words(_SIGN.join([*facts, *(print_facts if has_room else ())]), style, at=(x, 9.8), width=room - x)
    head = " ".join(debrief.head[i : i + 8] for i in range(0, len(debrief.head), 8))
    head_words = voice.slash(N_("Chain head"))
    block.words(f"{head_words} {head}", NOTE.sized(7.2), at=(0, 19.6), width=room)
    block.words_or_first(_reminder(edition), NOTE, at=(0, 29.2), width=room)
    taken = block.words(_mark(edition), Style(BOLD, 8), at=(0, 39.4), width=room)
    if not has_room:
        aside = _SIGN.join(print_facts)
        block.words(aside, style, at=(room, 39.4), anchor="end", width=max(60.0, room - taken - 10))
    block.drawing(code(code_content(edition), _CODE), at=(TEXT_WIDTH - _CODE, 4))
    block.height = FOOTER_HEIGHT
    return block


def _facts(edition: Edition) -> list[str]:
    """Return what is said of the rows."""
    voice, debrief = edition.voice, edition.debrief
    facts = [
        voice.first.ngettext("{n} entry", "{n} entries", debrief.entries).format(n=debrief.entries),
        voice.first.ngettext("{n} station", "{n} stations", debrief.stations).format(n=debrief.stations),
        chain_words(edition),
    ]
    if debrief.last_at is not None:
        local = edition.local(debrief.last_at)
        moment = f"{voice.first.short_date(local)} {local.year} {voice.first.time(local)}"
        zone = clock_zone(debrief.last_at, edition.scenario.timezone)
        facts.append(voice.say(N_("last entry {moment} {zone}"), moment=moment, zone=zone))
    return facts


def _print_facts(edition: Edition) -> list[str]:
    """Return what is said of this print itself."""
    voice, superseded = edition.voice, edition.debrief.superseded
    facts = []
    if superseded is not None:
        local = edition.local(superseded.printed_at)
        moment = f"{voice.first.short_date(local)} {voice.first.time(local)}"
        facts.append(voice.say(N_("replaces the print of {moment}"), moment=moment))
    facts.append(voice.say(N_("language {languages}"), languages=voice.languages))
    facts.append(voice.say(N_("page {n}/{total}"), n=1, total=1))
    return facts


def chain_words(edition: Edition) -> str:
    """Say that the chains hold, or which station's does not and how."""
    voice, missing = edition.voice, edition.debrief.missing
    if not missing:
        return voice.say(N_("chain intact") if edition.debrief.chain_is_intact else N_("chain broken"))
    named = [f"{station} ({voice.say(FAULTS[fault])})" for fault, station in dict.fromkeys(missing)]
    words = (
        N_("INCOMPLETE: {stations}") if edition.debrief.chain_is_intact else N_("CHAIN BROKEN: {stations}")
    )
    return voice.say(words, stations=listed(named, _MOST_BROKEN))


def _reminder(edition: Edition) -> Pair:
    voice = edition.voice
    if edition.is_bilingual:
        key, rated = letter_key(edition), voice.pair(N_("functions are rated, not persons"))
        return Pair(f"{key}; {rated.first}", rated.second)
    reminder = voice.say(
        N_(
            "Functions are rated, not persons. The evaluators' letter is official; T1 only suggests. "
            "Detail: full report and the action table in the file."
        )
    )
    return Pair(reminder)


def _mark(edition: Edition) -> str:
    voice = edition.voice
    marks = [voice.label("exercise_mark").first, voice.label("exercise_mark_second").first]
    marks += [mark.slash for mark in status_marks(edition)]
    return f" {EN_DASH} ".join(mark for mark in marks if mark)


def code_content(edition: Edition) -> str:
    """Return what the QR code says: exercise, entries and the first 16 digits of the head.

    Only upper case letters, digits and signs of the code's alphanumeric mode, so that it stays small.
    """
    debrief = edition.debrief
    exercise = re.sub(r"[^A-Z0-9.-]", "-", debrief.exercise_id.upper())[:_LONGEST_ID]
    return f"TABLETOP DEBRIEF {exercise} {debrief.entries} {debrief.head[:16].upper()}"
