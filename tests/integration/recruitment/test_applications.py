"""Applications in, on a real database: dry run, run, again; late, withdrawn, the same person; and nothing leaks."""

import asyncio
import itertools
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text

from libs import calendar
from libs.auth import Actor
from libs.calendar import local_date
from libs.commands import Occasion
from libs.outbox import outbox
from services.recruitment import application_handlers, application_intake
from services.recruitment.application_intake import Coming, Intake
from services.recruitment.application_store import New
from services.recruitment.application_tables import application, application_row, candidate_identity
from tests.builders.applications import APPLICATION, PLANTED, a_csv, a_json, another
from tests.builders.tokens import COORDINATOR, FARSTA, HR_CONSULTANT, STEERING_GROUP
from tests.integration.recruitment.campaigning import (
    ROOT,
    Campaigning,
    an_accepted_order,
    prepared,
    published,
)
from tests.service import As

TODAY = local_date(calendar.now()).isoformat()
MINE = APPLICATION | {"received_on": TODAY}
_keys = itertools.count(1)


async def check(api: As, campaign: Campaigning, content: bytes, who: dict[str, Any] = HR_CONSULTANT) -> httpx.Response:
    headers = {"Content-Type": "text/csv", "Idempotency-Key": f"application-file-{next(_keys)}"}
    params = {"campaign": campaign.body["id"]}
    return await api(who).http.post(f"{ROOT}/application-files", content=content, headers=headers, params=params)


async def run(api: As, campaign: Campaigning, content: bytes) -> dict[str, int]:
    """Check the file, take it in, and return how many rows had each fate."""
    checked = await check(api, campaign, content)
    assert checked.status_code == 201, checked.text
    path = f"{ROOT}/application-files/{checked.json()['id']}"
    answer = await api(HR_CONSULTANT).post(f"{path}/run", {"fingerprint": checked.json()["fingerprint"]})
    assert answer.status_code == 200, answer.text
    for _ in range(200):
        report = (await api(HR_CONSULTANT).get(path)).json()
        if report["status"] == "done":
            return fates(report)
        await asyncio.sleep(0.05)
    raise AssertionError(report)


def fates(report: dict[str, Any]) -> dict[str, int]:
    assert sum(one["rows"] for one in report["counts"]) == report["rows"]
    return {one["fate"]: one["rows"] for one in report["counts"]}


async def listed(api: As, campaign: Campaigning) -> list[dict[str, Any]]:
    found = await api(HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}/applications", limit=100)
    items: list[dict[str, Any]] = found.json()["items"]
    return items


async def count(app: FastAPI, table: Any) -> int:
    query = select(func.count()).select_from(table)
    return int((await app.state.kernel.database.run(lambda tx: tx.execute(query))).scalar_one())


async def test_a_dry_run_changes_nothing_and_a_run_takes_in_every_row_that_is_right(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    wishes = f"{campaign.body['positions'][1]['reference']}/{campaign.body['positions'][1]['number']}"
    rows = [
        MINE | {"wishes": wishes},
        another("4712", received_on=TODAY),
        MINE | {"reference": "3", "email": "Hemligt"},
    ]
    checked = (await check(api, campaign, a_csv(rows))).json()
    assert fates(checked) == {"new": 2, "wrong": 1}
    assert await count(app, application) == 0
    (wrong,) = (await api(HR_CONSULTANT).get(f"{ROOT}/application-files/{checked['id']}/rows", fate="wrong")).json()[
        "items"
    ]
    assert [(wrong["number"], one["field"], one["code"]) for one in wrong["errors"]] == [(4, "email", "not_an_address")]
    assert await run(api, campaign, a_csv(rows)) == {"imported": 2, "wrong": 1}
    first, second = await listed(api, campaign)
    assert first["number"] == f"{campaign.body['reference']}-1"
    assert (first["wishes"], second["wishes"]) == ([campaign.body["positions"][1]["id"]], [])
    assert not first["late"]


async def test_a_file_that_is_sent_again_adds_nothing_and_a_withdrawal_counts(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    rows = [MINE, another("4712", received_on=TODAY)]
    assert await run(api, campaign, a_csv(rows)) == {"imported": 2}
    again = await check(api, campaign, a_json(rows))
    assert fates(again.json()) == {"already_there": 2}
    refused = await api(HR_CONSULTANT).post(
        f"{ROOT}/application-files/{again.json()['id']}/run", {"fingerprint": again.json()["fingerprint"]}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "no_application_to_take_in")
    changed = [MINE | {"withdrawn_on": TODAY}, another("4712", received_on=TODAY, letter="Nytt")]
    assert await run(api, campaign, a_csv(changed)) == {"withdrawn": 1, "differs": 1}
    first, second = await listed(api, campaign)
    assert (first["status"], first["withdrawnOn"]) == ("withdrawn", TODAY)
    body = {"expectedVersion": second["version"]}
    for expected in (200, 409):
        answer = await api(HR_CONSULTANT).post(f"{ROOT}/applications/{second['id']}/withdraw", body)
        assert answer.status_code == expected
    assert await count(app, application) == 2


async def test_two_files_with_the_same_row_make_one_application(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    files = [(await check(api, campaign, content)).json() for content in (a_csv([MINE]), a_json([MINE]))]
    for file in files:
        body = {"fingerprint": file["fingerprint"]}
        await api(HR_CONSULTANT).post(f"{ROOT}/application-files/{file['id']}/run", body)
    for _ in range(200):
        reports = [(await api(HR_CONSULTANT).get(f"{ROOT}/application-files/{file['id']}")).json() for file in files]
        if all(report["status"] == "done" for report in reports):
            break
        await asyncio.sleep(0.05)
    assert [fates(report) for report in reports] == [{"imported": 1}, {"already_there": 1}]
    assert await count(app, application) == 1


async def test_what_comes_late_is_taken_in_as_late(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    database, after = app.state.kernel.database, calendar.now() + timedelta(days=25)
    content = a_csv([MINE, another("4712", received_on=local_date(after).isoformat())])
    personal, campaign_id = app.state.personal_data, campaign.body["id"]
    judged = await application_handlers.check(content, campaign_id, database, personal, after)
    assert [one.fate for one in judged] == ["new", "new"]
    who = Occasion(Actor("hr-konsult", frozenset({"hr_consultant"})), after)
    file_id = await database.run(lambda tx: application_handlers.keep(tx, who, campaign_id, content, judged, personal))
    report = (await api(HR_CONSULTANT).get(f"{ROOT}/application-files/{file_id}")).json()
    await api(HR_CONSULTANT).post(f"{ROOT}/application-files/{file_id}/run", {"fingerprint": report["fingerprint"]})
    for _ in range(200):
        if len(found := await listed(api, campaign)) == 2:
            break
        await asyncio.sleep(0.05)
    assert [one["late"] for one in found] == [False, True]


async def test_a_row_that_fails_does_not_stand_in_the_others_way(api: As, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = application_intake._new

    def failing(coming: Coming, number: int, into: Intake) -> New:
        if coming.content.reference == "4712":
            raise RuntimeError(coming.content.first_name)
        return sound(coming, number, into)

    monkeypatch.setattr(application_intake, "_new", failing)
    campaign = await published(api)
    rows = [MINE, *(another(number, received_on=TODAY) for number in ("4712", "4713"))]
    assert await run(api, campaign, a_csv(rows)) == {"imported": 2, "wrong": 1}
    assert [one["number"].rpartition("-")[2] for one in await listed(api, campaign)] == ["1", "2"]


async def test_the_same_person_is_shown_and_not_merged(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    rows = [MINE, another("4712", received_on=TODAY, phone="+46 70 174 06 35")]
    assert await run(api, campaign, a_csv(rows)) == {"imported": 2}
    first, second = await listed(api, campaign)
    assert (first["samePersonAs"], second["samePersonAs"]) == ([second["number"]], [first["number"]])
    assert await count(app, candidate_identity) == 2
    third = another("4713", received_on=TODAY, email=rows[1]["email"])
    await run(api, campaign, a_csv([third]))
    await people_are_joined_and_parted(api, campaign)
    assert await count(app, candidate_identity) == 3


async def people_are_joined_and_parted(api: As, campaign: Campaigning) -> None:
    """The second is joined to the first, which is then like the third; parted, both are as they came."""
    first, second, third = await listed(api, campaign)
    said = {"expectedVersion": 1, "other": first["id"], "verdict": "same_person", "ground": "asked"}
    path = f"{ROOT}/applications/{second['id']}/recognise"
    assert (await api(FARSTA).post(path, said)).status_code == 403
    nothing = await api(HR_CONSULTANT).post(
        f"{ROOT}/applications/{first['id']}/recognise", said | {"other": third["id"]}
    )
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_in_common")
    joined = (await api(HR_CONSULTANT).post(path, said)).json()
    assert [(one["number"], one["joined"]) for one in joined["others"]] == [
        (first["number"], True),
        (third["number"], False),
    ]
    shown = await listed(api, campaign)
    assert [one["samePersonAs"] for one in shown] == [
        [third["number"]],
        [third["number"]],
        [first["number"], second["number"]],
    ]
    again = await api(HR_CONSULTANT).post(path, said | {"expectedVersion": 2})
    assert (again.status_code, again.json()["code"]) == (409, "same_person_already")
    apart = said | {"expectedVersion": 2, "verdict": "another_person", "ground": "correction"}
    parted = (await api(HR_CONSULTANT).post(path, apart)).json()
    assert parted["samePersonAs"] == [third["number"]]
    assert [one["samePersonAs"] for one in await listed(api, campaign)] == [[], [third["number"]], [second["number"]]]


async def test_only_hr_service_sees_applications_and_only_to_what_is_published(api: As) -> None:
    campaign = await published(api)
    for who in (FARSTA, STEERING_GROUP, COORDINATOR):
        assert (await check(api, campaign, a_csv([MINE]), who)).status_code == 403
        assert (await api(who).get(f"{ROOT}/campaigns/{campaign.body['id']}/applications")).status_code == 403
    waiting = await prepared(api, await an_accepted_order(api))
    answer = await check(api, waiting, a_csv([MINE]))
    assert (answer.status_code, answer.json()["code"]) == (409, "campaign_is_preparing")


async def test_what_nobody_runs_is_forgotten_in_a_day(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    checked = (await check(api, campaign, a_csv([MINE]))).json()
    database = app.state.kernel.database
    await database.run(lambda tx: application_handlers.forget_checked(tx, calendar.now() + timedelta(hours=25)))
    answer = await api(HR_CONSULTANT).post(
        f"{ROOT}/application-files/{checked['id']}/run", {"fingerprint": checked["fingerprint"]}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "application_file_is_lapsed")
    kept = select(func.count()).where(application_row.c.content.is_not(None))
    assert (await database.run(lambda tx: tx.execute(kept))).scalar_one() == 0


async def test_nothing_personal_is_found_in_the_database_or_in_an_answer(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    checked = await check(api, campaign, a_csv([MINE, MINE | {"reference": "5", "years": "Hemligt"}]))
    await run(api, campaign, a_csv([MINE, MINE | {"reference": "6", "years": "Hemligt"}]))
    answers = [checked.text, str(await listed(api, campaign))]
    database = app.state.kernel.database
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    for table in (await database.run(lambda tx: tx.execute(text(tables)))).scalars().all():
        whole = text(f"SELECT t::text, encode(convert_to(t::text, 'UTF8'), 'escape') FROM \"{table}\" t")  # noqa: S608
        answers += [str(tuple(row)) for row in await database.run(lambda tx, whole=whole: tx.execute(whole))]
    hexed = [secret.encode().hex() for secret in PLANTED]
    assert not [(secret, one) for one in answers for secret in (*PLANTED, *hexed) if secret in one]
    assert await count(app, outbox) > 0


async def test_one_application_is_sent_again_withdrawn_and_never_doubled(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    path = f"{ROOT}/campaigns/{campaign.body['id']}/applications"
    reference = campaign.body["positions"][0]["reference"]
    sent: dict[str, Any] = {
        "reference": "4711",
        "receivedOn": TODAY,
        "firstName": "Planterad",
        "lastName": "Testsson",
        "email": "planterad.testsson@example.org",
        "wishes": [reference],
        "degree": "social_work",
    }
    answers = [await api(HR_CONSULTANT).post(path, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert await run(api, campaign, a_csv([another("4712", received_on=TODAY)])) == {"imported": 1}
    differs = await api(HR_CONSULTANT).post(path, sent | {"letter": "Nytt"})
    assert (differs.status_code, differs.json()["code"]) == (409, "application_differs")
    withdrawn = (await api(HR_CONSULTANT).post(path, sent | {"withdrawnOn": TODAY})).json()
    assert (withdrawn["status"], withdrawn["version"]) == ("withdrawn", 2)
    wrong = await api(HR_CONSULTANT).post(path, sent | {"reference": "1", "email": "Testsson", "wishes": ["REK-1"]})
    assert [(one["field"], one["code"]) for one in wrong.json()["errors"]] == [("email", "not_an_address")]
    assert "Testsson" not in wrong.text
    assert (await api(FARSTA).post(path, sent)).status_code == 403
    assert await count(app, application) == 2
