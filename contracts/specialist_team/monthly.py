"""HTTP body of a month of the team's work, in hours and kronor."""

from datetime import date

from contracts.organisation import Slug
from contracts.wire import Wire


class DistrictHours(Wire):
    """A district's hours of help in the month, rounded."""

    district: Slug
    hours: int


class MonthOfHelp(Wire):
    """Help given in a month, by what was agreed; the team's cost for all its paid hours, an agency's for those given.

    In kronor, excluding VAT, by the hour prices ``team_hour_cost`` and ``agency_hour_price``.
    """

    month: date
    given_hours: int
    paid_hours: int
    team_cost: int
    agency_cost: int
    team_hour_cost: int
    agency_hour_price: int
    districts: list[DistrictHours]
