"""Which rows count after a merge, and who conducts, as SQL; it must not say which of them stand.

`loose_rows` and `counted_rows` repeat `domain/play/merge.py` over `journal` and `aside`: rows of a station
from its first contradiction on are loose, in branches named by the hash of their first row; of the
home station (the one in `logbook`, else DIR) what lies aside is. A branch that the latest `keep-branches`
row of the conduct chain keeps counts, a second one of its station under a name of its own.
`stem_rows` names by number the rows that a branch with a name of its own goes on after, and where they count.
`conduct` repeats `domain/play/conduct_chain.py`. A test compares both with the domain on random journals.

Unlike the domain, SQL cannot see whether a body can be read, and takes a station of which no row lies
aside to be without contradiction: a file in which one has is damaged, and `verify` says so.
"""

from __future__ import annotations

from tabletop.domain.play.branch_names import SIGN_DIGITS
from tabletop.domain.play.journal import BRANCH_SIGN, DIRECTOR
from tabletop.domain.play.stations import BranchesKept, ChainChosen, ConductTakenOver
from tabletop.store.codec import KINDS

BODY = "CASE WHEN json_valid(body) THEN body ELSE '{}' END"
"""A body that damage made no JSON says nothing, and must not hide the other rows."""

_ENDLESS = 2**63 - 1


def known(*kinds: str) -> str:
    """Return the condition that a row is of one of these kinds, in a version that this schema knows."""
    versions = ((kind, version) for kind in kinds for version in range(1, KINDS[kind].version + 1))
    listed = ", ".join(f"('{kind}', {version})" for kind, version in versions)
    return f"(kind, version) IN (VALUES {listed})"


_TAKEOVER, _CHOICE, _WORD = ConductTakenOver.kind, ChainChosen.kind, BranchesKept.kind

CHOICES_KNOWN = known(_TAKEOVER, _CHOICE)
"""The condition that a row has a say in who conducts."""

TAKES_OVER = f"""\
{known(_TAKEOVER)} AND station <> '{DIRECTOR}' AND json_extract({BODY}, '$.station') <> station"""
"""The condition that a row's station took over from another."""


def conduct(spoken: str) -> str:
    """Return table expressions up to `say`, of the rows with `CHOICES_KNOWN` in the table `spoken`.

    `say` names the stations of the chain in their order, each with the last seq that counts. The heirs
    are carried along as a list, because SQLite copies a table expression at each place that names it.
    """
    return f"""\
takeovers AS (
  SELECT station, json_extract(body, '$.station') AS follows, json_extract(body, '$.head_seq') AS head_seq,
    min(seq)
  FROM {spoken} WHERE {TAKES_OVER} GROUP BY station
), chain(place, station, head_seq, before, heirs) AS (
  SELECT 0, '{DIRECTOR}', NULL, json_array('{DIRECTOR}'), (
    SELECT json_group_array(json_array(station, follows, head_seq)) FROM takeovers
    WHERE coalesce((
      SELECT takeovers.station = json_extract(body, '$.chosen') FROM {spoken} AS choice
      WHERE kind = '{_CHOICE}'
        AND takeovers.station IN (json_extract(body, '$.chosen'), json_extract(body, '$.rejected'))
      ORDER BY wall_at DESC, choice.station DESC, seq DESC LIMIT 1), TRUE))
  UNION ALL
  SELECT place + 1, json_extract(heir.value, '$[0]'), json_extract(heir.value, '$[2]'),
    json_insert(before, '$[#]', json_extract(heir.value, '$[0]')), heirs
  FROM chain JOIN json_each(heirs) AS heir WHERE heir.key = (
    SELECT key FROM json_each(heirs)
    WHERE json_extract(value, '$[1]') = chain.station
      AND json_extract(value, '$[0]') NOT IN (SELECT value FROM json_each(before))
    ORDER BY json_extract(value, '$[2]') DESC, json_extract(value, '$[0]') DESC LIMIT 1)
), say AS (
  SELECT place, station AS speaker, coalesce(lead(head_seq) OVER (ORDER BY place), {_ENDLESS}) AS last_seq
  FROM chain
)"""  # noqa: S608 - made of the constants above


_IS_ASIDE = """\
NOT EXISTS (SELECT 1 FROM journal AS joined WHERE joined.station = aside.station AND joined.seq = aside.seq
  AND joined.hash = aside.hash)"""
"""A row that lay aside until the one before it came stands in both tables."""

_LOOSE_ROWS = f"""\
CREATE VIEW loose_rows AS
WITH RECURSIVE pool AS (
  SELECT station, seq, hash, prev, FALSE AS is_aside FROM journal WHERE station IN (SELECT station FROM aside)
  UNION ALL
  SELECT station, seq, hash, prev, TRUE FROM aside WHERE {_IS_ASIDE}
), beside AS (
  SELECT *,
    station = coalesce((SELECT station FROM logbook), '{DIRECTOR}')
      AND EXISTS (SELECT 1 FROM journal WHERE journal.station = pool.station) AS is_own,
    seq = lag(seq) OVER behind
      OR (seq = 1 + lag(seq) OVER behind AND prev <> lag(hash) OVER behind) AS contradicts
  FROM pool WINDOW behind AS (PARTITION BY station ORDER BY seq, hash)
), divided AS (
  SELECT *, CASE WHEN is_own THEN is_aside
    ELSE max(contradicts) OVER (PARTITION BY station ORDER BY seq) END AS is_loose
  FROM beside
), loose AS (
  SELECT *, 1 = count(*) OVER (PARTITION BY station, prev) AS is_sole FROM divided WHERE is_loose
), branched AS (
  SELECT station, seq, hash, prev, is_own, hash AS branch, seq AS branch_seq FROM loose
  WHERE NOT is_sole OR NOT EXISTS (
    SELECT 1 FROM loose AS before WHERE before.station = loose.station AND before.hash = loose.prev
      AND (before.seq, before.hash) < (loose.seq, loose.hash))
  UNION ALL
  SELECT loose.station, loose.seq, loose.hash, loose.prev, loose.is_own, branch, branch_seq
  FROM branched JOIN loose ON loose.station = branched.station AND loose.prev = branched.hash
  WHERE is_sole AND (branched.seq, branched.hash) < (loose.seq, loose.hash)
)
SELECT * FROM branched"""  # noqa: S608 - made of the constants above

_SAID = "seq, kind, version, elapsed_ms, wall_at, scenario_at, observed_ms, author, body"
_EVERY_ROW = f"""\
(SELECT station, {_SAID}, hash FROM journal
  UNION ALL SELECT station, {_SAID}, hash FROM aside WHERE {_IS_ASIDE})"""  # noqa: S608

_NAMED_ROWS = f"""\
CREATE VIEW named_rows AS
WITH RECURSIVE spoken AS (
  SELECT station, seq, kind, version, wall_at, {BODY} AS body FROM {_EVERY_ROW}
  WHERE {known(_TAKEOVER, _CHOICE, _WORD)} AND hash NOT IN (SELECT hash FROM loose_rows)
), {conduct("spoken")}, words AS (
  SELECT json_extract(body, '$.station') AS about, json_extract(body, '$.kept') AS hashes,
    row_number() OVER (PARTITION BY json_extract(body, '$.station') ORDER BY place DESC, seq DESC) AS age
  FROM spoken JOIN say ON speaker = station AND seq <= last_seq WHERE kind = '{_WORD}'
), judged AS (
  SELECT loose_rows.*, coalesce(branch IN (SELECT value FROM json_each(hashes)), FALSE) AS is_kept
  FROM loose_rows LEFT JOIN words ON about = station AND age = 1
)
SELECT station, seq, hash, prev, branch, branch_seq, min(seq) OVER (PARTITION BY station) AS fork_seq,
  CASE
    WHEN NOT is_kept THEN NULL
    WHEN is_own OR 1 < dense_rank() OVER (PARTITION BY station, is_kept ORDER BY branch_seq, branch)
    THEN station || '{BRANCH_SIGN}' || substr(branch, 1, {SIGN_DIGITS})
    ELSE station
  END AS name
FROM judged"""  # noqa: S608 - made of the constants above

_COUNTED_ROWS = f"""\
CREATE VIEW counted_rows AS
SELECT coalesce(name, station) AS station, {_SAID}
FROM {_EVERY_ROW} LEFT JOIN (SELECT hash AS loose_hash, name FROM named_rows) ON loose_hash = hash
WHERE loose_hash IS NULL OR name IS NOT NULL"""  # noqa: S608 - made of the constants above

_STEM_ROWS = f"""\
CREATE VIEW stem_rows AS
WITH RECURSIVE pool AS (
  SELECT station, seq, hash, prev FROM journal WHERE station IN (SELECT station FROM aside)
  UNION ALL
  SELECT station, seq, hash, prev FROM aside WHERE {_IS_ASIDE}
), behind AS (
  SELECT name, station, seq, prev, branch_seq, fork_seq, name AS stands_at FROM named_rows
  WHERE name <> station AND hash = branch
  UNION ALL
  SELECT behind.name, pool.station, pool.seq, pool.prev, behind.branch_seq, behind.fork_seq,
    CASE WHEN named_rows.hash IS NULL THEN pool.station ELSE named_rows.name END
  FROM behind
    JOIN pool ON pool.station = behind.station AND pool.seq = behind.seq - 1 AND pool.hash = behind.prev
    LEFT JOIN named_rows ON named_rows.hash = pool.hash
  WHERE pool.seq >= behind.fork_seq
)
SELECT name, seq, stands_at AS station FROM behind WHERE seq < branch_seq
UNION ALL
SELECT name, pool.seq, station FROM behind JOIN pool USING (station)
WHERE behind.seq = branch_seq AND pool.seq < fork_seq"""  # noqa: S608 - made of the constants above

COUNTED_VIEWS: dict[str, str] = {
    "loose_rows": _LOOSE_ROWS,
    "named_rows": _NAMED_ROWS,
    "counted_rows": _COUNTED_ROWS,
    "stem_rows": _STEM_ROWS,
}
"""Our own views by name, each with the statement that makes it, in order."""
