"""A damaged number does not stop the paper: the row is named as unreadable, the rest still prints."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tabletop import paths
from tabletop.cli import main

PACK = paths.bundled_pack("quick-start")


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("played") / "flood.tabletop"
    assert main(["play", str(PACK), str(PACK / "sample.play"), "--out", str(out)]) == 0
    return out


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        "elapsed_ms = 1000000000000000000",
        "observed_ms = -1000000000000000000",
        "wall_at = '9999-01-01T00:00:00.000Z'",
        "scenario_at = '0001-01-01T00:00:00+07:00'",
    ],
)
def test_the_debrief_still_prints_and_says_what_is_wrong(
    exercise: Path, tmp_path: Path, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged.tabletop"
    shutil.copy(exercise, damaged)
    with sqlite3.connect(damaged) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute(f"UPDATE journal SET {change} WHERE station = 'P1' AND seq = 3")
    connection.close()

    code = main(["debrief", str(damaged), "--out", str(tmp_path / "d.pdf"), "--lang", "en"])

    assert code == 1
    assert (tmp_path / "d.pdf").stat().st_size > 10_000
    assert "P1: row 3 cannot be read" in capsys.readouterr().err
