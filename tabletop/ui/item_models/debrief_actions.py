"""Expected actions and decisions as rows, the ones that nobody assessed first; it must not grade."""

from __future__ import annotations

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.result.debrief import Debrief
from tabletop.domain.result.scoring import ActionScore
from tabletop.i18n import N_
from tabletop.ui.item_models.debrief_rows import Cell, Column, Row
from tabletop.ui.item_models.debrief_score import DASH
from tabletop.ui.item_models.debrief_words import COMPLETIONS
from tabletop.ui.item_models.log_entries import CATEGORIES
from tabletop.ui.look import Look, clock_text, span_text

ACTIONS = (
    Column(name="id", head="", widths=(92, 78, 74)),
    Column(name="text", head=N_("Expected action"), widths=(0, 0, 0)),
    Column(name="objective", head=N_("Objective"), widths=(84, 74, None)),
    Column(name="completion", head=N_("Completion"), widths=(172, 148, 128)),
    Column(name="latency", head=N_("Latency / limit"), widths=(200, 190, 176), kind="number"),
    Column(name="points", head=N_("Points"), widths=(70, 58, None), kind="number"),
    Column(name="score", head=N_("Score"), widths=(70, 58, 54), kind="number"),
    Column(name="raters", head=N_("Raters"), widths=(88, 70, None), kind="number"),
)
DECISIONS = (
    Column(name="at", head="T+", widths=(100, 84, 80), kind="number"),
    Column(name="cell", head=N_("Cell"), widths=(140, 116, 100)),
    Column(name="category", head=N_("Category"), widths=(140, 120, 110)),
    Column(name="text", head=N_("What was decided"), widths=(0, 0, 0)),
    Column(name="inject", head=N_("Inject"), widths=(84, 70, None)),
)


def action_rows(
    debrief: Debrief, scenario: Scenario, look: Look, *, open_only: bool, sought: str
) -> list[Row]:
    """Return the actions of released injects that the filters let through, unassessed ones first."""
    texts = {action.full_id: look.typed(action.text) for action in scenario.actions()}
    actions = sorted(debrief.score.actions, key=lambda action: action.completion is not None)
    rows = [
        _action(action, texts.get(action.id, ""), look)
        for action in actions
        if not open_only or action.completion is None
    ]
    return [row for row in rows if row.has(sought.strip().casefold())]


def open_count(debrief: Debrief) -> int:
    """Return how many actions nobody assessed, as the coverage counts them."""
    return debrief.score.overall.actions - debrief.score.overall.assessed


def _action(action: ActionScore, text: str, look: Look) -> Row:
    word, icon = COMPLETIONS[action.completion]
    is_open, critical = action.completion is None, look.say(N_("critical"))
    return Row(
        id=action.id,
        cells=(
            Cell(words=action.id, is_strong=True),
            Cell(words=text + (f" \N{BULLET} {critical}" if action.critical else "")),
            Cell(words=action.objective),
            Cell(words=look.say(word), icon=icon, is_strong=is_open, second=_origin(action, look)),
            _latency(action, look),
            Cell(words=str(action.points)),
            Cell(words=DASH if action.score is None else look.words.points(action.score), is_strong=True),
            Cell(words=str(action.raters)),
        ),
    )


def _origin(action: ActionScore, look: Look) -> str:
    """Say where a grade comes from that no rater gave."""
    if action.dropped:
        return look.say(N_("not asked in this variant"))
    if action.settled:
        return look.say(N_("settled by the director"))
    if action.completion is not None and action.raters == 0:
        return look.say(N_("marked at ENDEX"))
    return ""


def _latency(action: ActionScore, look: Look) -> Cell:
    limit = look.say("no limit") if action.limit_ms is None else span_text(action.limit_ms)
    if action.latency_ms is None:
        return Cell(words=f"{DASH} / {limit}", ink="text_2")
    words = f"{span_text(action.latency_ms)} / {limit}"
    if action.limit_ms is None or action.latency_ms <= action.limit_ms:
        return Cell(words=words)
    return Cell(words=look.say(N_("late {span}"), span=words), icon="warning", ink="late_ink", is_strong=True)


def decision_rows(state: ExerciseState, look: Look, *, sought: str) -> list[Row]:
    """Return the standing decisions in the order in which they were seen."""
    rows = [
        Row(
            id=f"{decision.row[0]}:{decision.row[1]}",
            cells=(
                Cell(words=clock_text(decision.observed_ms)),
                Cell(words=decision.cell, is_strong=True),
                Cell(words=look.say(CATEGORIES[decision.category])),
                Cell(words=decision.text),
                Cell(words=decision.inject or ""),
            ),
        )
        for decision in state.decisions
    ]
    return [row for row in rows if row.has(sought.strip().casefold())]
