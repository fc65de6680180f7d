"""What the evaluation wrote, in the words of the log."""

from __future__ import annotations

import pytest
from builders import MINUTE, Rows, scenario

from tabletop.domain.play import events as ev
from tabletop.domain.play.fold import fold
from tabletop.domain.play.follow_up import ActionCarried, ActionClosed, ActionRevised, FeedbackGiven
from tabletop.domain.play.kinds import EVENT_TYPES
from tabletop.i18n import catalogue
from tabletop.ui.item_models.log_entries import _SAYINGS, LogModel, LogWords
from tabletop.ui.look import Look
from tabletop.ui.theme import FIELD

PLAN = scenario()
STANDS_ELSEWHERE = {
    "readiness-checked", "unit-counted", "participants-counted", "acknowledge", "assess", "station-opened",
}  # fmt: skip
EVALUATION: list[tuple[ev.Event, str, str, str]] = [
    (ev.Rated(target="overall", letter="S"), "LETTER", "DIR", "Overall: S"),
    (ev.Rated(target="O1", letter="M", why="late twice"), "LETTER", "DIR", "O1: M. late twice"),
    (ev.StrengthNoted(objective="O1", text="calm"), "STRENGTH", "DIR", "O1: calm"),
    (ev.ImprovementNoted(objective="O1", text="one radio"), "IMPROVEMENT", "DIR", "O1: one radio"),
    (
        ev.CorrectiveActionPlanned(text="buy one", improvement_seq=4, owner="Stores", due="1 March"),
        "CORRECTIVE ACTION", "DIR", "buy one (Stores, due 1 March)",
    ),
    (
        ActionCarried(exercise="EX-1", action="DIR:9", text="more boats", owner="OPS"),
        "CORRECTIVE ACTION", "DIR", "From EX-1: more boats (OPS)",
    ),
    (
        ActionRevised(plan_station="DIR", plan_seq=5, progress="started"),
        "CORRECTIVE ACTION", "DIR", "Started: buy one",
    ),
    (
        ActionRevised(plan_station="DIR", plan_seq=6, owner="Harbour"),
        "CORRECTIVE ACTION", "DIR", "Changed: more boats",
    ),
    (
        ActionClosed(plan_station="DIR", plan_seq=5, evidence="receipt 17"),
        "CORRECTIVE ACTION", "DIR", "Closed: buy one. receipt 17",
    ),
    (ActionClosed(plan_station="P9", plan_seq=7, evidence="seen"), "CORRECTIVE ACTION", "DIR",
     "Closed: P9:7. seen"),
    (FeedbackGiven(text="too fast", score=2), "FEEDBACK", "", "too fast (all in all 2/5)"),
    (FeedbackGiven(text="", realism=4, plan=1), "FEEDBACK", "", "realism 4/5, knowing the plan 1/5"),
    (FeedbackGiven(text="good"), "FEEDBACK", "", "good"),
]  # fmt: skip


def words_of(language: str, *events: ev.Event) -> list[tuple[str, str, str]]:
    rows = Rows()
    for event in events:
        rows.add(event, at_ms=MINUTE)
    model = LogModel(LogWords(Look(FIELD, 100, catalogue(language)), PLAN))
    model.show_rows(rows.recorded, fold(PLAN, rows.recorded))
    return [(entry.kind, entry.who, entry.text) for entry in reversed(model.entries)]


def test_the_log_words_letters_findings_actions_and_feedback(qapp: object) -> None:
    said = words_of("en", *(event for event, *_ in EVALUATION))

    assert said == [(kind, who, text) for _, kind, who, text in EVALUATION]


def test_the_log_words_them_in_indonesian(qapp: object) -> None:
    planned = ev.CorrectiveActionPlanned(text="beli satu", improvement_seq=1, owner="Logistik", due="1 Maret")
    closed = ActionClosed(plan_station="DIR", plan_seq=1, evidence="kuitansi 17")

    assert words_of("id", planned, closed, FeedbackGiven(text="bagus", score=4)) == [
        ("TINDAKAN PERBAIKAN", "DIR", "beli satu (Logistik, tenggat 1 Maret)"),
        ("TINDAKAN PERBAIKAN", "DIR", "Selesai: beli satu. kuitansi 17"),
        ("TANGGAPAN", "", "bagus (keseluruhan 4/5)"),
    ]


@pytest.mark.parametrize("kind", sorted(EVENT_TYPES.keys() - STANDS_ELSEWHERE))
def test_every_kind_that_stands_nowhere_else_has_its_words_in_the_log(kind: str) -> None:
    assert EVENT_TYPES[kind] in _SAYINGS
