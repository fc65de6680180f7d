"""Letters, findings, corrective actions and feedback in the words of the log; it must not decide anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tabletop.domain.play.events import (
    CorrectiveActionPlanned,
    Event,
    ImprovementNoted,
    Rated,
    StrengthNoted,
)
from tabletop.domain.play.follow_up import ActionCarried, ActionClosed, ActionRevised, FeedbackGiven
from tabletop.domain.play.journal import Recorded
from tabletop.domain.play.state import Row
from tabletop.i18n import N_
from tabletop.ui.item_models.feedback_words import form_in_words
from tabletop.ui.item_models.log_stations import Saying, Words

Said = tuple[str, str, str]


class WordsOfRows(Words, Protocol):
    """Words that also know the rows by station and seq."""

    rows: Mapping[Row, Recorded]


def _rated(words: Words, event: Rated) -> Said:
    target = words.say(N_("Overall")) if event.target == "overall" else event.target
    return words.say(N_("LETTER")), f"{target}: {event.letter}" + (f". {event.why}" if event.why else ""), ""


def _strength(words: Words, event: StrengthNoted) -> Said:
    return words.say(N_("STRENGTH")), f"{event.objective}: {event.text}", ""


def _improvement(words: Words, event: ImprovementNoted) -> Said:
    return words.say(N_("IMPROVEMENT")), f"{event.objective}: {event.text}", ""


def _feedback(words: Words, event: FeedbackGiven) -> Said:
    return words.say(N_("FEEDBACK")), form_in_words(event, words.say), ""


def _planned(words: Words, event: CorrectiveActionPlanned) -> Said:
    return words.say(N_("CORRECTIVE ACTION")), _owned(words, event), ""


def _carried(words: Words, event: ActionCarried) -> Said:
    text = words.say(N_("From {exercise}: {action}"), exercise=event.exercise, action=_owned(words, event))
    return words.say(N_("CORRECTIVE ACTION")), text, ""


def _revised(words: WordsOfRows, event: ActionRevised) -> Said:
    message = N_("Started: {action}") if event.progress == "started" else N_("Changed: {action}")
    return words.say(N_("CORRECTIVE ACTION")), words.say(message, action=_action(words, event)), ""


def _closed(words: WordsOfRows, event: ActionClosed) -> Said:
    text = words.say(N_("Closed: {action}"), action=_action(words, event))
    return words.say(N_("CORRECTIVE ACTION")), f"{text}. {event.evidence}", ""


def _owned(words: Words, event: CorrectiveActionPlanned | ActionCarried) -> str:
    owner = event.owner
    if event.due is not None:
        owner = words.say(N_("{owner}, due {due}"), owner=event.owner, due=event.due)
    return f"{event.text} ({owner})"


def _action(words: WordsOfRows, event: ActionRevised | ActionClosed) -> str:
    """Return the words of the action that a row follows; nobody knows it by its row."""
    row = words.rows.get((event.plan_station, event.plan_seq))
    if row is not None and isinstance(row.event, CorrectiveActionPlanned | ActionCarried):
        return row.event.text
    return f"{event.plan_station}:{event.plan_seq}"


EVALUATION_SAYINGS: dict[type[Event], Saying] = {
    Rated: _rated,
    StrengthNoted: _strength,
    ImprovementNoted: _improvement,
    CorrectiveActionPlanned: _planned,
    FeedbackGiven: _feedback,
    ActionCarried: _carried,
    ActionRevised: _revised,
    ActionClosed: _closed,
}
