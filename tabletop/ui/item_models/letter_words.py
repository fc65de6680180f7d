"""Letters that were given and what caps them, in sentences; it must not give or suggest one."""

from __future__ import annotations

from tabletop.domain.play.events import Letter
from tabletop.domain.result.letters import Cap, LetterGiven
from tabletop.domain.result.scoring import LETTER_BOUNDS
from tabletop.i18n import N_
from tabletop.ui.item_models.agreement_rows import name
from tabletop.ui.look import Look, clock_text
from tabletop.wording import ratings

_GIVEN = {
    "official": N_("official letter by {who}, T+{time}"),
    "other": N_("letter by {who}, T+{time}"),
    "replaced": N_("before that by {who}, T+{time}; replaced"),
}
"""How a letter stands."""


def given_words(how: str, who: str, at_ms: int, look: Look) -> str:
    """Say who gave a letter and when, and whether it still stands."""
    return look.say(_GIVEN[how], who=who, time=clock_text(at_ms))


def given_line(given: LetterGiven, look: Look) -> str:
    """Say a letter with all that is known of it, in one line."""
    how = "official" if given.is_official else "replaced" if given.is_replaced else "other"
    who = name(given.station, given.author)
    line = f"{given.letter}  {given_words(how, who, given.at_ms, look)}"
    return f"{line}: {given.why}" if given.why else line


def cap_words(cap: Cap, look: Look) -> str:
    """Say what a red line allows at most, and since when."""
    words = N_("{line} allows {letter} at most, since T+{time}")
    return look.say(words, line=cap.line, letter=cap.letter, time=clock_text(cap.since_ms))


def bounds_words(letter: Letter, look: Look) -> str:
    """Say between which percents a letter lies."""
    p, s, m = LETTER_BOUNDS
    low, high = {"P": (p, None), "S": (s, p), "M": (m, s), "U": (None, m)}[letter]
    if high is None:
        return look.say(N_("at least {low}"), low=low)
    if low is None:
        return look.say(N_("below {high}"), high=high)
    return look.say(N_("at least {low}, below {high}"), low=low, high=high)


def definition(letter: Letter, look: Look) -> str:
    """Return HSEEP's definition of a letter, word for word."""
    return " ".join(look.say(sentence) for sentence in ratings.IN_FULL[letter])
