"""What is said by itself as an assignment nears its end, and three months after it."""

import calendar
from dataclasses import replace
from datetime import date, datetime

from contracts.specialist_team.assignment_events import AssignmentEnding, EffectFollowUpDue
from libs.calendar import local_date, working_days_between
from services.specialist_team.domain import rules
from services.specialist_team.domain.assignment import EndNotice
from services.specialist_team.domain.expiry import BY_RULE
from services.specialist_team.domain.request import Decision, SupportRequest, happened

NOTICES = (5, 10)
"""Working days before the last day on which it is said that the end is near, the nearest first."""
MONTHS_TO_EFFECT = 3
LATEST_MONTHS_TO_EFFECT = 4
"""Later nobody is asked: history that was imported wakes no questions about what is long over."""


def due(request: SupportRequest, now: datetime) -> Decision | None:
    """Return what is to be said of the request today, or None: each thing is said once for each last day."""
    if request.status in rules.GIVEN:
        return _ending(request, now)
    if request.status in rules.OVER:
        return _effect(request, now)
    return None


def _ending(request: SupportRequest, now: datetime) -> Decision | None:
    assignment, today = request.assignment, local_date(now)
    ends_on = assignment.last.ends_on
    left = working_days_between(today, ends_on)
    notice = next((EndNotice(ends_on, days) for days in NOTICES if left <= days), None)
    told = [one.working_days for one in assignment.notices if one.ends_on == ends_on]
    begun = assignment.segments[0].starts_on <= today <= ends_on
    if not begun or notice is None or any(days <= notice.working_days for days in told):
        return None
    facts = {"specialist": assignment.last.specialist, "ends_on": ends_on, "working_days": notice.working_days}
    held = replace(assignment, notices=(*assignment.notices, notice))
    changed, event = happened(request, AssignmentEnding, BY_RULE, now, facts, assignment=held)
    return changed, [event]


def _effect(request: SupportRequest, now: datetime) -> Decision | None:
    completed_on, today = request.completed_on, local_date(now)
    if completed_on is None or request.assignment.effect_asked_on:
        return None
    if not months_after(completed_on) <= today <= months_after(completed_on, LATEST_MONTHS_TO_EFFECT):
        return None
    held = replace(request.assignment, effect_asked_on=today)
    facts = {"completed_on": completed_on}
    changed, event = happened(request, EffectFollowUpDue, BY_RULE, now, facts, assignment=held)
    return changed, [event]


def months_after(day: date, months: int = MONTHS_TO_EFFECT) -> date:
    """Return the same day of the month so many months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
