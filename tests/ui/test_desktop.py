"""One window a person: a second start is heard by the first, and by nobody else."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from tabletop import paths
from tabletop.ui import desktop
from tabletop.ui.desktop import Call, Doorbell, call_from, hand_over


@pytest.fixture(autouse=True)
def _short_runtime_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The name of a socket has at most 107 bytes; pytest's folders are longer."""
    with tempfile.TemporaryDirectory(prefix="tt-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


@pytest.fixture
def heard() -> list[Call]:
    return []


@pytest.fixture
def bell(qapp: object, heard: list[Call]) -> Iterator[Doorbell]:
    bell = Doorbell(heard.append)
    assert bell.listen()
    yield bell
    bell.close()


def ring(qtbot: QtBot, *parts: bytes) -> bytes:
    """Say a call in parts, as a second start does, and return the answer."""
    socket = QLocalSocket()
    socket.connectToServer(desktop._server_name())
    for part in parts:
        socket.write(part)
        socket.flush()
        qtbot.wait(1)
    qtbot.waitUntil(socket.canReadLine)
    return bytes(socket.readLine().data())


@pytest.mark.parametrize(
    "call",
    [Call(), Call(file=Path("/exercises/banjir é “1”.tabletop")), Call(wants_sample=True)],
    ids=["bare", "file", "sample"],
)
def test_a_second_start_is_heard_once(qtbot: QtBot, bell: Doorbell, heard: list[Call], call: Call) -> None:
    answer = ring(qtbot, call.said())

    assert answer == desktop._HEARD
    assert heard == [call]


def test_a_call_in_two_parts_is_heard_once(qtbot: QtBot, bell: Doorbell, heard: list[Call]) -> None:
    line = Call(wants_sample=True).said()

    answer = ring(qtbot, line[:5], line[5:])

    assert answer == desktop._HEARD
    assert heard == [Call(wants_sample=True)]


@pytest.mark.slow
def test_another_process_hands_its_file_over_whole(
    qtbot: QtBot, bell: Doorbell, heard: list[Call], tmp_path: Path
) -> None:
    code = "import sys; from pathlib import Path; from tabletop.ui.desktop import Call, hand_over\n"
    code += "sys.exit(0 if hand_over(Call(file=Path('flood.tabletop'))) else 7)"
    second = QProcess()
    second.setWorkingDirectory(str(tmp_path))

    with qtbot.waitSignal(second.finished, timeout=60_000):
        second.start(sys.executable, ["-c", code])

    assert second.exitCode() == 0
    assert heard == [Call(file=tmp_path / "flood.tabletop")]


def test_a_first_start_finds_nobody(qapp: object) -> None:
    assert not hand_over(Call())


def test_after_closing_nobody_listens(qapp: object, heard: list[Call]) -> None:
    bell = Doorbell(heard.append)
    bell.listen()
    bell.close()

    assert not hand_over(Call())
    assert heard == []


def test_the_socket_of_a_killed_program_is_taken_over(qapp: object, heard: list[Call], qtbot: QtBot) -> None:
    left = Path(desktop._server_name())
    left.parent.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="tt-") as folder:
        killed = QLocalServer()
        killed.listen(str(Path(folder) / "dead"))
        (Path(folder) / "dead").rename(left)
    bell = Doorbell(heard.append)

    listens = bell.listen()
    answer = ring(qtbot, Call().said())
    bell.close()

    assert listens
    assert answer == desktop._HEARD


def test_a_window_that_hangs_is_not_waited_for(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the call but never answers: the second start opens a window of its own."""
    monkeypatch.setattr(desktop, "_ANSWER_MS", 50)
    paths.runtime().mkdir(parents=True)
    deaf = QLocalServer()
    assert deaf.listen(desktop._server_name())

    assert not hand_over(Call())

    deaf.close()


def test_only_its_owner_may_ring(bell: Doorbell) -> None:
    socket = Path(desktop._server_name())

    assert socket.stat().st_mode & 0o077 == 0
    assert socket.parent.stat().st_mode & 0o077 == 0


def test_another_account_has_another_bell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = desktop._server_name()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))

    assert desktop._server_name() != mine


@pytest.mark.parametrize(
    "line", [b"", b"\n", b"[1]\n", b"{}\n", b'{"file": 3, "sample": "yes"}\n', b"\xff\n"]
)
def test_what_is_no_call_asks_for_nothing(line: bytes) -> None:
    assert call_from(line) == Call()


def test_a_name_that_is_no_utf_8_survives() -> None:
    file = Path(os.fsdecode(b"/tmp/banjir\xff.tabletop"))

    assert call_from(Call(file=file).said()) == Call(file=file)
