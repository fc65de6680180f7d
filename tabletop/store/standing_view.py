"""The state of each row that counts, as SQL; it must say the same as the fold.

The rules of `state`, as in `domain/play/standing.py` (a test compares both on random journals):
1. `ignored`: a row of the conduct chain's kinds at a station outside that chain, any row of a station
   after its successor's takeover or of a takeover in vain, but for those that say who conducts, and a row of
   a kind or version that this schema does not know. It has no effect on others either.
2. `undo` makes its target (same station, any kind but undo) `withdrawn` and takes its effect away;
   so what an undone `withdraw`, `retract`, `clear`, `settle` or correction had taken is back. An
   undo always stands.
3. A decision, observation or breach is `corrected` by a decision or observation of its station whose
   `corrects` names it, `withdrawn` by a `withdraw` of its station or a `clear` of any that names it; of
   several such rows that are not undone the latest counts. (A withdrawn correction still replaces: the
   decision does not come back.)
4. A release, or an improvised inject's row, is `withdrawn` by a later standing `retract` of its inject.
5. An assessment or rating is `corrected` by a later standing one of the same author at the same
   station on the same action or target; a settlement by a later one on the same action.
A row of a branch with a name of its own (`P1~3f2a`) that names one before that branch means the row of
`stem_rows`.
Later means the station's own order; between stations the greatest T+ reached counts, as the fold aligns
rows of a clock that follows the exercise: only stations that conduct have a say across stations. A known
kind whose body cannot be read is ignored by the fold, which SQL cannot see: `verify` names such rows.
"""

from __future__ import annotations

from tabletop.domain.play.journal import BRANCH_SIGN
from tabletop.domain.play.kinds import CHOICES, CONDUCT_KINDS
from tabletop.store.codec import KINDS
from tabletop.store.counted_view import BODY, CHOICES_KNOWN, TAKES_OVER, conduct, known


def _listed(kinds: frozenset[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


STANDING_ENTRIES = f"""\
CREATE VIEW standing_entries AS
WITH RECURSIVE spoken AS (
  SELECT station, seq, kind, version, wall_at, {BODY} AS body FROM counted_rows WHERE {CHOICES_KNOWN}
), {conduct("spoken")}, said AS (
  SELECT station, seq, kind, elapsed_ms, wall_at, scenario_at, author,
    coalesce(observed_ms, elapsed_ms) AS observed_ms,
    max(elapsed_ms) OVER (PARTITION BY station ORDER BY seq) AS reached_ms,
    {BODY} AS body,
    CASE
      WHEN NOT {known(*sorted(KINDS))} THEN TRUE
      WHEN seq <= last_seq THEN FALSE
      WHEN last_seq IS NOT NULL OR max(CASE kind WHEN 'takeover' THEN {TAKES_OVER} ELSE FALSE END)
        OVER (PARTITION BY station) THEN kind NOT IN ({_listed(CHOICES)})
      ELSE kind IN ({_listed(CONDUCT_KINDS)})
    END AS is_ignored
  FROM counted_rows LEFT JOIN say ON speaker = station
), naming AS (
  SELECT kind, station, seq, reached_ms,
    CASE WHEN kind <> 'clear' OR json_extract(body, '$.breach_station') || '{BRANCH_SIGN}'
        = substr(station, 1, instr(station, '{BRANCH_SIGN}'))
      THEN station ELSE json_extract(body, '$.breach_station') END AS named_station,
    json_extract(body, CASE kind WHEN 'clear' THEN '$.breach_seq'
      WHEN 'decide' THEN '$.corrects' WHEN 'observe' THEN '$.corrects' ELSE '$.target_seq' END) AS target_seq
  FROM said WHERE kind IN ('undo', 'decide', 'observe', 'withdraw', 'clear') AND NOT is_ignored
), aimed AS (
  SELECT naming.*, coalesce(stem_rows.station, named_station) AS target_station
  FROM naming LEFT JOIN stem_rows
    ON name = named_station AND name = naming.station AND stem_rows.seq = target_seq
), acts AS (
  SELECT target_station, target_seq,
    kind = 'undo' AS is_undo,
    CASE WHEN kind IN ('decide', 'observe') THEN 'corrected' ELSE 'withdrawn' END AS answer,
    kind <> 'undo' AND max(kind = 'undo') OVER (
      PARTITION BY CASE kind WHEN 'undo' THEN target_station ELSE station END,
        CASE kind WHEN 'undo' THEN target_seq ELSE seq END) AS is_undone,
    reached_ms, station, seq
  FROM aimed
), answers AS (
  SELECT target_station, target_seq, CASE WHEN NOT is_undo THEN answer END AS answer,
    max(is_undo) OVER (PARTITION BY target_station, target_seq) AS is_undone,
    row_number() OVER (PARTITION BY target_station, target_seq
      ORDER BY is_undo, reached_ms DESC, station DESC, seq DESC) AS age
  FROM acts WHERE target_seq IS NOT NULL AND NOT is_undone
), judged AS (
  SELECT said.*,
    CASE
      WHEN is_ignored THEN 'ignored'
      WHEN is_undone AND kind <> 'undo' THEN 'withdrawn'
      WHEN kind IN ('decide', 'observe', 'breach') THEN coalesce(answer, 'current')
      ELSE 'current'
    END AS judgement
  FROM said LEFT JOIN answers ON target_station = station AND target_seq = seq AND age = 1
), followed AS (
  SELECT station AS by_station, seq AS by_seq,
    count(*) FILTER (WHERE kind NOT IN ('release', 'improvise')) OVER (
      PARTITION BY
        CASE WHEN kind IN ('release', 'improvise') THEN 'retract' ELSE kind END,
        CASE WHEN kind IN ('assess', 'rate') THEN json_array(station, author) END,
        json_extract(body, CASE WHEN kind IN ('assess', 'settle') THEN '$.action'
          WHEN kind = 'rate' THEN '$.target' ELSE '$.inject' END)
      ORDER BY reached_ms DESC, station DESC, seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) > 0 AS is_replaced
  FROM judged
  WHERE kind IN ('release', 'improvise', 'retract', 'assess', 'rate', 'settle') AND judgement = 'current'
)
SELECT station, seq, kind, elapsed_ms, wall_at, scenario_at, observed_ms, author, body,
  CASE
    WHEN NOT coalesce(is_replaced, FALSE) OR kind = 'retract' THEN judgement
    WHEN kind IN ('release', 'improvise') THEN 'withdrawn'
    ELSE 'corrected'
  END AS state
FROM judged LEFT JOIN followed ON by_station = station AND by_seq = seq"""  # noqa: S608 - made of the constants above
