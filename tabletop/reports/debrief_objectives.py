"""Section 2, a row an objective with one reason, and the sum at the foot; it must not score."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tabletop.domain.plan.eeg import Objective
from tabletop.domain.result.scoring import LETTER_BOUNDS, ObjectiveScore
from tabletop.i18n import N_, Catalogue
from tabletop.reports.block import TAG, Anchor, Block
from tabletop.reports.charts import letter_chip, percent_bar
from tabletop.reports.debrief_edition import (
    CONTENT_TOP,
    EN_DASH,
    NOTE,
    ROW_RULE,
    SECOND,
    Edition,
    Rung,
    heading,
)
from tabletop.reports.debrief_figures import weakest
from tabletop.reports.debrief_objective_words import (
    division,
    division_name,
    end_states,
    end_states_of,
    letter_key,
    not_counted,
    reason_for,
)
from tabletop.reports.flowables import common_style, fitted_words
from tabletop.reports.frame import BOLD, ITALIC, REGULAR, SEMIBOLD, TEXT_WIDTH, Style, Typed, width_of

_HEAD = Style(SEMIBOLD, 7.4)
_HEAD_SECOND = Style(ITALIC, 7)
_ID = Style(BOLD, 8.8)
_TITLE = Style(SEMIBOLD, 8.8, floor=7.2)
_FIGURE = Style(REGULAR, 8.6)
_PERCENT = Style(BOLD, 8.8)
_REASON = Style(REGULAR, 8, 9.4, floor=7.2)
_SMALL_REASON = Style(REGULAR, 7.4, 9, floor=7)
_BAR = (56.6, 6.6)
_WEIGHT_X, _POINTS_X, _PERCENT_X, _BAR_X = 238.0, 290.0, 324.6, 332.0
_WEIGHT_ROOM = 30.0
_COUNTS_X, _ASSESSED_X, _LETTER_X = 409.0, 457.0, 466.5
_TAGS_RIGHT = {True: 498.0, False: 486.0}
"""By whether the row is one line: its chip is small, so the tags stand further right."""
_TAG_ROOM = {True: 27.0, False: 74.0}
"""The widest tag: in a row of one line it stands between T1's letter and the chip."""
_TAG_PAD = 6.0


@dataclass(frozen=True, slots=True)
class _Form:
    """The measures of a row, in points from its top; `second` is the line of the second language."""

    height: float
    title: float
    second: float | None
    reason: float
    chip: float
    reason_style: Style
    title_x: float = 18.0
    title_end: float = _WEIGHT_X - 12

    @property
    def is_line(self) -> bool:
        """Tell whether the row is one line, a reason standing below it only where there is one."""
        return self.reason > self.height


def _form(edition: Edition, rung: Rung) -> _Form:
    if rung.row == "full" and edition.is_bilingual:
        form = _Form(26.8, 8.6, 16.2, 24, 19, _SMALL_REASON.sized(7.6))
    elif rung.row == "full":
        form = _Form(22.2, 8.8, None, 18.4, 19, _REASON)
    elif rung.row == "tight":
        form = _Form(19.6, 8.2, None, 16.8, 16, _SMALL_REASON)
    else:
        form = _Form(12.2, 9, None, 17.4, 11, _SMALL_REASON)
    widest = max((width_of(o.id, _ID) for o in edition.debrief.score.objectives), default=0)
    weights = (edition.voice.first.points(o.weight) for o in edition.debrief.score.objectives)
    heaviest = max((width_of(weight, _FIGURE) for weight in weights), default=0)
    title_end = min(form.title_end, _WEIGHT_X - min(heaviest, _WEIGHT_ROOM) - 4)
    return replace(form, title_x=min(46.0, max(form.title_x, widest + 5)), title_end=title_end)


def objectives_section(edition: Edition, rung: Rung) -> Block:
    """Set a row an objective, the weakest ones where there are too many, and the sum at the foot."""
    block = Block(TEXT_WIDTH)
    heading(block, 2, edition.voice.label("objectives"), note=not_counted(edition))
    form = _form(edition, rung)
    y = _heads(block, edition, form)
    scores = edition.debrief.score.objectives
    shown = weakest(scores, rung.listed)
    reasons = {score.id: reason_for(edition, score) for score in weakest(shown, rung.reasons)}
    style = common_style(reasons.values(), form.reason_style, width=_reason_width(form), lines=1)
    form = replace(form, reason_style=style)
    for score in shown:
        _row(block, edition, score, y=y, form=form)
        y += form.height
        if score.id in reasons:
            y += _reason(block, score, reasons[score.id], top=y - form.height, form=form)
        block.rule(y, ROW_RULE)
    if len(scores) > len(shown):
        more = N_("and {n} more objectives, see the full report")
        rest = edition.voice.slash(more, n=len(scores) - len(shown))
        block.words(rest, NOTE, at=(form.title_x, y + 8.6), width=TEXT_WIDTH - form.title_x)
        y += 10.4
    block.height = _foot(block, edition, y=y, form=form)
    return block


def _heads(block: Block, edition: Edition, form: _Form) -> float:
    """Set the column heads, a second language below; return where the rows begin."""
    y = CONTENT_TOP + 7.2
    columns: tuple[tuple[str, float, Anchor], ...] = (
        (N_("Objective, and one reason"), form.title_x, "start"),
        (N_("Weight"), _WEIGHT_X, "end"),
        (N_("Points"), _POINTS_X, "end"),
        (N_("Assessed"), _ASSESSED_X, "end"),
        (N_("Official"), TEXT_WIDTH, "end"),
    )
    for message, x, anchor in columns:
        pair = edition.voice.pair(message)
        block.words(pair.first, _HEAD, at=(x, y), anchor=anchor, width=30 if x == _ASSESSED_X else None)
        block.words(pair.second, _HEAD_SECOND, at=(x, y + 6.6), anchor=anchor)
    block.words("%", _HEAD, at=(_PERCENT_X, y), anchor="end")
    for bound in LETTER_BOUNDS:
        block.words(str(bound), _HEAD, at=(_BAR_X + _BAR[0] * bound / 100, y), anchor="middle")
    block.words("1 · ½ · 0", _HEAD, at=(_COUNTS_X, y), anchor="middle")
    block.words("T1", _HEAD, at=(_LETTER_X, y), anchor="middle")
    bottom = y + (9.8 if edition.is_bilingual else 3.2)
    block.rule(bottom, 0.6)
    return bottom


def _row(block: Block, edition: Edition, score: ObjectiveScore, *, y: float, form: _Form) -> None:
    """Set one objective without its reason: name, figures, breached lines, official letter."""
    block.words(score.id, _ID, at=(0, y + form.title), width=form.title_x - 1.5)
    objective = next((o for o in edition.scenario.objectives if o.id == score.id), None)
    if objective is not None:
        _name(block, edition, objective, y=y, form=form)
    _figures(block, edition.voice.first, score, y=y + form.title, dash=EN_DASH)
    _tags(block, score, y=y + (form.title if form.is_line else form.reason), form=form)
    chip_y = y + (form.height - form.chip) / 2
    block.drawing(letter_chip(score.rated, form.chip), at=(TEXT_WIDTH - form.chip, chip_y))


def _name(block: Block, edition: Edition, objective: Objective, *, y: float, form: _Form) -> None:
    title = edition.voice.typed(objective.title)
    name = edition.voice.say(N_("title of {id}"), id=objective.id)
    x, room = form.title_x, form.title_end - form.title_x
    block.typed(Typed(title.first, name), _TITLE, at=(x, y + form.title), width=room)
    if title.second and form.second is not None:
        block.typed(Typed(title.second, name), SECOND, at=(x, y + form.second), width=room + 12)
        states, at = end_states_of(edition, objective), (_PERCENT_X, y + form.second)
        block.words(states, NOTE.sized(7), at=at, anchor="end", width=88)
    elif title.second:
        taken = width_of(title.first, _TITLE) + 4
        if taken + width_of(title.second, SECOND.sized(7)) <= room:
            at = (x + taken, y + form.title)
            block.typed(Typed(title.second, name), SECOND, at=at, width=room - taken)


def _figures(block: Block, spoken: Catalogue, score: ObjectiveScore, *, y: float, dash: str) -> None:
    has_percent = score.percent is not None
    points = f"{spoken.points(score.earned)} / {score.points}" if has_percent else dash
    percent = spoken.percent(score.percent) if score.percent is not None else dash
    block.figure(spoken.points(score.weight), _FIGURE, at=(_WEIGHT_X, y), anchor="end", width=_WEIGHT_ROOM)
    block.figure(points, _FIGURE, at=(_POINTS_X, y), anchor="end", width=48)
    block.words(percent, _PERCENT, at=(_PERCENT_X, y), anchor="end")
    bar = percent_bar(score.percent, _BAR, ticks=LETTER_BOUNDS)
    block.drawing(bar, at=(_BAR_X, y - 3 - bar.height / 2))
    counts = f"{score.met} · {score.partial} · {score.unmet}"
    block.figure(counts, _FIGURE, at=(_COUNTS_X, y), anchor="middle", width=37)
    assessed = f"{score.assessed}/{score.actions}"
    block.figure(assessed, _FIGURE, at=(_ASSESSED_X, y), anchor="end", width=28)
    block.words(score.letter or dash, _FIGURE, at=(_LETTER_X, y), anchor="middle")


def _tag_words(score: ObjectiveScore, form: _Form) -> list[str]:
    """Return the breached lines that have room: one and `+n` on a single line, else two."""
    lines, room = list(score.capped_by), _TAG_ROOM[form.is_line] - _TAG_PAD
    if form.is_line and len(lines) > 1:
        more = f"+{len(lines) - 1}"
        return [_cut(lines[0], room - width_of(more, TAG)) + more]
    shown = lines if len(lines) <= 2 else [lines[0], f"+{len(lines) - 1}"]
    return [_cut(words, room) for words in shown]


def _cut(words: str, room: float) -> str:
    """Return an id as far as it fits in its own size: an id may have 24 letters."""
    return fitted_words(words, replace(TAG, floor=TAG.size), room)[0]


def _tags(block: Block, score: ObjectiveScore, *, y: float, form: _Form) -> None:
    """Set the breached lines that cap this objective, white on black."""
    x = _TAGS_RIGHT[form.is_line]
    for words in reversed(_tag_words(score, form)):
        x -= width_of(words, TAG) + _TAG_PAD
        block.tag(words, at=(x, y))
        x -= 2


def _reason_width(form: _Form) -> float:
    return TEXT_WIDTH - form.chip - 6 - form.title_x


def _reason(block: Block, score: ObjectiveScore, reason: Typed, *, top: float, form: _Form) -> float:
    """Set a reason; return the height that it adds to its row."""
    width = _reason_width(form)
    if not form.is_line:
        tags = sum(width_of(words, TAG) + _TAG_PAD + 2 for words in _tag_words(score, form))
        width = min(width, _TAGS_RIGHT[False] - tags - form.title_x)
    block.typed(reason, form.reason_style, at=(form.title_x, top + form.reason), width=width)
    return 8.8 if form.is_line else 0


def _foot(block: Block, edition: Edition, *, y: float, form: _Form) -> float:
    """Set the division that anyone can repeat, the keys, and the end states; return the bottom."""
    baseline = y + 9.4
    sides, result = division(edition)
    block.words(
        division_name(edition), NOTE, at=(form.title_x, baseline), width=form.title_end - form.title_x
    )
    block.words(sides, NOTE.sized(8.2), at=(_PERCENT_X, baseline), anchor="end")
    block.words(result, Style(BOLD, 8.6), at=(_BAR_X, baseline))
    if edition.is_bilingual:
        return y + 12.4 + _bilingual_states(block, edition, y=baseline, form=form)
    key = edition.voice.say(N_("1 met · ½ partial · 0 unmet"))
    block.words(key, NOTE, at=(TEXT_WIDTH, baseline), anchor="end", width=TEXT_WIDTH - _BAR_X - 48)
    return y + 12.2 + _keys(block, edition, y=y + 19.2)


def _keys(block: Block, edition: Edition, *, y: float) -> float:
    """Set the letters in words and the end states, on one line if they fit; return their height."""
    states, key = end_states(edition), letter_key(edition)
    both = width_of(key, NOTE) + width_of(states, NOTE) + 10
    style = NOTE.sized(max(7.0, min(NOTE.size, NOTE.size * TEXT_WIDTH / both)))
    taken = block.words(key, style, at=(0, y))
    if not states:
        return 9.8
    if taken + width_of(states, style) + 9 <= TEXT_WIDTH:
        block.words(states, style, at=(TEXT_WIDTH, y), anchor="end")
        return 9.8
    block.typed(Typed(states), style, at=(0, y + 9.2), width=TEXT_WIDTH)
    return 19.0


def _bilingual_states(block: Block, edition: Edition, *, y: float, form: _Form) -> float:
    """Set the end states of a bilingual page; full rows name them beside each title, with this key."""
    states = end_states(edition)
    if states and form.second is not None:
        key = "→ " + edition.voice.slash(N_("End states"))
        block.words(key, NOTE, at=(TEXT_WIDTH, y), anchor="end")
        return 0
    if states:
        block.typed(Typed(states), NOTE, at=(0, y + 9.8), width=TEXT_WIDTH)
        return 9.6
    return 0
