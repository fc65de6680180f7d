"""`tabletop redact`: a copy without names that says what it is; the exercise itself stays as it is."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from builders import ManualClock
from e2e.logbooks import VILLAGE, copy, forge, rows_of
from e2e.runs import Run
from reports.pdf_reading import page_lines, squeezed

from tabletop import cli
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.play.stations import CopyRedacted
from tabletop.errors import UserError
from tabletop.services import evaluation
from tabletop.services.prepare import close_session, open_session
from tabletop.store.rows import recorded_of

Tabletop = Callable[..., Run]
STORY = """
T+00:00 startex override="drill, so says Sri"
T+00:02 release E01
T+00:03 situation yellow by="Chief Tono" reason="asked by chief tono"
T+00:05 decide OPS "go" why="Budi Santoso saw it" authority="Mr BUDI santoso" station=P1 by="Budi Santoso"
T+00:08 assess E01.a partial station=P1 by="Budi Santoso"
T+00:08 assess E01.a met station=P2 by="Anindya"
T+00:09 assess E01.b met station=P2 by="Anindya"
T+00:10 breach R1 note="Budiman and Budi were there" station=P2 by="Anindya"
T+00:31 improve O1 "no list"
T+00:40 endex rest=unmet
T+00:40 plan "write a list with Anindya" from=1 owner="Desk" contact="Joko 0812"
T+00:40 rate overall S why="as Anindya says" station=P2 by="Anindya"
"""
NAMES = ("Budi Santoso", "Anindya", "Chief Tono", "Joko 0812", "Sri")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a played exercise, not to be changed."""
    folder = tmp_path_factory.mktemp("played")
    (folder / "day.play").write_text(STORY.lstrip(), encoding="utf-8")
    out = folder / "day.tabletop"
    assert cli.main(["play", str(VILLAGE), str(folder / "day.play"), "--out", str(out)]) == 0
    return folder


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, played: Path) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    copy(played / "day.tabletop", tmp_path / "day.tabletop")
    return tmp_path


@pytest.fixture
def copied(tabletop: Tabletop, desk: Path) -> Path:
    out = desk / "copy.tabletop"
    run = tabletop("redact", desk / "day.tabletop", "--out", out, "--name", "Sri")
    assert run.code == 0, run.err
    return out


def texts_in(file: Path) -> str:
    """Return every text that any query could find in a file."""
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump())


def debrief_of(tabletop: Tabletop, file: Path) -> dict[str, object]:
    out = file.with_suffix(".json")
    assert tabletop("debrief", file, "--out", out).code == 0
    found: dict[str, object] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_no_name_is_left_and_the_original_stays(tabletop: Tabletop, desk: Path) -> None:
    before = (desk / "day.tabletop").read_bytes()

    run = tabletop("redact", desk / "day.tabletop", "--out", desk / "copy.tabletop", "--name", "Sri")

    assert run.code == 0
    assert run.out.startswith(f"{desk / 'copy.tabletop'}: redacted copy of EX-")
    assert run.out.endswith(", 5 names hidden, 0 attachments left out\n")
    assert run.lines == ["note: “Budi” still stands 1 time in texts. If it is a name: --name “Budi”"]
    for name in NAMES:
        assert name.casefold() in texts_in(desk / "day.tabletop").casefold()
        found = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        assert not found.search(texts_in(desk / "copy.tabletop"))
        assert name.casefold().encode() not in (desk / "copy.tabletop").read_bytes().lower()
    assert (desk / "day.tabletop").read_bytes() == before
    assert tabletop("verify", desk / "copy.tabletop").code == 0


def test_the_same_name_becomes_the_same_word_everywhere(copied: Path) -> None:
    rows = {(row.station, row.seq): row for row in rows_of(copied)}

    decided = json.loads(rows["P1", 2].body)
    assert rows["P1", 2].author == "Observer 1"
    assert (decided["why"], decided["authority"]) == ("Observer 1 saw it", "Mr Observer 1")
    assert rows["P2", 2].author == "Observer 2"
    situation = next(json.loads(row.body) for row in rows.values() if row.kind == "situation")
    assert situation == {
        "decided_by": "Decision maker 1", "reason": "asked by Decision maker 1", "situation": "yellow",
    }  # fmt: skip
    plan = next(json.loads(row.body) for row in rows.values() if row.kind == "plan")
    assert (plan["text"], plan["owner"], plan["contact"]) == (
        "write a list with Observer 2", "Desk", "Contact 1",
    )  # fmt: skip


def test_the_copy_scores_as_the_original_and_says_what_it_is(
    tabletop: Tabletop, desk: Path, copied: Path
) -> None:
    whole, copy_ = debrief_of(tabletop, desk / "day.tabletop"), debrief_of(tabletop, copied)

    for part in ("overall", "objectives", "actions", "injects", "latency", "red_lines", "agreement"):
        assert copy_[part] == whole[part]
    exercise, made = whole["exercise"], copy_["exercise"]
    assert isinstance(exercise, dict)
    assert isinstance(made, dict)
    assert exercise["redacted"] is None
    assert made["id"] == f"{exercise['id']}-R"
    assert made["redacted"] == {
        "exercise": exercise["id"], "head": whole["journal"]["head"], "entries": whole["journal"]["entries"],  # type: ignore[index]
        "names": 5,
    }  # fmt: skip
    assert made["started_at"] == exercise["started_at"]


@pytest.mark.slow
def test_every_page_says_that_it_is_a_copy(tabletop: Tabletop, copied: Path) -> None:
    for options in ((), ("--full",)):
        out = copied.with_suffix(".pdf")
        assert tabletop("debrief", copied, "--out", out, "--lang", "id+en", "--force", *options).code == 0

        pages = [squeezed(" ".join(lines)) for lines in page_lines(out.read_bytes())]

        assert all("SALINANTERSAMAR" in page for page in pages)
        assert not any(
            name in page for name in ("Budi", "Joko", "Tono") for page in pages if "Budiman" not in page
        )
    assert "REDACTEDCOPYofEX-" in "".join(pages)


def test_twice_is_the_same_copy(tabletop: Tabletop, desk: Path, copied: Path) -> None:
    tabletop("redact", desk / "day.tabletop", "--out", desk / "again.tabletop", "--name", "sri")

    assert rows_of(desk / "again.tabletop") == rows_of(copied)


def test_a_changed_row_of_the_copy_is_found(tabletop: Tabletop, copied: Path) -> None:
    forge(copied, "P1", 3, body='{"action":"E01.a","completion":"met"}')

    run = tabletop("verify", copied)

    assert run.code == 1
    assert "P1: row 3 is not as it was written" in run.err


def test_the_id_of_a_copy_says_whose_it_is(copied: Path) -> None:
    (last,) = (row for row in rows_of(copied) if row.kind == "redacted")

    event = recorded_of([last])[0].event
    assert isinstance(event, CopyRedacted)
    assert last.exercise == f"{event.exercise}-R"


# What cannot be done with a copy ----------------------------------------------------------------


def test_nobody_writes_in_a_copy_merges_into_it_or_takes_it_over(
    tabletop: Tabletop, desk: Path, copied: Path
) -> None:
    tabletop("logbook", VILLAGE, "--station", "P3", "--out", desk / "P3.tabletop")
    before = rows_of(copied)
    workplace = LocalWorkplace(ManualClock())

    for command in (
        ("merge", copied, desk / "P3.tabletop"),
        ("logbook", copied, "--station", "P4", "--out", desk / "P4.tabletop"),
    ):
        run = tabletop(*command)
        assert (run.code, run.out) == (2, "")
        assert "This is a redacted copy" in run.err
    with pytest.raises(UserError, match="copy-is-redacted"):
        workplace.take_over(copied, desk / "next.tabletop", pytest.fail)
    assert workplace.look_at(copied) is None
    assert not (desk / "next.tabletop").exists()
    assert rows_of(copied) == before


def test_a_copy_is_not_merged_into_the_original(tabletop: Tabletop, desk: Path, copied: Path) -> None:
    before = rows_of(desk / "day.tabletop")

    run = tabletop("merge", desk / "day.tabletop", copied)

    assert run.code == 2
    assert "This file belongs to another exercise" in run.err
    assert rows_of(desk / "day.tabletop") == before


def test_a_copy_opens_and_prints_without_a_row(copied: Path) -> None:
    clock = ManualClock()
    session = open_session(LocalWorkplace(clock).open(copied, pytest.fail), clock)
    before = len(session.recorded)

    evaluation.note_printed(session)
    with pytest.raises(UserError, match="copy-is-redacted"):
        evaluation.note_strength(session, "O1", "good")
    close_session(session)

    assert len(rows_of(copied)) == before


def test_what_a_copy_leaves_open_is_carried_as_the_originals(
    tabletop: Tabletop, desk: Path, copied: Path
) -> None:
    (desk / "next.play").write_text('T+00:00 startex override="drill"\n', encoding="utf-8")
    tabletop("play", VILLAGE, desk / "next.play", "--out", desk / "next.tabletop")

    tabletop("carry", copied, desk / "next.tabletop")
    run = tabletop("carry", desk / "day.tabletop", desk / "next.tabletop")

    assert "0 taken over, 1 already there" in run.out


# Refusals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x", "is too short"),
        ("?!", "is too short"),
        ("OPS", "is an id of the plan"),
        ("Observer 3", "is an id of the plan"),
        ("partial", "also stands where it cannot be replaced"),
    ],
)
def test_a_name_that_cannot_be_hidden_is_refused(
    tabletop: Tabletop, desk: Path, name: str, said: str
) -> None:
    run = tabletop("redact", desk / "day.tabletop", "--out", desk / "copy.tabletop", "--name", name)

    assert (run.code, run.out, len(run.lines)) == (2, "", 1)
    assert said in run.err
    assert not (desk / "copy.tabletop").exists()


@pytest.mark.parametrize(
    ("source", "out", "said"),
    [
        ("copy", "x", "is itself a redacted copy"),
        ("running", "x", "has not ended"),
        ("P1", "x", "is the logbook of P1"),
        ("no", "x", "There is no file"),
        ("day", "day", "it was left as it is"),
        ("day", "copy", "already exists"),
        ("broken", "x", "is damaged"),
    ],
)
def test_what_cannot_be_copied_is_refused(
    tabletop: Tabletop, desk: Path, copied: Path, source: str, out: str, said: str
) -> None:
    (desk / "running.play").write_text('T+00:00 startex override="drill"\n', encoding="utf-8")
    tabletop("play", VILLAGE, desk / "running.play", "--out", desk / "running.tabletop")
    tabletop("logbook", VILLAGE, "--station", "P1", "--out", desk / "P1.tabletop")
    forge(copy(desk / "day.tabletop", desk / "broken.tabletop"), "P1", 2, author="someone")
    before = copied.read_bytes()

    run = tabletop("redact", desk / f"{source}.tabletop", "--out", desk / f"{out}.tabletop")

    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert copied.read_bytes() == before
    assert not (desk / "x.tabletop").exists()


def test_a_name_in_the_pack_is_hidden_there_too(tabletop: Tabletop, desk: Path) -> None:
    run = tabletop("redact", desk / "day.tabletop", "--out", desk / "x.tabletop", "--name", "River rises")

    assert run.code == 0
    assert "river rises" not in texts_in(desk / "x.tabletop").casefold()
    assert tabletop("verify", desk / "x.tabletop").code == 0
    assert rows_of(desk / "x.tabletop")[0].prev != rows_of(desk / "day.tabletop")[0].prev


def test_attachments_are_left_out_and_counted(tabletop: Tabletop, desk: Path) -> None:
    journal = LocalWorkplace(ManualClock()).open(desk / "day.tabletop", pytest.fail)
    journal.attach(b"a photo of Anindya")
    journal.close()

    run = tabletop("redact", desk / "day.tabletop", "--out", desk / "x.tabletop")

    assert "1 attachment left out" in run.out
    assert b"photo" not in (desk / "x.tabletop").read_bytes()
