"""A specialist's week: the plan day by day, what is reported, and which weeks lack a report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.specialist_team.domain.availability import TimeOff
from services.specialist_team.domain.forecast import monday as monday_of
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.time_report import (
    WEEKS_ASKED_FOR,
    TimeReport,
    is_given,
    planned_minutes,
)

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Day:
    """Planned minutes of a day; ``open`` when time can be reported for it."""

    day: date
    minutes: int
    open: bool


@dataclass(frozen=True)
class Line:
    """One assignment in the week."""

    request: SupportRequest
    days: tuple[Day, ...]
    report: TimeReport | None


@dataclass(frozen=True)
class Week:
    """A specialist's week by its Monday; ``missing`` counts planned days without a report, by Monday."""

    specialist: str
    monday: date
    today: date
    lines: tuple[Line, ...]
    missing: tuple[tuple[date, int], ...]


def week_of(
    specialist: str,
    monday: date,
    requests: Sequence[SupportRequest],
    reports: Iterable[TimeReport],
    time_off: Sequence[TimeOff],
    told_before: Mapping[UUID, date],
    today: date,
) -> Week:
    """Return the week; ``time_off`` is the specialist's own.

    ``told_before``: the day, by request, before which an import told the hours as a sum; no report is asked of those.
    """
    known = {(one.request, one.monday): one for one in reports}

    def line(request: SupportRequest, first: date) -> Line:
        days = tuple(_day(request, specialist, first + n * _DAY, time_off, today) for n in range(7))
        return Line(request, days, known.get((request.id, first)))

    lines = [line(request, monday) for request in requests if _helps(request, specialist, monday)]
    asked = [monday_of(today) - n * _WEEK for n in range(WEEKS_ASKED_FOR, -1, -1)]
    counted = [
        (first, len({day for one in requests for day in _lacking(line(one, first), told_before, today)}))
        for first in asked
    ]
    ordered = sorted(lines, key=lambda one: (one.request.assignment.segments[0].starts_on, one.request.reference))
    return Week(specialist, monday, today, tuple(ordered), tuple((first, n) for first, n in counted if n))


def _helps(request: SupportRequest, specialist: str, monday: date) -> bool:
    last = monday + 6 * _DAY
    return any(
        s.specialist == specialist and s.starts_on <= last and monday <= s.ends_on for s in request.assignment.segments
    )


def _day(request: SupportRequest, specialist: str, day: date, time_off: Iterable[TimeOff], today: date) -> Day:
    away = sum(one.percent for one in time_off if one.starts_on <= day <= one.ends_on)
    minutes = planned_minutes(request.assignment.segments, specialist, day, 100 - away)
    return Day(day, minutes, day <= today and is_given(request, specialist, day))


def _lacking(line: Line, told_before: Mapping[UUID, date], today: date) -> set[date]:
    """Return the planned days that have passed without a report, and of which no file told."""
    reported, first = line.report, told_before.get(line.request.id, date.min)
    return {
        one.day
        for one in line.days
        if one.open and one.minutes and first <= one.day < today and not (reported and reported.on(one.day))
    }
