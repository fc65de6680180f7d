"""The arguments of the command line: read, and explained; it must not run a command."""

from __future__ import annotations

import argparse
import difflib
import os
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NoReturn, TypeAlias

from tabletop import __version__
from tabletop.errors import UserError
from tabletop.i18n import LABEL_SETS, LANGUAGES, Catalogue

LATER = ("import", "print", "hub")
"""Commands that a later version brings: refused by name until then."""
_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - argparse names it no other way


class _Parser(argparse.ArgumentParser):
    """An argument parser whose refusals follow our exit codes."""

    def error(self, message: str) -> NoReturn:
        raise UserError("bad-usage", message=message, usage=_usage(self))


def options_of(given: list[str], words: Catalogue) -> argparse.Namespace:
    """Read the arguments; `command` names what was asked for.

    `asked` is the language only where it was asked for, `lang` else the locale's.
    """
    parser = command_parser(words)
    rest, file = _file_in(given, parser)
    options = parser.parse_args(rest)
    options.opened, options.asked = file, options.lang
    options.lang = options.lang or language_of(())
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


def command_parser(words: Catalogue) -> argparse.ArgumentParser:
    """Return the parser, which explains itself in a language."""
    _ = words.gettext
    description = _("Open the application, on FILE if one is given; or run a command without a window.")
    usage = f"tabletop [-h] [--version] [--lang {{{','.join(LANGUAGES)}}}] [FILE | {_('COMMAND')} ...]"
    parser = _Parser(prog="tabletop", usage=usage, description=description, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"tabletop {__version__}")
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of the messages and of the window"))
    commands = parser.add_subparsers(prog="tabletop", metavar=_("COMMAND"), parser_class=_Parser)
    parser.set_defaults(command="application", commands=commands.choices)
    _add_playing(commands, words)
    _add_reading(commands, words)
    _add_observers(commands, words)
    _add_follow_up(commands, words)
    _add_sharing(commands, words)
    for name in LATER:
        help_text = _("comes with a later version")
        # No sign begins an option here: whatever follows is refused with the command's name.
        command = commands.add_parser(name, help=help_text, add_help=False, prefix_chars="\0")
        command.add_argument("anything", nargs=argparse.REMAINDER)
        command.set_defaults(command="later", name=name)
    return parser


def _usage(parser: argparse.ArgumentParser) -> str:
    return " ".join(parser.format_usage().split())


def _add_playing(commands: _Commands, words: Catalogue) -> None:
    """Add the commands that make an exercise."""
    _ = words.gettext
    command = _add(commands, words, "demo", _("try the bundled exercise, in the window where one can be had"))
    command.add_argument("--out", metavar="DIR", help=_("play it without a window and leave its files there"))
    command.add_argument(
        "--headless", action="store_true", help=_("without a window, also where there is one")
    )
    command = _add(commands, words, "check", _("validate a pack"))
    command.add_argument("pack", metavar="PACK")
    command.add_argument("--json", action="store_true", help=_("print the findings as JSON"))
    command = _add(commands, words, "play", _("run a play script into a new exercise file"))
    command.add_argument("pack", metavar="PACK")
    command.add_argument("script", metavar="SCRIPT")
    _add_out(command, words, "FILE")
    command.add_argument("--start", metavar="ISO", help=_("wall time at the script's begin"))
    command.add_argument("--shadow", metavar="DIR", help=_("keep a shadow log there"))


def _add_reading(commands: _Commands, words: Catalogue) -> None:
    """Add the commands that read an exercise."""
    _ = words.gettext
    command = _add(commands, words, "debrief", _("write the debrief of an exercise"), with_language=False)
    command.add_argument("file", metavar="FILE")
    _add_out(command, words, "X.{pdf,docx,xlsx,json}")
    help_text = _("the whole after-action report with improvement plan, not the one page")
    command.add_argument("--full", action="store_true", help=help_text)
    command.add_argument(
        "--lang", dest="languages", choices=("id", "en", "id+en"), help=_("language on paper")
    )
    command.add_argument("--paper", choices=("a4", "f4"), default="a4", help=_("size of the paper"))
    help_text = _("whose words of the doctrine, instead of the pack's")
    command.add_argument("--labels", choices=LABEL_SETS, help=help_text)
    command = _add(commands, words, "verify", _("check that every row is as it was written"))
    command.add_argument("file", metavar="FILE")
    command.add_argument("--shadow", metavar="DIR", help=_("compare with this shadow log"))
    command.add_argument("--json", action="store_true", help=_("print the findings as JSON"))
    command = _add(commands, words, "recover", _("rebuild an exercise from its shadow folder"))
    command.add_argument("shadow", metavar="SHADOW")
    _add_out(command, words, "FILE")
    command.add_argument("--pack", metavar="PACK", help=_("the pack, when it is gone from the shadow folder"))
    command = _add(commands, words, "export", _("write the journal as JSON lines"))
    command.add_argument("file", metavar="FILE")
    _add_out(command, words, "X.jsonl")


def _add_observers(commands: _Commands, words: Catalogue) -> None:
    """Add the commands for observers' files."""
    _ = words.gettext
    command = _add(commands, words, "logbook", _("make an observer's own file from an exercise or a pack"))
    command.add_argument("file", metavar="FILE")
    command.add_argument("--station", metavar="P1", required=True, help=_("the observer's station"))
    _add_out(command, words, "FILE")
    help_text = _("a cell to be watched; may be given again")
    command.add_argument("--cell", dest="cells", metavar="CELL", action="append", default=[], help=help_text)
    command.add_argument("--name", metavar="NAME", help=_("the observer's name or role"))
    help_text = _("with the other cells' injects that are still to come")
    command.add_argument("--all-injects", action="store_true", help=help_text)
    command = _add(commands, words, "merge", _("take observers' files into an exercise"))
    command.add_argument("file", metavar="FILE")
    help_text = _("files, or folders that hold them")
    command.add_argument("logbooks", metavar="LOGBOOK", nargs="+", help=help_text)
    command.add_argument("--json", action="store_true", help=_("print the report as JSON"))


def _add_follow_up(commands: _Commands, words: Catalogue) -> None:
    """Add the command that takes over what an earlier exercise left open."""
    _ = words.gettext
    command = _add(
        commands, words, "carry", _("take over the open corrective actions of an earlier exercise")
    )
    command.add_argument("source", metavar="FROM", help=_("the earlier exercise; it is only read"))
    command.add_argument("file", metavar="FILE", help=_("the exercise that takes them over"))
    command.add_argument("--json", action="store_true", help=_("print the report as JSON"))


def _add_sharing(commands: _Commands, words: Catalogue) -> None:
    """Add the commands that put runs side by side, and make a copy to be shared."""
    _ = words.gettext
    help_text = _("put two to six runs of one scenario side by side")
    command = _add(commands, words, "compare", help_text, with_language=False)
    command.add_argument("files", metavar="FILE", nargs="+", help=_("exercises; they are only read"))
    help_text = _("write it there instead of a table on the terminal")
    command.add_argument("--out", metavar="X.{pdf,docx,xlsx,json}", help=help_text)
    command.add_argument("--force", action="store_true", help=_("replace what is there"))
    command.add_argument(
        "--lang", dest="languages", choices=("id", "en", "id+en"), help=_("language on paper")
    )

    command = _add(commands, words, "redact", _("copy an exercise without people's names, to be shared"))
    command.add_argument("file", metavar="FILE", help=_("an exercise that has ended; it is only read"))
    _add_out(command, words, "COPY")
    help_text = _("one more name to be hidden; may be given again")
    command.add_argument("--name", dest="names", metavar="NAME", action="append", default=[], help=help_text)


def start_of(given: str | None) -> datetime | None:
    """Read the wall time at a script's begin. Raises UserError `bad-start`."""
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as fault:
        raise UserError("bad-start", given=given) from fault
    if moment.tzinfo is None or not 1900 <= moment.year <= 2900:
        raise UserError("bad-start", given=given)  # beyond them days may not be counted on
    return moment


def _add(
    commands: _Commands, words: Catalogue, name: str, help_text: str, *, with_language: bool = True
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_text, description=help_text, allow_abbrev=False)
    command.set_defaults(command=name)
    if with_language:
        help_text = words.gettext("language of the messages")
        command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=help_text)
    return command


def _add_out(command: argparse.ArgumentParser, words: Catalogue, metavar: str) -> None:
    command.add_argument("--out", metavar=metavar, required=True, help=words.gettext("where to write"))
    command.add_argument("--force", action="store_true", help=words.gettext("replace what is there"))


def language_of(arguments: Sequence[str]) -> str | None:
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
