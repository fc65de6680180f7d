"""Typed texts on paper: one escaping door, what the font lacks is shown, what is too long gives way."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from reports import samples
from reports.printed import pages, words

from tabletop.reports.debrief_page import debrief_pdf
from tabletop.reports.flowables import ELLIPSIS, common_style, fitted, fitted_words
from tabletop.reports.frame import REGULAR, Style, Typed, para, printable, unprintable, width_of

BODY = Style(REGULAR, 9, 11, floor=7)
ROW = Style(REGULAR, 9, 11, floor=7, shrinks_first=True)
SENTENCE = "Satu penanggung jawab memeriksa pos tanpa sinyal setiap dua jam."

anything = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


def printed(typed: Typed, style: Style = BODY) -> str:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(2000, 200))
    paragraph = para(typed, style)
    paragraph.wrap(1990, 190)
    paragraph.drawOn(canvas, 5, 100)
    canvas.save()
    return words(buffer.getvalue())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("dua  spasi\tdan\nbaris", "dua spasi dan baris"),
        ("bel\x07 dan nol\x00", "bel dan nol"),
        ("e\u0301", "\u00e9"),
        ("ko\u00adta", "kota"),
        ("abc\u202edef", "abc U+202E def"),
        ("nol\u200blebar", "nol U+200B lebar"),
        ("\U0001f600", "U+1F600"),
        ("\u6f22\u5b57", "U+6F22 U+5B57"),
        ("\ud800", "U+D800"),
        ("81,6\u00a0%", "81,6\u00a0%"),
        ("", ""),
    ],
)
def test_what_paper_cannot_show_is_removed_or_named(typed: str, shown: str) -> None:
    assert printable(typed) == shown


def test_the_characters_that_became_codes_are_listed_once_and_sorted() -> None:
    assert unprintable("\U0001f600 a \u202e b \U0001f600") == ("U+1F600", "U+202E")
    assert unprintable("plain") == ()


@given(anything)
def test_making_a_text_printable_twice_changes_nothing(typed: str) -> None:
    once = printable(typed)

    assert printable(once) == once
    assert unprintable(once) == ()


@pytest.mark.parametrize(
    "typed", ["<b>bold</b>", "<img src='x'/>", "a & b &amp; c", "</para>", "<![CDATA[x]]>", "%s {n}"]
)
def test_markup_is_printed_as_typed(typed: str) -> None:
    assert printed(Typed(typed)) == typed


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>&/\"'=; abimg#x0", min_size=1, max_size=40))
def test_no_run_of_markup_letters_is_lost_or_raises(typed: str) -> None:
    assert printed(Typed(typed)).replace(" ", "") == printable(typed).replace(" ", "")


def test_a_text_that_fits_keeps_its_size() -> None:
    result = fitted(Typed("short"), BODY, width=200, lines=1)

    assert (result.size, result.lines, result.was_cut) == (9, 1, False)


def test_a_row_shrinks_before_it_takes_a_second_line() -> None:
    width = width_of(SENTENCE, BODY.sized(8))

    row = fitted(Typed(SENTENCE), ROW, width=width, lines=2)
    paragraph = fitted(Typed(SENTENCE), BODY, width=width, lines=2)

    assert (row.lines, row.was_cut) == (1, False)
    assert 7 <= row.size <= 8
    assert (paragraph.lines, paragraph.size) == (2, 9)


def test_a_text_without_room_is_cut_at_a_word_and_names_its_source() -> None:
    width = width_of(SENTENCE, BODY.sized(7)) * 0.7

    result = fitted(Typed(SENTENCE, source="P1:40"), BODY, width=width, lines=1)

    text = result.paragraph.getPlainText()
    kept = text.removesuffix(f"{ELLIPSIS} (P1:40)")
    assert result.was_cut
    assert SENTENCE.startswith(f"{kept} ")
    assert result.size == 7


def test_the_facts_round_a_text_stay_when_it_is_cut() -> None:
    typed = Typed("kata " * 500, lead="T+02:00, C21.", tail="O6 paling tinggi M.", close="R1: 0.")

    result = fitted(typed, BODY, width=200, lines=3)

    text = result.paragraph.getPlainText()
    assert text.startswith("T+02:00, C21. kata")
    assert text.endswith(f"kata{ELLIPSIS} O6 paling tinggi M. R1: 0.")
    assert result.lines == 3


def test_one_endless_word_is_cut_inside() -> None:
    result = fitted(Typed("x" * 4000), BODY, width=100, lines=2)

    assert result.was_cut
    assert result.lines <= 2


@settings(max_examples=60, deadline=None)
@given(typed=anything, width=st.integers(40, 300), lines=st.integers(1, 4))
def test_a_fitted_text_never_takes_more_room_than_it_was_given(typed: str, width: int, lines: int) -> None:
    result = fitted(Typed(typed * 5), BODY, width=width, lines=lines)

    assert result.lines <= lines
    assert 7 <= result.size <= 9


def test_a_short_label_shrinks_to_the_floor_and_is_then_cut() -> None:
    full = width_of(SENTENCE, BODY)

    assert fitted_words(SENTENCE, BODY, full) == (SENTENCE, 9)
    assert fitted_words(SENTENCE, BODY, full * 0.9)[0] == SENTENCE
    text, size = fitted_words(SENTENCE, BODY, full * 0.5)
    assert size == 7
    assert text.endswith(ELLIPSIS)
    assert width_of(text, BODY.sized(size)) <= full * 0.5


def test_neighbours_share_the_size_of_the_one_that_must_shrink() -> None:
    width = width_of(SENTENCE, BODY.sized(8))

    style = common_style([Typed("short"), Typed(SENTENCE), Typed("x " * 500)], BODY, width=width, lines=1)

    assert 7.5 <= style.size <= 8


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.sampled_from([1, 6, 12]))
def test_any_text_in_every_typed_place_prints_on_one_page(typed: str, objectives: int) -> None:
    pdf = debrief_pdf(
        samples.plan(objectives, say=lambda _: typed),
        samples.debrief(objectives, say=lambda _: typed),
        ("id", "en"),
    )

    assert pages(pdf) == 1


@pytest.mark.long
@settings(max_examples=400, deadline=None)
@given(st.text(max_size=4000), st.integers(0, 25), st.sampled_from([("id",), ("en",), ("en", "id")]))
def test_any_text_in_every_typed_place_prints_on_one_page_at_length(
    typed: str, objectives: int, languages: tuple[str, ...]
) -> None:
    pdf = debrief_pdf(
        samples.plan(objectives, say=lambda _: typed),
        samples.debrief(objectives, say=lambda _: typed),
        languages,
    )

    assert pages(pdf) == 1
