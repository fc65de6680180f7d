"""What Run shows of the exercise, brought up to date by rows and by time; it acts on nothing."""

from __future__ import annotations

from tabletop.domain.play.board import ActionLine, Board, action_lines
from tabletop.domain.play.board_keeper import BoardKeeper
from tabletop.domain.play.cell_counts import cell_counts
from tabletop.i18n import N_
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.log_entries import LogModel
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.item_models.phases import phase_steps
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.pages.run_acts import RunActs
from tabletop.ui.pages.run_countdowns import RunCountdowns
from tabletop.ui.pages.run_layout import RunLayout


class RunShowing:
    """Puts state and board on the parts of Run; `board` is the one that is shown."""

    def __init__(
        self, look: Look, bridge: Bridge, *,
        parts: RunLayout, msel: MselModel, log: LogModel, acts: RunActs,
    ) -> None:  # fmt: skip
        self._look = look
        self._bridge = bridge
        self._parts = parts
        self._msel = msel
        self._log = log
        self._acts = acts
        self.countdowns = RunCountdowns(look, bridge)
        self._keeper = BoardKeeper(bridge.outlook, bridge.state, bridge.elapsed_ms)
        self.board: Board = self._keeper.at(bridge.outlook, bridge.state, bridge.elapsed_ms)

    def show_state(self) -> None:
        """Show what only a new row can change, then what time changes too."""
        bridge, state, parts = self._bridge, self._bridge.state, self._parts
        self._log.show_rows(bridge.session.recorded, state)
        parts.header.show_level(run_facts.situation_now(bridge, self._look))
        parts.show_gate(is_before=state.stage == "before")
        parts.entry.lock(run_facts.entry_lock(state.stage, self._look))
        self.show_time()

    def look_again(self) -> None:
        """Bring the board alone up to date: while another page is seen, due and late are still heard."""
        bridge = self._bridge
        self.board = self._keeper.at(
            bridge.outlook, bridge.state, bridge.elapsed_ms, pinned=self._acts.pinned
        )

    def show_time(self) -> None:
        """Show what depends on T+."""
        bridge, parts, elapsed_ms = self._bridge, self._parts, self._bridge.elapsed_ms
        was_standby = self.board.standby
        self.look_again()
        self._msel.show_board(self.board)
        if was_standby != self.board.standby:
            parts.table.follow()
        self.show_wall()
        facts = run_facts.card_facts(
            bridge, self.board, self._look,
            chosen=self._acts.variants, repeat=self._acts.released_selection(),
        )  # fmt: skip
        none = run_facts.nothing_left_words(bridge.state.stage, self._look)
        parts.card.show_facts(facts, stands=bridge.stage != "running", none=none)
        parts.card.show_offer(*run_facts.offer_words(self.board, bridge.outlook, self._look))
        self._show_actions(parts.table.selected, elapsed_ms)
        parts.late.show_late(self.board.late)
        self._show_beside(elapsed_ms)
        parts.log.show_count(bridge.rows, is_saved=bridge.unsaved is None)
        parts.show_counts(len(self.board.late), bridge.rows)
        parts.entry.show_time(elapsed_ms)

    def _show_beside(self, elapsed_ms: int) -> None:
        """Show what stands beside the work: only what is seen is made."""
        bridge, parts, plan = self._bridge, self._parts, self._bridge.outlook.scenario
        number = parts.table.selected or self.board.standby
        parts.phases.show_steps(phase_steps(self._look, plan, bridge.state.stage, elapsed_ms))
        parts.countdowns.show_countdowns(self.countdowns.rows(elapsed_ms))
        parts.log.show_cells(cell_counts(plan, bridge.state, elapsed_ms))
        if parts.is_at_hand:
            parts.at_hand.show_exercise(bridge.outlook, bridge.state, number)
        if parts.view == "timeline":
            parts.timeline.show_board(self.board, elapsed_ms, bridge.state.injects)
            parts.timeline.select(parts.table.selected)  # also what was selected before it was laid out
        parts.view_bar.show_found(self._msel.found)

    def show_wall(self) -> None:
        """Show the head alone: it has the wall's seconds too."""
        self._parts.header.show_facts(run_facts.header_facts(self._bridge, self._bridge.elapsed_ms))

    def focus_action(self, number: int) -> str:
        """Go to an action of the selected inject; return words where there is none of that number."""
        self._parts.show_actions()
        if self._parts.action_list.focus_row(number):
            return ""
        return self._look.say(N_("The selected inject has no action {n}."), n=number)

    def _show_actions(self, selected: str | None, elapsed_ms: int) -> None:
        head, empty = run_facts.action_facts(self._bridge, selected, self._look)
        now = self._bridge.state.injects[selected] if selected is not None else None
        lines: tuple[ActionLine, ...] = ()
        if selected is not None and now is not None and now.is_released:
            lines = action_lines(self._bridge.outlook, self._bridge.state, selected, elapsed_ms)
        released_ms = None if now is None else now.released_ms
        self._parts.action_list.show_lines(head, lines, released_ms, empty=empty)
