"""HTTP bodies and the event of demand: what was asked of the team, what came of it, and how long it took.

The counts are of requests, which districts make as administrations; no figure is about a person. So counts below five
are shown as they are, unlike those of staff or candidates.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.event import Event
from contracts.organisation import Area, Slug
from contracts.specialist_team.codes import Purpose
from contracts.wire import Wire


class Outcome(StrEnum):
    """What has come of a request so far.

    ``partly_given`` is help in smaller extent or for shorter than was asked, ``called_off`` a request that was taken
    back since the district called off agency staff instead.
    """

    GIVEN = "given"
    PARTLY_GIVEN = "partly_given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CALLED_OFF = "called_off"
    EXPIRED = "expired"
    WAITING = "waiting"


class Division(StrEnum):
    """Whose requests they are: the district's that asked, or today's that took it over."""

    THEN = "then"
    NOW = "now"


class ReasonCount(Wire):
    """How many requests ended for a reason: the code of the decline, the withdrawal or the expiry."""

    outcome: Outcome
    reason: str
    requests: int


class DemandTally(Wire):
    """Requests sent, by what came of them; the outcomes add up to ``asked``.

    ``median_wait_days`` is in working days on the waiting clock, of those that were given help: half waited no longer.
    """

    asked: int
    given: int
    partly_given: int
    declined: int
    withdrawn: int
    called_off: int = 0
    expired: int
    waiting: int
    median_wait_days: int | None = None


class DemandGroup(Wire):
    """The tally of a month (its first day), a district, an area or a purpose."""

    key: str
    tally: DemandTally


class Demand(Wire):
    """Demand between two months, both included, as it is known now."""

    computed_at: AwareDatetime
    first_month: date
    last_month: date
    division: Division
    total: DemandTally
    months: list[DemandGroup]
    districts: list[DemandGroup]
    areas: list[DemandGroup]
    purposes: list[DemandGroup]
    reasons: list[ReasonCount]


class DemandedRequest(Wire):
    """A request behind the figures."""

    id: UUID
    reference: str
    month: date
    district: Slug
    unit: Slug
    area: Area
    purpose: Purpose
    percent: int
    outcome: Outcome
    reason: str | None = None
    waited_days: int


class DemandedPage(Wire):
    """One page of the requests behind a figure, in the order in which they were sent."""

    items: list[DemandedRequest]
    total: int
    page: int
    limit: int


class DemandReported(Event):
    """What a district asked for in a month that is over, as known now; a new version when that has changed."""

    topic: ClassVar[str] = "specialist_team.events"
    subject_type: ClassVar[str] = "demand"

    type: Literal["specialist_team.demand_reported.v1"] = "specialist_team.demand_reported.v1"
    district: Slug
    month: date
    asked: int = Field(ge=0)
    given: int = Field(ge=0)
    partly_given: int = Field(ge=0)
    declined: int = Field(ge=0)
    withdrawn: int = Field(ge=0)
    called_off: int = Field(default=0, ge=0)
    expired: int = Field(ge=0)
    waiting: int = Field(ge=0)
    median_wait_days: int | None = Field(ge=0)
