"""What stands at the right of the stations: a form, a merge's report, or a station; it words nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from tabletop.ui.item_models.station_sheets import Sheet
from tabletop.ui.look import Look
from tabletop.ui.widgets.debrief_side import SidePanel
from tabletop.ui.widgets.observers_layout import STATIONS_TAB, ObserversLayout
from tabletop.ui.widgets.observers_panel import SheetPanel

SheetName = Literal["", "station", "merge"]


class ObserversSide:
    """Ranks them: a form, then what was asked for last.

    In a wide window the selected station is shown unasked; in a narrow one Enter asks for it, for a panel
    takes the table's place there.
    """

    def __init__(
        self, look: Look, parts: ObserversLayout, *, sheets: dict[SheetName, Callable[[], Sheet | None]],
        ask: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._look = look
        self._parts = parts
        self._sheets = sheets
        self._ask = ask
        self._form: SidePanel | None = None
        self._name: SheetName = "station"
        self._is_asked = False

    @property
    def sheet(self) -> SheetPanel | None:
        """Return the sheet that is shown."""
        side = self._parts.side
        return side if isinstance(side, SheetPanel) else None

    def show_form(self, form: SidePanel | None) -> None:
        """Show a form; None goes back to what stood there."""
        self._form = form
        self.refresh()
        if form is None:
            self._parts.focus_work()

    def open(self, name: SheetName) -> None:
        """Show a sheet because someone asked for it, with the focus on it."""
        self._name, self._is_asked = name, True
        self.refresh()
        if self.sheet is not None:
            self.sheet.focus()

    def leave(self) -> None:
        """Close the sheet: a report gives way to the station, the station to the table."""
        is_wide = self._parts.has_ample_room
        self._name = "station" if self._name == "merge" or not is_wide else ""
        self._is_asked = False
        self.refresh()
        self._parts.focus_work()

    def refresh(self) -> None:
        """Show what belongs there now."""
        if self._form is not None:
            self._parts.show_side(self._form, leads=True)
            return
        words = self._wanted()
        shown = self.sheet
        if words is None:
            self._parts.show_side(None)
        elif shown is not None:
            shown.show_sheet(words)
        else:
            panel = SheetPanel(self._look, words, self._parts)
            panel.verb_asked.connect(self._ask)
            panel.left.connect(self.leave)
            self._parts.show_side(panel)

    def keep(self) -> dict[str, Any]:
        """Return what is shown, for a window that is built anew."""
        return {"name": self._name, "is_asked": self._is_asked}

    def restore(self, kept: dict[str, Any]) -> None:
        """Show it again."""
        self._name, self._is_asked = kept["name"], kept["is_asked"]
        self.refresh()

    def _wanted(self) -> Sheet | None:
        parts = self._parts
        if not self._name or not (self._is_asked or parts.has_ample_room):
            return None
        is_for_stations = self._name == "station"
        if is_for_stations and (parts.tab != STATIONS_TAB or parts.is_empty):
            return None
        return self._sheets[self._name]()
