"""Matching runs and lots in the database: written once, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from contracts.recruitment.matching_events import MatchingRunMade
from libs import publishing
from libs.database import Transaction
from services.recruitment.campaign_tables import campaign
from services.recruitment.domain.matching_refusals import MatchingRunNotFound
from services.recruitment.matching_tables import campaign_lot, matching_run


@dataclass(frozen=True)
class Kept:
    """A run as it is kept: what it was given and what came out, byte for byte."""

    id: UUID
    campaign_id: UUID
    number: int
    repairs: UUID | None
    made_by: str
    made_at: datetime
    profile: int
    snapshot: bytes
    record: bytes
    levels: Mapping[str, Mapping[str, int]]
    candidates: int
    positions: int
    matched: int
    not_judged: int
    short_of_must: int


_FIELDS = tuple(Kept.__dataclass_fields__)


def _kept(row: Row[Any]) -> Kept:
    return Kept(**{name: getattr(row, name) for name in _FIELDS})


async def lock_lot(tx: Transaction, campaign_id: UUID, seed: bytes) -> None:
    """Keep the seed that is drawn at publishing."""
    await tx.execute(campaign_lot.insert(), {"campaign_id": campaign_id, "seed": seed})


async def seed(tx: Transaction, campaign_id: UUID) -> bytes:
    """Return the seed of a published campaign."""
    return bytes((await tx.execute(select(campaign_lot.c.seed).filter_by(campaign_id=campaign_id))).scalar_one())


async def next_number(tx: Transaction, campaign_id: UUID) -> int:
    """Return the campaign's next number of a run; the campaign is locked until the transaction ends."""
    await tx.execute(select(campaign.c.id).where(campaign.c.id == campaign_id).with_for_update())
    mine = select(func.max(matching_run.c.number)).where(matching_run.c.campaign_id == campaign_id)
    return ((await tx.execute(mine)).scalar_one() or 0) + 1


async def add(tx: Transaction, made: Kept, event: MatchingRunMade) -> None:
    """Store a run and publish that it was made."""
    await tx.execute(matching_run.insert(), {name: getattr(made, name) for name in _FIELDS})
    await publishing.publish(tx, [event], None)


async def load(tx: Transaction, run_id: UUID) -> Kept:
    """Return the run; raises MatchingRunNotFound."""
    row = (await tx.execute(select(matching_run).where(matching_run.c.id == run_id))).one_or_none()
    if row is None:
        raise MatchingRunNotFound("There is no such matching run.")
    return _kept(row)


async def of_campaign(tx: Transaction, campaign_id: UUID) -> list[Kept]:
    """Return the campaign's runs, latest first."""
    query = select(matching_run).where(matching_run.c.campaign_id == campaign_id)
    return [_kept(row) for row in await tx.execute(query.order_by(matching_run.c.number.desc()))]
