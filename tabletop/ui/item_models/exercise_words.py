"""One exercise on the list: what is known of it, and its words cell by cell; it must not read or paint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from tabletop.domain.play.journal import DIRECTOR
from tabletop.domain.play.state import Stage
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.i18n import N_
from tabletop.services.workplace import Glance
from tabletop.ui.look import Look, clock_text
from tabletop.wording import finding_line, sentence

Column = Literal["name", "date", "stage", "injects", "score", "integrity", "file"]
COLUMNS: tuple[Column, ...] = get_args(Column)
HEADS: dict[Column, str] = {
    "name": N_("Name"),
    "date": N_("Date"),
    "stage": N_("Stage"),
    "injects": N_("Injects"),
    "score": N_("T1 score"),
    "integrity": N_("Integrity"),
    "file": N_("File"),
}
RIGHT: frozenset[Column] = frozenset({"injects", "score"})
"""Numbers stand at the right, with their heads."""

STAGES: dict[Stage, tuple[str, str]] = {
    "before": (N_("Ready"), "circle"),
    "running": (N_("Running"), "play"),
    "paused": (N_("Paused"), "pause"),
    "ended": (N_("Ended"), "check"),
}
_TROUBLES: dict[str, str] = {
    "file-missing": N_("There is no file"),
    "path-is-folder": N_("This is a folder"),
    "file-unreadable": N_("Cannot be read"),
    "file-read-only": N_("Cannot be written"),
    "not-exercise": N_("Not an exercise"),
    "file-newer": N_("Made by a newer version"),
    "file-held-unknown": N_("In use by another program"),
    "disk-full": N_("The disk is full"),
    "file-exists": N_("The name is taken"),
    "folder-missing": N_("There is no folder"),
}
_DAMAGES = ("file-damaged", "pack-unreadable")
_LACKS = ("rows-missing", "rows-aside")
"""What merged files lack or contradict: every row that is there is as it was written."""
_LACKING: dict[str, str] = {
    "rows-missing": N_("Rows are missing of {stations}: merge a newer copy of the logbook."),
    "rows-aside": N_("Rows of {stations} contradict each other: decide under Observers which count."),
}
_STAMP = re.compile(r"-(\d{8}T\d{6}Z)\.tabletop$")
_FINDINGS_TOLD = 2
_BREAK = "\u200b"
"""A place where a path may go on in the next line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A file on the list: `found` is None until it was read, `refusal` what an attempt to open it said."""

    path: Path
    found: Glance | UserError | None = None
    refusal: UserError | None = None
    is_open: bool = False

    @property
    def glance(self) -> Glance | None:
        """Return what could be read of it."""
        return self.found if isinstance(self.found, Glance) else None

    @property
    def trouble(self) -> UserError | None:
        """Return why it cannot be opened, as far as that is known."""
        if self.refusal is not None or isinstance(self.found, UserError):
            return self.refusal or (self.found if isinstance(self.found, UserError) else None)
        findings = () if self.found is None else self.found.findings
        if damages := [finding for finding in findings if finding.code not in _LACKS]:
            return UnreadableError("file-damaged", damages, file=str(self.path))
        return None

    @property
    def lacks(self) -> tuple[Finding, ...]:
        """Return what the merged logbooks lack or contradict, of a file that is as it was written."""
        if self.trouble is not None or self.glance is None:
            return ()
        return tuple(finding for finding in self.glance.findings if finding.code in _LACKS)

    @property
    def copy(self) -> Path | None:
        """Return a good copy of a file that cannot be opened: the way out."""
        trouble = self.trouble
        if trouble is None:
            return None
        if trouble.fields.get("snapshot"):
            return Path(str(trouble.fields["snapshot"]))
        return self.glance.backup if self.glance else None

    @property
    def is_damaged(self) -> bool:
        """Tell whether rows, pack or pages are not as they were written."""
        return self.trouble is not None and self.trouble.code in _DAMAGES

    @property
    def has_ended(self) -> bool:
        """Tell whether it can be compared and copied: a director's file, whole and ended."""
        glance = self.glance
        is_sound = self.trouble is None and glance is not None and not glance.is_logbook
        return is_sound and glance is not None and glance.stage == "ended"

    @property
    def can_continue(self) -> bool:
        """Tell whether there is play left in it, and nothing in the way."""
        return self.trouble is None and self.glance is not None and self.glance.stage != "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell; the inks are tokens for the words and of the icon before them."""

    words: str = ""
    icon: str = ""
    ink: str = "text"
    icon_ink: str = "text"
    is_strong: bool = False


def cell(exercise: Exercise, column: Column, look: Look) -> Cell:
    """Return one cell of the table."""
    if column == "name":
        return Cell(words=name(exercise, look), is_strong=True)
    if column == "integrity":
        return _integrity(exercise, look)
    if column == "file":
        return _file(exercise, look)
    if exercise.glance is not None:
        return _figure(exercise, exercise.glance, column, look)
    is_coming = column == "stage" and exercise.found is None
    return Cell(words=look.say(N_("reading ...")) if is_coming else "", ink="text_2")


def name(exercise: Exercise, look: Look) -> str:
    """Return the exercise's title, or its file's name while nothing else is known."""
    return exercise.path.stem if exercise.glance is None else look.typed(exercise.glance.title)


def stage(exercise: Exercise, glance: Glance) -> Stage:
    """Return the stage as it is met on opening: what a crash left running comes back paused."""
    return "paused" if glance.stage == "running" and not exercise.is_open else glance.stage


def stage_words(exercise: Exercise, glance: Glance, look: Look) -> tuple[str, str]:
    """Return words and icon for how far it is, or that it is a logbook or a redacted copy."""
    if glance.is_logbook:
        return look.say(N_("Logbook {station}"), station=glance.station), "document"
    if glance.is_redacted:
        return look.say(N_("Redacted copy")), "document"
    words, icon = STAGES[stage(exercise, glance)]
    return look.say(words), icon


def count_entries(count: int, look: Look) -> str:
    """Return how many entries there are."""
    return look.words.ngettext("{n} entry", "{n} entries", count).format(n=count)


def conductor(glance: Glance) -> str:
    """Return the station that conducts where another laptop took over, else nothing."""
    return "" if glance.is_logbook or glance.station == DIRECTOR else glance.station


def score(glance: Glance, look: Look) -> str:
    """Return the T1 score with its letter, `64,0 M`, or why there is none."""
    if glance.stage != "ended":
        return ""
    if glance.percent is None:
        return look.say("insufficient evidence")
    return f"{look.words.percent(glance.percent)} {glance.letter or ''}".rstrip()


def day(moment: datetime) -> str:
    """Return the date of a moment on this computer: `29-02-2024`."""
    return f"{moment.astimezone():%d-%m-%Y}"


def hour(moment: datetime, look: Look) -> str:
    """Return hours and minutes of a moment on this computer: `13.40`."""
    return look.words.time(moment.astimezone())


def facts(exercise: Exercise, glance: Glance, look: Look) -> list[str]:
    """Return what one must know to go on with an exercise, each a few words."""
    words, _ = stage_words(exercise, glance, look)
    if glance.is_logbook:
        said = [words, count_entries(glance.entries, look)]
    else:
        released = N_("{released} of {injects} injects released")
        at = look.say(N_("{stage} at T+{time}"), stage=words, time=clock_text(glance.elapsed_ms))
        said = [
            words if glance.stage == "before" else at,
            look.say(released, released=glance.released, injects=glance.injects),
        ]
    if glance.last_at is not None:
        when = f"{day(glance.last_at)} {hour(glance.last_at, look)}"
        when = look.wall(glance.last_at) if exercise.is_open else when
        said.append(look.say(N_("saved {time}, intact"), time=when))
    return said


def sentences(exercise: Exercise, look: Look) -> str:
    """Return what is wrong with a file, whole: what happened, what is safe, what to do."""
    trouble = exercise.trouble
    if trouble is None:
        return ""
    said = [sentence(trouble.code, _short(trouble, look), look.words)]
    if isinstance(trouble, UnreadableError):
        said += [finding_line(finding, look.words) for finding in trouble.findings[:_FINDINGS_TOLD]]
        if more := len(trouble.findings) - _FINDINGS_TOLD:
            said += [look.say("and {count} more", count=more)] if more > 0 else []
    return breakable("\n".join(said))


def lacking(exercise: Exercise, look: Look) -> str:
    """Return what merged logbooks lack or contradict, and what helps."""
    if not exercise.lacks:
        return ""
    said = []
    for code, words in _LACKING.items():
        of_kind = [finding.fields["station"] for finding in exercise.lacks if finding.code == code]
        stations = ", ".join(dict.fromkeys(map(str, of_kind)))
        said += [look.say(words, stations=stations)] if stations else []
    return " ".join((*said, look.say(N_("Every row that is here is intact."))))


def _short(trouble: UserError, look: Look) -> dict[str, object]:
    """Return the facts of a refusal with names for paths, and times as people write them."""
    fields = dict(trouble.fields)
    for path in ("file", "snapshot"):
        if path in fields:
            fields[path] = Path(str(fields[path])).name
    if "since" in fields:
        since = datetime.fromisoformat(str(fields["since"]))
        fields["since"] = f"{day(since)} {hour(since, look)}"
    return fields


def breakable(words: str) -> str:
    """Return a text in which long paths may be broken into lines."""
    return re.sub(r"([/\\])(?=\S)", rf"\1{_BREAK}", words)


def copy_words(copy: Path, look: Look) -> str:
    """Return the act that opens a good copy, with the time of the copy where its name tells it."""
    moment = _copied_at(copy)
    if moment is None:
        return look.say(N_("Open the copy"))
    return look.say(N_("Open the copy of {time}"), time=hour(moment, look))


def _figure(exercise: Exercise, glance: Glance, column: Column, look: Look) -> Cell:
    if column == "date":
        return Cell(words="" if glance.last_at is None else day(glance.last_at))
    if column == "stage":
        words, icon = stage_words(exercise, glance, look)
        return Cell(words=words, icon=icon, is_strong=True)
    if glance.is_logbook:
        return Cell()  # what is released and scored stands in the director's file
    if column == "injects":
        return Cell(words=f"{glance.released}/{glance.injects}")
    if glance.stage == "ended" and glance.percent is None:
        return Cell(words=look.say(N_("low evidence")), ink="text_2")
    return Cell(words=score(glance, look), is_strong=True)


def _integrity(exercise: Exercise, look: Look) -> Cell:
    if exercise.is_damaged:
        return Cell(
            words=look.say(N_("Damaged")),
            icon="warning",
            ink="late_ink",
            icon_ink="late_ink",
            is_strong=True,
        )
    if exercise.glance is None:
        return Cell()
    if lacks := exercise.lacks:
        count = len({finding.fields.get("station") for finding in lacks})
        words = look.say(N_("Incomplete: {count}"), count=count)
        return Cell(words=words, icon="half", icon_ink="text_2", is_strong=True)
    return Cell(words=look.say(N_("Intact")), icon="check", icon_ink="closed_ink")


def _file(exercise: Exercise, look: Look) -> Cell:
    trouble = exercise.trouble
    if trouble is None:
        return Cell(words=f"{exercise.path.parent.name} / {exercise.path.stem}")
    if trouble.code in ("file-held", "file-held-new"):
        return Cell(words=_held(trouble, look), icon="lock", is_strong=True)
    if exercise.is_damaged and exercise.copy is not None:
        return Cell(words=copy_words(exercise.copy, look), ink="late_ink", is_strong=True)
    known = N_("No copy here") if exercise.is_damaged else N_("Cannot be opened")
    return Cell(words=look.say(_TROUBLES.get(trouble.code, known)), ink="late_ink", is_strong=True)


def _held(trouble: UserError, look: Look) -> str:
    """Name the holder (`host (process)` in the refusal) and the way out: the copy, or since when."""
    holder = str(trouble.fields["holder"]).rpartition(" (")[0]
    copied_at = _copied_at(Path(str(trouble.fields.get("snapshot", ""))))
    if copied_at is not None:
        return look.say(N_("In use at {holder}, copy of {time}"), holder=holder, time=hour(copied_at, look))
    since = datetime.fromisoformat(str(trouble.fields["since"]))
    return look.say(N_("In use at {holder} since {time}"), holder=holder, time=hour(since, look))


def _copied_at(copy: Path) -> datetime | None:
    """Return when a backup was made: its name tells it."""
    stamp = _STAMP.search(copy.name)
    return None if stamp is None else datetime.strptime(stamp[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
