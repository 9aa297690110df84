"""HTTP bodies of the team's availability: time off, conflicts of interest, and load by the week."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import Reason
from contracts.organisation import Slug
from contracts.specialist_team.api import Period
from contracts.specialist_team.codes import Competence
from contracts.wire import Body, Wire, example_of

Share = Annotated[int, Field(ge=1, le=100, description="Percent of full time")]


class TimeOffCause(StrEnum):
    """Why time cannot be booked: the first five are absence, the others are reductions for other duties."""

    LEAVE = "leave"
    ILLNESS = "illness"
    PARENTAL = "parental"
    TRAINING = "training"
    OTHER_ABSENCE = "other_absence"
    SUPERVISION_DUTY = "supervision_duty"
    UNION_WORK = "union_work"
    METHOD_DEVELOPMENT = "method_development"
    OTHER_DUTY = "other_duty"

    @property
    def is_absence(self) -> bool:
        """Tell whether the specialist is away; otherwise at work with something else."""
        return list(TimeOffCause).index(self) <= list(TimeOffCause).index(TimeOffCause.OTHER_ABSENCE)


class TimeOffState(StrEnum):
    """Where time off stands; all but cancelled follow from its dates."""

    SCHEDULED = "scheduled"
    ACTIVE = "active"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class OnMember(Body):
    """A command on a version of a member that the caller has seen."""

    expected_version: int = Field(ge=0, description="The version of the member that the caller has seen")


class RegisterTimeOff(OnMember, Period):
    """Take a share of full time from what can be booked. Bookings that then do not fit are kept and reported."""

    model_config = example_of(
        {
            "expectedVersion": 0,
            "cause": "leave",
            "percent": 100,
            "startsOn": "2026-12-28",
            "endsOn": "2027-01-05",
            "reason": "Ledighet enligt schema.",
        }
    )

    cause: TimeOffCause
    percent: Share
    reason: Reason


class ChangeTimeOff(OnMember, Period):
    """Change extent or dates; a last day that has come ends it."""

    model_config = example_of(
        {
            "expectedVersion": 1,
            "percent": 50,
            "startsOn": "2026-12-28",
            "endsOn": "2027-01-15",
            "reason": "Kommer tillbaka på halvtid.",
        }
    )

    percent: Share
    reason: Reason


class CancelTimeOff(OnMember):
    """Take time off back: it never was."""

    model_config = example_of({"expectedVersion": 1, "reason": "Registrerades på fel person."})

    reason: Reason


class RegisterConflict(OnMember):
    """State that a specialist cannot be sent to a unit, or to any unit of a district. Why is stored nowhere."""

    model_config = example_of({"expectedVersion": 1, "district": "farsta", "startsOn": "2026-12-01"})

    district: Slug
    unit: Slug | None = None
    starts_on: date
    ends_on: date | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends_on and self.ends_on < self.starts_on:
            raise PydanticCustomError("ends_before_start", "endsOn must not be before startsOn")
        return self


class EndConflict(OnMember):
    """State the last day of a conflict of interest; a day before its first takes it back."""

    model_config = example_of({"expectedVersion": 2, "endsOn": "2027-03-31"})

    ends_on: date


class TimeOff(Wire):
    """Time that cannot be booked. ``cause`` is for the coordinator and the specialist; others see only that it is."""

    id: UUID
    cause: TimeOffCause | None
    absence: bool
    percent: int
    starts_on: date
    ends_on: date
    state: TimeOffState


class Conflict(Wire):
    """A conflict of interest (sv. *jäv*); without ``unit`` it holds for the whole district."""

    id: UUID
    district: Slug
    unit: Slug | None
    starts_on: date
    ends_on: date | None


class WeekLoad(Wire):
    """A week by its Monday: hours that can be booked, booked (accepted), reserved (offered); whole hours.

    ``load_percent`` is booked and reserved of capacity, None when there is no capacity. ``away``: nothing of a week
    with working days can be booked. ``over``: more is taken than there is.
    """

    monday: date
    working_days: int
    capacity_hours: int
    booked_hours: int
    reserved_hours: int
    load_percent: int | None
    away: bool
    over: bool


class Collision(Wire):
    """A booking that does not fit since time off or other terms were registered: which days, by how many percent."""

    request: UUID
    reference: str
    district: Slug
    starts_on: date
    ends_on: date
    percent: int


class Terms(Wire):
    """What changes for a member from a day on; what is None or empty is as before. The first are those of joining."""

    starts_on: date
    percent: int | None
    home_district: Slug | None
    gained: list[Competence]
    lost: list[Competence]


class Member(Wire):
    """A member of the team with availability and the coming weeks; archived and cancelled time off is left out.

    ``percent``, ``competences`` and ``home_district`` are today's, or those of the nearest day in the team: ``terms``
    holds all that was and will be, in order of day.
    """

    id: Slug
    version: int
    title: str
    percent: int
    competences: list[Competence]
    home_district: Slug
    weeks: list[WeekLoad]
    off_periods: list[TimeOff]
    conflicts: list[Conflict]
    collisions: list[Collision]
    terms: list[Terms] = Field(default_factory=list)
    last_day: date | None = None


class Team(Wire):
    """Those members whom the reader may see, by id."""

    computed_at: AwareDatetime
    items: list[Member]
