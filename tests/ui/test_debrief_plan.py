"""The plan of the debrief: actions changed, closed and taken over by keys, what is overdue or refused."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import ManualClock
from e2e.logbooks import forge
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPlainTextEdit
from ui import test_debrief as debrief_room
from ui.test_debrief import HALF_RUN, SCRIPT, OpenScreen, Played, Screen, without

from tabletop.domain.play.follow_up import ActionCarried
from tabletop.domain.result.debrief import PlanResult
from tabletop.services import evaluation, follow_up, merging, observation
from tabletop.services.merging import Logbook
from tabletop.services.prepare import open_session
from tabletop.services.session import Session
from tabletop.store.memory_journal import MemoryJournal
from tabletop.ui.pages.debrief_plan import PlanPart
from tabletop.ui.widgets.debrief_layout import FINDINGS, PLAN
from tabletop.ui.widgets.debrief_table import DebriefTable

pytestmark = pytest.mark.slow
played, open_screen = debrief_room.played, debrief_room.open_screen
PLANNED = SCRIPT + (
    'T+00:10 plan "Latih pencatat" from=1 owner="Sekcam" due=2025-03-01\n'
    'T+00:10 improve O2 "Perahu kurang" element=equipment\n'
)
"""Two corrective actions, and an improvement without one."""
LAST_YEAR = without(SCRIPT, "T+00:10 rate") + (
    'T+00:10 plan "Pinjam perahu" from=1 owner="BPBD" due=2024-12-01 priority=high\n'
    'T+00:10 plan "Cetak peta" from=1 owner="Kecamatan"\n'
    'T+00:10 close 3 evidence="Sudah dicetak"\n'
)
"""Leaves two of its three corrective actions open."""
SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def part(screen: Screen) -> PlanPart:
    found = screen.page.more[PLAN]
    assert isinstance(found, PlanPart)
    return found


def table(screen: Screen) -> DebriefTable:
    return part(screen).list.table


def shown(screen: Screen) -> list[list[str]]:
    """Return the rows of the plan: number, action and status, or the head of a group."""
    rows = [screen.words(table(screen), at) for at in range(table(screen).model().rowCount())]
    return [[row[0]] if not row[1] else [row[0], row[1], row[5]] for row in rows]


def planned(screen: Screen, number: int = 1) -> PlanResult:
    return screen.debrief.plan[number - 1]


def facts(screen: Screen) -> list[str]:
    return [label.text() for label in screen.form.findChildren(QLabel) if label.isVisible()]


def choose_file(screen: Screen, file: Path) -> None:
    """Answer the dialog that asks for a file: its name typed, then Enter."""
    dialog = screen.window.findChild(QFileDialog)
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    line.setText(str(file))
    QTest.keyClick(line, Qt.Key.Key_Return)
    screen.settle()
    with screen.qtbot.waitActive(screen.window):
        screen.window.activateWindow()


def carry(screen: Screen, file: Path) -> None:
    screen.press(Qt.Key.Key_O, SHIFT)
    choose_file(screen, file)


# Followed until they are done ---------------------------------------------------------------------


def test_an_action_is_started_closed_with_evidence_and_opened_again_by_keys(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)

    screen.press(Qt.Key.Key_F2)
    screen.fill(progress="started", priority="high", due="2025-02-01", contact="HT 2")
    screen.submit()

    action = planned(screen)
    assert (action.status, action.priority, action.due, action.contact) == (
        "started", "high", "2025-02-01", "HT 2",
    )  # fmt: skip
    assert shown(screen)[1] == ["1", "Menempel contoh baris log berisi jam di meja posko", "started"]

    screen.press(Qt.Key.Key_F4)
    screen.fill(evidence="Foto meja posko 3 Februari")
    screen.submit()

    assert (planned(screen).status, planned(screen).evidence) == ("closed", "Foto meja posko 3 Februari")
    assert screen.message == "Saved: corrective action closed: Foto meja posko 3 Februari"
    assert shown(screen)[1][2] == "closed"

    screen.press(Qt.Key.Key_F4)

    assert screen.parts.side is None
    assert "closed already" in screen.message

    screen.press(Qt.Key.Key_Return)
    assert "It is closed. Saving opens it again." in facts(screen)
    screen.submit()

    assert planned(screen).status == "open"


def test_what_cannot_be_kept_is_refused_in_the_form_and_writes_nothing(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    before = screen.rows

    screen.press(Qt.Key.Key_F2)
    screen.submit()
    assert "Nothing of corrective action 1 was changed" in screen.trouble_in_form
    screen.fill(owner=" ")
    screen.submit()
    assert "The owner is empty" in screen.trouble_in_form
    screen.fill(owner="Sekcam", due="")  # what was once said can be changed, not unsaid
    screen.submit()
    assert "The due date is empty" in screen.trouble_in_form
    screen.press(Qt.Key.Key_F4)
    screen.submit()
    assert "The evidence is empty" in screen.trouble_in_form

    assert screen.rows == before


def test_the_keys_work_on_the_plans_own_selection_from_every_part(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    table(screen).select(planned(screen, 2).id)
    screen.ctrl(Qt.Key.Key_5)

    screen.press(Qt.Key.Key_R, SHIFT)

    assert screen.parts.tab == PLAN
    assert "Corrective action 2" in facts(screen)

    screen.press(Qt.Key.Key_Escape)
    table(screen).select("plan")
    screen.press(Qt.Key.Key_E, SHIFT)

    assert screen.parts.side is None
    assert "No corrective action is chosen" in screen.message


def test_what_is_typed_for_one_action_never_comes_up_for_another(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    screen.press(Qt.Key.Key_F2)
    screen.fill(text="half a thought")
    screen.ctrl(Qt.Key.Key_G)

    screen.ctrl(Qt.Key.Key_6)
    table(screen).select(planned(screen, 2).id)
    screen.press(Qt.Key.Key_F2)
    text = screen.form.findChild(QPlainTextEdit, "field-text")
    assert text.toPlainText() == "Latih pencatat"

    table(screen).select(planned(screen, 1).id)
    screen.press(Qt.Key.Key_F2)
    assert screen.form.findChild(QPlainTextEdit, "field-text").toPlainText() == "half a thought"


def test_a_language_keeps_filter_selection_and_the_form_of_its_row(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    part(screen).open_only.click()
    table(screen).select(planned(screen, 2).id)
    screen.press(Qt.Key.Key_F2)
    screen.fill(owner="Camat")
    table(screen).select(planned(screen, 1).id)

    screen.window.change_look(language="id")
    screen.settle()
    screen.submit()

    assert (planned(screen, 1).owner, planned(screen, 2).owner) == ("Kasi Trantib", "Camat")
    assert part(screen).open_only.isChecked()
    assert table(screen).selected == planned(screen, 1).id


def plan_earlier(session: Session, began: datetime) -> None:
    """Let an observer's logbook come in that planned an action before the director did."""
    clock = ManualClock()
    clock.wall_at = began
    journal = MemoryJournal(session.journal.pack, session.journal.header.exercise, station="P7")
    logbook = open_session(journal, clock)
    observation.begin_logbook(logbook, ["REGU"], "Sari")
    evaluation.note_improvement(logbook, "O1", "Peta basah")
    evaluation.plan_corrective_action(logbook, "Laminasi peta", from_=1, owner="Regu")
    merging.merge(session, [Logbook(name="P7", header=journal.header, recorded=journal.recorded())])


def test_an_open_form_stays_with_its_action_when_a_logbook_moves_the_numbers(open_screen: OpenScreen) -> None:
    screen = open_screen(HALF_RUN)
    screen.ctrl(Qt.Key.Key_I)
    screen.fill(objective="O1", text="Jam tidak tertulis")
    screen.submit()
    screen.ctrl(Qt.Key.Key_L)
    screen.fill(text="Beli jam", owner="Sekcam")
    screen.submit()
    screen.press(Qt.Key.Key_F4)
    screen.fill(evidence="Kuitansi 17")

    session = screen.page._bridge.session
    begun = next(row.entry.wall_at for row in session.recorded if row.entry.kind == "startex")
    plan_earlier(session, datetime.fromisoformat(begun).astimezone(UTC))
    screen.tasks.spawn(screen.page._bridge.act(evaluation.note_printed))  # the new state is announced
    screen.settle()
    screen.submit()

    assert [(action.text, action.evidence) for action in screen.debrief.plan] == [
        ("Laminasi peta", None), ("Beli jam", "Kuitansi 17"),
    ]  # fmt: skip


def carry_earlier(session: Session, event: ActionCarried, began: datetime) -> None:
    """Let an observer's logbook come in that carried the same action over before the director did."""
    clock = ManualClock()
    clock.wall_at = began
    journal = MemoryJournal(session.journal.pack, session.journal.header.exercise, station="P7")
    logbook = open_session(journal, clock)
    observation.begin_logbook(logbook, ["REGU"], "Sari")
    follow_up.carry_action(logbook, event)
    merging.merge(session, [Logbook(name="P7", header=journal.header, recorded=journal.recorded())])


def test_an_open_form_stays_with_a_carried_action_when_another_laptops_row_of_it_is_the_first(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen(HALF_RUN)
    earlier = ActionCarried(exercise="EX-1", action="DIR:9", text="Beli jam", owner="Sekcam")
    session = screen.page._bridge.session
    follow_up.carry_action(session, earlier)
    screen.tasks.spawn(screen.page._bridge.act(evaluation.note_printed))  # the new state is announced
    screen.ctrl(Qt.Key.Key_6)
    screen.press(Qt.Key.Key_F4)
    screen.fill(evidence="Kuitansi 17")

    begun = next(row.entry.wall_at for row in session.recorded if row.entry.kind == "startex")
    carry_earlier(session, earlier, datetime.fromisoformat(begun).astimezone(UTC))
    screen.tasks.spawn(screen.page._bridge.act(evaluation.note_printed))
    screen.settle()
    screen.submit()

    (plan,) = screen.debrief.plan
    assert (plan.id.partition(":")[0], plan.status, plan.evidence) == ("P7", "closed", "Kuitansi 17")


# What stands out ----------------------------------------------------------------------------------


def test_an_action_is_shown_as_overdue_from_the_day_after_at_the_place_of_the_exercise(
    open_screen: OpenScreen, clock: ManualClock
) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    said = part(screen)._overdue

    clock.wall_at = datetime(2025, 1, 20, 16, 59, tzinfo=UTC)  # 23:59 in Jakarta, on the due day
    part(screen).show_debrief(screen.debrief)
    assert (shown(screen)[1][2], said.isVisible()) == ("open", False)
    clock.wall_at = datetime(2025, 1, 20, 17, 0, tzinfo=UTC)
    part(screen).show_debrief(screen.debrief)

    assert (shown(screen)[1][2], said.text()) == ("overdue", "Overdue 1")


def test_closed_actions_can_be_left_out_and_keep_their_numbers(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_6)
    screen.press(Qt.Key.Key_F4)
    screen.fill(evidence="Foto meja posko")
    screen.submit()
    assert [row[0] for row in shown(screen)] == ["FROM THIS EXERCISE 2", "1", "2"]

    assert part(screen).open_only.text() == "Not closed 1"
    part(screen).open_only.click()

    assert [row[0] for row in shown(screen)] == ["FROM THIS EXERCISE 1", "2"]


def test_an_empty_plan_says_how_it_is_filled_and_its_first_action_is_selected(
    open_screen: OpenScreen,
) -> None:
    screen = open_screen(without(SCRIPT, "T+00:10 plan"))
    screen.ctrl(Qt.Key.Key_6)
    assert shown(screen) == []
    assert "take over what an earlier exercise left open" in table(screen)._empty

    screen.ctrl(Qt.Key.Key_5)
    improvement = screen.debrief.findings[1].id
    screen.parts.findings.table.select(improvement)
    screen.press(Qt.Key.Key_Return)
    screen.fill(text="Menempel contoh", owner="Sekcam")
    screen.submit()

    assert (planned(screen).answers, planned(screen).objective) == (improvement, "O1")
    assert (screen.parts.tab, table(screen).selected) == (PLAN, planned(screen).id)


# From an earlier exercise -------------------------------------------------------------------------


def test_what_last_time_left_open_is_taken_over_once_and_stands_first(
    open_screen: OpenScreen, played: Played
) -> None:
    screen, last = open_screen(PLANNED), played(LAST_YEAR)
    screen.ctrl(Qt.Key.Key_5)

    carry(screen, last)

    assert screen.parts.tab == PLAN
    assert shown(screen) == [
        ["OPEN FROM LAST TIME 2"],
        ["3", "Menempel contoh baris log berisi jam di meja posko", "open"],
        ["4", "Pinjam perahu", "open"],
        ["FROM THIS EXERCISE 2"],
        ["1", "Menempel contoh baris log berisi jam di meja posko", "open"],
        ["2", "Latih pencatat", "open"],
    ]
    assert screen.message.startswith("2 taken over from ")
    rows = screen.rows

    carry(screen, last)

    assert screen.rows == rows
    assert screen.message.endswith("left nothing open that this plan lacks.")


def test_what_is_no_earlier_exercise_is_refused_in_words(
    open_screen: OpenScreen, tmp_path: Path, played: Played
) -> None:
    screen = open_screen(PLANNED)
    before = screen.rows
    own, copied, text = tmp_path / "run.tabletop", tmp_path / "copy.tabletop", tmp_path / "text.tabletop"
    shutil.copy(played(PLANNED), copied)
    text.write_text("no database", encoding="utf-8")

    for file, words in (
        (copied, "is this very exercise"), (text, "is not a Tabletop exercise"), (own, "is open at"),
    ):  # fmt: skip
        carry(screen, file)

        assert words in screen.message
        assert screen.parts.message.tone == "trouble"
    assert screen.rows == before


def test_a_damaged_file_gives_what_it_holds_and_what_is_wrong_is_said(
    open_screen: OpenScreen, tmp_path: Path, played: Played
) -> None:
    screen, damaged = open_screen(PLANNED), tmp_path / "damaged.tabletop"
    shutil.copy(played(LAST_YEAR), damaged)
    forge(damaged, "DIR", 3, author="someone else")

    carry(screen, damaged)

    assert screen.message.startswith("2 taken over from ")
    assert "row 3 is not as it was written" in screen.message
    assert screen.parts.message.tone == "trouble"


def test_the_form_of_a_plan_is_answered_by_the_chosen_improvement(open_screen: OpenScreen) -> None:
    screen = open_screen(PLANNED)
    screen.ctrl(Qt.Key.Key_5)
    screen.parts.findings.table.select(screen.debrief.findings[2].id)

    screen.ctrl(Qt.Key.Key_L)

    assert screen.parts.tab == PLAN != FINDINGS
    chosen = screen.form.findChild(QComboBox, "field-from")
    assert chosen.currentText() == "O2  Perahu kurang"
