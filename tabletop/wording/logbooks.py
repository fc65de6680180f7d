"""Sentences for observers' files, and for laptops that take over."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {
    "logbook-other-pack": N_(
        "This file belongs to another pack ({pack} {version}). Nothing was taken from it. Look for the file"
        " that was made for this exercise."
    ),
    "logbook-other-exercise": N_(
        "This file belongs to another exercise ({exercise}). Nothing was taken from it. Look for the file"
        " that was made for this one."
    ),
    "logbook-too-large": N_(
        "{file} is larger than any logbook ({limit} MB). Nothing was taken from it. Check what it is."
    ),
    "no-logbooks": N_("There is no logbook in {folder}. Nothing was changed. Choose the folder again."),
    "station-name": N_(
        "“{given}” cannot be a station: up to 24 letters, digits, - and _, such as P1. Nothing was made."
    ),
    "station-is-directors": N_(
        "{given} is the director's station. Nothing was made. Give the observer a name such as P1."
    ),
    "station-taken": N_(
        "Station {given} already has a logbook; two laptops under one name would contradict each other."
        " Nothing was made. {free} is free."
    ),
    "hand-over-same-place": N_(
        "The logbook itself lies in {folder}: nothing was copied. Choose the stick or the shared folder."
    ),
    "no-rivals": N_(
        "{chosen} and {rejected} did not conduct at the same time. Nothing was changed; there is nothing to"
        " choose."
    ),
    "no-branches": N_("No rows of {station} contradict each other. Nothing was changed."),
    "no-such-entry": N_(
        "Entry {seq} of {station} does not stand any more. Nothing was changed. Select one that stands."
    ),
    "offset-too-large": N_("No clock is more than a year off. Nothing was noted. Type the offset again."),
    "mark-number": N_("A clock mark has a number from 1 to {last}, not {given}. Nothing was noted."),
    "other-conducts": N_(
        "{conductor} took over and conducts the exercise now, not {station}. Nothing was written. If that is"
        " wrong, choose the director's laptop under Observers."
    ),
    "take-over-logbook": N_(
        "This is the logbook of {station}: it conducts nothing that could be taken over. Nothing was made."
        " Merge it in the director's file."
    ),
    "rows-missing": N_(
        "Row {seq} of {station} has not come in, nor perhaps others behind it. What came counts. Ask for that"
        " station's file once more."
    ),
    "rows-aside": N_(
        "{rows} rows of {station} contradict others and lie aside: two laptops may have logged as one"
        " station. Nothing is lost. Decide under Observers."
    ),
    "row-not-taken": N_("row {seq} of {station} is not as it was written and was not taken"),
    "chain-not-taken": N_(
        "from row {seq} on the rows of {station} do not follow the ones before; they were not taken"
    ),
    "attachment-too-large": N_("an attachment is larger than any we make and was not taken"),
}
