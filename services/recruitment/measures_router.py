"""HTTP for measures: figures, and the positions behind each. Reading only."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query

from contracts.organisation import Slug
from contracts.recruitment import measures as api
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.equality import EqualityReports
from contracts.wire import Day
from libs import calendar
from libs.calendar import local_date
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import equality_handlers, measures_bodies, measures_handlers, measures_store
from services.recruitment.dependencies import Caller, Db, Limit, Page
from services.recruitment.domain import order_rules
from services.recruitment.measures_handlers import Choice

router = APIRouter(prefix="/recruitment/v1", tags=["measures"], responses=PROBLEMS)

_A_YEAR: Final = 12
_MOST_MONTHS: Final = 60
MINUTES_EACH: Final = 15
"""Minutes that a manager is supposed to need for one application: an assumption, which the caller may change."""
AnyDay = Annotated[Day | None, Query(description="A day of the month; the latest twelve months when left out")]
Minutes = Annotated[
    int, Query(alias="minutesEach", ge=1, le=240, description="Minutes for a manager to judge one application")
]


async def _choice(
    first_month: Annotated[AnyDay, Query(alias="firstMonth")] = None,
    last_month: Annotated[AnyDay, Query(alias="lastMonth")] = None,
    district: Slug | None = None,
    status: PositionStatus | None = None,
    offer: api.OfferOutcome | None = None,
) -> Choice:
    last = (last_month or local_date(calendar.now())).replace(day=1)
    first = first_month.replace(day=1) if first_month else _before(last, _A_YEAR - 1)
    return Choice(max(first, _before(last, _MOST_MONTHS - 1)), last, district, status, offer)


def _before(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(max(number // 12, 1), number % 12 + 1, 1)


Chosen = Annotated[Choice, Depends(_choice)]


@router.get("/measures")
async def get_measures(database: Db, who: Caller, choice: Chosen, minutes_each: Minutes = MINUTES_EACH) -> api.Measures:
    """Vacancy time, with whom the days lay, offers and what managers were relieved of; a manager sees the own district.

    Of the positions that were opened in the months chosen, sixty at most; the latest twelve when none are named.
    """
    now = calendar.now()

    async def answer(tx: Transaction) -> api.Measures:
        found = await measures_handlers.read(tx, who, choice, now)
        judged = await measures_store.judged(tx)
        campaigns = sorted({one for vacancy in found for one in vacancy.campaigns})
        references = await measures_store.references(tx, campaigns)
        months = choice.first_month, choice.last_month
        return measures_bodies.whole(found, judged, references, months, minutes_each, now)

    return await database.run(answer)


@router.get("/measures/positions")
async def list_measured(
    database: Db, who: Caller, choice: Chosen, limit: Limit = 20, page: Page = 1
) -> api.MeasuredPositionPage:
    """The positions behind a figure, in the order in which they were opened."""
    now = calendar.now()
    found = await database.run(lambda tx: measures_handlers.read(tx, who, choice, now))
    shown = [measures_bodies.position(one) for one in found[(page - 1) * limit : page * limit]]
    return api.MeasuredPositionPage(items=shown, total=len(found), page=page, limit=limit)


@router.get("/measures/equality")
async def list_equality_reports(database: Db, who: Caller) -> EqualityReports:
    """What voluntary answers came to in the latest campaigns that are decided; for who sees the whole city."""
    order_rules.require_whole_city(who)
    return await database.run(equality_handlers.read)
