"""Every paper prints in each of its forms, can be stopped, and refuses a form that it has not."""

from __future__ import annotations

from itertools import count

import pytest
from reports import printed
from reports.dossiers import PRINTED_ON, dossier, plan

from tabletop.bootstrap.papers import FORMS, figures, print_paper
from tabletop.errors import UserError
from tabletop.services.workplace import PaperForm, PaperKind, PaperOrder, Paperwork

EVERY = [(kind, form) for kind, forms in FORMS.items() for form in forms]
MAGIC = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "json": b"{"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def work() -> Paperwork:
    d = dossier()
    return Paperwork(scenario=plan(), debrief=d.debrief, state=d.state, recorded=d.recorded)


def order(kind: PaperKind, form: PaperForm, **more: object) -> PaperOrder:
    return PaperOrder(kind=kind, form=form, languages=("id", "en"), printed_on=PRINTED_ON, **more)  # type: ignore[arg-type]


def on_and_on(_done: int, _all: int) -> bool:
    return True


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_every_paper_prints_in_each_of_its_forms(work: Paperwork, kind: PaperKind, form: PaperForm) -> None:
    paper = print_paper(work, order(kind, form), on_and_on)

    assert paper.data.startswith(MAGIC[form])
    assert paper.pages == (printed.pages(paper.data) if form == "pdf" else 0)


def test_a_form_that_a_paper_has_not_is_refused(work: Paperwork) -> None:
    with pytest.raises(UserError) as refusal:
        print_paper(work, order("log", "json"), on_and_on)

    assert refusal.value.code == "paper-kind"


@pytest.mark.parametrize(
    ("kind", "form", "after"),
    [
        (kind, form, after)
        for kind, form in EVERY
        for after in (0, 2)
        # JSON and the one page are made in one step.
        if form != "json" and (after == 0 or (kind, form) != ("summary", "pdf"))
    ],
)
def test_printing_stops_where_the_person_stops_it(
    work: Paperwork, kind: PaperKind, form: PaperForm, after: int
) -> None:
    told = count()

    with pytest.raises(UserError) as refusal:
        print_paper(work, order(kind, form), lambda _done, _all: next(told) < after)

    assert refusal.value.code == "printing-stopped"


def test_the_one_page_speaks_the_label_set_that_was_ordered(work: Paperwork) -> None:
    english = PaperOrder(kind="summary", form="pdf", languages=("en",), labels="uk")

    assert "Hot debrief summary" in printed.words(print_paper(work, english, on_and_on).data)


def test_every_chart_of_the_screen_is_a_page_of_its_own_with_its_table(work: Paperwork) -> None:
    shown = {figure.name: figure for figure in figures(work, "id")}

    for name in ("objectives", "timeline", "latency", "letters", "told"):
        assert shown[name].drawing.startswith(b"%PDF-")
        assert printed.pages(shown[name].drawing) == 1
        assert shown[name].head
        assert shown[name].rows
