"""Lines of text as they stand on a page, parted between lines; it must not know what they say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tabletop.reports.pdf_lines import Line, height_of
from tabletop.reports.pdf_pen import Pen

_FEWEST = 2
"""No fewer lines of a text stand alone at the foot or the head of a page."""
_UNDER_RULE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The place of a heading: contents and a viewer's list lead there."""

    anchor: int
    title: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBody:
    """Lines of text; `bullet` hangs before the first, `rule` (its width) stands over them."""

    lines: tuple[Line, ...]
    indent: float = 0.0
    bullet: Line | None = None
    rule: float = 0.0
    mark: Mark | None = None

    @property
    def height(self) -> float:
        """Return how high all lines are."""
        return self._above + height_of(self.lines)

    @property
    def least(self) -> float:
        """Return how high the lines are that never stand alone."""
        few = len(self.lines) if len(self.lines) < 2 * _FEWEST else _FEWEST
        return self._above + height_of(self.lines[:few])

    @property
    def _above(self) -> float:
        return _UNDER_RULE if self.rule else 0.0

    def cut(self, room: float, fresh: float) -> tuple[TextBody, TextBody] | None:
        """Part it between two lines."""
        fit, height = 0, self._above
        for line in self.lines:
            height += line.leading
            if height > room:
                break
            fit += 1
        fit = min(fit, len(self.lines) - _FEWEST)
        if fit < _FEWEST:
            if room < fresh:
                return None
            fit = 1
        if fit >= len(self.lines):
            return None
        return replace(self, lines=self.lines[:fit]), TextBody(lines=self.lines[fit:], indent=self.indent)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw rule, bullet and lines; a heading marks its place."""
        if self.mark is not None:
            pen.mark_place(self.mark.anchor, self.mark.title, self.mark.level)
        if self.rule:
            pen.rule(left, top, self.rule, 1.0)
        y = top - self._above
        placed = [] if self.bullet is None else [(left, y, self.bullet)]
        for line in self.lines:
            placed.append((left + self.indent, y, line))
            y -= line.leading
        pen.write(placed)
