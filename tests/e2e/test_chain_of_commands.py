"""From a pack to paper and back from the shadow log: the commands fit together and repeat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from e2e.runs import PACK, SCRIPT, Run, names_in

Tabletop = Callable[..., Run]


def text_of(pdf: Path) -> str:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert len(document) == 1
        page = document[0].get_textpage().get_text_range()
    return " ".join(page.split())


@pytest.mark.slow
def test_the_tour_of_the_readme(tabletop: Tabletop, tmp_path: Path) -> None:
    file, shadow = tmp_path / "flood.tabletop", tmp_path / "shadow"

    check = tabletop("check", PACK)
    play = tabletop("play", PACK, SCRIPT, "--out", file, "--shadow", shadow)
    verify = tabletop("verify", file, "--shadow", shadow)
    tabletop("export", file, "--out", tmp_path / "first.jsonl")
    tabletop("debrief", file, "--out", tmp_path / "first.json")
    file.unlink()
    recover = tabletop("recover", shadow, "--out", file)
    tabletop("export", file, "--out", tmp_path / "again.jsonl")
    tabletop("debrief", file, "--out", tmp_path / "again.json")

    assert [run.code for run in (check, play, verify, recover)] == [0, 0, 0, 0]
    assert "5 injects, 9 expected actions" in check.out
    assert play.out == play.err == ""
    assert "DIR: " in verify.out
    assert "P1: " in verify.out
    assert verify.err == recover.err == ""
    for kind in ("jsonl", "json"):
        assert (tmp_path / f"first.{kind}").read_bytes() == (tmp_path / f"again.{kind}").read_bytes()
    assert [name for name in names_in(tmp_path) if name.startswith(".") or "lock" in name] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "words"),
    [("id", ["Banjir", "Tujuan"]), ("en", ["flood"]), ("id+en", ["mulai cepat", "quick start"])],
)
def test_the_page_prints_in_each_language_with_the_same_bytes(
    tabletop: Tabletop, played: Path, tmp_path: Path, language: str, words: list[str]
) -> None:
    file = played / "flood.tabletop"

    first = tabletop("debrief", file, "--out", tmp_path / "a.pdf", "--lang", language)
    again = tabletop("debrief", file, "--out", tmp_path / "b.pdf", "--lang", language)

    assert (first.code, first.err, again.code) == (0, "", 0)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    page = text_of(tmp_path / "a.pdf").lower()
    for word in words:
        assert word.lower() in page


@pytest.mark.slow
def test_two_plays_give_the_same_journal(tabletop: Tabletop, played: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.tabletop"

    tabletop("play", PACK, SCRIPT, "--out", second)
    for name, file in (("one", played / "flood.tabletop"), ("two", second)):
        assert tabletop("export", file, "--out", tmp_path / f"{name}.jsonl").code == 0

    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


@pytest.mark.slow
def test_another_start_gives_another_exercise_at_that_time(tabletop: Tabletop, tmp_path: Path) -> None:
    file, out = tmp_path / "later.tabletop", tmp_path / "later.json"

    tabletop("play", PACK, SCRIPT, "--out", file, "--start", "2025-03-01T09:30+07:00")
    tabletop("debrief", file, "--out", out)

    exercise = json.loads(out.read_text(encoding="utf-8"))["exercise"]
    assert exercise["started_at"] == "2025-03-01T02:30:00.000Z"
    assert exercise["ended_at"] == "2025-03-01T02:42:00.000Z"  # ten minutes and a pause of two
    assert exercise["id"].startswith("EX-20250301-")


@pytest.mark.slow
def test_force_replaces_file_and_shadow_together(tabletop: Tabletop, played: Path) -> None:
    file, shadow = played / "flood.tabletop", played / "shadow"
    call = ("play", PACK, SCRIPT, "--out", file, "--shadow", shadow, "--start", "2025-03-01T09:30+07:00")

    refused = tabletop(*call)
    forced = tabletop(*call, "--force")

    assert (refused.code, forced.code) == (2, 0)
    assert tabletop("verify", file, "--shadow", shadow).code == 0
    assert names_in(played) == ["flood.tabletop", "shadow"]


def test_reading_commands_leave_nothing_beside_the_file(
    tabletop: Tabletop, played: Path, tmp_path: Path
) -> None:
    before = (played / "flood.tabletop").read_bytes()

    tabletop("verify", played / "flood.tabletop")
    tabletop("debrief", played / "flood.tabletop", "--out", tmp_path / "x.json")
    tabletop("export", played / "flood.tabletop", "--out", tmp_path / "x.jsonl")

    assert names_in(played) == ["flood.tabletop", "shadow"]
    assert names_in(tmp_path) == ["played", "x.json", "x.jsonl"]
    assert (played / "flood.tabletop").read_bytes() == before


def test_what_a_machine_reads_is_json(tabletop: Tabletop, played: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pack.yaml").write_text("format: tabletop-pack/1\nformat: twice\n", encoding="utf-8")

    advice = json.loads(tabletop("check", PACK, "--json").out)
    faults = json.loads(tabletop("check", broken, "--json").out)
    report = json.loads(tabletop("verify", played / "flood.tabletop", "--json").out)

    assert [finding["place"] for finding in advice if not finding["advice"]] == []
    assert {"code", "place", "line", "column", "advice", "text"} == set(faults[0])
    assert [station["station"] for station in report["stations"]] == ["DIR", "P1"]
    assert report["findings"] == []
    assert all(len(station["head"]) == 64 for station in report["stations"])


# A broken chain ---------------------------------------------------------------------------------


@pytest.fixture
def tampered(played: Path) -> Path:
    """An exercise in which one assessment was changed behind the program's back."""
    path = played / "flood.tabletop"
    with closing(sqlite3.connect(path)) as connection:
        (trigger,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'journal_no_update'"
        ).fetchone()
        connection.execute("DROP TRIGGER journal_no_update")
        changed = connection.execute(
            "UPDATE journal SET body = replace(body, '\"partial\"', '\"met\"')"
            " WHERE body LIKE '%E05.b%partial%'"
        ).rowcount
        connection.execute(trigger)
        connection.commit()
    assert changed == 1
    return path


def test_verify_names_the_station_of_a_changed_row(tabletop: Tabletop, tampered: Path) -> None:
    run = tabletop("verify", tampered)
    against_shadow = tabletop("verify", tampered, "--shadow", tampered.parent / "shadow")

    assert (run.code, against_shadow.code) == (1, 1)
    assert "DIR: row 22" in run.err
    assert "Every row is as it was written" not in run.out


@pytest.mark.slow
def test_a_debrief_of_a_broken_chain_prints_and_says_so(
    tabletop: Tabletop, tampered: Path, tmp_path: Path
) -> None:
    pdf = tabletop("debrief", tampered, "--out", tmp_path / "x.pdf", "--lang", "en")
    data = tabletop("debrief", tampered, "--out", tmp_path / "x.json")
    journal = tabletop("export", tampered, "--out", tmp_path / "x.jsonl")

    assert (pdf.code, data.code, journal.code) == (1, 1, 1)
    assert "DIR" in pdf.err
    missing = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["missing"]
    assert [fault["station"] for fault in missing] == ["DIR"]
    page = text_of(tmp_path / "x.pdf")
    assert "DIR (" in page


def test_recover_tells_of_lines_that_prove_nothing(tabletop: Tabletop, played: Path, tmp_path: Path) -> None:
    log = played / "shadow" / "journal.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:-1]) + lines[-1][:40])
    out = tmp_path / "again.tabletop"

    run = tabletop("recover", played / "shadow", "--out", out)

    assert run.code == 1
    assert len(run.lines) == 1
    assert tabletop("verify", out).code == 0
