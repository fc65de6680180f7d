"""A redacted copy of an exercise, over all rooms; it must not load Qt or hold a rule of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tabletop.bootstrap import headless
from tabletop.domain.plan.scenario import Pack, Scenario
from tabletop.domain.play.fold import fold
from tabletop.domain.play.hidden_names import SHORTEST, HiddenName, Mask, Role, hide, is_code, is_role
from tabletop.domain.play.journal import Recorded, is_directors, journal_head
from tabletop.domain.play.redaction import texts_of
from tabletop.domain.play.stations import CopyRedacted
from tabletop.domain.result.compilation import recorded_facts
from tabletop.errors import UnreadableError, UserError
from tabletop.exchange.pack_names import MSEL, PACK
from tabletop.exchange.pack_reader import pack_from_files
from tabletop.i18n import N_, Catalogue, catalogue
from tabletop.services.session import Session
from tabletop.services.sharing import RedactionReport
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.redacted_copy import CopyPlan, RedactedRows, redacted_rows, write_copy
from tabletop.store.rows import recorded_of
from tabletop.store.successor import Remains, remains_of

ENDING = "-R"
"""Behind the id of the exercise that a copy is of."""
_ROLES: dict[Role, str] = {
    "director": N_("Director"),
    "observer": N_("Observer"),
    "official": N_("Decision maker"),
    "contact": N_("Contact"),
    "person": N_("Person"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The exercise that a copy is made of."""

    remains: Remains
    pack: Pack
    recorded: Sequence[Recorded]
    conductor: str


def redact(file: Path, out: Path, names: Sequence[str], *, replaces: bool = False) -> RedactionReport:
    """Copy an exercise without people's names and without attachments; the exercise is only read.

    `names` are hidden besides those that the file gives away. Raises UserError with nothing written:
    `redact-logbook`, `redact-again`, `redact-not-ended`, `redact-name-short`, `redact-name-is-code`,
    `redact-name-stays`, `redact-pack`, and what reading and making a file may raise.
    """
    source = _source(file)
    scenario = source.pack.scenario
    words = _role_words(scenario)
    _require_names(names, scenario, words)
    rows = [*source.remains.rows.recorded, *source.remains.rows.aside]
    mask = Mask(hide(scenario, rows, names, words))
    pack = _redacted_pack(source.pack, mask)
    plan = _plan(source, pack, mask, _stations(rows, mask))
    copy = redacted_rows(source.remains, plan)
    left = _require_hidden(copy, pack, mask)
    write_copy(copy, pack.files, out, replaces=replaces)
    return RedactionReport(
        path=out,
        exercise_id=plan.note.exercise,
        hidden=tuple((each.name, each.pseudonym) for each in mask.hidden),
        attachments=plan.note.attachments,
        left=tuple((word, n) for word, n in left if not is_role(word, scenario, words)),
    )


def redact_open(session: Session, out: Path, names: Sequence[str]) -> RedactionReport:
    """Copy the exercise that this program holds: a copy of its file, in a folder of its own, is read."""
    journal = session.journal
    assert isinstance(journal, ExerciseFile)  # noqa: S101 - this workplace makes no other
    with TemporaryDirectory() as folder:
        file = Path(folder) / journal.path.name
        journal.copy(file)
        return redact(file, out, names)


def _plan(source: _Source, pack: Pack, mask: Mask, stations: Mapping[str, str]) -> CopyPlan:
    """Return what becomes of the exercise; its head is the one that stands on its papers."""
    exercise, facts = source.remains.header.exercise, recorded_facts(source.recorded)
    return CopyPlan(
        exercise_id=exercise + ENDING,
        pack_sha256=pack.sha256,
        mask=mask,
        stations=stations,
        conductor=source.conductor,
        note=CopyRedacted(
            exercise=exercise,
            head=journal_head(facts),
            entries=len(facts),
            names=len(mask.hidden),
            attachments=len(source.remains.attachments),
        ),
    )


def summary(report: RedactionReport, words: Catalogue) -> str:
    """Say what was made, and how much is hidden in it."""
    names = words.ngettext("{n} name hidden", "{n} names hidden", len(report.hidden))
    files = words.ngettext("{n} attachment left out", "{n} attachments left out", report.attachments)
    told = (names.format(n=len(report.hidden)), files.format(n=report.attachments))
    said = words.gettext("{path}: redacted copy of {exercise}, {counts}")
    return said.format(path=report.path, exercise=report.exercise_id, counts=", ".join(told))


def notes(report: RedactionReport, words: Catalogue) -> Iterator[str]:
    """Yield what to read for in the copy: words of the names that still stand in texts."""
    for word, n in report.left:
        said = words.ngettext(
            "“{word}” still stands {n} time in texts. If it is a name: --name “{word}”",
            "“{word}” still stands {n} times in texts. If it is a name: --name “{word}”",
            n,
        )
        yield f"{words.gettext('note:')} {said.format(word=word, n=n)}"


def _source(file: Path) -> _Source:
    """Read an exercise that may be copied."""
    remains = remains_of(file, unzip_pack=headless.unzip_pack)
    if not is_directors(remains.header.station):
        raise UserError("redact-logbook", file=file.name, station=remains.header.station)
    pack = pack_from_files(remains.files)[0]
    recorded = remains.union.counted
    state = fold(pack.scenario, recorded)
    if state.redaction is not None:
        raise UserError("redact-again", file=file.name, exercise=state.redaction.exercise)
    if state.stage != "ended":
        raise UserError("redact-not-ended", file=file.name)
    return _Source(remains=remains, pack=pack, recorded=recorded, conductor=state.conductor)


def _role_words(scenario: Scenario) -> Mapping[Role, str]:
    """Return the words that stand in the place of names, in the pack's first language."""
    words = catalogue(scenario.languages[0])
    return {role: words.gettext(word) for role, word in _ROLES.items()}


def _require_names(names: Sequence[str], scenario: Scenario, words: Mapping[Role, str]) -> None:
    for name in names:
        if sum(sign.isalnum() for sign in name) < SHORTEST:
            raise UserError("redact-name-short", given=name)
        if is_code(name, scenario, words):
            raise UserError("redact-name-is-code", given=name)


def _redacted_pack(pack: Pack, mask: Mask) -> Pack:
    """Return the pack without the names, as it is where none stands in it."""
    texts = {path: pack.files[path].decode() for path in (PACK, MSEL)}
    if not any(mask.found_in(text) for text in texts.values()):
        return pack
    hidden = {path: mask.text(text).encode() for path, text in texts.items()}
    try:
        return pack_from_files({**pack.files, **hidden})[0]
    except UnreadableError as fault:
        raise UserError("redact-pack") from fault


def _stations(rows: Sequence[Recorded], mask: Mask) -> dict[str, str]:
    """Return other names for stations that are called after people: `S1`, `S2`, ..."""
    stations = sorted({row.entry.station for row in rows})
    called = [station for station in stations if _is_called_after(station, mask.hidden)]
    free = (name for number in range(1, len(stations) + 2) if (name := f"S{number}") not in stations)
    return {station: next(free) for station in called}


def _is_called_after(station: str, hidden: Sequence[HiddenName]) -> bool:
    own = station.casefold()
    words = {word for each in hidden for word in each.name.casefold().split() if len(word) > SHORTEST}
    return any(word in own for word in words)


def _require_hidden(copy: RedactedRows, pack: Pack, mask: Mask) -> list[tuple[str, int]]:
    """Refuse a copy in which a name still stands; return words of the names that stand alone."""
    texts = [*_texts(copy), *(pack.files[path].decode() for path in (PACK, MSEL))]
    for text in texts:
        name = mask.found_in(text)
        if name is not None:
            raise UserError("redact-name-stays", given=name)
    return mask.left_in(texts)


def _texts(copy: RedactedRows) -> Iterator[str]:
    """Yield every text of a copy's rows as a reader finds it."""
    yield from (copy.header.exercise, copy.header.pack_id, copy.header.pack_version, copy.header.station)
    for row in recorded_of((*copy.journal, *copy.aside)):
        yield from (row.entry.station, row.entry.author, *texts_of(row.event))
