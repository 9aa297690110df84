"""Referrals in the database, and the one way to change them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, func, select

from contracts.event import ActorReference
from contracts.recruitment.referral_codes import PassOverReason, ReferralEnding, ReferralStatus
from libs import publishing
from libs.database import Transaction
from services.recruitment.application_tables import application
from services.recruitment.domain import referral as decisions
from services.recruitment.domain.referral import HOLDING, LIVE, Decision, Referral, Seen
from services.recruitment.domain.referral_refusals import ReferralNotFound
from services.recruitment.referral_tables import referral

_SEEN = TypeAdapter(tuple[Seen, ...])
_CODES = ("status", "passed_over", "ended")
_PLAIN = tuple(name for name in Referral.__dataclass_fields__ if name not in {*_CODES, "documents"})


def _row(one: Referral) -> dict[str, Any]:
    documents = _SEEN.dump_python(one.documents, mode="json")
    return {name: getattr(one, name) for name in (*_PLAIN, *_CODES)} | {"documents": documents}


def _referral(row: Row[Any]) -> Referral:
    return Referral(
        **{name: getattr(row, name) for name in _PLAIN},
        status=ReferralStatus(row.status),
        passed_over=PassOverReason(row.passed_over) if row.passed_over else None,
        ended=ReferralEnding(row.ended) if row.ended else None,
        documents=_SEEN.validate_python(row.documents),
    )


async def add(tx: Transaction, proposed: Sequence[Decision]) -> None:
    """Store new referrals and publish them."""
    await tx.execute(referral.insert(), [_row(one) for one, _ in proposed])
    for one, event in proposed:
        await publishing.publish(tx, [event], one.reason)


async def load(tx: Transaction, referral_id: UUID, *, lock: bool = False) -> Referral:
    """Return the referral, locked until the transaction ends if ``lock``; raises ReferralNotFound."""
    query = select(referral).where(referral.c.id == referral_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise ReferralNotFound("There is no such referral, or it belongs to another district.")
    return _referral(row)


async def change(
    tx: Transaction,
    referral_id: UUID,
    expected_version: int,
    decide: Callable[[Referral], Decision],
    reason: str | None,
    *,
    admit: Callable[[Referral], None],
) -> Referral:
    """Load the referral under a row lock, let ``decide`` change it, save, record and publish; one transaction.

    ``admit`` refuses who may not know of it; then VersionConflict when it is not at ``expected_version``.
    """
    found = await load(tx, referral_id, lock=True)
    admit(found)
    if expected_version != found.version:
        raise await publishing.conflict(tx, found.id, found.version, expected_version)
    return await save(tx, decide(found), reason)


async def save(tx: Transaction, decision: Decision, reason: str | None) -> Referral:
    """Store a changed referral, which the caller has locked, and publish what happened."""
    changed, event = decision
    await tx.execute(referral.update().where(referral.c.id == changed.id).values(_row(changed)))
    await publishing.publish(tx, [event], reason or None)
    return changed


async def of_position(tx: Transaction, position_id: UUID) -> list[Referral]:
    """Return the referrals to the position, in the order they were proposed."""
    return await _found(tx, referral.c.position_id == position_id)


async def of_campaign(tx: Transaction, campaign_id: UUID) -> list[Referral]:
    """Return the referrals of the campaign, in the order they were proposed."""
    return await _found(tx, referral.c.campaign_id == campaign_id)


async def of_application(tx: Transaction, application_id: UUID) -> list[Referral]:
    """Return the referrals of the application, in the order they were proposed."""
    return await _found(tx, referral.c.application_id == application_id)


async def times_referred(tx: Transaction, application_id: UUID) -> int:
    """Return how often the application's candidate has been proposed for a position, in any campaign."""
    candidate = select(application.c.candidate_id).where(application.c.id == application_id).scalar_subquery()
    query = select(func.count()).select_from(referral).where(referral.c.candidate_id == candidate)
    return (await tx.execute(query)).scalar_one()


async def _found(tx: Transaction, condition: ColumnElement[bool], *, lock: bool = False) -> list[Referral]:
    query = select(referral).where(condition).order_by(referral.c.proposed_at, referral.c.id)
    return [_referral(row) for row in await tx.execute(query.with_for_update() if lock else query)]


async def waiting(
    tx: Transaction,
    place: tuple[str | None, str | None],
    statuses: Iterable[ReferralStatus],
    *,
    limit: int,
    offset: int,
) -> tuple[list[Referral], int]:
    """Return referrals of a district and unit, None meaning all, those changed longest ago first; and how many."""
    query = select(referral)
    for column, wanted in zip((referral.c.district, referral.c.unit), place, strict=True):
        query = query.where(column == wanted) if wanted is not None else query
    query = query.where(referral.c.status.in_(list(statuses)))
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    rows = await tx.execute(query.order_by(referral.c.updated_at, referral.c.id).limit(limit).offset(offset))
    return [_referral(row) for row in rows], total


async def holding(tx: Transaction, candidate_id: UUID) -> bool:
    """Tell whether the person has an offer, or has accepted one."""
    mine = (referral.c.candidate_id == candidate_id) & referral.c.status.in_(HOLDING)
    return bool(await _found(tx, mine))


async def overdue(tx: Transaction, today: date, most: int) -> list[Referral]:
    """Return offers whose last day to answer has passed, locked."""
    query = select(referral).where(referral.c.status == ReferralStatus.OFFERED, referral.c.answer_by < today)
    rows = await tx.execute(query.order_by(referral.c.answer_by, referral.c.id).limit(most).with_for_update())
    return [_referral(row) for row in rows]


async def end_of_application(
    tx: Transaction, application_id: UUID, why: ReferralEnding, by: ActorReference, now: datetime
) -> None:
    """End what is undecided of an application that is over."""
    await _end(tx, referral.c.application_id == application_id, why, by, now)


async def end_of_person(
    tx: Transaction, candidate_id: UUID, why: ReferralEnding, by: ActorReference, now: datetime
) -> None:
    """End what is undecided of a person, in every district."""
    await _end(tx, referral.c.candidate_id == candidate_id, why, by, now)


async def end_of_positions(
    tx: Transaction, positions: Iterable[UUID], why: ReferralEnding, by: ActorReference, now: datetime
) -> None:
    """End what is undecided for positions that are filled or no longer wanted."""
    await _end(tx, referral.c.position_id.in_(list(positions)), why, by, now)


async def end_of_campaign(
    tx: Transaction, campaign_id: UUID, why: ReferralEnding, by: ActorReference, now: datetime
) -> None:
    """End what is undecided in a campaign."""
    await _end(tx, referral.c.campaign_id == campaign_id, why, by, now)


async def _end(
    tx: Transaction, condition: ColumnElement[bool], why: ReferralEnding, by: ActorReference, now: datetime
) -> None:
    for one in await _found(tx, condition & referral.c.status.in_(LIVE), lock=True):
        await save(tx, decisions.end(one, why, by, now), None)
