"""The key card: one page with every key, whole, in one language or two."""

from __future__ import annotations

import pytest
from reports import printed

from tabletop.reports.key_card import CardRow, key_card_pdf

ROWS = [
    CardRow(group="", key="F5", twin="Ctrl+J", words="Release"),
    CardRow(group="", key="F9", twin="Ctrl+Shift+P", words="Pause or resume"),
    *(CardRow(group="Injects", key=f"Ctrl+F{n}", twin="", words="Hold") for n in range(1, 36)),
    *(CardRow(group="Log", key=f"Alt+F{n}", twin="Ctrl+L", words="Log line") for n in range(1, 41)),
]


@pytest.mark.parametrize("languages", [("id",), ("en",), ("id", "en")])
def test_every_key_stands_on_the_one_page(languages: tuple[str, ...]) -> None:
    pdf = key_card_pdf(ROWS, languages)

    assert printed.pages(pdf) == 1
    words = printed.words(pdf)
    assert all(row.key in words for row in ROWS)
    assert "…" not in words
    assert min(size for size, *_ in printed.letters(pdf)) >= 6.9


def test_the_same_keys_give_the_same_bytes() -> None:
    assert key_card_pdf(ROWS, ("id",)) == key_card_pdf(ROWS, ("id",))
