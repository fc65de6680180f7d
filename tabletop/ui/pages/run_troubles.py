"""What goes wrong in Run and how it is told: one line, ranked; it mends nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from tabletop import wording
from tabletop.domain.play.state import ExerciseState
from tabletop.errors import Finding, UserError
from tabletop.i18n import N_
from tabletop.ui.bridge import DISK_CODES, Bridge
from tabletop.ui.equipment import Equipment
from tabletop.ui.look import Look
from tabletop.ui.pages import run_facts
from tabletop.ui.pages.run_recovery import interruption
from tabletop.ui.pages.run_strip import RunStrip
from tabletop.ui.troubles import Kind
from tabletop.ui.watch import MachineFinding, machine_words
from tabletop.ui.widgets.readiness_panel import ReadinessPanel


class RunTroubles(QObject):
    """Brings every trouble to the strip, before STARTEX to the gate, and takes it off when it is mended."""

    def __init__(
        self, look: Look, bridge: Bridge, equipment: Equipment, *,
        strip: RunStrip, gate: ReadinessPanel, refresh: Callable[[], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._bridge = bridge
        self._equipment = equipment
        self._strip = strip
        self._gate = gate
        self._refresh = refresh
        pauses = bridge.state.pauses
        self._told_at: datetime | None = pauses[-1].began_at if pauses else None
        bridge.refused.connect(self.take_refusal)
        bridge.saving_changed.connect(self._take_saving)
        equipment.low.connect(self.take_low)
        equipment.player.trouble.connect(self._take_player)

    def say(self, words: str) -> None:
        """Say what went wrong until someone has seen it."""
        if self._bridge.state.stage == "before":
            self._gate.say_trouble(words)  # the strip is not seen yet
            return
        self._strip.say_trouble(words)
        self._refresh()

    def understand(self) -> None:
        """Take off what is shown: someone has understood it."""
        self._strip.understand()
        self._refresh()

    def warn(self, finding: Finding) -> None:
        """Say that the shadow log or a backup could not be written."""
        self._stand("copy", wording.finding_line(finding, self._look.words))

    def tell_of_interruption(self, state: ExerciseState, *, again: bool = False) -> bool:
        """Say so where the program itself paused, once or `again`; tell whether it was said."""
        words = run_facts.pause_words(state, self._look)
        is_new = bool(words) and (again or state.pauses[-1].began_at != self._told_at)
        if is_new:
            self._told_at = state.pauses[-1].began_at
            self._stand("clock", self._pause_words(state))
        return is_new

    def _pause_words(self, state: ExerciseState) -> str:
        found = interruption(self._bridge.session.recorded, state)
        return run_facts.pause_words(state, self._look, "" if found is None else found.taken_from)

    def word_anew(self) -> None:
        """Say what stands in the language that was chosen."""
        state = self._bridge.state
        words = self._pause_words(state)
        if words and self._strip.troubles.is_standing("clock"):
            self._strip.troubles.set("clock", words)
        self.take_state(state)
        self.take_low()

    def take_state(self, state: ExerciseState) -> None:
        """Take off what an act has mended."""
        if state.stage != "paused":
            self._strip.troubles.clear("clock")
        undecided = [rivals for rivals in state.rivals if not rivals.is_chosen]
        if not undecided:
            self._strip.troubles.clear("laptops")
        for rivals in undecided:
            words = N_("{first} and {second} both conducted this exercise. Choose under Observers.")
            said = self._look.say(words, first=rivals.station, second=rivals.by)
            self._strip.troubles.set("laptops", said)

    def take_refusal(self, refusal: UserError) -> None:
        """Say why nothing was written; a disk that refuses stands until it takes a row again."""
        words = run_facts.refusal_words(refusal, self._look)
        if refusal.code in DISK_CODES and self._bridge.state.stage != "before":
            # It is tried again and again: understood once is enough.
            self._strip.troubles.set("unsaved", words)
            self._refresh()
        else:
            self.say(words)

    def take_low(self) -> None:
        """Say which of disk and battery is low."""
        findings: dict[Kind, MachineFinding] = {each.kind: each for each in self._equipment.findings}
        kinds: tuple[Kind, ...] = ("disk", "battery")
        for kind in kinds:
            found = findings.get(kind)
            if found is None:
                self._strip.troubles.clear(kind)
            else:
                self._strip.troubles.set(kind, machine_words(found, self._look), level=found.level)
        self._refresh()

    def _take_saving(self) -> None:
        if self._bridge.unsaved is None:
            self._strip.troubles.clear("unsaved")

    def _take_player(self, words: str) -> None:
        self._stand("projector", self._look.say(words, key=self._look.key("player-screen")))

    def _stand(self, kind: Kind, words: str) -> None:
        if self._bridge.state.stage == "before":
            self._gate.say_trouble(words)
            return
        self._strip.troubles.come_again(kind, words)
        self._refresh()
