"""Retention as the portal asks for it, with the signed-in person's own token."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel

from contracts.recruitment.extracts import MakeExtract, PersonExtract
from contracts.recruitment.own_page import AnswerErasureRequest
from contracts.recruitment.personnel_files import MakePersonnelFile, PersonnelFile
from contracts.recruitment.retention import (
    ApplicationRetention,
    CampaignHold,
    HoldApplication,
    HoldCampaign,
    ReleaseApplication,
    ReleaseCampaign,
    RetentionOverview,
    RetentionPage,
)
from libs.client import ServiceClient

_BASE: Final = "/recruitment/v1"


def _json(body: BaseModel) -> bytes:
    return body.model_dump_json(by_alias=True).encode()


class Retention:
    """Asks ``/recruitment/v1`` what is erased when; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def overview(self, token: str) -> RetentionOverview:
        """Return the concluded campaigns."""
        return RetentionOverview.model_validate_json(await self._client.get(f"{_BASE}/retention", token))

    async def campaign(self, token: str, campaign_id: UUID, *, limit: int, page: int) -> RetentionPage:
        """Return a page of a concluded campaign's applications, and what is erased of it."""
        path, choice = f"{_BASE}/campaigns/{campaign_id}/retention", {"limit": limit, "page": page}
        return RetentionPage.model_validate_json(await self._client.get(path, token, choice))

    async def hold(self, token: str, key: str, application_id: UUID, body: HoldApplication) -> ApplicationRetention:
        """Keep an application from erasure."""
        path = f"{_BASE}/applications/{application_id}/hold"
        return ApplicationRetention.model_validate_json(await self._client.post(path, token, key, _json(body)))

    async def answer(self, token: str, key: str, application_id: UUID, body: AnswerErasureRequest) -> None:
        """Note that a candidate who asked to be erased has been answered."""
        path = f"{_BASE}/applications/{application_id}/answer-erasure-request"
        await self._client.post(path, token, key, _json(body))

    async def campaign_hold(self, token: str, campaign_id: UUID) -> CampaignHold:
        """Return whether everything of a campaign is kept from erasure."""
        return CampaignHold.model_validate_json(await self._client.get(f"{_BASE}/campaigns/{campaign_id}/hold", token))

    async def change_hold(self, token: str, key: str, campaign_id: UUID, body: HoldCampaign | ReleaseCampaign) -> None:
        """Keep everything of a campaign from erasure, or let it go."""
        step = "hold" if isinstance(body, HoldCampaign) else "release"
        await self._client.post(f"{_BASE}/campaigns/{campaign_id}/{step}", token, key, _json(body))

    async def personnel_file(
        self, token: str, key: str, application_id: UUID, body: MakePersonnelFile
    ) -> PersonnelFile:
        """Return what a personnel file needs of who was hired; recorded."""
        path = f"{_BASE}/applications/{application_id}/personnel-file"
        return PersonnelFile.model_validate_json(await self._client.post(path, token, key, _json(body)))

    async def extract(self, token: str, key: str, body: MakeExtract) -> PersonExtract:
        """Return all that is stored of a person; recorded."""
        return PersonExtract.model_validate_json(
            await self._client.post(f"{_BASE}/people/extracts", token, key, _json(body))
        )

    async def release(
        self, token: str, key: str, application_id: UUID, body: ReleaseApplication
    ) -> ApplicationRetention:
        """Keep an application from erasure no longer."""
        path = f"{_BASE}/applications/{application_id}/release"
        return ApplicationRetention.model_validate_json(await self._client.post(path, token, key, _json(body)))
