"""What a verb asks for before it acts; pages make asks, forms show them, and nothing here does either."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from tabletop.ui.widgets.form import FormText, Value

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A form and what happens with its values; `run` raises UserError, which the form then words."""

    text: FormText
    run: Callable[[Values], Awaitable[None]]
    about: Callable[[Values], Sequence[str]] = lambda _values: ()
    """What the card beside the fields says of the values."""
    below: Callable[[Values], Mapping[str, str]] = lambda _values: {}
    """What stands below fields, by their name, as the values are now."""
    follow: Callable[[Values, Values], Values] = lambda _before, _now: {}
    """What else changes in the form when a choice did, given the values before and now."""
    is_of_many: bool = False
    """After one was written the form stays for the next, as one types in a pile of paper."""
