"""HTTP in, use case, HTTP out. Commands are POSTs on a support request; reading goes straight to the store."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from contracts.history import HistoryEntry
from contracts.specialist_team import api
from contracts.specialist_team.codes import Status
from libs import audit, calendar
from libs.calendar import local_date
from libs.commands import RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from libs.refusals import NotAllowed
from services.specialist_team import availability_handlers, bodies, handlers, store, team_store
from services.specialist_team.dependencies import Caller, Db, Limit, Org, Page, RequestId, run, seen
from services.specialist_team.domain import rules
from services.specialist_team.standing import standing

router = APIRouter(prefix="/specialist-team/v1", tags=["specialist team"], responses=PROBLEMS)


@router.get("/support-requests")
async def list_requests(
    database: Db,
    who: Caller,
    status: Annotated[list[Status] | None, Query()] = None,
    limit: Limit = 20,
    page: Page = 1,
) -> api.SupportRequestPage:
    """The caller's own district's requests, or all sent ones for the whole city's roles; latest first."""
    district = None if rules.sees_every_district(who) else who.district
    if district is None and not rules.sees_every_district(who):
        raise NotAllowed("Your account belongs to no district.")
    now = calendar.now()
    requests, total = await database.run(
        lambda tx: store.of_districts(tx, district, status or [], limit=limit, offset=(page - 1) * limit)
    )
    shown = [bodies.support_request(r, who, now) for r in requests if rules.may_see(who, r)]
    return api.SupportRequestPage(items=shown, total=total, page=page, limit=limit)


@router.post("/support-requests", status_code=201, response_model=api.SupportRequest)
async def draft_request(command: RunCommand, body: api.SupportRequestDraft, organisation: Org) -> Response:
    """Store a draft. It is the district's own until it is submitted."""
    return await run(command, lambda tx, o: handlers.draft_request(tx, o, body, organisation), 201)


@router.get("/support-requests/{requestId}")
async def get_request(database: Db, organisation: Org, who: Caller, request_id: RequestId) -> api.SupportRequest:
    """One request, with its place in the queue and what the caller may do."""

    async def read(tx: Transaction) -> api.SupportRequest:
        now = calendar.now()
        request = await seen(tx, who, request_id)
        here = await standing(tx, organisation, now) if request.status is Status.QUEUED else None
        places = here.places(here.policy) if here else []
        place = next((p for p in places if p.request.id == request.id), None)
        length = sum(p.position is not None for p in places) if place else None
        return bodies.support_request(request, who, now, place=place, queue_length=length)

    return await database.run(read)


@router.get("/support-requests/{requestId}/history")
async def get_history(database: Db, who: Caller, request_id: RequestId) -> list[HistoryEntry]:
    """What happened to the request, oldest first: what, who, when, why."""

    async def read(tx: Transaction) -> list[HistoryEntry]:
        await seen(tx, who, request_id)
        return [audit.entry(row) for row in await audit.history(tx, request_id)]

    return await database.run(read)


@router.get("/support-requests/{requestId}/candidates")
async def get_candidates(database: Db, who: Caller, request_id: RequestId) -> api.Candidates:
    """Every specialist as seen from the request, best fit first. Proposes; the coordinator decides."""
    rules.require_whole_city(who)

    async def read(tx: Transaction) -> api.Candidates:
        request = await seen(tx, who, request_id)
        fits = await availability_handlers.candidates_for(tx, request, calendar.now())
        return api.Candidates(items=[bodies.candidate(one) for one in fits])

    return await database.run(read)


@router.get("/specialists")
async def list_specialists(database: Db, who: Caller) -> list[api.Specialist]:
    """Those who are in the team or will be, with their bookings."""
    rules.require_whole_city(who)
    today = local_date(calendar.now())

    async def read(tx: Transaction) -> list[api.Specialist]:
        bookings = await team_store.bookings(tx)
        team = await team_store.team(tx)
        return [bodies.specialist(member, bookings, today) for member in team if not member.has_left(today)]

    return await database.run(read)


@router.post("/support-requests/{requestId}/save-draft", response_model=api.SupportRequest)
async def save_draft(command: RunCommand, request_id: RequestId, body: api.SaveDraft, organisation: Org) -> Response:
    """Replace the content of a draft or of a returned request."""
    return await run(command, lambda tx, o: handlers.save_draft(tx, o, request_id, body, organisation))


@router.post("/support-requests/{requestId}/submit", response_model=api.SupportRequest)
async def submit(command: RunCommand, request_id: RequestId, body: api.Submit) -> Response:
    """Send the draft to the team."""
    return await run(command, lambda tx, o: handlers.submit(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/resubmit", response_model=api.SupportRequest)
async def resubmit(command: RunCommand, request_id: RequestId, body: api.Resubmit) -> Response:
    """Send a returned request again."""
    return await run(command, lambda tx, o: handlers.resubmit(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/return", response_model=api.SupportRequest)
async def return_for_completion(command: RunCommand, request_id: RequestId, body: api.Return) -> Response:
    """Ask the district to complete the request."""
    return await run(command, lambda tx, o: handlers.return_for_completion(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/triage", response_model=api.SupportRequest)
async def triage(command: RunCommand, request_id: RequestId, body: api.Triage) -> Response:
    """Assess the urgency, perhaps queueing at once."""
    return await run(command, lambda tx, o: handlers.triage(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/queue", response_model=api.SupportRequest)
async def put_in_queue(command: RunCommand, request_id: RequestId, body: api.Queue) -> Response:
    """Put an assessed request in the queue."""
    return await run(command, lambda tx, o: handlers.queue(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/offer", response_model=api.SupportRequest)
async def offer(command: RunCommand, request_id: RequestId, body: api.Offer) -> Response:
    """Offer a specialist; the time is reserved until the district has answered."""
    return await run(command, lambda tx, o: handlers.offer(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/retract-offer", response_model=api.SupportRequest)
async def retract_offer(command: RunCommand, request_id: RequestId, body: api.RetractOffer) -> Response:
    """Take back an unanswered offer."""
    return await run(command, lambda tx, o: handlers.retract_offer(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/turn-down-offer", response_model=api.SupportRequest)
async def turn_down_offer(command: RunCommand, request_id: RequestId, body: api.TurnDownOffer) -> Response:
    """Turn the offer down and keep the waiting."""
    return await run(command, lambda tx, o: handlers.turn_down_offer(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/decline", response_model=api.SupportRequest)
async def decline(command: RunCommand, request_id: RequestId, body: api.Decline) -> Response:
    """Say no to the request, with a reason and an alternative."""
    return await run(command, lambda tx, o: handlers.decline(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/withdraw", response_model=api.SupportRequest)
async def withdraw(command: RunCommand, request_id: RequestId, body: api.Withdraw) -> Response:
    """Take back the request."""
    return await run(command, lambda tx, o: handlers.withdraw(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/start", response_model=api.SupportRequest)
async def start(command: RunCommand, request_id: RequestId, body: api.Start) -> Response:
    """Let the assignment begin."""
    return await run(command, lambda tx, o: handlers.start(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/complete", response_model=api.SupportRequest)
async def complete(command: RunCommand, request_id: RequestId, body: api.Complete) -> Response:
    """End the assignment."""
    return await run(command, lambda tx, o: handlers.complete(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/evaluate", response_model=api.SupportRequest)
async def evaluate(command: RunCommand, request_id: RequestId, body: api.Evaluate) -> Response:
    """Say how well the help met the need."""
    return await run(command, lambda tx, o: handlers.evaluate(tx, o, request_id, body))
