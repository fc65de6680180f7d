"""The public read-only views of contract 4 as SQL; they must say the same as the fold.

The rules of `state`, as in `domain/play/standing.py` (a test compares both on random journals):
1. `ignored`: a row of the conduct chain's kinds at another station than DIR, and a row of a kind or
   version that this schema does not know. It has no effect on others either.
2. `undo` makes its target (same station, any kind but undo) `withdrawn` and takes its effect away;
   so what an undone `withdraw`, `retract`, `clear`, `settle` or correction had taken is back. An
   undo always stands.
3. A row is `corrected` by a decision of its station whose `corrects` names it, `withdrawn` by a
   `withdraw` that names it; of several such rows that are not undone the latest counts. (A withdrawn
   correction still replaces: the decision does not come back.)
4. A breach is `withdrawn` by a `clear` of any station that names it and is not undone.
5. A release, or an improvised inject's row, is `withdrawn` by a later standing `retract` of its inject.
6. An assessment or rating is `corrected` by a later standing one of the same author at the same
   station on the same action or target; a settlement by a later one on the same action.
Times are as recorded; `observed_ms` is `elapsed_ms` where it was not said. Later means the station's
own order; between stations (settlements only) the greatest T+ reached counts, as the fold aligns
rows of a clock that follows the exercise. A known kind whose body cannot be read is ignored by the
fold, which SQL cannot see: `verify` names such rows.
"""

from __future__ import annotations

from tabletop.domain.play.journal import DIRECTOR
from tabletop.domain.play.kinds import CONDUCT_KINDS
from tabletop.store.codec import KINDS

_KNOWN = ", ".join(
    f"('{kind}', {version})"
    for kind, event_type in sorted(KINDS.items())
    for version in range(1, event_type.version + 1)
)
_CONDUCT = ", ".join(f"'{kind}'" for kind in sorted(CONDUCT_KINDS))

_STANDING_ENTRIES = f"""\
CREATE VIEW standing_entries AS
WITH said AS (
  SELECT station, seq, kind, elapsed_ms, wall_at, scenario_at, author,
    coalesce(observed_ms, elapsed_ms) AS observed_ms,
    max(elapsed_ms) OVER (PARTITION BY station ORDER BY seq) AS reached_ms,
    CASE WHEN json_valid(body) THEN body ELSE '{{}}' END AS body,
    (kind, version) NOT IN (VALUES {_KNOWN})
      OR (station <> '{DIRECTOR}' AND kind IN ({_CONDUCT})) AS is_ignored
  FROM journal
), undone AS (
  SELECT target.station, target.seq
  FROM said JOIN journal AS target
    ON target.station = said.station AND target.seq = json_extract(said.body, '$.target_seq')
  WHERE said.kind = 'undo' AND NOT said.is_ignored AND target.kind <> 'undo'
), effective AS (
  SELECT * FROM said WHERE NOT is_ignored AND (station, seq) NOT IN (SELECT station, seq FROM undone)
), answers AS (
  SELECT station, json_extract(body, '$.corrects') AS target_seq, seq, 'corrected' AS state
  FROM effective WHERE kind = 'decide' AND json_extract(body, '$.corrects') IS NOT NULL
  UNION ALL
  SELECT station, json_extract(body, '$.target_seq'), seq, 'withdrawn'
  FROM effective WHERE kind = 'withdraw'
), latest_answers AS (
  SELECT station AS target_station, target_seq, state AS answer, max(seq)
  FROM answers GROUP BY station, target_seq
), cleared AS (
  SELECT json_extract(body, '$.breach_station') AS station, json_extract(body, '$.breach_seq') AS seq
  FROM effective WHERE kind = 'clear'
), judged AS (
  SELECT said.*,
    CASE
      WHEN is_ignored THEN 'ignored'
      WHEN (station, seq) IN (SELECT station, seq FROM undone) THEN 'withdrawn'
      WHEN (station, seq) IN (SELECT station, seq FROM cleared) THEN 'withdrawn'
      ELSE coalesce(answer, 'current')
    END AS state
  FROM said LEFT JOIN latest_answers ON target_station = station AND target_seq = seq
), retractions AS (
  SELECT json_extract(body, '$.inject') AS retracted, max(seq) AS last_seq
  FROM judged WHERE kind = 'retract' AND state = 'current' GROUP BY retracted
), retracted_releases AS (
  SELECT station, seq FROM judged JOIN retractions ON retracted = json_extract(body, '$.inject')
  WHERE kind IN ('release', 'improvise') AND seq < last_seq
), grades AS (
  SELECT station, seq, row_number() OVER (
    PARTITION BY kind,
      CASE kind WHEN 'settle' THEN NULL ELSE station END,
      CASE kind WHEN 'settle' THEN NULL ELSE author END,
      json_extract(body, CASE kind WHEN 'rate' THEN '$.target' ELSE '$.action' END)
    ORDER BY reached_ms DESC, station DESC, seq DESC) AS place
  FROM judged WHERE kind IN ('assess', 'rate', 'settle') AND state = 'current'
)
SELECT station, seq, kind, elapsed_ms, wall_at, scenario_at, observed_ms, author, body,
  CASE
    WHEN state <> 'current' THEN state
    WHEN (station, seq) IN (SELECT station, seq FROM retracted_releases) THEN 'withdrawn'
    WHEN (station, seq) IN (SELECT station, seq FROM grades WHERE place > 1) THEN 'corrected'
    ELSE state
  END AS state
FROM judged"""  # noqa: S608 - made of the constants above

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

_SUMMARIES = {
    "station-opened": ("clock",),
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
}
"""Which fields of a body stand in a line of the timeline, in this order."""


def _timeline() -> str:
    cases = []
    for kind, names in _SUMMARIES.items():
        parts = " || ".join(f"coalesce(' ' || json_extract(body, '$.{name}'), '')" for name in names)
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


VIEWS: tuple[str, ...] = (_STANDING_ENTRIES, _DECISIONS, _RELEASES, _ASSESSMENTS, _timeline())
"""The statements that make the views; `standing_entries` is ours, the other four are public."""

VIEW_NAMES = ("standing_entries", "decisions", "releases", "assessments", "timeline")
