"""What every report carries round its parts: title, mark, foot, draft, signatures; no part's content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tabletop.i18n import N_
from tabletop.reports.debrief_edition import EN_DASH, Edition, status_marks
from tabletop.reports.document import Document, Figure, Part, Signatures
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_words import joined
from tabletop.reports.voice import Pair

_PAGE_WORDS = N_("page {n}/{total}")
_SHORT = 8


def report(d: Dossier, title: Pair, parts: Sequence[Part], *, is_blank: bool = False) -> Document:
    """Return a report with its parts; `title` is its kind, the exercise's title follows it.

    A blank form (`is_blank`) says nothing of the rows, and is no draft.
    """
    debrief, voice = d.debrief, d.voice
    return Document(
        title=joined([title, _short_title(d)], f" {EN_DASH} "),
        subject=debrief.exercise_id,
        languages=tuple(voice.languages.split("+")),
        parts=parts,
        mark=Pair(voice.label("exercise_mark").first, voice.label("exercise_mark_second").first),
        foot=debrief.exercise_id if is_blank else _foot(d),
        page_words=voice.first.gettext(_PAGE_WORDS),
        at=debrief.last_at,
        draft=None if is_blank else provisional(d.edition),
        has_letterhead=not is_blank,
    )


def provisional(edition: Edition) -> Pair | None:
    """Return what every page says of a draft, or of a redacted copy; None for the exercise itself."""
    marks = status_marks(edition)
    return joined(marks, f" {EN_DASH} ") if marks else None


def _foot(d: Dossier) -> str:
    """Return which rows the report was made from: exercise, entries, the chain head's ends."""
    debrief, voice = d.debrief, d.voice
    head = f"{debrief.head[:_SHORT]}…{debrief.head[-_SHORT:]}"
    entries = voice.first.ngettext("{n} entry", "{n} entries", debrief.entries).format(n=debrief.entries)
    said = (debrief.exercise_id, entries, voice.say(N_("chain head {head}"), head=head))
    return " \N{MIDDLE DOT} ".join(said)


def _short_title(d: Dossier) -> Pair:
    """Return the exercise's title without what follows its colon; the whole stands in the overview."""
    title = d.voice.typed(d.plan.title)
    return Pair(title.first.partition(": ")[0], title.second.partition(": ")[0])


def charts_named(charts: Mapping[str, Figure], *names: str) -> list[Figure]:
    """Return the charts of these names; one that goes on has further parts, `letters-2`.

    Their own tables are left out: the report's tables beside them hold the same numbers.
    """
    return [
        replace(figure, data=None)
        for wanted in names
        for name, figure in charts.items()
        if name.partition("-")[0] == wanted
    ]


def signatures(d: Dossier) -> Signatures:
    """Leave room for director and lead evaluator; the place is the exercise's."""
    place = d.plan.exercise.place
    roles = [d.voice.label("exercise_director"), d.voice.label("lead_evaluator")]
    return Signatures(roles=roles, place=d.voice.typed(place).first if place else "")
