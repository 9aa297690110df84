"""A campaign of the demo whose last day has passed: three candidates wait for Farsta's manager.

For two other positions HR-service is to propose somebody. It has happened in weeks that are over, so it is lived like
the pilot: in this process, with the clock moved.
"""

import asyncio
from datetime import date, timedelta
from typing import Any, Final

from deploy.local.demo_screening import ASSESSORS, CRITERIA, HR
from deploy.local.personas import everyone
from deploy.local.pilot_office import Office
from libs.auth import Actor
from services.recruitment.settings import RecruitmentSettings

_MANAGER: Final = "farsta-chef"
_ORDERED: Final = timedelta(days=35)
_ADVERTISED: Final = 20
LEVELS: Final = ((4, 3), (4, 2), (3, 3), (3, 1), (2, 4), (2, 2), (1, 2), (0, 1))
"""What is judged of each application: investigating, and talking with children."""
_PROPOSED: Final = 3


def tell(database_url: str, today: date) -> None:
    """Make the campaign in the recruitment service's database."""
    asyncio.run(_tell(database_url, today))


async def _tell(database_url: str, today: date) -> None:
    people = {one.id: Actor(one.id, frozenset(one.roles), one.district, one.unit) for one in everyone().values()}
    office = Office(
        RecruitmentSettings(environment="local", database_url=database_url), people, today - _ORDERED, seed=0
    )
    with office.clock():
        campaign = await _published(office)
        path = f"/campaigns/{campaign['id']}"
        for number in range(1, len(LEVELS) + 1):
            office.today += timedelta(days=1)
            await office.send(HR, f"{path}/applications", application(number, office.today))
        office.today += timedelta(days=_ADVERTISED)
        await office.overnight()
        await _judge(office, path)
        run = await office.send(HR, f"{path}/matching-runs", {})
        office.today = today - timedelta(days=2)
        await _propose(office, run)
    await office.close()


async def _published(office: Office) -> dict[str, Any]:
    unit, starts_on = everyone()[_MANAGER].unit, office.today + 4 * _ORDERED
    draft = {"unit": unit, "occupation": "socialsekreterare", "positions": 3, "percent": 100, "cause": "left"}
    said = {"employment": "permanent", "startsOn": starts_on.isoformat(), "tasks": "Utreda barns behov av skydd."}
    order = await office.send(_MANAGER, "/orders", draft | said)
    for who, command in ((_MANAGER, "place"), (HR, "accept")):
        order = await office.send(who, f"/orders/{order['id']}/{command}", {"expectedVersion": order["version"]})
    closes_on = office.today + timedelta(days=_ADVERTISED)
    days = {"opensOn": office.today.isoformat(), "closesOn": closes_on.isoformat()}
    made = {"title": "Tre socialsekreterare till Farsta", "orders": [order["id"]]} | days
    campaign: dict[str, Any] = await office.send(HR, "/campaigns", made)

    async def give(command: str, **fields: Any) -> None:
        nonlocal campaign
        seen = {"expectedVersion": campaign["version"]}
        campaign = await office.send(HR, f"/campaigns/{campaign['id']}/{command}", seen | fields)

    await give("set-profile", criteria=CRITERIA)
    for gate in campaign["gates"]:
        if gate["stage"] == "before_publishing":
            found = {"outcome": "nobody_concerned", "evidence": "Förfrågan besvarad av alla enheter."}
            await give("record-gate", gate=gate["gate"], districts=gate["missing"], **found)
    await give("publish")
    return campaign


def application(number: int, day: date) -> dict[str, Any]:
    """Return an application of one who is invented."""
    names = {"firstName": "Sökande", "lastName": f"Tidigare{number}", "email": f"tidigare{number}@example.org"}
    said = {
        "degree": "social_work",
        "years": 9 - number % 9,
        "letter": "Jag vill utreda barns behov av skydd och stöd.",
    }
    return {"reference": f"demo-f-{number}", "receivedOn": day.isoformat()} | names | said


async def _judge(office: Office, path: str) -> None:
    for who in ASSESSORS:
        await office.send(who, f"{path}/screening/declare", {"relations": []})
        for _ in LEVELS:
            given = await office.send(who, f"{path}/screening/take", {})
            levels = LEVELS[int(given["number"].rpartition("-")[2]) - 1]
            verdicts: list[dict[str, Any]] = [{"criterion": "socionomexamen", "finding": "met", "ground": "shown"}]
            for criterion, level in zip(("utredning", "samtal"), levels, strict=True):
                ground = "shown" if level else "not_mentioned"
                verdicts.append({"criterion": criterion, "level": level, "ground": ground})
            body = {"profile": 1, "verdicts": verdicts}
            await office.send(who, f"/applications/{given['application']}/screening/lock", body)


async def _propose(office: Office, run: dict[str, Any]) -> None:
    first = run["result"]["positions"][0]
    chosen = [one for one in first["rankings"] if not one["likedElsewhere"]][:_PROPOSED]
    candidates = [
        {"application": one["application"], "reason": f"Rang {one['rank']}, {one['points']} poäng."} for one in chosen
    ]
    body = {"candidates": candidates, "run": run["id"]}
    await office.send(HR, f"/positions/{first['position']}/candidates", body)
