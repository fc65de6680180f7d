"""What the tables of the debrief show, brought up to date with each reading; it acts on nothing."""

from __future__ import annotations

from tabletop.domain.result.debrief import Debrief
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import debrief_actions, debrief_findings, debrief_score, debrief_words
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_layout import DebriefLayout


class DebriefShowing:
    """Puts a debrief on the tabs that are tables; after a grade the next action left is selected."""

    def __init__(self, look: Look, bridge: Bridge, parts: DebriefLayout) -> None:
        self._look = look
        self._bridge = bridge
        self._parts = parts
        self._dealt_with: str | None = None

    def deal_with(self, action: str) -> None:
        """Let the next showing select what follows an action that was just graded."""
        self._dealt_with = action

    def show(self, debrief: Debrief) -> None:
        """Show a debrief that was read anew."""
        look, parts, scenario = self._look, self._parts, self._bridge.session.scenario
        parts.tabs.show_status(
            debrief_words.status(debrief, scenario, look), mark=debrief_words.mark(debrief, look),
            is_whole=debrief_words.is_whole(debrief), decisions=len(self._bridge.state.decisions),
        )  # fmt: skip
        parts.summary.panel.show_facts(debrief_score.score_facts(debrief, scenario, look))
        parts.summary.objectives.show_rows(debrief_score.objective_rows(debrief, scenario, look))
        parts.findings.table.show_rows(
            debrief_findings.finding_rows(debrief, self._bridge.state, scenario, look)
        )
        self.show_filtered(debrief)

    def show_filtered(self, debrief: Debrief) -> None:
        """Show what the filters let through."""
        look, parts = self._look, self._parts
        parts.grades.show_counts(len(debrief.score.actions), debrief_actions.open_count(debrief))
        rows = debrief_actions.action_rows(
            debrief, self._bridge.session.scenario, look,
            open_only=parts.grades.open_only, sought=parts.grades.sought.text(),
        )  # fmt: skip
        dealt_with, self._dealt_with = self._dealt_with, None
        if dealt_with is not None:
            parts.grades.table.show_next(rows, leaving=dealt_with)
        else:
            parts.grades.table.show_rows(rows)
        decisions = debrief_actions.decision_rows(
            self._bridge.state, look, sought=parts.decisions.sought.text()
        )
        parts.decisions.table.show_rows(decisions)
