"""Whose names a redacted copy hides and how they are found; no field of any event is forgotten."""

from __future__ import annotations

import types
from dataclasses import fields, replace
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from builders import Rows, inject, roster_unit, scenario
from hypothesis import given
from hypothesis import strategies as st
from store.events_of_all_kinds import any_event

from tabletop.domain.plan.text import Text
from tabletop.domain.play import events as ev
from tabletop.domain.play import redaction
from tabletop.domain.play.follow_up import ActionCarried
from tabletop.domain.play.hidden_names import HiddenName, Mask, Role, hide, is_code, is_role
from tabletop.domain.play.kinds import EVENT_TYPES
from tabletop.domain.play.redaction import Renaming, branches_in, hashes_in, redacted_event, texts_of
from tabletop.domain.play.stations import BranchesKept, ConductTakenOver, DebriefPrinted, LogbookHandedOver

WORDS: dict[Role, str] = {
    "director": "Director", "observer": "Observer", "official": "Official", "contact": "Contact",
    "person": "Person",
}  # fmt: skip
PLAN = scenario(inject("E01"), roster=(replace(roster_unit("BOATS"), title=Text.same("Boat team North")),))
NOWHERE = Renaming(stations={}, hashes={})


def mask(*names: str) -> Mask:
    return Mask(
        HiddenName(name=name, role="person", pseudonym=f"Person {n}") for n, name in enumerate(names, 1)
    )


# Finding names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Budi Santoso said so", "Person 1 said so"),
        ("said BUDI  santoso, twice: budi\nSantoso!", "said Person 1, twice: Person 1!"),
        ("Budiman and Budi_2 stay, (Budi) does not", "Budiman and Budi_2 stay, (Person 2) does not"),
        ("Budi Santoso-Budi", "Person 1-Person 2"),
        ("Mr. José spoke to jose\u0301", "Mr. Person 3 spoke to Person 3"),
        ("Groß, GROSS, groß", "Person 4, Person 4, Person 4"),
        ("KAZIM and Kaz\u0131m", "Person 5 and Person 5"),
        ("nobody", "nobody"),
    ],
)
def test_names_are_found_as_whole_words_in_any_case_the_longest_first(words: str, told: str) -> None:
    assert mask("Budi Santoso", "Budi", "José", "Groß", "Kaz\u0131m").text(words) == told


def test_a_single_letter_is_hidden_where_it_is_the_whole_name_only() -> None:
    assert mask("A").text("A boat") == "A boat"
    assert mask("A").name("a") == "Person 1"
    assert mask().text("A") == "A"


@given(
    st.lists(st.text(st.sampled_from("abK \u0130\u0131\u017fß.("), min_size=1, max_size=6), max_size=4),
    st.text(st.sampled_from("abK \u0130\u0131\u017fß.("), max_size=30),
)
def test_nothing_that_was_hidden_is_found_again(names: list[str], words: str) -> None:
    hiding = Mask(HiddenName(name=name, role="person", pseudonym="§") for name in names if name.strip())

    assert hiding.found_in(hiding.text(words)) is None


def test_words_of_a_name_that_stand_alone_are_counted() -> None:
    left = mask("Budi Santoso", "Sri", "AKP Joko").left_in(["Budi and budi", "SRI, Ak Joko"])

    assert left == [("Budi", 2), ("Joko", 1)]


# Whose names ------------------------------------------------------------------------------------


def test_people_are_hidden_by_role_in_the_order_in_which_they_come() -> None:
    rows = Rows()
    rows.add(ev.ExerciseStarted(), author="Ani")
    rows.add(ev.ExercisePaused(), author="program", at_ms=1)
    rows.add(ev.NoteTaken(text="x"), station="P1", author="Budi", at_ms=2)
    rows.add(ev.NoteTaken(text="x"), station="P2", author="P2", at_ms=3)
    rows.add(ev.SituationChanged(situation="green", reason="x", decided_by="Chief Tono"), at_ms=4)
    rows.add(ev.SituationChanged(situation="green", reason="x", decided_by="boat team"), at_ms=5)
    rows.add(ev.NoteTaken(text="x"), station="P1", author="Observer 3", at_ms=6)
    rows.add(ev.NoteTaken(text="x"), station="P1", author="budi ", at_ms=7)
    rows.add(
        ActionCarried(exercise="EX", action="DIR:1", text="x", owner="Desk", contact="0812 Joko"), at_ms=8
    )
    rows.add(ev.NoteTaken(text="x"), station="P3", author="Citra", at_ms=9)

    hidden = hide(PLAN, rows.recorded, ["Dedi", "BUDI"], WORDS)

    assert [(each.name, each.pseudonym) for each in hidden] == [
        ("Ani", "Director 1"), ("Budi", "Observer 1"), ("Chief Tono", "Official 1"),
        ("0812 Joko", "Contact 1"), ("Citra", "Observer 2"), ("Dedi", "Person 1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code", "role"),
    [
        ("ops", True, True),
        ("E01", True, True),
        ("BOATS", True, True),
        ("observer 12", True, True),
        ("Person", True, True),
        ("team north", False, True),
        ("team nor", False, False),
        ("Ani", False, False),
    ],
)
def test_what_is_no_name(name: str, code: bool, role: bool) -> None:
    assert (is_code(name, PLAN, WORDS), is_role(name, PLAN, WORDS)) == (code, role)


# Events -----------------------------------------------------------------------------------------


def test_every_text_field_of_every_event_is_told_apart() -> None:
    known = (
        redaction.TYPED | redaction.CODES | redaction.STATIONS | redaction.HASHES | redaction.LINKS
        | redaction.LEFT_OUT
    )  # fmt: skip
    lacking = {
        (kind, field.name)
        for kind, event_type in EVENT_TYPES.items()
        for field in fields(event_type)
        if _holds_text(get_type_hints(event_type)[field.name]) and field.name not in known
    }

    assert lacking == set()


def _holds_text(hint: Any) -> bool:
    if get_origin(hint) in (types.UnionType, tuple) or type(hint).__name__ == "_UnionGenericAlias":
        return any(_holds_text(part) for part in get_args(hint))
    return hint is str


@given(any_event, st.sampled_from(sorted(redaction.TYPED)))
def test_a_name_in_a_typed_field_is_gone_and_all_else_stays(event: ev.Event, name: str) -> None:
    if isinstance(getattr(event, name, None), str):
        event = replace(event, **{name: f"said Budi Santoso: {getattr(event, name)}"})  # type: ignore[arg-type]

    copy = redacted_event(event, mask("Budi Santoso"), NOWHERE)

    assert not any("Budi" in text for text in texts_of(copy))
    changed = {
        field.name for field in fields(event) if getattr(event, field.name) != getattr(copy, field.name)
    }
    assert changed <= redaction.TYPED | redaction.LEFT_OUT | {"head"}


def test_stations_links_and_hashes_are_renamed_and_attachments_left_out() -> None:
    renaming = Renaming(stations={"P1": "S1", "P1~ab12": "S1~cd34"}, hashes={"old": "new"})

    def copied(event: ev.Event) -> ev.Event:
        return redacted_event(event, mask(), renaming)

    assert copied(LogbookHandedOver(rows=3, head="old")) == LogbookHandedOver(rows=3, head="new")
    assert copied(LogbookHandedOver(rows=3, head="lost")) == LogbookHandedOver(rows=3, head="lost")
    assert copied(ConductTakenOver(station="P1", head_seq=1, head_hash="old")).head_hash == "new"  # type: ignore[attr-defined]
    assert copied(DebriefPrinted(head="old", entries=2)) == DebriefPrinted(head="", entries=2)
    link = ev.StrengthNoted(objective="O1", text="x", rows=("P1:3", "P1~ab12:4", "DIR:1"))
    assert copied(link).rows == ("S1:3", "S1~cd34:4", "DIR:1")  # type: ignore[attr-defined]
    photo = ev.DecisionLogged(cell="OPS", text="x", attachments=("hash",))
    assert copied(photo).attachments is None  # type: ignore[attr-defined]


def test_what_an_event_names_is_told() -> None:
    kept = BranchesKept(station="P1", kept=("a",), left=("b",), reason="x")

    assert list(hashes_in(kept)) == ["a", "b"]
    assert list(hashes_in(LogbookHandedOver(rows=1, head="c"))) == ["c"]
    assert list(hashes_in(ConductTakenOver(station="DIR", head_seq=1, head_hash="d"))) == ["d"]
    assert list(hashes_in(ev.NoteTaken(text="x"))) == []
    assert list(branches_in(ev.NoteTaken(text="x", rows=("P1~ab12:3", "P1:2")))) == ["P1~ab12"]
    assert list(branches_in(kept)) == []
    assert list(texts_of(ev.UnknownEvent(named="x", named_version=1))) == []
