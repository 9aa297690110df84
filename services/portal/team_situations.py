"""Units' situation as the portal asks for it, with the signed-in person's own token."""

from typing import Final

from contracts.specialist_team.policy import Situations, StateSituations
from libs.client import ServiceClient

_SITUATIONS: Final = "/specialist-team/v1/unit-situations"


class TeamSituations:
    """Asks ``/specialist-team/v1/unit-situations``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def all(self, token: str) -> Situations:
        """Return what is known of the units today, and which units nothing is known of."""
        return Situations.model_validate_json(await self._client.get(_SITUATIONS, token))

    async def state(self, token: str, key: str, body: StateSituations) -> Situations:
        """State units' situation."""
        content = body.model_dump_json(by_alias=True).encode()
        return Situations.model_validate_json(await self._client.post(_SITUATIONS, token, key, content))
