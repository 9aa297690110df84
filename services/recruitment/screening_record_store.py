"""Drafts of assessors, and whom they must not judge."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.recruitment.screening_events import ScreeningConflictsDeclared
from libs import publishing
from libs.database import Transaction
from services.recruitment.personal_data import Sealed
from services.recruitment.screening_tables import (
    conflict_declaration,
    conflict_mark,
    screening_draft,
)


class Draft(NamedTuple):
    """What an assessor has judged so far, sealed, and since when."""

    content: Sealed
    saved_at: datetime


async def save_draft(tx: Transaction, screening_id: UUID, assessor: str, content: Sealed, now: datetime) -> None:
    """Keep a draft instead of the former one."""
    row = {"screening_id": screening_id, "assessor": assessor, **content._asdict(), "saved_at": now}
    keys = ["screening_id", "assessor"]
    await tx.execute(insert(screening_draft).values(row).on_conflict_do_update(index_elements=keys, set_=row))


async def draft(tx: Transaction, screening_id: UUID, assessor: str) -> Draft | None:
    """Return the assessor's draft, or None."""
    mine = (screening_draft.c.screening_id == screening_id) & (screening_draft.c.assessor == assessor)
    row = (await tx.execute(select(screening_draft).where(mine))).one_or_none()
    return Draft(Sealed(row.key_id, bytes(row.content)), row.saved_at) if row else None


async def forget_draft(tx: Transaction, screening_id: UUID, assessor: str) -> None:
    """Forget a draft that is locked, or left."""
    mine = (screening_draft.c.screening_id == screening_id) & (screening_draft.c.assessor == assessor)
    await tx.execute(screening_draft.delete().where(mine))


async def declaration(tx: Transaction, campaign_id: UUID, assessor: str, *, lock: bool = False) -> Row[Any] | None:
    """Return what the assessor has declared in the campaign, without whom."""
    mine = (conflict_declaration.c.campaign_id == campaign_id) & (conflict_declaration.c.assessor == assessor)
    query = select(conflict_declaration).where(mine)
    return (await tx.execute(query.with_for_update() if lock else query)).one_or_none()


async def declared_in(tx: Transaction, campaign_id: UUID) -> list[str]:
    """Return who has declared conflicts in the campaign."""
    query = select(conflict_declaration.c.assessor).where(conflict_declaration.c.campaign_id == campaign_id)
    return list((await tx.execute(query.order_by(conflict_declaration.c.assessor))).scalars())


async def declare(
    tx: Transaction, campaign_id: UUID, by: ActorReference, marks: Iterable[bytes], now: datetime
) -> None:
    """Add whom the assessor must not judge, and publish that something was declared. Nobody named before is lost."""
    before = await declaration(tx, campaign_id, by.id, lock=True)
    subject_id, version = (before.id, before.version + 1) if before else (uuid7(), 1)
    row = {"campaign_id": campaign_id, "assessor": by.id, "id": subject_id, "version": version, "declared_at": now}
    keys = ["campaign_id", "assessor"]
    await tx.execute(insert(conflict_declaration).values(row).on_conflict_do_update(index_elements=keys, set_=row))
    new = [{"campaign_id": campaign_id, "assessor": by.id, "mark": mark} for mark in dict.fromkeys(marks)]
    if new:
        await tx.execute(insert(conflict_mark).values(new).on_conflict_do_nothing())
    event = ScreeningConflictsDeclared(
        subject_id=subject_id, subject_version=version, occurred_at=now, actor=by, campaign_id=campaign_id
    )
    await publishing.publish(tx, [event], None)
