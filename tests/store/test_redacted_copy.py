"""A redacted copy's chains: built anew, linked as before, whatever was taken over or contradicted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from store.samples import EXERCISE, FILES, PACK, SCENARIO, stamp

from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.play.hidden_names import HiddenName, Mask
from tabletop.domain.play.journal import Entry, Header, Recorded
from tabletop.domain.play.stations import BranchesKept, ConductTakenOver, CopyRedacted, LogbookHandedOver
from tabletop.errors import UserError
from tabletop.store.redacted_copy import CopyPlan, redacted_rows, write_copy
from tabletop.store.rows import Rows, recorded_of
from tabletop.store.successor import Remains
from tabletop.store.verify import verify

HEADER = Header(exercise=EXERCISE, pack_id="small", pack_version="1", pack_sha256=PACK.sha256)
NOTE = CopyRedacted(exercise=EXERCISE, head="f" * 64, entries=9, names=1)


class Journal:
    """Rows that are written one after the other; `aside` takes a chain that contradicts."""

    def __init__(self) -> None:
        self.rows = Rows(HEADER)
        self.second = 0

    def add(self, event: ev.Event, *, station: str = "DIR", author: str = "") -> Entry:
        self.second += 1
        row = self.rows.following(station, author or station, event=event, stamp=stamp(self.second))
        self.rows.add(row)
        return row.entry

    def put_aside(self, other: Journal) -> None:
        self.rows.merge(*self.rows.sorted_in(other.rows.recorded))

    def remains(self) -> Remains:
        return Remains(
            header=HEADER, rows=self.rows, files=FILES, attachments=(b"photo",), running_ms=None,
            is_shadow=False,
        )  # fmt: skip


def plan(*, conductor: str = "DIR", **changes: object) -> CopyPlan:
    mask = Mask([HiddenName(name="Budi Santoso", role="observer", pseudonym="Observer 1")])
    known = CopyPlan(
        exercise_id=f"{EXERCISE}-R", pack_sha256=PACK.sha256, mask=mask, stations={}, conductor=conductor,
        note=NOTE,
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]


def told() -> Journal:
    journal = Journal()
    journal.add(ev.ExerciseStarted())
    journal.add(ev.NoteTaken(text="BUDI SANTOSO came"), station="P1", author="Budi Santoso")
    journal.add(ev.NoteTaken(text="x"), station="P1", author="Budi Santoso")
    return journal


def test_names_are_replaced_and_every_chain_holds(tmp_path: Path) -> None:
    copy = redacted_rows(told().remains(), plan())

    write_copy(copy, FILES, tmp_path / "copy.tabletop", replaces=False)

    assert verify(tmp_path / "copy.tabletop").is_intact
    data = (tmp_path / "copy.tabletop").read_bytes().lower()
    assert b"budi" not in data
    assert b"photo" not in data
    rows = {(row.station, row.seq): row for row in copy.journal}
    assert rows["P1", 1].author == "Observer 1"
    assert rows["P1", 1].body == '{"text":"Observer 1 came"}'
    assert rows["DIR", 2].kind == "redacted"
    assert (rows["DIR", 2].author, rows["DIR", 2].wall_at) == ("program", rows["DIR", 1].wall_at)
    assert {row.exercise for row in copy.journal} == {f"{EXERCISE}-R"}
    assert {row.boot_id for row in copy.journal} == {"boot-1"}


def test_the_same_exercise_and_names_give_the_same_copy() -> None:
    assert redacted_rows(told().remains(), plan()) == redacted_rows(told().remains(), plan())


def test_another_file_is_replaced_only_where_that_is_asked(tmp_path: Path) -> None:
    out = tmp_path / "copy.tabletop"
    out.write_bytes(b"other")
    copy = redacted_rows(told().remains(), plan())

    with pytest.raises(UserError, match="file-exists"):
        write_copy(copy, FILES, out, replaces=False)
    assert out.read_bytes() == b"other"

    write_copy(copy, FILES, out, replaces=True)
    assert verify(out).is_intact


def test_a_station_that_is_called_after_a_person_gets_another_name_everywhere() -> None:
    journal = told()
    journal.add(ev.NoteTaken(text="x"), station="BUDI")
    journal.add(ev.StrengthNoted(objective="O1", text="good", rows=("BUDI:1", "P1:2")))

    copy = redacted_rows(journal.remains(), plan(stations={"BUDI": "S1"}))

    state = fold(SCENARIO, recorded_of(copy.journal))
    assert state.findings[0].rows == ("S1:1", "P1:2")
    assert [row.author for row in copy.journal if row.station == "S1"] == ["S1"]


def test_what_names_another_rows_hash_names_the_new_one() -> None:
    journal = told()
    head = journal.rows.recorded[-1].entry
    journal.add(LogbookHandedOver(rows=2, head=head.hash), station="P1", author="Budi Santoso")
    last = journal.add(ev.ExercisePaused())
    journal.add(ConductTakenOver(station="DIR", head_seq=last.seq, head_hash=last.hash), station="DIR-2")

    copy = redacted_rows(journal.remains(), plan(conductor="DIR-2"))

    rows = {(row.station, row.seq): row for row in copy.journal}
    known = {row.hash for row in copy.journal}
    events = [row.event for row in recorded_of(copy.journal)]
    assert known.isdisjoint(row.entry.hash for row in journal.rows.recorded)
    assert LogbookHandedOver(rows=2, head=rows["P1", 2].hash) in events
    assert ConductTakenOver(station="DIR", head_seq=2, head_hash=rows["DIR", 2].hash) in events
    assert rows["DIR-2", 2].kind == "redacted"
    assert fold(SCENARIO, recorded_of(copy.journal)).redaction is not None


def test_rows_that_contradict_stay_beside_those_that_count() -> None:
    """P1 logged on two laptops; DIR keeps both, so that the second counts under a name of its own."""
    journal, other = told(), Journal()
    first = other.add(ev.NoteTaken(text="by Budi Santoso"), station="P1", author="Budi Santoso")
    other.add(ev.NoteTaken(text="more"), station="P1", author="Budi Santoso")
    journal.put_aside(other)
    own = journal.rows.recorded[1].entry
    journal.add(BranchesKept(station="P1", kept=(first.hash, own.hash), left=(), reason="both saw it"))
    (second,) = {row.entry.station for row in journal.rows.union().counted} - {"DIR", "P1"}
    journal.add(ev.StrengthNoted(objective="O1", text="good", rows=(f"{second}:2", "P1:1")))

    copy = redacted_rows(journal.remains(), plan())

    rows = Rows(copy.header, recorded_of(copy.journal), recorded_of(copy.aside))
    before, after = (fold(SCENARIO, each.union().counted) for each in (journal.rows, rows))
    assert (len(copy.journal), len(copy.aside)) == (len(journal.rows) + 1, 2)
    assert all(branch.is_kept for branch in rows.union().branches)
    assert after.findings[0].rows[1] == "P1:1"
    linked = after.findings[0].rows[0].rpartition(":")[0]
    assert linked != second
    assert (linked, 2) in after.rows
    assert len(after.notes) == len(before.notes) == 4


def test_a_row_that_nobody_can_read_stays_unread_without_its_words() -> None:
    journal = told()
    row = journal.rows.following("DIR", "DIR", event=ev.ExerciseResumed(), stamp=stamp(9))
    entry = replace(row.entry, kind="later", body='{"who":"Budi Santoso"}')
    journal.rows.add(Recorded(entry, ev.UnknownEvent(named="later", named_version=1)))

    copy = redacted_rows(journal.remains(), plan())

    (unread,) = (row for row in copy.journal if row.kind == "later")
    assert unread.body == '{"redacted":true}'
    assert isinstance(recorded_of([unread])[0].event, ev.UnknownEvent)


def test_rows_behind_a_gap_stay_behind_it() -> None:
    journal = told()
    rows = [row for row in journal.rows.recorded if (row.entry.station, row.entry.seq) != ("P1", 1)]
    journal.rows = Rows(HEADER, rows)

    copy = redacted_rows(journal.remains(), plan())

    assert [(row.station, row.seq) for row in copy.journal] == [("DIR", 1), ("P1", 2), ("DIR", 2)]
