"""What is asked of the system: one window a person, sounds that never wait, no sleep, free disk."""

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
from tabletop.ui.desktop import Call, Doorbell, KeepAwake, call_from, free_bytes, hand_over, play_sound


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


# Sound, sleep and disk ------------------------------------------------------------------------------


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the system have no programs but those that a test puts here."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(programs: Path, name: str) -> Path:
    """Install a player that notes what it plays, after a while."""
    played = programs / f"{name}.played"
    player = programs / name
    player.write_text(f'#!/bin/sh\n/bin/sleep 0.05\nprintf %s "$1" > "{played}.part"\n'
                      f'/bin/mv "{played}.part" "{played}"\necho noise\n')  # fmt: skip
    player.chmod(0o755)
    return played


def serve(name: str) -> None:
    """Let the socket of a sound server be there."""
    place = Path(os.environ["XDG_RUNTIME_DIR"]) / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()


def test_a_sound_is_played_by_a_program_that_nobody_waits_for(
    qtbot: QtBot, programs: Path, tmp_path: Path
) -> None:
    played = install(programs, "aplay")
    file = tmp_path / "due.wav"

    play_sound(file)
    was_waited_for = played.exists()
    qtbot.waitUntil(played.exists)

    assert not was_waited_for
    assert played.read_text() == str(file)


def test_a_player_whose_sound_server_is_missing_is_passed_over(
    qtbot: QtBot, programs: Path, tmp_path: Path
) -> None:
    pipewire, pulse = install(programs, "pw-play"), install(programs, "paplay")
    serve("pulse/native")

    play_sound(tmp_path / "due.wav")
    qtbot.waitUntil(pulse.exists)

    assert not pipewire.exists()


def test_a_system_without_a_player_beeps_and_refuses_nothing(qapp: object, programs: Path) -> None:
    play_sound(Path("due.wav"))


def test_a_player_that_cannot_be_started_refuses_nothing(qapp: object, programs: Path) -> None:
    player = programs / "aplay"
    player.write_bytes(b"no program")
    player.chmod(0o755)

    play_sound(Path("due.wav"))


def test_the_system_is_kept_awake_until_it_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    keeper = KeepAwake()

    held = [keeper.hold(), keeper.hold(), keeper.let_go(), keeper.let_go(), keeper.hold(), keeper.let_go()]

    assert held == [True, True, False, False, True, False]


def test_a_system_that_nobody_can_ask_to_stay_awake_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "no")
    keeper = KeepAwake()

    held = [keeper.hold(), keeper.hold(), keeper.let_go()]

    assert held == [False, False, False]


def test_a_disk_that_is_gone_has_no_figure(tmp_path: Path) -> None:
    assert (free_bytes(tmp_path) or 0) > 0
    assert free_bytes(tmp_path / "gone") is None


def test_reading_the_battery_refuses_nothing() -> None:
    found = desktop.battery()

    assert found is None or 0 <= found.percent <= 100
