"""A screen without a monitor, on which a test sees what a program really draws."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BLACK = 0


class VirtualScreen:
    """An Xvfb of its own number; it keeps its picture as an XWD file that can be read at any time."""

    def __init__(self, display: str, picture: Path) -> None:
        self.display = display
        self._picture = picture

    def colours(self) -> Counter[int]:
        """Return how many pixels of each colour are shown."""
        data = self._picture.read_bytes()
        (size,) = struct.unpack_from(">I", data)
        height, width_bytes, colour_map = (struct.unpack_from(">I", data, at)[0] for at in (20, 48, 76))
        begin = size + 12 * colour_map
        pixels = memoryview(data[begin : begin + height * width_bytes]).cast("I")
        return Counter(pixel & 0xFFFFFF for pixel in pixels)

    @property
    def has_picture(self) -> bool:
        """Tell whether most of the screen is drawn on, in more colours than an empty window has."""
        shown = self.colours()
        return shown[BLACK] < shown.total() / 2 and len(shown) > 50


@contextmanager
def virtual_screen() -> Iterator[VirtualScreen]:
    """Start a screen of 1366 x 768 and stop it in the end."""
    with tempfile.TemporaryDirectory(prefix="screen-") as folder:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-fbdir", folder]
        command += ["-nolisten", "tcp"]
        with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
            os.close(writing)
            with os.fdopen(reading) as stream:
                number = stream.readline().strip()
            try:
                yield VirtualScreen(f":{number}", Path(folder) / "Xvfb_screen0")
            finally:
                server.terminate()
