"""Reports of our own defects, kept on this computer only; it must not send anything anywhere."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from tabletop import __version__, paths


def write_fault_report(fault: BaseException) -> Path:
    """Write what went wrong to a file and return its path; typed text is not in it."""
    lines = [
        f"Tabletop {__version__}, Python {platform.python_version()}, {sys.platform}",
        *traceback.format_exception(type(fault), fault, fault.__traceback__),
    ]
    name = f"fault-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.txt"
    for folder in (paths.data() / "reports", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("\n".join(lines), encoding="utf-8")
        except OSError:
            continue
        return folder / name
    return Path(name)
