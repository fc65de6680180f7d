"""Colours, sizes and faces of the three themes (ux 6, pictures); it must not know a screen.

Every pair that text stands on is held to its contrast by a test.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from tabletop.settings import ThemeName

FAMILY = "Source Sans 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Tokens as `#RRGGBB`; `..._ink` is text, `..._fill` stands behind text of `..._on`."""

    name: ThemeName
    ground: str
    surface: str
    band: str
    """Heads, strips and other rows between the surfaces."""
    text: str
    text_2: str
    border: str
    row_line: str
    focus: str
    header: str
    header_on: str
    header_2: str
    header_line: str
    paused: str
    paused_on: str
    paused_2: str
    act_fill: str
    """Blue: the one act now."""
    act_on: str
    act_ink: str
    chosen_fill: str
    """Ink: the chosen one of several."""
    chosen_on: str
    selected: str
    released_fill: str
    released_on: str
    due_fill: str
    due_on: str
    held_fill: str
    held_on: str
    closed_ink: str
    late_ink: str
    late_fill: str
    late_on: str
    late_row: str
    locked: str
    locked_on: str
    placeholder: str


FIELD = Theme(
    name="field",
    ground="#F4F6F8", surface="#FFFFFF", band="#EEF1F5",
    text="#12161C", text_2="#454F5C", border="#7A8694", row_line="#C9D0D8", focus="#0B5CAD",
    header="#12161C", header_on="#FFFFFF", header_2="#C3CCD8", header_line="#6B7683",
    paused="#FFFFFF", paused_on="#12161C", paused_2="#454F5C",
    act_fill="#0B5CAD", act_on="#FFFFFF", act_ink="#0A529B",
    chosen_fill="#12161C", chosen_on="#FFFFFF", selected="#D6E6F8",
    released_fill="#F5B301", released_on="#0B0E12", due_fill="#0B5CAD", due_on="#FFFFFF",
    held_fill="#2E3440", held_on="#FFFFFF", closed_ink="#0B5A49",
    late_ink="#960C33", late_fill="#B3123E", late_on="#FFFFFF", late_row="#FBE9EE",
    locked="#E1E6EB", locked_on="#454F5C", placeholder="#454F5C",
)  # fmt: skip

NIGHT = Theme(
    name="night",
    ground="#11161D", surface="#1A212B", band="#222B37",
    text="#E8EDF3", text_2="#B4BECB", border="#74849A", row_line="#333E4C", focus="#FFD400",
    header="#0B0E12", header_on="#FFFFFF", header_2="#C3CCD8", header_line="#6B7683",
    paused="#FFFFFF", paused_on="#12161C", paused_2="#454F5C",
    act_fill="#4C9BF0", act_on="#0B0E12", act_ink="#6FB1F5",
    chosen_fill="#E8EDF3", chosen_on="#12161C", selected="#1E3A5A",
    released_fill="#FFC54D", released_on="#0B0E12", due_fill="#4C9BF0", due_on="#0B0E12",
    held_fill="#E3E7EC", held_on="#12161C", closed_ink="#5FC3AE",
    late_ink="#FF9DAE", late_fill="#FF5C7A", late_on="#0B0E12", late_row="#3A1C28",
    locked="#2B3542", locked_on="#B4BECB", placeholder="#B4BECB",
)  # fmt: skip

CONTRAST = Theme(
    name="contrast",
    ground="#FFFFFF", surface="#FFFFFF", band="#FFFFFF",
    text="#000000", text_2="#000000", border="#000000", row_line="#000000", focus="#000000",
    header="#000000", header_on="#FFFFFF", header_2="#FFFFFF", header_line="#FFFFFF",
    paused="#FFFFFF", paused_on="#000000", paused_2="#000000",
    act_fill="#00316E", act_on="#FFFFFF", act_ink="#00316E",
    chosen_fill="#000000", chosen_on="#FFFFFF", selected="#CFE2FF",
    released_fill="#FFC400", released_on="#000000", due_fill="#00316E", due_on="#FFFFFF",
    held_fill="#000000", held_on="#FFFFFF", closed_ink="#003D30",
    late_ink="#7A0026", late_fill="#7A0026", late_on="#FFFFFF", late_row="#FFE3EA",
    locked="#FFFFFF", locked_on="#000000", placeholder="#000000",
)  # fmt: skip

THEMES: dict[ThemeName, Theme] = {theme.name: theme for theme in (FIELD, NIGHT, CONTRAST)}

SITUATION_TONES = {1: ("#1B7F3B", "#FFFFFF"), 2: ("#F2C200", "#000000"), 3: ("#B3001B", "#FFFFFF")}
"""Fill and ink of the situation board by tone; a word and a pattern always stand with it (ux 6)."""

LETTER_FILLS = {
    "P": ("#CFE8FF", "#000000"),
    "S": ("#5B9BD5", "#000000"),
    "M": ("#F5B301", "#000000"),
    "U": ("#6B0F2A", "#FFFFFF"),
}

TEXT_PAIRS = (
    ("text", "ground"), ("text", "surface"), ("text", "band"), ("text", "selected"), ("text", "late_row"),
    ("text_2", "surface"), ("text_2", "band"), ("text_2", "ground"),
    ("header_on", "header"), ("header_2", "header"), ("paused_on", "paused"), ("paused_2", "paused"),
    ("act_ink", "surface"), ("closed_ink", "surface"), ("late_ink", "surface"), ("late_ink", "late_row"),
    ("late_ink", "band"), ("chosen_on", "chosen_fill"),
)  # fmt: skip
"""Ink and ground of running text: at least 7:1."""
FILL_PAIRS = (
    ("act_on", "act_fill"), ("released_on", "released_fill"), ("due_on", "due_fill"),
    ("held_on", "held_fill"), ("late_on", "late_fill"), ("locked_on", "locked"),
    ("placeholder", "surface"), ("late_ink", "selected"),
)  # fmt: skip
"""Ink and fill of chips and buttons, always with an icon or in bold: at least 4.5:1."""
LINE_PAIRS = (("border", "surface"), ("border", "ground"), ("focus", "surface"), ("act_fill", "surface"))
"""Borders and the focus ring: at least 3:1."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours after WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colours(theme: Theme) -> dict[str, str]:
    """Return the tokens by name."""
    return {field.name: getattr(theme, field.name) for field in fields(theme) if field.name != "name"}
