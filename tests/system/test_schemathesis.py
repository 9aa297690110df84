"""Whatever is sent to the API, it answers by its own document: no 5xx, no undocumented answer, no schema violation."""

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks

from services.specialist_team.main import application
from tests.builders import tokens
from tests.service import settings_for

load_all_checks()


@pytest.fixture(scope="module")
def address(module_database: Callable[[str], str]) -> Iterator[str]:
    """A running service on a real database; Kafka is away, which the outbox absorbs."""
    app = application(settings_for(module_database("specialist_team")))
    app.state.kernel.verifier._keys = tokens.KEYS
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


schema = schemathesis.openapi.from_path("docs/openapi/specialist_team.json")
PEOPLE = [tokens.FARSTA, tokens.COORDINATOR, tokens.OPERATOR, tokens.SPECIALIST_C]


@schema.parametrize()
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_answers_by_its_document(case: Case[Any], address: str) -> None:
    for person in PEOPLE[:2] if case.method == "POST" else PEOPLE:
        case.call_and_validate(
            base_url=address,
            headers={"Authorization": f"Bearer {tokens.a_token(person)}"},
            excluded_checks=[checks.ignored_auth, checks.positive_data_acceptance],
        )
