"""Closed lists of words about worked time, used in events, HTTP bodies and the domain alike."""

from enum import StrEnum


class TimeKind(StrEnum):
    """What the time went to."""

    WORK = "work"
    TRAVEL = "travel"
    PREPARATION = "preparation"


class TimeStatus(StrEnum):
    """Where a week's time report stands."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
