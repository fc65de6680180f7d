"""AUTO injects on the machine's own clocks: none goes out early, none in a pause, and no pause moves T+."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui.real_time import play_in_real_time


@pytest.mark.slow
@pytest.mark.parametrize(
    ("injects", "pauses"),
    [(15, 2), pytest.param(200, 20, marks=pytest.mark.long)],
    ids=["short", "long"],
)
def test_no_auto_inject_goes_out_early_and_no_pause_moves_the_clock(
    tmp_path: Path, qapp: object, injects: int, pauses: int
) -> None:
    run = play_in_real_time(tmp_path, injects=injects, pauses=pauses)

    assert len(run.late_ms) == injects
    assert min(run.late_ms) >= 0
    assert run.pause_errors_ms == [0] * pauses
