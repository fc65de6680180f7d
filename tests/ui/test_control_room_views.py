"""The control room, views: at hand, timeline and search stand beside the work and never in its way."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from ui.run_desk import RunDesk, Sit, log_of, said

from tabletop.domain.play import events as ev
from tabletop.ui.pages.run_layout import RunLayout
from tabletop.ui.widgets.at_hand import AtHand

pytestmark = pytest.mark.slow


def parts(desk: RunDesk) -> RunLayout:
    return desk.page.parts


def at_hand(desk: RunDesk) -> AtHand:
    return parts(desk).at_hand


def is_in(widget: object) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus)  # type: ignore[attr-defined]


def words_at_hand(desk: RunDesk) -> str:
    return at_hand(desk).text.toPlainText()


# At hand ------------------------------------------------------------------------------------------


def test_at_hand_takes_the_place_of_the_log_and_escape_gives_it_back(released: RunDesk) -> None:
    released.press("Ctrl+F1")
    assert at_hand(released).isVisible()
    assert not parts(released).log.isVisible()
    assert is_in(at_hand(released))

    released.press("Esc")

    assert not at_hand(released).isVisible()
    assert parts(released).log.isVisible()
    assert released.has_line_focus


def test_the_key_goes_there_first_and_from_there_back(released: RunDesk) -> None:
    released.press("Ctrl+F1", "F2")
    assert released.has_line_focus
    assert at_hand(released).isVisible()

    released.press("Ctrl+F1")
    assert is_in(at_hand(released))
    released.press("Ctrl+F1")

    assert not at_hand(released).isVisible()


def test_left_and_right_go_from_topic_to_topic(released: RunDesk) -> None:
    released.press("Ctrl+F1")
    first = at_hand(released)._topic

    released.press("Right")
    assert at_hand(released)._topic == "red-lines"
    released.press("Left")

    assert at_hand(released)._topic == first == "inject"


def test_at_hand_follows_the_selected_inject(released: RunDesk) -> None:
    released.press("Ctrl+F1")
    before = words_at_hand(released)

    released.press("Ctrl+Down")

    assert parts(released).table.selected == "E02"
    assert words_at_hand(released) != before
    assert words_at_hand(released).startswith("E02 ")


def test_at_hand_stays_at_its_topic_when_language_and_theme_change(released: RunDesk) -> None:
    released.press("Ctrl+F1", "Right", "F11", "Ctrl+T")

    assert at_hand(released).isVisible()
    assert at_hand(released)._topic == "red-lines"


def test_live_keys_and_the_line_go_on_beside_it(released: RunDesk) -> None:
    released.press("Ctrl+F1", "F5")
    assert released.last.event == ev.InjectReleased(inject="E02", variant=0)
    assert released.has_line_focus

    released.type("sends a car").press("Return")

    assert released.last.entry.kind == "decide"
    assert at_hand(released).isVisible()


def test_at_hand_is_a_tab_in_a_narrow_window(sit: Sit) -> None:
    desk = sit(size=(1030, 520)).started().press("Ctrl+F1")
    assert at_hand(desk).isVisible()
    assert not parts(desk).action_list.isVisible()
    assert is_in(at_hand(desk))

    desk.press("Esc")

    assert not at_hand(desk).isVisible()
    assert parts(desk).action_list.isVisible()
    assert desk.has_line_focus


def test_at_hand_stays_when_the_window_grows_and_shrinks(sit: Sit) -> None:
    desk = sit(size=(1030, 520)).started().press("Ctrl+F1")

    desk.window.resize(1366, 728)
    desk.settle()
    assert at_hand(desk).isVisible()
    desk.window.resize(1030, 520)
    desk.settle()

    assert at_hand(desk).isVisible()


# Search -------------------------------------------------------------------------------------------


def logged(desk: RunDesk) -> RunDesk:
    return desk.type("sends a car").press("Return").type("asks for water").press("Return")


def shown_entries(desk: RunDesk) -> list[str]:
    model = parts(desk).log.view.model()
    return [entry.text for entry in log_of(desk)] if model.rowCount() else []


def test_the_search_leaves_what_has_its_words_and_escape_gives_all_back(released: RunDesk) -> None:
    logged(released)
    everything = shown_entries(released)

    released.press("Ctrl+F").type("water")
    assert [text for text in shown_entries(released) if "water" not in text] == []
    assert len(shown_entries(released)) == 1
    released.press("Esc")

    assert shown_entries(released) == everything
    assert released.has_line_focus


def test_the_search_asked_twice_filters_the_injects(released: RunDesk) -> None:
    table = parts(released).table
    rows = table.model().rowCount()

    released.press("Ctrl+F", "Ctrl+F")
    assert parts(released).view_bar.is_finding
    released.type("E04")
    assert "1 of 5" in said(parts(released).view_bar)
    assert table.model().rowCount() < rows
    released.press("Esc")

    assert not parts(released).view_bar.is_finding
    assert table.model().rowCount() == rows
    assert released.has_line_focus


def test_a_search_outlives_a_change_of_language_and_takes_no_focus(released: RunDesk) -> None:
    logged(released).press("Ctrl+F").type("water").press("F11")
    assert len(shown_entries(released)) == 1

    released.press("F2").type("half").press("F11")

    assert released.has_line_focus
    assert len(shown_entries(released)) == 1


def test_a_release_during_a_search_goes_out_and_its_row_is_in_the_log_afterwards(released: RunDesk) -> None:
    released.press("Ctrl+F").type("nothing has this").press("F5")
    assert released.kinds == ["startex", "release", "release"]

    released.press("Ctrl+F")
    released.press("Esc")

    assert len(shown_entries(released)) == len(log_of(released)) >= 3


def test_the_search_works_in_a_narrow_window(sit: Sit) -> None:
    desk = sit(size=(1030, 520)).started()

    desk.press("Ctrl+F")
    assert parts(desk).log.isVisible()
    desk.press("Ctrl+F")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert parts(desk).view_bar.isVisible()
    desk.press("Esc")

    assert not parts(desk).view_bar.isVisible()
    assert desk.has_line_focus


# Timeline -----------------------------------------------------------------------------------------


def test_the_timeline_takes_the_place_of_the_list_and_selects_for_both(released: RunDesk) -> None:
    released.press("Shift+F11")
    timeline = parts(released).timeline
    assert timeline.isVisible()
    assert not parts(released).table.isVisible()
    timeline.setFocus()

    released.press("Down")
    chosen = timeline.selected
    assert parts(released).table.selected == chosen != "E01"
    released.press("Up")
    assert parts(released).table.selected == "E01"
    released.press("Shift+F11")

    assert parts(released).table.isVisible()
    assert parts(released).table.selected == "E01"


def test_the_rows_are_stepped_through_on_the_timeline_by_the_same_keys(released: RunDesk) -> None:
    released.press("Shift+F11", "Ctrl+Down")

    assert parts(released).table.selected == "E02"
    assert parts(released).timeline.selected == "E02"


def test_a_release_is_seen_on_the_timeline(desk: RunDesk) -> None:
    desk.press("Shift+F11", "F5")

    timeline = parts(desk).timeline
    assert timeline.selected == "E01"
    assert "Released" in timeline.words_of("E01")
    assert timeline.isVisible()
    assert desk.has_line_focus


def test_the_timeline_stays_when_the_language_changes(released: RunDesk) -> None:
    released.press("Shift+F11", "F11")

    assert parts(released).timeline.isVisible()


def test_a_search_for_injects_shows_the_list(released: RunDesk) -> None:
    released.press("Shift+F11", "Ctrl+F", "Ctrl+F").type("E04")

    assert parts(released).table.isVisible()
    assert "1 of 5" in said(parts(released).view_bar)
