"""HTTP bodies about worked time: ``/specialist-team/v1/time-reports`` and ``/specialist-team/v1/my-week``."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import OptionalText, Reason
from contracts.organisation import Slug
from contracts.specialist_team.api import ExpectedVersion
from contracts.specialist_team.codes import CitySystem, Command, Purpose, Status
from contracts.specialist_team.time_codes import TimeKind, TimeStatus
from contracts.specialist_team.time_events import TimeEntry
from contracts.wire import Body, Wire, example_of


class ReportTime(Body):
    """A week's time as it shall be. ``expected_version`` 0: nothing is reported yet. ``reason`` for a correction."""

    model_config = example_of(
        {
            "request": "0193598a-5f1e-7c3a-9b1e-2f6d0c4a7e11",
            "specialist": "specialist-c",
            "monday": "2026-12-07",
            "expectedVersion": 0,
            "entries": [{"day": "2026-12-07", "kind": "work", "minutes": 390}],
        }
    )

    request: UUID
    specialist: Slug
    monday: date
    expected_version: int = Field(ge=0)
    entries: Annotated[list[TimeEntry], Field(max_length=21)]
    reason: OptionalText = ""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({(one.day, one.kind) for one in self.entries}) < len(self.entries):
            code = "entry_twice"
            message = "each day and kind stands once"
            raise PydanticCustomError(code, message)
        return self


class ConfirmTime(ExpectedVersion):
    """Confirm the week."""

    model_config = example_of({"expectedVersion": 1})


class ObjectToTime(ExpectedVersion):
    """Object to the week and say why."""

    model_config = example_of({"expectedVersion": 1, "reason": "Onsdagen var specialisten på utbildning."})

    reason: Reason


class TimeChange(Wire):
    """A line of a report's trail: what changed, who (role), when and why."""

    version: int
    type: str
    at: AwareDatetime
    role: str
    reason: str | None = None
    previous_entries: list[TimeEntry] | None = None
    entries: list[TimeEntry] | None = None


class TimeReport(Wire):
    """One specialist's time for one request and week."""

    id: UUID
    version: int
    request: UUID
    specialist: Slug
    specialist_title: str
    monday: date
    status: TimeStatus
    entries: list[TimeEntry]
    minutes: int
    may_confirm: bool = False
    may_correct: bool = False
    changes: list[TimeChange] = Field(default_factory=list)


class DayPlan(Wire):
    """What the plan says of a day, in minutes; time off is taken out. ``open``: time can be reported."""

    day: date
    minutes: int
    open: bool


class WeekAssignment(Wire):
    """An assignment in a specialist's week."""

    request: UUID
    reference: str
    version: int
    status: Status
    district: Slug
    unit: Slug
    purpose: Purpose
    tasks: str
    systems: list[CitySystem] = Field(default_factory=list)
    percent: int
    starts_on: date
    ends_on: date
    days: list[DayPlan]
    report: TimeReport | None = None
    commands: list[Command] = Field(default_factory=list)


class MissingWeek(Wire):
    """A past or present week with planned days that are not reported."""

    monday: date
    day_count: int


class MyWeek(Wire):
    """A specialist's week: where, what, and the time."""

    specialist: Slug
    monday: date
    today: date
    assignments: list[WeekAssignment]
    missing_weeks: list[MissingWeek]


__all__ = ["ConfirmTime", "MyWeek", "ObjectToTime", "ReportTime", "TimeEntry", "TimeKind", "TimeReport"]
