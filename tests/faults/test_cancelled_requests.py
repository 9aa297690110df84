"""A caller goes away at any moment: the command is done wholly or not at all, and the same key tells which, once."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from libs.audit import audit_record
from libs.commands import idempotency
from libs.outbox import outbox
from services.specialist_team.main import application
from services.specialist_team.store import support_request
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import FARSTA, KEYS, a_token
from tests.faults.writers import ROOT
from tests.service import settings_for

STEPS = range(0, 120, 2)
"""Turns of the event loop after which the request is cancelled: from before its body is read until after its answer."""


async def send(app: FastAPI, key: str) -> int:
    """Send the command as an ASGI server does; returns the status of the answer."""
    body, sent = json.dumps(a_draft_body()).encode(), []
    headers = {"authorization": f"Bearer {a_token(FARSTA)}", "content-type": "application/json", "idempotency-key": key}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": ROOT,
        "raw_path": ROOT.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("service.test", 80),
        "state": {},
    }
    parts = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        return next(parts, {"type": "http.disconnect"})

    async def respond(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, respond)
    return int(next(message["status"] for message in sent if message["type"] == "http.response.start"))


async def counts(app: FastAPI) -> tuple[int, ...]:
    """Return how many requests, events, entries of the record and keys there are."""
    queries = [
        select(func.count()).select_from(table) for table in (support_request, outbox, audit_record, idempotency)
    ]
    database = app.state.kernel.database
    return tuple([(await database.run(lambda tx, q=query: tx.execute(q))).scalar_one() for query in queries])


@pytest.fixture
async def app(fresh_database: Callable[[str], str]) -> Any:
    """The service in this process; Kafka is away, which the outbox absorbs."""
    made = application(settings_for(fresh_database("specialist_team")))
    made.state.kernel.verifier._keys = KEYS
    async with made.router.lifespan_context(made):
        yield made


async def test_a_request_cancelled_anywhere_has_one_effect(app: FastAPI) -> None:
    """Each of sixty commands is cancelled a little later than the last, then sent again under its key."""
    assert await send(app, "warming-up") == 201
    done, cancelled = 1, 0
    for steps in STEPS:
        key = f"cancelled-after-{steps}"
        task = asyncio.create_task(send(app, key))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        outcome = (await asyncio.gather(task, return_exceptions=True))[0]
        cancelled += isinstance(outcome, asyncio.CancelledError)
        before = await counts(app)
        assert before in {(done,) * 4, (done + 1,) * 4}, f"half done when cancelled after {steps} turns"
        assert await send(app, key) == 201
        done += 1
        assert await counts(app) == (done,) * 4, f"done twice when cancelled after {steps} turns"
    assert cancelled > len(STEPS) // 3
    assert app.state.kernel.database.engine.pool.checkedout() <= 1, "a cancelled request kept its connection"
