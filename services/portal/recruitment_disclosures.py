"""Disclosures as the portal asks for them, with the HR consultant's own token."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel

from contracts.recruitment.disclosures import Disclosure, DisclosurePage, DisclosureReading
from libs.client import ServiceClient

_BASE: Final = "/recruitment/v1/disclosures"


class Disclosures:
    """Asks ``/recruitment/v1/disclosures``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def latest(self, token: str, *, limit: int, page: int) -> DisclosurePage:
        """Return disclosures, the latest first."""
        choice = {"limit": limit, "page": page}
        return DisclosurePage.model_validate_json(await self._client.get(_BASE, token, choice))

    async def one(self, token: str, disclosure_id: UUID) -> DisclosureReading:
        """Return what the documents say, or what was given out of them."""
        return DisclosureReading.model_validate_json(await self._client.get(f"{_BASE}/{disclosure_id}", token))

    async def begin(self, token: str, key: str, body: BaseModel) -> Disclosure:
        """Take documents out to look them through."""
        return Disclosure.model_validate_json(await self._post("", token, key, body))

    async def give(self, token: str, key: str, disclosure_id: UUID, body: BaseModel) -> None:
        """Give out what was read, but for what is masked."""
        await self._post(f"/{disclosure_id}/give", token, key, body)

    async def _post(self, path: str, token: str, key: str, body: BaseModel) -> bytes:
        return await self._client.post(f"{_BASE}{path}", token, key, body.model_dump_json(by_alias=True).encode())
