"""The recruitment service as the portal asks it: always with the signed-in person's own token."""

import asyncio
from typing import Final
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from contracts.history import HistoryEntry
from contracts.recruitment.codes import OrderCommand
from contracts.recruitment.occupations import Occupations
from contracts.recruitment.orders import Order, OrderDraft
from libs.client import ServiceClient
from libs.refusals import Unavailable
from services.portal.recruitment_campaigns import Campaigns
from services.portal.recruitment_candidates import Candidates
from services.portal.recruitment_disclosures import Disclosures
from services.portal.recruitment_files import ApplicationFilesClient
from services.portal.recruitment_hiring import Hiring
from services.portal.recruitment_interviews import Interviews
from services.portal.recruitment_measures import RecruitmentMeasures
from services.portal.recruitment_references import References
from services.portal.recruitment_retention import Retention
from services.portal.recruitment_screening import Screenings
from services.portal.recruitment_selection_tests import SelectionTests

_BASE: Final = "/recruitment/v1"
_ORDERS: Final = f"{_BASE}/orders"
_HISTORY: Final = TypeAdapter(list[HistoryEntry])


def _json(body: BaseModel) -> bytes:
    return body.model_dump_json(by_alias=True).encode()


class Recruitment:
    """Asks ``/recruitment/v1``; raises Refused when the service says no and Unavailable when it does not answer."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client
        self.campaigns = Campaigns(client)
        self.screenings = Screenings(client)
        self.candidates = Candidates(client)
        self.files = ApplicationFilesClient(client)
        self.hiring = Hiring(client)
        self.retention = Retention(client)
        self.disclosures = Disclosures(client)
        self.interviews = Interviews(client)
        self.references = References(client)
        self.tests = SelectionTests(client)
        self.measures = RecruitmentMeasures(client)

    async def occupations(self, token: str) -> Occupations:
        """Return every occupation that ever was ordered; none when the service does not answer: pages do without."""
        try:
            return Occupations.model_validate_json(await self._client.get(f"{_BASE}/occupations", token))
        except Unavailable:
            return Occupations(occupations=[])

    async def order(self, token: str, order_id: UUID) -> Order:
        """Return one order with what the person may do next."""
        return Order.model_validate_json(await self._client.get(f"{_ORDERS}/{order_id}", token))

    async def order_and_history(self, token: str, order_id: UUID) -> tuple[Order, list[HistoryEntry]]:
        """Return an order and what has happened to it, oldest first, asked at the same time."""
        order, history = await asyncio.gather(
            self.order(token, order_id), self._client.get(f"{_ORDERS}/{order_id}/history", token)
        )
        return order, _HISTORY.validate_json(history)

    async def draft(self, token: str, key: str, draft: OrderDraft) -> Order:
        """Save a new draft."""
        return Order.model_validate_json(await self._client.post(_ORDERS, token, key, _json(draft)))

    async def command(self, token: str, key: str, order_id: UUID, command: OrderCommand, body: BaseModel) -> Order:
        """Give ``command`` and return the order as it then stands."""
        path = f"{_ORDERS}/{order_id}/{command.replace('_', '-')}"
        return Order.model_validate_json(await self._client.post(path, token, key, _json(body)))
