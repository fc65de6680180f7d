"""Numbers and texts of the domain as JSON holds them (contract 5); it must not know a document."""

from __future__ import annotations

from fractions import Fraction

from tabletop.domain.plan.text import Text

DECIMALS = 6


def number_json(value: Fraction | None) -> float | int | None:
    """Round a fraction to six decimals; whole numbers stay whole."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(round(value, DECIMALS))


def text_json(text: Text) -> str | dict[str, str]:
    """Return one string for a text that is the same in every language, else one a language."""
    versions = dict(text.versions)
    return versions.get("") or versions
