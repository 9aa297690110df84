"""Open positions that are not advertised and have no candidate, read in one question to the database."""

from typing import Any, Final

from sqlalchemy import ScalarSelect, exists, func, select

from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.codes import OrderStatus, PositionStatus
from libs.calendar import STOCKHOLM, local_date
from libs.database import Transaction
from services.recruitment.campaign_tables import campaign, campaign_position
from services.recruitment.domain.referral import LIVE
from services.recruitment.domain.unmatched import Bare
from services.recruitment.referral_tables import referral
from services.recruitment.tables import position, recruitment_order

_ITS: Final = (campaign_position.c.position_id == position.c.id, campaign.c.id == campaign_position.c.campaign_id)
_ENDED: Final = func.timezone(STOCKHOLM.key, func.coalesce(campaign.c.concluded_at, func.now()))


def _of_campaigns(what: Any, *conditions: Any) -> ScalarSelect[Any]:
    return (
        select(what)
        .select_from(campaign_position, campaign)
        .where(*_ITS, *conditions)
        .correlate(position)
        .scalar_subquery()
    )


async def bare(tx: Transaction) -> list[Bare]:
    """Return the open positions of accepted orders that wait for HR-service to find somebody."""
    of_position = referral.c.position_id == position.c.id
    advertised = exists().where(*_ITS, campaign.c.status == CampaignStatus.PUBLISHED, ~campaign_position.c.released)
    last = func.max(func.least(campaign.c.closes_on, func.date(_ENDED)))
    query = (
        select(
            *(position.c[name] for name in ("id", "order_id", "number", "opened_on")),
            *(recruitment_order.c[name] for name in ("reference", "district", "unit")),
            _of_campaigns(campaign.c.id, ~campaign_position.c.released).label("campaign_id"),
            _of_campaigns(last, campaign.c.published_at.is_not(None)).label("advertised"),
            select(func.max(referral.c.updated_at))
            .where(of_position)
            .correlate(position)
            .scalar_subquery()
            .label("tried"),
        )
        .join(recruitment_order, recruitment_order.c.id == position.c.order_id)
        .where(position.c.status == PositionStatus.OPEN, recruitment_order.c.status == OrderStatus.ACCEPTED)
        .where(~advertised, ~exists().where(of_position, referral.c.status.in_(LIVE)))
    )
    return [
        Bare(
            row.id,
            row.order_id,
            f"{row.reference}/{row.number}",
            row.district,
            row.unit,
            row.campaign_id,
            row.opened_on,
            row.advertised,
            local_date(row.tried) if row.tried else None,
        )
        for row in await tx.execute(query)
    ]
