"""Selection tests as the portal asks for them, with the HR consultant's own token."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel

from contracts.recruitment.selection_tests import SelectionTestList
from libs.client import ServiceClient

_BASE: Final = "/recruitment/v1"


class SelectionTests:
    """Asks about selection tests; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def of_application(self, token: str, application_id: UUID) -> SelectionTestList:
        """Return what tests have shown of an applicant."""
        path = f"{_BASE}/applications/{application_id}/tests"
        return SelectionTestList.model_validate_json(await self._client.get(path, token))

    async def record(self, token: str, key: str, application_id: UUID, body: BaseModel) -> None:
        """Record what a test showed."""
        await self._post(f"/applications/{application_id}/tests", token, key, body)

    async def remove(self, token: str, key: str, test_id: UUID, body: BaseModel) -> None:
        """Remove a result."""
        await self._post(f"/tests/{test_id}/remove", token, key, body)

    async def _post(self, path: str, token: str, key: str, body: BaseModel) -> None:
        await self._client.post(f"{_BASE}{path}", token, key, body.model_dump_json(by_alias=True).encode())
