"""Where two assessors agreed too little: called for once a month, seen by HR-service, noted when it was held."""

from datetime import timedelta
from typing import Any

from fastapi import FastAPI
from sqlalchemy import select

from libs import calendar
from libs.outbox import outbox
from services.recruitment import calibration_handlers
from tests.builders.tokens import FARSTA, HR_CONSULTANT, STEERING_GROUP
from tests.integration.recruitment.campaigning import ROOT, Campaigning, published
from tests.integration.recruitment.judging import PAIR, a_judgement, declared, lock, take
from tests.integration.recruitment.matching import applied
from tests.service import As

LEVELS = ((0, 1), (1, 0), (0, 1), (1, 0), (1, 0))
"""Neighbours, so that no third is asked; and no order that both see."""


async def judged_apart(api: As) -> Campaigning:
    """Return a campaign whose five applications two have judged, each in an order of one's own."""
    campaign = await published(api)
    made = {(await applied(api, campaign, number))["id"]: pair for number, pair in enumerate(LEVELS, start=1)}
    for seat, who in enumerate(PAIR):
        await declared(api, campaign, who)
        for _ in LEVELS:
            application = (await take(api, campaign, who))["application"]
            await lock(api, application, who, a_judgement(made[application][seat]))
    return campaign


async def called_for(app: FastAPI) -> list[str]:
    query = select(outbox.c.type).where(outbox.c.type.like("recruitment.calibration%")).order_by(outbox.c.id)
    rows = await app.state.kernel.database.run(lambda tx: tx.execute(query))
    return [kind.split(".")[1] for kind in rows.scalars()]


async def test_a_month_is_looked_at_once_and_hr_service_notes_what_was_held(api: As, app: FastAPI) -> None:
    await judged_apart(api)
    database, now = app.state.kernel.database, calendar.now()
    await database.run(lambda tx: calibration_handlers.look_back(tx, now))
    assert await called_for(app) == [], "the month is not over"
    for _ in range(2):
        await database.run(lambda tx: calibration_handlers.look_back(tx, now + timedelta(days=32)))
    assert await called_for(app) == ["calibration_due"] * 2, "once for each district that is recruited to"
    found: list[dict[str, Any]] = (await api(STEERING_GROUP).get(f"{ROOT}/calibrations")).json()["items"]
    assert [(one["district"], one["judged"], one["kappa"], one["heldAt"]) for one in found] == [
        ("farsta", 5, None, None),
        ("sodermalm", 5, None, None),
    ]
    assert float(found[0]["agreement"]) < float(found[0]["limit"])
    assert (await api(HR_CONSULTANT).get(f"{ROOT}/turns")).json()["calibrations"] == 2
    path = f"{ROOT}/calibrations/{found[0]['id']}/hold"
    for who in (FARSTA, STEERING_GROUP):
        assert (await api(who).post(path, {"expectedVersion": 1})).status_code == 403
    assert (await api(HR_CONSULTANT).post(path, {"expectedVersion": 1})).json()["heldBy"] == HR_CONSULTANT["sub"]
    assert (await api(HR_CONSULTANT).post(path, {"expectedVersion": 1})).json()["code"] == "version_conflict"
    assert (await api(HR_CONSULTANT).post(path, {"expectedVersion": 2})).json()["code"] == "calibration_is_held"
    assert (await api(HR_CONSULTANT).get(f"{ROOT}/turns")).json()["calibrations"] == 1
    assert (await api(FARSTA).get(f"{ROOT}/calibrations")).status_code == 403
