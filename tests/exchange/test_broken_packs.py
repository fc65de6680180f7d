from __future__ import annotations

import pytest
from exchange.broken_packs import BROKEN, Broken
from exchange.small_pack import MSEL, PACK, changed, faults, files, findings_of, read
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import UnreadableError
from tabletop.exchange.pack_reader import pack_from_files


def test_the_small_pack_is_sound() -> None:
    pack = read()

    assert [inject.number for inject in pack.scenario.injects] == ["E01", "E02", "C03"]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.what)
def test_a_broken_pack_is_refused_with_file_line_and_thing(case: Broken) -> None:
    texts = {"pack.yaml": PACK, "msel.yaml": MSEL}
    texts[case.file] = changed(texts[case.file], case.old, case.new)

    found = faults(findings_of(files(texts["pack.yaml"], texts["msel.yaml"])))

    assert len(found) == 1, found
    assert (found[0].place, found[0].line, found[0].code) == (case.file, case.line, case.code)
    assert case.fields.items() <= found[0].fields.items()
    assert case.column is None or found[0].column == case.column


def test_there_are_at_least_forty_of_them() -> None:
    assert len({case.what for case in BROKEN}) == len(BROKEN) >= 40


def test_faults_of_shape_and_of_reference_are_told_together_by_file_and_line() -> None:
    msel = changed(MSEL, "  at: T+00:10", "  at: ten")
    msel = changed(msel, "    points: 3", "    pints: 3")
    msel = changed(msel, "    cell: MEDIA", "    cell: PRES")
    msel = changed(msel, "  method: phone", "  method: pigeon")
    pack = changed(PACK, "  weight: 0.5", "  weight: heavy")

    found = findings_of(files(pack, msel))

    assert [(f.place, f.line, f.code) for f in faults(found)] == [
        ("msel.yaml", 12, "time-malformed"),
        ("msel.yaml", 27, "key-unknown"),
        ("msel.yaml", 34, "unknown-cell"),
        ("msel.yaml", 47, "choice-unknown"),
        ("pack.yaml", 29, "weight-malformed"),
    ]


def test_a_fault_that_hides_an_id_does_not_make_every_reference_to_it_a_fault() -> None:
    pack = changed(PACK, "- id: O1\n", "- id: O 1\n")

    found = faults(findings_of(files(pack)))

    assert [(f.line, f.code) for f in found] == [(19, "id-malformed")]


def test_a_misspelt_id_key_is_one_fault() -> None:
    pack = changed(PACK, "- id: O1\n", "- di: O1\n")

    found = faults(findings_of(files(pack)))

    assert [(f.code, f.fields["suggestion"]) for f in found] == [("key-unknown", "id")]


def test_two_keys_that_mean_the_same_one_are_two_faults_and_one_suggestion() -> None:
    msel = changed(MSEL, "  method: phone", "  metod: phone\n  metho: phone")

    found = faults(findings_of(files(msel=msel)))

    assert [(f.line, f.code, f.fields.get("suggestion")) for f in found] == [
        (47, "key-unknown", "method"),
        (48, "key-unknown", None),
    ]


def test_an_item_that_is_no_mapping_hides_what_refers_to_it() -> None:
    pack = changed(PACK, "- {id: OPS, title: {id: Operasi, en: Operations}, kind: player}", "- OPS")

    found = faults(findings_of(files(pack)))

    assert [(f.line, f.column, f.code) for f in found] == [(15, 3, "mapping-expected")]


_JUNK = st.sampled_from(
    ["~", "[]", "{}", "[[]]", "{a: b}", "- x", "''", "9" * 5_000, "T+00:01", "all", "true", "O1", "&a", "\t"]
)
_LINE = st.integers(0, 200)


@pytest.mark.slow
@given(
    st.lists(st.tuples(_LINE, st.sampled_from(["drop", "twice", "value", "key", "swap"]), _JUNK), max_size=6)
)
def test_no_pack_raises_anything_but_a_refusal(changes: list[tuple[int, str, str]]) -> None:
    lines = {"pack.yaml": PACK.splitlines(), "msel.yaml": MSEL.splitlines()}
    for at, how, junk in changes:
        text = lines["msel.yaml" if at % 2 else "pack.yaml"]
        line = text[at % len(text)]
        key, colon, value = line.partition(": ")
        text[at % len(text)] = {
            "drop": "# nothing",
            "twice": f"{line}\n{line}",
            "value": f"{key}{colon}{junk}",
            "key": f"{key}{junk}{colon}{value}",
            "swap": text[(at + 7) % len(text)],
        }[how]
    broken = {path: "\n".join(text).encode() for path, text in lines.items()}

    try:
        pack, found = pack_from_files({**files(), **broken})
    except UnreadableError as refusal:
        pack, found = None, list(refusal.findings)

    assert (pack is None) == any(not finding.advice for finding in found)


@pytest.mark.parametrize("text", ["cells: OPS", "cells:", "cells: []"])
def test_a_pack_without_a_list_of_cells_is_told_that_and_no_more(text: str) -> None:
    start, end = PACK.index("cells:"), PACK.index("objectives:")
    pack = PACK[:start] + text + "\n" + PACK[end:]

    found = faults(findings_of(files(pack)))

    assert [f.fields["key"] for f in found] == ["cells"]


def test_both_files_are_told_when_neither_is_yaml() -> None:
    found = findings_of(files("a: [\n", "b: [\n"))

    assert [(f.place, f.line) for f in found] == [("msel.yaml", 2), ("pack.yaml", 2)]


def test_a_missing_file_is_told() -> None:
    lacking = files()
    del lacking["msel.yaml"]

    found = findings_of(lacking)

    assert [(f.place, f.code) for f in found] == [("msel.yaml", "pack-file-missing")]


def test_very_many_faults_are_cut_to_the_first_with_a_count() -> None:
    rows = "".join(f"- {{unit: U{n}, required: none}}\n" for n in range(500))
    pack = changed(PACK, "- {unit: PATROL, title: Patrol, required: 12}\n", rows)

    found = findings_of(files(pack))

    assert len(found) == 201
    assert found[-1].code == "findings-more"
    assert found[-1].fields["count"] == 300
