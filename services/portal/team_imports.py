"""The import as the portal asks for it, with the signed-in person's own token."""

from typing import Any, Final
from uuid import UUID

from contracts.specialist_team.imports import Import, ImportRowPage, Imports, RunImport
from libs.client import ServiceClient

_IMPORTS: Final = "/specialist-team/v1/imports"


class TeamImports:
    """Asks ``/specialist-team/v1/imports``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def latest(self, token: str) -> Imports:
        """Return the latest files."""
        return Imports.model_validate_json(await self._client.get(_IMPORTS, token))

    async def check(self, token: str, key: str, file_name: str, content: bytes) -> Import:
        """Send a file for its dry run."""
        answer = await self._client.send_file(_IMPORTS, token, key, content, {"fileName": file_name[:200]})
        return Import.model_validate_json(answer)

    async def one(self, token: str, import_id: UUID) -> Import:
        """Return one file and how far its import has come."""
        return Import.model_validate_json(await self._client.get(f"{_IMPORTS}/{import_id}", token))

    async def rows(self, token: str, import_id: UUID, **choice: Any) -> ImportRowPage:
        """Return rows with their fates, in the file's order."""
        return ImportRowPage.model_validate_json(await self._client.get(f"{_IMPORTS}/{import_id}/rows", token, choice))

    async def run(self, token: str, key: str, import_id: UUID, fingerprint: str) -> Import:
        """Let what was checked be imported."""
        body = RunImport(fingerprint=fingerprint).model_dump_json(by_alias=True).encode()
        return Import.model_validate_json(await self._client.post(f"{_IMPORTS}/{import_id}/run", token, key, body))
