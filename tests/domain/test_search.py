"""Search in typed text: what is written there is always found, also spelled otherwise or with one slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.play.search import Haystack, Needle, begins_nearly, fold

LOG = "02:24 KEPUTUSAN KAOPS E25: Rencana kontinjensi disusun Léo sesudah geladi posko"


def finds(asked: str, text: str = LOG) -> bool:
    return Needle(asked).is_in(Haystack.of(text))


@given(st.text())
def test_a_folded_text_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=40))
def test_a_part_of_a_text_is_always_found(before: str, asked: str, after: str) -> None:
    assert finds(asked, before + asked + after)


@given(st.text(max_size=40), st.text(max_size=40))
def test_folding_two_texts_apart_or_together_is_the_same(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


def test_nothing_asked_is_found_everywhere() -> None:
    assert finds("", "")
    assert finds("   ")


@pytest.mark.parametrize("asked", ["KONTINJENSI", "leo", "LÉO", "keputusan e25", "posko rencana"])
def test_case_accents_and_order_do_not_count(asked: str) -> None:
    assert finds(asked)


def test_every_word_must_be_found() -> None:
    assert not finds("rencana rekapitulasi")


@pytest.mark.parametrize("asked", ["kontinjensi", "kontijensi", "kontingensi"])
@pytest.mark.parametrize("written", ["kontinjensi", "Kontijensi", "KONTINGENSI"])
def test_each_spelling_of_contingency_finds_each(asked: str, written: str) -> None:
    assert finds(asked, f"Paket {written} dibuka")


@pytest.mark.parametrize("asked", ["gladi", "geladi", "GELAD"])
@pytest.mark.parametrize("written", ["gladi", "Geladi"])
def test_each_spelling_of_rehearsal_finds_each(asked: str, written: str) -> None:
    assert finds(asked, f"{written} ruang")


@pytest.mark.parametrize("asked", ["kontij", "kontin", "kontinj", "konting"])
def test_what_is_found_stays_found_while_it_is_typed(asked: str) -> None:
    assert finds(asked)


@pytest.mark.parametrize("asked", ["keputsan", "keputusann", "kepuyusan", "xkeputusan"])
def test_one_slip_in_a_long_word_is_forgiven(asked: str) -> None:
    assert finds(asked)


@pytest.mark.parametrize("asked", ["kptsn", "poskp", "kepuyuson"])
def test_a_slip_in_a_short_word_or_two_in_a_long_one_are_not(asked: str) -> None:
    assert not finds(asked)


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", max_size=10))
def test_nearly_is_an_edit_distance_of_at_most_one_to_a_beginning(word: str, other: str) -> None:
    near = any(_distance(word, other[:end]) <= 1 for end in range(len(other) + 1))

    assert begins_nearly(word, other) == near


def _distance(word: str, other: str) -> int:
    """Count edits the slow way, as the textbook does."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word, start=1):
        before, row = row, [at]
        for place, sign in enumerate(other, start=1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != sign)))
    return row[-1]
