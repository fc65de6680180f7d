"""The settings file: readable, forgiving, and careful with what another version wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tabletop.settings import RECENT, Settings, read_settings, write_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_what_is_written_is_read_again(file: Path) -> None:
    settings = Settings(language="id", theme="night", scale=150, recent=("/a b/é.tabletop",))

    assert write_settings(settings, file)

    assert read_settings(file) == settings


def test_the_file_is_json_that_a_person_can_read(file: Path) -> None:
    write_settings(Settings(language="id", recent=("/tmp/Geladi Séruyan.tabletop",)), file)

    text = file.read_text(encoding="utf-8")

    assert "Geladi Séruyan.tabletop" in text
    assert text.count("\n") > 3
    assert json.loads(text)["language"] == "id"


def test_a_file_name_that_is_no_utf8_is_kept(file: Path) -> None:
    settings = Settings(recent=("/tmp/gel\udcffadi.tabletop", "/tmp/é.tabletop"))

    assert write_settings(settings, file)

    assert read_settings(file) == settings


def test_keys_of_another_version_are_kept_through_a_change(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"theme": "night", "window": [1, 2], "from_2030": {"x": true}}', encoding="utf-8")

    write_settings(replace(read_settings(file), scale=125), file)

    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["window"] == [1, 2]
    assert kept["from_2030"] == {"x": True}
    assert (kept["theme"], kept["scale"]) == ("night", 125)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"null", b"\xff\xfe\x00", b'"words"'])
def test_a_damaged_file_gives_the_defaults(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)

    assert read_settings(file) == Settings()


def test_a_missing_file_gives_the_defaults(file: Path) -> None:
    assert read_settings(file) == Settings()


@pytest.mark.parametrize(
    "said",
    [
        {"language": "xx"}, {"language": 3}, {"theme": "pink"}, {"theme": ["night"]}, {"scale": 101},
        {"scale": "150"}, {"recent": "one"}, {"recent": {"a": 1}},
    ],
)  # fmt: skip
def test_nonsense_in_one_key_gives_its_default_and_spares_the_others(
    file: Path, said: dict[str, object]
) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"theme": "contrast", "scale": 175} | said), encoding="utf-8")

    found = read_settings(file)

    for name, default in (("language", None), ("theme", "field"), ("scale", 100), ("recent", ())):
        expected = default if name in said else {"theme": "contrast", "scale": 175}.get(name, default)
        assert getattr(found, name) == expected


def test_the_file_opened_last_stands_first_and_once() -> None:
    settings = Settings(recent=("/a", "/b", "/c"))

    assert settings.with_recent(Path("/b")).recent == ("/b", "/a", "/c")


def test_the_list_keeps_the_latest_ten() -> None:
    settings = Settings()

    for number in range(RECENT + 3):
        settings = settings.with_recent(Path(f"/{number}"))

    assert len(settings.recent) == RECENT
    assert settings.recent[0] == f"/{RECENT + 2}"
    assert "/0" not in settings.recent


def test_a_forgotten_file_leaves_the_list_only() -> None:
    settings = Settings(language="id", recent=("/a", "/b"), others={"x": 1})

    forgotten = settings.without_recent(Path("/a"))

    assert forgotten == replace(settings, recent=("/b",))


def test_settings_that_cannot_be_written_are_told_and_never_raised(tmp_path: Path) -> None:
    in_the_way = tmp_path / "config"
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")

    assert not write_settings(Settings(), in_the_way / "settings.json")
