"""From proposed to hired and answered, on a real database; and whatever is tried, nobody is hired twice."""

import asyncio
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from libs import calendar
from libs.calendar import local_date
from libs.outbox import outbox
from services.recruitment import referral_handlers
from services.recruitment.campaign_tables import campaign as campaign_table
from services.recruitment.referral_tables import referral
from services.recruitment.tables import position
from tests.builders.applications import PLANTED
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SODERMALM, STEERING_GROUP
from tests.integration.recruitment.campaigning import ROOT, published
from tests.integration.recruitment.matching import applied, closed, judged, three_for_two
from tests.service import As

TODAY = local_date(calendar.now())
ANSWER = {"answerBy": (TODAY + timedelta(days=7)).isoformat()}
START = {"startsOn": (TODAY + timedelta(days=90)).isoformat()}
WHY = {"reason": "Svarar bäst mot kravprofilen."}


async def proposed(api: As, where: str, *applications: str) -> dict[str, Any]:
    candidates = [{"application": one} | WHY for one in applications]
    answer = await api(HR_CONSULTANT).post(f"{ROOT}/positions/{where}/candidates", {"candidates": candidates})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def give(api: As, who: dict[str, Any], one: dict[str, Any], command: str, **fields: Any) -> dict[str, Any]:
    answer = await api(who).post(
        f"{ROOT}/referrals/{one['id']}/{command}", {"expectedVersion": one["version"]} | fields
    )
    told: dict[str, Any] = answer.json()
    return told


async def test_from_proposed_to_hired_and_everybody_answered(api: As, app: FastAPI) -> None:
    campaign, ids = await three_for_two(api, app)
    first, second = campaign.body["positions"][0]["id"], campaign.body["positions"][1]["id"]
    hr, base = api(HR_CONSULTANT), f"{ROOT}/campaigns/{campaign.body['id']}"
    found, _ = await proposed(api, first, *ids), await proposed(api, second, ids[0])
    seen = (await api(FARSTA).get(f"{ROOT}/positions/{first}/candidates")).json()
    assert [(one["number"], one["points"], one["commands"]) for one in seen["referrals"]] == [
        (1, 32, ["choose", "pass_over"]),
        (2, 24, ["choose", "pass_over"]),
        (3, 8, ["choose", "pass_over"]),
    ]
    again = await hr.post(f"{ROOT}/positions/{first}/candidates", {"candidates": [{"application": ids[0]} | WHY]})
    assert (again.status_code, again.json()["code"]) == (422, "already_proposed")
    for who, expected in ((SODERMALM, 404), (STEERING_GROUP, 404)):
        assert (await api(who).get(f"{ROOT}/positions/{first}/candidates")).status_code == expected
    waiting = (await api(FARSTA).get(f"{ROOT}/referrals")).json()
    assert waiting["total"] == 4

    one, two, three = found["referrals"]
    three = await give(api, FARSTA, three, "pass-over", reason="closer_to_profile", note="")
    assert (three["status"], three["passedOver"]) == ("passed_over", "closer_to_profile")
    chosen = await give(api, FARSTA, one, "choose", **WHY)
    assert (await give(api, HR_CONSULTANT, chosen, "offer", **ANSWER))["code"] == "documents_not_seen"
    assert (await give(api, FARSTA, two, "choose", **WHY))["code"] == "another_is_chosen"
    one = await give(api, HR_CONSULTANT, chosen, "see-documents", documents=chosen["missingDocuments"])
    one = await give(api, HR_CONSULTANT, one, "offer", **ANSWER)
    made = (await hr.post(f"{base}/matching-runs", {})).json()
    run = made["result"]["positions"][0]
    why = (await hr.get(f"{ROOT}/matching-runs/{made['id']}/applications/{ids[1]}")).json()
    assert (run["settled"], run["number"], why["timesReferred"]) == (True, 1, 1)
    assert (await hr.post(f"{ROOT}/applications/{ids[1]}/feedback", _answer(1))).json()["code"] == "feedback_too_early"
    assert (await campaign.give("decide", 409))["code"] == "referrals_undecided"

    one = await give(api, HR_CONSULTANT, one, "accept", **START)
    assert (one["status"], one["commands"]) == ("accepted", [])
    ended = (await hr.get(f"{ROOT}/positions/{first}/candidates")).json()
    assert ended["status"] == "filled"
    assert [each["ended"] for each in ended["referrals"]] == [None, "position_filled", None]
    other = (await hr.get(f"{ROOT}/positions/{second}/candidates")).json()["referrals"]
    assert [each["ended"] for each in other] == ["hired_elsewhere"]

    await campaign.give("decide")
    assert (await campaign.give("close", 409))["code"] == "feedback_missing"
    for application in ids[1:]:
        answer = await hr.post(f"{ROOT}/applications/{application}/feedback", _answer(1))
        assert answer.status_code == 201, answer.text
    twice = await hr.post(f"{ROOT}/applications/{ids[1]}/feedback", _answer(2))
    assert twice.json()["code"] == "feedback_is_given"
    told = (await hr.get(f"{base}/feedback")).json()
    assert (told["applications"], len(told["answers"])) == ([], 2)
    compared = await hr.get(f"{ROOT}/applications/{ids[1]}/merit-comparison")
    assert [(hire["years"], hire["degree"], hire["levels"]["utredning"]) for hire in compared.json()["hires"]] == [
        (4, "social_work", 4)
    ]
    assert not any(planted in compared.text for planted in PLANTED)
    await campaign.give("close")
    assert campaign.body["commands"] == []
    rows = await app.state.kernel.database.run(lambda tx: tx.execute(select(outbox.c.type, outbox.c.payload)))
    events = rows.all()
    kinds = [row.type.split(".")[1] for row in events]
    for expected_once in ("position_filled", "referral_accepted", "application_hired", "campaign_closed"):
        assert kinds.count(expected_once) == 1
    assert not any(planted in bytes(row.payload).decode() for row in events for planted in (*PLANTED, "Tack för"))


def _answer(version: int) -> dict[str, Any]:
    text = "Tack för din ansökan. Den som anställs har längre erfarenhet."
    return {"expectedVersion": version, "template": "closer_to_profile", "text": text}


async def test_whom_a_campaign_waits_for(api: As, app: FastAPI) -> None:
    async def turns() -> list[tuple[str, str, int]]:
        told = (await api(HR_CONSULTANT).get(f"{ROOT}/turns")).json()["items"]
        return [(one["holder"], one["move"], one["count"]) for each in told for one in each["turns"]]

    campaign, ids = await three_for_two(api, app)
    assert await turns() == [("hr_service", "propose", 4)]
    one, two, _ = (await proposed(api, campaign.body["positions"][0]["id"], *ids))["referrals"]
    assert await turns() == [("hr_service", "propose", 3), ("managers", "choose", 3)]
    one = await give(api, FARSTA, one, "choose", **WHY)
    await give(api, FARSTA, two, "pass-over", reason="closer_to_profile", note="")
    one = await give(api, HR_CONSULTANT, one, "see-documents", documents=one["missingDocuments"])
    await give(api, HR_CONSULTANT, one, "offer", **ANSWER)
    assert await turns() == [
        ("hr_service", "propose", 3),
        ("managers", "choose", 1),
        ("candidates", "answer_offer", 1),
    ]
    late = (await applied(api, campaign, 9))["id"]
    assert ("assessors", "judge", 1) in await turns()
    await judged(app, campaign, {late: 2})
    await campaign.give("cancel", reason="too_few_applicants", note="")
    assert await turns() == [("hr_service", "give_feedback", 4)]
    assert (await api(FARSTA).get(f"{ROOT}/turns")).status_code == 403
    told = (await api(HR_CONSULTANT).get(f"{ROOT}/turns")).json()
    assert told["unmatchedPositions"] == [], "nobody has waited for ten working days"
    long_ago, database = TODAY - timedelta(days=30), app.state.kernel.database
    await database.run(lambda tx: tx.execute(update(position).values(opened_on=long_ago)))
    await database.run(lambda tx: tx.execute(update(campaign_table).values(opens_on=long_ago, closes_on=long_ago)))
    told = (await api(HR_CONSULTANT).get(f"{ROOT}/turns")).json()["unmatchedPositions"]
    assert [(one["position"], one["campaign"], one["since"]) for one in told] == [
        (one["id"], None, long_ago.isoformat()) for one in campaign.body["positions"][1:]
    ], "the first had a candidate until today"


async def test_who_was_hired_or_not_may_apply_again(api: As, app: FastAPI) -> None:
    """What holds is the new application's own course; a yes that stands elsewhere is not undone by a new offer."""
    campaign, ids = await three_for_two(api, app)
    where, hr = campaign.body["positions"][0], api(HR_CONSULTANT)
    [one] = (await proposed(api, where["id"], ids[0]))["referrals"]
    for who, command, fields in (
        (FARSTA, "choose", WHY),
        (HR_CONSULTANT, "see-documents", {"documents": one["missingDocuments"]}),
        (HR_CONSULTANT, "offer", ANSWER),
        (HR_CONSULTANT, "accept", START),
    ):
        one = await give(api, who, one, command, **fields)
    assert one["status"] == "accepted"
    later = await published(api)
    again = [await applied(api, later, number) for number in (1, 2)]
    reference = campaign.body["reference"]
    assert [(each["status"], each["samePersonAs"]) for each in again] == [
        ("received", [f"{reference}-1"]),
        ("received", [f"{reference}-2"]),
    ]
    said = {"expectedVersion": 1, "other": ids[0], "verdict": "same_person", "ground": "asked"}
    joined = await hr.post(f"{ROOT}/applications/{again[0]['id']}/recognise", said)
    assert joined.json()["status"] == "received", joined.text
    await closed(api, app, later)
    await judged(app, later, {each["id"]: 3 for each in again})
    answers = []
    for each, opening in zip(again, later.body["positions"], strict=False):
        [found] = (await proposed(api, opening["id"], each["id"]))["referrals"]
        found = await give(api, FARSTA, found, "choose", **WHY)
        found = await give(api, HR_CONSULTANT, found, "see-documents", documents=found["missingDocuments"])
        answers.append(await give(api, HR_CONSULTANT, found, "offer", **ANSWER))
    assert (answers[0]["code"], answers[1]["status"]) == ("person_has_an_offer", "offered")


async def test_an_offer_lapses_and_the_database_keeps_one_a_position_and_a_person(api: As, app: FastAPI) -> None:
    campaign, ids = await three_for_two(api, app)
    database, first = app.state.kernel.database, campaign.body["positions"][0]["id"]
    one, two, _ = (await proposed(api, first, *ids))["referrals"]
    late = (await applied(api, campaign, 9))["id"]
    one = await give(api, FARSTA, one, "choose", **WHY)
    one = await give(api, HR_CONSULTANT, one, "see-documents", documents=one["missingDocuments"])
    assert (await give(api, HR_CONSULTANT, one, "offer", **ANSWER))["code"] == "applications_not_judged"
    await judged(app, campaign, {late: 2})
    one = await give(api, HR_CONSULTANT, one, "offer", **ANSWER)
    both = update(referral).where(referral.c.id == two["id"]).values({"status": "chosen"})
    with pytest.raises(IntegrityError, match="referral_one_a_position"):
        await database.run(lambda tx: tx.execute(both))
    elsewhere = (await proposed(api, campaign.body["positions"][1]["id"], ids[0]))["referrals"][0]
    elsewhere = await give(api, FARSTA, elsewhere, "choose", **WHY)
    documents = {"documents": elsewhere["missingDocuments"]}
    elsewhere = await give(api, HR_CONSULTANT, elsewhere, "see-documents", **documents)
    assert (await give(api, HR_CONSULTANT, elsewhere, "offer", **ANSWER))["code"] == "person_has_an_offer"
    twice = update(referral).where(referral.c.id == elsewhere["id"])
    with pytest.raises(IntegrityError, match="referral_one_a_person"):
        await database.run(lambda tx: tx.execute(twice.values({"status": "offered", "answer_by": TODAY})))
    await database.run(lambda tx: referral_handlers.lapse_overdue(tx, calendar.now() + timedelta(days=8)))
    lapsed = (await api(HR_CONSULTANT).get(f"{ROOT}/referrals", status=["lapsed"])).json()["items"]
    assert [each["id"] for each in lapsed] == [one["id"]]
    assert (await give(api, HR_CONSULTANT, elsewhere, "offer", **ANSWER))["status"] == "offered"


NEXT = {"proposed": "choose", "chosen": "offer", "offered": "accept"}


def _some_command(chance: Random, one: dict[str, Any]) -> str:
    """Return the command that leads on, mostly, or any other."""
    on = "see-documents" if one["status"] == "chosen" and one["missingDocuments"] else NEXT[one["status"]]
    return chance.choice((on, on, on, "choose", "accept", "turn-down"))


async def _try(api: As, managers: dict[str, dict[str, Any]], one: dict[str, Any], command: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"see-documents": {"documents": one["missingDocuments"]}, "offer": ANSWER, "accept": START}
    who = managers[one["district"]] if command == "choose" else HR_CONSULTANT
    return await give(api, who, one, command, **fields.get(command, WHY))


async def test_whatever_is_tried_nobody_is_hired_twice_and_nothing_follows_the_end(api: As, app: FastAPI) -> None:
    campaign, ids = await three_for_two(api, app)
    chance = Random(5)  # noqa: S311 - a walk that is the same each time
    positions = campaign.body["positions"]
    managers = {"farsta": FARSTA, "sodermalm": SODERMALM}
    for where in positions:
        await proposed(api, where["id"], *ids)
    for _ in range(25):
        found = (await api(HR_CONSULTANT).get(f"{ROOT}/referrals", limit=50)).json()["items"]
        if not found:
            break
        tried = [(one, _some_command(chance, one)) for one in chance.sample(found, min(3, len(found)))]
        for told in await asyncio.gather(*(_try(api, managers, one, command) for one, command in tried)):
            assert "version" in told or told["status"] in {403, 409}, told
    held = referral.c.status == "accepted"
    query = select(func.count(), func.count(referral.c.position_id.distinct())).where(held)
    people = select(func.count(referral.c.candidate_id.distinct())).where(held)
    filled = select(func.count()).select_from(position).where(position.c.status == "filled")

    async def read(tx: Any) -> tuple[int, int, int, int]:
        accepted, different = (await tx.execute(query)).one()
        return accepted, different, (await tx.execute(people)).scalar_one(), (await tx.execute(filled)).scalar_one()

    counts = await app.state.kernel.database.run(read)
    assert counts[0] >= 1
    assert len(set(counts)) == 1


async def test_two_who_both_hold_offers_are_not_said_to_be_one_person(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    made = [await applied(api, campaign, number, email="samma@example.org") for number in (1, 2)]
    await closed(api, app, campaign)
    await judged(app, campaign, {one["id"]: 3 for one in made})
    for one, where in zip(made, campaign.body["positions"], strict=False):
        [found] = (await proposed(api, where["id"], one["id"]))["referrals"]
        who = FARSTA if where["district"] == "farsta" else SODERMALM
        found = await give(api, who, found, "choose", **WHY)
        found = await give(api, HR_CONSULTANT, found, "see-documents", documents=found["missingDocuments"])
        assert (await give(api, HR_CONSULTANT, found, "offer", **ANSWER))["status"] == "offered"
    said = {"other": made[1]["id"], "verdict": "same_person", "ground": "asked"}
    path = f"{ROOT}/applications/{made[0]['id']}/recognise"
    refused = await api(HR_CONSULTANT).post(path, {"expectedVersion": made[0]["version"]} | said)
    assert (refused.status_code, refused.json()["code"]) == (409, "both_hold_offers")
    whose = await api(HR_CONSULTANT).post(f"{ROOT}/people/extracts", {"foundBy": "email", "value": "samma@example.org"})
    assert (whose.status_code, whose.json()["code"]) == (409, "several_people"), "one's data are not the other's"
    version = found["version"] + 1
    await give(api, HR_CONSULTANT, found | {"version": version}, "turn-down", reason="Tog ett annat arbete.")
    joined = await api(HR_CONSULTANT).post(path, {"expectedVersion": made[0]["version"]} | said)
    assert joined.status_code == 200, "with one offer left they may be"
