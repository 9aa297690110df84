"""Demand as HTTP bodies."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from contracts.specialist_team import demand as api
from services.specialist_team.demand_handlers import Choice, counts
from services.specialist_team.domain import demand
from services.specialist_team.domain.demand import Demanded, Tally


def tally(one: Tally) -> api.DemandTally:
    """Return a tally."""
    return api.DemandTally.model_validate(counts(one))


def _groups(tallies: Mapping[str, Tally]) -> list[api.DemandGroup]:
    return [api.DemandGroup(key=key, tally=tally(one)) for key, one in tallies.items()]


def whole(requests: Sequence[Demanded], choice: Choice, now: datetime) -> api.Demand:
    """Return the demand of the requests, by month (every month of the choice), district, area and purpose."""
    months = demand.by(requests, lambda one: one.month.isoformat())
    every = {month.isoformat(): demand.tally([]) for month in _months(choice)}
    return api.Demand(
        computed_at=now,
        first_month=choice.first_month,
        last_month=choice.last_month,
        division=choice.division,
        total=tally(demand.tally(requests)),
        months=_groups(every | months),
        districts=_groups(demand.by(requests, lambda one: one.district)),
        areas=_groups(demand.by(requests, lambda one: one.area)),
        purposes=_groups(demand.by(requests, lambda one: one.purpose)),
        reasons=[
            api.ReasonCount(outcome=outcome, reason=reason, requests=number)
            for outcome, reason, number in demand.reasons(requests)
        ],
    )


def _months(choice: Choice) -> list[date]:
    found, month = [], choice.first_month
    while month <= choice.last_month:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def request(one: Demanded) -> api.DemandedRequest:
    """Return a request behind the figures."""
    return api.DemandedRequest(
        id=one.id,
        reference=one.reference,
        month=one.month,
        district=one.district,
        unit=one.unit,
        area=one.area,
        purpose=one.purpose,
        percent=one.percent,
        outcome=one.outcome,
        reason=one.reason,
        waited_days=one.waited_days,
    )
