"""Hot wash and participants' feedback: what was said, in whose words; it must not sum up opinions."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from tabletop.domain.play.journal import is_directors
from tabletop.domain.play.state import NoteRecord
from tabletop.i18n import N_, elapsed
from tabletop.reports.document import Bullets, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_words import column, count, figures
from tabletop.reports.voice import Pair

_BEST, _WORST = 5, 1


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
    scored = [each.score for each in given if each.score is not None]
    words = say(
        N_("Answers: {n}; with a score: {scored}. No names are kept."), n=len(given), scored=len(scored)
    )
    texts = [
        Pair(f"{each.score}/{_BEST}: {each.text}" if each.score is not None else each.text) for each in given
    ]
    none = say(N_("No feedback was typed in."))
    if not given:
        return [Prose(text=none, tone="note")]
    return [Prose(text=words), feedback_grid(d), Bullets(items=texts, none=none)]


def feedback_grid(d: Dossier) -> Grid:
    """Return how many participants gave each score; a mean of judgements would say less."""
    say = d.voice.pair
    scores = Counter(each.score for each in d.debrief.feedback)
    names = {_BEST: say(N_("5, very good")), _WORST: say(N_("1, poor"))}
    return Grid(
        caption=d.voice.label("participant_feedback"),
        sheet=d.voice.say(N_("Feedback")),
        columns=(column(say(N_("Score")), 4, 16), figures(say(N_("Participants")), 2, 14)),
        rows=[
            (names.get(score, Pair(str(score))), count(scores[score]))
            for score in range(_BEST, _WORST - 1, -1)
        ],
        none=say(N_("No feedback was typed in.")),
    )
