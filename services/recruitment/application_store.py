"""Applications in the database: what is read without knowing who it is, and the two things that happen to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.application_events import ApplicationEvent
from libs import publishing
from libs.database import Transaction
from services.recruitment.application_tables import (
    application,
    application_merit,
    candidate,
    candidate_identity,
    candidate_mark,
)
from services.recruitment.campaign_tables import campaign
from services.recruitment.domain.application import Application, Decision
from services.recruitment.domain.application_judging import Known
from services.recruitment.domain.application_refusals import ApplicationNotFound
from services.recruitment.personal_data import Sealed

_PLAIN = ("id", "campaign_id", "candidate_id", "number", "version", "received_on", "late", "withdrawn_on")


@dataclass(frozen=True)
class Person:
    """Who applies, sealed, and what the application rests on."""

    identity: Sealed
    merits: Sealed
    marks: Sequence[bytes]
    source_reference: str
    said: bytes


@dataclass(frozen=True)
class New:
    """An application that has come in: what is told of it, who it is from, and what the record says of its source."""

    application: Application
    event: ApplicationEvent
    person: Person
    why: str


def from_row(row: Row[Any]) -> Application:
    """Return an application as its row says."""
    return Application(
        **{name: getattr(row, name) for name in _PLAIN},
        status=ApplicationStatus(row.status),
        wishes=tuple(UUID(one) for one in row.wishes),
    )


def _row(one: Application) -> dict[str, Any]:
    wishes = [str(wish) for wish in one.wishes]
    return {name: getattr(one, name) for name in _PLAIN} | {"status": one.status, "wishes": wishes}


async def next_number(tx: Transaction, campaign_id: UUID) -> int:
    """Return the campaign's next number; the campaign is locked, so none is skipped or given twice."""
    await tx.execute(select(campaign.c.id).where(campaign.c.id == campaign_id).with_for_update())
    mine = select(func.max(application.c.number)).where(application.c.campaign_id == campaign_id)
    return ((await tx.execute(mine)).scalar_one() or 0) + 1


async def add(tx: Transaction, new: Sequence[New]) -> None:
    """Store new applications, each of a candidate of its own, identity and merits apart, and publish them."""
    people = [(one.application.candidate_id, one) for one in new]
    await tx.execute(candidate.insert(), [{"id": who, "created_at": one.event.occurred_at} for who, one in people])
    identities = [{"candidate_id": who, **one.person.identity._asdict()} for who, one in people]
    await tx.execute(candidate_identity.insert(), identities)
    marks = [{"candidate_id": who, "mark": mark} for who, one in people for mark in dict.fromkeys(one.person.marks)]
    await tx.execute(candidate_mark.insert(), marks)
    rows = [
        _row(one.application) | {"source_reference": one.person.source_reference, "said": one.person.said}
        for one in new
    ]
    await tx.execute(application.insert(), rows)
    merits = [{"application_id": one.application.id, **one.person.merits._asdict()} for one in new]
    await tx.execute(application_merit.insert(), merits)
    await publishing.publish_each(tx, [(one.event, one.why) for one in new])


async def save(tx: Transaction, decision: Decision, why: str | None) -> None:
    """Store a changed application, which the caller has locked, and publish what happened."""
    one, event = decision
    await tx.execute(application.update().where(application.c.id == one.id).values(_row(one)))
    await publishing.publish(tx, [event], why)


async def load(tx: Transaction, application_id: UUID, *, lock: bool = False) -> Application:
    """Return the application, locked until the transaction ends if ``lock``; raises ApplicationNotFound."""
    query = select(application).where(application.c.id == application_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise ApplicationNotFound("There is no such application.")
    return from_row(row)


async def of_campaign(
    tx: Transaction, campaign_id: UUID, statuses: Sequence[ApplicationStatus], *, limit: int, offset: int
) -> tuple[list[Application], int]:
    """Return the campaign's applications by number, and how many there are in all."""
    query = select(application).where(application.c.campaign_id == campaign_id)
    if statuses:
        query = query.where(application.c.status.in_(statuses))
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    rows = await tx.execute(query.order_by(application.c.number).limit(limit).offset(offset))
    return [from_row(row) for row in rows], total


async def known(tx: Transaction, campaign_id: UUID) -> dict[str, Known]:
    """Return the campaign's applications by the source system's number."""
    columns = (application.c.id, application.c.source_reference, application.c.said, application.c.status)
    rows = await tx.execute(select(*columns).where(application.c.campaign_id == campaign_id))
    return {row.source_reference: _known(row) for row in rows}


async def known_as(tx: Transaction, campaign_id: UUID, references: Collection[str]) -> dict[str, Known]:
    """Return the applications with these of the source system's numbers, by number."""
    columns = (application.c.id, application.c.source_reference, application.c.said, application.c.status)
    query = select(*columns).where(application.c.campaign_id == campaign_id)
    rows = await tx.execute(query.where(application.c.source_reference.in_(references)))
    return {row.source_reference: _known(row) for row in rows}


def _known(row: Any) -> Known:
    return Known(row.id, bytes(row.said), row.status == ApplicationStatus.WITHDRAWN)


async def people(tx: Transaction, marks: Iterable[bytes]) -> dict[bytes, list[str]]:
    """Return the numbers of the applications, in all campaigns, that have each of ``marks``."""
    query = (
        select(candidate_mark.c.mark, campaign.c.reference, application.c.number)
        .join(application, application.c.candidate_id == candidate_mark.c.candidate_id)
        .join(campaign, campaign.c.id == application.c.campaign_id)
        .where(candidate_mark.c.mark.in_(list(marks)))
    )
    found: dict[bytes, list[str]] = defaultdict(list)
    for row in await tx.execute(query):
        found[bytes(row.mark)].append(f"{row.reference}-{row.number}")
    return found


async def every_one(tx: Transaction, campaign_id: UUID) -> list[Application]:
    """Return all the campaign's applications, by number."""
    query = select(application).where(application.c.campaign_id == campaign_id).order_by(application.c.number)
    return [from_row(row) for row in await tx.execute(query)]


async def of_person(tx: Transaction, candidate_id: UUID) -> list[Application]:
    """Return the person's applications in every campaign, in the order they came in."""
    query = select(application).where(application.c.candidate_id == candidate_id).order_by(application.c.id)
    return [from_row(row) for row in await tx.execute(query)]


async def lock_person(tx: Transaction, candidate_id: UUID) -> None:
    """Let nobody else decide on the person until the transaction ends."""
    await tx.execute(select(candidate.c.id).where(candidate.c.id == candidate_id).with_for_update())


async def live_of_person(tx: Transaction, candidate_id: UUID) -> list[Application]:
    """Return the person's applications that are not over, in every campaign, locked."""
    mine = (application.c.candidate_id == candidate_id) & (application.c.status == ApplicationStatus.RECEIVED)
    rows = await tx.execute(select(application).where(mine).order_by(application.c.id).with_for_update())
    return [from_row(row) for row in rows]


async def merits(tx: Transaction, application_id: UUID) -> Sealed:
    """Return what the candidate states to be able to, sealed for the application."""
    query = select(application_merit).where(application_merit.c.application_id == application_id)
    row = (await tx.execute(query)).one()
    return Sealed(row.key_id, bytes(row.content))
