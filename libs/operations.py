"""What an operator can do with a running service over HTTP: see parked events, replay them, give them up."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import AwareDatetime, ConfigDict, Field

from contracts.free_text import Reason
from contracts.wire import Body, Wire
from libs import parking
from libs.auth import Actor, SignedIn
from libs.errors import PROBLEMS
from libs.refusals import NotAllowed

OPERATOR = "operator"
ParkedId = Annotated[int, Path(alias="parkedId", ge=1, le=2**63 - 1, description="The parked event's number")]


class ParkedEvent(Wire):
    """A parked event: what it is, since when and why it is parked, and who asked to give it up."""

    id: int
    event_id: str
    subject_id: str | None
    subject_version: int | None
    type: str
    because: str
    error: str
    attempts: int
    parked_at: AwareDatetime
    discard_asked_by: str | None
    discard_reason: str | None


class ServiceState(Wire):
    """How the service stands: its parked events, unpublished events and lag."""

    service: str
    parked: list[ParkedEvent]
    unpublished: int
    oldest_age_seconds: float
    relay_leads: bool
    lag_events: int
    lag_seconds: float


class Discard(Body):
    """Why a parked event is given up."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Dubblett av en händelse som redan gäller."}]})

    reason: Reason


class Outcome(Wire):
    """What came of it: ``applied``, ``asked``, ``discarded`` or why the event is still parked."""

    outcome: str = Field(examples=["applied"])


def _require_operator(actor: Actor) -> None:
    if not actor.has(OPERATOR):
        raise NotAllowed("Only the operator role may do this.")


def router(service: str) -> APIRouter:
    """Return the operations routes of ``service``."""
    routes = APIRouter(prefix=f"/{service.replace('_', '-')}/v1/operations", tags=["operations"], responses=PROBLEMS)

    @routes.get("/state")
    async def state(request: Request, actor: SignedIn) -> ServiceState:
        """How this service stands."""
        _require_operator(actor)
        kernel = request.app.state.kernel
        rows = await kernel.database.run(parking.open_events)
        return ServiceState(
            service=service,
            parked=[ParkedEvent.model_validate(_shown(row)) for row in rows],
            unpublished=kernel.relay.unpublished,
            oldest_age_seconds=kernel.relay.oldest_age_seconds,
            relay_leads=kernel.relay.leading,
            lag_events=kernel.consumer.lag_events if kernel.consumer else 0,
            lag_seconds=kernel.consumer.lag_seconds if kernel.consumer else 0,
        )

    @routes.post("/parked-events/{parkedId}/replay")
    async def replay(request: Request, actor: SignedIn, parked_id: ParkedId) -> Outcome:
        """Apply a parked event again, and what waits behind it."""
        _require_operator(actor)
        return Outcome(outcome=await request.app.state.kernel.inbox.replay(parked_id, actor.id))

    @routes.post("/parked-events/{parkedId}/discard")
    async def discard(request: Request, actor: SignedIn, parked_id: ParkedId, body: Discard) -> Outcome:
        """Give up a parked event: the first operator asks, a second one confirms."""
        _require_operator(actor)
        return Outcome(outcome=await request.app.state.kernel.inbox.discard(parked_id, actor.id, body.reason))

    return routes


def _shown(row: object) -> dict[str, object]:
    fields = {name: getattr(row, name) for name in ParkedEvent.model_fields}
    return fields | {
        "event_id": str(fields["event_id"]),
        "subject_id": fields["subject_id"] and str(fields["subject_id"]),
    }
