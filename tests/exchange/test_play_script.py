from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from tabletop import paths
from tabletop.domain.play.act import Act
from tabletop.domain.play.kinds import EVENT_TYPES
from tabletop.exchange.play_script import open_script, read_script
from tabletop.exchange.script_verbs import VERBS

JAKARTA = timezone(timedelta(hours=7))


def act(line: str) -> Act:
    """Return the act of one line after STARTEX."""
    return read_script(f"T+00:00 startex\nT+00:10 {line}\n", "x.play")[1]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("ready K01 present=6 serviceable=5", {"item": "K01", "present": 6, "serviceable": 5}),
        ('ready K01 present=6 serviceable=5 note="one broken"',
         {"item": "K01", "present": 6, "serviceable": 5, "note": "one broken"}),
        ("present PATROL present=12 fit=11", {"unit": "PATROL", "present": 12, "fit": 11}),
        ('participants "City police" n=38', {"organisation": "City police", "n": 38}),
        ('startex phase=F3 override="two radios came"', {"phase": "F3", "override": "two radios came"}),
        ("endex", {}),
        ("endex rest=unmet", {"rest": "unmet"}),
        ("release E01", {"inject": "E01"}),
        ("release E01 variant=0", {"inject": "E01", "variant": 0}),
        ('retract E05 reason="wrong one"', {"inject": "E05", "reason": "wrong one"}),
        ("repeat E05", {"inject": "E05"}),
        ("hold E05 reason=waiting", {"inject": "E05", "reason": "waiting"}),
        ("skip E05 reason=x", {"inject": "E05", "reason": "x"}),
        ("shift E08 +5min", {"inject": "E08", "by_ms": 300_000}),
        ("shift E08.. -90s", {"inject": "E08", "onward": True, "by_ms": -90_000}),
        ("auto E05 on", {"inject": "E05", "on": True}),
        ("auto E05 off", {"inject": "E05", "on": False}),
        ("decline C07 reason=x", {"inject": "C07", "reason": "x"}),
        ("acknowledge E01 OPS", {"inject": "E01", "cell": "OPS"}),
        ('improvise X01 title=Power message="No light" to=OPS,LO-1 method=phone from=PLN',
         {"inject": "X01", "title": "Power", "message": "No light", "to": ("OPS", "LO-1"),
          "method": "phone", "sender": "PLN"}),
        ("improvise X02 title=a message=b to=all", {"inject": "X02", "title": "a", "message": "b",
                                                    "to": ("all",)}),
        ("deadline report within=24h clock=scenario inject=E02",
         {"text": "report", "within_ms": 86_400_000, "clock": "scenario", "inject": "E02"}),
        ('deadline "a report" within="90 s"', {"text": "a report", "within_ms": 90_000}),
        ('done "a report"', {"text": "a report"}),
        ("decide OPS wait", {"cell": "OPS", "text": "wait"}),
        ('decide OPS "Close it" inject=E02 category=action why="Life first" rule=law-1 told=MEDIA,LO-1',
         {"cell": "OPS", "text": "Close it", "inject": "E02", "category": "action", "why": "Life first",
          "rule": "law-1", "told": ("MEDIA", "LO-1")}),
        ("decide OPS x deviation=a source=B2 threat=c alternative=d warning=e authority=f",
         {"cell": "OPS", "text": "x", "deviation": "a", "source": "B2", "threat": "c", "alternative": "d",
          "warning": "e", "authority": "f"}),
        ("observe OPS runs", {"cell": "OPS", "text": "runs"}),
        ('observe OPS "Runs" judgement="Too late" sense=heard kind=improve inject=E02 action=E02.a',
         {"cell": "OPS", "text": "Runs", "judgement": "Too late", "sense": "heard", "bearing": "improve",
          "inject": "E02", "action": "E02.a"}),
        ("sync P1 offset=+03:00:00", {"of": "P1", "offset_ms": 10_800_000}),
        ("sync P1 offset=-0:02", {"of": "P1", "offset_ms": -2_000}),
        ("mark 2", {"number": 2}),
        ("assess E01.a n/a", {"action": "E01.a", "completion": "n/a"}),
        ("settle E01.a partial reason=x", {"action": "E01.a", "completion": "partial", "reason": "x"}),
        ("breach R1", {"red_line": "R1"}),
        ("breach R1 inject=E02 grave=yes note=x",
         {"red_line": "R1", "inject": "E02", "grave": True, "note": "x"}),
        ("breach R1 grave=no", {"red_line": "R1", "grave": False}),
        ("clear R1 reason=x", {"red_line": "R1", "reason": "x"}),
        ("pause", {}),
        ("pause reason=break", {"reason": "break"}),
        ("resume", {}),
        ("resume for=12:30", {"for_ms": 750_000}),
        ("resume for=01:12:30", {"for_ms": 4_350_000}),
        ("resume for=90:00", {"for_ms": 5_400_000}),
        ("safety reason=fire", {"reason": "fire"}),
        ("adjust +2:00 reason=x", {"by_ms": 120_000, "reason": "x"}),
        ("adjust -00:00:30 reason=x", {"by_ms": -30_000, "reason": "x"}),
        ("jump 2024-02-12T07:00+07:00 due=skip reason=x",
         {"to": datetime(2024, 2, 12, 7, tzinfo=JAKARTA), "due": "skip", "reason": "x"}),
        ("undo", {}),
        ('correct decide "Open it" why=clear', {"text": "Open it", "why": "clear"}),
        ("withdraw decide", {}),
        ("rate overall P", {"target": "overall", "letter": "P"}),
        ("rate O1.1 M why=slow", {"target": "O1.1", "letter": "M", "why": "slow"}),
        ("strength O3 calm", {"objective": "O3", "text": "calm"}),
        ("improve O3 slow element=training", {"objective": "O3", "text": "slow", "element": "training"}),
        ("plan Train from=2 owner=HR contact=a start=b due=2024-02-10 retest=d",
         {"text": "Train", "from_": 2, "owner": "HR", "contact": "a", "start": "b", "due": "2024-02-10",
          "retest": "d"}),
        ("note x question=3", {"text": "x", "question": 3}),
    ],
)  # fmt: skip
def test_each_verb_gives_its_arguments_by_name(line: str, values: dict[str, Any]) -> None:
    made = act(line)

    assert made.verb == line.split(maxsplit=1)[0]
    assert dict(made.values) == values


def test_every_verb_takes_a_reason() -> None:
    assert {name for name, verb in VERBS.items() if verb.key("reason") is None} == set()


def test_values_are_named_as_the_fields_of_their_event() -> None:
    # What a service works out or takes apart itself: seqs, lengths of wall time, reasons of the hand.
    own = {"from_", "for_ms", "reason", "of", "number"}
    kinds = {"ready": "readiness-checked", "present": "unit-counted", "participants": "participants-counted"}

    for name, verb in VERBS.items():
        if name in ("undo", "withdraw"):
            continue
        event = EVENT_TYPES[kinds.get(name, "decide" if name == "correct" else name)]
        known = {field.name for field in fields(event)} | own  # type: ignore[arg-type]  # all are dataclasses
        given = {argument.field for argument in (*verb.positional, *verb.keys) if argument.field}
        assert given <= known, name


# What any act may carry


def test_an_act_is_the_directors_unless_it_says_otherwise() -> None:
    made = act("note x")

    assert (made.station, made.by, made.seen_ms) == ("DIR", None, None)


def test_an_act_may_carry_station_author_and_when_it_was_seen() -> None:
    made = act('note x station=P1 by="Observer 1" seen=T+00:09:30')

    assert (made.station, made.by, made.seen_ms) == ("P1", "Observer 1", 570_000)
    assert dict(made.values) == {"text": "x"}


def test_by_names_who_decided_a_situation() -> None:
    made = act('situation yellow by="Head" reason="Crowd grows" station=DIR')

    assert made.by is None
    assert dict(made.values) == {"situation": "yellow", "decided_by": "Head", "reason": "Crowd grows"}


def test_an_act_keeps_its_line_and_time() -> None:
    acts = read_script("# a script\n\n   T+00:00 startex # go\nT+100:00:01   note\tx\n", "x")

    assert [(made.line, made.at_ms) for made in acts] == [(3, 0), (4, 360_001_000)]


# Words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"a b"', "a b"),
        (r'"a \"b\" \\ c\nd"', 'a "b" \\ c\nd'),
        ('"#1 is no comment"', "#1 is no comment"),
        ("a#b", "a#b"),
        ("x # a comment", "x"),
        ("x #", "x"),
        ('"x"# no', None),
        ("don't", "don't"),
        ('"reason=x"', "reason=x"),
        ("a\\b", "a\\b"),
        ('"x\u2028y"', "x\u2028y"),
        ('"\u00fcber \U0001f600"', "\u00fcber \U0001f600"),
    ],
)
def test_only_double_quotes_quote_and_a_hash_begins_a_comment_at_a_words_start(
    written: str, meant: str | None
) -> None:
    if meant is None:
        with pytest.raises(Exception, match="script-unreadable"):
            act(f"note {written}")
        return

    assert act(f"note {written}").values["text"] == meant


def test_a_hash_in_a_keys_value_is_no_comment() -> None:
    assert act("skip E01 reason=#7").values["reason"] == "#7"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_of_a_script_may_end_in_any_way(ending: str) -> None:
    text = ending.join(["T+00:00 startex", "", "T+00:01 undo"])

    assert [made.line for made in read_script(text, "x")] == [1, 3]


def test_an_empty_script_has_no_acts() -> None:
    assert read_script("", "x") == ()


@pytest.mark.slow
def test_the_bundled_run_is_read() -> None:
    acts = open_script(paths.bundled_pack("sispamkota-2024") / "sample.play")

    assert acts[-1].line > len(acts) > 300
    assert {made.station for made in acts} == {"DIR", "P1", "P2"}
