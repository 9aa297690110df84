"""Retention in the database: concluded campaigns, holds, what is due, and evidence of what was erased."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.application_events import ApplicationErased
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.retention_codes import HoldGround, RetentionStanding
from libs.calendar import local_date
from libs.database import Transaction
from services.recruitment import application_store
from services.recruitment.application_tables import application
from services.recruitment.campaign_tables import campaign
from services.recruitment.domain import retention
from services.recruitment.domain.application import Application
from services.recruitment.retention_tables import (
    campaign_hold,
    erased_application,
    erasure_hold,
    erasure_request,
    personnel_file,
)


class Hold(NamedTuple):
    """Why an application, or a whole campaign, is kept from erasure, and since when."""

    ground: HoldGround
    at: datetime


class Concluded(NamedTuple):
    """A concluded campaign and its applications: how many there are, are kept from erasure, were hired, are gone.

    ``hold`` is why all of it is kept.
    """

    id: UUID
    reference: str
    status: CampaignStatus
    concluded_on: date
    applications: int
    held: int
    hired: int
    erased: int
    hold: Hold | None


class Asked(NamedTuple):
    """When a candidate asked to be erased, and was answered."""

    at: datetime | None
    answered_at: datetime | None


class Waiting(NamedTuple):
    """A candidate who waits for an answer about erasure."""

    application_id: UUID
    version: int
    reference: str
    number: int
    asked_at: datetime
    concluded_at: datetime | None


def _counted() -> Select[Any]:
    gone = select(erased_application.c.campaign_id, func.count().label("erased")).group_by(
        erased_application.c.campaign_id
    )
    erased = gone.subquery()
    is_held = erasure_hold.c.application_id.is_not(None) | campaign_hold.c.campaign_id.is_not(None)
    hired = (application.c.status == ApplicationStatus.HIRED) & ~is_held & personnel_file.c.made_at.is_(None)
    of_hold = (campaign_hold.c.ground, campaign_hold.c.held_at)
    columns = (campaign.c.id, campaign.c.reference, campaign.c.status, campaign.c.concluded_at, *of_hold)
    return (
        select(
            *columns,
            func.count(application.c.id).label("applications"),
            func.count(application.c.id).filter(is_held).label("held"),
            func.count(application.c.id).filter(hired).label("hired"),
            func.coalesce(func.max(erased.c.erased), 0).label("erased"),
        )
        .outerjoin(application, application.c.campaign_id == campaign.c.id)
        .outerjoin(erasure_hold, erasure_hold.c.application_id == application.c.id)
        .outerjoin(campaign_hold, campaign_hold.c.campaign_id == campaign.c.id)
        .outerjoin(personnel_file, personnel_file.c.application_id == application.c.id)
        .outerjoin(erased, erased.c.campaign_id == campaign.c.id)
        .where(campaign.c.concluded_at.is_not(None))
        .group_by(*columns)
        .order_by(campaign.c.concluded_at, campaign.c.reference)
    )


async def concluded(tx: Transaction) -> list[Concluded]:
    """Return the campaigns that were decided or cancelled, those first that were so first."""
    return [_concluded(row) for row in await tx.execute(_counted())]


def _concluded(row: Row[Any]) -> Concluded:
    counts = (row.applications, row.held, row.hired, row.erased)
    status, hold = CampaignStatus(row.status), Hold(HoldGround(row.ground), row.held_at) if row.ground else None
    return Concluded(row.id, row.reference, status, local_date(row.concluded_at), *counts, hold)


async def due(tx: Transaction, today: date, most: int) -> list[tuple[Application, Concluded]]:
    """Return applications to be erased, locked, with the campaign that each belongs to.

    What somebody else has locked is left for the next time. What is kept from erasure is looked up under the lock, so
    that a hold that has just been set is seen: of a campaign, then of each application.
    """
    over = {one.id: one for one in await concluded(tx) if today > retention.kept_until(one.concluded_on)}
    query = select(campaign.c.id).where(campaign.c.id.in_(over)).order_by(campaign.c.id)
    locked = (await tx.execute(query.with_for_update(read=True, skip_locked=True))).scalars().all()
    kept = select(campaign_hold.c.campaign_id).where(campaign_hold.c.campaign_id.in_(locked))
    free = set(locked) - set((await tx.execute(kept)).scalars())
    if not free:
        return []
    in_files = application.c.id.in_(select(personnel_file.c.application_id))
    mine = application.c.campaign_id.in_(free) & ((application.c.status != ApplicationStatus.HIRED) | in_files)
    not_held = application.c.id.not_in(select(erasure_hold.c.application_id))
    query = select(application).where(mine, not_held).order_by(application.c.campaign_id, application.c.number)
    rows = (await tx.execute(query.limit(most).with_for_update(skip_locked=True))).all()
    ids = [row.id for row in rows]
    held, moved = await holds(tx, ids), await filed(tx, ids)
    found = [(application_store.from_row(row), over[row.campaign_id]) for row in rows]
    return [
        (one, of)
        for one, of in found
        if retention.standing(one.status, of.concluded_on, held=one.id in held, filed=one.id in moved, today=today)
        is RetentionStanding.DUE
    ]


async def holds(tx: Transaction, applications: Collection[UUID]) -> dict[UUID, Hold]:
    """Return which of the applications are kept from erasure."""
    query = select(erasure_hold).where(erasure_hold.c.application_id.in_(applications))
    return {row.application_id: Hold(HoldGround(row.ground), row.held_at) for row in await tx.execute(query)}


async def hold(tx: Transaction, application_id: UUID, ground: HoldGround, by: str, now: datetime) -> None:
    """Keep an application from erasure."""
    row = {"application_id": application_id, "ground": ground, "held_by": by, "held_at": now}
    await tx.execute(erasure_hold.insert(), row)


async def campaign_held(tx: Transaction, campaign_id: UUID) -> Hold | None:
    """Return why everything of the campaign is kept from erasure, or None."""
    query = select(campaign_hold).where(campaign_hold.c.campaign_id == campaign_id)
    row = (await tx.execute(query)).one_or_none()
    return Hold(HoldGround(row.ground), row.held_at) if row else None


async def hold_campaign(tx: Transaction, campaign_id: UUID, ground: HoldGround, by: str, now: datetime) -> None:
    """Keep everything of a campaign, which the caller has locked, from erasure."""
    row = {"campaign_id": campaign_id, "ground": ground, "held_by": by, "held_at": now}
    await tx.execute(campaign_hold.insert(), row)


async def release_campaign(tx: Transaction, campaign_id: UUID) -> None:
    """Keep a campaign from erasure no longer."""
    await tx.execute(delete(campaign_hold).where(campaign_hold.c.campaign_id == campaign_id))


async def file(tx: Transaction, application_id: UUID, by: str, now: datetime) -> None:
    """Note that a personnel file is made of an application; who made the first stands."""
    row = {"application_id": application_id, "made_by": by, "made_at": now}
    await tx.execute(insert(personnel_file).values(row).on_conflict_do_nothing())


async def filed(tx: Transaction, applications: Collection[UUID]) -> dict[UUID, datetime]:
    """Return of which of the applications personnel files are made, and when."""
    query = select(personnel_file).where(personnel_file.c.application_id.in_(applications))
    return {row.application_id: row.made_at for row in await tx.execute(query)}


async def release(tx: Transaction, application_id: UUID) -> None:
    """Keep an application from erasure no longer."""
    await tx.execute(delete(erasure_hold).where(erasure_hold.c.application_id == application_id))


async def ask(tx: Transaction, application_id: UUID, now: datetime) -> None:
    """Keep that a candidate asks to be erased."""
    await tx.execute(erasure_request.insert(), {"application_id": application_id, "asked_at": now})


async def answer(tx: Transaction, application_id: UUID, now: datetime) -> None:
    """Note that the candidate was answered."""
    mine = erasure_request.c.application_id == application_id
    await tx.execute(erasure_request.update().where(mine).values(answered_at=now))


async def requests(tx: Transaction, applications: Collection[UUID]) -> dict[UUID, Asked]:
    """Return of which applications candidates have asked to be erased."""
    query = select(erasure_request).where(erasure_request.c.application_id.in_(applications))
    return {row.application_id: Asked(row.asked_at, row.answered_at) for row in await tx.execute(query)}


async def waiting(tx: Transaction) -> list[Waiting]:
    """Return the candidates who wait for an answer about erasure, who has waited longest first."""
    columns = (application.c.id, application.c.version, campaign.c.reference, application.c.number)
    query = (
        select(*columns, erasure_request.c.asked_at, campaign.c.concluded_at)
        .join(application, application.c.id == erasure_request.c.application_id)
        .join(campaign, campaign.c.id == application.c.campaign_id)
        .where(erasure_request.c.answered_at.is_(None))
        .order_by(erasure_request.c.asked_at, application.c.id)
    )
    return [Waiting(*row) for row in await tx.execute(query)]


async def note_erased(tx: Transaction, events: Iterable[ApplicationErased]) -> None:
    """Keep evidence of what is erased."""
    rows = [
        {
            "application_id": one.subject_id,
            "campaign_id": one.campaign_id,
            "number": one.number,
            "rule": one.rule,
            "concluded_on": one.concluded_on,
            "erased_at": one.occurred_at,
        }
        for one in events
    ]
    await tx.execute(erased_application.insert(), rows)


async def erased(tx: Transaction, campaign_id: UUID) -> Sequence[Row[Any]]:
    """Return the evidence of what was erased of a campaign, by number."""
    query = select(erased_application).where(erased_application.c.campaign_id == campaign_id)
    return (await tx.execute(query.order_by(erased_application.c.number))).all()
