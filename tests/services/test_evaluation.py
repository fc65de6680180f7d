"""Letters, findings and corrective actions at any time; the debrief of what stands."""

from __future__ import annotations

import pytest
from builders import MINUTE, action, inject, objective
from services.desk import Desk, refused

from tabletop.domain.plan.eeg import CapabilityTarget, Objective
from tabletop.domain.plan.text import Text
from tabletop.domain.play.events import (
    CorrectiveActionPlanned,
    ImprovementNoted,
    Rated,
    StrengthNoted,
)
from tabletop.services import conduct, evaluation, recording, timekeeping
from tabletop.services.session import Hand

WITH_TARGET = Objective(
    id="O1",
    title=Text.same("Objective one"),
    targets=(CapabilityTarget(id="O1.1", text=Text.same("Target one")),),
)


@pytest.mark.parametrize("target", ["overall", "O1", "O2", "O1.1"])
def test_a_letter_is_given_overall_to_an_objective_or_to_a_target(target: str) -> None:
    desk = Desk(objectives=(WITH_TARGET, objective("O2")))

    evaluation.rate(desk.session, target, "S", why="late once")

    assert desk.last.event == Rated(target=target, letter="S", why="late once")
    assert [(rating.target, rating.letter) for rating in desk.state.ratings] == [(target, "S")]


def test_what_is_not_in_the_pack_is_not_rated() -> None:
    desk = Desk(objectives=(WITH_TARGET,))

    with refused(desk, "unknown-id", what="target", given="O1.2", suggestion="O1.1"):
        evaluation.rate(desk.session, "O1.2", "S")


def test_the_latest_letter_of_an_author_at_a_station_stands() -> None:
    desk = Desk()

    evaluation.rate(desk.session, "O1", "P")
    evaluation.rate(desk.session, "O1", "U", hand=Hand(by="Second"))
    evaluation.rate(desk.session, "O1", "S")

    given = {rating.author: rating.letter for rating in desk.state.ratings}
    assert given == {"DIR": "S", "Second": "U"}


def test_findings_are_kept_with_objective_and_element() -> None:
    desk = Desk()

    evaluation.note_strength(desk.session, "O1", " calm voice ")
    strength = desk.last.event
    evaluation.note_improvement(desk.session, "O1", " shorter orders ", element="training")

    assert strength == StrengthNoted(objective="O1", text="calm voice")
    assert desk.last.event == ImprovementNoted(objective="O1", text="shorter orders", element="training")
    assert [finding.kind for finding in desk.state.findings] == ["strength", "improve"]


def test_a_finding_needs_a_known_objective_and_words() -> None:
    desk = Desk()

    with refused(desk, "unknown-id", what="objective", given="O9"):
        evaluation.note_strength(desk.session, "O9", "calm")
    with refused(desk, "unknown-id", what="objective", given="O9"):
        evaluation.note_improvement(desk.session, "O9", "calm")
    with refused(desk, "empty-text", what="strength"):
        evaluation.note_strength(desk.session, "O1", " ")
    with refused(desk, "empty-text", what="improvement"):
        evaluation.note_improvement(desk.session, "O1", " ")


def test_a_corrective_action_answers_the_nth_standing_improvement_of_its_station() -> None:
    desk = Desk().started()
    evaluation.note_improvement(desk.session, "O1", "theirs", hand=Hand(station="P1"))
    desk.wait(MINUTE)
    evaluation.note_improvement(desk.session, "O1", "taken back")
    recording.undo(desk.session)
    evaluation.note_strength(desk.session, "O1", "calm")
    evaluation.note_improvement(desk.session, "O1", "first")
    first_seq = desk.last.entry.seq
    evaluation.note_improvement(desk.session, "O1", "second")

    evaluation.plan_corrective_action(
        desk.session, " drill ", from_=1, owner=" OPS ", contact="desk 2",
        start="2024-03-01", due="2024-04-01", retest="2024-06",
    )  # fmt: skip

    assert desk.last.event == CorrectiveActionPlanned(
        text="drill", improvement_seq=first_seq, owner="OPS", contact="desk 2",
        start="2024-03-01", due="2024-04-01", retest="2024-06",
    )  # fmt: skip
    assert desk.state.plans[0].improvement == ("DIR", first_seq)


@pytest.mark.parametrize("from_", [0, 2])
def test_a_corrective_action_without_its_improvement_is_refused(from_: int) -> None:
    desk = Desk()
    evaluation.note_improvement(desk.session, "O1", "ours")

    with refused(desk, "unknown-improvement", given=from_, count=1, station="DIR"):
        evaluation.plan_corrective_action(desk.session, "drill", from_=from_, owner="OPS")


def test_a_corrective_action_needs_words_and_an_owner() -> None:
    desk = Desk()
    evaluation.note_improvement(desk.session, "O1", "ours")

    with refused(desk, "empty-text", what="corrective action"):
        evaluation.plan_corrective_action(desk.session, " ", from_=1, owner="OPS")
    with refused(desk, "empty-text", what="owner"):
        evaluation.plan_corrective_action(desk.session, "drill", from_=1, owner="")


def test_before_endex_the_debrief_is_a_draft() -> None:
    desk = Desk(inject("E01", action("E01.a"))).started()
    conduct.release_inject(desk.session, "E01")
    recording.assess_action(desk.session, "E01.a", "met")

    draft = evaluation.debrief(desk.session)
    desk.wait(MINUTE)
    timekeeping.end_exercise(desk.session)
    final = evaluation.debrief(desk.session)

    assert (draft.draft, final.draft) == (True, False)
    assert (draft.score.overall.percent, final.score.overall.percent) == (100, 100)


def test_the_debrief_of_a_journal_that_is_only_read_is_the_sessions() -> None:
    desk = Desk(inject("E01", action("E01.a"))).started()
    conduct.release_inject(desk.session, "E01")
    timekeeping.end_exercise(desk.session, rest="unmet")

    read = evaluation.debrief_of(
        desk.journal.pack.scenario, header=desk.journal.header, union=desk.journal.union()
    )

    assert read == evaluation.debrief(desk.session)
    assert read.score.overall.percent == 0
