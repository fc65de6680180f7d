"""What the debrief's JSON says of findings, the plan and feedback (contract 5)."""

from __future__ import annotations

import json
from typing import Any

from builders import HEADER, Rows, chained, scenario

from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.play.follow_up import ActionCarried, ActionClosed, FeedbackGiven
from tabletop.domain.result.compilation import compile_debrief
from tabletop.exchange.debrief_json import debrief_json

PLAN = scenario()


def document_of(*events: ev.Event) -> dict[str, Any]:
    rows = Rows()
    for event in events:
        rows.add(event)
    recorded = chained(rows.recorded)
    debrief = compile_debrief(PLAN, fold(PLAN, recorded), header=HEADER, recorded=recorded)
    return dict(json.loads(debrief_json(PLAN, debrief)))


def test_a_finding_names_its_cell_and_the_rows_that_show_it() -> None:
    document = document_of(
        ev.ImprovementNoted(objective="O1", text="late", element="training", cell="OPS", rows=("DIR:2",)),
        ev.StrengthNoted(objective="O1", text="calm"),
    )

    assert document["findings"] == [
        {"id": "DIR:1", "kind": "improve", "objective": "O1", "text": "late", "element": "training",
         "author": "DIR", "cell": "OPS", "rows": ["DIR:2"]},
        {"id": "DIR:2", "kind": "strength", "objective": "O1", "text": "calm", "element": None,
         "author": "DIR", "cell": None, "rows": []},
    ]  # fmt: skip


def test_the_plan_says_what_became_of_each_action_and_where_it_comes_from() -> None:
    document = document_of(
        ev.ImprovementNoted(objective="O1", text="late", element="training"),
        ev.CorrectiveActionPlanned(
            text="drill", improvement_seq=1, owner="OPS", contact="desk", start="1 Feb", due="1 Mar",
            retest="EX-2", priority="high",
        ),
        ActionCarried(exercise="EX-1", action="P1:9", text="more boats", owner="Boat team"),
        ActionClosed(plan_station="DIR", plan_seq=3, evidence="two boats"),
    )  # fmt: skip

    assert document["plan"] == [
        {"id": "DIR:2", "from": "DIR:1", "text": "drill", "owner": "OPS", "contact": "desk",
         "start": "1 Feb", "due": "1 Mar", "status": "open", "element": "training", "priority": "high",
         "retest": "EX-2", "evidence": None, "carried_from": None},
        {"id": "DIR:3", "from": None, "text": "more boats", "owner": "Boat team", "contact": None,
         "start": None, "due": None, "status": "closed", "element": None, "priority": None,
         "retest": None, "evidence": "two boats", "carried_from": "EX-1"},
    ]  # fmt: skip


def test_feedback_stands_without_a_name() -> None:
    document = document_of(
        FeedbackGiven(text="too fast", score=2),
        FeedbackGiven(text="", realism=1, attendance=2, function=3, plan=4, score=5),
    )
    unsaid = {"realism": None, "attendance": None, "function": None, "plan": None}

    assert document["feedback"] == [
        {"id": "DIR:1", "text": "too fast", **unsaid, "score": 2},
        {"id": "DIR:2", "text": "", "realism": 1, "attendance": 2, "function": 3, "plan": 4, "score": 5},
    ]
