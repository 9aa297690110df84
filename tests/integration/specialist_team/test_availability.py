"""Time off and conflicts of interest count when time is given, in the database as well, however many try at once."""

import asyncio
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text

from libs.calendar import local_date
from libs.database import Transaction
from services.specialist_team import team_store
from services.specialist_team.domain.assignment import Segment
from services.specialist_team.domain.availability_refusals import SpecialistIsAway
from services.specialist_team.domain.refusals import SpecialistIsBooked
from services.specialist_team.store import booking
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA, SPECIALIST_C, STEERING_GROUP
from tests.service import TEAM, As

V1 = "/specialist-team/v1"
TODAY = local_date(datetime.now(UTC))
START, END = TODAY + timedelta(days=14), TODAY + timedelta(days=70)


async def a_queued_request(api: As, **overrides: Any) -> dict[str, Any]:
    draft = (await api(FARSTA).post(f"{V1}/support-requests", a_draft_body(**overrides))).json()
    path = f"{V1}/support-requests/{draft['id']}"
    await api(FARSTA).post(f"{path}/submit", {"expectedVersion": 1})
    body = {"expectedVersion": 2, "urgency": "normal", "reason": "Enligt begäran.", "queue": True}
    queued: dict[str, Any] = (await api(COORDINATOR).post(f"{path}/triage", body)).json()
    return queued


async def offer(api: As, request: dict[str, Any], percent: int = 60, specialist: str = "specialist-c") -> Any:
    body = {
        "expectedVersion": request["version"],
        "specialist": specialist,
        "percent": percent,
        "startsOn": START.isoformat(),
        "endsOn": END.isoformat(),
        "reason": "Kompetens enligt begäran.",
    }
    return await api(COORDINATOR).post(f"{V1}/support-requests/{request['id']}/offer", body)


def a_time_off(version: int = 0, **overrides: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "expectedVersion": version,
        "cause": "illness",
        "percent": 100,
        "startsOn": (START + timedelta(days=10)).isoformat(),
        "endsOn": (START + timedelta(days=13)).isoformat(),
        "reason": "Enligt anmälan.",
    }
    return body | overrides


async def test_an_absence_refuses_offers_and_a_cancelled_one_does_not(api: As) -> None:
    coordinator = api(COORDINATOR)
    made = await coordinator.post(f"{V1}/team/specialist-c/time-off", a_time_off())
    assert (made.status_code, made.json()["version"], made.json()["collisions"]) == (201, 1, [])
    request = await a_queued_request(api)
    refused = await offer(api, request)
    assert (refused.status_code, refused.json()["code"]) == (409, "specialist_is_away")
    candidates = (await coordinator.get(f"{V1}/support-requests/{request['id']}/candidates")).json()["items"]
    seen = next(one for one in candidates if one["specialist"] == "specialist-c")
    assert (seen["freePercent"], seen["fits"]) == (0, False)
    path = f"{V1}/team/specialist-c/time-off/{made.json()['offPeriods'][0]['id']}/cancel"
    cancelled = await coordinator.post(path, {"expectedVersion": 1, "reason": "Fel person."})
    assert cancelled.json()["offPeriods"] == []
    assert (await offer(api, request)).status_code == 200


async def test_a_reduction_leaves_what_is_left_and_shorter_time_off_can_be_booked_again(api: As) -> None:
    made = await api(COORDINATOR).post(f"{V1}/team/specialist-c/time-off", a_time_off(cause="union_work", percent=30))
    request = await a_queued_request(api)
    assert (await offer(api, request, 60)).json()["code"] == "specialist_is_away"
    change = {
        "expectedVersion": 1,
        "percent": 20,
        "startsOn": START.isoformat(),
        "endsOn": END.isoformat(),
        "reason": "Mindre tid.",
    }
    path = f"{V1}/team/specialist-c/time-off/{made.json()['offPeriods'][0]['id']}/change"
    assert (await api(COORDINATOR).post(path, change)).status_code == 200
    assert (await offer(api, request, 60)).status_code == 200


async def test_absence_over_a_booking_is_told_and_the_booking_lives_on(api: As) -> None:
    offered = (await offer(api, await a_queued_request(api))).json()
    made = (await api(COORDINATOR).post(f"{V1}/team/specialist-c/time-off", a_time_off())).json()
    assert [(one["reference"], one["percent"]) for one in made["collisions"]] == [(offered["reference"], 60)]
    path = f"{V1}/support-requests/{offered['id']}/accept-offer"
    accepted = await api(FARSTA).post(path, {"expectedVersion": offered["version"]})
    assert accepted.status_code == 200
    team = (await api(COORDINATOR).get(f"{V1}/team")).json()["items"]
    assert len(next(one for one in team if one["id"] == "specialist-c")["collisions"]) == 1


async def test_a_conflict_of_interest_refuses_the_unit_and_nothing_else(api: As) -> None:
    conflict = {"expectedVersion": 0, "district": "farsta", "unit": "farsta-utredning-barn-2", "startsOn": "2026-01-01"}
    made = await api(COORDINATOR).post(f"{V1}/team/specialist-c/conflicts", conflict)
    assert made.status_code == 201
    request = await a_queued_request(api)
    assert (await offer(api, request)).json()["code"] == "conflict_of_interest"
    assert (await offer(api, request, specialist="specialist-a")).status_code == 200
    end = {"expectedVersion": 1, "endsOn": TODAY.isoformat()}
    path = f"{V1}/team/specialist-c/conflicts/{made.json()['conflicts'][0]['id']}/end"
    assert (await api(COORDINATOR).post(path, end)).status_code == 200
    assert (await offer(api, await a_queued_request(api))).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [({"district": "farsta", "unit": "sodermalm-utredning-barn-1"}, "unit"), ({"district": "nowhere"}, "district")],
)
async def test_a_conflict_names_a_place_that_is(api: As, body: dict[str, str], field: str) -> None:
    answer = await api(COORDINATOR).post(
        f"{V1}/team/specialist-c/conflicts", {"expectedVersion": 0, "startsOn": "2026-01-01"} | body
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_who_sees_what_and_who_may_change(api: As) -> None:
    await api(COORDINATOR).post(f"{V1}/team/specialist-c/time-off", a_time_off())
    conflict = {"expectedVersion": 1, "district": "farsta", "startsOn": "2026-01-01"}
    await api(COORDINATOR).post(f"{V1}/team/specialist-c/conflicts", conflict)
    seen: dict[str, Any] = {}
    for name, who in {"coordinator": COORDINATOR, "steering": STEERING_GROUP, "specialist": SPECIALIST_C}.items():
        items = (await api(who).get(f"{V1}/team")).json()["items"]
        one = next(item for item in items if item["id"] == "specialist-c")
        seen[name] = (len(items), one["offPeriods"][0]["cause"], len(one["conflicts"]))
    whole = len(json.loads(TEAM))
    assert seen == {"coordinator": (whole, "illness", 1), "steering": (whole, None, 0), "specialist": (1, "illness", 1)}
    assert (await api(FARSTA).get(f"{V1}/team")).status_code == 403
    for who in (FARSTA, SPECIALIST_C, STEERING_GROUP):
        assert (await api(who).post(f"{V1}/team/specialist-c/time-off", a_time_off(2))).status_code == 403
    assert (await api(STEERING_GROUP).get(f"{V1}/team/specialist-c/history")).status_code == 403
    history = (await api(SPECIALIST_C).get(f"{V1}/team/specialist-c/history")).json()
    assert [one["reason"] for one in history] == ["Enligt anmälan.", None]


async def test_a_stale_version_is_told_what_happened(api: As) -> None:
    made = await api(COORDINATOR).post(f"{V1}/team/specialist-c/time-off", a_time_off())
    path = f"{V1}/team/specialist-c/time-off/{made.json()['offPeriods'][0]['id']}"
    answer = await api(COORDINATOR).post(f"{V1}/team/specialist-c/time-off", a_time_off())
    assert (answer.status_code, answer.json()["code"]) == (409, "version_conflict")
    assert answer.json()["currentVersion"] == 1
    await api(COORDINATOR).post(f"{path}/cancel", {"expectedVersion": 1, "reason": "Fel person."})
    change = {key: value for key, value in a_time_off(1).items() if key != "cause"}
    codes = [
        (await api(COORDINATOR).post(f"{path}/change", change | {"expectedVersion": n})).json()["code"] for n in (1, 2)
    ]
    assert codes == ["version_conflict", "time_off_not_found"]
    assert (await api(COORDINATOR).post(f"{V1}/team/nobody/time-off", a_time_off())).status_code == 404


async def test_a_thousand_racing_bookings_take_exactly_what_there_is(api: As, app: FastAPI) -> None:
    """Five specialists, one with other duties, one away for a day: what is free is filled, never more."""
    request = await a_queued_request(api)
    duty = a_time_off(cause="method_development", percent=20)
    await api(COORDINATOR).post(f"{V1}/team/specialist-a/time-off", duty)
    day = a_time_off(startsOn=END.isoformat(), endsOn=END.isoformat())
    await api(COORDINATOR).post(f"{V1}/team/specialist-d/time-off", day)
    database = app.state.kernel.database
    ids = await database.run(lambda tx: copies(tx, UUID(request["id"]), 1000))

    connections = asyncio.Semaphore(8)  # all that race at a moment; the rest would only wait for the pool

    async def book(number: int, request_id: UUID) -> str:
        specialist = f"specialist-{'abcde'[number % 5]}"
        try:
            async with connections:
                await database.run(
                    lambda tx: team_store.book(tx, request_id, [Segment(specialist, 25, START, END)], firm=False)
                )
        except (SpecialistIsBooked, SpecialistIsAway):
            return "refused"
        return specialist

    results = Counter(await asyncio.gather(*[book(number, one) for number, one in enumerate(ids)]))
    allowed = {"specialist-a": 3, "specialist-b": 4, "specialist-c": 3, "specialist-e": 3}
    assert results == allowed | {"refused": 1000 - sum(allowed.values())}
    rows = (await database.run(lambda tx: tx.execute(select(booking.c.specialist)))).scalars()
    assert Counter(rows) == allowed


async def copies(tx: Transaction, request_id: UUID, count: int) -> list[UUID]:
    """Return the ids of so many copies of a request."""
    columns = [
        row[0]
        for row in await tx.execute(
            text(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'support_request' "
                "AND column_name NOT IN ('id', 'reference') ORDER BY ordinal_position"
            )
        )
    ]
    names = ", ".join(columns)
    statement = text(
        f"INSERT INTO support_request (id, reference, {names}) "  # noqa: S608 - names are the table's own
        f"SELECT gen_random_uuid(), 'COPY-' || n, {names} FROM support_request, generate_series(1, :count) n "
        "WHERE id = :id RETURNING id"
    )
    return [row.id for row in await tx.execute(statement, {"count": count, "id": request_id})]
