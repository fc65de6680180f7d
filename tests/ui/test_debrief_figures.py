"""The figures of the debrief: each chart as printed, with its table; the words are those of the paper."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui import test_debrief as debrief_room
from ui.test_debrief import SCRIPT, OpenScreen, Screen, without

from tabletop.reports.debrief_charts import figures as charts
from tabletop.reports.document import Cell, Figure, Grade, Number
from tabletop.reports.dossier import dossier_of
from tabletop.services.workplace import PaperOrder, paperwork_of
from tabletop.ui.item_models.why_page import leads_to
from tabletop.ui.pages.debrief_figures import FiguresPart
from tabletop.ui.widgets.debrief_layout import FIGURES
from tabletop.ui.widgets.debrief_table import DebriefTable

pytestmark = pytest.mark.slow
played, open_screen = debrief_room.played, debrief_room.open_screen


def part(screen: Screen) -> FiguresPart:
    found = screen.page.more[FIGURES]
    assert isinstance(found, FiguresPart)
    return found


def choose(screen: Screen, at: int) -> None:
    """Go to a figure of the list by its keys."""
    listed = part(screen).list
    listed.setFocus()
    screen.press(Qt.Key.Key_Home)
    for _ in range(at):
        screen.press(Qt.Key.Key_Down)
    assert listed.currentRow() == at


def shown_rows(screen: Screen) -> list[list[str]]:
    table = part(screen).table
    assert table is not None
    return [screen.words(table, at) for at in range(table.model().rowCount())]


def seen_height(screen: Screen, table: DebriefTable) -> int:
    """Return how much of the height of the chosen row is in sight."""
    row, view = table.visualRect(table.currentIndex()), part(screen)._scroll.viewport()
    place = row.translated(table.viewport().mapTo(view, row.topLeft()) - row.topLeft())
    return view.rect().intersected(place).height()


def charts_of(screen: Screen) -> dict[str, Figure]:
    """Return the charts of the papers by their names."""
    assert screen.window.bridge is not None
    work = paperwork_of(screen.window.bridge.session)
    d = dossier_of(
        work.scenario, work.debrief, state=work.state, recorded=work.recorded, languages=("en",)
    )  # fmt: skip
    return charts(d.edition, d.metrics)


def words_of(cell: Cell) -> str:
    match cell:
        case Number(words=words):
            return words
        case Grade(letter=letter):
            return letter or "\N{EN DASH}"
        case _:
            return cell.first


def report(screen: Screen) -> tuple[list[str], list[list[list[str]]]]:
    """Return the paragraphs and the tables of the full report, from its Word file."""
    assert screen.window.bridge is not None
    work = paperwork_of(screen.window.bridge.session)
    order = PaperOrder(kind="report", form="docx", languages=("en",))
    paper = screen.page._workplace.paper(work, order, lambda _done, _total: True)
    document = docx.Document(BytesIO(paper.data))
    return [each.text for each in document.paragraphs], [
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    ]


def test_every_figure_is_shown_with_its_drawing_and_the_words_of_the_paper(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_3)
    figures = part(screen)._figures
    assert [part(screen).list.item(at).text() for at in range(part(screen).list.count())] == [
        figure.caption for figure in figures
    ]
    paragraphs, tables = report(screen)
    drawn = charts_of(screen)

    for at, figure in enumerate(figures):
        part(screen).list.setCurrentRow(at)

        assert part(screen)._caption.text() == figure.caption
        assert part(screen).drawing.isVisible() is bool(figure.drawing)
        rows = shown_rows(screen)
        if figure.drawing:
            assert paragraphs.count(figure.alternative) == 1
            grid = drawn[figure.name].data
            assert grid is not None
            assert rows == [[words_of(cell) for cell in row] for row in grid.rows]
            with pypdfium2.PdfDocument(figure.drawing) as document:
                assert len(document) == 1
            assert part(screen).drawing.accessibleDescription() == figure.alternative
        elif rows:
            assert any(table[-len(rows) :] == rows for table in tables), figure.caption
        else:
            assert part(screen).table._empty == figure.none
            assert figure.none in paragraphs
    assert list(drawn) == ["objectives", "timeline", "latency", "letters", "told"]
    assert len(figures) > len(drawn) + 5


def test_arrows_choose_and_tab_leads_over_the_drawing_to_a_table_whose_row_stays_in_sight(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen(size=(1030, 520))
    screen.ctrl(Qt.Key.Key_3)
    assert QApplication.focusWidget() is part(screen).list
    choose(screen, 2)
    screen.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is part(screen).drawing
    screen.press(Qt.Key.Key_Tab)
    table = part(screen).table
    assert QApplication.focusWidget() is table

    screen.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    assert table.currentIndex().row() == table.model().rowCount() - 1 > 3
    assert seen_height(screen, table) == table.visualRect(table.currentIndex()).height()


def test_the_chosen_figure_stays_over_new_rows_and_another_language(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_3)
    choose(screen, 3)
    name = part(screen)._figures[3].name

    screen.ctrl(Qt.Key.Key_G)
    screen.fill(objective="O1", text="calm")
    screen.submit()
    screen.ctrl(Qt.Key.Key_3)
    assert part(screen)._chosen is not None
    assert part(screen)._chosen.name == name
    english = part(screen)._caption.text()
    screen.window.change_look(language="id", theme="night")
    screen.settle()

    assert part(screen)._chosen is not None
    assert part(screen)._chosen.name == name
    assert part(screen)._caption.text() not in ("", english)


@pytest.mark.parametrize("size", [(1366, 728), (1030, 520)])
def test_captions_stand_in_full_and_nothing_is_scrolled_sideways(
    open_screen: OpenScreen, size: tuple[int, int]
) -> None:
    screen = open_screen(language="id", size=size)
    screen.ctrl(Qt.Key.Key_3)
    listed, scroll = part(screen).list, part(screen)._scroll

    for at in range(listed.count()):
        listed.setCurrentRow(at)
        room = listed.visualItemRect(listed.item(at))
        wide = room.width() - screen.window.look.px(26)
        wrapped = listed.fontMetrics().boundingRect(
            0, 0, wide, 1_000, int(Qt.TextFlag.TextWordWrap), listed.item(at).text()
        )
        assert wrapped.height() <= room.height()
        assert wrapped.width() <= wide
        QApplication.processEvents()
        assert not scroll.horizontalScrollBar().isVisible()


# Why ----------------------------------------------------------------------------------------------


def go_to_row(screen: Screen, figure: str) -> DebriefTable:
    """Choose the row of any table that opens a figure, with the focus on it."""
    for at, shown in enumerate(part(screen)._figures):
        if figure in shown.opens:
            part(screen).list.setCurrentRow(at)
            table = part(screen).table
            assert table is not None
            table.setFocus()
            table.select(f"{figure}#{shown.opens.index(figure)}")
            return table
    pytest.fail(f"no row opens {figure}")


def why_words(screen: Screen) -> str:
    assert screen.page.why.panel is not None, "nothing is opened"
    return screen.page.why.panel.words


def test_the_chosen_row_opens_by_f3_by_enter_and_by_double_click_and_escape_leads_back(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_3)
    table = go_to_row(screen, "latency:decision")

    screen.press(Qt.Key.Key_F3)
    by_key = why_words(screen)
    assert not part(screen).list.isVisible(), "the list gives way to the panel"
    screen.press(Qt.Key.Key_Escape)
    assert screen.page.why.panel is None
    assert part(screen).list.isVisible()
    assert QApplication.focusWidget() is table
    screen.press(Qt.Key.Key_Return)
    by_enter = why_words(screen)
    screen.press(Qt.Key.Key_Backspace)
    assert QApplication.focusWidget() is table
    place = table.visualRect(table.currentIndex()).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.page.why.panel is None
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert by_key.startswith("Median to decision: ")
    assert by_key == by_enter == why_words(screen)
    assert table.selected == "latency:decision#1"


def test_the_row_and_what_it_opened_stay_over_new_rows_and_another_language(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_3)
    go_to_row(screen, "latency:response")
    screen.press(Qt.Key.Key_F3)

    screen.ctrl(Qt.Key.Key_G)
    screen.fill(objective="O1", text="calm")
    screen.submit()
    screen.ctrl(Qt.Key.Key_3)
    assert part(screen).chosen_row == "latency:response#2"
    assert why_words(screen).startswith("Median to the first action: ")
    assert part(screen).list.isVisible(), "whoever comes back to the part can choose another figure"
    screen.press(Qt.Key.Key_F3)
    screen.window.change_look(language="id", theme="night")
    screen.settle()

    assert part(screen).chosen_row == "latency:response#2"
    assert why_words(screen).startswith("Median aksi pertama: ")
    assert not part(screen).list.isVisible()
    screen.press(Qt.Key.Key_Escape)
    assert part(screen).list.isVisible()


def test_where_a_table_has_no_row_f3_says_what_is_missing(open_screen: OpenScreen) -> None:
    screen = open_screen(without(SCRIPT, " told="))
    screen.ctrl(Qt.Key.Key_3)
    empty = next(at for at, figure in enumerate(part(screen)._figures) if figure.head and not figure.rows)
    part(screen).list.setCurrentRow(empty)

    screen.press(Qt.Key.Key_F3)

    assert screen.page.why.panel is None
    assert screen.message == part(screen)._figures[empty].none != ""


@pytest.mark.parametrize(
    ("figure", "title", "leads_on"),
    [
        ("action:E04.a", "E04.a: ", "inject:E04"),
        ("objective:O2", "O2: 100.0 %", "action:E02.a"),
        ("inject:E02", "E02: T+00:02:00", "action:E02.a"),
        ("metric:on-time", "On time: ", "inject:E02"),
        ("metric:objective:O2", "By objective, O2: 100.0 %", "objective:O2"),
        ("metric:rated-twice", "Actions with two or more raters: 0 of 7", "agreement"),
    ],
)
def test_from_what_a_row_opens_one_goes_on_and_back_to_the_row(
    open_screen: OpenScreen, figure: str, title: str, leads_on: str
) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_3)
    table = go_to_row(screen, figure)

    screen.press(Qt.Key.Key_F3)
    first = why_words(screen)
    panel = screen.page.why.panel
    assert panel is not None
    rows = [panel.table.row_at(at) for at in range(panel.table.model().rowCount())]
    panel.table.select(next(row for row in rows if leads_to(row) == leads_on))
    screen.press(Qt.Key.Key_Return)
    second = why_words(screen)
    screen.press(Qt.Key.Key_Backspace)
    back = why_words(screen)
    screen.press(Qt.Key.Key_Backspace)

    assert first.startswith(title)
    assert second != first == back
    assert screen.page.why.panel is None
    assert QApplication.focusWidget() is table


def test_from_the_list_and_the_button_below_the_chosen_row_opens_too(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_3)

    screen.press(Qt.Key.Key_F3)
    by_key = why_words(screen)
    screen.press(Qt.Key.Key_Escape)
    focus = QApplication.focusWidget()
    screen.parts.foot.why.click()

    assert focus is part(screen).list
    assert by_key.startswith("O1: ")
    assert why_words(screen) == by_key


def test_the_row_stays_in_sight_where_the_table_takes_the_room_of_the_list(open_screen: OpenScreen) -> None:
    screen = open_screen(size=(1366, 728))
    screen.ctrl(Qt.Key.Key_3)
    table = go_to_row(screen, "action:E05.b")

    screen.press(Qt.Key.Key_F3)
    QApplication.processEvents()

    assert seen_height(screen, table) == table.visualRect(table.currentIndex()).height()


def test_the_drawing_takes_the_room_of_the_list_and_gives_it_back(open_screen: OpenScreen) -> None:
    screen = open_screen(size=(1366, 728))
    screen.ctrl(Qt.Key.Key_3)
    browser = part(screen)
    go_to_row(screen, "objective:O1")
    edges = browser._scroll.viewport().width() - browser.drawing.width()

    for key in (Qt.Key.Key_F3, Qt.Key.Key_Escape):
        screen.press(key)
        QApplication.processEvents()
        assert browser._scroll.viewport().width() - browser.drawing.width() == edges
