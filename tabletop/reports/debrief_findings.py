"""Sections 4 to 7: latency, strengths, improvements, conduct; it must not judge a finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tabletop.domain.play.state import BreachRecord
from tabletop.domain.result.debrief import FindingResult
from tabletop.domain.result.latency import MIN_FOR_PERCENTILES, LatencySummary
from tabletop.i18n import N_, duration, elapsed
from tabletop.reports.block import Block
from tabletop.reports.debrief_edition import (
    BODY,
    CONTENT_TOP,
    EN_DASH,
    NOTE,
    ROW_RULE,
    SECOND,
    STRONG,
    Edition,
    Rung,
    heading,
    listed,
)
from tabletop.reports.flowables import common_style
from tabletop.reports.frame import FLOOR, SEMIBOLD, TEXT_WIDTH, Style, Typed, span, width_of
from tabletop.reports.voice import Pair

_HEAD = Style(SEMIBOLD, 7.4)
_FIGURE = Style(NOTE.face, 8.2)
_BREACH = Style(BODY.face, 8.6, 9.6, floor=7.4, shrinks_first=True)
_FINDING = Style(BODY.face, 8.4, 9, floor=7.4)
_ROW, _ROW_TWO = 11.4, 16.1
_SECOND_NAME = 14.4
"""Where the second language's baseline stands in a row, clear of the first."""
_NOTE = Style(NOTE.face, 7.2, 8.4)
_COUNT_X, _P50_X = 74.0, 97.0
_COUNT_ROOM, _TIME_ROOM, _BETWEEN = 34.0, 21.5, 1.5
_INDENT = 17.0
Kind = Literal["strength", "improve"]
FINDING_COLUMNS: dict[Kind, int] = {"strength": 4, "improve": 5}
_MOST_OPEN = 6
_MOST_BRIEF = 8
_MOST_CLEAN = 24


def latency_section(edition: Edition, rung: Rung) -> Block:
    """Set the three latencies with n, p50 and p90 and name what is still open."""
    block = Block(span(3))
    voice, debrief = edition.voice, edition.debrief
    heading(block, 4, voice.pair(N_("Latency")))
    y = CONTENT_TOP + 7.4
    unit = N_("nearest-rank") if edition.is_bilingual else N_("min:s")
    block.words(voice.say(unit), _HEAD, at=(0, y))
    at = _latency_columns(edition, block.width)
    for words, x in (("n/N", at.count), ("p50", at.p50), ("p90", at.p90)):
        block.words(words, _HEAD, at=(x, y), anchor="end")
    y += 3
    block.rule(y, 0.6)
    rows = (
        (voice.pair(N_("Acknowledged")), debrief.acknowledge, _FIGURE),
        (voice.pair(N_("Decision")), debrief.decision, STRONG.sized(8.2)),
        (voice.pair(N_("Response")), debrief.response, _FIGURE),
    )
    for name, summary, style in rows:
        y += _latency_row(block, summary, name, y=y, style=style, at=at)
    few = [f"{name.first}: {_values(summary)}." for name, summary, _ in rows if summary.values_ms]
    notes = _latency_notes(edition, few) if rung.has_latency_notes or few else ""
    lines = block.typed(Typed(notes), _NOTE, at=(0, y + 7.8), width=block.width, lines=4) if notes else 0
    block.height = y + 2 + lines * _NOTE.leading
    return block


def _values(summary: LatencySummary) -> str:
    return ", ".join(duration(value) for value in summary.values_ms or ())


@dataclass(frozen=True, slots=True)
class _LatencyColumns:
    """The right edges of the three figures in points, and how wide each may be."""

    count: float
    p50: float
    p90: float
    rooms: tuple[float, float, float]


def _latency_columns(edition: Edition, width: float) -> _LatencyColumns:
    """Give long figures, such as a day's `1440:00`, the room in which they stay legible."""
    debrief = edition.debrief
    summaries = (debrief.acknowledge, debrief.decision, debrief.response)
    counts = [f"{each.answered}/{each.released}" for each in summaries]
    halves = [duration(each.p50_ms) for each in summaries if each.p50_ms is not None]
    nearly_all = [duration(each.p90_ms) for each in summaries if each.p90_ms is not None]
    count_room, p50_room, p90_room = (
        max([room, *(width_of(words, STRONG.sized(FLOOR)) + 0.1 for words in figures)])
        for room, figures in ((_COUNT_ROOM, counts), (_TIME_ROOM, halves), (_TIME_ROOM, nearly_all))
    )
    p50 = min(_P50_X, width - p90_room - _BETWEEN)
    count = min(_COUNT_X, p50 - p50_room - _BETWEEN)
    return _LatencyColumns(count, p50, width, (count_room, p50_room, p90_room))


def _latency_row(
    block: Block, summary: LatencySummary, name: Pair, *, y: float, style: Style, at: _LatencyColumns
) -> float:
    counts = f"{summary.answered}/{summary.released}"
    count_room, p50_room, p90_room = at.rooms
    room = at.count - min(count_room, width_of(counts, style)) - 3
    block.words(name.first, style, at=(0, y + 8.6), width=room)
    block.figure(counts, style, at=(at.count, y + 8.6), anchor="end", width=count_room)
    for value, x, wide in ((summary.p50_ms, at.p50, p50_room), (summary.p90_ms, at.p90, p90_room)):
        words = EN_DASH if value is None else duration(value)
        block.figure(words, style, at=(x, y + 8.6), anchor="end", width=wide)
    height = _ROW
    if name.second:
        block.words(name.second, SECOND.sized(7), at=(0, y + _SECOND_NAME), width=at.count)
        height = _ROW_TWO
    block.rule(y + height, ROW_RULE)
    return height


def _latency_notes(edition: Edition, few: Sequence[str]) -> str:
    voice, waiting = edition.voice, edition.debrief.decision.open
    notes = [] if edition.is_bilingual else [voice.say(N_("Nearest-rank."))]
    if few:
        notes = [voice.say(N_("n < {n}: the values themselves."), n=MIN_FOR_PERCENTILES), *few]
    if waiting and edition.is_bilingual:
        notes.append(voice.slash(N_("still open")) + ": " + listed(waiting, _MOST_OPEN))
    elif waiting:
        message = voice.first.ngettext(
            "{n} inject without a decision ({numbers}) stays open.",
            "{n} injects without a decision ({numbers}) stay open.",
            len(waiting),
        )
        notes.append(message.format(n=len(waiting), numbers=listed(waiting, _MOST_OPEN)))
    return " ".join(notes)


def findings_section(edition: Edition, rung: Rung, kind: Kind) -> Block:
    """Set up to three findings of a kind, the objective first."""
    block = Block(span(FINDING_COLUMNS[kind]))
    voice, style = edition.voice, _findings_style(edition, rung)
    found = _found(edition, kind)
    shown = found[: rung.findings]
    note = f"{len(shown)}/{len(found)}" if len(found) > len(shown) else ""
    number, label = (5, "strengths") if kind == "strength" else (6, "improvements")
    heading(block, number, voice.label(label), note=note)
    y, width, name = CONTENT_TOP + 8, block.width - _INDENT, voice.label(label).first
    for finding in shown:
        block.words(finding.objective, STRONG, at=(0, y), width=_INDENT - 2)
        typed = Typed(finding.text, f"{name} {finding.id}", source=finding.id)
        lines = block.typed(typed, style, at=(_INDENT, y), width=width, lines=rung.finding_lines)
        y += lines * style.leading + 1.2
    if not found:
        block.words(voice.slash(N_("none recorded yet")), NOTE, at=(0, y), width=block.width)
        y += BODY.leading
    block.height = y - 5
    return block


def _found(edition: Edition, kind: Kind) -> list[FindingResult]:
    return [finding for finding in edition.debrief.findings if finding.kind == kind]


def _findings_style(edition: Edition, rung: Rung) -> Style:
    """Return the size that both kinds share: the two columns stand side by side."""
    sizes = []
    for kind, columns in FINDING_COLUMNS.items():
        texts = [Typed(finding.text) for finding in _found(edition, kind)[: rung.findings]]
        width = span(columns) - _INDENT
        sizes.append(common_style(texts, _FINDING, width=width, lines=rung.finding_lines).size)
    return _FINDING.sized(min(sizes))


def conduct_section(edition: Edition, rung: Rung) -> Block:
    """Set every breach with its fact and effect, then the clean lines by id; 0 prints too."""
    block = Block(TEXT_WIDTH)
    voice, debrief = edition.voice, edition.debrief
    broken = [line for line in debrief.red_lines if line.breaches]
    checked = len(debrief.red_lines)
    counts = {"n": checked, "broken": len(broken), "clean": checked - len(broken)}
    if edition.is_bilingual:
        words = voice.slash(N_("breached")), voice.slash(N_("clean"))
        note = f"{checked}: {len(broken)} {words[0]}, {checked - len(broken)} {words[1]}"
    else:
        note = voice.say(N_("{n} lines checked: {broken} breached, {clean} clean"), **counts)
    heading(block, 7, voice.label("conduct"), note=note)
    y = CONTENT_TOP + 8
    told = _gravest(debrief.breaches, rung.breaches)
    brief = [breach for breach in debrief.breaches if breach.row not in {one.row for one in told}]
    close = _others(edition, brief)
    for number, breach in enumerate(told, start=1):
        typed = _breach(edition, breach, close=close if number == len(told) else "")
        left = max(30.0, block.tag(breach.red_line, at=(0, y)) + 6)
        lines = block.typed(typed, _BREACH, at=(left, y), width=TEXT_WIDTH - left, lines=rung.breach_lines)
        y += lines * _BREACH.leading + 1.6
    if not told:
        y += _BREACH.leading * block.typed(Typed(close), STRONG, at=(0, y), width=TEXT_WIDTH, lines=2)
    block.height = y - 6
    return block


def _gravest(breaches: Sequence[BreachRecord], count: int) -> list[BreachRecord]:
    """Return the breaches to tell in words: grave ones first in choice, in time in print."""
    chosen = sorted(breaches, key=lambda breach: (not breach.grave, breach.at_ms))[:count]
    return sorted(chosen, key=lambda breach: breach.at_ms)


def _breach(edition: Edition, breach: BreachRecord, *, close: str) -> Typed:
    """Return one breach in words: when and where bold, the fact, then its effect."""
    where = f", {breach.inject}" if breach.inject else ""
    line = next((r for r in edition.scenario.red_lines if r.id == breach.red_line), None)
    fact = breach.note or (edition.voice.typed(line.text).first if line else "")
    return Typed(
        fact if fact.endswith((".", "!", "?")) else f"{fact}.",
        f"{breach.red_line} {elapsed(breach.at_ms)}",
        lead=f"{elapsed(breach.at_ms)}{where}.",
        tail=_effect(edition, breach, line.objective if line else "?"),
        close=close,
        source=f"{breach.row[0]}:{breach.row[1]}",
    )


def _effect(edition: Edition, breach: BreachRecord, objective: str) -> str:
    if breach.grave:
        return edition.voice.say(N_("Grave: {objective} at most U, overall at most M."), objective=objective)
    return edition.voice.say(N_("Not grave: {objective} at most M."), objective=objective)


def _others(edition: Edition, brief: Sequence[BreachRecord]) -> str:
    """Return the breaches that had no room for words, then all clean lines with their 0."""
    debrief, voice = edition.debrief, edition.voice
    clean = [line.id for line in debrief.red_lines if not line.breaches]
    parts = []
    if brief:
        named = [
            f"{breach.red_line} {elapsed(breach.at_ms)}" + (f" ({breach.inject})" if breach.inject else "")
            for breach in brief
        ]
        parts.append(voice.say(N_("Also: {breaches}."), breaches=listed(named, _MOST_BRIEF)))
    if clean:
        parts.append(f"{listed(id_ranges(clean), _MOST_CLEAN)}:\u00a00.")
    if not debrief.red_lines:
        parts.append(voice.slash(N_("The pack names no red line.")))
    return " ".join(parts)


def id_ranges(ids: Sequence[str]) -> list[str]:
    """Join neighbours of one numbering: R1, R2, R3, R5 -> R1-R3, R5; two neighbours stay apart."""
    runs: list[list[str]] = []
    for number in ids:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    joined = []
    for run in runs:
        joined.extend([f"{run[0]}{EN_DASH}{run[-1]}"] if len(run) > 2 else run)
    return joined


def _follows(before: str, after: str) -> bool:
    first, second = (re.fullmatch(r"(\D*)(\d+)", number) for number in (before, after))
    return bool(first and second and first[1] == second[1] and int(first[2]) + 1 == int(second[2]))
