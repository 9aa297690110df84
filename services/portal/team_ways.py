"""A need's three answers as the portal asks for them, with the signed-in person's own token."""

from typing import Final
from uuid import UUID

from contracts.specialist_team.ways import LongWait, LongWaits, Ways
from libs.client import ServiceClient
from services.portal.whole_lists import AT_A_TIME, whole

_BASE: Final = "/specialist-team/v1"


class TeamWays:
    """Asks for the ways to meet a need; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def of(self, token: str, request_id: UUID) -> Ways:
        """Return the ways to meet the request's need, and what the person may choose of them."""
        return Ways.model_validate_json(await self._client.get(f"{_BASE}/support-requests/{request_id}/ways", token))

    async def long_waits(self, token: str) -> list[LongWait]:
        """Return the long waits that nobody has answered, by reference."""
        return await whole(lambda number: self._page(token, {"limit": AT_A_TIME, "page": number}))

    async def _page(self, token: str, choice: dict[str, int]) -> LongWaits:
        return LongWaits.model_validate_json(await self._client.get(f"{_BASE}/long-waits", token, choice))
