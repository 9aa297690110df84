"""Interviews as pages tell them: a week by days, and what the person is to do at home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from contracts.organisation import Organisation
from contracts.recruitment.interview_codes import InterviewCommand, InterviewStatus
from contracts.recruitment.interviews import Interview, PossibleInterviewer
from libs.calendar import local_date
from services.portal import formats
from services.portal.language import plural, text
from services.portal.swedish import role_name

WEEK: Final = timedelta(days=7)
_WORKING_WEEK: Final = 5


@dataclass(frozen=True)
class InterviewTask:
    """What is asked of the person about an interview."""

    interview: UUID
    heading: str
    button: str
    number: str
    when: str


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def week(interviews: Sequence[Interview], monday: date) -> dict[str, Any]:
    """Return what the calendar shows: each working day, and a day off only when something is on it."""
    days = [monday + timedelta(days=number) for number in range(7)]
    on = {day: [one for one in interviews if local_date(one.starts_at) == day] for day in days}
    live = [one for one in interviews if one.status is not InterviewStatus.CANCELLED]
    count = plural("En intervju.", "%(n)s intervjuer.", len(live)) % {"n": formats.spelled(len(live)).capitalize()}
    return {
        "heading": formats.week_period(monday),
        "lead": count if live else text("Inga intervjuer."),
        "before": (monday - WEEK).isoformat(),
        "after": (monday + WEEK).isoformat(),
        "is_now": monday == monday_of(formats.today()),
        "today": formats.today(),
        "days": [(day, formats.weekday(day), on[day]) for day in days if on[day] or day.weekday() < _WORKING_WEEK],
    }


def tasks(waiting: Sequence[Interview]) -> list[InterviewTask]:
    """Return what the person is to do, the earliest first."""
    return [_task(one) for one in waiting]


def _task(one: Interview) -> InterviewTask:
    when = formats.moment(one.starts_at)
    if one.waits_for_me:
        heading, button = text("Fyll i din bedömning från intervjun"), text("Bedöm")
    elif InterviewCommand.HOLD in one.commands:
        heading, button = text("Anteckna hur intervjun gick"), text("Anteckna")
    else:
        heading, button = text("Intervju %(when)s") % {"when": when}, text("Läs")
    return InterviewTask(one.id, heading, button, one.number, when)


def interviewer(one: PossibleInterviewer, organisation: Organisation) -> tuple[str, str, str]:
    """Return a possible interviewer as a box: value, words, more words."""
    where = organisation.unit(one.unit).name if one.unit else "HR-service"
    return one.person, one.person, f"{role_name(one.role)}, {where}"
