"""Screening in the database: judgements with sealed notes, and what is chosen for whom to judge next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.screening_codes import Ground, RecusalReason, ScreeningStatus
from libs import publishing
from libs.database import Transaction
from services.recruitment import interview_store
from services.recruitment.application_tables import application, application_merit, candidate_mark
from services.recruitment.domain import screening_outcome
from services.recruitment.domain.screening import PAIR, THIRD, Decision, Screening, Seat
from services.recruitment.domain.screening_outcome import Verdict
from services.recruitment.personal_data import Sealed
from services.recruitment.screening_tables import (
    conflict_mark,
    identity_access,
    screening,
    screening_offer,
    screening_seat,
    screening_verdict,
)

Texts = Mapping[tuple[str, str], Sealed]
"""Sealed texts by assessor and criterion."""


async def agreed_levels(tx: Transaction, campaign_id: UUID) -> dict[UUID, dict[str, int]]:
    """Return level by criterion for each application that is judged to the end and not withdrawn.

    What an interview has shown holds instead of what screening came to. A merit has 0–4; a must 1 when it is met and 0
    when not. A must that both find unclear is not there, so ask ``levels.get(must) == 1``.
    """
    query = (
        select(screening.c.application_id, screening.c.agreed)
        .join(application, application.c.id == screening.c.application_id)
        .where(screening.c.campaign_id == campaign_id, screening.c.status == ScreeningStatus.FINISHED)
        .where(application.c.status != ApplicationStatus.WITHDRAWN)
    )
    judged = {row.application_id: screening_outcome.levels(row.agreed) for row in await tx.execute(query)}
    shown = await interview_store.levels(tx, campaign_id)
    return {which: {**levels, **shown.get(which, {})} for which, levels in judged.items()}


async def load(tx: Transaction, application_id: UUID, campaign_id: UUID, *, lock: bool = False) -> Screening:
    """Return the judging of the application, one not yet begun when nobody has been given it.

    With ``lock`` the application must be locked by the caller, so that two do not begin it.
    """
    query = select(screening).where(screening.c.application_id == application_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        return Screening(uuid7(), application_id, campaign_id)
    return (await _whole(tx, [row]))[0]


async def of_campaign(tx: Transaction, campaign_id: UUID, *, lock: bool = False) -> list[Screening]:
    """Return every judging that is begun in the campaign, of applications that are not withdrawn."""
    query = (
        select(screening)
        .join(application, application.c.id == screening.c.application_id)
        .where(screening.c.campaign_id == campaign_id, application.c.status != ApplicationStatus.WITHDRAWN)
        .order_by(application.c.number)
    )
    rows = await tx.execute(query.with_for_update(of=screening) if lock else query)
    return await _whole(tx, rows.all())


async def _whole(tx: Transaction, rows: Sequence[Row[Any]]) -> list[Screening]:
    ids = [row.id for row in rows]
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    mine = screening_seat.c.screening_id.in_(ids)
    for one in await tx.execute(select(screening_seat).where(mine).order_by(screening_seat.c.taken_at)):
        left = RecusalReason(one.left_for) if one.left_for else None
        seats[one.screening_id].append(Seat(one.number, one.assessor, left))
    verdicts: dict[UUID, list[Verdict]] = defaultdict(list)
    for one in await tx.execute(select(screening_verdict).where(screening_verdict.c.screening_id.in_(ids))):
        given = Verdict(one.assessor, one.criterion, one.profile, one.value, Ground(one.ground))
        verdicts[one.screening_id].append(given)
    offers: dict[UUID, list[Verdict]] = defaultdict(list)
    for one in await tx.execute(select(screening_offer).where(screening_offer.c.screening_id.in_(ids))):
        offers[one.screening_id].append(Verdict(one.assessor, one.criterion, one.profile, one.value))
    return [
        Screening(
            row.id,
            row.application_id,
            row.campaign_id,
            row.version,
            ScreeningStatus(row.status),
            row.agreed,
            tuple(seats[row.id]),
            tuple(verdicts[row.id]),
            tuple(offers[row.id]),
        )
        for row in rows
    ]


async def save(
    tx: Transaction,
    before: Screening,
    decision: Decision,
    profile: int,
    now: datetime,
    *,
    texts: Mapping[str, Sealed] | None = None,
    why: str | None = None,
) -> Screening:
    """Store what was decided, with the sealed ``texts`` of new verdicts or offers by criterion, and publish it."""
    after, events = decision
    row = {name: getattr(after, name) for name in ("id", "application_id", "campaign_id", "version", "status")}
    row |= {"profile": profile, "agreed": dict(after.agreed)}
    await tx.execute(insert(screening).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
    await _save_seats(tx, before, after, now)
    sealed = texts or {}
    for one in after.verdicts[len(before.verdicts) :]:
        note = sealed.get(one.criterion)
        kept = {"ground": one.ground, "key_id": note and note.key_id, "note": note and note.content, "locked_at": now}
        await tx.execute(screening_verdict.insert(), _verdict(after.id, one) | kept)
    for one in set(after.offers) - set(before.offers):
        reason = sealed[one.criterion]
        offer = _verdict(after.id, one) | {"key_id": reason.key_id, "reason": reason.content, "offered_at": now}
        keys = list(screening_offer.primary_key.columns.keys())
        await tx.execute(insert(screening_offer).values(offer).on_conflict_do_update(index_elements=keys, set_=offer))
    if events:
        await publishing.publish(tx, events, why)
    return after


async def _save_seats(tx: Transaction, before: Screening, after: Screening, now: datetime) -> None:
    for seat in after.seats:
        if seat in before.seats:
            continue
        row = {"screening_id": after.id, "assessor": seat.assessor, "number": seat.number, "left_for": seat.left_for}
        put = insert(screening_seat).values(row | {"taken_at": now})
        keys = ["screening_id", "assessor"]
        await tx.execute(put.on_conflict_do_update(index_elements=keys, set_={"left_for": seat.left_for}))


def _verdict(screening_id: UUID, one: Verdict) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("assessor", "criterion", "profile", "value")}
    return plain | {"screening_id": screening_id}


async def texts(tx: Transaction, screening_id: UUID) -> tuple[Texts, Texts]:
    """Return the sealed notes of verdicts and reasons of offers, the latest of each."""
    found: list[dict[tuple[str, str], Sealed]] = []
    for table, column in ((screening_verdict, "note"), (screening_offer, "reason")):
        query = select(table).where(table.c.screening_id == screening_id, table.c[column].is_not(None))
        rows = await tx.execute(query.order_by(table.c.profile))
        found.append({(row.assessor, row.criterion): Sealed(row.key_id, bytes(getattr(row, column))) for row in rows})
    return found[0], found[1]


async def next_for(tx: Transaction, campaign_id: UUID, assessor: str) -> UUID | None:
    """Return an application that waits for the assessor, locked; None when there is none, or others hold them all.

    Never one in conflict with whom the assessor has named, nor one whose identity the assessor knows. Each assessor has
    an order of one's own, so that no application is always judged first or by a tired reader.
    """
    held = [screening_seat.c.screening_id == screening.c.id, screening_seat.c.left_for.is_(None)]
    pair = select(func.count()).where(*held, screening_seat.c.number.in_(PAIR)).correlate(screening).scalar_subquery()
    third = exists().where(*held, screening_seat.c.number == THIRD).correlate(screening)
    been_there = (
        exists()
        .where(screening_seat.c.screening_id == screening.c.id, screening_seat.c.assessor == assessor)
        .correlate(screening)
    )
    waits = or_(
        screening.c.id.is_(None),
        pair < len(PAIR),
        and_(screening.c.status == ScreeningStatus.DISAGREED, ~third),
    )
    query = (
        select(application.c.id)
        .outerjoin(screening, screening.c.application_id == application.c.id)
        .where(application.c.campaign_id == campaign_id, application.c.status != ApplicationStatus.WITHDRAWN)
        .where(waits, or_(screening.c.id.is_(None), ~been_there))
        .where(~_in_conflict(assessor), ~_known_to(assessor))
        .order_by(func.md5(func.concat(application.c.id, assessor)))
        .limit(1)
        .with_for_update(of=application, skip_locked=True)
    )
    return (await tx.execute(query)).scalar_one_or_none()


def _in_conflict(assessor: str) -> Any:
    return (
        exists()
        .where(candidate_mark.c.candidate_id == application.c.candidate_id)
        .where(conflict_mark.c.campaign_id == application.c.campaign_id, conflict_mark.c.assessor == assessor)
        .where(conflict_mark.c.mark == candidate_mark.c.mark)
        .correlate(application)
    )


def _known_to(assessor: str) -> Any:
    told = exists().where(identity_access.c.application_id == application.c.id, identity_access.c.person == assessor)
    return or_(told.correlate(application), interview_store.interviews(assessor))


async def held_in_conflict(tx: Transaction, campaign_id: UUID, assessor: str) -> list[UUID]:
    """Return the applications that the assessor holds although they are from somebody whom one has named."""
    query = (
        select(application.c.id)
        .join(screening, screening.c.application_id == application.c.id)
        .join(screening_seat, screening_seat.c.screening_id == screening.c.id)
        .where(application.c.campaign_id == campaign_id, screening_seat.c.assessor == assessor)
        .where(screening_seat.c.left_for.is_(None), application.c.status != ApplicationStatus.WITHDRAWN)
        .where(_in_conflict(assessor))
        .order_by(application.c.id)
    )
    return list((await tx.execute(query)).scalars())


async def is_in_conflict(tx: Transaction, application_id: UUID, person: str) -> bool:
    """Tell whether the application is from somebody whom the person has named."""
    query = select(application.c.id).where(application.c.id == application_id, _in_conflict(person))
    return (await tx.execute(query)).one_or_none() is not None


async def may_take(tx: Transaction, application_id: UUID, assessor: str) -> bool:
    """Tell whether the assessor neither knows or interviews whose the application is, nor has named that person."""
    query = select(application.c.id).where(application.c.id == application_id)
    query = query.where(~_in_conflict(assessor), ~_known_to(assessor))
    return (await tx.execute(query)).one_or_none() is not None


async def merits(tx: Transaction, application_id: UUID) -> Sealed:
    """Return the sealed merits of an application."""
    query = select(application_merit).where(application_merit.c.application_id == application_id)
    row = (await tx.execute(query)).one()
    return Sealed(row.key_id, bytes(row.content))


async def numbers(tx: Transaction, applications: Iterable[UUID]) -> dict[UUID, tuple[int, bool]]:
    """Return each application's number in its campaign, and whether it was late."""
    query = select(application.c.id, application.c.number, application.c.late)
    rows = await tx.execute(query.where(application.c.id.in_(list(applications))))
    return {row.id: (row.number, row.late) for row in rows}


async def to_judge(tx: Transaction, campaign_id: UUID) -> int:
    """Return how many applications of the campaign are not withdrawn."""
    mine = (application.c.campaign_id == campaign_id) & (application.c.status != ApplicationStatus.WITHDRAWN)
    return (await tx.execute(select(func.count()).where(mine))).scalar_one()
