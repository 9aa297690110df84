"""One need, three answers: what a manager and the coordinator see of a long wait, and what becomes of the choice."""

import json
import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import select, update

from libs.calendar import add_working_days, local_date, now
from libs.outbox import outbox
from services.specialist_team import forecasting
from services.specialist_team.store import forecast_promise
from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.builders.recruitment import an_order_body
from tests.builders.specialist_team import a_draft_body

HEADING = "Tre sätt att lösa behovet"
TODAY = local_date(now())
SOON = add_working_days(TODAY, 1)


async def command(api: httpx.AsyncClient, path: str, body: dict[str, Any]) -> httpx.Response:
    return await api.post(path, json=body, headers={"Idempotency-Key": str(uuid4())})


async def queued(avlasta: Avlasta) -> str:
    """Return the page of a request of Farsta's in the queue, wanted from the next working day on."""
    manager, coordinator = avlasta.api(tokens.FARSTA), avlasta.api(tokens.COORDINATOR)
    body = a_draft_body(startsOn=SOON.isoformat(), endsOn=(SOON + timedelta(days=90)).isoformat())
    made = (await command(manager, "/support-requests", body)).json()
    sent = await command(manager, f"/support-requests/{made['id']}/submit", {"expectedVersion": 1})
    facts = {"urgency": "normal", "queue": True, "reason": "Enligt reglerna."}
    path = f"/support-requests/{made['id']}/triage"
    assert (await command(coordinator, path, {"expectedVersion": sent.json()["version"], **facts})).status_code == 200
    return f"/stod/{made['id']}"


async def promise(avlasta: Avlasta, likely: date) -> None:
    """Promise that help is likely to begin on the day; said tomorrow, so that the service's own job says no other."""
    database, said = avlasta.team.state.kernel.database, {"p50": likely, "p90": None}
    organisation = avlasta.team.state.organisation
    await database.run(lambda tx: forecasting.make_promises(tx, now() + timedelta(days=1), organisation))
    await database.run(lambda tx: tx.execute(update(forecast_promise).values(said)))


def words(page: httpx.Response) -> str:
    assert page.status_code == 200, page.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


async def test_a_long_wait_is_shown_beside_an_agency_and_recruiting_and_the_choice_is_kept(avlasta: Avlasta) -> None:
    manager, coordinator = await avlasta.browser(tokens.FARSTA), await avlasta.browser(tokens.COORDINATOR)
    page = await queued(avlasta)
    await promise(avlasta, SOON)
    await avlasta.carry_events()
    assert HEADING not in (await manager.get(page)).text
    refused = await manager.post(f"{page}/beslut/choose_agency", version="4")
    assert (refused.status_code, "Väntan är inte lång längre" in refused.text) == (409, True)

    await promise(avlasta, add_working_days(SOON, 21))
    told = words(await manager.get(page))
    for said in (HEADING, "21 arbetsdagar efter den önskade", "dyrare än teamet", "Beställ rekrytering"):
        assert said in told, said
    assert "Vänta, avropa eller rekrytera" in (await manager.get("/")).text
    seen = words(await coordinator.get(page))
    assert "Enheten har inte svarat om den vill vänta." in seen
    assert "/beslut/choose_agency" not in (await coordinator.get(page)).text
    assert "En begäran väntar länge" in (await coordinator.get("/")).text
    theirs = avlasta.api(tokens.SODERMALM)
    assert (await theirs.get(f"/support-requests/{page[6:]}/ways")).status_code == 404
    assert (await theirs.get("/long-waits")).json()["total"] == 0

    assert (await manager.post(f"{page}/beslut/keep_waiting", version="4")).status_code == 303
    told = words(await manager.get(page))
    assert "Ni valde att vänta" in told
    assert "/beslut/keep_waiting" not in (await manager.get(page)).text
    assert "En begäran väntar länge" not in (await coordinator.get("/")).text
    await promise(avlasta, add_working_days(SOON, 28))
    assert "/beslut/keep_waiting" in (await manager.get(page)).text

    await one_gap(avlasta, page)
    chosen = await manager.post(f"{page}/beslut/choose_agency", version="6")
    assert chosen.headers["Location"] == f"{page}?klart=choose_agency"
    await avlasta.carry_events()
    assert "vi har avropat konsult; " in words(await manager.get(page))
    assert "avropade konsult i stället" in words(await coordinator.get("/efterfragan"))
    assert ";Avropade konsult;" in (await coordinator.get("/efterfragan?som=csv")).text
    event = await withdrawn(avlasta)
    assert (event["reason"], event["agencyHourPrice"], event["teamHourCost"]) == (
        "called_off",
        900,
        442,
    )
    assert event["position"]


async def one_gap(avlasta: Avlasta, page: str) -> None:
    """Let the unit order a position and say that the help bridges it: each page leads to the other."""
    manager = await avlasta.browser(tokens.FARSTA)
    made = await avlasta.order(tokens.FARSTA, "", an_order_body(startsOn="2031-02-01"))
    placed = await avlasta.order(tokens.FARSTA, f"/{made['id']}/place", {"expectedVersion": 1})
    await avlasta.carry_events()
    assert "Koppla till tjänsten" in (await manager.get(page)).text
    wrong = await manager.post(f"{page}/beslut/name_position", version="5", position=str(uuid4()))
    assert (wrong.status_code, "Välj en av enhetens vakanta tjänster." in wrong.text) == (422, True)
    position = placed["positions"][0]["id"]
    named = await manager.post(f"{page}/beslut/name_position", version="5", position=position)
    assert named.status_code == 303, named.text
    await avlasta.carry_events()
    assert f'<a href="/rekrytering/{made["id"]}">Tjänst 1 i {made["reference"]}' in (await manager.get(page)).text
    assert f'href="{page}"' in (await manager.get(f"/rekrytering/{made['id']}")).text
    hr = await avlasta.browser(tokens.HR_CONSULTANT)
    assert f'href="{page}"' not in (await hr.get(f"/rekrytering/{made['id']}")).text


async def withdrawn(avlasta: Avlasta) -> dict[str, Any]:
    """Return what the event of the withdrawal says."""
    query = select(outbox.c.payload).where(outbox.c.type == "specialist_team.request_withdrawn.v1")
    payload = await avlasta.team.state.kernel.database.run(lambda tx: tx.execute(query))
    found: dict[str, Any] = json.loads(payload.scalar_one())
    return found
