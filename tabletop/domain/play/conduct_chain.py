"""Which rows conduct the exercise once another laptop took over (design 5); it must not fold them.

The chain begins with the director's station. A takeover row names the station that it follows and that
station's last row that counts; what that station wrote later is void, until a `choose-chain` row says
that the takeover is. Of several takeovers of one station the one that names the latest row counts, so
that the same rows always give the same chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tabletop.domain.play.journal import DIRECTOR, Entry, Recorded
from tabletop.domain.play.kinds import CHOICES, CONDUCT_KINDS
from tabletop.domain.play.stations import ChainChosen, ConductTakenOver


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Two stations that conducted at the same time; `rows` are those of `station` beside the takeover.

    `station` is the one that `by` took over from, or another that took over from it too. `conductor`
    is the one that counts then; `is_chosen` says whether the director chose between them.
    """

    station: str
    by: str
    rows: int
    conductor: str = DIRECTOR
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductChain:
    """Stations in the order in which they conducted, each with its last seq that counts (None: all)."""

    last_seqs: Mapping[str, int | None] = field(default_factory=lambda: {DIRECTOR: None})
    void: frozenset[str] = frozenset()
    """Stations that took over and were not chosen."""
    rivals: tuple[Rivals, ...] = ()

    def conducts(self, entry: Entry) -> bool:
        """Tell whether a row belongs to the chain."""
        if entry.station not in self.last_seqs:
            return False
        last = self.last_seqs[entry.station]
        return last is None or entry.seq <= last

    def ignores(self, entry: Entry) -> bool:
        """Tell whether a row has no say: a conduct row from elsewhere, or any row of a void branch."""
        if self.conducts(entry):
            return False
        if entry.station in self.last_seqs or entry.station in self.void:
            return entry.kind not in CHOICES
        return entry.kind in CONDUCT_KINDS

    def is_ended(self, station: str) -> bool:
        """Tell whether a station conducted, or took over, and does not conduct any more."""
        return station in self.void or self.last_seqs.get(station) is not None

    def rows(self, recorded: Iterable[Recorded]) -> list[Recorded]:
        """Return the chain's rows in their order."""
        places = {station: place for place, station in enumerate(self.last_seqs)}
        chain = [row for row in recorded if self.conducts(row.entry)]
        return sorted(chain, key=lambda row: (places[row.entry.station], row.entry.seq))


_UNDIVIDED = ConductChain()


def conduct_chain(recorded: Iterable[Recorded]) -> ConductChain:
    """Return the chain that a journal's rows give, in whatever order they come."""
    heads: dict[str, int] = {}
    takeovers: dict[str, tuple[int, ConductTakenOver]] = {}
    choices: list[tuple[str, str, int, ChainChosen]] = []
    for row in recorded:
        entry, event = row.entry, row.event
        heads[entry.station] = max(heads.get(entry.station, 0), entry.seq)
        if isinstance(event, ConductTakenOver) and entry.station not in (DIRECTOR, event.station):
            first = takeovers.get(entry.station)
            if first is None or entry.seq < first[0]:
                takeovers[entry.station] = entry.seq, event
        elif isinstance(event, ChainChosen):
            choices.append((entry.wall_at, entry.station, entry.seq, event))
    if not takeovers:
        return _UNDIVIDED
    spoken = [choice[-1] for choice in sorted(choices, key=lambda choice: choice[:3])]
    return _divided({station: event for station, (_, event) in takeovers.items()}, spoken, heads)


def _divided(
    takeovers: Mapping[str, ConductTakenOver], choices: Iterable[ChainChosen], heads: Mapping[str, int]
) -> ConductChain:
    stands = dict.fromkeys(takeovers, True)
    chosen: set[str] = set()
    for choice in choices:
        for station in (choice.chosen, choice.rejected):
            if station in stands:
                stands[station] = station == choice.chosen
                chosen.add(station)
    last_seqs: dict[str, int | None] = {DIRECTOR: None}
    followers: dict[str, str] = {}
    station = DIRECTOR
    while True:
        following = [
            (event.head_seq, by)
            for by, event in takeovers.items()
            if event.station == station and stands[by] and by not in last_seqs
        ]
        if not following:
            break
        last_seqs[station], followers[station] = max(following)
        station = followers[station]
        last_seqs[station] = None
    rivals = [
        replace(pair, conductor=followers.get(event.station, station), is_chosen=by in chosen)
        for by, event in sorted(takeovers.items())
        if (pair := _met_by(by, event, followers=followers, heads=heads)) is not None
    ]
    return ConductChain(
        last_seqs=last_seqs, void=frozenset(takeovers.keys() - last_seqs.keys()), rivals=tuple(rivals)
    )


def _met_by(
    by: str, event: ConductTakenOver, *, followers: Mapping[str, str], heads: Mapping[str, int]
) -> Rivals | None:
    """Return whom a takeover met: the station that went on, or another that took over from it too."""
    went_on = heads.get(event.station, 0) - event.head_seq
    if went_on > 0:
        return Rivals(station=event.station, by=by, rows=went_on)
    follower = followers.get(event.station, by)
    return None if follower == by else Rivals(station=follower, by=by, rows=heads[follower])
