"""At hand: what belongs to inject and exercise, in words of plan and state, reached by the arrow keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import MINUTE, Rows, action, inject, readiness_item, scenario
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tabletop import paths
from tabletop.domain.plan.scenario import Actor, Rule, Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.vulnerability import Vulnerability
from tabletop.domain.play.due import Outlook
from tabletop.domain.play.events import ExerciseStarted, ReadinessChecked, RedLineBreached
from tabletop.domain.play.fold import fold
from tabletop.exchange.pack_reader import read_pack
from tabletop.i18n import catalogue
from tabletop.ui.item_models.reference import TOPICS, Page, Topic, page
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.at_hand import AtHand

LOOK = Look(FIELD, 100, catalogue("en"))
BARE = replace(scenario(inject("E01")), red_lines=())
RICH = scenario(
    inject(
        "E01", replace(action("E01.a"), rule="law-1"),
        links=("V01",), red_lines=("R2",), controller_notes=Text.same("keep <b>calm</b>"),
        attachments=("attachments/photo.png",), source_number="12a", discussion_ms=5 * MINUTE,
    ),
    inject("E02"),
    vulnerabilities=(
        Vulnerability(
            id="V01", site=Text.same("Old market"), category=Text.same("crowded"),
            reasons=(Text.same("one exit"),), owner=Text.same("Traffic"),
        ),
    ),
    actors=(
        Actor(id="KPU", title=Text.same("Election office"), may_not_decide=Text.same("arrests")),
        Actor(id="POL", title=Text.same("Police"), mandate=Text.same("keeps order")),
    ),
    rules=(
        Rule(id="law-1", title=Text.same("Law on gatherings"), as_at="2024-02"),
        Rule(id="law-2", title=Text.same("Law on elections"), note=Text.same("in force")),
    ),
    rules_as_at="2024-03",
)  # fmt: skip


def made(topic: Topic, plan: Scenario = RICH, number: str | None = "E01", *breaches: str) -> Page:
    rows = Rows()
    rows.add(ExerciseStarted())
    for line in breaches:
        rows.add(RedLineBreached(red_line=line), at_ms=MINUTE)
    return page(topic, LOOK, Outlook.of(plan), fold(plan, rows.recorded), number)


def words(topic: Topic, *more: object) -> str:
    return " | ".join(card.words for card in made(topic, *more).cards)  # type: ignore[arg-type]


# The words ----------------------------------------------------------------------------------------


def test_the_inject_brings_its_site_red_line_rule_document_notes_and_source_number() -> None:
    said = words("inject")

    for part in (
        "Vulnerability V01: Old market", "one exit", "Traffic", "Red line R2", "Law on gatherings",
        "photo.png", "keep <b>calm</b>", "12a", "05:00",
    ):  # fmt: skip
        assert part in said


def test_an_inject_without_all_that_says_how_it_is_delivered_only() -> None:
    cards = made("inject", RICH, "E02").cards

    assert [card.head for card in cards] == ["E02 Inject E02", "Delivery"]


def test_what_is_asked_for_stands_before_what_the_card_of_the_inject_shows_too() -> None:
    heads = [card.head for card in made("inject").cards]

    assert heads == [
        "E01 Inject E01", "Vulnerability V01: Old market", "Red line R2", "Rules of its actions",
        "Controller notes", "Delivery", "Documents",
    ]  # fmt: skip


def test_red_lines_count_their_breaches() -> None:
    lines = made("red-lines", RICH, None, "R1", "R1")

    assert lines.summary == "Breaches: 2"
    assert [(card.head, card.alarm) for card in lines.cards] == [
        ("Red line R1", "Breaches: 2"),
        ("Red line R2", ""),
    ]
    assert "grave by itself" in lines.cards[1].words


def test_a_crossed_red_line_stands_before_the_others() -> None:
    lines = made("red-lines", RICH, None, "R2")

    assert lines.is_alarming
    assert [card.head for card in lines.cards] == ["Red line R2", "Red line R1"]


def test_without_a_breach_nothing_alarms() -> None:
    lines = made("red-lines")

    assert (lines.summary, lines.is_alarming) == ("No breach so far", False)


def test_readiness_says_the_gate_then_what_is_short_then_what_was_noted() -> None:
    plan = scenario(
        inject("E01"),
        readiness=(
            readiness_item("K1"), readiness_item("K2"), readiness_item("K3", required=4, critical=True),
            readiness_item("K4"),
        ),
    )  # fmt: skip
    rows = Rows()
    rows.add(ReadinessChecked(item="K1", present=1, serviceable=1, note="lent by the city"))
    rows.add(ReadinessChecked(item="K2", present=1, serviceable=1))
    rows.add(ReadinessChecked(item="K3", present=3, serviceable=2, note="two flat tyres"))

    shown = page("readiness", LOOK, Outlook.of(plan), fold(plan, rows.recorded), None)

    assert shown.summary.startswith("READY WITH NOTES")
    assert [card.words for card in shown.cards] == [
        "K3 K3 critical Fit 2 of 4 Note two flat tyres",
        "K4 K4  Fit 0 of 1  not counted yet",
        "K1 K1   complete Note lent by the city",
    ]


def test_actors_say_what_they_may_not_decide() -> None:
    assert "May not decide arrests" in words("actors")


def test_rules_say_as_at_which_date_they_stood() -> None:
    rules = made("rules")

    assert rules.summary == "Rules as at 2024-03"
    assert [card.head for card in rules.cards] == ["Law on gatherings (as at 2024-02)", "Law on elections"]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_pack_that_has_nothing_to_a_topic_says_so(topic: Topic) -> None:
    nothing = made(topic, BARE, None)

    assert nothing.cards == ()
    assert nothing.empty


@pytest.mark.parametrize("pack", ["sispamkota-2024", "quick-start"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_inject_of_the_bundled_packs_has_its_page(pack: str, language: str) -> None:
    plan = read_pack(paths.bundled_pack(pack))[0].scenario
    look, outlook, state = Look(FIELD, 100, catalogue(language)), Outlook.of(plan), fold(plan, [])

    for each in plan.injects:
        shown = page("inject", look, outlook, state, each.number)
        named = " ".join(card.head for card in shown.cards)
        assert all(link in named for link in (*each.links, *each.red_lines))


# The panel ----------------------------------------------------------------------------------------


@pytest.fixture
def panel(qapp_ready: QApplication, qtbot: QtBot) -> AtHand:
    shown = AtHand(LOOK)
    qtbot.addWidget(shown)
    shown.show_exercise(Outlook.of(RICH), fold(RICH, []), "E01")
    shown.resize(278, 400)
    shown.show()
    with qtbot.waitActive(shown):
        shown.activateWindow()
    shown.focus_first()
    return shown


def text_of(panel: AtHand) -> str:
    return panel.text.toPlainText()


def press(qtbot: QtBot, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_left_and_right_go_round_the_topics(panel: AtHand, qtbot: QtBot) -> None:
    seen = [text_of(panel)]
    for _ in range(4):
        press(qtbot, Qt.Key.Key_Right)
        seen.append(text_of(panel))

    assert [part in words for part, words in zip(
        ("Old market", "Line two", "no readiness list", "Election office", "Law on elections"), seen,
        strict=True,
    )] == [True] * 5  # fmt: skip
    press(qtbot, Qt.Key.Key_Right)
    assert "Old market" in text_of(panel)
    press(qtbot, Qt.Key.Key_Left)
    assert "Law on elections" in text_of(panel)


def test_down_and_up_scroll_and_escape_leaves(panel: AtHand, qtbot: QtBot) -> None:
    bar = panel.text.verticalScrollBar()

    press(qtbot, Qt.Key.Key_Down, 2)
    assert bar.value() > 0
    press(qtbot, Qt.Key.Key_Up, 2)
    assert bar.value() == 0
    with qtbot.waitSignal(panel.left):
        press(qtbot, Qt.Key.Key_Escape)


def test_the_arrows_on_the_topics_take_the_focus_along_and_down_goes_to_the_cards(
    panel: AtHand, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Backtab)
    before = QApplication.focusWidget()

    press(qtbot, Qt.Key.Key_Right)
    after = QApplication.focusWidget()
    press(qtbot, Qt.Key.Key_Down)

    assert isinstance(before, QPushButton)
    assert isinstance(after, QPushButton)
    assert (before.text(), after.text()) == ("Inject", "Red lines")
    assert QApplication.focusWidget() is panel.text


def test_pages_scroll_further_than_lines(panel: AtHand, qtbot: QtBot) -> None:
    bar = panel.text.verticalScrollBar()

    press(qtbot, Qt.Key.Key_Down)
    by_a_line = bar.value()
    press(qtbot, Qt.Key.Key_PageDown)
    by_a_page = bar.value()
    press(qtbot, Qt.Key.Key_Home)

    assert 0 < by_a_line < by_a_page
    assert bar.value() == 0


@pytest.mark.parametrize("topic", TOPICS)
def test_escape_leaves_from_every_topic(panel: AtHand, qtbot: QtBot, topic: Topic) -> None:
    panel.choose(topic)

    with qtbot.waitSignal(panel.left):
        press(qtbot, Qt.Key.Key_Escape)


def test_a_new_breach_shows_at_once(panel: AtHand) -> None:
    panel.choose("red-lines")
    rows = Rows()
    rows.add(RedLineBreached(red_line="R2"))

    panel.show_exercise(Outlook.of(RICH), fold(RICH, rows.recorded), "E01")

    assert text_of(panel).startswith("Red line R2\nBreaches: 1")


def test_what_happened_while_it_was_hidden_is_there_when_it_shows(panel: AtHand) -> None:
    panel.choose("red-lines")
    panel.hide()
    rows = Rows()
    rows.add(RedLineBreached(red_line="R2"))
    panel.show_exercise(Outlook.of(RICH), fold(RICH, rows.recorded), "E01")

    panel.show()

    assert "Breaches: 1" in text_of(panel)


def test_what_a_pack_says_is_never_read_as_markup(panel: AtHand) -> None:
    assert "keep <b>calm</b>" in text_of(panel)


def test_a_tick_that_changes_no_word_keeps_the_place(panel: AtHand, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Down)
    before = panel.text.verticalScrollBar().value()

    panel.show_exercise(Outlook.of(RICH), fold(RICH, []), "E01")

    assert panel.text.verticalScrollBar().value() == before > 0


def test_the_library_of_rules_is_searched(panel: AtHand, qtbot: QtBot) -> None:
    panel.choose("rules")
    panel._search.line.setFocus()
    qtbot.keyClicks(panel._search.line, "election")

    assert "Law on elections" in text_of(panel)
    assert "gatherings" not in text_of(panel)
    assert panel._search._count.text() == "1 of 2"


def test_a_search_in_vain_says_so(panel: AtHand) -> None:
    panel.restore({"topic": "rules", "asked": "nowhere"})

    assert text_of(panel) == "No card has all these words."


def test_a_breach_is_asked_for_from_the_red_lines(panel: AtHand, qtbot: QtBot) -> None:
    assert panel._breach.isHidden()
    panel.choose("red-lines")

    with qtbot.waitSignal(panel.verb_asked) as asked:
        panel._breach.click()

    assert asked.args == ["breach"]


def test_topic_and_search_survive_a_window_that_is_built_anew(panel: AtHand, qtbot: QtBot) -> None:
    panel.choose("actors")
    panel._search.line.setText("police")
    again = AtHand(LOOK)
    qtbot.addWidget(again)

    again.show_exercise(Outlook.of(RICH), fold(RICH, []), "E01")
    again.restore(panel.keep())

    assert "Police" in text_of(again)
    assert "Election office" not in text_of(again)
