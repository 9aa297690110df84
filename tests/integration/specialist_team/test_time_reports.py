"""Worked time through HTTP on a real database: reported once, corrected with a trail, confirmed by the manager."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.builders.tokens import COORDINATOR, FARSTA, SODERMALM
from tests.requests import TODAY, on, under_way
from tests.service import As

BASE = "/specialist-team/v1"
MONDAY = TODAY - timedelta(days=TODAY.weekday())
SPECIALIST_A = {"sub": "specialist-a", "roles": ["specialist"]}
SPECIALIST_B = {"sub": "specialist-b", "roles": ["specialist"]}


def body(request: str, minutes: int = 390, version: int = 0, reason: str = "", **fields: Any) -> dict[str, Any]:
    entries = [{"day": on(TODAY), "kind": "work", "minutes": minutes}]
    return {
        "request": request,
        "specialist": "specialist-a",
        "monday": on(MONDAY),
        "expectedVersion": version,
        "entries": entries,
        "reason": reason,
    } | fields


async def test_a_week_from_report_to_confirmation_keeps_its_trail(api: As) -> None:
    request = await under_way(api)
    one = request.body["id"]
    reported = (await api(SPECIALIST_A).post(f"{BASE}/time-reports", body(one))).json()
    assert (reported["version"], reported["minutes"], reported["status"]) == (1, 390, "reported")
    refused = await api(SPECIALIST_A).post(f"{BASE}/time-reports", body(one, 360, 1))
    assert [e["code"] for e in refused.json()["errors"]] == ["reason_is_needed"]
    await api(SPECIALIST_A).post(f"{BASE}/time-reports", body(one, 360, 1, "Gick tidigare."))
    path = f"{BASE}/time-reports/{reported['id']}"
    objected = await api(FARSTA).post(f"{path}/object", {"expectedVersion": 2, "reason": "Det var fem timmar."})
    assert objected.json()["status"] == "objected"
    corrected = await api(COORDINATOR).post(f"{BASE}/time-reports", body(one, 300, 3, "Enligt enheten."))
    assert corrected.json()["status"] == "reported"
    confirmed = (await api(FARSTA).post(f"{path}/confirm", {"expectedVersion": 4})).json()
    assert (confirmed["status"], confirmed["mayConfirm"]) == ("confirmed", False)
    trail = [(c["role"], c["reason"], [e["minutes"] for e in c["previousEntries"] or []]) for c in confirmed["changes"]]
    assert trail == [
        ("specialist", None, []),
        ("specialist", "Gick tidigare.", [390]),
        ("unit_manager", "Det var fem timmar.", []),
        ("coordinator", "Enligt enheten.", [360]),
        ("unit_manager", None, []),
    ]
    told = await request.assignment()
    assert (told["reportedMinutes"], told["confirmedMinutes"]) == (300, 300)
    assert (told["teamCostOre"], told["agencyCostOre"]) == (5 * 442_00, 5 * 900_00)


async def test_two_reports_at_once_give_one_and_never_more_than_twelve_hours(api: As) -> None:
    first, second = await under_way(api, percent=40), await under_way(api, percent=40)
    same = [api(SPECIALIST_A).post(f"{BASE}/time-reports", body(first.body["id"], 420)) for _ in range(3)]
    assert sorted(a.status_code for a in await asyncio.gather(*same)) == [200, 409, 409]
    too_long = await api(SPECIALIST_A).post(f"{BASE}/time-reports", body(second.body["id"], 420))
    assert [e["code"] for e in too_long.json()["errors"]] == ["too_long_day"]


async def test_others_neither_report_nor_confirm_nor_see(api: As) -> None:
    one = (await under_way(api)).body["id"]
    assert (await api(SPECIALIST_B).post(f"{BASE}/time-reports", body(one))).status_code == 404
    assert (await api(FARSTA).post(f"{BASE}/time-reports", body(one))).status_code == 403
    reported = (await api(SPECIALIST_A).post(f"{BASE}/time-reports", body(one))).json()
    path = f"{BASE}/time-reports/{reported['id']}"
    for who, status in [(SODERMALM, 404), (SPECIALIST_B, 404), (COORDINATOR, 403), (SPECIALIST_A, 403)]:
        assert (await api(who).post(f"{path}/confirm", {"expectedVersion": 1})).status_code == status
    assert (await api(SODERMALM).get(f"{BASE}/support-requests/{one}/time-reports")).status_code == 404
    assert len((await api(FARSTA).get(f"{BASE}/support-requests/{one}/time-reports")).json()) == 1


async def test_my_week_is_the_specialists_own_and_the_coordinators(api: As) -> None:
    request = await under_way(api)
    [line] = (await api(SPECIALIST_A).get(f"{BASE}/my-week", week=on(TODAY))).json()["assignments"]
    assert (line["reference"], line["district"]) == (request.body["reference"], "farsta")
    assert line["days"][TODAY.weekday()]["open"]
    assert (await api(SPECIALIST_B).get(f"{BASE}/my-week")).json()["assignments"] == []
    assert (await api(SPECIALIST_B).get(f"{BASE}/my-week", specialist="specialist-a")).status_code == 403
    assert (await api(FARSTA).get(f"{BASE}/my-week")).status_code == 403
    asked = await api(COORDINATOR).get(f"{BASE}/my-week", specialist="specialist-a")
    assert len(asked.json()["assignments"]) == 1
