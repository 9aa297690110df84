"""What limits the team in the demo: leave over Christmas, other duties, training, and a conflict of interest."""

from collections.abc import Iterator
from datetime import date, timedelta

from contracts.specialist_team.availability import RegisterConflict, RegisterTimeOff, TimeOffCause


def time_off(today: date) -> Iterator[tuple[str, RegisterTimeOff]]:
    """Return specialists and their time off, each in the order in which the coordinator registers it."""
    christmas = date(today.year, 12, 21)
    spring = today + timedelta(days=150)
    yield "specialist-d", _off(TimeOffCause.LEAVE, 100, christmas, christmas + timedelta(days=18), "Enligt schema.")
    yield "specialist-e", _off(TimeOffCause.METHOD_DEVELOPMENT, 20, today, spring, "Skriver teamets metodhandbok.")
    training = today + timedelta(days=16)
    yield "specialist-b", _off(TimeOffCause.TRAINING, 20, training, training + timedelta(days=60), "Går handledarkurs.")


def conflicts(today: date) -> Iterator[tuple[str, RegisterConflict]]:
    """Return a specialist who cannot be sent to a district; why is stored nowhere."""
    yield "specialist-h", RegisterConflict(expected_version=0, district="bromma", starts_on=today)


def _off(cause: TimeOffCause, percent: int, starts_on: date, ends_on: date, reason: str) -> RegisterTimeOff:
    return RegisterTimeOff(
        expected_version=0, cause=cause, percent=percent, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
