"""The command endpoint with everything on beside bare FastAPI and psycopg that run the same SQL."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.figures import Figure
from bench.ground import Ground, plain, run_sql
from bench.load import requests_per_second
from bench.rounds import medians
from deploy.local.process import free_port
from deploy.local.service import Service
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import FARSTA, a_token
from tests.faults.issuer import issuer

PATH = "/specialist-team/v1/support-requests"
COUNT = 1_000
CONNECTIONS = 8
_PROFILE = (
    "of 5.9 ms of CPU a command (the baseline: 1.8 ms), about half is SQL: SQLAlchemy's asyncio layer takes 0.22 ms a "
    "statement where psycopg alone takes 0.07, and a command has nine. The rest is FastAPI's nested dependencies, the "
    "token's signature (0.3 ms), telemetry (0.3 ms) and the relay beside it; the domain takes 0.3 ms."
)
"""Measured in one process without a network: whole command, without token, without telemetry, use case alone."""
_EMPTY = "TRUNCATE outbox, idempotency, support_request CASCADE"


async def bench(ground: Ground, rounds: int) -> list[Figure]:
    """Return commands per second of both, at eight connections."""
    body = json.dumps(a_draft_body()).encode()
    async with _both(ground) as (service, bare, headers):

        async def ours() -> float:
            run_sql(ground.postgres.url("bench_command"), _EMPTY)
            return await requests_per_second(service.port, PATH, headers, body, count=COUNT, connections=CONNECTIONS)

        async def theirs() -> float:
            run_sql(ground.postgres.url("bench_bare"), _EMPTY)
            return await requests_per_second(bare.port, PATH, {}, body, count=COUNT, connections=CONNECTIONS)

        found = await medians({"ours": ours, "bare": theirs}, rounds)
    baseline = "bare FastAPI + psycopg, same SQL"
    return [
        Figure(
            "command, telemetry at 10 %",
            "requests/s",
            found["ours"],
            baseline,
            found["bare"],
            at_least=0.6,
            profile=_PROFILE,
        ),
    ]


@asynccontextmanager
async def _both(ground: Ground) -> AsyncIterator[tuple[Service, Service, dict[str, str]]]:
    """Start both servers; Kafka is there, so the service relays what it commits, as it does in life."""
    with issuer() as issuer_url:
        ours = {
            "AVLASTA_ENVIRONMENT": "test",
            "AVLASTA_DATABASE_URL": ground.database("bench_command"),
            "AVLASTA_KAFKA_BOOTSTRAP": await ground.broker(),
            "AVLASTA_ISSUER": issuer_url,
            "AVLASTA_TRACE_RATIO": "0.1",
        }
        service = Service(ground.folder, "service", "services.specialist_team.main", free_port(), ours)
        port = free_port()
        theirs = {"DATABASE_URL": plain(ground.database("bench_bare")), "PORT": str(port)}
        bare = Service(ground.folder, "bare", "bench.bare_api", port, theirs)
        headers = {"Authorization": f"Bearer {a_token(FARSTA, iss=issuer_url)}"}
        try:
            service.start()
            bare.start()
            yield service, bare, headers
        finally:
            service.kill()
            bare.kill()
