"""Whose names a redacted copy hides, and how each is found in a text; it must not change a row.

A name is hidden wherever it stands as whole words, in whatever case: "Budi Santoso" is found in "BUDI
SANTOSO", not "Budi" in "Budiman". Of several that begin at one place the longest counts. What is no
person's name stays: stations, the program, roles that the plan names (its cells, actors and units) and
words such as "Observer 2" that a copy itself puts in a name's place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.play.events import SituationChanged
from tabletop.domain.play.journal import Recorded, is_directors

Role = Literal["director", "observer", "official", "contact", "person"]
"""Who wrote in the director's chain, who in another, who decided on the situation, who can be asked about a
corrective action, and whom the person named who makes the copy."""

PROGRAMS_AUTHOR = "program"
"""Author of the rows that the program writes by itself."""
SHORTEST = 2
"""A single letter is hidden where it is the author, but not looked for in texts: it is a word there."""
_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenName:
    """A name and what stands in its place, such as `Observer 2`."""

    name: str
    role: Role
    pseudonym: str


class Mask:
    """Replaces names in texts; the same name, however it is written, always becomes the same pseudonym."""

    def __init__(self, hidden: Iterable[HiddenName]) -> None:
        self.hidden = tuple(hidden)
        self._pseudonyms = {_key(each.name): each.pseudonym for each in self.hidden}
        spelt = {(form, each.pseudonym) for each in self.hidden for form in _forms(each.name)}
        looked_for = sorted((form, said) for form, said in spelt if len(form) >= SHORTEST)
        looked_for.sort(key=lambda pair: len(pair[0]), reverse=True)
        self._said = [said for _, said in looked_for]
        self._pattern = _whole_words([form for form, _ in looked_for]) if looked_for else None

    def text(self, words: str) -> str:
        """Return a text without the names."""
        if self._pattern is None:
            return words
        whole = unicodedata.normalize("NFC", words)
        return self._pattern.sub(lambda found: self._said[(found.lastindex or 1) - 1], whole)

    def name(self, words: str) -> str:
        """Return what stands in the place of a name, or of the names within it."""
        return self._pseudonyms.get(_key(words)) or self.text(words)

    def found_in(self, words: str) -> str | None:
        """Return the first name that stands in a text, None where there is none."""
        found = None if self._pattern is None else self._pattern.search(unicodedata.normalize("NFC", words))
        return found[0] if found else None

    def left_in(self, texts: Iterable[str]) -> list[tuple[str, int]]:
        """Return single words of the hidden names that still stand in texts, and how often."""
        parts = {
            _key(part): part
            for each in self.hidden
            for part in re.findall(r"[^\W\d_]+", each.name)
            if len(part) >= _SHORTEST_PART and _key(part) != _key(each.name)
        }
        words = Counter(_key(word) for text in texts for word in re.findall(r"[^\W\d_]+", text))
        return sorted((part, words[key]) for key, part in parts.items() if words[key])


def hide(
    scenario: Scenario, recorded: Sequence[Recorded], given: Sequence[str], words: Mapping[Role, str]
) -> list[HiddenName]:
    """Return every name to be hidden, numbered by role in the order in which they first stand.

    `words` are the roles in the language of the copy: `{"observer": "Pengamat"}`.
    """
    found: dict[str, tuple[str, Role]] = {}
    for name, role in _named(recorded):
        found.setdefault(_key(name), (" ".join(name.split()), role))
    found = {key: each for key, each in found.items() if not is_role(each[0], scenario, words)}
    for name in given:
        found.setdefault(_key(name), (" ".join(name.split()), "person"))
    numbers: Counter[Role] = Counter()
    hidden = []
    for name, role in found.values():
        numbers[role] += 1
        hidden.append(HiddenName(name=name, role=role, pseudonym=f"{words[role]} {numbers[role]}"))
    return hidden


def is_role(name: str, scenario: Scenario, words: Mapping[Role, str]) -> bool:
    """Tell whether a name is a role of the plan, one of its ids, or a word such as `Observer 2`."""
    whole = _whole_words([" ".join(name.split())])
    return is_code(name, scenario, words) or any(whole.search(title) for title in _titles(scenario))


def is_code(name: str, scenario: Scenario, words: Mapping[Role, str]) -> bool:
    """Tell whether rows would not be understood any more without a name: an id, a word like `Observer 2`."""
    key = _key(name)
    said = {_key(word) for word in words.values()}
    return re.sub(r" \d+$", "", key) in said or key in {_key(code) for code in _codes(scenario)}


def _named(recorded: Sequence[Recorded]) -> Iterator[tuple[str, Role]]:
    """Yield authors, those who decided on the situation, and contacts, in the order of the rows."""
    stations = {row.entry.station for row in recorded}
    for row in sorted(recorded, key=lambda row: (row.entry.wall_at, row.entry.station, row.entry.seq)):
        author, event = row.entry.author, row.event
        if author.strip() and author not in stations and author != PROGRAMS_AUTHOR:
            yield author, "director" if is_directors(row.entry.station) else "observer"
        if isinstance(event, SituationChanged) and (event.decided_by or "").strip():
            yield event.decided_by or "", "official"
        contact = getattr(event, "contact", None)
        if contact and contact.strip():
            yield contact, "contact"


def _codes(scenario: Scenario) -> Iterator[str]:
    """Yield the ids by which rows name things of the plan."""
    listed = (
        scenario.cells, scenario.actors, scenario.objectives, scenario.red_lines, scenario.situations,
        scenario.phases, scenario.readiness, scenario.rules, scenario.vulnerabilities,
    )  # fmt: skip
    for items in listed:
        for item in items:
            yield item.id
    for inject in scenario.injects:
        yield inject.number
    for unit in scenario.roster:
        yield unit.unit


def _titles(scenario: Scenario) -> Iterator[str]:
    named: list[Text] = [cell.title for cell in scenario.cells]
    named += [actor.title for actor in scenario.actors]
    named += [unit.title for unit in scenario.roster]
    for title in named:
        for _, words in title.versions:
            yield words


def _key(name: str) -> str:
    """Return what two ways to write a name have in common."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _forms(name: str) -> set[str]:
    """Return the ways in which a name is looked for: as it is, and where upper case changes its letters."""
    written = " ".join(unicodedata.normalize("NFC", name).split())
    return {written, written.casefold(), written.upper()}


def _whole_words(names: Sequence[str]) -> re.Pattern[str]:
    """Return what finds names as whole words, the first one that fits; group n found the n-th name."""
    parts = (r"\s+".join(re.escape(word) for word in name.split(" ")) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'({part})' for part in parts)})(?!\w)", re.IGNORECASE)
