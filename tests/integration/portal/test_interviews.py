"""Interviews through the pages: booked by HR-service at a free time, judged by each apart, in calendars by number."""

import re
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from libs import calendar
from libs.calendar import STOCKHOLM
from tests.avlasta import Avlasta, Browser
from tests.builders.applications import PLANTED
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SODERMALM
from tests.integration.portal.test_orders import told
from tests.integration.recruitment.test_interviews import interviewable
from tests.service import Api


async def invitation(browser: Browser, interview: str) -> Calendar:
    """Return the interview as a calendar program reads it."""
    answer = await browser.get(f"{interview}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar"), told(answer)
    return Calendar.from_ical(answer.content)


async def test_from_booking_to_scorecards(avlasta: Avlasta, monkeypatch: pytest.MonkeyPatch) -> None:
    _, (application, other) = await interviewable(lambda who: Api(avlasta.recruitment, who), avlasta.recruitment, 2)
    hr, manager = await avlasta.browser(HR_CONSULTANT), await avlasta.browser(FARSTA)
    form = f"/rekrytering/ansokningar/{application}/intervju"
    shown = await hr.get(f"{form}?intervjuare=hr-konsult&intervjuare=farsta-chef&minuter=60")
    assert "Ett krav i kravprofilen bedöms vid intervju." in told(shown)
    times = re.findall(r'name="starts_at"[^>]* value="([^"]*)"', shown.text)
    assert len(times) == 9, "eight proposals and another time"
    body: dict[str, str | list[str]] = {
        "interviewers": ["hr-konsult", "farsta-chef"],
        "minutes": "60",
        "kind": "in_person",
    }
    body |= {"starts_at": times[0], "day": "", "clock": "", "place": "Rum Tallen"}
    assert "Skriv dag och klockslag" in told(await hr.post(form, **body | {"starts_at": "other"}))
    named = await hr.post(form, **body | {"place": f"Fråga efter {PLANTED[1]}"})
    assert (named.status_code, "inga namn eller nummer" in told(named)) == (422, True)
    made = (await hr.post(form, **body)).headers["Location"].partition("?")[0]
    busy = await hr.post(f"/rekrytering/ansokningar/{other}/intervju", **body)
    assert (busy.status_code, "farsta-chef, hr-konsult har en annan intervju då" in told(busy)) == (409, True)
    assert times[0] not in (await hr.get(f"{form}?intervjuare=hr-konsult")).text

    first = await invitation(manager, made)
    local = datetime.fromisoformat(times[0]).astimezone(STOCKHOLM)
    moved: dict[str, str | list[str]] = {"starts_at": "other", "day": local.date().isoformat(), "clock": "16.30"}
    assert (await hr.post(f"{made}/flytta", version="1", **(body | moved))).status_code == 303
    second = await invitation(manager, made)
    assert [one["METHOD"] for one in (first, second)] == ["REQUEST", "REQUEST"]
    events = [one.walk("VEVENT")[0] for one in (first, second)]
    assert events[0]["UID"] == events[1]["UID"]
    assert [one.decoded("SEQUENCE") for one in events] == [0, 1]
    assert events[1].decoded("DTSTART").astimezone(STOCKHOLM) == local.replace(hour=16, minute=30)
    week = f"/rekrytering/intervjuer?vecka={local.date().isoformat()}"
    assert "16.30" in told(await manager.get(week))
    assert "Intervju" in told(await manager.get("/"))
    stranger = await avlasta.browser(SODERMALM)
    assert "Inga intervjuer." in told(await stranger.get(week))
    assert (await stranger.get(made)).status_code == 404

    after = events[1].decoded("DTEND") + timedelta(minutes=5)
    monkeypatch.setattr(calendar, "now", lambda: after)
    assert (
        await manager.post(f"{made}/hold", version="2", interviewers=["hr-konsult", "farsta-chef"])
    ).status_code == 303
    card = {"version": "1", "value-utredning": "4", "note-utredning": "Beskrev väl."}
    assert "Välj en motivering." in told(await manager.post(f"{made}/lock", **card))
    assert (await manager.post(f"{made}/utkast", **card)).headers["Location"] == f"{made}?klart=utkast"
    assert ("Beskrev väl." in (await manager.get(made)).text, "Beskrev väl." in (await hr.get(made)).text) == (
        True,
        False,
    )
    assert (await manager.post(f"{made}/lock", **card | {"ground-utredning": "shown"})).status_code == 303
    assert "Beskrev väl." not in (await hr.get(made)).text
    assert "Fyll i din bedömning från intervjun" in told(await hr.get("/"))
    level = {"version": "1", "value-utredning": "3", "ground-utredning": "shown"}
    assert (await hr.post(f"{made}/lock", **level)).status_code == 303
    for who in (hr, manager):
        summary = await who.get(made)
        assert "Alla har låst." in told(summary)
        assert not any(planted in summary.text for planted in PLANTED)
    assert not any(planted in first.to_ical().decode() for planted in PLANTED)
