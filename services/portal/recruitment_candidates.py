"""The candidate's own page as the portal asks for it: with the token of a link, or of the visit that it began."""

from typing import Final
from uuid import UUID, uuid4

from pydantic import BaseModel

from contracts.recruitment.links import BeginVisit, Link, MakePageLink, RevokePageLinks
from contracts.recruitment.own_page import OwnExtract, OwnPage
from libs.client import ServiceClient

_BASE: Final = "/recruitment/v1"


def _json(body: BaseModel) -> bytes:
    return body.model_dump_json(by_alias=True).encode()


class Candidates:
    """Asks ``/recruitment/v1/own-page``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def make_link(self, token: str, key: str, application_id: UUID, body: MakePageLink) -> Link:
        """Make a link that HR-service hands to a candidate."""
        path = f"{_BASE}/applications/{application_id}/page-links"
        return Link.model_validate_json(await self._client.post(path, token, key, _json(body)))

    async def revoke_links(self, token: str, key: str, application_id: UUID, body: RevokePageLinks) -> None:
        """Let no link to the application's page open anything."""
        await self._client.post(f"{_BASE}/applications/{application_id}/revoke-page-links", token, key, _json(body))

    async def begin_visit(self, link: str, digest: str) -> Link:
        """Exchange a link's token for a visit whose token has the digest."""
        body = _json(BeginVisit(token_digest=digest))
        answer = await self._client.post(f"{_BASE}/own-page/visits", link, str(uuid4()), body)
        return Link.model_validate_json(answer)

    async def page(self, visit: str) -> OwnPage:
        """Return the candidate's applications."""
        return OwnPage.model_validate_json(await self._client.get(f"{_BASE}/own-page", visit))

    async def extract(self, visit: str) -> OwnExtract:
        """Return all that is stored of who the candidate is and has sent in."""
        return OwnExtract.model_validate_json(await self._client.get(f"{_BASE}/own-page/extract", visit))

    async def send(self, visit: str, key: str, path: str, body: BaseModel) -> None:
        """Answer an offer, take back an application or ask to be erased: ``path`` says which."""
        await self._client.post(f"{_BASE}/own-page/{path}", visit, key, _json(body))
