"""What the window asks of the operating system: programs, sound, power, one instance; nothing else.

Not tried on Windows or macOS: the platform list is Linux's, their players are the usual ones.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QSocketNotifier, QTimer, QUrl, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from tabletop import paths

_WAIT_MS = 500
_ANSWER_MS = 2_000
_HEARD = b"heard\n"
_PLAYERS = (("afplay", ""), ("pw-play", "pipewire-0"), ("paplay", "pulse/native"), ("aplay", ""))
"""Players of macOS and Linux, and the socket of the sound server that one speaks to: without its server
it plays nothing, and says so to nobody."""


def prepare_platform() -> None:
    """Name fallbacks before Qt starts: a dead display then ends offscreen and never aborts (stack A1)."""
    if sys.platform == "linux" and not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "wayland;xcb;offscreen"


def was_asked_offscreen() -> bool:
    """Tell whether someone asked for a window that nobody sees, as tests and pictures do."""
    return os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal"))


@contextmanager
def quiet_qt() -> Iterator[None]:
    """Keep Qt from writing, while it looks for a display, what our own refusal says in words."""
    before = qInstallMessageHandler(lambda *_: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@contextmanager
def closing_on_signals(close: Callable[[], object]) -> Iterator[None]:
    """Close in order on Ctrl+C in the terminal and at the end of the session."""
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)  # noqa: FBT003 - Python's own
    # Python runs its handlers only between two steps of its own: an idle Qt loop must be woken.
    waker = QSocketNotifier(ear.fileno(), QSocketNotifier.Type.Read)
    waker.activated.connect(lambda: ear.recv(64))
    signal.set_wakeup_fd(mouth.fileno())
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: QTimer.singleShot(0, close)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        waker.setEnabled(False)
        ear.close()
        mouth.close()


def show_file(path: Path) -> bool:
    """Open a file with the computer's program for it; tell whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_folder(path: Path) -> bool:
    """Open the folder that holds a file."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


# Sound, power and disk ----------------------------------------------------------------------------


def play_sound(file: Path) -> None:
    """Start playing a sound and return at once; where nothing plays it, the system's own beep."""
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - Windows alone has it

        with suppress(RuntimeError):
            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        return
    program = _player()
    if program is None or not _start_silently(program, str(file)):
        QApplication.beep()


def _player() -> str | None:
    folder = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    for name, socket_name in _PLAYERS:
        program = shutil.which(name)
        if program and (not socket_name or (folder / socket_name).exists()):
            return program
    return None


def _start_silently(program: str, argument: str) -> bool:
    """Start a program that outlives us and says nothing; tell whether it could be started."""
    process = QProcess()
    process.setProgram(program)
    process.setArguments([argument])
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    return bool(process.startDetached())  # a bool, though its stub says a pair


class KeepAwake:
    """Keeps screen and computer from falling asleep. Slow: call it on one thread that is not the GUI's."""

    def __init__(self) -> None:
        self._held = ExitStack()
        self._is_holding = False

    def hold(self) -> bool:
        """Ask the system to stay awake; tell whether it does (without a desktop there is nobody to ask)."""
        from wakepy import keep  # noqa: PLC0415 - the first frame does not wait for it

        if not self._is_holding:
            with suppress(RuntimeError, OSError):
                self._is_holding = self._held.enter_context(keep.presenting(on_fail="pass")).active
        return self._is_holding

    def let_go(self) -> bool:
        """Let the system sleep as it likes again; return False: it is not held."""
        self._is_holding = False
        with suppress(RuntimeError, OSError):
            self._held.close()
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """How full the battery is, in percent, and whether the charger feeds it."""

    percent: int
    is_plugged: bool


def battery() -> Battery | None:
    """Read the battery; None where there is none, or none that can be read."""
    import psutil  # noqa: PLC0415 - the first frame does not wait for it

    sensed = None
    with suppress(psutil.Error, OSError, RuntimeError, ValueError, AttributeError):
        sensed = psutil.sensors_battery()
    if sensed is None:
        return None
    return Battery(percent=round(sensed.percent), is_plugged=bool(sensed.power_plugged))


def free_bytes(folder: Path) -> int | None:
    """Return how much room there is on the disk of a folder; None where the disk is gone."""
    with suppress(OSError):
        return shutil.disk_usage(folder).free
    return None


# One window a person ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a second start asks of the window that is open already, besides coming to the front."""

    file: Path | None = None
    wants_sample: bool = False

    def said(self) -> bytes:
        """Return the call as one line; names that are no UTF-8 are kept as JSON escapes."""
        file = None if self.file is None else str(self.file.resolve())
        return json.dumps({"file": file, "sample": self.wants_sample}).encode() + b"\n"


def call_from(line: bytes) -> Call:
    """Read a call; what is none asks for nothing."""
    with suppress(ValueError, AttributeError):
        said = json.loads(line)
        file = said.get("file")
        return Call(
            file=Path(file) if isinstance(file, str) else None, wants_sample=said.get("sample") is True
        )
    return Call()


def _server_name() -> str:
    """Return a name of this person's own: the data folder tells accounts apart."""
    mark = hashlib.sha256(str(paths.data()).encode(errors="surrogateescape")).hexdigest()[:12]
    return f"tabletop-{mark}" if sys.platform == "win32" else str(paths.runtime() / f"window-{mark}")


def hand_over(call: Call) -> bool:
    """Give a call to the window that is open already; tell whether one has heard it."""
    line = QLocalSocket()
    line.connectToServer(_server_name())
    if not line.waitForConnected(_WAIT_MS):
        return False
    line.write(call.said())
    # A window that hangs is no window: without its answer this start opens one of its own.
    has_heard = line.waitForReadyRead(_ANSWER_MS) and bytes(line.readLine().data()) == _HEARD
    line.disconnectFromServer()
    return has_heard


class Doorbell(QObject):
    """Listens, on this computer and for this person only, for a second start."""

    def __init__(self, rung: Callable[[Call], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rung = rung
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> bool:
        """Begin to listen; a socket that a killed program left is taken over."""
        with suppress(OSError):
            paths.runtime().mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._server.listen(_server_name())

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            line.disconnected.connect(line.deleteLater)
            line.readyRead.connect(lambda line=line: self._read(line))
            self._read(line)  # its words may have come before we listened to them

    def _read(self, line: QLocalSocket) -> None:
        if not line.canReadLine():
            return
        call = call_from(bytes(line.readLine().data()))
        line.write(_HEARD)
        line.disconnectFromServer()
        self._rung(call)
