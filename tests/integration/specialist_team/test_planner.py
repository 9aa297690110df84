"""A plan is made, tried by hand and offered row by row; it never touches what a district has been promised."""

from datetime import timedelta
from typing import Any

from fastapi import FastAPI
from sqlalchemy import select

from contracts.organisation import Organisation
from libs.calendar import now
from libs.outbox import outbox
from services.specialist_team import planner
from services.specialist_team.planner_tables import plan
from tests.builders.tokens import COORDINATOR, FARSTA, SPECIALIST_C, STEERING_GROUP
from tests.integration.specialist_team.test_availability import END, START, V1, a_queued_request, offer
from tests.service import As


async def made(app: FastAPI, api: As) -> dict[str, Any]:
    """Ask for a plan, make it unless the service's own job was first, and return it."""
    assert (await api(COORDINATOR).post(f"{V1}/plan", {})).status_code == 202
    organisation: Organisation = app.state.organisation
    await app.state.kernel.database.run(lambda tx: planner.make_plan(tx, now(), organisation))
    answer = (await api(COORDINATOR).get(f"{V1}/plan")).json()
    assert answer["beingMade"] is False
    found: dict[str, Any] = answer["plan"]
    return found


def a_row(proposal: dict[str, Any], **changes: Any) -> dict[str, Any]:
    row = {name: proposal[name] for name in ("request", "specialist", "percent", "startsOn", "endsOn")}
    return row | {"expectedVersion": proposal["version"]} | changes


async def test_a_plan_is_proposed_tried_and_offered_row_by_row(api: As, app: FastAPI) -> None:
    first, second = await a_queued_request(api, percent=60), await a_queued_request(api, percent=60)
    found = await made(app, api)
    assert found["proven"]
    assert [one["reference"] for one in found["proposals"]] == [first["reference"], second["reference"]]
    assert {one["specialist"] for one in found["proposals"]} == {"specialist-c", "specialist-f"}
    mine = next(one for one in found["proposals"] if one["specialist"] == "specialist-c")
    other = next(one for one in found["proposals"] if one is not mine)
    assert "home_district" in mine["reasons"] and "wanted_start" in mine["reasons"]

    query = {"request": other["request"], "specialist": "specialist-c", "startsOn": other["startsOn"]}
    tried = (await api(COORDINATOR).get(f"{V1}/plan/effect", **query)).json()
    assert tried["possible"]
    assert {one["reference"] for one in tried["moves"]} == {first["reference"], second["reference"]}
    query["specialist"] = "specialist-e"
    assert (await api(COORDINATOR).get(f"{V1}/plan/effect", **query)).json()["obstacle"] == "no_competence"

    rows = [a_row(mine), a_row(other, specialist="specialist-c"), a_row(other, expectedVersion=1)]
    body = {"rows": rows, "reason": "Enligt veckans plan."}
    results = (await api(COORDINATOR).post(f"{V1}/plan/accept", body)).json()["results"]
    assert [(one["offered"], one["code"]) for one in results] == [
        (True, None),
        (False, "specialist_is_booked"),
        (False, "version_conflict"),
    ]
    offered = (await api(FARSTA).get(f"{V1}/support-requests/{mine['request']}")).json()
    assert (offered["status"], offered["offer"]["specialist"]) == ("offered", "specialist-c")
    stale = (await api(COORDINATOR).get(f"{V1}/plan")).json()["plan"]["proposals"]
    assert {one["request"]: one["stale"] for one in stale} == {mine["request"]: True, other["request"]: False}


async def test_what_a_district_has_been_offered_is_not_moved_and_the_same_facts_give_the_same_plan(
    api: As, app: FastAPI
) -> None:
    held = await offer(api, await a_queued_request(api), 60, "specialist-c")
    await a_queued_request(api, percent=60)
    one = await made(app, api)
    again = await made(app, api)  # the plan before is part of the facts, so the first may differ
    third = await made(app, api)
    assert len({one["id"], again["id"], third["id"]}) == 3
    assert again["inputHash"] == third["inputHash"]
    assert again["proposals"] == third["proposals"]
    assert [each["specialist"] for each in one["proposals"]] in (["specialist-a"], ["specialist-f"])
    kept = (await api(FARSTA).get(f"{V1}/support-requests/{held.json()['id']}")).json()
    assert kept["offer"]["startsOn"] == START.isoformat() and kept["offer"]["endsOn"] == END.isoformat()
    rows = (await app.state.kernel.database.run(lambda tx: tx.execute(select(plan)))).all()
    assert len(rows) >= 3 and all(row.solver_version.startswith("OR-Tools ") for row in rows)
    types = (await app.state.kernel.database.run(lambda tx: tx.execute(select(outbox.c.payload, outbox.c.type)))).all()
    told = [bytes(row.payload).decode() for row in types if row.type == "specialist_team.plan_proposed.v1"]
    assert len(told) == len(rows) and all("specialist-" not in each for each in told)


async def test_nobody_fits_and_the_reason_is_named(api: As, app: FastAPI) -> None:
    asked = await a_queued_request(api, competences=["bbic", "elderly_care"])
    found = await made(app, api)
    assert [(one["reference"], one["obstacle"]) for one in found["withoutProposals"]] == [
        (asked["reference"], "no_competence")
    ]


async def test_who_may_plan(api: As) -> None:
    for who, status in ((STEERING_GROUP, 200), (FARSTA, 403), (SPECIALIST_C, 403)):
        assert (await api(who).get(f"{V1}/plan")).status_code == status
    row = {"request": "0193598a-0000-7000-8000-000000000001", "specialist": "specialist-c", "percent": 60}
    body = {
        "rows": [row | {"expectedVersion": 1, "startsOn": START.isoformat(), "endsOn": END.isoformat()}],
        "reason": "Enligt planen.",
    }
    for who in (STEERING_GROUP, FARSTA, SPECIALIST_C):
        assert (await api(who).post(f"{V1}/plan", {})).status_code == 403
        assert (await api(who).post(f"{V1}/plan/accept", body)).status_code == 403
    results = (await api(COORDINATOR).post(f"{V1}/plan/accept", body)).json()["results"]
    assert results[0]["code"] == "request_not_found"


async def test_a_request_that_came_since_makes_another_plan_but_not_at_once(api: As, app: FastAPI) -> None:
    organisation: Organisation = app.state.organisation
    first = await made(app, api)
    asked = await a_queued_request(api, competences=["bbic"])

    async def after(later: timedelta) -> dict[str, Any]:
        await app.state.kernel.database.run(lambda tx: planner.make_plan(tx, now() + later, organisation))
        found: dict[str, Any] = (await api(COORDINATOR).get(f"{V1}/plan")).json()["plan"]
        return found

    assert (await after(timedelta(0)))["id"] == first["id"]
    second = await after(planner.PAUSE + timedelta(seconds=5))
    assert [one["reference"] for one in second["proposals"]] == [asked["reference"]]
    assert (await after(3 * planner.PAUSE))["id"] == second["id"], "nothing has come since"
