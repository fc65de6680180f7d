from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from exchange.small_pack import faults, files, picture, read
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import UnreadableError, UserError
from tabletop.exchange.pack_reader import read_pack
from tabletop.exchange.pack_writer import zip_pack
from tabletop.exchange.pack_zip import unzip


def packed(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], *, deflated: bool = True) -> bytes:
    buffer = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the duplicate names that we want
        with zipfile.ZipFile(buffer, "w", kind) as archive:
            for member, data in members:
                archive.writestr(member, data)
    return buffer.getvalue()


def renamed(archive: bytes, old: bytes, new: bytes) -> bytes:
    """Put in a name that `zipfile` would not write."""
    assert len(old) == len(new)
    assert archive.count(old) == 2
    return archive.replace(old, new)


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        unzip(data, "x.tabletop-pack")
    return caught.value.code


def test_a_zip_of_the_pack_is_the_same_pack(tmp_path: Path) -> None:
    path = tmp_path / "small.tabletop-pack"
    path.write_bytes(zip_pack(files()))

    pack, found = read_pack(path)

    assert (pack, found) == (read(), [])


def test_the_same_files_always_give_the_same_zip() -> None:
    other_order = dict(reversed(files().items()))

    assert zip_pack(files()) == zip_pack(other_order)


def test_a_zip_made_by_a_file_manager_is_read(tmp_path: Path) -> None:
    members = [("small/", b""), *((f"small/{path}", data) for path, data in files().items())]
    members += [("__MACOSX/small/._pack.yaml", b"\0"), ("small/attachments/.DS_Store", b"")]
    path = tmp_path / "small.zip"
    path.write_bytes(packed(members))

    pack, found = read_pack(path)

    assert pack == read()
    assert {f.place for f in found} == {"__MACOSX/small/._pack.yaml", "attachments/.DS_Store"}


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml", "attachments/../../evil.png", "/etc/passwd", "//server/share", "C:/evil.yaml",
        "C:evil.yaml", "attachments\\evil.png", "..\\evil", "CON", "attachments/nul.png", "aux.yaml",
        "COM1", "lpt9.txt", "attachments//map.png", "./pack.yaml", "a/./b", "evil.yaml.", "evil.yaml ",
        "pack.yaml:stream", "x\n.png", "x\x1b[2J.png", "x" * 250,
    ],
)  # fmt: skip
def test_hostile_names_refuse_the_whole_zip(name: str) -> None:
    data = packed([*files().items(), (name, b"x")])

    assert refusal(data) == "zip-name"


@pytest.mark.parametrize("name", [b"..\\..\\evil.yam", b"nul\0hidden.xxx", b"a/../../evil.x"])
def test_names_that_zipfile_would_mend_are_refused_as_they_stand(name: bytes) -> None:
    data = packed([*files().items(), ("PLACEHOLDER.xx", b"x")])

    assert refusal(renamed(data, b"PLACEHOLDER.xx", name)) == "zip-name"


@pytest.mark.parametrize("second", ["pack.yaml", "PACK.YAML", "attachments/MAP.png"])
def test_a_name_given_twice_is_refused(second: str) -> None:
    assert refusal(packed([*files().items(), (second, b"x")])) == "zip-twice"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(kind: int) -> None:
    member = zipfile.ZipInfo("attachments/map2.png")
    member.external_attr = (kind | 0o777) << 16

    assert refusal(packed([*files().items(), (member, b"/etc/passwd")])) == "zip-link"


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(packed([("pack.yaml", b"x")]))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 8] |= 1

    assert refusal(bytes(data)) == "zip-locked"


def test_a_bomb_is_refused_by_its_declared_size() -> None:
    # 2 MB of nothing packs 1,029 to 1.
    assert refusal(packed([*files().items(), ("attachments/map2.png", b"\0" * 2_000_000)])) == "zip-bomb"


def test_a_dense_member_of_less_than_1_mb_is_no_bomb() -> None:
    contents = unzip(packed([("pack.yaml", b"\n" * 900_000)]), "x")

    assert len(contents.files["pack.yaml"]) == 900_000


@pytest.mark.slow
def test_over_64_mb_unpacked_are_refused() -> None:
    assert refusal(packed([(f"notes{n}.txt", b"\0" * 999_999) for n in range(66)])) == "zip-too-large"


def test_over_20_mb_of_pack_are_refused() -> None:
    members = [(f"attachments/{n}.png", bytes(range(256)) * 3_900) for n in range(21)]

    assert refusal(packed(members)) == "zip-too-large"


def test_over_20_mb_packed_are_refused_unread() -> None:
    assert refusal(b"\0" * 20_250_001) == "zip-too-large"


@pytest.mark.slow
def test_very_many_members_are_refused_before_their_list_is_read() -> None:
    data = bytearray(packed([(f"{n}", b"") for n in range(501)]))
    assert refusal(bytes(data)) == "zip-too-many"

    # A record that lies about the number is caught by the size of the list, or by the list itself.
    struct.pack_into("<HH", data, len(data) - 14, 3, 3)
    assert refusal(bytes(data)) == "zip-too-many"
    assert refusal(packed([(f"{n:05}" * 20, b"") for n in range(3_000)])) == "zip-too-many"


def test_a_zip64_record_is_refused() -> None:
    data = packed(files().items())
    at = data.rfind(b"PK\x05\x06")

    assert refusal(data[:at] + b"PK\x06\x07" + b"\0" * 16 + data[at:]) == "zip-too-many"


@pytest.mark.parametrize("data", [b"", b"hello", b"SQLite format 3\0" * 9, b"PK\x05\x06", b"PK\x03\x04" * 20])
def test_what_is_no_zip_is_said_to_be_damaged(data: bytes) -> None:
    assert refusal(data) == "zip-broken"


def test_a_damaged_member_is_found_by_its_checksum() -> None:
    data = packed(files().items(), deflated=False)

    assert refusal(data.replace(b"id: small", b"id: smell")) == "zip-broken"


def test_a_member_of_an_unknown_method_is_said_to_be_damaged() -> None:
    data = bytearray(packed([("pack.yaml", b"x")], deflated=False))
    for start, offset in ((data.find(b"PK\x03\x04"), 8), (data.rfind(b"PK\x01\x02"), 10)):
        struct.pack_into("<H", data, start + offset, 97)

    assert refusal(bytes(data)) == "zip-broken"


def test_a_nested_zip_is_not_opened(tmp_path: Path) -> None:
    inner = zip_pack(files())
    path = tmp_path / "x.tabletop-pack"
    path.write_bytes(packed([*files().items(), ("attachments/inner.png", inner)]))

    with pytest.raises(UnreadableError) as caught:
        read_pack(path)

    assert [(f.code, f.place) for f in caught.value.findings] == [
        ("attachment-kind", "attachments/inner.png")
    ]


def test_an_attachment_with_a_strange_name_is_told_as_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "x.tabletop-pack"
    path.write_bytes(packed([*files().items(), ("attachments/peta é.png", picture())]))

    with pytest.raises(UnreadableError) as caught:
        read_pack(path)

    assert [f.code for f in faults(caught.value.findings)] == ["attachment-name"]


def test_a_zip_without_a_pack_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(packed([("a/readme.txt", b"x"), ("b/pack.yaml", b"x")]))

    with pytest.raises(UserError, match="pack-not-a-pack"):
        read_pack(path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails when read")
def test_a_file_that_fails_when_read_is_told_in_words() -> None:
    with pytest.raises(UserError, match="pack-not-readable"):
        read_pack(Path("/proc/self/mem"))


_SOUND = packed(files().items())
_STORED = packed(files().items(), deflated=False)


@given(
    st.sampled_from([_SOUND, _STORED]),
    st.lists(st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 40),
)
def test_no_damage_raises_anything_but_a_refusal(
    sound: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(sound)
    for at, value in changes:
        # Half of the changes near the end, where the list of members stands.
        data[-(at % 600) - 1 if value % 2 else at] = value
    damaged = bytes(data[: len(data) - cut])

    try:
        contents = unzip(damaged, "x")
    except UserError:
        return

    assert all(isinstance(data, bytes) for data in contents.files.values())
