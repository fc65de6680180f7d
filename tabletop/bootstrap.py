"""The one module that knows all rooms and joins them; it must not hold a rule of its own."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tabletop import paths
from tabletop.domain.plan.scenario import Pack, Scenario
from tabletop.domain.play.clock import Reading
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.exchange.debrief_json import debrief_json
from tabletop.exchange.pack_reader import pack_from_files, read_pack
from tabletop.exchange.pack_writer import zip_pack
from tabletop.exchange.play_script import read_script
from tabletop.reports.debrief_page import debrief_pdf
from tabletop.reports.score_table import score_table
from tabletop.services import evaluation, script
from tabletop.services.prepare import close_session, open_session
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.lines import export_lines
from tabletop.store.recover import recover as recover_from_shadow
from tabletop.store.verify import VerifyReport
from tabletop.store.verify import verify as verify_file

__all__ = ["read_pack", "score_table"]

DEMO_PACK = "sispamkota-2024"
DEMO_FILES = ("demo.tabletop", "shadow", "debrief.pdf", "debrief.json")


class MachineClock:
    """The computer's own clocks."""

    def read(self) -> Reading:
        """Return the clocks as they stand."""
        return Reading(
            wall_at=datetime.now(UTC), mono_ns=time.monotonic_ns(), boot_id=paths.boot_id()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRead:
    """An exercise that was read to the end, with what is wrong with its file."""

    scenario: Scenario
    debrief: Debrief
    findings: tuple[Finding, ...]
