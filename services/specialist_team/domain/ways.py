"""One need, three answers: wait for the team, call off an agency, or recruit. Asked when the wait has become long.

A wait is long when help is likely to begin more working days after the wished day than the policy says, or not within
a year. Who has chosen to wait is not asked again until the likely start has moved to a later week: weeks are what the
district is told.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from contracts.event import ActorReference
from contracts.specialist_team.codes import Command, Status, WithdrawReason
from contracts.specialist_team.events import RequestKeptWaiting, RequestPositionNamed
from libs.calendar import working_days_between
from services.specialist_team.domain.district_decisions import withdraw
from services.specialist_team.domain.forecast import monday
from services.specialist_team.domain.help_given import hours_of
from services.specialist_team.domain.refusals import WaitIsKept, WaitIsNotLong
from services.specialist_team.domain.request import Content, Decision, KeptWaiting, SupportRequest, happened


@dataclass(frozen=True)
class Promise:
    """When half and nine in ten of the futures have help begin; None: not within the year that is played."""

    likely_on: date | None
    latest_on: date | None


@dataclass(frozen=True)
class Prices:
    """Whole kronor an hour: what the team costs, and what an agency charges."""

    team: int
    agency: int


@dataclass(frozen=True)
class Comparison:
    """A long wait beside an agency. ``hours`` are left of what was asked, ``hours_after_wait`` when help has begun.

    ``days_late`` are working days after the wished day, None when help is not likely within a year.
    """

    promise: Promise
    days_late: int | None
    hours: int
    hours_after_wait: int
    prices: Prices

    @property
    def team_cost(self) -> int:
        """What the hours cost given by the team, kr."""
        return self.hours * self.prices.team

    @property
    def agency_cost(self) -> int:
        """What the hours cost given by an agency, kr."""
        return self.hours * self.prices.agency

    def shown(self) -> dict[str, Any]:
        """Return what events keep of it."""
        return {
            "hours": self.hours,
            "team_hour_cost": self.prices.team,
            "agency_hour_price": self.prices.agency,
            "likely_on": self.promise.likely_on,
            "latest_on": self.promise.latest_on,
        }


def compared(
    request: SupportRequest, promise: Promise | None, prices: Prices, long_wait_days: int, today: date
) -> Comparison | None:
    """Return the wait beside an agency, or None when the request is not in the queue or the wait is not long."""
    if request.status is not Status.QUEUED or promise is None:
        return None
    content, likely = request.content, promise.likely_on
    days_late = working_days_between(content.starts_on, likely) if likely else None
    if days_late is not None and days_late <= long_wait_days:
        return None
    hours_after_wait = _hours(content, max(likely, today)) if likely else 0
    return Comparison(promise, days_late, _hours(content, today), hours_after_wait, prices)


def _hours(content: Content, day: date) -> int:
    """Return the hours asked for from ``day`` on, halves up."""
    hours = hours_of(content.percent, max(content.starts_on, day), content.ends_on)
    return int(hours + Fraction(1, 2))


def is_kept(request: SupportRequest, promise: Promise) -> bool:
    """Tell whether the district has chosen to wait, for a start that is not in a later week now."""
    kept = request.kept_waiting
    return kept is not None and _week(promise.likely_on) <= _week(kept.likely_on)


def _week(day: date | None) -> date:
    return monday(day) if day else date.max


def possible(request: SupportRequest, comparison: Comparison | None) -> frozenset[Command]:
    """Return what the wait opens: to choose an agency as long as it is long, to keep waiting until that is said."""
    if comparison is None:
        return frozenset()
    kept = is_kept(request, comparison.promise)
    return frozenset({Command.CHOOSE_AGENCY} if kept else {Command.CHOOSE_AGENCY, Command.KEEP_WAITING})


def choose_agency(
    request: SupportRequest, comparison: Comparison | None, by: ActorReference, now: datetime
) -> Decision:
    """Take the request back for an agency; what it was compared with goes into the event. Raises WaitIsNotLong."""
    shown = _require_long(comparison).shown()
    return withdraw(request, WithdrawReason.CALLED_OFF, by, now, agency=shown)


def keep_waiting(request: SupportRequest, comparison: Comparison | None, by: ActorReference, now: datetime) -> Decision:
    """Go on waiting for what was promised. Raises WaitIsNotLong or WaitIsKept."""
    seen = _require_long(comparison)
    if is_kept(request, seen.promise):
        raise WaitIsKept("The district has chosen to wait, and the promise is not worse than then.")
    kept = KeptWaiting(seen.promise.likely_on, now)
    changed, event = happened(request, RequestKeptWaiting, by, now, seen.shown(), kept_waiting=kept)
    return changed, [event]


def _require_long(comparison: Comparison | None) -> Comparison:
    if comparison is None:
        raise WaitIsNotLong("Help is likely to begin within the limit; read the request again.")
    return comparison


def name_position(request: SupportRequest, position: UUID | None, by: ActorReference, now: datetime) -> Decision:
    """Say which vacant position the help bridges, or that it bridges none."""
    changed, event = happened(request, RequestPositionNamed, by, now, {"position": position}, position=position)
    return changed, [event]
