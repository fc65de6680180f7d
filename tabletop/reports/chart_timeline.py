"""Plan against play as a figure: the strip with its legend, and its numbers; it must not draw the strip."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from tabletop.domain.result.debrief import Debrief, InjectResult
from tabletop.i18n import N_, Catalogue, duration, elapsed
from tabletop.reports.charts import symbol
from tabletop.reports.debrief_edition import EN_DASH, Edition, listed
from tabletop.reports.debrief_objective_words import FATES
from tabletop.reports.debrief_timeline import signs_shown
from tabletop.reports.document import Align, Cell, Column, Figure, Grid
from tabletop.reports.plot import Plot, in_each, said, sheet_name
from tabletop.reports.timeline_strip import timeline_strip
from tabletop.reports.voice import Pair

_MINUTE_MS = 60_000
_MOST_NAMED = 6


def timeline_figures(edition: Edition) -> list[Figure]:
    """Return plan against play with the situation band and the pauses."""
    caption = edition.voice.pair(N_("Timeline: plan against play"))
    if edition.debrief.started_at is None:
        missing = edition.voice.pair(N_("The exercise has not started: there is no timeline yet."))
        return [Figure(caption=caption, draw=lambda width: said(missing, width), alternative=missing)]
    figure = Figure(
        caption=caption,
        draw=lambda width: timeline_chart(edition, width),
        alternative=in_each(edition.voice, lambda spoken: _alternative(spoken, edition.debrief)),
        data=_grid(edition, caption),
    )
    return [figure]


def timeline_chart(edition: Edition, width: float) -> Drawing:
    """Draw the strip of the one page, its legend below."""
    strip = timeline_strip(edition.scenario, edition.debrief, edition.voice, width=width)
    plot = Plot(width)
    plot.place(strip, at=(0, 0))
    signs = signs_shown(edition, with_lane=True)
    return plot.drawing(plot.legend(((symbol(kind), words) for kind, words in signs), top=strip.height + 5))


def _alternative(spoken: Catalogue, debrief: Debrief) -> str:
    timed = {inject.number: delay_ms(inject) or 0 for inject in debrief.injects}
    parts = [
        spoken.gettext(N_("{n} of {total} injects released, from {start} to {end}.")).format(
            n=sum(1 for inject in debrief.injects if inject.status == "released"),
            total=len(debrief.injects),
            start=elapsed(0),
            end=elapsed(debrief.elapsed_ms),
        )
    ]
    latest = max(timed, key=lambda number: timed[number], default="")
    if latest and timed[latest] > 0:
        message = N_("{inject} went out latest: {span} (min:s) after its planned time.")
        parts.append(spoken.gettext(message).format(inject=latest, span=duration(timed[latest])))
    skipped = [inject.number for inject in debrief.injects if inject.status == "skipped"]
    if skipped:
        named = listed(skipped, _MOST_NAMED)
        parts.append(spoken.gettext(N_("Skipped: {injects}.")).format(injects=named))
    minutes = (debrief.paused_ms + _MINUTE_MS // 2) // _MINUTE_MS
    message = N_("Pauses: {n}, {minutes} min together.")
    parts.append(spoken.gettext(message).format(n=len(debrief.pauses), minutes=minutes))
    return " ".join(parts)


def delay_ms(inject: InjectResult) -> int | None:
    """Return how much later than planned an inject went out, below 0 earlier; None without either time."""
    if inject.planned_ms is None or inject.released_ms is None or inject.is_contingency:
        return None
    return inject.released_ms - inject.planned_ms


def _grid(edition: Edition, caption: Pair) -> Grid:
    voice = edition.voice
    heads: tuple[tuple[Pair, float, Align], ...] = (
        (voice.pair(N_("Inject")), 0.14, "left"),
        (voice.pair(N_("Planned")), 0.16, "right"),
        (voice.pair(N_("Released")), 0.16, "right"),
        (voice.pair(N_("Difference, min:s")), 0.18, "right"),
        (voice.pair(N_("State")), 0.18, "left"),
        (voice.pair(N_("Decision, min:s")), 0.18, "right"),
    )
    return Grid(
        caption=caption,
        sheet=sheet_name(voice, N_("Chart of the timeline"), 1),
        columns=[Column(title=title, width=share, align=align) for title, share, align in heads],
        rows=[_cells(edition, inject) for inject in edition.debrief.injects],
        none=voice.pair(N_("The pack plans no inject.")),
        traced=[f"inject:{inject.number}" for inject in edition.debrief.injects],
    )


def _cells(edition: Edition, inject: InjectResult) -> tuple[Cell, ...]:
    voice, delay = edition.voice, delay_ms(inject)
    waits = inject.status == "waiting" and inject.is_contingency
    fate = "untriggered" if waits else inject.status
    state = voice.pair(FATES.get(fate, N_("released")))
    planned = voice.label("contingency") if inject.is_contingency else _moment(inject.planned_ms)
    decision = EN_DASH if inject.decision_ms is None else duration(inject.decision_ms)
    if inject.number in edition.debrief.decision.open:
        state = voice.pair(N_("released, no decision"))
    return (
        Pair(inject.number),
        planned,
        _moment(inject.released_ms),
        Pair(EN_DASH if delay is None else _signed(delay)),
        state,
        Pair(decision),
    )


def _moment(at_ms: int | None) -> Pair:
    return Pair(EN_DASH if at_ms is None else elapsed(at_ms))


def _signed(span_ms: int) -> str:
    if span_ms == 0:
        return "0:00"
    return ("+" if span_ms > 0 else "\N{MINUS SIGN}") + duration(abs(span_ms))
