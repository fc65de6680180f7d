"""What the codes of plan, play and result are called in a report; it must not hold a sentence."""

from __future__ import annotations

from tabletop.domain.play.deadlines import DeadlineStatus
from tabletop.domain.play.events import Bearing, Category, Completion, Element, Priority, Sense
from tabletop.domain.play.state import RowState, Status
from tabletop.i18n import N_

COMPLETIONS: dict[Completion | None, str] = {
    "met": N_("met"),
    "partial": N_("partial"),
    "unmet": N_("unmet"),
    "n/a": N_("n/a"),
    None: N_("not assessed"),
}
ELEMENTS: dict[Element, str] = {
    "planning": N_("Planning"),
    "organization": N_("Organization"),
    "equipment": N_("Equipment"),
    "training": N_("Training"),
    "exercise": N_("Exercising"),
}
"""The capability elements, POETE."""
PRIORITIES: dict[Priority, str] = {
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
}
PROGRESS: dict[str, str] = {
    "open": N_("open"),
    "started": N_("started"),
    "closed": N_("closed"),
}
GATES: dict[str, str] = {
    "ready": N_("ready"),
    "ready-with-notes": N_("ready with notes"),
    "not-ready": N_("not ready"),
}
STATUSES: dict[Status, str] = {
    "waiting": N_("not released"),
    "released": N_("released"),
    "held": N_("held"),
    "skipped": N_("skipped"),
    "retracted": N_("retracted"),
    "declined": N_("declined"),
}
CATEGORIES: dict[Category, str] = {
    "decision": N_("decision"),
    "action": N_("action"),
    "information": N_("information"),
    "request": N_("request"),
    "no-action": N_("no action"),
    "note": N_("note"),
}
SENSES: dict[Sense, str] = {
    "seen": N_("seen"),
    "heard": N_("heard"),
    "reported": N_("reported"),
}
BEARINGS: dict[Bearing, str] = {
    "strength": N_("strength"),
    "improve": N_("to improve"),
    "neutral": "",
}
DEADLINES: dict[DeadlineStatus, str] = {
    "open": N_("open"),
    "done": N_("met in time"),
    "late": N_("met late"),
    "missed": N_("missed"),
}
CELL_KINDS: dict[str, str] = {
    "player": N_("player"),
    "liaison": N_("liaison"),
    "simcell": N_("simulation cell"),
    "control": N_("control"),
}
ROW_STATES: dict[RowState, str] = {
    "current": "",
    "corrected": N_("corrected"),
    "withdrawn": N_("withdrawn"),
    "ignored": N_("not counted"),
}
