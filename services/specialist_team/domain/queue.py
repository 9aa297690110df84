"""The order of the queue: a pure function of the requests and the time, the same for the same input.

The policy is the simplest honest one: urgency first, then waiting in working days, then the moment of submission.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.specialist_team.api import Term
from contracts.specialist_team.codes import Status, Urgency
from services.specialist_team.domain.request import SupportRequest

POLICY_VERSION = "1"
_RANK = {urgency: rank for rank, urgency in enumerate(Urgency)}


@dataclass(frozen=True)
class Place:
    """A place in the queue, 1 is next, and what each term of the policy says, in the order in which they decide."""

    request: SupportRequest
    position: int | None
    terms: Sequence[tuple[Term, str]]


def order(requests: Iterable[SupportRequest], now: datetime) -> list[Place]:
    """Return the places in the queue by the policy, then the other open requests, oldest first, without a place."""
    everyone = list(requests)
    queued = sorted((r for r in everyone if r.status is Status.QUEUED), key=lambda r: _key(r, now))
    others = sorted((r for r in everyone if r.status is not Status.QUEUED), key=_age)
    placed = [Place(request, position, _terms(request, now)) for position, request in enumerate(queued, start=1)]
    return placed + [Place(request, None, _terms(request, now)) for request in others]


def _age(request: SupportRequest) -> tuple[datetime, str]:
    return request.submitted_at or request.updated_at, request.reference


def _key(request: SupportRequest, now: datetime) -> tuple[int, int, datetime, str]:
    urgency = _RANK[request.urgency or Urgency.NORMAL]
    return urgency, -request.waiting_days(now), *_age(request)


def _terms(request: SupportRequest, now: datetime) -> list[tuple[Term, str]]:
    urgency = [(Term.URGENCY, str(request.urgency))] if request.urgency else []
    return [*urgency, (Term.WAITING, str(request.waiting_days(now)))]
