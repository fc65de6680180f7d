"""A small sound pack for the exchange tests, and ways to break it; line numbers count in its texts."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

import pytest

from tabletop.domain.plan.scenario import Pack
from tabletop.errors import Finding, UnreadableError
from tabletop.exchange.pack_reader import pack_from_files

PACK = """\
format: tabletop-pack/1
id: small
version: "1.0"
title: {id: Kecil, en: Small}
languages: [id, en]
timezone: Asia/Jakarta
starts_at: 2024-01-26T08:00+07:00
duration: 60 min
end_states:
- {id: safe, title: {id: Aman, en: Safe}}
phases:
- {id: F1, title: {id: Awal, en: Start}, at: T+00:00}
- {id: F2, title: {id: Akhir, en: End}, at: T+00:30}
cells:
- {id: OPS, title: {id: Operasi, en: Operations}, kind: player}
- {id: MEDIA, title: {id: Media, en: Media}, kind: liaison}
- {id: SIM, title: Simulation, kind: simcell}
objectives:
- id: O1
  title: {id: Komando, en: Command}
  end_states: [safe]
  targets:
  - id: O1.1
    text: {id: Cepat, en: Fast}
    tasks:
    - {id: O1.1.a, text: {id: Lapor, en: Report}}
- id: O2
  title: {id: Warga, en: Residents}
  weight: 0.5
  targets:
  - id: O2.1
    text: Residents are told
    tasks:
    - {id: O2.1.a, text: Tell residents}
red_lines:
- {id: R1, text: {id: Netral, en: Neutral}, objective: O2}
readiness:
- {id: K01, item: {id: Radio, en: Radios}, required: 6, critical: true}
roster:
- {unit: PATROL, title: Patrol, required: 12}
vulnerabilities:
- {id: V01, site: Bridge, category: high, x: 0.31, y: 0.62}
map: attachments/map.png
rules:
- {id: law-1, title: Law 1, as_at: 2024-02}
documents:
- {id: plan, title: Plan, file: attachments/plan.pdf}
hot_wash:
- {id: Apa?, en: What?}
"""

MSEL = """\
injects:
- number: E01
  at: T+00:00
  kind: contextual
  title: {id: Mulai, en: Start}
  message: {id: Mulai., en: Begin.}
  from: {id: Direktur, en: Director}
  by: SIM
  to: all
  method: in-person
- number: E02
  at: T+00:10
  kind: scheduled
  title: {id: Jembatan, en: Bridge}
  message: {id: Jembatan ditutup., en: The bridge is closed.}
  from: Patrol
  by: SIM
  to: [OPS, MEDIA]
  method: radio
  links: [V01]
  red_lines: [R1]
  attachments: [attachments/map.png]
  expects:
  - id: a
    text: {id: Lapor, en: Reports}
    cell: OPS
    points: 3
    within: 5 min
    objective: O1
    task: O1.1.a
    rule: law-1
  - id: b
    text: {id: Beri tahu warga, en: Tells residents}
    cell: MEDIA
    points: 2
    objective: O2
    task: O2.1.a
- number: C03
  at: T+00:20
  kind: contingency
  when: {unmet: E02.a, after: 8 min}
  title: Queue
  message: Cars queue.
  from: Patrol
  by: SIM
  to: [OPS]
  method: phone
  expects:
  - {id: a, text: Opens a lane, cell: OPS, points: 1, within: 5 min, objective: O1}
  variants:
  - when: {met: E02.b, within: 6 min}
    message: Cars wait calmly.
    without: [a]
"""


def picture(width: int = 4, height: int = 3) -> bytes:
    """Return a PNG that claims this size; its pixels are none of our concern."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 16)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ATTACHMENTS = {"attachments/map.png": picture(), "attachments/plan.pdf": PDF}


def files(pack: str | bytes = PACK, msel: str | bytes = MSEL, **attachments: bytes) -> dict[str, bytes]:
    """Return the pack's files by path."""
    texts = {"pack.yaml": pack, "msel.yaml": msel}
    encoded = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}
    return {**encoded, **(attachments or ATTACHMENTS)}


def changed(text: str, old: str, new: str) -> str:
    """Replace the one place where `old` stands."""
    assert text.count(old) == 1, f"{text.count(old)} times: {old!r}"
    return text.replace(old, new)


def findings_of(pack_files: dict[str, bytes]) -> tuple[Finding, ...]:
    """Return what the reader says of a pack that it refuses."""
    with pytest.raises(UnreadableError, match="pack-unreadable") as caught:
        pack_from_files(pack_files)
    return caught.value.findings


def faults(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are not mere advice."""
    return [finding for finding in found if not finding.advice]


def read(pack: str | bytes = PACK, msel: str | bytes = MSEL) -> Pack:
    """Return a pack that must be sound."""
    return pack_from_files(files(pack, msel))[0]
