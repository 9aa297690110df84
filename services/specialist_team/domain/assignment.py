"""An assignment: whose time is given to a request, when, and what has been said about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from contracts.specialist_team.assignment_codes import Effect, Match, PartCause, Side, StandDownReason
from libs.calendar import working_days_between

_MINUTES_OF_FULL_TIME = 8 * 60
"""A day of full time: 40 hours a week (Arbetstidslag 1982:673 5 §)."""


@dataclass(frozen=True)
class Segment:
    """Help by one specialist: percent of full time between two dates, both included."""

    specialist: str
    percent: int
    starts_on: date
    ends_on: date

    @property
    def minutes(self) -> int:
        """The minutes of the working days, each rounded down to a whole one."""
        days = working_days_between(self.starts_on - timedelta(days=1), self.ends_on)
        return self.percent * _MINUTES_OF_FULL_TIME // 100 * days


Segments = tuple[Segment, ...]
"""One line of help: in order of time, never two at once."""


@dataclass(frozen=True)
class Origin:
    """The request that another is a part of, and why it became two."""

    id: UUID
    reference: str
    cause: PartCause


@dataclass(frozen=True)
class EndProposal:
    """Another last day, proposed by ``side`` and not yet answered."""

    ends_on: date
    side: Side


@dataclass(frozen=True)
class StoodDown:
    """Why the team took the specialist home early, and what was not given."""

    reason: StandDownReason
    not_given: Segments


@dataclass(frozen=True)
class Review:
    """What the team says of the district's part."""

    task: Match
    introduction: Match
    conditions: Match


@dataclass(frozen=True)
class EndNotice:
    """It has been said that so many working days remain until this last day."""

    ends_on: date
    working_days: int


@dataclass(frozen=True)
class Assignment:
    """The help that a request is promised or given. ``segments`` is empty until somebody is offered.

    ``may_end_on``: the last day that the district has said yes to letting the help end on. ``goes_on_after``: filled
    positions despite which it is to go on.
    """

    segments: Segments = ()
    origin: Origin | None = None
    proposal: EndProposal | None = None
    notices: tuple[EndNotice, ...] = ()
    may_end_on: date | None = None
    stood_down: StoodDown | None = None
    review: Review | None = None
    goes_on_after: tuple[UUID, ...] = ()
    effect_asked_on: date | None = None
    effect: Effect | None = None

    @property
    def last(self) -> Segment:
        """The segment that ends the assignment; there must be one."""
        return self.segments[-1]

    @property
    def ending_told(self) -> bool:
        """Whether the district has been told that the last day, as it is now, is near."""
        return bool(self.segments) and any(one.ends_on == self.last.ends_on for one in self.notices)

    @property
    def minutes(self) -> int:
        """The minutes of all segments."""
        return sum(one.minutes for one in self.segments)


NOBODY_YET = Assignment()


def ended(segments: Sequence[Segment], last_day: date) -> Segments:
    """Return the segments up to ``last_day``; what came after is not given."""
    begun = (one for one in segments if one.starts_on <= last_day)
    return tuple(replace(one, ends_on=min(one.ends_on, last_day)) for one in begun)


def after(segments: Sequence[Segment], last_day: date) -> Segments:
    """Return what of the segments comes after ``last_day``."""
    first = last_day + timedelta(days=1)
    left = (one for one in segments if one.ends_on > last_day)
    return tuple(replace(one, starts_on=max(one.starts_on, first)) for one in left)


def ending(segments: Segments, ends_on: date) -> Segments:
    """Return the segments with another last day: the last one goes on, or what comes after it falls away."""
    if ends_on <= segments[-1].ends_on:
        return ended(segments, ends_on)
    return (*segments[:-1], replace(segments[-1], ends_on=ends_on))


def handed_over(segments: Segments, specialist: str, from_on: date) -> Segments:
    """Return the segments with all help from ``from_on`` on given by ``specialist``."""
    before = ended(segments, from_on - timedelta(days=1))
    last = segments[-1]
    if before and before[-1].specialist == specialist:
        return (*before[:-1], replace(before[-1], ends_on=last.ends_on))
    return (*before, Segment(specialist, last.percent, max(from_on, segments[0].starts_on), last.ends_on))
