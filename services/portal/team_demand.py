"""Demand as the portal asks for it, with the signed-in person's own token."""

from typing import Any, Final

from contracts.specialist_team.demand import Demand, DemandedPage
from contracts.specialist_team.monthly import MonthOfHelp
from libs.client import ServiceClient

_DEMAND: Final = "/specialist-team/v1/demand"
_MONTH: Final = "/specialist-team/v1/month-of-help"


class TeamDemand:
    """Asks ``/specialist-team/v1/demand``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def figures(self, token: str, **choice: Any) -> Demand:
        """Return what was asked and what came of it."""
        return Demand.model_validate_json(await self._client.get(_DEMAND, token, choice))

    async def month_of_help(self, token: str, month: str) -> MonthOfHelp:
        """Return a month's hours and what they cost."""
        return MonthOfHelp.model_validate_json(await self._client.get(_MONTH, token, {"month": month}))

    async def requests(self, token: str, **choice: Any) -> DemandedPage:
        """Return the requests behind a figure."""
        return DemandedPage.model_validate_json(await self._client.get(f"{_DEMAND}/requests", token, choice))
