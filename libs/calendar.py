"""Swedish time: the day in Stockholm, working days, and the order of å, ä and ö.

A working day is Monday–Friday except public holidays and the eves that are days off in practice (Midsummer Eve,
Christmas Eve, New Year's Eve), see Lag (1989:253) om allmänna helgdagar and Lag (1930:173) om beräkning av lagstadgad
tid 2 §, which treats those eves as holidays.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

_SATURDAY = 5
STOCKHOLM = ZoneInfo("Europe/Stockholm")
ANSWER_HOUR = time(16)
"""When an answer is due on its last day, Stockholm time."""


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))


def now() -> datetime:
    """Return the time in UTC. The only place in the product that reads the clock for a decision."""
    return datetime.now(UTC)


def local_date(moment: datetime) -> date:
    """Return the day in Stockholm at ``moment``."""
    return moment.astimezone(STOCKHOLM).date()


def is_working_day(day: date) -> bool:
    """Tell whether ``day`` is a Swedish working day."""
    return day.weekday() < _SATURDAY and day not in _days_off(day.year)


def add_working_days(day: date, count: int) -> date:
    """Return the working day that is ``count`` working days after ``day``, which itself is not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@lru_cache(maxsize=16_384)
def working_days_between(start: date, end: date) -> int:
    """Count the working days after ``start`` up to and including ``end``; 0 when ``end`` is not after ``start``."""
    days = (end - start).days
    weeks, rest = divmod(max(days, 0), 7)
    tail = sum((start + timedelta(days=weeks * 7 + step)).weekday() < _SATURDAY for step in range(1, rest + 1))
    off = (d for year in range(start.year, end.year + 1) for d in _days_off(year))
    return weeks * 5 + tail - sum(start < d <= end and d.weekday() < _SATURDAY for d in off)


def waited_working_days(intervals: Sequence[tuple[datetime, datetime | None]], moment: datetime) -> int:
    """Return the working days during which a clock ran, as seen at ``moment``; an open interval still runs."""
    return sum(
        working_days_between(local_date(started), local_date(min(stopped or moment, moment)))
        for started, stopped in intervals
    )


def end_of(day: date) -> datetime:
    """Return the last moment of the day in Stockholm, in UTC."""
    return datetime.combine(day, time.max, STOCKHOLM).astimezone(UTC)


def last_of_month(day: date) -> date:
    """Return the last day of the day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def answer_deadline(moment: datetime, working_days: int) -> datetime:
    """Return 16:00 Stockholm time on the last of ``working_days`` working days after ``moment``, in UTC."""
    last = add_working_days(local_date(moment), working_days)
    return datetime.combine(last, ANSWER_HOUR, STOCKHOLM).astimezone(UTC)


_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "y"})


def sort_key(text: str) -> str:
    """Return a key that sorts as a Swedish dictionary does: … z å ä ö."""
    return text.casefold().translate(_AFTER_Z)
