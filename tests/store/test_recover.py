"""From its shadow folder alone an exercise comes back, as far as the log proves it."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from store.samples import (
    FILES,
    STORY,
    Warned,
    create,
    decision,
    log,
    played,
    read_pack,
    reopen,
    shadow_in,
    unzip_pack,
    without_rights,
    zip_pack,
)

from tabletop.domain.play.journal import Entry, hash_of
from tabletop.errors import Finding, UserError
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.lines import entry_line
from tabletop.store.recover import recover
from tabletop.store.shadow import LOG_NAME, PACK_NAME
from tabletop.store.verify import verify


@pytest.fixture
def shadow(tmp_path: Path) -> Path:
    """The shadow folder of an exercise whose file is gone."""
    played(tmp_path / "a.tabletop", shadow_in(tmp_path / "shadow")).unlink()
    return tmp_path / "shadow"


def recovered(shadow: Path, **more: object) -> list[Finding]:
    return recover(shadow, shadow.parent / "out.tabletop", unzip_pack=unzip_pack, **more)  # type: ignore[arg-type]


def rows(path: Path) -> list[Entry]:
    return [row.entry for row in read_exercise(path, read_pack=read_pack).recorded]


def test_everything_comes_back_without_the_file(shadow: Path, tmp_path: Path) -> None:
    findings = recovered(shadow)

    assert findings == []
    assert verify(tmp_path / "out.tabletop", shadow, read_pack=read_pack).findings == ()
    assert len(rows(tmp_path / "out.tabletop")) == len(STORY)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.tabletop", "shadow"]


def test_a_recovered_exercise_can_be_played_on(shadow: Path, tmp_path: Path) -> None:
    recovered(shadow)
    warned = Warned()

    with closing(reopen(tmp_path / "out.tabletop", shadow_in(shadow, warned))) as journal:
        log(journal, decision(), second=60)

    assert warned.codes == []
    assert verify(tmp_path / "out.tabletop", shadow).is_intact


def test_recovery_leaves_the_shadow_as_it_was(shadow: Path) -> None:
    before = {path.name: path.read_bytes() for path in shadow.iterdir()}

    recovered(shadow)

    assert {path.name: path.read_bytes() for path in shadow.iterdir()} == before


def test_a_cut_log_gives_what_it_proves_and_says_so(shadow: Path, tmp_path: Path) -> None:
    text = (shadow / LOG_NAME).read_bytes()
    (shadow / LOG_NAME).write_bytes(text[:-10])

    findings = recovered(shadow)

    assert [(f.code, f.fields) for f in findings] == [("lines-dropped", {"lines": 1, "kept": len(STORY) - 1})]
    assert verify(tmp_path / "out.tabletop").is_intact


def test_a_damaged_line_ends_only_its_own_station(shadow: Path, tmp_path: Path) -> None:
    text = (shadow / LOG_NAME).read_bytes()
    (shadow / LOG_NAME).write_bytes(text.replace(b"segera", b"SEGERA"))

    findings = recovered(shadow)

    assert [f.code for f in findings] == ["lines-dropped"]
    assert [(e.station, e.seq) for e in rows(tmp_path / "out.tabletop")] == [
        *(("DIR", n) for n in range(1, 6)),
        ("P1", 1),
    ]


def cut_and_recovered(folder: Path, *, every: int) -> None:
    """Cut a small log here and there, or at every byte, and recover it without the file."""
    played(folder / "a.tabletop", shadow_in(folder / "shadow"), rows=2).unlink()
    log_file = folder / "shadow" / LOG_NAME
    text = log_file.read_bytes()
    ends = [n + 1 for n, byte in enumerate(text) if byte == ord("\n")]
    near_ends = {end + n for end in ends for n in (-1, 0, 1)}
    sizes = sorted(
        size
        for size in {*range(0, len(text) + 1, every), *near_ends}
        if size in range(ends[0], len(text) + 1)
    )

    found = {}
    for size in sizes:
        log_file.write_bytes(text[:size])
        recovered(folder / "shadow", force=True)
        found[size] = len(rows(folder / "out.tabletop"))

    assert found == {size: sum(end <= size for end in ends) - 1 for size in sizes}


@pytest.mark.slow
def test_a_log_cut_anywhere_recovers_its_longest_valid_prefix(tmp_path: Path) -> None:
    cut_and_recovered(tmp_path, every=25)


@pytest.mark.long
@pytest.mark.slow
def test_a_log_cut_at_every_byte_recovers_its_longest_valid_prefix(tmp_path: Path) -> None:
    cut_and_recovered(tmp_path, every=1)


def test_a_log_without_its_first_line_is_refused(shadow: Path, tmp_path: Path) -> None:
    text = (shadow / LOG_NAME).read_bytes()

    for size in (0, 1, text.index(b"\n")):
        (shadow / LOG_NAME).write_bytes(text[:size])
        with pytest.raises(UserError, match="shadow-header-lost"):
            recovered(shadow)

    assert not (tmp_path / "out.tabletop").exists()


def test_a_folder_without_a_log_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="shadow-missing"):
        recovered(tmp_path / "nowhere")


def test_a_pack_that_is_gone_can_be_given(shadow: Path, tmp_path: Path) -> None:
    (shadow / PACK_NAME).unlink()

    with pytest.raises(UserError) as refused:
        recovered(shadow)
    findings = recovered(shadow, pack_zip=zip_pack(FILES))

    assert refused.value.code == "shadow-pack-gone"
    assert findings == []
    assert verify(tmp_path / "out.tabletop").is_intact


def test_another_pack_is_refused(shadow: Path, tmp_path: Path) -> None:
    other: Mapping[str, bytes] = {**FILES, "msel.yaml": b"other"}

    with pytest.raises(UserError) as refused:
        recovered(shadow, pack_zip=zip_pack(other))

    assert refused.value.code == "pack-differs"
    assert not (tmp_path / "out.tabletop").exists()


def test_attachments_come_back_and_lost_ones_are_named(tmp_path: Path) -> None:
    shadow = tmp_path / "shadow"
    journal = create(tmp_path / "a.tabletop", shadow_in(shadow))
    whole, changed = journal.attach(b"photo"), journal.attach(b"map")
    log(journal, decision())
    header, head = journal.header, journal.recorded()[0].entry
    journal.close()
    (shadow / "attachments" / changed).write_bytes(b"another map")
    (shadow / "attachments" / ("0" * 64)).mkdir()
    lost = sha256(b"lost").hexdigest()
    bodies = [f'{{"attachments":["{lost}","{whole}","no hash",7]}}', '{"attachments":"x"}', "not json"]
    with (shadow / LOG_NAME).open("ab") as stream:
        for body in bodies:
            row = replace(head, seq=head.seq + 1, prev=head.hash, body=body)
            head = replace(row, hash=hash_of(row))
            stream.write(entry_line(head, header))

    findings = recovered(shadow)

    assert [(f.code, f.fields["hash"]) for f in findings] == [
        ("attachment-altered", changed),
        ("attachment-missing", lost),
    ]
    assert verify(tmp_path / "out.tabletop").is_intact


def test_an_attachment_that_cannot_be_read_is_named(open_folder: Path) -> None:
    shadow = open_folder / "shadow"
    journal = create(open_folder / "a.tabletop", shadow_in(shadow))
    name = journal.attach(b"photo")
    journal.close()
    (shadow / "attachments" / name).chmod(0o000)
    open_folder.chmod(0o777)

    with without_rights():
        findings = recovered(shadow)

    assert [f.code for f in findings] == ["attachment-altered"]


def test_what_stands_at_the_place_is_not_replaced_unasked(shadow: Path, tmp_path: Path) -> None:
    (tmp_path / "out.tabletop").write_text("mine")

    with pytest.raises(UserError, match="file-exists"):
        recovered(shadow)
    kept = (tmp_path / "out.tabletop").read_text()
    recovered(shadow, force=True)

    assert kept == "mine"
    assert verify(tmp_path / "out.tabletop").is_intact


def test_a_file_that_is_open_is_not_replaced(shadow: Path, tmp_path: Path) -> None:
    journal = create(tmp_path / "out.tabletop")

    with pytest.raises(UserError, match="file-held"):
        recovered(shadow, force=True)
    journal.close()

    assert rows(tmp_path / "out.tabletop") == []


def test_a_place_that_cannot_be_written_is_refused(open_folder: Path) -> None:
    played(open_folder / "a.tabletop", shadow_in(open_folder / "shadow"))

    with without_rights(), pytest.raises(UserError) as refused:
        recovered(open_folder / "shadow")

    assert refused.value.code == "file-read-only"


def test_rows_that_the_file_would_not_pass_are_not_put_in_place(shadow: Path, tmp_path: Path) -> None:
    """A pack that reads differently from what was hashed must not become a file."""

    class Forgetful(dict[str, bytes]):
        def items(self) -> ItemsView[str, bytes]:
            return dict[str, bytes]().items()

    with pytest.raises(UserError) as refused:
        recover(shadow, tmp_path / "out.tabletop", unzip_pack=lambda data: Forgetful(unzip_pack(data)))

    assert refused.value.code == "file-damaged"
    assert not (tmp_path / "out.tabletop").exists()
