"""Exercise time: persisted elapsed time plus a monotonic difference; the wall clock is only recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

TICK_GAP_MS = 5_000
"""A longer silence between two ticks is taken for sleep (reliability 4)."""
CLOCK_SKEW_MS = 2_000
"""A larger difference between wall and monotonic progress is taken for sleep or a clock change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One look at the machine's clocks."""

    wall_at: datetime
    mono_ns: int
    boot_id: str


class Clock(Protocol):
    """What the services read time from: the machine's clocks, a virtual or a manual one."""

    def read(self) -> Reading:
        """Return the clocks as they stand now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClock:
    """T+ as a value: it stood at `elapsed_ms` when the machine's clocks read `since`.

    Without `since` it stands still (before STARTEX, in a pause, after ENDEX).
    """

    elapsed_ms: int
    since: Reading | None = None

    def elapsed_at(self, now: Reading) -> int:
        """Return T+ in milliseconds at `now`; never before what was reached."""
        if self.since is None:
            return self.elapsed_ms
        return self.elapsed_ms + max(0, (now.mono_ns - self.since.mono_ns) // 1_000_000)


def is_gap(last: Reading, now: Reading) -> bool:
    """Tell whether the machine slept, stalled or had its clock changed between two ticks."""
    return is_silence(last, now) or is_skewed(last, now)


def is_skewed(last: Reading, now: Reading) -> bool:
    """Tell whether wall and monotonic clock disagree on how long it was between two looks."""
    wall_ms = (now.wall_at - last.wall_at) // timedelta(milliseconds=1)
    return now.boot_id != last.boot_id or abs(wall_ms - _mono_ms(last, now)) > CLOCK_SKEW_MS


def is_silence(last: Reading, now: Reading) -> bool:
    """Tell whether the monotonic clock cannot say how long the machine was awake between two ticks.

    Where it can, the wall clock alone jumped: it was changed, or the machine slept and the monotonic
    clock stopped meanwhile, as it does on Linux and macOS.
    """
    return now.boot_id != last.boot_id or not 0 <= _mono_ms(last, now) <= TICK_GAP_MS


def _mono_ms(last: Reading, now: Reading) -> int:
    return (now.mono_ns - last.mono_ns) // 1_000_000
