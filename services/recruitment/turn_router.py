"""HTTP for who waits for whom. HR-service only."""

from fastapi import APIRouter

from contracts.recruitment.turns import CampaignTurns, Turn, Turns, UnmatchedPosition
from libs import calendar
from libs.calendar import local_date
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import calibration_store, retention_store, turn_store, unmatched_store
from services.recruitment.dependencies import Caller, Db
from services.recruitment.domain import campaign_rules
from services.recruitment.domain.turns import Standing, turns
from services.recruitment.domain.unmatched import Bare, unmatched

router = APIRouter(prefix="/recruitment/v1", tags=["campaigns"], responses=PROBLEMS)


@router.get("/turns")
async def list_turns(database: Db, who: Caller) -> Turns:
    """Whom each campaign waits for, and for what; a campaign that waits for nobody is left out."""
    campaign_rules.require_hr(who)
    today = local_date(calendar.now())

    async def read(tx: Transaction) -> Turns:
        found = await turn_store.standings(tx, who.id)
        return Turns(
            items=[told for told in map(_told, found) if told.turns],
            unmatched_positions=[_vacant(one) for one in unmatched(await unmatched_store.bare(tx), today)],
            erasure_requests=len(await retention_store.waiting(tx)),
            calibrations=await calibration_store.waiting(tx),
        )

    return await database.run(read)


def _vacant(one: Bare) -> UnmatchedPosition:
    return UnmatchedPosition(
        position=one.id,
        order=one.order,
        reference=one.reference,
        district=one.district,
        unit=one.unit,
        campaign=one.campaign,
        since=one.since,
    )


def _told(standing: Standing) -> CampaignTurns:
    return CampaignTurns(
        campaign=standing.campaign_id,
        reference=standing.reference,
        title=standing.title,
        status=standing.status,
        turns=[Turn(holder=holder, move=move, count=count) for holder, move, count in turns(standing)],
    )
