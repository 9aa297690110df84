"""Campaigns in the database, and the one way to change them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, exists, func, select, true
from sqlalchemy.dialects.postgresql import insert

from contracts.organisation import Area
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.codes import OrderStatus, PositionStatus
from contracts.recruitment.profiles import Criterion
from libs import publishing
from libs.database import Transaction
from services.recruitment.campaign_tables import campaign, campaign_number, campaign_position, requirement_profile
from services.recruitment.domain.campaign import Campaign, Decision, Opening, ProfileVersion
from services.recruitment.domain.campaign_refusals import CampaignNotFound
from services.recruitment.domain.gates import Record
from services.recruitment.tables import position, recruitment_order

_RECORDS = TypeAdapter(tuple[Record, ...])
_CRITERIA = TypeAdapter(tuple[Criterion, ...])
_RELEASED = frozenset({CampaignStatus.CANCELLED, CampaignStatus.DECIDED, CampaignStatus.CLOSED})
_PLAIN = ("id", "reference", "version", "title", "opens_on", "closes_on", "published_at", "concluded_at", "updated_at")


def _row(one: Campaign) -> dict[str, Any]:
    records = _RECORDS.dump_python(one.records, mode="json")
    return {name: getattr(one, name) for name in _PLAIN} | {"status": one.status, "records": records}


def _campaign(row: Row[Any], openings: Sequence[Opening], profiles: Sequence[ProfileVersion]) -> Campaign:
    return Campaign(
        **{name: getattr(row, name) for name in _PLAIN},
        status=CampaignStatus(row.status),
        records=_RECORDS.validate_python(row.records),
        openings=tuple(openings),
        profile=profiles[0] if profiles else None,
    )


def _profile(row: Row[Any]) -> ProfileVersion:
    return ProfileVersion(row.number, _CRITERIA.validate_python(row.criteria), row.locked_at, row.reason)


def _opening(row: Row[Any]) -> Opening:
    return Opening(
        row.id,
        row.order_id,
        row.reference,
        row.number,
        PositionStatus(row.status),
        row.district,
        row.unit,
        Area(row.area),
        row.content["percent"],
        row.content["occupation"],
    )


_OF_ORDER = [recruitment_order.c[name] for name in ("reference", "district", "unit", "area", "content")]


async def _openings(tx: Transaction, campaigns: Sequence[UUID]) -> dict[UUID, list[Opening]]:
    query = (
        select(campaign_position.c.campaign_id, position, *_OF_ORDER)
        .join(position, position.c.id == campaign_position.c.position_id)
        .join(recruitment_order, recruitment_order.c.id == position.c.order_id)
        .where(campaign_position.c.campaign_id.in_(campaigns))
        .order_by(recruitment_order.c.reference, position.c.number)
    )
    found: dict[UUID, list[Opening]] = defaultdict(list)
    for row in await tx.execute(query):
        found[row.campaign_id].append(_opening(row))
    return found


async def _profiles(tx: Transaction, campaigns: Sequence[UUID]) -> dict[UUID, list[ProfileVersion]]:
    mine = requirement_profile.c.campaign_id.in_(campaigns)
    found: dict[UUID, list[ProfileVersion]] = defaultdict(list)
    for row in await tx.execute(select(requirement_profile).where(mine).order_by(requirement_profile.c.number.desc())):
        found[row.campaign_id].append(_profile(row))
    return found


async def _whole(tx: Transaction, rows: Sequence[Row[Any]]) -> list[Campaign]:
    ids = [row.id for row in rows]
    openings, profiles = await _openings(tx, ids), await _profiles(tx, ids)
    return [_campaign(row, openings[row.id], profiles[row.id]) for row in rows]


async def load(tx: Transaction, campaign_id: UUID, *, lock: bool = False) -> Campaign:
    """Return the campaign, locked until the transaction ends if ``lock``; raises CampaignNotFound."""
    query = select(campaign).where(campaign.c.id == campaign_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise CampaignNotFound("There is no such campaign, or it recruits to other districts only.")
    return (await _whole(tx, [row]))[0]


async def recruiting_to(tx: Transaction, position_id: UUID) -> UUID | None:
    """Return the campaign that recruits to the position, or the one that did last."""
    query = (
        select(campaign_position.c.campaign_id)
        .join(campaign, campaign.c.id == campaign_position.c.campaign_id)
        .where(campaign_position.c.position_id == position_id)
        .order_by(campaign_position.c.released, campaign.c.updated_at.desc())
    )
    found: UUID | None = (await tx.execute(query.limit(1))).scalar_one_or_none()
    return found


async def profiles(tx: Transaction, campaign_id: UUID) -> list[ProfileVersion]:
    """Return every version of the campaign's profile, latest first."""
    return (await _profiles(tx, [campaign_id]))[campaign_id]


async def taken(tx: Transaction, orders: Iterable[UUID], besides: UUID | None = None) -> set[UUID]:
    """Return which of the orders' positions are in a campaign, other than ``besides``."""
    query = (
        select(campaign_position.c.position_id)
        .join(position, position.c.id == campaign_position.c.position_id)
        .where(position.c.order_id.in_(list(orders)), ~campaign_position.c.released)
    )
    if besides is not None:
        query = query.where(campaign_position.c.campaign_id != besides)
    return set((await tx.execute(query)).scalars())


async def vacant(tx: Transaction, besides: UUID | None = None) -> list[Opening]:
    """Return the open positions of accepted orders that no campaign has, other than ``besides``; by order."""
    held = exists().where(campaign_position.c.position_id == position.c.id, ~campaign_position.c.released)
    if besides is not None:
        held = held.where(campaign_position.c.campaign_id != besides)
    query = (
        select(position, *_OF_ORDER)
        .join(recruitment_order, recruitment_order.c.id == position.c.order_id)
        .where(recruitment_order.c.status == OrderStatus.ACCEPTED, position.c.status == PositionStatus.OPEN, ~held)
        .order_by(recruitment_order.c.reference, position.c.number)
    )
    return [_opening(row) for row in await tx.execute(query)]


async def _save_openings(tx: Transaction, one: Campaign) -> None:
    mine = campaign_position.c.campaign_id == one.id
    released = one.status in _RELEASED
    await tx.execute(campaign_position.delete().where(mine))
    rows = [{"campaign_id": one.id, "position_id": each.id, "released": released} for each in one.openings]
    await tx.execute(campaign_position.insert(), rows)


async def _save_profile(tx: Transaction, one: Campaign) -> None:
    if one.profile is None:
        return
    row = {
        "campaign_id": one.id,
        "number": one.profile.number,
        "criteria": _CRITERIA.dump_python(one.profile.criteria, mode="json", by_alias=True),
        "locked_at": one.profile.locked_at,
        "reason": one.profile.reason,
    }
    keys = ["campaign_id", "number"]
    await tx.execute(insert(requirement_profile).values(row).on_conflict_do_update(index_elements=keys, set_=row))


async def add(tx: Transaction, decision: Decision) -> Campaign:
    """Store a new campaign and publish what happened."""
    one, event = decision
    await tx.execute(campaign.insert(), _row(one))
    await _save_openings(tx, one)
    await publishing.publish(tx, [event], None)
    return one


async def change(
    tx: Transaction,
    campaign_id: UUID,
    expected_version: int,
    decide: Callable[[Campaign], Decision],
    reason: str | None,
    *,
    admit: Callable[[Campaign], None],
) -> Campaign:
    """Load the campaign under a row lock, let ``decide`` change it, save, record and publish; one transaction.

    ``admit`` refuses who may not know of it; then VersionConflict when the campaign is not at ``expected_version``.
    """
    found = await load(tx, campaign_id, lock=True)
    admit(found)
    if expected_version != found.version:
        raise await publishing.conflict(tx, found.id, found.version, expected_version)
    return await save(tx, decide(found), reason)


async def save(tx: Transaction, decision: Decision, reason: str | None) -> Campaign:
    """Store a changed campaign, which the caller has locked, and publish what happened."""
    changed, event = decision
    await tx.execute(campaign.update().where(campaign.c.id == changed.id).values(_row(changed)))
    await _save_openings(tx, changed)
    await _save_profile(tx, changed)
    await publishing.publish(tx, [event], reason or None)
    return changed


_count_up = (
    insert(campaign_number)
    .on_conflict_do_update(index_elements=["year"], set_={"last": campaign_number.c.last + 1})
    .returning(campaign_number.c.last)
)


async def next_reference(tx: Transaction, year: int) -> str:
    """Return the next reference of the year, such as ``OMG-2027-0004``; none is skipped."""
    last = (await tx.execute(_count_up, {"year": year, "last": 1})).scalar_one()
    return f"OMG-{year}-{last:04d}"


async def overdue(tx: Transaction, today: date, most: int) -> list[UUID]:
    """Return published campaigns whose last day for applications has passed."""
    query = select(campaign.c.id).where(campaign.c.status == CampaignStatus.PUBLISHED, campaign.c.closes_on < today)
    return list((await tx.execute(query.order_by(campaign.c.closes_on, campaign.c.id).limit(most))).scalars())


def _recruits_to(district: str | None) -> ColumnElement[bool]:
    if district is None:
        return true()
    return (
        exists()
        .where(campaign_position.c.campaign_id == campaign.c.id)
        .where(position.c.id == campaign_position.c.position_id)
        .where(recruitment_order.c.id == position.c.order_id, recruitment_order.c.district == district)
    )


async def counts(tx: Transaction, district: str | None) -> dict[CampaignStatus, int]:
    """Return how many campaigns have each status; ``district`` None means all."""
    query = select(campaign.c.status, func.count()).where(_recruits_to(district)).group_by(campaign.c.status)
    return {CampaignStatus(status): number for status, number in await tx.execute(query)}


async def of_district(
    tx: Transaction, district: str | None, statuses: Sequence[CampaignStatus], *, limit: int, offset: int
) -> tuple[list[Campaign], int]:
    """Return campaigns, latest first, and how many there are in all; ``district`` None means all."""
    query = select(campaign).where(_recruits_to(district))
    if statuses:
        query = query.where(campaign.c.status.in_(statuses))
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    latest_first = query.order_by(campaign.c.updated_at.desc(), campaign.c.id).limit(limit).offset(offset)
    return await _whole(tx, (await tx.execute(latest_first)).all()), total
