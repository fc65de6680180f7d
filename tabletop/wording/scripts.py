"""Sentences for what is wrong in a play script."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {
    "script-missing": N_("The script {name} cannot be read ({reason}). Nothing was written. Check its name."),
    "script-unreadable": N_(
        "This script cannot be played: {count} wrong lines. Nothing was written. Mend them and play it again."
    ),
    "script-too-large": N_("the script is larger than {limit_mb} MB"),
    "script-not-utf8": N_("this is not UTF-8 text; save the script in UTF-8"),
    "script-time": N_("“{word}” is not an exercise time such as T+00:11"),
    "script-time-back": N_("{word} goes back; it is already {now}"),
    "script-before-start": N_("{word} lies before STARTEX; acts before it stand at T+00:00"),
    "script-verb-missing": N_("a verb is missing after the time"),
    "script-verb": N_("unknown verb “{word}”"),
    "script-argument-missing": N_("“{verb}” lacks its {what}"),
    "script-argument-extra": N_(
        "“{word}” is more than “{verb}” takes; put a text of several words in double quotes"
    ),
    "script-argument-late": N_(
        "“{word}” stands after a key=value; put a text of several words in double quotes"
    ),
    "script-key": N_("“{verb}” has no key “{word}”"),
    "script-key-twice": N_("“{word}=” is given twice"),
    "script-key-missing": N_("“{verb}” needs {key}="),
    "script-value-empty": N_("an empty text"),
    "script-id": N_("“{word}” cannot be an id"),
    "script-action": N_("“{word}” is not an action's id, such as E03.b"),
    "script-row": N_("“{word}” is not a row of the log, such as DIR:12"),
    "script-choice": N_("this must be one of {known}, not “{word}”"),
    "script-number": N_("“{word}” must be a whole number from {low} to {high}"),
    "script-shift": N_("“{word}” is not a shift, such as +5min or -90s"),
    "script-length": N_("“{word}” is not a length such as 12:30 (MM:SS or HH:MM:SS)"),
    "script-span": N_("“{word}” is not how long a deadline runs, such as 24h, 30min or 90s"),
    "script-adjustment": N_("“{word}” is not an adjustment, such as +2:00 or -0:30"),
    "script-line-too-long": N_("the line has {length} characters; {limit} are the most"),
    "script-quote-open": N_("a quote is opened and never closed: {word}"),
    "script-quote-inside": N_("a quote inside the word {word}; put the whole text in double quotes"),
    "script-quote-glued": N_("“{word}” follows a closing quote without a space"),
    "script-escape": N_('{word} means nothing in quotes; only \\" \\\\ and \\n do'),
}
