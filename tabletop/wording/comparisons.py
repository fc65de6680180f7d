"""Why a run stands beside no other, and what must be known of one that does; for screen, paper, terminal."""

from tabletop.i18n import N_

LEFT_OUT: dict[str, str] = {
    "not-started": N_("{run}: not compared, STARTEX was never given."),
    "same-exercise": N_("{run}: not compared, it is the same exercise as {beside}."),
    "other-scenario": N_("{run}: not compared, another scenario ({pack}) than the others ({beside})."),
    "other-method": N_("{run}: not compared, scored by another method ({method}) than the others."),
}
CAUTIONS: dict[str, str] = {
    "other-version": N_("Run {run} was played from version {version}, the latest from version {latest}."),
    "other-files": N_("Run {run}: the pack's files differ, though both say version {version}."),
    "draft": N_("Run {run} is a DRAFT: the exercise has not ended, its numbers may still change."),
    "chain-broken": N_("Run {run}: a chain of rows is broken; its numbers may not be those of the day."),
    "redacted": N_("Run {run} is read from a redacted copy."),
    "objective-title": N_("{subject} has another title in run {run}: not compared there."),
    "objective-weight": N_("{subject} has another weight in run {run}: not compared there."),
    "objective-absent": N_("{subject} does not exist in run {run}: not compared there."),
    "actions-differ": N_("{subject} asks for other actions, points or limits in run {run}: read with care."),
}
DIRECTIONS = {"up": N_("up"), "down": N_("down"), "level": N_("level")}
NOTHING_TO_COMPARE = N_("Fewer than two runs of the same scenario and method: nothing stands side by side.")
