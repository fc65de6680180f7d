"""HSEEP's four letters in words, short and in full, for screens and papers; it must not give a letter."""

from __future__ import annotations

from typing import Literal

from tabletop.i18n import N_

Letter = Literal["P", "S", "M", "U"]

LETTERS: dict[Letter, str] = {
    "P": N_("Performed without challenges"),
    "S": N_("Performed with some challenges"),
    "M": N_("Performed with major challenges"),
    "U": N_("Unable to be performed"),
}
DEFINITIONS: dict[Letter, str] = {
    "P": N_(
        "The targets and critical tasks associated with the capability were completed in a manner that"
        " achieved the objective(s) and did not negatively impact the performance of other activities."
        " Performance of this activity did not contribute to additional health and/or safety risks for the"
        " public or for emergency workers, and it was conducted in accordance with applicable plans,"
        " policies, procedures, regulations, and laws."
    ),
    "S": N_("As P. However, opportunities to enhance effectiveness and/or efficiency were identified."),
    "M": N_(
        "The targets and critical tasks associated with the capability were completed in a manner that"
        " achieved the objective(s); however, the completion negatively impacted the performance of other"
        " activities, contributed to additional health and/or safety risks for the public or for emergency"
        " workers, and/or was not conducted in accordance with applicable plans, policies, procedures,"
        " regulations, and laws."
    ),
    "U": N_(
        "The targets and critical tasks associated with the capability were not performed in a manner that"
        " achieved the objective(s)."
    ),
}
"""HSEEP's own definitions (doctrine 7); S refers to P where both stand together on a screen."""
IN_FULL: dict[Letter, tuple[str, ...]] = {
    "P": (DEFINITIONS["P"],),
    "S": (
        DEFINITIONS["P"],
        N_("However, opportunities to enhance effectiveness and/or efficiency were identified."),
    ),
    "M": (DEFINITIONS["M"],),
    "U": (DEFINITIONS["U"],),
}
"""The definitions as a report prints them, word for word: sentences that follow each other."""
