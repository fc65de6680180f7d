"""How far printing has come, and the way to stop it; it must not print."""

from __future__ import annotations

from tabletop.reports.document import Document, Figure, Grid, Part, PrintingStoppedError, Progress

_MOST_TOLD = 200
"""So often at most a person is told: a window that is told of 10,000 rows has no time to print them."""


class Steps:
    """Tells a person how far printing is; at any step that person may stop it."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self.total, self.done = progress, total, 0
        self._stride, self._told = total // _MOST_TOLD, 0
        self._tell()

    def advance(self, steps: int = 1) -> None:
        """Tell that so many more steps are done; raise PrintingStoppedError where the person stops."""
        self.reach(self.done + steps)

    def reach(self, done: int) -> None:
        """Tell that so many steps are done in all, never less than before."""
        self.done = max(self.done, min(done, self.total))
        if self.done - self._told > self._stride or self.done == self.total:
            self._tell()

    def _tell(self) -> None:
        self._told = self.done
        if self._progress is not None and not self._progress(self.done, self.total):
            raise PrintingStoppedError


def steps_in(document: Document) -> int:
    """Return how much there is to set: a step for each part and for each row of a table."""
    return sum(_steps_of(part) for part in document.parts)


def _steps_of(part: Part) -> int:
    grid = part.data if isinstance(part, Figure) else part
    return 1 + (len(grid.rows) if isinstance(grid, Grid) else 0)
