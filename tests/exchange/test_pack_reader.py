from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from exchange.small_pack import ATTACHMENTS, MSEL, PACK, changed, faults, files, findings_of, picture, read

from tabletop.domain.plan.scenario import pack_hash
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Breached, Met, Unmet
from tabletop.errors import UnreadableError, UserError
from tabletop.exchange.pack_reader import pack_from_files, read_pack


def write(folder: Path, contents: dict[str, bytes]) -> Path:
    for path, data in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


# What the fields mean


def test_a_pack_is_read_field_by_field() -> None:
    scenario = read().scenario
    inject = scenario.injects[1]

    assert scenario.starts_at == datetime(2024, 1, 26, 8, tzinfo=timezone(timedelta(hours=7)))
    assert scenario.duration_ms == 3_600_000
    assert scenario.phases[1].at_ms == 1_800_000
    assert scenario.objectives[1].weight == Fraction(1, 2)
    assert scenario.vulnerabilities[0].x == "0.31"
    assert inject.sender == Text.same("Patrol")
    assert inject.title == Text((("id", "Jembatan"), ("en", "Bridge")))
    assert (inject.expects[0].full_id, inject.expects[0].within_ms) == ("E02.a", 300_000)
    assert inject.to == ("OPS", "MEDIA")
    assert scenario.injects[0].to == ("all",)


def test_what_is_left_out_has_the_default_of_the_contract() -> None:
    scenario = read().scenario
    inject = scenario.injects[0]
    item = changed(PACK, ", required: 6, critical: true}", "}")

    assert (scenario.labels, scenario.objectives[0].weight) == ("hseep", 1)
    assert (inject.auto, inject.state, inject.expects, inject.at_ms) == (False, "ready", (), 0)
    assert scenario.red_lines[0].grave is False
    assert read(item).scenario.readiness[0].required == 1
    assert read(item).scenario.readiness[0].weight == 1


def test_a_pack_without_situations_has_the_three_usual_ones() -> None:
    situations = read().scenario.situations

    assert [(level.id, level.tone) for level in situations] == [("green", 1), ("yellow", 2), ("red", 3)]
    assert situations[0].title == Text((("id", "Hijau"), ("en", "Green")))


def test_an_empty_list_of_situations_means_none() -> None:
    assert read(PACK + "situations: []\n").scenario.situations == ()


def test_an_item_without_title_is_called_by_its_id() -> None:
    pack = changed(PACK, "{id: law-1, title: Law 1, as_at: 2024-02}", "{id: law-1}")
    pack = changed(pack, "{unit: PATROL, title: Patrol, required: 12}", "{unit: PATROL}")
    pack += "situations:\n- {id: calm}\n- {id: tense}\nactors: [{id: KPU}]\n"

    scenario = read(pack).scenario

    assert scenario.rules[0].title == Text.same("law-1")
    assert (scenario.roster[0].title, scenario.roster[0].required) == (Text.same("PATROL"), 1)
    assert [level.tone for level in scenario.situations] == [1, 2]
    assert scenario.actors[0].title == Text.same("KPU")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{unmet: E02.a, after: 8 min}", Unmet(actions=("E02.a",), after_ms=480_000)),
        ("{unmet: E02.a}", Unmet(actions=("E02.a",))),
        ("{any_unmet: [E02.a, E02.b], after: 90 s}", Unmet(actions=("E02.a", "E02.b"), after_ms=90_000)),
        ("{all_unmet: [E02.a, E02.b], after: 1 h}",
         Unmet(actions=("E02.a", "E02.b"), every=True, after_ms=3_600_000)),
        ("{met: E02.b}", Met(action="E02.b")),
        ("{met: E02.b, within: 6 min}", Met(action="E02.b", within_ms=360_000)),
        ("{breached: [R1]}", Breached(red_lines=("R1",))),
    ],
)  # fmt: skip
def test_a_condition_is_read_in_each_of_its_kinds(written: str, meant: object) -> None:
    msel = changed(MSEL, "{unmet: E02.a, after: 8 min}", written)

    assert read(msel=msel).scenario.injects[2].when == meant


def test_a_variant_may_take_the_attachments_away_or_leave_them() -> None:
    msel = changed(MSEL, "    message: Cars wait calmly.", "    message: Cars wait.\n    attachments: []")

    assert read(msel=msel).scenario.injects[2].variants[0].attachments == ()
    assert read().scenario.injects[2].variants[0].attachments is None


def test_typical_traps_stay_what_was_written() -> None:
    pack = changed(
        PACK, "- {id: MEDIA, title: {id: Media, en: Media}", "- {id: NO, title: {id: off, en: 10:30}"
    )
    msel = changed(MSEL, "to: [OPS, MEDIA]", "to: [OPS, NO]")
    msel = changed(msel, "cell: MEDIA", "cell: NO").replace("E02", "1E07")

    scenario = read(pack, msel).scenario

    assert scenario.cells[1].id == "NO"
    assert scenario.cells[1].title == Text((("id", "off"), ("en", "10:30")))
    assert scenario.injects[1].number == "1E07"
    assert scenario.injects[1].expects[1].full_id == "1E07.b"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing_but_the_hash() -> None:
    crlf = b"\xef\xbb\xbf" + PACK.replace("\n", "\r\n").encode()

    pack = read(crlf)

    assert pack.scenario == read().scenario
    assert pack.sha256 != read().sha256


def test_the_pack_keeps_the_very_bytes_and_their_hash() -> None:
    pack = read()

    assert pack.files == files()
    assert pack.sha256 == pack_hash(files())


# Folders


def test_a_folder_is_read_and_other_files_in_it_are_noted(tmp_path: Path) -> None:
    write(tmp_path, {**files(), "sample.play": b"", "drafts/old.yaml": b"", "attachments/.DS_Store": b""})

    pack, found = read_pack(tmp_path)

    assert pack == read()
    assert [(f.code, f.place, f.advice) for f in found] == [
        ("pack-file-left-out", "attachments/.DS_Store", True),
        ("pack-file-left-out", "drafts", True),
        ("pack-file-left-out", "sample.play", True),
    ]


def test_attachments_may_stand_in_folders(tmp_path: Path) -> None:
    write(tmp_path, {**files(), "attachments/maps/north.png": picture()})

    pack, _ = read_pack(tmp_path)

    assert "attachments/maps/north.png" in pack.files


@pytest.mark.parametrize("name", ["nothing-here", "x" * 5000, "a\0b"])
def test_a_pack_that_is_not_there_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="pack-missing"):
        read_pack(tmp_path / name)


def test_a_folder_that_is_no_pack_is_said_to_be_none(tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": b"hello"})

    with pytest.raises(UserError, match="pack-not-a-pack") as caught:
        read_pack(tmp_path)

    assert not isinstance(caught.value, UnreadableError)


def test_a_misnamed_file_is_told_with_its_likely_name(tmp_path: Path) -> None:
    contents = files()
    contents["Msel.yaml"] = contents.pop("msel.yaml")
    write(tmp_path, contents)

    with pytest.raises(UnreadableError) as caught:
        read_pack(tmp_path)

    (found,) = faults(caught.value.findings)
    assert (found.code, found.fields) == (
        "pack-file-missing",
        {"name": "msel.yaml", "suggestion": "Msel.yaml"},
    )


@pytest.mark.parametrize("linked", ["msel.yaml", "attachments/map.png", "attachments"])
def test_a_link_is_not_followed(tmp_path: Path, linked: str) -> None:
    elsewhere = write(tmp_path / "elsewhere", files())
    folder = write(tmp_path / "pack", {p: d for p, d in files().items() if not p.startswith(linked)})
    (folder / linked).parent.mkdir(exist_ok=True)
    (folder / linked).symlink_to(elsewhere / linked)

    with pytest.raises(UnreadableError) as caught:
        read_pack(folder)

    assert ("pack-file-not-plain", linked) in [(f.code, f.place) for f in caught.value.findings]


def test_a_pipe_or_socket_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, {p: d for p, d in files().items() if p != "msel.yaml"})
    monkeypatch.chdir(folder)  # a socket's path has to be short
    os.mkfifo("attachments/pipe.png")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("msel.yaml")
        with pytest.raises(UnreadableError) as caught:
            read_pack(folder)

    assert [f.place for f in faults(caught.value.findings)] == ["attachments/pipe.png", "msel.yaml"]


def test_names_that_some_system_cannot_hold_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {**files(), "attachments/aux.png": picture(), "attachments/a:b.png": picture()})

    with pytest.raises(UnreadableError) as caught:
        read_pack(tmp_path)

    assert [f.code for f in faults(caught.value.findings)] == ["attachment-name", "attachment-name"]


def test_an_oversized_file_is_told_and_not_read(tmp_path: Path) -> None:
    write(tmp_path, files())
    os.truncate(tmp_path / "msel.yaml", 4_000_001)
    os.truncate(tmp_path / "attachments/map.png", 10_000_001)

    with pytest.raises(UnreadableError) as caught:
        read_pack(tmp_path)

    assert [(f.code, f.place) for f in faults(caught.value.findings)] == [
        ("pack-file-too-large", "attachments/map.png"),
        ("pack-file-too-large", "msel.yaml"),
    ]


def test_a_pack_of_over_20_mb_is_refused_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, {**files(), "attachments/a.png": b"", "attachments/b.png": b"", "attachments/c.png": b""})
    for name in "abc":
        os.truncate(tmp_path / f"attachments/{name}.png", 7_000_000)

    with pytest.raises(UserError, match="pack-too-large"):
        read_pack(tmp_path)


@pytest.mark.slow
def test_a_pack_of_over_500_files_is_refused_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, {**files(), **{f"attachments/{n}.png": b"" for n in range(500)}})

    with pytest.raises(UserError, match="pack-too-many-files"):
        read_pack(tmp_path)


def test_a_file_that_cannot_be_opened_is_told_in_words(tmp_path: Path) -> None:
    write(tmp_path, files())
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    with pytest.raises(UserError, match="pack-missing"):
        read_pack(tmp_path / "loop")


# From the exercise file


def test_a_pack_comes_back_from_its_files() -> None:
    pack, found = pack_from_files(files())

    assert pack == read()
    assert found == []


def test_advice_does_not_refuse_a_pack() -> None:
    msel = changed(MSEL, "  at: T+00:10", "  at: T+00:01")

    _, found = pack_from_files(files(msel=msel))

    assert [(f.code, f.line, f.fields) for f in found] == [
        ("injects-close", 12, {"other": "E01", "cell": "OPS", "owner": "E02"})
    ]
    assert found[0].advice


def test_advice_stands_beside_the_faults_of_a_refused_pack() -> None:
    msel = changed(MSEL, "  at: T+00:10", "  at: T+00:01")
    msel = changed(msel, "  title: Queue", "  title: Gate #7")
    msel = changed(msel, "    points: 3", "    points: none")

    found = findings_of(files(msel=msel))

    assert [(f.line, f.code, f.advice) for f in found] == [
        (12, "injects-close", True),
        (27, "number-out-of-range", False),
        (42, "text-after-hash", True),
    ]


def test_a_refusal_counts_its_faults() -> None:
    with pytest.raises(UnreadableError) as caught:
        pack_from_files({**ATTACHMENTS, "pack.yaml": PACK.encode(), "msel.yaml": b"injects: 5"})

    assert caught.value.fields["count"] == 1
    assert [(f.code, f.line, f.column) for f in caught.value.findings] == [("list-expected", 1, 10)]
