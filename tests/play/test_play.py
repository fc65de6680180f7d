"""Black-box scripts: each is played as it is, and every fact in its comments must hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from play.black_box import difference, play

from tabletop.errors import UnreadableError
from tabletop.exchange.play_script import read_script
from tabletop.exchange.script_verbs import VERBS

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.play"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_fact_of_a_script_holds(path: Path) -> None:
    shown = difference(path.read_text(encoding="utf-8"))

    assert shown is None, f"{path.name}\n{shown}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_two_plays_of_one_script_give_the_same_rows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    first, second = play(text), play(text)

    assert [row.entry for row in first.recorded] == [row.entry for row in second.recorded]


def test_the_scripts_use_every_verb_of_the_format() -> None:
    used = set()
    for path in SCRIPTS:
        try:
            used |= {act.verb for act in read_script(path.read_text(encoding="utf-8"), path.name)}
        except UnreadableError:
            continue

    assert used == VERBS.keys()


# The runner itself ------------------------------------------------------------------------------


def test_a_fact_that_differs_is_shown_with_an_arrow_and_what_is() -> None:
    text = "# pack: office\nT+00:00 startex\n#= state running\n#= E02 released variant=0 at T+00:02\n"

    shown = difference(text)

    assert shown is not None
    assert shown.split("\n")[2:5] == [
        "       3 #= state running",
        "--->   4 #= E02 released variant=0 at T+00:02",
        "  is     E02 waiting",
    ]


@pytest.mark.parametrize(
    ("text", "what_is"),
    [
        ("T+00:00 startex\nT+00:01 pause\nT+00:01 release E01", "refused is-paused"),
        ("T+00:00 startex\nT+00:01 pause\nT+00:02 endex", "refused clock-stands"),
        ("T+00:00 startex\n#= refused already-started", "refused not at all"),
        ("T+00:00 startex\n#= sttae running", "no such fact: sttae running"),
        ("T+00:00 startx\n#= state before", "the line above is refused with script-verb"),
    ],
)
def test_a_refusal_or_a_fact_that_was_not_expected_is_shown(text: str, what_is: str) -> None:
    shown = difference(f"# pack: office\n{text}\n")

    assert shown is not None
    assert what_is in shown
