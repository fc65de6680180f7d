"""Messages are in the language asked for, else the locale's, else the pack's first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.runs import LOCALES, PACK, SCRIPT, Run

Tabletop = Callable[..., Run]
INDONESIAN, ENGLISH = "Mulai cepat", "Quick start"


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Set one variable of the locale and no other."""

    def speak(name: str, value: str) -> None:
        for other in LOCALES:
            monkeypatch.delenv(other, raising=False)
        monkeypatch.setenv(name, value)

    return speak


@pytest.mark.parametrize(
    ("name", "value", "title"),
    [
        ("LANG", "id_ID.UTF-8", INDONESIAN),
        ("LANG", "en_US.UTF-8", ENGLISH),
        ("LC_ALL", "id", INDONESIAN),
        ("LC_MESSAGES", "en_GB", ENGLISH),
        ("LANG", "fr_FR.UTF-8", INDONESIAN),  # not spoken: the pack's first language
        ("LANG", "C.UTF-8", INDONESIAN),
    ],
)
def test_the_locale_decides_else_the_pack(
    tabletop: Tabletop, spoken: Callable[[str, str], None], name: str, value: str, title: str
) -> None:
    spoken(name, value)

    run = tabletop("check", PACK)

    assert run.code == 0
    assert run.out.startswith(title)


@pytest.mark.parametrize(
    "arguments", [["--lang", "id", "check"], ["check", "--lang", "id"], ["check", "--lang=id"]]
)
def test_the_option_goes_before_the_locale(
    tabletop: Tabletop, spoken: Callable[[str, str], None], arguments: list[str]
) -> None:
    spoken("LANG", "en_GB.UTF-8")

    run = tabletop(*arguments, PACK)

    assert run.out.startswith(INDONESIAN)


def test_refusals_and_findings_are_worded_in_both_languages(tabletop: Tabletop, tmp_path: Path) -> None:
    script = tmp_path / "wrong.play"
    script.write_text("T+00:00 startex\nT+00:01 relaese E01\n", encoding="utf-8")
    call = ("play", PACK, script, "--out", tmp_path / "x.tabletop")

    english, indonesian = (tabletop(*call, "--lang", language) for language in ("en", "id"))

    assert "unknown verb" in english.err
    assert "did you mean release?" in english.err
    assert "unknown verb" not in indonesian.err
    assert "did you mean" not in indonesian.err
    assert [line for line in indonesian.lines if line.startswith("wrong.play:2")]
    assert len(english.lines) == len(indonesian.lines)


def test_verify_speaks_both_languages(tabletop: Tabletop, played: Path) -> None:
    english = tabletop("verify", played / "flood.tabletop", "--lang", "en")
    indonesian = tabletop("verify", played / "flood.tabletop", "--lang", "id")

    assert "Every row is as it was written." in english.out
    assert english.out != indonesian.out
    assert "Every row" not in indonesian.out


@pytest.mark.slow
@pytest.mark.parametrize("option_first", [True, False])
def test_a_debrief_is_printed_in_the_language_asked_for(
    tabletop: Tabletop, played: Path, tmp_path: Path, *, option_first: bool
) -> None:
    call = ["debrief", played / "flood.tabletop", "--out"]

    plain = tabletop(*call, tmp_path / "en.pdf", "--lang", "en")
    asked = (
        tabletop("--lang", "id", *call, tmp_path / "id.pdf")
        if option_first
        else tabletop(*call, tmp_path / "id.pdf", "--lang", "id")
    )

    assert (plain.code, asked.code) == (0, 0)
    assert (tmp_path / "en.pdf").read_bytes() != (tmp_path / "id.pdf").read_bytes()


@pytest.mark.slow
def test_a_play_says_nothing_where_nobody_watches(tabletop: Tabletop, tmp_path: Path) -> None:
    run = tabletop("play", PACK, SCRIPT, "--out", tmp_path / "x.tabletop")

    assert (run.code, run.out, run.err) == (0, "", "")
