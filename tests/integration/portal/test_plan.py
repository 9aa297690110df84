"""Planera in the portal: proposals with their reasons, offered some or all, moved by hand with the effect at once."""

import re

from libs.calendar import now
from services.specialist_team import planner
from tests.avlasta import Avlasta, Browser
from tests.builders import tokens
from tests.integration.portal.test_policy import queue_up


async def planned(avlasta: Avlasta, browser: Browser) -> str:
    """Ask for a plan, let the job make it, and return the page."""
    assert (await browser.post("/planera")).headers["Location"] == "/planera"
    organisation = avlasta.team.state.organisation
    await avlasta.team.state.kernel.database.run(lambda tx: planner.make_plan(tx, now(), organisation))
    return (await browser.get("/planera")).text


def boxes(page: str) -> list[str]:
    return re.findall(r'name="rad" value="([^"]+)"', page)


async def test_a_plan_is_made_shown_and_offered(avlasta: Avlasta) -> None:
    first = await queue_up(avlasta, tokens.FARSTA, "normal", [])
    second = await queue_up(avlasta, tokens.SODERMALM, "high", [])
    browser = await avlasta.browser(tokens.COORDINATOR)
    page = await planned(avlasta, browser)
    assert "Två av två begäranden i kön får ett förslag." in page and "Bevisat bäst" in page
    assert "Har kompetenserna" in page and "gantt-proposed" in page and "style=" not in page
    rows = boxes(page)
    assert len(rows) == 2
    nothing = await browser.post("/planera/erbjud", reason="Enligt planen.")
    assert nothing.status_code == 422 and 'id="rad-error">Kryssa för minst ett förslag.' in nothing.text
    offered = await browser.post("/planera/erbjud", rad=rows[0], reason="Enligt planen.")
    assert "är erbjuden, stadsdelen svarar" in offered.text
    assert "Ett förslag är redan hanterat." in offered.text
    again = await browser.post("/planera/erbjud", rad=rows[0], reason="Enligt planen.")
    assert "inte erbjuden." in again.text
    rest = await browser.post("/planera/erbjud", alla="ja", reason="Enligt planen.")
    assert rest.text.count("är erbjuden, stadsdelen svarar") == 1
    assert first in rest.text and second in rest.text and "gantt-offered" in rest.text


async def test_a_move_by_hand_shows_who_is_affected(avlasta: Avlasta) -> None:
    first = await queue_up(avlasta, tokens.FARSTA, "normal", [])
    second = await queue_up(avlasta, tokens.SODERMALM, "high", [])
    browser = await avlasta.browser(tokens.COORDINATOR)
    page = await planned(avlasta, browser)
    mine = re.findall(rf'id="{first}".*?/planera/flytta/([0-9a-f-]+)', page, re.DOTALL)[0]
    form = (await browser.get(f"/planera/flytta/{mine}")).text
    assert "I planen" in form and "Välj en ledig ruta" in form
    links = [one.replace("&amp;", "&") for one in re.findall(r'href="(/planera/flytta/[^"#]+)#effect"', form)]
    others = [one for one in links if "specialist-a" in one]
    moved = (await browser.get(others[0])).text
    assert "En annan begäran flyttas." in moved or "Ingen annan begäran påverkas" in moved
    assert (second in moved) is ("En annan begäran flyttas." in moved)
    chosen = boxes(moved)
    assert len(chosen) == 1 and " specialist-a " in chosen[0]
    offered = await browser.post("/planera/erbjud", rad=chosen[0], reason="Flyttad för hand.")
    assert "Specialist A är erbjuden" in offered.text


async def test_the_steering_group_reads_and_the_list_is_a_file(avlasta: Avlasta) -> None:
    await queue_up(avlasta, tokens.FARSTA, "normal", [])
    coordinator, city = await avlasta.browser(tokens.COORDINATOR), await avlasta.browser(tokens.STEERING_GROUP)
    assert "Ingen plan är gjord än." in (await city.get("/planera")).text
    await planned(avlasta, coordinator)
    page = (await city.get("/planera")).text
    assert "Den enda begäran i kön får ett förslag." in page
    assert "Erbjud valda" not in page and not boxes(page)
    lines = (await city.get("/planera?som=csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Referens;Stadsdel;Enhet;Specialist;") and len(lines) == 2
