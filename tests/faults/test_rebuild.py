"""A projection that was lost comes back from the topic, by the command that operators have."""

import asyncio
import os
import sys
from collections.abc import Callable

from deploy.local.kafka import Kafka
from deploy.local.service import ROOT
from tests.faults import evidence
from tests.faults.checker import Fact
from tests.faults.post import post_office
from tests.faults.test_deliveries import SUBJECTS

FEED = "SELECT request, version FROM feed ORDER BY request, version"


async def rebuild(database_url: str, bootstrap: str) -> str:
    """Run the command as a person would; answers what it says."""
    settings = {"AVLASTA_DATABASE_URL": database_url, "AVLASTA_KAFKA_BOOTSTRAP": bootstrap, "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "libs.operate", "portal", "rebuild")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **settings}, stdout=pipe, stderr=pipe)
    said, complaint = await process.communicate()
    assert process.returncode == 0, complaint.decode()
    return said.decode().strip()


async def test_projections_come_back(fresh_database: Callable[[str], str], fresh_topics: Kafka) -> None:
    """What the portal shows is read from the topic again, however often, each event once."""
    database = fresh_database("portal")
    facts = [Fact(subject, version) for subject in SUBJECTS[:10] for version in range(1, 6)]
    assert await rebuild(database, fresh_topics.bootstrap) == "0 events read"
    async with post_office(fresh_topics.bootstrap) as post:
        for fact in facts:
            await post.send(fact)
    for _ in range(2):
        assert await rebuild(database, fresh_topics.bootstrap) == f"{len(facts)} events read"
        assert [Fact(str(subject), version) for subject, version in evidence.rows(database, FEED)] == sorted(facts)
