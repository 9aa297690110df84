"""HTTP for who is in the team, and on what terms."""

from fastapi import APIRouter, Response

from contracts.specialist_team.availability import Member
from contracts.specialist_team.employment import ChangeCompetences, ChangeHome, ChangeShare, JoinTeam, SetLastDay
from libs.commands import RunCommand
from libs.errors import PROBLEMS
from services.specialist_team import employment_handlers
from services.specialist_team.availability_router import SpecialistId, run
from services.specialist_team.dependencies import Org

router = APIRouter(prefix="/specialist-team/v1/team", tags=["team"], responses=PROBLEMS)


@router.post("", status_code=201, response_model=Member)
async def join(command: RunCommand, body: JoinTeam, organisation: Org) -> Response:
    """Let somebody join the team from a day on."""
    return await run(command, lambda tx, o: employment_handlers.join(tx, o, body, organisation), 201)


@router.post("/{specialist}/change-share", response_model=Member)
async def change_share(command: RunCommand, specialist: SpecialistId, body: ChangeShare) -> Response:
    """Change the employment share from a day on. Bookings that do not fit then are listed as collisions."""
    return await run(command, lambda tx, o: employment_handlers.change_share(tx, o, specialist, body))


@router.post("/{specialist}/change-competences", response_model=Member)
async def change_competences(command: RunCommand, specialist: SpecialistId, body: ChangeCompetences) -> Response:
    """State what the member knows from a day on."""
    return await run(command, lambda tx, o: employment_handlers.change_competences(tx, o, specialist, body))


@router.post("/{specialist}/change-home", response_model=Member)
async def change_home(command: RunCommand, specialist: SpecialistId, body: ChangeHome, organisation: Org) -> Response:
    """Change the district that the member starts from, from a day on."""
    return await run(command, lambda tx, o: employment_handlers.change_home(tx, o, specialist, body, organisation))


@router.post("/{specialist}/set-last-day", response_model=Member)
async def set_last_day(command: RunCommand, specialist: SpecialistId, body: SetLastDay) -> Response:
    """State the last day in the team, or take it back. Bookings after it are kept, and listed as collisions."""
    return await run(command, lambda tx, o: employment_handlers.set_last_day(tx, o, specialist, body))
