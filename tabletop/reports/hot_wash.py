"""The hot wash as a paper of its own: answers, findings, feedback; it must not sum up opinions."""

from __future__ import annotations

from tabletop.domain.play.follow_up import STATEMENTS
from tabletop.i18n import N_
from tabletop.reports.aar_hot_wash import feedback, feedback_grid, feedback_method, hot_wash
from tabletop.reports.aar_overview import warnings
from tabletop.reports.document import Bullets, Document, Grid, Heading, Part, Prose
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_frame import report
from tabletop.reports.report_words import NOTHING, column, count, figures, typed
from tabletop.reports.voice import Pair
from tabletop.wording.feedback import NAMES


def hot_wash_report(d: Dossier) -> Document:
    """Return what was said in the hot wash, with the strengths and improvements that were found."""
    parts: list[Part] = [
        *(Prose(text=text, tone="strong") for text in warnings(d)),
        Heading(text=d.voice.pair(N_("Questions and answers"))),
        *hot_wash(d),
    ]
    for kind, label in (("strength", "strengths"), ("improve", "improvements")):
        found = [each for each in d.debrief.findings if each.kind == kind]
        items = [
            Pair(f"{each.objective}{f', {each.cell}' if each.cell else ''}: {each.text}") for each in found
        ]
        parts.append(Heading(text=d.voice.label(label)))
        parts.append(Bullets(items=items, none=d.voice.pair(N_("none recorded yet"))))
    parts += [Heading(text=d.voice.label("participant_feedback")), *feedback(d)]
    return report(d, d.voice.label("hot_wash"), parts)


def hot_wash_workbook(d: Dossier) -> Document:
    """Return every note as a row, with the question that it answers, and the feedback, form by form too."""
    say = d.voice.pair
    notes = Grid(
        caption=say(N_("Notes")),
        sheet=d.voice.say(N_("Notes")),
        columns=(
            figures(say(N_("Question")), 1.5),
            column(say(N_("Cell")), 3, 14),
            column(say(N_("Station")), 2, 10),
            column(say(N_("Text")), 12, 100),
            column(say(N_("Rows")), 3, 20),
        ),
        rows=[
            (
                typed(None) if note.question is None else count(note.question),
                typed(note.cell),
                Pair(note.row[0]),
                Pair(note.text),
                typed(", ".join(note.rows)),
            )
            for note in d.debrief.notes
        ],
        none=say(N_("no other note")),
    )
    parts: list[Part] = [notes, feedback_grid(d), feedback_method(d), _forms_grid(d)]
    return report(d, d.voice.label("hot_wash"), parts)


def _forms_grid(d: Dossier) -> Grid:
    """Return every form that was typed in as a row: its scores in the order of the paper, and its text."""
    say = d.voice.pair
    rows = []
    for form in d.debrief.feedback:
        scores = [getattr(form, name) for name in STATEMENTS]
        rows.append((*(NOTHING if score is None else count(score) for score in scores), typed(form.text)))
    return Grid(
        caption=say(N_("Feedback forms")),
        sheet=d.voice.say(N_("Feedback forms")),
        columns=(
            *(figures(say(NAMES[name]), 1.5, 18) for name in STATEMENTS),
            column(say(N_("Text")), 12, 100),
        ),
        rows=rows,
        none=say(N_("No feedback was typed in.")),
    )
