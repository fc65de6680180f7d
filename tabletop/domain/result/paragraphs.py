"""Paragraphs of plans against play (seed sentence 16); it must not read a plan's file."""

from __future__ import annotations

from collections import defaultdict

from tabletop.domain.plan.scenario import Scenario
from tabletop.domain.plan.text import Text
from tabletop.domain.result.metrics import ParagraphResult
from tabletop.domain.result.scoring import ScoreSheet

_NOT_PLAYED = "not-played"


def paragraphs_of(scenario: Scenario, sheet: ScoreSheet) -> tuple[ParagraphResult, ...]:
    """Return each paragraph that expected actions cite, in the order in which the pack first cites it.

    Citations are the same where they read the same in every language.
    """
    first: dict[tuple[str, ...], Text] = {}
    citing: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for action in scenario.actions():
        for cite in action.cites:
            words = tuple(cite.in_language(language) for language in scenario.languages)
            first.setdefault(words, cite)
            if action.full_id not in citing[words][-1:]:
                citing[words].append(action.full_id)
    return tuple(_paragraph(cite, citing[words], sheet) for words, cite in first.items())


def _paragraph(cite: Text, actions: list[str], sheet: ScoreSheet) -> ParagraphResult:
    played = [sheet.by_id[each].completion if each in sheet.by_id else _NOT_PLAYED for each in actions]
    return ParagraphResult(
        cite=cite,
        actions=tuple(actions),
        met=played.count("met"),
        partial=played.count("partial"),
        unmet=played.count("unmet"),
        not_applicable=played.count("n/a"),
        not_played=played.count(_NOT_PLAYED),
        open=played.count(None),
    )
