"""The team is the coordinator's to keep: dated terms that the database counts when time is given, also in a race."""

import asyncio
import json
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI

from services.specialist_team import team_store
from services.specialist_team.domain.assignment import Segment
from services.specialist_team.domain.refusals import BeyondEmployment, SpecialistIsBooked
from services.specialist_team.load_team import load
from tests.builders.tokens import COORDINATOR, FARSTA, SPECIALIST_C, STEERING_GROUP
from tests.integration.specialist_team.test_availability import END, START, TODAY, V1, a_queued_request, copies, offer
from tests.service import TEAM, As

JOINING = {
    "id": "specialist-i",
    "title": "Specialist I",
    "percent": 100,
    "competences": ["social_work_degree", "bbic"],
    "homeDistrict": "farsta",
    "startsOn": START.isoformat(),
    "reason": "Rekryterad enligt beslut.",
}


async def state(api: As, step: str, version: int, specialist: str = "specialist-c", **fields: Any) -> Any:
    body = {"expectedVersion": version, "reason": "Enligt avtal."} | fields
    return await api(COORDINATOR).post(f"{V1}/team/{specialist}/{step}", body)


async def member(api: As, specialist: str = "specialist-c") -> dict[str, Any]:
    items = (await api(COORDINATOR).get(f"{V1}/team")).json()["items"]
    return next(one for one in items if one["id"] == specialist)


async def test_who_joins_can_be_booked_from_the_first_day_on(api: As) -> None:
    late = JOINING | {"startsOn": (START + timedelta(days=1)).isoformat()}
    joined = await api(COORDINATOR).post(f"{V1}/team", late)
    assert (joined.status_code, joined.json()["version"], joined.json()["percent"]) == (201, 1, 100)
    request = await a_queued_request(api)
    early = await offer(api, request, specialist="specialist-i")
    assert (early.status_code, early.json()["code"]) == (422, "not_in_the_team_then")
    twice = await api(COORDINATOR).post(f"{V1}/team", JOINING)
    assert (twice.status_code, twice.json()["errors"][0]["field"]) == (422, "id")
    nowhere = await api(COORDINATOR).post(f"{V1}/team", JOINING | {"id": "specialist-j", "homeDistrict": "nowhere"})
    assert nowhere.json()["errors"][0]["field"] == "homeDistrict"
    for who in (FARSTA, SPECIALIST_C, STEERING_GROUP):
        assert (await api(who).post(f"{V1}/team", JOINING | {"id": "specialist-j"})).status_code == 403
    (history,) = (await api(COORDINATOR).get(f"{V1}/team/specialist-i/history")).json()
    assert (history["type"], history["reason"]) == (
        "specialist_team.specialist_joined.v1",
        "Rekryterad enligt beslut.",
    )


async def test_less_share_keeps_what_is_booked_and_refuses_more(api: As) -> None:
    offered = (await offer(api, await a_queued_request(api), 60)).json()
    middle = (START + timedelta(days=20)).isoformat()
    changed = (await state(api, "change-share", 0, percent=50, startsOn=middle)).json()
    assert [(one["reference"], one["startsOn"], one["percent"]) for one in changed["collisions"]] == [
        (offered["reference"], middle, 10)
    ]
    assert changed["percent"] == 80
    refused = await offer(api, await a_queued_request(api), 60)
    assert refused.json()["errors"][0]["limit"] == "50"
    path = f"{V1}/support-requests/{offered['id']}/accept-offer"
    assert (await api(FARSTA).post(path, {"expectedVersion": offered["version"]})).status_code == 200
    more = (await state(api, "change-share", 1, percent=100, startsOn=middle)).json()
    assert (more["collisions"], [one["percent"] for one in more["terms"]]) == ([], [80, 100])
    stale = await state(api, "change-share", 1, percent=100, startsOn=middle)
    assert (stale.status_code, stale.json()["code"], len(stale.json()["changes"])) == (409, "version_conflict", 1)


async def test_who_leaves_keeps_the_bookings_as_collisions_and_gets_no_more(api: As) -> None:
    offered = (await offer(api, await a_queued_request(api), 40)).json()
    last = END - timedelta(days=7)
    gone = (await state(api, "set-last-day", 0, lastDay=last.isoformat())).json()
    assert [(one["startsOn"], one["percent"]) for one in gone["collisions"]] == [
        ((last + timedelta(days=1)).isoformat(), 40)
    ]
    assert (await offer(api, await a_queued_request(api), 20)).json()["code"] == "not_in_the_team_then"
    late = await state(api, "change-share", 1, percent=50, startsOn=END.isoformat())
    assert (late.status_code, late.json()["errors"][0]["code"]) == (422, "after_last_day")
    stays = (await state(api, "set-last-day", 1, lastDay=None)).json()
    assert (stays["lastDay"], stays["collisions"]) == (None, [])
    assert (await offer(api, await a_queued_request(api), 40)).status_code == 200
    assert offered["status"] == "offered"


async def test_competences_and_home_hold_from_their_day_and_the_file_does_not_take_them_back(
    api: As, app: FastAPI
) -> None:
    await state(api, "change-competences", 0, competences=["supervision"], startsOn=START.isoformat())
    await state(api, "change-home", 1, homeDistrict="bromma", startsOn=TODAY.isoformat())
    assert await load(TEAM, app.state.kernel.database) == 0
    known = await member(api)
    assert (known["homeDistrict"], known["version"]) == ("bromma", 2)
    assert "bbic" in known["competences"]
    assert known["terms"][-1] == {
        "startsOn": START.isoformat(),
        "percent": None,
        "homeDistrict": None,
        "gained": ["supervision"],
        "lost": ["bbic", "child_investigation", "social_work_degree"],
    }
    request = await a_queued_request(api)
    path = f"{V1}/support-requests/{request['id']}/candidates"
    seen = (await api(COORDINATOR).get(path)).json()["items"]
    assert next(one for one in seen if one["specialist"] == "specialist-c")["missing"] == ["bbic"]
    assert len(seen) == len(json.loads(TEAM))


async def test_the_share_of_each_day_is_filled_and_not_exceeded_while_it_changes(api: As, app: FastAPI) -> None:
    """Bookings of 25 percent race a share that becomes 50 in the middle, and a last day: the database refuses."""
    request, database = await a_queued_request(api), app.state.kernel.database
    ids = iter(await database.run(lambda tx: copies(tx, UUID(request["id"]), 60)))
    middle, last = START + timedelta(days=20), START + timedelta(days=40)

    async def book(request_id: UUID, first: date, until: date, specialist: str = "specialist-a") -> str:
        wanted = [Segment(specialist, 25, first, until)]
        try:
            await database.run(lambda tx: team_store.book(tx, request_id, wanted, firm=False))
        except (SpecialistIsBooked, BeyondEmployment) as refusal:
            return refusal.code
        return "booked"

    whole = [book(next(ids), START, last) for _ in range(10)]
    changed, *raced = await asyncio.gather(
        state(api, "change-share", 0, "specialist-a", percent=50, startsOn=middle.isoformat()), *whole
    )
    assert changed.status_code == 200
    # What was booked before the change collides and stays; what came after it found the share of each day.
    assert 2 <= Counter(raced)["booked"] <= 4
    seen = await member(api, "specialist-a")
    assert len(seen["collisions"]) == (Counter(raced)["booked"] if Counter(raced)["booked"] > 2 else 0)
    before = [await book(next(ids), START, middle - timedelta(days=1)) for _ in range(4)]
    assert Counter(before)["booked"] == 4 - Counter(raced)["booked"]
    assert await book(next(ids), middle, last) == "specialist_is_booked"
    await state(api, "change-share", 0, "specialist-f", percent=50, startsOn=middle.isoformat())
    across = [book(next(ids), START, last, "specialist-f") for _ in range(10)]
    assert Counter(await asyncio.gather(*across)) == {"booked": 2, "specialist_is_booked": 8}
    ended = await state(api, "set-last-day", 0, "specialist-b", lastDay=last.isoformat())
    after = [book(next(ids), last, last + timedelta(days=1), "specialist-b") for _ in range(5)]
    assert ended.status_code == 200
    assert Counter(await asyncio.gather(*after)) == {"beyond_employment": 5}
    fits = [book(next(ids), last, last, "specialist-b") for _ in range(5)]
    assert Counter(await asyncio.gather(*fits)) == {"booked": 4, "specialist_is_booked": 1}


@pytest.mark.parametrize("step", ["change-share", "change-competences", "change-home", "set-last-day"])
async def test_only_the_coordinator_changes_terms(api: As, step: str) -> None:
    fields: dict[str, dict[str, Any]] = {
        "change-share": {"percent": 50, "startsOn": START.isoformat()},
        "change-competences": {"competences": [], "startsOn": START.isoformat()},
        "change-home": {"homeDistrict": "bromma", "startsOn": START.isoformat()},
        "set-last-day": {"lastDay": START.isoformat()},
    }
    body = {"expectedVersion": 0, "reason": "Enligt avtal."} | fields[step]
    for who in (FARSTA, SPECIALIST_C, STEERING_GROUP):
        assert (await api(who).post(f"{V1}/team/specialist-c/{step}", body)).status_code == 403
    assert (await api(COORDINATOR).post(f"{V1}/team/nobody/{step}", body)).status_code == 404
