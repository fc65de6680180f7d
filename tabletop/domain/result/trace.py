"""Why a figure is what it is: the figures it is made of and the rows behind it; it must not word them.

A figure is named `overall`, `coverage`, `objective:O1`, `action:E01.a`, `inject:E01`, `red-line:R1`,
`latency:acknowledge|decision|response`, `readiness` or `agreement`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play import events as ev
from tabletop.domain.play.additions import InjectImprovised
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.play.played import played_scenario
from tabletop.domain.play.state import ExerciseState, Row
from tabletop.domain.result.debrief import Debrief

Value = Fraction | int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One step of a figure: `code` says which (`weight`, `earned`, `limit`, ...), `figure` what opens it."""

    code: str
    values: tuple[Value, ...] = ()
    figure: str = ""


def piece(code: str, *values: Value, figure: str = "") -> Piece:
    """Make a step."""
    return Piece(code=code, values=values, figure=figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A figure with its value, its steps in the order of the formula, and the rows behind it by time.

    Percents and shares are exact, times are milliseconds.
    """

    figure: str
    value: Value
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...] = ()


def trace_of(
    figure: str, scenario: Scenario, state: ExerciseState, *, debrief: Debrief, recorded: Sequence[Recorded]
) -> Trace:
    """Return why a figure is what it is. Raises KeyError for a figure that the exercise has not."""
    kind, _, name = figure.partition(":")
    sources = _Sources(played_scenario(scenario, state), state, debrief, recorded)
    value, pieces, rows = _TRACES[kind](sources, name)
    return Trace(figure=figure, value=value, pieces=tuple(pieces), rows=sources.in_order(rows))


Traced = tuple[Value, list[Piece], Iterable[Row]]


class _Sources:
    """Everything a trace is taken from, with the standing rows by what they are about."""

    def __init__(
        self, scenario: Scenario, state: ExerciseState, debrief: Debrief, recorded: Sequence[Recorded]
    ) -> None:
        self.scenario = scenario
        self.state = state
        self.debrief = debrief
        self._standing = {
            key: row
            for row in recorded
            if state.rows.get(key := (row.entry.station, row.entry.seq)) == "current"
        }

    def in_order(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Return rows once each, by the time at which what they tell was seen."""
        known = [row for row in dict.fromkeys(rows) if row in self._standing]
        return tuple(sorted(known, key=lambda row: (self._seen_ms(row), row)))

    def about_inject(self, number: str) -> list[Row]:
        """Return the standing rows of an inject's delivery and of what cells did about it."""
        kinds = (
            ev.InjectReleased, ev.InjectRepeated, ev.InjectAcknowledged, ev.DecisionLogged,
            ObservationNoted, InjectImprovised,
        )  # fmt: skip
        return self._where(kinds, lambda event: getattr(event, "inject", None) == number)

    def about_action(self, action: str) -> list[Row]:
        """Return the standing grades of an action, and what observers noted of it."""
        kinds = (ev.ActionAssessed, ev.ActionSettled, ObservationNoted)
        return self._where(kinds, lambda event: getattr(event, "action", None) == action)

    def releases(self, number: str) -> list[Row]:
        """Return the standing release of an inject."""
        kinds = (ev.InjectReleased, InjectImprovised)
        return self._where(kinds, lambda event: getattr(event, "inject", None) == number)[-1:]

    def ratings(self, target: str) -> list[Row]:
        """Return the standing letters of a target."""
        return [rating.row for rating in self.state.ratings if rating.target == target]

    def breaches(self, red_lines: Iterable[str]) -> list[Row]:
        """Return the standing breaches of some red lines."""
        wanted = set(red_lines)
        return [breach.row for breach in self.state.breaches if breach.red_line in wanted]

    def counts(self) -> list[Row]:
        """Return the latest standing count of each readiness item."""
        latest: dict[str, Row] = {}
        for key, row in self._standing.items():
            if isinstance(row.event, ev.ReadinessChecked):
                latest[row.event.item] = key
        return list(latest.values())

    def _where(self, kinds: tuple[type[ev.Event], ...], wanted: Callable[[ev.Event], bool]) -> list[Row]:
        return [
            key for key, row in self._standing.items() if isinstance(row.event, kinds) and wanted(row.event)
        ]

    def _seen_ms(self, row: Row) -> int:
        return self.state.times_of(self._standing[row].entry)[1]


# One function a figure ----------------------------------------------------------------------------


def _overall(sources: _Sources, _name: str) -> Traced:
    overall = sources.debrief.score.overall
    graded = [o for o in sources.debrief.score.objectives if o.percent is not None]
    total = sum((o.weight * (o.percent or 0) for o in graded), Fraction(0))
    pieces = [
        *(piece("objective", o.id, o.weight, o.percent, figure=f"objective:{o.id}") for o in graded),
        piece("division", total, sum((o.weight for o in graded), Fraction(0)), overall.percent),
        piece("coverage", overall.assessed, overall.actions, overall.coverage, figure="coverage"),
        *_letter_pieces(overall.letter, overall.capped_by, overall.rated),
    ]
    return overall.percent, pieces, sources.ratings("overall")


def _objective(sources: _Sources, name: str) -> Traced:
    scored = {objective.id: objective for objective in sources.debrief.score.objectives}[name]
    actions = [a for a in sources.debrief.score.actions if a.objective == name and not a.dropped]
    pieces = [
        *(_action_piece(action.id, action.score, action.points) for action in actions),
        piece("sum", scored.earned, scored.points, scored.percent),
        piece("coverage", scored.assessed, scored.actions, scored.coverage),
        *_letter_pieces(scored.letter, scored.capped_by, scored.rated),
    ]
    return scored.percent, pieces, [*sources.ratings(name), *sources.breaches(scored.capped_by)]


def _action_piece(action: str, score: Fraction | None, points: int) -> Piece:
    return piece("action", action, score, points, figure=f"action:{action}")


def _letter_pieces(letter: str | None, capped_by: tuple[str, ...], rated: str | None) -> list[Piece]:
    caps = [piece("cap", line, figure=f"red-line:{line}") for line in capped_by]
    return [*caps, piece("letter", letter, rated)]


def _action(sources: _Sources, name: str) -> Traced:
    scored = sources.debrief.score.by_id[name]
    given = sources.state.assessments.get(name, ())
    settled = sources.state.settlements.get(name)
    pieces = [
        *(piece("grade", f"{g.author} ({g.row[0]})", g.completion, g.observed_ms) for g in given),
        *([piece("settled", settled.completion, settled.reason)] if settled else []),
        piece("completion", scored.completion, scored.raters),
        piece("timeliness", scored.latency_ms, scored.limit_ms, figure=f"inject:{scored.inject}"),
        piece("product", scored.points, scored.score),
    ]
    if scored.dropped:
        pieces.append(piece("dropped", scored.inject))
    return scored.score, pieces, [*sources.about_action(name), *sources.releases(scored.inject)]


def _inject(sources: _Sources, name: str) -> Traced:
    result = {inject.number: inject for inject in sources.debrief.injects}[name]
    pieces = [
        piece("planned", result.planned_ms),
        piece("released", result.released_ms, result.status),
        piece("acknowledge", result.acknowledged_ms),
        piece("decision", result.decision_ms),
        piece("response", result.response_ms),
    ]
    graded = [
        row
        for action in sources.debrief.score.actions
        if action.inject == name
        for row in sources.about_action(action.id)
    ]
    return result.released_ms, pieces, [*sources.about_inject(name), *graded]


def _coverage(sources: _Sources, _name: str) -> Traced:
    overall = sources.debrief.score.overall
    open_ones = [a for a in sources.debrief.score.actions if a.completion is None and not a.dropped]
    pieces = [
        piece("coverage", overall.assessed, overall.actions, overall.coverage),
        *(piece("open", action.id, figure=f"action:{action.id}") for action in open_ones),
    ]
    return overall.coverage, pieces, ()


def _red_line(sources: _Sources, name: str) -> Traced:
    result = {line.id: line for line in sources.debrief.red_lines}[name]
    objective = next((line.objective for line in sources.scenario.red_lines if line.id == name), None)
    pieces = [
        *(
            piece("breach", b.at_ms, b.inject, b.note, "grave" if b.grave else None)
            for b in sources.debrief.breaches
            if b.red_line == name
        ),
        *([piece("caps", objective, figure=f"objective:{objective}")] if objective else []),
    ]
    return result.breaches, pieces, sources.breaches([name])


def _latency(sources: _Sources, name: str) -> Traced:
    summary = {
        "acknowledge": sources.debrief.acknowledge,
        "decision": sources.debrief.decision,
        "response": sources.debrief.response,
    }[name]
    field = {"acknowledge": "acknowledged_ms", "decision": "decision_ms", "response": "response_ms"}[name]
    of_inject: Mapping[str, int] = {
        inject.number: span
        for inject in sources.debrief.injects
        if inject.status == "released" and inject.has_actions and (span := getattr(inject, field)) is not None
    }
    ordered = sorted(of_inject, key=lambda number: (of_inject[number], number))
    pieces = [
        *(piece("span", at, n, of_inject[n], figure=f"inject:{n}") for at, n in enumerate(ordered, 1)),
        *(piece("open-span", number, figure=f"inject:{number}") for number in summary.open),
        piece("ranks", summary.answered, summary.released, summary.p50_ms, summary.p90_ms),
    ]
    return summary.p50_ms, pieces, ()


def _readiness(sources: _Sources, _name: str) -> Traced:
    result = sources.debrief.readiness
    counted = sources.state.readiness
    pieces = [
        Piece(
            code="item",
            values=(
                item.id, counted[item.id].serviceable if item.id in counted else None, item.required,
                item.weight, "critical" if item.critical else None,
            ),
        )
        for item in sources.scenario.readiness
    ]  # fmt: skip
    pieces.append(piece("gate", result.percent, result.gate, result.override))
    return result.percent, pieces, sources.counts()


def _agreement(sources: _Sources, _name: str) -> Traced:
    units = [
        (action.full_id, given)
        for action in sources.scenario.actions()
        if len(
            given := [g for g in sources.state.assessments.get(action.full_id, ()) if g.completion != "n/a"]
        )
        > 1
        and sources.state.injects[action.inject].is_released
    ]
    pieces = [
        piece("unit", action, " / ".join(g.completion for g in given), figure=f"action:{action}")
        for action, given in units
    ]
    agreement = sources.debrief.agreement
    pieces.append(piece("agreement", agreement.units, agreement.raters))
    return agreement.units, pieces, ()


_TRACES: dict[str, Callable[[_Sources, str], Traced]] = {
    "overall": _overall,
    "coverage": _coverage,
    "objective": _objective,
    "action": _action,
    "inject": _inject,
    "red-line": _red_line,
    "latency": _latency,
    "readiness": _readiness,
    "agreement": _agreement,
}
