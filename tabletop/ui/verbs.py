"""The one table of verbs: id, text, keys, help, where; it must not do any of them.

No live verb stands on a chord that a line edit eats or that moves the cursor (a test sends each of
them to a focused line edit). F-keys are media keys on some laptops: each has a twin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from tabletop.domain.play.events import Category
from tabletop.i18n import N_

Where = Literal["all", "home", "run", "observers", "observer", "debrief"]
"""The screen of a verb; `observers` is the director's, `observer` that of a logbook."""
Menu = Literal["", "injects", "log", "clock", "display", "window"]
"""Under which head of Run's menu a verb stands; "" leaves it out."""
Guarded = Literal["row", "clock", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One thing a person can do: its first key is shown, the others are twins."""

    id: str
    text: str
    help: str
    keys: tuple[str, ...] = ()
    where: Where = "all"
    guard: Guarded | None = None
    menu: Menu = ""


VERBS: tuple[Verb, ...] = (
    # The director's live verbs
    Verb(id="release", menu="injects", where="run", guard="row", keys=("F5", "Ctrl+J"),
         text=N_("Release"), help=N_("Deliver the inject that stands next.")),
    Verb(id="undo", menu="log", where="run", guard="undo", keys=("Shift+F5", "Ctrl+Shift+J"),
         text=N_("Undo"), help=N_("Take back the last act; both rows stay in the log.")),
    Verb(id="release-as", menu="injects", where="run", keys=("Ctrl+Shift+Y",),
         text=N_("Release with ..."),
         help=N_("Deliver the next inject in a telling of your choice, with a reason.")),
    Verb(id="hold", menu="injects", where="run", guard="row", keys=("F6", "Ctrl+H"),
         text=N_("Hold"), help=N_("Take the next inject out of the row until you release or skip it.")),
    Verb(id="hold-why", menu="injects", where="run",
         text=N_("Hold with a reason"), help=N_("Hold the next inject and say why.")),
    Verb(id="skip", menu="injects", where="run", keys=("F7", "Ctrl+Shift+S"),
         text=N_("Skip"), help=N_("Leave the next inject out of play, with a reason.")),
    Verb(id="repeat", menu="injects", where="run", guard="row", keys=("F8", "Ctrl+R"),
         text=N_("Repeat"), help=N_("Deliver the selected inject once more.")),
    Verb(id="repeat-why", menu="injects", where="run",
         text=N_("Repeat with a reason"), help=N_("Deliver the selected inject once more and say why.")),
    Verb(id="improvise", menu="injects", where="run", keys=("Shift+F8", "Ctrl+I"),
         text=N_("Improvise"), help=N_("Deliver an inject that the plan does not have.")),
    Verb(id="pause", menu="clock", where="run", guard="clock", keys=("F9", "Ctrl+Shift+P"),
         text=N_("Pause or resume"), help=N_("Stop the exercise clock at once, or let it run on.")),
    Verb(id="safety", menu="clock", where="run", keys=("Ctrl+F9", "Ctrl+Shift+X"),
         text=N_("Real emergency"), help=N_("Stop play because something real has happened.")),
    Verb(id="log", menu="log", where="run", keys=("F2", "Ctrl+L"),
         text=N_("Log line"), help=N_("Go to the line in which decisions are typed.")),
    Verb(id="long-form", menu="log", where="run", keys=("Shift+F2", "Ctrl+Shift+F"),
         text=N_("Long form"), help=N_("Log a decision with why, rule, who was told and more.")),
    Verb(id="next-row", where="run", keys=("Ctrl+Down",),
         text=N_("Next row"), help=N_("Select the next inject.")),
    Verb(id="previous-row", where="run", keys=("Ctrl+Up",),
         text=N_("Previous row"), help=N_("Select the inject before.")),
    Verb(id="make-next", menu="injects", where="run", keys=("Ctrl+B",),
         text=N_("Make next"), help=N_("Let the selected inject, or the offered contingency, stand next.")),
    Verb(id="variant", menu="injects", where="run", keys=("Ctrl+Shift+V",),
         text=N_("Other variant"), help=N_("Choose another telling of the inject that stands next.")),
    *(
        Verb(id=f"action-{n}", where="run", keys=(f"Ctrl+{n}",), text=N_("Expected action"),
             help=N_("Go to this expected action; there 1 is met, 2 partial, 3 unmet, 0 not applicable."))
        for n in range(1, 10)
    ),
    *(
        Verb(id=verb, where="run", keys=(f"Alt+{n}",), text=words, help=N_("Category of the log line."))
        for n, (verb, words) in enumerate(
            (("category-decision", N_("Decision")), ("category-action", N_("Action")),
             ("category-information", N_("Information")), ("category-request", N_("Request")),
             ("category-no-action", N_("No action")), ("category-note", N_("Note"))), start=1)
    ),
    Verb(id="shift", menu="injects", where="run", keys=("Ctrl+F6", "Ctrl+Shift+G"),
         text=N_("Shift"), help=N_("Move the planned time of the next inject.")),
    Verb(id="shift-onward", menu="injects", where="run", keys=("Ctrl+Shift+F6", "Ctrl+Shift+O"),
         text=N_("Shift it and all later ones"), help=N_("Move the next inject and every later one.")),
    Verb(id="acknowledge", menu="injects", where="run", keys=("F3", "Ctrl+Shift+A"),
         text=N_("Received"), help=N_("Note that a cell has the selected inject.")),
    Verb(id="retract", menu="injects", where="run", keys=("Shift+F6", "Ctrl+Shift+R"),
         text=N_("Retract"), help=N_("Take a release back, with a reason.")),
    Verb(id="decline", menu="injects", where="run", keys=("Shift+F7", "Ctrl+Shift+D"),
         text=N_("Decline"), help=N_("Decline an offered contingency, with a reason.")),
    Verb(id="auto", menu="injects", where="run", keys=("Ctrl+Shift+U",),
         text=N_("AUTO on or off"), help=N_("Let the selected inject go out by itself at its time.")),
    Verb(id="situation", menu="log", where="run", keys=("Ctrl+G", "Ctrl+F10"),
         text=N_("Situation"), help=N_("Change the situation board; it is logged with its reason.")),
    Verb(id="breach", menu="log", where="run", keys=("F4", "Ctrl+M"),
         text=N_("Red line"), help=N_("Record that a red line was crossed.")),
    Verb(id="clear", menu="log", where="run", keys=("Shift+F4",),
         text=N_("Clear a red line"), help=N_("Withdraw the last breach of a red line, with a reason.")),
    Verb(id="assess", menu="log", where="run", keys=("Ctrl+Shift+Q",),
         text=N_("Assess with time"), help=N_("Grade an action that was seen earlier, with a reason.")),
    Verb(id="settle", menu="log", where="run", keys=("Ctrl+Shift+T",),
         text=N_("Settle"), help=N_("Decide on an action in place of the raters.")),
    Verb(id="correct", menu="log", where="run", keys=("Shift+F3", "Ctrl+Shift+C"),
         text=N_("Correct"), help=N_("Correct your last decision; the old text stays in the log.")),
    Verb(id="withdraw", menu="log", where="run", keys=("Ctrl+Shift+W",),
         text=N_("Withdraw"), help=N_("Withdraw your last decision.")),
    Verb(id="note", menu="log", where="run", keys=("Ctrl+Shift+N",),
         text=N_("Note"), help=N_("Keep a note, or an answer to a hot-wash question.")),
    Verb(id="deadline", menu="log", where="run", keys=("Ctrl+F2", "Ctrl+Shift+F2"),
         text=N_("Set a deadline"), help=N_("Watch a time limit on the exercise or the scenario clock.")),
    Verb(id="done", menu="log", where="run", keys=("Ctrl+F3", "Ctrl+Shift+F3"),
         text=N_("Deadline met"), help=N_("Note that what had a deadline is done.")),
    Verb(id="jump", menu="clock", where="run", keys=("Ctrl+F8", "Ctrl+Shift+K"),
         text=N_("Time jump"), help=N_("Move the scenario clock; exercise time runs on.")),
    Verb(id="adjust", menu="clock", where="run", keys=("Ctrl+F7", "Ctrl+Shift+I"),
         text=N_("Adjust the clock"), help=N_("Put the exercise clock right, with a reason.")),
    Verb(id="discussion", menu="clock", where="run", keys=("Shift+F9", "Ctrl+Shift+F9"),
         text=N_("Discussion countdown"), help=N_("Count down the time that the cells have to discuss.")),
    Verb(id="startex", menu="clock", where="run", keys=("Ctrl+F5", "Ctrl+Shift+B"),
         text=N_("STARTEX"), help=N_("Begin the exercise.")),
    Verb(id="endex", menu="clock", where="run", keys=("Ctrl+F12", "Ctrl+Shift+E"),
         text=N_("ENDEX"), help=N_("End the exercise; open actions are listed first.")),
    # What stands beside the work, and what the players see
    Verb(id="run-find", where="run", keys=("Ctrl+F",),
         text=N_("Find"), help=N_("Search the log, or filter the list of injects.")),
    Verb(id="at-hand", menu="window", where="run", keys=("Ctrl+F1", "Ctrl+Shift+F1"),
         text=N_("At hand"),
         help=N_("Show what belongs to the inject, red lines, readiness, actors and rules.")),
    Verb(id="timeline", menu="window", where="run", keys=("Shift+F11", "Ctrl+F11"),
         text=N_("Timeline or list"), help=N_("Show the injects on a line of time, or as a list.")),
    Verb(id="player", menu="display", where="run", keys=("F12", "Ctrl+O"),
         text=N_("Blank the display"), help=N_("Blank the player display, or show again what stood there.")),
    Verb(id="player-inject", menu="display", where="run", keys=("Shift+F12", "Ctrl+N"),
         text=N_("Show the inject"), help=N_("Show the released inject to the players.")),
    Verb(id="player-message", menu="display", where="run", keys=("Ctrl+Shift+M",),
         text=N_("Message to the room"), help=N_("Show a message of your own to the players.")),
    Verb(id="player-clock", menu="display", where="run",
         text=N_("Show the clock"), help=N_("Show the exercise clock to the players.")),
    Verb(id="player-screen", menu="display", where="run", keys=("Ctrl+Shift+F12",),
         text=N_("Player display"), help=N_("Choose the screen, see what the players see, turn its pages.")),
    Verb(id="menu", where="run", keys=("F10", "Ctrl+Shift+H"),
         text=N_("Menu"), help=N_("Show everything that can be done here.")),
    # Home
    Verb(id="new", where="home", keys=("Ctrl+N",),
         text=N_("New exercise"), help=N_("Make an exercise from a pack.")),
    Verb(id="open", where="home", keys=("Ctrl+O",),
         text=N_("Open a file"), help=N_("Open an exercise file.")),
    Verb(id="new-logbook", where="home", keys=("Ctrl+L",),
         text=N_("New logbook"), help=N_("Make an observer's logbook from a pack or an exercise.")),
    Verb(id="sample", where="home", keys=("Ctrl+E", "Ctrl+Shift+E"),
         text=N_("Try the sample"), help=N_("Open a fresh copy of the bundled exercise.")),
    Verb(id="compare", where="home", keys=("Ctrl+G", "Ctrl+Shift+G"),
         text=N_("Compare exercises"), help=N_("Put two to six exercises that have ended side by side.")),
    Verb(id="redact", where="home", keys=("Ctrl+Shift+R",),
         text=N_("Copy without names"),
         help=N_("Copy the selected exercise, once it has ended, to be shared without people's names.")),
    Verb(id="find", where="home", keys=("Ctrl+F",),
         text=N_("Find"), help=N_("Search the exercises by name.")),
    # The director's screen of observers
    Verb(id="merge", where="observers", keys=("Ctrl+M",),
         text=N_("Merge logbooks"), help=N_("Take in observers' files; the same file may come again.")),
    Verb(id="issue-logbook", where="observers", keys=("Ctrl+N",),
         text=N_("Issue a logbook"), help=N_("Make an observer's file for a stick or a shared folder.")),
    Verb(id="clock-mark", where="observers", keys=("F8", "Ctrl+Shift+M"),
         text=N_("Clock mark"),
         help=N_("Press together with the observers, so that clocks can be compared.")),
    Verb(id="answer-clocks", where="observers", keys=("Shift+F7",),
         text=N_("Answer clocks"),
         help=N_("Let observers compare their clocks with yours through a shared folder.")),
    Verb(id="set-offset", where="observers", keys=("F7", "Ctrl+Shift+O"),
         text=N_("Clock offset"), help=N_("Say how far an observer's clock runs ahead.")),
    Verb(id="keep-branches", where="observers", keys=("Ctrl+Shift+F",),
         text=N_("Rows that contradict"), help=N_("Decide which of a station's contradicting rows count.")),
    Verb(id="choose-chain", where="observers", keys=("Ctrl+Shift+D",),
         text=N_("Choose the director's laptop"), help=N_("Decide which of two laptops conducted.")),
    Verb(id="observers-settle", where="observers", keys=("Ctrl+Shift+T",),
         text=N_("Settle"), help=N_("Decide on an action in place of the raters.")),
    Verb(id="observers-undo", where="observers", guard="undo", keys=("Shift+F5", "Ctrl+Shift+J"),
         text=N_("Undo"), help=N_("Take back the last act; both rows stay in the log.")),
    Verb(id="observers-find", where="observers", keys=("Ctrl+F",),
         text=N_("Find"), help=N_("Search the stations, or the actions on which raters differ.")),
    *(
        Verb(id=f"observers-tab-{n}", where="observers", keys=(f"Ctrl+{n}",), text=words,
             help=N_("Go to this part."))
        for n, words in enumerate((N_("Stations"), N_("Agreement")), start=1)
    ),
    # An observer's logbook
    Verb(id="observer-fact", where="observer", keys=("F2", "Ctrl+L"),
         text=N_("What happened"), help=N_("Go to the box in which the fact is typed.")),
    *(
        Verb(id=f"observer-category-{n}", where="observer", keys=(f"Alt+{n}",), text=words,
             help=N_("Say what kind of entry it is; 1 to 6 alone while nothing is typed."))
        for n, words in enumerate(
            (N_("Decision"), N_("Action"), N_("Information"), N_("Request"), N_("No action"), N_("Note")),
            start=1)
    ),
    Verb(id="observer-earlier", where="observer", keys=("F6", "Ctrl+Shift+I"),
         text=N_("30 s earlier"), help=N_("It was seen half a minute before.")),
    Verb(id="observer-sense", where="observer", keys=("F3", "Ctrl+Shift+S"),
         text=N_("Seen, heard or reported"), help=N_("Say how you know it.")),
    Verb(id="observer-bearing", where="observer", keys=("F4", "Ctrl+Shift+G"),
         text=N_("Strength or improvement"), help=N_("Say what it speaks for.")),
    Verb(id="observer-next-inject", where="observer", keys=("Ctrl+Down",),
         text=N_("Next inject"), help=N_("Link the entry to the next inject.")),
    Verb(id="observer-previous-inject", where="observer", keys=("Ctrl+Up",),
         text=N_("Previous inject"), help=N_("Link the entry to the inject before.")),
    *(
        Verb(id=f"observer-action-{n}", where="observer", keys=(f"Ctrl+{n}",), text=N_("Expected action"),
             help=N_("Go to this expected action; there 1 is met, 2 partial, 3 unmet, 0 not applicable."))
        for n in range(1, 10)
    ),
    Verb(id="observer-red-line", where="observer", keys=("Ctrl+M",),
         text=N_("Red line"), help=N_("Log that a conduct red line was breached.")),
    Verb(id="observer-rate", where="observer", keys=("Ctrl+R",),
         text=N_("Rate a target"), help=N_("Give your letter for a target, an objective or the whole.")),
    Verb(id="observer-photo", where="observer", keys=("Ctrl+Shift+F",),
         text=N_("Attach a photo"),
         help=N_("Attach a photo, shrunk and without its metadata, or a PDF as it is.")),
    Verb(id="observer-paper", where="observer", keys=("Ctrl+Shift+P",),
         text=N_("From paper"), help=N_("Type in what was written on a form, by its number.")),
    Verb(id="observer-correct", where="observer", keys=("Shift+F3", "Ctrl+Shift+C"),
         text=N_("Correct"), help=N_("Correct the selected entry; the old text stays in the log.")),
    Verb(id="observer-withdraw", where="observer", keys=("Ctrl+Shift+W",),
         text=N_("Withdraw"), help=N_("Withdraw the selected entry.")),
    Verb(id="observer-undo", where="observer", guard="undo", keys=("Shift+F5", "Ctrl+Shift+J"),
         text=N_("Undo"), help=N_("Take back the last act; both rows stay in the log.")),
    Verb(id="observer-mark", where="observer", keys=("F8", "Ctrl+Shift+M"),
         text=N_("Clock mark"), help=N_("Press together with the director, so that clocks can be compared.")),
    Verb(id="observer-sync", where="observer", keys=("F7", "Ctrl+Shift+O"),
         text=N_("Director's clock"), help=N_("Type what the director's clock shows.")),
    Verb(id="observer-ask-clock", where="observer", keys=("Shift+F7",),
         text=N_("Clock by folder"),
         help=N_("Compare your clock with the director's through a shared folder.")),
    Verb(id="hand-over", where="observer", keys=("F12", "Ctrl+Shift+E"),
         text=N_("Hand over"), help=N_("Copy the logbook to a stick or a shared folder.")),
    Verb(id="print-receipt", where="observer",
         text=N_("Print the receipt"), help=N_("Print what the director compares after merging.")),
    Verb(id="print-sheets", where="observer",
         text=N_("Print observer sheets"), help=N_("Print numbered forms to be written by hand.")),
    # Debrief
    Verb(id="print", where="debrief", keys=("Ctrl+P",),
         text=N_("Print one page"), help=N_("Save the one-page debrief as PDF and open it.")),
    Verb(id="paper-save", where="debrief", keys=("Ctrl+S",),
         text=N_("Save the paper"), help=N_("Save the paper chosen under Print and open it.")),
    Verb(id="paper-save-as", where="debrief", keys=("Ctrl+Shift+S",),
         text=N_("Save the paper as ..."), help=N_("Choose where the paper goes.")),
    Verb(id="rate", where="debrief", keys=("Ctrl+R",),
         text=N_("Official letter"),
         help=N_("Give the official letter of a target, an objective or the whole.")),
    Verb(id="why", where="debrief", keys=("F3", "Ctrl+Shift+Y"),
         text=N_("Why?"), help=N_("Open what is behind a number: its formula, its steps and its rows.")),
    Verb(id="strength", where="debrief", keys=("Ctrl+G",),
         text=N_("Strength"), help=N_("Note what went well under an objective.")),
    Verb(id="improve", where="debrief", keys=("Ctrl+I",),
         text=N_("Improvement"), help=N_("Note what must get better under an objective.")),
    Verb(id="plan", where="debrief", keys=("Ctrl+L",),
         text=N_("Corrective action"), help=N_("Plan who mends an improvement, and by when.")),
    Verb(id="plan-revise", where="debrief", keys=("F2", "Ctrl+Shift+R"),
         text=N_("Change a corrective action"), help=N_("Owner, dates or status of the selected action.")),
    Verb(id="plan-close", where="debrief", keys=("F4", "Ctrl+Shift+E"),
         text=N_("Close a corrective action"), help=N_("Say how one can see that it is done.")),
    Verb(id="plan-carry", where="debrief", keys=("Ctrl+Shift+O",),
         text=N_("Actions from an earlier exercise"),
         help=N_("Take what an earlier exercise left open into this plan.")),
    Verb(id="feedback", where="debrief", keys=("Ctrl+Shift+K",),
         text=N_("Participant feedback"),
         help=N_("Type in a participant's form: the scores and what was written; no name.")),
    Verb(id="debrief-note", where="debrief", keys=("Ctrl+Shift+N",),
         text=N_("Note"), help=N_("Keep a note, or an answer to a hot-wash question.")),
    Verb(id="question-display", where="debrief", keys=("Shift+F12", "Ctrl+N"),
         text=N_("Question on the player display"),
         help=N_("Show the selected hot-wash question to the players, or take it away again.")),
    Verb(id="debrief-settle", where="debrief", keys=("Ctrl+Shift+T",),
         text=N_("Settle"), help=N_("Decide on an action in place of the raters.")),
    Verb(id="debrief-assess", where="debrief", keys=("Ctrl+Shift+A",),
         text=N_("Assess"), help=N_("Assess an action that was seen before ENDEX.")),
    Verb(id="debrief-undo", where="debrief", guard="undo", keys=("Shift+F5", "Ctrl+Shift+J"),
         text=N_("Undo"), help=N_("Take back the last act; both rows stay in the log.")),
    Verb(id="debrief-find", where="debrief", keys=("Ctrl+F",),
         text=N_("Find"), help=N_("Search the actions or decisions that are shown.")),
    *(
        Verb(id=f"debrief-tab-{n}", where="debrief", keys=(f"Ctrl+{n}",), text=words,
             help=N_("Go to this part; on an action 1 is met, 2 partial, 3 unmet, 0 not applicable."))
        for n, words in enumerate(
            (N_("Summary"), N_("Replay"), N_("Figures"), N_("Actions"), N_("Findings"), N_("Plan"),
             N_("Decisions"), N_("Print")), start=1)
    ),
    # The replay of the debrief; in it plain keys do the same (Space, arrows, Home, End)
    Verb(id="replay-play", where="debrief", keys=("F5", "Ctrl+J"),
         text=N_("Play or stop the replay"), help=N_("Let the exercise pass again; Space in the replay.")),
    Verb(id="replay-back", where="debrief", keys=("Alt+Left",),
         text=N_("One minute back"), help=N_("Go a minute back in the replay; left arrow there.")),
    Verb(id="replay-on", where="debrief", keys=("Alt+Right",),
         text=N_("One minute on"), help=N_("Go a minute on in the replay; right arrow there.")),
    Verb(id="replay-back-5", where="debrief",
         text=N_("Five minutes back"), help=N_("Go five minutes back; Shift and left arrow in the replay.")),
    Verb(id="replay-on-5", where="debrief",
         text=N_("Five minutes on"), help=N_("Go five minutes on; Shift and right arrow in the replay.")),
    Verb(id="replay-mark-back", where="debrief", keys=("Alt+PgUp",),
         text=N_("Previous mark"),
         help=N_("Go to the release, late action, situation or red line before; Page Up in the replay.")),
    Verb(id="replay-mark-on", where="debrief", keys=("Alt+PgDown",),
         text=N_("Next mark"),
         help=N_("Go to the next release, late action, situation or red line; Page Down in the replay.")),
    Verb(id="replay-start", where="debrief", keys=("Alt+Home",),
         text=N_("Back to STARTEX"), help=N_("Go to the beginning of the replay; Home there.")),
    Verb(id="replay-end", where="debrief", keys=("Alt+End",),
         text=N_("To the end"), help=N_("Go to the end of the replay; End there.")),
    Verb(id="replay-faster", where="debrief",
         text=N_("Replay faster"), help=N_("Take the next speed; + in the replay.")),
    Verb(id="replay-slower", where="debrief",
         text=N_("Replay slower"), help=N_("Take the speed before; \N{MINUS SIGN} in the replay.")),
    Verb(id="replay-display", where="debrief", keys=("F12", "Ctrl+O"),
         text=N_("Replay on the player display"),
         help=N_("Show the players what they could see at that moment, marked as a replay.")),
    Verb(id="replay-at-hand", where="debrief", keys=("Ctrl+F1", "Ctrl+Shift+F1"),
         text=N_("At hand"), help=N_("Show in the replay what belongs to the selected inject.")),
    Verb(id="replay-timeline", where="debrief", keys=("Shift+F11", "Ctrl+F11"),
         text=N_("Timeline or list"), help=N_("Show the injects on a line of time, or as a list.")),
    # Everywhere
    Verb(id="next-mode", keys=("Ctrl+Tab",), text=N_("Next screen"), help=N_("Go to the next screen.")),
    Verb(id="previous-mode", keys=("Ctrl+Shift+Tab",),
         text=N_("Previous screen"), help=N_("Go to the screen before.")),
    Verb(id="help", menu="window", keys=("F1",), text=N_("Help"), help=N_("Open the help of this screen.")),
    Verb(id="palette", menu="window", keys=("Ctrl+K", "Shift+F1"),
         text=N_("Find a command"), help=N_("Type what you want to do, and do it.")),
    Verb(id="keys", menu="window",
         text=N_("Keys"), help=N_("See, change, test and print the keys; ? where nothing is typed.")),
    Verb(id="sound", menu="window",
         text=N_("Sound on or off"), help=N_("Hear when an inject is due or late; it is always seen too.")),
    Verb(id="restore", menu="window", where="run",
         text=N_("Open a backup"), help=N_("Open a copy of an earlier state; this file stays as it is.")),
    Verb(id="print-keys",
         text=N_("Print the key card"), help=N_("Save the keys on one page and open it.")),
    Verb(id="print-manual",
         text=N_("Print the manual"), help=N_("Save the help as a short manual and open it.")),
    Verb(id="larger", menu="window", keys=("Ctrl++", "Ctrl+="),
         text=N_("Larger"), help=N_("Make everything larger.")),
    Verb(id="smaller", menu="window", keys=("Ctrl+-",),
         text=N_("Smaller"), help=N_("Make everything smaller.")),
    Verb(id="theme", menu="window", keys=("Ctrl+T",),
         text=N_("Theme"), help=N_("Field, night or high contrast.")),
    Verb(id="language", menu="window", keys=("F11", "Ctrl+Shift+L"),
         text=N_("Language"), help=N_("Indonesian or English; what is typed stays.")),
    Verb(id="quit", menu="window", keys=("Ctrl+Q",),
         text=N_("Quit"), help=N_("Close in good order; a running exercise is paused.")),
)  # fmt: skip

MENUS: dict[Menu, str] = {
    "injects": N_("Injects"),
    "log": N_("Log"),
    "clock": N_("Clock"),
    "display": N_("Player display"),
    "window": N_("Window"),
}
CATEGORY_VERBS: dict[str, Category] = {f"category-{category}": category for category in get_args(Category)}
FINDS = ("find", "run-find", "observers-find", "debrief-find")
"""Verbs that search what is shown."""
BY_ID = {verb.id: verb for verb in VERBS}
DEFAULT_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({verb.id: verb.keys for verb in VERBS})
