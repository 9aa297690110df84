"""Promises are kept as they were said and held against what came; simulations are readings that change nothing."""

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import update

from libs.calendar import add_working_days, is_working_day, local_date, now
from services.specialist_team import forecasting
from services.specialist_team.store import forecast_promise
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA, OPERATOR, SODERMALM
from tests.service import TEAM, As

ROOT = "/specialist-team/v1"
REQUESTS = f"{ROOT}/support-requests"


async def queued(api: As, **overrides: Any) -> dict[str, Any]:
    """Return a request that has been put in the queue."""
    body = a_draft_body(startsOn=local_date(now()).isoformat(), **({"competences": ["bbic"]} | overrides))
    request = (await api(FARSTA).post(REQUESTS, body)).json()
    request = await step(api(FARSTA), request, "submit")
    return await step(api(COORDINATOR), request, "triage", urgency="high", reason="Lagens tider.", queue=True)


async def step(caller: Any, request: dict[str, Any], command: str, **body: Any) -> dict[str, Any]:
    """Give a command at the version last seen and return the request after it."""
    answer = await caller.post(f"{REQUESTS}/{request['id']}/{command}", {"expectedVersion": request["version"]} | body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def promise(app: FastAPI, moment: datetime | None = None) -> None:
    await app.state.kernel.database.run(
        lambda tx: forecasting.make_promises(tx, moment or now(), app.state.organisation)
    )


async def forecast(api: As, request: dict[str, Any]) -> dict[str, Any]:
    answer = await api(FARSTA).get(f"{REQUESTS}/{request['id']}/forecast")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_request_in_the_queue_is_promised_a_start(api: As, app: FastAPI) -> None:
    request = await queued(api)
    await promise(app)
    told = await forecast(api, request)
    today = local_date(now())
    first = today if is_working_day(today) else add_working_days(today, 1)
    assert told["state"] == "forecast"
    assert (told["likelyOn"], told["latestOn"]) == (first.isoformat(), first.isoformat())
    assert sum(week["rounds"] for week in told["weeks"]) == told["rounds"] == 1000
    assert told["inTimeRounds"] > 950  # in a round or two somebody in greater need comes at once
    listed = (await api(COORDINATOR).get(f"{ROOT}/forecasts")).json()
    assert listed["items"] == [told]
    assert (await api(SODERMALM).get(f"{ROOT}/forecasts")).json()["items"] == []
    assert (await api(SODERMALM).get(f"{REQUESTS}/{request['id']}/forecast")).status_code == 404


async def test_a_promise_is_made_once_a_working_day_and_when_something_has_come(api: As, app: FastAPI) -> None:
    request = await queued(api)
    await promise(app)
    made = (await forecast(api, request))["madeAt"]
    await promise(app)
    assert (await forecast(api, request))["madeAt"] == made
    await queued(api)
    await promise(app)
    again = (await forecast(api, request))["madeAt"]
    assert again > made
    next_day = now() + (add_working_days(local_date(now()), 1) - local_date(now()))
    await promise(app, next_day)
    assert (await forecast(api, request))["madeAt"] > again


async def test_why_there_is_no_forecast_is_named(api: As, app: FastAPI) -> None:
    draft = (await api(FARSTA).post(REQUESTS, a_draft_body())).json()
    assert (await forecast(api, draft))["state"] == "not_sent"
    sent = await step(api(FARSTA), draft, "submit")
    assert (await forecast(api, sent))["state"] == "not_assessed"
    nobody = await queued(api, competences=["bbic", "elderly_care"])
    assert (await forecast(api, nobody))["state"] == "not_made_yet"
    await promise(app)
    assert (await forecast(api, nobody))["state"] == "not_within_a_year"


@pytest.mark.parametrize(("days", "latest", "likely"), [(0, 1, 1), (-1, 0, 0)])
async def test_a_promise_is_held_against_the_start_that_came(
    api: As, app: FastAPI, days: int, latest: int, likely: int
) -> None:
    request = await queued(api)
    await promise(app)
    today = local_date(now())
    said = {"p50": today + timedelta(days=days), "p90": today + timedelta(days=days)}
    await app.state.kernel.database.run(lambda tx: tx.execute(update(forecast_promise).values(said)))
    await promise(app, datetime.combine(add_working_days(today, 1), time(12), UTC))  # the first is what was promised
    before = (await api(FARSTA).get(f"{ROOT}/forecast-coverage")).json()
    assert (before["begun"], before["overdue"], before["pending"]) == (0, 1 - latest, latest)
    days_given = {"startsOn": today.isoformat(), "endsOn": (today + timedelta(days=20)).isoformat()}
    offer = {"specialist": "specialist-c", "percent": 80, "reason": "Passar.", **days_given}
    request = await step(api(COORDINATOR), request, "offer", **offer)
    assert (await forecast(api, request))["state"] == "offered"
    request = await step(api(FARSTA), request, "accept-offer")
    await step(api(COORDINATOR), request, "start", startedOn=today.isoformat())
    counted = (await api(FARSTA).get(f"{ROOT}/forecast-coverage")).json()
    assert (counted["begun"], counted["withinLatest"], counted["withinLikely"]) == (1, latest, likely)


async def test_waiting_now_tells_what_is_free(api: As, app: FastAPI) -> None:
    told = (await api(FARSTA).get(f"{ROOT}/waiting-now")).json()
    whole = sum(one["percent"] for one in json.loads(TEAM))
    assert (told["freePercent"], told["teamPercent"]) == (whole, whole)
    assert (told["likelyDays"], told["answerDays"]) == (None, None)
    await promise(app)
    told = (await api(FARSTA).get(f"{ROOT}/waiting-now")).json()
    assert (told["likelyDays"], told["latestDays"]) == (0, 0)
    assert (await api(OPERATOR).get(f"{ROOT}/waiting-now")).status_code == 403


async def test_time_off_that_was_taken_back_is_time_again(api: As) -> None:
    monday = local_date(now()) + timedelta(days=7 - local_date(now()).weekday())
    days = {"startsOn": monday.isoformat(), "endsOn": monday.isoformat()}
    off = {"expectedVersion": 0, "cause": "leave", "percent": 100, "reason": "Enligt schema.", **days}
    before = (await api(FARSTA).get(f"{ROOT}/waiting-now")).json()["freePercent"]
    made = (await api(COORDINATOR).post(f"{ROOT}/team/specialist-a/time-off", off)).json()
    assert (await api(FARSTA).get(f"{ROOT}/waiting-now")).json()["freePercent"] == before - 100
    path = f"{ROOT}/team/specialist-a/time-off/{made['offPeriods'][0]['id']}/cancel"
    await api(COORDINATOR).post(path, {"expectedVersion": made["version"], "reason": "Fel person."})
    assert (await api(FARSTA).get(f"{ROOT}/waiting-now")).json()["freePercent"] == before


async def test_a_simulation_is_the_same_for_the_same_question_and_for_the_whole_city(api: As) -> None:
    await queued(api)
    first = await api(COORDINATOR).get(f"{ROOT}/simulations", teamSize=3, arrivalsPerWeek="1.5")
    assert first.status_code == 200, first.text
    again = await api(COORDINATOR).get(f"{ROOT}/simulations", teamSize=3, arrivalsPerWeek="1.5")
    assert first.content == again.content
    assert len(first.json()["weeks"]) == 26
    basis = {one["name"]: (one["value"], one["basis"]) for one in first.json()["assumptions"]}
    assert basis["team_size"] == ("3", "choice")
    assert basis["arrivals"] == ("1.5", "choice")
    assert basis["absence"] == ("15", "assumption")
    assert (await api(FARSTA).get(f"{ROOT}/simulations")).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        {"teamSize": 0},
        {"teamSize": 13},
        {"absencePercent": 61},
        {"arrivalsPerWeek": 10.1},
        {"arrivalsPerWeek": "1.25"},
        {"weeksPerAssignment": 53},
        {"agencyHourPrice": 299},
    ],
)
async def test_choices_have_limits(api: As, query: dict[str, Any]) -> None:
    assert (await api(COORDINATOR).get(f"{ROOT}/simulations", **query)).status_code == 422
