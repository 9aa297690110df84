"""The record of decisions cannot be altered unseen."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from libs import audit
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import FARSTA
from tests.service import As

ROOT = "/specialist-team/v1/support-requests"
UNLOCK = "ALTER TABLE audit_record DISABLE TRIGGER audit_record_is_append_only"

TAMPERING = {
    "a reason was edited": "UPDATE audit_record SET reason = 'en annan' WHERE seq = 2",
    "a role was edited": "UPDATE audit_record SET role = 'coordinator' WHERE seq = 1",
    "data were edited": """UPDATE audit_record SET data = '{"score": 5}' WHERE seq = 3""",
    "an entry was removed": "DELETE FROM audit_record WHERE seq = 2",
    "the last entry was removed": "DELETE FROM audit_record WHERE seq = 3",
    "two entries changed places": "UPDATE audit_record SET seq = 2 * (CASE seq WHEN 2 THEN 3 WHEN 3 THEN 2 END) + 94"
    " WHERE seq IN (2, 3); UPDATE audit_record SET seq = (seq - 94) / 2 WHERE seq > 90",
    "everything was removed": "DELETE FROM audit_record",
}


async def three_decisions(api: As) -> None:
    for _ in range(3):
        assert (await api(FARSTA).post(ROOT, a_draft_body())).status_code == 201


async def run(app: FastAPI, *statements: str) -> None:
    async def execute(tx: Any) -> None:
        for statement in statements:
            await tx.execute(text(statement))

    await app.state.kernel.database.run(execute)


async def test_an_untouched_record_is_whole(api: As, app: FastAPI) -> None:
    await three_decisions(api)
    assert await app.state.kernel.database.run(audit.verify) == 3


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
async def test_tampering_is_found(api: As, app: FastAPI, statement: str) -> None:
    await three_decisions(api)
    await api(FARSTA).post(ROOT, a_draft_body())
    if "seq = 3" in statement and statement.startswith("DELETE"):
        statement = statement.replace("seq = 3", "seq = 4")
    await run(app, UNLOCK, *statement.split(";"))
    with pytest.raises(audit.Broken):
        await app.state.kernel.database.run(audit.verify)


@pytest.mark.parametrize("statement", ["UPDATE audit_record SET reason = 'x'", "DELETE FROM audit_record"])
async def test_the_database_refuses_changes(api: As, app: FastAPI, statement: str) -> None:
    await three_decisions(api)
    with pytest.raises(DBAPIError, match="only added to"):
        await run(app, statement)
