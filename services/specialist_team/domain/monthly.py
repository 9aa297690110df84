"""A month of the team's work in hours and kronor: what was given, what was paid, what an agency would have cost."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from libs.calendar import is_working_day, last_of_month
from services.specialist_team.domain.capacity import HOURS_A_DAY, TEAM_HOUR_COST
from services.specialist_team.domain.help_given import GIVEN, hours_of
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.team import Specialist


@dataclass(frozen=True)
class MonthOfHelp:
    """Hours of help by district, paid hours of the whole team, and in kronor the team's cost and an agency's."""

    month: date
    hours: dict[str, Fraction]
    paid_hours: int
    team_cost: int
    agency_cost: int

    @property
    def given_hours(self) -> int:
        """All districts' hours, rounded."""
        return round(sum(self.hours.values(), Fraction(0)))


def month_of_help(
    requests: Iterable[SupportRequest], team: Iterable[Specialist], month: date, today: date, agency_hour_price: int
) -> MonthOfHelp:
    """Return the month up to ``today``: help that has begun, by what was agreed of extent and days.

    The team's cost is the simulator's assumption; an agency's price is a setting (``Prices``).
    """
    last = min(last_of_month(month), today)
    hours: defaultdict[str, Fraction] = defaultdict(Fraction)
    for request in requests:
        if request.status not in GIVEN or request.started_on is None:
            continue
        for one in request.assignment.segments:
            first = max(one.starts_on, month, request.started_on)
            until = min(one.ends_on, last)
            if first <= until:
                hours[request.district] += hours_of(one.percent, first, until)
    paid = _paid(team, month, last)
    given = round(sum(hours.values(), Fraction(0)))
    return MonthOfHelp(month, dict(sorted(hours.items())), paid, paid * TEAM_HOUR_COST, given * agency_hour_price)


def _paid(team: Iterable[Specialist], month: date, last: date) -> int:
    """Return the hours that the members are employed for on the month's working days."""
    every = (month + timedelta(days=step) for step in range((last - month).days + 1))
    days = [day for day in every if is_working_day(day)]
    return sum(member.percent_on(day) for member in team for day in days) * HOURS_A_DAY // 100
