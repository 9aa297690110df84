"""Whatever is sent to the API, it answers by its own document: no 5xx, no undocumented answer, no schema violation."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks

from services.recruitment.main import application as recruitment
from services.recruitment.settings import RecruitmentSettings
from services.specialist_team.main import application as specialist_team
from tests.builders import tokens
from tests.service import settings_for

load_all_checks()


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


def _answers(case: Case[Any], address: str, people: Sequence[dict[str, Any]]) -> None:
    for person in people[:2] if case.method == "POST" else people:
        case.call_and_validate(
            base_url=address,
            headers={"Authorization": f"Bearer {tokens.a_token(person)}"},
            excluded_checks=[checks.ignored_auth, checks.positive_data_acceptance],
        )


FEW = settings(max_examples=5, suppress_health_check=list(HealthCheck))


@schemathesis.openapi.from_path("docs/openapi/specialist_team.json").parametrize()
@FEW
def test_specialist_team_answers_by_its_document(case: Case[Any], team: str) -> None:
    _answers(case, team, [tokens.FARSTA, tokens.COORDINATOR, tokens.OPERATOR, tokens.SPECIALIST_C])


@schemathesis.openapi.from_path("docs/openapi/recruitment.json").parametrize()
@FEW
def test_recruitment_answers_by_its_document(case: Case[Any], hr: str) -> None:
    _answers(case, hr, [tokens.FARSTA, tokens.HR_CONSULTANT, tokens.OPERATOR, tokens.STEERING_GROUP])
