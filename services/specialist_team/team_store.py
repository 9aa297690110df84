"""The team's members, their terms and booked time in the database, which refuses to book a person twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from contracts.specialist_team.codes import Competence
from contracts.specialist_team.employment import Joining
from libs.database import Transaction
from libs.refusals import ServiceError
from services.specialist_team.availability_tables import specialist_terms
from services.specialist_team.domain.assignment import Segment
from services.specialist_team.domain.availability_refusals import ConflictOfInterest, SpecialistIsAway
from services.specialist_team.domain.refusals import BeyondEmployment, SpecialistIsBooked, UnknownSpecialist
from services.specialist_team.domain.team import Booking, Specialist, Terms
from services.specialist_team.store import booking, specialist, support_request


def joining(body: Joining) -> Specialist:
    """Return the member that the body describes."""
    terms = Terms(body.starts_on, body.percent, body.home_district, frozenset(body.competences))
    return Specialist(body.id, body.title, (terms,))


def _terms(row: Row[Any]) -> Terms:
    gained, lost = (frozenset(Competence(value) for value in values) for values in (row.gained, row.lost))
    return Terms(row.starts_on, row.percent, row.home_district, gained, lost)


async def team(tx: Transaction) -> list[Specialist]:
    """Return all who are, were or will be members of the team."""
    return await _members(tx, select(specialist).order_by(specialist.c.id))


async def member(tx: Transaction, specialist_id: str) -> Specialist:
    """Return one member; raises UnknownSpecialist."""
    found = await _members(tx, select(specialist).where(specialist.c.id == specialist_id))
    if not found:
        raise UnknownSpecialist.because("Choose a member of the team.")
    return found[0]


async def _members(tx: Transaction, query: Select[Any]) -> list[Specialist]:
    rows = (await tx.execute(query)).all()  # first: whoever joins meanwhile is in the terms only
    terms: dict[str, list[Terms]] = defaultdict(list)
    for row in await tx.execute(select(specialist_terms).order_by(specialist_terms.c.starts_on)):
        terms[row.specialist].append(_terms(row))
    return [Specialist(row.id, row.title, tuple(terms[row.id]), row.last_day) for row in rows]


async def add(tx: Transaction, member: Specialist, version: int) -> bool:
    """Store a new member; False, and nothing stored, when there is one with this id."""
    row = {"id": member.id, "title": member.title, "version": version, "last_day": member.last_day}
    statement = insert(specialist).values(row).on_conflict_do_nothing().returning(specialist.c.id)
    if (await tx.execute(statement)).one_or_none() is None:
        return False
    await put_terms(tx, member.id, member.terms)
    return True


async def put_terms(tx: Transaction, specialist_id: str, terms: Iterable[Terms]) -> None:
    """Store terms, each in place of what was stated of its day."""
    for one in terms:
        row = asdict(one) | {"specialist": specialist_id, "gained": sorted(one.gained), "lost": sorted(one.lost)}
        statement = insert(specialist_terms).values(row)
        await tx.execute(statement.on_conflict_do_update(index_elements=["specialist", "starts_on"], set_=row))


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

    Raises SpecialistIsBooked, SpecialistIsAway, BeyondEmployment or ConflictOfInterest when it cannot be given; time
    that is held and only made firm or shorter always can. Specialists are taken in order of id, so that two requests
    that change hands never wait for each other.
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
        case "booking_within_employment":
            return BeyondEmployment("The specialist is not in the team, or works less, on some day of the period.")
        case "booking_within_availability":
            return SpecialistIsAway("The specialist is away or has other duties then; choose another or another time.")
        case _:
            detail = "The specialist has not that much time free in the period; choose another, extent or time."
            return SpecialistIsBooked(detail)


async def release(tx: Transaction, request_id: UUID) -> None:
    """Give back the time taken for the request, if any."""
    await tx.execute(delete(booking).where(booking.c.request_id == request_id))
