"""How many evaluators saw what, and how far they agree (doctrine 10.11, 10.12); it must not compute."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tabletop.domain.result.agreement import MIN_UNITS
from tabletop.i18n import N_
from tabletop.reports.document import Cell, Facts, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_words import NOTHING, coefficient, column, figures, percent_words
from tabletop.reports.voice import Pair

_KAPPA_BANDS = (
    (0.80, N_("almost perfect")),
    (0.60, N_("substantial")),
    (0.40, N_("moderate")),
    (0.20, N_("fair")),
    (0.0, N_("slight")),
)
"""Landis and Koch (1977): a band reaches from above its bound to the next one, 0 itself is slight."""
_ALPHA_BANDS = ((0.800, N_("reliable")), (0.667, N_("tentative conclusions only")))
"""Krippendorff (2004): from its bound on."""
_LANDIS_KOCH, _KRIPPENDORFF = "Landis & Koch", "Krippendorff"
_OVER = N_("Agreement of {raters} raters over {n} actions graded twice or more")
_CAUTION = N_(
    "The bands are rules of thumb of their authors, not limits. Kappa misleads where one grade is by far the "
    "most frequent: read it beside the plain share that agrees exactly."
)


def agreement(d: Dossier) -> list[Part]:
    """Set evaluator coverage and agreement; below ten doubly rated actions it says `too few`."""
    say, found, seen = d.voice.pair, d.debrief.agreement, d.metrics.coverage
    of_all = N_("{n} of {total} actions")
    rows = [
        (d.voice.label("evaluators"), Pair(str(d.debrief.evaluators))),
        (say(N_("Actions with at least one rater")), say(of_all, n=seen.once, total=seen.actions)),
        (say(N_("Actions with two or more raters")), say(of_all, n=seen.twice, total=seen.actions)),
    ]
    traced = ["metric:evaluators", "metric:rated-once", "metric:rated-twice"]
    title = Heading(text=say(N_("Evaluators and agreement")), level=2)
    parts: list[Part] = [title, Facts(rows=rows, traced=traced)]
    if found.units < MIN_UNITS:
        message = N_("Too few for a figure. Actions graded by two or more raters: {n}; {least} are needed.")
        return [*parts, Prose(text=say(message, n=found.units, least=MIN_UNITS))]
    return [*parts, agreement_grid(d), Prose(text=say(_CAUTION), tone="note")]


def agreement_grid(d: Dossier) -> Grid:
    """Return each figure of agreement, its band and who says so."""
    say, found = d.voice.pair, d.debrief.agreement
    rows = list(_rows(d))
    return Grid(
        caption=say(_OVER, raters=found.raters, n=found.units),
        sheet=d.voice.say(N_("Agreement")),
        columns=(
            column(say(N_("Measure")), 6, 40),
            figures(say(N_("Value")), 2, 12),
            column(say(N_("Band")), 4, 24),
            column(say(N_("After whom")), 3, 20),
        ),
        rows=rows,
        none=NOTHING,
        traced=["agreement"] * len(rows),
    )


def _rows(d: Dossier) -> Iterator[tuple[Cell, ...]]:
    found = d.debrief.agreement
    yield _share(d, N_("Exactly the same grade"), found.exact)
    yield _share(d, N_("At most one step apart"), found.within_one)
    kappas = (
        (N_("Cohen's kappa, unweighted (two raters)"), found.kappa),
        (N_("Cohen's kappa, linear weights (two raters)"), found.kappa_linear),
        (N_("Cohen's kappa, quadratic weights (two raters)"), found.kappa_quadratic),
    )
    for name, value in kappas:
        band = NOTHING if value is None else d.voice.pair(kappa_band(value))
        by = NOTHING if value is None else Pair(_LANDIS_KOCH)
        yield d.voice.pair(name), coefficient(d.voice, value), band, by
    alpha = found.alpha_ordinal
    band = NOTHING if alpha is None else d.voice.pair(alpha_band(alpha))
    last = d.voice.pair(N_("Krippendorff's alpha, ordinal"))
    yield last, coefficient(d.voice, alpha), band, NOTHING if alpha is None else Pair(_KRIPPENDORFF)


def _share(d: Dossier, name: str, share: float | None) -> tuple[Cell, ...]:
    exact = None if share is None else Fraction(str(round(share, 6))) * 100
    return d.voice.pair(name), percent_words(d.voice, exact), NOTHING, NOTHING


def kappa_band(value: float) -> str:
    """Return Landis and Koch's word for a kappa."""
    if value < 0:
        return N_("poor")
    return next((words for bound, words in _KAPPA_BANDS if value > bound), N_("slight"))


def alpha_band(value: float) -> str:
    """Return Krippendorff's word for an alpha."""
    return next((words for bound, words in _ALPHA_BANDS if value >= bound), N_("not reliable"))
