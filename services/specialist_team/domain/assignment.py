"""An assignment: whose time is given to a request, when, and what has been said about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Segment:
    """Help by one specialist: percent of full time between two dates, both included."""

    specialist: str
    percent: int
    starts_on: date
    ends_on: date


Segments = tuple[Segment, ...]
"""One line of help: in order of time, never two at once."""


@dataclass(frozen=True)
class Assignment:
    """The help that a request is promised or given. ``segments`` is empty until somebody is offered."""

    segments: Segments = ()


NOBODY_YET = Assignment()


def ended(segments: Sequence[Segment], last_day: date) -> Segments:
    """Return the segments up to ``last_day``; what came after is not given."""
    begun = (one for one in segments if one.starts_on <= last_day)
    return tuple(replace(one, ends_on=min(one.ends_on, last_day)) for one in begun)
