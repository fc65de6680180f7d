"""Plays a script with expected facts in its comments and says where they differ; it must not know verbs.

A black-box script is a play script whose first line names its pack and in which a comment that
begins with `#=` states a fact (see `facts.py`) as it stands after the acts above it:

    # pack: village
    T+00:00 startex
    T+00:02 release E01
    #= E01 released variant=0 at T+00:02
    T+00:01 release E03
    #= refused time-goes-back

`#= refused CODE` says that the act above it (or its line, by the reader) is refused with that code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from play.facts import Snapshot, answer

from tabletop.domain.play.journal import Recorded
from tabletop.errors import UnreadableError
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.play_script import read_script
from tabletop.services import script
from tabletop.services.prepare import open_session
from tabletop.store.memory_journal import MemoryJournal

PACKS = Path(__file__).parent / "packs"
_FACT = "#="
_PACK = "# pack:"


@dataclass(frozen=True)
class Played:
    """What a script came to: a snapshot after each act's line, and the lines that were refused."""

    snapshots: dict[int, Snapshot]
    refusals: dict[int, str]
    recorded: Sequence[Recorded]


def play(text: str) -> Played:
    """Play a script act by act on a memory journal and a virtual clock."""
    pack = read_pack(PACKS / _pack_name(text))[0]
    clock = script.VirtualClock(pack.scenario.starts_at)
    session = open_session(MemoryJournal(pack, "play-test"), clock)
    played = Played({0: Snapshot(pack.scenario, session.state, ())}, {}, [])
    try:
        acts = read_script(text, "test.play")
    except UnreadableError as unreadable:
        refusals = {finding.line: finding.code for finding in unreadable.findings}
        return Played(played.snapshots, refusals, ())
    for act in acts:
        try:
            script.play(session, clock, [act])
        except script.ScriptError as refusal:
            played.refusals[act.line] = refusal.code
            break
        played.snapshots[act.line] = Snapshot(pack.scenario, session.state, session.recorded)
    return Played(played.snapshots, played.refusals, session.recorded)


def difference(text: str) -> str | None:
    """Play a script; return None where every fact holds, else the script with an arrow where not."""
    played = play(text)
    at, expected_refusals = 0, set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith(_FACT):
            at = number if line.strip() and not line.startswith("#") else at
            continue
        stated = " ".join(line.removeprefix(_FACT).split())
        if stated.startswith("refused "):
            expected_refusals.add(at)
        actual = _actual(played, at, stated)
        if actual != stated:
            return _with_arrow(text, number, actual)
    for number, code in played.refusals.items():
        if number not in expected_refusals:
            return _with_arrow(text, number, f"refused {code}")
    return None


def _actual(played: Played, at: int, stated: str) -> str:
    if stated.startswith("refused "):
        return f"refused {played.refusals.get(at, 'not at all')}"
    if at not in played.snapshots:
        return f"nothing to see: the line above is refused with {played.refusals.get(at, 'no code')}"
    try:
        return answer(played.snapshots[at], stated)
    except (KeyError, IndexError):
        return f"no such fact: {stated}"


def _pack_name(text: str) -> str:
    return next(line.removeprefix(_PACK).strip() for line in text.split("\n") if line.startswith(_PACK))


def _with_arrow(text: str, number: int, actual: str) -> str:
    lines = []
    for at, line in enumerate(text.split("\n"), 1):
        lines.append(f"{'--->' if at == number else '    '} {at:3} {line}")
        if at == number:
            lines.append(f"{'is':>4}     {actual}")
    return "\n".join(lines)
