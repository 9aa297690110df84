"""HTTP for who waits for whom. HR-service only."""

from fastapi import APIRouter

from contracts.recruitment.turns import CampaignTurns, Turn, Turns
from libs.errors import PROBLEMS
from services.recruitment import turn_store
from services.recruitment.dependencies import Caller, Db
from services.recruitment.domain import campaign_rules
from services.recruitment.domain.turns import Standing, turns

router = APIRouter(prefix="/recruitment/v1", tags=["campaigns"], responses=PROBLEMS)


@router.get("/turns")
async def list_turns(database: Db, who: Caller) -> Turns:
    """Whom each campaign waits for, and for what; a campaign that waits for nobody is left out."""
    campaign_rules.require_hr(who)
    found = await database.run(lambda tx: turn_store.standings(tx, who.id))
    return Turns(items=[told for told in map(_told, found) if told.turns])


def _told(standing: Standing) -> CampaignTurns:
    return CampaignTurns(
        campaign=standing.campaign_id,
        reference=standing.reference,
        title=standing.title,
        status=standing.status,
        turns=[Turn(holder=holder, move=move, count=count) for holder, move, count in turns(standing)],
    )
