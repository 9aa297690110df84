"""Forecasts, how well they hit, how long the wait is now, and what another team would change. Reading only."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query

from contracts.specialist_team.forecast import (
    AssumptionName,
    Forecast,
    ForecastCoverage,
    ForecastPage,
    Simulation,
    WaitingNow,
)
from libs import calendar
from libs.calendar import local_date
from libs.database import Transaction
from libs.errors import PROBLEMS
from libs.refusals import NotAllowed
from services.specialist_team import forecast_bodies, forecast_store, forecasting, store
from services.specialist_team.dependencies import AgencyPrice, Caller, Db, Limit, Org, Page, RequestId
from services.specialist_team.domain import capacity, forecast, rules
from services.specialist_team.domain.refusals import RequestNotFound
from services.specialist_team.domain.scenario import Choices

router = APIRouter(prefix="/specialist-team/v1", tags=["forecasts"], responses=PROBLEMS)

TeamSize = Annotated[int | None, Query(alias="teamSize", ge=1, le=12, description="Members; as today when left out")]
Absence = Annotated[int | None, Query(alias="absencePercent", ge=0, le=60, description="Of a hundred weeks")]
Arrivals = Annotated[
    Decimal | None, Query(alias="arrivalsPerWeek", ge=0, le=10, decimal_places=1, description="Requests a week")
]
Weeks = Annotated[
    int | None, Query(alias="weeksPerAssignment", ge=1, le=52, description="Length of what will be asked for")
]
Price = Annotated[int | None, Query(alias="agencyHourPrice", ge=300, le=3000, description="Agency's price, kr an hour")]


@router.get("/support-requests/{requestId}/forecast")
async def get_forecast(database: Db, who: Caller, request_id: RequestId) -> Forecast:
    """When the request's help will probably begin: the latest promise, made each working day, or why there is none."""

    async def read(tx: Transaction) -> Forecast:
        request = await store.load(tx, request_id)
        if not rules.may_see(who, request):
            raise RequestNotFound("There is no such request, or it belongs to another district.")
        promises = await forecast_store.latest(tx, [request.id])
        return forecast_bodies.forecast(request, promises.get(request.id))

    return await database.run(read)


@router.get("/forecasts")
async def list_forecasts(database: Db, who: Caller, limit: Limit = 20, page: Page = 1) -> ForecastPage:
    """The forecasts of all open requests that the caller may see, by reference."""

    async def read(tx: Transaction) -> ForecastPage:
        seen = [request for request in await store.open_requests(tx) if rules.may_see(who, request)]
        shown = sorted(seen, key=lambda request: request.reference)[(page - 1) * limit : page * limit]
        promises = await forecast_store.latest(tx, [request.id for request in shown])
        items = [forecast_bodies.forecast(request, promises.get(request.id)) for request in shown]
        return ForecastPage(items=items, total=len(seen), page=page, limit=limit)

    return await database.run(read)


@router.get("/forecast-coverage")
async def get_coverage(database: Db, who: Caller) -> ForecastCoverage:
    """How well past promises hit: how many requests' help began by the days that were promised first."""
    _require_reader(who)
    promises = await database.run(forecast_store.first_promises)
    return forecast_bodies.coverage(forecast.covered(promises, local_date(calendar.now())))


@router.get("/waiting-now")
async def get_waiting(database: Db, who: Caller) -> WaitingNow:
    """How long the wait is for who asks now: the team's answer, the start, and how much of the team is free."""
    _require_reader(who)
    now = calendar.now()

    async def read(tx: Transaction) -> WaitingNow:
        run = await forecast_store.last_run(tx)
        return WaitingNow.model_validate(
            {
                "made_at": run and run.made_at,
                "likely_days": run and run.new_p50,
                "latest_days": run and run.new_p90,
                "answer_days": await forecast_store.answer_days(tx, now),
                **forecasting.free_percent(await forecasting.known(tx, now)),
            }
        )

    return await database.run(read)


@router.get("/simulations")
async def get_simulation(  # noqa: PLR0913, PLR0917 - one parameter per choice
    database: Db,
    organisation: Org,
    who: Caller,
    usual_price: AgencyPrice,
    team_size: TeamSize = None,
    absence_percent: Absence = None,
    arrivals_per_week: Arrivals = None,
    weeks_per_assignment: Weeks = None,
    agency_hour_price: Price = None,
) -> Simulation:
    """Queue, waiting, hours and cost over half a year if the choices were true. Same input, same answer."""
    rules.require_whole_city(who)
    facts, order = await database.run(lambda tx: forecasting.known_and_order(tx, organisation, calendar.now()))
    chosen = {
        AssumptionName.TEAM_SIZE: team_size,
        AssumptionName.ABSENCE: absence_percent,
        AssumptionName.WEEKS_PER_ASSIGNMENT: weeks_per_assignment,
        AssumptionName.AGENCY_HOUR_PRICE: agency_hour_price,
    }
    away = capacity.AWAY_PERCENT if absence_percent is None else absence_percent
    price = usual_price if agency_hour_price is None else agency_hour_price
    choices = Choices(team_size, away, weeks_per_assignment)
    result, experience = await forecasting.simulate(facts, order, choices, arrivals_per_week, price)
    size = len(facts.team) if team_size is None else team_size
    return forecast_bodies.simulation(result, experience, size, usual_price, chosen)


def _require_reader(who: rules.Person) -> None:
    """Refuse who neither works with requests nor belongs to a district."""
    readers = {rules.UNIT_MANAGER, rules.DISTRICT_APPROVER, rules.SPECIALIST, rules.COORDINATOR, rules.STEERING_GROUP}
    if not who.roles & readers:
        raise NotAllowed("The forecasts are for those who ask for help, give it or follow it.")
