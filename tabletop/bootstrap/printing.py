"""Each kind of paper joined with each way to write it; it must not hold what stands on a paper."""

from __future__ import annotations

from collections.abc import Callable

from tabletop.domain.result.comparison import Comparison
from tabletop.errors import UserError
from tabletop.reports.aar import after_action_report, summary_report
from tabletop.reports.aar_workbook import after_action_workbook
from tabletop.reports.comparison_report import comparison_report
from tabletop.reports.debrief_charts import figures
from tabletop.reports.debrief_page import debrief_paper
from tabletop.reports.document import Document, PrintingStoppedError
from tabletop.reports.docx_document import docx_document
from tabletop.reports.dossier import Dossier, dossier_of
from tabletop.reports.eeg_form import completed_guides
from tabletop.reports.feedback_form import feedback_form
from tabletop.reports.hot_wash import hot_wash_report, hot_wash_workbook
from tabletop.reports.improvement_plan import improvement_plan, improvement_workbook
from tabletop.reports.log_extract import MOST_ON_PAPER, log_extract
from tabletop.reports.pdf_document import pdf_document
from tabletop.reports.xlsx_document import xlsx_document
from tabletop.services.workplace import PaperFile, PaperForm, PaperKind, PaperOrder, Paperwork

Progress = Callable[[int, int], bool]


def print_paper(work: Paperwork, order: PaperOrder, progress: Progress) -> PaperFile:
    """Print a paper as PDF, DOCX or XLSX. Raises UserError `printing-stopped`."""
    if not progress(0, 1):
        raise UserError("printing-stopped")
    try:
        if order.kind == "summary" and order.form == "pdf":
            return _one_page(work, order, progress)
        return _written(_document(work, order), order, progress)
    except PrintingStoppedError as stopped:
        raise UserError("printing-stopped") from stopped


def print_comparison(
    comparison: Comparison, form: PaperForm, languages: tuple[str, ...], progress: Progress
) -> PaperFile:
    """Print runs side by side as PDF, DOCX or XLSX. Raises UserError `printing-stopped`."""
    order = PaperOrder(kind="report", form=form, languages=languages)
    try:
        return _written(comparison_report(comparison, languages), order, progress)
    except PrintingStoppedError as stopped:
        raise UserError("printing-stopped") from stopped


def _one_page(work: Paperwork, order: PaperOrder, progress: Progress) -> PaperFile:
    page = debrief_paper(work.scenario, work.debrief, order.languages, labels=order.labels, paper=order.paper)
    progress(1, 1)
    return PaperFile(data=page.pdf, pages=1, substituted=page.substituted, shortened=page.shortened)


def _document(work: Paperwork, order: PaperOrder) -> Document:
    """Return what stands on a paper: a sheet's tables, or a paper's parts."""
    d = dossier_of(
        work.scenario,
        work.debrief,
        state=work.state,
        recorded=work.recorded,
        languages=order.languages,
        labels=order.labels,
        printed_on=order.printed_on,
    )
    make = _WORKBOOKS[order.kind] if order.form == "xlsx" else _PAPERS[order.kind]
    return make(d)


def _with_charts(make: Callable[..., Document]) -> Callable[[Dossier], Document]:
    return lambda d: make(d, figures(d.edition, d.metrics))


_PAPERS: dict[PaperKind, Callable[[Dossier], Document]] = {
    "summary": _with_charts(summary_report),
    "report": _with_charts(after_action_report),
    "eeg": completed_guides,
    "log": lambda d: log_extract(d, most=MOST_ON_PAPER),
    "plan": improvement_plan,
    "hot-wash": hot_wash_report,
    "feedback-form": feedback_form,
}
_WORKBOOKS: dict[PaperKind, Callable[[Dossier], Document]] = {
    "summary": summary_report,
    "report": after_action_workbook,
    "eeg": completed_guides,
    "log": log_extract,
    "plan": improvement_workbook,
    "hot-wash": hot_wash_workbook,
}


def _written(document: Document, order: PaperOrder, progress: Progress) -> PaperFile:
    if order.form == "docx":
        return PaperFile(data=docx_document(document, paper=order.paper, progress=progress))
    if order.form == "xlsx":
        return PaperFile(data=xlsx_document(document, progress=progress))
    printed = pdf_document(document, paper=order.paper, progress=progress)
    return PaperFile(data=printed.pdf, pages=printed.pages, substituted=printed.substituted)
