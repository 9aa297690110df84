"""Loads the team's members from a JSON file: ``python -m services.specialist_team.load_team FILE``."""

import asyncio
import sys
from pathlib import Path

from pydantic import TypeAdapter

from contracts.specialist_team.api import Specialist as SpecialistBody
from libs.database import Database
from libs.settings import Settings
from services.specialist_team import team_store
from services.specialist_team.domain.team import Specialist


def members(content: bytes) -> list[Specialist]:
    """Return the members that the JSON ``content`` lists; raises ValidationError when it is wrong."""
    listed = TypeAdapter(list[SpecialistBody]).validate_json(content)
    return [Specialist(m.id, m.title, m.percent, frozenset(m.competences), m.home_district) for m in listed]


async def load(content: bytes, database: Database) -> int:
    """Store the members that the JSON ``content`` lists; returns how many. Raises ValidationError when it is wrong."""
    listed = members(content)
    await database.run(lambda tx: team_store.register(tx, listed))
    return len(listed)


async def _main(content: bytes) -> None:
    database = Database(Settings().database_url, "specialist_team/load_team")
    try:
        print(f"{await load(content, database)} specialists")
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]).read_bytes()))
