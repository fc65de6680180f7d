"""A backup as the window offers it; it must not read one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupOffer:
    """A good copy of an earlier state: when it was made, how many rows it has, T+ of its last act."""

    path: Path
    made_at: datetime
    rows: int
    elapsed_ms: int
