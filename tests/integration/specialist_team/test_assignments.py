"""Assignments through HTTP on a real database: nobody is overbooked, nobody else decides, nothing is lost."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text

from services.specialist_team.assignment_handlers import remind
from services.specialist_team.store import booking
from tests.builders.tokens import COORDINATOR, FARSTA, SODERMALM
from tests.requests import LAST, ROOT, TODAY, WHY, offered, on, queued, under_way
from tests.service import As


async def bookings(app: FastAPI) -> list[tuple[str, int, date, date]]:
    rows = await app.state.kernel.database.run(lambda tx: tx.execute(select(booking)))
    return sorted((row.specialist, row.percent, row.starts_on, row.ends_on) for row in rows)


class TestParts:
    async def test_a_yes_in_part_puts_the_rest_in_the_queue_with_its_waiting(self, api: As) -> None:
        half = TODAY + timedelta(days=30)
        request = await offered(api, percent=50, last=half)
        remains = (await request.assignment(FARSTA))["remains"]
        assert [(one["percent"], one["startsOn"], one["endsOn"]) for one in remains] == [
            (30, on(TODAY), on(half)),
            (80, on(half + timedelta(days=1)), on(LAST)),
        ]
        await request.give(FARSTA, "accept-offer")
        parts = (await request.assignment(FARSTA))["parts"]
        shown = [(await api(FARSTA).get(f"{ROOT}/{one['id']}")).json() for one in parts]
        assert [(one["status"], one["percent"], one["endsOn"]) for one in shown] == [
            ("queued", 30, on(half)),
            ("queued", 80, on(LAST)),
        ]
        assert {one["submittedAt"] for one in shown} == {request.body["submittedAt"]}
        assert {one["waitingDays"] for one in shown} == {request.body["waitingDays"]}

    async def test_the_rest_may_be_dropped(self, api: As) -> None:
        request = await offered(api, percent=50)
        await request.give(FARSTA, "accept-offer", rest="drop")
        assert (await request.assignment())["parts"] == []

    async def test_a_split_gives_two_places_and_a_race_of_two_gives_one_split(self, api: As) -> None:
        request = await queued(api)
        body = {"expectedVersion": request.body["version"], "percent": 30} | WHY
        path = f"{ROOT}/{request.body['id']}/split"
        answers = await asyncio.gather(*[api(COORDINATOR).post(path, body) for _ in range(3)])
        assert [a.status_code for a in answers].count(200) == 1
        queue = (await api(COORDINATOR).get("/specialist-team/v1/queue")).json()["items"]
        assert sorted(one["request"]["percent"] for one in queue) == [30, 50]
        assert {one["request"]["waitingDays"] for one in queue} == {request.body["waitingDays"]}

    async def test_a_split_that_is_refused_takes_no_reference(self, api: As) -> None:
        request = await queued(api)
        refused = await request.give(COORDINATOR, "split", 422, percent=70, **WHY)
        assert [e["code"] for e in refused["errors"]] == ["split_too_small"]
        await request.give(COORDINATOR, "split", 422, **WHY)
        following = await queued(api)
        assert int(following.body["reference"][-4:]) == int(request.body["reference"][-4:]) + 1


class TestEnd:
    async def test_both_sides_agree_and_the_booking_follows(self, api: As, app: FastAPI) -> None:
        request = await under_way(api)
        later = LAST + timedelta(days=14)
        await request.give(FARSTA, "propose-end", endsOn=on(later), **WHY)
        assert "agree_end" not in (await api(FARSTA).get(f"{ROOT}/{request.body['id']}")).json()["commands"]
        await request.give(FARSTA, "agree-end", 403)
        await request.give(COORDINATOR, "agree-end")
        assert await bookings(app) == [("specialist-a", 80, TODAY, later)]

    async def test_an_extension_never_overbooks(self, api: As, app: FastAPI) -> None:
        request = await under_way(api)
        taken = await queued(api)
        after: dict[str, Any] = {"startsOn": on(LAST + timedelta(days=1)), "endsOn": on(LAST + timedelta(days=30))}
        await taken.give(COORDINATOR, "offer", specialist="specialist-a", percent=50, **after, **WHY)
        before = await bookings(app)
        await request.give(FARSTA, "propose-end", endsOn=on(LAST + timedelta(days=7)), **WHY)
        refused = await request.give(COORDINATOR, "agree-end", 409)
        assert refused["code"] == "specialist_is_booked"
        assert await bookings(app) == before
        assert (await request.assignment())["proposal"]["side"] == "district"

    async def test_a_shorter_one_with_notice_frees_the_time_at_once(self, api: As, app: FastAPI) -> None:
        request = await under_way(api)
        earlier = TODAY + timedelta(days=40)
        await request.give(FARSTA, "propose-end", endsOn=on(earlier), **WHY)
        assert await bookings(app) == [("specialist-a", 80, TODAY, earlier)]


class TestHandOver:
    async def test_cuts_the_bookings_and_the_first_specialist_still_sees(self, api: As, app: FastAPI) -> None:
        request = await under_way(api)
        day = TODAY + timedelta(days=20)
        await request.give(COORDINATOR, "hand-over", specialist="specialist-b", fromOn=on(day), **WHY)
        assert await bookings(app) == [
            ("specialist-a", 80, TODAY, day - timedelta(days=1)),
            ("specialist-b", 80, day, LAST),
        ]
        helped = {"sub": "specialist-a", "roles": ["specialist"]}
        assert (await api(helped).get(f"{ROOT}/{request.body['id']}")).json()["commands"] == []

    async def test_two_coordinators_at_once_hand_over_once(self, api: As, app: FastAPI) -> None:
        request = await under_way(api)
        path = f"{ROOT}/{request.body['id']}/hand-over"
        seen = {"expectedVersion": request.body["version"], "fromOn": on(TODAY + timedelta(days=20))} | WHY
        bodies = [seen | {"specialist": f"specialist-{who}"} for who in "bdbd"]
        answers = await asyncio.gather(*[api(COORDINATOR).post(path, body) for body in bodies])
        assert [a.status_code for a in answers].count(200) == 1
        assert len(await bookings(app)) == 2

    async def test_swapping_two_assignments_at_once_never_hangs_or_overbooks(self, api: As, app: FastAPI) -> None:
        """Each wants the other's specialist: the times are full, so both are refused, and neither waits for ever."""
        one, other = await under_way(api, "specialist-a"), await under_way(api, "specialist-b")
        before = await bookings(app)
        day = on(TODAY + timedelta(days=20))
        answers = await asyncio.gather(
            one.give(COORDINATOR, "hand-over", 409, specialist="specialist-b", fromOn=day, **WHY),
            other.give(COORDINATOR, "hand-over", 409, specialist="specialist-a", fromOn=day, **WHY),
        )
        assert [a["code"] for a in answers] == ["specialist_is_booked"] * 2
        assert await bookings(app) == before


class TestStandDown:
    async def test_the_rest_goes_back_to_the_queue(self, api: As, app: FastAPI) -> None:
        request = await under_way(api)
        said: dict[str, Any] = {"reason": "acute_need_elsewhere", "note": "Akut behov i en annan stadsdel."}
        await request.give(COORDINATOR, "stand-down", lastDay=on(TODAY), afterwards="queue", **said)
        told = await request.assignment()
        assert (request.body["status"], told["stoodDown"]["reason"]) == ("completed", "acute_need_elsewhere")
        [part] = told["parts"]
        rest = (await api(FARSTA).get(f"{ROOT}/{part['id']}")).json()
        assert (rest["status"], rest["percent"], rest["endsOn"]) == ("queued", 80, on(LAST))
        assert await bookings(app) == [("specialist-a", 80, TODAY, TODAY)]

    async def test_before_the_start_the_request_itself_is_queued(self, api: As, app: FastAPI) -> None:
        request = await offered(api)
        await request.give(FARSTA, "accept-offer")
        said: dict[str, Any] = {"reason": "absence", "note": "Specialisten är borta en längre tid."}
        await request.give(COORDINATOR, "stand-down", 409, afterwards="end", **said)
        await request.give(COORDINATOR, "stand-down", afterwards="queue", **said)
        assert (request.body["status"], request.body["offer"]) == ("queued", None)
        assert await bookings(app) == []


async def test_reminders_are_said_once_however_often_the_job_runs(api: As, app: FastAPI) -> None:
    request = await under_way(api)
    near = datetime.now(UTC) + timedelta(days=56)
    for _ in range(3):
        await app.state.kernel.database.run(lambda tx: remind(tx, near))
    history = (await api(FARSTA).get(f"{ROOT}/{request.body['id']}/history")).json()
    assert [e["type"].split(".")[1] for e in history].count("assignment_ending") == 1
    request.body = (await api(FARSTA).get(f"{ROOT}/{request.body['id']}")).json()
    await request.give(FARSTA, "let-end")
    assert (await request.assignment())["mayEnd"]


@pytest.mark.parametrize("path", ["assignment", "history"])
async def test_another_district_knows_nothing(api: As, path: str) -> None:
    request = await under_way(api)
    assert (await api(SODERMALM).get(f"{ROOT}/{request.body['id']}/{path}")).status_code == 404
    commands: dict[str, dict[str, Any]] = {
        "propose-end": {"endsOn": on(LAST)} | WHY,
        "hand-over": {"specialist": "specialist-b", "fromOn": on(LAST)} | WHY,
        "split": {"percent": 40} | WHY,
    }
    for command, fields in commands.items():
        assert (await request.give(SODERMALM, command, 404, **fields))["code"] == "request_not_found"


async def test_rows_from_before_read_as_they_are_meant(api: As, app: FastAPI) -> None:
    """What the migration writes of an accepted offer: one segment and nothing else."""
    request = await under_way(api)
    whole = await request.assignment()
    row = {"id": UUID(request.body["id"])}
    only = (
        "UPDATE support_request SET assignment = jsonb_build_object('segments', jsonb_build_array(offer - 'answer_by'))"
    )
    await app.state.kernel.database.run(lambda tx: tx.execute(text(f"{only} WHERE id = :id"), row))
    assert (await request.assignment()) | {"asOf": ""} == whole | {"asOf": ""}
