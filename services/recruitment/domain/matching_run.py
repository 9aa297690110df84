"""A matching run: what it was given, by which rules, with which seed, what came out and the proof. Replayable.

Everything that decides is in the snapshot; the same snapshot gives the same bytes, on any machine, at any time.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from services.recruitment.domain.certificate import Certificate, certificate
from services.recruitment.domain.lot import commitment, lot
from services.recruitment.domain.matching import candidate_optimal, position_optimal, repaired
from services.recruitment.domain.matching_instance import (
    Contradiction,
    District,
    Instance,
    Matching,
    Pair,
    Position,
    faults,
    without_settled,
)
from services.recruitment.domain.rank_statistics import Ranks, RankStatistics, rank_statistics

RULE_VERSION = "2026-11"
"""How scores become rankings and rankings a matching; a change of either is a new version."""


@dataclass(frozen=True)
class Seat:
    """A position as the run sees it. ``capacity`` places, in a district that may have a limit of its own."""

    capacity: int
    district: str
    most: int
    """The most points that its profile can give."""


@dataclass(frozen=True)
class Snapshot:
    """What a run is given. Candidates and positions by id only.

    ``points`` has a candidate's points for each wished position that the gates let through; a wish that is not there
    was stopped at a gate. ``limits`` are districts' own. ``settled`` have accepted and never move. ``before`` is the
    matching that is repaired: then only who must move does.
    """

    positions: Mapping[str, Seat]
    limits: Mapping[str, int]
    wishes: Mapping[str, tuple[str, ...]]
    points: Mapping[str, Mapping[str, int]]
    settled: Mapping[str, str]
    seed: str
    rule_version: str = RULE_VERSION
    before: Mapping[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        """Return the snapshot as it is kept and hashed: names in order, no spaces, so that it is one text only."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the snapshot."""
        return hashlib.sha256(self.bytes()).hexdigest()


def read(content: bytes) -> Snapshot:
    """Return the snapshot that was kept as ``content``."""
    kept = json.loads(content)
    positions = {name: Seat(**seat) for name, seat in kept.pop("positions").items()}
    wishes = {who: tuple(names) for who, names in kept.pop("wishes").items()}
    return Snapshot(positions=positions, wishes=wishes, **kept)


@dataclass(frozen=True)
class Run:
    """What came out. ``instance`` is what was left to decide beside those who are settled."""

    snapshot: Snapshot
    instance: Instance
    matching: Matching
    proof: Certificate
    ranks: RankStatistics
    if_positions_first: Matching
    ranks_if_positions_first: RankStatistics


def instance_of(snapshot: Snapshot) -> Instance:
    """Return who may go where: each position ranks by share of its points, a district across its positions alike.

    Ties go to the lot. Raises Contradiction when the snapshot does not hang together.
    """
    seed = bytes.fromhex(snapshot.seed)

    def place(pair: Pair) -> tuple[Fraction, str]:
        who, name = pair
        return -Fraction(snapshot.points[who][name], snapshot.positions[name].most), lot(seed, who, name)

    wishes = {who: [name for name in names if name in snapshot.points[who]] for who, names in snapshot.wishes.items()}
    unknown = [name for names in wishes.values() for name in names if name not in snapshot.positions]
    if unknown:
        raise Contradiction([f"position {name} does not exist" for name in dict.fromkeys(unknown)])
    pairs = sorted(((who, name) for who, names in wishes.items() for name in names), key=place)
    ranked: dict[str, list[str]] = {name: [] for name in snapshot.positions}
    ranked_in: dict[str, list[Pair]] = {name: [] for name in snapshot.limits}
    for who, name in pairs:
        ranked[name].append(who)
        if snapshot.positions[name].district in ranked_in:
            ranked_in[snapshot.positions[name].district].append((who, name))
    made = Instance(
        wishes,
        {
            name: Position(seat.capacity, ranked[name], seat.district if seat.district in snapshot.limits else None)
            for name, seat in snapshot.positions.items()
        },
        {name: District(limit, ranked_in[name]) for name, limit in snapshot.limits.items()},
    )
    if found := faults(made):
        raise Contradiction(found)
    return made


def run(snapshot: Snapshot) -> Run:
    """Return the candidate-optimal stable matching of what is not settled, with its proof and both sides' ranks.

    A repair gives a stable matching near the one before instead, where there is room for no more than there was; else
    all is matched anew.
    """
    instance = without_settled(instance_of(snapshot), snapshot.settled)
    matching = _near(instance, snapshot.before) if snapshot.before else candidate_optimal(instance)
    other = position_optimal(instance)
    return Run(
        snapshot,
        instance,
        matching,
        certificate(instance, matching),
        rank_statistics(instance, matching),
        other,
        rank_statistics(instance, other),
    )


def _near(instance: Instance, before: Matching) -> Matching:
    found = repaired(instance, before)
    return found if certificate(instance, found).holds else candidate_optimal(instance)


def record(made: Run) -> bytes:
    """Return the run's record: anyone who runs the snapshot again gets these bytes."""
    content: dict[str, Any] = {
        "snapshot": made.snapshot.fingerprint,
        "ruleVersion": made.snapshot.rule_version,
        "seedCommitment": commitment(bytes.fromhex(made.snapshot.seed)),
        "matches": dict(made.matching),
        "unmatched": sorted(who for who in made.instance.wishes if who not in made.matching),
        "settled": dict(made.snapshot.settled),
        "certificate": {
            "holds": made.proof.holds,
            "acceptablePairs": made.proof.acceptable_pairs,
            "blockingPairs": [list(pair) for pair in made.proof.blocking],
        },
        "ranks": _ranks(made.ranks),
        "matchesIfPositionsFirst": dict(made.if_positions_first),
        "ranksIfPositionsFirst": _ranks(made.ranks_if_positions_first),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _ranks(statistics: RankStatistics) -> dict[str, Any]:
    def of(side: Ranks) -> dict[str, Any]:
        return {"matched": side.matched, "total": side.total, "profile": list(side.profile)}

    return {"candidates": of(statistics.candidates), "positions": of(statistics.positions)}
