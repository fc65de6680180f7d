"""Papers of an exercise, by the order of a person; it must not hold what stands on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import UserError
from tabletop.exchange.debrief_json import debrief_json
from tabletop.services.workplace import FigureCopy, PaperFile, PaperOrder, Paperwork


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


def figures(scenario: Scenario, debrief: Debrief, language: str) -> Sequence[FigureCopy]:
    """Return the charts and tables of the papers in one language."""
    from tabletop.reports.timeline_picture import timeline_picture  # noqa: PLC0415 - as above

    drawn = timeline_picture(scenario, debrief, language)
    rows = tuple((inject.number, inject.status) for inject in debrief.injects)
    return [
        FigureCopy(name="timeline", caption="Timeline", drawing=drawn, head=("Inject", "Status"), rows=rows)
    ]
