"""The specialist team's service with its team, on a fresh database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from services.specialist_team.load_team import load
from services.specialist_team.main import application
from tests.integration.conftest import As, settings_for

TEAM = Path("deploy/local/team.json").read_bytes()


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
