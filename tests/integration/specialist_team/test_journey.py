"""A request from draft to evaluation through the API."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from libs.calendar import local_date
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA
from tests.service import Api, As

ROOT = "/specialist-team/v1/support-requests"


def today() -> date:
    return local_date(datetime.now(UTC))


async def step(caller: Api, request: dict[str, Any], command: str, **body: Any) -> dict[str, Any]:
    """Give a command at the version last seen and return the request after it."""
    path = f"{ROOT}/{request['id']}/{command}"
    response = await caller.post(path, {"expectedVersion": request["version"]} | body)
    assert response.status_code == 200, response.text
    result: dict[str, Any] = response.json()
    return result


async def test_request_travels_from_draft_to_evaluation(api: As) -> None:
    manager, coordinator = api(FARSTA), api(COORDINATOR)
    draft = await manager.post(ROOT, a_draft_body(startsOn=today().isoformat()))
    assert draft.status_code == 201, draft.text
    request = await step(manager, draft.json(), "submit")
    request = await step(coordinator, request, "triage", urgency="high", reason="Lagens tider är i fara.", queue=True)
    assert (request["status"], request["version"]) == ("queued", 4)
    queue = (await coordinator.get("/specialist-team/v1/queue")).json()
    assert [(entry["position"], entry["request"]["id"]) for entry in queue["items"]] == [(1, request["id"])]
    end = today() + timedelta(days=40)
    request = await step(
        coordinator,
        request,
        "offer",
        specialist="specialist-c",
        percent=80,
        startsOn=today().isoformat(),
        endsOn=end.isoformat(),
        reason="Kompetens enligt begäran.",
    )
    request = await step(manager, request, "accept-offer")
    request = await step(coordinator, request, "start", startedOn=today().isoformat())
    request = await step(coordinator, request, "complete", completedOn=today().isoformat())
    request = await step(manager, request, "evaluate", score=5, comment="Balansen är borta.")
    assert (request["status"], request["version"], request["commands"]) == ("evaluated", 9, [])
    history = (await manager.get(f"{ROOT}/{request['id']}/history")).json()
    assert [entry["version"] for entry in history] == list(range(1, 10))
    assert history[2]["reason"] == "Lagens tider är i fara."
