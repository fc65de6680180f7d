"""What a trace is made of, and where its rows are looked up; it must not know a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.state import ExerciseState, Row
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.letters import letters_given
from tabletop.domain.result.scoring import ActionScore

Value = Fraction | float | int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One step of a figure: `code` says which, `values` are its own by name, `figure` is what it opens."""

    code: str
    values: Mapping[str, Value]
    figure: str = ""


def piece(code: str, *, figure: str = "", **values: Value) -> Piece:
    """Make a step."""
    return Piece(code=code, values=values, figure=figure)


def action_step(scored: ActionScore) -> Piece:
    """Return an action as a step of what counts it; `dropped` is said of one that counts nowhere."""
    return piece(
        "action", figure=f"action:{scored.id}", action=scored.id, score=scored.score, points=scored.points,
        completion=scored.completion, latency_ms=scored.latency_ms, limit_ms=scored.limit_ms,
        dropped="dropped" if scored.dropped else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A figure with its value, its steps in the order of the formula, and the rows behind it by time.

    Percents and shares are exact, times are milliseconds. Rows that were replaced by a later one of
    the same hand stand among them: an override keeps the original.
    """

    figure: str
    value: Value
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...] = ()

    @property
    def kind(self) -> str:
        """Return what kind of figure it is, such as `action` or `metric:relay`."""
        return named(self.figure)[0]

    @property
    def name(self) -> str:
        """Return of what it is the figure, such as `E01.a`; empty for those that there is one of."""
        return named(self.figure)[1]


def named(figure: str) -> tuple[str, str]:
    """Return kind and name of a figure; the kind of a metric is `metric:` and which."""
    kind, _, name = figure.partition(":")
    if kind == "metric":
        which, _, name = name.partition(":")
        kind = f"metric:{which}"
    return kind, name


Traced = tuple[Value, list[Piece], Iterable[Row]]
"""Value, steps and rows of a figure."""


class Sources:
    """Everything a trace is taken from, with the rows that stand or were replaced."""

    def __init__(
        self, plan: Scenario, state: ExerciseState, debrief: Debrief, recorded: Sequence[Recorded]
    ) -> None:
        self.plan = plan
        self.state = state
        self.debrief = debrief
        self.recorded = recorded
        self._kept = {
            key: row
            for row in recorded
            if state.rows.get(key := (row.entry.station, row.entry.seq)) in ("current", "corrected")
        }

    def in_order(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Return rows once each, by the time at which what they tell was seen."""
        known = [row for row in dict.fromkeys(rows) if row in self._kept]
        return tuple(sorted(known, key=lambda row: (self._seen_ms(row), row)))

    def who(self, row: Row) -> str:
        """Return who wrote a row."""
        return self._kept[row].entry.author

    def about_inject(self, number: str) -> list[Row]:
        """Return the standing rows of an inject's delivery, of what cells did about it, and its grades."""
        kinds = (
            ev.InjectReleased, ev.InjectRepeated, ev.InjectAcknowledged, ev.DecisionLogged,
            ObservationNoted, InjectImprovised,
        )  # fmt: skip
        rows = self._where(kinds, lambda event: getattr(event, "inject", None) == number)
        for action in self.debrief.score.actions:
            if action.inject == number:
                rows += self.about_action(action.id)
        return rows

    def about_action(self, action: str) -> list[Row]:
        """Return the grades of an action, replaced ones too, and what observers noted of it."""
        return [
            *self.grades(lambda graded: graded == action),
            *self._where((ObservationNoted,), lambda event: getattr(event, "action", None) == action),
        ]

    def grades(self, wanted: Callable[[str], bool]) -> list[Row]:
        """Return the grades and settlements of actions, replaced ones too."""
        kinds = (ev.ActionAssessed, ev.ActionSettled)
        return self._where(kinds, lambda event: wanted(getattr(event, "action", "")), replaced=True)

    def releases(self, number: str) -> list[Row]:
        """Return the standing release of an inject."""
        kinds = (ev.InjectReleased, InjectImprovised)
        return self._where(kinds, lambda event: getattr(event, "inject", None) == number)[-1:]

    def ratings(self, target: str) -> list[Row]:
        """Return the letters of a target, replaced ones too."""
        return [given.row for given in letters_given(target, self.state, self.recorded)]

    def breaches(self, red_lines: Iterable[str]) -> list[Row]:
        """Return the standing breaches of some red lines."""
        wanted = set(red_lines)
        return [breach.row for breach in self.state.breaches if breach.red_line in wanted]

    def counts(self) -> list[Row]:
        """Return the latest standing count of each readiness item."""
        return list(self._latest(ev.ReadinessChecked, "item").values())

    def units(self) -> dict[str, Row]:
        """Return the latest standing count of each roster unit, by unit."""
        return self._latest(ev.UnitCounted, "unit")

    def fates(self, number: str) -> list[Row]:
        """Return what became of an inject: offered, released, declined, on hold, skipped, taken back."""
        kinds = (
            ev.ContingencyOffered, ev.InjectReleased, InjectImprovised, ev.ContingencyDeclined, ev.InjectHeld,
            ev.InjectSkipped, ev.InjectRetracted,
        )  # fmt: skip
        return self._where(kinds, lambda event: getattr(event, "inject", None) == number)

    def receipts(self, number: str, cell: str) -> list[Row]:
        """Return a cell's standing acknowledgements of an inject."""
        return self._where(
            (ev.InjectAcknowledged,),
            lambda event: (getattr(event, "inject", None), getattr(event, "cell", None)) == (number, cell),
        )

    def _latest(self, kind: type[ev.Event], of: str) -> dict[str, Row]:
        found = self._where((kind,), lambda _event: True)
        return {getattr(self._kept[key].event, of): key for key in found}

    def _where(
        self, kinds: tuple[type[ev.Event], ...], wanted: Callable[[ev.Event], bool], *, replaced: bool = False
    ) -> list[Row]:
        """Return rows of some kinds in the order in which they were recorded (T+)."""
        found = [
            key
            for key, row in self._kept.items()
            if isinstance(row.event, kinds)
            and wanted(row.event)
            and (replaced or self.state.rows[key] == "current")
        ]
        return sorted(found, key=lambda key: (self.state.times_of(self._kept[key].entry)[0], key))

    def _seen_ms(self, row: Row) -> int:
        return self.state.times_of(self._kept[row].entry)[1]
