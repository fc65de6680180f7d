"""The person's choices as a small readable JSON file; it must not hold anything of an exercise."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from tabletop import paths
from tabletop.errors import UserError

ThemeName = Literal["field", "night", "contrast"]
SCALES = (100, 125, 150, 175)
RECENT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is remembered from one start to the next; `scale` in percent, `recent` newest first."""

    language: str | None = None
    theme: ThemeName = "field"
    scale: int = 100
    recent: tuple[str, ...] = ()
    keys: dict[str, list[str]] = field(default_factory=dict)
    """Chords that a person put in place of the usual ones, by verb."""
    sound: bool = True
    player_follows: bool = False
    """Whether a released inject goes to the player display by itself."""
    others: dict[str, Any] = field(default_factory=dict)
    """Keys of another version: kept as they were."""

    def with_recent(self, file: Path) -> Settings:
        """Put a file first on the list of recent ones."""
        name = str(file)
        return replace(self, recent=(name, *(other for other in self.recent if other != name))[:RECENT])

    def without_recent(self, file: Path) -> Settings:
        """Take a file off the list; the file itself stays."""
        return replace(self, recent=tuple(other for other in self.recent if other != str(file)))


def read_settings(path: Path) -> Settings:
    """Read the settings. A file that is missing, damaged or holds nonsense gives the defaults for it."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(said, dict):
        return Settings()
    own = {field.name for field in fields(Settings)} - {"others"}
    settings = Settings(others={key: value for key, value in said.items() if key not in own})
    recent = said.get("recent")
    if isinstance(recent, list):
        settings = replace(settings, recent=tuple(str(name) for name in recent)[:RECENT])
    return _with_choices(settings, said)


def _with_choices(settings: Settings, said: dict[str, Any]) -> Settings:
    """Take what is one of the choices; anything else stays at its default."""
    if said.get("language") in ("id", "en"):
        settings = replace(settings, language=said["language"])
    if said.get("theme") in get_args(ThemeName):
        settings = replace(settings, theme=said["theme"])
    if said.get("scale") in SCALES:
        settings = replace(settings, scale=said["scale"])
    if isinstance(said.get("sound"), bool):
        settings = replace(settings, sound=said["sound"])
    if isinstance(said.get("player_follows"), bool):
        settings = replace(settings, player_follows=said["player_follows"])
    keys = said.get("keys")
    if isinstance(keys, dict):
        chords = {str(verb): given for verb, given in keys.items() if _are_texts(given)}
        settings = replace(settings, keys=chords)
    return settings


def _are_texts(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(chord, str) for chord in given)


def write_settings(settings: Settings, path: Path) -> bool:
    """Keep the settings; tell whether they could be written. They are never worth a refusal."""
    said = settings.others | {name: value for name, value in asdict(settings).items() if name != "others"}
    # A file's name may hold bytes that are no UTF-8: they are written as JSON's own escapes.
    data = json.dumps(said, ensure_ascii=False, indent=1).encode(errors="backslashreplace")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        paths.replace_file(path, data)
    except (OSError, UserError):
        return False
    return True
