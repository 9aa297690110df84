"""Whatever is sent to the API, it answers by its own document: no 5xx, no undocumented answer, no schema violation."""

import contextlib
import itertools
import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import load_all_checks
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

from services.recruitment.main import application as recruitment
from services.recruitment.settings import RecruitmentSettings
from services.specialist_team.main import application as specialist_team
from tests.builders import tokens
from tests.service import settings_for

load_all_checks()
# The services run in threads beside the drawing of cases, and draw their pauses between attempts at random.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")


@contextlib.contextmanager
def _running(app: FastAPI) -> Iterator[str]:
    """Run the service; Kafka is away, which the outbox absorbs. Answers its address."""
    app.state.kernel.verifier._keys = tokens.KEYS
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="module")
def team(module_database: Callable[[str], str]) -> Iterator[str]:
    """Where the specialist team's service answers, on a real database."""
    with _running(specialist_team(settings_for(module_database("specialist_team")))) as address:
        yield address


@pytest.fixture(scope="module")
def hr(module_database: Callable[[str], str]) -> Iterator[str]:
    """Where the recruitment service answers, on a real database."""
    with _running(recruitment(settings_for(module_database("recruitment"), RecruitmentSettings))) as address:
        yield address


def _operations(service: str) -> list[str]:
    """Names of a service's operations: "POST /v1/requests"."""
    paths: dict[str, dict[str, Any]] = json.loads(_document(service).read_text())["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]


def _document(service: str) -> Path:
    return Path(f"docs/openapi/{service}.json")


@cache
def _schema(service: str) -> BaseSchema:
    schema = schemathesis.openapi.from_path(_document(service))
    refusals = schema.config.checks.negative_data_rejection
    refusals.expected_statuses = [*refusals.expected_statuses, "413"]  # wrong, and too long to be looked at
    return schema


def _try(service: str, name: str, address: str, people: Sequence[dict[str, Any]]) -> None:
    """Send an operation its examples, its boundary values and a few drawn ones, as these people in turn.

    Schemathesis' own ``parametrize`` builds the cases of every operation while tests are collected, half a minute in
    each of pytest's processes; here the one that runs the test builds them.
    """

    def answers(case: Case[Any]) -> None:
        case.call_and_validate(
            base_url=address,
            headers={"Authorization": f"Bearer {tokens.a_token(next(turns))}"},
            excluded_checks=[checks.ignored_auth, checks.positive_data_acceptance],
        )

    turns = itertools.cycle(people)
    operation = _schema(service).find_operation_by_label(name)
    assert operation is not None
    few = settings(max_examples=5, suppress_health_check=list(HealthCheck))
    config = HypothesisTestConfig(project=_schema(service).config, modes=list(HypothesisTestMode))
    create_test(operation=operation, test_func=few(answers), config=config)()


@pytest.mark.parametrize("operation", _operations("specialist_team"))
def test_specialist_team_answers_by_its_document(operation: str, team: str) -> None:
    people = [tokens.FARSTA, tokens.COORDINATOR, tokens.OPERATOR, tokens.SPECIALIST_C]
    _try("specialist_team", operation, team, people)


@pytest.mark.parametrize("operation", _operations("recruitment"))
def test_recruitment_answers_by_its_document(operation: str, hr: str) -> None:
    _try("recruitment", operation, hr, [tokens.FARSTA, tokens.HR_CONSULTANT, tokens.OPERATOR, tokens.STEERING_GROUP])
