"""Worked time as HTTP bodies."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from contracts.specialist_team import time as api
from contracts.specialist_team.time_codes import TimeStatus
from contracts.specialist_team.time_events import TimeEntry
from services.specialist_team.domain import rules
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.time_report import TimeReport, told
from services.specialist_team.domain.week import Line, Week
from services.specialist_team.time_handlers import may_confirm, may_report


def report(
    one: TimeReport, request: SupportRequest, who: rules.Person, trail: Sequence[Row[Any]] = ()
) -> api.TimeReport:
    """Return a week with its trail as ``who`` sees it."""
    return api.TimeReport(
        id=one.id,
        version=one.version,
        request=one.request,
        specialist=one.specialist,
        specialist_title=one.specialist.replace("-", " ").capitalize(),
        monday=one.monday,
        status=one.status,
        entries=told(one.entries),
        minutes=one.minutes,
        may_confirm=one.status is TimeStatus.REPORTED and may_confirm(who, request),
        may_correct=may_report(who, one.specialist) is not None,
        changes=[_change(row) for row in trail],
    )


def _change(row: Row[Any]) -> api.TimeChange:
    return api.TimeChange(
        version=row.subject_version,
        type=row.action,
        at=row.at,
        role=row.role,
        reason=row.reason,
        previous_entries=_entries(row.data.get("previous_entries")),
        entries=_entries(row.data.get("entries")),
    )


def _entries(written: list[dict[str, Any]] | None) -> list[TimeEntry] | None:
    return None if written is None else [TimeEntry.model_validate(one) for one in written]


def week(one: Week, who: rules.Person) -> api.MyWeek:
    """Return a specialist's week."""
    return api.MyWeek(
        specialist=one.specialist,
        monday=one.monday,
        today=one.today,
        assignments=[_line(line, one.specialist, who) for line in one.lines],
        missing_weeks=[api.MissingWeek(monday=monday, day_count=days) for monday, days in one.missing],
    )


def _line(line: Line, specialist: str, who: rules.Person) -> api.WeekAssignment:
    request = line.request
    mine = [s for s in request.assignment.segments if s.specialist == specialist]
    return api.WeekAssignment(
        request=request.id,
        reference=request.reference,
        version=request.version,
        status=request.status,
        district=request.district,
        unit=request.content.unit,
        purpose=request.content.purpose,
        tasks=request.content.tasks,
        systems=list(request.content.systems),
        percent=mine[-1].percent,
        starts_on=mine[0].starts_on,
        ends_on=mine[-1].ends_on,
        days=[api.DayPlan(day=day.day, minutes=day.minutes, open=day.open) for day in line.days],
        report=report(line.report, request, who) if line.report else None,
        commands=rules.possible(who, request),
    )
