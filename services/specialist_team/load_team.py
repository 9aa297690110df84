"""Loads the team's first members from a JSON file: ``python -m services.specialist_team.load_team FILE``.

Whoever is stored already stays as the coordinator has left them.
"""

import asyncio
import sys
from pathlib import Path

from pydantic import TypeAdapter

from contracts.specialist_team.employment import Joining
from libs.database import Database, Transaction
from libs.settings import Settings
from services.specialist_team import team_store
from services.specialist_team.domain.team import Specialist


def members(content: bytes) -> list[Specialist]:
    """Return the members that the JSON ``content`` lists; raises ValidationError when it is wrong."""
    return [team_store.joining(one) for one in TypeAdapter(list[Joining]).validate_json(content)]


async def load(content: bytes, database: Database) -> int:
    """Store the new members that the JSON ``content`` lists; returns how many. Raises ValidationError."""
    listed = members(content)

    async def add(tx: Transaction) -> int:
        return sum([await team_store.add(tx, one, 0) for one in listed])

    return await database.run(add)


async def _main(content: bytes) -> None:
    database = Database(Settings().database_url, "specialist_team/load_team")
    try:
        print(f"{await load(content, database)} new specialists")
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]).read_bytes()))
