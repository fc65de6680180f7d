"""Papers of an exercise, by the order of a person; it must not hold what stands on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tabletop.errors import UserError
from tabletop.exchange.debrief_json import debrief_json
from tabletop.services.workplace import (
    FigureCopy,
    PaperFile,
    PaperForm,
    PaperKind,
    PaperOrder,
    Paperwork,
)

FORMS: dict[PaperKind, tuple[PaperForm, ...]] = {
    "summary": ("pdf", "docx", "xlsx", "json"),
    "report": ("pdf", "docx", "xlsx", "json"),
    "eeg": ("pdf", "docx", "xlsx"),
    "log": ("pdf", "docx", "xlsx"),
    "plan": ("pdf", "docx", "xlsx"),
    "hot-wash": ("pdf", "docx", "xlsx"),
    "feedback-form": ("pdf", "docx"),
}
"""As what each paper can be had; a form to be filled in by pen is no sheet."""


def print_paper(work: Paperwork, order: PaperOrder, progress: Callable[[int, int], bool]) -> PaperFile:
    """Print a paper. Raises UserError `printing-stopped` and `paper-kind`."""
    if order.form not in FORMS[order.kind]:
        raise UserError("paper-kind", kind=order.kind, form=order.form)
    if order.form == "json":
        return PaperFile(data=debrief_json(work.scenario, work.debrief))
    from tabletop.bootstrap import printing  # noqa: PLC0415 - only printing waits for ReportLab

    return printing.print_paper(work, order, progress)


def figures(work: Paperwork, language: str) -> Sequence[FigureCopy]:
    """Return the charts and tables of the papers in one language."""
    from tabletop.bootstrap import figure_copies  # noqa: PLC0415 - as above

    return figure_copies.figures(work, language)
