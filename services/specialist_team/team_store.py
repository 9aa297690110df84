"""The team's members and their booked time in the database, which refuses to book a person twice."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from contracts.specialist_team.codes import Competence
from libs.database import Transaction
from libs.refusals import ServiceError
from services.specialist_team.domain.assignment import Segment
from services.specialist_team.domain.availability_refusals import ConflictOfInterest, SpecialistIsAway
from services.specialist_team.domain.refusals import SpecialistIsBooked, UnknownSpecialist
from services.specialist_team.domain.team import Booking, Specialist
from services.specialist_team.store import booking, specialist, support_request


def _specialist(row: Row[Any]) -> Specialist:
    competences = frozenset(Competence(value) for value in row.competences)
    return Specialist(row.id, row.title, row.percent, competences, row.home_district)


async def team(tx: Transaction) -> list[Specialist]:
    """Return all members of the team."""
    return [_specialist(row) for row in await tx.execute(select(specialist).order_by(specialist.c.id))]


async def member(tx: Transaction, specialist_id: str) -> Specialist:
    """Return one member; raises UnknownSpecialist."""
    row = (await tx.execute(select(specialist).where(specialist.c.id == specialist_id))).one_or_none()
    if row is None:
        raise UnknownSpecialist.because("Choose a member of the team.")
    return _specialist(row)


async def register(tx: Transaction, members: Iterable[Specialist]) -> None:
    """Store members of the team, replacing what was known of them."""
    for one in members:
        row = {
            "id": one.id,
            "title": one.title,
            "percent": one.percent,
            "competences": sorted(one.competences),
            "home_district": one.home_district,
        }
        statement = insert(specialist).values(row)
        await tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))


async def bookings(tx: Transaction) -> list[tuple[Booking, str, str]]:
    """Return all bookings with the reference and district of their request."""
    query = select(booking, support_request.c.reference, support_request.c.district).join(support_request)
    return [
        (
            Booking(row.request_id, row.specialist, row.percent, row.starts_on, row.ends_on, row.firm),
            row.reference,
            row.district,
        )
        for row in await tx.execute(query.order_by(booking.c.starts_on))
    ]


async def book(tx: Transaction, request_id: UUID, segments: Iterable[Segment], *, firm: bool) -> None:
    """Let the request hold exactly this time.

    Raises SpecialistIsBooked, SpecialistIsAway or ConflictOfInterest when it cannot be given; time that is held and
    only made firm or shorter always can. Specialists are taken in order of id, so that two requests that change hands
    never wait for each other.
    """
    held = await _held(tx, request_id)
    rows = []
    for one in sorted(segments, key=lambda one: (one.specialist, one.starts_on)):
        ids = held.get(one.specialist, [])
        rows.append(asdict(one) | {"id": ids.pop(0) if ids else uuid7(), "request_id": request_id, "firm": firm})
    try:
        async with tx.begin_nested():
            left = [booking_id for ids in held.values() for booking_id in ids]
            await tx.execute(delete(booking).where(booking.c.id.in_(left)))
            for row in rows:
                statement = insert(booking).values(row)
                await tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))
    except IntegrityError as error:
        raise _refusal(error) from error


async def _held(tx: Transaction, request_id: UUID) -> dict[str, list[UUID]]:
    """Return the ids of the request's bookings, by specialist, in order of time."""
    held: dict[str, list[UUID]] = {}
    query = select(booking.c.id, booking.c.specialist).where(booking.c.request_id == request_id)
    for row in await tx.execute(query.order_by(booking.c.starts_on)):
        held.setdefault(row.specialist, []).append(row.id)
    return held


def _refusal(error: IntegrityError) -> ServiceError:
    match getattr(getattr(error.orig, "diag", None), "constraint_name", None):
        case "booking_without_conflict":
            return ConflictOfInterest("The specialist cannot be sent to this unit; choose another.")
        case "booking_within_availability":
            return SpecialistIsAway("The specialist is away or has other duties then; choose another or another time.")
        case _:
            detail = "The specialist has not that much time free in the period; choose another, extent or time."
            return SpecialistIsBooked(detail)


async def release(tx: Transaction, request_id: UUID) -> None:
    """Give back the time taken for the request, if any."""
    await tx.execute(delete(booking).where(booking.c.request_id == request_id))
