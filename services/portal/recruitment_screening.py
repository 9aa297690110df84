"""Screening as the portal asks for it, with the assessor's own token: what it answers depends on who asks."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from pydantic import BaseModel

from contracts.recruitment.screening import (
    ApplicationScreening,
    GivenApplication,
    Identity,
    ScreeningDesk,
    ScreeningResult,
    ScreeningResults,
)
from libs.client import ServiceClient
from services.portal.whole_lists import AT_A_TIME, whole

_BASE: Final = "/recruitment/v1"


class Screenings:
    """Asks about screening; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def desk(self, token: str, campaign_id: UUID) -> ScreeningDesk:
        """Return how far the judging has come and what the caller has been given."""
        return ScreeningDesk.model_validate_json(
            await self._client.get(f"{_BASE}/campaigns/{campaign_id}/screening", token)
        )

    async def results(self, token: str, campaign_id: UUID, chosen: Sequence[UUID] = ()) -> list[ScreeningResult]:
        """Return what holds for judged applications, all of them or those ``chosen``."""
        path = f"{_BASE}/campaigns/{campaign_id}/screening/results"
        wanted = {"application": [str(one) for one in chosen]} if chosen else {}

        async def page(number: int) -> ScreeningResults:
            choice = wanted | {"limit": AT_A_TIME, "page": number}
            return ScreeningResults.model_validate_json(await self._client.get(path, token, choice))

        return await whole(page)

    async def application(self, token: str, application_id: UUID) -> ApplicationScreening:
        """Return an application as the caller may see it."""
        path = f"{_BASE}/applications/{application_id}/screening"
        return ApplicationScreening.model_validate_json(await self._client.get(path, token))

    async def identity(self, token: str, application_id: UUID) -> Identity:
        """Return who the candidate is."""
        return Identity.model_validate_json(
            await self._client.get(f"{_BASE}/applications/{application_id}/identity", token)
        )

    async def declare(self, token: str, key: str, campaign_id: UUID, body: BaseModel) -> None:
        """Declare whom the caller must not judge."""
        await self._client.post(f"{_BASE}/campaigns/{campaign_id}/screening/declare", token, key, _json(body))

    async def take(self, token: str, key: str, campaign_id: UUID) -> GivenApplication:
        """Ask for the next application."""
        path = f"{_BASE}/campaigns/{campaign_id}/screening/take"
        return GivenApplication.model_validate_json(await self._client.post(path, token, key, b"{}"))

    async def command(self, token: str, key: str, application_id: UUID, command: str, body: BaseModel) -> None:
        """Give a command about an application: ``screening/lock`` and so on, or ``unblind``."""
        await self._client.post(f"{_BASE}/applications/{application_id}/{command}", token, key, _json(body))


def _json(body: BaseModel) -> bytes:
    return body.model_dump_json(by_alias=True).encode()
