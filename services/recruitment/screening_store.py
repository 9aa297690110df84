"""Screening in the database."""

from uuid import UUID

from sqlalchemy import select

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.screening_codes import ScreeningStatus
from libs.database import Transaction
from services.recruitment.application_tables import application
from services.recruitment.domain import screening_outcome
from services.recruitment.screening_tables import screening


async def agreed_levels(tx: Transaction, campaign_id: UUID) -> dict[UUID, dict[str, int]]:
    """Return level by criterion for each application that is judged to the end and not withdrawn.

    A merit has 0–4; a must 1 when it is met and 0 when not. A must that both find unclear is not there, so ask
    ``levels.get(must) == 1``.
    """
    query = (
        select(screening.c.application_id, screening.c.agreed)
        .join(application, application.c.id == screening.c.application_id)
        .where(screening.c.campaign_id == campaign_id, screening.c.status == ScreeningStatus.FINISHED)
        .where(application.c.status != ApplicationStatus.WITHDRAWN)
    )
    return {row.application_id: screening_outcome.levels(row.agreed) for row in await tx.execute(query)}
