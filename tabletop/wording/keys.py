"""Sentences for keys that a person may not choose."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {
    "key-is-taken": N_("{key} does “{what}” already. Nothing was changed. Press another key."),
    "key-is-reserved": N_(
        "{key} belongs to the system or closes things. Nothing was changed. Press another key."
    ),
    "key-edits-text": N_(
        "{key} types or edits text where something is written. Nothing was changed. Press an F-key, or"
        " another key together with Ctrl or Alt."
    ),
    "not-a-key": N_("“{given}” is not a key. Nothing was changed."),
    "verb-needs-key": N_("“{what}” must keep at least one key. Nothing was changed."),
}
