"""Whose turn it is: new assignments are spread so that those who had fewest lately get them first.

The rule of the Board of Veterans' Appeals' Caseflow (department-of-veterans-affairs/caseflow,
push_priority_appeals_to_judges_job.rb): raise the lowest counts to a common level, like water in a vessel; what is left
over goes one each to those who were given least. Tied work, which nobody chose who was to have, is not counted
(caseflow#15328).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from services.specialist_team.domain.team import Booking

LATELY = timedelta(days=90)


def level(counts: Mapping[str, int], new: int) -> dict[str, int]:
    """Return how many of ``new`` each gets; those who get none are left out. Ties go by name."""
    receivers = sorted(counts, key=lambda name: (counts[name], name))
    while receivers and counts[receivers[-1]] > (target := _target(receivers, counts, new)):
        receivers = [name for name in receivers if counts[name] <= target]
    if not receivers:
        return {}
    target = _target(receivers, counts, new)
    gives = {name: target - counts[name] for name in receivers}
    left = new - sum(gives.values())
    for name in sorted(gives, key=lambda name: (gives[name], name))[:left]:
        gives[name] += 1
    return {name: given for name, given in gives.items() if given}


def _target(receivers: Iterable[str], counts: Mapping[str, int], new: int) -> int:
    names = list(receivers)
    return (sum(counts[name] for name in names) + new) // len(names)


def in_turn(counts: Mapping[str, int]) -> str | None:
    """Return who is to have the next assignment, the one with fewest lately; None without anybody."""
    return next(iter(level(counts, 1)), None)


def lately(specialists: Iterable[str], bookings: Iterable[Booking], day: date) -> dict[str, int]:
    """Return how many assignments that began in the 90 days before ``day``, or will begin, each has."""
    counts = dict.fromkeys(specialists, 0)
    for one in bookings:
        if one.specialist in counts and one.starts_on > day - LATELY:
            counts[one.specialist] += 1
    return counts
