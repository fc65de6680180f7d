"""Every code in words: refusals, findings and the names of things; it must not decide anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tabletop.errors import Finding, UserError
from tabletop.i18n import N_, Catalogue, elapsed
from tabletop.wording import (
    conduct,
    documents,
    evidence,
    files,
    keys,
    logbooks,
    observer,
    pack_files,
    packs,
    scripts,
    start,
    window,
)

SENTENCES: Mapping[str, str] = {
    **conduct.SENTENCES,
    **documents.SENTENCES,
    **evidence.SENTENCES,
    **files.SENTENCES,
    **keys.SENTENCES,
    **logbooks.SENTENCES,
    **observer.SENTENCES,
    **pack_files.SENTENCES,
    **packs.SENTENCES,
    **scripts.SENTENCES,
    **start.SENTENCES,
    **window.SENTENCES,
}
_DID_YOU_MEAN = N_(", did you mean {suggestion}?")


def refusal(error: UserError, catalogue: Catalogue) -> str:
    """Word a refusal: what happened, what is safe, what to do."""
    return sentence(error.code, error.fields, catalogue)


def finding_line(finding: Finding, catalogue: Catalogue) -> str:
    """Word a finding with its place: `msel.yaml:485:22: E07: unknown objective O9, did you mean O6?`."""
    place = finding.place
    if finding.line:
        place += f":{finding.line}" + (f":{finding.column}" if finding.column else "")
    owner = finding.fields.get("owner")
    words = sentence(finding.code, finding.fields, catalogue)
    note = catalogue.gettext("note:") if finding.advice else ""
    return " ".join(
        part for part in (f"{place}:" if place else "", note, f"{owner}:" if owner else "", words) if part
    )


def as_data(findings: Iterable[Finding], catalogue: Catalogue) -> list[dict[str, object]]:
    """Return findings as plain data for machines, each with its sentence."""
    return [
        {
            "code": finding.code,
            "place": finding.place,
            "line": finding.line,
            "column": finding.column,
            "advice": finding.advice,
            "text": sentence(finding.code, finding.fields, catalogue),
        }
        for finding in findings
    ]


def sentence(code: str, fields: Mapping[str, object], catalogue: Catalogue) -> str:
    """Word a code; values of `..._ms` are written as T+, `what` is a thing's name to translate."""
    shown = {name: _shown(name, value, catalogue) for name, value in fields.items()}
    words = catalogue.gettext(SENTENCES[code]).format_map(shown)
    if fields.get("suggestion"):
        words = words.removesuffix(".") + catalogue.gettext(_DID_YOU_MEAN).format_map(shown)
    return words


def _shown(name: str, value: object, catalogue: Catalogue) -> object:
    if name.endswith("_ms") and isinstance(value, int):
        return elapsed(value)
    if name == "what" and isinstance(value, str):
        return catalogue.gettext(value)
    return value
