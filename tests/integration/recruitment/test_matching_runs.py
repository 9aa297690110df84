"""Matching runs through the API: made, kept, read by making them again, repaired, tried, explained."""

import hashlib

import pytest
from fastapi import FastAPI
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from services.recruitment.matching_tables import matching_run
from tests.builders.applications import PLANTED
from tests.builders.tokens import FARSTA, HR_CONSULTANT, STEERING_GROUP
from tests.integration.recruitment.campaigning import ROOT, published
from tests.integration.recruitment.matching import three_for_two
from tests.service import As


async def test_a_run_is_kept_read_again_explained_and_repaired(api: As, app: FastAPI) -> None:
    campaign, ids = await three_for_two(api, app)
    hr, base = api(HR_CONSULTANT), f"{ROOT}/campaigns/{campaign.body['id']}"
    promised = (await api(FARSTA).get(f"{base}/lot")).json()
    assert promised["seed"] is None
    answer = await hr.post(f"{base}/matching-runs", {})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    result = made["result"]
    assert made["same"]
    assert result["certificate"] == {"holds": True, "acceptablePairs": 7, "blockingPairs": 0}
    first = result["positions"][0]
    assert (first["application"], first["rank"], first["wish"]) == (ids[0], 1, 1)
    revealed = (await api(FARSTA).get(f"{base}/lot")).json()["seed"]
    assert hashlib.sha256(bytes.fromhex(revealed)).hexdigest() == promised["commitment"]

    snapshot = await hr.get(f"{ROOT}/matching-runs/{made['id']}/snapshot")
    assert hashlib.sha256(snapshot.content).hexdigest() == made["fingerprint"]
    assert not any(one in snapshot.text + answer.text for one in PLANTED)
    why = (await hr.get(f"{ROOT}/matching-runs/{made['id']}/applications/{ids[1]}")).json()
    assert [one["outcome"] for one in why["answers"]] == ["position_full"]
    assert (why["answers"][0]["short"], why["answers"][0]["cutOff"]) == (9, 1)
    assert [(one["criterion"], one["level"]) for one in why["raises"]] in ([], [("utredning", 4)])

    gone = await hr.post(f"{ROOT}/applications/{ids[0]}/withdraw", {"expectedVersion": 1})
    assert gone.status_code == 200
    assert (await hr.get(f"{ROOT}/matching-runs/{made['id']}")).json()["same"]
    repaired = (await hr.post(f"{base}/matching-runs", {"repairs": made["id"]})).json()
    moved = {one["number"]: (one["before"], one["after"]) for one in repaired["result"]["changes"]}
    assert moved[2] == (None, first["reference"])
    listed = (await hr.get(f"{base}/matching-runs")).json()["items"]
    assert [(one["number"], one["repairs"]) for one in listed] == [(2, made["id"]), (1, None)]
    tried = (await hr.get(f"{base}/matching-trial", districtLimit=["farsta:0"])).json()
    assert all(one["application"] is None for one in tried["positions"] if one["district"] == "farsta")
    for who in (FARSTA, STEERING_GROUP):
        assert (await api(who).get(f"{ROOT}/matching-runs/{made['id']}")).status_code == 403
    changed = update(matching_run).values({"matched": 0})
    with pytest.raises(DBAPIError, match="never changed"):
        await app.state.kernel.database.run(lambda tx: tx.execute(changed))


async def test_nobody_is_matched_before_applications_are_closed(api: As) -> None:
    campaign = await published(api)
    answer = await api(HR_CONSULTANT).post(f"{ROOT}/campaigns/{campaign.body['id']}/matching-runs", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "campaign_is_published")
