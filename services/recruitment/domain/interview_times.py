"""When everybody who is to meet is free: working days, office hours, not over lunch."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from libs.calendar import STOCKHOLM, add_working_days, local_date

MORNING, NOON, AFTER_LUNCH, EVENING = time(9), time(12), time(13), time(16, 30)
DAYS: Final = 10
A_DAY: Final = 2
"""How many times of a day are proposed, so that the candidate can choose among days."""
MOST: Final = 8
_STEP: Final = timedelta(minutes=30)

Busy = Sequence[tuple[datetime, datetime]]


def free(busy: Busy, minutes: int, now: datetime) -> list[datetime]:
    """Return the first times, from the next working day on, when nobody is ``busy`` for that many minutes."""
    length = timedelta(minutes=minutes)
    found: list[datetime] = []
    for ahead in range(1, DAYS + 1):
        day = add_working_days(local_date(now), ahead)
        open_then = (start for start in _starts(day, length) if not _collides(start, start + length, busy))
        found += [start for start, _ in zip(open_then, range(A_DAY), strict=False)]
    return found[:MOST]


def _starts(day: date, length: timedelta) -> Iterable[datetime]:
    for opens, closes in ((MORNING, NOON), (AFTER_LUNCH, EVENING)):
        start, end = (datetime.combine(day, one, STOCKHOLM).astimezone(UTC) for one in (opens, closes))
        while start + length <= end:
            yield start
            start += _STEP


def _collides(start: datetime, end: datetime, busy: Busy) -> bool:
    return any(start < until and since < end for since, until in busy)
