"""Write the three sounds of Run: two tones each, a quiet start and end, neutral; run it to change them."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 16_000
FADE_S = 0.06
SOUNDS = {
    # Hertz and seconds; 0 Hz is silence.
    "due": ((523, 0.2), (659, 0.35)),
    "overdue": ((659, 0.18), (494, 0.18), (0, 0.06), (659, 0.18), (494, 0.3)),
    "unsaved": ((392, 0.16), (311, 0.16), (392, 0.16), (311, 0.16), (392, 0.16), (311, 0.3)),
}


def tone(hertz: int, seconds: float) -> list[float]:
    """Return a soft tone that swells and dies away, so that nothing cracks."""
    count = round(seconds * RATE)
    fade = round(FADE_S * RATE)
    swell = [0.5 - 0.5 * math.cos(math.pi * min(1.0, n / fade, (count - n) / fade)) for n in range(count)]
    turns = [math.tau * hertz * n / RATE for n in range(count)]
    waves = [0.8 * math.sin(turn) + 0.2 * math.sin(2 * turn) for turn in turns]
    return [loud * wave for loud, wave in zip(swell, waves, strict=True)]


def main() -> None:
    """Write each sound beside this script."""
    for name, tones in SOUNDS.items():
        samples = [sample for hertz, seconds in tones for sample in tone(hertz, seconds)]
        data = b"".join(struct.pack("<h", round(0.6 * 32_767 * sample)) for sample in samples)
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(data)


if __name__ == "__main__":
    main()
