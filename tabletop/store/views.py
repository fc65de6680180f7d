"""The public read-only views of contract 4 as SQL; they must say the same as the fold.

`standing_view` gives each row its state, after `counted_view` said which rows count. Times are as
recorded; `observed_ms` is `elapsed_ms` where it was not said.
"""

from __future__ import annotations

from tabletop.domain.play.follow_up import STATEMENTS
from tabletop.store.counted_view import COUNTED_VIEWS
from tabletop.store.standing_view import STANDING_ENTRIES

_DECISIONS = """\
CREATE VIEW decisions AS
SELECT station, seq, elapsed_ms, wall_at, observed_ms,
  json_extract(body, '$.cell') AS cell,
  json_extract(body, '$.category') AS category,
  json_extract(body, '$.inject') AS inject,
  json_extract(body, '$.text') AS text,
  json_extract(body, '$.why') AS rationale,
  json_extract(body, '$.rule') AS rule,
  (SELECT group_concat(value, ',') FROM json_each(body, '$.told')) AS told,
  author, state
FROM standing_entries WHERE kind = 'decide' ORDER BY station, seq"""

_RELEASES = """\
CREATE VIEW releases AS
SELECT json_extract(body, '$.inject') AS inject, elapsed_ms, wall_at, scenario_at,
  coalesce(json_extract(body, '$.variant'), 0) AS variant, state
FROM standing_entries WHERE kind IN ('release', 'improvise') ORDER BY station, seq"""

_ASSESSMENTS = """\
CREATE VIEW assessments AS
SELECT json_extract(body, '$.action') AS action, station,
  json_extract(body, '$.completion') AS completion, observed_ms, author, state
FROM standing_entries WHERE kind = 'assess' ORDER BY station, seq"""

_FEEDBACK = f"""\
CREATE VIEW feedback AS
SELECT station, seq, elapsed_ms, wall_at,
  {", ".join(f"json_extract(body, '$.{name}') AS {name}" for name in STATEMENTS)},
  json_extract(body, '$.text') AS text, state
FROM standing_entries WHERE kind = 'feedback' ORDER BY station, seq"""  # noqa: S608 - made of the constants

_SUMMARIES = {
    "station-opened": ("clock",),
    "logbook-issued": ("station",),
    "handed-over": ("rows",),
    "sync": ("station", "offset_ms"),
    "mark": ("number",),
    "takeover": ("station", "head_seq"),
    "choose-chain": ("chosen", "rejected", "reason"),
    "keep-branches": ("station", "reason"),
    "printed": ("entries",),
    "redacted": ("exercise", "names"),
    "readiness-checked": ("item", "present", "serviceable"),
    "unit-counted": ("unit", "present", "fit"),
    "participants-counted": ("organisation", "n"),
    "startex": ("phase", "override"),
    "endex": ("rest",),
    "release": ("inject", "variant"),
    "retract": ("inject", "reason"),
    "repeat": ("inject",),
    "hold": ("inject",),
    "skip": ("inject", "reason"),
    "shift": ("inject", "by_ms"),
    "auto": ("inject", "on"),
    "offer": ("inject",),
    "decline": ("inject", "reason"),
    "pause": ("reason",),
    "resume": ("reason",),
    "safety": ("reason",),
    "adjust": ("by_ms", "reason"),
    "jump": ("to", "reason"),
    "situation": ("situation", "reason"),
    "acknowledge": ("inject", "cell"),
    "decide": ("cell", "category", "text"),
    "observe": ("cell", "bearing", "text"),
    "assess": ("action", "completion"),
    "settle": ("action", "completion", "reason"),
    "breach": ("red_line", "note"),
    "clear": ("red_line", "breach_station", "breach_seq", "reason"),
    "undo": ("target_seq", "reason"),
    "withdraw": ("target_seq", "reason"),
    "rate": ("target", "letter"),
    "strength": ("objective", "text"),
    "improve": ("objective", "text"),
    "plan": ("improvement_seq", "text"),
    "note": ("text",),
    "improvise": ("inject", "title"),
    "deadline": ("text", "within_ms", "clock"),
    "done": ("text",),
    "feedback": ("score", "realism", "attendance", "function", "plan", "text"),
    "revise": ("plan_station", "plan_seq", "text"),
    "close": ("plan_station", "plan_seq", "evidence"),
    "carry": ("exercise", "action", "text"),
}
"""Which fields of a body stand in a line of the timeline, in this order."""
_NAMED = frozenset(STATEMENTS) - {"score"}
"""Fields that stand there with their names: numbers of which any may be missing."""


def _timeline() -> str:
    cases = []
    for kind, names in _SUMMARIES.items():
        parts = " || ".join(_part(name) for name in names)
        cases.append(f"    WHEN '{kind}' THEN substr({parts}, 2)")
    summary = "\n".join(cases)
    return f"""\
CREATE VIEW timeline AS
SELECT station, seq, kind, elapsed_ms, wall_at, author,
  CASE kind
{summary}
    ELSE ''
  END AS summary,
  state
FROM standing_entries ORDER BY wall_at, station, seq"""  # noqa: S608 - made of the constants above


def _part(name: str) -> str:
    lead = f" {name}=" if name in _NAMED else " "
    return f"coalesce('{lead}' || json_extract(body, '$.{name}'), '')"


_BY_NAME: dict[str, str] = COUNTED_VIEWS | {
    "standing_entries": STANDING_ENTRIES,
    "decisions": _DECISIONS,
    "releases": _RELEASES,
    "assessments": _ASSESSMENTS,
    "feedback": _FEEDBACK,
    "timeline": _timeline(),
}
"""The last five are public; the others are ours."""

VIEW_NAMES = tuple(_BY_NAME)
VIEWS = tuple(_BY_NAME.values())
"""The statements that make the views, in order."""
