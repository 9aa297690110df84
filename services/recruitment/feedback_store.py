"""Answers to candidates in the database: sealed, kept as they were given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from contracts.recruitment.referral_codes import FeedbackTemplate
from libs.database import Transaction
from services.recruitment.application_tables import application
from services.recruitment.personal_data import Sealed
from services.recruitment.referral_tables import application_feedback


@dataclass(frozen=True)
class Answered:
    """An answer as it is kept: on what it rests, sealed text, by whom and when."""

    application_id: UUID
    template: FeedbackTemplate
    text: Sealed
    by: str
    at: datetime


async def add(tx: Transaction, one: Answered) -> None:
    """Keep an answer."""
    row = {
        "application_id": one.application_id,
        "template": one.template,
        **one.text._asdict(),
        "given_by": one.by,
        "given_at": one.at,
    }
    await tx.execute(application_feedback.insert(), row)


async def answered(tx: Transaction, campaign_id: UUID) -> Mapping[UUID, Answered]:
    """Return the answers that were given in the campaign, by application."""
    query = (
        select(application_feedback)
        .join(application, application.c.id == application_feedback.c.application_id)
        .where(application.c.campaign_id == campaign_id)
    )
    return {row.application_id: _answered(row) for row in await tx.execute(query)}


async def of_application(tx: Transaction, application_id: UUID) -> Answered | None:
    """Return the answer to the application, or None."""
    query = select(application_feedback).where(application_feedback.c.application_id == application_id)
    row = (await tx.execute(query)).one_or_none()
    return _answered(row) if row else None


def _answered(row: Row[Any]) -> Answered:
    text = Sealed(row.key_id, bytes(row.content))
    return Answered(row.application_id, FeedbackTemplate(row.template), text, row.given_by, row.given_at)
