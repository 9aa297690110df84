"""The queue policy as data: which terms count, how much, and who may change it.

Points of a request: P = Σ min(cap, weight · fact) over the terms + ageing · working days waited. All whole numbers, so
that the same input gives the same order everywhere. The capped terms can differ by at most ``gap`` between two
requests, and waiting has no cap: who has waited gap/ageing working days longer stands first, whatever the rest says.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from contracts.event import ActorReference
from contracts.specialist_team.api import Term
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.policy import NeedBasis, PolicyRule, PolicyStatus
from contracts.specialist_team.policy_events import PolicyEvent, PolicyProposed, PolicySigned, PolicyWithdrawn
from libs.calendar import local_date
from services.specialist_team.domain.policy_refusals import (
    PolicyIs,
    PolicyNeedsAnotherMember,
    PolicyValidFromInThePast,
)

E = TypeVar("E", bound=PolicyEvent)


@dataclass(frozen=True)
class Weight:
    """How a term counts: points per unit of its fact, the most it gives, and what it gives when the fact is missing."""

    term: Term
    points: int
    cap: int
    when_missing: int

    def of(self, fact: int | None) -> int:
        """Return the points for ``fact``, None when it is not known; never fewer for a larger fact."""
        return self.when_missing if fact is None else min(self.cap, self.points * fact)


@dataclass(frozen=True)
class Policy:
    """What decides the order: terms in the order in which they are told, ageing per working day, the emergency lane."""

    weights: tuple[Weight, ...]
    ageing: int
    emergency_percent: int = 0
    need_basis: NeedBasis = NeedBasis.BUDGETED_POSTS
    tied_purposes: frozenset[Purpose] = frozenset()

    @property
    def gap(self) -> int:
        """The most points that all terms but waiting can differ between two requests."""
        return sum(weight.cap for weight in self.weights)

    @property
    def overtaking_days(self) -> int:
        """The working days of longer waiting that no other term can outweigh, at least 1.

        With ageing·d ≥ gap the one who waited d days longer has at least as many points, and wins the tie by waiting.
        """
        return max(1, -(-self.gap // self.ageing))

    @classmethod
    def of(cls, rule: PolicyRule) -> "Policy":
        """Return the policy that a published rule states."""
        weights = tuple(Weight(t.term, t.weight, t.cap, t.when_missing) for t in rule.terms)
        return cls(weights, rule.ageing, rule.emergency_percent, rule.need_basis, frozenset(rule.tied_purposes))


@dataclass(frozen=True)
class PolicyVersion:
    """A proposed, signed or withdrawn policy. ``version`` counts its events; ``number`` is given when it is signed."""

    id: UUID
    version: int
    status: PolicyStatus
    rule: PolicyRule
    valid_from: date
    proposed_by: str
    proposed_at: datetime
    number: int | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None


PolicyDecision = tuple[PolicyVersion, PolicyEvent]


def in_force(versions: Iterable[PolicyVersion], day: date) -> PolicyVersion:
    """Return the signed version in force on ``day``: the latest begun, among equals the last signed."""
    return [version for version in _signed(versions) if version.valid_from <= day][-1]


def follows(version: PolicyVersion, versions: Iterable[PolicyVersion]) -> PolicyVersion | None:
    """Return the signed version that takes over from ``version``; None when it is the last, or not signed."""
    signed = _signed(versions)
    later = signed[signed.index(version) + 1 :] if version in signed else []
    return later[0] if later else None


def _signed(versions: Iterable[PolicyVersion]) -> list[PolicyVersion]:
    signed = [version for version in versions if version.status is PolicyStatus.SIGNED]
    return sorted(signed, key=lambda version: (version.valid_from, version.number or 0))


def propose(policy_id: UUID, rule: PolicyRule, valid_from: date, by: ActorReference, now: datetime) -> PolicyDecision:
    """Return a proposal; raises PolicyValidFromInThePast."""
    _require_ahead(valid_from, now)
    made = PolicyVersion(policy_id, 0, PolicyStatus.PROPOSED, rule, valid_from, by.id, now)
    return _happened(made, PolicyProposed, by, now, {"rule": rule, "valid_from": valid_from})


def sign(version: PolicyVersion, number: int, by: ActorReference, now: datetime) -> PolicyDecision:
    """Return the proposal signed; raises PolicyIs, PolicyNeedsAnotherMember or PolicyValidFromInThePast."""
    _require_proposed(version)
    if by.id == version.proposed_by:
        raise PolicyNeedsAnotherMember("Who proposed the policy cannot sign it; another member of the group must.")
    _require_ahead(version.valid_from, now)
    facts = {"number": number, "rule": version.rule, "valid_from": version.valid_from}
    changes = {"status": PolicyStatus.SIGNED, "number": number, "signed_by": by.id, "signed_at": now}
    return _happened(version, PolicySigned, by, now, facts, **changes)


def withdraw(version: PolicyVersion, by: ActorReference, now: datetime) -> PolicyDecision:
    """Return the proposal withdrawn; raises PolicyIs."""
    _require_proposed(version)
    return _happened(version, PolicyWithdrawn, by, now, {}, status=PolicyStatus.WITHDRAWN)


def _require_proposed(version: PolicyVersion) -> None:
    if version.status is not PolicyStatus.PROPOSED:
        raise PolicyIs(version.status)


def _require_ahead(valid_from: date, now: datetime) -> None:
    if valid_from < local_date(now):
        detail = "A policy cannot change an order that has been; choose a day from today on."
        raise PolicyValidFromInThePast.because(detail, local_date(now))


def _happened(
    version: PolicyVersion, event: type[E], by: ActorReference, now: datetime, facts: dict[str, Any], **changes: Any
) -> tuple[PolicyVersion, E]:
    changed = replace(version, version=version.version + 1, **changes)
    fact = event(subject_id=version.id, subject_version=changed.version, occurred_at=now, actor=by, **facts)
    return changed, fact
