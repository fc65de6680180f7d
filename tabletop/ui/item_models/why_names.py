"""What a trace names and the numbers in it, as an officer writes them; it must not compute."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play.events import Completion
from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_score import DASH
from tabletop.ui.item_models.debrief_words import COMPLETIONS
from tabletop.ui.look import Look, span_text

Kind = Literal["objective", "target", "action", "inject", "red-line", "item", "phase", "cell", "unit"]
Values = Mapping[str, Mapping[str, Any]]
"""The values of a trace's pieces by their code, the last of each."""
_HALF = Fraction(1, 2)


class WhyNames:
    """The plan's texts by what they name, in the window's language."""

    def __init__(self, look: Look, plan: Scenario) -> None:
        self.look = look
        self._texts: dict[Kind, dict[str, Text]] = {
            "objective": {each.id: each.title for each in plan.objectives},
            "target": {target.id: target.text for each in plan.objectives for target in each.targets},
            "action": {each.full_id: each.text for each in plan.actions()},
            "inject": {each.number: each.title for each in plan.injects},
            "red-line": {each.id: each.text for each in plan.red_lines},
            "item": {each.id: each.item for each in plan.readiness},
            "phase": {each.id: each.title for each in plan.phases},
            "cell": {each.id: each.title for each in plan.cells},
            "unit": {each.unit: each.title for each in plan.roster},
        }

    def text(self, kind: Kind, name: str) -> str:
        """Return what a name stands for."""
        return self.look.typed(self._texts[kind].get(name))

    def say(self, message: str, **fields: object) -> str:
        """Return a message in the window's language."""
        return self.look.say(message, **fields)

    def percent(self, value: Fraction | None) -> str:
        """Write a percent with its sign, a dash where there is none."""
        return DASH if value is None else f"{self.look.words.percent(value)} %"

    def decimal(self, value: Fraction) -> str:
        """Write a percent without its sign."""
        return self.look.words.percent(value)

    def share(self, part: int, total: int) -> str:
        """Write a part of a number in whole percent, a dash where there is nothing."""
        return f"{self.look.words.decimal(Fraction(100 * part, total), 0)} %" if total else DASH

    def points(self, value: Fraction | int | None) -> str:
        """Write points as short as they are."""
        return DASH if value is None else self.look.words.points(Fraction(value))

    def factor(self, value: Fraction) -> str:
        """Write a factor of the method: 1, a half or 0."""
        return "\N{VULGAR FRACTION ONE HALF}" if value == _HALF else self.points(value)

    def grade(self, completion: Completion | None) -> str:
        """Return a grade in words."""
        return self.look.say(COMPLETIONS[completion][0])

    def span(self, ms: int | None) -> str:
        """Write a length of time, a dash where there is none."""
        return DASH if ms is None else span_text(ms)

    def latency(self, latency_ms: int | None, limit_ms: int | None) -> str:
        """Say how long it took against its limit, and whether that is late."""
        if latency_ms is None:
            return ""
        if limit_ms is None:
            return self.say(N_("after {span}, no limit"), span=span_text(latency_ms))
        is_late = latency_ms > limit_ms
        message = N_("late: after {span}, limit {limit}") if is_late else N_("after {span}, limit {limit}")
        return self.say(message, span=span_text(latency_ms), limit=span_text(limit_ms))
