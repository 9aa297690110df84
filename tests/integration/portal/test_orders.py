"""Recruitment orders through the pages: asked for, completed, accepted, listed, refused with what was typed kept."""

import re
from uuid import UUID

import pytest
from httpx import Response
from sqlalchemy import select

from libs.refusals import Unavailable
from services.portal.store import order_view
from tests.avlasta import Avlasta, Browser
from tests.builders.recruitment import an_order_body
from tests.builders.tokens import COORDINATOR, FARSTA, HR_CONSULTANT, SODERMALM, STEERING_GROUP

TYPED = {
    "unit": "farsta-utredning-barn-2",
    "occupation": "socialsekreterare",
    "positions": "2",
    "percent": "75",
    "employment": "permanent",
    "starts_on": "2031-02-01",
    "ends_on": "",
    "pay_from": "36000",
    "pay_to": "",
    "cause": "left",
    "tasks": "Utreda barns behov av skydd och stöd.",
    "note": "",
}


def told(page: Response) -> str:
    """Return a page's words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


async def decide(browser: Browser, order: str, command: str, version: int, **fields: str) -> Response:
    return await browser.post(f"/rekrytering/{order}/beslut/{command}", version=str(version), **fields)


async def placed(avlasta: Avlasta) -> str:
    made = await avlasta.order(FARSTA, "", an_order_body(startsOn="2031-02-01"))
    await avlasta.order(FARSTA, f"/{made['id']}/place", {"expectedVersion": 1})
    await avlasta.carry_events()
    return str(made["id"])


async def test_from_the_form_to_hr_service_and_back(avlasta: Avlasta) -> None:
    manager, hr = await avlasta.browser(FARSTA), await avlasta.browser(HR_CONSULTANT)
    saved = await manager.post("/rekrytering/bestall", **TYPED)
    address = saved.headers["Location"]
    order = address.rpartition("/")[2]
    assert "Skicka beställningen" in told(await manager.get(address))
    await avlasta.carry_events()
    assert "Skicka beställningen eller avbeställ" in told(await manager.get("/"))
    assert "Inga beställningar ännu" in told(await hr.get("/rekrytering"))
    assert (await decide(manager, order, "place", 1)).headers["Location"] == f"{address}?klart=place"
    assert "Tjänsterna räknas som vakanta från i dag." in told(await manager.get(f"{address}?klart=place"))
    await avlasta.carry_events()
    assert "Läs ny rekryteringsbeställning 2 tjänster, 75 procent" in told(await hr.get("/"))
    await decide(hr, order, "return", 2, reason="Vilken utbildning krävs?")
    await avlasta.carry_events()
    assert "Komplettera din beställning" in told(await manager.get("/"))
    assert "Vilken utbildning krävs?" in told(await manager.get(f"{address}/andra"))
    changed = await manager.post(f"{address}/andra", **TYPED | {"positions": "3"}, version="3")
    assert changed.headers["Location"] == address
    await decide(manager, order, "place", 4)
    await decide(hr, order, "accept", 5)
    await avlasta.carry_events()
    page = told(await manager.get(address))
    assert "HR-service tog emot beställningen" in page
    assert "Tjänst 3 Vakant" in page
    assert "Inget väntar på dig just nu." in told(await hr.get("/"))
    assert "tog emot" not in told(await (await avlasta.browser(SODERMALM)).get("/"))


async def test_what_breaks_a_rule_is_said_at_the_field_and_the_rest_is_kept(avlasta: Avlasta) -> None:
    manager = await avlasta.browser(FARSTA)
    for field, typed, said in (
        ("percent", "10", "Skriv ett helt tal mellan 25 och 100."),
        ("occupation", "", "Välj ett yrke."),
        ("pay_to", "30000", "Högsta lönen får inte vara lägre än den lägsta."),
        ("ends_on", "2031-12-31", "En tidsbegränsad anställning har en sista dag."),
        ("starts_on", "2020-01-01", "Välj en dag från och med i dag"),
        ("occupation", "socialassistent", "Yrket används inte längre."),
    ):
        page = await manager.post("/rekrytering/bestall", **TYPED | {field: typed})
        assert page.status_code == 422
        assert f'href="#{field}"' in page.text
        assert said in told(page)
        assert "Utreda barns behov av skydd och stöd." in page.text


async def test_a_stale_decision_is_refused_with_what_changed(avlasta: Avlasta) -> None:
    order = await placed(avlasta)
    manager, hr = await avlasta.browser(FARSTA), await avlasta.browser(HR_CONSULTANT)
    assert (await decide(hr, order, "accept", 2)).status_code == 303
    page = await decide(manager, order, "cancel", 2, reason="budget", note="Indragen.")
    assert page.status_code == 409
    assert "Beställningen har ändrats medan du skrev" in told(page)
    assert "Indragen." in page.text
    assert "HR-service tog emot beställningen, HR-konsult" in told(page)


async def test_the_list_is_filtered_and_taken_out(avlasta: Avlasta) -> None:
    await placed(avlasta)
    hr, steering = await avlasta.browser(HR_CONSULTANT), await avlasta.browser(STEERING_GROUP)
    assert "Socialsekreterare, 2 tjänster" in told(await hr.get("/rekrytering"))
    assert "Ingen beställning svarar mot filtret" in told(await hr.get("/rekrytering?stadsdel=alvsjo"))
    assert "Ingen beställning svarar mot filtret" in told(await hr.get("/rekrytering?lage=accepted"))
    extract = (await steering.get("/rekrytering?stadsdel=farsta&lage=placed&som=csv")).content.decode("utf-8-sig")
    assert "REK-" in extract
    assert ";Farsta;" in extract
    [address] = re.findall(r'quiet-link" href="([^"]+)"', (await steering.get("/rekrytering")).text)
    assert "/beslut/" not in (await steering.get(address)).text


async def test_the_form_survives_that_the_service_is_away(avlasta: Avlasta, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object, **__: object) -> bytes:
        raise Unavailable("away")

    monkeypatch.setattr(avlasta.portal.state.portal.recruitment._client, "_send", away)
    manager = await avlasta.browser(FARSTA)
    page = await manager.post("/rekrytering/bestall", **TYPED, key="0193598a-0000-7000-8000-00000000000a")
    assert page.status_code == 503
    assert "Rekryteringens tjänst svarar inte just nu." in told(page)
    assert 'value="0193598a-0000-7000-8000-00000000000a"' in page.text
    assert "Utreda barns behov av skydd och stöd." in page.text
    assert (await manager.get("/rekrytering")).status_code == 200


async def test_a_returned_order_shows_what_it_now_says_and_stays_returned(avlasta: Avlasta) -> None:
    order = await placed(avlasta)
    await avlasta.order(HR_CONSULTANT, f"/{order}/return", {"expectedVersion": 2, "reason": "Mer?"})
    body = {"expectedVersion": 3, "draft": an_order_body(startsOn="2031-02-01", positions=4)}
    await avlasta.order(FARSTA, f"/{order}/save-draft", body)
    await avlasta.carry_events()
    rows = (await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(select(order_view)))).all()
    assert [(row.id, row.status, row.positions, row.version) for row in rows] == [(UUID(order), "returned", 4, 4)]
    assert rows[0].placed_at is not None


async def test_the_menu_is_by_role(avlasta: Avlasta) -> None:
    for who, seen in ((FARSTA, True), (HR_CONSULTANT, True), (STEERING_GROUP, True), (COORDINATOR, False)):
        page = (await (await avlasta.browser(who)).get("/")).text
        assert ('href="/rekrytering"' in page) is seen
    page = (await (await avlasta.browser(HR_CONSULTANT)).get("/")).text
    assert not any(f'href="{address}"' in page for address in ("/stod", "/ko"))
