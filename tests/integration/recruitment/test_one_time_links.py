"""One-time links on a real database: who has the token comes in, for a while; why another does not, nobody learns."""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from contracts.recruitment.link_codes import LinkPurpose
from libs import calendar
from libs.commands import idempotency
from libs.outbox import outbox
from services.recruitment import candidate_handlers, one_time_link_store
from services.recruitment.domain.link_refusals import LinkDoesNotOpen
from services.recruitment.main import application
from services.recruitment.one_time_link_tables import one_time_link
from services.recruitment.settings import RecruitmentSettings
from tests.builders.tokens import FARSTA, HR_CONSULTANT
from tests.integration.recruitment.campaigning import ROOT, published
from tests.integration.recruitment.matching import applied
from tests.service import As, settings_for

PAGE, VISIT, REFERENCE = LinkPurpose.CANDIDATE_PAGE, LinkPurpose.CANDIDATE_VISIT, LinkPurpose.REFERENCE


@pytest.fixture
def app(module_database: Callable[[str], str]) -> FastAPI:
    """The application, not started, on the module's own database."""
    return application(settings_for(module_database("recruitment"), RecruitmentSettings))


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def comes(app: FastAPI, token: str, path: str, body: dict[str, Any], key: str = "") -> httpx.Response:
    """Send a command with a link's token."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key or uuid4().hex}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service.test") as http:
        return await http.post(f"{ROOT}{path}", json=body, headers=headers)


async def test_a_link_opens_a_visit_until_it_is_revoked(api: As, app: FastAPI) -> None:
    one = await applied(api, await published(api), 1)
    hr, database = api(HR_CONSULTANT), app.state.kernel.database
    links = f"{ROOT}/applications/{one['id']}/page-links"
    body = {"expectedVersion": one["version"], "tokenDigest": digest("handed-out")}
    assert (await api(FARSTA).post(links, body)).status_code == 403
    made = await hr.post(links, body)
    assert made.status_code == 201, made.text
    assert (await hr.post(links, body)).json()["code"] == "version_conflict"
    taken = await hr.post(links, body | {"expectedVersion": one["version"] + 1})
    assert (taken.status_code, taken.json()["code"]) == (422, "token_is_taken")

    begin = {"tokenDigest": digest("visit")}
    began = await comes(app, "handed-out", "/own-page/visits", begin, "the-same-key")
    assert began.status_code == 201, began.text
    again = await comes(app, "handed-out", "/own-page/visits", begin, "the-same-key")
    assert again.content == began.content, "a lost answer is given again"
    found = await database.run(lambda tx: one_time_link_store.opened(tx, "visit", [VISIT], calendar.now()))
    assert str(found.subject_id) == one["id"]
    for token in ("visit", "unknown", "", "handed-ouT"):
        refused = await comes(app, token, "/own-page/visits", {"tokenDigest": digest(uuid4().hex)})
        assert (refused.status_code, refused.json()["code"]) == (401, "link_does_not_open"), token

    revoke = f"{ROOT}/applications/{one['id']}/revoke-page-links"
    assert (await hr.post(revoke, {"expectedVersion": one["version"] + 1})).status_code == 200
    refused = await comes(app, "handed-out", "/own-page/visits", {"tokenDigest": digest("late")})
    unknown = await comes(app, "unknown", "/own-page/visits", {"tokenDigest": digest("late")})
    assert (refused.status_code, refused.json()["detail"]) == (401, unknown.json()["detail"])
    with pytest.raises(LinkDoesNotOpen):
        await database.run(lambda tx: one_time_link_store.opened(tx, "visit", [PAGE, VISIT], calendar.now()))

    rows = (await database.run(lambda tx: tx.execute(select(outbox.c.type, outbox.c.payload)))).all()
    kinds = [row.type.split(".")[1] for row in rows]
    assert (kinds.count("application_page_link_made"), kinds.count("application_page_links_revoked")) == (1, 1)
    stored = b"".join(bytes(row.payload) for row in rows)
    answers = await database.run(lambda tx: tx.execute(select(idempotency.c.body)))
    stored += b"".join(bytes(row.body or b"") for row in answers)
    assert b"handed-out" not in stored
    assert digest("handed-out").encode() not in stored


async def test_what_is_used_once_is_used_by_one_of_two_and_is_forgotten_when_it_has_expired(app: FastAPI) -> None:
    database, now, subject = app.state.kernel.database, calendar.now(), uuid4()
    link = await database.run(lambda tx: one_time_link_store.add(tx, REFERENCE, subject, digest("once"), now))

    async def use() -> bool:
        try:
            await database.run(lambda tx: one_time_link_store.use(tx, link.id, now))
        except LinkDoesNotOpen:
            return False
        return True

    assert sorted(await asyncio.gather(*(use() for _ in range(4)))) == [False, False, False, True]
    with pytest.raises(LinkDoesNotOpen):
        await database.run(lambda tx: one_time_link_store.opened(tx, "once", [REFERENCE], now))
    assert await database.run(lambda tx: one_time_link_store.presented(tx, "once", [REFERENCE]))
    assert await database.run(lambda tx: one_time_link_store.presented(tx, "once", [PAGE])) is None
    mine = select(one_time_link.c.id).where(one_time_link.c.subject_id == subject)
    for late, left in ((-1, 1), (1, 0)):
        when = link.expires_at + timedelta(seconds=late)
        await database.run(lambda tx, when=when: candidate_handlers.forget_links(tx, when))
        assert len((await database.run(lambda tx: tx.execute(mine))).all()) == left
