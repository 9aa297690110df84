"""Demand on a real database: from the record, to those who may see it, and published when a month is over."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from libs.database import Transaction
from libs.outbox import outbox
from services.specialist_team import demand_handlers
from tests.builders import tokens
from tests.builders.imports import DECLINED, HELPED, QUEUED, a_csv
from tests.integration.specialist_team.test_imports import check, run
from tests.service import As

ROOT = "/specialist-team/v1/demand"
ELSEWHERE = {"district": "Bromma", "unit": "Ekonomiskt bistånd"}
YEAR = {"firstMonth": "2026-01-01", "lastMonth": "2026-11-01"}


@pytest.fixture
async def year(api: As) -> As:
    """An API with three requests of Farsta's and one of Bromma's, all sent in September."""
    rows = [QUEUED, HELPED, DECLINED, QUEUED | ELSEWHERE | {"key": "bromma"}]
    await run(api, (await check(api, a_csv(rows))).json())
    return api


async def test_the_whole_city_is_told_by_month_district_area_and_purpose(year: As) -> None:
    told = (await year(tokens.STEERING_GROUP).get(ROOT, **YEAR)).json()
    assert {name: told["total"][name] for name in ("asked", "given", "declined", "waiting", "medianWaitDays")} == {
        "asked": 4,
        "given": 0,
        "declined": 1,
        "waiting": 2,
        "medianWaitDays": 4,
    }
    assert told["total"]["partlyGiven"] == 1  # asked until January, given until November
    assert [one["tally"]["asked"] for one in told["months"]] == [0] * 8 + [4, 0, 0]
    assert {one["key"]: one["tally"]["asked"] for one in told["districts"]} == {"farsta": 3, "bromma": 1}
    assert told["reasons"] == [{"outcome": "declined", "reason": "no_capacity", "requests": 1}]


async def test_a_manager_sees_the_own_district_and_others_nothing(year: As) -> None:
    own = (await year(tokens.FARSTA).get(ROOT, **YEAR)).json()
    assert own["total"]["asked"] == 3
    assert (await year(tokens.FARSTA).get(ROOT, **YEAR, district="bromma")).json()["total"]["asked"] == 0
    assert (await year(tokens.SODERMALM).get(f"{ROOT}/requests", **YEAR)).json()["total"] == 0
    for person in (tokens.SPECIALIST_C, tokens.OPERATOR):
        for path in (ROOT, f"{ROOT}/requests"):
            assert (await year(person).get(path)).status_code == 403


async def test_every_number_leads_to_its_requests(year: As) -> None:
    coordinator = year(tokens.COORDINATOR)
    told = (await coordinator.get(ROOT, **YEAR)).json()
    for outcome, name in (("waiting", "waiting"), ("partly_given", "partlyGiven"), ("declined", "declined")):
        behind = (await coordinator.get(f"{ROOT}/requests", **YEAR, outcome=outcome)).json()
        assert behind["total"] == told["total"][name] == len(behind["items"])
        assert {one["outcome"] for one in behind["items"]} == {outcome}


def published(person: FastAPI) -> Any:
    """Return what reads every demand event."""

    async def read(tx: Transaction) -> list[Any]:
        query = select(outbox.c.subject_version, outbox.c.payload).where(outbox.c.type.like("%demand_reported%"))
        return list(await tx.execute(query.order_by(outbox.c.id)))

    return person.state.kernel.database.run(read)


async def test_a_month_is_published_when_over_and_again_when_it_changes(year: As, app: FastAPI) -> None:
    database = app.state.kernel.database
    for now, total in (
        (datetime(2026, 9, 30, 21, 0, tzinfo=UTC), 0),  # still September in Stockholm
        (datetime(2026, 9, 30, 23, 0, tzinfo=UTC), 2),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), 2),
    ):
        await database.run(lambda tx, now=now: demand_handlers.report(tx, now))
        assert len(await published(app)) == total
    waiting = (
        await year(tokens.COORDINATOR).get(f"{ROOT}/requests", **YEAR, outcome="waiting", district="farsta")
    ).json()
    body = {"expectedVersion": 4, "reason": "no_capacity", "alternative": "recruit", "explanation": "Teamet är bokat."}
    declined = await year(tokens.COORDINATOR).post(
        f"/specialist-team/v1/support-requests/{waiting['items'][0]['id']}/decline", body
    )
    assert declined.status_code == 200, declined.text
    await database.run(lambda tx: demand_handlers.report(tx, datetime(2026, 11, 23, 8, 0, tzinfo=UTC)))
    assert [row.subject_version for row in await published(app)] == [1, 1, 2]
    assert b'"declined":2' in (await published(app))[-1].payload
