"""The journal's rows as the lines of a log: when, where, who, what; it must not judge or drop one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tabletop.domain.play.alignment import Aligned, align
from tabletop.domain.play.events import DecisionLogged, Event, ExercisePaused, InjectAcknowledged
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import RowState
from tabletop.i18n import N_
from tabletop.reports.dossier import Dossier
from tabletop.reports.log_sayings import saying
from tabletop.reports.report_words import said
from tabletop.reports.voice import Pair

WRITTEN_ITSELF = frozenset(
    {"station-opened", "logbook-issued", "handed-over", "sync", "mark", "offer", "printed", "redacted"}
)
"""Kinds that laptops write for their own sake: nobody logged them."""
OF_A_CELL = (DecisionLogged, ObservationNoted, InjectAcknowledged)
"""What these rows tell is a cell's doing, whoever wrote it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One row in words; `at_ms` is T+ when it was seen, `row` its key, `STATION:SEQ`."""

    at_ms: int
    wall_at: datetime
    station: str
    seq: int
    who: str
    kind: Pair
    text: Pair
    inject: str

    @property
    def row(self) -> str:
        """Return the key by which other rows name this one."""
        return f"{self.station}:{self.seq}"


def log_rows(dossier: Dossier) -> Iterator[tuple[Aligned, RowState]]:
    """Yield the rows that people logged, in aligned order, each with how it stands."""
    for aligned in align(dossier.recorded):
        if aligned.entry.kind not in WRITTEN_ITSELF:
            key = (aligned.entry.station, aligned.entry.seq)
            yield aligned, dossier.state.rows.get(key, "ignored")


def log_line(dossier: Dossier, row: Aligned) -> LogLine:
    """Word a row."""
    return _line(dossier, row.entry.station, row.entry.seq, at_ms=row.observed_ms)


def line_of(dossier: Dossier, key: str) -> LogLine | None:
    """Word the row `STATION:SEQ`; None where there is none."""
    recorded = dossier.rows.get(key)
    if recorded is None:
        return None
    _, seen_ms = dossier.state.times_of(recorded.entry)
    return _line(dossier, recorded.entry.station, recorded.entry.seq, at_ms=seen_ms)


def _line(dossier: Dossier, station: str, seq: int, *, at_ms: int) -> LogLine:
    recorded = dossier.rows[f"{station}:{seq}"]
    entry, event = recorded.entry, recorded.event
    kind, text = _words(dossier, event)
    return LogLine(
        at_ms=at_ms,
        wall_at=dossier.written_at(recorded),
        station=station,
        seq=seq,
        who=event.cell if isinstance(event, OF_A_CELL) else entry.author,
        kind=kind,
        text=text,
        inject=_inject_of(event),
    )


def _words(dossier: Dossier, event: Event) -> tuple[Pair, Pair]:
    """Return kind and text, with the reason and the number of the paper form where they were given."""
    kind, text = saying(dossier, event)
    reason = None if isinstance(event, ExercisePaused) else event.reason
    told = (said(dossier.voice, N_("Reason"), reason), said(dossier.voice, N_("Form"), event.form))
    tail = "\n".join(part for part in told if part)
    if tail:
        text = Pair(f"{text.first}\n{tail}" if text.first else tail, text.second)
    return dossier.voice.pair(kind), text


def _inject_of(event: Event) -> str:
    """Return the inject that a row is about."""
    action = getattr(event, "action", None)
    number = getattr(event, "inject", None) or (action or "").partition(".")[0]
    return number if isinstance(number, str) else ""
