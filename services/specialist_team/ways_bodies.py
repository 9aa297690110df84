"""A need's three answers as HTTP bodies."""

from collections.abc import Sequence
from datetime import date

from contracts.specialist_team import ways as api
from libs.calendar import local_date
from services.specialist_team.domain import rules
from services.specialist_team.domain.vacancies import Vacancy
from services.specialist_team.domain.ways import Comparison
from services.specialist_team.ways_handlers import Waited


def ways(waited: Waited, vacant: Sequence[Vacancy], named: Vacancy | None, who: rules.Person) -> api.Ways:
    """Return the ways to meet the need as ``who`` may choose among them."""
    kept = waited.request.kept_waiting
    return api.Ways(
        long_wait_days=waited.limit,
        comparison=_comparison(waited.request.content.starts_on, waited.comparison) if waited.comparison else None,
        kept_on=local_date(kept.at) if kept and waited.is_kept else None,
        positions=[_position(one) for one in vacant],
        position=_position(named) if named else None,
        commands=waited.commands(who),
    )


def _comparison(wanted_on: date, one: Comparison) -> api.Comparison:
    return api.Comparison(
        wanted_on=wanted_on,
        likely_on=one.promise.likely_on,
        latest_on=one.promise.latest_on,
        days_late=one.days_late,
        hours=one.hours,
        hours_after_wait=one.hours_after_wait,
        team_hour_cost=one.prices.team,
        agency_hour_price=one.prices.agency,
        team_cost=one.team_cost,
        agency_cost=one.agency_cost,
        difference=one.agency_cost - one.team_cost,
    )


def _position(one: Vacancy) -> api.NamedPosition:
    return api.NamedPosition(
        id=one.position,
        order=one.order_id,
        number=one.number,
        percent=one.percent,
        opened_on=one.opened_on,
        starts_on=one.starts_on,
    )


def long_wait(one: Waited) -> api.LongWait:
    """Return a long wait as a line of a list."""
    request = one.request
    return api.LongWait(
        request=request.id,
        reference=request.reference,
        district=request.district,
        unit=request.content.unit,
        likely_on=one.comparison.promise.likely_on if one.comparison else None,
    )
