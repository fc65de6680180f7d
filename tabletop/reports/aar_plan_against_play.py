"""The plan against play: its paragraphs, contingencies, units; it must not judge the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tabletop.domain.result.metrics import ParagraphResult
from tabletop.i18n import N_
from tabletop.reports.document import Facts, Grid, Heading, Part
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_terms import COMPLETIONS
from tabletop.reports.report_words import NOTHING, column, count, figures, joined, led, lines
from tabletop.reports.voice import Pair


def paragraphs(d: Dossier) -> list[Part]:
    """Set the paragraphs of plans against what play made of them: the gap list first."""
    title = d.voice.pair(N_("The plan against play"))
    return [Heading(text=title, level=2), paragraphs_grid(d)]


def paragraphs_grid(d: Dossier) -> Grid:
    """Return the paragraphs that actions cite with what became of each action: the widest gaps first."""
    say = d.voice.pair
    numbered = sorted(enumerate(d.metrics.paragraphs, start=1), key=lambda item: _standing(item[1]))
    return Grid(
        caption=say(N_("Paragraphs of plans, gaps first")),
        sheet=d.voice.say(N_("Plan against play")),
        columns=(
            column(say(N_("Paragraph")), 5.4, 40),
            column(say(N_("unmet")), 3.4, 24),
            column(say(N_("partial")), 3.4, 24),
            column(say(N_("met")), 5.4, 40),
            column(say(N_("not graded")), 4.4, 32),
        ),
        rows=[_paragraph_row(d, each) for _, each in numbered],
        none=say(N_("No expected action of the pack cites a paragraph of a plan.")),
        traced=[f"metric:paragraph:{n}" for n, _ in numbered],
    )


def _standing(each: ParagraphResult) -> int:
    """Rank a paragraph: 0 where play failed it or never showed it, 1 where it fell short, 2 otherwise."""
    if each.unmet or not (each.met or each.partial):
        return 0
    return 1 if each.partial else 2


def _paragraph_row(d: Dossier, each: ParagraphResult) -> tuple[Pair, ...]:
    became: defaultdict[str, list[str]] = defaultdict(list)
    for action in each.actions:
        score = d.debrief.score.by_id.get(action)
        became[COMPLETIONS[score.completion] if score else N_("not played")].append(action)
    graded = [_listed(became.pop(COMPLETIONS[grade], ())) for grade in ("unmet", "partial", "met")]
    others = [
        joined([led(str(len(actions)), d.voice.pair(words)), Pair(", ".join(actions))], ": ")
        for words, actions in became.items()
    ]
    return d.voice.typed(each.cite), *graded, lines(others) if others else NOTHING


def _listed(actions: Sequence[str]) -> Pair:
    """Return how many actions there are, and which; a dash where there is none."""
    return Pair(f"{len(actions)}: {', '.join(actions)}") if actions else NOTHING


def escalations(d: Dossier) -> list[Part]:
    """Set which contingencies play needed, and which acting early avoided."""
    say, told = d.voice.pair, d.metrics.escalations
    avoided = [_avoided(d, number, actions) for number, actions in told.avoided]
    milder = [say(N_("{inject}, variant {n}"), inject=number, n=variant) for number, variant in told.milder]
    rows = [
        (say(N_("Contingencies in the plan")), Pair(str(told.contingencies))),
        (say(N_("Offered")), _numbers(told.offered)),
        (say(N_("Released")), _numbers(told.released)),
        (say(N_("Declined")), _numbers(told.declined)),
        (say(N_("Avoided by early action")), lines([Pair(str(len(avoided))), *avoided])),
        (say(N_("Told in a milder variant")), lines([Pair(str(len(milder))), *milder])),
    ]
    which = ("contingencies", "offered", "released", "declined", "avoided", "milder")
    traced = [f"metric:{each}" for each in which]
    return [Heading(text=say(N_("Escalations taken and avoided")), level=2), Facts(rows=rows, traced=traced)]


def _avoided(d: Dossier, number: str, actions: tuple[str, ...]) -> Pair:
    inject = d.injects.get(number)
    title = d.voice.typed(inject.title) if inject else Pair("")
    met = d.voice.pair(N_("because {actions} came in time"), actions=", ".join(actions))
    return joined([joined([Pair(number), title], " "), met], ": ")


def _numbers(numbers: tuple[str, ...]) -> Pair:
    return _listed(numbers) if numbers else Pair("0")


def attendance(d: Dossier) -> list[Part]:
    """Set the units that were to be present, and who came."""
    return [attendance_grid(d)]


def attendance_grid(d: Dossier) -> Grid:
    """Return the roster with what was counted, and the sum of the counted units."""
    say = d.voice.pair
    titles = {unit.unit: d.voice.typed(unit.title) for unit in d.plan.roster}
    counted = [each for each in d.metrics.attendance if each.present is not None]
    rows = [
        (
            Pair(each.unit),
            titles.get(each.unit, NOTHING),
            count(each.required),
            NOTHING if each.present is None else count(each.present),
            NOTHING if each.fit is None else count(each.fit),
        )
        for each in d.metrics.attendance
    ]
    traced = [f"metric:attendance:{each.unit}" for each in d.metrics.attendance]
    if rows:
        words = say(N_("Sum, units counted: {n} of {total}"), n=len(counted), total=len(rows))
        sums = (
            count(sum(each.required for each in counted)),
            count(sum(each.present or 0 for each in counted)),
            count(sum(each.fit or 0 for each in counted)),
        )
        rows.append((Pair(""), words, *sums))
        traced.append("metric:attendance")
    return Grid(
        caption=say(N_("Attendance by unit")),
        sheet=d.voice.say(N_("Attendance")),
        columns=(
            column(Pair("ID"), 2.4, 14),
            column(say(N_("Unit")), 8, 40),
            figures(say(N_("Required")), 2),
            figures(say(N_("Present")), 2),
            figures(say(N_("Fit")), 2),
        ),
        rows=rows,
        none=say(N_("The pack has no roster.")),
        strong=frozenset({len(rows) - 1}) if rows else frozenset(),
        traced=traced,
    )
