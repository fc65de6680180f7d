"""What each command does, over all rooms; it must not load Qt or hold a rule of its own."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tabletop import paths
from tabletop.bootstrap.papers import print_paper
from tabletop.domain.plan.scenario import Pack, Scenario
from tabletop.domain.play.act import Act
from tabletop.domain.play.alignment import align
from tabletop.domain.play.clock import Clock, Reading
from tabletop.domain.play.fold import fold
from tabletop.domain.result.debrief import Debrief
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.exchange.pack_reader import pack_from_files, read_pack
from tabletop.exchange.pack_writer import zip_pack
from tabletop.exchange.pack_zip import unzip
from tabletop.exchange.play_script import open_script
from tabletop.i18n import Catalogue
from tabletop.reports.score_table import score_table
from tabletop.services import evaluation, follow_up, script
from tabletop.services.prepare import close_session, open_session
from tabletop.services.workplace import PaperFile, PaperForm, PaperKind, PaperOrder, Paperwork
from tabletop.store.engine import place_for_file
from tabletop.store.exercise_file import ExerciseFile
from tabletop.store.exercise_reader import read_exercise
from tabletop.store.file_maker import put_in_place
from tabletop.store.lines import export as export_lines
from tabletop.store.lock import take
from tabletop.store.recover import recover as recover_exercise
from tabletop.store.shadow import ATTACHMENTS_NAME, BACKUPS_NAME, CLOCK_NAME, PACK_NAME, Shadow
from tabletop.store.verify import VerifyReport
from tabletop.store.verify import verify as verify_exercise

DEMO_PACK = "sispamkota-2024"
DEMO_SCRIPT = "sample.play"
DEMO_PAPERS: tuple[tuple[str, PaperKind, PaperForm], ...] = (
    ("debrief.pdf", "summary", "pdf"),
    ("debrief.json", "summary", "json"),
    ("aar.pdf", "report", "pdf"),
)
DEMO_FILES = ("demo.tabletop", "shadow", *(name for name, _, _ in DEMO_PAPERS))
_DISK_CODES = ("disk-full", "write-failed", "file-read-only")
"""Refusals of the disk: no line of a script can mend them."""

Progress = Callable[[str], None]
"""Told the title of each phase as play reaches it."""


class MachineClock:
    """The computer's own clocks."""

    def read(self) -> Reading:
        """Return the clocks as they stand."""
        return Reading(wall_at=datetime.now(UTC), mono_ns=time.monotonic_ns(), boot_id=paths.boot_id())


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRead:
    """An exercise that was read to the end, with what is wrong with its file."""

    work: Paperwork
    findings: tuple[Finding, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """Return its plan."""
        return self.work.scenario

    @property
    def debrief(self) -> Debrief:
        """Return its result."""
        return self.work.debrief


def read_a_pack(path: Path) -> tuple[Pack, list[Finding]]:
    """Read and check a pack. Raises UnreadableError with every finding."""
    return read_pack(path)


def play_script(
    pack_path: Path,
    script_path: Path,
    *,
    out: Path,
    starts_at: datetime | None = None,
    shadow: Path | None = None,
    warn: Callable[[Finding], None],
    on_phase: Progress | None = None,
) -> ExerciseRead:
    """Play a script into a new exercise file, whole or not at all.

    The exercise id derives from pack, script and start, so that two plays give the same rows. What
    stands at `out` and `shadow` is replaced, but never a file that is open elsewhere, nor a folder
    that holds anything but a shadow log.
    """
    out = place_for_file(out)
    _require_shadow_only(shadow)
    pack, _ = read_pack(pack_path)
    acts = open_script(script_path)
    starts_at = starts_at or pack.scenario.starts_at
    exercise_id = _play_id(pack.sha256, script_path.read_bytes(), starts_at)
    beside = out.with_name(f".{out.name}.part")
    shadow_beside = None if shadow is None else shadow.with_name(f".{shadow.name}.part")
    with ExitStack() as stack:
        stack.callback(take(out).release)
        stack.callback(_remove, beside, shadow_beside)
        _remove(beside, shadow_beside)
        kept = None if shadow_beside is None else _shadow(shadow_beside, warn)
        journal = ExerciseFile.create(beside, pack=pack, exercise_id=exercise_id, shadow=kept)
        work = _play_through(journal, starts_at, acts, script_path=script_path, begun=on_phase)
        if shadow is not None and shadow_beside is not None:
            _put_folder(shadow_beside, shadow)
        put_in_place(beside, out)
    return ExerciseRead(work=work)


def _play_through(
    journal: ExerciseFile, starts_at: datetime, acts: Sequence[Act],
    *, script_path: Path, begun: Progress | None,
) -> Paperwork:  # fmt: skip
    """Play every act into an open file and close it."""
    clock = script.VirtualClock(starts_at)
    try:
        session = open_session(journal, clock)
        script.play(session, clock, acts, begun=begun)
        work = Paperwork(
            scenario=session.scenario,
            debrief=evaluation.debrief(session),
            state=session.state,
            recorded=tuple(session.recorded),
        )
        close_session(session)
    except script.ScriptError as refusal:
        if refusal.code in _DISK_CODES:
            raise UserError(refusal.code, **refusal.fields) from refusal
        finding = Finding(code=refusal.code, fields=refusal.fields, place=script_path.name, line=refusal.line)
        raise UnreadableError("script-refused", [finding], name=script_path.name) from refusal
    finally:
        journal.close()
    return work


def play_demo(
    folder: Path, *, warn: Callable[[Finding], None], on_phase: Progress | None = None
) -> ExerciseRead:
    """Play the bundled sample run into `folder`; only demo's own files there are replaced."""
    if folder.exists():
        if not folder.is_dir():
            raise UserError("out-exists", path=str(folder))
        others = sorted(path.name for path in folder.iterdir() if not _is_of_demo(path.name))
        if others:
            raise UserError("demo-folder", path=str(folder), others=", ".join(others[:3]))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError("out-unwritable", path=str(folder), why=fault.strerror) from fault
    pack = paths.bundled_pack(DEMO_PACK)
    return play_script(
        pack,
        pack / DEMO_SCRIPT,
        out=folder / "demo.tabletop",
        shadow=folder / "shadow",
        warn=warn,
        on_phase=on_phase,
    )


def _is_of_demo(name: str) -> bool:
    """Tell whether a name is demo's own, or what a demo that was killed left beside it."""
    return any(
        name == own or name.startswith((f"{own}.", f"{own}-journal", f".{own}.part")) for own in DEMO_FILES
    )


def write_demo_documents(result: ExerciseRead, folder: Path, language: str) -> list[Path]:
    """Write the demo's papers and return where everything lies."""
    for name, kind, form in DEMO_PAPERS:
        write_paper(result, folder / name, PaperOrder(kind=kind, form=form, languages=(language,)))
    return [folder / name for name in DEMO_FILES]


def score_text(result: ExerciseRead, words: Catalogue) -> str:
    """Return the score as a text table."""
    return score_table(result.scenario, result.debrief, words)


def read_an_exercise(path: Path) -> ExerciseRead:
    """Read an exercise to the end, writing nothing; a broken chain is a finding, not a refusal."""
    found = read_exercise(path, read_pack=frozen_pack)
    scenario = found.pack.scenario
    recorded = found.union.counted
    work = Paperwork(
        scenario=scenario,
        debrief=evaluation.debrief_of(scenario, header=found.header, union=found.union),
        state=fold(scenario, recorded),
        recorded=recorded,
    )
    return ExerciseRead(work=work, findings=found.findings)


def open_actions(path: Path) -> follow_up.OpenActions:
    """Read what an exercise leaves open, writing nothing; a broken chain is a finding, not a refusal."""
    found = read_exercise(path, read_pack=frozen_pack)
    scenario = found.pack.scenario
    state = fold(scenario, found.recorded)
    return follow_up.open_actions_of(scenario, state, found.header, found.findings)


def write_paper(
    result: ExerciseRead,
    out: Path,
    order: PaperOrder,
    *,
    progress: Callable[[int, int], bool] = lambda _done, _all: True,
) -> PaperFile:
    """Write a paper by its order. Raises UserError; what stood at `out` is still there then."""
    paper = print_paper(result.work, order, progress)
    paths.replace_file(out, paper.data)
    return paper


def today_at(scenario: Scenario, clock: Clock | None = None) -> date:
    """Return today's day at the place of an exercise."""
    now = (clock or MachineClock()).read().wall_at
    return now.astimezone(ZoneInfo(scenario.timezone)).date()


def verify(path: Path, shadow: Path | None) -> VerifyReport:
    """Check an exercise file, and compare it with a shadow folder."""
    return verify_exercise(path, shadow, read_pack=frozen_pack)


def recover(shadow: Path, out: Path, *, pack: Path | None, force: bool) -> list[Finding]:
    """Rebuild an exercise from its shadow folder."""
    pack_zip = None if pack is None else zip_pack(read_pack(pack)[0].files)
    return recover_exercise(shadow, out, unzip_pack=unzip_pack, pack_zip=pack_zip, force=force)


def export(path: Path, out: Path) -> tuple[Finding, ...]:
    """Write the journal as JSON lines, by T+, station and seq."""
    found = read_exercise(path, read_pack=frozen_pack)
    entries = [row.entry for row in align(found.recorded)]
    paths.replace_file(out, b"".join(export_lines(found.header, entries)))
    return found.findings


def frozen_pack(files: Mapping[str, bytes]) -> Pack:
    """Read the pack that an exercise file holds."""
    return pack_from_files(files)[0]


def unzip_pack(data: bytes) -> Mapping[str, bytes]:
    """Read the files of a `.tabletop-pack` by path."""
    return unzip(data, "pack.tabletop-pack").files


def _shadow(folder: Path, warn: Callable[[Finding], None]) -> Shadow:
    return Shadow(folder=folder, zip_pack=zip_pack, warn=warn)


def _play_id(pack_sha256: str, script_bytes: bytes, starts_at: datetime) -> str:
    said = (
        f"{pack_sha256}\n{hashlib.sha256(script_bytes).hexdigest()}\n{starts_at.astimezone(UTC).isoformat()}"
    )
    digest = hashlib.sha256(said.encode()).hexdigest()
    return f"EX-{starts_at:%Y%m%d}-{digest[:8].upper()}"


def _require_shadow_only(folder: Path | None) -> None:
    """Raise UserError where a shadow folder would take the place of something else."""
    if folder is None or not folder.exists():
        return
    if not folder.is_dir():
        raise UserError("out-exists", path=str(folder))
    own = (ATTACHMENTS_NAME, BACKUPS_NAME, CLOCK_NAME, f"{CLOCK_NAME}.new", PACK_NAME, f"{PACK_NAME}.new")
    others = sorted(
        path.name for path in folder.iterdir() if path.name not in own and not path.match("journal*.jsonl")
    )
    if others:
        raise UserError("shadow-folder", path=str(folder), others=", ".join(others[:3]))


def _put_folder(beside: Path, folder: Path) -> None:
    """Give a shadow folder its name; an older one there goes."""
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
        beside.replace(folder)
    except OSError as fault:
        raise UserError("out-unwritable", path=str(folder), why=fault.strerror) from fault


def _remove(*left_over: Path | None) -> None:
    """Remove what an unfinished play left. Never raises: a refusal already says what happened."""
    for path in left_over:
        if path is None:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        for ending in ("", ".new", ".lock", ".owner", ".owner.new", "-journal"):
            with suppress(OSError):
                Path(f"{path}{ending}").unlink(missing_ok=True)
