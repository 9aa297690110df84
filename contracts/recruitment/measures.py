"""HTTP bodies and the event of recruitment's measures: how long positions are vacant, and with whom the days lie.

The counts are of positions and offers; no figure names or leads to a candidate.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.event import Event
from contracts.organisation import Slug
from contracts.recruitment.codes import PositionStatus
from contracts.wire import Wire


class Holder(StrEnum):
    """With whom the next step for a vacant position lies. Advertising is the candidates' time."""

    HR_SERVICE = "hr_service"
    MANAGER = "manager"
    CANDIDATE = "candidate"


class OfferOutcome(StrEnum):
    """What became of an offer; ``ended`` is anything but the candidate's answer, such as a cancelled position."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    TURNED_DOWN = "turned_down"
    LAPSED = "lapsed"
    ENDED = "ended"


class HeldDays(Wire):
    """Calendar days that positions were vacant, by holder; and the days from a yes to the first day of work."""

    hr_service: int = Field(ge=0)
    manager: int = Field(ge=0)
    candidate: int = Field(ge=0)
    notice: int = Field(ge=0)


class OfferCounts(Wire):
    """Offers by what became of them; they add up to ``made``."""

    made: int = Field(ge=0)
    waiting: int = Field(ge=0)
    accepted: int = Field(ge=0)
    turned_down: int = Field(ge=0)
    lapsed: int = Field(ge=0)
    ended: int = Field(ge=0)


class MeasureTally(Wire):
    """Positions by what became of them, their vacant days and their offers.

    ``median_days`` is when half are filled, by Kaplan and Meier, who count those still open too; None: not reached.
    ``relieved_minutes`` are the applications that HR-service judged to the end, times the stated minutes; an
    application counts once, and in parts where its campaign recruits to several districts.
    """

    orders: int = Field(ge=0)
    positions: int = Field(ge=0)
    open: int = Field(ge=0)
    filled: int = Field(ge=0)
    cancelled: int = Field(ge=0)
    days: HeldDays
    median_days: int | None = Field(ge=0)
    offers: OfferCounts
    relieved_minutes: int = Field(ge=0)


class MeasureGroup(Wire):
    """The tally of a district."""

    key: Slug
    tally: MeasureTally


class VacancyStep(Wire):
    """A day, counted from the opening, on which positions were filled, and the share that is vacant after it."""

    day: int
    filled: int
    at_risk: int
    vacant_after: Decimal


class MeasuredCampaign(Wire):
    """A campaign that recruits to the positions, and how many of its applications are judged to the end."""

    id: UUID
    reference: str
    positions: int
    judged: int


class Measures(Wire):
    """The measures of the positions that were opened between two months, both included, as it is known now."""

    computed_at: AwareDatetime
    first_month: date
    last_month: date
    minutes_each: int
    total: MeasureTally
    steps: list[VacancyStep]
    districts: list[MeasureGroup]
    campaigns: list[MeasuredCampaign]


class MeasuredPosition(Wire):
    """A position behind the figures. ``days`` are its vacant days by holder, up to now if it is open."""

    id: UUID
    order: UUID
    reference: str
    district: Slug
    unit: Slug
    status: PositionStatus
    opened_on: date
    ended_on: date | None
    vacant_days: int
    days: HeldDays
    offers: OfferCounts


class MeasuredPositionPage(Wire):
    """One page of the positions behind a figure, in the order in which they were opened."""

    items: list[MeasuredPosition]
    total: int
    page: int
    limit: int


class MeasuresReported(Event):
    """What became of the positions that a district opened in a month that is over; a new version when it changes.

    ``days`` are those of positions that are filled or cancelled: an open one's are still counting.
    """

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "measures"

    type: Literal["recruitment.measures_reported.v1"] = "recruitment.measures_reported.v1"
    district: Slug
    month: date
    positions: int = Field(ge=0)
    open: int = Field(ge=0)
    filled: int = Field(ge=0)
    cancelled: int = Field(ge=0)
    days: HeldDays
    median_days: int | None = Field(ge=0)
    offers: OfferCounts
