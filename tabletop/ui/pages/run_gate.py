"""What the readiness gate asks, brought to the services; it must not show or judge anything."""

from __future__ import annotations

from typing import Any

from shiboken6 import isValid

from tabletop import wording
from tabletop.errors import UserError
from tabletop.services import prepare, timekeeping
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.readiness import lacking
from tabletop.ui.look import Look
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.readiness_panel import ReadinessPanel


class RunGate:
    """Counts and STARTEX; a refusal is told in the panel, where the person looks."""

    def __init__(self, look: Look, bridge: Bridge, tasks: Tasks, *, panel: ReadinessPanel) -> None:
        self._look = look
        self._bridge = bridge
        self._tasks = tasks
        self._panel = panel
        self._is_counting = False
        panel.item_counted.connect(self._count_item)
        panel.unit_counted.connect(self._count_unit)
        panel.participants_counted.connect(self._count_participants)
        panel.all_present_asked.connect(lambda: tasks.spawn(self._count_all()))
        panel.start_asked.connect(self._start)

    def show(self) -> None:
        """Bring the panel up to date."""
        if self._bridge.state.stage == "before":
            self._panel.show_state(self._bridge.state, prepare.gate(self._bridge.session))

    def _count_item(self, item: str, present: int, serviceable: int, note: str | None) -> None:
        self._spawn(prepare.check_readiness, item, present=present, serviceable=serviceable, note=note)

    def _count_unit(self, unit: str, present: int, fit: int) -> None:
        self._spawn(prepare.count_unit, unit, present=present, fit=fit)

    def _count_participants(self, organisation: str, n: int) -> None:
        self._spawn(prepare.count_participants, organisation, n=n)

    def _start(self, phase: str | None, override: str | None) -> None:
        self._spawn(timekeeping.start_exercise, phase=phase, override=override)

    def _spawn(self, service: Any, *given: Any, **named: Any) -> None:
        self._tasks.spawn(self._attempt(service, *given, **named))

    async def _attempt(self, service: Any, *given: Any, **named: Any) -> bool:
        try:
            await self._bridge.attempt(service, *given, **named)
        except UserError as refusal:
            if not isValid(self._panel):
                return False  # the window was built anew meanwhile
            self._panel.say_trouble(wording.refusal(refusal, self._look.words))
            self.show()
            return False
        return True

    async def _count_all(self) -> None:
        """Write everything that was not counted yet as complete, one row each."""
        if self._is_counting:
            return
        self._is_counting = True
        items, units = lacking(self._bridge.session.scenario, self._bridge.state)
        are_well = True
        for item in items:
            n = item.required
            are_well = are_well and await self._attempt(
                prepare.check_readiness, item.id, present=n, serviceable=n
            )
        for unit in units:
            n = unit.required
            are_well = are_well and await self._attempt(prepare.count_unit, unit.unit, present=n, fit=n)
        self._is_counting = False
