"""What a person orders as a paper, in words, and the name of its file; it must not make one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tabletop import paths
from tabletop.i18n import N_
from tabletop.services.workplace import PaperForm, PaperKind, PaperOrder
from tabletop.ui.look import Look

_LONGEST_TITLE = 60
KINDS: dict[PaperKind, str] = {
    "summary": N_("Debrief on one page"),
    "report": N_("After-action report (AAR/IP)"),
    "eeg": N_("Evaluation guides (EEG), filled in"),
    "log": N_("Extract of the log"),
    "plan": N_("Improvement plan"),
    "hot-wash": N_("Hot wash"),
    "feedback-form": N_("Feedback form, blank"),
}
ABOUT: dict[PaperKind, str] = {
    "summary": N_("What the commander signs: result, objectives, conduct, corrective actions."),
    "report": N_("Every field of the report, with charts, analysis of each objective and the plan."),
    "eeg": N_("One guide an objective: targets, tasks, what was seen, the letter and its reason."),
    "log": N_("Every standing entry in the order of the exercise, with who and when."),
    "plan": N_("Corrective actions with owner, dates and status, and what is open from last time."),
    "hot-wash": N_("The questions with the answers of each cell, strengths, improvements, feedback."),
    "feedback-form": N_("To be handed out. What comes back is typed in under Findings; no names."),
}
FORMS: dict[PaperForm, str] = {
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "xlsx": "Excel (XLSX)",
    "json": N_("JSON, for programs"),
}
LANGUAGES: dict[str, str] = {"id": "Indonesia", "en": "English", "id+en": "Indonesia + English"}
PAPERS: dict[str, str] = {"a4": "A4 (210 x 297 mm)", "f4": "F4 (215 x 330 mm)"}
LABELS: dict[str, str] = {
    "": N_("as in the pack"), "hseep": "HSEEP", "indonesia": "Indonesia", "uk": "UK", "nato": "NATO",
}  # fmt: skip


def forms_of(kind: PaperKind) -> Sequence[PaperForm]:
    """Return as what a paper can be made."""
    if kind == "summary":
        return ("pdf", "docx", "xlsx", "json")
    return ("pdf", "docx") if kind == "feedback-form" else ("pdf", "docx", "xlsx")


def choices(words: Mapping[Any, str], look: Look) -> list[tuple[str, str]]:
    """Return choices for a form, each with its words."""
    return [(str(value), look.say(said)) for value, said in words.items()]


def place_of(title: str, exercise_id: str, order: PaperOrder) -> Path:
    """Return where a paper goes: its name holds the exercise's id, so that it replaces only its own kind."""
    name = re.sub(r"[^\w ()-]", "", f"{title[:_LONGEST_TITLE]} {exercise_id}").strip()
    kind = "debrief" if order.kind == "summary" else order.kind
    languages = "" if order.form == "json" else f" {'+'.join(order.languages)}"
    return paths.documents() / f"{name} {kind}{languages}.{order.form}"
