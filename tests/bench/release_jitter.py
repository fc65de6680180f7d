"""AUTO releases on a real-time run: how late each goes out against its plan, and what pauses add to it.

python tests/bench/release_jitter.py [INJECTS PAUSES]     (200 and 20 without numbers)

Peers, from their source: one fires on whole minutes and rounds each pause up to a minute, another does
not stop at a pause. What they would show on the same plan is printed beside ours.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ui.real_time import PAUSE_S, STEP_MS, play_in_real_time


def release_jitter(injects: int = 200, pauses: int = 20) -> None:
    """Play in real time and print the figures beside what the peers would show."""
    with tempfile.TemporaryDirectory() as folder:
        ours = play_in_real_time(Path(folder), injects=injects, pauses=pauses)
    early = sum(late < 0 for late in ours.late_ms)
    print(
        f"release jitter, {injects} AUTO injects, {pauses} pauses: p50 {ours.late(0.5)} ms, "
        f"p99 {ours.late(0.99)} ms, max {max(ours.late_ms)} ms; early {early}; "
        f"pause error {max(map(abs, ours.pause_errors_ms), default=0)} ms"
    )
    # Whole minutes: a plan anywhere in a minute waits for its end; each pause counts as a minute.
    waits = sorted(60_000 - (n * STEP_MS + 37) % 60_000 for n in range(1, injects + 1))
    print(
        f"  a peer that fires on whole minutes: p50 {waits[len(waits) // 2]} ms, max {waits[-1]} ms; "
        f"pause error {round(60_000 - PAUSE_S * 1_000)} ms a pause; "
        f"one that does not stop at a pause: {round(PAUSE_S * 1_000 * pauses)} ms early at the end"
    )


if __name__ == "__main__":
    release_jitter(*map(int, sys.argv[1:]))
