"""Forms of Run: each writes the one row meant and closes; refused, it keeps its values and says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders import MINUTE
from ui.run_desk import RunDesk, focus_window, log_of, offered, said, send

from tabletop.domain.play import events as ev
from tabletop.services.session import PROGRAM

pytestmark = pytest.mark.slow


FORMS: list[tuple[str, dict[str, Any], ev.Event]] = [
    ("F7", {"reason": "no time"}, ev.InjectSkipped(inject="E02", reason="no time")),
    ("Shift+F6", {"reason": "slip"}, ev.InjectRetracted(inject="E01", reason="slip")),
    ("Ctrl+F6", {"minutes": 7}, ev.InjectShifted(inject="E02", by_ms=7 * MINUTE)),
    ("Ctrl+Shift+F6", {"minutes": -1}, ev.InjectShifted(inject="E02", by_ms=-MINUTE, onward=True)),
    ("F3", {"cell": "LO"}, ev.InjectAcknowledged(inject="E01", cell="LO")),
    (
        "Ctrl+G", {"level": "yellow", "by": "Chief", "reason": "smoke"},
        ev.SituationChanged(situation="yellow", decided_by="Chief", reason="smoke"),
    ),
    ("Ctrl+F9", {"reason": "a fall"}, ev.SafetyCalled(reason="a fall")),
    ("Ctrl+F7", {"minutes": 1, "seconds": -30, "reason": "late start"},
     ev.ClockAdjusted(by_ms=30_000, reason="late start")),
    ("Ctrl+F8", {"to": "2024-01-27 10:00", "due": "skip", "reason": "night"},
     ev.TimeJumped(to=datetime(2024, 1, 27, 3, 0, tzinfo=UTC), due="skip", reason="night")),
    ("F4", {"line": "R1", "grave": True, "note": "shouted", "teach": False},
     ev.RedLineBreached(red_line="R1", inject="E01", grave=True, note="shouted")),
    ("Ctrl+Shift+T", {"action": "E01.b", "completion": "partial", "reason": "both agreed"},
     ev.ActionSettled(action="E01.b", completion="partial", reason="both agreed")),
    ("Ctrl+Shift+N", {"text": "radio weak", "question": "2"}, ev.NoteTaken(text="radio weak", question=2)),
    (
        "Shift+F2",
        {"text": "sends a car", "cell": "LO", "category": "action", "inject": "E01", "why": "nearest",
         "rule": "rule 3", "told": "SIM, OPS", "deviation": "none", "reliability": "B", "credibility": "2",
         "threat": "fire", "alternative": "on foot", "warning": "horn", "authority": "chief",
         "seen": "00:00:01"},
        ev.DecisionLogged(
            cell="LO", text="sends a car", category="action", inject="E01", why="nearest", rule="rule 3",
            told=("OPS", "SIM"), deviation="none", source="B2", threat="fire", alternative="on foot",
            warning="horn", authority="chief",
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "values", "event"), FORMS, ids=[keys for keys, _, _ in FORMS])
def test_a_form_writes_the_one_row_meant_and_closes(
    released: RunDesk, keys: str, values: dict[str, Any], event: ev.Event
) -> None:
    count = len(released.rows)

    released.press(keys).submit(**values)

    assert [row.event for row in released.rows[count:]] == [event]
    assert released.page.parts.form is None
    assert released.has_line_focus


def test_the_long_form_keeps_the_time_at_which_it_was_seen(released: RunDesk) -> None:
    released.press("Shift+F2").submit(text="sends a car", seen="T+00:00:01")

    assert released.last.entry.observed_ms == 1_000


EMPTY = [
    ("F7", "The reason is empty"), ("Shift+F6", "The reason is empty"), ("Ctrl+G", "The reason is empty"),
    ("Ctrl+F9", "The reason is empty"), ("Ctrl+F7", "minutes and seconds are 0"),
    ("Ctrl+F8", "The reason is empty"), ("Ctrl+Shift+T", "The reason is empty"),
    ("Ctrl+Shift+N", "The note is empty"), ("Shift+F2", "The decision is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "words"), EMPTY, ids=[keys for keys, _ in EMPTY])
def test_a_form_that_is_refused_keeps_what_stands_in_it_and_says_why(
    released: RunDesk, keys: str, words: str
) -> None:
    count = len(released.rows)
    released.press(keys)
    before = released.form.values()

    released.press("Ctrl+Return")

    assert words in said(released.form)
    assert released.form.values() == before
    assert len(released.rows) == count


@pytest.mark.parametrize(
    ("keys", "values", "words"),
    [
        ("Shift+F2", {"text": "x", "seen": "soon"}, "“soon” is not a time of the exercise"),
        ("Shift+F2", {"text": "x", "seen": "09:00"}, "It cannot have been seen at T+09:00"),
        ("Shift+F2", {"text": "x", "reliability": "B"}, "B is not a source rating"),
        ("Ctrl+F8", {"to": "tomorrow", "reason": "x"}, "“tomorrow” is not a date with a time"),
        ("Ctrl+F8", {"to": "2024-02-31 10:00", "reason": "x"}, "is not a date with a time"),
        ("Ctrl+F7", {"minutes": -5, "reason": "x"}, "The clock would stand before T+00:00"),
        ("Ctrl+F7", {"startex": "noon", "reason": "x"}, "“noon” is not a time of day"),
        ("Ctrl+F7", {"startex": "09:04", "seconds": 1, "reason": "x"}, "not by both"),
        ("Ctrl+Shift+N", {"text": "x" * 4_001}, "4,000 is the most"),
    ],
)
def test_what_cannot_be_is_refused_in_the_form_and_stays_there(
    released: RunDesk, keys: str, values: dict[str, Any], words: str
) -> None:
    count = len(released.rows)

    released.press(keys).submit(**values)

    assert words in said(released.form)
    assert released.form.values().items() >= values.items()
    assert len(released.rows) == count


def test_escape_leaves_a_form_with_nothing_written_and_goes_to_the_line(released: RunDesk) -> None:
    count = len(released.rows)

    released.press("F7").fill(reason="no").press("Escape")

    assert released.page.parts.form is None
    assert released.has_line_focus
    assert len(released.rows) == count


def test_a_verb_without_a_place_opens_no_form_and_says_why(desk: RunDesk) -> None:
    for keys, words in (
        ("Shift+F6", "No inject is chosen"), ("F3", "No inject is chosen"),
        ("Shift+F7", "No contingency is offered"), ("Shift+F3", "no standing decision"),
        ("Ctrl+Shift+W", "no standing decision"), ("Shift+F4", "No red line has a standing breach"),
        ("Ctrl+Shift+T", "No released inject expects an action"), ("Shift+F5", "nothing to undo"),
    ):  # fmt: skip
        desk.press(keys)
        assert (desk.page.parts.form, desk.strip[0]) == (None, "trouble"), keys
        assert words in desk.strip[1], keys
        desk.wait(2_000)

    assert desk.kinds == ["startex"]


def test_a_contingency_is_declined_with_its_reason(desk: RunDesk) -> None:
    offered(desk).press("Shift+F7").submit(reason="handled")

    assert desk.last.event == ev.ContingencyDeclined(inject="C03", reason="handled")
    assert "Offered" not in said(desk.page.parts.card)


def test_a_breach_is_cleared_with_its_reason(released: RunDesk) -> None:
    released.press("F4").submit(line="R1", teach=False)
    assert [breach.red_line for breach in released.state.breaches] == ["R1"]

    released.press("Shift+F4").submit(reason="misheard")

    assert isinstance(released.last.event, ev.BreachCleared)
    assert released.state.breaches == ()


def test_a_grave_breach_offers_to_stop_play_for_a_teach_back(released: RunDesk) -> None:
    released.press("F4")
    assert (released.form.values()["line"], released.form.values()["teach"]) == ("R2", True)

    released.press("Ctrl+Return")

    breach, pause = (row.event for row in released.rows[-2:])
    assert breach == ev.RedLineBreached(red_line="R2", inject="E01")
    assert pause == ev.ExercisePaused(reason="other")
    assert released.state.stage == "paused"


def test_a_hold_and_a_repeat_may_say_why(released: RunDesk) -> None:
    released.window.do("hold-why")
    released.submit(reason="the hall is late")
    assert released.last.event == ev.InjectHeld(inject="E02", reason="the hall is late")

    released.window.do("repeat-why")
    released.submit(reason="nobody heard it")

    assert released.last.event == ev.InjectRepeated(inject="E01", reason="nobody heard it")


def test_a_startex_that_was_earlier_moves_the_clock_by_the_difference(released: RunDesk) -> None:
    began = released.state.started_at.astimezone()
    earlier = f"{began - timedelta(minutes=6):%H:%M:%S}"

    released.press("Ctrl+F7").submit(startex=earlier, reason="the key was late")
    assert acts(released)[-1] == ev.ClockAdjusted(by_ms=6 * MINUTE, reason="the key was late")

    released.press("Ctrl+F7").submit(startex=f"{began - timedelta(minutes=4):%H.%M.%S}", reason="it was less")

    assert acts(released)[-1] == ev.ClockAdjusted(by_ms=-2 * MINUTE, reason="it was less")


def acts(desk: RunDesk) -> list[ev.Event]:
    """Return what a person did: the program's own rows may come between."""
    return [row.event for row in desk.rows if row.entry.author != PROGRAM]


def test_a_correction_sends_only_what_was_changed_and_refuses_no_change(released: RunDesk) -> None:
    released.type("sends a cat").press("Return", "Shift+F3", "Ctrl+Return")
    assert "Nothing was changed" in said(released.form)

    released.submit(text="sends a car")

    corrected = released.last.event
    assert isinstance(corrected, ev.DecisionLogged)
    assert (corrected.text, corrected.corrects, corrected.inject) == ("sends a car", 4, "E01")
    assert [entry.mark for entry in log_of(released)[:2]] == ["", "corrected"]


def test_a_withdrawal_names_the_decision_and_strikes_it_through(released: RunDesk) -> None:
    released.type("sends a cat").press("Return", "Ctrl+Shift+W")
    assert "sends a cat" in said(released.form)

    released.press("Return")

    assert released.kinds[-1] == "withdraw"
    assert released.state.decisions == ()
    assert [(entry.kind, entry.mark) for entry in log_of(released)[:2]] == [
        ("WITHDRAWN", ""), ("DECISION", "withdrawn"),
    ]  # fmt: skip
    assert "WITHDRAWN: sends a cat" in released.strip[1]


def test_endex_lists_the_open_actions_and_marks_the_rest_unmet(released: RunDesk) -> None:
    released.press("Ctrl+1", "1", "Ctrl+F12")
    assert "Not assessed (1): E01.b" in said(released.form)
    assert "Not released (4): E02, C03, E04, E05" in said(released.form)

    released.submit(rest="unmet")

    assert released.last.event == ev.ExerciseEnded(rest="unmet")
    assert released.state.stage == "ended"
    assert released.window._mode == "debrief"


# Two hands at once --------------------------------------------------------------------------------


def test_the_key_of_an_open_form_leaves_what_stands_in_it(released: RunDesk) -> None:
    released.press("F7").fill(reason="no ti").press("F7")

    assert released.form.values() == {"reason": "no ti"}


def test_an_enter_that_is_still_held_ends_no_exercise(released: RunDesk) -> None:
    released.press("Ctrl+F12")

    for keys in ("Return", "Enter", "Ctrl+Return"):
        send(focus_window(), keys, is_held=True)
    released.settle()

    assert released.state.stage == "running"
    assert released.page.parts.form is not None


def test_enter_pressed_twice_in_a_form_writes_one_row(released: RunDesk) -> None:
    released.press("F7").fill(reason="no time").press_at_once("Ctrl+Return", "Ctrl+Return")

    assert released.kinds == ["startex", "release", "skip"]


def test_an_undo_that_was_overtaken_takes_nothing_back(released: RunDesk) -> None:
    released.wait(10_000).press("Shift+F5").wait(2_000).press("F5")
    assert "E01 released" in said(released.form)

    released.press("Ctrl+Return")

    assert released.kinds == ["startex", "release", "release"]
    assert "Something else was written meanwhile" in said(released.form)


@pytest.mark.parametrize("keys", ["Shift+F3", "Ctrl+Shift+W"])
def test_a_correction_or_withdrawal_that_was_overtaken_is_refused(released: RunDesk, keys: str) -> None:
    released.type("first").press("Return", keys)
    form = released.form
    released.line.setFocus()
    released.type("second").press("Return")

    form.setFocus()
    if keys == "Shift+F3":
        released.fill(text="other")
    released.press("Ctrl+Return")

    assert released.kinds[-2:] == ["decide", "decide"]
    assert "Something else was written meanwhile" in said(released.form)


def test_a_form_keeps_the_inject_for_which_it_was_opened_over_a_change_of_language(released: RunDesk) -> None:
    released.press("F7").fill(reason="no time").press("F5", "F11", "Ctrl+Return")

    assert released.kinds == ["startex", "release", "release"]
    assert "E02" in said(released.form)
    assert released.form.values() == {"reason": "no time"}


def test_a_mistyped_inject_or_cell_goes_into_the_long_form_and_is_refused_there(released: RunDesk) -> None:
    released.type("sends a car #E99 @OPP").press("Shift+Return")
    values = released.form.values()
    assert (values["inject"], values["cell"], values["text"]) == ("E99", "OPP", "sends a car")

    released.press("Ctrl+Return")
    assert "Unknown cell OPP, did you mean OPS?" in said(released.form)
    released.submit(cell="OPS")

    assert "Unknown inject E99" in said(released.form)
    assert released.kinds == ["startex", "release"]
