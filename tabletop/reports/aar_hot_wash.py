"""Hot wash and participants' feedback: what was said, in whose words; it must not sum up opinions."""

from __future__ import annotations

from typing import Literal

from tabletop.domain.play.follow_up import SCORES
from tabletop.domain.play.journal import is_directors
from tabletop.domain.play.state import NoteRecord
from tabletop.domain.result.feedback import Tally, tallies
from tabletop.domain.result.latency import MIN_FOR_PERCENTILES
from tabletop.i18n import N_, elapsed
from tabletop.reports.document import Bullets, Cell, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_words import NOTHING, column, count, figures
from tabletop.reports.voice import Pair
from tabletop.wording.feedback import STATEMENTS


def hot_wash(d: Dossier, *, level: Literal[2, 3] = 2) -> list[Part]:
    """Set each question with the answers by cell, observers last, then what else was noted."""
    say = d.voice.pair
    parts: list[Part] = []
    none = say(N_("no answer was noted"))
    for number, question in enumerate(d.plan.hot_wash, start=1):
        title = d.voice.typed(question)
        second = f"{number}. {title.second}" if title.second else ""
        parts.append(Heading(text=Pair(f"{number}. {title.first}", second), level=level))
        parts.append(Bullets(items=_answers(d, number), none=none))
    if not d.plan.hot_wash:
        parts.append(Prose(text=say(N_("The pack has no hot-wash question.")), tone="note"))
    others = [_told(note) for note in _observers_last(d) if not _is_answer(d, note)]
    parts.append(Heading(text=say(N_("Other notes")), level=level))
    parts.append(Bullets(items=others, none=say(N_("no other note"))))
    return parts


def _is_answer(d: Dossier, note: NoteRecord) -> bool:
    return note.question is not None and 1 <= note.question <= len(d.plan.hot_wash)


def _answers(d: Dossier, number: int) -> list[Pair]:
    return [_told(note) for note in _observers_last(d) if note.question == number]


def _observers_last(d: Dossier) -> list[NoteRecord]:
    """Return the notes with those of observers' stations last, as they speak in the room."""
    return sorted(d.debrief.notes, key=lambda note: not is_directors(note.row[0]))


def _told(note: NoteRecord) -> Pair:
    """Return a note with who said it: the cell, else the station that noted it."""
    who = note.cell or ("" if is_directors(note.row[0]) else note.author)
    at = "" if note.question is not None else f"{elapsed(max(0, note.at_ms))} "
    shown = f" ({', '.join(note.rows)})" if note.rows else ""
    return Pair(f"{at}{who}: {note.text}{shown}" if who else f"{at}{note.text}{shown}")


def feedback(d: Dossier) -> list[Part]:
    """Set how participants judged the exercise: how many gave which score, and what they wrote."""
    given, say = d.debrief.feedback, d.voice.pair
    if not given:
        return [Prose(text=say(_NO_FORM), tone="note")]
    texts = [
        Pair(f"{each.score}/{SCORES[-1]}: {each.text}" if each.score is not None else each.text)
        for each in given
        if each.text
    ]
    return [
        Prose(text=say(N_("Forms typed in: {n}. No names are kept."), n=len(given))),
        feedback_grid(d),
        feedback_method(d),
        Prose(text=say(N_("What was written, each after that participant's score all in all:"))),
        Bullets(items=texts, none=say(N_("no text was written"))),
    ]


_NO_FORM = N_("No feedback was typed in.")
_METHOD = N_(
    "{worst} is no, not at all; {best} is yes, fully. n: how many scored the statement. Median: the middle"
    " score; of an even number the lower of the two in the middle. Below {least} scores none is given."
)


def feedback_method(d: Dossier) -> Prose:
    """Say what the numbers of `feedback_grid` are."""
    text = d.voice.pair(_METHOD, worst=SCORES[0], best=SCORES[-1], least=MIN_FOR_PERCENTILES)
    return Prose(text=text, tone="note")


def feedback_grid(d: Dossier) -> Grid:
    """Return how many participants gave each score to each statement; a mean of judgements would say less."""
    say, given = d.voice.pair, d.debrief.feedback
    found = tallies(given) if given else []
    return Grid(
        caption=d.voice.label("participant_feedback"),
        sheet=d.voice.say(N_("Feedback")),
        columns=(
            column(Pair("No."), 0.9, 5),
            column(say(N_("Statement")), 9, 60),
            *(figures(Pair(str(score)), 0.8, 6) for score in SCORES),
            figures(Pair("n"), 0.9, 6),
            figures(say(N_("Median")), 1.6),
        ),
        rows=[_tally_row(d, number, tally) for number, tally in enumerate(found, start=1)],
        none=say(_NO_FORM),
    )


def _tally_row(d: Dossier, number: int, tally: Tally) -> tuple[Cell, ...]:
    return (
        count(number),
        d.voice.pair(STATEMENTS[tally.statement]),
        *(count(n) for n in tally.counts),
        count(tally.n),
        NOTHING if tally.median is None else count(tally.median),
    )
