"""What a search for a command finds, in the words of both languages; it must not show anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tabletop.i18n import LANGUAGES, catalogue
from tabletop.ui.keymap import verbs_of
from tabletop.ui.look import Look
from tabletop.ui.verbs import Where

_ALSO = {
    "release": "fire send deliver lepas kirim luncurkan",
    "hold": "wait tahan tunda",
    "skip": "drop omit lewati hapus",
    "repeat": "again resend ulang ulangi",
    "improvise": "ad hoc dadakan sisipan",
    "pause": "stop continue jeda henti lanjut",
    "safety": "no duff not an exercise ini bukan latihan darurat nyata",
    "breach": "violation pelanggaran garis merah",
    "situation": "green yellow red hijau kuning merah eskalasi",
    "jump": "lompat waktu skenario",
    "deadline": "limit tenggat 1x24 jam",
    "discussion": "countdown diskusi hitung mundur",
    "startex": "begin start mulai",
    "endex": "end finish selesai akhiri",
    "player": "projector screen layar peserta proyektor kosongkan",
    "player-message": "announce pengumuman pesan",
    "acknowledge": "received diterima tanda terima",
    "note": "hot wash catatan",
    "larger": "zoom besar perbesar",
    "smaller": "zoom kecil perkecil",
    "theme": "dark night contrast gelap malam kontras tema",
    "language": "bahasa indonesia english",
    "restore": "backup cadangan pulihkan",
    "print": "pdf cetak evaluasi",
    "print-keys": "shortcut pintasan kartu tombol cetak",
    "print-manual": "handbook buku panduan cetak",
    "keys": "shortcut pintasan tombol",
    "help": "bantuan panduan",
    "rate": "grade mark nilai huruf",
    "strength": "good baik kekuatan",
    "improve": "weakness perbaikan kelemahan",
    "plan": "corrective tindakan perbaikan rencana",
}
"""Words of the doctrine and of the street by which people look for a verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteRow:
    """A verb as the palette shows it; `why_not` says in words why it cannot be done now."""

    id: str
    text: str
    help: str
    key: str = ""
    why_not: str = ""
    also: str = ""
    """Further words that find it."""


def palette_rows(look: Look, where: Where, why_not: Mapping[str, str]) -> list[PaletteRow]:
    """Return the verbs of a screen but the palette's own, each with its words of every language."""
    catalogues = [catalogue(language) for language in LANGUAGES]
    return [
        PaletteRow(
            id=verb.id,
            text=_numbered(look.say(verb.text), verb.id),
            help=look.say(verb.help),
            key=look.key(verb.id),
            why_not=why_not.get(verb.id, ""),
            also=" ".join([*(words.gettext(verb.text) for words in catalogues), _ALSO.get(verb.id, "")]),
        )
        for verb in verbs_of(where)
        if verb.id != "palette"
    ]


def found(rows: Sequence[PaletteRow], asked: str, recent: Sequence[str]) -> list[PaletteRow]:
    """Return the rows in which every asked word is found, the nearest first.

    Among equals what was used last comes first, then what can be done now.
    """
    words = asked.casefold().split()
    order = {verb_id: at for at, verb_id in enumerate(recent)}
    scored = [(_score(row, words), row) for row in rows]
    kept = [(score, row) for score, row in scored if score is not None]
    kept.sort(key=lambda pair: (pair[0], order.get(pair[1].id, len(order)), bool(pair[1].why_not)))
    return [row for _, row in kept]


def _score(row: PaletteRow, words: Sequence[str]) -> int | None:
    """Return how far a row is from what is asked, None where a word is not found at all."""
    total = 0
    for word in words:
        near = min((_distance(text.casefold(), word) + far for text, far in _texts(row)), default=_NOWHERE)
        if near >= _NOWHERE:
            return None
        total += near
    return total


_NOWHERE = 100


def _texts(row: PaletteRow) -> tuple[tuple[str, int], ...]:
    return (row.text, 0), (row.also, 1), (row.key, 1), (row.help, 4)


def _distance(text: str, word: str) -> int:
    """Tell how a word is found: begins the text, begins a word, lies within, or its letters in order."""
    if text.startswith(word):
        return 0
    parts = text.split()
    if any(part.startswith(word) for part in parts):
        return 1
    if word in text:
        return 3
    is_fuzzy = len(word) >= _FEWEST_FUZZY and any(_has_in_order(part, word) for part in parts)
    return 6 if is_fuzzy else _NOWHERE


_FEWEST_FUZZY = 3


def _has_in_order(part: str, word: str) -> bool:
    """Tell whether the letters of a word come in this order, the first one first: `rlse` is release."""
    letters = iter(part)
    return part[:1] == word[:1] and all(letter in letters for letter in word)


def _numbered(words: str, verb_id: str) -> str:
    """Tell the nine expected actions apart."""
    family, _, number = verb_id.rpartition("-")
    return f"{words} {number}" if family == "action" else words
