"""Screening on a real database: two judge apart, a third decides, conflicts are never given, and nobody is named."""

import asyncio
import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text

from libs import calendar
from libs.commands import idempotency
from libs.outbox import outbox
from services.recruitment import campaign_handlers, screening_store
from tests.builders.campaigns import CRITERIA
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SECOND_HR_CONSULTANT, STEERING_GROUP, THIRD_HR_CONSULTANT
from tests.integration.recruitment.campaigning import ROOT, published
from tests.integration.recruitment.judging import PAIR, SECRETS, a_judgement, declared, judged, lock, seen, sent, take
from tests.service import As


async def levels(app: FastAPI, campaign: str) -> dict[str, dict[str, int]]:
    found = await app.state.kernel.database.run(lambda tx: screening_store.agreed_levels(tx, UUID(campaign)))
    return {str(application): agreed for application, agreed in found.items()}


def others(told: dict[str, Any]) -> int:
    return sum(len(one["others"]) + len(one["offers"]) for one in told["criteria"])


async def test_two_judge_apart_a_third_decides_and_a_new_version_asks_for_what_changed(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    application = (await sent(api, campaign))["id"]
    assert (await take(api, campaign, HR_CONSULTANT))["code"] == "conflicts_not_declared"
    for who in PAIR:
        await declared(api, campaign, who)
        assert (await take(api, campaign, who))["application"] == application
    await lock(api, application, HR_CONSULTANT, a_judgement(4))
    path = f"{ROOT}/applications/{application}/screening"
    draft = {"verdicts": [{"criterion": "utredning", "level": 1, "note": "Än så länge"}]}
    assert (await api(SECOND_HR_CONSULTANT).post(f"{path}/save-draft", draft)).status_code == 200
    waiting, unlocked = [await seen(api, application, who) for who in PAIR]
    assert (others(waiting), others(unlocked)) == (0, 0)
    assert (unlocked["drafts"][0]["note"], unlocked["merits"]["years"]) == ("Än så länge", 4)
    await declared(api, campaign, THIRD_HR_CONSULTANT)
    assert (await take(api, campaign, THIRD_HR_CONSULTANT))["code"] == "nothing_to_judge"
    assert (await lock(api, application, SECOND_HR_CONSULTANT, a_judgement(1)))["status"] == "disagreed"
    assert others(await seen(api, application, SECOND_HR_CONSULTANT)) == 2
    assert await levels(app, campaign.body["id"]) == {}
    assert (await lock(api, application, HR_CONSULTANT, a_judgement(2), 409))["code"] == "judgement_is_locked"
    assert (await take(api, campaign, THIRD_HR_CONSULTANT))["seat"] == 3
    assert others(await seen(api, application, THIRD_HR_CONSULTANT)) == 0
    third = a_judgement(3) | {"verdicts": a_judgement(3)["verdicts"][1:]}
    assert (await lock(api, application, THIRD_HR_CONSULTANT, third))["status"] == "finished"
    assert await levels(app, campaign.body["id"]) == {application: {"examen": 1, "utredning": 3}}
    (result,) = (await api(HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}/screening/results")).json()[
        "items"
    ]
    assert (result["points"], result["most"], result["shown"]) == (24, 32, False)

    reworded = [CRITERIA[0], CRITERIA[1] | {"title": "Har utrett barns behov av stöd"}]
    await campaign.give("revise-profile", criteria=reworded, reason="Otydligt formulerat krav.")
    assert await levels(app, campaign.body["id"]) == {}
    anew = await seen(api, application, HR_CONSULTANT)
    assert [one["criterion"]["id"] for one in anew["criteria"] if one["asked"]] == ["utredning"]
    old = await lock(api, application, HR_CONSULTANT, a_judgement(3), 409)
    assert old["code"] == "profile_is_revised"
    for who in PAIR:
        await lock(api, application, who, third | {"profile": 2})
    assert await levels(app, campaign.body["id"]) == {application: {"examen": 1, "utredning": 3}}


async def test_a_conflict_is_never_given_and_the_answer_tells_nobody_who_applied(api: As) -> None:
    campaign = await published(api)
    mine, other = (await sent(api, campaign))["id"], (await sent(api, campaign, "4712"))["id"]
    relative = {"email": "PLANTERAD.testsson@example.org"}
    told = {
        await declared(api, campaign, HR_CONSULTANT, relative),
        await declared(api, campaign, SECOND_HR_CONSULTANT, {"phone": "08-000 00 00"}),
        await declared(api, campaign, THIRD_HR_CONSULTANT),
    }
    assert len(told) == 1
    assert (await take(api, campaign, HR_CONSULTANT))["application"] == other
    assert (await take(api, campaign, HR_CONSULTANT))["code"] == "nothing_to_judge"
    assert (await api(HR_CONSULTANT).get(f"{ROOT}/applications/{mine}/screening")).json()["merits"] is None

    given = {(await take(api, campaign, SECOND_HR_CONSULTANT))["application"] for _ in range(2)}
    assert given == {mine, other}
    await declared(api, campaign, SECOND_HR_CONSULTANT, {"identityNumber": "900101-2384"})
    desk = (await api(SECOND_HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}/screening")).json()
    assert [one["application"] for one in desk["applications"]] == [other]
    await lock(api, mine, SECOND_HR_CONSULTANT, a_judgement(3), 403)


async def test_what_is_kept_of_a_declaration_cannot_be_guessed(api: As, app: FastAPI) -> None:
    campaign = await published(api)
    path = f"{ROOT}/campaigns/{campaign.body['id']}/screening/declare"
    content = b'{"relations":[{"identityNumber":"19900101-2384"}]}'
    headers = {"Idempotency-Key": "a-declaration", "Content-Type": "application/json"}
    for _ in range(2):
        assert (await api(HR_CONSULTANT).http.post(path, content=content, headers=headers)).status_code == 200
    plain = hashlib.sha256(f"POST {path}\n".encode() + content).digest()
    kept = select(idempotency.c.fingerprint).where(idempotency.c.key == "a-declaration")
    (found,) = (await app.state.kernel.database.run(lambda tx: tx.execute(kept))).scalars()
    assert bytes(found) != plain


async def test_two_who_ask_at_once_are_given_different_seats(api: As) -> None:
    campaign = await published(api)
    await sent(api, campaign)
    people = [*PAIR, THIRD_HR_CONSULTANT]
    for who in people:
        await declared(api, campaign, who)
    for _ in range(3):
        answers = await asyncio.gather(*(take(api, campaign, who) for who in people))
    seats = [(await api(who).get(f"{ROOT}/campaigns/{campaign.body['id']}/screening")).json() for who in people]
    assert sorted(one["seat"] for desk in seats for one in desk["applications"]) == [1, 2]
    assert all(answer["code"] == "nothing_to_judge" for answer in answers)


@pytest.mark.parametrize("protected", ["false", "true"])
async def test_who_it_is_is_told_with_a_ground_that_is_recorded(api: As, protected: str) -> None:
    campaign = await published(api)
    application = (await sent(api, campaign, protected=protected))["id"]
    path = f"{ROOT}/applications/{application}"
    ask = {"ground": "interview", "reason": "Ska kallas till intervju."}
    assert (await api(HR_CONSULTANT).post(f"{path}/unblind", ask)).json()["code"] == "screening_is_not_finished"
    await judged(api, campaign, application, 3, 3)
    assert (await api(HR_CONSULTANT).get(f"{path}/identity")).json()["code"] == "identity_is_not_shown"
    answer = await api(HR_CONSULTANT).post(f"{path}/unblind", ask)
    if protected == "true":
        assert answer.json()["code"] == "identity_is_protected"
        assert (await api(HR_CONSULTANT).get(f"{path}/identity")).status_code == 403
        extract = {"foundBy": "email", "value": "planterad.testsson@example.org"}
        refused = await api(HR_CONSULTANT).post(f"{ROOT}/people/extracts", extract)
        assert refused.json()["code"] == "identity_is_protected"
        answer = await api(HR_CONSULTANT).post(f"{path}/unblind", ask | {"protectedFor": "Kallas på säkert sätt."})
    assert answer.status_code == 200, answer.text
    who = (await api(HR_CONSULTANT).get(f"{path}/identity")).json()
    assert (who["firstName"], who["protected"]) == ("Planterad", protected == "true")
    assert (await api(SECOND_HR_CONSULTANT).get(f"{path}/identity")).status_code == 403
    reworded = [CRITERIA[0], CRITERIA[1] | {"title": "Har utrett barns behov av stöd"}]
    await campaign.give("revise-profile", criteria=reworded, reason="Otydligt formulerat krav.")
    one = a_judgement(3, profile=2) | {"verdicts": a_judgement(3)["verdicts"][1:]}
    assert (await lock(api, application, HR_CONSULTANT, one | {"profile": 2}, 403))["code"] == "identity_is_known"


async def test_nothing_that_tells_whose_it_is_leaves_the_service(
    api: As, app: FastAPI, capfd: pytest.CaptureFixture[str]
) -> None:
    campaign = await published(api)
    application = (await sent(api, campaign))["id"]
    await declared(api, campaign, THIRD_HR_CONSULTANT, {"email": SECRETS[-1] + "@example.org", "phone": SECRETS[5]})
    await judged(api, campaign, application, 1, 4)
    for who in PAIR:
        body = {"profile": 1, "criterion": "utredning", "level": 3, "reason": "Halvtid räknas som hälften."}
        assert (await api(who).post(f"{ROOT}/applications/{application}/screening/reconcile", body)).status_code == 200
    after = calendar.now() + timedelta(days=25)
    await app.state.kernel.database.run(lambda tx: campaign_handlers.close_overdue(tx, after))
    run = await api(HR_CONSULTANT).post(f"{ROOT}/campaigns/{campaign.body['id']}/matching-runs", {})
    assert run.status_code == 201, run.text
    answers = [run.text]
    for route in app.openapi()["paths"].items():
        if "get" in route[1] and "identity" not in route[0]:
            path = route[0].format(
                campaignId=campaign.body["id"],
                applicationId=application,
                orderId=campaign.body["positions"][0]["order"],
                fileId=application,
                runId=run.json()["id"],
                positionId=campaign.body["positions"][0]["id"],
                interviewId=application,
                referenceId=application,
                testId=application,
                disclosureId=application,
            )
            for who in (*PAIR, THIRD_HR_CONSULTANT, FARSTA, STEERING_GROUP):
                answer = await api(who).get(path, **({"campaign": campaign.body["id"]} if "files" in path else {}))
                answers.append(answer.text + str(answer.headers))
    masked = (await seen(api, application, HR_CONSULTANT))["merits"]["letter"]
    assert masked.startswith("Jag heter [namn] [namn] och har utrett i fyra år.")
    database = app.state.kernel.database
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    for table in (await database.run(lambda tx: tx.execute(text(tables)))).scalars().all():
        whole = text(f"SELECT t::text, encode(convert_to(t::text, 'UTF8'), 'escape') FROM \"{table}\" t")  # noqa: S608
        answers += [str(tuple(row)) for row in await database.run(lambda tx, whole=whole: tx.execute(whole))]
    events = await database.run(lambda tx: tx.execute(outbox.select()))
    answers += [str(tuple(row)) for row in events]
    written = capfd.readouterr()
    answers += [written.out, written.err]
    secrets = (*SECRETS, *(secret.encode().hex() for secret in SECRETS))
    assert not [(secret, one[:200]) for one in answers for secret in secrets if secret.lower() in one.lower()]
