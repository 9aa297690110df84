"""Measures over the service's API: what the record says of positions, for whom, and their publication by month."""

import json
from datetime import timedelta
from typing import Any

from fastapi import FastAPI
from sqlalchemy import select

from libs import calendar
from libs.calendar import local_date
from libs.outbox import outbox
from services.recruitment import measures_handlers
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SODERMALM, SPECIALIST_C, STEERING_GROUP
from tests.integration.recruitment.campaigning import ROOT
from tests.integration.recruitment.matching import three_for_two
from tests.service import As


async def measured(api: As, who: dict[str, Any] = HR_CONSULTANT, path: str = "", **choice: Any) -> dict[str, Any]:
    """Return the answer, which must be one."""
    answer = await api(who).get(f"{ROOT}/measures{path}", **choice)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def referred(api: As, one: dict[str, Any], command: str, who: dict[str, Any], **body: Any) -> dict[str, Any]:
    """Give a command about a referral and return it as it then stands."""
    answer = await api(who).post(f"{ROOT}/referrals/{one['id']}/{command}", {"expectedVersion": one["version"]} | body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_figures_lead_to_positions_and_each_sees_its_own(api: As, app: FastAPI) -> None:
    campaign, ids = await three_for_two(api, app)
    first = campaign.body["positions"][0]
    body = {"candidates": [{"application": one, "reason": "Svarar mot kravprofilen."} for one in ids[:2]]}
    answer = await api(HR_CONSULTANT).post(f"{ROOT}/positions/{first['id']}/candidates", body)
    one, two = answer.json()["referrals"]
    for mine, day in ((one, 7), (two, 9)):
        chosen = await referred(api, mine, "choose", FARSTA, reason="Bäst.")
        seen = await referred(api, chosen, "see-documents", HR_CONSULTANT, documents=chosen["missingDocuments"])
        last = local_date(calendar.now()) + timedelta(days=day)
        offered = await referred(api, seen, "offer", HR_CONSULTANT, answerBy=last.isoformat())
        if mine is one:
            await referred(api, offered, "turn-down", HR_CONSULTANT, reason="Annan plats.")
    starts_on = local_date(calendar.now()) + timedelta(days=30)
    offered = (await api(HR_CONSULTANT).get(f"{ROOT}/referrals", status=["offered"])).json()["items"][0]
    await referred(api, offered, "accept", HR_CONSULTANT, startsOn=starts_on.isoformat())

    whole = await measured(api)
    positions = len(campaign.body["positions"])
    total = whole["total"]
    assert (total["positions"], total["filled"], total["open"]) == (positions, 1, positions - 1)
    assert total["offers"] | {"made": 2, "accepted": 1, "turnedDown": 1} == total["offers"]
    assert total["days"]["notice"] == 30
    assert [one["key"] for one in whole["districts"]] == ["farsta", "sodermalm"]
    assert [(one["id"], one["positions"]) for one in whole["campaigns"]] == [(campaign.body["id"], positions)]
    behind = await measured(api, path="/positions", offer="turned_down")
    assert [one["id"] for one in behind["items"]] == [first["id"]]
    assert (await measured(api, path="/positions", status="filled"))["total"] == 1
    assert await measured(api, STEERING_GROUP) | {"computedAt": whole["computedAt"]} == whole

    for who in (FARSTA, SODERMALM):
        own = await measured(api, who)
        assert [one["key"] for one in own["districts"]] == [who["district"]]
        assert (await measured(api, who, district="bromma"))["total"]["positions"] == 0
    assert (await api(SPECIALIST_C).get(f"{ROOT}/measures")).status_code == 403

    later = calendar.now() + timedelta(days=40)
    database = app.state.kernel.database
    for _ in range(2):
        assert not await database.run(lambda tx: measures_handlers.report(tx, later))
    reported = outbox.c.type == "recruitment.measures_reported.v1"
    query = select(outbox.c.payload).where(reported).order_by(outbox.c.id)
    told = [json.loads(row.payload) for row in await database.run(lambda tx: tx.execute(query))]
    assert [(one["district"], one["subjectVersion"]) for one in told] == [("farsta", 1), ("sodermalm", 1)]
    assert told[0] | {"filled": 1, "offers": total["offers"]} == told[0]
    order = (await api(SODERMALM).get(f"{ROOT}/orders")).json()["items"][0]
    cancelled = {"expectedVersion": order["version"], "reason": "budget"}
    answer = await api(SODERMALM).post(f"{ROOT}/orders/{order['id']}/cancel", cancelled)
    assert answer.status_code == 200, answer.text
    await database.run(lambda tx: measures_handlers.report(tx, later))
    told = [json.loads(row.payload) for row in await database.run(lambda tx: tx.execute(query))]
    assert [(one["district"], one["subjectVersion"], one["cancelled"]) for one in told[2:]] == [
        ("sodermalm", 2, told[1]["open"])
    ]
