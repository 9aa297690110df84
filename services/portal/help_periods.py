"""Who gives a request's help when, folded from its events: what calendars show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from contracts.specialist_team import assignment_events, events
from contracts.specialist_team.events import SupportRequestEvent

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Help by one specialist, in percent of full time between two dates, both included."""

    specialist: str
    percent: int
    starts_on: date
    ends_on: date


Periods = tuple[Period, ...]


def after(periods: Sequence[Period], event: SupportRequestEvent) -> Periods:
    """Return the periods as they are after the event; most events leave them as they are."""
    match event:
        case events.RequestAccepted():
            now: Periods = (Period(event.specialist, event.percent, event.starts_on, event.ends_on),)
        case assignment_events.AssignmentHandedOver():
            given = Period(event.specialist, event.percent, event.starts_on, event.ends_on)
            now = _joined((*_until(periods, event.starts_on - _DAY), given))
        case assignment_events.AssignmentEndChanged():
            now = _ending(periods, event.ends_on)
        case events.AssignmentCompleted():
            now = _until(periods, event.completed_on)
        case assignment_events.AssignmentStoodDown():
            now = _until(periods, event.last_day) if event.last_day else ()
        case events.RequestWithdrawn():
            now = ()
        case _:
            now = tuple(periods)
    return now


def _until(periods: Sequence[Period], last: date) -> Periods:
    return tuple(replace(one, ends_on=min(one.ends_on, last)) for one in periods if one.starts_on <= last)


def _ending(periods: Sequence[Period], last: date) -> Periods:
    if not periods or last <= periods[-1].ends_on:
        return _until(periods, last)
    return (*periods[:-1], replace(periods[-1], ends_on=last))


def _joined(periods: Periods) -> Periods:
    """Return the periods with two of the same specialist, one after the other, as one."""
    if len(periods) > 1 and periods[-2].specialist == periods[-1].specialist:
        return (*periods[:-2], replace(periods[-2], ends_on=periods[-1].ends_on))
    return periods
