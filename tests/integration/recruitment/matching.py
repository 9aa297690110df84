"""What matching tests do first: a campaign with judged applications is closed for applications."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from sqlalchemy.dialects.postgresql import insert

from contracts.recruitment.screening_codes import ScreeningStatus
from libs import calendar
from libs.calendar import local_date
from services.recruitment import campaign_handlers
from services.recruitment.screening_tables import screening
from tests.builders.applications import APPLICATION
from tests.builders.tokens import HR_CONSULTANT
from tests.integration.recruitment.campaigning import ROOT, Campaigning, published
from tests.service import As


async def applied(api: As, campaign: Campaigning, number: int, *wishes: dict[str, Any], **said: Any) -> dict[str, Any]:
    """Return an application of a person of its own, wishing positions of the campaign."""
    person = {
        "reference": str(number),
        "receivedOn": local_date(calendar.now()).isoformat(),
        "firstName": APPLICATION["first_name"],
        "lastName": APPLICATION["last_name"],
        "email": f"person{number}@example.org",
        "degree": "social_work",
        "years": 4,
        "wishes": [f"{one['reference']}/{one['number']}" for one in wishes],
    }
    path = f"{ROOT}/campaigns/{campaign.body['id']}/applications"
    answer = await api(HR_CONSULTANT).post(path, person | said)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def closed(api: As, app: FastAPI, campaign: Campaigning) -> None:
    """Let the last day for applications pass."""
    later = calendar.now() + timedelta(days=22)
    await app.state.kernel.database.run(lambda tx: campaign_handlers.close_overdue(tx, later))
    campaign.body = (await api(HR_CONSULTANT).get(f"{ROOT}/campaigns/{campaign.body['id']}")).json()


async def judged(app: FastAPI, campaign: Campaigning, levels: dict[str, int]) -> None:
    """Let the applications be judged to the end: all meet the must, and these are their levels on the merit."""
    rows = [
        {
            "id": uuid4(),
            "application_id": UUID(one),
            "campaign_id": UUID(campaign.body["id"]),
            "version": 1,
            "status": ScreeningStatus.FINISHED,
            "profile": 1,
            "agreed": {"examen": 1, "utredning": level},
        }
        for one, level in levels.items()
    ]
    statement = insert(screening)
    settled = {name: statement.excluded[name] for name in ("status", "agreed")}
    statement = statement.on_conflict_do_update(index_elements=["application_id"], set_=settled)
    await app.state.kernel.database.run(lambda tx: tx.execute(statement, rows))


async def three_for_two(api: As, app: FastAPI) -> tuple[Campaigning, list[str]]:
    """Return a closed campaign and the ids of three applications: the best two both wish Farsta's first most."""
    campaign = await published(api)
    farsta, sodermalm = campaign.body["positions"][0], campaign.body["positions"][-1]
    made = [
        await applied(api, campaign, 1, farsta, sodermalm),
        await applied(api, campaign, 2, farsta),
        await applied(api, campaign, 3),
    ]
    ids = [one["id"] for one in made]
    await closed(api, app, campaign)
    await judged(app, campaign, {ids[0]: 4, ids[1]: 3, ids[2]: 1})
    return campaign, ids
