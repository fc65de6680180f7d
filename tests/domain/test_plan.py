"""The plan: texts in their languages, phases, the pack hash (contract 2)."""

from __future__ import annotations

import hashlib

import pytest
from builders import MINUTE, action, inject, pack, phase, scenario
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.plan.scenario import pack_hash
from tabletop.domain.plan.text import Text

# Texts --------------------------------------------------------------------------------------------

BOTH = Text((("id", "Kuning"), ("en", "Yellow")))


@pytest.mark.parametrize(("language", "words"), [("id", "Kuning"), ("en", "Yellow"), ("fr", "Kuning")])
def test_a_text_reads_in_the_language_asked_for_else_in_its_first(language: str, words: str) -> None:
    assert BOTH.in_language(language) == words


def test_a_common_text_reads_the_same_in_every_language() -> None:
    assert Text.same("KPU").in_language("id") == Text.same("KPU").in_language("en") == "KPU"


def test_a_text_names_the_languages_that_have_a_version_of_their_own() -> None:
    assert BOTH.languages == ("id", "en")
    assert Text.same("KPU").languages == ()


# Injects and actions ------------------------------------------------------------------------------


def test_an_actions_full_id_has_one_dot() -> None:
    assert action("E03.b").full_id == "E03.b"


def test_actions_come_in_the_order_of_the_pack() -> None:
    plan = scenario(inject("E02", action("E02.b"), action("E02.a")), inject("E01", action("E01.a")))

    assert [a.full_id for a in plan.actions()] == ["E02.b", "E02.a", "E01.a"]


@pytest.mark.parametrize(("kind", "expected"), [("contingency", True), ("scheduled", False)])
def test_a_contingency_is_told_by_its_kind(kind: str, expected: bool) -> None:
    assert inject("C01", kind=kind).is_contingency is expected


# Phases -------------------------------------------------------------------------------------------

PHASES = (phase("F1", 0), phase("F2", 10 * MINUTE))


def test_an_injects_phase_is_the_last_that_begins_not_later_than_its_planned_time() -> None:
    plan = scenario(
        inject("E01", at_ms=0),
        inject("E02", at_ms=10 * MINUTE - 1),
        inject("E03", at_ms=10 * MINUTE),
        inject("E04", at_ms=99 * MINUTE),
        phases=PHASES,
    )

    assert plan.phase_of() == {"E01": "F1", "E02": "F1", "E03": "F2", "E04": "F2"}


def test_an_inject_without_a_time_belongs_to_the_phase_of_the_one_before_it() -> None:
    plan = scenario(
        inject("E01", at_ms=None),
        inject("E02", at_ms=10 * MINUTE),
        inject("E03", at_ms=None),
        inject("E04", at_ms=0),
        inject("E05", at_ms=None),
        phases=PHASES,
    )

    assert plan.phase_of() == {"E01": "F1", "E02": "F2", "E03": "F2", "E04": "F1", "E05": "F1"}


def test_an_inject_before_the_first_phase_or_a_pack_without_phases_has_none() -> None:
    early = scenario(inject("E01", at_ms=0), phases=(phase("F1", MINUTE),))
    without = scenario(inject("E01", at_ms=0), inject("E02", at_ms=None))

    assert early.phase_of() == {"E01": None}
    assert without.phase_of() == {"E01": None, "E02": None}


# The pack hash ------------------------------------------------------------------------------------

FILES = st.dictionaries(st.text("abc/._é", min_size=1, max_size=6), st.binary(max_size=6), max_size=5)


def test_the_pack_hash_is_over_path_nul_hash_newline_sorted_by_path() -> None:
    files = {"pack.yaml": b"p", "attachments/a.png": b"a", "msel.yaml": b"m"}
    lines = b"".join(
        path.encode() + b"\0" + hashlib.sha256(files[path]).hexdigest().encode() + b"\n"
        for path in ("attachments/a.png", "msel.yaml", "pack.yaml")
    )

    assert pack_hash(files) == hashlib.sha256(lines).hexdigest()


@given(FILES)
def test_the_pack_hash_does_not_depend_on_the_order_of_files(files: dict[str, bytes]) -> None:
    assert pack_hash(dict(reversed(files.items()))) == pack_hash(files)


@given(FILES, FILES)
def test_other_paths_or_bytes_give_another_pack_hash(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert (pack_hash(one) == pack_hash(other)) == (one == other)


def test_a_pack_hashes_the_very_bytes_it_was_read_from() -> None:
    small = pack(scenario(inject("E01")))

    assert small.sha256 == pack_hash(small.files)
