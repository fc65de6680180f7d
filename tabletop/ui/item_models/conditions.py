"""Conditions of the plan in words: why a telling fits, why a contingency is offered; it decides nothing."""

from __future__ import annotations

from tabletop.domain.plan.triggers import Breached, Met, When
from tabletop.i18n import N_
from tabletop.ui.look import Look, span_text


def why_words(when: When, look: Look) -> str:
    """Word a condition that holds, by the ids that stand on screen: `E25.b was met within 06:00`."""
    if isinstance(when, Breached):
        return look.say(N_("{lines} was crossed"), lines=_either(when.red_lines, look))
    if isinstance(when, Met):
        if when.within_ms is None:
            return look.say(N_("{action} was met"), action=when.action)
        span = span_text(when.within_ms)
        return look.say(N_("{action} was met within {span}"), action=when.action, span=span)
    actions = ", ".join(when.actions) if when.every else _either(when.actions, look)
    if when.after_ms is None:
        return look.say(N_("{actions} was not met in time"), actions=actions)
    return look.say(N_("{actions} was not met within {span}"), actions=actions, span=span_text(when.after_ms))


def _either(ids: tuple[str, ...], look: Look) -> str:
    if len(ids) == 1:
        return ids[0]
    return look.say(N_("{some} or {last}"), some=", ".join(ids[:-1]), last=ids[-1])
