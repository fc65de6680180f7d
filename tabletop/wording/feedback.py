"""What the participants' form states, in full and in a word or two; it must not keep any score."""

from __future__ import annotations

from typing import Literal

from tabletop.i18n import N_

Statement = Literal["realism", "attendance", "function", "plan", "score"]

STATEMENTS: dict[Statement, str] = {
    "realism": N_("The scenario was plausible and realistic."),
    "attendance": N_("The right people from the right organizations took part."),
    "function": N_("I could do the tasks of my function as in real life."),
    "plan": N_("I know better now what is in the plan, and what is missing in it."),
    "score": N_("All in all the exercise was worth my time."),
}
NAMES: dict[Statement, str] = {
    "realism": N_("realism"),
    "attendance": N_("right people"),
    "function": N_("own function"),
    "plan": N_("knowing the plan"),
    "score": N_("all in all"),
}
