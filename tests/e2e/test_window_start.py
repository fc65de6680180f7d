"""How the window starts from the command line, and what happens where none can be had."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from e2e.runs import Run, environment, names_in, run_child

from tabletop.wording.start import APT_LINE

Tabletop = Callable[..., Run]
FIVE = ["aar.pdf", "debrief.json", "debrief.pdf", "demo.tabletop", "shadow"]
START = "import sys; from tabletop.cli import main; sys.exit(main(sys.argv[1:]))"
NOTHING = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "LANG": "en_GB.UTF-8"}
X11_DEAD = NOTHING | {"DISPLAY": ":77"}
WAYLAND_DEAD = NOTHING | {"WAYLAND_DISPLAY": "wayland-77"}
BOTH_DEAD = X11_DEAD | WAYLAND_DEAD | {"DISPLAY": ":77"}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Folders of a person of their own; a socket's name must be short."""
    with tempfile.TemporaryDirectory(prefix="tt-") as short:
        names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR")
        yield {name: str(tmp_path / name.lower()) for name in names} | {"XDG_RUNTIME_DIR": short}


def start(tmp_path: Path, changes: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    """Start the program in a process of its own, in an empty folder."""
    code = f"import os; os.chdir({str(tmp_path)!r}); {START}"
    return run_child(code, *arguments, changes=changes)


# Without a display --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes", [NOTHING, pytest.param(BOTH_DEAD, marks=pytest.mark.long)], ids=["none", "dead"]
)
def test_demo_plays_without_a_window_where_there_is_no_display(
    tmp_path: Path, home: dict[str, str], changes: dict[str, str]
) -> None:
    child = start(tmp_path, home | changes, "demo")

    assert child.returncode == 0
    assert names_in(tmp_path / "tabletop-demo") == FIVE
    (said,) = child.stderr.splitlines()
    assert said.startswith("No window was opened:")
    assert said.endswith("The sample is played without a window.")
    assert "O6" in child.stdout


@pytest.mark.slow
@pytest.mark.parametrize("changes", [X11_DEAD, WAYLAND_DEAD], ids=["X11", "Wayland"])
def test_a_dead_display_is_refused_in_one_line_and_never_aborts(
    tmp_path: Path, home: dict[str, str], changes: dict[str, str]
) -> None:
    child = start(tmp_path, home | changes)

    assert child.returncode == 2
    (said,) = child.stderr.splitlines()
    assert "display does not answer" in said
    assert APT_LINE in said
    assert "tabletop demo --headless" in said


@pytest.mark.parametrize("arguments", [[], ["x.tabletop"]])
def test_without_a_display_the_window_is_refused_before_qt_is_loaded(
    tabletop: Tabletop, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    run = tabletop(*arguments)

    assert run.code == 2
    (said,) = run.lines
    assert said == (
        "No window was opened: this session has no display. Without a window: tabletop demo --headless"
    )


# Without Qt's libraries ---------------------------------------------------------------------------


@pytest.fixture
def without_qt(tmp_path: Path) -> dict[str, str]:
    """A machine with a display, on which Qt's import fails as it does without libGL."""
    package = tmp_path / "fake" / "PySide6"
    package.mkdir(parents=True)
    lack = "libGL.so.1: cannot open shared object file: No such file or directory"
    (package / "__init__.py").write_text(f"raise ImportError({lack!r})\n", encoding="utf-8")
    path = os.pathsep.join([str(package.parent), environment()["PYTHONPATH"]])
    return NOTHING | {"DISPLAY": ":77", "PYTHONPATH": path}


@pytest.mark.slow
def test_demo_names_the_missing_library_and_plays(
    tmp_path: Path, home: dict[str, str], without_qt: dict[str, str]
) -> None:
    child = start(tmp_path, home | without_qt, "demo")

    assert child.returncode == 0
    assert names_in(tmp_path / "tabletop-demo") == FIVE
    (said,) = child.stderr.splitlines()
    assert "libGL.so.1" in said
    assert APT_LINE in said


@pytest.mark.slow
def test_the_window_is_refused_with_the_missing_library(
    tmp_path: Path, home: dict[str, str], without_qt: dict[str, str]
) -> None:
    child = start(tmp_path, home | without_qt, "--lang", "id")

    assert child.returncode == 2
    (said,) = child.stderr.splitlines()
    assert "libGL.so.1" in said
    assert APT_LINE in said
    assert "tabletop demo --headless" in said


# The arguments ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "meant"), [("dmeo", "demo"), ("debreif", "debrief"), ("chek", "check")])
def test_a_mistyped_command_opens_no_window(tabletop: Tabletop, typed: str, meant: str) -> None:
    run = tabletop(typed, "x")

    assert run.code == 2
    (said,) = run.lines
    assert f"“{typed}”" in said
    assert said.endswith(f", did you mean {meant}?")


def test_a_word_like_no_command_is_refused_with_the_usage(tabletop: Tabletop) -> None:
    run = tabletop("sispamkota")

    assert run.code == 2
    assert "“sispamkota”" in run.lines[0]
    assert "usage: tabletop" in run.lines[0]


def test_two_files_are_refused(tabletop: Tabletop) -> None:
    run = tabletop("a.tabletop", "b.tabletop")

    assert run.code == 2
    assert "b.tabletop" in run.lines[0]


@pytest.mark.parametrize("arguments", [["demo", "--headless"], ["demo"]])
def test_naming_a_folder_asks_for_files_and_not_for_a_window(
    tabletop: Tabletop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    """The folder holds something else: the refusal shows that it went the headless way."""
    monkeypatch.setenv("DISPLAY", ":77")
    (tmp_path / "precious").write_text("mine", encoding="utf-8")

    run = tabletop(*arguments, "--out", tmp_path)

    assert run.code == 2
    assert "precious" in run.lines[0]


# The window ---------------------------------------------------------------------------------------


class Window:
    """The program in a process of its own, with a window that nobody sees."""

    def __init__(self, home: dict[str, str], *arguments: object) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(**home, QT_QPA_PLATFORM="offscreen"),
        )

    @property
    def is_listening(self) -> bool:
        return any(Path(self.home["XDG_RUNTIME_DIR"]).glob("tabletop/window-*"))

    def exercises(self) -> list[Path]:
        """Return the exercise files that the person has."""
        return sorted(Path(self.home["XDG_DOCUMENTS_DIR"]).rglob("*.tabletop"))

    def has_open(self, count: int) -> bool:
        """Tell whether so many files are held: the newest is open, those before were let go."""
        return len(self.exercises()) == count and Path(f"{self.exercises()[-1]}.owner").exists()

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so; fail where the program ended or takes a minute."""
        until = time.monotonic() + 60
        while not is_so():
            assert self.process.poll() is None, self.process.communicate()[0]
            assert time.monotonic() < until
            time.sleep(0.02)

    def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(number)
        said = self.process.communicate(timeout=60)[0]
        return self.process.returncode, said


@pytest.fixture
def open_window(home: dict[str, str]) -> Iterator[Callable[..., Window]]:
    made: list[Window] = []

    def make(*arguments: object) -> Window:
        made.append(Window(home, *arguments))
        return made[-1]

    yield make
    for window in made:
        if window.process.poll() is None:
            window.process.kill()
        window.process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.long)])
def test_demo_opens_a_fresh_copy_and_closes_in_order(
    open_window: Callable[..., Window], number: signal.Signals
) -> None:
    window = open_window("demo", "--lang", "id")
    window.wait_for(lambda: window.is_listening and window.has_open(1))

    ended = window.end(number)

    assert ended == (0, "")
    (file,) = window.exercises()
    assert file.name.startswith("Sispamkota")
    assert names_in(file.parent) == [file.name]  # the lock was given back
    assert not window.is_listening


@pytest.mark.slow
def test_a_second_start_hands_its_file_to_the_first(
    tmp_path: Path, open_window: Callable[..., Window], played: Path
) -> None:
    first = open_window()
    first.wait_for(lambda: first.is_listening)
    file = played / "flood.tabletop"

    bare = start(tmp_path, first.home | {"QT_QPA_PLATFORM": "offscreen"})
    second = start(played, first.home | {"QT_QPA_PLATFORM": "offscreen"}, "flood.tabletop")
    first.wait_for(Path(f"{file}.owner").exists)
    owner = json.loads(Path(f"{file}.owner").read_text(encoding="utf-8"))
    code, _ = first.end()

    assert (bare.returncode, second.returncode, code) == (0, 0, 0)
    assert (bare.stdout, second.stdout) == ("", "")
    assert owner["process"] == first.process.pid


@pytest.mark.slow
def test_a_second_demo_opens_another_copy_in_the_first_window(
    tmp_path: Path, open_window: Callable[..., Window]
) -> None:
    first = open_window("demo")
    first.wait_for(lambda: first.is_listening and first.has_open(1))

    second = start(tmp_path, first.home | {"QT_QPA_PLATFORM": "offscreen"}, "demo")
    first.wait_for(lambda: len(first.exercises()) == 2)
    code, _ = first.end()

    assert (second.returncode, code) == (0, 0)
