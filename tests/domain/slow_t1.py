"""Method T1 read slowly, as an officer would with a pencil; it must not import anything of tabletop.

Above each function stands the sentence that it reads, of the design (section 6) or of the contract
(sections 3 and 5). An exercise is a plain dict, described in `sheet_rows.py`; fractions stay exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

Act = dict[str, Any]
Exercise = dict[str, Any]

MAY_BE_UNDONE = ("release", "retract", "repeat", "hold", "skip", "assess", "settle", "breach", "clear")
WORTH = {"met": Fraction(1), "partial": Fraction(1, 2), "unmet": Fraction(0)}
FROM_BEST_TO_WORST = "PSMU"


def score(exercise: Exercise) -> dict[str, Any]:
    """Fill in the whole sheet."""
    log = scored_acts(exercise)
    actions: dict[str, dict[str, Any]] = {}
    for inject in exercise["injects"]:
        release = standing_release(inject["number"], log)
        if release is not None:
            for action in inject["actions"]:
                actions[action["id"]] = action_line(action, inject, release, exercise, log)
    objectives = {o["id"]: objective_line(o, exercise, actions, log) for o in exercise["objectives"]}
    return {
        "actions": actions,
        "objectives": objectives,
        "overall": overall_line(exercise, objectives, actions, log),
    }


# Which acts stand ---------------------------------------------------------------------------------


# The contract: "undo retracts this station's latest standing act that is not startex, endex, pause,
#   resume, jump, adjust, undo or written by the program itself (an undo is not undone)"
# The contract: "clear withdraws the latest standing breach of that line"
def strike_out(acts: Sequence[Act]) -> tuple[dict[int, int], dict[int, int]]:
    """Go down the log once; say which act each undo and which breach each clear strikes out."""
    undone: dict[int, int] = {}
    cleared: dict[int, int] = {}
    for now, act in enumerate(acts):
        if act["verb"] == "undo":
            undone[now] = max(
                earlier
                for earlier in range(now)
                if acts[earlier]["station"] == act["station"]
                and acts[earlier]["verb"] in MAY_BE_UNDONE
                and does_stand(earlier, undone, cleared)
            )
        if act["verb"] == "clear":
            cleared[now] = max(
                earlier
                for earlier in range(now)
                if acts[earlier]["verb"] == "breach"
                and acts[earlier]["red_line"] == act["red_line"]
                and does_stand(earlier, undone, cleared)
            )
    return undone, cleared


# The design: "append-only ... undo and correction are new rows": an undone clear gives the breach back
def does_stand(index: int, undone: dict[int, int], cleared: dict[int, int]) -> bool:
    if index in undone.values():
        return False
    return all(breach != index or clear in undone.values() for clear, breach in cleared.items())


# The contract: "a merged row seen after ENDEX is kept and not scored"
def scored_acts(exercise: Exercise) -> list[Act]:
    undone, cleared = strike_out(exercise["acts"])
    standing = [a for i, a in enumerate(exercise["acts"]) if does_stand(i, undone, cleared)]
    return [a for a in standing if exercise["endex_ms"] is None or seen(a) <= exercise["endex_ms"]]


# The contract: "seen=T+HH:MM[:SS] (observed then, recorded now)"
def seen(act: Act) -> int:
    return act["at_ms"] if act.get("seen_ms") is None else act["seen_ms"]


# Release ------------------------------------------------------------------------------------------


# The design: "released_at = the latest standing release; repeat does not move it; a retracted
#   inject leaves until released again"
def standing_release(number: str, log: Sequence[Act]) -> Act | None:
    release = None
    for act in log:
        if act["verb"] == "release" and act["inject"] == number:
            release = act
        if act["verb"] == "retract" and act["inject"] == number:
            release = None
    return release


# The design: "an action that the chosen variant drops is n/a whatever was assessed"
# The contract: "variant counts from 1, 0 is the base text"
def is_dropped(action_id: str, inject: dict[str, Any], release: Act) -> bool:
    return release["variant"] > 0 and action_id in inject["variants"][release["variant"] - 1]


# Raters -------------------------------------------------------------------------------------------


# The design: "one rater = one author at one station, whose latest standing assessment counts (undo
#   brings the earlier one back)"
# The design: "acts logged on an inject before its release count once it is released"
def one_a_rater(action_id: str, log: Sequence[Act]) -> list[Act]:
    sheet = {}
    for act in log:
        if act["verb"] == "assess" and act["action"] == action_id:
            sheet[act["station"], act["author"]] = act
    return list(sheet.values())


# The design: "n/a counts only where no rater gives a grade"
def those_that_count(assessments: Sequence[Act]) -> list[Act]:
    graded = [a for a in assessments if a["completion"] != "n/a"]
    return graded or list(assessments)


# The design: "several raters: the median of completion, an even split takes the lower"
def median_completion(assessments: Sequence[Act]) -> str:
    if assessments[0]["completion"] == "n/a":
        return "n/a"
    from_worst = sorted((a["completion"] for a in assessments), key=lambda c: WORTH[c])
    return from_worst[(len(from_worst) - 1) // 2]


# The design: "met_at = the median observed time of those that say met or partial, an even count
#   takes the later"
def raters_met_at(assessments: Sequence[Act]) -> int | None:
    times = sorted(seen(a) for a in assessments if a["completion"] in ("met", "partial"))
    return times[len(times) // 2] if times else None


# The design: "its completion counts (latest standing settle, also over later assessments)"
def standing_settle(action_id: str, log: Sequence[Act]) -> Act | None:
    settles = [act for act in log if act["verb"] == "settle" and act["action"] == action_id]
    return settles[-1] if settles else None


# The design: "met_at = its `seen=`, else the raters' met_at, else its own time"
def settled_met_at(settle: Act, assessments: Sequence[Act]) -> int:
    if settle["seen_ms"] is not None:
        return settle["seen_ms"]
    by_raters = raters_met_at(assessments)
    return settle["at_ms"] if by_raters is None else by_raters


# One action ---------------------------------------------------------------------------------------


# The design: "settle: the director's decision in place of the raters"
# The design: "rest=unmet: a field of the ENDEX row, applied ... to actions of released injects
#   without a standing assessment: graded unmet, raters 0"
# The design: "without: an action that the chosen variant drops is n/a whatever was assessed"
def action_line(
    action: dict[str, Any], inject: dict[str, Any], release: Act, exercise: Exercise, log: Sequence[Act]
) -> dict[str, Any]:
    assessments = those_that_count(one_a_rater(action["id"], log))
    settle = standing_settle(action["id"], log)
    dropped = is_dropped(action["id"], inject, release)
    completion, met_at = None, None
    if settle is not None:
        completion, met_at = settle["completion"], settled_met_at(settle, assessments)
    elif assessments:
        completion, met_at = median_completion(assessments), raters_met_at(assessments)
    elif exercise["endex_ms"] is not None and exercise["rest"] == "unmet":
        completion = "unmet"
    if dropped:
        completion = "n/a"
    latency_ms = latency(completion, met_at, release)
    return {
        "completion": completion,
        "raters": len(assessments),
        "latency_ms": latency_ms,
        "score": action_score(action, completion, latency_ms),
        "dropped": dropped,
    }


# The design: "latency = met_at - released_at on the exercise clock; met before the release counts as 0"
def latency(completion: str | None, met_at: int | None, release: Act) -> int | None:
    if completion not in ("met", "partial") or met_at is None:
        return None
    return max(0, met_at - release["at_ms"])


# The design: "1 if latency <= limit | 0.5 if limit < latency <= 2 x limit | 0 later; no limit -> 1"
def timeliness(latency_ms: int, limit_ms: int | None) -> Fraction:
    if limit_ms is None:
        return Fraction(1)
    if latency_ms <= limit_ms:
        return Fraction(1)
    if latency_ms <= 2 * limit_ms:
        return Fraction(1, 2)
    return Fraction(0)


# The design: "action score = points x completion x timeliness"
# The contract: "unassessed or n/a ones have a null score"
def action_score(action: dict[str, Any], completion: str | None, latency_ms: int | None) -> Fraction | None:
    if completion is None or completion == "n/a":
        return None
    if latency_ms is None:
        return action["points"] * WORTH[completion]
    return action["points"] * WORTH[completion] * timeliness(latency_ms, action["limit_ms"])


# Objectives and overall ---------------------------------------------------------------------------


# The design: "objective % = 100 x sum(action score) / sum(points) over graded actions of released injects"
# The contract: "earned and points sum the graded ones only"
def objective_line(
    objective: dict[str, Any], exercise: Exercise, actions: dict[str, dict[str, Any]], log: Sequence[Act]
) -> dict[str, Any]:
    plan = [a for i in exercise["injects"] for a in i["actions"] if a["objective"] == objective["id"]]
    lines = [actions[a["id"]] for a in plan if a["id"] in actions]
    earned = sum((line["score"] for line in lines if line["score"] is not None), Fraction(0))
    points = sum(a["points"] for a in plan if a["id"] in actions and actions[a["id"]]["score"] is not None)
    percent = 100 * earned / points if points else None
    covered = coverage(lines)
    breached = breached_lines(exercise, log)
    linked = [r for r in breached if r["objective"] == objective["id"]]
    cap = None
    if linked:
        cap = "U" if any(r["grave"] for r in linked) else "M"
    return {
        "percent": percent,
        "earned": earned,
        "points": points,
        "actions": len(those_in_coverage(lines)),
        "assessed": len(those_assessed(lines)),
        "coverage": covered,
        "letter": capped(letter(percent) if is_enough(covered) else None, cap),
        "capped_by": [r["id"] for r in linked],
    }


# The design: "overall % = sum(weight x objective %) / sum(weight) over objectives with a graded action"
# The design: "overall coverage < 60 % -> no overall"
# The design: "any grave breach caps the overall letter at M"
# The contract: "at overall the breached grave lines"
def overall_line(
    exercise: Exercise,
    objectives: dict[str, dict[str, Any]],
    actions: dict[str, dict[str, Any]],
    log: Sequence[Act],
) -> dict[str, Any]:
    covered = coverage(list(actions.values()))
    graded = [o for o in exercise["objectives"] if objectives[o["id"]]["percent"] is not None]
    percent = None
    if graded and is_enough(covered):
        percent = sum(o["weight"] * objectives[o["id"]]["percent"] for o in graded)
        percent = Fraction(percent, sum(o["weight"] for o in graded))
    grave = [r["id"] for r in breached_lines(exercise, log) if r["grave"]]
    return {
        "percent": percent,
        "coverage": covered,
        "letter": capped(letter(percent), "M" if grave else None),
        "capped_by": grave,
    }


# The design: "without: ... leaves coverage too"
def those_in_coverage(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if not line["dropped"]]


# The design: "assessed actions (n/a included)"
def those_assessed(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in those_in_coverage(lines) if line["completion"] is not None]


# The design: "coverage = assessed actions / actions of released injects"
# The contract: "Coverage is null where there is no action"
def coverage(lines: Sequence[dict[str, Any]]) -> Fraction | None:
    if not those_in_coverage(lines):
        return None
    return Fraction(len(those_assessed(lines)), len(those_in_coverage(lines)))


# The design: "overall coverage < 60 % -> no overall", "objective coverage < 60 % -> ... no letter"
# The design: "letters and gates compare the fractions"
def is_enough(covered: Fraction | None) -> bool:
    return covered is not None and covered >= Fraction(60, 100)


# The design: ">= 90 P, >= 70 S, >= 40 M, else U"
def letter(percent: Fraction | None) -> str | None:
    if percent is None:
        return None
    if percent >= 90:
        return "P"
    if percent >= 70:
        return "S"
    if percent >= 40:
        return "M"
    return "U"


# The design: "a breach caps the linked objective's letter at M, a grave one at U"
# The contract: "A null letter stays null"
def capped(suggested: str | None, cap: str | None) -> str | None:
    if suggested is None or cap is None:
        return suggested
    return max(suggested, cap, key=FROM_BEST_TO_WORST.index)


# The design: "grave by its line or by the breach"
# The contract: "lists are in pack order"; "every breached line ..., also where the letter did not change"
def breached_lines(exercise: Exercise, log: Sequence[Act]) -> list[dict[str, Any]]:
    found = []
    for line in exercise["red_lines"]:
        breaches = [act for act in log if act["verb"] == "breach" and act["red_line"] == line["id"]]
        if breaches:
            grave = line["grave"] or any(act["grave"] for act in breaches)
            found.append({"id": line["id"], "objective": line["objective"], "grave": grave})
    return found
