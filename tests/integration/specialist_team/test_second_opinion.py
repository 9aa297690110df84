"""Two people behind the highest urgency, through the API: refusals by name, the record, the queue, the database."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from libs import audit
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA, SECOND_COORDINATOR, SODERMALM, STEERING_GROUP
from tests.integration.specialist_team.test_queue_policy import ROOT
from tests.service import As

TRIAGE = {"expectedVersion": 2, "urgency": "acute", "reason": "Förhandsbedömningar hinns inte.", "queue": True}
WHY = "Vi är två som ser det."


async def proposed(api: As) -> tuple[str, dict[str, Any]]:
    """Return the address of a request that one coordinator has called acute, and how it stands."""
    draft = (await api(FARSTA).post(f"{ROOT}/support-requests", a_draft_body())).json()
    path = f"{ROOT}/support-requests/{draft['id']}"
    await api(FARSTA).post(f"{path}/submit", {"expectedVersion": 1})
    asked: dict[str, Any] = (await api(COORDINATOR).post(f"{path}/triage", TRIAGE)).json()
    return path, asked


async def test_one_proposes_another_confirms_and_only_then_the_queue_treats_it_as_acute(api: As, app: FastAPI) -> None:
    path, asked = await proposed(api)
    assert (asked["urgency"], asked["status"]) == ("high", "queued")
    assert asked["acuteProposedAt"]
    told = (await api(FARSTA).get(path)).json()
    assert told["acuteProposedAt"] == asked["acuteProposedAt"], "everyone who sees the request sees that it waits"
    answer = {"expectedVersion": asked["version"], "reason": WHY}
    alone = await api(COORDINATOR).post(f"{path}/confirm-acute", answer)
    assert (alone.status_code, alone.json()["code"]) == (409, "acute_needs_another_person")
    for person, code in ((FARSTA, 403), (STEERING_GROUP, 403), (SODERMALM, 404)):
        assert (await api(person).post(f"{path}/confirm-acute", answer)).status_code == code
    assert (await api(SECOND_COORDINATOR).post(f"{path}/confirm-acute", answer | {"reason": ""})).status_code == 422

    entry = (await api(COORDINATOR).get(f"{ROOT}/queue")).json()["items"][0]
    assert [term["value"] for term in entry["terms"] if term["term"] == "urgency"] == ["high"]
    confirmed = (await api(SECOND_COORDINATOR).post(f"{path}/confirm-acute", answer)).json()
    assert (confirmed["urgency"], confirmed.get("acuteProposedAt")) == ("acute", None)
    entry = (await api(COORDINATOR).get(f"{ROOT}/queue")).json()["items"][0]
    assert [term["value"] for term in entry["terms"] if term["term"] == "urgency"] == ["acute"]
    again = await api(SECOND_COORDINATOR).post(
        f"{path}/refuse-acute", {"expectedVersion": confirmed["version"], "reason": WHY}
    )
    assert (again.status_code, again.json()["code"]) == (409, "not_proposed_as_acute")
    history = (await api(FARSTA).get(f"{path}/history")).json()
    assert [(one["type"].split(".")[1], one["reason"]) for one in history[2:]] == [
        ("request_triaged", TRIAGE["reason"]),
        ("request_acute_proposed", None),
        ("request_queued", None),
        ("request_acute_confirmed", WHY),
    ]
    assert await app.state.kernel.database.run(audit.verify) == len(history)


async def test_a_refusal_leaves_it_high_and_the_database_itself_wants_two_people(api: As, app: FastAPI) -> None:
    path, asked = await proposed(api)
    database = app.state.kernel.database
    for alone, rule in (
        ("UPDATE support_request SET acute_confirmed_by = acute_proposed_by", "two_people"),
        ("UPDATE support_request SET urgency = 'acute'", "acute_confirmed"),
    ):
        statement = text(alone)
        with pytest.raises(IntegrityError, match=rule):
            await database.run(lambda tx, statement=statement: tx.execute(statement))
    answer = {"expectedVersion": asked["version"], "reason": "Enheten klarar tiderna."}
    refused = (await api(SECOND_COORDINATOR).post(f"{path}/refuse-acute", answer)).json()
    assert (refused["urgency"], refused.get("acuteProposedAt")) == ("high", None)
    assert "confirm_acute" not in refused["commands"]
