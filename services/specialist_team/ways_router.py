"""HTTP for one need's three answers: wait, call off an agency, recruit."""

from fastapi import APIRouter, Response

from contracts.specialist_team import api
from contracts.specialist_team import ways as bodies
from libs import calendar
from libs.commands import RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.specialist_team import ways_bodies
from services.specialist_team import ways_handlers as handlers
from services.specialist_team.dependencies import AgencyPrice, Caller, Db, Limit, Page, RequestId, run, seen

router = APIRouter(prefix="/specialist-team/v1", tags=["ways to meet a need"], responses=PROBLEMS)


@router.get("/support-requests/{requestId}/ways")
async def get_ways(database: Db, who: Caller, request_id: RequestId, price: AgencyPrice) -> bodies.Ways:
    """The wait beside an agency when it is long, the unit's vacant positions, and what the caller may choose."""

    async def read(tx: Transaction) -> bodies.Ways:
        request = await seen(tx, who, request_id)
        [waited] = await handlers.waited(tx, [request], price, calendar.now())
        vacant, named = await handlers.positions(tx, request)
        return ways_bodies.ways(waited, vacant, named, who)

    return await database.run(read)


@router.get("/long-waits")
async def list_long_waits(
    database: Db, who: Caller, price: AgencyPrice, limit: Limit = 20, page: Page = 1
) -> bodies.LongWaits:
    """The long waits that the caller may see and about which the district has not said that it goes on waiting."""
    found = await database.run(lambda tx: handlers.long_waits(tx, who, price, calendar.now()))
    shown = [ways_bodies.long_wait(one) for one in found[(page - 1) * limit : page * limit]]
    return bodies.LongWaits(items=shown, total=len(found), page=page, limit=limit)


@router.post("/support-requests/{requestId}/choose-agency", response_model=api.SupportRequest)
async def choose_agency(
    command: RunCommand, request_id: RequestId, body: bodies.ChooseAgency, price: AgencyPrice
) -> Response:
    """Take the request back and call off an agency instead of waiting; the event says what it was compared with."""
    return await run(command, lambda tx, o: handlers.choose_agency(tx, o, request_id, body, price))


@router.post("/support-requests/{requestId}/keep-waiting", response_model=api.SupportRequest)
async def keep_waiting(
    command: RunCommand, request_id: RequestId, body: bodies.KeepWaiting, price: AgencyPrice
) -> Response:
    """Go on waiting although the wait is long."""
    return await run(command, lambda tx, o: handlers.keep_waiting(tx, o, request_id, body, price))


@router.post("/support-requests/{requestId}/name-position", response_model=api.SupportRequest)
async def name_position(command: RunCommand, request_id: RequestId, body: bodies.NamePosition) -> Response:
    """Say which of the unit's vacant positions the help bridges."""
    return await run(command, lambda tx, o: handlers.name_position(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/go-on-after-hire", response_model=api.SupportRequest)
async def go_on_after_hire(command: RunCommand, request_id: RequestId, body: bodies.GoOnAfterHire) -> Response:
    """Say that the help goes on although the position it bridged is filled."""
    return await run(command, lambda tx, o: handlers.go_on_after_hire(tx, o, request_id, body))
