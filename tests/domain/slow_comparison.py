"""Holds a slow reading beside a debrief's JSON (contract 5); it must not import anything of tabletop."""

from __future__ import annotations

from fractions import Fraction

NOT_READ = {
    "deadlines": {"text"},
    "situations": {"by", "reason"},
    "exercise": {"id", "title", "redacted"},
    "": {"format", "method", "pack"},
}
"""Of each part of the JSON what is no number, but a text or a name that stands in the rows."""
ONLY_READ = {
    "exercise": {"last_at"},
    "actions": {"dropped"},
    "injects": {"variant", "asks"},
    "readiness": {"gaps", "items", "override"},
    "plan": {"objective"},
    "": {"pauses", "jumps", "breaches", "notes", "participants", "evaluators"},
}
"""What papers show and the JSON does not."""


def differences(read: object, told: object, at: str = "") -> list[str]:
    """Return where the slow reading and the JSON part; numbers may differ by what six decimals round."""
    if isinstance(read, dict) and isinstance(told, dict):
        part = at.partition("[")[0]
        known = (read.keys() - ONLY_READ.get(part, set())) | NOT_READ.get(part, set())
        found = [f"{at}: keys {known ^ told.keys()}"] if known != told.keys() else []
        for name in read.keys() & told.keys():
            found += differences(read[name], told[name], f"{at}.{name}" if at else name)
        return found
    if isinstance(read, list) and isinstance(told, list):
        found = [] if len(read) == len(told) else [f"{at}: {len(read)} read, {len(told)} told"]
        for index, (mine, theirs) in enumerate(zip(read, told, strict=False)):
            found += differences(mine, theirs, f"{at}[{index}]")
        return found
    if isinstance(read, Fraction) and isinstance(told, int | float):
        return [] if abs(read - Fraction(told)) <= Fraction(1, 1_000_000) else [f"{at}: {read}, told {told}"]
    return [] if read == told and type(read) is type(told) else [f"{at}: {read!r}, told {told!r}"]
