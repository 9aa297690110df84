"""When everybody who is to meet is free: working days, office hours, not over lunch."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from libs.calendar import STOCKHOLM, add_working_days, local_date

MORNING, NOON, AFTER_LUNCH, EVENING = time(9), time(12), time(13), time(16, 30)
DAYS: Final = 10
MOST: Final = 8
_STEP: Final = timedelta(minutes=30)

Busy = Sequence[tuple[datetime, datetime]]


def free(busy: Busy, minutes: int, now: datetime) -> list[datetime]:
    """Return times, from the next working day on, when nobody is ``busy`` for that many minutes.

    One each morning and one each afternoon, so that the candidate can choose among days.
    """
    length = timedelta(minutes=minutes)
    found: list[datetime] = []
    for ahead in range(1, DAYS + 1):
        day = add_working_days(local_date(now), ahead)
        for opens, closes in ((MORNING, NOON), (AFTER_LUNCH, EVENING)):
            starts = _starts(day, opens, closes, length)
            found += [start for start in starts if not _collides(start, start + length, busy)][:1]
    return found[:MOST]


def _starts(day: date, opens: time, closes: time, length: timedelta) -> list[datetime]:
    start, end = (datetime.combine(day, one, STOCKHOLM).astimezone(UTC) for one in (opens, closes))
    return [
        start + number * _STEP for number in range((end - start) // _STEP) if start + number * _STEP + length <= end
    ]


def _collides(start: datetime, end: datetime, busy: Busy) -> bool:
    return any(start < until and since < end for since, until in busy)
