"""HTTP for assignments: what is agreed about the help, and the commands that change it."""

from fastapi import APIRouter, Response

from contracts.specialist_team import api, assignments
from libs import calendar
from libs.commands import RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.specialist_team import assignment_bodies, assignment_store, time_store
from services.specialist_team import assignment_handlers as handlers
from services.specialist_team.dependencies import AgencyPrice, Caller, Db, RequestId, run, seen

router = APIRouter(prefix="/specialist-team/v1/support-requests/{requestId}", tags=["assignments"], responses=PROBLEMS)


@router.get("/assignment")
async def get_assignment(
    database: Db, who: Caller, request_id: RequestId, price: AgencyPrice
) -> assignments.AssignmentBody:
    """Who helps when, what is proposed, and what has been said of it."""

    async def read(tx: Transaction) -> assignments.AssignmentBody:
        request = await seen(tx, who, request_id)
        parts = await assignment_store.parts_of(tx, request_id)
        worked = await time_store.sums(tx, request_id)
        return assignment_bodies.assignment(request, parts, worked, who, calendar.now(), price)

    return await database.run(read)


@router.post("/accept-offer", response_model=api.SupportRequest)
async def accept_offer(command: RunCommand, request_id: RequestId, body: api.AcceptOffer) -> Response:
    """Accept the offer; what it does not cover of the need is queued as a request of its own unless it is dropped."""
    return await run(command, lambda tx, o: handlers.accept_offer(tx, o, request_id, body))


@router.post("/split", response_model=api.SupportRequest)
async def split(command: RunCommand, request_id: RequestId, body: assignments.Split) -> Response:
    """Split a queued request in two."""
    return await run(command, lambda tx, o: handlers.split(tx, o, request_id, body))


@router.post("/propose-end", response_model=api.SupportRequest)
async def propose_end(command: RunCommand, request_id: RequestId, body: assignments.ProposeEnd) -> Response:
    """Propose another last day."""
    return await run(command, lambda tx, o: handlers.propose_end(tx, o, request_id, body))


@router.post("/agree-end", response_model=api.SupportRequest)
async def agree_end(command: RunCommand, request_id: RequestId, body: assignments.AgreeEnd) -> Response:
    """Agree to the proposed last day."""
    return await run(command, lambda tx, o: handlers.agree_end(tx, o, request_id, body))


@router.post("/decline-end", response_model=api.SupportRequest)
async def decline_end(command: RunCommand, request_id: RequestId, body: assignments.DeclineEnd) -> Response:
    """Say no to the proposed last day."""
    return await run(command, lambda tx, o: handlers.decline_end(tx, o, request_id, body))


@router.post("/let-end", response_model=api.SupportRequest)
async def let_end(command: RunCommand, request_id: RequestId, body: assignments.LetEnd) -> Response:
    """Let the help end on its last day."""
    return await run(command, lambda tx, o: handlers.let_end(tx, o, request_id, body))


@router.post("/hand-over", response_model=api.SupportRequest)
async def hand_over(command: RunCommand, request_id: RequestId, body: assignments.HandOver) -> Response:
    """Let another specialist go on from a day."""
    return await run(command, lambda tx, o: handlers.hand_over(tx, o, request_id, body))


@router.post("/stand-down", response_model=api.SupportRequest)
async def stand_down(command: RunCommand, request_id: RequestId, body: assignments.StandDown) -> Response:
    """Take the specialist home early."""
    return await run(command, lambda tx, o: handlers.stand_down(tx, o, request_id, body))


@router.post("/review", response_model=api.SupportRequest)
async def review(command: RunCommand, request_id: RequestId, body: assignments.Review) -> Response:
    """Say how well the district did its part."""
    return await run(command, lambda tx, o: handlers.review(tx, o, request_id, body))


@router.post("/follow-up-effect", response_model=api.SupportRequest)
async def follow_up_effect(command: RunCommand, request_id: RequestId, body: assignments.FollowUpEffect) -> Response:
    """Say whether the need was solved, three months after the end."""
    return await run(command, lambda tx, o: handlers.follow_up_effect(tx, o, request_id, body))
