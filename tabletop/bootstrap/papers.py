"""Papers of an exercise, by the order of a person; it must not hold what stands on them."""

from __future__ import annotations

from collections.abc import Callable

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import UserError
from tabletop.exchange.debrief_json import debrief_json
from tabletop.services.workplace import PaperFile, PaperOrder, Paperwork


def print_paper(work: Paperwork, order: PaperOrder, progress: Callable[[int, int], bool]) -> PaperFile:
    """Print a paper. Raises UserError `printing-stopped` and `paper-kind`."""
    if order.form == "json":
        return PaperFile(data=debrief_json(work.scenario, work.debrief))
    if order.kind == "summary" and order.form == "pdf":
        from tabletop.reports.debrief_page import debrief_paper  # noqa: PLC0415 - only printing waits for it

        page = debrief_paper(work.scenario, work.debrief, order.languages)
        progress(1, 1)
        return PaperFile(data=page.pdf, pages=1, substituted=page.substituted, shortened=page.shortened)
    raise UserError("paper-kind", kind=order.kind, form=order.form)


def chart_picture(scenario: Scenario, debrief: Debrief, name: str, language: str) -> bytes:
    """Return a chart as a one-page PDF; `name` is one of `Workplace.chart_picture`."""
    from tabletop.reports.timeline_picture import timeline_picture  # noqa: PLC0415 - as above

    assert name == "timeline"  # noqa: S101 - the others are being built
    return timeline_picture(scenario, debrief, language)
