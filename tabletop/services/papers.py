"""What is ordered as a paper, what it is made from and how it comes back; it must not make one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import Debrief
from tabletop.services import evaluation
from tabletop.services.session import Session

PaperKind = Literal["summary", "report", "eeg", "log", "plan", "hot-wash", "feedback-form"]
"""One page; after-action report with improvement plan; completed EEGs; extract of the log; improvement
plan alone; hot wash; a blank form for participants' feedback."""
PaperForm = Literal["pdf", "docx", "xlsx", "json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """Which paper, as what, in which languages; `labels` replaces the pack's label set (hseep, uk, ...).

    `printed_on` is the day on which what is due is overdue; without it that of the last row.
    """

    kind: PaperKind
    form: PaperForm
    languages: tuple[str, ...]
    paper: Literal["a4", "f4"] = "a4"
    labels: str | None = None
    printed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paperwork:
    """What every paper is made from: the plan, the result, and the rows behind it."""

    scenario: Scenario
    debrief: Debrief
    state: ExerciseState
    recorded: Sequence[Recorded]


def paperwork_of(session: Session) -> Paperwork:
    """Return what papers of the open exercise are made from, as it stands."""
    return Paperwork(
        scenario=session.scenario,
        debrief=evaluation.debrief(session),
        state=session.state,
        recorded=session.recorded,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A paper as the bytes of a file; `substituted` and `shortened` say what was not printed as typed."""

    data: bytes
    pages: int = 0
    substituted: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCopy:
    """A chart or table of the papers in one language; `drawing` is a one-page PDF, empty for a table.

    `alternative` says it in words. Columns in `numbers` are set right, rows in `strong` stand out; where
    there are no rows, `none` is said. `opens` names the figure behind each row (`domain.result.trace`).
    """

    name: str
    caption: str
    alternative: str = ""
    drawing: bytes = b""
    head: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    numbers: frozenset[int] = frozenset()
    rows: tuple[tuple[str, ...], ...] = ()
    strong: frozenset[int] = frozenset()
    none: str = ""
    opens: tuple[str, ...] = ()
