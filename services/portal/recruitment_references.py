"""References as the portal asks for them: HR-service's with the person's own token, a referee's with the link's."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel

from contracts.recruitment.references import OwnReference, ReferenceList, RemindersDue
from libs.client import ServiceClient

_BASE: Final = "/recruitment/v1"


class References:
    """Asks about references; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def of_application(self, token: str, application_id: UUID) -> ReferenceList:
        """Return the references of an application."""
        path = f"{_BASE}/applications/{application_id}/references"
        return ReferenceList.model_validate_json(await self._client.get(path, token))

    async def reminders_due(self, token: str) -> RemindersDue:
        """Return the applications whose referees have not answered in a week."""
        return RemindersDue.model_validate_json(await self._client.get(f"{_BASE}/references/reminders-due", token))

    async def ask(self, token: str, key: str, application_id: UUID, body: BaseModel) -> None:
        """Ask a referee."""
        await self._post(f"/applications/{application_id}/references", token, key, body)

    async def command(self, token: str, key: str, reference_id: UUID, command: str, body: BaseModel) -> None:
        """Give a command about a reference: ``remind``, ``extend`` or ``receive-off-service``."""
        await self._post(f"/references/{reference_id}/{command}", token, key, body)

    async def own(self, secret: str) -> OwnReference:
        """Return whom the reference is about, for who has the link."""
        return OwnReference.model_validate_json(await self._client.get(f"{_BASE}/own-reference", secret))

    async def answer(self, secret: str, key: str, command: str, body: BaseModel) -> None:
        """Answer by the link: ``give`` or ``decline``."""
        await self._post(f"/own-reference/{command}", secret, key, body)

    async def _post(self, path: str, token: str, key: str, body: BaseModel) -> None:
        await self._client.post(f"{_BASE}{path}", token, key, body.model_dump_json(by_alias=True).encode())
