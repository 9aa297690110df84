"""HTTP for the team's availability."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from contracts.history import HistoryEntry
from contracts.organisation import Slug
from contracts.specialist_team.availability import (
    CancelTimeOff,
    ChangeTimeOff,
    EndConflict,
    Member,
    RegisterConflict,
    RegisterTimeOff,
    Team,
)
from libs import audit, calendar
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from libs.refusals import NotAllowed
from services.specialist_team import (
    availability_bodies,
    availability_handlers,
    availability_store,
    team_store,
)
from services.specialist_team.changing import person
from services.specialist_team.dependencies import Caller, Db, Org
from services.specialist_team.domain import rules
from services.specialist_team.domain.availability import Availability, subject_of

router = APIRouter(prefix="/specialist-team/v1/team", tags=["team"], responses=PROBLEMS)

SpecialistId = Annotated[Slug, Path(description="The specialist's id")]
TimeOffId = Annotated[UUID, Path(alias="timeOffId", description="The time off's id")]
ConflictId = Annotated[UUID, Path(alias="conflictId", description="The conflict of interest's id")]
UseCase = Callable[[Transaction, Occasion], Awaitable[Availability]]


async def run(command: RunCommand, use_case: UseCase, status: int = 200) -> Response:
    """Run the use case as a command; answers with the member as the caller may see it."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        known = await use_case(tx, occasion)
        booked = await team_store.bookings(tx)
        return availability_bodies.member(known, booked, person(occasion), occasion.now)

    return await command(answer, status)


@router.get("")
async def get_team(database: Db, who: Caller) -> Team:
    """The team's coming twelve weeks: capacity, load, time off. A specialist sees the own row."""
    if not (rules.sees_every_district(who) or rules.SPECIALIST in who.roles):
        raise NotAllowed("Only the team and the steering group see the team's time.")

    async def read(tx: Transaction) -> Team:
        known, booked = await availability_store.team(tx), await team_store.bookings(tx)
        return availability_bodies.team(known, booked, who, calendar.now())

    return await database.run(read)


@router.get("/{specialist}/history")
async def get_history(database: Db, who: Caller, specialist: SpecialistId) -> list[HistoryEntry]:
    """What has been changed in the member's availability, oldest first. For the coordinator and the specialist."""
    if rules.COORDINATOR not in who.roles and who.id != specialist:
        raise NotAllowed("Only the coordinator and the specialist see this.")
    rows = await database.run(lambda tx: audit.history(tx, subject_of(specialist)))
    return [audit.entry(row) for row in rows]


@router.post("/{specialist}/time-off", status_code=201, response_model=Member)
async def register_time_off(command: RunCommand, specialist: SpecialistId, body: RegisterTimeOff) -> Response:
    """Register absence or other duties. Bookings that do not fit any more are kept, and listed as collisions."""
    return await run(command, lambda tx, o: availability_handlers.register_time_off(tx, o, specialist, body), 201)


@router.post("/{specialist}/time-off/{timeOffId}/change", response_model=Member)
async def change_time_off(
    command: RunCommand, specialist: SpecialistId, time_off: TimeOffId, body: ChangeTimeOff
) -> Response:
    """Change extent or dates of time off that is coming or under way."""
    return await run(command, lambda tx, o: availability_handlers.change_time_off(tx, o, specialist, time_off, body))


@router.post("/{specialist}/time-off/{timeOffId}/cancel", response_model=Member)
async def cancel_time_off(
    command: RunCommand, specialist: SpecialistId, time_off: TimeOffId, body: CancelTimeOff
) -> Response:
    """Take time off back."""
    return await run(command, lambda tx, o: availability_handlers.cancel_time_off(tx, o, specialist, time_off, body))


@router.post("/{specialist}/conflicts", status_code=201, response_model=Member)
async def register_conflict(
    command: RunCommand, specialist: SpecialistId, body: RegisterConflict, organisation: Org
) -> Response:
    """State a conflict of interest. Why is stored nowhere."""
    return await run(
        command, lambda tx, o: availability_handlers.register_conflict(tx, o, specialist, body, organisation), 201
    )


@router.post("/{specialist}/conflicts/{conflictId}/end", response_model=Member)
async def end_conflict(
    command: RunCommand, specialist: SpecialistId, conflict: ConflictId, body: EndConflict
) -> Response:
    """Give a conflict of interest its last day."""
    return await run(command, lambda tx, o: availability_handlers.end_conflict(tx, o, specialist, conflict, body))
