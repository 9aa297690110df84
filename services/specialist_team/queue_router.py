"""HTTP for the queue, the second opinion on acute, the coordinator's overrides, and the entitlement of districts."""

from fastapi import APIRouter, Response

from contracts.organisation import Area, Slug
from contracts.specialist_team import api
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.policy import Entitlement
from libs import calendar
from libs.commands import RunCommand
from libs.errors import PROBLEMS
from services.specialist_team import bodies, policy_bodies, queue_handlers
from services.specialist_team.dependencies import Caller, Db, Limit, Org, Page, RequestId, run
from services.specialist_team.domain import rules
from services.specialist_team.standing import standing

router = APIRouter(prefix="/specialist-team/v1", tags=["queue"], responses=PROBLEMS)


@router.get("/queue")
async def get_queue(  # noqa: PLR0917 - one parameter per choice in the address
    database: Db,
    organisation: Org,
    who: Caller,
    district: Slug | None = None,
    area: Area | None = None,
    purpose: Purpose | None = None,
    limit: Limit = 20,
    page: Page = 1,
) -> api.QueuePage:
    """The whole queue in policy order, each place with its reasons. A filter hides rows and changes no place."""
    rules.require_whole_city(who)
    now = calendar.now()
    here = await database.run(lambda tx: standing(tx, organisation, now))
    policy = here.policy
    shown = [
        place
        for place in here.places(policy)
        if district in {None, place.request.district}
        and area in {None, place.request.content.area}
        and purpose in {None, place.request.content.purpose}
    ]
    window = shown[(page - 1) * limit : page * limit]
    return api.QueuePage(
        policy_version=str(here.version.number),
        computed_at=now,
        items=[bodies.queue_entry(place, policy, who, now) for place in window],
        total=len(shown),
        page=page,
        limit=limit,
    )


@router.get("/entitlement")
async def get_entitlement(database: Db, organisation: Org, who: Caller) -> Entitlement:
    """What each district should have had of the help, what it was given and what is owed, in hours."""
    rules.require_whole_city(who)
    now = calendar.now()
    return policy_bodies.entitlement(await database.run(lambda tx: standing(tx, organisation, now)))


@router.post("/support-requests/{requestId}/confirm-acute", response_model=api.SupportRequest)
async def confirm_acute(command: RunCommand, request_id: RequestId, body: api.ConfirmAcute) -> Response:
    """Agree, as a second coordinator, that the request is acute."""
    return await run(command, lambda tx, o: queue_handlers.confirm_acute(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/refuse-acute", response_model=api.SupportRequest)
async def refuse_acute(command: RunCommand, request_id: RequestId, body: api.RefuseAcute) -> Response:
    """Say, as a second coordinator, that the request is not acute."""
    return await run(command, lambda tx, o: queue_handlers.refuse_acute(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/override", response_model=api.SupportRequest)
async def override(command: RunCommand, request_id: RequestId, body: api.Override) -> Response:
    """Give a queued request a place of its own, with a reason that everyone sees who sees the request."""
    return await run(command, lambda tx, o: queue_handlers.override(tx, o, request_id, body))


@router.post("/support-requests/{requestId}/lift-override", response_model=api.SupportRequest)
async def lift_override(command: RunCommand, request_id: RequestId, body: api.LiftOverride) -> Response:
    """Let the policy decide the place again."""
    return await run(command, lambda tx, o: queue_handlers.lift_override(tx, o, request_id, body))
