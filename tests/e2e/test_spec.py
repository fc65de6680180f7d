"""The one-folder application: built for real, it plays the demo and draws its window."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.runs import LOCALES, ROOT, names_in
from e2e.virtual_screen import VirtualScreen, virtual_screen

pytestmark = [pytest.mark.long, pytest.mark.slow, pytest.mark.timeout(600)]
needs_pyinstaller = pytest.mark.skipif(
    importlib.util.find_spec("PyInstaller") is None,
    reason="PyInstaller is not installed: pip install '.[build]'",
)
needs_xvfb = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the application, built once."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "PyInstaller", str(ROOT / "tabletop.spec"), "--noconfirm"]
    command += ["--log-level", "WARN", "--distpath", str(folder), "--workpath", str(folder / "work")]
    started = time.monotonic()
    build = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert build.returncode == 0, build.stderr
    print(f"\nbuild: {time.monotonic() - started:.0f} s", end="")
    return folder / "tabletop"


@pytest.fixture
def person(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A person who has only the built folder: no Python of ours, no folders of another."""
    with tempfile.TemporaryDirectory(prefix="tt-") as short:
        hidden = (*LOCALES, "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH", "VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if name not in hidden}
        names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR")
        yield kept | {name: str(tmp_path / name.lower()) for name in names} | {"XDG_RUNTIME_DIR": short}


@pytest.fixture
def screen() -> Iterator[VirtualScreen]:
    with virtual_screen() as screen:
        yield screen


def run(built: Path, person: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(built / "tabletop"), *map(str, arguments)]
    return subprocess.run(command, env=person, capture_output=True, text=True, check=False, timeout=120)


def seconds_until_drawn(process: subprocess.Popen[str], screen: VirtualScreen) -> float:
    """Wait until the window is drawn; fail where the program ends before."""
    started = time.monotonic()
    while not screen.has_picture:
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() - started < 60
        time.sleep(0.02)
    return time.monotonic() - started


@needs_pyinstaller
def test_the_folder_holds_what_is_needed_and_little_more(built: Path) -> None:
    files = [path for path in built.rglob("*") if path.is_file() and not path.is_symlink()]
    names = {path.relative_to(built).as_posix() for path in files}

    print(
        f"\nfolder: {sum(path.stat().st_size for path in files) / MEGABYTE:.0f} MB, {len(files)} files",
        end="",
    )

    resources = "_internal/tabletop/resources"
    assert {
        f"{resources}/packs/sispamkota-2024/sample.play",
        f"{resources}/locale/id/LC_MESSAGES/tabletop.mo",
        f"{resources}/fonts/SourceSans3-Regular.ttf",
        f"{resources}/fonts/LICENSE_FONT",
        f"{resources}/icons/check.svg",
        f"{resources}/labels/indonesia.json",
        "_internal/docx/templates/default.docx",
        "_internal/docx/parts/default-header.xml",  # makes the folder that python-docx passes through
    } <= names
    assert [name for name in names if name.endswith((".po", ".py")) and name.startswith(resources)] == []
    assert [name for name in names if "translations" in name or "WebEngine" in name or "Qml" in name] == []
    assert len([name for name in names if "locale-data" in name]) < 10


@needs_pyinstaller
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_built_program_plays_the_demo(
    built: Path, person: dict[str, str], tmp_path: Path, language: str
) -> None:
    out = tmp_path / "out"
    started = time.monotonic()

    played = run(built, person, "demo", "--headless", "--out", out, "--lang", language)

    print(f"\ndemo: {time.monotonic() - started:.1f} s", end="")
    assert (played.returncode, played.stderr) == (0, "")
    assert names_in(out) == ["debrief.json", "debrief.pdf", "demo.tabletop", "shadow"]
    assert (out / "debrief.pdf").read_bytes().startswith(b"%PDF")
    assert ("Keseluruhan" in played.stdout) is (language == "id")
    assert run(built, person, "verify", out / "demo.tabletop", "--shadow", out / "shadow").returncode == 0


@needs_pyinstaller
def test_the_built_program_goes_on_without_a_display(
    built: Path, person: dict[str, str], tmp_path: Path
) -> None:
    dead = run(built, person | {"DISPLAY": ":77"})
    none = run(built, person)

    assert (dead.returncode, none.returncode) == (2, 2)
    assert all("tabletop demo --headless" in refused.stderr for refused in (dead, none))


@needs_pyinstaller
@needs_xvfb
@pytest.mark.parametrize("platform", ["xcb", ""], ids=["asked for X11", "found by itself"])
def test_the_built_program_draws_its_window(
    built: Path, person: dict[str, str], screen: VirtualScreen, platform: str
) -> None:
    changes = {"DISPLAY": screen.display, "QT_QPA_PLATFORM": platform}
    command = [str(built / "tabletop"), "demo"]

    with subprocess.Popen(
        command, env=person | changes, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        took = seconds_until_drawn(process, screen)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[0]

    print(f"\nstart to window: {took:.1f} s", end="")
    assert (process.returncode, said) == (0, "")


@needs_pyinstaller
@needs_xvfb
def test_the_built_program_draws_an_ended_exercise_with_its_chart(
    built: Path, person: dict[str, str], screen: VirtualScreen, tmp_path: Path
) -> None:
    """The chart on the screen goes through PDF and pdfium, which no other test of the build reaches."""
    assert run(built, person, "demo", "--headless", "--out", tmp_path / "out").returncode == 0
    command = [str(built / "tabletop"), str(tmp_path / "out" / "demo.tabletop")]

    with subprocess.Popen(
        command, env=person | {"DISPLAY": screen.display}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        seconds_until_drawn(process, screen)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[0]

    assert (process.returncode, said) == (0, "")
    assert not list(Path(person["XDG_DATA_HOME"]).rglob("fault-*"))
