"""The list that completes the log line: `#`, `@` and the expected actions; the line stays what it was."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from ui.run_desk import RunDesk, focus_window, send

from tabletop.domain.play import events as ev
from tabletop.ui.widgets.entry_completion import CompletionList, Offer, matching, token_at

pytestmark = pytest.mark.slow


def listed(desk: RunDesk) -> list[str]:
    """Return the rows of the list that can be seen, the marked one with a star."""
    found = [one for one in desk.window.findChildren(CompletionList) if one.isVisible()]
    if not found:
        return []
    rows = [found[0].item(at).text() for at in range(found[0].count())]
    rows[found[0].currentRow()] += " *"
    return rows


def test_a_hash_lists_the_injects_the_latest_released_first(released: RunDesk) -> None:
    released.wait(2_000).press("F5").type("sends a car #")

    assert listed(released)[:3] == ["#E02  Inject E02 *", "#E01  Inject E01", "#C03  Inject C03"]


def test_what_is_typed_after_the_mark_narrows_the_list_by_id(released: RunDesk) -> None:
    released.type("sends #c")

    assert listed(released) == ["#C03  Inject C03 *"]


def test_a_word_of_the_title_finds_a_cell(released: RunDesk) -> None:
    released.type("sends @lia")

    assert listed(released) == ["@LO  Liaison *"]


@pytest.mark.parametrize("key", ["Tab", "Return", "Enter"])
def test_tab_or_enter_take_the_marked_one_and_typing_goes_on(released: RunDesk, key: str) -> None:
    count = len(released.rows)

    released.type("asks @").press("Down", key).type("for help")

    assert released.line.text() == "asks @LO for help"
    assert released.has_line_focus
    assert listed(released) == []
    assert len(released.rows) == count


def test_enter_saves_once_the_list_is_closed(released: RunDesk) -> None:
    released.type("asks #e0").press("Tab").type("@l").press("Return", "Return")

    assert released.last.event == ev.DecisionLogged(cell="LO", text="asks", inject="E01")
    assert released.line.text() == ""


def test_an_id_typed_out_needs_no_list_and_enter_saves_at_once(released: RunDesk) -> None:
    released.type("asks #e01 @lo")
    assert listed(released) == []

    released.press("Return")

    assert released.last.event == ev.DecisionLogged(cell="LO", text="asks", inject="E01")


def test_escape_closes_only_the_list(released: RunDesk) -> None:
    released.type("asks @").press("Esc")

    assert (listed(released), released.line.text(), released.has_line_focus) == ([], "asks @", True)


def test_up_goes_round_to_the_last(released: RunDesk) -> None:
    released.type("@").press("Up", "Tab")

    assert released.line.text() == "@SIM "


def test_a_held_enter_takes_one_and_saves_nothing(released: RunDesk) -> None:
    count = len(released.rows)

    released.type("asks @").press("Return")
    for _ in range(3):
        send(focus_window(), "Return", is_held=True)
    released.settle()

    assert (released.line.text(), len(released.rows)) == ("asks @OPS ", count)


def test_shift_enter_opens_the_long_form_from_an_open_list(released: RunDesk) -> None:
    released.type("asks @").press("Shift+Return")

    assert released.form.values()["text"] == "asks @"
    assert listed(released) == []


def test_a_list_goes_when_the_focus_goes(released: RunDesk) -> None:
    released.type("asks @").press("F7")

    assert listed(released) == []


def test_a_mouse_takes_an_offer_and_leaves_the_focus_in_the_line(released: RunDesk) -> None:
    released.type("asks @")
    shown = next(one for one in released.window.findChildren(CompletionList) if one.isVisible())

    shown.itemClicked.emit(shown.item(1))

    assert released.line.text() == "asks @LO "
    assert released.has_line_focus


def test_the_list_is_no_window_and_goes_with_its_line(released: RunDesk) -> None:
    released.type("asks @")
    assert QApplication.activePopupWidget() is None
    assert focus_window() is released.window.windowHandle()

    released.press("F11").settle()

    assert released.line.text() == "asks @"
    assert listed(released) == []


# The expected actions -----------------------------------------------------------------------------


def test_down_in_the_empty_line_offers_the_expected_actions(released: RunDesk) -> None:
    released.press("Down")

    assert listed(released) == ["E01.a  does E01.a @OPS *", "E01.b  does E01.b @OPS"]


def test_a_chosen_action_fills_the_line_with_its_link_and_is_not_graded(released: RunDesk) -> None:
    released.press("Down", "Down", "Return")
    assert released.line.text() == "does E01.b #E01 @OPS"

    released.type(" at once").press("Return")

    assert released.last.event == ev.DecisionLogged(cell="OPS", text="does E01.b at once", inject="E01")
    assert released.state.assessments == {}


def test_a_chosen_action_is_stamped_when_it_was_chosen(released: RunDesk) -> None:
    released.wait(3_000).press("Down", "Return").wait(4_000).press("Return")

    entry = released.last.entry
    assert (entry.observed_ms, entry.elapsed_ms) == (7_000, 11_000)


def test_down_in_a_line_with_text_changes_nothing(released: RunDesk) -> None:
    released.type("asks").press("Down")

    assert (listed(released), released.line.text()) == ([], "asks")


def test_down_without_an_inject_offers_nothing(desk: RunDesk) -> None:
    desk.press("F2", "Down")

    assert listed(desk) == []


# Words and tokens ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "cursor", "found"),
    [
        ("#", 1, ("#", "", 0)),
        ("asks #E2", 8, ("#", "E2", 5)),
        ("asks @LO-K now", 10, ("@", "LO-K", 5)),
        ("asks #E2", 6, None),
        ("mail a@b", 8, None),
        ("asks", 4, None),
        ("asks # ", 7, None),
    ],
)
def test_a_token_is_what_the_cursor_ends(line: str, cursor: int, found: tuple[str, str, int] | None) -> None:
    token = token_at(line, cursor)

    assert (None if token is None else (token.mark, token.typed, token.begin)) == found


def test_ids_come_before_titles_and_no_more_than_fifty(released: RunDesk) -> None:
    offers = [Offer(insert=f"#E{n:03}", words=f"#E{n:03}  Crowd") for n in range(90)]
    offers.append(Offer(insert="#X1", words="#X1  E stands here"))

    assert len(matching(offers, "e")) == 50
    assert [offer.insert for offer in matching(offers, "e08")] == [f"#E08{n}" for n in range(10)]
    assert matching(offers, "e080") == []
