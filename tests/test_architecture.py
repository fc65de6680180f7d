"""The rooms and their arrows, the size limits and what must not be written (design 3, 7 and 8)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

import pytest

import tabletop

PACKAGE = Path(tabletop.__file__).parent

_DOMAIN = {"domain", "errors"}
_ADAPTER = _DOMAIN | {"help_topics", "i18n", "paths", "wording"}
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "errors": set(),
    "paths": {"errors"},
    "log": {"__init__", "paths"},
    "help_topics": {"paths"},
    "i18n": {"paths"},
    "settings": {"errors", "paths"},
    "wording": {"errors", "i18n"},
    "domain": {"errors"},
    "services": _DOMAIN,
    "store": _ADAPTER,
    "exchange": _ADAPTER,
    "reports": _ADAPTER | {"__init__"},
    "hub": _ADAPTER | {"store"},
    "ui": _ADAPTER | {"log", "services", "settings"},
    "cli": _ADAPTER | {"__init__", "bootstrap", "cli_options", "log", "services"},
    "cli_options": {"__init__", "errors", "i18n"},
    "bootstrap": _ADAPTER | {"log", "settings", "services", "store", "exchange", "reports", "hub", "ui"},
}
"""Which rooms a room may import, besides itself: the arrows of design 3."""

DOMAIN_STAGES = {"plan": {"plan"}, "play": {"plan", "play"}, "result": {"plan", "play", "result"}}

STAYS_IN = {
    "PySide6": {"ui"},
    "qasync": {"ui"},
    "sqlmodel": {"store", "hub"},
    "sqlalchemy": {"store", "hub"},
    "sqlite3": {"store"},
    "reportlab": {"reports"},
    "pypdfium2": {"ui"},
    "docx": {"reports"},
    "lxml": set(),
    "xlsxwriter": {"reports"},
}
STANDS_IN = {
    "qasync": {"ui.application", "ui.tasks"},
    "subprocess": {"ui.desktop"},
    "psutil": {"ui.desktop"},
    "wakepy": {"ui.desktop"},
    "winsound": {"ui.desktop"},
    "signal": {"ui.desktop"},
    "socket": {"store.lock", "ui.desktop"},
    "PySide6.QtGui.QDesktopServices": {"ui.desktop"},
    "PySide6.QtCore.QProcess": {"ui.desktop"},
    "PySide6.QtCore.QStandardPaths": {"paths"},
}
"""What only these modules may import (design D10, D22)."""
OF_THE_SYSTEM = {"os.environ", "os.getenv", "os.name", "os.uname", "sys.platform"}
KNOWS_THE_SYSTEM = {"paths", "store.lock", "ui.desktop", "cli", "cli_options", "log"}
"""Where one may ask which computer this is (design D22): the command line reads locale and display, a
report of a defect names the system."""
BROAD_EXCEPTS = {"cli.main", "ui.application", "ui.tasks"}
"""The command line's main, the excepthook and the task's done-callback (design 7)."""

MAX_FILE, MAX_FUNCTION, MAX_POSITIONAL = 400, 40, 5
BAD_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "misc"}
BAD_CALLS = {"eval", "exec", "__import__"}
BAD_MODULES = {"pickle", "marshal", "shelve", "dill"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file; `name` is dotted, without `tabletop`."""

    name: str
    source: str

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]


def modules() -> list[Module]:
    """Read every module of the package; resources hold data and the builders' scripts."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] != "resources":
            name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
            found.append(Module(name, path.read_text(encoding="utf-8")))
    return found


MODULES = modules()
ROOMS = {module.room for module in MODULES}


# What a module imports ----------------------------------------------------------------------------


def imports(node: ast.AST) -> Iterator[str]:
    """Yield the full dotted name of all that is imported anywhere below a node."""
    for below in ast.walk(node):
        if isinstance(below, ast.Import):
            yield from (alias.name for alias in below.names)
        elif isinstance(below, ast.ImportFrom):
            origin = "." * below.level + (below.module or "")
            yield from (f"{origin}.{alias.name}" for alias in below.names)


def wrong_arrows(module: Module) -> list[str]:
    """Return what a module imports from rooms that it may not know."""
    wrong = []
    for name in imports(module.tree):
        top, *below = name.split(".")
        if top == "":
            wrong.append(f"{module.name} imports {name}: write imports out in full")
        elif top == "tabletop":
            room = below[0] if below and below[0] in MAY_IMPORT else "__init__"
            if room not in MAY_IMPORT[module.room] | {module.room}:
                wrong.append(f"{module.name} imports {name}")
    return wrong


def strangers(module: Module) -> list[str]:
    """Return what a module imports from libraries that stay elsewhere, or that its room does without."""
    wrong = []
    for name in imports(module.tree):
        library = name.partition(".")[0]
        is_pure = module.room in ("domain", "services", "errors")
        if module.room not in STAYS_IN.get(library, {module.room}) or (
            is_pure and library != "tabletop" and library not in sys.stdlib_module_names
        ):
            wrong.append(f"{module.name} imports {name}")
    return wrong


def out_of_place(module: Module) -> list[str]:
    """Return what belongs to a single module: the asyncio loop of Qt, calls of the operating system."""
    wrong = [
        f"{module.name} imports {name}"
        for name in imports(module.tree)
        for owned, owners in STANDS_IN.items()
        if f"{name}.".startswith(f"{owned}.") and module.name not in owners
    ]
    if module.name not in KNOWS_THE_SYSTEM:
        said = {ast.unparse(node) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
        wrong += [f"{module.name} asks {name}" for name in (said | {*imports(module.tree)}) & OF_THE_SYSTEM]
    return wrong


def wrong_stages(module: Module) -> list[str]:
    """Return what the domain imports against plan -> play -> result."""
    stage = module.name.split(".")[1] if module.name.startswith("domain.") else ""
    return [
        f"{module.name} imports {name}"
        for name in imports(module.tree)
        if name.startswith("tabletop.domain.")
        and stage
        and name.split(".")[2] not in DOMAIN_STAGES.get(stage, set())
    ]


def early_windows(module: Module) -> list[str]:
    """Return imports of the window that run when a module is only imported; its own room aside."""
    if module.room == "ui":
        return []
    inside = {name for function in module.functions for name in imports(function)}
    outside = [name for name in imports(module.tree) if name.startswith("tabletop.ui")]
    return [f"{module.name} imports {name}" for name in outside if name not in inside]


# How a module is written --------------------------------------------------------------------------


def lines_of(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def too_large(module: Module) -> list[str]:
    wrong = [
        f"{module.name}.{f.name} has {lines_of(f)} lines"
        for f in module.functions
        if lines_of(f) > MAX_FUNCTION
    ]
    lines = module.source.count("\n")
    return [f"{module.name} has {lines} lines", *wrong] if lines > MAX_FILE else wrong


def positional(function: Function) -> int:
    """Count the parameters that may be given by position, `self` aside."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def too_many_parameters(module: Module) -> list[str]:
    return [
        f"{module.name}.{f.name} has {positional(f)} positional parameters"
        for f in module.functions
        if positional(f) > MAX_POSITIONAL
    ]


def broad_excepts(module: Module) -> list[str]:
    """Return where anything at all is caught or suppressed, but for the three places of design 7."""
    wrong = []
    for function in [None, *module.functions]:
        place = f"{module.name}.{function.name}" if function else module.name
        if not {place, module.name} & BROAD_EXCEPTS:
            nodes = ast.walk(function) if function else module.tree.body
            wrong += [f"{place} catches everything" for node in nodes if _is_broad(node)]
    return wrong


def _is_broad(node: ast.AST) -> bool:
    everything = {"Exception", "BaseException"}
    if isinstance(node, ast.ExceptHandler):
        return node.type is None or bool(_names(node.type) & everything)
    if isinstance(node, ast.Try):
        return any(_is_broad(handler) for handler in node.handlers)
    if isinstance(node, ast.Call) and "suppress" in _names(node.func):
        return any(_names(argument) & everything for argument in node.args)
    return False


def _names(node: ast.AST) -> set[str]:
    found = {below.id for below in ast.walk(node) if isinstance(below, ast.Name)}
    return found | {below.attr for below in ast.walk(node) if isinstance(below, ast.Attribute)}


def forbidden_calls(module: Module) -> list[str]:
    """Return calls that run text, unpack blindly, start a shell, block the window, or print."""
    wrong = [f"{module.name} imports {n}" for n in imports(module.tree) if n.split(".")[0] in BAD_MODULES]
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        bad = isinstance(called, ast.Name) and called.id in BAD_CALLS
        bad |= isinstance(called, ast.Name) and called.id == "print" and module.room != "cli"
        bad |= isinstance(called, ast.Attribute) and called.attr in ("extractall", "system", "popen")
        bad |= isinstance(called, ast.Attribute) and called.attr in ("exec", "exec_") and module.room == "ui"
        bad |= any(k.arg == "shell" and not _is_false(k.value) for k in node.keywords)
        if bad:
            wrong.append(f"{module.name}:{node.lineno} calls {ast.unparse(called)}")
    return wrong


def _is_false(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def bad_names(module: Module) -> list[str]:
    words = {word for part in module.name.split(".") for word in part.split("_")}
    return [module.name] if words & BAD_NAMES else []


def undocumented(module: Module) -> list[str]:
    """Return what lacks a docstring: any module, and public things of the domain and the services."""
    lacking = [] if ast.get_docstring(module.tree) else [module.name]
    if module.room in ("domain", "services"):
        public = [n for n in module.tree.body if isinstance(n, Function | ast.ClassDef) and n.name[0] != "_"]
        lacking += [f"{module.name}.{n.name}" for n in public if not ast.get_docstring(n)]
    return lacking


Rule = Callable[[Module], list[str]]

RULES: tuple[Rule, ...] = (
    wrong_arrows, strangers, out_of_place, wrong_stages, early_windows, too_large, too_many_parameters,
    broad_excepts, forbidden_calls, bad_names, undocumented,
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    wrong = [line for module in MODULES for line in rule(module)]

    assert not wrong, "\n".join(wrong)


def test_every_room_is_on_the_plan() -> None:
    assert set(MAY_IMPORT) >= ROOMS
    assert {"domain", "services", "store", "exchange", "reports", "ui", "cli", "bootstrap"} <= ROOMS


# What keeps each rule from passing by seeing nothing: a line that breaks it, and one that does not.
BROKEN = [
    (wrong_arrows, "domain.play.fold", "from tabletop.store.engine import open_file"),
    (wrong_arrows, "services.conduct", "def f():\n    import tabletop.i18n"),
    (wrong_arrows, "store.lines", "from tabletop import exchange"),
    (wrong_arrows, "reports.charts", "from . import frame"),
    (wrong_arrows, "cli", "from tabletop.reports.charts import band"),
    (wrong_arrows, "errors", "from tabletop import __version__"),
    (wrong_arrows, "ui.pages.home", "from tabletop.store.exercise_reader import read_exercise"),
    (wrong_arrows, "ui.application", "from tabletop.bootstrap import window"),
    (wrong_arrows, "settings", "from tabletop.i18n import LANGUAGES"),
    (wrong_arrows, "cli", "def f():\n    from tabletop.ui import application"),
    (strangers, "domain.play.clock", "import pydantic"),
    (strangers, "cli", "from PySide6.QtCore import QTimer"),
    (strangers, "ui.pages.conduct", "import sqlite3"),
    (strangers, "reports.frame", "import pypdfium2"),
    (out_of_place, "ui.main_window", "import qasync"),
    (out_of_place, "ui.bridge", "from qasync import QEventLoop"),
    (out_of_place, "ui.pages.debrief", "from PySide6.QtGui import QDesktopServices, QFont"),
    (out_of_place, "ui.pages.home", "import subprocess"),
    (out_of_place, "store.engine", "import os\nslow = os.environ['SLOW']"),
    (out_of_place, "ui.look", "import sys\ndef f():\n    return sys.platform == 'win32'"),
    (out_of_place, "ui.look", "from os import environ"),
    (wrong_stages, "domain.plan.msel", "from tabletop.domain.play.state import Row"),
    (wrong_stages, "domain.play.due", "from tabletop.domain.result import scoring"),
    (early_windows, "bootstrap", "from tabletop.ui import application"),
    (early_windows, "bootstrap.window", "from tabletop.ui import application"),
    (too_large, "store.lines", "\n" * 401),
    (too_large, "store.lines", "def f():\n" + "    x = 1\n" * 40),
    (too_many_parameters, "store.lines", "def f(self, a, b, c, d, e, g): ..."),
    (broad_excepts, "store.lines", "def f():\n try:\n  g()\n except (OSError, Exception):\n  ..."),
    (broad_excepts, "cli", "def demo():\n    try:\n        g()\n    except:\n        ..."),
    (broad_excepts, "store.lines", "def f():\n    with contextlib.suppress(Exception):\n        g()"),
    (broad_excepts, "store.lines", "try:\n    import x\nexcept BaseException:\n    x = None"),
    (forbidden_calls, "store.lines", "eval('1')"),
    (forbidden_calls, "store.lines", "from pickle import loads"),
    (forbidden_calls, "exchange.pack_zip", "archive.extractall(folder)"),
    (forbidden_calls, "ui.desktop", "subprocess.run(command, shell=True)"),
    (forbidden_calls, "ui.pages.conduct", "dialog.exec()"),
    (forbidden_calls, "store.lines", "print(1)"),
    (bad_names, "store.file_utils", ""),
    (undocumented, "store.lines", "x = 1"),
    (undocumented, "services.conduct", '"""Doc."""\ndef release(): ...'),
]  # fmt: skip
SOUND = [
    (wrong_arrows, "hub.outbox", "from tabletop.store import lines"),
    (wrong_arrows, "ui.main_window", "from tabletop.settings import Settings"),
    (out_of_place, "ui.application", "import qasync\nimport sys\nsys.excepthook = None"),
    (out_of_place, "ui.desktop", "import os, subprocess, sys\nos.environ, sys.platform"),
    (out_of_place, "store.engine", "import os\nos.fsync(1)"),
    (strangers, "hub.schema", "import sqlalchemy"),
    (wrong_stages, "domain.result.scoring", "from tabletop.domain.play.state import Row"),
    (early_windows, "bootstrap", "def window():\n    from tabletop.ui import application"),
    (early_windows, "ui.application", "from tabletop.ui import desktop"),
    (too_large, "store.lines", "def f():\n" + "    x = 1\n" * 39),
    (too_many_parameters, "store.lines", "def f(self, a, b, c, d, e, *, g): ..."),
    (broad_excepts, "cli", "def main():\n    try:\n        g()\n    except Exception:\n        ..."),
    (forbidden_calls, "cli", "print(1)\nre.compile('a')\nconnection.exec()"),
    (undocumented, "services.conduct", '"""Doc."""\ndef _begin(): ...'),
]


@pytest.mark.parametrize(("rule", "name", "source"), BROKEN)
def test_a_rule_sees_what_breaks_it(rule: Rule, name: str, source: str) -> None:
    assert rule(Module(name, source))


@pytest.mark.parametrize(("rule", "name", "source"), SOUND)
def test_a_rule_leaves_alone_what_it_allows(rule: Rule, name: str, source: str) -> None:
    assert rule(Module(name, source)) == []


def test_figures_of_file_and_function_sizes() -> None:
    """Print the figures; they are seen with `-s`."""
    files = sorted(module.source.count("\n") for module in MODULES)
    functions = sorted(lines_of(function) for module in MODULES for function in module.functions)
    parameters = sorted(positional(function) for module in MODULES for function in module.functions)

    for what, sizes in (("file", files), ("function", functions), ("positional parameters", parameters)):
        p90 = sizes[len(sizes) * 9 // 10]
        print(f"\n{what}: n {len(sizes)}, median {median(sizes):g}, p90 {p90}, max {sizes[-1]}", end="")

    assert files


def test_no_hand_points_not_even_as_a_cursor() -> None:
    """No hand sign stands anywhere in the program (design 8)."""
    assert [module.name for module in MODULES if "PointingHand" in module.source] == []
