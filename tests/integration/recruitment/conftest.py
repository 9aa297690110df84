"""The recruitment service in this process on a real database."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from services.recruitment.main import application
from services.recruitment.settings import RecruitmentSettings
from tests.service import As, settings_for


@pytest.fixture
def app(fresh_database: Callable[[str], str]) -> FastAPI:
    """The application, not started."""
    return application(settings_for(fresh_database("recruitment"), RecruitmentSettings))


@pytest.fixture
async def api(app: FastAPI, open_app: Callable[[FastAPI], Any]) -> As:
    """`api(person)` calls the running service as that person."""
    calling: As = await open_app(app)
    return calling
