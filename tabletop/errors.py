"""The one exception that a person can mend; it must not hold words, only a code and its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


class UserError(Exception):
    """Refuse an act that a person can mend: `wording.py` turns code and fields into a sentence.

    Whoever raises it has changed nothing.
    """

    def __init__(self, code: str, /, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found: where it stands and what it is.

    `place` is what a person opens, such as `msel.yaml`; `line` and `column` count from 1, 0 means
    unknown; `advice` marks what needs no mending (a `note:`, exit code 0).
    """

    code: str
    fields: dict[str, object] = field(default_factory=dict)
    place: str = ""
    line: int = 0
    column: int = 0
    advice: bool = False


class UnreadableError(UserError):
    """Refuse an input as a whole, with every finding that says why."""

    def __init__(self, code: str, /, findings: Sequence[Finding] = (), **fields: object) -> None:
        super().__init__(code, **fields)
        self.findings = tuple(findings)
