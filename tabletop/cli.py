"""The command line: one small function a command; it must not know how anything is done."""

from __future__ import annotations

import argparse
import difflib
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NoReturn, TypeAlias

from tabletop import __version__, wording
from tabletop.bootstrap import headless, window
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.i18n import LANGUAGES, N_, Catalogue, catalogue
from tabletop.log import write_fault_report

DONE, FINDINGS, REFUSED = 0, 1, 2
_LATER = ("logbook", "merge", "import", "print", "compare", "hub")
_NO_WINDOW = ("no-display", "display-dead", "window-libraries")
"""Refusals that say why no window can be had here."""
_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - argparse names it no other way


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 done, 1 done with findings, 2 refused (contract 1)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = catalogue(_language_of(given) or "en")
    try:
        options = _options(given, words)
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
    """Open the window, and in it the file that was given."""
    file = None if options.opened is None else Path(options.opened)
    code = _open_window(options, N_("Without a window: tabletop demo --headless"), file=file)
    return REFUSED if code is None else code


def demo(options: argparse.Namespace) -> int:
    """Open the window on a fresh copy of the sample; where there is none, play the sample run."""
    if options.headless or options.out is not None:  # who names a folder wants the files
        return _play_demo(options)
    code = _open_window(options, N_("The sample is played without a window."), with_sample=True)
    return _play_demo(options) if code is None else code


def _open_window(
    options: argparse.Namespace, otherwise: str, *, file: Path | None = None, with_sample: bool = False
) -> int | None:
    """Open the window until it is closed; where none can be had, tell why and return None."""
    try:
        _require_display()
        return window.run(file, language=options.asked, locale=options.lang, with_sample=with_sample)
    except UserError as refusal:
        if refusal.code not in _NO_WINDOW:
            raise
        words = catalogue(options.lang or "en")
        _tell(f"{wording.refusal(refusal, words)} {words.gettext(otherwise)}")
        return None


def _require_display() -> None:
    """Refuse before Qt is loaded: on Linux it would end the process where there is no display."""
    asked = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in asked):
        raise UserError("no-display")


def _play_demo(options: argparse.Namespace) -> int:
    """Play the bundled sample run and print its score."""
    folder = Path(options.out or "tabletop-demo")
    result = headless.play_demo(folder, warn=_warner(options.lang), on_phase=_progress(options.lang))
    words = catalogue(options.lang or result.scenario.languages[0])
    print(result.scenario.title.in_language(words.language))
    print(headless.score_text(result, words))
    print()
    for path in headless.write_demo_documents(result, folder, words.language):
        print(path)
    return DONE


def check(options: argparse.Namespace) -> int:
    """Validate a pack: 1 when it has errors, 2 when nothing could be read."""
    words = catalogue(options.lang or "en")
    try:
        pack, findings = headless.read_a_pack(Path(options.pack))
    except UnreadableError as refusal:
        if options.json:
            print(
                json.dumps(wording.as_data(refusal.findings, catalogue("en")), ensure_ascii=False, indent=1)
            )
        else:
            _tell_findings(refusal.findings, words)
            _tell(wording.refusal(refusal, words))
        faults = [finding for finding in refusal.findings if not finding.advice]
        was_read = any(fault.line or fault.place not in ("pack.yaml", "msel.yaml") for fault in faults)
        return FINDINGS if was_read else REFUSED
    if options.json:
        print(json.dumps(wording.as_data(findings, catalogue("en")), ensure_ascii=False, indent=1))
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
    headless.play_script(
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
    result = headless.read_an_exercise(Path(options.file))
    first = result.scenario.languages[0]
    languages = tuple((options.languages or options.lang or first).split("+"))
    missing = headless.write_debrief(result, out, languages)
    _tell_findings(result.findings, catalogue(languages[0]))
    if missing:
        text = catalogue(languages[0]).gettext(
            "The font lacks these characters, they were printed as U+XXXX: {list}"
        )
        _tell(text.format(list=" ".join(missing)))
    return _outcome(result.findings)


def verify(options: argparse.Namespace) -> int:
    """Check every chain of an exercise file."""
    report = headless.verify(Path(options.file), None if options.shadow is None else Path(options.shadow))
    words = catalogue(options.lang or "en")
    if options.json:
        stations = [{"station": s.station, "rows": s.rows, "head": s.head} for s in report.stations]
        print(
            json.dumps(
                {"stations": stations, "findings": wording.as_data(report.findings, catalogue("en"))},
                indent=1,
            )
        )
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
    findings = headless.recover(Path(options.shadow), out, pack=pack, force=options.force)
    _tell_findings(findings, catalogue(options.lang or "en"))
    return _outcome(findings)


def export(options: argparse.Namespace) -> int:
    """Write the journal as JSON lines."""
    out = _free(Path(options.out), Path(options.file), force=options.force)
    findings = headless.export(Path(options.file), out)
    _tell_findings(findings, catalogue(options.lang or "en"))
    return _outcome(findings)


def later(options: argparse.Namespace) -> int:
    """Refuse by name what a later version brings."""
    raise UserError("command-later", command=options.name)


# The parser -------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """An argument parser whose refusals follow our exit codes."""

    def error(self, message: str) -> NoReturn:
        raise UserError("bad-usage", message=message, usage=_usage(self))


def _options(given: list[str], words: Catalogue) -> argparse.Namespace:
    """Read the arguments; `asked` is the language only where it was asked for, `lang` else the locale's."""
    parser = _parser(words)
    rest, file = _file_in(given, parser)
    options = parser.parse_args(rest)
    options.opened, options.asked = file, options.lang
    options.lang = options.lang or _language_of(())
    return options


def _file_in(given: list[str], parser: argparse.ArgumentParser) -> tuple[list[str], str | None]:
    """Take out the FILE that stands in the place of a command. Raises UserError for a mistyped command."""
    commands, at = parser.get_default("commands"), 0
    while at < len(given) and given[at].startswith("-"):
        at += 2 if given[at] == "--lang" else 1
    if at >= len(given) or given[at] in commands:
        return given, None
    file = Path(given[at])
    if given[at] == file.stem and not file.exists():
        near = difflib.get_close_matches(given[at], commands, 1)
        if near:
            raise UserError("command-mistyped", given=given[at], suggestion=near[0])
        raise UserError("command-unknown", given=given[at], usage=_usage(parser))
    return given[:at] + given[at + 1 :], given[at]


def _parser(words: Catalogue) -> argparse.ArgumentParser:
    _ = words.gettext
    description = _("Open the application, on FILE if one is given; or run a command without a window.")
    usage = f"tabletop [-h] [--version] [--lang {{{','.join(LANGUAGES)}}}] [FILE | {_('COMMAND')} ...]"
    parser = _Parser(prog="tabletop", usage=usage, description=description, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"tabletop {__version__}")
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of the messages and of the window"))
    commands = parser.add_subparsers(prog="tabletop", metavar=_("COMMAND"), parser_class=_Parser)
    parser.set_defaults(command=application, commands=commands.choices)
    _add_playing(commands, words)
    _add_reading(commands, words)
    for name in _LATER:
        help_text = _("comes with a later version")
        # No sign begins an option here: whatever follows is refused with the command's name.
        command = commands.add_parser(name, help=help_text, add_help=False, prefix_chars="\0")
        command.add_argument("anything", nargs=argparse.REMAINDER)
        command.set_defaults(command=later, name=name)
    return parser


def _usage(parser: argparse.ArgumentParser) -> str:
    return " ".join(parser.format_usage().split())


def _add_playing(commands: _Commands, words: Catalogue) -> None:
    """Add the commands that make an exercise."""
    _ = words.gettext
    command = _add(commands, words, demo, _("try the bundled exercise, in the window where one can be had"))
    command.add_argument("--out", metavar="DIR", help=_("play it without a window and leave its files there"))
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
