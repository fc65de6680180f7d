"""What a director looks up during play, as cards of words from plan and state; it paints nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, get_args

from tabletop.domain.plan.msel import ALL_CELLS, Inject, Variant
from tabletop.domain.plan.red_lines import RedLine
from tabletop.domain.plan.scenario import Actor, Rule
from tabletop.domain.plan.vulnerability import Vulnerability
from tabletop.domain.play.board import addressees
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import ReadinessGap
from tabletop.domain.result.readiness import readiness_result
from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_words import GATES
from tabletop.ui.item_models.method_words import METHODS
from tabletop.ui.look import Look, plan_text, span_text

Topic = Literal["inject", "red-lines", "readiness", "actors", "rules"]
TOPICS: tuple[Topic, ...] = get_args(Topic)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a card, perhaps with a word before it that says what it is."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A head with lines; `alarm` is what is wrong with it, in words."""

    head: str
    lines: tuple[Line, ...] = ()
    alarm: str = ""

    @property
    def words(self) -> str:
        """Return all of it, for a search."""
        return " ".join((self.head, self.alarm, *(f"{line.label} {line.text}" for line in self.lines)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All cards of a topic; `empty` says why there is none."""

    cards: tuple[Card, ...]
    empty: str
    summary: str = ""
    is_alarming: bool = False


def page(topic: Topic, look: Look, outlook: Outlook, state: ExerciseState, number: str | None) -> Page:
    """Return a topic as it stands; `number` is the inject that is selected or stands next."""
    if topic == "inject":
        return _inject_page(look, outlook, state, number)
    return _PAGES[topic](look, outlook, state)


# Inject -------------------------------------------------------------------------------------------


def _inject_page(look: Look, outlook: Outlook, state: ExerciseState, number: str | None) -> Page:
    inject = None if number is None else outlook.injects.get(number)
    if inject is None:
        return Page(cards=(), empty=look.say(N_("No inject is selected and none stands next.")))
    variant = _told(inject, state)
    plan = outlook.scenario
    lines = {line.id: line for line in plan.red_lines}
    sites = {site.id: site for site in plan.vulnerabilities}
    crossed = _crossed(state)
    cards = [  # a tab shows five lines: notes and delivery, which the inject's own card tells too, stand last
        _head_card(look, inject, variant),
        *(_site_card(look, sites[link]) for link in inject.links if link in sites),
        *(_red_line_card(look, lines[line], crossed[line]) for line in inject.red_lines if line in lines),
        _cited_card(look, outlook, inject),
        _notes_card(look, inject, variant),
        _delivery_card(look, outlook, state, inject),
        _documents_card(look, outlook, inject, variant),
    ]
    return Page(cards=tuple(card for card in cards if card is not None), empty="")


def _told(inject: Inject, state: ExerciseState) -> Variant | None:
    """Return the variant that was released, None for the base text."""
    chosen = state.injects[inject.number].variant
    return inject.variants[chosen - 1] if 0 < chosen <= len(inject.variants) else None


def _head_card(look: Look, inject: Inject, variant: Variant | None) -> Card:
    """Return which inject it is and how long it is discussed."""
    span = inject.discussion_ms
    lines = () if span is None else (Line(span_text(span), look.say(N_("Discussion"))),)
    title = look.typed((variant and variant.title) or inject.title)
    return Card(head=f"{inject.number} {title}", lines=lines)


def _notes_card(look: Look, inject: Inject, variant: Variant | None) -> Card | None:
    for_controllers = (variant and variant.controller_notes) or inject.controller_notes
    lines = tuple(Line(look.typed(text)) for text in (for_controllers, inject.notes) if text is not None)
    return Card(head=look.say(N_("Controller notes")), lines=lines) if lines else None


def _delivery_card(look: Look, outlook: Outlook, state: ExerciseState, inject: Inject) -> Card:
    say, planned_ms = look.say, state.injects[inject.number].planned_ms
    to = say(N_("all")) if inject.to == (ALL_CELLS,) else ", ".join(addressees(inject, outlook))
    lines = [
        Line(look.typed(inject.sender), say(N_("From"))),
        Line(to, say(N_("To"))),
        Line(f"{say(METHODS[inject.method])}, {inject.by}", say(N_("By"))),
    ]
    if inject.delivery_ms is not None:
        lines.append(Line(span_text(inject.delivery_ms), say(N_("Delivery takes"))))
    if planned_ms is not None:
        lines.append(Line(f"T+{plan_text(planned_ms)}", say(N_("Planned"))))
    if inject.source_number:
        lines.append(Line(inject.source_number, say(N_("Number in the source"))))
    return Card(head=say(N_("Delivery")), lines=tuple(lines))


def _site_card(look: Look, site: Vulnerability) -> Card:
    say = look.say
    reasons = tuple(Line(f"\N{BULLET} {look.typed(reason)}") for reason in site.reasons)
    parts = (
        (N_("Category"), site.category), (N_("Area"), site.area), (N_("Pattern"), site.pattern),
        (N_("Mitigation"), site.mitigation), (N_("Owner"), site.owner), (N_("Source"), site.source),
        (N_("Confidence"), site.confidence), (N_("As at"), site.as_at),
    )  # fmt: skip
    named = tuple(Line(look.typed(text), say(label)) for label, text in parts if text is not None)
    head = say(N_("Vulnerability {id}: {site}"), id=site.id, site=look.typed(site.site))
    return Card(head=head, lines=(*named[:1], *reasons, *named[1:]))


def _cited_card(look: Look, outlook: Outlook, inject: Inject) -> Card | None:
    rules = {rule.id: rule for rule in outlook.scenario.rules}
    cited = dict.fromkeys(action.rule for action in inject.expects if action.rule in rules)
    lines = [Line(_rule_head(look, rules[rule])) for rule in cited if rule is not None]
    texts = dict.fromkeys(look.typed(text) for action in inject.expects for text in action.cites)
    lines += [Line(text) for text in texts]
    return Card(head=look.say(N_("Rules of its actions")), lines=tuple(lines)) if lines else None


def _documents_card(look: Look, outlook: Outlook, inject: Inject, variant: Variant | None) -> Card | None:
    given = inject.attachments if variant is None or variant.attachments is None else variant.attachments
    handouts = [Line(PurePath(path).name, look.say(N_("Handout"))) for path in given]
    plans = [Line(look.typed(document.title)) for document in outlook.scenario.documents]
    lines = (*handouts, *plans)
    return Card(head=look.say(N_("Documents")), lines=lines) if lines else None


# The exercise -------------------------------------------------------------------------------------


def _red_line_page(look: Look, outlook: Outlook, state: ExerciseState) -> Page:
    crossed, total = _crossed(state), len(state.breaches)
    summary = look.say(N_("Breaches: {n}"), n=total) if total else look.say(N_("No breach so far"))
    lines = sorted(outlook.scenario.red_lines, key=lambda line: not crossed[line.id])  # crossed ones first
    cards = [_red_line_card(look, line, crossed[line.id]) for line in lines]
    return Page(
        cards=tuple(cards), empty=look.say(N_("The pack names no red line.")),
        summary=summary if cards else "", is_alarming=total > 0,
    )  # fmt: skip


def _crossed(state: ExerciseState) -> Counter[str]:
    return Counter(breach.red_line for breach in state.breaches)


def _red_line_card(look: Look, line: RedLine, count: int) -> Card:
    alarm = look.say(N_("Breaches: {n}"), n=count) if count else ""
    grave = (look.say(N_("grave by itself")),) if line.grave else ()
    below = Line(", ".join((line.objective, *grave)), look.say(N_("Objective")))
    head = look.say(N_("Red line {id}"), id=line.id)
    return Card(head=head, lines=(Line(look.typed(line.text)), below), alarm=alarm)


def _readiness_page(look: Look, outlook: Outlook, state: ExerciseState) -> Page:
    result = readiness_result(outlook.scenario, state)
    if result.percent is None:
        return Page(cards=(), empty=look.say(N_("The pack has no readiness list.")))
    gate = look.say(GATES[result.gate]).upper()
    summary = look.say(
        N_("{gate}, {percent} % of {n} items"),
        gate=gate, percent=look.words.percent(result.percent), n=result.items,
    )  # fmt: skip
    override = Card(head=look.say(N_("Started all the same")), lines=(Line(result.override or ""),))
    gaps = tuple(_gap_cards(look, outlook, state, result.gaps))
    noted = tuple(_noted_cards(look, outlook, state, result.gaps))
    return Page(
        cards=(*([override] if result.override else ()), *gaps, *noted),
        empty=look.say(N_("No item is short.")), summary=summary, is_alarming=result.gate == "not-ready",
    )  # fmt: skip


def _gap_cards(
    look: Look, outlook: Outlook, state: ExerciseState, gaps: tuple[ReadinessGap, ...]
) -> Iterator[Card]:
    items = {item.id: item for item in outlook.scenario.readiness}
    for gap in gaps:
        item, record = items[gap.id], state.readiness.get(gap.id)
        count = look.say(
            N_("{n} of {total}"), n=gap.serviceable, total=f"{gap.required} {look.typed(item.unit)}".strip()
        )
        lines = [Line(count, look.say(N_("Fit")))]
        if record is None:
            lines.append(Line(look.say(N_("not counted yet"))))
        elif record.note:
            lines.append(Line(record.note, look.say(N_("Note"))))
        alarm = look.say(N_("critical")) if gap.critical else ""
        yield Card(head=f"{gap.id} {look.typed(item.item)}", lines=tuple(lines), alarm=alarm)


def _noted_cards(
    look: Look, outlook: Outlook, state: ExerciseState, gaps: tuple[ReadinessGap, ...]
) -> Iterator[Card]:
    """Yield the items that are complete but about which somebody noted something."""
    short = {gap.id for gap in gaps}
    for item in outlook.scenario.readiness:
        record = state.readiness.get(item.id)
        if record is not None and record.note and item.id not in short:
            lines = (Line(look.say(N_("complete"))), Line(record.note, look.say(N_("Note"))))
            yield Card(head=f"{item.id} {look.typed(item.item)}", lines=lines)


def _actor_page(look: Look, outlook: Outlook, _state: ExerciseState) -> Page:
    cards = tuple(_actor_card(look, actor) for actor in outlook.scenario.actors)
    return Page(cards=cards, empty=look.say(N_("The pack has no actor cards.")))


def _actor_card(look: Look, actor: Actor) -> Card:
    parts = (
        (N_("Mandate"), actor.mandate), (N_("May decide"), actor.may_decide),
        (N_("May not decide"), actor.may_not_decide), (N_("Contact"), actor.contact),
    )  # fmt: skip
    lines = tuple(Line(look.typed(text), look.say(label)) for label, text in parts if text is not None)
    return Card(head=f"{actor.id} {look.typed(actor.title)}", lines=lines)


def _rule_page(look: Look, outlook: Outlook, _state: ExerciseState) -> Page:
    plan = outlook.scenario
    cards = tuple(
        Card(
            head=_rule_head(look, rule), lines=(Line(look.typed(rule.note)),) if rule.note else ()
        )
        for rule in plan.rules
    )  # fmt: skip
    summary = look.say(N_("Rules as at {date}"), date=plan.rules_as_at) if plan.rules_as_at and cards else ""
    return Page(cards=cards, empty=look.say(N_("The pack has no library of rules.")), summary=summary)


def _rule_head(look: Look, rule: Rule) -> str:
    title = look.typed(rule.title)
    return look.say(N_("{title} (as at {date})"), title=title, date=rule.as_at) if rule.as_at else title


_PAGES: dict[Topic, Callable[[Look, Outlook, ExerciseState], Page]] = {
    "red-lines": _red_line_page,
    "readiness": _readiness_page,
    "actors": _actor_page,
    "rules": _rule_page,
}
