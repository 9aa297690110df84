"""The planner as the portal asks it, with the signed-in person's own token."""

from datetime import date
from typing import Final
from uuid import UUID

from contracts.specialist_team.planning import (
    AcceptProposals,
    AcceptResults,
    OpenSlots,
    PlanAnswer,
    PlanEffect,
)
from libs.client import ServiceClient

_PLAN: Final = "/specialist-team/v1/plan"


class TeamPlanning:
    """Asks ``/specialist-team/v1/plan``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def latest(self, token: str) -> PlanAnswer:
        """Return the latest plan."""
        return PlanAnswer.model_validate_json(await self._client.get(_PLAN, token))

    async def order(self, token: str, key: str) -> PlanAnswer:
        """Ask for a new plan."""
        return PlanAnswer.model_validate_json(await self._client.post(_PLAN, token, key, b"{}"))

    async def slots(self, token: str, request_id: UUID) -> OpenSlots:
        """Return who could help a request, and from when."""
        return OpenSlots.model_validate_json(
            await self._client.get(f"{_PLAN}/slots", token, {"request": str(request_id)})
        )

    async def effect(self, token: str, request_id: UUID, specialist: str, starts_on: date) -> PlanEffect:
        """Return what it would do to the plan to give the request this person from this day."""
        query = {"request": str(request_id), "specialist": specialist, "startsOn": starts_on.isoformat()}
        return PlanEffect.model_validate_json(await self._client.get(f"{_PLAN}/effect", token, query))

    async def accept(self, token: str, key: str, body: AcceptProposals) -> AcceptResults:
        """Offer proposals to their districts."""
        content = body.model_dump_json(by_alias=True).encode()
        return AcceptResults.model_validate_json(await self._client.post(f"{_PLAN}/accept", token, key, content))
