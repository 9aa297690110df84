"""A need's three answers as the portal asks for them, with the signed-in person's own token."""

from typing import Final
from uuid import UUID

from contracts.specialist_team.ways import LongWaits, Ways
from libs.client import ServiceClient

_BASE: Final = "/specialist-team/v1"
_MOST: Final = 100


class TeamWays:
    """Asks for the ways to meet a need; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def of(self, token: str, request_id: UUID) -> Ways:
        """Return the ways to meet the request's need, and what the person may choose of them."""
        return Ways.model_validate_json(await self._client.get(f"{_BASE}/support-requests/{request_id}/ways", token))

    async def long_waits(self, token: str) -> LongWaits:
        """Return the first hundred of the long waits that nobody has answered, and how many there are in all."""
        return LongWaits.model_validate_json(await self._client.get(f"{_BASE}/long-waits", token, {"limit": _MOST}))
