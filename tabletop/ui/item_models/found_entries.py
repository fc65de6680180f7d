"""The log as far as it has the words that are looked for; it must not change the log."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel

from tabletop.domain.play.search import Haystack, Needle
from tabletop.ui.item_models.log_entries import LogEntry, LogModel


class FoundEntries(QSortFilterProxyModel):
    """Every line while nothing is looked for; a line's words are folded once, at its first search."""

    def __init__(self, log: LogModel) -> None:
        super().__init__()
        self._needle = Needle("")
        self._log = log
        self._folded: dict[LogEntry, Haystack] = {}
        self.setSourceModel(log)

    def find(self, asked: str) -> None:
        """Show the lines that have all the words."""
        self.beginFilterChange()
        self._needle = Needle(asked)
        self.endFilterChange()

    def filterAcceptsRow(  # noqa: N802 - Qt's name
        self, row: int, _parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Tell whether a line has all the words."""
        if not self._needle.words:
            return True
        entry = self._log.entries[row]
        folded = self._folded.get(entry)
        if folded is None:
            folded = self._folded[entry] = Haystack.of(entry.words)
        return self._needle.is_in(folded)
