"""Private calendars: what they show and to whom, what is moved or cancelled, and that a revoked link is dead."""

import re
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from services.portal.formats import today
from tests.avlasta import Avlasta, Browser
from tests.builders import tokens
from tests.integration.portal.test_assignments import LAST, WHY, Case


async def subscribe(browser: Browser, kind: str) -> str:
    """Make a link and return its path."""
    page = (await browser.post(f"/mina-kalendrar/{kind}/skapa")).text
    found = re.search(r"/kalender/[\w-]+\.ics", page)
    assert found, page
    return found.group()


async def read(avlasta: Avlasta, path: str) -> list[dict[str, Any]]:
    """Read a calendar as a program without cookies does."""
    answer = await (await avlasta.browser(None)).get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "set-cookie" not in answer.headers
    calendar = Calendar.from_ical(answer.content)
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == "Europe/Stockholm"
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    return [
        {
            "uid": str(one["UID"]),
            "title": str(one["SUMMARY"]),
            "from": one.decoded("DTSTART"),
            "to": one.decoded("DTEND"),
            "sequence": int(str(one["SEQUENCE"])),
            "status": str(one["STATUS"]),
        }
        for one in calendar.walk("VEVENT")
    ]


async def test_a_hand_over_moves_the_entry_from_one_calendar_to_the_other(avlasta: Avlasta) -> None:
    case = Case(avlasta)
    await case.under_way()
    own = await subscribe(await avlasta.browser(tokens.SPECIALIST_C), "own")
    other = await subscribe(await avlasta.browser({"sub": "specialist-a", "roles": ["specialist"]}), "own")
    team = await subscribe(await avlasta.browser(tokens.COORDINATOR), "team")
    [before] = await read(avlasta, own)
    assert (before["title"], before["from"]) == (f"Insats {case.reference}", today())
    assert before["to"] == LAST + timedelta(days=1)
    assert await read(avlasta, other) == []

    path, day = f"/support-requests/{case.id}", today() + timedelta(days=20)
    await case.give(tokens.COORDINATOR, f"{path}/hand-over", specialist="specialist-a", fromOn=day.isoformat(), **WHY)
    await avlasta.carry_events()
    [after] = await read(avlasta, own)
    assert (after["uid"], after["to"]) == (before["uid"], day)
    assert after["sequence"] > before["sequence"]
    [taken_over] = await read(avlasta, other)
    assert (taken_over["from"], taken_over["status"]) == (day, "CONFIRMED")
    assert len(await read(avlasta, team)) == 2


async def test_help_that_falls_away_is_cancelled_and_not_forgotten(avlasta: Avlasta) -> None:
    case = Case(avlasta)
    await case.offered()
    await case.give(tokens.FARSTA, f"/support-requests/{case.id}/accept-offer")
    await avlasta.carry_events()
    own = await subscribe(await avlasta.browser(tokens.SPECIALIST_C), "own")
    await case.give(tokens.FARSTA, f"/support-requests/{case.id}/withdraw", reason="recruited")
    await avlasta.carry_events()
    assert [one["status"] for one in await read(avlasta, own)] == ["CANCELLED"]


async def test_a_units_calendar_is_the_units_own_with_the_last_moment_to_answer(avlasta: Avlasta) -> None:
    case = Case(avlasta)
    await case.offered()
    await avlasta.carry_events()
    unit = await subscribe(await avlasta.browser(tokens.FARSTA), "unit")
    stranger = await subscribe(await avlasta.browser(tokens.SODERMALM), "unit")
    assert [one["title"] for one in await read(avlasta, unit)] == [f"Svara på erbjudande, {case.reference}"]
    await case.give(tokens.FARSTA, f"/support-requests/{case.id}/accept-offer")
    await avlasta.carry_events()
    assert [one["title"] for one in await read(avlasta, unit)] == [f"Insats {case.reference}"]
    assert await read(avlasta, stranger) == []
    await a_link_follows_what_its_owner_still_is(avlasta)


async def a_link_follows_what_its_owner_still_is(avlasta: Avlasta) -> None:
    """Let a district's head become a unit's, then somebody else's, then no manager: less is shown, then nothing."""
    head = {"sub": "farsta-ledning", "roles": ["unit_manager"], "district": "farsta"}
    link = await subscribe(await avlasta.browser(head), "unit")
    assert len(await read(avlasta, link)) == 1
    await avlasta.browser(head | {"unit": "farsta-vuxen"})
    assert await read(avlasta, link) == []
    await avlasta.browser(head | {"roles": ["unit_manager", "coordinator"]})
    assert len(await read(avlasta, link)) == 1
    nobody = await avlasta.browser(None)
    for changed in ({"district": "sodermalm"}, {"roles": ["coordinator"]}):
        await avlasta.browser(head | changed)
        assert (await nobody.get(link)).status_code == 404


async def test_a_link_that_is_changed_or_revoked_opens_nothing(avlasta: Avlasta) -> None:
    browser, nobody = await avlasta.browser(tokens.SPECIALIST_C), await avlasta.browser(None)
    first = await subscribe(browser, "own")
    second = await subscribe(browser, "own")
    assert (await nobody.get(first)).status_code == 404
    assert (await nobody.get(second)).status_code == 200
    assert second not in (await browser.get("/mina-kalendrar")).text
    await browser.post("/mina-kalendrar/own/aterkalla")
    assert (await nobody.get(second)).status_code == 404
    assert (await nobody.get("/kalender/nobody-was-ever-given-this-one.ics")).status_code == 404


@pytest.mark.parametrize(
    ("who", "kind"), [(tokens.SPECIALIST_C, "team"), (tokens.FARSTA, "own"), (tokens.COORDINATOR, "unit")]
)
async def test_nobody_gets_a_calendar_of_another_role(avlasta: Avlasta, who: dict[str, Any], kind: str) -> None:
    assert (await (await avlasta.browser(who)).post(f"/mina-kalendrar/{kind}/skapa")).status_code == 403
