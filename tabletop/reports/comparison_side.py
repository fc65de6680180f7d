"""What every table of a comparison shares: the runs, the voice, a column a run; no table's content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.domain.result.comparability import Run
from tabletop.domain.result.comparison import Comparison
from tabletop.reports.document import Align, Cell, Column, Grid
from tabletop.reports.voice import Pair, Voice

_RUN_WIDTH = {2: 2.6, 3: 2.3, 4: 2.1, 5: 1.9, 6: 1.7}
TITLE_WIDTH = 5.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One printing of a comparison."""

    comparison: Comparison
    voice: Voice

    @classmethod
    def of(cls, comparison: Comparison, languages: tuple[str, ...]) -> Side:
        """Speak the latest run's label set."""
        labels = comparison.runs[-1].scenario.labels if comparison.runs else "hseep"
        return cls(comparison=comparison, voice=Voice.of(languages, labels))

    @property
    def runs(self) -> Sequence[Run]:
        """Return the runs, the earliest first."""
        return self.comparison.runs

    def run_columns(self, align: Align = "right", *, share: float = 1, sheet_width: int = 12) -> list[Column]:
        """Return a column for each run, headed by its number; `share` makes them wider or narrower."""
        width = _RUN_WIDTH.get(len(self.runs), 2.6) * share
        return [
            Column(title=Pair(str(place)), width=width, align=align, sheet_width=sheet_width)
            for place in range(1, len(self.runs) + 1)
        ]

    def grid(
        self, caption: str, sheet: str, *, columns: Sequence[Column], rows: Sequence[Sequence[Cell]],
        none: str, strong: frozenset[int] = frozenset(),
    ) -> Grid:  # fmt: skip
        """Return a table with its caption, name and empty state in the paper's words."""
        return Grid(
            caption=self.voice.pair(caption),
            sheet=self.voice.say(sheet),
            columns=columns,
            rows=rows,
            none=self.voice.pair(none),
            strong=strong,
        )
