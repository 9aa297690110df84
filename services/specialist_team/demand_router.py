"""HTTP for demand: figures, and the requests behind each. Reading only."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from contracts.organisation import Area, Slug
from contracts.specialist_team import demand as api
from contracts.specialist_team.codes import Purpose
from contracts.wire import Day
from libs import calendar
from libs.calendar import local_date
from libs.errors import PROBLEMS
from services.specialist_team import demand_bodies, demand_handlers
from services.specialist_team.demand_handlers import Choice
from services.specialist_team.dependencies import Caller, Db, Limit, Org, Page
from services.specialist_team.domain.demand import month_of

router = APIRouter(prefix="/specialist-team/v1", tags=["demand"], responses=PROBLEMS)

_A_YEAR = 12
_MOST_MONTHS = 60
AnyDay = Annotated[Day | None, Query(description="A day of the month; the latest twelve months when left out")]


async def _choice(  # noqa: PLR0917 - one parameter per choice in the address
    first_month: Annotated[AnyDay, Query(alias="firstMonth")] = None,
    last_month: Annotated[AnyDay, Query(alias="lastMonth")] = None,
    district: Slug | None = None,
    area: Area | None = None,
    purpose: Purpose | None = None,
    outcome: api.Outcome | None = None,
    division: api.Division = api.Division.NOW,
    as_of: Annotated[Day | None, Query(alias="asOf", description="As it was known at the end of this day")] = None,
) -> Choice:
    today = local_date(calendar.now())
    last = month_of(last_month or today)
    first = month_of(first_month) if first_month else _before(last, _A_YEAR - 1)
    return Choice(max(first, _before(last, _MOST_MONTHS - 1)), last, district, area, purpose, outcome, division, as_of)


def _before(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(max(number // 12, 1), number % 12 + 1, 1)


Chosen = Annotated[Choice, Depends(_choice)]


@router.get("/demand")
async def get_demand(database: Db, organisation: Org, who: Caller, choice: Chosen) -> api.Demand:
    """What was asked and what came of it, by month, district, area and purpose; a district's manager sees its own.

    At most sixty months; the latest twelve when none are named.
    """
    now = calendar.now()
    requests = await database.run(lambda tx: demand_handlers.read(tx, who, choice, organisation, now))
    return demand_bodies.whole(requests, choice, now)


@router.get("/demand/requests")
async def list_demanded(
    database: Db, organisation: Org, who: Caller, choice: Chosen, limit: Limit = 20, page: Page = 1
) -> api.DemandedPage:
    """The requests behind a figure, in the order in which they were sent."""
    now = calendar.now()
    requests = await database.run(lambda tx: demand_handlers.read(tx, who, choice, organisation, now))
    shown = [demand_bodies.request(one) for one in requests[(page - 1) * limit : page * limit]]
    return api.DemandedPage(items=shown, total=len(requests), page=page, limit=limit)
