"""The bundled exercises by keyboard alone: the same debrief as the same acts played from a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from builders import ManualClock
from ui.director import Director

from tabletop import paths
from tabletop.bootstrap import headless
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.errors import Finding
from tabletop.exchange.debrief_json import debrief_json
from tabletop.exchange.play_script import open_script
from tabletop.exchange.script_verbs import VERBS
from tabletop.services.session import PROGRAM
from tabletop.store.exercise_reader import read_exercise
from tabletop.ui.main_window import MainWindow

MakeWindow = Callable[..., MainWindow]
TESTS = Path(__file__).parent.parent
EVERY_OTHER_VERB = TESTS / "ui" / "every_verb.play"
WITHOUT_REASON = frozenset({"release", "shift", "assess", "undo", "correct"})
"""Verbs to which a script may add a reason and for which the window asks none."""
NUMBERS_OF_ROWS = frozenset(
    {"target_seq", "corrects", "improvement_seq", "breach_seq", "deadline_seq", "plan_seq"}
)
OF_ONE_RUN = {"exercise": ("id", "started_at", "ended_at"), "journal": ("entries", "head")}
"""What two runs of the same acts may differ in: the file, the wall clock, how many rows.

The window writes more rows: each cell of the gate is one, and a pause's reason is told after the pause.
All that is measured in exercise time is the same, because the acts fall at the same T+.
"""


def on_one_laptop(script: Path) -> str:
    """Return the text of a script with every act at the director's station, as far as one laptop can say it.

    What is assessed during play counts from when it is typed, so `seen` goes there; a corrective action
    names its improvement by the number that it has among those of all stations.
    """
    lines: list[str] = []
    improvements: list[str] = []
    has_ended = False
    for line in script.read_text(encoding="utf-8").splitlines():
        verb = (line.split() or ["", ""])[1] if line.startswith("T+") else ""
        found = re.search(r" station=(\w+)", line)
        station = found[1] if found else "DIR"
        has_ended = has_ended or verb == "endex"
        if verb == "improve":
            improvements.append(station)
        kept = re.sub(r" station=\w+", "", line)
        if verb == "assess" and not has_ended:
            kept = re.sub(r" seen=\S+", "", kept)
        if verb in WITHOUT_REASON:
            kept = re.sub(r' reason="[^"]*"', "", kept)
        if verb == "plan":
            own = [number for number, whose in enumerate(improvements, 1) if whose == station]
            kept = re.sub(r" from=(\d+)", lambda at, own=own: f" from={own[int(at[1]) - 1]}", kept)
        lines.append(kept)
    return "\n".join(lines) + "\n"


def debrief_of(file: Path) -> dict[str, Any]:
    """Read an exercise and return its debrief as JSON, without what belongs to one run only.

    Findings and plans are named by the number of their row, so they get the number of their order.
    """
    result = headless.read_an_exercise(file)
    assert result.findings == ()
    debrief: dict[str, Any] = json.loads(debrief_json(result.scenario, result.debrief))
    for part, names in OF_ONE_RUN.items():
        for name in names:
            del debrief[part][name]
    numbers = {finding["id"]: at for at, finding in enumerate(debrief["findings"])}
    for at, finding in enumerate(debrief["findings"]):
        finding["id"] = at
    for at, action in enumerate(debrief["plan"]):
        action |= {"id": at, "from": numbers.get(action["from"])}
    for at, given in enumerate(debrief["feedback"]):
        given["id"] = at
    for at, deadline in enumerate(debrief["deadlines"]):
        deadline["id"] = at
    return debrief


def acts_of(file: Path) -> list[tuple[int, dict[str, Any]]]:
    """Return what a person did from STARTEX on, each with the T+ at which it was seen.

    Rows that point to others do so by number; of a pause the reason that was told last counts. What the
    program notices by itself, it notices at the next tick: the script ticks each second, the window here
    each five.
    """
    rows = read_exercise(file, read_pack=headless.frozen_pack).recorded
    begun = next(at for at, row in enumerate(rows) if row.entry.kind == "startex")
    done = [row for row in rows[begun:] if row.entry.author != PROGRAM]
    acts = []
    for row, after in zip_longest(done, done[1:]):
        if after is None or not row.entry.kind == after.entry.kind == "pause":
            seen_ms = row.entry.elapsed_ms if row.entry.observed_ms is None else row.entry.observed_ms
            said = {name: value for name, value in asdict(row.event).items() if name not in NUMBERS_OF_ROWS}
            if "told" in said:  # boxes are ticked in the order of the pack
                said["told"] = sorted(said["told"])
            acts.append((seen_ms, {"kind": row.entry.kind} | said))
    return acts


def unheard(finding: Finding) -> None:
    raise AssertionError(finding)


def compare(folder: Path, pack: Path, script_text: str, *, director: Director) -> None:
    """Play a script as it is and by keys into the open exercise; both must be the same."""
    script, played = folder / "one-laptop.play", folder / "played.tabletop"
    script.write_text(script_text, encoding="utf-8")
    headless.play_script(pack, script, out=played, warn=unheard)

    director.play(open_script(script))
    director.quit()

    (typed,) = paths.documents().glob("*.tabletop")
    by_keys, by_script = debrief_of(typed), debrief_of(played)
    assert by_keys == by_script
    assert acts_of(typed) == acts_of(played)


OBSERVERS_VERBS = {"observe", "sync", "mark"}
"""Typed in a logbook, or on the screen of observers: see `test_observers_window` and `test_observer_acts`."""


LAST_YEAR = """
T+00:00 startex override="drill"
T+00:01 endex
T+00:01 carry "train boat crews" exercise=EX-2023 action=DIR:40 owner="Boat team" objective=O1 element=training due=2024-12-01
""".lstrip()  # noqa: E501 - an act of a script is one line
"""Leaves open what came to it from the year before, as `every_verb.play` takes it over."""


def test_what_is_typed_here_has_every_verb_of_the_format() -> None:
    scripts = [paths.bundled_pack(name) / "sample.play" for name in ("quick-start", headless.DEMO_PACK)]

    used = {act.verb for script in (*scripts, EVERY_OTHER_VERB) for act in open_script(script)}

    assert used == VERBS.keys() - OBSERVERS_VERBS


@pytest.mark.slow
def test_the_quick_start_by_keys_has_the_debrief_of_its_script(
    tmp_path: Path, make_window: MakeWindow, clock: ManualClock
) -> None:
    pack = paths.bundled_pack("quick-start")
    director = Director(make_window(), clock)
    director.make_exercise(pack.name)

    compare(tmp_path, pack, on_one_laptop(pack / "sample.play"), director=director)


@pytest.mark.slow
def test_every_other_verb_by_keys_writes_what_its_script_writes(
    tmp_path: Path, make_window: MakeWindow, clock: ManualClock
) -> None:
    pack, file = TESTS / "play" / "packs" / "village", paths.documents() / "Flood.tabletop"
    file.parent.mkdir(parents=True)
    LocalWorkplace(clock).begin(pack, file, unheard).close()
    (tmp_path / "earlier.play").write_text(LAST_YEAR, encoding="utf-8")
    director = Director(make_window(recent=(str(file),)), clock)
    director.earlier = tmp_path / "earlier.tabletop"
    headless.play_script(pack, tmp_path / "earlier.play", out=director.earlier, warn=unheard)
    director.go_on()

    compare(tmp_path, pack, on_one_laptop(EVERY_OTHER_VERB), director=director)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_sample_by_keys_has_the_debrief_of_its_script(
    tmp_path: Path, make_window: MakeWindow, clock: ManualClock
) -> None:
    """Three hours in 2,160 ticks and 13,000 keys: a good minute, in a small window, in Indonesian."""
    pack = paths.bundled_pack(headless.DEMO_PACK)
    director = Director(make_window(language="id", size=(1030, 520)), clock)
    director.try_sample()

    compare(tmp_path, pack, on_one_laptop(pack / "sample.play"), director=director)
