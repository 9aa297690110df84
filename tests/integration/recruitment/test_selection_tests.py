"""Selection tests on a real database: sealed, for HR-service alone, removed whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from libs import calendar
from libs.calendar import local_date
from services.recruitment.main import application
from services.recruitment.settings import RecruitmentSettings
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SECOND_HR_CONSULTANT, STEERING_GROUP
from tests.integration.recruitment.campaigning import ROOT
from tests.integration.recruitment.test_interviews import interviewable
from tests.service import As, settings_for

PLANTED = "Planterat testresultat"


@pytest.fixture
def app(module_database: Callable[[str], str]) -> FastAPI:
    """The application, not started, on the module's own database."""
    return application(settings_for(module_database("recruitment"), RecruitmentSettings))


async def test_what_a_test_showed_is_read_by_who_needs_it_and_by_nobody_else(api: As, app: FastAPI) -> None:
    campaign, (mine,) = await interviewable(api, app)
    path, hr = f"{ROOT}/applications/{mine}/tests", api(HR_CONSULTANT)
    today = local_date(calendar.now())
    body = {"kind": "work_sample", "takenOn": today.isoformat(), "outcome": f"{PLANTED}: håller ihop."}
    for who in (FARSTA, STEERING_GROUP, SECOND_HR_CONSULTANT):
        assert (await api(who).post(path, body)).status_code == 403
        assert (await api(who).get(path)).status_code == 403
    early = await hr.post(path, body | {"takenOn": (today + timedelta(days=1)).isoformat()})
    assert early.json()["errors"][0]["code"] == "taken_in_the_future"
    made = await hr.post(path, body)
    assert made.status_code == 201, made.text
    told = (await hr.get(path)).json()
    assert (told["secrecy"], told["items"][0]["recordedBy"]) == ("selection_test", "hr-konsult")
    assert PLANTED in told["items"][0]["outcome"]

    position = campaign.body["positions"][0]["id"]
    others: list[Any] = [made.text]
    for where in (
        f"positions/{position}/candidates",
        "referrals",
        f"campaigns/{campaign.body['id']}/screening/results",
    ):
        others += [(await api(who).get(f"{ROOT}/{where}")).text for who in (FARSTA, HR_CONSULTANT)]
    assert not [one for one in others if PLANTED in one]
    assert await rows_with(app, PLANTED) == []

    removed = await hr.post(f"{ROOT}/tests/{made.json()['id']}/remove", {"reason": "wrong_application"})
    assert removed.status_code == 200, removed.text
    assert (await hr.get(path)).json()["items"] == []
    again = await hr.post(f"{ROOT}/tests/{made.json()['id']}/remove", {"reason": "wrong_application"})
    assert again.json()["code"] == "selection_test_not_found"


async def rows_with(app: FastAPI, secret: str) -> list[str]:
    """Return rows of any table, stored events and answers too, in which the secret stands in clear."""
    database = app.state.kernel.database
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    found: list[str] = []
    for table in (await database.run(lambda tx: tx.execute(text(tables)))).scalars().all():
        whole = text(f'SELECT t::text FROM "{table}" t')  # noqa: S608
        found += (await database.run(lambda tx, whole=whole: tx.execute(whole))).scalars().all()
    return [one for one in found if secret in one or secret.encode().hex() in one]
