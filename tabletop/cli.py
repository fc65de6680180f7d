"""The command line: one small function a command; it must not know how anything is done."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NoReturn, TypeAlias

from tabletop import __version__, bootstrap, wording
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.i18n import LANGUAGES, Catalogue, catalogue
from tabletop.log import write_fault_report

DONE, FINDINGS, REFUSED = 0, 1, 2
_LATER = ("logbook", "merge", "import", "print", "compare", "hub")
_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - argparse names it no other way


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 done, 1 done with findings, 2 refused (contract 1)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = catalogue(_language_of(given) or "en")
    try:
        options = _parser(words).parse_args(given)
        return int(options.command(options))
    except UserError as refusal:
        _tell(wording.refusal(refusal, words))
        _tell_findings(getattr(refusal, "findings", ()), words)
    except PermissionError as fault:
        barred = UserError("input-unreadable", path=str(fault.filename), why=str(fault.strerror))
        _tell(wording.refusal(barred, words))
    except KeyboardInterrupt:
        _tell(words.gettext("Stopped. What was acknowledged before is safe."))
    except Exception as fault:  # noqa: BLE001 - the command line's last door (design 7)
        report = write_fault_report(fault)
        text = words.gettext(
            "Tabletop has a defect ({fault}). Nothing more was done. A report lies in {path}."
        )
        _tell(text.format(fault=type(fault).__name__, path=report))
    return REFUSED


# Commands ---------------------------------------------------------------------------------------


def application(options: argparse.Namespace) -> int:
    """Say that the window is not built yet."""
    words = catalogue(options.lang or "en")
    print(words.gettext("The window is not built yet. Try: tabletop demo"))
    return DONE


def demo(options: argparse.Namespace) -> int:
    """Play the bundled sample run and print its score."""
    result = bootstrap.play_demo(
        Path(options.out), warn=_warner(options.lang), on_phase=_progress(options.lang)
    )
    words = catalogue(options.lang or result.scenario.languages[0])
    print(result.scenario.title.in_language(words.language))
    print(bootstrap.score_text(result, words))
    print()
    for path in bootstrap.write_demo_documents(result, Path(options.out), words.language):
        print(path)
    return DONE


def check(options: argparse.Namespace) -> int:
    """Validate a pack: 1 when it has errors, 2 when nothing could be read."""
    words = catalogue(options.lang or "en")
    try:
        pack, findings = bootstrap.read_a_pack(Path(options.pack))
    except UnreadableError as refusal:
        if options.json:
            print(json.dumps(_as_json(refusal.findings), ensure_ascii=False, indent=1))
        else:
            _tell_findings(refusal.findings, words)
            _tell(wording.refusal(refusal, words))
        faults = [finding for finding in refusal.findings if not finding.advice]
        was_read = any(fault.line or fault.place not in ("pack.yaml", "msel.yaml") for fault in faults)
        return FINDINGS if was_read else REFUSED
    if options.json:
        print(json.dumps(_as_json(findings), ensure_ascii=False, indent=1))
        return DONE
    words = catalogue(options.lang or pack.scenario.languages[0])
    _tell_findings(findings, words)
    injects, actions = len(pack.scenario.injects), sum(1 for _ in pack.scenario.actions())
    text = words.gettext("{title}: {injects} injects, {actions} expected actions, no errors.")
    print(
        text.format(title=pack.scenario.title.in_language(words.language), injects=injects, actions=actions)
    )
    return DONE


def play(options: argparse.Namespace) -> int:
    """Run a play script into a new exercise file."""
    pack, script = Path(options.pack), Path(options.script)
    out = _free(Path(options.out), pack, script, force=options.force)
    bootstrap.play_script(
        pack,
        script,
        out=out,
        starts_at=_start(options.start),
        shadow=None if options.shadow is None else _free(Path(options.shadow), force=options.force),
        warn=_warner(options.lang),
        on_phase=_progress(options.lang),
    )
    return DONE


def debrief(options: argparse.Namespace) -> int:
    """Write the debrief of an exercise."""
    out = _free(Path(options.out), Path(options.file), force=options.force)
    kind = out.suffix.lower().lstrip(".")
    if kind not in ("pdf", "json"):
        raise UserError("out-kind", path=str(out), kinds="pdf, json")
    result = bootstrap.read_an_exercise(Path(options.file))
    first = result.scenario.languages[0]
    languages = tuple((options.languages or options.lang or first).split("+"))
    missing = bootstrap.write_debrief(result, out, languages)
    _tell_findings(result.findings, catalogue(languages[0]))
    if missing:
        text = catalogue(languages[0]).gettext(
            "The font lacks these characters, they were printed as U+XXXX: {list}"
        )
        _tell(text.format(list=" ".join(missing)))
    return _outcome(result.findings)


def verify(options: argparse.Namespace) -> int:
    """Check every chain of an exercise file."""
    report = bootstrap.verify(Path(options.file), None if options.shadow is None else Path(options.shadow))
    words = catalogue(options.lang or "en")
    if options.json:
        stations = [{"station": s.station, "rows": s.rows, "head": s.head} for s in report.stations]
        print(json.dumps({"stations": stations, "findings": _as_json(report.findings)}, indent=1))
    else:
        _tell_findings(report.findings, words)
        for station in report.stations:
            text = words.gettext("{station}: {rows} rows, head {head}")
            print(text.format(station=station.station, rows=station.rows, head=station.head))
        if not report.findings:
            print(words.gettext("Every row is as it was written."))
    return _outcome(report.findings)


def recover(options: argparse.Namespace) -> int:
    """Rebuild an exercise from its shadow folder."""
    out = _free(Path(options.out), force=options.force)
    pack = None if options.pack is None else Path(options.pack)
    findings = bootstrap.recover(Path(options.shadow), out, pack=pack, force=options.force)
    _tell_findings(findings, catalogue(options.lang or "en"))
    return _outcome(findings)


def export(options: argparse.Namespace) -> int:
    """Write the journal as JSON lines."""
    out = _free(Path(options.out), Path(options.file), force=options.force)
    findings = bootstrap.export(Path(options.file), out)
    _tell_findings(findings, catalogue(options.lang or "en"))
    return _outcome(findings)


def later(options: argparse.Namespace) -> int:
    """Refuse by name what a later version brings."""
    raise UserError("command-later", command=options.name)


# The parser -------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """An argument parser whose refusals follow our exit codes."""

    def error(self, message: str) -> NoReturn:
        raise UserError("bad-usage", message=message, usage=" ".join(self.format_usage().split()))


def _parser(words: Catalogue) -> argparse.ArgumentParser:
    _ = words.gettext
    description = _("Run a tabletop exercise and print its scored debrief.")
    parser = _Parser(prog="tabletop", description=description, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"tabletop {__version__}")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=_language_of(()), help=_("language of the messages")
    )
    parser.set_defaults(command=application)
    commands = parser.add_subparsers(metavar=_("COMMAND"), parser_class=_Parser)
    _add_playing(commands, words)
    _add_reading(commands, words)
    for name in _LATER:
        help_text = _("comes with a later version")
        # No sign begins an option here: whatever follows is refused with the command's name.
        command = commands.add_parser(name, help=help_text, add_help=False, prefix_chars="\0")
        command.add_argument("anything", nargs=argparse.REMAINDER)
        command.set_defaults(command=later, name=name)
    return parser


def _add_playing(commands: _Commands, words: Catalogue) -> None:
    """Add the commands that make an exercise."""
    _ = words.gettext
    command = _add(commands, words, demo, _("play the bundled exercise and print its debrief"))
    command.add_argument("--out", default="tabletop-demo", help=_("folder for its files"))
    command.add_argument(
        "--headless", action="store_true", help=_("without a window, also where there is one")
    )
    command = _add(commands, words, check, _("validate a pack"))
    command.add_argument("pack", metavar="PACK")
    command.add_argument("--json", action="store_true", help=_("print the findings as JSON"))
    command = _add(commands, words, play, _("run a play script into a new exercise file"))
    command.add_argument("pack", metavar="PACK")
    command.add_argument("script", metavar="SCRIPT")
    _add_out(command, words, "FILE")
    command.add_argument("--start", metavar="ISO", help=_("wall time at the script's begin"))
    command.add_argument("--shadow", metavar="DIR", help=_("keep a shadow log there"))


def _add_reading(commands: _Commands, words: Catalogue) -> None:
    """Add the commands that read an exercise."""
    _ = words.gettext
    command = _add(commands, words, debrief, _("write the debrief of an exercise"), with_language=False)
    command.add_argument("file", metavar="FILE")
    _add_out(command, words, "X.{pdf,json}")
    command.add_argument(
        "--lang", dest="languages", choices=("id", "en", "id+en"), help=_("language on paper")
    )
    command = _add(commands, words, verify, _("check that every row is as it was written"))
    command.add_argument("file", metavar="FILE")
    command.add_argument("--shadow", metavar="DIR", help=_("compare with this shadow log"))
    command.add_argument("--json", action="store_true", help=_("print the findings as JSON"))
    command = _add(commands, words, recover, _("rebuild an exercise from its shadow folder"))
    command.add_argument("shadow", metavar="SHADOW")
    _add_out(command, words, "FILE")
    command.add_argument("--pack", metavar="PACK", help=_("the pack, when it is gone from the shadow folder"))
    command = _add(commands, words, export, _("write the journal as JSON lines"))
    command.add_argument("file", metavar="FILE")
    _add_out(command, words, "X.jsonl")


def _add(
    commands: _Commands, words: Catalogue, run: Callable[[argparse.Namespace], int], help_text: str,
    *, with_language: bool = True,
) -> argparse.ArgumentParser:  # fmt: skip
    command = commands.add_parser(run.__name__, help=help_text, description=help_text, allow_abbrev=False)
    command.set_defaults(command=run)
    if with_language:
        help_text = words.gettext("language of the messages")
        command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=help_text)
    return command


def _add_out(command: argparse.ArgumentParser, words: Catalogue, metavar: str) -> None:
    command.add_argument("--out", metavar=metavar, required=True, help=words.gettext("where to write"))
    command.add_argument("--force", action="store_true", help=words.gettext("replace what is there"))


# Small steps ------------------------------------------------------------------------------------


def _language_of(arguments: Sequence[str]) -> str | None:
    """Return the language that was asked for, else the locale's if we speak it."""
    for name, value in pairwise([*arguments, ""]):
        asked = value if name == "--lang" else name.removeprefix("--lang=")
        if name.startswith("--lang") and asked.split("+")[0] in LANGUAGES:
            return asked.split("+")[0]
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    code = locale.split("_")[0].split(".")[0].lower()
    return code if code in LANGUAGES else None


def _free(path: Path, *inputs: Path, force: bool) -> Path:
    """Return where to write. Raises UserError where something stands that must stay."""
    if path.resolve() in [given.resolve() for given in inputs]:
        raise UserError("out-is-input", path=str(path))
    try:
        is_there = path.exists()
    except OSError as fault:
        raise UserError("out-unwritable", path=str(path), why=fault.strerror) from fault
    if is_there and not force:
        raise UserError("out-exists", path=str(path))
    return path


def _outcome(findings: Iterable[Finding]) -> int:
    """Return the exit code; advice is no finding."""
    return DONE if all(finding.advice for finding in findings) else FINDINGS


def _start(given: str | None) -> datetime | None:
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as fault:
        raise UserError("bad-start", given=given) from fault
    if moment.tzinfo is None or not 1900 <= moment.year <= 2900:
        raise UserError("bad-start", given=given)  # beyond them days may not be counted on
    return moment


def _progress(language: str | None) -> Callable[[str], None] | None:
    """Return what tells each phase on a terminal; None where nobody watches."""
    if not sys.stderr.isatty():
        return None
    words = catalogue(language or "en")
    return lambda phase: _tell(words.gettext("Playing {phase} ...").format(phase=phase))


def _warner(language: str | None) -> Callable[[Finding], None]:
    words = catalogue(language or "en")
    return lambda finding: _tell(wording.finding_line(finding, words))


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def _tell_findings(findings: Iterable[Finding], words: Catalogue) -> None:
    for finding in findings:
        _tell(wording.finding_line(finding, words))


def _as_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as plain data, each with its English sentence."""
    english = catalogue("en")
    return [
        {
            "code": finding.code,
            "place": finding.place,
            "line": finding.line,
            "column": finding.column,
            "advice": finding.advice,
            "text": wording.sentence(finding.code, finding.fields, english),
        }
        for finding in findings
    ]
