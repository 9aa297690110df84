"""The portal and the services it asks in this process, on real databases; events are carried over by hand."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from deploy.local.addresses import ROOT
from libs.auth import Actor
from libs.calendar import now
from libs.client import ServiceClient
from libs.envelope import Envelope
from libs.outbox import outbox
from libs.settings import Settings
from services.portal import sessions
from services.portal.identity import Tokens
from services.portal.main import application
from services.portal.recruitment import Recruitment
from services.portal.settings import PortalSettings
from services.portal.team import Operations, Team
from services.recruitment.main import application as recruitment_application
from services.recruitment.settings import RecruitmentSettings
from services.specialist_team import load_team
from services.specialist_team.main import application as team_application
from tests.builders import tokens

PORTAL, TEAM, HR = "http://portal.test", "http://team.test", "http://hr.test"
ORGANISATION = ROOT / "deploy" / "local" / "organisation.json"
TEAM_FILE = (ROOT / "deploy" / "local" / "team.json").read_bytes()


def _common(database_url: str) -> dict[str, Any]:
    return {
        "environment": "test",
        "database_url": database_url,
        "kafka_bootstrap": "127.0.0.1:1",
        "issuer": tokens.ISSUER,
        "organisation_file": ORGANISATION,
    }


@dataclass
class Browser:
    """Somebody's browser without script: keeps cookies, follows no redirects, knows the session's form token."""

    http: httpx.AsyncClient
    csrf: str

    async def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return await self.http.get(path)

    async def post(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Send a form with the session's token."""
        return await self.http.post(path, data={"csrf": self.csrf, **fields})


@dataclass
class Avlasta:
    """All three applications."""

    portal: FastAPI
    team: FastAPI
    recruitment: FastAPI
    api: Callable[[dict[str, Any]], httpx.AsyncClient]

    async def browser(self, person: dict[str, Any] | None) -> Browser:
        """Return a browser in which ``person`` is signed in, or nobody."""
        transport = httpx.ASGITransport(app=self.portal, raise_app_exceptions=False)
        http = httpx.AsyncClient(transport=transport, base_url=PORTAL)
        if person is None:
            return Browser(http, "")
        actor = Actor(person["sub"], frozenset(person["roles"]), person.get("district"), person.get("unit"))
        held = Tokens(actor, tokens.a_token(person), now() + timedelta(hours=1), None, "id-token")
        database = self.portal.state.kernel.database
        cookie = await database.run(lambda tx: sessions.begin(tx, held))
        http.cookies.set("avlasta", cookie)
        visitor = await sessions.find(database, cookie)
        assert visitor is not None
        return Browser(http, visitor.csrf)

    async def carry_events(self) -> None:
        """Let the portal, and the team of recruitment's, receive every event that the services have written."""
        for service in (self.team, self.recruitment):
            rows = (
                await service.state.kernel.database.run(lambda tx: tx.execute(select(outbox).order_by(outbox.c.id)))
            ).all()
            messages = [Envelope(row.topic, 0, number, row.headers, row.payload) for number, row in enumerate(rows)]
            listeners = [self.portal] if service is self.team else [self.portal, self.team]
            for listener in listeners:
                await listener.state.kernel.inbox.receive(messages)

    async def order(self, person: dict[str, Any], path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send a command about an order as ``person``; ``path`` follows ``/orders``."""
        return await self.recruit(person, f"/orders{path}", body)

    async def recruit(self, person: dict[str, Any], path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send a command to the recruitment service as ``person``; ``path`` follows ``/recruitment/v1``."""
        headers = {"Authorization": f"Bearer {tokens.a_token(person)}", "Idempotency-Key": str(uuid4())}
        async with _reaching(self.recruitment) as http:
            answer = await http.post(f"{HR}/recruitment/v1{path}", json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()  # type: ignore[no-any-return] # JSON


def _reaching(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False))


@pytest.fixture
async def avlasta(fresh_database: Callable[[str], str]) -> AsyncIterator[Avlasta]:
    """The portal and the services it asks, ready."""
    async with AsyncExitStack() as stack:
        team = team_application(Settings(**_common(fresh_database("specialist_team"))))
        recruitment = recruitment_application(RecruitmentSettings(**_common(fresh_database("recruitment"))))
        portal = application(PortalSettings(**_common(fresh_database("portal")), portal_url=PORTAL))
        for app in (team, recruitment, portal):
            app.state.kernel.verifier._keys = tokens.KEYS
            await stack.enter_async_context(app.router.lifespan_context(app))
        await load_team.load(TEAM_FILE, team.state.kernel.database)
        client = ServiceClient(_reaching(team), TEAM)
        here = portal.state.portal
        changed = {
            "team": Team(client),
            "recruitment": Recruitment(ServiceClient(_reaching(recruitment), HR)),
            "operations": (Operations(client, "specialist_team"),),
        }
        portal.state.portal = type(here)(**(vars(here) | changed))

        def api(person: dict[str, Any]) -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app=team, raise_app_exceptions=False)
            headers = {"Authorization": f"Bearer {tokens.a_token(person)}"}
            return httpx.AsyncClient(transport=transport, base_url=f"{TEAM}/specialist-team/v1", headers=headers)

        yield Avlasta(portal, team, recruitment, api)
