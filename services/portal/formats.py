"""How dates, times and numbers are written: «5 december», «08.12», «v. 50», «19 arbetsdagar», «7 av 10»."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from libs.calendar import STOCKHOLM, local_date, now
from services.portal.language import current, plural, sentence, text

MINUS: Final = "\u2212"
_A_WEEK: Final = 7


def today() -> date:
    """Return the day it is in Stockholm."""
    return local_date(now())


def as_date(value: date | datetime) -> date:
    """Return the day in Stockholm."""
    return local_date(value) if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """«5 december», with the year when it is not this one."""
    when = as_date(value)
    pattern = "d MMMM" if when.year == today().year else "d MMMM y"
    return format_date(when, pattern, locale=current())


def month(value: date) -> str:
    """«september 2026»."""
    return format_date(value, "LLLL y", locale=current())


def short_day(value: date | datetime) -> str:
    """«5 dec»."""
    return format_date(as_date(value), "d MMM", locale=current()).rstrip(".")


def long_day(value: date | datetime) -> str:
    """«söndag 22 november 2026 · vecka 47», with a capital where a line begins."""
    when = as_date(value)
    written = format_date(when, "EEEE d MMMM y", locale=current())
    week = text("vecka")
    return f"{sentence(written)} · {week} {when.isocalendar().week}"


def clock(value: datetime) -> str:
    """«08.12»; English writes «08:12»."""
    return format_datetime(value.astimezone(STOCKHOLM), "HH.mm" if current() == "sv" else "HH:mm", locale=current())


def moment(value: datetime) -> str:
    """«fredag 18 november 14.20»."""
    when = value.astimezone(STOCKHOLM)
    weekday = format_date(when.date(), "EEEE", locale=current())
    return f"{weekday} {day(when)} {clock(when)}"


def recent(value: datetime) -> str:
    """«08.12» today, «fredag» within a week, else «5 dec»."""
    age = (today() - as_date(value)).days
    if age <= 0:
        return clock(value)
    return format_date(as_date(value), "EEE", locale=current()).rstrip(".") if age < _A_WEEK else short_day(value)


def deadline(value: datetime) -> str:
    """«I dag 16.00», «I morgon 16.00», else «25 nov 16.00»."""
    days = (as_date(value) - today()).days
    when = {0: text("I dag"), 1: text("I morgon")}.get(days) or short_day(value)
    return f"{when} {clock(value)}"


def period(starts_on: date, ends_on: date) -> str:
    """«5 december–27 januari 2027», both days included; a year that both share is written once."""
    first = day(starts_on)
    if starts_on.year == ends_on.year:
        first = format_date(starts_on, "d MMMM", locale=current())
    return f"{first}–{day(ends_on)}"


def weeks(starts_on: date, ends_on: date) -> str:
    """Return the length of the period in whole weeks, rounded up: «8 veckor»."""
    count = -(-((ends_on - starts_on).days + 1) // 7)
    return plural("%(n)s vecka", "%(n)s veckor", count) % {"n": count}


def working_days(count: int) -> str:
    """«mindre än en arbetsdag», «1 arbetsdag», «19 arbetsdagar»."""
    if not count:
        return text("mindre än en arbetsdag")
    return plural("%(n)s arbetsdag", "%(n)s arbetsdagar", count) % {"n": number(count)}


def number(value: float) -> str:
    """Return the number with decimal comma, thin thousands and a real minus sign (Babel prints a hyphen)."""
    return format_decimal(value, locale=current()).replace("-", MINUS)


def parse_day(written: str) -> date:
    """Return the day of an ISO date or moment; raises ValueError."""
    return as_date(datetime.fromisoformat(written)) if "T" in written else date.fromisoformat(written)


def parsed_day(written: str) -> str:
    """Return an ISO day in words; what is no day is returned as it is."""
    try:
        return day(parse_day(written))
    except ValueError:
        return written


_SPELLED: Final = {
    "sv": ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


def spelled(count: int) -> str:
    """«två», «tolv», then figures: how a number stands in running text."""
    return _SPELLED[current()][count] if 0 <= count <= 12 else number(count)  # noqa: PLR2004 - Svenska skrivregler


def iso(value: date | datetime) -> str:
    """Return what ``<time datetime>`` takes."""
    return value.isoformat()


FILTERS: Final[dict[str, Callable[..., str]]] = {
    "day": day,
    "short_day": short_day,
    "long_day": long_day,
    "clock": clock,
    "moment": moment,
    "recent": recent,
    "deadline": deadline,
    "working_days": working_days,
    "number": number,
    "iso": iso,
}


def weekday(value: date) -> str:
    """«Måndag»."""
    return sentence(format_date(value, "EEEE", locale=current()))


def week_number(value: date) -> int:
    """Return the ISO number of the day's week."""
    return value.isocalendar().week


def week_period(monday: date) -> str:
    """«Vecka 47, 16–22 november»; «Vecka 49, 30 november–6 december» when it lies in two months."""
    sunday = monday + timedelta(days=6)
    days = (
        f"{monday.day}–{day(sunday)}" if monday.month == sunday.month and current() == "sv" else period(monday, sunday)
    )
    return text("Vecka %(n)s, %(days)s") % {"n": week_number(monday), "days": days}


def specialist_title(specialist: str) -> str:
    """Return «Specialist C» for ``specialist-c``: titles, never names."""
    first, _, rest = specialist.partition("-")
    return f"{first.capitalize()} {rest.upper() if len(rest) == 1 else rest}".strip()
