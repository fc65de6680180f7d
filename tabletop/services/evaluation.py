"""After play, and during it: letters, findings, corrective actions, and the debrief."""

from __future__ import annotations

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.events import (
    CorrectiveActionPlanned,
    Element,
    ImprovementNoted,
    Letter,
    Priority,
    Rated,
    StrengthNoted,
)
from tabletop.domain.play.fold import fold
from tabletop.domain.play.journal import Header, journal_head
from tabletop.domain.play.merge import Union
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.stations import DebriefPrinted
from tabletop.domain.result.compilation import compile_debrief, recorded_facts
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import letter_cap, worse
from tabletop.errors import UserError
from tabletop.services.session import (
    DIRECTORS_HAND,
    Hand,
    Session,
    require_cell,
    require_known,
    require_rows,
    require_text,
)


def rate(
    session: Session, target: str, letter: Letter, *, why: str | None = None, hand: Hand = DIRECTORS_HAND
) -> ExerciseState:
    """Give the official letter for `overall`, an objective or a capability target (doctrine 7)."""
    moment = session.now()
    targets = [t.id for objective in session.scenario.objectives for t in objective.targets]
    objectives = [objective.id for objective in session.scenario.objectives]
    require_known("target", target, ["overall", *objectives, *targets])
    _require_reason_above_cap(session, target, letter, why)
    session.write(Rated(target=target, letter=letter, why=why), hand, moment)
    return session.state


def note_strength(
    session: Session, objective: str, text: str, *, cell: str | None = None,
    rows: tuple[str, ...] | None = None, hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Record a strength under an objective; `rows` (`STATION:SEQ`) are the log's rows that show it."""
    moment = session.now()
    _require_objective(session, objective)
    require_cell(session, cell)
    require_rows(session, rows)
    event = StrengthNoted(objective=objective, text=require_text(text, "strength"), cell=cell, rows=rows)
    session.write(event, hand, moment)
    return session.state


def note_improvement(
    session: Session, objective: str, text: str, *, element: Element | None = None,
    cell: str | None = None, rows: tuple[str, ...] | None = None, hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Record an area for improvement with its POETE element (doctrine 11) and the rows that show it."""
    moment = session.now()
    _require_objective(session, objective)
    require_cell(session, cell)
    require_rows(session, rows)
    event = ImprovementNoted(
        objective=objective, text=require_text(text, "improvement"), element=element, cell=cell, rows=rows
    )
    session.write(event, hand, moment)
    return session.state


def plan_corrective_action(
    session: Session, text: str, *, from_: int, owner: str, contact: str | None = None,
    start: str | None = None, due: str | None = None, retest: str | None = None,
    element: Element | None = None, priority: Priority | None = None, hand: Hand = DIRECTORS_HAND,
) -> ExerciseState:  # fmt: skip
    """Plan what answers this station's `from_`-th standing improvement (from 1)."""
    moment = session.now()
    mine = [
        finding
        for finding in session.state.findings
        if finding.kind == "improve" and finding.row[0] == session.station_of(hand)
    ]
    if not 1 <= from_ <= len(mine):
        raise UserError("unknown-improvement", given=from_, count=len(mine), station=session.station_of(hand))
    event = CorrectiveActionPlanned(
        text=require_text(text, "corrective action"),
        improvement_seq=mine[from_ - 1].row[1],
        owner=require_text(owner, "owner"),
        contact=contact,
        start=start,
        due=due,
        retest=retest,
        element=element,
        priority=priority,
    )
    session.write(event, hand, moment)
    return session.state


def debrief(session: Session) -> Debrief:
    """Return the debrief as the exercise stands; before ENDEX it is marked as a draft."""
    return compile_debrief(
        session.scenario,
        session.state,
        header=session.journal.header,
        recorded=session.recorded,
        branches=session.journal.union().branches,
    )


def note_printed(session: Session, *, hand: Hand = DIRECTORS_HAND) -> ExerciseState:
    """Note that the debrief was printed as it stands, so that a later merge can say what it replaces.

    Nothing comes into a redacted copy later: there it is not noted.
    """
    if session.state.redaction is not None:
        return session.state
    moment = session.now()
    head, entries = head_to_print(session)
    session.write(DebriefPrinted(head=head, entries=entries), hand, moment)
    return session.state


def head_to_print(session: Session) -> tuple[str, int]:
    """Return the journal's head and number of rows as the debrief prints them."""
    entries = recorded_facts(session.recorded)
    return journal_head(entries), len(entries)


def debrief_of(scenario: Scenario, *, header: Header, union: Union) -> Debrief:
    """Return the debrief of an exercise that is only read."""
    state = fold(scenario, union.counted)
    return compile_debrief(scenario, state, header=header, recorded=union.counted, branches=union.branches)


def _require_reason_above_cap(session: Session, target: str, letter: Letter, why: str | None) -> None:
    """Refuse a letter above what a breached red line allows, unless it says why."""
    cap = letter_cap(session.scenario, session.state, target)
    if cap is not None and worse(letter, cap) != letter and not (why or "").strip():
        raise UserError("letter-above-cap", letter=letter, cap=cap, target=target)


def _require_objective(session: Session, objective: str) -> None:
    require_known("objective", objective, (known.id for known in session.scenario.objectives))
