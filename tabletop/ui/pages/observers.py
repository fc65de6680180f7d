"""Observers: logbooks issued, merged and judged by the director; it wires the parts to the services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from tabletop import paths, wording
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import ExerciseState
from tabletop.domain.play.stations import ClockMarked
from tabletop.errors import UserError
from tabletop.i18n import N_
from tabletop.services import evaluation, recording
from tabletop.services.workplace import Workplace
from tabletop.ui import desktop
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models.branch_rows import BranchWords
from tabletop.ui.item_models.debrief_rows import Row
from tabletop.ui.item_models.station_sheets import Sheet, merge_sheet, result_words, station_sheet
from tabletop.ui.item_models.stations import has_observers, station_rows
from tabletop.ui.look import Look
from tabletop.ui.pages import observers_facts as facts
from tabletop.ui.pages.clock_by_folder import ClockAnswers
from tabletop.ui.pages.observers_desk import ObserversDesk
from tabletop.ui.pages.observers_forms import ASKS, ObserversForms
from tabletop.ui.pages.observers_issuing import Issuing
from tabletop.ui.pages.observers_merging import Merging
from tabletop.ui.pages.observers_reading import Standing, latest_act, press_mark, read_standing
from tabletop.ui.pages.observers_side import ObserversSide
from tabletop.ui.tasks import Tasks
from tabletop.ui.verbs import Verb
from tabletop.ui.widgets.agreement_panel import AgreementPanel
from tabletop.ui.widgets.observers_dialogs import ask_for_logbooks
from tabletop.ui.widgets.observers_layout import AGREEMENT_TAB, STATIONS_TAB, ObserversLayout
from tabletop.ui.widgets.observers_strip import StripTone


class ObserversPage(QWidget):
    """Reads how the stations stand whenever a row was written while it is seen."""

    def __init__(
        self,
        look: Look,
        bridge: Bridge,
        tasks: Tasks,
        *,
        workplace: Workplace,
        trigger: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._bridge, self._tasks, self._trigger = look, bridge, tasks, trigger
        self._standing: Standing | None = None
        self._is_stale = True
        self._is_reading = False
        self._waiting = ""
        self._just_merged: frozenset[str] = frozenset()
        self._undoable: Recorded | None = None
        self._merging = Merging(bridge, tasks, workplace)
        self._issuing = Issuing(look, bridge, tasks, workplace=workplace, parent=self)
        self._answers = ClockAnswers(
            look, bridge, tasks, workplace=workplace, say=self._say, refuse=self._refuse, page=self
        )
        self._agreement = AgreementPanel(look, self)
        self.parts = ObserversLayout(look, self._agreement, self)
        self._side = ObserversSide(
            look, self.parts, ask=trigger, sheets={"station": self._station_sheet, "merge": self._merge_sheet}
        )
        self.forms = ObserversForms(
            look, tasks, parent=self, show=self._side.show_form, refuse=self._refuse, saved=self._tell_saved
        )
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._connect()

    # What the main window asks --------------------------------------------------------------------

    def enter(self) -> None:
        """Read how the stations stand, and put the focus where work begins."""
        self._is_stale = True
        self._refresh()
        if self.forms.panel is not None:
            self.forms.panel.form.focus_first()
        else:
            self.parts.focus_work()

    def keep(self) -> dict[str, Any]:
        """Return what was typed and chosen, and a merge that is under way, for a window built anew."""
        strip = self.parts.strip
        is_told = strip.isVisibleTo(self) and strip.tone == "trouble"
        return {
            "standing": self._standing,
            "merging": self._merging,
            "tab": self.parts.tab,
            "row": self.parts.stations.table.selected,
            "sought": self.parts.stations.sought.text(),
            "agreement": self._agreement.keep(),
            "side": self._side.keep(),
            "form": self.forms.keep(),
            "trouble": strip.words.text() if is_told else "",
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back."""
        if not kept:
            return
        self._take_merging(kept["merging"])
        self._agreement.restore(kept["agreement"])
        self.parts.tabs.show_tab(kept["tab"])
        self.parts.stations.sought.setText(kept["sought"])
        if kept["standing"] is not None:
            self._standing = kept["standing"]
            self._show()
            self.parts.stations.table.select(kept["row"])
            self._side.restore(kept["side"])
            self.forms.restore(kept["form"], self._desk())
        if kept["trouble"]:
            self.say_trouble(kept["trouble"])
        if self._merging.is_under_way:
            self._show_merging()

    def do(self, verb: str) -> None:
        """Do a verb of this screen."""
        if verb.startswith("observers-tab-"):
            self.parts.tabs.show_tab(int(verb.removeprefix("observers-tab-")) - 1)
            self.parts.focus_work()
        elif verb == "merge":
            ask_for_logbooks(self, self._look, paths.documents(), answer=self.merge_files)
        elif verb == "answer-clocks":
            self._answers.switch()
        elif verb == "clock-mark":
            self._tasks.spawn(self._press_mark())
        elif verb == "observers-find":
            self._find()
        elif self._standing is None:
            self._waiting = verb  # the first reading is under way
        elif (why_not := self.why_not().get(verb)) is not None:
            self._say(why_not)
        elif verb == "observers-undo":
            self._undo()
        elif verb == "observers-settle":
            self.parts.tabs.show_tab(AGREEMENT_TAB)
            if self._agreement.selected is None:
                self._say(self._look.say(N_("No action is chosen that two raters graded.")))
            self._agreement.ask_to_settle()
        elif verb in ASKS:
            self._open(verb)

    def why_not(self) -> dict[str, str]:
        """Say of verbs why they cannot be done now."""
        return {} if self._standing is None else facts.why_not(self._standing, self._look)

    def say_resting(self, verb: Verb) -> None:
        """Say quietly that a key was pressed twice."""
        words = N_("{verb}: pressed twice, done once.")
        self._say(self._look.say(words, verb=self._look.say(verb.text)))

    def say_trouble(self, words: str) -> None:
        """Say what went wrong until someone has seen it."""
        self._say(words, "trouble")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let a panel that has no room any more give way to the table."""
        super().resizeEvent(event)
        self._side.refresh()

    # Reading --------------------------------------------------------------------------------------

    def _note_change(self, _state: ExerciseState, _cause: str) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if self._is_stale and not self._is_reading:
            self._is_reading = True
            self._tasks.spawn(self._read())

    async def _read(self) -> None:
        """Read until nothing was written meanwhile: rows in a burst lead to one reading more, not to many."""
        try:
            while self._is_stale and isValid(self):
                self._is_stale = False
                standing: Standing = await self._bridge.read(read_standing)
                if not isValid(self):
                    return
                self._standing = standing
                self._show()
        finally:
            self._is_reading = False

    def _show(self) -> None:
        standing, look, parts = self._standing, self._look, self.parts
        if standing is None:
            return
        parts.show_empty(is_empty=not has_observers(standing.reports))
        parts.alarm.say(facts.alarm_words(standing, look))
        parts.tabs.show_status(
            facts.status_words(standing, look), is_whole=facts.is_whole(standing)
        )  # fmt: skip
        parts.stations.show_next_mark(standing.next_mark)
        self._show_rows()
        self._agreement.show_state(self._bridge.state, self._bridge.session.scenario)
        if self._waiting:
            verb, self._waiting = self._waiting, ""
            self.do(verb)

    def _shown_rows(self) -> list[Row]:
        if self._standing is None:
            return []
        sought = self.parts.stations.sought.text()
        return station_rows(self._standing.reports, self._look, new=self._merging.new, sought=sought)

    def _show_rows(self) -> None:
        self._agreement.seek(self.parts.stations.sought.text())
        if self._standing is not None:
            rows = self._shown_rows()
            self.parts.stations.table.show_rows(rows)
            # Of the stations of which rows came in, the one that stands first may need someone.
            first = next((row.id for row in rows if row.id in self._just_merged), None)
            if first is not None:
                self.parts.stations.table.select(first)
                self._just_merged = frozenset()
            self._side.refresh()

    def _station_sheet(self) -> Sheet | None:
        selected = self.parts.stations.table.selected
        report = None if self._standing is None else self._standing.report(selected)
        if report is None:
            return None
        session = self._bridge.session
        branch_words = BranchWords(self._look, session.scenario, session.recorded if report.branches else ())
        return station_sheet(report, branch_words, new=self._merging.new.get(report.station, 0))

    def _merge_sheet(self) -> Sheet | None:
        if self._merging.report is None:
            return None
        printed_at = None if self._standing is None else self._standing.printed_at
        return merge_sheet(self._merging.report, self._look, printed_at=printed_at)

    # Merging --------------------------------------------------------------------------------------

    def merge_files(self, files: Sequence[Path]) -> None:
        """Merge files and folders, unless a merge is under way."""
        if files and not self._merging.start(files):
            self._say(self._look.say(N_("A merge is under way. Wait for its report, then merge again.")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files and folders that are dragged here."""
        if facts.dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Merge what is dropped here."""
        files = facts.dropped(event)
        if files:
            event.acceptProposedAction()
            self.merge_files(files)

    def _take_merging(self, merging: Merging) -> None:
        """Follow a merge that began before the window was built anew."""
        self._merging.changed.disconnect(self._show_merging)
        self._merging = merging
        merging.changed.connect(self._show_merging)

    def _cancel_merge(self) -> None:
        self._merging.cancel()  # the merge may be one that began before this page was built

    def _show_merging(self) -> None:
        merging, look, strip = self._merging, self._look, self.parts.strip
        if merging.is_under_way:
            self._undoable = None
            done, total = merging.read
            is_reading = merging.stage == "reading"
            words = facts.reading_words(done, total, look, is_reading=is_reading)
            strip.show_reading(words, done, total, can_cancel=is_reading)
        elif merging.stage == "cancelled":
            self._say(look.say(N_("The merge was cancelled: nothing was changed.")))
        elif merging.refusal is not None:
            self.say_trouble(wording.refusal(merging.refusal, look.words))
        elif merging.report is not None:
            is_bad = bool(merging.report.refused)
            self._say(result_words(merging.report, look), "trouble" if is_bad else "done")
            self._just_merged = frozenset(merging.new)
            self._is_stale = True
            self._refresh()
            self._show_rows()
            self._side.open("merge")

    # Acting ---------------------------------------------------------------------------------------

    def _desk(self, **more: Any) -> ObserversDesk:
        assert self._standing is not None  # noqa: S101 - `do` waits for the first reading
        return ObserversDesk(
            look=self._look, bridge=self._bridge, standing=self._standing, issue=self._issuing.issue,
            station=self.parts.stations.table.selected, **more,
        )  # fmt: skip

    def _open(self, verb: str) -> None:
        if self.parts.tab != STATIONS_TAB and verb != "observers-undo":
            self.parts.tabs.show_tab(STATIONS_TAB)
        self.forms.open(verb, self._desk())

    async def _settle(self, action: str) -> None:
        """Read what the raters said, then ask for the decision in their place."""
        debrief = await self._bridge.read(evaluation.debrief)
        if isValid(self):
            self.forms.open("observers-settle", self._desk(action=action, debrief=debrief), is_new=True)

    async def _press_mark(self) -> None:
        if await self._bridge.act(press_mark) and isValid(self):
            pressed = latest_act(self._bridge.session)
            if pressed is not None and isinstance(pressed.event, ClockMarked):
                number = pressed.event.number
                words = facts.mark_words(number, self._look)
                self._say(words, "mark", number=number, can_undo=self._if_undoable(pressed))

    def _if_undoable(self, row: Recorded) -> Recorded | None:
        """Return an act that an undo would take back now; one on a laptop that was taken over stands."""
        return row if recording.undo_target(self._bridge.session) is row else None

    def _undo(self) -> None:
        """Undo at once what the strip says was just done; else ask, and name what it would take back."""
        target = recording.undo_target(self._bridge.session)
        if self.parts.strip.offers_undo and target is not None and target is self._undoable:
            self._tasks.spawn(self._undo_at_once(self._desk().undo_words()))
        else:
            self._open("observers-undo")

    async def _undo_at_once(self, words: str) -> None:
        if await self._bridge.act(recording.undo) and isValid(self):
            self._say(self._look.say(N_("Undone: {act}. Both rows stay in the log."), act=words))

    def _tell_saved(self, verb: str) -> None:
        """Say what was written, and let it be taken back where that can be."""
        look, written = self._look, latest_act(self._bridge.session)
        if verb == "issue-logbook":
            words = look.say(
                N_("The logbook stands at {path}. Give it to the observer."), path=self._issuing.file
            )
            self._say(words, has_folder=True)
        elif verb == "observers-undo":
            self._say(look.say(N_("Undone. Both rows stay in the log.")))
        elif verb in ("keep-branches", "choose-chain"):
            self._say(look.say(N_("Decided. Every row stays in the file; you can decide anew.")))
        elif written is not None:
            words = look.say(N_("Saved: {act}"), act=self._desk().act_words(written))
            self._say(words, can_undo=self._if_undoable(written))

    def _say(
        self, words: str, tone: StripTone = "done", *, number: int | None = None,
        can_undo: Recorded | None = None, has_folder: bool = False,
    ) -> None:  # fmt: skip
        self._undoable = can_undo
        self.parts.strip.say(words, tone, number=number, can_undo=can_undo is not None, has_folder=has_folder)

    def _refuse(self, refusal: UserError) -> None:
        """Say a refusal that no form asked for, while this screen is seen."""
        if self.isVisible():
            self.say_trouble(wording.refusal(refusal, self._look.words))

    def _find(self) -> None:
        self.parts.stations.sought.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.parts.stations.sought.selectAll()

    def _show_folder(self) -> None:
        if self._issuing.file is not None and not desktop.show_folder(self._issuing.file):
            words = N_("No program here opens a folder. The file lies at {path}.")
            self.say_trouble(self._look.say(words, path=self._issuing.file))

    def _connect(self) -> None:
        parts, table, strip = self.parts, self.parts.stations.table, self.parts.strip
        self._bridge.changed.connect(self._note_change)
        self._bridge.refused.connect(self._refuse)
        self._merging.changed.connect(self._show_merging)
        self._issuing.left.connect(self.forms.rest)
        parts.stations.verb_asked.connect(self._trigger)
        parts.stations.sought_changed.connect(self._show_rows)
        parts.first_issue.clicked.connect(lambda: self._trigger("issue-logbook"))
        parts.first_merge.clicked.connect(lambda: self._trigger("merge"))
        parts.alarm.choose_asked.connect(lambda: self._trigger("choose-chain"))
        parts.tabs.chosen.connect(lambda _at: self._side.refresh())
        table.selectionModel().currentRowChanged.connect(lambda *_: self._side.refresh())
        table.opened.connect(lambda _row: self._side.open("station"))
        strip.undo_asked.connect(lambda: self._trigger("observers-undo"))
        strip.folder_asked.connect(self._show_folder)
        strip.cancel_asked.connect(self._cancel_merge)
        strip.left.connect(parts.focus_work)
        self._agreement.settle_asked.connect(lambda action: self._tasks.spawn(self._settle(action)))
