"""Where each expected action stands on the latency chart: zone, level, label; it must not draw or score.

Three zones are T1's three steps of timeliness, a fourth holds what was never met. Marks of one lane
stack upwards where they would touch; crowded lanes fold marks of one place into one that counts them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Literal

from tabletop.domain.result.scoring import ActionScore
from tabletop.i18n import Catalogue
from tabletop.reports.flowables import fitted_words
from tabletop.reports.frame import BOLD, REGULAR, SEMIBOLD, Style, width_of
from tabletop.reports.timeline_scale import LabelRow

Step = Literal["in time", "late", "later", "never"]
STEPS: tuple[Step, ...] = ("in time", "late", "later", "never")

LANE_NAME = Style(BOLD, 8.8)
REACH = 2.4
"""Of a mark from its middle, in points."""
LEVEL, LANE_PAD = 9.6, 5.0
LABEL_GAP = 2.0
_LABEL, _LOST = Style(REGULAR, 7.2), Style(SEMIBOLD, 7.2)
_NEVER_WIDTH, _LATER_WIDTH, _NEVER_COLUMN = 84.0, 70.0, 41.0
_PLACE = 4.4
"""Marks nearer than this stand at one place, in points."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The actions of one objective; `name` stands at its left, empty where it is the only lane."""

    name: str
    actions: tuple[ActionScore, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An action at its place; `label` stands right of it, or left where a zone ends too soon.

    `folded` counts further actions that stand at the same place and are not drawn.
    """

    action: ActionScore
    x: float
    label: str
    reads_left: bool
    level: int = 0
    folded: int = 0

    @property
    def style(self) -> Style:
        """Return how the label is set: what lost points in a heavier face."""
        lost = self.action.score is not None and self.action.score < self.action.points
        return _LOST if lost else _LABEL

    @property
    def width(self) -> float:
        """Return how wide mark and label are together."""
        return 2 * REACH + (LABEL_GAP + self.label_width if self.label else 0)

    @property
    def label_width(self) -> float:
        """Return how wide the label is."""
        return width_of(self.label, self.style)

    @property
    def start(self) -> float:
        """Return where mark and label begin."""
        return self.x + REACH - self.width if self.reads_left else self.x - REACH


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane with all its marks on levels, the lowest 0."""

    name: str
    marks: tuple[Mark, ...]

    @property
    def height(self) -> float:
        """Return what the lane needs, in points."""
        return (1 + max((mark.level for mark in self.marks), default=0)) * LEVEL + LANE_PAD


@dataclass(frozen=True, slots=True)
class Form:
    """How much a lane says: which marks carry their id, how many may stack at one place."""

    labels: Literal["all", "lost", "none"]
    stacked: int


_FORMS = (Form("lost", 5), Form("lost", 2), Form("lost", 1), Form("none", 2), Form("none", 1))


def is_drawn(action: ActionScore) -> bool:
    """Tell whether an action stands on the chart: it has a limit and was not set aside."""
    return action.limit_ms is not None and action.completion != "n/a" and not action.dropped


def ratio_of(action: ActionScore) -> Fraction | None:
    """Return latency divided by limit, None where either is missing or the action was not met."""
    if action.latency_ms is None or not action.limit_ms or action.completion not in ("met", "partial"):
        return None
    return Fraction(action.latency_ms, action.limit_ms)


def step_of(action: ActionScore) -> Step:
    """Return T1's step of timeliness that an action reached."""
    ratio = ratio_of(action)
    if ratio is None:
        return "never"
    return "in time" if ratio <= 1 else "late" if ratio <= 2 else "later"


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the four zones stand between `left` and `right`; `spoken` writes ratios off the scale."""

    left: float
    right: float
    spoken: Catalogue

    @classmethod
    def of(cls, lanes: Sequence[Lane], width: float, spoken: Catalogue) -> Zones:
        """Leave room for the lanes' names at the left."""
        names = [width_of(lane.name, LANE_NAME) + 8 for lane in lanes if lane.name]
        return cls(min(46.0, max([REACH, *names])), width, spoken)

    @property
    def edges(self) -> tuple[float, ...]:
        """Return the five edges from left to right."""
        limit = (self.right - _NEVER_WIDTH - _LATER_WIDTH - self.left) / 2
        later = self.left + 2 * limit
        return (self.left, self.left + limit, later, later + _LATER_WIDTH, self.right)

    def x(self, action: ActionScore) -> float:
        """Return where an action stands; one on a limit stays on the side that its step says."""
        index = STEPS.index(step_of(action))
        start, end = self.edges[index], self.edges[index + 1]
        ratio = ratio_of(action)
        if ratio is None:
            return start + 7
        inside = float(min(Fraction(1), ratio - index)) * (end - start)
        return min(max(start + inside, start + (REACH + 1 if index else 0)), end - REACH - 1)

    def mark(self, action: ActionScore, label: str) -> Mark:
        """Return an action at its place, its label on the side where its zone has room for it."""
        x, index = self.x(action), STEPS.index(step_of(action))
        rooms = (self.edges[index + 1] - x, x - self.edges[index])
        beside = REACH + LABEL_GAP + 1.5
        mark = Mark(action, x, label, reads_left=False)
        if mark.label_width + beside <= rooms[0]:
            return mark
        words, _ = fitted_words(label, replace(mark.style, floor=mark.style.size), max(rooms) - beside)
        return Mark(action, x, words, reads_left=rooms[1] > rooms[0])


def lay_out(lanes: Sequence[Lane], zones: Zones, *, room: float) -> list[PlacedLane]:
    """Place all marks in the most telling form that is no higher than `room`."""
    forms = _FORMS if any(lane.name for lane in lanes) else (Form("all", 999), *_FORMS)
    for form in forms:
        placed = _in_form(lanes, zones, form, room=room if form is not forms[-1] else math.inf)
        if placed is not None:
            return placed
    return []


def least_height(lane: Lane, zones: Zones) -> float:
    """Return what a lane needs in its tersest form, in points."""
    placed = _in_form([lane], zones, _FORMS[-1], room=math.inf) or []
    return sum(each.height for each in placed)


def _in_form(lanes: Sequence[Lane], zones: Zones, form: Form, *, room: float) -> list[PlacedLane] | None:
    """Place all lanes, None as soon as they are higher than `room`."""
    placed = []
    for lane in lanes:
        marks = _placed(lane, zones, form, levels=int(room / LEVEL) if room < math.inf else 10_000)
        if marks is None:
            return None
        placed.append(PlacedLane(lane.name, marks))
        room -= placed[-1].height
        if room < 0:
            return None
    return placed


def _placed(lane: Lane, zones: Zones, form: Form, *, levels: int) -> tuple[Mark, ...] | None:
    """Give each mark the lowest level on which it touches no other, None where that takes too many."""
    rows: list[LabelRow] = []
    marks = []
    for mark in _marks(lane, zones, form):
        spots = [mark]
        if step_of(mark.action) == "never":
            spots.append(replace(mark, x=mark.x + _NEVER_COLUMN))
        marks.append(next(_fitting(spots, rows, zones)))
        if len(rows) > levels:
            return None
    return tuple(marks)


def _fitting(spots: Sequence[Mark], levels: list[LabelRow], zones: Zones) -> Iterator[Mark]:
    """Yield the first spot that is free, on a new level at the latest."""
    for level in range(len(levels) + 1):
        if level == len(levels):
            levels.append(LabelRow(-zones.right, zones.right))
        for spot in spots:
            if levels[level].take(spot.start, spot.width):
                yield replace(spot, level=level)


def _marks(lane: Lane, zones: Zones, form: Form) -> Iterator[Mark]:
    """Yield marks from left to right; more at one place than may stack become one that counts them."""
    places = {
        action.id: (round(zones.x(action) / _PLACE), str(action.completion))
        for action in lane.actions
        if is_drawn(action)
    }

    def place(action: ActionScore) -> tuple[int, str]:
        return places[action.id]

    drawn = sorted((action for action in lane.actions if action.id in places), key=place)
    for _, group in groupby(drawn, key=place):
        actions = list(group)
        if len(actions) <= form.stacked:
            yield from (zones.mark(action, _label(action, zones, form)) for action in actions)
        else:
            first, rest = _label(actions[0], zones, form), len(actions) - 1
            label = f"{first} +{rest}" if first else f"{len(actions)}×"  # noqa: RUF001 - a sign, no letter
            yield replace(zones.mark(actions[0], label), folded=rest)


def _label(action: ActionScore, zones: Zones, form: Form) -> str:
    """Return what stands beside a mark; off the scale the ratio too."""
    if form.labels == "none" or (form.labels == "lost" and step_of(action) == "in time"):
        return ""
    ratio = ratio_of(action)
    is_off = ratio is not None and ratio > len(STEPS) - 1
    return f"{action.id} {zones.spoken.decimal(ratio, 1)}×" if ratio and is_off else action.id  # noqa: RUF001
