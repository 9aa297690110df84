"""Campaigns through the API: from accepted orders to closed for applications, who is let in, what is kept."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from libs import calendar
from libs.calendar import local_date
from libs.outbox import outbox
from services.recruitment import campaign_handlers
from services.recruitment.campaign_tables import requirement_profile
from tests.builders.campaigns import CRITERIA
from tests.builders.recruitment import an_order_body
from tests.builders.tokens import COORDINATOR, FARSTA, HR_CONSULTANT, SODERMALM, STEERING_GROUP
from tests.integration.recruitment.campaigning import (
    ROOT,
    a_campaign_body,
    an_accepted_order,
    prepared,
    published,
)
from tests.service import As

BROMMA = {"sub": "bromma-chef", "roles": ["unit_manager"], "district": "bromma"}


async def told(app: FastAPI) -> list[str]:
    query = select(outbox.c.type).where(outbox.c.type.like("recruitment.campaign%")).order_by(outbox.c.id)
    rows = await app.state.kernel.database.run(lambda tx: tx.execute(query))
    return [kind.split(".")[1] for kind in rows.scalars()]


async def test_from_orders_to_publishing_and_what_follows(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    assert campaign.body["status"] == "published"
    assert campaign.body["reference"].startswith("OMG-")
    assert {one["district"] for one in campaign.body["positions"]} == {"farsta", "sodermalm"}
    assert [one["gate"] for one in campaign.body["gates"]] == [
        "redeployment",
        "more_hours",
        "re_employment",
        "degree",
        "register_extract",
    ]
    await campaign.give("set-profile", 409, criteria=CRITERIA)
    await campaign.give("revise-profile", criteria=CRITERIA[1:], reason="Examen prövas före erbjudandet.")
    versions = (await api(FARSTA).get(f"{ROOT}/campaigns/{campaign.body['id']}/profiles")).json()["items"]
    assert [(one["number"], one["reason"] is None, len(one["criteria"])) for one in versions] == [
        (2, False, 1),
        (1, True, 2),
    ]
    await campaign.give("cancel", reason="redone")
    assert campaign.body["commands"] == []
    events = await told(app)
    assert events[:2] == ["campaign_prepared", "campaign_profile_set"]
    assert events[-3:] == ["campaign_published", "campaign_profile_revised", "campaign_cancelled"]


async def test_nothing_is_published_before_every_gate_is_passed(api: As) -> None:
    campaign = await prepared(api, await an_accepted_order(api))
    assert (await campaign.give("publish", 409))["code"] == "profile_missing"
    await campaign.give("set-profile", criteria=CRITERIA)
    refused = await campaign.give("publish", 409)
    assert refused["code"] == "gates_not_passed"
    assert {(one["field"], one["found"]) for one in refused["errors"]} == {
        ("gates.redeployment", "farsta"),
        ("gates.more_hours", "farsta"),
        ("gates.re_employment", "farsta"),
    }
    evidence: dict[str, Any] = {"districts": ["farsta"], "evidence": "Svar från personalenheten."}
    await campaign.give("record-gate", gate="redeployment", outcome="somebody_concerned", **evidence)
    assert next(one["missing"] for one in campaign.body["gates"]) == ["farsta"]
    await campaign.give("record-gate", 422, gate="degree", outcome="nobody_concerned", **evidence)


async def test_a_position_is_in_one_campaign_at_a_time(api: As) -> None:
    order = await an_accepted_order(api)
    bodies = [a_campaign_body(order), a_campaign_body(order, title="Samma tjänster en gång till")]
    answers = await asyncio.gather(*(api(HR_CONSULTANT).post(f"{ROOT}/campaigns", body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, 422]
    made = next(answer.json() for answer in answers if answer.status_code == 201)
    cancel = {"expectedVersion": made["version"], "reason": "by_mistake"}
    assert (await api(HR_CONSULTANT).post(f"{ROOT}/campaigns/{made['id']}/cancel", cancel)).status_code == 200
    await prepared(api, order)


async def test_only_accepted_orders_are_recruited_to(api: As) -> None:
    placed = (await api(FARSTA).post(f"{ROOT}/orders", an_order_body())).json()
    answer = await api(HR_CONSULTANT).post(f"{ROOT}/campaigns", a_campaign_body(placed))
    assert (answer.status_code, answer.json()["code"]) == (422, "orders_not_accepted")


async def test_change_keeps_the_version_and_the_orders(api: As) -> None:
    first, second = await an_accepted_order(api), await an_accepted_order(api, SODERMALM)
    campaign = await prepared(api, first)
    await campaign.give("change", draft=a_campaign_body(first, second))
    assert {one["order"] for one in campaign.body["positions"]} == {first["id"], second["id"]}
    campaign.body["version"] -= 1
    conflict = await campaign.give("change", 409, draft=a_campaign_body(first))
    assert (conflict["code"], conflict["currentVersion"]) == ("version_conflict", 2)


async def test_who_is_let_in(api: As) -> None:
    campaign = await prepared(api, await an_accepted_order(api))
    path = f"{ROOT}/campaigns/{campaign.body['id']}"
    reading: dict[str, tuple[Any, int]] = {
        "hr": (HR_CONSULTANT, 200),
        "steering": (STEERING_GROUP, 200),
        "own": (FARSTA, 200),
        "other": (BROMMA, 404),
    }
    for who, expected in reading.values():
        assert (await api(who).get(path)).status_code == expected
        listed = (await api(who).get(f"{ROOT}/campaigns")).json()
        assert listed["total"] == (1 if expected == 200 else 0)
    assert (await api(COORDINATOR).get(f"{ROOT}/campaigns")).status_code == 403
    await campaign.give("cancel", 403, who=FARSTA, reason="redone")
    await campaign.give("cancel", 403, who=STEERING_GROUP, reason="redone")
    await campaign.give("cancel", 404, who=BROMMA, reason="redone")
    assert (await api(FARSTA).post(f"{ROOT}/campaigns", a_campaign_body(campaign.body))).status_code == 403


async def test_it_closes_by_itself_after_its_last_day_and_can_be_extended(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    database = app.state.kernel.database
    last = local_date(calendar.now()) + timedelta(days=21)
    assert campaign.body["closesOn"] == last.isoformat()
    await database.run(lambda tx: campaign_handlers.close_overdue(tx, calendar.now() + timedelta(days=21)))
    assert (await api(HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}")).json()["status"] == "published"
    await database.run(lambda tx: campaign_handlers.close_overdue(tx, calendar.now() + timedelta(days=22)))
    closed = (await api(HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}")).json()
    assert closed["status"] == "closed_for_applications"
    campaign.body = closed
    await campaign.give("extend", closesOn=(last + timedelta(days=7)).isoformat(), reason="För få sökande.")
    assert campaign.body["status"] == "published"


async def test_the_database_keeps_a_locked_profile_as_it_is(api: As, app: FastAPI) -> None:
    await published(api)
    changed = update(requirement_profile).values({"criteria": []})
    with pytest.raises(DBAPIError, match="locked requirement profile"):
        await app.state.kernel.database.run(lambda tx: tx.execute(changed))
