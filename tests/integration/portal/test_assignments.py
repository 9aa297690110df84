"""Assignments as people meet them: a yes in part, a new last day, the specialist's week, time to confirm."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from libs.calendar import now
from services.portal.formats import today
from services.specialist_team.assignment_handlers import remind
from tests.avlasta import Avlasta, Browser
from tests.builders import tokens
from tests.builders.specialist_team import a_draft_body

WHY = {"reason": "Enligt överenskommelse."}
LAST = today() + timedelta(days=60)
MONDAY = today() - timedelta(days=today().weekday())


class Case:
    """One of Farsta's requests, given help by specialist C, and the browsers of those who meet it."""

    def __init__(self, avlasta: Avlasta) -> None:
        self.avlasta = avlasta
        self.id = ""
        self.reference = ""
        self.version = 0

    async def give(self, who: Any, path: str, **body: Any) -> None:
        """Give a command through the API."""
        api = self.avlasta.api(who)
        fields = {"expectedVersion": self.version} | body if self.version else body
        answer = await api.post(path, json=fields, headers={"Idempotency-Key": str(uuid4())})
        assert answer.status_code < 300, answer.text
        made = answer.json()
        self.id, self.reference, self.version = made["id"], made["reference"], made["version"]

    async def offered(self, percent: int = 80) -> None:
        """Bring the request to an offer from today on."""
        need = {"startsOn": today().isoformat(), "endsOn": LAST.isoformat()}
        await self.give(tokens.FARSTA, "/support-requests", **a_draft_body(**need))
        path = f"/support-requests/{self.id}"
        await self.give(tokens.FARSTA, f"{path}/submit")
        await self.give(tokens.COORDINATOR, f"{path}/triage", urgency="normal", queue=True, **WHY)
        given = need | {"specialist": "specialist-c", "percent": percent}
        await self.give(tokens.COORDINATOR, f"{path}/offer", **given, **WHY)

    async def under_way(self) -> None:
        """Bring the request so far that help is given."""
        await self.offered()
        await self.give(tokens.FARSTA, f"/support-requests/{self.id}/accept-offer")
        await self.give(tokens.COORDINATOR, f"/support-requests/{self.id}/start", startedOn=today().isoformat())
        await self.avlasta.carry_events()

    async def decides(self, browser: Browser, command: str, **fields: str) -> str:
        """Send the form of a decision and return the page that follows."""
        known = {"version": str(self.version), "key": str(uuid4())}
        answer = await browser.post(f"/stod/{self.id}/beslut/{command}", **known, **fields)
        assert answer.status_code == 303, answer.text
        self.version += 1
        return (await browser.get(answer.headers["Location"])).text


async def test_a_yes_in_part_says_what_remains_and_shows_where_it_went(avlasta: Avlasta) -> None:
    case = Case(avlasta)
    await case.offered(percent=40)
    manager = await avlasta.browser(tokens.FARSTA)
    assert "Erbjudandet täcker inte hela behovet" in (await manager.get(f"/stod/{case.id}")).text
    page = await case.decides(manager, "accept_offer", rest="queue")
    assert "Resten av behovet" in page
    await avlasta.carry_events()
    queue = (await (await avlasta.browser(tokens.COORDINATOR)).get("/ko")).text
    assert f"SPT-{today().year}-0002" in queue


async def test_a_new_last_day_waits_in_att_gora_until_the_other_side_answers(avlasta: Avlasta) -> None:
    case = Case(avlasta)
    await case.under_way()
    manager, coordinator = await avlasta.browser(tokens.FARSTA), await avlasta.browser(tokens.COORDINATOR)
    later = (LAST + timedelta(days=14)).isoformat()
    page = await case.decides(manager, "propose_end", ends_on=later, reason="Två utredningar återstår.")
    assert "Nu svarar specialistteamet" in page
    await avlasta.carry_events()
    home = (await coordinator.get("/")).text
    assert "Svara på förslag om ny sista dag" in home and "Utredning barn och unga 2, Farsta" in home
    assert "Svara på förslag om ny sista dag" not in (await manager.get("/")).text
    await case.decides(coordinator, "agree_end")
    await avlasta.carry_events()
    assert "Svara på förslag om ny sista dag" not in (await coordinator.get("/")).text


async def test_an_end_that_is_near_is_asked_about_once(avlasta: Avlasta) -> None:
    case = Case(avlasta)
    await case.under_way()
    manager = await avlasta.browser(tokens.FARSTA)
    assert "Stödet tar snart slut" not in (await manager.get("/")).text
    database = avlasta.team.state.kernel.database
    await database.run(lambda tx: remind(tx, now() + timedelta(days=56)))
    case.version += 1
    await avlasta.carry_events()
    assert "Stödet tar snart slut" in (await manager.get("/")).text
    await case.decides(manager, "let_end")
    await avlasta.carry_events()
    assert "Stödet tar snart slut" not in (await manager.get("/")).text


async def test_one_click_reports_the_week_and_the_unit_confirms_it(avlasta: Avlasta) -> None:
    case = Case(avlasta)
    await case.under_way()
    specialist, manager = await avlasta.browser(tokens.SPECIALIST_C), await avlasta.browser(tokens.FARSTA)
    assert (await specialist.get("/")).headers["Location"] == "/min-vecka"
    week = f"/min-vecka/{case.id}?vecka={MONDAY}"
    typed = {f"{today()}-work": "6,5", f"{today()}-travel": "0,5", "version": "0"}
    wrong = await specialist.post(week, **typed | {f"{today()}-work": "6,4"})
    assert (wrong.status_code, "hela kvartar" in wrong.text, 'value="6,4"' in wrong.text) == (422, True, True)
    saved = await specialist.post(week, **typed)
    assert f"Tiden för {case.reference} är sparad" in (await specialist.get(saved.headers["Location"])).text
    again = await specialist.post(week, **typed)
    assert again.status_code == 409
    changed = await specialist.post(week, **typed | {f"{today()}-travel": "", "version": "1"})
    assert (changed.status_code, "Skriv varför tiden ändras" in changed.text) == (422, True)

    await avlasta.carry_events()
    assert "Bekräfta rapporterad tid" in (await manager.get("/")).text
    page = (await manager.get(f"/stod/{case.id}/tid")).text
    [report] = (await avlasta.api(tokens.FARSTA).get(f"/support-requests/{case.id}/time-reports")).json()
    assert "7 rapporterade" in page and report["id"] in page
    done = await manager.post(f"/stod/{case.id}/tid/{report['id']}/bekrafta", version="1")
    assert "Veckan är bekräftad" in (await manager.get(done.headers["Location"])).text
    await avlasta.carry_events()
    assert "Bekräfta rapporterad tid" not in (await manager.get("/")).text
    for kind in ("csv", "xlsx"):
        assert (await manager.get(f"/stod/{case.id}/tid?som={kind}")).status_code == 200
    written = (await specialist.get(f"/min-vecka?vecka={MONDAY}&som=csv")).content.decode("utf-8-sig")
    assert f"{case.reference};Farsta" in written and ";6,5;" in written


async def test_the_coordinator_corrects_a_week_with_a_reason(avlasta: Avlasta) -> None:
    case = Case(avlasta)
    await case.under_way()
    specialist, coordinator = await avlasta.browser(tokens.SPECIALIST_C), await avlasta.browser(tokens.COORDINATOR)
    typed = {f"{today()}-work": "6", "version": "0"}
    await specialist.post(f"/min-vecka/{case.id}?vecka={MONDAY}", **typed)
    link = f"/min-vecka?vecka={MONDAY}&amp;specialist=specialist-c"
    assert link in (await coordinator.get(f"/stod/{case.id}/tid")).text
    theirs = f"/min-vecka/{case.id}?vecka={MONDAY}&specialist=specialist-c"
    changed = {f"{today()}-work": "5", "version": "1"}
    assert (await coordinator.post(theirs, **changed)).status_code == 422
    saved = await coordinator.post(theirs, **changed, reason="Enligt enheten.")
    assert "Vecka för Specialist C" in (await coordinator.get(saved.headers["Location"])).text
    page = (await (await avlasta.browser(tokens.FARSTA)).get(f"/stod/{case.id}/tid")).text
    assert "från 6 till 5 timmar" in page
    assert "Enligt enheten." in page
    stranger = await avlasta.browser(tokens.SPECIALIST_C)
    assert (await stranger.get("/min-vecka?specialist=specialist-a")).status_code == 403


async def test_a_week_without_assignments_says_so(avlasta: Avlasta) -> None:
    page = await (await avlasta.browser(tokens.SPECIALIST_C)).get("/min-vecka?vecka=2026-01-05")
    assert "Inget uppdrag den här veckan" in page.text
