"""Sentences for what the command line refuses around its files."""

from tabletop.i18n import N_

SENTENCES = {
    "out-exists": N_("{path} already exists and was left as it is. Give another name, or add --force."),
    "out-unwritable": N_(
        "{path} cannot be written ({why}). Nothing was changed there. Choose another place."
    ),
    "out-kind": N_("{path}: the ending must be one of {kinds}."),
    "demo-folder": N_(
        "{path} holds other files ({others}); it was left as it is. Give another folder with --out."
    ),
    "shadow-folder": N_(
        "{path} holds other files ({others}); it was left as it is. Give another folder with --shadow."
    ),
    "out-is-input": N_("{path} is what is to be read; it was left as it is. Give --out another name."),
    "input-unreadable": N_("{path} cannot be read ({why})."),
    "bad-usage": N_("{message}. {usage}"),
    "command-later": N_("“{command}” is not built yet; it comes with a later version. Nothing was done."),
    "script-refused": N_("{name} was refused. Nothing was written. Mend the line and play it again."),
    "bad-start": N_("{given} is not a time with offset, such as 2024-01-26T08:00+07:00."),
    "paper-kind": N_("There is no {kind} as {form}. Nothing was written. Choose another form."),
    "compare-count": N_(
        "From 2 to {most} different exercises can be compared, {given} were given. Nothing was done. Name"
        " them again."
    ),
    "compare-logbook": N_(
        "{file} is the logbook of {station}: one observer's view is no run. Compare the director's file."
    ),
    "redact-logbook": N_(
        "{file} is the logbook of {station}. Nothing was written. Merge it, then copy the director's file."
    ),
    "redact-again": N_(
        "{file} is itself a redacted copy. Nothing was written. Copy {exercise} again, with all names."
    ),
    "redact-not-ended": N_(
        "{file} has not ended. Nothing was written. A copy for sharing is made after ENDEX."
    ),
    "redact-name-short": N_(
        "“{given}” is too short: it would be found in any text. Nothing was written. Give the whole name."
    ),
    "redact-name-is-code": N_(
        "“{given}” is an id of the plan, or a word that stands in a name's place. Nothing was written. Give"
        " the name as it stands in texts."
    ),
    "redact-name-stays": N_(
        "“{given}” also stands where it cannot be replaced, such as in an id. Nothing was written. Leave it"
        " out, or hide it by hand in what you share."
    ),
    "redact-pack": N_(
        "A name stands in the pack where it cannot be replaced. Nothing was written. Leave that name out."
    ),
    "copy-is-redacted": N_(
        "This is a redacted copy: nobody writes in it. Nothing was changed. Make the change in the exercise"
        " itself, then copy it again."
    ),
    "printing-stopped": N_("Printing was stopped. Nothing was written; the last good file is still there."),
}
