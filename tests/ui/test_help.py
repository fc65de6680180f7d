"""The help page: the screen's topic first, links between topics, a search that forgives spellings."""

from __future__ import annotations

import gettext

import pytest
from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QColor, QFont, QTextFragment
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui.run_desk import RunDesk

from tabletop.help_topics import TOPICS
from tabletop.i18n import LANGUAGES, Catalogue, catalogue
from tabletop.ui.look import Look
from tabletop.ui.pages.help import MISSING, HelpPage
from tabletop.ui.stylesheet import stylesheet
from tabletop.ui.theme import CONTRAST, FIELD, NIGHT, Theme
from tabletop.ui.widgets.help_text import MEASURE, HelpText


@pytest.fixture(autouse=True)
def _fonts(qapp_ready: QApplication) -> None:
    """Measure in the program's own face."""


@pytest.fixture
def look() -> Look:
    return Look(FIELD, 100, catalogue("id"))


def _page(qtbot: QtBot, look: Look, topic: str = "run") -> HelpPage:
    page = HelpPage(look)
    qtbot.addWidget(page)
    page.show_topic(topic)
    return page


def _shown(qtbot: QtBot, look: Look, topic: str = "run", size: tuple[int, int] = (1030, 520)) -> HelpPage:
    """Return a page on the screen, in its style, with the focus where a person finds it."""
    page = _page(qtbot, look, topic)
    page.setStyleSheet(stylesheet(look))
    page.resize(*size)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.enter()
    return page


def _text(page: HelpPage) -> HelpText:
    return page.findChild(HelpText)


def _list(page: HelpPage) -> QListWidget:
    return page.findChild(QListWidget)


def _search(page: HelpPage) -> QLineEdit:
    return page.findChild(QLineEdit)


def _names(page: HelpPage) -> list[str]:
    return [_list(page).item(n).data(Qt.ItemDataRole.UserRole) for n in range(_list(page).count())]


def _marked(page: HelpPage) -> list[str]:
    return [marking.cursor.selectedText() for marking in _text(page).extraSelections()]


def _fragments(page: HelpPage) -> list[QTextFragment]:
    found, block = [], _text(page).document().begin()
    while block.isValid():
        found += [one.fragment() for one in block]
        block = block.next()
    return found


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


# What is read -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_reads_without_markup_and_with_its_title_once(
    qtbot: QtBot, language: str, topic: str
) -> None:
    page = _page(qtbot, Look(FIELD, 100, catalogue(language)), topic)

    shown = _text(page).toPlainText()

    title = _list(page).currentItem().text()
    assert shown.splitlines()[0] == title
    assert shown.splitlines().count(title) == 1
    assert not any(mark in shown for mark in ("**", "](", "##", "{key", "|", "&", "\\"))


def test_the_keys_that_a_topic_names_are_bold(qtbot: QtBot, look: Look) -> None:
    page = _page(qtbot, look)

    bold = {one.text() for one in _fragments(page) if one.charFormat().fontWeight() >= QFont.Weight.Bold}

    assert {look.key("release"), look.key("undo"), look.key("pause")} <= bold


@pytest.mark.parametrize("theme", [FIELD, NIGHT, CONTRAST])
def test_a_link_has_the_colour_of_the_theme(qtbot: QtBot, theme: Theme) -> None:
    page = _page(qtbot, Look(theme, 100, catalogue("id")))

    links = [one.charFormat() for one in _fragments(page) if one.charFormat().isAnchor()]

    assert {link.foreground().color().name() for link in links} == {QColor(theme.act_ink).name()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("size", [(1366, 728), (1030, 520)])
def test_lines_keep_their_measure_and_nothing_is_cut(
    qtbot: QtBot, language: str, size: tuple[int, int], scale: int
) -> None:
    look = Look(FIELD, scale, catalogue(language))
    page = _shown(qtbot, look, size=size)

    for topic in TOPICS:
        page.show_topic(topic)
        text = _text(page)
        assert text.horizontalScrollBar().maximum() == 0, topic
        assert text.document().textWidth() <= look.px(MEASURE + 40), topic
    topics = _list(page)
    room = QRect(0, 0, topics.viewport().width() - look.px(24), 1_000)
    for row in range(topics.count()):
        words = topics.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, topics.item(row).text())
        assert words.width() <= room.width()
        assert words.height() <= topics.visualItemRect(topics.item(row)).height()


def test_where_the_texts_are_missing_words_say_so(qtbot: QtBot) -> None:
    nowhere = Look(FIELD, 100, Catalogue("xx", gettext.NullTranslations()))

    page = _page(qtbot, nowhere)

    assert _text(page).toPlainText() == MISSING
    assert _names(page) == []


# Links and keys -----------------------------------------------------------------------------------


def test_a_link_leads_to_its_topic_and_opens_nothing_else(qtbot: QtBot, look: Look) -> None:
    page = _page(qtbot, look)

    _text(page).anchorClicked.emit(QUrl("trouble.md"))

    assert page.keep()["topic"] == "trouble"
    assert not _text(page).openLinks()


def test_a_link_is_followed_by_keys_alone(qtbot: QtBot, look: Look) -> None:
    page = _shown(qtbot, look, "home")

    qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
    assert _focused() is _text(page)
    qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(_focused(), Qt.Key.Key_Return)

    assert page.keep()["topic"] == "conduct"
    assert _focused() is _text(page)


def test_tab_goes_from_search_over_topics_and_text_to_the_buttons(qtbot: QtBot, look: Look) -> None:
    page = _shown(qtbot, look)
    qtbot.keyClick(_focused(), Qt.Key.Key_Backtab)
    order = [_focused()]

    for _ in range(30):
        qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
        if _focused() is not order[-1]:
            order.append(_focused())

    buttons = page.findChildren(QPushButton)
    assert order[:6] == [_search(page), _list(page), _text(page), *buttons]
    assert all(one.accessibleName() for one in order)


@pytest.mark.parametrize("part", [QLineEdit, QListWidget, HelpText, QPushButton])
def test_esc_empties_the_search_and_then_leaves(qtbot: QtBot, look: Look, part: type[QWidget]) -> None:
    page = _shown(qtbot, look)
    _search(page).setText("kontinjensi")
    page.findChild(part).setFocus()

    qtbot.keyClick(_focused(), Qt.Key.Key_Escape)
    assert _search(page).text() == ""
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(_focused(), Qt.Key.Key_Escape)


# The search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["kontinjensi", "KONTIJENSI", "kontingensi", "kóntinjensi"])
def test_a_word_is_found_and_marked_however_it_is_spelled(qtbot: QtBot, look: Look, asked: str) -> None:
    page = _page(qtbot, look, "conduct")

    _search(page).setText(asked)

    assert "conduct" in _names(page)
    assert len(_names(page)) < len(TOPICS)
    assert "Kontinjensi" in _marked(page)
    assert {word.lower() for word in _marked(page)} == {"kontinjensi"}


def test_words_of_a_title_are_found_and_an_empty_search_marks_nothing(qtbot: QtBot, look: Look) -> None:
    page = _page(qtbot, look, "score")
    title = _list(page).currentItem().text()

    _search(page).setText(title.upper())
    assert "score" in _names(page)
    assert _marked(page)[0] == title
    _search(page).clear()

    assert _names(page) == list(TOPICS)
    assert _marked(page) == []


@pytest.mark.parametrize("asked", ["**", "trouble.md", "{key"])
def test_what_no_reader_sees_is_not_found(qtbot: QtBot, look: Look, asked: str) -> None:
    page = _page(qtbot, look)

    _search(page).setText(asked)

    assert _names(page) == []
    assert _text(page).toPlainText() == look.say("No topic holds these words.")


def test_a_search_that_found_nothing_gives_the_topic_back(qtbot: QtBot, look: Look) -> None:
    page = _page(qtbot, look, "score")

    _search(page).setText("zzzz")
    _search(page).clear()

    assert page.keep()["topic"] == "score"
    assert _list(page).currentItem().text() in _text(page).toPlainText()


def test_the_arrows_choose_a_topic_while_one_types_and_enter_goes_to_the_text(
    qtbot: QtBot, look: Look
) -> None:
    page = _shown(qtbot, look, "home")
    _search(page).setFocus()

    qtbot.keyClick(_focused(), Qt.Key.Key_Down)
    assert page.keep()["topic"] == TOPICS[1]
    qtbot.keyClick(_focused(), Qt.Key.Key_Return)

    assert _focused() is _text(page)


@pytest.mark.parametrize("asked", ["", "p", "zzzz"])
def test_a_window_that_is_built_anew_shows_the_same_topic_and_search(
    qtbot: QtBot, look: Look, asked: str
) -> None:
    page = _page(qtbot, look, "score")
    _search(page).setText(asked)
    kept = page.keep()
    other = _page(qtbot, Look(NIGHT, 150, catalogue("en")), "home")

    other.restore(kept)

    assert other.keep() == kept


def test_find_in_the_help_goes_to_its_search_and_not_to_the_page_behind(desk: RunDesk) -> None:
    desk.press("F1", "Ctrl+F")

    assert desk.window.focusWidget() is desk.window._guides._help._search
