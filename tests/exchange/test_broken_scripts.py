from __future__ import annotations

from pathlib import Path

import pytest
from exchange.broken_scripts import BROKEN_LINES, BrokenLine
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.exchange.play_script import MAX_FAULTS, open_script, read_script
from tabletop.exchange.script_verbs import VERBS

START = "T+00:00 startex\nT+00:05 release E00\n"


def findings_of(text: str) -> tuple[Finding, ...]:
    with pytest.raises(UnreadableError, match="script-unreadable") as caught:
        read_script(text, "x.play")
    return caught.value.findings


@pytest.mark.parametrize("case", BROKEN_LINES, ids=lambda case: case.what)
def test_a_wrong_line_is_refused_with_file_line_and_thing(case: BrokenLine) -> None:
    (found,) = findings_of(START + case.line + "\n")

    assert (found.place, found.line, found.column, found.code) == ("x.play", 3, case.column, case.code)
    assert case.fields.items() <= found.fields.items()


def test_there_are_at_least_thirty_of_them() -> None:
    assert len({case.what for case in BROKEN_LINES}) == len(BROKEN_LINES) >= 30


def test_every_wrong_line_is_told_once() -> None:
    found = findings_of("T+00:02 startex\nT+00:01 relase E01\n\nT+00:02 skip\nT+00:03 hold E01\n")

    assert [(f.line, f.code) for f in found] == [
        (1, "script-before-start"),
        (2, "script-verb"),
        (4, "script-argument-missing"),
    ]


def test_at_most_fifty_wrong_lines_are_told() -> None:
    assert len(findings_of("nonsense\n" * 200)) == MAX_FAULTS


# Times


def test_acts_before_startex_stand_at_nought() -> None:
    (found,) = findings_of("T+00:00 ready K01 present=1 serviceable=1\nT+00:05 note x\nT+00:09 startex\n")

    assert (found.line, found.code) == (2, "script-before-start")


def test_a_forgotten_startex_is_told_once() -> None:
    (found,) = findings_of("".join(f"T+00:{n:02} release E{n:02}\n" for n in range(1, 30)))

    assert (found.line, found.code) == (1, "script-before-start")


def test_startex_with_a_phase_may_carry_the_time_of_the_phase() -> None:
    acts = read_script("T+01:00 startex phase=F3\nT+01:05 release E11\n", "x")

    assert [(act.at_ms, dict(act.values)) for act in acts] == [
        (3_600_000, {"phase": "F3"}),
        (3_900_000, {"inject": "E11"}),
    ]


def test_startex_without_a_phase_stands_at_nought() -> None:
    (found,) = findings_of("T+01:00 startex\n")

    assert found.code == "script-before-start"


def test_times_go_back_across_a_negative_adjust_only_so_far() -> None:
    script = "T+00:00 startex\nT+00:10 adjust -2:00 reason=late\n"

    assert read_script(script + "T+00:08 note x\n", "x")[-1].at_ms == 480_000
    (found,) = findings_of(script + "T+00:07:59 note x\n")
    assert (found.code, found.fields["now"]) == ("script-time-back", "T+00:08")


def test_after_a_positive_adjust_the_clock_stands_later() -> None:
    script = "T+00:00 startex\nT+00:10 adjust +2:00 reason=late\n"

    assert read_script(script + "T+00:12 note x\n", "x")[-1].at_ms == 720_000
    (found,) = findings_of(script + "T+00:11 note x\n")
    assert (found.code, found.fields["now"]) == ("script-time-back", "T+00:12")


def test_an_adjust_before_nought_leaves_the_clock_at_nought() -> None:
    script = "T+00:00 startex\nT+00:01 adjust -2:00 reason=late\nT+00:00 note x\n"

    assert len(read_script(script, "x")) == 3


# Files


def test_a_script_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "x.play"
    path.write_bytes("\ufeffT+00:00 startex\r\nT+00:01 note ü\r\n".encode())

    assert [act.verb for act in open_script(path)] == ["startex", "note"]


@pytest.mark.parametrize("name", ["nothing", ".", "a\0b"])
def test_a_script_that_cannot_be_read_is_told_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="script-missing"):
        open_script(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"T+00:00 startex\nT+00:01 note \xff\n", "script-not-utf8", 2),
        (b"#" * 4_000_001, "script-too-large", 0),
        (b"\0\0", "control-character", 1),
        ("T+00:00 startex".encode("utf-16"), "script-not-utf8", 1),
    ],
)
def test_binary_and_oversized_scripts_are_refused(tmp_path: Path, data: bytes, code: str, line: int) -> None:
    path = tmp_path / "x.play"
    path.write_bytes(data)

    with pytest.raises(UnreadableError) as caught:
        open_script(path)

    assert [(f.code, f.line, f.place) for f in caught.value.findings] == [(code, line, "x.play")]


_PIECES = st.sampled_from(
    [
        "T+00:00",
        "T+01:00:30",
        '"',
        "\\",
        "#",
        "=",
        "reason=",
        '"a b"',
        "E01.a",
        "E08..",
        "+5min",
        "on",
        *VERBS,
    ]
)
_LINES = st.lists(st.lists(_PIECES | st.text(max_size=6), max_size=7).map(" ".join), max_size=5).map(
    "\n".join
)


@pytest.mark.slow
@given(_LINES | st.text())
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    try:
        acts = read_script(text, "x.play")
    except UnreadableError:
        return

    assert all(act.verb in VERBS for act in acts)
