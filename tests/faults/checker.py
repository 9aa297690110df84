"""Compares what the writers were promised with what every stage holds, and names each difference.

Knows nothing of the code under test: an event is its subject and version, a stage is a list of them. Stages run
``ledger → outbox → topic → inbox → effects``; what enters one must leave it once, in the order of the versions.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

RELAY_BATCH = 400
"""What one relay can have sent without having marked it when it dies: a batch of 200, and the one after it."""


@dataclass(frozen=True, order=True)
class Fact:
    """One version of one subject: an event's identity at every stage."""

    subject: str
    version: int

    def __str__(self) -> str:
        """Subject and version, short."""
        return f"{self.subject} v{self.version}"


@dataclass(frozen=True)
class Row:
    """An outbox row: ``digest`` of the bytes to publish."""

    fact: Fact
    digest: str
    published: bool


@dataclass(frozen=True)
class Record:
    """A message on the topic."""

    fact: Fact
    digest: str
    partition: int
    offset: int


@dataclass(frozen=True)
class Arrival:
    """An inbox row: which event, and the place in the topic that it says it came from."""

    fact: Fact
    partition: int
    offset: int


@dataclass
class Evidence:
    """Everything that was read, each stage in its own order; a stage that a test does not have is None."""

    ledger: Sequence[Fact] | None = None
    outbox: Sequence[Row] | None = None
    topic: Sequence[Record] = ()
    inbox: Sequence[Arrival] = ()
    applied: Sequence[Fact] = ()
    effects: Sequence[Fact] = ()
    parked: Sequence[Fact] = ()


@dataclass
class Verdict:
    """What differs, each as ``stage: fact``.

    ``repeats`` counts messages that are on the topic again, ``parked`` events that are set aside and not yet applied.
    """

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    events: int = 0
    repeats: int = 0
    parked: int = 0

    @property
    def zeros(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.lost or self.doubled or self.out_of_order or self.unexplained)

    def __str__(self) -> str:
        """The counts, and the first few of each kind."""
        kinds = {name: getattr(self, name) for name in ("lost", "doubled", "out_of_order", "unexplained")}
        counts = ", ".join(f"{name} {len(found)}" for name, found in kinds.items())
        first = "".join(f"\n  {name}: {line}" for name, found in kinds.items() for line in found[:5])
        return f"{self.events} events, {self.repeats} repeats, {self.parked} parked; {counts}{first}"


def judge(
    evidence: Evidence,
    *,
    explained_repeats: int = 0,
    shuffled: bool = False,
    without_effect: AbstractSet[Fact] = frozenset(),
) -> Verdict:
    """Return every difference between the stages.

    So many repeats on the topic are explained by what the test did, ``RELAY_BATCH`` for a relay's death; ``shuffled``
    says that the test itself put the topic out of order, so only what comes after it is judged for order;
    ``without_effect`` are events that the consumer does not listen to, or that people gave up.
    """
    verdict = Verdict()
    promised = _outbox(evidence, verdict)
    sent = _topic(evidence, promised, verdict, explained_repeats, shuffled=shuffled)
    taken = sent - set(evidence.parked)
    _compare("parked", evidence.parked, sent & set(evidence.parked), verdict)
    _inbox(evidence, taken, verdict, shuffled=shuffled)
    _compare("effects", evidence.effects, taken - without_effect, verdict)
    _in_order("effects", evidence.effects, verdict)
    _applied(evidence.applied, taken, verdict)
    verdict.events, verdict.parked = len(sent), len(evidence.parked)
    return verdict


def _outbox(evidence: Evidence, verdict: Verdict) -> dict[Fact, str] | None:
    """Return what must be on the topic, with digests."""
    if evidence.outbox is None:
        return None
    facts = [row.fact for row in evidence.outbox]
    if evidence.ledger is not None:
        _once("ledger", evidence.ledger, verdict)
        _in_order("ledger", evidence.ledger, verdict)
        _compare("outbox", facts, set(evidence.ledger), verdict)
    else:
        _once("outbox", facts, verdict)
    _in_order("outbox", facts, verdict)
    _without_holes("outbox", facts, verdict)
    verdict.lost += [f"outbox: {row.fact} was never published" for row in evidence.outbox if not row.published]
    return {row.fact: row.digest for row in evidence.outbox}


def _topic(
    evidence: Evidence, promised: dict[Fact, str] | None, verdict: Verdict, explained_repeats: int, *, shuffled: bool
) -> set[Fact]:
    first: dict[Fact, Record] = {}
    repeated = []
    for record in evidence.topic:
        if record.fact in first:
            repeated.append(record)
        else:
            first[record.fact] = record
    verdict.repeats = len(repeated)
    if len(repeated) > explained_repeats:
        verdict.doubled += [f"topic: {record.fact}" for record in repeated]
    if promised is not None:
        verdict.lost += [f"topic: {fact}" for fact in promised if fact not in first]
        for record in evidence.topic:
            if record.fact not in promised:
                verdict.unexplained.append(f"topic: {record.fact} is in no outbox")
            elif record.digest != promised[record.fact]:
                verdict.unexplained.append(f"topic: {record.fact} has other bytes than the outbox")
    homes = defaultdict(set)
    for record in evidence.topic:
        homes[record.fact.subject].add(record.partition)
    verdict.unexplained += [
        f"topic: {subject} is on several partitions" for subject, on in homes.items() if len(on) > 1
    ]
    if not shuffled:
        _in_order("topic", list(first), verdict)
    return set(first)


def _inbox(evidence: Evidence, taken: set[Fact], verdict: Verdict, *, shuffled: bool) -> None:
    places = {(record.partition, record.offset): record.fact for record in evidence.topic}
    _compare("inbox", [arrival.fact for arrival in evidence.inbox], taken, verdict)
    for arrival in evidence.inbox:
        if places.get((arrival.partition, arrival.offset)) != arrival.fact:
            verdict.unexplained.append(f"inbox: {arrival.fact} did not come from {arrival.partition}/{arrival.offset}")
    if not shuffled:
        by_place = sorted(evidence.inbox, key=lambda arrival: (arrival.partition, arrival.offset))
        _in_order("inbox", [arrival.fact for arrival in by_place], verdict)


def _applied(applied: Sequence[Fact], taken: set[Fact], verdict: Verdict) -> None:
    latest: dict[str, int] = {}
    for fact in taken:
        latest[fact.subject] = max(latest.get(fact.subject, 0), fact.version)
    _once("applied", [Fact(fact.subject, 0) for fact in applied], verdict)
    known = {fact.subject: fact.version for fact in applied}
    for subject, version in latest.items():
        if known.get(subject, 0) < version:
            verdict.lost.append(f"applied: {subject} is at {known.get(subject, 0)}, not {version}")
    for subject, version in known.items():
        if version > latest.get(subject, 0):
            verdict.unexplained.append(f"applied: {subject} is at {version}, beyond what it was sent")


def _compare(stage: str, found: Sequence[Fact], expected: AbstractSet[Fact], verdict: Verdict) -> None:
    _once(stage, found, verdict)
    seen = set(found)
    verdict.lost += [f"{stage}: {fact}" for fact in sorted(expected - seen)]
    verdict.unexplained += [f"{stage}: {fact} came from nowhere" for fact in sorted(seen - expected)]


def _once(stage: str, found: Iterable[Hashable], verdict: Verdict) -> None:
    verdict.doubled += [f"{stage}: {fact} × {count}" for fact, count in Counter(found).items() if count > 1]


def _in_order(stage: str, found: Sequence[Fact], verdict: Verdict) -> None:
    latest: dict[str, int] = {}
    for fact in found:
        before = latest.setdefault(fact.subject, fact.version)
        if fact.version < before:
            verdict.out_of_order.append(f"{stage}: {fact} after version {before}")
        latest[fact.subject] = max(before, fact.version)


def _without_holes(stage: str, found: Sequence[Fact], verdict: Verdict) -> None:
    versions = defaultdict(set)
    for fact in found:
        versions[fact.subject].add(fact.version)
    for subject, present in versions.items():
        verdict.lost += [f"{stage}: {Fact(subject, n)}" for n in sorted(set(range(1, max(present) + 1)) - present)]
