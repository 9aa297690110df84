"""The baseline of the command bench: FastAPI and psycopg alone, the same body in, the same SQL, the same answer out.

No sign-in, no telemetry, no domain, no retry: what remains is what any service must do. ``DATABASE_URL`` and ``PORT``
say where.
"""

import contextlib
import hashlib
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import uuid4

import psycopg
import uvicorn
from fastapi import FastAPI, Header, Request, Response
from psycopg.types.json import Json, Jsonb
from psycopg_pool import AsyncConnectionPool

from bench.events import drafted
from contracts.specialist_team.api import SupportRequestDraft

pool: "AsyncConnectionPool[psycopg.AsyncConnection[tuple[Any, ...]]]" = AsyncConnectionPool(
    os.environ["DATABASE_URL"], min_size=10, max_size=10, open=False
)
_EVENT, _HEADERS, _ = next(drafted(1))

_CLAIM = """INSERT INTO idempotency (actor, key, fingerprint) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING RETURNING key"""
_REFERENCE = """INSERT INTO reference_number (year, last) VALUES (2026, 1)
    ON CONFLICT (year) DO UPDATE SET last = reference_number.last + 1 RETURNING last"""
_REQUEST = """INSERT INTO support_request (id, reference, version, status, district, unit, area, purpose, percent,
    starts_on, ends_on, competences, statutory_risks, tasks, without_help, clock, updated_at)
    VALUES (%s, %s, 1, 'draft', 'farsta', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
_HEAD = "SELECT id, seq, hash FROM audit_head FOR UPDATE"
_RECORD = """INSERT INTO audit_record (seq, at, actor, role, action, subject_id, subject_version, data, previous, hash)
    VALUES (%s, %s, %s, 'unit_manager', %s, %s, 1, %s, %s, %s)"""
_MOVE_HEAD = "UPDATE audit_head SET seq = %s, hash = %s"
_OUTBOX = """INSERT INTO outbox (event_id, topic, type, subject_type, subject_id, subject_version, headers, payload)
    VALUES (%s, 'specialist_team.events', %s, 'support_request', %s, 1, %s, %s)"""
_ANSWER = "UPDATE idempotency SET status = 201, body = %s WHERE actor = %s AND key = %s"


@contextlib.asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    await pool.open(wait=True)
    yield
    await pool.close()


app = FastAPI(lifespan=_lifespan, telemetry={"tracing": False, "metrics": False, "logs": False})


@app.get("/health/ready")
async def ready() -> dict[str, str]:
    """Answer when it runs."""
    return {"status": "ready"}


@app.post("/specialist-team/v1/support-requests")
async def draft(request: Request, body: SupportRequestDraft, idempotency_key: Annotated[str, Header()]) -> Response:
    """Store a draft by the statements that the real service runs."""
    actor, now, request_id = "farsta-chef", datetime.now(UTC), uuid4()
    fingerprint = hashlib.sha256(await request.body()).digest()
    async with pool.connection() as tx:
        await (await tx.execute(_CLAIM, (actor, idempotency_key, fingerprint))).fetchone()
        ((last,),) = await (await tx.execute(_REFERENCE)).fetchall()
        need = (body.unit, body.area, body.purpose, body.percent, body.starts_on, body.ends_on)
        lists = ([*body.competences], [*body.statutory_risks])
        row = (request_id, f"SPT-2026-{last:04d}", *need, *lists, body.tasks, body.without_help, Jsonb([]), now)
        await tx.execute(_REQUEST, row)
        ((_, seq, previous),) = await (await tx.execute(_HEAD)).fetchall()
        data = {"reference": f"SPT-2026-{last:04d}", "need": body.model_dump(mode="json")}
        seal = hashlib.sha256(previous + repr(data).encode()).digest()
        await tx.execute(_RECORD, (seq + 1, now, actor, _EVENT.type, request_id, Json(data), previous, seal))
        await tx.execute(_MOVE_HEAD, (seq + 1, seal))
        event = _EVENT.model_copy(update={"subject_id": request_id}).model_dump_json(by_alias=True).encode()
        await tx.execute(_OUTBOX, (uuid4(), _EVENT.type, request_id, Json(_HEADERS), event))
        answer = body.model_dump_json(by_alias=True).encode()
        await tx.execute(_ANSWER, (answer, actor, idempotency_key))
    return Response(answer, status_code=201, media_type="application/json")


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["PORT"]), loop="uvloop", http="httptools", access_log=False, log_config=None)
