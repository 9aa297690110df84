"""Voluntary answers: counted when they come, told once and with no small number, and kept nowhere."""

from typing import Any

from fastapi import FastAPI

from tests.builders.applications import a_csv, another
from tests.builders.tokens import FARSTA, HR_CONSULTANT, STEERING_GROUP
from tests.integration.recruitment.campaigning import ROOT, Campaigning, published
from tests.integration.recruitment.matching import applied, closed, judged
from tests.integration.recruitment.test_applications import TODAY, listed, run
from tests.integration.recruitment.test_erasure import dumped
from tests.integration.recruitment.test_one_time_links import comes, digest
from tests.integration.recruitment.test_referrals import ANSWER, START, WHY, give, proposed
from tests.service import As

REPORTS = f"{ROOT}/measures/equality"


async def twelve(api: As) -> tuple[Campaigning, list[str]]:
    """Return a campaign with five women and six men who have said so in the file, and one who has said nothing."""
    campaign = await published(api)
    said = [{}, *[{"sex": "Kvinna", "age": "30-44"}] * 5, *[{"sex": "Man"}] * 6]
    rows = [another(str(number), received_on=TODAY, **one) for number, one in enumerate(said, start=1)]
    assert await run(api, campaign, a_csv(rows)) == {"imported": 12}
    assert await run(api, campaign, a_csv([another("13", received_on=TODAY)])) == {"imported": 1}
    return campaign, [one["id"] for one in await listed(api, campaign)]


async def a_visit(api: As, app: FastAPI, application: str, version: int) -> str:
    """Return the token of a visit to the candidate's own page."""
    link = {"expectedVersion": version, "tokenDigest": digest(f"link {version}")}
    made = await api(HR_CONSULTANT).post(f"{ROOT}/applications/{application}/page-links", link)
    assert made.status_code == 201, made.text
    token = f"visit{version}"
    assert (await comes(app, f"link {version}", "/own-page/visits", {"tokenDigest": digest(token)})).status_code == 201
    return token


async def where_it_stands(app: FastAPI) -> set[str]:
    """Return the tables that an answer is found in, in any spelling, bytes too."""
    plain = ("woman", "from_thirty", "30-44", "Kvinna")
    words = [*plain, *(one.encode().hex() for one in plain)]
    return {table for table, rows in (await dumped(app)).items() if any(one in rows for one in words)}


async def hired(api: As, campaign: Campaigning, application: str) -> dict[str, Any]:
    """Let the application be proposed, chosen and offered; return the offer."""
    [one] = (await proposed(api, campaign.body["positions"][0]["id"], application))["referrals"]
    one = await give(api, FARSTA, one, "choose", **WHY)
    one = await give(api, HR_CONSULTANT, one, "see-documents", documents=one["missingDocuments"])
    return await give(api, HR_CONSULTANT, one, "offer", **ANSWER)


async def test_answers_are_counted_told_once_and_kept_nowhere(api: As, app: FastAPI) -> None:
    campaign, ids = await twelve(api)
    mine = f"/own-page/applications/{ids[0]}/answer-questions"
    visit = await a_visit(api, app, ids[0], 1)
    assert (await comes(app, visit, mine, {})).status_code == 422
    assert (await comes(app, visit, mine, {"sex": "woman"})).status_code == 200
    again = await comes(app, visit, mine, {"sex": "man"})
    assert (again.status_code, again.json()["code"]) == (409, "nothing_is_asked")
    theirs = await comes(app, visit, f"/own-page/applications/{ids[1]}/answer-questions", {"age": "from_thirty"})
    assert theirs.status_code == 404
    assert await where_it_stands(app) == {"equality_counter"}

    await closed(api, app, campaign)
    await judged(app, campaign, dict.fromkeys(ids, 3))
    offer = await hired(api, campaign, ids[0])
    assert (await comes(app, visit, mine, {"sex": "woman", "age": "from_thirty"})).status_code == 200, "a stage further"
    await give(api, HR_CONSULTANT, offer, "accept", **START)
    assert (await api(STEERING_GROUP).get(REPORTS)).json()["items"] == [], "nothing before it is decided"
    await campaign.give("decide")
    late = await comes(app, visit, mine, {"sex": "woman"})
    assert late.json()["code"] == "nothing_is_asked"
    [told] = (await api(STEERING_GROUP).get(REPORTS)).json()["items"]
    assert [(one["answer"], one["applied"], one["interviewed"], one["offered"]) for one in told["groups"]] == [
        ("woman", 6, None, None),
        ("man", 6, None, None),
        ("from_thirty", 6, None, None),
    ]
    assert told["comparisons"] == [], "nobody is known to have passed"
    assert await where_it_stands(app) == {"equality_report", "audit_record", "outbox"}
    rows = await dumped(app)
    assert (rows["equality_counter"], rows["equality_answered"]) == ("", "")
    assert (await api(FARSTA).get(REPORTS)).status_code == 403


async def test_of_a_campaign_that_is_cancelled_nothing_is_told(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    await applied(api, campaign, 1, sex="woman", age="from_thirty")
    assert await where_it_stands(app) == {"equality_counter"}
    await campaign.give("cancel", reason="positions_withdrawn")
    assert await where_it_stands(app) == set()
    assert (await api(HR_CONSULTANT).get(REPORTS)).json()["items"] == []
