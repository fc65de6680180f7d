"""How the end-to-end tests call the command line, and the quick-start exercise they play."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tabletop import paths

ROOT = Path(__file__).resolve().parent.parent.parent
PACK = paths.bundled_pack("quick-start")
SCRIPT = PACK / "sample.play"
NOBODY = 65_534
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@dataclass(frozen=True)
class Run:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Return what was told, one line a refusal or finding."""
        return self.err.splitlines()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def script_with(text: str, *changes: tuple[str, str]) -> str:
    """Change lines of a script; each must stand there exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def environment(**changes: str) -> dict[str, str]:
    """Return an environment for a child: this checkout, no locale but what is given, no display."""
    kept = {name: value for name, value in os.environ.items() if name not in (*LOCALES, "DISPLAY")}
    searched = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return kept | {"PYTHONPATH": searched, "PYTHONDONTWRITEBYTECODE": "1"} | changes


def run_child(
    code: str, *arguments: object, changes: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python code in a child process and wait for its end."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        env=environment(**(changes or {})),
    )
