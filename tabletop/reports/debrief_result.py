"""Section 1, the result at a glance: percent, official letter, coverage, breaches; it must not score."""

from __future__ import annotations

from reportlab.lib.colors import black

from tabletop.domain.result.scoring import COVERAGE_GATE, LETTER_BOUNDS, METHOD_ID
from tabletop.i18n import N_
from tabletop.reports.block import Block
from tabletop.reports.charts import letter_chip, percent_bar
from tabletop.reports.debrief_edition import (
    CONTENT_TOP,
    EN_DASH,
    LETTER_WORDS,
    NOTE,
    NOTE_STRONG,
    SECOND,
    Edition,
    heading,
)
from tabletop.reports.debrief_figures import breaches, graded, not_applicable
from tabletop.reports.frame import BOLD, SEMIBOLD, TEXT_WIDTH, Style, Typed, column_x, span, width_of
from tabletop.reports.voice import Pair

_HEIGHT = 56.2
_NUMBER = Style(BOLD, 36)
_NUMBER_SIGN = Style(SEMIBOLD, 20)
_NO_NUMBER = Style(BOLD, 20, 18, floor=13)
_NO_NUMBER_FIRST = 27.0
"""Where the first of two lines stands, so that the second is clear of the note below."""
_COVERAGE = Style(BOLD, 18)
_WORD = Style(SEMIBOLD, 9.2, 10.4, floor=7.6)
_CHIP = 37.6
_COVERAGE_X = 265.0
_PLATE = 24.0
_FEW = 4


def result_section(edition: Edition) -> Block:
    """Set number, letter, coverage and breaches side by side: who sees 81,6 % must see the breach."""
    block = Block(TEXT_WIDTH)
    heading(block, 1, edition.voice.pair(N_("Overall result")), note=_method(edition))
    _percent(block, edition)
    _letter(block, edition)
    _coverage(block, edition)
    _breaches(block, edition)
    block.height = _HEIGHT
    return block


def _method(edition: Edition) -> str:
    """Return T1 in one line, so that anyone can recompute a number; in symbols for two languages."""
    p, s, m = LETTER_BOUNDS
    fields = {"method": METHOD_ID, "p": p, "s": s, "m": m}
    if edition.is_bilingual:
        words = N_("{method}: points × (1 · ½ · 0) × time (≤ L: 1 · ≤ 2 L: ½ · > 2 L: 0)")  # noqa: RUF001 - a formula
    else:
        words = N_(
            "Method {method}: points × completion (1 · ½ · 0) × time "  # noqa: RUF001 - a formula
            "(≤ limit 1 · ≤ 2 × limit ½ · later 0)"  # noqa: RUF001 - a formula
        )
    return edition.voice.say(words, **fields) + f"; P ≥ {p}, S ≥ {s}, M ≥ {m}"


def _percent(block: Block, edition: Edition) -> None:
    percent = edition.debrief.score.overall.percent
    if percent is None:
        words = edition.voice.pair(N_("Insufficient evidence"))
        fits = width_of(words.first, _NO_NUMBER.sized(_NO_NUMBER.floor)) <= span(3)
        first = 34 if fits else _NO_NUMBER_FIRST
        block.typed(Typed(words.first), _NO_NUMBER, at=(0, first), width=span(3), lines=1 if fits else 2)
        if words.second and fits:
            block.words(words.second, SECOND, at=(0, 43.6), width=span(3))
        block.words_or_first(_why_no_percent(edition), NOTE, at=(0, 54), width=span(3))
        return
    width = block.words(edition.voice.first.percent(percent), _NUMBER, at=(0, 40))
    block.words("%", _NUMBER_SIGN, at=(width + 3, 40))
    block.words(_mean(edition), NOTE, at=(0, 54), width=span(3))


def _why_no_percent(edition: Edition) -> Pair:
    overall = edition.debrief.score.overall
    if overall.assessed == 0:
        return edition.voice.pair(N_("no action assessed"))
    if overall.coverage is None or overall.coverage >= COVERAGE_GATE:
        return edition.voice.pair(N_("no action graded"))
    return edition.voice.pair(N_("coverage below {gate} %"), gate=_gate())


def _gate() -> int:
    return int(COVERAGE_GATE * 100)


def _mean(edition: Edition) -> str:
    objectives = graded(edition.debrief)
    n = len(objectives)
    if n == 1:
        return edition.voice.slash(N_("one objective"))
    if edition.is_bilingual:
        return edition.voice.slash(N_("mean of {n} objectives"), n=n)
    if len({objective.weight for objective in objectives}) == 1:
        return edition.voice.say(N_("mean of {n} objectives, equal weights"), n=n)
    return edition.voice.say(N_("weighted mean of {n} objectives"), n=n)


def _letter(block: Block, edition: Edition) -> None:
    """Set the evaluators' letter in its box and words; T1's letter is only a suggestion beside it."""
    overall, voice = edition.debrief.score.overall, edition.voice
    x = column_x(3)
    block.drawing(letter_chip(overall.rated, _CHIP), at=(x, CONTENT_TOP + 4))
    x += _CHIP + 6
    width = _COVERAGE_X - x - 8
    by = voice.label("evaluators").first
    top = voice.say(N_("{evaluators} (official)"), evaluators=by)
    suggestion = voice.say(N_("T1 suggests: {letter}"), letter=overall.letter or voice.say(N_("no letter")))
    words = voice.pair(LETTER_WORDS[overall.rated]) if overall.rated else voice.pair(N_("not yet rated"))
    if edition.is_bilingual:
        block.words(f"{by} · T1: {overall.letter or EN_DASH}", NOTE, at=(x, 20), width=width)
        lines = block.typed(Typed(words.first), _WORD, at=(x, 29.6), width=width, lines=2)
        block.typed(Typed(words.second), SECOND, at=(x, 38.6 + (lines - 1) * 9.4), width=width, lines=2)
        return
    block.words(top, NOTE, at=(x, 20), width=width)
    block.typed(Typed(words.first), _WORD, at=(x, 30.4), width=width, lines=2)
    block.words(suggestion, NOTE, at=(x, 53.4), width=width)


def _coverage(block: Block, edition: Edition) -> None:
    overall, voice = edition.debrief.score.overall, edition.voice
    x, width = _COVERAGE_X, column_x(9) - _COVERAGE_X - 12
    share = None if overall.coverage is None else overall.coverage * 100
    number = EN_DASH if share is None else voice.first.percent(share)
    taken = block.words(number, _COVERAGE, at=(x, 27))
    if share is not None:
        block.words("%", Style(SEMIBOLD, 10), at=(x + taken + 1.5, 27))
    word_x = x + taken + 14
    room = x + width - word_x
    name, least = voice.pair(N_("coverage")), voice.pair(N_("at least {gate} %"), gate=_gate())
    block.words(name.first, Style(SEMIBOLD, 8.4), at=(word_x, 20.6), width=room)
    if name.second:
        block.words(f"{name.second} ≥ {_gate()} %", SECOND, at=(word_x, 28.2), width=room)
    else:
        block.words(least.first, NOTE, at=(word_x, 28.2), width=room)
    bar = percent_bar(share, (width, 5.6), ticks=(_gate(),))
    block.drawing(bar, at=(x, 30.6))
    block.words(_assessed(edition), NOTE, at=(x, 46.6), width=width)
    block.words(_missing(edition), NOTE_STRONG, at=(x, 54.8), width=width)


def _assessed(edition: Edition) -> str:
    """Say `88 dari 93 tindakan dinilai (1 n/a)`."""
    overall, voice = edition.debrief.score.overall, edition.voice
    skipped = not_applicable(edition.debrief)
    aside = f" ({skipped} n/a)" if skipped else ""
    if edition.is_bilingual:
        return f"{overall.assessed}/{overall.actions} " + voice.slash(N_("assessed")) + aside
    message = N_("{n} of {total} actions assessed")
    return voice.say(message, n=overall.assessed, total=overall.actions) + aside


def _missing(edition: Edition) -> str:
    overall, voice = edition.debrief.score.overall, edition.voice
    missing = overall.actions - overall.assessed
    if edition.is_bilingual:
        return f"{missing}/{overall.actions} " + voice.slash(N_("not assessed"))
    return voice.say(N_("{n} of {total} not assessed"), n=missing, total=overall.actions)


def _breaches(block: Block, edition: Edition) -> None:
    """Draw the count: white on black where there is a breach, the same place outlined where none."""
    count = breaches(edition.debrief)
    x, y, height = column_x(9), CONTENT_TOP + 3.4, 39.0
    width = TEXT_WIDTH - x
    number = str(count)
    style = Style(BOLD, min(17, 34 / len(number)))
    if count:
        block.box((x, y), (width, height), weight=1.4)
        block.box((x, y), (_PLATE, height), fill=black)
        block.reversed_words(number, style, centre=(x + _PLATE / 2, y + 25.4))
    else:
        block.box((x, y), (width, height), weight=0.6)
        block.box((x, y), (_PLATE, height), weight=0.6)
        shift = width_of(number, style) / 2
        block.words(number, style, at=(x + _PLATE / 2 - shift, y + 25.4))
    left = x + _PLATE + 3.5
    room = width - _PLATE - 6
    title = _breach_title(edition, count)
    block.words(title.first, Style(SEMIBOLD, 8), at=(left, y + 9.4), width=room)
    typed = Typed(_breach_effect(edition, title.second))
    block.typed(typed, Style(NOTE.face, 7.6, 8.8), at=(left, y + 18.2), width=room, lines=3)


def _breach_title(edition: Edition, count: int) -> Pair:
    first, second = edition.voice.first, edition.voice.second
    one, many = "red-line breach", "red-line breaches"
    words = first.ngettext("red-line breach", "red-line breaches", count)
    return Pair(words, second.ngettext(one, many, count) if second else "")


def _breach_effect(edition: Edition, second_title: str) -> str:
    """Say which letter each breached line caps; the percent is never changed."""
    debrief, voice = edition.debrief, edition.voice
    lead = f"({second_title}) " if second_title else ""
    broken = [line for line in debrief.red_lines if line.breaches]
    if not debrief.red_lines:
        return lead + voice.say(N_("The pack names no red line."))
    if not broken:
        return lead + voice.say(N_("{n} lines checked, all clean."), n=len(debrief.red_lines))
    objective_of = {line.id: line.objective for line in edition.scenario.red_lines}
    caps = [
        f"{line.id}:\u00a0{objective_of.get(line.id, '?')}\u00a0≤\u00a0{'U' if line.grave else 'M'}"
        for line in broken
    ]
    shown = "; ".join(caps[:_FEW]) + ("; …" if len(caps) > _FEW else "")
    if any(line.grave for line in broken):
        shown += "; " + voice.say(N_("overall")) + "\u00a0≤\u00a0M"
    if edition.is_bilingual:
        return lead + voice.say(N_("{caps}. See 7."), caps=shown)
    return voice.say(N_("{caps}. Percent unchanged. See 7."), caps=shown)
