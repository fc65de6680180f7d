"""The catalogues: complete, with equal placeholders, and in Indonesian where it is Indonesian."""

from __future__ import annotations

import ast
import importlib.util
import re
import string
from pathlib import Path
from types import ModuleType

import pytest

from tabletop import paths, wording
from tabletop.i18n import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parent.parent
SAME_IN_BOTH = {
    # Words that Indonesian writes alike, signs, and texts that hold only names and figures.
    "{message}. {usage}", "inject", "target", "T1", "nearest-rank", "Nearest-rank.",
    "Median", "median {score}", "STARTEX", "ENDEX", "INJECT", "Inject", "LAPTOP", "Folder:", "Menu", "No",
    "INI BUKAN LATIHAN", "{kind}, {words}: {time}", "laptop", "Status", "Target",
}  # fmt: skip
"""Indonesian texts that may equal their English: nothing else may."""


def _builder() -> ModuleType:
    """Load the script that collects the texts; it stands beside the catalogues."""
    path = ROOT / "resources" / "locale" / "update_catalogues.py"
    spec = importlib.util.spec_from_file_location("update_catalogues", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILDER = _builder()
TEXTS = [message.id for message in BUILDER.collect() if message.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_exactly_the_texts_of_the_code(language: str) -> None:
    written = {str(message.id) for message in BUILDER.read(language) if message.id}

    assert {str(text) for text in TEXTS} == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    messages = [message for message in BUILDER.read(language) if message.id]

    lacking = [m.id for m in messages if not m.string or (isinstance(m.string, tuple) and not all(m.string))]

    assert lacking == []


def test_no_text_stands_inside_an_f_string_where_the_collector_cannot_see_it() -> None:
    """Before Python 3.12 an f-string is one token: what it says would stay English for ever."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in sorted((ROOT / "tabletop").rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and _marks_a_text(call)
    ]

    assert hidden == []


def _marks_a_text(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in ("N_", "say") and bool(call.args) and isinstance(call.args[0], ast.Constant)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_placeholders_are_equal_in_both_languages() -> None:
    different = []
    for message in BUILDER.read("id"):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        targets = message.string if isinstance(message.string, tuple) else (message.string,)
        asked = set().union(*map(_placeholders, sources))
        if any(_placeholders(target) != asked for target in targets):
            different.append(message.id)

    assert different == []


def test_indonesian_equals_english_only_on_the_allow_list() -> None:
    alike = {
        str(message.id)
        for message in BUILDER.read("id")
        if message.id and message.id == message.string and re.search(r"[A-Za-z]{2}", str(message.id))
    }

    assert alike - SAME_IN_BOTH == set()


def test_the_english_catalogue_repeats_the_text_of_the_code() -> None:
    changed = [m.id for m in BUILDER.read("en") if m.id and isinstance(m.id, str) and m.id != m.string]

    assert changed == []


def test_every_sentence_reads_in_both_languages_with_its_fields() -> None:
    for code, english in wording.SENTENCES.items():
        fields = dict.fromkeys(_placeholders(english), "x")

        for language in LANGUAGES:
            assert wording.sentence(code, fields, catalogue(language)), code


def test_every_code_that_is_raised_has_a_sentence() -> None:
    raised = set()
    for path in (ROOT / "tabletop").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        raised |= set(re.findall(r"(?:UserError|UnreadableError)\(\s*\"([a-z0-9-]+)\"", source))

    assert raised - set(wording.SENTENCES) == set()


def test_label_sets_hold_the_same_words_in_both_languages() -> None:
    import json

    sets = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in (paths.resources() / "labels").glob("*.json")
    }

    assert set(sets) == {"hseep", "uk", "nato", "indonesia"}
    assert len({frozenset(words) for words in sets.values()}) == 1
    assert all(set(versions) >= {"id", "en"} for words in sets.values() for versions in words.values())
