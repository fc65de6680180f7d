"""The bundled exercises are what the README says: complete, counted, bilingual, neutral, playable."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop import paths
from tabletop.domain.plan.msel import Inject
from tabletop.domain.plan.scenario import EndState, Scenario, Situation
from tabletop.domain.plan.text import Text
from tabletop.domain.plan.triggers import Met, Unmet, When, actions_of
from tabletop.exchange.pack_reader import read_pack

MINUTE_MS = 60_000
BUNDLED = ("sispamkota-2024", "quick-start")
COUNTED_APART = {"C35", "C36", "C37"}
"""Contingencies that were added to the 34 rows of the MSEL draft."""

DAYS = "01-26 01-27 02-12 02-14 02-26"
"""When the five phases begin, in the calendar of 2024."""

PICTOGRAPHS = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
"""Emoji, hand signs, arrows and stars: none of them is neutral in an election."""
PARTY_NUMBERS = re.compile(
    r"nomor urut|paslon|ballot number|\bpart(?:ai|y) (?:no\.?|nomor|number)? ?\d", re.IGNORECASE
)
REAL_NAMES = re.compile(
    r"\b(PDIP|Gerindra|Golkar|NasDem|PKB|PKS|Demokrat|[Cc]apres|Sumatera|Kalimantan|Sulawesi|Papua)\b"
)
TOLD_TRUTH = re.compile(
    r"kenyataannya|ground truth|tidak benar|untrue|\bhoaks\b|\bhoax\b|palsu|\bfake\b", re.IGNORECASE
)
PLANNED = re.compile(r"(renpam|renkon)-\d\d$")
"""The library's entries that are paragraphs of the exercise's own plans, with their numbers."""


@pytest.fixture(scope="module", params=BUNDLED)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return read_pack(paths.bundled_pack(request.param))[0].scenario


@pytest.fixture(scope="module")
def sispamkota() -> Scenario:
    return read_pack(paths.bundled_pack("sispamkota-2024"))[0].scenario


@pytest.fixture(scope="module")
def quick_start() -> Scenario:
    return read_pack(paths.bundled_pack("quick-start"))[0].scenario


def texts_of(part: object, where: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every human-readable text below `part` with its place."""
    if isinstance(part, Text):
        yield where, part
    elif dataclasses.is_dataclass(part):
        key = getattr(part, "number", None) or getattr(part, "id", None)
        here = f"{where}/{key}" if key else where
        for field in dataclasses.fields(part):
            yield from texts_of(getattr(part, field.name), f"{here}.{field.name}")
    elif isinstance(part, tuple):
        for place, item in enumerate(part):
            yield from texts_of(item, f"{where}[{place}]")


def drafted(scenario: Scenario) -> tuple[Inject, ...]:
    return tuple(inject for inject in scenario.injects if inject.number not in COUNTED_APART)


def named(scenario: Scenario, number: str) -> Inject:
    return next(inject for inject in scenario.injects if inject.number == number)


def in_indonesian(parts: tuple[Situation, ...] | tuple[EndState, ...]) -> str:
    return " ".join(part.title.in_language("id") for part in parts)


def titles_of(scenario: Scenario) -> Iterator[tuple[str, Text]]:
    for inject in scenario.injects:
        yield inject.number, inject.title
        yield from ((inject.number, variant.title) for variant in inject.variants if variant.title)


def conditions_of(scenario: Scenario) -> Iterator[tuple[Inject, When]]:
    for inject in scenario.injects:
        if inject.when is not None:
            yield inject, inject.when
        for variant in inject.variants:
            yield inject, variant.when


# Both packs -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_pack_is_read_with_no_fault_and_only_its_sample_left_out(name: str) -> None:
    folder = paths.bundled_pack(name)

    _, findings = read_pack(folder)

    assert [finding.place for finding in findings] == ["sample.play"]
    assert all(finding.advice for finding in findings)


def test_every_text_stands_in_both_languages(scenario: Scenario) -> None:
    one_sided = [
        where
        for where, text in texts_of(scenario)
        if text.languages
        and (text.languages != ("id", "en") or not all(words.strip() for _, words in text.versions))
    ]

    assert scenario.languages == ("id", "en")
    assert one_sided == []


def test_no_indonesian_text_is_left_in_english(scenario: Scenario) -> None:
    untranslated = [
        (where, text.in_language("id"))
        for where, text in texts_of(scenario)
        if text.languages and text.in_language("id") == text.in_language("en")
    ]

    assert untranslated == []


def test_only_names_and_codes_are_given_once_for_both_languages(scenario: Scenario) -> None:
    common = {where.rsplit(".", 1)[1] for where, text in texts_of(scenario) if not text.languages}

    assert common <= {"area", "pattern", "as_at"}


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("forbidden", [PICTOGRAPHS, PARTY_NUMBERS, REAL_NAMES])
def test_nothing_in_a_bundled_pack_points_at_a_side_or_a_real_place(
    name: str, forbidden: re.Pattern[str]
) -> None:
    files = [path for path in paths.bundled_pack(name).iterdir() if path.suffix in (".yaml", ".play")]

    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if forbidden.search(line)
    ]

    assert len(files) == 3
    assert found == []


def test_no_message_or_title_tells_the_ground_truth(scenario: Scenario) -> None:
    shown = list(titles_of(scenario))
    shown += [(i.number, part.message) for i in scenario.injects for part in (i, *i.variants) if part.message]

    assert [number for number, text in shown if TOLD_TRUTH.search(str(text.versions))] == []


def test_titles_are_short_enough_for_the_running_list(scenario: Scenario) -> None:
    titles = [words for _, title in titles_of(scenario) for _, words in title.versions]

    assert [words for words in titles if len(words) > 26] == []


def test_every_limit_ends_by_endex(scenario: Scenario) -> None:
    beyond = [
        action.full_id
        for inject in scenario.injects
        for action in inject.expects
        if (inject.at_ms or 0) + (action.within_ms or 0) > scenario.duration_ms
    ]

    assert beyond == []
    assert all(action.within_ms for action in scenario.actions())


def test_every_red_line_is_at_stake_in_some_inject(scenario: Scenario) -> None:
    at_stake = {line for inject in scenario.injects for line in inject.red_lines}

    assert at_stake == {line.id for line in scenario.red_lines}


def test_every_objective_has_a_target_and_every_task_an_action(scenario: Scenario) -> None:
    tasks = {
        task.id: objective.id
        for objective in scenario.objectives
        for target in objective.targets
        for task in target.tasks
    }

    used = {(action.task, action.objective) for action in scenario.actions()}

    assert all(objective.targets and objective.capability for objective in scenario.objectives)
    assert used == set(tasks.items())


def test_every_acting_cell_is_expected_to_act(scenario: Scenario) -> None:
    acting = {action.cell for action in scenario.actions()} - {"all"}

    assert acting == {cell.id for cell in scenario.cells if cell.kind in ("player", "liaison")}


def test_every_contingency_and_variant_can_come_true_in_time(scenario: Scenario) -> None:
    limits = {action.full_id: action.within_ms for action in scenario.actions()}

    for inject, when in conditions_of(scenario):
        assert actions_of(when), "bundled packs branch on actions only"
        for action in actions_of(when):
            source = named(scenario, action.partition(".")[0])
            wait_ms = (when.after_ms or limits[action] or 0) if isinstance(when, Unmet) else 0
            latest_ms = scenario.duration_ms if inject.is_contingency else inject.at_ms
            assert (source.at_ms or 0) < (inject.at_ms or 0), (inject.number, action)
            assert (source.at_ms or 0) + wait_ms <= (latest_ms or 0), (inject.number, action)


def test_scenario_time_never_runs_backwards(scenario: Scenario) -> None:
    phases = [phase.scenario_at for phase in scenario.phases]
    injects = [inject.scenario_at for inject in scenario.injects if inject.scenario_at]

    assert phases == sorted(phases, key=str)
    assert phases[0] == scenario.starts_at
    assert injects == sorted(injects)


def test_an_action_cites_the_paragraph_of_a_plan_that_its_task_comes_from(scenario: Scenario) -> None:
    sources = {
        task.id: task.source
        for objective in scenario.objectives
        for target in objective.targets
        for task in target.tasks
        if task.source and " par. " in task.source.in_language("id")
    }
    drawn = [action for action in scenario.actions() if action.task in sources]

    assert [a.full_id for a in drawn if sources[a.task or ""] not in a.cites] == []
    assert len({cite for action in scenario.actions() for cite in action.cites}) >= 3


def test_each_cited_paragraph_stands_in_the_library_by_its_number_with_one_sentence(
    scenario: Scenario,
) -> None:
    cited = {cite for action in scenario.actions() for cite in action.cites}
    paragraphs = {rule.title: rule for rule in scenario.rules if PLANNED.match(rule.id)}

    assert set(paragraphs) == cited
    for cite, rule in paragraphs.items():
        assert rule.note is not None
        assert all(f" par. {int(rule.id[-2:])} (" in words for _, words in cite.versions)
        assert all(words.endswith(".") and words.count(".") == 1 for _, words in rule.note.versions)


# Sispamkota 2024 --------------------------------------------------------------------------------


def test_sispamkota_holds_the_34_rows_with_97_actions_and_226_points(sispamkota: Scenario) -> None:
    actions = [action for inject in drafted(sispamkota) for action in inject.expects]

    points = Counter[str]()
    for action in actions:
        points[action.objective] += action.points

    assert len(drafted(sispamkota)) == 34
    assert len(actions) == 97
    assert points == {"O1": 31, "O2": 28, "O3": 63, "O4": 28, "O5": 18, "O6": 58}
    assert points.total() == 226


def test_sispamkota_has_its_phases_cells_and_registers(sispamkota: Scenario) -> None:
    kinds = Counter(cell.kind for cell in sispamkota.cells)

    assert [phase.at_ms // MINUTE_MS for phase in sispamkota.phases] == [0, 25, 60, 90, 125]
    assert " ".join(f"{phase.scenario_at:%m-%d}" for phase in sispamkota.phases) == DAYS
    assert kinds == {"player": 7, "liaison": 5, "simcell": 1, "control": 1}
    assert len(sispamkota.objectives) == 6
    assert {objective.weight for objective in sispamkota.objectives} == {1}
    assert len(sispamkota.vulnerabilities) == 14
    assert Counter(item.critical for item in sispamkota.readiness) == {True: 18, False: 28}
    assert len(sispamkota.hot_wash) == 6
    assert sispamkota.rules_as_at == "2024-02"
    assert {rule.as_at for rule in sispamkota.rules if not PLANNED.match(rule.id)} == {"2024-02"}
    assert in_indonesian(sispamkota.situations) == "Hijau Kuning Merah"
    assert in_indonesian(sispamkota.end_states) == "Aman Lancar Damai"


def test_sispamkota_numbers_its_18_paragraphs_as_its_actions_first_cite_them(sispamkota: Scenario) -> None:
    cited = dict.fromkeys(cite.in_language("id") for action in sispamkota.actions() for cite in action.cites)

    numbers = [words.partition(" (")[0] for words in cited if words.startswith("Renpam")]

    assert numbers == [f"Renpam par. {number}" for number in range(1, 19)]


def test_sispamkota_has_14_red_lines_of_which_four_are_grave(sispamkota: Scenario) -> None:
    lines = {line.id: line for line in sispamkota.red_lines}

    assert list(lines) == [f"R{number}" for number in range(1, 15)]
    assert {line.id for line in lines.values() if line.grave} == {"R5", "R7", "R8", "R12"}
    assert " ".join(line.objective for line in lines.values()) == "O4 O4 O4 O3 O3 O3 O3 O3 O2 O6 O5 O6 O1 O3"


@pytest.mark.parametrize(
    ("number", "when"),
    [
        ("C07", Unmet(actions=("E03.b", "E06.b"), after_ms=8 * MINUTE_MS)),
        ("C21", Unmet(actions=("E20.d",), after_ms=8 * MINUTE_MS)),
        ("C35", Unmet(actions=("E04.a",), after_ms=6 * MINUTE_MS)),
        ("C36", Unmet(actions=("E11.a",), after_ms=12 * MINUTE_MS)),
        ("C37", Unmet(actions=("E13.b",), after_ms=20 * MINUTE_MS)),
    ],
)
def test_sispamkota_offers_its_contingencies_as_the_branch_table_says(
    sispamkota: Scenario, number: str, when: Unmet
) -> None:
    inject = named(sispamkota, number)

    assert inject.kind == "contingency"
    assert inject.when == when


def test_the_tear_gas_question_is_calm_unless_talking_failed(sispamkota: Scenario) -> None:
    inject = named(sispamkota, "C27")

    assert (inject.kind, inject.at_ms) == ("scheduled", 149 * MINUTE_MS)
    assert [variant.when for variant in inject.variants] == [
        Unmet(actions=("E25.b",), after_ms=6 * MINUTE_MS)
    ]
    assert inject.variants[0].without == ()


@pytest.mark.parametrize(
    ("number", "when", "without"),
    [
        ("E25", Met(action="E24.b", within_ms=8 * MINUTE_MS), ()),
        ("E29", Met(action="E25.b", within_ms=6 * MINUTE_MS), ("a", "b")),
        ("E30", Met(action="E25.b", within_ms=6 * MINUTE_MS), ("b", "c")),
        ("E31", Met(action="E25.b", within_ms=6 * MINUTE_MS), ()),
    ],
)
def test_good_handling_makes_the_story_milder(
    sispamkota: Scenario, number: str, when: Met, without: tuple[str, ...]
) -> None:
    first = named(sispamkota, number).variants[0]

    assert first.when == when
    assert first.without == without


@pytest.mark.parametrize("number", ["E06", "E18", "E26", "E29"])
def test_a_missing_ambulance_slows_the_medical_injects(sispamkota: Scenario, number: str) -> None:
    late = named(sispamkota, number).variants[-1]

    assert late.when == Unmet(actions=("E02.b",), after_ms=10 * MINUTE_MS)
    assert late.message is not None
    assert "45 menit" in late.message.in_language("id")
    assert "45 minutes" in late.message.in_language("en")


def test_the_notice_of_the_protest_is_three_days_old_when_the_crowd_comes(sispamkota: Scenario) -> None:
    notice, protest = named(sispamkota, "E23").scenario_at, named(sispamkota, "E24").scenario_at

    assert notice is not None
    assert protest is not None
    assert (protest - notice).total_seconds() >= 3 * 24 * 3600
    assert "26 Februari" in named(sispamkota, "E23").message.in_language("id")


def test_sispamkota_says_that_nobody_approved_it(sispamkota: Scenario) -> None:
    assert sispamkota.summary is not None
    assert "tidak disahkan" in sispamkota.summary.in_language("id")
    assert "not endorsed" in sispamkota.summary.in_language("en")
    assert sispamkota.exercise.place is not None
    assert "fiktif" in sispamkota.exercise.place.in_language("id")


# Quick start ------------------------------------------------------------------------------------


def test_quick_start_is_small_and_shows_each_kind_once(quick_start: Scenario) -> None:
    kinds = Counter(inject.kind for inject in quick_start.injects)

    assert quick_start.duration_ms == 10 * MINUTE_MS
    assert kinds == {"contextual": 1, "scheduled": 3, "contingency": 1}
    assert sum(len(inject.variants) for inject in quick_start.injects) == 1
    assert len(quick_start.cells) == 4
    assert len(quick_start.objectives) == 3
    assert len(quick_start.phases) == 2
    assert [line.grave for line in quick_start.red_lines] == [False, True]
    assert all(inject.controller_notes for inject in quick_start.injects)


def test_quick_start_has_nothing_of_elections(quick_start: Scenario) -> None:
    election = re.compile(r"pemilu|election|\bKPU\b|Bawaslu|\bTPS\b|partai|party", re.IGNORECASE)

    assert [where for where, text in texts_of(quick_start) if election.search(str(text.versions))] == []


# Sample runs ------------------------------------------------------------------------------------


def verbs_of(script: Path) -> Counter[str]:
    lines = script.read_text(encoding="utf-8").splitlines()
    return Counter(line.split()[1] for line in lines if line.startswith("T+"))


def test_the_sispamkota_sample_shows_what_a_full_run_holds() -> None:
    verbs = verbs_of(paths.bundled_pack("sispamkota-2024") / "sample.play")

    assert verbs["decide"] >= 40
    assert verbs["breach"] == 1
    assert verbs.total() > 150
    for verb in ("hold", "skip", "decline", "shift", "repeat", "undo", "correct", "settle", "pause", "jump"):
        assert verbs[verb] >= 1, verb
    for verb in ("situation", "strength", "improve", "plan", "rate", "note"):
        assert verbs[verb] >= 3, verb


def test_the_quick_start_sample_is_short() -> None:
    verbs = verbs_of(paths.bundled_pack("quick-start") / "sample.play")

    assert 25 <= verbs.total() <= 45
    assert {"startex", "release", "decide", "assess", "pause", "endex"} <= verbs.keys()
    assert {"strength", "improve", "plan", "rate"} <= verbs.keys()
