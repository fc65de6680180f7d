"""The Debrief screen over a played exercise: what it shows, what its keys write, what it prints."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ManualClock
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tabletop import cli, paths
from tabletop.bootstrap.window import LocalWorkplace
from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.services import evaluation, recording
from tabletop.ui.item_models import debrief_words
from tabletop.ui.look import span_text
from tabletop.ui.main_window import MainWindow
from tabletop.ui.pages.debrief import DebriefPage
from tabletop.ui.tasks import Tasks
from tabletop.ui.widgets.debrief_layout import ACTIONS, DECISIONS, FINDINGS, PLAN, DebriefLayout

pytestmark = pytest.mark.slow
MakeWindow = Callable[..., MainWindow]
PACK = paths.bundled_pack("quick-start")
SCRIPT = (PACK / "sample.play").read_text(encoding="utf-8")
HOSTILE = "<b>bold</b> <img src=x> & {0} %s"


Played = Callable[[str], Path]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play a script into a file, each script once."""
    files: dict[str, Path] = {}

    def play(script: str) -> Path:
        if script not in files:
            folder = tmp_path_factory.mktemp("played")
            written, file = folder / "run.play", folder / "run.tabletop"
            written.write_text(script, encoding="utf-8")
            arguments = [
                "play",
                str(PACK),
                str(written),
                "--out",
                str(file),
                "--shadow",
                str(folder / "shadow"),
            ]
            assert cli.main(arguments) == 0
            files[script] = file
        return files[script]

    return play


def without(script: str, *marks: str) -> str:
    """Return a script without the lines that hold any of the marks."""
    lines = [line for line in script.splitlines() if not any(mark in line for mark in marks)]
    return "\n".join(lines) + "\n"


OPEN_RUN = without(SCRIPT, "assess E05", "T+00:10 rate").replace("rest=unmet", "rest=open")
"""Played to ENDEX with both actions of E05 unassessed and no letter given."""
HALF_RUN = SCRIPT[: SCRIPT.index("T+00:03:40")]
"""Broken off after three minutes: it comes back paused."""


class Programs(QObject):
    """Stands in for the computer's programs: keeps what it was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def programs(qapp_ready: QApplication) -> Iterator[Programs]:
    made = Programs()
    QDesktopServices.setUrlHandler("file", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("file")


class Screen:
    """The Debrief of a window, by its keys."""

    def __init__(self, qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
        self.qtbot, self.window, self.tasks = qtbot, window, tasks

    @property
    def page(self) -> DebriefPage:
        page = self.window._pages["debrief"]
        assert isinstance(page, DebriefPage)
        return page

    @property
    def parts(self) -> DebriefLayout:
        return self.page.parts

    @property
    def debrief(self) -> Debrief:
        assert self.window.bridge is not None
        return evaluation.debrief(self.window.bridge.session)

    @property
    def rows(self) -> int:
        assert self.window.bridge is not None
        return self.window.bridge.rows

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.tasks.is_idle)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        self.settle()

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def fill(self, **values: str) -> None:
        """Put values into the open form."""
        for name, value in values.items():
            field = self.form.findChild(QWidget, f"field-{name}")
            if isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(value))
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(value)
            else:
                assert isinstance(field, QLineEdit), name
                field.setText(value)

    def submit(self) -> None:
        self.ctrl(Qt.Key.Key_Return)

    @property
    def form(self) -> QWidget:
        assert self.parts.side is not None, "no form is open"
        return self.parts.side.form

    @property
    def trouble_in_form(self) -> str:
        told = [label for label in self.form.findChildren(QLabel) if label.property("rank") == "late"]
        return "".join(label.text() for label in told if label.isVisible())

    @property
    def message(self) -> str:
        message = self.parts.message
        return message.words.text().replace("\u200b", "") if message.isVisible() else ""

    def words(self, table: QTableView, row: int) -> list[str]:
        model = table.model()
        return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]

    def row_of(self, table: QTableView, row_id: str) -> int:
        return next(at for at in range(table.model().rowCount()) if self.words(table, at)[0] == row_id)


OpenScreen = Callable[..., Screen]


@pytest.fixture
def open_screen(
    make_window: MakeWindow, qtbot: QtBot, tasks: Tasks, tmp_path: Path, played: Played
) -> OpenScreen:
    def make(script: str = SCRIPT, **look: object) -> Screen:
        window = make_window(**look)
        tasks.spawn(window.open_file(Path(shutil.copy(played(script), tmp_path))))
        qtbot.waitUntil(lambda: window.bridge is not None and tasks.is_idle)
        window.show_mode("debrief")
        screen = Screen(qtbot, window, tasks)
        screen.settle()
        return screen

    return make


# What it shows ------------------------------------------------------------------------------------


def test_the_numbers_on_the_screen_are_those_of_the_debrief(open_screen: OpenScreen) -> None:
    screen = open_screen()

    debrief, parts = screen.debrief, screen.parts
    say = screen.window.look.words
    overall = debrief.score.overall
    assert overall.percent is not None
    assert parts.summary.panel.percent.words == say.percent(overall.percent)
    facts = [label.text() for label in parts.summary.panel.findChildren(QLabel)]
    assert "7 of 7 actions = 100.0 %" in facts
    assert "2 lines checked, all clean." in facts
    assert f"{say.percent(debrief.readiness.percent or 0)} %, ready" in facts
    for at, score in enumerate(debrief.score.objectives):
        shown = screen.words(parts.summary.objectives, at)
        assert shown[0] == score.id
        assert shown[3] == say.percent(score.percent or 0)
        assert shown[7] == f"{score.assessed}/{score.actions}"


def test_every_action_is_listed_with_its_latency_points_and_score(open_screen: OpenScreen) -> None:
    screen = open_screen()

    debrief, table = screen.debrief, screen.parts.grades.table
    assert table.model().rowCount() == len(debrief.score.actions)
    late_id = next(a.id for a in debrief.score.actions if a.latency_ms is not None and a.limit_ms is not None)
    action = debrief.score.by_id[late_id]
    shown = screen.words(table, screen.row_of(table, late_id))
    assert shown[4].endswith(f"{span_text(action.latency_ms or 0)} / {span_text(action.limit_ms or 0)}")
    assert shown[5:8] == [
        str(action.points), screen.window.look.words.points(action.score or 0), str(action.raters)
    ]  # fmt: skip


def test_unassessed_actions_stand_first_and_may_stand_alone(open_screen: OpenScreen) -> None:
    screen = open_screen(OPEN_RUN)
    screen.ctrl(Qt.Key.Key_4)
    table = screen.parts.grades.table

    assert [screen.words(table, at)[0] for at in (0, 1)] == ["E05.a", "E05.b"]
    screen.parts.grades.open.click()

    assert table.model().rowCount() == 2


def test_too_little_evidence_is_said_with_its_reason(open_screen: OpenScreen) -> None:
    screen = open_screen(without(OPEN_RUN, "assess E04", "assess E02"))

    panel = screen.parts.summary.panel
    assert panel.percent.words == "Insufficient evidence"
    assert "coverage below 60 %" in [label.text() for label in panel.findChildren(QLabel)]


def test_before_endex_the_screen_is_marked_as_a_draft(open_screen: OpenScreen) -> None:
    screen = open_screen(HALF_RUN)

    assert screen.parts.tabs.status_words.startswith("DRAFT now T+00:03:20")
    assert screen.parts.summary.panel.findChild(QLabel, "draft").isVisible()


def test_after_endex_it_is_no_draft_and_says_when_play_ended(open_screen: OpenScreen) -> None:
    screen = open_screen()

    assert screen.parts.tabs.status_words.startswith("ENDEX T+00:10:00")
    assert screen.parts.tabs.status_words.endswith(f"{screen.debrief.entries} entries, chain intact")


def test_before_startex_it_says_that_there_is_nothing_to_evaluate(
    make_window: MakeWindow, qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    window = make_window()
    tasks.spawn(window.begin(PACK, tmp_path / "new.tabletop"))
    qtbot.waitUntil(lambda: window.bridge is not None and tasks.is_idle)
    window.show_mode("debrief")
    screen = Screen(qtbot, window, tasks)

    screen.ctrl(Qt.Key.Key_R)

    assert screen.parts.side is None
    assert "nothing to evaluate" in screen.message
    assert not screen.parts.foot.one_page.isEnabled()


def test_decisions_are_listed_and_found_by_what_is_typed(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_7)
    table = screen.parts.decisions.table
    assert screen.parts.tab == DECISIONS
    assert table.model().rowCount() == 5

    screen.ctrl(Qt.Key.Key_F)
    QTest.keyClicks(QApplication.focusWidget(), "perahu")

    assert table.model().rowCount() == 1
    assert screen.words(table, 0)[0] == "00:09:00"


def test_every_control_has_a_name_for_those_who_listen(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_R)

    kinds = QAbstractButton | QComboBox | QLineEdit | QPlainTextEdit | QTableView | QTabBar
    controls = [one for one in screen.page.findChildren(QWidget) if isinstance(one, kinds)]
    nameless = [one for one in controls if one.isVisible() and not one.accessibleName()]

    assert nameless == []


# What its keys write ------------------------------------------------------------------------------


def test_an_official_letter_is_given_by_keys(open_screen: OpenScreen) -> None:
    screen = open_screen(OPEN_RUN)

    screen.ctrl(Qt.Key.Key_R)
    screen.fill(target="overall", letter="S", why="late once")
    screen.submit()

    assert screen.window.bridge is not None
    rating = screen.window.bridge.state.ratings[-1]
    assert (rating.target, rating.letter, rating.why) == ("overall", "S", "late once")
    assert screen.parts.side is None
    assert screen.parts.summary.panel.official.accessibleName() == "Official letter S"


def test_a_letter_that_differs_from_the_suggestion_needs_a_reason(open_screen: OpenScreen) -> None:
    screen = open_screen(OPEN_RUN)
    before = screen.rows

    screen.ctrl(Qt.Key.Key_R)
    screen.fill(target="O2", letter="U")
    screen.submit()

    assert screen.rows == before
    assert screen.trouble_in_form.startswith("The system suggests P, not U.")
    assert screen.parts.side is not None
    assert "The system suggests P" in screen.parts.side.card_words

    screen.fill(why="seen by two evaluators")
    screen.submit()

    assert screen.rows == before + 1
    shown = screen.debrief.score.objectives[1]
    assert (shown.rated, shown.letter) == ("U", "P")


def test_the_suggested_letter_needs_no_reason(open_screen: OpenScreen) -> None:
    screen = open_screen(OPEN_RUN)
    before = screen.rows

    screen.ctrl(Qt.Key.Key_R)
    screen.fill(target="O2")
    screen.submit()

    assert screen.rows == before + 1
    assert screen.debrief.score.objectives[1].rated == "P"


def test_strength_improvement_and_plan_are_written_by_keys(open_screen: OpenScreen) -> None:
    screen = open_screen(without(SCRIPT, "T+00:10 strength", "T+00:10 improve", "T+00:10 plan"))

    screen.ctrl(Qt.Key.Key_G)
    screen.fill(objective="O2", text="the elderly came first")
    screen.submit()
    screen.ctrl(Qt.Key.Key_I)
    screen.fill(objective="O1", text="write the hour", element="training")
    screen.submit()
    screen.ctrl(Qt.Key.Key_L)
    screen.fill(text="hang up an example", owner="Secretary", due="2025-01-20")
    screen.submit()

    debrief = screen.debrief
    assert [(f.kind, f.objective, f.text) for f in debrief.findings] == [
        ("strength", "O2", "the elderly came first"),
        ("improve", "O1", "write the hour"),
    ]
    plan = debrief.plan[0]
    assert (plan.text, plan.owner, plan.due) == ("hang up an example", "Secretary", "2025-01-20")
    assert plan.answers == debrief.findings[1].id
    assert screen.parts.tab == PLAN


def test_a_plan_without_an_improvement_is_refused_in_words(open_screen: OpenScreen) -> None:
    screen = open_screen(without(SCRIPT, "T+00:10 improve", "T+00:10 plan"))

    screen.ctrl(Qt.Key.Key_L)

    assert screen.parts.side is None
    assert "Note an improvement first" in screen.message


def test_an_empty_finding_is_refused_in_the_form_and_stays_there(open_screen: OpenScreen) -> None:
    screen = open_screen()
    before = screen.rows

    screen.ctrl(Qt.Key.Key_G)
    screen.submit()

    assert screen.rows == before
    assert "is empty" in screen.trouble_in_form


def test_a_hot_wash_question_is_answered_from_its_row(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_5)
    screen.parts.findings.table.select("question:2")

    screen.press(Qt.Key.Key_Return)
    screen.fill(text="call earlier")
    screen.submit()

    answers = [(note.question, note.text) for note in screen.debrief.notes]
    assert (2, "call earlier") in answers


def test_a_digit_after_endex_asks_when_it_was_seen(open_screen: OpenScreen) -> None:
    screen = open_screen(OPEN_RUN)
    screen.ctrl(Qt.Key.Key_4)
    before = screen.rows

    screen.press(Qt.Key.Key_2)

    seen = screen.form.findChild(QLineEdit, "field-seen")
    assert QApplication.focusWidget() is seen
    assert seen.text() == "T+00:10"  # released at T+00:08, limit two minutes
    assert screen.rows == before

    seen.setText("T+00:09")
    screen.press(Qt.Key.Key_Return)

    action = screen.debrief.score.by_id["E05.a"]
    assert (action.completion, action.latency_ms) == ("partial", 60_000)
    assert screen.parts.grades.table.selected == "E05.b"


def test_a_time_after_endex_is_refused_in_the_form(open_screen: OpenScreen) -> None:
    screen = open_screen(OPEN_RUN)
    screen.ctrl(Qt.Key.Key_4)
    before = screen.rows

    screen.press(Qt.Key.Key_1)
    screen.fill(seen="T+00:11")
    screen.submit()

    assert screen.rows == before
    assert "T+00:11" in screen.trouble_in_form


def test_a_digit_before_endex_grades_at_once(open_screen: OpenScreen) -> None:
    screen = open_screen(without(HALF_RUN, "assess E02.b"))
    screen.ctrl(Qt.Key.Key_4)
    assert screen.parts.grades.table.selected == "E02.b"

    screen.press(Qt.Key.Key_3)

    assert screen.debrief.score.by_id["E02.b"].completion == "unmet"
    assert screen.message == "Saved: E02.b: unmet"


def test_an_action_is_settled_with_a_reason(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_4)
    screen.parts.grades.table.select("E05.b")

    screen.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    screen.fill(completion="met", reason="the hour stands on the back")
    screen.submit()

    action = screen.debrief.score.by_id["E05.b"]
    assert (action.completion, action.settled) == ("met", True)
    assert screen.parts.tab == ACTIONS


def test_the_act_just_done_is_undone_at_once_and_named(open_screen: OpenScreen) -> None:
    screen = open_screen()
    findings = len(screen.debrief.findings)
    screen.ctrl(Qt.Key.Key_G)
    screen.fill(objective="O2", text="calm voices")
    screen.submit()

    screen.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)

    assert len(screen.debrief.findings) == findings
    assert screen.message == "Undone: strength of O2: calm voices. Both rows stay in the log."


def test_an_older_act_is_named_before_it_is_undone(open_screen: OpenScreen) -> None:
    screen = open_screen()
    before = screen.rows

    screen.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)

    assert screen.rows == before
    facts = [label.text() for label in screen.form.findChildren(QLabel)]
    assert "official letter of Overall: P" in facts

    screen.submit()

    assert screen.debrief.score.overall.rated is None


def test_hostile_text_is_shown_as_text(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_I)
    screen.fill(objective="O1", text=HOSTILE)
    screen.submit()

    table = screen.parts.findings.table
    shown = [screen.words(table, at)[1] for at in range(table.model().rowCount())]
    assert HOSTILE in shown
    assert HOSTILE in screen.message
    assert screen.parts.message.words.textFormat() == Qt.TextFormat.PlainText

    screen.ctrl(Qt.Key.Key_L)
    screen.fill(**{"from": "2"})

    assert screen.parts.side is not None
    assert HOSTILE in screen.parts.side.card_words
    plain = {label.textFormat() for label in screen.parts.side.findChildren(QLabel)}
    assert plain == {Qt.TextFormat.PlainText}


def test_what_is_typed_survives_a_change_of_language(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_I)
    screen.fill(objective="O3", text="half typed", element="planning")

    screen.window.change_look(language="id")
    screen.settle()

    assert screen.parts.tab == FINDINGS
    assert screen.form.findChild(QPlainTextEdit, "field-text").toPlainText() == "half typed"
    assert screen.form.findChild(QComboBox, "field-objective").currentData() == "O3"
    assert screen.parts.summary.panel.percent.words == "94,4"


def test_a_form_gives_way_to_another_and_keeps_what_was_typed(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_G)
    screen.fill(objective="O3", text="half a thought")

    screen.ctrl(Qt.Key.Key_R)
    screen.press(Qt.Key.Key_Escape)
    screen.ctrl(Qt.Key.Key_G)

    assert screen.form.findChild(QPlainTextEdit, "field-text").toPlainText() == "half a thought"
    assert screen.form.findChild(QComboBox, "field-objective").currentData() == "O3"


def test_a_broken_chain_is_said_in_words(open_screen: OpenScreen) -> None:
    screen = open_screen()
    assert screen.window.bridge is not None
    broken = replace(screen.debrief, chain_is_intact=False, missing=(("gap", "P1"),))

    said = debrief_words.status(broken, screen.window.bridge.session.scenario, screen.window.look)

    assert said[-1] == f"{broken.entries} entries, CHAIN BROKEN: P1 (gap)"
    assert not debrief_words.is_whole(broken)


class CountingWorkplace(LocalWorkplace):
    """The real workplace; it counts the drawings that are asked for."""

    drawings = 0

    def timeline_picture(self, scenario: Scenario, debrief: Debrief, language: str) -> bytes:
        self.drawings += 1
        return super().timeline_picture(scenario, debrief, language)


def test_it_reads_anew_only_while_it_is_seen(open_screen: OpenScreen, clock: ManualClock) -> None:
    workplace = CountingWorkplace(clock)
    screen = open_screen(workplace=workplace)
    bridge = screen.window.bridge
    assert bridge is not None
    screen.window.show_mode("home")
    screen.settle()
    before = workplace.drawings

    for text in ("one", "two", "three"):
        screen.tasks.spawn(bridge.act(recording.take_note, text))
    screen.settle()
    assert workplace.drawings == before

    screen.window.show_mode("debrief")
    screen.settle()
    assert workplace.drawings == before + 1
    table = screen.parts.findings.table
    assert "three" in [screen.words(table, at)[1] for at in range(table.model().rowCount())]


# What it prints -----------------------------------------------------------------------------------


def printed(screen: Screen) -> Path:
    found = list(paths.documents().glob("*.pdf"))
    assert len(found) == 1, found
    return found[0]


def test_the_one_page_is_saved_and_opened(open_screen: OpenScreen, programs: Programs) -> None:
    screen = open_screen()

    screen.ctrl(Qt.Key.Key_P)

    file = printed(screen)
    assert file.name.endswith(f"{screen.debrief.exercise_id} debrief en.pdf")
    assert file.read_bytes().startswith(b"%PDF")
    assert programs.opened == [str(file)]
    assert str(file) in screen.message


def test_each_edition_has_its_own_file_and_replaces_only_itself(
    open_screen: OpenScreen, programs: Programs
) -> None:
    screen = open_screen()
    for button in screen.parts.foot.papers.values():
        button.click()
        screen.settle()
    screen.parts.foot.papers["id",].click()
    screen.settle()

    ends = sorted(file.name.rpartition(" ")[2] for file in paths.documents().glob("*.pdf"))

    assert ends == ["en.pdf", "id+en.pdf", "id.pdf"]
    assert len(programs.opened) == 4


def test_the_folder_is_opened_by_its_button(open_screen: OpenScreen, programs: Programs) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_P)

    screen.parts.message.folder.click()

    assert programs.opened[-1] == str(paths.documents())


def test_characters_that_the_font_lacks_are_named(open_screen: OpenScreen, programs: Programs) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_G)
    screen.fill(objective="O1", text="thanks \N{EGYPTIAN HIEROGLYPH A001}")
    screen.submit()

    screen.ctrl(Qt.Key.Key_P)

    assert "The font lacks these characters" in screen.message
    assert "13000" in screen.message or "\N{EGYPTIAN HIEROGLYPH A001}" in screen.message


def test_a_target_that_cannot_be_written_is_told_and_left_alone(
    open_screen: OpenScreen, programs: Programs
) -> None:
    screen = open_screen()
    screen.ctrl(Qt.Key.Key_P)
    file = printed(screen)
    file.unlink()
    file.mkdir()
    (file / "kept").write_text("mine", encoding="utf-8")

    screen.ctrl(Qt.Key.Key_P)

    assert screen.parts.message.tone == "trouble"
    assert file.name in screen.message
    assert (file / "kept").read_text(encoding="utf-8") == "mine"
    assert programs.opened == [str(file)]


@pytest.mark.parametrize(("width", "scale"), [(1030, 100), (1030, 150), (1366, 175)])
def test_tabs_and_foot_stand_in_full_where_letters_are_large(
    open_screen: OpenScreen, width: int, scale: int
) -> None:
    screen = open_screen(language="id", size=(width, 520), scale=scale)

    bar, foot = screen.parts.tabs.bar, screen.parts.foot
    assert bar.tabRect(bar.count() - 1).right() <= bar.width() <= screen.window.width()
    buttons = [button for button in foot.findChildren(QAbstractButton) if button.isVisible()]
    assert [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()] == []
    assert "Ctrl+P" in foot.one_page.accessibleName()
