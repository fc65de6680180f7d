from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from exchange.scenarios import FILE, LANGUAGES, scenarios, texts
from exchange.small_pack import ATTACHMENTS, PACK, picture, read
from hypothesis import example, given

from tabletop import paths
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.errors import UserError
from tabletop.exchange.pack_reader import pack_from_files, read_pack
from tabletop.exchange.pack_writer import pack_texts, write_pack
from tabletop.exchange.yaml_text import read_yaml


@pytest.mark.slow
@given(scenarios())
def test_what_was_written_reads_as_it_was(scenario: Scenario) -> None:
    written = pack_texts(scenario)

    pack, _ = pack_from_files({**written, FILE: picture()})

    assert pack.scenario == scenario
    assert pack_texts(pack.scenario) == written


@pytest.mark.slow
@given(texts)
@example(Text.same("x\n y\n\n  z\n"))
@example(Text.same("\n\nx"))
def test_any_text_reads_as_it_was(text: Text) -> None:
    scenario = replace(read().scenario, languages=LANGUAGES, title=text)

    tree = read_yaml(pack_texts(scenario)["pack.yaml"], "pack.yaml").root

    written = dict(text.versions)
    assert tree is not None
    assert tree["title"] == written.get("", written)


@pytest.mark.slow
def test_the_bundled_exercise_reads_as_it_was() -> None:
    pack, _ = read_pack(paths.bundled_pack("sispamkota-2024"))

    again, _ = pack_from_files({**pack.files, **pack_texts(pack.scenario)})

    assert again.scenario == pack.scenario


def test_the_writing_is_canonical() -> None:
    texts = pack_texts(read().scenario)

    assert texts["pack.yaml"].decode().splitlines()[:9] == [
        "format: tabletop-pack/1",
        "id: small",
        "version: '1.0'",
        "title: {id: Kecil, en: Small}",
        "languages: [id, en]",
        "timezone: Asia/Jakarta",
        "starts_at: 2024-01-26T08:00+07:00",
        "duration: 1 h",
        "labels: hseep",
    ]
    assert b"- {id: R1, text: {id: Netral, en: Neutral}, objective: O2}\n" in texts["pack.yaml"]
    assert b"  when: {unmet: E02.a, after: 8 min}\n" in texts["msel.yaml"]
    assert b"state:" not in texts["msel.yaml"]
    assert b"    points: 3\n" in texts["msel.yaml"]


def test_no_text_is_lost_behind_a_hash() -> None:
    scenario = replace(read().scenario, summary=Text.same("Gate #7 closed"))

    _, found = pack_from_files({**ATTACHMENTS, **pack_texts(scenario)})

    assert found == []


@pytest.mark.parametrize(
    "change",
    [{"duration_ms": 60_500}, {"duration_ms": -1_000}],
)
def test_parts_of_a_second_are_a_programming_error(change: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="whole seconds"):
        pack_texts(replace(read().scenario, **change))  # type: ignore[arg-type]  # one field of it


def test_a_third_is_no_decimal() -> None:
    scenario = read().scenario
    objective = replace(scenario.objectives[0], weight=Fraction(1, 3))

    with pytest.raises(ValueError, match="six places"):
        pack_texts(replace(scenario, objectives=(objective,)))


# Writing to a folder


def test_a_pack_is_written_into_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    write_pack(read().scenario, folder, ATTACHMENTS)

    pack, found = read_pack(folder)
    assert (pack.scenario, found) == (read().scenario, [])


def test_the_previous_file_is_kept_beside(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(PACK)
    scenario = read().scenario

    write_pack(scenario, tmp_path, ATTACHMENTS)

    assert (tmp_path / "pack.yaml.bak").read_text() == PACK
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "attachments",
        "msel.yaml",
        "pack.yaml",
        "pack.yaml.bak",
    ]


def test_an_unchanged_file_is_left_alone(tmp_path: Path) -> None:
    scenario = read().scenario
    write_pack(scenario, tmp_path, ATTACHMENTS)

    write_pack(replace(scenario, version="1.1"), tmp_path, ATTACHMENTS)

    assert (tmp_path / "pack.yaml.bak").exists()
    assert not (tmp_path / "msel.yaml.bak").exists()


def test_what_cannot_be_written_is_told_and_the_pack_stays(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "msel.yaml.new").mkdir()  # stands in the way of the new file

    with pytest.raises(UserError, match="pack-not-written"):
        write_pack(read().scenario, tmp_path, ATTACHMENTS)

    assert (tmp_path / "pack.yaml").read_text() == PACK


@pytest.mark.parametrize("path", ["../x.png", "pack.yaml", "attachments/CON.png", "/etc/passwd"])
def test_an_attachment_stays_in_its_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(UserError, match="attachment-path"):
        write_pack(read().scenario, tmp_path / "new", {path: picture()})

    assert list(tmp_path.iterdir()) == []
