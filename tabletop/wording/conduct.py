"""Sentences for what the services refuse."""

from tabletop.i18n import N_

SENTENCES = {
    # the stage of the exercise
    "not-started": N_("The exercise has not started. Nothing was written. Give STARTEX first."),
    "already-started": N_("The exercise has already started. Nothing was written."),
    "already-ended": N_(
        "The exercise has ended. Nothing was written. Only decisions and assessments seen before ENDEX,"
        " ratings and findings can still be added."
    ),
    "is-running": N_("The exercise is running. Nothing was written. Pause it first."),
    "is-paused": N_("The exercise is paused. Nothing was written. Resume it first."),
    "is-before": N_("The exercise has not started. Nothing was written."),
    "not-paused": N_("The exercise is not paused. Nothing was written."),
    "not-ready": N_(
        "The readiness gate says not ready (critical: {gaps}). The exercise was not started. Mend the gaps"
        " or give an override with its reason."
    ),
    "override-not-needed": N_(
        "The readiness gate does not say not ready, so no override is needed. The exercise was not started."
    ),
    # time
    "seen-later": N_(
        "It cannot have been seen at {seen_ms}: it is {elapsed_ms} now. Nothing was written."
        " Give the time at which it was seen."
    ),
    "seen-after-endex": N_(
        "The exercise has ended. Nothing was written. Say when it was seen, not later than ENDEX."
    ),
    "clock-stands": N_(
        "The exercise clock stands at {at_ms}, but this act is to happen at {given_ms}. Nothing was written."
        " Resume first, or give it the time at which the clock stands."
    ),
    "time-goes-back": N_("It is already {at_ms}; {given_ms} is over. Nothing was written."),
    "adjust-before-start": N_(
        "The clock would stand before T+00:00 (it is {elapsed_ms} now). It was not moved. Take off less."
    ),
    "adjust-too-far": N_("The clock would stand beyond a thousand hours. It was not moved. Add less."),
    "jump-too-far": N_("{given} lies outside the years {first} to {last}. Nothing was written."),
    # injects
    "inject-is-waiting": N_("{inject} has not been released. Nothing was written."),
    "inject-is-released": N_("{inject} is already released. Nothing was written."),
    "inject-is-held": N_("{inject} is on hold. Nothing was written. Release or skip it."),
    "inject-is-skipped": N_("{inject} was skipped. Nothing was written."),
    "inject-is-retracted": N_("{inject} was retracted. Nothing was written."),
    "inject-is-declined": N_("{inject} was declined. Nothing was written."),
    "unknown-variant": N_("{inject} has no variant {given}; it has {count}, and 0 is the base text."),
    "no-planned-time": N_("{inject} has no planned time: the director releases it. Nothing was written."),
    "auto-contingency": N_(
        "{inject} is a contingency: a person decides on it, so AUTO is refused. Nothing was written."
    ),
    "not-a-contingency": N_("{inject} is not a contingency. Nothing was written. Skip it instead."),
    "inject-number": N_(
        "{given} cannot be the number of an inject. Nothing was written. Use up to 24 letters and digits,"
        " such as X01."
    ),
    "inject-number-taken": N_(
        "There is an inject {given} already. Nothing was written. Choose another number; {free} is free."
    ),
    # deadlines
    "deadline-length": N_(
        "A deadline runs for more than nothing and at most 10,000 hours. Nothing was written."
        " Give its length again."
    ),
    "deadline-is-done": N_("“{given}” was noted as done at {done_ms}. Nothing was written."),
    "no-deadline": N_("No deadline is open. Nothing was written. Set one first."),
    # who and what
    "director-only": N_(
        "“{verb}” is for the director's station only, not for {station}. Nothing was written."
    ),
    "unknown-id": N_("Unknown {what} {given}."),
    "part-over-whole": N_(
        "{part} of {whole} cannot be: the part must lie between 0 and the whole. Nothing was written."
    ),
    "empty-text": N_("The {what} is empty. Nothing was written. Type it and try again."),
    "text-too-long": N_(
        "The {what} has {length} characters; 4,000 is the most. Nothing was written. Shorten it."
    ),
    "source-rating": N_(
        "{given} is not a source rating. Use a letter A to F and a digit 1 to 6, such as B2."
    ),
    "no-breach": N_("{red_line} has no standing breach. Nothing was written."),
    "unknown-question": N_("There is no hot-wash question {given}; there are {count}. Nothing was written."),
    "unknown-improvement": N_(
        "{station} has no improvement {given}; it has {count}. Nothing was written. Note it first."
    ),
    "feedback-score": N_(
        "The score of statement {number} is a whole number from 1 to 5, not “{given}”. Nothing was written."
        " Type the number that is circled, or leave the field empty."
    ),
    "feedback-empty": N_(
        "The feedback is empty. Nothing was written. Type at least one score, or what was written."
    ),
    "letter-above-cap": N_(
        "A breached red line caps {target} at {cap}, and {letter} is above it. Nothing was written. Give the"
        " reason for your letter."
    ),
    "unknown-row": N_("The log has no row {given}. Nothing was written. Rows are named like DIR:12."),
    "unknown-planned-action": N_(
        "The plan has no corrective action {given}; it has {count}. Nothing was written."
    ),
    "action-is-closed": N_("Corrective action {given} is closed already. Nothing was written."),
    "nothing-revised": N_("Nothing of corrective action {given} was changed, so nothing was written."),
    "already-carried": N_(
        "{action} of {exercise} was taken over before. Nothing was written. It stands in the plan."
    ),
    "carried-from-itself": N_(
        "{exercise} is this very exercise. Nothing was written. Choose the file of an earlier one."
    ),
    "nothing-to-undo": N_("{station} has nothing to undo."),
    "undo-after-endex": N_(
        "The exercise has ended, so “{kind}” cannot be undone any more. Nothing was written."
    ),
    "no-decision": N_("{station} has no standing decision. Nothing was written."),
}

WHATS = (
    N_("inject"),
    N_("cell"),
    N_("action"),
    N_("objective"),
    N_("red line"),
    N_("phase"),
    N_("situation"),
    N_("unit"),
    N_("readiness item"),
    N_("target"),
    N_("key"),
    N_("reason"),
    N_("decision"),
    N_("note"),
    N_("strength"),
    N_("improvement"),
    N_("corrective action"),
    N_("owner"),
    N_("organisation"),
    N_("why"),
    N_("rule"),
    N_("deviation"),
    N_("threat"),
    N_("alternative"),
    N_("warning"),
    N_("authority"),
    N_("item"),
    N_("length"),
    N_("scenario time"),
    N_("shift"),
    N_("on or off"),
    N_("text"),
    N_("decide"),
    N_("completion"),
    N_("letter"),
    N_("title"),
    N_("message"),
    N_("sender"),
    N_("addressee"),
    N_("deadline"),
    N_("feedback"),
    N_("evidence"),
    N_("contact"),
    N_("start date"),
    N_("due date"),
    N_("retest"),
    N_("number"),
)
"""Names of things that a sentence's `{what}` may hold."""
