"""Campaigns as the portal asks for them, with the signed-in person's own token."""

import asyncio
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from contracts.history import HistoryEntry
from contracts.recruitment.applications import Application, ApplicationPage
from contracts.recruitment.campaign_codes import CampaignCommand
from contracts.recruitment.campaigns import Campaign, CampaignDraft, CampaignPage, Profiles, VacantOrders
from libs.client import ServiceClient
from services.portal.whole_lists import AT_A_TIME, whole

_BASE: Final = "/recruitment/v1"
_CAMPAIGNS: Final = f"{_BASE}/campaigns"
_HISTORY: Final = TypeAdapter(list[HistoryEntry])


class Campaigns:
    """Asks ``/recruitment/v1/campaigns``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def some(self, token: str, **choice: Any) -> CampaignPage:
        """Return campaigns, latest first; ``choice`` is status, district, limit and page."""
        return CampaignPage.model_validate_json(await self._client.get(_CAMPAIGNS, token, choice))

    async def all(self, token: str, **choice: Any) -> list[Campaign]:
        """Return every campaign of the choice."""
        return await whole(lambda number: self.some(token, **choice, limit=AT_A_TIME, page=number))

    async def one(self, token: str, campaign_id: UUID) -> Campaign:
        """Return one campaign with what the person may do next."""
        return Campaign.model_validate_json(await self._client.get(f"{_CAMPAIGNS}/{campaign_id}", token))

    async def one_and_history(self, token: str, campaign_id: UUID) -> tuple[Campaign, list[HistoryEntry]]:
        """Return a campaign and what has happened to it, oldest first, asked at the same time."""
        campaign, history = await asyncio.gather(
            self.one(token, campaign_id), self._client.get(f"{_CAMPAIGNS}/{campaign_id}/history", token)
        )
        return campaign, _HISTORY.validate_json(history)

    async def applications(self, token: str, campaign_id: UUID, **choice: Any) -> ApplicationPage:
        """Return applications by number, without identity; ``choice`` is status, limit and page."""
        found = await self._client.get(f"{_CAMPAIGNS}/{campaign_id}/applications", token, choice)
        return ApplicationPage.model_validate_json(found)

    async def application(self, token: str, application_id: UUID) -> Application:
        """Return one application, without identity."""
        return Application.model_validate_json(await self._client.get(f"{_BASE}/applications/{application_id}", token))

    async def recognise(self, token: str, key: str, application_id: UUID, body: BaseModel) -> None:
        """Say whether an application and another come from one person."""
        path = f"{_BASE}/applications/{application_id}/recognise"
        await self._client.post(path, token, key, body.model_dump_json(by_alias=True).encode())

    async def profiles(self, token: str, campaign_id: UUID) -> Profiles:
        """Return every version of the requirement profile, latest first."""
        return Profiles.model_validate_json(await self._client.get(f"{_CAMPAIGNS}/{campaign_id}/profiles", token))

    async def vacant_orders(self, token: str, besides: UUID | None = None) -> VacantOrders:
        """Return the orders that a campaign can be made for, those of the campaign ``besides`` among them."""
        choice = {"besides": str(besides)} if besides else {}
        return VacantOrders.model_validate_json(await self._client.get(f"{_BASE}/vacant-orders", token, choice))

    async def prepare(self, token: str, key: str, draft: CampaignDraft) -> Campaign:
        """Begin a campaign."""
        body = draft.model_dump_json(by_alias=True).encode()
        return Campaign.model_validate_json(await self._client.post(_CAMPAIGNS, token, key, body))

    async def command(
        self, token: str, key: str, campaign_id: UUID, command: CampaignCommand, body: BaseModel
    ) -> Campaign:
        """Give ``command`` and return the campaign as it then stands."""
        path = f"{_CAMPAIGNS}/{campaign_id}/{command.replace('_', '-')}"
        answer = await self._client.post(path, token, key, body.model_dump_json(by_alias=True).encode())
        return Campaign.model_validate_json(answer)
