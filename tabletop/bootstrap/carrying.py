"""The command `carry`, over all rooms; it must not load Qt or hold a rule of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.play.state import PlanRecord
from tabletop.errors import Finding
from tabletop.i18n import Catalogue
from tabletop.services import follow_up
from tabletop.services.prepare import close_session, open_session


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryReport:
    """What was taken over from an earlier exercise, and how much of it was there already."""

    exercise_id: str
    taken: tuple[PlanRecord, ...]
    known: int
    findings: tuple[Finding, ...]


def carry_over(source: Path, file: Path, *, warn: Callable[[Finding], None]) -> CarryReport:
    """Take the open corrective actions of an earlier exercise into another, which keeps its shadow log.

    The earlier one is only read. Raises UserError with nothing taken.
    """
    workplace = LocalWorkplace()
    left = workplace.open_actions(source)
    session = open_session(workplace.open(file, warn), workplace.clock)
    try:
        lacking = follow_up.to_carry(session, left)
        before = {plan.row for plan in session.state.plans}
        plans = follow_up.carry_actions(session, lacking).plans
    finally:
        close_session(session)
    return CarryReport(
        exercise_id=left.exercise_id,
        taken=tuple(plan for plan in plans if plan.row not in before),
        known=len(left.actions) - len(lacking),
        findings=left.findings,
    )


def report_lines(report: CarryReport, words: Catalogue) -> Iterator[str]:
    """Yield a line for each action that was taken over, and how many were there already."""
    for plan in report.taken:
        owner = plan.owner
        if plan.due is not None:
            owner = words.gettext("{owner}, due {due}").format(owner=plan.owner, due=plan.due)
        yield _on_one_line(f"{plan.carried_id}: {plan.text} ({owner})")
    counts = words.gettext("From {exercise}: {new} taken over, {known} already there")
    yield counts.format(exercise=report.exercise_id, new=len(report.taken), known=report.known)


def as_data(report: CarryReport) -> dict[str, object]:
    """Return the report as plain data for machines."""
    return {
        "exercise": report.exercise_id,
        "taken": [
            {
                "id": f"{plan.row[0]}:{plan.row[1]}",
                "carried_from": plan.carried_from,
                "action": plan.carried_id,
                "text": plan.text,
                "owner": plan.owner,
                "due": plan.due,
            }
            for plan in report.taken
        ],
        "already_there": report.known,
    }


def _on_one_line(text: str) -> str:
    """Return typed words without line ends, or anything else that a terminal would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
