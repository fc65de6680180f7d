"""Packs read whole, or refused with every finding; it must not write, and keeps the bytes as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath

from tabletop.domain.plan.checks import Path, Problem, check_scenario, closest
from tabletop.domain.plan.scenario import Pack, Scenario
from tabletop.errors import Finding, UnreadableError, UserError
from tabletop.exchange.attachments import check_attachments
from tabletop.exchange.pack_fields import shown
from tabletop.exchange.pack_findings import Fitted, fit, owner_of
from tabletop.exchange.pack_folder import read_folder
from tabletop.exchange.pack_mapping import to_scenario
from tabletop.exchange.pack_names import ATTACHMENTS, MSEL, PACK, left_out, printable
from tabletop.exchange.pack_shape import MselShape, PackShape
from tabletop.exchange.pack_zip import read_zip
from tabletop.exchange.yaml_text import MAX_FINDINGS, Document, read_yaml

_INJECTS = "injects"


def read_pack(path: FilePath) -> tuple[Pack, list[Finding]]:
    """Read the pack in a folder or a `.tabletop-pack` file; return it with what is advised.

    Raises UnreadableError (`pack-unreadable`) with all findings, sorted by file and line, where the
    pack has faults, and UserError (`pack-missing`, `pack-not-a-pack`, the codes of `pack_folder` and
    `pack_zip`) where nothing of it could be read.
    """
    name = printable(path.name)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:  # too long a name, or a NUL in it
        raise UserError("pack-missing", name=name) from error
    if not exists:
        raise UserError("pack-missing", name=name)
    contents = read_folder(path) if is_folder else read_zip(path)
    if not {PACK, MSEL} & contents.files.keys() and not any(
        finding.place in (PACK, MSEL) for finding in contents.findings if not finding.advice
    ):
        raise UserError("pack-not-a-pack", name=name)
    return _read(contents.files, contents.findings, name)


def pack_from_files(files: Mapping[str, bytes]) -> tuple[Pack, list[Finding]]:
    """Read a pack from its files' bytes by path, as the exercise file holds them.

    Raises UnreadableError (`pack-unreadable`) with all findings.
    """
    known = {path: data for path, data in files.items() if _belongs(path)}
    return _read(known, [left_out(path) for path in files if not _belongs(path)], "")


def _belongs(path: str) -> bool:
    return path in (PACK, MSEL) or path.startswith(f"{ATTACHMENTS}/")


def _read(
    files: Mapping[str, bytes], found_before: Iterable[Finding], name: str
) -> tuple[Pack, list[Finding]]:
    findings = list(found_before)
    refused = {finding.place for finding in findings if not finding.advice}
    findings += _missing(files, refused, findings)
    attachments = {path: data for path, data in files.items() if path not in (PACK, MSEL)}
    findings += check_attachments(attachments)
    documents = {part: read_yaml(files[part], part) for part in (PACK, MSEL) if part in files}
    # A file that was refused already is not told a second time as missing from the references.
    scenario = _scenario(documents, findings, {*attachments, *refused})
    findings = _in_order(findings)
    faults = sum(not finding.advice for finding in findings)
    if faults or scenario is None:
        raise UnreadableError("pack-unreadable", findings=findings, name=name, count=faults)
    return Pack(scenario=scenario, files=dict(files)), findings


def _missing(files: Mapping[str, bytes], refused: set[str], notes: list[Finding]) -> list[Finding]:
    others = [finding.place for finding in notes if finding.advice]
    findings = []
    for part in (PACK, MSEL):
        if part not in files and part not in refused:
            fields: dict[str, object] = {"name": part}
            meant = closest(part, others)
            if meant is not None:
                fields["suggestion"] = meant
            findings.append(Finding(code="pack-file-missing", fields=fields, place=part))
    return findings


def _scenario(
    documents: Mapping[str, Document], findings: list[Finding], attachments: set[str]
) -> Scenario | None:
    """Fit both files to their shapes and check them together; add what was found to `findings`."""
    pack: Fitted[PackShape] | None = fit(documents[PACK], PackShape) if PACK in documents else None
    msel: Fitted[MselShape] | None = fit(documents[MSEL], MselShape) if MSEL in documents else None
    for part in (pack, msel):
        findings += part.findings if part is not None else ()
    if pack is None or msel is None or pack.shape is None or msel.shape is None:
        return None
    scenario = to_scenario(pack.shape, msel.shape)
    hidden = {*pack.hidden, *msel.hidden}
    for problem in check_scenario(scenario, attachments):
        path = problem.path
        if not any(path[:depth] in hidden for depth in range(len(path) + 1)):
            document = documents[MSEL if path[0] == _INJECTS else PACK]
            findings.append(_finding(problem, document))
    return scenario


def _finding(problem: Problem, document: Document) -> Finding:
    fields = {key: shown(value) if isinstance(value, str) else value for key, value in problem.fields.items()}
    owner = owner_of(document, problem.path)
    if owner is not None:
        fields["owner"] = owner
    if problem.first is not None:
        fields["first_line"] = document.place(problem.first).line
    place = _place(problem, document, problem.path)
    return Finding(
        code=problem.code, fields=fields, place=document.name, line=place[0], column=place[1],
        advice=problem.advice,
    )  # fmt: skip


def _place(problem: Problem, document: Document, path: Path) -> tuple[int, int]:
    if problem.code == "unknown-language":
        return document.place(path, of_key=True)
    word = problem.fields.get("word")
    return document.place_of_word(path, word) if isinstance(word, str) else document.place(path)


def _in_order(findings: list[Finding]) -> list[Finding]:
    """Sort by file and line; of very many, keep the first and say how many were left out."""
    ordered = sorted(findings, key=lambda finding: (finding.place, finding.line, finding.column))
    if len(ordered) <= MAX_FINDINGS:
        return ordered
    faults_first = sorted(ordered, key=lambda finding: finding.advice)[:MAX_FINDINGS]
    kept = sorted(faults_first, key=lambda finding: (finding.place, finding.line, finding.column))
    more: dict[str, object] = {"count": len(ordered) - MAX_FINDINGS}
    return [*kept, Finding(code="findings-more", fields=more, advice=True)]
