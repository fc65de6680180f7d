"""The control room, countdowns: each on its own clock, said before it is over, and held back by one key."""

from __future__ import annotations

import pytest
from builders import MINUTE
from ui.run_desk import RunDesk, said

from tabletop.domain.play import events as ev

pytestmark = pytest.mark.slow


def counted(desk: RunDesk) -> str:
    """Return what the countdowns say; empty where nothing counts down."""
    countdowns = desk.page.parts.countdowns
    return said(countdowns) if countdowns.isVisible() else ""


def names(desk: RunDesk) -> list[str]:
    """Return what each countdown says in one sentence, without the key that ends it."""
    rows = [row for row in desk.page.parts.countdowns._rows if row.isVisible()]
    return [row.accessibleName().removesuffix(". Delete ends it.") for row in rows]


def while_paused(desk: RunDesk, ms: int) -> None:
    """Let time pass, and the wall's tick be seen."""
    before = desk.header
    desk.clock.advance(ms)
    desk._qtbot.waitUntil(lambda: desk.header != before)


# A discussion -------------------------------------------------------------------------------------


def test_a_discussion_counts_on_the_exercise_clock_and_stands_in_a_pause(released: RunDesk) -> None:
    released.press("Shift+F9").submit(length="3 min")
    assert names(released) == ["Discussion of E01: 03:00"]
    assert released.has_line_focus
    assert released.kinds == ["startex", "release"]

    released.wait(30_000)
    assert names(released) == ["Discussion of E01: 02:30"]
    released.press("F9")
    while_paused(released, 4_000)
    assert names(released) == ["Discussion of E01: 02:30"]
    released.press("F9").wait(30_000)

    assert names(released) == ["Discussion of E01: 02:00"]


def test_a_discussion_stays_over_a_change_of_language_and_delete_ends_it(released: RunDesk) -> None:
    released.press("Shift+F9").submit(length="3 min").press("Ctrl+T")
    assert len(names(released)) == 1

    released.page.parts.countdowns._rows[0].setFocus()
    released.press("Delete")

    assert names(released) == []


def test_a_length_that_is_none_is_refused_in_the_form(released: RunDesk) -> None:
    released.press("Shift+F9").submit(length="soon")

    assert "soon" in said(released.form)
    assert names(released) == []


# A deadline ---------------------------------------------------------------------------------------


def test_a_deadline_is_counted_warned_of_and_met(released: RunDesk) -> None:
    released.press("Ctrl+F2").submit(text="Report to the panel", within="10 min", clock="exercise")
    assert released.kinds[-1] == "deadline"
    assert "Report to the panel: 10:00" in names(released)[0]
    row = released.page.parts.countdowns._rows[0]

    released.wait(9 * MINUTE + 30_000)
    assert "00:30" in names(released)[0]
    released.wait(MINUTE)
    assert "late 00:30" in names(released)[0]
    assert row.isVisible()
    released.press("Ctrl+F3").submit()

    assert released.kinds[-1] == "done"
    assert names(released) == []


def test_a_deadline_on_the_scenario_clock_comes_nearer_by_a_time_jump(released: RunDesk) -> None:
    released.press("Ctrl+F2").submit(text="Report", within="1x24 h", clock="scenario")
    assert "24 h 00 min" in names(released)[0]

    released.press("Ctrl+F8")
    released.submit(reason="night")

    assert "24 h 00 min" not in names(released)[0]


def test_a_countdown_of_a_deadline_leads_to_its_form(released: RunDesk) -> None:
    released.press("Ctrl+F2").submit(text="Report", within="10 min", clock="exercise")

    released.page.parts.countdowns._rows[0].click()
    released.settle()

    assert released.form.values()["text"] == "Report"


def test_without_a_deadline_there_is_nothing_to_meet(released: RunDesk) -> None:
    released.press("Ctrl+F3")

    assert released.page.parts.form is None
    assert released.strip[0] == "trouble"


# AUTO ---------------------------------------------------------------------------------------------


@pytest.fixture
def automatic(desk: RunDesk) -> RunDesk:
    """Let E02 (T+2:00) go out by itself; E01 is out."""
    desk.press("F5")
    desk.page.parts.table.select("E02")
    return desk.press("Ctrl+Shift+U")


def test_what_goes_out_by_itself_is_said_ten_seconds_before_and_goes_out(automatic: RunDesk) -> None:
    automatic.wait(2 * MINUTE - 2_000 - 11_000)
    assert names(automatic) == []

    automatic.wait(1_000)
    assert names(automatic) == ["AUTO, E02 goes out by itself: 00:10"]
    assert "E02 goes out by itself in ten seconds. F6 holds it back." in automatic.strip[1]
    automatic.wait(10_000)

    assert automatic.last.event == ev.InjectReleased(inject="E02", variant=0, auto=True)
    assert names(automatic) == []


def test_one_key_within_the_lead_holds_it_back(automatic: RunDesk) -> None:
    automatic.wait(2 * MINUTE - 2_000 - 5_000)
    assert automatic.page.parts.table.standby == "E02"

    automatic.press("F6").wait(MINUTE)

    assert automatic.inject("E02").status == "held"
    assert automatic.kinds[-2:] == ["hold", "offer"]
    assert names(automatic) == []


def test_in_a_pause_nothing_goes_out_by_itself_and_nothing_says_so(automatic: RunDesk) -> None:
    automatic.wait(2 * MINUTE - 2_000 - 5_000).press("F9")
    while_paused(automatic, 20_000)

    assert names(automatic) == []
    assert automatic.kinds[-1] == "pause"


# A teach-back -------------------------------------------------------------------------------------


@pytest.fixture
def taught(released: RunDesk) -> RunDesk:
    """Stop play for a short lesson after a breach."""
    return released.press("F4").submit(line="R1", grave=True, note="shouted", teach=True)


def test_a_teach_back_stops_the_clock_counts_on_and_asks_for_no_reason(taught: RunDesk) -> None:
    assert taught.kinds[-2:] == ["breach", "pause"]
    assert len(names(taught)) == 1
    assert names(taught)[0].startswith("Teach-back")
    before = names(taught)

    while_paused(taught, 12_000)

    assert names(taught) != before
    assert taught.strip[0] != "pause"


def test_a_teach_back_goes_on_counting_over_a_change_of_theme(taught: RunDesk) -> None:
    while_paused(taught, 4_000)
    before = names(taught)

    taught.press("Ctrl+T")

    assert names(taught) == before
    taught.press("F9").wait(2_000)
    assert taught.state.stage == "running"


def test_four_countdowns_are_shown_and_the_others_are_counted(released: RunDesk) -> None:
    for hours in range(1, 7):
        released.press("Ctrl+F2").submit(text=f"Report {hours}", within=f"{hours} h", clock="exercise")

    assert len(names(released)) == 4
    assert "and 2 more countdowns" in counted(released)
