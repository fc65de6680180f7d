"""Sentences for what the window itself refuses."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {
    "no-inject-chosen": N_("No inject is chosen. Nothing was written. Choose a row in the table first."),
    "nothing-offered": N_("No contingency is offered or chosen. Nothing was written."),
    "no-situations": N_("The pack has no levels of the situation board. Nothing was written."),
    "no-red-lines": N_("The pack has no red lines. Nothing was written. Keep a note instead."),
    "no-breaches": N_("No red line has a standing breach. Nothing was written."),
    "no-actions-yet": N_("No released inject expects an action. Nothing was written."),
    "letter-needs-reason": N_(
        "The system suggests {suggestion}, not {letter}. Nothing was written. Give the reason for your"
        " letter."
    ),
    "letter-not-chosen": N_("No letter is chosen. Nothing was written. Choose P, S, M or U."),
    "no-improvements-yet": N_(
        "A corrective action answers an improvement, and this station has noted none. Nothing was written."
        " Note an improvement first."
    ),
    "nothing-to-evaluate": N_("The exercise has not started: there is nothing to evaluate yet."),
    "no-action-chosen": N_(
        "No corrective action is chosen. Nothing was written. Choose a row of the plan first."
    ),
    "no-backups": N_(
        "There is no backup of this exercise yet. Nothing was changed. One is made each ten minutes and at"
        " each pause."
    ),
    "not-interrupted": N_("Nothing interrupted this exercise. Nothing was written."),
    "act-overtaken": N_(
        "Something else was written meanwhile. Nothing was written now. Close the form and open it again."
    ),
    "nothing-to-adjust": N_("Nothing was adjusted: minutes and seconds are 0."),
    "nothing-changed": N_("Nothing was changed, so nothing was written. Change a field or close the form."),
    "bad-elapsed": N_("“{given}” is not a time of the exercise. Nothing was written. Type it as T+01:20."),
    "adjusted-twice": N_(
        "The clock can be put right by minutes and seconds or by the time of STARTEX, not by both."
        " Nothing was written. Empty one of them."
    ),
    "bad-wall-time": N_("“{given}” is not a time of day. Nothing was written. Type it as 09:04."),
    "bad-length": N_(
        "“{given}” is not a length of time. Nothing was written. Type it as 24 h, 90 min or 1x24 h."
    ),
    "bad-moment": N_(
        "“{given}” is not a date with a time. Nothing was written. Type it as 2024-02-12 07:00."
    ),
}
