"""The help texts: which topics there are and how they are read; it must not show or print them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tabletop import paths

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TOPICS = (
    "home", "run", "conduct", "observers", "observer", "player", "debrief", "score", "trouble", "safety",
    "keys",
)  # fmt: skip
"""In the order of the manual; each is a Markdown file of `resources/help/LANGUAGE`."""
_KEY = re.compile(r"\{key:([a-z0-9-]+)\}")
_MARKS = re.compile(r"([\\`*_\[\]<>&#|~])")
_NO_KEY = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A page of help: `text` is Markdown without its title, the keys filled in and bold."""

    name: str
    title: str
    text: str


def read_topics(language: str, key_of: Callable[[str], str]) -> tuple[Topic, ...]:
    """Read every topic in a language; `key_of` gives a verb's key as people read it.

    Raises OSError where a file is missing: then the program is not installed whole.
    """
    folder = paths.resources() / "help" / language
    return tuple(_topic(name, (folder / f"{name}.md").read_text(encoding="utf-8"), key_of) for name in TOPICS)


def parser() -> MarkdownIt:
    """Return the one way in which these texts are read, on screen, on paper and by the search."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - the first frame does not wait for it

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def plain_words(topic: Topic) -> str:
    """Return what a reader sees of a topic, title first, without markup and targets of links."""
    pieces = [topic.title]
    for block in parser().parse(topic.text):
        inner = block.children or ()
        pieces.append("".join(" " if "break" in part.type else part.content for part in inner))
    return " ".join(piece for piece in pieces if piece)


def _topic(name: str, written: str, key_of: Callable[[str], str]) -> Topic:
    title, _, text = written.partition("\n")
    filled = _KEY.sub(lambda found: _bold(key_of(found[1])), text)
    return Topic(name=name, title=title.removeprefix("#").strip(), text=filled.strip())


def _bold(key: str) -> str:
    """Set a key in bold; its own signs, such as those of Ctrl+*, are no markup."""
    marked = _MARKS.sub(r"\\\1", key)
    return f"**{marked}**" if key else _NO_KEY
