"""Five exercises scored by hand with method T1; it must not hold more than facts and sums written out.

The form of an exercise is described in `sheet_rows.py`. Each line of an expected sheet shows its sum.
"""

from __future__ import annotations

from fractions import Fraction

from domain.sheet_rows import (
    DIR,
    Row,
    act,
    action,
    assess,
    breach,
    clear,
    graded,
    inject,
    release,
    settle,
    total,
)

F = Fraction  # so that a sum fits on its line

# (a) The example of the README: two objectives, three injects, seven actions, one observer ------------

README = {
    "endex_ms": 5_400_000,  # T+01:30
    "rest": "open",
    "objectives": [{"id": "O1", "weight": F(1)}, {"id": "O2", "weight": F(2)}],
    "red_lines": [{"id": "R1", "objective": "O2", "grave": False}],
    "injects": [
        inject("E01", action("E01.a", 3, 300_000, "O1"), action("E01.b", 4, 300_000, "O1")),
        inject(
            "E02",
            action("E02.a", 1, 600_000, "O1"),
            action("E02.b", 2, 600_000, "O2"),
            action("E02.c", 3, None, "O2"),
        ),
        inject("E03", action("E03.a", 4, 900_000, "O2"), action("E03.b", 4, None, "O2")),
    ],
    "acts": [
        release(120_000, "E01"),  # T+00:02
        assess(380_000, "P1/observer", "E01.a", "met", seen_ms=360_000),  # T+00:06
        assess(660_000, "P1/observer", "E01.b", "met"),  # T+00:11
        release(900_000, "E02"),  # T+00:15
        assess(1_260_000, "P1/observer", "E02.b", "partial"),  # T+00:21
        assess(1_300_000, "P1/observer", "E02.c", "n/a"),
        assess(1_600_000, "P1/observer", "E02.a", "unmet"),
        release(1_800_000, "E03"),  # T+00:30
        breach(2_400_000, "P1/observer", "R1"),
        assess(2_700_000, "P1/observer", "E03.a", "met"),  # T+00:45
        assess(4_200_000, "P1/observer", "E03.b", "met"),  # T+01:10
        act(5_400_000, DIR, "endex"),
    ],
}
README_EXPECTED = {
    "actions": {
        "E01.a": graded("met", 1, 240_000, F(3)),  # 6 - 2 = 4 min, limit 5: 3 x 1 x 1
        "E01.b": graded("met", 1, 540_000, F(2)),  # 11 - 2 = 9 min, between 5 and 10: 4 x 1 x 1/2
        "E02.a": graded("unmet", 1, None, F(0)),  # 1 x 0
        "E02.b": graded("partial", 1, 360_000, F(1)),  # 21 - 15 = 6 min, limit 10: 2 x 1/2 x 1
        "E02.c": graded("n/a", 1, None, None),  # its 3 points leave the sum
        "E03.a": graded("met", 1, 900_000, F(4)),  # 45 - 30 = 15 min, limit 15: 4 x 1 x 1
        "E03.b": graded("met", 1, 2_400_000, F(4)),  # 40 min, no limit: 4 x 1 x 1
    },
    "objectives": {
        # 100 x (3 + 2 + 0) / (3 + 4 + 1) = 62.5
        "O1": total(F(125, 2), F(5), 8, of=(3, 3), coverage=F(1), letter="M"),
        # 100 x (1 + 4 + 4) / (2 + 4 + 4), exactly P, capped by R1; n/a counts as assessed
        "O2": total(F(90), F(9), 10, of=(4, 4), coverage=F(1), letter="M", capped_by=("R1",)),
    },
    # (1 x 62.5 + 2 x 90) / (1 + 2) = 242.5 / 3 = 80.83
    "overall": {"percent": F(485, 6), "coverage": F(1), "letter": "S", "capped_by": []},
}

# (b) Several raters, an even split, settle, undo ------------------------------------------------------

RATERS = {
    "endex_ms": 1_000_000,
    "rest": "open",
    "objectives": [{"id": "O1", "weight": F(1)}, {"id": "O2", "weight": F(1, 2)}],
    "red_lines": [],
    "injects": [
        inject(
            "E01",
            action("E01.a", 4, 300_000, "O1"),
            action("E01.b", 2, 300_000, "O1"),
            action("E01.c", 2, 300_000, "O1"),
            action("E01.d", 3, 60_000, "O1"),
        ),
        inject(
            "E02",
            action("E02.a", 5, None, "O2"),
            action("E02.b", 9, 120_000, "O2"),
            action("E02.c", 2, 120_000, "O2"),
            action("E02.d", 1, 120_000, "O2"),
            action("E02.e", 3, 120_000, "O2"),
        ),
    ],
    "acts": [
        release(60_000, "E01"),
        assess(500_000, "P1/A", "E01.a", "met", seen_ms=200_000),
        assess(500_000, "P2/B", "E01.a", "met", seen_ms=400_000),
        assess(500_000, "P2/C", "E01.a", "partial", seen_ms=320_000),
        assess(500_000, "P1/A", "E01.b", "met", seen_ms=100_000),
        assess(500_000, "P2/B", "E01.b", "unmet"),
        assess(500_000, "P1/A", "E01.c", "met", seen_ms=160_000),
        assess(500_000, "P2/B", "E01.c", "partial", seen_ms=420_000),
        assess(500_000, "P1/A", "E01.d", "n/a"),
        assess(500_000, "P2/A", "E01.d", "n/a"),  # another station: another rater
        assess(500_000, "P1/C", "E01.d", "met", seen_ms=120_000),
        release(600_000, "E02"),
        assess(700_000, "P1/A", "E02.a", "n/a"),
        assess(700_000, "P2/A", "E02.a", "n/a"),
        assess(700_000, "P2/B", "E02.b", "partial"),
        assess(710_000, "P1/A", "E02.b", "unmet"),
        settle(840_000, "E02.c", "partial"),
        settle(845_000, "E02.c", "unmet"),
        settle(846_000, "E02.c", "met"),
        act(847_000, DIR, "undo"),
        act(848_000, DIR, "undo"),  # takes the unmet, not the undo: the partial counts again
        settle(850_000, "E02.d", "met", seen_ms=650_000),
        assess(860_000, "P1/A", "E02.d", "unmet"),
        assess(870_000, "P1/A", "E02.e", "met", seen_ms=610_000),
        assess(880_000, "P1/A", "E02.e", "unmet"),
        act(885_000, "P1/C", "undo"),  # the station's latest act, whoever wrote it
        settle(890_000, "E02.b", "unmet"),
        settle(900_000, "E02.b", "met"),
        act(1_000_000, DIR, "endex"),
    ],
}
RATERS_EXPECTED = {
    "actions": {
        # partial met met: met; 200 320 400: seen at 320, 260 s after 60 s, limit 300: 4 x 1 x 1
        "E01.a": graded("met", 3, 260_000, F(4)),
        "E01.b": graded("unmet", 2, None, F(0)),  # unmet met: an even split takes the lower
        # partial met: partial; 160 420: the later; 360 s, between 300 and 600: 2 x 1/2 x 1/2
        "E01.c": graded("partial", 2, 360_000, F(1, 2)),
        "E01.d": graded("met", 1, 60_000, F(3)),  # one grade outweighs two n/a; 60 s, limit 60
        "E02.a": graded("n/a", 2, None, None),
        "E02.b": graded("met", 2, 100_000, F(9)),  # settled; the raters saw it at 700 s: 100 s
        "E02.c": graded("partial", 0, 240_000, F(1, 2)),  # its own time: 240 s = 2 x 120: 2 x 1/2 x 1/2
        "E02.d": graded("met", 1, 50_000, F(1)),  # settled over the later unmet, seen at 650 s
        "E02.e": graded("met", 1, 10_000, F(3)),  # the undo brought the met back
    },
    "objectives": {
        # 100 x (4 + 0 + 0.5 + 3) / (4 + 2 + 2 + 3) = 68.18
        "O1": total(F(750, 11), F(15, 2), 11, of=(4, 4), coverage=F(1), letter="M"),
        # 100 x (9 + 0.5 + 1 + 3) / (9 + 2 + 1 + 3) = 1350 / 15, exactly P
        "O2": total(F(90), F(27, 2), 15, of=(5, 5), coverage=F(1), letter="P"),
    },
    # (1 x 750/11 + 1/2 x 90) / (1 + 1/2) = (750 + 495) / 11 x 2/3 = 830 / 11 = 75.45
    "overall": {"percent": F(830, 11), "coverage": F(1), "letter": "S", "capped_by": []},
}

# (c) Too little evidence: one objective at the gate, one below it, one never played; no overall ---------

COVERAGE = {
    "endex_ms": 600_000,
    "rest": "open",
    "objectives": [{"id": "O1", "weight": F(1)}, {"id": "O2", "weight": F(1)}, {"id": "O3", "weight": F(1)}],
    "red_lines": [
        {"id": "R2", "objective": "O2", "grave": False},
        {"id": "R1", "objective": "O2", "grave": True},
        {"id": "R3", "objective": "O3", "grave": False},
    ],
    "injects": [
        inject(
            "E01",
            action("E01.a", 2, None, "O1"),
            action("E01.b", 3, None, "O1"),
            action("E01.c", 5, None, "O1"),
            action("E01.d", 1, None, "O1"),
            action("E01.e", 1, None, "O1"),
        ),
        inject(
            "E02",
            action("E02.a", 4, None, "O2"),
            action("E02.b", 1, None, "O2"),
            action("E02.c", 1, None, "O2"),
            action("E02.d", 1, None, "O2"),
            action("E02.e", 1, None, "O2"),
        ),
        inject("E03", action("E03.a", 5, None, "O3")),
        inject("E04", action("E04.a", 5, None, "O3")),
    ],
    "acts": [
        release(0, "E01"),
        assess(10_000, "P1/A", "E01.a", "met"),
        assess(20_000, "P1/A", "E01.b", "unmet"),
        assess(30_000, "P1/A", "E01.c", "n/a"),
        act(40_000, DIR, "hold", inject="E03"),
        release(50_000, "E02"),
        assess(60_000, "P1/A", "E02.a", "met"),
        assess(70_000, "P1/A", "E02.b", "met"),
        breach(80_000, "P1/A", "R1"),
        breach(90_000, "P1/A", "R2"),
        breach(95_000, "P1/A", "R3"),
        assess(97_000, "P1/A", "E03.a", "met"),  # never released: not on the sheet
        act(99_000, DIR, "skip", inject="E03"),
        act(600_000, DIR, "endex"),
    ],
}
COVERAGE_EXPECTED = {
    "actions": {
        "E01.a": graded("met", 1, 10_000, F(2)),
        "E01.b": graded("unmet", 1, None, F(0)),
        "E01.c": graded("n/a", 1, None, None),
        "E01.d": graded(None, 0, None, None),
        "E01.e": graded(None, 0, None, None),
        "E02.a": graded("met", 1, 10_000, F(4)),
        "E02.b": graded("met", 1, 20_000, F(1)),
        "E02.c": graded(None, 0, None, None),
        "E02.d": graded(None, 0, None, None),
        "E02.e": graded(None, 0, None, None),
    },
    "objectives": {
        # 100 x 2 / (2 + 3), exactly M; coverage exactly 60 %: enough
        "O1": total(F(40), F(2), 5, of=(3, 5), coverage=F(3, 5), letter="M"),
        # 100 x (4 + 1) / (4 + 1), shown; coverage 40 %: no letter, nothing to cap; R2 R1 is pack order
        "O2": total(F(100), F(5), 5, of=(2, 5), coverage=F(2, 5), letter=None, capped_by=("R2", "R1")),
        "O3": total(None, F(0), 0, of=(0, 0), coverage=None, letter=None, capped_by=("R3",)),
    },
    # 5 of 10 assessed: insufficient evidence
    "overall": {"percent": None, "coverage": F(1, 2), "letter": None, "capped_by": ["R1"]},
}

# (d) ENDEX marks the rest unmet; a variant drops actions ------------------------------------------------

REST_UNMET = {
    "endex_ms": 600_000,
    "rest": "unmet",
    "objectives": [{"id": "O1", "weight": F(3)}, {"id": "O2", "weight": F(1)}],
    "red_lines": [{"id": "R1", "objective": "O2", "grave": False}],
    "injects": [
        inject(
            "E01",
            action("E01.a", 9, None, "O1"),
            action("E01.b", 3, 60_000, "O1"),
            action("E01.c", 2, None, "O1"),
            action("E01.d", 1, 60_000, "O1"),
            variants=(["E01.b"], ["E01.a", "E01.c"]),
        ),
        inject(
            "E02",
            action("E02.a", 3, None, "O2"),
            action("E02.b", 5, None, "O2"),
            action("E02.c", 7, None, "O2"),
            variants=(["E02.a"],),
        ),
        inject("E03", action("E03.a", 7, None, "O2")),
    ],
    "acts": [
        release(100_000, "E01", 2),
        assess(110_000, "P1/A", "E01.a", "met"),
        assess(160_001, "P1/A", "E01.b", "met"),
        release(200_000, "E02"),
        assess(210_000, "P1/A", "E02.b", "n/a"),
        settle(220_000, "E02.c", "met"),
        breach(230_000, "P1/A", "R1", grave=True),
        act(600_000, DIR, "endex"),
    ],
}
REST_UNMET_EXPECTED = {
    "actions": {
        "E01.a": graded("n/a", 1, None, None, dropped=True),  # dropped, whatever was assessed
        "E01.b": graded("met", 1, 60_001, F(3, 2)),  # 1 ms over the limit: 3 x 1 x 1/2
        "E01.c": graded("n/a", 0, None, None, dropped=True),  # dropped, not unmet
        "E01.d": graded("unmet", 0, None, F(0)),
        "E02.a": graded("unmet", 0, None, F(0)),  # the base text drops nothing
        "E02.b": graded("n/a", 1, None, None),  # was assessed: stays
        "E02.c": graded("met", 0, 20_000, F(7)),  # was settled: stays
    },
    "objectives": {
        # 100 x (1.5 + 0) / (3 + 1) = 37.5; the dropped two leave coverage
        "O1": total(F(75, 2), F(3, 2), 4, of=(2, 2), coverage=F(1), letter="U"),
        # 100 x (0 + 7) / (3 + 7), exactly S, capped at U by a breach that was grave itself
        "O2": total(F(70), F(7), 10, of=(3, 3), coverage=F(1), letter="U", capped_by=("R1",)),
    },
    # (3 x 37.5 + 1 x 70) / (3 + 1) = 182.5 / 4 = 45.625: M already
    "overall": {"percent": F(365, 8), "coverage": F(1), "letter": "M", "capped_by": ["R1"]},
}

# (e) Retracted and released again, seen before the release, grave breaches; still running ---------------

RETRACTED = {
    "endex_ms": None,
    "rest": "unmet",  # without ENDEX it says nothing
    "objectives": [{"id": "O1", "weight": F(1)}, {"id": "O2", "weight": F(2)}],
    "red_lines": [
        {"id": "R1", "objective": "O1", "grave": False},
        {"id": "R2", "objective": "O2", "grave": True},
        {"id": "R3", "objective": "O2", "grave": False},
    ],
    "injects": [
        inject(
            "E01",
            action("E01.a", 4, 100_000, "O1"),
            action("E01.b", 4, 100_000, "O1"),
            action("E01.c", 4, 100_000, "O1"),
        ),
        inject("E02", action("E02.a", 9, None, "O1")),
        inject("E03", action("E03.a", 5, 100_000, "O1")),
        inject("E04", action("E04.a", 2, 100_000, "O2"), action("E04.b", 8, None, "O2")),
    ],
    "acts": [
        release(60_000, "E01"),
        assess(150_000, "P1/A", "E01.a", "met", seen_ms=100_000),
        act(200_000, DIR, "retract", inject="E01"),
        release(300_000, "E01"),
        act(400_000, DIR, "repeat", inject="E01"),
        assess(500_000, "P1/A", "E01.b", "partial"),
        release(600_000, "E02"),
        assess(650_000, "P1/A", "E02.a", "met"),
        act(700_000, DIR, "retract", inject="E02"),
        assess(700_000, "P1/A", "E03.a", "met", seen_ms=650_000),
        release(800_000, "E03"),
        release(900_000, "E04"),
        act(950_000, DIR, "retract", inject="E04"),
        act(960_000, DIR, "undo"),  # the release at 900 s stands again
        assess(1_010_000, "P1/A", "E04.a", "met", seen_ms=1_000_001),
        assess(1_020_000, "P1/A", "E04.b", "met"),
        breach(1_030_000, "P1/A", "R1"),
        breach(1_040_000, "P2/B", "R1", grave=True),
        clear(1_050_000, "R1"),  # withdraws the grave one
        breach(1_060_000, "P2/B", "R2"),  # grave by its line
        breach(1_070_000, "P1/A", "R3", grave=True),
        clear(1_080_000, "R3"),
    ],
}
RETRACTED_EXPECTED = {
    "actions": {
        "E01.a": graded("met", 1, 0, F(4)),  # seen at 100 s, before the release at 300 s
        "E01.b": graded("partial", 1, 200_000, F(1)),  # 200 s = 2 x limit: 4 x 1/2 x 1/2
        "E01.c": graded(None, 0, None, None),
        "E03.a": graded("met", 1, 0, F(5)),
        "E04.a": graded("met", 1, 100_001, F(1)),  # 1 ms late: 2 x 1 x 1/2
        "E04.b": graded("met", 1, 120_000, F(8)),
    },
    "objectives": {
        # 100 x (4 + 1 + 5) / (4 + 4 + 5) = 76.92; S, capped by the breach that still stands
        "O1": total(F(1000, 13), F(10), 13, of=(3, 4), coverage=F(3, 4), letter="M", capped_by=("R1",)),
        # 100 x (1 + 8) / (2 + 8); P, capped by a grave breach
        "O2": total(F(90), F(9), 10, of=(2, 2), coverage=F(1), letter="U", capped_by=("R2",)),
    },
    # (1 x 1000/13 + 2 x 90) / 3 = (1000 + 2340) / 39 = 85.64: S, capped at M; 5 of 6 assessed
    "overall": {"percent": F(3340, 39), "coverage": F(5, 6), "letter": "M", "capped_by": ["R2"]},
}

SHEETS: dict[str, tuple[Row, Row]] = {
    "readme": (README, README_EXPECTED),
    "raters": (RATERS, RATERS_EXPECTED),
    "coverage": (COVERAGE, COVERAGE_EXPECTED),
    "rest-unmet": (REST_UNMET, REST_UNMET_EXPECTED),
    "retracted": (RETRACTED, RETRACTED_EXPECTED),
}
