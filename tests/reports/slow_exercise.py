"""An exercise as its export and its pack tell it, for papers; it must not import anything of tabletop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from domain import slow_metrics, slow_rows, slow_t1
from domain.slow_pack import words
from domain.slow_play import row_id
from reports.number_tokens import Typed, texts_in, tokens
from reports.slow_words import Some, Words, after, some

Json = dict[str, Any]
Say = Callable[..., str]


@dataclass(frozen=True)
class Exercise:
    """What an outsider knows: `read` are the numbers, `log` all rows in order with how they stand.

    `say` finds a message of the program in the language of the paper, and `label` a doctrine word: places
    are found by their names.
    """

    lines: Sequence[Json]
    pack: Json
    language: str
    printed_on: date
    say: Say
    label: Say

    @cached_property
    def words(self) -> Words:
        return Words(self.language, self.pack["timezone"])

    @cached_property
    def header(self) -> Json:
        return slow_rows.header_and_rows(self.lines)[0]

    @cached_property
    def rows(self) -> list[Json]:
        return slow_rows.header_and_rows(self.lines)[1]

    @cached_property
    def read(self) -> Json:
        return slow_metrics.read(self.lines, self.pack)

    @cached_property
    def _played(self) -> tuple[Json, Json, Json]:
        return slow_metrics.played(self.rows, self.pack)

    @property
    def plan(self) -> Json:
        return self._played[0]

    @property
    def play(self) -> Json:
        return self._played[1]

    @property
    def sheet(self) -> Json:
        return self._played[2]

    @cached_property
    def log(self) -> list[Json]:
        return slow_rows.standing_rows(self.rows)[0]

    @cached_property
    def states(self) -> dict[str, str]:
        """Return how each row stands: `current`, `corrected`, `withdrawn` or `ignored`."""
        found, taken_back = {}, self._taken_back
        latest: dict[tuple[str, ...], str] = {}
        releases: dict[str, list[str]] = {}
        for row in self.log:
            name, kind, body = row_id(row), row["kind"], row["body"]
            named = taken_back.get(name) if kind in ("decide", "observe", "breach") else None
            found[name] = self._own_state(row) or named or "current"
            if found[name] != "current":
                continue
            if kind in ("release", "improvise"):
                releases.setdefault(body["inject"], []).append(name)
            elif kind == "retract":
                found.update(dict.fromkeys(releases.pop(body["inject"], []), "withdrawn"))
            elif kind in ("assess", "rate", "settle"):
                slot = (kind, body["action"]) if kind == "settle" else (
                    kind, row["station"], row["author"], body.get("action") or body["target"]
                )  # fmt: skip
                found.update({latest[slot]: "corrected"} if slot in latest else {})
                latest[slot] = name
        return found

    def _own_state(self, row: Json) -> str | None:
        if slow_rows.is_ignored(row, *self._chain):
            return "ignored"
        return "withdrawn" if slow_rows.key(row) in self._undone else None

    @cached_property
    def _undone(self) -> set[tuple[str, int]]:
        undos = [row for row in self.log if row["kind"] == "undo"]
        heard = [row for row in undos if not slow_rows.is_ignored(row, *self._chain)]
        return {(r["station"], r["body"]["target_seq"]) for r in heard} - set(map(slow_rows.key, undos))

    @cached_property
    def _taken_back(self) -> dict[str, str]:
        found = {}
        for row in self.log:
            if self._own_state(row) is not None:
                continue
            body, station = row["body"], row["station"]
            if row["kind"] in ("decide", "observe") and body.get("corrects") is not None:
                found[f"{station}:{body['corrects']}"] = "corrected"
            elif row["kind"] == "withdraw":
                found[f"{station}:{body['target_seq']}"] = "withdrawn"
            elif row["kind"] == "clear":
                found[f"{body['breach_station']}:{body['breach_seq']}"] = "withdrawn"
        return found

    @cached_property
    def by_id(self) -> dict[str, Json]:
        return {row_id(row): row for row in self.log}

    @cached_property
    def typed(self) -> Typed:
        titles = [each.partition(": ")[0] for each in texts_in([self.pack["title"]])]
        told = [row["body"] for row in self.rows]
        lists = [", ".join(each) for each in _lists_in(told)]
        return Typed([*texts_in(self.pack), *texts_in(told), *titles, *lists])

    def tokens_of(self, *texts: str | None) -> Some:
        """Return what is left of typed texts: a short one, such as a source's rating, is no sentence."""
        return some(*(token for text in texts if text for token in tokens(self.typed.without(text))))

    def text(self, given: Json | str | None) -> str:
        """Return a text of the pack in the paper's language."""
        return "" if given is None else words(given, self.language)

    def cell(self, cell: str) -> str:
        """Return a cell's id; who means all cells says so in words."""
        return self.say("all") if cell == "all" else cell

    # The plan -----------------------------------------------------------------------------------

    @cached_property
    def actions(self) -> dict[str, Json]:
        """Return the expected actions of the plan by id, with their inject, in the pack's order."""
        tasks = {
            f"{inject['number']}.{action['id']}": action
            for inject in self.pack["injects"]
            for action in inject.get("expects") or []
        }
        return {
            action["id"]: {**action, "inject": inject["number"], "pack": tasks[action["id"]]}
            for inject in self.plan["injects"]
            for action in inject["actions"]
        }

    @cached_property
    def scored(self) -> dict[str, Json]:
        """Return the actions of released injects by id."""
        return {line["id"]: line for line in self.read["actions"]}

    def graded(self, objective: str | None = None) -> list[Json]:
        """Return the scored actions of an objective, of all without one, in the pack's order."""
        lines = self.read["actions"]
        return [line for line in lines if objective in (None, self.actions[line["id"]]["objective"])]

    def settled(self, action: str) -> Json | None:
        log = [{**row["body"], "verb": "settle", **row} for row in self.play["settlements"]]
        return slow_t1.standing_settle(action, log)

    def objective(self, name: str) -> Json:
        return next(each for each in self.pack["objectives"] if each["id"] == name)

    def targets(self, objective: str) -> list[Json]:
        return self.objective(objective).get("targets") or []

    # The play -----------------------------------------------------------------------------------

    @cached_property
    def fates(self) -> dict[str, list[str]]:
        """Return the injects that were not released, by what became of them."""
        contingent = {each["number"] for each in self.plan["injects"] if each["kind"] == "contingency"}
        found: dict[str, list[str]] = {}
        for line in self.read["injects"]:
            if line["status"] != "released":
                untriggered = line["status"] == "waiting" and line["number"] in contingent
                fate = "untriggered" if untriggered else line["status"]
                found.setdefault(fate, []).append(line["number"])
        return found

    @cached_property
    def released(self) -> list[Json]:
        return [line for line in self.read["injects"] if line["status"] == "released"]

    @cached_property
    def ratings(self) -> list[Json]:
        """Return the letters that stand, the latest last."""
        return list(self.play["ratings"].values())

    def rater(self, row: Json) -> Some:
        """Return the numbers in who gave a letter: an author, and the station where that says more."""
        is_same = row["author"] == row["station"]
        return self.tokens_of(row["author"], None if is_same else row["station"])

    def official(self, target: str) -> Json | None:
        given = [row for row in self.ratings if row["body"]["target"] == target]
        given = [row for row in given if row["station"] in self.play["chain"]]
        return given[-1] if given else None

    @cached_property
    def _chain(self) -> tuple[dict[str, float], set[str]]:
        return slow_rows.chain_of(self.rows)

    @cached_property
    def _offsets(self) -> dict[str, slow_rows.Syncs]:
        return slow_rows.offsets_of(self.rows, *self._chain)

    def written_at(self, row: Json) -> datetime:
        """Return when a row was written, on the director's wall clock."""
        station = row["station"]
        syncs = self._offsets.get(station) or self._offsets.get(station.partition("~")[0], [])
        return slow_rows.true_wall(slow_rows.wall(row), syncs)

    @staticmethod
    def is_directors(row: Json) -> bool:
        """Tell whether a row was written where the exercise was directed: `DIR`, `DIR-2`."""
        name, sign, number = row["station"].partition("-")
        return bool(name == "DIR" and (not sign or number.isdecimal()))

    def is_grave(self, row: Json) -> bool:
        """Tell whether a breach is grave, by itself or by its line."""
        lines = [line for line in self.plan["red_lines"] if line["id"] == row["body"]["red_line"]]
        return bool(row["body"]["grave"] or any(line["grave"] for line in lines))

    def directors_first(self, station: str) -> tuple[bool, str]:
        return not self.is_directors({"station": station}), station

    def as_given(self, text: str) -> datetime:
        """Return a moment in the zone in which it was written."""
        return datetime.fromisoformat(text)

    def wall_at(self, row: Json) -> datetime | None:
        """Return the director's wall clock when a row was seen: its own where that is when it was written.

        What was seen earlier is placed by the clock's last start before: STARTEX, a resume, an adjustment.
        """
        is_written_then = row["seen_ms"] == row["at_ms"]
        return self.written_at(row) if is_written_then else self.wall_at_ms(row["seen_ms"])

    def wall_at_ms(self, ms: int) -> datetime | None:
        """Return the director's wall clock at a T+, by its last start before."""
        turns = [r for r in slow_rows.in_turn(self.rows, self._chain[0]) if r["kind"] in slow_rows.RUNS]
        passed = [turn for turn in turns if turn["elapsed_ms"] < ms] or turns[:1]
        if not passed:
            return None
        return after(slow_rows.wall(passed[-1]), ms - passed[-1]["elapsed_ms"])


def _lists_in(told: Iterable[Json]) -> Iterable[list[str]]:
    for body in told:
        for value in body.values():
            if isinstance(value, list) and len(value) > 1:
                yield value
