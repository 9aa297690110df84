"""Worked time: one specialist's week for one request, who may report it, and how it is corrected and confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from contracts.event import ActorReference
from contracts.specialist_team.codes import Status
from contracts.specialist_team.time_codes import TimeKind, TimeStatus
from contracts.specialist_team.time_events import (
    TimeConfirmed,
    TimeCorrected,
    TimeEntry,
    TimeObjected,
    TimeReported,
    TimeReportEvent,
)
from libs.calendar import add_working_days, is_working_day, local_date
from services.specialist_team.domain.assignment import Segment
from services.specialist_team.domain.reminders import months_after
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.time_refusals import (
    NotAMonday,
    NothingChanged,
    NothingToConfirm,
    ReasonIsNeeded,
    TimeInTheFuture,
    TimeOutsideAssignment,
    TooLongDay,
)

LONGEST_DAY = 12 * 60
DAYS_TO_CLOSE = 10
"""A month is closed after so many working days of the next."""
WEEKS_ASKED_FOR = 8
"""How many weeks back missing reports are asked for."""
_QUARTER = 15
_DAYS = 7
_NAMESPACE = UUID("5b0f7a34-2c5e-4a0b-9a54-0a1d7c7b2f10")
_BEGUN = frozenset({Status.UNDER_WAY, Status.COMPLETED, Status.EVALUATED})


@dataclass(frozen=True)
class Entry:
    """Minutes of one kind on one day."""

    day: date
    kind: TimeKind
    minutes: int


@dataclass(frozen=True)
class TimeReport:
    """A week, named by its Monday, of one specialist's time for one request. Version 0: nothing is reported."""

    id: UUID
    version: int
    request: UUID
    specialist: str
    monday: date
    status: TimeStatus
    entries: tuple[Entry, ...]

    @property
    def minutes(self) -> int:
        """All minutes of the week."""
        return sum(one.minutes for one in self.entries)

    def on(self, day: date) -> int:
        """Return the minutes of the day."""
        return sum(one.minutes for one in self.entries if one.day == day)


TimeDecision = tuple[TimeReport, Sequence[TimeReportEvent]]


def report_id(request: UUID, specialist: str, monday: date) -> UUID:
    """Return the id that this week of this specialist for this request always has."""
    return uuid5(_NAMESPACE, f"{request} {specialist} {monday}")


def empty(request: UUID, specialist: str, monday: date) -> TimeReport:
    """Return the report before anything is reported."""
    key = report_id(request, specialist, monday)
    return TimeReport(key, 0, request, specialist, monday, TimeStatus.REPORTED, ())


def is_closed(day: date, today: date) -> bool:
    """Tell whether the day's month is closed: the tenth working day of the next month has passed."""
    first_of_next = months_after(day.replace(day=1), 1)
    return today > add_working_days(first_of_next - timedelta(days=1), DAYS_TO_CLOSE)


def is_given(request: SupportRequest, specialist: str, day: date) -> bool:
    """Tell whether the specialist gives the request's help on the day."""
    first = request.started_on
    return (
        request.status in _BEGUN
        and first is not None
        and day >= first
        and any(s.specialist == specialist and s.starts_on <= day <= s.ends_on for s in request.assignment.segments)
    )


def planned_minutes(segments: Iterable[Segment], specialist: str, day: date, present_percent: int = 100) -> int:
    """Return what the plan says of the specialist's day, to the nearest quarter; at most the percent present."""
    if not is_working_day(day):
        return 0
    mine = [s for s in segments if s.specialist == specialist and s.starts_on <= day <= s.ends_on]
    percent = min(sum(one.percent for one in mine), max(present_percent, 0))
    return (percent * 480 // 100 + _QUARTER // 2) // _QUARTER * _QUARTER


def report(
    known: TimeReport,
    request: SupportRequest,
    entries: Iterable[Entry],
    others: Iterable[TimeReport],
    reason: str,
    by: ActorReference,
    now: datetime,
) -> TimeDecision:
    """Let the week say ``entries``. ``others`` are the specialist's reports of the same week for other requests.

    Days that had nothing are reported; anything else is a correction, which needs a reason and is to be confirmed
    anew. Raises NotAMonday, NothingChanged, TimeInTheFuture, TimeOutsideAssignment, TooLongDay or ReasonIsNeeded.
    """
    wanted = tuple(sorted(entries, key=lambda one: (one.day, one.kind)))
    changed = {one.day for one in set(wanted) ^ set(known.entries)}
    _check_days(known, request, changed, wanted, local_date(now))
    _check_length(wanted, others)
    correction = any(known.on(day) for day in changed)
    if not reason and (correction or any(is_closed(day, local_date(now)) for day in changed)):
        raise ReasonIsNeeded.because("Say why the time is changed.")
    after = replace(known, entries=wanted, status=TimeStatus.REPORTED)
    facts: dict[str, Any] = {"entries": told(wanted)}
    if correction:
        return _happened(after, request, TimeCorrected, by, now, facts | {"previous_entries": told(known.entries)})
    return _happened(after, request, TimeReported, by, now, facts)


def _check_days(
    known: TimeReport, request: SupportRequest, changed: Iterable[date], wanted: Iterable[Entry], today: date
) -> None:
    monday = known.monday
    if monday.weekday() or not all(0 <= (one.day - monday).days < _DAYS for one in wanted):
        raise NotAMonday.because("Name the week by its Monday and report its own days.", monday)
    if not changed:
        raise NothingChanged("The week already says that.")
    if any(one.day > today for one in wanted):
        raise TimeInTheFuture.because("Report time when it has been worked.", today)
    for one in wanted:
        if not is_given(request, known.specialist, one.day):
            raise TimeOutsideAssignment.because("Report days when you give the help.", one.day)


def _check_length(wanted: Iterable[Entry], others: Iterable[TimeReport]) -> None:
    minutes: dict[date, int] = {}
    for one in [*wanted, *(entry for other in others for entry in other.entries)]:
        minutes[one.day] = minutes.get(one.day, 0) + one.minutes
    for day in sorted({one.day for one in wanted}):
        if minutes[day] > LONGEST_DAY:
            raise TooLongDay.because("At most twelve hours a day, all assignments together.", day)


def confirm(known: TimeReport, request: SupportRequest, by: ActorReference, now: datetime) -> TimeDecision:
    """Say that the week is right. Raises NothingToConfirm."""
    return _answered(known, request, TimeConfirmed, TimeStatus.CONFIRMED, by, now)


def object_to(known: TimeReport, request: SupportRequest, by: ActorReference, now: datetime) -> TimeDecision:
    """Say that the week is wrong. Raises NothingToConfirm."""
    return _answered(known, request, TimeObjected, TimeStatus.OBJECTED, by, now)


def _answered(
    known: TimeReport,
    request: SupportRequest,
    event: type[TimeReportEvent],
    status: TimeStatus,
    by: ActorReference,
    now: datetime,
) -> TimeDecision:
    if known.status is not TimeStatus.REPORTED:
        raise NothingToConfirm("The week is answered already.")
    return _happened(replace(known, status=status), request, event, by, now, {"minutes": known.minutes})


def told(entries: Iterable[Entry]) -> list[TimeEntry]:
    """Return entries as events and bodies carry them."""
    return [TimeEntry(day=one.day, kind=one.kind, minutes=one.minutes) for one in entries]


def _happened(
    after: TimeReport,
    request: SupportRequest,
    event: type[TimeReportEvent],
    by: ActorReference,
    now: datetime,
    facts: dict[str, Any],
) -> TimeDecision:
    changed = replace(after, version=after.version + 1)
    fact = event(
        subject_id=changed.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        request=request.id,
        reference=request.reference,
        district=request.district,
        unit=request.content.unit,
        specialist=changed.specialist,
        monday=changed.monday,
        **facts,
    )
    return changed, [fact]
