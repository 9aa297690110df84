"""A service in this process on a real database, reached as an API user reaches it."""

import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from fastapi import FastAPI

from libs.settings import Settings
from services.specialist_team.load_team import load
from services.specialist_team.main import application
from tests.builders import tokens

TEAM = Path("deploy/local/team.json").read_bytes()
_keys = itertools.count(1)
S = TypeVar("S", bound=Settings)


def settings_for(database_url: str, of: type[S] = Settings, **overrides: Any) -> S:  # type: ignore[assignment]
    """Return a service's test settings; Kafka is away unless an address is given."""
    fields: dict[str, Any] = {
        "environment": "test",
        "database_url": database_url,
        "kafka_bootstrap": "127.0.0.1:1",
        "issuer": tokens.ISSUER,
        "trace_ratio": 1.0,
    }
    return of(**(fields | overrides))


class Api:
    """Calls a service as one person; commands get a fresh idempotency key unless one is given."""

    def __init__(self, app: FastAPI, person: dict[str, Any] | None) -> None:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        headers = {"Authorization": f"Bearer {tokens.a_token(person)}"} if person else {}
        self.http = httpx.AsyncClient(transport=transport, base_url="http://service.test", headers=headers)

    async def get(self, path: str, **params: Any) -> httpx.Response:
        """Read a resource."""
        return await self.http.get(path, params=params)

    async def post(self, path: str, body: Any, key: str | None = None) -> httpx.Response:
        """Send a command."""
        headers = {"Idempotency-Key": key or f"test-key-{next(_keys)}"}
        return await self.http.post(path, json=body, headers=headers)


As = Callable[[dict[str, Any] | None], Api]


@pytest.fixture
async def open_app() -> AsyncIterator[Callable[[FastAPI], Any]]:
    """Start an application until the test ends; answers a way to call it as somebody."""
    async with AsyncExitStack() as stack:

        async def opened(app: FastAPI) -> As:
            app.state.kernel.verifier._keys = tokens.KEYS
            await stack.enter_async_context(app.router.lifespan_context(app))
            return lambda person: Api(app, person)

        yield opened


@pytest.fixture
def app(fresh_database: Callable[[str], str]) -> FastAPI:
    """The application, not started."""
    return application(settings_for(fresh_database("specialist_team")))


@pytest.fixture
async def api(app: FastAPI, open_app: Callable[[FastAPI], Any]) -> As:
    """`api(person)` calls the running service as that person."""
    calling: As = await open_app(app)
    await load(TEAM, app.state.kernel.database)
    return calling
