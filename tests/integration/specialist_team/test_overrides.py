"""The coordinator's override through the API: shown with its reason, recorded, lifted, and nobody else's to make."""

from typing import Any

from tests.builders.tokens import COORDINATOR, FARSTA, SODERMALM, SPECIALIST_C, STEERING_GROUP
from tests.integration.specialist_team.test_queue_policy import ROOT, queue_up
from tests.service import As

REASON = "Barn utan handläggare sedan i går."


async def queue_of(api: As) -> list[tuple[int, int, str]]:
    items = (await api(COORDINATOR).get(f"{ROOT}/queue")).json()["items"]
    return [(item["position"], item["ruledPosition"], item["request"]["reference"]) for item in items]


async def found(api: As, reference: str) -> dict[str, Any]:
    items = (await api(COORDINATOR).get(f"{ROOT}/queue")).json()["items"]
    asked: dict[str, Any] = next(item["request"] for item in items if item["request"]["reference"] == reference)
    return asked


async def test_an_override_moves_one_request_says_why_to_its_district_and_is_lifted(api: As) -> None:
    acute, normal = await queue_up(api, FARSTA, "acute", []), await queue_up(api, SODERMALM, "normal", [])
    assert await queue_of(api) == [(1, 1, acute), (2, 2, normal)]
    asked = await found(api, normal)
    path = f"{ROOT}/support-requests/{asked['id']}"
    body = {"expectedVersion": asked["version"], "position": 1, "reason": REASON}
    for other in (FARSTA, SODERMALM, SPECIALIST_C, STEERING_GROUP):
        assert (await api(other).post(f"{path}/override", body)).status_code in {403, 404}
    moved = (await api(COORDINATOR).post(f"{path}/override", body)).json()
    assert await queue_of(api) == [(1, 2, normal), (2, 1, acute)]

    told = (await api(SODERMALM).get(path)).json()
    assert (told["position"], told["override"]["reason"]) == (1, REASON)
    entry = (await api(SODERMALM).get(f"{path}/history")).json()[-1]
    assert entry["type"] == "specialist_team.request_overridden.v1"
    assert (entry["reason"], entry["data"]["position"], entry["role"]) == (REASON, 1, "coordinator")

    lift = {"expectedVersion": moved["version"], "reason": "Enheten har fått vikarier."}
    lifted = (await api(COORDINATOR).post(f"{path}/lift-override", lift)).json()
    assert "override" not in lifted or lifted["override"] is None
    assert await queue_of(api) == [(1, 1, acute), (2, 2, normal)]
    again = await api(COORDINATOR).post(f"{path}/lift-override", lift | {"expectedVersion": lifted["version"]})
    assert (again.status_code, again.json()["code"]) == (409, "not_overridden")


async def test_an_override_needs_a_place_and_a_reason_free_of_persons(api: As) -> None:
    asked = await found(api, await queue_up(api, FARSTA, "normal", []))
    path = f"{ROOT}/support-requests/{asked['id']}/override"
    good = {"expectedVersion": asked["version"], "position": 1, "reason": REASON}
    for bad in ({"position": 0}, {"position": 501}, {"reason": ""}, {"reason": "Barnet 20150101-2384"}):
        assert (await api(COORDINATOR).post(path, good | bad)).status_code == 422, bad
