"""Interviews as the portal asks for them, with the person's own token: what it answers depends on who asks."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel

from contracts.recruitment.interviews import Interview, InterviewChoices, InterviewList, InterviewRecord
from libs.client import ServiceClient

_BASE: Final = "/recruitment/v1"


class Interviews:
    """Asks about interviews; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def week(self, token: str, monday: date, *, mine: bool) -> list[Interview]:
        """Return the interviews of a week: everybody's, or the caller's own."""
        choice = {"from": monday.isoformat(), "days": 7, "mine": str(mine).lower()}
        return self._list(await self._client.get(f"{_BASE}/interviews", token, choice))

    async def waiting(self, token: str) -> list[Interview]:
        """Return what the caller is to do."""
        return self._list(await self._client.get(f"{_BASE}/interviews/waiting", token))

    async def of_application(self, token: str, application_id: UUID) -> list[Interview]:
        """Return the interviews of an application."""
        return self._list(await self._client.get(f"{_BASE}/applications/{application_id}/interviews", token))

    async def one(self, token: str, interview_id: UUID) -> InterviewRecord:
        """Return an interview with its scorecards."""
        path = f"{_BASE}/interviews/{interview_id}"
        return InterviewRecord.model_validate_json(await self._client.get(path, token))

    async def choices(
        self, token: str, application_id: UUID, people: Sequence[str], minutes: int, besides: UUID | None
    ) -> InterviewChoices:
        """Return who may interview, and when those named are free."""
        choice: dict[str, Any] = {"minutes": minutes}
        if people:
            choice["interviewer"] = list(people)
        if besides is not None:
            choice["besides"] = str(besides)
        path = f"{_BASE}/applications/{application_id}/interview-choices"
        return InterviewChoices.model_validate_json(await self._client.get(path, token, choice))

    async def book(self, token: str, key: str, application_id: UUID, body: BaseModel) -> Interview:
        """Book an interview."""
        return await self._post(token, key, f"/applications/{application_id}/interviews", body)

    async def command(self, token: str, key: str, interview_id: UUID, command: str, body: BaseModel) -> Interview:
        """Give a command about an interview: ``move``, ``cancel``, ``hold``, ``miss`` or ``lock``."""
        return await self._post(token, key, f"/interviews/{interview_id}/{command}", body)

    async def _post(self, token: str, key: str, path: str, body: BaseModel) -> Interview:
        written = body.model_dump_json(by_alias=True).encode()
        return Interview.model_validate_json(await self._client.post(f"{_BASE}{path}", token, key, written))

    @staticmethod
    def _list(answer: bytes) -> list[Interview]:
        return InterviewList.model_validate_json(answer).items
