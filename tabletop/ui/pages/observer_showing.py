"""What the observer's screen shows of the logbook just now; it must not write a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tabletop.domain.play.events import Completion
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.station_clocks import StationClock
from tabletop.i18n import N_
from tabletop.services import merging
from tabletop.ui.bridge import Bridge
from tabletop.ui.item_models import observer_entries, observer_words
from tabletop.ui.item_models.observer_entries import ObserverModel
from tabletop.ui.look import Look
from tabletop.ui.widgets.observer_actions import ActionFacts
from tabletop.ui.widgets.observer_header import ObserverFacts
from tabletop.ui.widgets.observer_layout import ObserverLayout

_MINUTE_MS = 60_000


class ObserverShowing:
    """Brings what changed to the parts."""

    def __init__(
        self, look: Look, bridge: Bridge, *, parts: ObserverLayout, model: ObserverModel,
        refresh_strip: Callable[[], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._bridge = bridge
        self._parts = parts
        self._model = model
        self._refresh_strip = refresh_strip
        self._clock = StationClock()
        self._marks: Sequence[Recorded] = ()
        self._entries = 0

    def show_state(self) -> None:
        """Show everything that a row can change."""
        look, session, state = self._look, self._bridge.session, self._bridge.state
        station, given = session.station, merging.handed_over_rows(session)
        recorded = session.recorded
        self._clock = observer_words.own_clock(recorded, station)
        self._marks = observer_words.standing_marks(recorded, state)
        lines = observer_entries.entries_of(recorded, state, station=station, given=given, look=look)
        self._model.show_entries(lines)
        local, handed = observer_entries.counts(recorded, station=station, given=given)
        self._entries = local + handed
        row = observer_words.handed_over(recorded)
        last = "" if row is None else look.words.time(observer_entries.seen_at(row.entry).astimezone())
        self._parts.foot.show_counts(local, handed, last)
        empty = N_(
            "No entry yet. Choose the inject, type the fact and press Enter: the time is set by the first"
            " letter. Press F8 together with the director, so that your clocks can be compared."
        )
        self._parts.entries.show_empty("" if lines else look.say(empty))
        self.show_actions()
        self.show_time()

    def show_head(self) -> None:
        """Head the entries, or in a narrow window say what a new one is linked to."""
        look, form = self._look, self._parts.form
        words = look.say(N_("LATEST ENTRIES"))
        if not self._parts.is_wide:
            inject, cell = str(form.inject.currentData()), form.cell.currentData()
            link = (
                N_("New entry: {inject}, cell {cell}") if inject else N_("New entry: no inject, cell {cell}")
            )
            words = "" if form.is_correcting else look.say(link, inject=inject, cell=cell)
        hint = N_("A correction is a row of its own; nothing is deleted")
        self._parts.strip.show_head(words, look.say(hint))

    def show_actions(self) -> None:
        """Show what the chosen inject expects, with this observer's own grades."""
        look, number = self._look, str(self._parts.form.inject.currentData())
        inject = self._bridge.outlook.injects.get(number)
        facts = [] if inject is None else [self._facts(number, action.id) for action in inject.expects]
        if inject is None:
            empty = look.say(N_("Choose the inject that you observe: its expected actions stand here."))
        else:
            empty = look.say(N_("{inject} expects no action."), inject=number)
        head = (
            look.say(N_("{inject}  EXPECTED ACTIONS"), inject=number)
            if number
            else look.say("EXPECTED ACTIONS")
        )
        self._parts.expected.show_actions(head, facts, empty=empty)
        self.show_head()
        self._parts.show_tab_words(
            look.say(N_("Actions {inject}"), inject=number) if number else look.say(N_("Actions")),
            look.say(N_("Entries {n}"), n=len(self._model.entries)),
        )

    def grade_of(self, action: str) -> Completion | None:
        """Return the grade that this station gave last and that stands."""
        station = self._bridge.session.station
        given = [each for each in self._bridge.state.assessments.get(action, ()) if each.row[0] == station]
        return given[-1].completion if given else None

    def show_time(self) -> None:
        """Show the clock, and what counts down."""
        bridge, session = self._bridge, self._bridge.session
        wall_at = session.clock.read().wall_at
        look, cells = self._look, session.cells
        name = "" if session.observer == session.station else session.observer or ""
        title = look.say(N_("Observer {station} {name}"), station=session.station, name=name)
        watched = look.say(N_("Cell {cells}"), cells=", ".join(cells)) if cells else look.say(N_("all cells"))
        offset = observer_words.offset_words(self._clock, self._marks, wall_at, look)
        self._parts.header.show_facts(
            ObserverFacts(
                wall_at=wall_at, offset=offset, title=title.strip(), cells=watched,
                saved_at=bridge.saved_at, unsaved_since=bridge.unsaved_since, entries=self._entries,
            )
        )  # fmt: skip
        self._refresh_strip()

    def _facts(self, number: str, letter: str) -> ActionFacts:
        look, action = self._look, self._bridge.outlook.actions[f"{number}.{letter}"]
        limit = ""
        if action.within_ms is not None:
            limit = look.say(N_("limit {n} min"), n=f"{action.within_ms / _MINUTE_MS:g}")
        return ActionFacts(
            id=action.full_id, letter=letter, text=look.typed(action.text), limit=limit,
            completion=self.grade_of(action.full_id),
        )  # fmt: skip
