"""References on a real database: asked by a link that opens once, reminded, taken down by telephone, expired."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from libs import calendar
from services.recruitment import reference_handlers
from services.recruitment.main import application
from services.recruitment.settings import RecruitmentSettings
from tests.builders.applications import PLANTED
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SECOND_HR_CONSULTANT
from tests.integration.recruitment.campaigning import ROOT
from tests.integration.recruitment.test_interviews import interviewable
from tests.integration.recruitment.test_one_time_links import comes, digest
from tests.service import As, settings_for
from tests.unit.recruitment.test_references import ANSWER

REFEREE = {"name": "Refereum Hemlighem", "email": "refereum@hemlighem.example.org", "agreed": True}
SECRETS = (*PLANTED[:2], "Refereum", "hemlighem", "Utredde barns behov hos oss")


@pytest.fixture
def app(module_database: Callable[[str], str]) -> FastAPI:
    """The application, not started, on the module's own database."""
    return application(settings_for(module_database("recruitment"), RecruitmentSettings))


async def opened(app: FastAPI, token: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service.test") as http:
        return await http.get(f"{ROOT}/own-reference", headers={"Authorization": f"Bearer {token}"})


async def test_a_reference_from_asking_to_answer(
    api: As, app: FastAPI, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (mine,) = await interviewable(api, app)
    path, hr = f"{ROOT}/applications/{mine}/references", api(HR_CONSULTANT)
    body = REFEREE | {"tokenDigest": digest("first")}
    assert (await api(FARSTA).post(path, body)).status_code == 403
    assert (await api(SECOND_HR_CONSULTANT).post(path, body)).json()["code"] == "identity_is_not_shown"
    made = await hr.post(path, body)
    assert (made.status_code, made.json()["status"]) == (201, "asked"), made.text
    told = (await opened(app, "first")).json()
    assert told["candidate"] == "Planterad Testsson"

    reference = f"{ROOT}/references/{made.json()['id']}"
    remind = {"expectedVersion": 1, "tokenDigest": digest("second")}
    assert (await hr.post(f"{reference}/remind", remind)).json()["status"] == "reminded"
    assert (await opened(app, "first")).json()["code"] == "link_does_not_open"
    assert (await comes(app, "second", "/own-reference/give", ANSWER | {"ratings": {}})).status_code == 422
    key = uuid4().hex
    given = await comes(app, "second", "/own-reference/give", ANSWER, key)
    assert given.json() == {"status": "received"}, given.text
    assert (await comes(app, "second", "/own-reference/give", ANSWER, key)).content == given.content
    for path_of in ("give", "decline"):
        used = await comes(app, "second", f"/own-reference/{path_of}", ANSWER if path_of == "give" else {})
        assert used.json()["code"] == "link_does_not_open"
    assert (await hr.post(f"{reference}/remind", remind | {"expectedVersion": 3})).json()["code"] == (
        "reference_is_received"
    )
    (one,) = (await hr.get(path)).json()["items"]
    assert (one["name"], one["answer"]["comment"], one["takenBy"]) == (REFEREE["name"], ANSWER["comment"], None)
    assert (await api(SECOND_HR_CONSULTANT).get(path)).status_code == 403

    by_telephone = await hr.post(path, REFEREE)
    second = f"{ROOT}/references/{by_telephone.json()['id']}"
    taken = await hr.post(f"{second}/receive-off-service", ANSWER | {"expectedVersion": 1})
    assert taken.json()["status"] == "received_off_service", taken.text
    assert (await hr.get(path)).json()["items"][1]["takenBy"] == "hr-konsult"

    third = await hr.post(path, REFEREE | {"tokenDigest": digest("third")})
    assert (await comes(app, "third", "/own-reference/decline", {})).json() == {"status": "declined"}
    late = await hr.post(path, REFEREE | {"tokenDigest": digest("late")})
    assert late.status_code == third.status_code == 201
    in_two_weeks, after = (calendar.now() + timedelta(weeks=weeks, seconds=1) for weeks in (2, 6))
    with monkeypatch.context() as later:
        later.setattr(calendar, "now", lambda: in_two_weeks)
        longer = await hr.post(f"{ROOT}/references/{late.json()['id']}/extend", {"expectedVersion": 1})
        assert longer.status_code == 200, longer.text
    with monkeypatch.context() as later:
        later.setattr(calendar, "now", lambda: in_two_weeks + timedelta(weeks=3))
        assert (await opened(app, "late")).status_code == 200, "the same link"
    await app.state.kernel.database.run(lambda tx: reference_handlers.expire_overdue(tx, after))
    states = [one["status"] for one in (await hr.get(path)).json()["items"]]
    assert states == ["received", "received_off_service", "declined", "expired"]
    await nothing_tells(app, capfd)


async def nothing_tells(app: FastAPI, capfd: pytest.CaptureFixture[str]) -> None:
    """Search every row of every table, and what was logged, for who is asked, about whom, and what was said."""
    database = app.state.kernel.database
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    found: list[Any] = [capfd.readouterr()]
    for table in (await database.run(lambda tx: tx.execute(text(tables)))).scalars().all():
        whole = text(f"SELECT t::text, encode(convert_to(t::text, 'UTF8'), 'escape') FROM \"{table}\" t")  # noqa: S608
        found += [tuple(row) for row in await database.run(lambda tx, whole=whole: tx.execute(whole))]
    hex_of = [secret.encode().hex() for secret in SECRETS]
    assert not [one for one in (*SECRETS, *hex_of) for row in found if one in str(row)]


async def test_whose_identity_is_protected_is_asked_about_by_telephone(api: As, app: FastAPI) -> None:
    _, (mine,) = await interviewable(api, app, protected=True)
    path = f"{ROOT}/applications/{mine}/references"
    by_link = await api(HR_CONSULTANT).post(path, REFEREE | {"tokenDigest": digest("protected")})
    assert by_link.json()["code"] == "identity_is_protected"
    assert (await api(HR_CONSULTANT).post(path, REFEREE)).status_code == 201
