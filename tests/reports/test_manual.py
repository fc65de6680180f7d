"""The short manual: every topic on paper, in its words and order, without markup; its contents are right."""

from __future__ import annotations

import re
from ctypes import c_double

import pypdfium2.raw as raw
import pytest
from reports import printed

from tabletop import __version__
from tabletop.help_topics import TOPICS, Topic, read_topics
from tabletop.reports.manual import manual_pdf

A_TOPIC = Topic(
    name="one", title="One & <two>",
    text="Press **Release** (F5), then *wait*.\n\n## Head\n\n- a <b>\n- see [the other](two.md)\n\n"
    "1. first\n2. second\n\nBetween.\n\n1. third\n2. fourth\n\n"
    "| Key | Points |\n|---|--:|\n| F5 | **Release** it |\n| F6 | 777 |\n",
)  # fmt: skip
LANGUAGES = ("id", "en")


def _pages(pdf: bytes) -> list[list[str]]:
    """Return the lines of every page, the footer's two last."""
    with printed.opened(pdf) as document:
        texts = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    shown = [[line.strip() for line in text.replace("\xa0", " ").splitlines()] for text in texts]
    return [sorted(lines, key=_is_foot) for lines in shown]


def _is_foot(line: str) -> bool:
    return re.search(r"\d+/\d+$", line) is not None or line.startswith("Tabletop: ")


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(line for lines in _pages(pdf) for line in lines).split())


def _whole(language: str) -> tuple[tuple[Topic, ...], list[list[str]]]:
    topics = read_topics(language, lambda verb: f"<{verb}>")
    return topics, _pages(manual_pdf(topics, language))


def _right_edge(pdf: bytes, page: int, words: str) -> float:
    with printed.opened(pdf) as document:
        text = document[page].get_textpage()
        place = text.search(words).get_next()
        assert place is not None
        edges = [c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(text, place[0] + place[1] - 1, edges[0], edges[1], edges[2], edges[3])
        return edges[1].value


# A text of every kind -----------------------------------------------------------------------------


def test_a_blank_beside_bold_words_stays() -> None:
    words = _words(manual_pdf([A_TOPIC], "en"))

    assert "Press Release (F5), then wait." in words
    assert "Release it" in words


def test_markup_is_read_and_typed_signs_stay() -> None:
    words = _words(manual_pdf([A_TOPIC], "en"))

    assert "One & <two>" in words
    assert "a <b>" in words
    assert "see the other" in words
    assert not any(mark in words for mark in ("**", "](", "##", "|", "two.md"))


def test_each_numbered_list_begins_at_one() -> None:
    words = _words(manual_pdf([A_TOPIC], "en"))

    assert re.search(r"1\. first 2\. second .*1\. third 2\. fourth", words)


def test_a_column_of_numbers_stands_at_the_right() -> None:
    pdf = manual_pdf([A_TOPIC], "en")

    edges = [_right_edge(pdf, 1, words) for words in ("Points", "Release it", "777")]

    assert max(edges) - min(edges) < 1.5


def test_the_same_texts_give_the_same_bytes() -> None:
    assert manual_pdf([A_TOPIC], "id") == manual_pdf([A_TOPIC], "id")


# The whole help -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_every_topic_with_the_page_where_it_begins(language: str) -> None:
    topics, pages = _whole(language)

    entries = [re.fullmatch(r"(.+?)[ .]{8,}(\d+)", line) for line in pages[0]]

    listed = [(entry[1], int(entry[2])) for entry in entries if entry]
    assert [title for title, _ in listed] == [topic.title for topic in topics]
    assert len(topics) == len(TOPICS)
    for title, number in listed:
        assert title in pages[number - 1], title
    assert [number for _, number in listed] == sorted(number for _, number in listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_what_this_is_and_of_which_version(language: str) -> None:
    _, pages = _whole(language)

    first = " ".join(pages[0])
    assert {"id": "panduan singkat", "en": "This is a short manual"}[language] in first
    assert __version__ in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_bears_its_number_and_how_many_there_are(language: str) -> None:
    _, pages = _whole(language)

    feet = [re.findall(r"\d+/\d+$", "\n".join(lines[-3:]), re.MULTILINE) for lines in pages]

    assert feet == [[f"{number}/{len(pages)}"] for number in range(1, len(pages) + 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_head_stands_alone_at_the_end_of_a_page(language: str) -> None:
    topics, pages = _whole(language)
    heads = {topic.title for topic in topics}
    heads |= {head for topic in topics for head in re.findall(r"^## (.+)$", topic.text, re.MULTILINE)}

    ends = [[line for line in lines if line and not _is_foot(line)][-1] for lines in pages[1:]]

    assert heads.isdisjoint(ends)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_help_prints_without_markup(language: str) -> None:
    _, pages = _whole(language)

    words = " ".join(" ".join(lines) for lines in pages)

    assert not any(mark in words for mark in ("**", "](", "{key", "##", ".md", "\\", "U+"))
