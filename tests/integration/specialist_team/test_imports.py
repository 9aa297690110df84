"""Import of past requests on a real database: dry run, run, again, after a crash, by the right person only."""

import asyncio
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from contracts.specialist_team.imports import ImportStatus
from libs import audit, outbox
from libs.calendar import add_working_days, local_date, now
from libs.database import Transaction
from services.specialist_team import (
    forecast_store,
    forecasting,
    import_handlers,
    import_store,
    planner,
    planner_store,
    store,
)
from services.specialist_team.import_store import import_row
from tests.builders import tokens
from tests.builders.imports import DECLINED, HELPED, QUEUED, a_csv, a_workbook
from tests.service import As

ROOT = "/specialist-team/v1/imports"
FILE = a_csv([QUEUED, HELPED, DECLINED, QUEUED | {"key": "wrong", "percent": "5"}])


async def check(api: As, content: bytes = FILE, person: dict[str, Any] = tokens.COORDINATOR) -> httpx.Response:
    headers = {"Content-Type": "text/csv", "Idempotency-Key": f"check-{hash(content)}-{next(_numbers)}"}
    return await api(person).http.post(ROOT, content=content, headers=headers, params={"fileName": "2026.csv"})


_numbers = iter(range(1000))


async def run(api: As, checked: dict[str, Any]) -> dict[str, Any]:
    body = {"fingerprint": checked["fingerprint"]}
    answer = await api(tokens.COORDINATOR).post(f"{ROOT}/{checked['id']}/run", body)
    assert answer.status_code == 200, answer.text
    for _ in range(200):
        now: dict[str, Any] = (await api(tokens.COORDINATOR).get(f"{ROOT}/{checked['id']}")).json()
        if now["status"] == "done":
            return now
        await asyncio.sleep(0.05)
    raise AssertionError(now)


def fates(report: dict[str, Any]) -> dict[str, int]:
    assert sum(one["rows"] for one in report["counts"]) == report["rows"]
    return {one["fate"]: one["rows"] for one in report["counts"]}


async def of_requests(app: FastAPI, table: Any) -> int:
    """Return how many rows are about requests: a plan of the queue may be made meanwhile."""
    about = table.c.subject_id.in_(select(store.support_request.c.id))
    query = select(func.count()).select_from(table).where(about)
    return int((await app.state.kernel.database.run(lambda tx: tx.execute(query))).scalar_one())


async def count(app: FastAPI, table: Any) -> int:
    async def read(tx: Transaction) -> int:
        return int((await tx.execute(select(func.count()).select_from(table))).scalar_one())

    return int(await app.state.kernel.database.run(read))


async def test_a_dry_run_tells_every_rows_fate_and_changes_nothing(api: As, app: FastAPI) -> None:
    answer = await check(api)
    assert answer.status_code == 201, answer.text
    assert fates(answer.json()) == {"new": 3, "wrong": 1}
    rows = (await api(tokens.COORDINATOR).get(f"{ROOT}/{answer.json()['id']}/rows", fate="wrong")).json()
    (row,) = rows["items"]
    assert (row["number"], row["errors"][0]["field"], row["errors"][0]["code"]) == (5, "percent", "greater_than_equal")
    assert await count(app, store.support_request) == await count(app, outbox.outbox) == 0


async def test_what_is_imported_is_as_any_request(api: As, app: FastAPI) -> None:
    report = await run(api, (await check(api)).json())
    assert fates(report) == {"imported": 3, "wrong": 1}
    listed = (await api(tokens.FARSTA).get("/specialist-team/v1/support-requests")).json()["items"]
    assert {one["status"] for one in listed} == {"queued", "evaluated", "declined"}
    helped = next(one for one in listed if one["status"] == "evaluated")
    history = (await api(tokens.FARSTA).get(f"/specialist-team/v1/support-requests/{helped['id']}/history")).json()
    assert {one["role"] for one in history} == {"import"}
    assert history[0]["reason"] == "2026.csv, rad 3, nyckel 2026-18"
    assert (history[1]["at"][:10], history[-1]["at"][:10]) == ("2026-09-14", "2026-11-03")
    assert await of_requests(app, outbox.outbox) == await of_requests(app, audit.audit_record) == 4 + 9 + 5
    assert await app.state.kernel.database.run(audit.verify) >= 18
    team = (await api(tokens.COORDINATOR).get("/specialist-team/v1/specialists")).json()
    booked = [one for member in team for one in member["bookings"]]
    assert [(one["percent"], one["startsOn"], one["endsOn"], one["firm"]) for one in booked] == [
        (60, "2026-10-05", "2026-10-30", True)
    ]
    given = (await api(tokens.FARSTA).get(f"/specialist-team/v1/support-requests/{helped['id']}/assignment")).json()
    assert given["reportedMinutes"] == given["importedMinutes"] == 92 * 60 + 30
    assert given["teamCostOre"] > 0 == given["confirmedMinutes"]
    week = (await api(tokens.COORDINATOR).get("/specialist-team/v1/my-week", specialist="specialist-c")).json()
    assert week["missingWeeks"] == []
    owed = (await api(tokens.COORDINATOR).get("/specialist-team/v1/entitlement")).json()["items"]
    assert {one["district"]: one["given"] for one in owed}["farsta"] == 96  # 20 working days at 60 percent


async def test_the_same_file_again_is_already_there_and_another_content_differs(api: As, app: FastAPI) -> None:
    await run(api, (await check(api)).json())
    again = (await check(api, a_workbook([QUEUED | {"percent": 60}, HELPED, DECLINED]))).json()
    assert fates(again) == {"already_there": 3}
    changed = (await check(api, a_csv([QUEUED | {"percent": "70"}]))).json()
    assert fates(changed) == {"differs": 1}
    rows = (await api(tokens.COORDINATOR).get(f"{ROOT}/{changed['id']}/rows")).json()["items"]
    assert rows[0]["reference"].startswith("SPT-2026-")
    refused = await api(tokens.COORDINATOR).post(f"{ROOT}/{changed['id']}/run", {"fingerprint": changed["fingerprint"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_import")
    assert await count(app, store.support_request) == 3


async def test_nothing_is_promised_or_planned_while_rows_come_in(api: As, app: FastAPI) -> None:
    """What is known changes with every row; a working day later both would be due, and a plan is asked for."""
    checked = (await check(api)).json()
    later = datetime.combine(add_working_days(local_date(now()), 2), time(12), UTC)

    async def work(tx: Transaction) -> list[Any]:
        async def made() -> list[Any]:
            return [await forecast_store.last_run(tx), await planner_store.latest(tx)]

        before = await made()
        await planner_store.order(tx, later)
        await import_store.order(tx, UUID(checked["id"]), later)
        await forecasting.make_promises(tx, later, app.state.organisation)
        await planner.make_plan(tx, later, app.state.organisation)
        assert await made() == before
        await tx.execute(import_store.import_file.update().values(status=ImportStatus.CHECKED))
        await forecasting.make_promises(tx, later, app.state.organisation)
        return [before[0], (await made())[0]]

    before, after = await app.state.kernel.database.run(work)
    assert before != after, "when it is over, there is a promise again"


async def test_two_checks_of_one_file_import_it_once(api: As, app: FastAPI) -> None:
    first, second = (await check(api)).json(), (await check(api)).json()
    reports = await asyncio.gather(run(api, first), run(api, second))
    found = sorted(fates(one).get("imported", 0) for one in reports)
    assert found == [0, 3]
    assert sorted(fates(one).get("already_there", 0) for one in reports) == [0, 3]
    assert await count(app, store.support_request) == 3


async def test_after_a_crash_it_goes_on_where_it_was(api: As, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends in the middle of a unit: nothing of it is there, and all of it is there in the end, once."""
    monkeypatch.setattr(import_handlers, "UNIT", 2)
    adds, add = iter(range(100)), store.add

    async def crashing(*arguments: Any) -> Any:
        if next(adds) == 3:
            raise ConnectionError("killed")
        return await add(*arguments)

    monkeypatch.setattr(store, "add", crashing)
    rows = [QUEUED | {"key": f"k-{number}"} for number in range(5)]
    report = await run(api, (await check(api, a_csv(rows))).json())
    assert fates(report) == {"imported": 5}
    assert await count(app, store.support_request) == 5
    assert next(adds) == 7  # five rows, and the two of the unit that was lost


async def test_what_was_booked_after_the_dry_run_is_refused_in_the_run(api: As, app: FastAPI) -> None:
    checked = (await check(api, a_csv([HELPED | {"key": "later"}]))).json()
    await run(api, (await check(api, a_csv([HELPED]))).json())
    report = await run(api, checked)
    assert fates(report) == {"wrong": 1}
    (row,) = (await api(tokens.COORDINATOR).get(f"{ROOT}/{checked['id']}/rows")).json()["items"]
    assert row["errors"][0]["code"] == "specialist_is_booked"
    assert await count(app, store.support_request) == 1


async def test_only_the_file_that_was_checked_is_run_and_only_once(api: As) -> None:
    checked = (await check(api)).json()
    other = await api(tokens.COORDINATOR).post(f"{ROOT}/{checked['id']}/run", {"fingerprint": "0" * 64})
    assert (other.status_code, other.json()["code"]) == (409, "not_the_checked_file")
    await run(api, checked)
    again = await api(tokens.COORDINATOR).post(f"{ROOT}/{checked['id']}/run", {"fingerprint": checked["fingerprint"]})
    assert (again.status_code, again.json()["code"]) == (409, "import_is_done")


@pytest.mark.parametrize("person", [tokens.FARSTA, tokens.STEERING_GROUP, tokens.SPECIALIST_C, tokens.OPERATOR])
async def test_only_the_coordinator_imports(api: As, person: dict[str, Any]) -> None:
    checked = (await check(api)).json()
    answers = [
        await check(api, FILE, person),
        await api(person).get(ROOT),
        await api(person).get(f"{ROOT}/{checked['id']}"),
        await api(person).get(f"{ROOT}/{checked['id']}/rows"),
        await api(person).post(f"{ROOT}/{checked['id']}/run", {"fingerprint": checked["fingerprint"]}),
    ]
    assert {(one.status_code, one.json()["code"]) for one in answers} == {(403, "role_may_not")}


async def test_a_file_has_its_own_limit_and_other_bodies_keep_theirs(api: As) -> None:
    large = a_csv([QUEUED]) + b"\r\n" * (5 * 1024 * 1024)
    answer = await check(api, large)
    assert (answer.status_code, answer.json()["code"]) == (413, "content_too_large")
    assert "5120 KiB" in answer.json()["detail"]
    assert (await check(api, a_csv([QUEUED]) + b"\r\n" * 10_000)).status_code == 201
    other = await api(tokens.FARSTA).http.post("/specialist-team/v1/support-requests", content=b" " * 70_000)
    assert other.status_code == 413


async def test_nothing_that_was_refused_is_kept(api: As, app: FastAPI) -> None:
    await check(api, a_csv([QUEUED | {"tasks": "Hjälp med 19121212-1212 och hennes barn."}]))

    async def everything(tx: Transaction) -> str:
        return str([tuple(row) for row in await tx.execute(select(import_row))])

    assert "1212" not in await app.state.kernel.database.run(everything)
