"""The queue as it is read: every place, and why."""

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime

from contracts.specialist_team.api.requests import SupportRequest
from contracts.wire import Wire


class Term(StrEnum):
    """A term of the queue policy."""

    URGENCY = "urgency"
    STATUTORY_RISK = "statutory_risk"
    VACANT_POSTS = "vacant_posts"
    TURNOVER = "turnover"
    ENTITLEMENT = "entitlement"
    WAITING = "waiting"


class TermValue(Wire):
    """What one term of the policy says about a request.

    ``value`` is the fact in the term's unit: a code for urgency, else a whole number; empty when it is ``missing``.
    ``share`` is how many percent of the request's points the term gives, rounded down; ``cap`` its most points, if any.
    """

    term: Term
    value: str
    points: int = 0
    cap: int | None = None
    share: int = 0
    missing: bool = False


class QueueBound(Wire):
    """The latest a place can become, whatever the figures turn out to be («senast»).

    ``latest_position`` counts every request open now that could come before. From ``overtaking_ends_on`` on no request
    that is sent can pass, except an acute one through the emergency lane's share; the day moves if the request is
    returned to the district, for then its clock stands still.
    """

    latest_position: int
    overtaking_ends_on: date


class QueueEntry(Wire):
    """A place in the queue and why: the terms in the policy's order, waiting last, with their points.

    ``emergency`` says that the request stands here through the emergency lane, ahead of its place by points.
    ``ruled_position`` is the place by the rules alone; it differs when the coordinator has overridden a place.
    """

    position: int | None
    request: SupportRequest
    terms: list[TermValue]
    points: int = 0
    emergency: bool = False
    bound: QueueBound | None = None
    ruled_position: int | None = None


class QueuePage(Wire):
    """The queue in policy order. Requests without a place (new, at the district, offered) follow without position."""

    policy_version: str
    computed_at: AwareDatetime
    items: list[QueueEntry]
    total: int
    page: int
    limit: int
