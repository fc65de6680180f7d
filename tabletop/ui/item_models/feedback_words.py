"""A participant's form in a line: what was written, and the scores; it must not count any."""

from __future__ import annotations

from collections.abc import Callable

from tabletop.domain.play.follow_up import SCORES, STATEMENTS, FeedbackGiven
from tabletop.domain.play.state import FeedbackRecord
from tabletop.wording.feedback import NAMES

Form = FeedbackGiven | FeedbackRecord


def scores_in_words(form: Form, say: Callable[[str], str]) -> str:
    """Return the scores that were given, in the order of the paper: `realism 4/5, all in all 3/5`."""
    given = [(name, getattr(form, name)) for name in STATEMENTS]
    return ", ".join(f"{say(NAMES[name])} {score}/{SCORES[-1]}" for name, score in given if score is not None)


def form_in_words(form: Form, say: Callable[[str], str]) -> str:
    """Return the text with the scores behind it, or what there is of both."""
    scores = scores_in_words(form, say)
    return f"{form.text} ({scores})" if form.text and scores else form.text or scores
