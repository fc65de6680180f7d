"""What a figure is called, its value, and what it is about, above its formula; it must not compute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.trace import Trace
from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_score import DASH
from tabletop.ui.item_models.why_names import Kind, WhyNames
from tabletop.ui.item_models.why_steps import LATENCIES
from tabletop.ui.look import clock_text

_NAMES = {
    "overall": N_("T1 score"), "coverage": N_("Coverage"), "red-lines": N_("Red lines"),
    "readiness": N_("Readiness"), "agreement": N_("Raters agree"),
    "metric:on-time": N_("On time"), "metric:early": N_("Too early"), "metric:late": N_("Too late"),
    "metric:skipped": N_("Skipped"), "metric:held": N_("On hold"), "metric:retracted": N_("Retracted"),
    "metric:waiting": N_("Never released"), "metric:sources": N_("Information with a source rating"),
    "metric:paragraph": N_("Paragraph, actions met"), "metric:contingencies": N_("Contingencies in the plan"),
    "metric:offered": N_("Contingencies offered"), "metric:released": N_("Contingencies released"),
    "metric:declined": N_("Contingencies declined"), "metric:avoided": N_("Avoided by early action"),
    "metric:milder": N_("Told in a milder variant"), "metric:evaluators": N_("Evaluators"),
    "metric:rated-once": N_("Actions with at least one rater"),
    "metric:rated-twice": N_("Actions with two or more raters"),
}  # fmt: skip
_GROUPS = {
    "metric:phase": N_("By phase"), "metric:cell": N_("By cell"), "metric:objective": N_("By objective"),
    "metric:attendance": N_("Attendance"),
}  # fmt: skip
_KINDS: dict[str, Kind] = {
    "objective": "objective", "action": "action", "inject": "inject", "red-line": "red-line",
    "metric:phase": "phase", "metric:cell": "cell", "metric:objective": "objective",
    "metric:attendance": "unit",
}  # fmt: skip
"""What the name of a figure names, where it is one of the plan's."""


def title(trace: Trace, names: WhyNames) -> str:
    """Return a figure's name and value: `O2: 60.7 %`."""
    return f"{_name(trace, names)}: {_value(trace, names)}"


def about(trace: Trace, names: WhyNames, debrief: Debrief) -> str:
    """Return in words what a figure is of; empty where its name says all."""
    if trace.kind == "metric:paragraph":
        return names.look.typed(debrief.metrics.paragraphs[int(trace.name) - 1].cite)
    if trace.kind == "metric:cell" and trace.name == ALL_CELLS:
        return names.say(N_("all cells together"))
    kind = _KINDS.get(trace.kind)
    return "" if kind is None else names.text(kind, trace.name)


def _name(trace: Trace, names: WhyNames) -> str:
    kind, name = trace.kind, trace.name
    if kind in _NAMES:
        return names.say(_NAMES[kind])
    if kind in _GROUPS:
        of = name or ("" if kind == "metric:attendance" else names.say(N_("none")))
        return ", ".join(part for part in (names.say(_GROUPS[kind]), of) if part)
    if kind == "metric:relay":
        sender, _, receiver = name.partition(":")
        return names.say(N_("{sender} told {receiver}"), sender=sender, receiver=receiver)
    return names.say(LATENCIES[name]) if kind == "latency" else name


def _value(trace: Trace, names: WhyNames) -> str:
    value: Any = trace.value
    values: dict[str, Mapping[str, Any]] = {piece.code: piece.values for piece in trace.pieces}

    def part(code: str, of: str) -> Callable[[], str]:
        return lambda: names.say(N_("{n} of {total}"), n=value, total=values[code][of])

    def present() -> str:
        code = "counted" if trace.name else "present"
        return f"{DASH if value is None else value} / {values[code]['required']}"

    words: dict[str, Callable[[], str]] = {
        "coverage": lambda: names.percent(None if value is None else value * 100),
        "action": lambda: f"{names.points(value)} / {values['product']['points']}",
        "latency": lambda: names.span(value),
        "inject": lambda: DASH if value is None else f"T+{clock_text(value)}",
        "red-lines": lambda: names.say(N_("{n} of {total}"), **values["crossed"]),
        "agreement": lambda: names.share(values["pairs"]["same"], values["pairs"]["n"]),
        "metric:relay": lambda: names.span(value),
        "metric:on-time": part("kept", "planned"),
        "metric:sources": part("rated", "information"),
        "metric:paragraph": part("cited", "actions"),
        "metric:rated-once": part("seen", "total"),
        "metric:rated-twice": part("seen", "total"),
        "metric:attendance": present,
    }
    if trace.kind in words:
        return words[trace.kind]()
    return str(value) if isinstance(value, int) else names.percent(value)
