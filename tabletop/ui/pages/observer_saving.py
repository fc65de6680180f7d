"""From the form to the journal: what is typed becomes a row, or stays until it does; it shows no list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from shiboken6 import isValid

from tabletop.domain.play.events import DecisionLogged
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.observations import ObservationNoted
from tabletop.errors import UserError
from tabletop.services.observation import Noted, standing_entry
from tabletop.services.workplace import Workplace
from tabletop.ui.bridge import DISK_CODES, Bridge
from tabletop.ui.item_models import observer_entries
from tabletop.ui.look import Look
from tabletop.ui.pages.observer_entry import (
    latest_wall,
    paper_wall,
    require_come,
    write_entry,
)
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.observer_form import Draft, ObserverForm


class ObserverSaving:
    """Saves one draft at a time; a full disk keeps it in its form and tries again (design D4)."""

    def __init__(
        self, look: Look, bridge: Bridge, tasks: Tasks, *, workplace: Workplace, form: ObserverForm,
        refuse: Callable[[UserError], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._bridge = bridge
        self._tasks = tasks
        self._workplace = workplace
        self._form = form
        self._refuse = refuse
        self._corrected: Recorded | None = None
        self._aside: Draft | None = None
        """What was typed when a correction began."""
        # The window may have been built anew while a row is being written, or waits for the disk.
        form.set_busy(busy=bridge.is_saving)
        self.show_unsaved()

    # Time -----------------------------------------------------------------------------------------

    def seen_at(self) -> datetime | None:
        """Return when it was seen on the own wall clock, None for just now. Raises UserError."""
        draft, now = self._form.draft, self._now
        if draft.seen_at is not None:
            return draft.seen_at
        if draft.paper is not None and not draft.seen:
            raise UserError("seen-missing")
        if not draft.seen:
            return None
        if draft.paper is not None and draft.paper.startex:
            meant = paper_wall(draft.seen, draft.paper.startex, now)
        else:
            meant = latest_wall(draft.seen, now)
        require_come(meant, now, draft.seen)
        return meant

    @property
    def form_number(self) -> str | None:
        """Return the number of the paper form and its entry, None where it was typed at once."""
        paper = self._form.draft.paper
        return None if paper is None or not paper.form else paper.reference

    def go_earlier(self) -> None:
        """Take the time half a minute back; T+ on paper is what was written."""
        if self._form.seen.is_elapsed:
            return
        try:
            self._form.seen.go_back(self.seen_at() or self._now)
        except UserError as refusal:
            self._refuse(refusal)

    # Saving ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what is typed; while an earlier attempt waits for the disk, try at once."""
        if self._bridge.is_saving:
            self._bridge.try_now()
            return
        draft = self._form.draft
        try:
            event, seen_at = self._checked(draft), self._time_to_write(draft)
        except UserError as refusal:
            self._refuse(refusal)
            return
        self._form.set_busy(busy=True)
        corrected = self._corrected
        self._bridge.act_until_saved(
            write_entry, event, seen_at=seen_at, photos=draft.photos,
            form=self.form_number if corrected is None else corrected.event.form,
            corrects=None if corrected is None else corrected.entry.seq,
        )  # fmt: skip

    def settle(self, *, is_saved: bool) -> None:
        """Empty the form once its row is durable; else what was typed stays and may be changed."""
        form = self._form
        if not is_saved:
            form.set_busy(busy=False)
            return
        if form.is_correcting:
            self.leave_correction()
            return
        form.clear()
        if form.is_paper:
            form.paper.count_on()
            form.seen.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            form.focus_fact()

    def show_unsaved(self) -> None:
        """Show in the form that its row waits for the disk."""
        unsaved = self._bridge.unsaved
        self._form.show_failed(failed=unsaved is not None and unsaved.code in DISK_CODES)

    def _checked(self, draft: Draft) -> Noted:
        if not draft.fact.strip():
            self._form.focus_fact()
            raise UserError("fact-missing")
        if draft.paper is not None and not (draft.paper.form and draft.paper.entry):
            self._form.paper.focus_first()
            raise UserError("form-missing")
        if draft.category == "note" and draft.why.strip():
            raise UserError("note-with-why")
        return event_of(draft, self._corrected)

    def _time_to_write(self, draft: Draft) -> datetime | None:
        """Return the time that the row is to carry: None leaves a corrected one at its own."""
        corrected = self._corrected
        if corrected is not None and draft.seen_at == observer_entries.seen_at(corrected.entry):
            return None
        return self.seen_at()

    # Corrections and paper --------------------------------------------------------------------------

    def correct(self, seq: int) -> None:
        """Put a standing entry into the form; what was typed comes back afterwards."""
        if self._bridge.is_saving:
            return
        row = standing_entry(self._bridge.session, seq)
        if self._corrected is None:
            self._aside = self._form.draft
        self.leave_paper()
        self._corrected = row
        self._form.correction.show()
        self._form.show_draft(draft_of(row))
        self._show_corrected()
        self._form.focus_fact()

    def leave_correction(self) -> None:
        """Leave the entry as it is, and go on with what was typed before."""
        aside, self._corrected, self._aside = self._aside, None, None
        self._form.clear()
        if aside is not None:
            self._form.show_draft(aside)
        self._form.focus_fact()

    def begin_paper(self) -> None:
        """Type in from a form."""
        if self._form.is_correcting:
            self.leave_correction()
        self._form.paper.show()
        self._form.seen.show_moment(None)  # it was seen when the form says
        self._form.paper.focus_first()
        self._form.edited.emit()

    def leave_paper(self) -> None:
        """Go on with what is seen now."""
        if self._form.is_paper:
            self._form.paper.hide()
            self._form.seen.show_moment(None)
            self._form.edited.emit()
            self._form.focus_fact()

    def leave(self) -> bool:
        """Leave what stands above the form; tell whether there was something."""
        if self._form.is_correcting:
            self.leave_correction()
        elif self._form.is_paper:
            self.leave_paper()
        else:
            return False
        return True

    def _show_corrected(self) -> None:
        row = self._corrected
        if row is not None and isinstance(row.event, DecisionLogged | ObservationNoted):
            time = self._look.wall(observer_entries.seen_at(row.entry))
            self._form.correction.show_entry(time, row.event.text)

    # Photos -----------------------------------------------------------------------------------------

    def add_photos(self, files: Sequence[Path]) -> None:
        """Read photos off-thread and attach them; one that is refused is told, and what is typed stays."""
        self._tasks.spawn(self._add_photos(files))

    async def _add_photos(self, files: Sequence[Path]) -> None:
        for file in files:
            try:
                data = await self._tasks.compute(self._workplace.read_evidence, file)
            except UserError as refusal:
                if isValid(self._form):
                    self._refuse(refusal)
                continue
            if isValid(self._form) and not self._bridge.is_saving:
                self._form.add_photo(data)
                self._form.focus_fact()

    # Keeping ----------------------------------------------------------------------------------------

    def keep(self) -> dict[str, Any]:
        """Return what is typed, for a window that is built anew."""
        return {"draft": self._form.draft, "corrected": self._corrected, "aside": self._aside}

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        self._corrected, self._aside = kept["corrected"], kept["aside"]
        self._form.correction.setVisible(self._corrected is not None)
        self._form.show_draft(kept["draft"])
        self._show_corrected()
        self._form.set_busy(busy=self._bridge.is_saving)
        self.show_unsaved()

    @property
    def _now(self) -> datetime:
        return self._bridge.session.clock.read().wall_at


def event_of(draft: Draft, corrected: Recorded | None = None) -> Noted:
    """Return what a draft writes: a note is an observation, all else a decision; paper and reason apart."""
    before = None if corrected is None else corrected.event
    told: dict[str, Any] = {
        "cell": draft.cell, "text": draft.fact, "inject": draft.inject or None,
        "judgement": draft.judgement.strip() or None, "sense": draft.sense, "bearing": draft.bearing,
        "attachments": draft.attached or None, "reason": None,
    }  # fmt: skip
    if draft.category == "note":
        return replace(before, **told) if isinstance(before, ObservationNoted) else ObservationNoted(**told)
    told |= {"category": draft.category, "why": draft.why.strip() or None}
    return replace(before, **told) if isinstance(before, DecisionLogged) else DecisionLogged(**told)


def draft_of(row: Recorded) -> Draft:
    """Return a row as it is put into the form again."""
    event = row.event
    assert isinstance(event, DecisionLogged | ObservationNoted)  # noqa: S101 - asked for by kind
    return Draft(
        category=event.category if isinstance(event, DecisionLogged) else "note",
        inject=event.inject or "", cell=event.cell, fact=event.text, judgement=event.judgement or "",
        why=(event.why or "") if isinstance(event, DecisionLogged) else "",
        sense=event.sense or "seen", bearing=event.bearing or "neutral",
        seen_at=observer_entries.seen_at(row.entry), attached=event.attachments or (),
    )  # fmt: skip
