"""HTTP for a month of the team's work. Reading only."""

from typing import Annotated

from fastapi import APIRouter, Query

from contracts.specialist_team.monthly import DistrictHours, MonthOfHelp
from contracts.wire import Day
from libs import calendar
from libs.calendar import local_date
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.specialist_team import store, team_store
from services.specialist_team.dependencies import AgencyPrice, Caller, Db
from services.specialist_team.domain import rules
from services.specialist_team.domain.capacity import TEAM_HOUR_COST
from services.specialist_team.domain.demand import month_of
from services.specialist_team.domain.monthly import month_of_help

router = APIRouter(prefix="/specialist-team/v1", tags=["demand"], responses=PROBLEMS)

Month = Annotated[Day | None, Query(description="A day of the month; this month when left out")]


@router.get("/month-of-help")
async def get_month_of_help(database: Db, who: Caller, price: AgencyPrice, month: Month = None) -> MonthOfHelp:
    """Hours of help given in a month, by district, and what they cost beside an agency's price."""
    rules.require_whole_city(who)
    today = local_date(calendar.now())

    async def read(tx: Transaction) -> MonthOfHelp:
        helped, team = await store.helped_requests(tx), await team_store.team(tx)
        found = month_of_help(helped, team, month_of(month or today), today, price)
        return MonthOfHelp(
            month=found.month,
            given_hours=found.given_hours,
            paid_hours=found.paid_hours,
            team_cost=found.team_cost,
            agency_cost=found.agency_cost,
            team_hour_cost=TEAM_HOUR_COST,
            agency_hour_price=price,
            districts=[DistrictHours(district=name, hours=round(hours)) for name, hours in found.hours.items()],
        )

    return await database.run(read)
