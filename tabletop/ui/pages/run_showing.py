"""What Run shows of the exercise, brought up to date by rows and by time; it acts on nothing."""

from __future__ import annotations

from tabletop.domain.play.board import ActionLine, Board, action_lines
from tabletop.domain.play.board_keeper import BoardKeeper
from tabletop.domain.play.cell_counts import cell_counts
from tabletop.i18n import N_
from tabletop.ui.item_models.log_entries import LogModel
from tabletop.ui.item_models.msel import MselModel
from tabletop.ui.item_models.phases import phase_steps
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.pages.run_countdowns import RunCountdowns
from tabletop.ui.pages.run_layout import RunLayout
from tabletop.ui.pages.run_moment import RunChoices, RunMoment


class RunShowing:
    """Puts state and board on the parts of Run; `board` is the one that is shown."""

    def __init__(
        self, look: Look, moment: RunMoment, *,
        parts: RunLayout, msel: MselModel, log: LogModel, choices: RunChoices,
    ) -> None:  # fmt: skip
        self._look = look
        self._moment = moment
        self._parts = parts
        self._msel = msel
        self._log = log
        self._choices = choices
        self.countdowns = RunCountdowns(look, moment)
        self._keeper = BoardKeeper(moment.outlook, moment.state, moment.elapsed_ms)
        self.board: Board = self._keeper.at(moment.outlook, moment.state, moment.elapsed_ms)

    def show_state(self) -> None:
        """Show what only a new row can change, then what time changes too."""
        moment, state, parts = self._moment, self._moment.state, self._parts
        self._log.show_rows(moment.recorded, state)
        parts.header.show_level(run_facts.situation_now(moment, self._look))
        parts.show_gate(is_before=state.stage == "before")
        parts.entry.lock(run_facts.entry_lock(state.stage, self._look))
        self.show_time()

    def look_again(self) -> None:
        """Bring the board alone up to date: while another page is seen, due and late are still heard."""
        moment = self._moment
        self.board = self._keeper.at(
            moment.outlook, moment.state, moment.elapsed_ms, pinned=self._choices.pinned
        )

    def show_time(self) -> None:
        """Show what depends on T+."""
        moment, parts, elapsed_ms = self._moment, self._parts, self._moment.elapsed_ms
        was_standby = self.board.standby
        self.look_again()
        self._msel.show_board(self.board)
        if was_standby != self.board.standby:
            parts.table.follow()
        self.show_wall()
        facts = run_facts.card_facts(
            moment, self.board, self._look,
            chosen=self._choices.variants, repeat=self._choices.released_selection(),
        )  # fmt: skip
        none = run_facts.nothing_left_words(moment, self._look)
        parts.card.show_facts(facts, stands=moment.stage != "running", none=none)
        parts.card.show_offer(*run_facts.offer_words(self.board, moment, self._look))
        self._show_actions(self._selected, elapsed_ms)
        parts.late.show_late(self.board.late)
        self._show_beside(elapsed_ms)
        parts.log.show_count(moment.rows, is_saved=moment.unsaved is None)
        parts.show_counts(len(self.board.late), moment.rows)
        parts.entry.show_time(elapsed_ms)

    def _show_beside(self, elapsed_ms: int) -> None:
        """Show what stands beside the work: only what is seen is made."""
        moment, parts, plan = self._moment, self._parts, self._moment.outlook.scenario
        number = self._selected or self.board.standby
        parts.phases.show_steps(phase_steps(self._look, plan, moment.state.stage, elapsed_ms))
        parts.countdowns.show_countdowns(self.countdowns.rows(elapsed_ms))
        parts.log.show_cells(cell_counts(plan, moment.state, elapsed_ms))
        if parts.is_at_hand:
            parts.at_hand.show_exercise(moment.outlook, moment.state, number)
        if parts.view == "timeline":
            parts.timeline.show_board(self.board, elapsed_ms, moment.state.injects)
            parts.timeline.select(parts.table.selected)  # also what was selected before it was laid out
        parts.view_bar.show_found(self._msel.found)

    def show_wall(self) -> None:
        """Show the head alone: it has the wall's seconds too."""
        self._parts.header.show_facts(run_facts.header_facts(self._moment))

    def focus_action(self, number: int) -> str:
        """Go to an action of the selected inject; return words where there is none of that number."""
        self._parts.show_actions()
        if self._parts.action_list.focus_row(number):
            return ""
        return self._look.say(N_("The selected inject has no action {n}."), n=number)

    @property
    def _selected(self) -> str | None:
        """Return the selected inject; an improvised one that a filter hides may be gone at another moment."""
        selected = self._parts.table.selected
        return selected if selected in self._moment.state.injects else None

    def _show_actions(self, selected: str | None, elapsed_ms: int) -> None:
        head, empty = run_facts.action_facts(self._moment, selected, self._look)
        now = self._moment.state.injects[selected] if selected is not None else None
        lines: tuple[ActionLine, ...] = ()
        if selected is not None and now is not None and now.is_released:
            lines = action_lines(self._moment.outlook, self._moment.state, selected, elapsed_ms)
        released_ms = None if now is None else now.released_ms
        self._parts.action_list.show_lines(head, lines, released_ms, empty=empty)
