"""Fields that only a decision in full has: the rule, who was told, how good the source is; it acts never."""

from __future__ import annotations

from tabletop.i18n import N_
from tabletop.ui.pages.desk import Desk
from tabletop.ui.widgets.form import Field

RELIABILITY = {
    "A": N_("completely reliable"),
    "B": N_("usually reliable"),
    "C": N_("fairly reliable"),
    "D": N_("not usually reliable"),
    "E": N_("unreliable"),
    "F": N_("reliability cannot be judged"),
}
"""How far the source is to be trusted, as police and staffs write it."""
CREDIBILITY = {
    "1": N_("confirmed by other sources"),
    "2": N_("probably true"),
    "3": N_("possibly true"),
    "4": N_("doubtful"),
    "5": N_("improbable"),
    "6": N_("truth cannot be judged"),
}
"""How far what it says is to be believed."""


def inject_field(desk: Desk, value: str | None) -> Field:
    """Offer the released injects, the latest first; one that was mistyped stays, and is refused in words."""
    released = [number for number, now in desk.state.injects.items() if now.is_released]
    numbers = [*([value] if value and value not in released else []), *reversed(released)]
    choices = [("", desk.look.say(N_("none"))), *((number, desk.title(number)) for number in numbers)]
    return Field(
        name="inject", label=desk.look.say(N_("Inject")), kind="choice", value=value or "", choices=choices
    )


def rule_fields(desk: Desk, value: str | None) -> tuple[Field, ...]:
    """Offer the pack's library, and a line for what it does not hold; without a library the line only."""
    say, rules = desk.look.say, desk.bridge.session.scenario.rules
    if not rules:
        return (Field(name="rule", label=say(N_("Rule cited")), value=value or ""),)
    is_known = any(rule.id == value for rule in rules)
    choices = [("", say(N_("none")))]
    choices += [(rule.id, f"{rule.id}  {desk.look.typed(rule.title)}") for rule in rules]
    return (
        Field(
            name="rule", label=say(N_("Rule cited")), kind="choice", choices=choices,
            value=(value or "") if is_known else "",
        ),
        Field(
            name="other_rule", label=say(N_("Another rule (not in the list)")),
            value="" if is_known else value or "",
        ),
    )  # fmt: skip


def rule_note(desk: Desk, chosen: str) -> str:
    """Return title, date and note of a rule of the library; "" for every other one."""
    rule = next((rule for rule in desk.bridge.session.scenario.rules if rule.id == chosen), None)
    if rule is None:
        return ""
    as_at = desk.look.say(N_("as at {date}"), date=rule.as_at) if rule.as_at else ""
    head = f"{desk.look.typed(rule.title)} ({as_at})" if as_at else desk.look.typed(rule.title)
    return "\n".join(part for part in (head, desk.look.typed(rule.note)) if part)


def told_field(desk: Desk, value: tuple[str, ...]) -> Field:
    """Offer a box for each cell."""
    cells = desk.bridge.session.scenario.cells
    return Field(
        name="told", label=desk.look.say(N_("Who was told")), kind="checks", value=", ".join(value),
        choices=[(cell.id, f"{cell.id}  {desk.look.typed(cell.title)}") for cell in cells],
    )  # fmt: skip


def source_fields(desk: Desk, value: str | None) -> tuple[Field, Field]:
    """Ask for both halves of a source rating such as B2; half a rating is refused by the service."""
    say = desk.look.say
    none = ("", say(N_("not rated")))
    halves = (
        ("reliability", N_("Source: how reliable it is"), RELIABILITY, (value or "")[:1]),
        ("credibility", N_("Source: how credible this is"), CREDIBILITY, (value or "")[1:]),
    )
    reliability, credibility = (
        Field(
            name=name, label=say(label), kind="choice", value=half,
            choices=[none, *((mark, f"{mark}  {say(words)}") for mark, words in known.items())],
        )
        for name, label, known, half in halves
    )  # fmt: skip
    return reliability, credibility
