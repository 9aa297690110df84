"""Files with applications as the portal asks for them, with the signed-in person's own token."""

from typing import Any, Final
from uuid import UUID

from contracts.recruitment.applications import (
    ApplicationFile,
    ApplicationFiles,
    ApplicationRow,
    ApplicationRowPage,
    RunApplicationFile,
)
from libs.client import ServiceClient
from services.portal.whole_lists import AT_A_TIME, whole

_FILES: Final = "/recruitment/v1/application-files"


class ApplicationFilesClient:
    """Asks ``/recruitment/v1/application-files``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def latest(self, token: str, campaign_id: UUID) -> list[ApplicationFile]:
        """Return the campaign's latest files."""
        found = await self._client.get(_FILES, token, {"campaign": str(campaign_id)})
        return ApplicationFiles.model_validate_json(found).items

    async def check(self, token: str, key: str, campaign_id: UUID, content: bytes) -> ApplicationFile:
        """Send a file for its dry run. Its name is not sent: it may say who has applied."""
        answer = await self._client.send_file(_FILES, token, key, content, {"campaign": str(campaign_id)})
        return ApplicationFile.model_validate_json(answer)

    async def one(self, token: str, file_id: UUID) -> ApplicationFile:
        """Return one file and how far its import has come."""
        return ApplicationFile.model_validate_json(await self._client.get(f"{_FILES}/{file_id}", token))

    async def rows(self, token: str, file_id: UUID, **choice: Any) -> ApplicationRowPage:
        """Return rows with their fates, in the file's order; ``choice`` is fate, limit and page."""
        found = await self._client.get(f"{_FILES}/{file_id}/rows", token, choice)
        return ApplicationRowPage.model_validate_json(found)

    async def all_rows(self, token: str, file_id: UUID, **choice: Any) -> list[ApplicationRow]:
        """Return every row of the choice."""
        return await whole(lambda number: self.rows(token, file_id, **choice, limit=AT_A_TIME, page=number))

    async def run(self, token: str, key: str, file_id: UUID, fingerprint: str) -> ApplicationFile:
        """Let what was checked be taken in."""
        body = RunApplicationFile(fingerprint=fingerprint).model_dump_json(by_alias=True).encode()
        return ApplicationFile.model_validate_json(await self._client.post(f"{_FILES}/{file_id}/run", token, key, body))
