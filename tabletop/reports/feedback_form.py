"""A blank form on which participants judge the exercise, without their name; it must not ask who."""

from __future__ import annotations

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.play.follow_up import SCORES, STATEMENTS
from tabletop.i18n import N_
from tabletop.reports.document import Document, Facts, Grid, Number, Part, Prose, WriteIn
from tabletop.reports.dossier import Dossier
from tabletop.reports.report_frame import report
from tabletop.reports.report_words import column, marks
from tabletop.reports.voice import Pair
from tabletop.wording.feedback import STATEMENTS as SENTENCES

_QUESTIONS = (
    N_("What went well and should be kept?"),
    N_("What did not go well, or was missing?"),
    N_("What should be changed in the plan, in equipment or in training?"),
)
_LINES = 4


def feedback_form(d: Dossier) -> Document:
    """Return the form: five statements to score, three open questions, lines to write on."""
    say = d.voice.pair
    parts: list[Part] = [
        Facts(rows=_facts(d, d.plan)),
        Prose(text=say(_HOW), tone="strong"),
        _statements(d),
    ]
    for number, question in enumerate(_QUESTIONS, start=1):
        text = say(question)
        second = f"{number}. {text.second}" if text.second else ""
        parts.append(WriteIn(text=Pair(f"{number}. {text.first}", second), lines=_LINES))
    parts.append(Prose(text=say(_TYPED_IN), tone="note"))
    return report(d, d.voice.label("participant_feedback"), parts, is_blank=True)


_HOW = N_("No name, please. Circle one number a line: 1 is no, not at all; 5 is yes, fully.")
_TYPED_IN = N_(
    "For the director: type in every form, the five scores and what was written. A number that is not circled"
    " stays empty."
)


def _facts(d: Dossier, plan: Scenario) -> list[tuple[Pair, Pair]]:
    say = d.voice.pair
    return [
        (say(N_("Exercise name")), d.voice.typed(plan.title)),
        (say(N_("Place")), d.typed(plan.exercise.place) if plan.exercise.place else Pair("")),
        (say(N_("My organization (may stay empty)")), Pair("")),
    ]


def _statements(d: Dossier) -> Grid:
    return Grid(
        caption=d.voice.pair(N_("How far do you agree?")),
        sheet=d.voice.say(N_("Feedback")),
        columns=(
            column(Pair("No."), 0.8, 5),
            column(d.voice.pair(N_("Statement")), 9, 60),
            *(marks(Pair(""), 0.8) for _ in SCORES),
        ),
        rows=[
            (
                Number(value=number, words=f"{number}."),
                d.voice.pair(SENTENCES[statement]),
                *(Number(value=score, words=str(score)) for score in SCORES),
            )
            for number, statement in enumerate(STATEMENTS, start=1)
        ],
        none=Pair(""),
    )
