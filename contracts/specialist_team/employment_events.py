"""Facts about who is in the team and on what terms, published on ``specialist_team.events``.

The subject is the specialist, by identifier alone.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from contracts.organisation import Slug
from contracts.specialist_team.availability_events import AvailabilityEvent
from contracts.specialist_team.codes import Competence


class SpecialistJoined(AvailabilityEvent):
    """Somebody is in the team from ``starts_on``."""

    type: Literal["specialist_team.specialist_joined.v1"] = "specialist_team.specialist_joined.v1"
    percent: int = Field(ge=1, le=100)
    competences: tuple[Competence, ...]
    home_district: Slug
    starts_on: date


class SpecialistShareChanged(AvailabilityEvent):
    """The employment share is another from ``starts_on``; ``collisions`` bookings do not fit any more."""

    type: Literal["specialist_team.specialist_share_changed.v1"] = "specialist_team.specialist_share_changed.v1"
    percent: int = Field(ge=1, le=100)
    previous_percent: int = Field(ge=0, le=100)
    starts_on: date
    collisions: int = Field(ge=0)


class SpecialistCompetencesChanged(AvailabilityEvent):
    """Competences were gained or lost from ``starts_on``."""

    type: Literal["specialist_team.specialist_competences_changed.v1"] = (
        "specialist_team.specialist_competences_changed.v1"
    )
    gained: tuple[Competence, ...]
    lost: tuple[Competence, ...]
    starts_on: date


class SpecialistHomeChanged(AvailabilityEvent):
    """The district that the specialist starts from is another from ``starts_on``."""

    type: Literal["specialist_team.specialist_home_changed.v1"] = "specialist_team.specialist_home_changed.v1"
    home_district: Slug
    starts_on: date


class SpecialistLastDaySet(AvailabilityEvent):
    """The specialist is in the team up to ``last_day``, for good when None; ``collisions`` bookings do not fit."""

    type: Literal["specialist_team.specialist_last_day_set.v1"] = "specialist_team.specialist_last_day_set.v1"
    last_day: date | None
    collisions: int = Field(ge=0)
