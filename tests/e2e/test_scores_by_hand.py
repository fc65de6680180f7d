"""What is changed in a script changes the numbers as a calculation by hand says."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from e2e.runs import PACK, SCRIPT, Run, script_with

from tabletop import paths

Tabletop = Callable[..., Run]
SISPAMKOTA = paths.bundled_pack("sispamkota-2024")
PARTIAL = ("assess E02.b met seen=T+00:03", "assess E02.b partial seen=T+00:03")
NO_E05 = ("T+00:08 release E05\n", "")


def debrief_of(tabletop: Tabletop, folder: Path, pack: Path, text: str) -> dict[str, Any]:
    """Play a changed script and return its debrief."""
    (folder / "changed.play").write_text(text, encoding="utf-8")
    assert tabletop("play", pack, folder / "changed.play", "--out", folder / "x.tabletop").code == 0
    assert tabletop("debrief", folder / "x.tabletop", "--out", folder / "x.json").code == 0
    return dict(json.loads((folder / "x.json").read_text(encoding="utf-8")))


def sums_of(document: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    objectives = document["objectives"]
    return {o["id"]: (o["earned"], o["points"], o["percent"], o["letter"]) for o in objectives}


@pytest.mark.slow
def test_a_changed_assessment_changes_its_objective_and_the_overall(
    tabletop: Tabletop, tmp_path: Path
) -> None:
    text = script_with(SCRIPT.read_text(encoding="utf-8"), PARTIAL)

    document = debrief_of(tabletop, tmp_path, PACK, text)

    # E02.b: 2 points x 1/2 = 1. O2: (3 + 1) / 5 = 80 %, S. Overall: (83.3333 + 80 + 100) / 3.
    assert sums_of(document) == {
        "O1": (2.5, 3, 83.333333, "S"),
        "O2": (4, 5, 80, "S"),
        "O3": (6, 6, 100, "P"),
    }
    assert (document["overall"]["percent"], document["overall"]["letter"]) == (87.777778, "S")


@pytest.mark.slow
def test_an_inject_that_was_not_released_leaves_score_and_latency(tabletop: Tabletop, tmp_path: Path) -> None:
    text = script_with(SCRIPT.read_text(encoding="utf-8"), PARTIAL, NO_E05)

    document = debrief_of(tabletop, tmp_path, PACK, text)

    # Without E05.a (2 points, O3) and E05.b (1 point, O1): O1 2 of 2, O2 4 of 5, O3 4 of 4.
    assert sums_of(document) == {"O1": (2, 2, 100, "P"), "O2": (4, 5, 80, "S"), "O3": (4, 4, 100, "P")}
    assert (document["overall"]["percent"], document["overall"]["letter"]) == (93.333333, "P")
    assert [a["id"] for a in document["actions"] if a["id"].startswith("E05")] == []
    assert document["injects"][-1]["status"] == "waiting"
    assert document["latency"]["decision"]["released"] == 3
    assert document["latency"]["decision"]["values_ms"] == [50_000, 60_000, 60_000]


@pytest.mark.slow
def test_a_late_action_counts_half(tabletop: Tabletop, tmp_path: Path) -> None:
    late = ("assess E04.a met seen=T+00:07:30", "note Terlambat")
    seen = ("T+00:08 release E05\n", "T+00:08 release E05\nT+00:08:30 assess E04.a met\n")
    text = script_with(SCRIPT.read_text(encoding="utf-8"), late, seen)

    document = debrief_of(tabletop, tmp_path, PACK, text)

    # E04 was released at T+05:00, its limit is 3 min; at T+08:30 it is 30 s late: 2 x 1/2 = 1.
    # O3: (1 + 2 + 2) / 6 = 83.3333 %. Overall: (83.3333 + 100 + 83.3333) / 3.
    assert sums_of(document)["O3"] == (5, 6, 83.333333, "S")
    assert document["overall"]["percent"] == 88.888889


@pytest.mark.slow
def test_a_breach_caps_the_letter_and_never_the_percent(tabletop: Tabletop, tmp_path: Path) -> None:
    text = script_with(
        SCRIPT.read_text(encoding="utf-8"),
        ("T+00:08 release E05\n", "T+00:08 release E05\nT+00:08:10 breach R2 inject=E05\n"),
    )

    document = debrief_of(tabletop, tmp_path, PACK, text)

    # R2 is grave and linked to O2: O2 falls to U, the overall letter to M, the percents stay.
    assert sums_of(document)["O2"] == (5, 5, 100, "U")
    assert document["overall"]["percent"] == 94.444444
    assert (document["overall"]["letter"], document["overall"]["capped_by"]) == ("M", ["R2"])
    assert document["red_lines"][1] == {"id": "R2", "breaches": 1, "grave": True}


@pytest.mark.slow
def test_the_page_follows_the_changed_script(tabletop: Tabletop, tmp_path: Path) -> None:
    text = script_with(SCRIPT.read_text(encoding="utf-8"), PARTIAL, NO_E05)
    debrief_of(tabletop, tmp_path, PACK, text)

    assert tabletop("debrief", tmp_path / "x.tabletop", "--out", tmp_path / "x.pdf", "--lang", "en").code == 0

    with closing(pypdfium2.PdfDocument(tmp_path / "x.pdf")) as document:
        page = document[0].get_textpage().get_text_range()
    assert "93.3" in page
    assert "80.0" in page
    assert "94.4" not in page


@pytest.mark.slow
def test_one_assessment_of_the_sispamkota_run_changed_at_every_station(
    tabletop: Tabletop, tmp_path: Path
) -> None:
    text = (SISPAMKOTA / "sample.play").read_text(encoding="utf-8")
    assert text.count("assess E01.a met") == 2  # the director and P1

    document = debrief_of(
        tabletop, tmp_path, SISPAMKOTA, text.replace("assess E01.a met", "assess E01.a unmet")
    )

    # As played O1 has, of 26 points: E01.a 2, E02.a 1 (partial), E02.c 1, E03.c 2, E05.a 1.5 (late),
    # E08.c 1, E11.c 2, E16.a 3, E16.b 1 (partial), E22.b 1.5 (late), E25.c 1, E25.d 1, C27.c 1,
    # E28.c 0.5 (late), E34.c 0 = 19.5. Without E01.a: 17.5 / 26 = 67.307692 %, M instead of S.
    assert sums_of(document)["O1"] == (17.5, 26, 67.307692, "M")
    action = next(action for action in document["actions"] if action["id"] == "E01.a")
    assert (action["completion"], action["raters"], action["score"]) == ("unmet", 2, 0)
    # The sheet by hand, points earned of points graded: O2 17 of 28, O3 57.5 of 63, O4 23.5 of 28,
    # O5 14 of 18, O6 39 of 45; the mean of the six percents.
    percents = [67.307692, 60.714286, 91.269841, 83.928571, 77.777778, 86.666667]
    assert [o["percent"] for o in document["objectives"]] == percents
    assert document["overall"]["percent"] == 77.944139
