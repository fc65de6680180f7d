"""Bring the catalogues up to date with the code: run it after adding or changing a text.

    python resources/locale/update_catalogues.py

Texts are collected from `_("...")`, `N_("...")`, `say("...")`, `gettext("...")` and `ngettext(...)`.
English is filled in by itself; a new Indonesian text is left empty, and a test fails until it is written.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).resolve().parent
PACKAGE = LOCALE.parent.parent / "tabletop"
PLURAL_FORMS = {"en": "nplurals=2; plural=(n != 1);", "id": "nplurals=1; plural=0;"}
KEYWORDS = {"_": None, "N_": None, "say": None, "gettext": None, "ngettext": (1, 2)}


def collect() -> Catalog:
    """Return every text of the code, in order of file and line."""
    template = Catalog(project="Tabletop", charset="utf-8", fuzzy=False)
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    for path, _line, message, _comments, _context in found:
        flags = ["python-brace-format"] if "{" in str(message) else []
        template.add(message, locations=[(path, None)], flags=flags)
    return template


def catalogue_path(language: str) -> Path:
    """Return the catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / "tabletop.po"


def read(language: str) -> Catalog:
    """Read a catalogue, or start one."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Tabletop", charset="utf-8", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def update(language: str, template: Catalog) -> list[str]:
    """Write a catalogue anew; return the texts that still lack a translation."""
    old = read(language)
    new = Catalog(locale=language, project="Tabletop", charset="utf-8", fuzzy=False)
    new.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]  # Babel does not know Indonesian's
    missing = []
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id)
        words = message.id if language == "en" else known.string if known else ""
        if isinstance(words, tuple):
            words = words[: new.num_plurals]
        if not words:
            missing.append(str(message.id))
        new.add(message.id, words, locations=message.locations, flags=message.flags)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, new, width=100, sort_by_file=True, include_lineno=False, omit_header=False)
    return missing


if __name__ == "__main__":
    texts = collect()
    for code in ("en", "id"):
        for text in update(code, texts):
            print(f"{code}: not translated: {text!r}")
