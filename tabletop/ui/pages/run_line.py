"""The log line's way to the journal: what it is linked to, and the draft that stays until it is durable."""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.domain.plan.msel import ALL_CELLS
from tabletop.domain.play.board import addressees
from tabletop.domain.play.events import DecisionLogged
from tabletop.i18n import N_
from tabletop.services import recording
from tabletop.services.session import Hand
from tabletop.ui.bridge import Bridge
from tabletop.ui.look import Look
from tabletop.ui.widgets.decision_entry import DecisionEntry, Draft
from tabletop.ui.widgets.entry_completion import Offer


class RunLine:
    """Saves one draft at a time; a full disk keeps it in its box and tries again (design D4)."""

    def __init__(self, look: Look, bridge: Bridge, *, entry: DecisionEntry) -> None:
        self._look = look
        self._bridge = bridge
        self._entry = entry
        self._selected: str | None = None
        entry.offers_asked.connect(lambda mark: entry.offer(self._offers(mark)))
        # The window may have been built anew while a row is being written, or waits for the disk.
        entry.set_busy(busy=bridge.is_saving)
        entry.show_failed(failed=bridge.unsaved is not None)

    def link(self, draft: Draft, selected: str | None) -> tuple[str | None, str | None]:
        """Return the inject and the cell of a draft: as typed, else of the selected released inject."""
        session, state = self._bridge.session, self._bridge.state
        shown = selected if selected is not None and state.injects[selected].is_released else None
        inject = _as_known(draft.inject, self._bridge.outlook.injects) or shown
        near = (
            addressees(self._bridge.outlook.injects[inject], self._bridge.outlook)
            if inject in self._bridge.outlook.injects
            else ()
        )
        kinds = {cell.id: cell.kind for cell in session.scenario.cells}
        players = [cell for cell, kind in kinds.items() if kind in ("player", "liaison")]
        return inject, _as_known(draft.cell, kinds) or next(iter((*near, *players)), None)

    def link_words(self, selected: str | None) -> str:
        """Say what the line will be linked to."""
        self._selected = selected
        inject, cell = self.link(self._entry.draft, selected)
        if inject is None:
            return self._look.say(N_("New entry: no inject, cell {cell}"), cell=cell)
        return self._look.say(N_("New entry: {inject}, cell {cell}"), inject=inject, cell=cell)

    def _offers(self, mark: str) -> list[Offer]:
        """Return what completes a mark: injects, cells, or the expected actions of the linked inject."""
        if mark == "#":
            return self._injects()
        if mark == "@":
            cells = self._bridge.session.scenario.cells
            return [_offer(f"@{cell.id}", self._look.typed(cell.title)) for cell in cells]
        return self._expected()

    def _injects(self) -> list[Offer]:
        """Return every inject: the released ones first, the latest of them before all."""
        injects = self._bridge.outlook.injects
        known = [now for now in self._bridge.state.injects.values() if now.number in injects]
        released = [now for now in known if now.is_released]
        released.sort(key=lambda now: -(now.released_ms or 0))
        others = [now for now in known if not now.is_released]
        return [
            _offer(f"#{now.number}", self._look.typed(injects[now.number].title))
            for now in (*released, *others)
        ]

    def _expected(self) -> list[Offer]:
        """Return the expected actions as lines that say their cell; grading them stays its own act."""
        inject, _ = self.link(self._entry.draft, self._selected)
        outlook = self._bridge.outlook
        if inject not in outlook.injects:
            return []
        lines = []
        for action in outlook.asked_actions(self._bridge.state.injects[inject]):
            cell = "" if action.cell == ALL_CELLS else f" @{action.cell}"
            words = self._look.typed(action.text)
            line = f"{words} #{inject}{cell}"
            lines.append(Offer(insert=line, words=f"{action.full_id}  {words}{cell}"))
        return lines

    def save(self, draft: Draft, selected: str | None) -> None:
        """Save a draft; while an earlier attempt waits for the disk, try at once."""
        if self._bridge.is_saving:
            self._bridge.try_now()
            return
        inject, cell = self.link(draft, selected)
        decision = DecisionLogged(cell=cell or "", text=draft.text, inject=inject, category=draft.category)
        seen_ms = draft.seen_ms
        if seen_ms is not None:
            seen_ms = min(seen_ms, self._bridge.elapsed_ms)  # the clock may have been put back meanwhile
        self._entry.set_busy(busy=True)
        self._bridge.act_until_saved(recording.log_decision, decision, hand=Hand(seen_ms=seen_ms))

    def settle(self, *, is_saved: bool) -> None:
        """Empty the line once its row is durable; else what was typed stays and may be changed."""
        if is_saved:
            self._entry.clear()
        else:
            self._entry.set_busy(busy=False)


def _offer(token: str, title: str) -> Offer:
    return Offer(insert=token, words=f"{token}  {title}")


def _as_known(typed: str | None, ids: Iterable[str]) -> str | None:
    """Return the id that was meant, whatever its case; what nobody knows stays as typed, to be refused."""
    return next((known for known in ids if typed is not None and known.casefold() == typed.casefold()), typed)
