"""Every row of every table under Figures opens a page that holds its numbers, and rows of the journal."""
# ruff: noqa: RUF001 - dashes as they are shown

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from builders import MINUTE, inject, objective, roster_unit, scenario
from domain.metric_rows import expected
from ui.test_debrief_why import lines, page_of, release

from tabletop import paths
from tabletop.bootstrap.figure_copies import figures
from tabletop.domain.plan.triggers import Unmet
from tabletop.domain.play import events as ev
from tabletop.domain.result.trace import Trace, trace_of
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.play_script import open_script
from tabletop.i18n import catalogue
from tabletop.services import evaluation, script
from tabletop.services.prepare import open_session
from tabletop.services.session import Session
from tabletop.services.workplace import FigureCopy, paperwork_of
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.item_models.why_page import WhyPage, leads_to, why_page
from tabletop.ui.look import Look
from tabletop.ui.pages.debrief_why import read_played
from tabletop.ui.theme import FIELD

pytestmark = pytest.mark.slow
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
PLAN = scenario(
    inject("E01", expected("E01.a", "OPS", "plan 1")),
    inject("E02", expected("E02.a", "OPS", "plan 1"), at_ms=0),
    inject("C01", kind="contingency", at_ms=None, when=Unmet(actions=("E01.a",), after_ms=MINUTE)),
    objectives=(objective("O1"),),
    roster=(roster_unit("K1"),),
)
PACKS = ("quick-start", pytest.param("sispamkota-2024", marks=pytest.mark.long))


@cache
def played(name: str) -> Session:
    """Play a bundled sample."""
    folder = paths.bundled_pack(name)
    pack, _ = read_pack(folder)
    clock = script.VirtualClock(pack.scenario.starts_at)
    session = open_session(MemoryJournal(pack, "EX-SAMPLE"), clock)
    script.play(session, clock, open_script(folder / "sample.play"))
    return session


def rows_of(session: Session, language: str) -> Iterator[tuple[FigureCopy, str, tuple[str, ...]]]:
    """Yield each row of each table: the table, what the row opens, and its words."""
    for figure in figures(paperwork_of(session), language):
        assert len(figure.opens) == len(figure.rows), figure.caption
        for opens, row in zip(figure.opens, figure.rows, strict=True):
            yield figure, opens, row


def trace(session: Session, figure: str) -> Trace:
    return trace_of(
        figure,
        session.scenario,
        session.state,
        debrief=evaluation.debrief(session),
        recorded=session.recorded,
    )


def said(page: WhyPage) -> str:
    cells = [cell for row in page.rows for cell in row.cells]
    words = [page.title, page.about, *page.formula, *(f"{cell.words} {cell.second}" for cell in cells)]
    return "\n".join(words)


def numbers(words: str) -> set[str]:
    """Return the numbers in a text; times without the leading zeros that only the screen writes."""
    found = _NUMBER.findall(words)
    return {re.sub(r"^(?:0+:)*0*(?=\d)", "", each) if ":" in each else each for each in found}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", PACKS)
def test_every_row_of_every_table_opens_a_page_with_its_numbers(name: str, language: str) -> None:
    session = played(name)
    known, look = read_played(session), Look(FIELD, 100, catalogue(language))

    missing = {
        (figure.caption, opens, *row): lacking
        for figure, opens, row in rows_of(session, language)
        if opens.startswith(("metric:", "latency:"))
        and (lacking := numbers(" ".join(row)) - numbers(said(why_page(opens, known, look))))
    }

    assert missing == {}


@pytest.mark.parametrize("name", PACKS)
def test_whatever_a_row_leads_to_names_rows_of_the_journal_in_the_end(name: str) -> None:
    session = played(name)
    known, look = read_played(session), Look(FIELD, 100, catalogue("en"))
    journal = {(row.entry.station, row.entry.seq) for row in session.recorded}
    open_ones = {opens for _, opens, _ in rows_of(session, "en")}
    seen: set[str] = set()

    while open_ones:
        figure = open_ones.pop()
        seen.add(figure)
        assert set(trace(session, figure).rows) <= journal
        led = {leads_to(row.id) for row in why_page(figure, known, look).rows}
        open_ones |= {each for each in led if each and not each.startswith("rate:")} - seen

    assert {figure.partition(":")[0] for figure in seen} >= {"metric", "action", "inject", "objective"}


@pytest.mark.parametrize(
    ("figure", "kinds"),
    [
        ("metric:on-time", {"release"}),
        ("metric:sources", {"decide"}),
        ("metric:attendance", {"unit-counted"}),
        ("metric:evaluators", {"assess"}),
        ("metric:contingencies", {"offer", "release", "decline"}),
        ("metric:relay:{sender}:{receiver}", {"decide", "release", "acknowledge"}),
    ],
)
@pytest.mark.parametrize("name", PACKS)
def test_a_metric_names_the_very_rows_that_it_counts(name: str, figure: str, kinds: set[str]) -> None:
    session = played(name)
    metrics = evaluation.debrief(session).metrics
    relay = metrics.relays[0]
    traced = trace(session, figure.format(sender=relay.sender, receiver=relay.receiver))
    events = {(row.entry.station, row.entry.seq): row.event for row in session.recorded}

    assert {events[row].kind for row in traced.rows} <= kinds
    standing = [row for row in events if session.state.rows[row] == "current"]
    counted = [row for row in standing if is_counted(figure, events[row], session)]
    assert set(counted) <= set(traced.rows)
    assert len(traced.rows) == len(counted) or "relay" in figure or "contingencies" in figure


def is_counted(figure: str, event: ev.Event, session: Session) -> bool:
    """Read from a standing row itself whether it counts."""
    plan = {inject.number: inject for inject in session.scenario.injects}
    match event:
        case ev.InjectReleased():
            is_own = not plan[event.inject].is_contingency and plan[event.inject].at_ms is not None
            return figure == "metric:on-time" and is_own
        case ev.DecisionLogged():
            return figure == "metric:sources" and event.category == "information"
        case ev.UnitCounted():
            return figure == "metric:attendance"
        case ev.ActionAssessed():
            return figure == "metric:evaluators"
        case ev.ContingencyOffered() | ev.ContingencyDeclined():
            return figure == "metric:contingencies"
        case _:
            return False


@pytest.mark.parametrize(
    ("figure", "title", "formula"),
    [
        ("metric:on-time", "On time: 0 of 0", "No inject with a planned T+ was released."),
        ("metric:late", "Too late: 0", "Released more than 01:00 after the planned T+: 0."),
        ("metric:phase:", "By phase, none: –", "No action is graded: there is no percent."),
        ("metric:cell:OPS", "By cell, OPS: –", "No action is graded: there is no percent."),
        ("metric:sources", "Information with a source rating: 0 of 0", "No information was logged."),
        ("metric:paragraph:1", "Paragraph, actions met: 0 of 2", "0 of 2 actions that cite it were met."),
        ("metric:avoided", "Avoided by early action: 0", "0 of 1 contingencies."),
        ("metric:milder", "Told in a milder variant: 0", "Injects told in a milder variant: 0."),
        ("metric:attendance:K1", "Attendance, K1: – / 10", "This unit was not counted."),
        ("metric:attendance", "Attendance: 0 / 0", "Present 0 of 0, fit 0."),
        ("metric:evaluators", "Evaluators: 0", "Nobody has assessed an action."),
        ("metric:rated-once", "Actions with at least one rater: 0 of 0", "0 of 0 actions"),
    ],
)
def test_a_metric_of_which_there_is_nothing_says_so(figure: str, title: str, formula: str) -> None:
    page = page_of(figure, plan=PLAN)

    assert (page.title, page.formula[0]) == (title, formula)


def test_below_five_answers_the_times_themselves_stand_in_order() -> None:
    told = [
        (ev.DecisionLogged(cell="OPS", text="x", inject=number, told=("LO",)), {"at_ms": at * MINUTE})
        for number, at in (("E01", 3), ("E02", 1))
    ]
    page = page_of("metric:relay:OPS:LO", release("E01"), release("E02"), *told, plan=PLAN)

    assert page.title == "OPS told LO: –"
    assert page.formula[0] == "Told of 2 injects; of 2 it is known when the sender knew."
    assert page.formula[-1].startswith("Below 5 answers there is no percentile")
    assert lines(page)[:3] == [
        "TIMES IN ORDER",
        "E02 | Inject E02, rank 1  •  released T+00:00:00  •  told T+00:01:00 | 01:00 | opens",
        "E01 | Inject E01, rank 2  •  released T+00:00:00  •  told T+00:03:00 | 03:00 | opens",
    ]
