"""Enheternas läge: what is known, how old it is, what is missing; stated by the coordinator, taken out as files."""

import re
from datetime import timedelta

from sqlalchemy import update

from services.portal.formats import today
from services.specialist_team.tables import vacancy
from tests.avlasta import Avlasta, Browser
from tests.builders import tokens
from tests.builders.recruitment import an_order_body
from tests.integration.portal.test_assignments import Case

UNIT = "farsta-utredning-barn-2"


async def test_figures_are_stated_shown_and_taken_out(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    assert "0 av 98 enheter har uppgifter." in (await browser.get("/enheternas-lage")).text
    facts = {"unit": UNIT, "vacant_percent": "28 %", "turnover_percent": "", "source": "Personalstatistik juli"}
    done = await browser.post("/enheternas-lage", valid_from="2026-07-01", **facts)
    assert done.headers["Location"] == "/enheternas-lage?klart=1"
    page = (await browser.get("/enheternas-lage?klart=1")).text
    assert "1 av 98 enheter har uppgifter. 1 har uppgifter som är äldre än tre månader." in page
    assert "Uppgifterna är sparade." in page
    assert "28 procent" in page
    assert (await browser.get("/enheternas-lage?visa=saknas")).text.count('<tr class="row">') == 97
    rows = (await browser.get("/enheternas-lage?visa=gamla&som=csv")).text
    assert "Farsta;Utredning barn och unga 2;Barn och unga;28;;2026-07-01;Personalstatistik juli;;" in rows
    assert (await browser.get("/enheternas-lage?som=xlsx")).content.startswith(b"PK")
    assert len((await browser.get("/enheternas-lage?som=json")).json()["rows"]) == 98
    await orders_are_counted(avlasta, browser)
    await help_goes_on_after_a_hire(avlasta, browser)


async def orders_are_counted(avlasta: Avlasta, browser: Browser) -> None:
    """Let a unit order ten positions: counted is more than the stated 28 per cent, until they are cancelled."""
    made = await avlasta.order(tokens.FARSTA, "", an_order_body(startsOn="2031-02-01", positions=10))
    await avlasta.order(tokens.FARSTA, f"/{made['id']}/place", {"expectedVersion": 1})
    await avlasta.carry_events()
    [there] = (await avlasta.api(tokens.COORDINATOR).get("/unit-situations")).json()["vacancies"]
    assert (there["positions"], there["counts"], there["daysOpen"]) == (10, True, 0)
    page = re.sub(r"<[^>]+>", " ", (await browser.get("/enheternas-lage?visa=vakanta")).text)
    assert f"{there['percent']} procent" in page
    assert "Räknat: 10 vakanta tjänster, den äldsta i 0 dagar" in page
    await avlasta.order(tokens.FARSTA, f"/{made['id']}/cancel", {"expectedVersion": 2, "reason": "budget"})
    await avlasta.carry_events()
    assert "Ingen enhet i urvalet" in (await browser.get("/enheternas-lage?visa=vakanta")).text


async def help_goes_on_after_a_hire(avlasta: Avlasta, browser: Browser) -> None:
    """Let help bridge a position that is then filled: proposed to end until the coordinator says why it goes on."""
    case, team = Case(avlasta), avlasta.team.state.kernel.database
    await case.under_way()
    made = await avlasta.order(tokens.FARSTA, "", an_order_body(startsOn="2031-02-01"))
    placed = await avlasta.order(tokens.FARSTA, f"/{made['id']}/place", {"expectedVersion": 1})
    await avlasta.carry_events()
    position = placed["positions"][0]["id"]
    await case.give(tokens.FARSTA, f"/support-requests/{case.id}/name-position", position=position)
    days = {"filled_on": today(), "starts_on": today() + timedelta(days=3)}
    filled = update(vacancy).where(vacancy.c.position == position).values(status="filled", **days)
    await team.run(lambda tx: tx.execute(filled))
    assert "Ett stöd kanske inte behövs längre" in (await browser.get("/")).text
    page = (await browser.get("/enheternas-lage")).text
    form = {"version": str(case.version), "position": position}
    assert f'name="version" value="{case.version}"' in page
    empty = await browser.post(f"/enheternas-lage/fortsatt/{case.id}", reason="", **form)
    assert (empty.status_code, "Välj eller skriv ett skäl" in empty.text) == (422, True)
    why = "Den anställda introduceras till mars."
    done = await browser.post(f"/enheternas-lage/fortsatt/{case.id}", reason=why, **form)
    assert done.headers["Location"] == "/enheternas-lage?klart=fortsatter"
    assert "kanske inte behövs" not in (await browser.get("/enheternas-lage?klart=fortsatter")).text
    assert why in (await browser.get(f"/stod/{case.id}")).text
    form["version"] = str(case.version + 1)
    again = await browser.post(f"/enheternas-lage/fortsatt/{case.id}", reason=why, **form)
    assert (again.status_code, "Det finns inget att svara på" in again.text) == (409, True)


async def test_what_is_wrong_is_said_at_the_field_and_kept(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    wrong = {"unit": "", "valid_from": "", "vacant_percent": "120", "turnover_percent": "x", "source": "a"}
    answer = await browser.post("/enheternas-lage", **wrong)
    assert answer.status_code == 422
    for words in ("Välj den enhet", "mellan 0 och 100", "mellan 0 och 300", "var uppgiften kommer ifrån"):
        assert words in answer.text, words
    assert 'value="120"' in answer.text
    unknown = {"unit": "simhallen", "valid_from": "2026-11-01", "vacant_percent": "1", "source": "Räknat"}
    refused = await browser.post("/enheternas-lage", **unknown)
    assert (refused.status_code, "Några rader har okända enheter" in refused.text) == (422, False)
