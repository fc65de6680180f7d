"""One line of a play script as it is understood."""

from __future__ import annotations

from tabletop.domain.play.act import Act


def test_an_act_is_the_directors_own_and_just_seen_unless_it_says_otherwise() -> None:
    act = Act(line=3, at_ms=60_000, verb="pause")

    assert (act.station, act.by, act.seen_ms, act.values) == ("DIR", None, None, {})
