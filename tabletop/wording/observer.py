"""Sentences for what an observer cannot enter; what was typed stays each time."""

from tabletop.i18n import N_

SENTENCES: dict[str, str] = {
    "fact-missing": N_("Nothing was written: the fact is empty. Type what was seen or heard, then Enter."),
    "form-missing": N_(
        "Nothing was written: the number of the form is missing. It stands at the top of the sheet, such as"
        " P1-07."
    ),
    "note-with-why": N_(
        "Nothing was written: a note has no why. Choose another category, or move those words to the fact."
    ),
    "seen-missing": N_("Nothing was written: type when it was seen, as it stands on the form."),
    "seen-to-come": N_(
        "Nothing was written: {given} has not come yet on your clock. For another day type the date too:"
        " 2024-01-26 14.30."
    ),
    "no-entry-chosen": N_("Nothing was changed: choose one of your decisions or notes in the list first."),
}
