"""Every number of the debrief opens its formula, its steps and its rows, and leads back again."""
# ruff: noqa: RUF001 - formulas and dashes as they are shown

from __future__ import annotations

from typing import Any

import pytest
from builders import HEADER, MINUTE, Rows, action, inject, objective, readiness_item, scenario, variant
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from ui import test_debrief as debrief_room
from ui.test_debrief import OPEN_RUN, SCRIPT, OpenScreen, Screen

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.triggers import Breached
from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.play.observations import ObservationNoted
from tabletop.domain.result.compilation import compile_debrief
from tabletop.i18n import catalogue
from tabletop.ui.item_models.why_page import Played, WhyPage, leads_to, why_page
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD
from tabletop.ui.widgets.link_line import Link
from tabletop.ui.widgets.why_panel import WhyPanel

played, open_screen = debrief_room.played, debrief_room.open_screen
BREACHED = SCRIPT.replace("T+00:10 endex", 'T+00:09:30 breach R1 note="kenalan lebih dulu"\nT+00:10 endex')
ANOTHER_WHY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


# In words -----------------------------------------------------------------------------------------

PLAN = scenario(
    inject(
        "E01",
        action("E01.a", points=2, limit_ms=5 * MINUTE),
        action("E01.b"),
        variants=(variant(Breached(red_lines=()), "b"),),
    ),
    inject("E02", action("E02.a", points=4, objective="O2")),
    objectives=(objective("O1"), objective("O2", 2)),
    readiness=(readiness_item("K01", required=4, weight=2), readiness_item("K02", critical=True)),
)


def page_of(figure: str, *acts: tuple[ev.Event, dict[str, Any]], plan: Scenario = PLAN) -> WhyPage:
    """Play acts and word a figure of them; the first row is STARTEX."""
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    for event, who in acts:
        rows.add(event, **who)
    state = fold(plan, rows.recorded)
    debrief = compile_debrief(plan, state, header=HEADER, recorded=rows.recorded)
    known = Played(scenario=plan, state=state, recorded=rows.recorded, debrief=debrief)
    return why_page(figure, known, Look(FIELD, 100, catalogue("en")))


def lines(page: WhyPage) -> list[str]:
    """Return the words of each row, a head in capitals."""
    return [" | ".join(cell.aloud for cell in row.cells if cell.aloud) for row in page.rows]


def release(number: str, at_ms: int = 0, *, told: int = 0) -> tuple[ev.Event, dict[str, Any]]:
    return ev.InjectReleased(inject=number, variant=told), {"at_ms": at_ms}


def assess(full_id: str, completion: Any, at_ms: int, **who: Any) -> tuple[ev.Event, dict[str, Any]]:
    return ev.ActionAssessed(action=full_id, completion=completion), {"at_ms": at_ms, **who}


LATE = (release("E01"), assess("E01.a", "met", 7 * MINUTE + 12_000), assess("E01.b", "n/a", MINUTE))


@pytest.mark.parametrize(
    ("figure", "acts", "title", "formula"),
    [
        ("action:E01.a", LATE, "E01.a: 1 / 2", "2 points × 1 (met) × ½ (late: after 07:12, limit 05:00) = 1"),
        ("action:E01.b", LATE, "E01.b: – / 1", "n/a: it leaves the sum, with its points."),
        ("action:E01.a", LATE[:1], "E01.a: – / 2",
         "Nobody assessed it: it counts in no percent, but lowers the coverage."),
        ("action:E02.a", (release("E02"), assess("E02.a", "unmet", 0)), "E02.a: 0 / 4",
         "4 points × 0 (unmet) = 0"),
        ("objective:O1", LATE, "O1: 50.0 %", "1 of 2 points = 50.0 %"),
        ("objective:O2", LATE, "O2: –", "No action is graded: there is no percent."),
        ("overall", LATE, "T1 score: 50.0 %", "50.0 (percents added up) ÷ 1 objectives = 50.0 %"),
        ("overall", (*LATE, release("E02"), assess("E02.a", "met", 0)), "T1 score: 83.3 %",
         "250.0 (percent × weight, added up) ÷ 3 (weights, added up) = 83.3 %"),
        ("overall", (release("E01"), release("E02"), *LATE[1:2]), "T1 score: –",
         "Coverage is below 60 %: too little evidence for a percent of the whole."),
        ("overall", (), "T1 score: –", "No action is graded: there is no percent."),
        ("coverage", (release("E01"), release("E02"), *LATE[1:]), "Coverage: 66.7 %",
         "2 of 3 actions = 66.7 %"),
        ("coverage", (), "Coverage: –", "No inject that expects an action was released yet."),
        ("inject:E01", (release("E01", MINUTE, told=1),), "E01: T+00:01:00",
         "Released at T+00:01:00. Planned for T+00:00:00. Variant 1 was told."),
        ("inject:E02", (), "E02: –", "Not released. Planned for T+00:00:00."),
        ("latency:response", LATE, "Median to the first action: –",
         "1 of 1 injects answered; still open: 0."),
        ("red-lines", (), "Red lines: 0 of 2", "0 of 2 red lines crossed."),
        ("red-line:R1", (), "R1: 0", "Never crossed."),
        ("readiness", ((ev.ReadinessChecked(item="K01", present=4, serviceable=3), {}),), "Readiness: 50.0 %",
         "1.50 of 3 (weights) = 50.0 %"),
        ("agreement", LATE, "Raters agree: –", "0 actions graded by two raters or more; raters: 0."),
    ],
)  # fmt: skip
def test_a_figure_says_its_value_and_its_formula_with_its_numbers(
    figure: str, acts: tuple[Any, ...], title: str, formula: str
) -> None:
    page = page_of(figure, *acts)

    assert (page.title, page.formula[0]) == (title, formula)


def test_raters_median_settlement_and_rows_are_said_in_words() -> None:
    page = page_of(
        "action:E01.a",
        release("E01"),
        assess("E01.a", "met", MINUTE, station="P1", author="Sari"),
        assess("E01.a", "unmet", 2 * MINUTE, station="P2"),
        assess("E01.a", "partial", 3 * MINUTE, station="P2"),
        (ObservationNoted(cell="OPS", text="seen from afar", action="E01.a"), {"at_ms": 4 * MINUTE}),
        (ev.ActionSettled(action="E01.a", completion="met", reason="photo"), {"at_ms": 9 * MINUTE}),
    )

    assert lines(page) == [
        "GRADES",
        "Settled by the director: met, DIR  •  T+00:09:00  •  photo | 1",
        "P1 | met, after 01:00, Sari, seen at T+00:01:00 | 1",
        "P2 | partial, after 03:00, seen at T+00:03:00 | ½",
        "Median of 2 grades: partial; an even split takes the lower | ½",
        "Time that counts: T+00:03:00, of 2 who say met or partial, the later of the two in the middle",
        "BELONGS TO",
        "E01 | Inject E01, released T+00:00:00 | opens",
        "O1 | O1 | opens",
        "ROWS BEHIND IT: 6",
        "00:00:00 | E01 released, DIR:2  •  INJECT",
        "00:01:00 | E01.a: met, P1:1  •  GRADE  •  Sari",
        "00:02:00 | E01.a: unmet, P2:1  •  GRADE  •  replaced",
        "00:03:00 | E01.a: partial, P2:2  •  GRADE",
        "00:04:00 | seen from afar, DIR:3  •  OBSERVATION  •  OPS  •  DIR",
        "00:09:00 | E01.a: photo, DIR:4  •  SETTLED",
    ]


def test_letters_are_said_with_what_caps_them_and_what_was_given_before() -> None:
    def rate(letter: Any, **who: Any) -> tuple[ev.Event, dict[str, Any]]:
        return ev.Rated(target="O1", letter=letter, why="seen"), {"at_ms": 9 * MINUTE, **who}

    page = page_of(
        "objective:O1",
        release("E01"),
        assess("E01.a", "met", MINUTE),
        assess("E01.b", "met", MINUTE),
        (ev.RedLineBreached(red_line="R1"), {"at_ms": 5 * MINUTE}),
        rate("M"),
        rate("S"),
        rate("P", station="P1", author="Sari"),
    )

    assert page.formula[1] == "T1 suggests M (capped by R1); official letter S by DIR."
    said = lines(page)
    assert said[said.index("LETTERS") + 2 : said.index("ROWS BEHIND IT: 4")] == [
        "M | T1 suggests M, capped by a red line, without the cap P: 100.0 % is at least 90",
        "R1 | R1 allows M at most, since T+00:05:00, Line one | opens",
        "S | official letter by DIR, T+00:09:00, seen",
        "M | before that by DIR, T+00:09:00; replaced, seen",
        "P | letter by P1 Sari, T+00:09:00, seen",
    ]


def test_a_figure_without_rows_of_its_own_says_where_they_stand() -> None:
    page = page_of("latency:response", *LATE)

    assert lines(page)[-2:] == ["ROWS BEHIND IT", "They stand behind the lines above: open one."]


def test_the_title_is_in_the_language_of_the_window() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted())
    state = fold(PLAN, rows.recorded)
    debrief = compile_debrief(PLAN, state, header=HEADER, recorded=rows.recorded)
    known = Played(scenario=PLAN, state=state, recorded=rows.recorded, debrief=debrief)

    titles = [
        why_page(figure, known, Look(FIELD, 100, catalogue("id"))).title
        for figure in ("readiness", "latency:decision")
    ]

    assert titles == ["Kesiapan: 0,0 %", "Median keputusan: –"]


# On the screen ------------------------------------------------------------------------------------


def panel_of(screen: Screen) -> WhyPanel:
    assert screen.page.why.panel is not None, "nothing is opened"
    return screen.page.why.panel


def choose(screen: Screen, figure: str) -> None:
    """Select the row that leads to a figure."""
    panel = panel_of(screen)
    rows = [str(panel.table.row_at(at)) for at in range(panel.table.model().rowCount())]
    panel.table.select(next(row for row in rows if leads_to(row) == figure))


@pytest.mark.slow
def test_the_selected_objective_opens_and_leads_on_and_back_by_keys(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.press(Qt.Key.Key_Down)

    screen.press(Qt.Key.Key_F3)
    first = panel_of(screen).words
    choose(screen, "action:E02.b")
    screen.press(Qt.Key.Key_Return)
    second = panel_of(screen).words
    choose(screen, "inject:E02")
    screen.press(Qt.Key.Key_Return)
    third = panel_of(screen).words
    screen.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    back = panel_of(screen).words
    kept = panel_of(screen).table.selected
    screen.press(Qt.Key.Key_Backspace)

    assert first.splitlines()[0] == "O2: 100.0 %"
    assert second.startswith("E02.b: 2 / 2")
    assert third.startswith("E02: T+00:02:00")
    assert (back, leads_to(kept or "")) == (second, "inject:E02")
    assert panel_of(screen).words == first
    screen.press(Qt.Key.Key_Escape)
    assert screen.page.why.panel is None
    assert QApplication.focusWidget() is screen.parts.summary.objectives


@pytest.mark.slow
def test_every_number_of_the_score_panel_opens_by_key_and_by_click(open_screen: OpenScreen) -> None:
    screen = open_screen()
    links = screen.parts.summary.panel.findChildren(Link)

    opened = []
    for at, link in enumerate(links):
        if at % 2:
            QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        else:
            link.setFocus()
            screen.press((Qt.Key.Key_Return, Qt.Key.Key_F3, Qt.Key.Key_Space)[at % 3])
        opened.append(panel_of(screen).accessibleName().partition(":")[0])

    assert opened == [
        "T1 score", "Coverage", "Coverage", "Red lines", "Median to decision", "Readiness", "Raters agree",
    ]  # fmt: skip
    assert all(link.accessibleName() for link in links)


@pytest.mark.slow
def test_an_action_and_the_inject_of_a_decision_open_from_their_rows(open_screen: OpenScreen) -> None:
    screen = open_screen(SCRIPT.replace(" inject=E05 why", " why"))
    screen.ctrl(Qt.Key.Key_4)
    screen.parts.grades.table.select("E05.b")
    screen.press(Qt.Key.Key_Y, ANOTHER_WHY)
    action_words = panel_of(screen).words
    screen.press(Qt.Key.Key_Escape)
    screen.ctrl(Qt.Key.Key_7)
    screen.press(Qt.Key.Key_F3)
    inject_words = panel_of(screen).words
    screen.press(Qt.Key.Key_Escape)
    screen.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    screen.press(Qt.Key.Key_F3)

    assert "1 point × ½ (partial) × 1 (after 01:00, limit 02:00) = 0.5" in action_words
    assert inject_words.startswith("E01: T+00:00:10")
    assert screen.page.why.panel is None
    assert "answers no inject" in screen.message


@pytest.mark.slow
def test_a_click_opens_once_however_fast_it_is_repeated(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.press(Qt.Key.Key_F3)
    table = panel_of(screen).table
    choose(screen, "action:E01.a")
    place = table.visualRect(table.currentIndex()).center() + QPoint(0, 0)

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert panel_of(screen).words.startswith("E01.a:")
    panel_of(screen).back.click()
    assert panel_of(screen).words.startswith("O1:")


@pytest.mark.slow
def test_a_letter_above_the_cap_of_a_red_line_needs_a_reason_and_keeps_the_one_before(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen(BREACHED)
    screen.page.why.open("objective:O3")
    before = screen.rows
    screen.ctrl(Qt.Key.Key_R)
    assert screen.parts.side is not None
    card = screen.parts.side.card_words

    screen.fill(letter="S")
    screen.submit()
    refused = screen.trouble_in_form
    screen.fill(why="two acts only")
    screen.submit()

    assert "R1 allows M at most, since T+00:09:30" in card
    assert "P  official letter by DIR, T+00:10:00: Bantuan menurut kebutuhan" in card
    assert refused.startswith("A breached red line caps O3 at M, and S is above it.")
    assert screen.rows == before + 1
    assert "official letter S by DIR" in panel_of(screen).words
    said = [row.cells[1].words for row in panel_of(screen).table.model().rows]
    assert "before that by DIR, T+00:10:00; replaced" in said


@pytest.mark.slow
def test_a_capability_target_gets_its_letter_from_its_row(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.press(Qt.Key.Key_F3)
    choose(screen, "rate:O1.1")

    screen.press(Qt.Key.Key_Return)
    screen.submit()
    refused = screen.trouble_in_form
    screen.fill(letter="S")
    meaning = screen.form._below["letter"].text()
    screen.submit()

    assert refused == "No letter is chosen. Nothing was written. Choose P, S, M or U."
    assert meaning.startswith("The targets and critical tasks associated with the capability were completed")
    assert meaning.endswith(
        "However, opportunities to enhance effectiveness and/or efficiency were identified."
    )
    rating = screen.debrief.ratings[2]
    assert (rating.target, rating.letter) == ("O1.1", "S")
    assert QApplication.focusWidget() is panel_of(screen).table


@pytest.mark.slow
def test_what_is_typed_in_a_form_waits_while_a_number_is_looked_at(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_G)
    screen.fill(text="half a thought")

    screen.press(Qt.Key.Key_F3)
    shown = panel_of(screen).words
    screen.window.change_look(language="id")
    screen.settle()
    again = panel_of(screen).words
    screen.press(Qt.Key.Key_Escape)
    screen.ctrl(Qt.Key.Key_G)

    assert shown.startswith("T1 score: 94.4 %")
    assert again.startswith("Skor T1: 94,4 %")
    assert screen.form.findChild(QPlainTextEdit, "field-text").toPlainText() == "half a thought"


@pytest.mark.slow
def test_a_figure_that_an_undo_takes_away_is_left(open_screen: OpenScreen) -> None:
    screen = open_screen(OPEN_RUN[: OPEN_RUN.index("T+00:02:20")])
    screen.page.why.open("objective:O2")
    screen.page.why.follow("action:E02.a")

    screen.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    screen.submit()

    assert panel_of(screen).words.startswith("O2: –")
