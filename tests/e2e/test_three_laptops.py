"""A director and two observers on three machines give the debrief of one file (issue 6, shown by 2).

Each laptop is a process on clocks of its own. The same acts, played by `tabletop play` with `station=` and
pauses, are the measure: the merged debrief differs in ids only, and each of its times by less than 1 s.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from domain import slow_metrics, slow_pack
from domain.slow_comparison import differences
from e2e.runs import ROOT, Run, environment

from tabletop.bootstrap import headless
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.exchange.typed_text import time_ms

Tabletop = Callable[..., Run]
Json = dict[str, Any]
PACK = ROOT / "tests" / "play" / "packs" / "village"
LAPTOP = Path(__file__).with_name("laptop.py")
MINUTE_MS = 60_000
STARTEX_MS = 10 * MINUTE_MS
"""True time of STARTEX; before it readiness is counted and the clocks are marked."""
KILLED_AT = "T+00:33"
REACTION_MS = 300
"""Two people do not press at one instant."""

STORY = """
T+00:00 ready K01 present=4 serviceable=4
T+00:00 ready K02 present=2 serviceable=1 note="one battery is flat"
T+00:00 ready K03 present=10 serviceable=8
T+00:00 participants "Village" n=12
T+00:00 startex
T+00:02 release E01
T+00:02:40 acknowledge E01 OPS
T+00:04 decide OPS "Sirens on" inject=E01 why="Water is at the mark" told=COMMS station=P1 seen=T+00:03:30
T+00:04:30 assess E01.a met station=P1 seen=T+00:03:30
T+00:05 observe OPS "Two are silent" judgement="Test monthly" sense=heard kind=improve inject=E01 station=P1
T+00:06 assess E01.a partial station=P2 seen=T+00:05:30
T+00:07:30 assess E01.b met station=P2 seen=T+00:06
T+00:08 assess E01.a met
T+00:09 improve O1 "One siren test a year is too few" element=equipment station=P1
T+00:16 acknowledge E02 LO
T+00:18 decide OPS "All boats out" inject=E02 category=action station=P1
T+00:20 pause reason=break
T+00:20 decide OPS "Rests the crews" inject=E02 why="Nobody told us of a pause" station=P1 after=05:00
T+00:20 observe LO "Goes on phoning" sense=reported station=P2 after=08:00
T+00:20 resume for=15:00
T+00:21 decide COMMS "Drafts a text" inject=E02 station=P2
T+00:21:30 correct decide "Text is read on air" why="It was slow" station=P2
T+00:22 assess E02.a partial station=P1 seen=T+00:18
T+00:23 breach R1 inject=E02 note="A boat in fast water" station=P1
T+00:24 release C07
T+00:25 assess E02.b met station=P2
T+00:25:20 undo station=P2
T+00:26 assess E02.b partial station=P2
T+00:27 assess C07.a met station=P1
T+00:28 situation red by="Head of post" reason="The dike leaks"
T+00:30 release E03 variant=0
T+00:33 pause reason=technical
T+00:33 decide LO "Asks the district" inject=E03 station=P2 after=04:00
T+00:33 resume for=10:00
T+00:35 assess E03.a met station=P1
T+00:36 assess E03.b unmet station=P1
T+00:36:30 assess E03.b partial station=P2
T+00:37 assess E03.a met station=P2
T+00:38 decide COMMS "Wrong box" station=P1
T+00:38:30 withdraw decide station=P1
T+00:40 deadline "report to the district" within=10min
T+00:44 done "report to the district"
T+00:45 jump 2025-01-16T07:00+07:00 reason="the next morning"
T+00:46 release E05
T+00:50 assess E05.a met station=P1 seen=T+00:48
T+00:52 observe LO "One voice to the press" kind=strength station=P2
T+00:56 rate O2 M why="Late boats" station=P1
T+01:00 endex
T+01:00 assess E05.a partial station=P2 seen=T+00:49 after=03:00
T+01:00 strength O1 "Calm radio" station=P1 after=04:00
T+01:00 improve O2 "Boats had no list" element=equipment station=P2 after=05:00
T+01:00 improve O2 "Orders too long" element=training after=06:00
T+01:00 plan "Short order drill" from=1 owner="Training desk" due=2025-03-01 after=06:10
T+01:00 settle E03.b partial reason="P2 stood nearer" after=07:00
T+01:00 rate O1 P after=07:10
T+01:00 rate O2 S why="Boats were late once only" station=P2 after=07:20
T+01:00 rate overall S why="Late once" after=07:30
"""
DIR_CRASH_PAUSE = f"{KILLED_AT} pause reason=technical"


@dataclass(frozen=True)
class Told:
    """One act of the story at its true time; `ago_ms` is how long before it was seen, where that is said."""

    at_ms: int
    line: str
    station: str
    ago_ms: int | None = None


@dataclass
class Machine:
    """A laptop: its own home, and how its wall clock runs."""

    name: str
    home: Path
    ahead_ms: int = 0
    drift_ms_an_hour: int = 0

    def offset_ms(self, true_ms: int) -> int:
        return self.ahead_ms + true_ms * self.drift_ms_an_hour // (60 * MINUTE_MS)

    @property
    def file(self) -> Path:
        return self.home / f"{self.name}.tabletop"

    def environment(self) -> dict[str, str]:
        return {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data")}


def _told() -> Iterator[Told]:
    """Place each line of the story in true time, by the pauses before it."""
    paused_ms, pauses = 0, list[tuple[int, int]]()
    for line in STORY.strip().splitlines():
        at_ms = _time(line.split()[0])
        lasts = re.search(r" for=(\S+)", line)
        if lasts:
            minutes, seconds = map(int, lasts[1].split(":"))
            pauses.append((at_ms, (minutes * 60 + seconds) * 1_000))
            paused_ms += pauses[-1][1]
        after = re.search(r" after=(\d+):(\d+)", line)
        late_ms = (int(after[1]) * 60 + int(after[2])) * 1_000 if after else 0
        is_before = at_ms == 0 and "startex" not in line
        true_ms = MINUTE_MS if is_before else STARTEX_MS + at_ms + paused_ms + late_ms
        station = re.search(r" station=(\S+)", line)
        seen = re.search(r" seen=(\S+)", line)
        ago_ms = None
        if seen and station:
            seen_ms = _time(seen[1])
            ago_ms = true_ms - STARTEX_MS - seen_ms - sum(long for at, long in pauses if at <= seen_ms)
        yield Told(true_ms, _plain(line), station[1] if station else "DIR", ago_ms)


def _time(word: str) -> int:
    ms = time_ms(word)
    assert ms is not None
    return ms


def _plain(line: str) -> str:
    return re.sub(r" after=\S+", "", line)


@dataclass
class Day:
    """The three machines, and what each does."""

    folder: Path
    began_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    jobs: int = 0

    def __post_init__(self) -> None:
        self.director = self._machine("DIR", 0, 0)
        self.observers = (
            self._machine("P1", 3 * 60 * MINUTE_MS, 2_000),
            self._machine("P2", -60 * MINUTE_MS, -2_000),
        )
        self.acts = list(_told())
        self.startex_ms = next(told.at_ms for told in self.acts if "startex" in told.line)
        self.killed_ms = next(told.at_ms for told in self.acts if told.line == DIR_CRASH_PAUSE)
        self.ends_ms = self.acts[-1].at_ms + 5 * MINUTE_MS
        self.usb = self.folder / "usb"
        self.usb.mkdir()

    def _machine(self, name: str, ahead_ms: int, drift_ms: int) -> Machine:
        home = self.folder / name
        home.mkdir()
        return Machine(name, home, ahead_ms, drift_ms)

    def acts_of(self, machine: Machine, begin_ms: int, end_ms: int) -> list[Json]:
        """Return what is done on a machine between two true times, clock marks among it."""
        own = [told for told in self.acts if told.station == machine.name and told.line != DIR_CRASH_PAUSE]
        marks = [self._mark(machine, 1, 5 * MINUTE_MS), self._mark(machine, 2, self.ends_ms - 2 * MINUTE_MS)]
        acts = sorted((*own, *marks), key=lambda told: told.at_ms)
        return [
            {"at_ms": told.at_ms, "ago_ms": told.ago_ms, "line": _without_seen(told)}
            for told in acts
            if begin_ms <= told.at_ms < end_ms
        ]

    def _mark(self, machine: Machine, number: int, true_ms: int) -> Told:
        """Both press at once; P2 types what the director's clock shows instead."""
        if machine.name != "P2":
            late_ms = 0 if machine.name == "DIR" else REACTION_MS
            return Told(true_ms + late_ms, f"T+00:00 mark {number} station={machine.name}", machine.name)
        offset_s = round((machine.offset_ms(true_ms) + REACTION_MS) / 1_000)
        typed = f"{'-' if offset_s < 0 else '+'}{timedelta(seconds=abs(offset_s))}"
        return Told(true_ms, f"T+00:00 sync P2 offset={typed} station=P2", machine.name)

    def start(self, machine: Machine, begin_ms: int, end_ms: int, *, dies: bool = False,
              hands_over: bool = False) -> subprocess.Popen[bytes]:  # fmt: skip
        """Let a machine be used from one true time to another."""
        self.jobs += 1
        job = self.folder / f"job-{self.jobs}.json"
        said = {
            "name": machine.name, "file": str(machine.file), "began_at": self.began_at.isoformat(),
            "ahead_ms": machine.ahead_ms, "drift_ms_an_hour": machine.drift_ms_an_hour,
            "opened_ms": begin_ms, "acts": self.acts_of(machine, begin_ms, end_ms), "until_ms": end_ms,
            "dies": dies, "hands_over_to": str(self.usb) if hands_over else None,
        }  # fmt: skip
        job.write_text(json.dumps(said), encoding="utf-8")
        return subprocess.Popen(
            [sys.executable, str(LAPTOP), str(job)], env=environment(**machine.environment())
        )


def _without_seen(told: Told) -> str:
    return told.line if told.ago_ms is None else re.sub(r" seen=\S+", "", told.line)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Machine], None]:
    """Let the commands of this process run on a machine."""

    def move(machine: Machine) -> None:
        for name, value in machine.environment().items():
            monkeypatch.setenv(name, value)

    return move


def _live(day: Day) -> None:
    """Let three processes at a time play the hour; the director's is killed and started again."""
    first, second = day.observers
    reopened_ms = day.startex_ms + _time("T+00:21:10") + 15 * MINUTE_MS
    running = [
        day.start(day.director, 0, day.killed_ms, dies=True),
        day.start(first, MINUTE_MS, day.ends_ms, hands_over=True),
        day.start(second, MINUTE_MS, reopened_ms),
    ]
    killed, *others = [process.wait(timeout=100) for process in running]
    assert (killed, others) == (-signal.SIGKILL, [0, 0])
    again = [
        day.start(day.director, day.killed_ms + 10 * MINUTE_MS, day.ends_ms),
        day.start(second, reopened_ms, day.ends_ms, hands_over=True),
    ]
    assert [process.wait(timeout=100) for process in again] == [0, 0]


def _debrief(tabletop: Tabletop, file: Path) -> tuple[bytes, Json]:
    out = file.with_suffix(".json")
    assert tabletop("debrief", file, "--out", out, "--force").code == 0
    return out.read_bytes(), json.loads(out.read_bytes())


def _in_one_file(tabletop: Tabletop, folder: Path) -> Json:
    script = folder / "one.play"
    script.write_text("\n".join(_plain(line) for line in STORY.strip().splitlines()), encoding="utf-8")
    assert tabletop("play", PACK, script, "--out", folder / "one.tabletop").code == 0
    return _debrief(tabletop, folder / "one.tabletop")[1]


def _differences(ours: object, theirs: object, place: str = "") -> Iterator[tuple[str, object, object]]:
    """Yield where two debriefs differ; ids stand for the place of what they name."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        for key in ours:
            yield from _differences(ours[key], theirs[key], f"{place}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from _differences(*pair, f"{place}[{number}]")
    elif ours != theirs:
        yield place, ours, theirs


_IDS = re.compile(
    r"\.exercise\.(id|started_at|ended_at)|\.journal\.(head|entries)|\.(findings|plan|deadlines)\[\d+\]\.(id|from)"
    r"|\.metrics\.escalations\.offered\[\d+\]"
)
"""What may differ: ids, and offers, which tell what the director's program knew at that moment."""


def _is_time(place: str) -> bool:
    return re.fullmatch(r"(\[\d+\])?", place.rpartition("_ms")[2]) is not None and "_ms" in place


@pytest.mark.slow
def test_three_laptops_give_the_debrief_of_one_file(
    tabletop: Tabletop, tmp_path: Path, at: Callable[[Machine], None]
) -> None:
    day = Day(tmp_path)
    at(day.director)
    LocalWorkplace().begin(PACK, day.director.file, pytest.fail).close()
    issue = ("logbook", day.director.file, "--cell")
    assert tabletop(*issue, "OPS", "--station", "P1", "--out", day.observers[0].file).code == 0
    more = ("LO", "--cell", "COMMS", "--station", "P2", "--all-injects")
    assert tabletop(*issue, *more, "--out", day.observers[1].file).code == 0
    _live(day)
    other = Machine("other", tmp_path / "other")
    shutil.copytree(day.director.home, other.home)
    other_file = other.home / day.director.file.name

    merged = tabletop("merge", day.director.file, day.usb)
    whole, debrief = _debrief(tabletop, day.director.file)
    at(other)
    for order in (("P2",), ("P1", "P2"), ("P2", "P1")):
        again = tabletop("merge", other_file, *(day.usb / f"{name}.tabletop" for name in order))
    other_way, _ = _debrief(tabletop, other_file)

    assert merged.code == 0, merged
    assert again.code == 0, again
    assert other_way == whole
    expected = _in_one_file(tabletop, tmp_path)
    found = [each for each in _differences(expected, debrief) if not _IDS.fullmatch(each[0])]
    times = [(abs(b - a), place) for place, a, b in found if _is_time(place)]  # type: ignore[operator]
    assert [each for each in found if not _is_time(each[0])] == []
    assert max(times)[0] < 1_000, sorted(times)[-5:]
    assert debrief["exercise"]["paused_ms"] >= 25 * MINUTE_MS
    lines = tmp_path / "merged.jsonl"
    assert tabletop("export", day.director.file, "--out", lines).code == 0
    read = slow_metrics.read(lines.read_bytes().splitlines(), slow_pack.open_pack(PACK))
    assert differences(read, debrief) == []
    assert len(headless.read_an_exercise(day.director.file).findings) == 0
    assert tabletop("verify", day.director.file).code == 0
    print(merged.out, f"{len(times)} times differ, at most {max(times)}; pid {os.getpid()}")
