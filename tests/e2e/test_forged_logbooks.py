"""Logbooks that are not what they were written as: worded, nothing wrong enters, nothing is lost (S10)."""

from __future__ import annotations

import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from e2e.logbooks import STARTS, STORY, VILLAGE, copy, forge, observe, rows_of, write_story
from e2e.runs import ROOT, Run

from tabletop import cli
from tabletop.domain.play.journal import Entry, journal_head
from tabletop.errors import UserError
from tabletop.store.logbook_reader import read_logbook

Tabletop = Callable[..., Run]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a played exercise and the logbook of P1, not to be changed."""
    folder = tmp_path_factory.mktemp("day")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        exercise, logbook = folder / "x.tabletop", folder / "P1.tabletop"
        script = write_story(folder)
        assert cli.main(["play", str(VILLAGE), str(script), "--out", str(exercise), "--start", STARTS]) == 0
        made = ["logbook", str(VILLAGE), "--station", "P1", "--cell", "OPS", "--out", str(logbook)]
        assert cli.main(made) == 0
        observe(logbook)
    return folder


@pytest.fixture
def desk(day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of both files on a director's laptop of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("x.tabletop", "P1.tabletop"):
        copy(day / name, tmp_path / name)
    return tmp_path


# What is no logbook of this exercise ------------------------------------------------------------


def _short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9_000])


def _without_last_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4_096])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE journal (x)")
        connection.commit()


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("journal", b"\0" * 20_000_000)


def _endless_view(path: Path) -> None:
    """A table that is none: reading it would never end."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE journal")
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        connection.execute(f"CREATE VIEW journal AS {endless}")
        connection.commit()


def _of_another_pack(path: Path) -> None:
    path.unlink()
    office = ROOT / "tests" / "play" / "packs" / "office"
    assert cli.main(["logbook", str(office), "--station", "P1", "--cell", "DESK", "--out", str(path)]) == 0


def _of_another_exercise(path: Path) -> None:
    path.unlink()
    script = path.with_name("other.play")
    script.write_text(STORY.lstrip() + "# another\n", encoding="utf-8")
    assert cli.main(["play", str(VILLAGE), str(script), "--out", str(path), "--start", STARTS]) == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_short, "is damaged"),
        (_without_last_page, "is damaged"),
        (_empty, "is not a Tabletop exercise"),
        (_foreign, "is not a Tabletop exercise"),
        (_bomb, "is not a Tabletop exercise"),
        (_newer, "made by a newer version of Tabletop (schema 99"),
        (_endless_view, "is damaged"),
        (_of_another_pack, "belongs to another pack (office 1)"),
        (_of_another_exercise, "belongs to another exercise (EX-20250115-"),
    ],
)
def test_what_is_no_logbook_of_this_exercise_is_refused_and_changes_nothing(
    tabletop: Tabletop, desk: Path, spoil: Callable[[Path], None], said: str
) -> None:
    exercise, logbook = desk / "x.tabletop", desk / "P1.tabletop"
    spoil(logbook)
    before, given = exercise.read_bytes(), logbook.read_bytes()

    run = tabletop("merge", exercise, logbook)

    told = [line for line in run.lines if said in line]
    assert (run.code, len(told)) == (2, 1), run
    assert told[0].startswith("P1.tabletop: ")
    assert exercise.read_bytes() == before
    assert logbook.read_bytes() == given


def test_beside_a_bad_file_the_good_ones_are_taken(tabletop: Tabletop, desk: Path) -> None:
    exercise, bad = desk / "x.tabletop", copy(desk / "P1.tabletop", desk / "bad.tabletop")
    _newer(bad)

    run = tabletop("merge", exercise, bad, desk / "P1.tabletop")

    assert run.code == 1
    assert len([line for line in run.lines if line.startswith("bad.tabletop: ")]) == 1
    assert "P1: 6 new, 0 already there" in run.out


# Forgery ----------------------------------------------------------------------------------------


def _stations(path: Path) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in rows_of(path):
        found.setdefault(entry.station, []).append(entry)
    return found


def test_a_changed_row_is_not_taken_and_the_others_are(tabletop: Tabletop, desk: Path) -> None:
    exercise, logbook = desk / "x.tabletop", desk / "P1.tabletop"
    genuine = copy(logbook, desk / "genuine.tabletop")
    forge(logbook, "P1", 3, body='{"cell":"OPS","text":"never said"}')

    run = tabletop("merge", exercise, logbook)

    assert run.code == 1
    assert run.lines == ["P1.tabletop: row 3 of P1 is not as it was written and was not taken"]
    assert "rows missing: 3" in run.out
    assert [entry.seq for entry in _stations(exercise)["P1"]] == [1, 2, 4, 5, 6]
    assert tabletop("merge", exercise, genuine).code == 0
    assert _stations(exercise)["P1"] == rows_of(genuine)


def test_where_a_changed_row_was_hashed_anew_the_rows_behind_it_do_not_follow(
    tabletop: Tabletop, desk: Path
) -> None:
    exercise, logbook = desk / "x.tabletop", desk / "P1.tabletop"
    forge(logbook, "P1", 3, rehash=1, author="Somebody")

    run = tabletop("merge", exercise, logbook)

    assert run.code == 1
    assert run.lines == [
        "P1.tabletop: from row 4 on the rows of P1 do not follow the ones before; they were not taken"
    ]
    assert [entry.seq for entry in _stations(exercise)["P1"]] == [1, 2, 3]


@pytest.mark.parametrize("forged_first", [True, False])
def test_a_forged_chain_and_the_genuine_one_contradict_loudly(
    tabletop: Tabletop, desk: Path, forged_first: bool
) -> None:
    exercise, logbook = desk / "x.tabletop", desk / "P1.tabletop"
    genuine = copy(logbook, desk / "genuine.tabletop")
    forge(logbook, "P1", 3, rehash=99, author="Somebody")

    first, second = (logbook, genuine) if forged_first else (genuine, logbook)
    codes = [tabletop("merge", exercise, file).code for file in (first, second)]

    last = tabletop("merge", exercise, genuine, logbook)
    assert codes == [0, 1]
    assert last.code == 1
    assert "8 rows set aside, they contradict others" in last.out
    # Nothing is lost: every row of both is in the file.
    kept = {entry.hash for table in ("journal", "aside") for entry in rows_of(exercise, table)}
    assert {entry.hash for entry in (*rows_of(genuine), *rows_of(logbook))} <= kept
    # A forger may rewrite a whole chain: then the receipt, printed before, names another head.
    assert rows_of(genuine)[-1].hash != rows_of(logbook)[-1].hash


# In bulk (S10) ----------------------------------------------------------------------------------


_FORGED = {
    "body": '{"cell":"OPS","text":"other"}',
    "wall_at": "2025-01-15T02:00:00.000Z",
    "kind": "note",
}


def _tampered(path: Path, rows: list[Entry], chance: random.Random) -> str:
    """Tamper with a logbook in one of the ways that a person with our source has; return which."""
    entry = chance.choice(rows)
    way = chance.choice(["value", "value", "rehash", "delete", "swap", "cut", "byte"])
    if way in ("value", "rehash"):
        name = chance.choice(["author", "body", "wall_at", "elapsed_ms", "kind", "observed_ms", "mono_ns"])
        old = getattr(entry, name)
        other = f"{old}x" if isinstance(old, str) else (old or 0) + chance.choice([-60_000, 1, 60_000])
        changed = _FORGED.get(name, other)
        if changed == old:
            changed = '{"cell":"LO","text":"other"}' if name == "body" else "observe"
        rehash = chance.randint(1, len(rows)) if way == "rehash" else 0
        forge(path, "P1", entry.seq, rehash=rehash, **{name: changed})
        return f"{way} {name} of {entry.seq}, {rehash} hashed anew"
    if way == "byte":
        data = bytearray(path.read_bytes())
        place = data.index(entry.hash.encode()) + chance.randrange(64)
        data[place] ^= chance.randrange(1, 256)
        path.write_bytes(data)
        return f"byte {place}"
    where = "station = 'P1' AND seq"
    statements = {
        "delete": [f"DELETE FROM journal WHERE {where} = {entry.seq}"],
        "cut": [f"DELETE FROM journal WHERE {where} >= {entry.seq}"],
        "swap": [
            f"UPDATE journal SET seq = 900 WHERE {where} = {entry.seq}",
            f"UPDATE journal SET seq = {entry.seq} WHERE {where} = {entry.seq % len(rows) + 1}",
            f"UPDATE journal SET seq = {entry.seq % len(rows) + 1} WHERE {where} = 900",
        ],
    }[way]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
    return f"{way} {entry.seq}"


def _is_found(path: Path, receipt: tuple[int, str]) -> bool:
    """Tell whether reading says that something is wrong, or the receipt of the genuine one does not fit."""
    try:
        read = read_logbook(path)
    except UserError:
        return True
    rows = [row.entry for row in read.recorded if row.entry.station == "P1"]
    head = rows[-1].hash if rows else ""
    return bool(read.findings) or (len(rows), head) != receipt


def _unseen(day: Path, folder: Path, count: int) -> list[str]:
    chance = random.Random(20250115)
    genuine, path = (day / "P1.tabletop").read_bytes(), folder / "t.tabletop"
    rows = rows_of(day / "P1.tabletop")
    receipt = (len(rows), rows[-1].hash)
    path.write_bytes(genuine)
    assert not _is_found(path, receipt)
    unseen = []
    for _ in range(count):
        path.write_bytes(genuine)
        way = _tampered(path, rows, chance)
        if not _is_found(path, receipt):
            unseen.append(way)
    return unseen


@pytest.mark.slow
def test_300_tamperings_are_all_found_given_the_receipt(day: Path, tmp_path: Path) -> None:
    assert _unseen(day, tmp_path, 300) == []


@pytest.mark.long
@pytest.mark.slow
def test_10000_tamperings_are_all_found_given_the_receipt(day: Path, tmp_path: Path) -> None:
    assert _unseen(day, tmp_path, 10_000) == []


def test_without_the_receipt_a_chain_that_was_rewritten_to_its_end_is_not_seen(
    day: Path, tmp_path: Path
) -> None:
    # The oracle itself: what the receipt is for.
    path = copy(day / "P1.tabletop", tmp_path / "t.tabletop")
    rows = rows_of(path)
    forge(path, "P1", 3, rehash=99, author="Somebody")

    assert read_logbook(path).findings == ()
    assert _is_found(path, (len(rows), rows[-1].hash))
    assert journal_head(rows_of(path)) != journal_head(rows)


def test_a_shadow_folder_of_an_observer_is_a_logbook_too(tabletop: Tabletop, desk: Path, day: Path) -> None:
    shadows = [path for path in (day / "data").rglob("journal.jsonl") if "P1" in path.parent.name]
    folder = Path(shutil.copytree(shadows[0].parent, desk / "usb"))

    run = tabletop("merge", desk / "x.tabletop", folder)

    assert run.code == 0
    assert "P1: 6 new" in run.out
