"""The help texts: the same in both languages, and they name only what the program has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from tabletop import paths
from tabletop.help_topics import TOPICS, parser, plain_words, read_topics
from tabletop.i18n import LANGUAGES
from tabletop.ui.verbs import BY_ID

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
NOT_OF_THE_WINDOW = {
    # Places on the screen: nothing is written there.
    "Top", "Left", "Middle", "Right", "Bottom", "Atas", "Kiri", "Tengah", "Kanan", "Bawah",
    # The method, the two factors of an action's score and the sums of the example.
    "T1", "Completion", "Timeliness", "Penyelesaian", "Waktu",
    "62.5 %", "90.0 %", "80.8 %", "62,5 %", "90,0 %", "80,8 %",
}  # fmt: skip
"""What may be bold though it is no text of the window; each stands in a text."""
PARTS = {
    "heading", "paragraph", "bullet_list", "ordered_list", "list_item",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
"""What the manual knows to set."""
_HOLE = re.compile(r"\\\{\w+\\\}")


def _texts(language: str) -> dict[str, str]:
    folder = paths.resources() / "help" / language
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md"))}


def _shape(text: str) -> tuple[int, list[str], list[str]]:
    """Return how many heads a text has, and its keys and links in their order of names."""
    keys, links = re.findall(r"\{key:[^}]*\}", text), re.findall(r"\]\(([^)]*)\)", text)
    return len(re.findall(r"^#+ ", text, re.MULTILINE)), sorted(keys), sorted(links)


def _labels(language: str) -> Iterator[str]:
    """Yield every text of the window in a language."""
    file = paths.resources() / "locale" / language / "LC_MESSAGES" / "tabletop.po"
    with file.open("rb") as stream:
        for message in read_po(stream):
            yield from (message.string,) if isinstance(message.string, str) else message.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_its_file_and_no_other_lies_there(language: str) -> None:
    assert set(_texts(language)) == set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_have_the_same_heads_keys_and_links(topic: str) -> None:
    shapes = [_shape(_texts(language)[topic]) for language in LANGUAGES]

    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_named_belongs_to_a_verb_that_has_one(language: str) -> None:
    named = re.findall(r"\{key:([^}]*)\}", "".join(_texts(language).values()))

    assert [verb for verb in named if verb not in BY_ID or not BY_ID[verb].keys] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_topic_and_none_to_a_network(language: str) -> None:
    together = "".join(_texts(language).values())

    assert {link.removesuffix(".md") for link in re.findall(r"\]\(([^)]*)\)", together)} <= set(TOPICS)
    assert "http" not in together


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_bold_stands_so_in_the_window(language: str) -> None:
    labels = {label for label in _labels(language) if label}
    with_holes = [label for label in labels if "{" in label and len(re.sub(r"\{\w+\}", "", label)) > 4]
    patterns = [re.compile(_HOLE.sub(".+", re.escape(label))) for label in with_holes]
    bold = {" ".join(words.split()) for text in _texts(language).values() for words in _BOLD.findall(text)}

    unknown = {words for words in bold - labels if not any(one.fullmatch(words) for one in patterns)}

    assert unknown - NOT_OF_THE_WINDOW == set()


def test_what_is_allowed_to_be_bold_is_bold_somewhere() -> None:
    together = "".join(text for language in LANGUAGES for text in _texts(language).values())

    assert {words for words in NOT_OF_THE_WINDOW if f"**{words}**" not in together} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_persons_own_keys_are_filled_in(language: str) -> None:
    topics = read_topics(language, lambda verb: f"<{verb}>")

    assert not any("{" in topic.text or "#" in topic.title for topic in topics)
    assert any("<release>" in plain_words(topic) for topic in topics)


@pytest.mark.parametrize(
    "key", ["Ctrl+*", "Ctrl+_", "Ctrl+\\", "Ctrl+`", "Ctrl+[", "Ctrl++", "Ctrl+|", "Ctrl+<"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_that_is_a_sign_is_no_markup(language: str, key: str) -> None:
    for topic in read_topics(language, lambda _: key):
        told = plain_words(topic)
        assert told.count(key) == _texts(language)[topic.name].count("{key:"), topic.name
        assert "**" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verb_without_a_key_leaves_a_dash(language: str) -> None:
    topics = read_topics(language, lambda _: "")

    assert not any("**" in plain_words(topic) for topic in topics)


def test_nothing_stands_in_a_text_that_paper_cannot_set() -> None:
    for text in (text for language in LANGUAGES for text in _texts(language).values()):
        tokens = parser().parse(text)
        kinds = {token.type.removesuffix("_open") for token in tokens if token.nesting == 1}
        assert kinds <= PARTS
        lists = [token for token in tokens if token.type.endswith("list_open")]
        assert {token.level for token in lists} <= {0}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_head_is_meant_as_one(language: str, topic: str) -> None:
    text = _texts(language)[topic]

    tokens = parser().parse(text)

    heads = [token for token in tokens if token.type == "heading_open"]
    assert len(heads) == len(re.findall(r"^#+ ", text, re.MULTILINE))
    assert [token.level for token in heads] == [0] * len(heads)
