"""Facts about worked time, published on ``specialist_team.events``. Minutes and codes only: no free text, no names.

The subject is one specialist's report for one support request and one week, named by its Monday.
"""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from contracts.event import Event
from contracts.organisation import Slug
from contracts.specialist_team.time_codes import TimeKind
from contracts.wire import Wire


class TimeEntry(Wire):
    """Minutes of one kind on one day, in quarters of an hour."""

    day: date
    kind: TimeKind
    minutes: int = Field(ge=15, le=720, multiple_of=15)


class TimeReportEvent(Event):
    """Something happened to a time report."""

    topic: ClassVar[str] = "specialist_team.events"
    subject_type: ClassVar[str] = "time_report"

    request: UUID
    reference: str
    district: Slug
    unit: Slug
    specialist: Slug
    monday: date


class TimeReported(TimeReportEvent):
    """Time was reported for days that had none: ``entries`` is the whole week as it is now."""

    type: Literal["specialist_team.time_reported.v1"] = "specialist_team.time_reported.v1"
    entries: list[TimeEntry]


class TimeCorrected(TimeReportEvent):
    """Reported time was changed, from ``previous_entries`` to ``entries``; why is in the record."""

    type: Literal["specialist_team.time_corrected.v1"] = "specialist_team.time_corrected.v1"
    entries: list[TimeEntry]
    previous_entries: list[TimeEntry]


class TimeConfirmed(TimeReportEvent):
    """The unit's manager confirmed the week."""

    type: Literal["specialist_team.time_confirmed.v1"] = "specialist_team.time_confirmed.v1"
    minutes: int = Field(ge=0)


class TimeObjected(TimeReportEvent):
    """The unit's manager objected to the week; why is in the record."""

    type: Literal["specialist_team.time_objected.v1"] = "specialist_team.time_objected.v1"
    minutes: int = Field(ge=0)
