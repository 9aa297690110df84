"""When its time is up nothing is left of an application, sealed or not; what is held stays; the record stays whole."""

from datetime import datetime, time, timedelta
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import select, text

from libs import audit, calendar, commands
from libs.calendar import STOCKHOLM, local_date
from libs.commands import idempotency
from libs.outbox import outbox
from services.recruitment import application_handlers, retention_handlers
from services.recruitment.domain.retention import kept_until
from tests.builders.applications import APPLICATION, PLANTED, a_csv
from tests.builders.tokens import FARSTA, HR_CONSULTANT
from tests.integration.recruitment.campaigning import ROOT, Campaigning, published
from tests.integration.recruitment.judging import judged, sent
from tests.integration.recruitment.matching import closed
from tests.service import As

EVIDENCE = {"audit_record", "erased_application"}
"""Where an erased application's id may stand: what says that it is gone."""


async def post(api: As, path: str, body: dict[str, Any], who: dict[str, Any] = HR_CONSULTANT) -> dict[str, Any]:
    answer = await api(who).post(f"{ROOT}/{path}", body)
    assert answer.status_code in {200, 201}, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def from_a_file(api: As, app: FastAPI, campaign: Campaigning) -> dict[str, Any]:
    """Return the planted candidate's application, taken in from a file."""
    row = APPLICATION | {"received_on": local_date(calendar.now()).isoformat(), "letter": "Hemligt Brev"}
    headers = {"Content-Type": "text/csv", "Idempotency-Key": f"a-file-for-{campaign.body['id']}"}
    path, params = f"{ROOT}/application-files", {"campaign": campaign.body["id"]}
    client: httpx.AsyncClient = api(HR_CONSULTANT).http
    file = (await client.post(path, content=a_csv([row]), headers=headers, params=params)).json()
    await post(api, f"application-files/{file['id']}/run", {"fingerprint": file["fingerprint"]})
    personal, database = app.state.personal_data, app.state.kernel.database
    while await database.run(lambda tx: application_handlers.take_in(tx, calendar.now(), personal)):
        pass
    return (await listed(api, campaign))[0]


async def listed(api: As, campaign: Campaigning) -> list[dict[str, Any]]:
    """Return the campaign's applications by number."""
    found = await api(HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}/applications")
    items: list[dict[str, Any]] = found.json()["items"]
    return items


async def dumped(app: FastAPI) -> dict[str, str]:
    """Return every row of every table as text, bytes as hexadecimal digits."""
    database, whole = app.state.kernel.database, {}
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    for table in (await database.run(lambda tx: tx.execute(text(tables)))).scalars().all():
        rows = text(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - the tables' own names
        whole[table] = "\n".join((await database.run(lambda tx, rows=rows: tx.execute(rows))).scalars())
    return whole


async def erase(app: FastAPI, moment: datetime) -> int:
    """Let the timer come at ``moment`` as often as there is more; returns how many units it did."""
    done = 0
    while await app.state.kernel.database.run(lambda tx: retention_handlers.erase_due(tx, moment)):
        done += 1
    return done


async def erased(app: FastAPI) -> list[str]:
    found = select(outbox.c.subject_id).where(outbox.c.type == "recruitment.application_erased.v1")
    return sorted(str(one) for one in (await app.state.kernel.database.run(lambda tx: tx.execute(found))).scalars())


async def in_many_tables(api: As, app: FastAPI, campaign: Campaigning, elsewhere: dict[str, Any]) -> dict[str, Any]:
    """Return an application that was judged, unblinded, joined with another, matched, proposed and answered."""
    one = await from_a_file(api, app, campaign)
    await judged(api, campaign, one["id"], 4, 4)
    await post(api, f"applications/{one['id']}/unblind", {"ground": "interview", "reason": "Kallas."})
    await sent(api, campaign, "4712")
    same = {"expectedVersion": one["version"], "other": elsewhere["id"], "verdict": "same_person", "ground": "asked"}
    one = await post(api, f"applications/{one['id']}/recognise", same)
    link = {"expectedVersion": one["version"], "tokenDigest": "ab" * 32}
    await post(api, f"applications/{one['id']}/page-links", link)
    await closed(api, app, campaign)
    run = await post(api, f"campaigns/{campaign.body['id']}/matching-runs", {})
    where, proposed = (
        campaign.body["positions"][0]["id"],
        {"application": one["id"], "reason": "Svarar bäst mot kraven."},
    )
    found = await post(api, f"positions/{where}/candidates", {"candidates": [proposed], "run": run["id"]})
    referral = found["referrals"][0]
    passing = {"expectedVersion": referral["version"], "reason": "closer_to_profile", "note": ""}
    await post(api, f"referrals/{referral['id']}/pass-over", passing, FARSTA)
    await campaign.give("cancel", reason="positions_withdrawn")
    answer = {"template": "campaign_cancelled", "text": "Hemligt besked: omgången är inställd."}
    await post(api, f"applications/{one['id']}/feedback", {"expectedVersion": one["version"] + 1} | answer)
    return one


async def require_an_extract_of_everything(api: As, app: FastAPI, one: dict[str, Any]) -> None:
    """Find the person in each way; be told everything, which is recorded and kept in no answer."""
    wanted = {"foundBy": "identity_number", "value": APPLICATION["identity_number"]}
    found = await api(HR_CONSULTANT).post(f"{ROOT}/people/extracts", wanted)
    assert found.status_code == 200, found.text
    told = found.json()
    assert (told["identity"]["last_name"], len(told["applications"])) == ("Testsson", 2)
    assert [each["identity"] is None for each in told["applications"]].count(True) == 1, "the other came otherwise"
    mine = next(each["stored"] for each in told["applications"] if each["stored"]["application"][0]["id"] == one["id"])
    assert {"application_merit", "screening_verdict", "referral", "application_feedback"} <= set(mine)
    assert "Hemligt besked" in str(mine["application_feedback"])
    for other in ({"foundBy": "email", "value": "Planterad.Testsson@example.org"}, {"foundBy": "number"}):
        value = {"value": (await api(HR_CONSULTANT).get(f"{ROOT}/applications/{one['id']}")).json()["number"]}
        again = await api(HR_CONSULTANT).post(f"{ROOT}/people/extracts", value | other)
        assert again.json()["identity"] == told["identity"]
    nobody = await api(HR_CONSULTANT).post(f"{ROOT}/people/extracts", {"foundBy": "number", "value": "OMG-2016-0001-1"})
    assert (nobody.status_code, nobody.json()["code"]) == (404, "person_not_found")
    assert (await api(FARSTA).post(f"{ROOT}/people/extracts", wanted)).status_code == 403
    kept = await app.state.kernel.database.run(lambda tx: tx.execute(select(idempotency.c.body)))
    assert not any(b"Testsson" in bytes(row.body or b"") for row in kept)
    kinds = (await app.state.kernel.database.run(lambda tx: tx.execute(select(outbox.c.type)))).scalars().all()
    assert kinds.count("recruitment.application_extract_made.v1") == 6


async def test_when_its_time_is_up_nothing_is_left_but_the_evidence(api: As, app: FastAPI) -> None:
    database, campaign, other = app.state.kernel.database, await published(api), await published(api)
    elsewhere = await sent(api, other)  # the same person, in a campaign that goes on
    one = await in_many_tables(api, app, campaign, elsewhere)
    held = (await listed(api, campaign))[1]
    await require_an_extract_of_everything(api, app, one)
    path = f"applications/{held['id']}"
    body = {"expectedVersion": held["version"], "ground": "discrimination_claim"}
    kept = await post(api, f"{path}/hold", body)
    assert (kept["standing"], kept["ground"]) == ("held", "discrimination_claim")
    twice = await api(HR_CONSULTANT).post(f"{ROOT}/{path}/hold", body | {"expectedVersion": kept["version"]})
    assert twice.json()["code"] == "application_is_held"

    last = kept_until(local_date(calendar.now()))
    evening, after = (datetime.combine(last, time(23, 30), STOCKHOLM), datetime.combine(last, time(23, 30), STOCKHOLM))
    after += timedelta(hours=1)
    whole, version = f"campaigns/{campaign.body['id']}", campaign.body["version"]
    frozen = await post(api, f"{whole}/hold", {"expectedVersion": version, "ground": "scrutiny"})
    assert await erase(app, after) == 0, "nothing of a held campaign"
    overview = (await api(HR_CONSULTANT).get(f"{ROOT}/retention")).json()["items"]
    assert [(each["ground"], each["held"]) for each in overview] == [("scrutiny", 2)]
    letting_go = {"expectedVersion": frozen["version"], "ground": "settled"}
    thawed = await post(api, f"{whole}/release", letting_go)
    again = await api(HR_CONSULTANT).post(
        f"{ROOT}/{whole}/release", letting_go | {"expectedVersion": thawed["version"]}
    )
    assert (frozen["ground"], thawed["ground"], again.json()["code"]) == ("scrutiny", None, "campaign_is_not_held")
    before = await dumped(app)
    assert sum(one["id"] in rows for rows in before.values()) > 8, "it stood in many tables"
    assert await erase(app, evening) == 0
    assert await erase(app, after) == 1
    assert await erase(app, after) == 0, "again, and nothing happens"
    assert await erased(app) == [one["id"]]
    told = (await api(HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}/retention")).json()
    assert [(each["number"], each["standing"]) for each in told["items"]] == [(2, "held")]
    assert [(each["number"], each["rule"]) for each in told["erasures"]] == [(1, "cancelled_24_months")]
    assert (told["campaign"]["held"], told["campaign"]["erased"]) == (1, 1)

    release = {"expectedVersion": kept["version"], "ground": "settled"}
    assert (await post(api, f"{path}/release", release))["standing"] == "kept"
    other.body["version"] += 1  # its last day for applications has passed too
    await other.give("cancel", reason="positions_withdrawn")
    assert await erase(app, after) == 1
    assert await erased(app) == sorted([one["id"], held["id"], elsewhere["id"]])
    await database.run(lambda tx: commands.forget(tx, after))  # after a week answers are not kept either
    left = await dumped(app)
    ids = [one["id"], held["id"], elsewhere["id"]]
    hexed = [each.encode().hex() for each in ids]
    for table in left.keys() - EVIDENCE - {"outbox"}:  # what is sent leaves the outbox
        assert not [each for each in (*ids, *hexed) if each in left[table]], table
    for table in ("candidate", "candidate_identity", "candidate_mark", "application_merit", "application_row"):
        assert not left[table], table
    for table in ("matching_run", "conflict_declaration", "one_time_link", "identity_access", "screening_verdict"):
        assert not left[table], table
    planted = [*PLANTED, *(secret.encode().hex() for secret in PLANTED)]
    assert not [(table, each) for table, rows in left.items() for each in planted if each in rows]
    assert await database.run(audit.verify) == len(left["audit_record"].splitlines())
