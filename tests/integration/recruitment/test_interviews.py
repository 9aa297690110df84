"""Interviews on a real database: nobody is booked twice, scorecards are independent, and what is shown counts."""

import asyncio
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from libs import calendar
from libs.calendar import STOCKHOLM, local_date
from libs.outbox import outbox
from services.recruitment import screening_store
from tests.builders.applications import PLANTED
from tests.builders.campaigns import CRITERIA
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SECOND_HR_CONSULTANT, SODERMALM
from tests.integration.recruitment.campaigning import (
    ROOT,
    SODERMALM_UNIT,
    Campaigning,
    an_accepted_order,
    prepared,
    published,
)
from tests.integration.recruitment.judging import declared
from tests.integration.recruitment.matching import applied, judged
from tests.service import As

SHOWN = [CRITERIA[0], CRITERIA[1] | {"sources": ["application", "interview"]}]


def at(hour: int, day: int = 3) -> datetime:
    """Return a full hour in Stockholm, some days ahead."""
    return datetime.combine(local_date(calendar.now()) + timedelta(days=day), time(hour), STOCKHOLM)


def a_booking(hour: int, *people: str, **overrides: Any) -> dict[str, Any]:
    """Return the body that books an hour."""
    who = {"interviewers": list(people or ("hr-konsult",)), "minutes": 60}
    return {"kind": "video", "startsAt": at(hour).isoformat(), "place": "https://mote.example.org/19"} | who | overrides


async def interviewable(api: As, app: FastAPI, numbers: int = 1, **said: Any) -> tuple[Campaigning, list[str]]:
    """Return a campaign with judged applications whose candidates HR-service may know."""
    orders = [await an_accepted_order(api), await an_accepted_order(api, SODERMALM)]
    campaign = await prepared(api, *orders)
    await campaign.give("set-profile", criteria=SHOWN)
    await campaign.pass_gates()
    await campaign.give("publish")
    made = [(await applied(api, campaign, number, **said))["id"] for number in range(1, numbers + 1)]
    await judged(app, campaign, dict.fromkeys(made, 1))
    for who in (HR_CONSULTANT, SECOND_HR_CONSULTANT):
        await declared(api, campaign, who)
    for one in made:
        ask = {"ground": "interview", "reason": "Ska kallas till intervju.", "protectedFor": "Kallas på säkert sätt."}
        assert (await api(HR_CONSULTANT).post(f"{ROOT}/applications/{one}/unblind", ask)).status_code == 200
    return campaign, made


async def book(api: As, application: str, body: dict[str, Any], expected: int = 201) -> dict[str, Any]:
    """Book, and return the interview or the refusal."""
    answer = await api(HR_CONSULTANT).post(f"{ROOT}/applications/{application}/interviews", body)
    assert answer.status_code == expected, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_nobody_is_booked_twice_whatever_is_sent_at_once(api: As, app: FastAPI) -> None:
    campaign, (first, *others) = await interviewable(api, app, 4)
    paths = [f"{ROOT}/applications/{one}/interviews" for one in (first, *others)]
    answers = await asyncio.gather(*(api(HR_CONSULTANT).post(path, a_booking(9)) for path in paths))
    assert sorted(one.status_code for one in answers) == [201, 409, 409, 409]
    (error,) = next(one.json()["errors"] for one in answers if one.status_code == 409)
    assert (error["field"], error["code"], error["found"]) == ("startsAt", "interviewer_is_busy", "hr-konsult")
    won = next(one.json() for one in answers if one.status_code == 201)
    same = a_booking(9, "hr-konsult-2", startsAt=(at(9) + timedelta(minutes=30)).isoformat())
    assert (await book(api, won["application"], same, 409))["errors"][0]["code"] == "candidate_is_busy"
    after = await book(api, won["application"], a_booking(10, "hr-konsult", "farsta-chef"))

    path = f"{ROOT}/applications/{won['application']}/interview-choices"
    choices = (await api(HR_CONSULTANT).get(path, interviewer=["hr-konsult"], minutes=60)).json()
    assert [(one["person"], one["role"]) for one in choices["interviewers"]] == [
        ("hr-konsult", "hr_consultant"),
        ("hr-konsult-2", "hr_consultant"),
        ("farsta-chef", "unit_manager"),
        ("sodermalm-chef", "unit_manager"),
    ]
    assert (choices["interviewers"][3]["unit"], choices["criteria"]) == (SODERMALM_UNIT, 1)
    taken = {datetime.fromisoformat(one["startsAt"]) for one in (won, after)}
    assert taken.isdisjoint({datetime.fromisoformat(one) for one in choices["times"]})

    to_nine = a_booking(9, "hr-konsult") | {"expectedVersion": after["version"]}
    del to_nine["kind"]
    refused = await api(HR_CONSULTANT).post(f"{ROOT}/interviews/{after['id']}/move", to_nine)
    assert (refused.status_code, refused.json()["code"]) == (409, "interviewer_is_busy")
    gone = {"expectedVersion": won["version"], "reason": "candidate_asked"}
    off = await api(HR_CONSULTANT).post(f"{ROOT}/interviews/{won['id']}/cancel", gone)
    assert (off.json()["status"], off.json()["sequence"]) == ("cancelled", 1)
    moved = await api(HR_CONSULTANT).post(f"{ROOT}/interviews/{after['id']}/move", to_nine)
    assert (moved.json()["sequence"], moved.json()["version"]) == (1, 2), moved.text
    withdrawn = {"expectedVersion": 1}
    assert (await api(HR_CONSULTANT).post(f"{ROOT}/applications/{won['application']}/withdraw", withdrawn)).is_success
    left = (await api(HR_CONSULTANT).get(f"{ROOT}/applications/{won['application']}/interviews")).json()["items"]
    assert [one["cancelled"] for one in left] == ["candidate_asked", "withdrawn"]
    assert campaign.body["status"] == "published"


async def test_what_cannot_be_booked(api: As, app: FastAPI) -> None:
    campaign, (application,) = await interviewable(api, app)
    await declared(api, campaign, SECOND_HR_CONSULTANT, {"email": "person1@example.org"})
    wrong: dict[str, dict[str, Any]] = {
        "unknown_interviewer": {"interviewers": ["hr-konsult-3"]},
        "place_names_candidate": {"place": f"Rum 4, möt {PLANTED[0]} i receptionen"},
        "interview_out_of_range": {"startsAt": "2020-01-07T08:00:00Z"},
        "interviewer_in_conflict": {"interviewers": ["hr-konsult-2"]},
    }
    for code, overrides in wrong.items():
        assert (await book(api, application, a_booking(9, **overrides), 422))["errors"][0]["code"] == code


async def test_scorecards_are_independent_and_what_they_show_counts(
    api: As, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = await published(api)
    blind = (await applied(api, campaign, 1))["id"]
    assert (await book(api, blind, a_booking(9), 409))["code"] == "screening_is_not_finished"
    await judged(app, campaign, {blind: 1})
    assert (await book(api, blind, a_booking(9), 403))["code"] == "identity_is_not_shown"

    campaign, (mine,) = await interviewable(api, app)
    made = await book(api, mine, a_booking(9, "hr-konsult", "farsta-chef"))
    path = f"{ROOT}/interviews/{made['id']}"
    present = {"expectedVersion": 1, "interviewers": ["hr-konsult", "farsta-chef"]}
    assert (await api(FARSTA).post(f"{path}/hold", present)).json()["code"] == "interview_not_begun"
    assert (await api(SODERMALM).get(path)).status_code == 404
    assert [one["id"] for one in (await api(FARSTA).get(f"{ROOT}/interviews/waiting")).json()["items"]] == [made["id"]]
    afterwards = at(11)
    monkeypatch.setattr(calendar, "now", lambda: afterwards)
    assert (await api(FARSTA).post(f"{path}/hold", present)).json()["status"] == "held"

    def card(level: int) -> dict[str, Any]:
        note = {"criterion": "utredning", "level": level, "ground": "shown", "note": "Beskrev tre utredningar."}
        return {"profile": 1, "verdicts": [note]}

    draft = {"verdicts": [card(2)["verdicts"][0] | {"note": "Hann inte mer."}]}
    assert (await api(HR_CONSULTANT).post(f"{path}/save-draft", draft)).status_code == 200
    kept = (await api(HR_CONSULTANT).get(path)).json()
    assert [one["level"] for one in kept["drafts"]] == [2]
    assert (await api(FARSTA).get(path)).json()["drafts"] == [], "nobody else's"
    locked = await api(HR_CONSULTANT).post(f"{path}/lock", card(4))
    assert locked.status_code == 200, locked.text
    hidden = (await api(FARSTA).get(path)).json()["criteria"]
    assert [(one["asked"], one["scores"], one["level"]) for one in hidden] == [(True, [], None)]
    assert await levels(app, campaign) == {mine: {"examen": 1, "utredning": 1}}
    assert (await api(HR_CONSULTANT).post(f"{path}/save-draft", draft)).json()["code"] == "scorecard_is_locked"
    assert (await api(HR_CONSULTANT).get(path)).json()["drafts"] == [], "locking forgets it"
    assert (await api(SECOND_HR_CONSULTANT).post(f"{path}/lock", card(0))).status_code == 403
    assert (await api(FARSTA).post(f"{path}/lock", card(3))).status_code == 200
    (shown,) = (await api(FARSTA).get(path)).json()["criteria"]
    assert [(one["person"], one["level"], one["text"]) for one in shown["scores"]] == [
        ("hr-konsult", 4, "Beskrev tre utredningar."),
        ("farsta-chef", 3, "Beskrev tre utredningar."),
    ]
    assert shown["level"] == 3
    assert await levels(app, campaign) == {mine: {"examen": 1, "utredning": 3}}
    assert (await api(FARSTA).post(f"{path}/lock", card(1))).json()["code"] == "scorecard_is_locked"
    result = (await api(HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}/screening/results")).json()
    assert [one["points"] for one in result["items"]] == [8], "screening's record stands"
    rows = await app.state.kernel.database.run(lambda tx: tx.execute(select(outbox.c.payload)))
    said = [bytes(row.payload).decode() for row in rows]
    assert any("interview_scorecard_locked" in one for one in said)
    for secret in (*PLANTED, "Beskrev", "mote.example.org"):
        assert not any(secret in one for one in said)


async def levels(app: FastAPI, campaign: Campaigning) -> dict[str, dict[str, int]]:
    """Return what a matching run would be given."""
    which = UUID(campaign.body["id"])
    found = await app.state.kernel.database.run(lambda tx: screening_store.agreed_levels(tx, which))
    return {str(application): agreed for application, agreed in found.items()}
