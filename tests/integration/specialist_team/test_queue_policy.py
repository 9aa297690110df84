"""The policy through the API: four eyes, history, what-if, and the order that follows it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from libs import audit
from libs.calendar import local_date, now
from tests.builders.policies import a_rule
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA, SECOND_COORDINATOR, SODERMALM, STEERING_GROUP
from tests.service import Api, As

ROOT = "/specialist-team/v1"
POLICIES = f"{ROOT}/queue-policies"
OTHER_MEMBER = STEERING_GROUP | {"sub": "styrgrupp-2"}


def a_proposal(days_ahead: int = 0, **overrides: Any) -> dict[str, Any]:
    valid_from = local_date(now()) + timedelta(days=days_ahead)
    rule = a_rule(**overrides).model_dump(mode="json", by_alias=True)
    return {"rule": rule, "validFrom": valid_from.isoformat(), "reason": "Lagens tider ska väga tyngre."}


async def queue_up(api: As, person: dict[str, Any], urgency: str, risks: list[str]) -> str:
    body = a_draft_body(unit=person["unit"], statutoryRisks=risks)
    draft = (await api(person).post(f"{ROOT}/support-requests", body)).json()
    path = f"{ROOT}/support-requests/{draft['id']}"
    await api(person).post(f"{path}/submit", {"expectedVersion": 1})
    triage = {"expectedVersion": 2, "urgency": urgency, "reason": "Bedömd.", "queue": True}
    triaged = (await api(COORDINATOR).post(f"{path}/triage", triage)).json()
    if urgency == "acute":
        confirm = {"expectedVersion": triaged["version"], "reason": "Vi är två som ser det."}
        assert (await api(SECOND_COORDINATOR).post(f"{path}/confirm-acute", confirm)).status_code == 200
    return str(draft["reference"])


async def propose(caller: Api, **overrides: Any) -> dict[str, Any]:
    answer = await caller.post(POLICIES, a_proposal(**overrides))
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_the_order_follows_the_policy_in_force_and_what_if_tells_beforehand(api: As) -> None:
    high = await queue_up(api, FARSTA, "high", [])
    risk = await queue_up(api, SODERMALM, "normal", ["child_investigation", "preliminary_assessment"])
    before = (await api(COORDINATOR).get(f"{ROOT}/queue")).json()
    assert before["policyVersion"] == "1"
    assert [(e["request"]["reference"], e["points"]) for e in before["items"]] == [(high, 250), (risk, 0)]
    assert before["items"][0]["bound"]["latestPosition"] == 2

    proposal = await propose(api(STEERING_GROUP))
    assert (proposal["gap"], proposal["overtakingDays"], proposal["number"]) == (920, 92, None)
    effect = (await api(COORDINATOR).get(f"{POLICIES}/{proposal['id']}/effect")).json()
    assert effect["moved"] == 2
    assert [(e["reference"], e["position"], e["positionUnderProposal"]) for e in effect["items"]] == [
        (high, 1, 2),
        (risk, 2, 1),
    ]
    assert (await api(COORDINATOR).get(f"{ROOT}/queue")).json()["policyVersion"] == "1"

    body = {"expectedVersion": 1, "reason": "Beslutat på mötet."}
    signed = await api(OTHER_MEMBER).post(f"{POLICIES}/{proposal['id']}/sign", body)
    assert (signed.status_code, signed.json()["number"], signed.json()["inForce"]) == (200, 2, True)
    after = (await api(COORDINATOR).get(f"{ROOT}/queue")).json()
    assert (after["policyVersion"], [e["request"]["reference"] for e in after["items"]]) == ("2", [risk, high])
    terms = {t["term"]: t for t in after["items"][0]["terms"]}
    assert (terms["statutory_risk"]["points"], terms["statutory_risk"]["value"]) == (300, "2")
    assert terms["vacant_posts"] == {
        "term": "vacant_posts",
        "value": "",
        "points": 50,
        "cap": 200,
        "share": 13,
        "missing": True,
    }
    own = (await api(SODERMALM).get(f"{ROOT}/support-requests/{after['items'][0]['request']['id']}")).json()
    assert (own["position"], own["queueLength"]) == (1, 2)


async def test_four_eyes_and_history(api: As, app: FastAPI) -> None:
    proposal = await propose(api(STEERING_GROUP), days_ahead=30)
    path = f"{POLICIES}/{proposal['id']}"
    body = {"expectedVersion": 1, "reason": "Beslutat på mötet."}
    own = await api(STEERING_GROUP).post(f"{path}/sign", body)
    assert (own.status_code, own.json()["code"]) == (409, "policy_needs_another_member")
    assert (await api(COORDINATOR).post(f"{path}/sign", body)).json()["code"] == "role_may_not"
    assert (await api(COORDINATOR).post(POLICIES, a_proposal())).status_code == 403
    stale = await api(OTHER_MEMBER).post(f"{path}/sign", body | {"expectedVersion": 7})
    assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")
    answers = await asyncio.gather(*[api(OTHER_MEMBER).post(f"{path}/sign", body) for _ in range(5)])
    assert sorted(a.status_code for a in answers) == [200, 409, 409, 409, 409]
    assert (await api(OTHER_MEMBER).post(f"{path}/withdraw", body)).json()["code"] == "version_conflict"
    seen = body | {"expectedVersion": 2}
    assert (await api(OTHER_MEMBER).post(f"{path}/withdraw", seen)).json()["code"] == "policy_is_signed"
    history = (await api(STEERING_GROUP).get(f"{path}/history")).json()
    assert [(h["type"], h["role"], h["reason"]) for h in history] == [
        ("specialist_team.policy_proposed.v1", "steering_group", "Lagens tider ska väga tyngre."),
        ("specialist_team.policy_signed.v1", "steering_group", "Beslutat på mötet."),
    ]
    listed = (await api(FARSTA).get(POLICIES)).json()["items"]
    assert [(p["number"], p["inForce"], p["validTo"]) for p in listed] == [
        (2, False, None),
        (1, True, proposal["validFrom"]),
    ]
    assert await app.state.kernel.database.run(audit.verify) == 2


async def test_numbers_have_no_gaps_and_the_database_itself_wants_two_members(api: As, app: FastAPI) -> None:
    proposals = [await propose(api(STEERING_GROUP), days_ahead=n) for n in range(4)]
    gone = await api(STEERING_GROUP).post(
        f"{POLICIES}/{proposals[0]['id']}/withdraw", {"expectedVersion": 1, "reason": "Ersätts."}
    )
    assert gone.json()["status"] == "withdrawn"
    body = {"expectedVersion": 1, "reason": "Beslutat."}
    signed = await asyncio.gather(*[api(OTHER_MEMBER).post(f"{POLICIES}/{p['id']}/sign", body) for p in proposals[1:]])
    assert sorted(a.json()["number"] for a in signed) == [2, 3, 4]
    alone = text("UPDATE queue_policy SET signed_by = proposed_by WHERE number = 2")
    with pytest.raises(IntegrityError, match="four_eyes"):
        await app.state.kernel.database.run(lambda tx: tx.execute(alone))


async def test_a_wrong_rule_is_refused_by_name(api: As) -> None:
    past = await api(STEERING_GROUP).post(POLICIES, a_proposal(-1))
    assert [(e["field"], e["code"]) for e in past.json()["errors"]] == [("validFrom", "policy_valid_from_in_the_past")]
    twice = a_proposal()
    twice["rule"]["terms"].append(twice["rule"]["terms"][0])
    assert (await api(STEERING_GROUP).post(POLICIES, twice)).status_code == 422
    greedy = a_proposal()
    greedy["rule"]["emergencyPercent"] = 51
    assert (await api(STEERING_GROUP).post(POLICIES, greedy)).json()["errors"][0]["field"] == "rule.emergencyPercent"


async def test_the_coordinator_states_units_all_rows_or_none(api: As) -> None:
    row = {
        "unit": FARSTA["unit"],
        "validFrom": local_date(now()).isoformat(),
        "vacantPercent": 28,
        "turnoverPercent": None,
        "source": "Personalstatistik oktober",
    }
    path = f"{ROOT}/unit-situations"
    wrong = await api(COORDINATOR).post(path, {"situations": [row, row | {"unit": "no-such-unit"}]})
    assert [(e["field"], e["code"]) for e in wrong.json()["errors"]] == [("situations.1.unit", "unknown_unit")]
    assert (await api(COORDINATOR).get(path)).json()["items"] == []
    assert (await api(STEERING_GROUP).post(path, {"situations": [row]})).status_code == 403
    again = [row, row | {"vacantPercent": 30}]
    for figures in again:
        answer = await api(COORDINATOR).post(path, {"situations": [figures]})
        assert answer.status_code == 200, answer.text
    known = answer.json()
    assert known["items"] == [again[1]]
    assert FARSTA["unit"] not in known["missing"] and SODERMALM["unit"] in known["missing"]


async def test_entitlement_follows_the_help_that_was_given(api: As) -> None:
    empty = (await api(STEERING_GROUP).get(f"{ROOT}/entitlement")).json()
    assert (empty["jainThousandths"], empty["smallestPercent"]) == (None, None)
    await queue_up(api, FARSTA, "acute", [])
    request = (await api(COORDINATOR).get(f"{ROOT}/queue")).json()["items"][0]["request"]
    path = f"{ROOT}/support-requests/{request['id']}"
    offer = {
        "expectedVersion": request["version"],
        "specialist": "specialist-c",
        "percent": 50,
        "startsOn": request["startsOn"],
        "endsOn": request["endsOn"],
        "reason": "Kompetens enligt begäran.",
    }
    offered = (await api(COORDINATOR).post(f"{path}/offer", offer)).json()
    await api(FARSTA).post(f"{path}/accept-offer", {"expectedVersion": offered["version"]})
    told = (await api(COORDINATOR).get(f"{ROOT}/entitlement")).json()
    accounts = {a["district"]: a for a in told["items"]}
    assert accounts["farsta"]["given"] == accounts["farsta"]["emergency"] > accounts["farsta"]["entitled"] > 0
    assert accounts["farsta"]["owed"] < 0 < accounts["sodermalm"]["owed"]
    assert (told["jainThousandths"], told["smallestPercent"]) == (1000 // len(accounts), 0)
    assert (await api(FARSTA).get(f"{ROOT}/entitlement")).status_code == 403
