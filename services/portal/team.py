"""The specialist team's service as the portal asks it: always with the signed-in person's own token."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from contracts.history import HistoryEntry
from contracts.specialist_team.api import (
    Candidates,
    QueuePage,
    Specialist,
    SupportRequest,
    SupportRequestDraft,
)
from contracts.specialist_team.assignments import AssignmentBody
from contracts.specialist_team.availability import Member
from contracts.specialist_team.availability import Team as AvailableTeam
from contracts.specialist_team.codes import Command
from contracts.specialist_team.employment import JoinTeam
from contracts.specialist_team.forecast import Forecast, ForecastCoverage, Simulation, WaitingNow
from contracts.specialist_team.policy import Entitlement, PolicyEffect, ProposePolicy, QueuePolicies, QueuePolicy
from contracts.specialist_team.time import MyWeek, ReportTime, TimeReport
from libs.client import ServiceClient
from libs.operations import Outcome, ServiceState
from services.portal.team_demand import TeamDemand
from services.portal.team_imports import TeamImports
from services.portal.team_planning import TeamPlanning
from services.portal.team_situations import TeamSituations
from services.portal.team_ways import TeamWays

_BASE: Final = "/specialist-team/v1"
_REQUESTS: Final = f"{_BASE}/support-requests"
_POLICIES: Final = f"{_BASE}/queue-policies"
_TEAM: Final = f"{_BASE}/team"
_HISTORY: Final = TypeAdapter(list[HistoryEntry])
_SPECIALISTS: Final = TypeAdapter(list[Specialist])
_TIME: Final = TypeAdapter(list[TimeReport])


def _json(body: BaseModel) -> bytes:
    return body.model_dump_json(by_alias=True).encode()


class Team:
    """Asks ``/specialist-team/v1``; raises Refused when the service says no and Unavailable when it does not answer."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client
        self.imports = TeamImports(client)
        self.demand = TeamDemand(client)
        self.situations = TeamSituations(client)
        self.planning = TeamPlanning(client)
        self.ways = TeamWays(client)

    async def request(self, token: str, request_id: UUID) -> SupportRequest:
        """Return one request with what the person may do next."""
        return SupportRequest.model_validate_json(await self._client.get(f"{_REQUESTS}/{request_id}", token))

    async def history(self, token: str, request_id: UUID) -> list[HistoryEntry]:
        """Return what has happened to the request, oldest first."""
        return _HISTORY.validate_json(await self._client.get(f"{_REQUESTS}/{request_id}/history", token))

    async def request_and_history(self, token: str, request_id: UUID) -> tuple[SupportRequest, list[HistoryEntry]]:
        """Return both, asked at the same time."""
        return await asyncio.gather(self.request(token, request_id), self.history(token, request_id))

    async def assignment(self, token: str, request_id: UUID) -> AssignmentBody:
        """Return who helps when, and what is agreed about it."""
        return AssignmentBody.model_validate_json(await self._client.get(f"{_REQUESTS}/{request_id}/assignment", token))

    async def my_week(self, token: str, week: date | None, specialist: str | None = None) -> MyWeek:
        """Return a specialist's week: the own, or for the coordinator anybody's."""
        chosen = ({"week": week.isoformat()} if week else {}) | ({"specialist": specialist} if specialist else {})
        return MyWeek.model_validate_json(await self._client.get(f"{_BASE}/my-week", token, chosen))

    async def time_reports(self, token: str, request_id: UUID) -> list[TimeReport]:
        """Return a request's weeks of time, latest first."""
        return _TIME.validate_json(await self._client.get(f"{_REQUESTS}/{request_id}/time-reports", token))

    async def report_time(self, token: str, key: str, body: ReportTime) -> TimeReport:
        """Report or correct a week."""
        return TimeReport.model_validate_json(await self._client.post(f"{_BASE}/time-reports", token, key, _json(body)))

    async def answer_time(self, token: str, key: str, report_id: UUID, step: str, body: BaseModel) -> TimeReport:
        """Confirm a week or object to it: ``step`` is the last part of the address."""
        path = f"{_BASE}/time-reports/{report_id}/{step}"
        return TimeReport.model_validate_json(await self._client.post(path, token, key, _json(body)))

    async def candidates(self, token: str, request_id: UUID) -> Candidates:
        """Return the specialists for the request, best fit first."""
        return Candidates.model_validate_json(await self._client.get(f"{_REQUESTS}/{request_id}/candidates", token))

    async def queue(self, token: str, **filters: Any) -> QueuePage:
        """Return the queue in policy order."""
        return QueuePage.model_validate_json(await self._client.get("/specialist-team/v1/queue", token, filters))

    async def queue_and_policies(self, token: str, **filters: Any) -> tuple[QueuePage, QueuePolicies]:
        """Return the queue and the policies it follows, asked at the same time."""
        return await asyncio.gather(self.queue(token, **filters), self.policies(token))

    async def policies(self, token: str) -> QueuePolicies:
        """Return every version of the queue policy, latest first."""
        return QueuePolicies.model_validate_json(await self._client.get(_POLICIES, token))

    async def policy_effect(self, token: str, policy_id: UUID) -> PolicyEffect:
        """Return today's queue beside the same queue under this version."""
        return PolicyEffect.model_validate_json(await self._client.get(f"{_POLICIES}/{policy_id}/effect", token))

    async def policy_history(self, token: str, policy_id: UUID) -> list[HistoryEntry]:
        """Return what has happened to the version, oldest first."""
        return _HISTORY.validate_json(await self._client.get(f"{_POLICIES}/{policy_id}/history", token))

    async def propose_policy(self, token: str, key: str, body: ProposePolicy) -> QueuePolicy:
        """Propose a policy."""
        return QueuePolicy.model_validate_json(await self._client.post(_POLICIES, token, key, _json(body)))

    async def decide_policy(self, token: str, key: str, policy_id: UUID, step: str, body: BaseModel) -> QueuePolicy:
        """Sign or withdraw a proposal: ``step`` is the last part of the address."""
        path = f"{_POLICIES}/{policy_id}/{step}"
        return QueuePolicy.model_validate_json(await self._client.post(path, token, key, _json(body)))

    async def entitlement(self, token: str) -> Entitlement:
        """Return the ledger between districts."""
        return Entitlement.model_validate_json(await self._client.get("/specialist-team/v1/entitlement", token))

    async def specialists(self, token: str) -> list[Specialist]:
        """Return the team with its bookings."""
        return _SPECIALISTS.validate_json(await self._client.get(f"{_BASE}/specialists", token))

    async def team(self, token: str) -> AvailableTeam:
        """Return the team's coming weeks, as far as the person may see them."""
        return AvailableTeam.model_validate_json(await self._client.get(_TEAM, token))

    async def join(self, token: str, key: str, body: JoinTeam) -> Member:
        """Let somebody join the team."""
        return Member.model_validate_json(await self._client.post(_TEAM, token, key, _json(body)))

    async def member_history(self, token: str, specialist: str) -> list[HistoryEntry]:
        """Return what has been changed in a specialist's availability, oldest first."""
        return _HISTORY.validate_json(await self._client.get(f"{_TEAM}/{specialist}/history", token))

    async def change_member(self, token: str, key: str, specialist: str, path: str, body: BaseModel) -> Member:
        """Change a specialist's availability: ``path`` is the last part of the address."""
        answer = await self._client.post(f"{_TEAM}/{specialist}/{path}", token, key, _json(body))
        return Member.model_validate_json(answer)

    async def forecast(self, token: str, request_id: UUID) -> Forecast:
        """Return when help will probably begin, or why that is not known."""
        return Forecast.model_validate_json(await self._client.get(f"{_REQUESTS}/{request_id}/forecast", token))

    async def coverage(self, token: str) -> ForecastCoverage:
        """Return how past forecasts hit."""
        return ForecastCoverage.model_validate_json(await self._client.get(f"{_BASE}/forecast-coverage", token))

    async def waiting_now(self, token: str) -> WaitingNow:
        """Return how long the wait is for who asks now."""
        return WaitingNow.model_validate_json(await self._client.get(f"{_BASE}/waiting-now", token))

    async def simulation(self, token: str, choices: Mapping[str, str]) -> Simulation:
        """Return what the choices would do."""
        return Simulation.model_validate_json(
            await self._client.get_reckoned(f"{_BASE}/simulations", token, dict(choices))
        )

    async def draft(self, token: str, key: str, draft: SupportRequestDraft) -> SupportRequest:
        """Save a new draft."""
        return SupportRequest.model_validate_json(await self._client.post(_REQUESTS, token, key, _json(draft)))

    async def command(
        self, token: str, key: str, request_id: UUID, command: Command, body: BaseModel
    ) -> SupportRequest:
        """Give ``command`` and return the request as it then stands."""
        path = f"{_REQUESTS}/{request_id}/{command.replace('_', '-')}"
        return SupportRequest.model_validate_json(await self._client.post(path, token, key, _json(body)))


class Operations:
    """Asks a service's operations routes as an operator."""

    def __init__(self, client: ServiceClient, service: str) -> None:
        self.service = service
        self._client = client
        self._base = f"/{service.replace('_', '-')}/v1/operations"

    async def state(self, token: str) -> ServiceState:
        """Return how the service stands."""
        return ServiceState.model_validate_json(await self._client.get(f"{self._base}/state", token))

    async def replay(self, token: str, key: str, parked_id: int) -> str:
        """Apply a parked event again; returns what came of it."""
        return await self._act(token, key, f"{parked_id}/replay", b"")

    async def discard(self, token: str, key: str, parked_id: int, reason: str) -> str:
        """Ask for, or as a second person confirm, that a parked event is given up."""
        body = TypeAdapter(dict[str, str]).dump_json({"reason": reason})
        return await self._act(token, key, f"{parked_id}/discard", body)

    async def _act(self, token: str, key: str, path: str, body: bytes) -> str:
        answer = await self._client.post(f"{self._base}/parked-events/{path}", token, key, body)
        return Outcome.model_validate_json(answer).outcome
