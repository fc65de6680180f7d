"""The players' message: as large as the measured rule says, whole, on any screen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from tabletop.ui.look import SEMIBOLD
from tabletop.ui.player.player_picture import MARGIN, YELLOW, fitted, paint
from tabletop.ui.player.player_sheet import MODES, Sheet
from tabletop.ui.player.player_text import COMFORTABLE, LARGEST, LEAST, LINE, MOST_LINES, face, fit, tidy

pytestmark = pytest.mark.usefixtures("qapp_ready")

WIDTH, HEIGHT = 1270, 430
SCREENS = [(1024, 768), (1366, 768), (1920, 1080), (3840, 2160), (1080, 1920)]
LONG = ("Sebagian massa melempar botol ke arah petugas, mayoritas tetap duduk. " * 60)[:4_000]
TEXTS = {
    "a word": "Siaga",
    "two lines": "Sebagian melempar botol, mayoritas tetap duduk.",
    "an unbroken word": "x" * 200,
    "4,000 letters": LONG,
    "300 letters": LONG[:300],
    "lines": "satu\n\n\n\ndua\r\ntiga\n",
    "markup": "<b>tebal</b> & R&D <script>",
}


def words_of(pages: tuple[tuple[str, ...], ...]) -> str:
    return "".join("".join(line.split()) for page in pages for line in page)


@pytest.mark.parametrize("size", SCREENS, ids=str)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_letter_stands_within_the_screen(text: str, size: tuple[int, int]) -> None:
    unit = min(size[1] / 768, size[0] / 1024)

    set_in = fitted(Sheet(mode="message", text=text), QSizeF(*size))

    widths = QFontMetricsF(face(set_in.size, SEMIBOLD))
    width, height = size[0] / unit - 2 * MARGIN, size[1] / unit - 200 - 130
    assert words_of(set_in.pages) == "".join(text.split())
    for page in set_in.pages:
        assert len(page) <= MOST_LINES
        assert len(page) * set_in.size * LINE <= height
        assert max(widths.horizontalAdvance(line) for line in page) <= width + 1
    assert LEAST <= set_in.size <= LARGEST


@pytest.mark.parametrize("scale", [1, 1080 / 768, 2160 / 768])
def test_a_larger_screen_of_the_same_form_breaks_alike(scale: float) -> None:
    whole = fitted(Sheet(mode="message", text=LONG), QSizeF(1366, 768))

    assert fitted(Sheet(mode="message", text=LONG), QSizeF(1366 * scale, 768 * scale)) == whole


def test_the_reference_message_takes_two_lines_at_the_size_of_the_picture() -> None:
    set_in = fit(TEXTS["two lines"], WIDTH, HEIGHT)

    assert set_in.pages == (("Sebagian melempar botol,", "mayoritas tetap duduk."),)
    assert 110 <= set_in.size <= 114


def test_fewer_lines_win_over_a_larger_size() -> None:
    words = "Massa bergerak ke kantor KPU"

    set_in = fit(words, WIDTH, HEIGHT)

    assert set_in.pages == ((words,),)
    assert COMFORTABLE <= set_in.size < LARGEST


def test_what_does_not_fit_at_72_becomes_smaller_before_it_becomes_two_pages() -> None:
    set_in = fit(LONG[:500], WIDTH, HEIGHT)

    assert len(set_in.pages) == 1
    assert LEAST <= set_in.size < COMFORTABLE


def test_a_word_wider_than_the_line_at_72_is_made_smaller_and_stays_whole() -> None:
    word = "Pertanggungjawabkanlah" * 2

    set_in = fit(f"{word} segera", WIDTH, HEIGHT)

    assert word in set_in.pages[0][0]
    assert set_in.size < COMFORTABLE


def test_no_page_begins_or_ends_with_an_empty_line() -> None:
    set_in = fit("\n\n".join(f"Butir {n}" for n in range(40)), WIDTH, HEIGHT)

    assert len(set_in.pages) > 1
    assert all(page[0] and page[-1] for page in set_in.pages)


def test_blanks_and_signs_that_turn_the_line_round_are_taken_out() -> None:
    assert tidy("  a\t b\u202e c\x07 \r\n\r\n\r\n\r\nd\n ") == "a b c\n\nd"
    assert tidy(" \n ") == ""
    assert fit("", WIDTH, HEIGHT).pages == (("",),)


def picture(sheet: Sheet, size: tuple[int, int]) -> QImage:
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, QSizeF(*size), sheet)
    painter.end()
    return image


@pytest.mark.parametrize("size", SCREENS, ids=str)
@pytest.mark.parametrize("mode", MODES)
def test_no_mode_writes_to_the_edge_of_any_screen(mode: str, size: tuple[int, int]) -> None:
    sheet = Sheet(
        mode=mode, text="09.24" if mode == "clock" else "JEDA" if mode == "pause" else LONG, mark="LATIHAN",
        day="Kamis, 29 Februari 2024", now="09.19 WIB", to="Untuk " + "sel " * 60, to_short="Untuk SEL",
        source="dari " + "lapangan " * 30, elapsed="T+02:24:36", elapsed_note="diterima", pages="1/7",
        exercise="Latihan " * 40,
    )  # fmt: skip

    image = picture(sheet, size)

    for x in (2, size[0] - 3):
        is_dark = [image.pixelColor(x, y).lightness() < 90 for y in range(size[1])]
        bands = sum(one != other for one, other in pairwise(is_dark))
        assert bands <= 2, "something is written into the margin"


def test_a_blank_is_black_and_an_emergency_is_black_on_yellow() -> None:
    blank, emergency = (picture(Sheet(mode=mode), (1366, 768)) for mode in ("blank", "emergency"))

    assert {blank.pixelColor(x, y).name() for x in range(0, 1366, 50) for y in range(0, 768, 50)} == {
        "#000000"
    }
    assert emergency.pixelColor(5, 5) == YELLOW
    dark = sum(
        emergency.pixelColor(x, y).name() == "#000000" for x in range(0, 1366, 4) for y in range(0, 768, 4)
    )
    assert dark > 0.1 * (1366 // 4) * (768 // 4), "it fills the screen"
