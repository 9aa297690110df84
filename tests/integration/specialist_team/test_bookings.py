"""A person is never booked beyond the employment share: the database refuses it, however many try at once."""

import asyncio
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from libs.calendar import local_date
from services.specialist_team import team_store
from services.specialist_team.domain.assignment import Segment
from services.specialist_team.domain.refusals import SpecialistIsBooked
from services.specialist_team.handlers import expire_overdue
from services.specialist_team.store import booking
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA
from tests.service import As

ROOT = "/specialist-team/v1/support-requests"
TODAY = local_date(datetime.now(UTC))


async def a_queued_request(api: As) -> dict[str, Any]:
    draft = (await api(FARSTA).post(ROOT, a_draft_body())).json()
    path = f"{ROOT}/{draft['id']}"
    await api(FARSTA).post(f"{path}/submit", {"expectedVersion": 1})
    body = {"expectedVersion": 2, "urgency": "normal", "reason": "Enligt begäran.", "queue": True}
    queued: dict[str, Any] = (await api(COORDINATOR).post(f"{path}/triage", body)).json()
    return queued


async def offer(api: As, request: dict[str, Any], percent: int, first: date, last: date) -> Any:
    body = {
        "expectedVersion": request["version"],
        "specialist": "specialist-a",
        "percent": percent,
        "startsOn": first.isoformat(),
        "endsOn": last.isoformat(),
        "reason": "Kompetens enligt begäran.",
    }
    return await api(COORDINATOR).post(f"{ROOT}/{request['id']}/offer", body)


async def bookings(app: FastAPI) -> list[tuple[int, date, date]]:
    rows = await app.state.kernel.database.run(lambda tx: tx.execute(select(booking)))
    return [(row.percent, row.starts_on, row.ends_on) for row in rows]


async def test_the_share_is_filled_and_not_exceeded(api: As, app: FastAPI) -> None:
    first, last = TODAY, TODAY + timedelta(days=30)
    answers = [await offer(api, await a_queued_request(api), percent, first, last) for percent in (60, 40, 20)]
    assert [a.status_code for a in answers] == [200, 200, 409]
    assert answers[2].json()["code"] == "specialist_is_booked"
    assert sorted(await bookings(app)) == [(40, first, last), (60, first, last)]


async def test_a_refused_offer_leaves_the_request_as_it_was(api: As) -> None:
    first, last = TODAY, TODAY + timedelta(days=30)
    await offer(api, await a_queued_request(api), 100, first, last)
    request = await a_queued_request(api)
    assert (await offer(api, request, 20, last, last + timedelta(days=9))).status_code == 409
    now = (await api(COORDINATOR).get(f"{ROOT}/{request['id']}")).json()
    assert (now["status"], now["version"]) == ("queued", request["version"])


@pytest.mark.parametrize("ending", ["retract-offer", "turn-down-offer", "withdraw"])
async def test_time_is_given_back_when_the_offer_ends(api: As, app: FastAPI, ending: str) -> None:
    request = await a_queued_request(api)
    version = (await offer(api, request, 100, TODAY, TODAY + timedelta(days=30))).json()["version"]
    person, body = {
        "retract-offer": (COORDINATOR, {"reason": "Specialisten är sjuk."}),
        "turn-down-offer": (FARSTA, {"reason": "dates_do_not_suit"}),
        "withdraw": (FARSTA, {"reason": "recruited"}),
    }[ending]
    path = f"{ROOT}/{request['id']}/{ending}"
    assert (await api(person).post(path, {"expectedVersion": version} | body)).status_code == 200
    assert await bookings(app) == []


async def test_racing_offers_fill_the_share_exactly(api: As, app: FastAPI) -> None:
    requests = [await a_queued_request(api) for _ in range(12)]
    first, last = TODAY, TODAY + timedelta(days=30)
    answers = await asyncio.gather(*[offer(api, request, 25, first, last) for request in requests])
    assert sorted(a.status_code for a in answers) == [200] * 4 + [409] * 8
    assert len(await bookings(app)) == 4


async def test_an_unanswered_offer_lapses_by_itself_and_gives_back_the_time(api: As, app: FastAPI) -> None:
    request = await a_queued_request(api)
    offered = (await offer(api, request, 100, TODAY, TODAY + timedelta(days=30))).json()
    late = datetime.fromisoformat(offered["offer"]["answerBy"]) + timedelta(seconds=1)
    await app.state.kernel.database.run(lambda tx: expire_overdue(tx, late))
    await app.state.kernel.database.run(lambda tx: expire_overdue(tx, late))
    now = (await api(FARSTA).get(f"{ROOT}/{request['id']}")).json()
    assert (now["status"], now["version"]) == ("queued", offered["version"] + 1)
    assert await bookings(app) == []


async def test_no_day_is_ever_booked_beyond_the_share(api: As, app: FastAPI) -> None:
    """Random offers in random periods: what the database let through fits on every day; what fits was let through."""
    chance = random.Random(4)  # noqa: S311 - not a secret
    taken: list[tuple[int, date, date]] = []
    refused = 0
    for _ in range(30):
        percent, start, length = chance.choice([20, 40, 60]), chance.randrange(20), chance.randrange(1, 20)
        first, last = TODAY + timedelta(days=start), TODAY + timedelta(days=start + length)
        days = [first + timedelta(days=n) for n in range(length + 1)]
        fits = all(sum(p for p, f, t in taken if f <= day <= t) + percent <= 100 for day in days)
        answer = await offer(api, await a_queued_request(api), percent, first, last)
        assert answer.status_code == (200 if fits else 409), (percent, first, last, taken)
        refused += not fits
        taken += [(percent, first, last)] if fits else []
    assert sorted(await bookings(app)) == sorted(taken)
    assert refused
    assert len(taken) > 3


async def test_the_database_alone_lets_no_race_overbook(api: As, app: FastAPI) -> None:
    """Transactions that book at the same time, with nothing but the trigger between them."""
    database = app.state.kernel.database
    ids = [UUID((await a_queued_request(api))["id"]) for _ in range(8)]
    wanted = Segment("specialist-a", 25, TODAY, TODAY + timedelta(days=30))

    async def book(request_id: UUID) -> bool:
        async def work(tx: Any) -> None:
            await team_store.book(tx, request_id, [wanted], firm=True)
            await asyncio.sleep(0.05)  # others come while this one is not committed

        try:
            await database.run(work)
        except SpecialistIsBooked:
            return False
        return True

    assert sorted(await asyncio.gather(*[book(one) for one in ids])) == [False] * 4 + [True] * 4


async def test_a_request_holds_several_bookings_and_all_of_them_count(api: As, app: FastAPI) -> None:
    """Booking again replaces what the request held, and one part that is not free leaves all as it was."""
    database = app.state.kernel.database
    mine, other = [UUID((await a_queued_request(api))["id"]) for _ in range(2)]
    half, last = TODAY + timedelta(days=15), TODAY + timedelta(days=30)
    first = Segment("specialist-a", 60, TODAY, half)
    second = Segment("specialist-a", 80, half + timedelta(days=1), last)

    async def book(request_id: UUID, *segments: Segment) -> None:
        await database.run(lambda tx: team_store.book(tx, request_id, segments, firm=True))

    await book(mine, first)
    await book(mine, first, second)
    with pytest.raises(SpecialistIsBooked):
        await book(other, Segment("specialist-a", 40, TODAY, last))
    with pytest.raises(SpecialistIsBooked):
        await book(mine, Segment("specialist-a", 20, TODAY, half), Segment("specialist-a", 90, TODAY, half))
    assert sorted(await bookings(app)) == [(60, TODAY, half), (80, half + timedelta(days=1), last)]
