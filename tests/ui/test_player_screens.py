"""The players' screen: chosen, confirmed, unplugged, plugged in again; never the director's by itself.

Each desk is a child process: Qt's offscreen platform reads its screens from a file at start. There a
new window takes the focus whatever its flags say; on a real desk (xcb) it was seen not to.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tabletop.ui.player.player_place import BACK, COVERS, GONE

CHILD = Path(__file__).parent / "player_child.py"
LAPTOP = {"name": "LAPTOP", "x": 0, "y": 0, "width": 1366, "height": 768}
PROJECTOR = {"name": "HDMI-1", "x": 1366, "y": 0, "width": 1920, "height": 1080}
MIRROR = PROJECTOR | {"name": "HDMI-2"}


def play(tmp_path: Path, screens: list[dict[str, Any]], *steps: str) -> list[dict[str, Any]]:
    """Do steps at a desk with these screens; return how things stood after each."""
    file = tmp_path / "screens.json"
    more = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [screen | more for screen in screens]}))
    paths = os.pathsep.join([str(CHILD.parent.parent), *sys.path])
    done = subprocess.run(
        [sys.executable, str(CHILD), *steps],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={file}", "PYTHONPATH": paths},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "requestActivate" not in done.stderr
    return json.loads(done.stdout)


def test_the_display_fills_the_chosen_screen_and_takes_no_focus(tmp_path: Path) -> None:
    before, shown, closed = play(tmp_path, [LAPTOP, PROJECTOR], "look", "choose:HDMI-1", "close")

    assert before["concerns"] == {"LAPTOP": "director", "HDMI-1": ""}
    assert not before["visible"]
    assert (shown["visible"], shown["on"], shown["place"]) == (True, "HDMI-1", [1366, 0, 1920, 1080])
    assert shown["size"] == [1920, 1080]
    assert not shown["may_focus"]
    assert not closed["visible"]


def test_no_screen_takes_the_display_off(tmp_path: Path) -> None:
    _, off = play(tmp_path, [LAPTOP, PROJECTOR], "choose:HDMI-1", "choose:")

    assert (off["visible"], off["screen"]) == (False, "")


def test_an_unplugged_screen_hides_the_display_at_once_and_nothing_moves(tmp_path: Path) -> None:
    _, gone, back, again = play(
        tmp_path, [LAPTOP, PROJECTOR], "choose:HDMI-1", "unplug:HDMI-1", "plug:HDMI-1", "answer"
    )

    assert (gone["visible"], gone["screen"], gone["troubles"]) == (False, "", [GONE])
    assert (back["visible"], back["ask"], back["troubles"]) == (False, "back", [GONE, BACK])
    assert (again["visible"], again["on"], again["ask"]) == (True, "HDMI-1", "")


def test_another_screen_that_comes_or_goes_changes_nothing(tmp_path: Path) -> None:
    third = PROJECTOR | {"name": "DP-1", "x": 4000}

    *_, gone, back = play(tmp_path, [LAPTOP, PROJECTOR, third], "choose:HDMI-1", "unplug:DP-1", "plug:DP-1")

    assert gone["visible"]
    assert back["visible"]
    assert back["troubles"] == []


def test_the_directors_own_screen_is_taken_only_once_confirmed_and_a_click_gives_it_back(
    tmp_path: Path,
) -> None:
    asked, covered, ticked, clicked = play(tmp_path, [LAPTOP], "choose:LAPTOP", "answer", "tick", "click")

    assert (asked["visible"], asked["ask"]) == (False, "director")
    assert (covered["visible"], covered["ask"]) == (True, "")
    assert ticked["visible"]
    assert (clicked["visible"], clicked["screen"]) == (False, "")


def test_a_click_on_the_players_own_screen_does_nothing(tmp_path: Path) -> None:
    _, clicked = play(tmp_path, [LAPTOP, PROJECTOR], "choose:HDMI-1", "click")

    assert clicked["visible"]


def test_a_mirrored_screen_is_refused_until_it_is_confirmed(tmp_path: Path) -> None:
    asked, shown = play(tmp_path, [LAPTOP, PROJECTOR, MIRROR], "choose:HDMI-2", "answer")

    assert asked["concerns"] == {"LAPTOP": "director", "HDMI-1": "mirrored", "HDMI-2": "mirrored"}
    assert (asked["visible"], asked["ask"]) == (False, "mirrored")
    assert (shown["visible"], shown["screen"]) == (True, "HDMI-2")


def test_choosing_another_screen_withdraws_the_question(tmp_path: Path) -> None:
    _, other = play(tmp_path, [LAPTOP, PROJECTOR], "choose:LAPTOP", "choose:HDMI-1")

    assert (other["ask"], other["screen"]) == ("", "HDMI-1")


def test_the_display_steps_aside_when_the_director_comes_to_its_screen(tmp_path: Path) -> None:
    *_, aside = play(tmp_path, [LAPTOP, PROJECTOR], "choose:HDMI-1", "move-director:HDMI-1", "tick")

    assert (aside["visible"], aside["troubles"]) == (False, [COVERS])


@pytest.mark.parametrize("key", ["HDMI-9", "LAPTOP|unknown"])
def test_a_screen_that_is_not_there_shows_nothing(tmp_path: Path, key: str) -> None:
    (seen,) = play(tmp_path, [LAPTOP], f"choose:{key}")

    assert (seen["visible"], seen["screen"], seen["ask"]) == (False, "", "")
