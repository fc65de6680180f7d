"""Export lines read slowly: who conducts, when each row was recorded and seen (T+), which rows stand.

It must not import anything of tabletop. Above each function stands the sentence that it reads, of the
design (section 5) or of the contract (sections 3 and 6). A row is a line of the export with `at_ms`,
`seen_ms`, `own_clock` and `after_endex` added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

Json = dict[str, Any]
Key = tuple[str, int]

CONDUCT = (
    "startex", "endex", "release", "retract", "repeat", "hold", "skip", "shift", "auto", "offer", "decline",
    "pause", "resume", "safety", "adjust", "jump", "situation", "settle", "clear", "improvise", "redacted",
)  # fmt: skip
CHOICES = ("takeover", "choose-chain")
RUNS, STANDS = ("startex", "resume", "adjust"), ("pause", "safety", "endex")
IN_PLAY = ("acknowledge", "assess", "breach", "deadline", "done")
MS = timedelta(milliseconds=1)


def header_and_rows(lines: Iterable[str | bytes | Json]) -> tuple[Json, list[Json]]:
    """Return the first line and the entries behind it, each a new dict."""
    read = [dict(line) if isinstance(line, dict) else json.loads(line) for line in lines]
    return read[0], read[1:]


def key(row: Json) -> Key:
    return row["station"], row["seq"]


def wall(row: Json) -> datetime:
    return datetime.fromisoformat(row["wall_at"])


# The contract, 5: "`head` = SHA-256 over the lines `station:seq:hash` of each station's last entry,
#   sorted by station"
def head_of(rows: Sequence[Json]) -> str:
    text = ""
    for station in sorted({row["station"] for row in rows}):
        last = max((row for row in rows if row["station"] == station), key=lambda row: row["seq"])
        text += f"{station}:{last['seq']}:{last['hash']}\n"
    return sha256(text.encode()).hexdigest()


# The contract, 6: "`hash` = lower-case hex SHA-256 over these fields in order, each as a 4-byte big-endian
#   length and its UTF-8 bytes (missing = empty, integers in decimal)"
def hash_of(row: Json, header: Json) -> str:
    body = json.dumps(row["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    names = ("station", "seq", "kind", "version", "wall_at", "mono_ns", "boot_id", "elapsed_ms")
    names += ("scenario_at", "observed_ms", "author")
    exercise = row.get("exercise", header["exercise"])
    said = ["tabletop-journal/1", exercise, *(row[name] for name in names), body, row["prev"]]
    fields = [b"" if value is None else str(value).encode() for value in said]
    return sha256(b"".join(len(field).to_bytes(4, "big") + field for field in fields)).hexdigest()


# The contract, 6: "`prev` of a station's first entry is the pack hash. So another program can check the
#   chain"
def faults_in(rows: Sequence[Json], header: Json) -> list[Json]:
    faults = []
    following: dict[str, tuple[int, str]] = {}
    for row in sorted(rows, key=key):
        seq, prev = following.get(row["station"], (1, header["pack"]["sha256"]))
        if row["seq"] != seq:
            faults.append({"code": "gap", "station": row["station"]})
        elif row["prev"] != prev:
            faults.append({"code": "unlinked", "station": row["station"]})
        if hash_of(row, header) != row["hash"]:
            faults.append({"code": "altered", "station": row["station"]})
        following[row["station"]] = (row["seq"] + 1, row["hash"])
    return faults


# Who conducts ---------------------------------------------------------------------------------------


# The design: "where another laptop took over, `DIR` up to the head that `DIR-2`'s takeover row names,
#   then `DIR-2`"
# The contract: "DIR rows after a takeover's head are ignored until a `choose-chain` row says otherwise"
def chain_of(rows: Sequence[Json]) -> tuple[dict[str, float], set[str]]:
    """Return each conducting station with its last seq that counts, in turn, and those rejected."""
    takeovers: dict[str, Json] = {}
    for row in sorted(rows, key=lambda row: row["seq"]):
        if row["kind"] == "takeover" and row["station"] not in ("DIR", row["body"]["station"]):
            takeovers.setdefault(row["station"], row["body"])
    chosen = dict.fromkeys(takeovers, True)
    said = [row for row in rows if row["kind"] == "choose-chain"]
    for row in sorted(said, key=lambda row: (row["wall_at"], row["station"], row["seq"])):
        for station in (row["body"]["chosen"], row["body"]["rejected"]):
            if station in chosen:
                chosen[station] = station == row["body"]["chosen"]
    chain: dict[str, float] = {"DIR": float("inf")}
    while True:
        now = list(chain)[-1]
        next_ones = [
            (body["head_seq"], station)
            for station, body in takeovers.items()
            if body["station"] == now and chosen[station] and station not in chain
        ]
        if not next_ones:
            return chain, set(takeovers) - set(chain)
        chain[now], follower = max(next_ones)
        chain[follower] = float("inf")


# The contract: "a conduct row in a merged chain other than the conduct chain is kept, shown and
#   ignored by the fold"
def is_ignored(row: Json, chain: dict[str, float], rejected: set[str]) -> bool:
    if row["kind"] == "unknown":
        return True
    if row["station"] in chain and row["seq"] <= chain[row["station"]]:
        return False
    if row["station"] in chain or row["station"] in rejected:
        return row["kind"] not in CHOICES
    return row["kind"] in CONDUCT


def in_turn(rows: Iterable[Json], chain: dict[str, float]) -> list[Json]:
    """Return the rows of the conduct chain, one station after the other."""
    turns = list(chain)
    mine = [row for row in rows if row["seq"] <= chain.get(row["station"], -1)]
    return sorted(mine, key=lambda row: (turns.index(row["station"]), row["seq"]))


# Clocks ---------------------------------------------------------------------------------------------


Syncs = list[tuple[datetime, int]]


# The design: "the offset ... is interpolated between the station's sync rows, constant outside them;
#   a sync in the director's chain replaces the station's own"; a mark is a sync where the conducting
#   station pressed the one of the same number, the latest press of each counts
def offsets_of(rows: Sequence[Json], chain: dict[str, float], rejected: set[str]) -> dict[str, Syncs]:
    telling = [
        r for r in rows if r["kind"] in ("sync", "mark", "undo") and not is_ignored(r, chain, rejected)
    ]
    undone = {(r["station"], r["body"]["target_seq"]) for r in telling if r["kind"] == "undo"}
    standing = sorted((r for r in telling if key(r) not in undone), key=key)
    syncs: dict[str, Syncs] = {}
    for row in standing:
        own_name = row["station"].partition("~")[0]
        if row["kind"] == "sync" and row["body"]["station"] == own_name != "DIR":
            syncs.setdefault(row["station"], []).append((wall(row), row["body"]["offset_ms"]))
    conducting = {station: sorted(syncs[station]) for station in chain if station in syncs}
    told: dict[str, Syncs] = {}
    pressed: dict[int, datetime] = {}
    for row in in_turn(standing, chain):
        mine = conducting.get(row["station"], [])
        now = true_wall(wall(row), mine)
        if row["kind"] == "mark":
            pressed[row["body"]["number"]] = now
        elif row["kind"] == "sync" and row["body"]["station"] not in chain:
            ahead_ms = row["body"]["offset_ms"] + offset_ms(wall(row), mine)
            told.setdefault(row["body"]["station"], []).append((now + ahead_ms * MS, ahead_ms))
    marks = {(row["station"], row["body"]["number"]): wall(row) for row in standing if row["kind"] == "mark"}
    for (station, number), at in marks.items():
        if station not in chain and number in pressed:
            syncs.setdefault(station, []).append((at, (at - pressed[number]) // MS))
    return {station: sorted(each) for station, each in {**syncs, **told}.items()}


def offset_ms(at: datetime, syncs: Syncs) -> int:
    if not syncs:
        return 0
    before = [sync for sync in syncs if sync[0] <= at]
    after = [sync for sync in syncs if sync[0] > at]
    if not before:
        return after[0][1]
    if not after:
        return before[-1][1]
    (began, first), (ends, last) = before[-1], after[0]
    return first + round((last - first) * ((at - began) // MS) / ((ends - began) // MS))


def true_wall(at: datetime, syncs: Syncs) -> datetime:
    """Return what the director's clock showed."""
    return at - offset_ms(at, syncs) * MS


# The design: "T(w): 0 before STARTEX; after a start, resume or adjust row of the conduct chain
#   min(its elapsed_ms + wall time since it, elapsed_ms of the next pause or endex row); after pause or
#   endex it stands still"; an adjust within a pause does not start the clock
def turns_of(rows: Sequence[Json], chain: dict[str, float], offsets: dict[str, Syncs]) -> list[Json]:
    turns: list[Json] = []
    for row in in_turn(rows, chain):
        if row["kind"] in RUNS + STANDS:
            runs = row["kind"] in ("startex", "resume")
            if row["kind"] == "adjust":
                runs = bool(turns) and turns[-1]["runs"]
            at = true_wall(wall(row), offsets.get(row["station"], []))
            turns.append({"wall": at, "elapsed_ms": row["elapsed_ms"], "runs": runs, "kind": row["kind"]})
    return turns


def t_of(at: datetime, turns: Sequence[Json]) -> int:
    passed = [place for place, turn in enumerate(turns) if turn["wall"] <= at]
    if not passed:
        return 0
    turn = turns[passed[-1]]
    if not turn["runs"]:
        return int(turn["elapsed_ms"])
    t = turn["elapsed_ms"] + (at - turn["wall"]) // MS
    following = turns[passed[-1] + 1 : passed[-1] + 2]
    if following and not following[0]["runs"]:
        t = min(t, following[0]["elapsed_ms"])
    return int(t)


# The design: "`clock: exercise` ... `elapsed_ms` and `observed_ms` are T+ and are used as they stand",
#   "`clock: own` ... Recorded at T(wall_at - offset), observed at
#   T(wall_at - offset - (elapsed_ms - observed_ms))"
# The contract: "by aligned T+, then station, then seq, a station's own order never broken"
def in_order(rows: Sequence[Json], chain: dict[str, float], rejected: set[str]) -> list[Json]:
    """Place every row on the exercise clock and put them in order."""
    offsets = offsets_of(rows, chain, rejected)
    turns = turns_of(rows, chain, offsets)
    ended = [turn["wall"] for turn in turns if turn["kind"] == "endex"]
    own: set[str] = set()
    placed: list[Json] = []
    for row in sorted(rows, key=key):
        station, laptop = row["station"], row["station"].partition("~")[0]
        if row["kind"] == "station-opened":
            own = own | {station} if row["body"]["clock"] == "own" else own - {station}
        seen_ms = row["elapsed_ms"] if row["observed_ms"] is None else row["observed_ms"]
        here = {"at_ms": row["elapsed_ms"], "seen_ms": seen_ms, "own_clock": False, "after_endex": False}
        if station in own or laptop in own:
            syncs = offsets.get(station) or offsets.get(laptop, [])
            recorded = true_wall(wall(row), syncs)
            seen = recorded - (row["elapsed_ms"] - seen_ms) * MS
            here = {
                "at_ms": t_of(recorded, turns),
                "seen_ms": t_of(seen, turns),
                "own_clock": True,
                "after_endex": bool(ended) and seen > ended[-1],
            }
        placed.append({**row, **here})
    reached: dict[str, int] = {}
    ordered = []
    for place, row in enumerate(placed):
        at_ms, following = row["at_ms"], placed[place + 1 : place + 2]
        is_opening = row["own_clock"] and row["kind"] == "station-opened"
        if is_opening and following and following[0]["station"] == row["station"]:
            at_ms = min(at_ms, following[0]["at_ms"])  # the director's laptop may have written it
        reached[row["station"]] = max(at_ms, reached.get(row["station"], at_ms))
        ordered.append(((reached[row["station"]], row["station"], row["seq"]), row))
    return [row for _, row in sorted(ordered, key=lambda pair: pair[0])]


# What stands ----------------------------------------------------------------------------------------


# The contract: "undo retracts ... (an undo is not undone ...)", "correct and withdraw mean the station's
#   latest standing decide", "clear withdraws the latest standing breach of that line"; the rows name
#   what they take back
def standing_rows(rows: Sequence[Json]) -> tuple[list[Json], dict[str, float]]:
    """Return the rows that have an effect, in order, and the conduct chain."""
    chain, rejected = chain_of(rows)
    heard = [row for row in rows if not is_ignored(row, chain, rejected)]
    kept = {key(row) for row in rows if row["kind"] == "undo"}
    undone = {(r["station"], r["body"]["target_seq"]) for r in heard if r["kind"] == "undo"} - kept
    taken_back = set()
    for row in heard:
        if key(row) in undone:
            continue
        if row["kind"] in ("decide", "observe") and row["body"].get("corrects") is not None:
            taken_back.add((row["station"], row["body"]["corrects"]))
        if row["kind"] == "withdraw":
            taken_back.add((row["station"], row["body"]["target_seq"]))
        if row["kind"] == "clear":
            taken_back.add((row["body"]["breach_station"], row["body"]["breach_seq"]))
    standing = []
    for row in in_order(rows, chain, rejected):
        is_named = row["kind"] in ("decide", "observe", "breach") and key(row) in taken_back
        stands = not is_ignored(row, chain, rejected) and key(row) not in undone and not is_named
        standing.append({**row, "stands": stands})
    return standing, chain
