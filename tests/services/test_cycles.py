"""The search for dead cycles rests while rows are made, and never longer."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tabletop.services.cycles import cycle_search_put_off


@pytest.fixture(autouse=True)
def _search_goes_on() -> Iterator[None]:
    yield
    gc.enable()


def test_the_search_rests_only_meanwhile() -> None:
    with cycle_search_put_off():
        rested = not gc.isenabled()

    assert rested
    assert gc.isenabled()


def test_the_search_goes_on_after_a_refusal() -> None:
    with pytest.raises(OSError, match="full"), cycle_search_put_off():
        raise OSError("full")

    assert gc.isenabled()


def test_an_inner_rest_does_not_end_the_outer_one() -> None:
    with cycle_search_put_off():
        with cycle_search_put_off():
            pass
        rested = not gc.isenabled()

    assert rested


def test_who_has_switched_the_search_off_keeps_it_off() -> None:
    gc.disable()

    with cycle_search_put_off():
        pass

    assert not gc.isenabled()
