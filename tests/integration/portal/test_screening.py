"""Screening through the pages: judged apart by number, seen beside each other, agreed, and named with a reason."""

from datetime import timedelta
from typing import Any

from httpx import Response

from services.portal import formats
from tests.avlasta import Avlasta, Browser
from tests.builders.applications import APPLICATION
from tests.builders.campaigns import CRITERIA
from tests.builders.recruitment import an_order_body
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SECOND_HR_CONSULTANT, STEERING_GROUP
from tests.integration.portal.test_orders import told
from tests.integration.recruitment.judging import LETTER, SECRETS

JUDGED = {
    "version": "1",
    "value-examen": "met",
    "ground-examen": "shown",
    "value-utredning": "4",
    "ground-utredning": "shown",
}


async def published(avlasta: Avlasta) -> str:
    """Return the id of a campaign that is out, with one application that tells in its letter whose it is."""
    made = await avlasta.order(FARSTA, "", an_order_body(startsOn="2031-02-01"))
    await avlasta.order(FARSTA, f"/{made['id']}/place", {"expectedVersion": 1})
    await avlasta.order(HR_CONSULTANT, f"/{made['id']}/accept", {"expectedVersion": 2})
    today = formats.today()
    days = {"opensOn": today.isoformat(), "closesOn": (today + timedelta(days=21)).isoformat()}
    body = {"title": "Socialsekreterare", "orders": [made["id"]], **days}
    campaign = (await avlasta.recruit(HR_CONSULTANT, "/campaigns", body))["id"]
    steps: list[tuple[str, dict[str, Any]]] = [("set-profile", {"criteria": CRITERIA})]
    for gate in ("redeployment", "more_hours", "re_employment"):
        found = {"districts": ["farsta"], "outcome": "nobody_concerned", "evidence": "Alla har svarat."}
        steps.append(("record-gate", {"gate": gate} | found))
    for version, (command, fields) in enumerate([*steps, ("publish", {})], start=1):
        await avlasta.recruit(HR_CONSULTANT, f"/campaigns/{campaign}/{command}", {"expectedVersion": version} | fields)
    who = {"firstName": "Planterad", "lastName": "Testsson", "email": APPLICATION["email"], "letter": LETTER}
    who |= {"identityNumber": APPLICATION["identity_number"], "phone": APPLICATION["phone"]}
    sent = {"reference": "4711", "receivedOn": today.isoformat(), "years": 4} | who
    await avlasta.recruit(HR_CONSULTANT, f"/campaigns/{campaign}/applications", sent)
    return str(campaign)


class Assessor:
    """An assessor at the desk, who keeps every page that was shown before a name was asked for."""

    def __init__(self, browser: Browser, campaign: str) -> None:
        self.browser, self.desk = browser, f"/rekrytering/omgangar/{campaign}/urval"
        self.seen: list[str] = []

    async def get(self, path: str) -> str:
        """Open a page and return its words."""
        return self._read(await self.browser.get(path))

    async def post(self, path: str, fields: dict[str, str], expected: int = 303) -> str:
        """Send a form and return where it led, or the words of its page."""
        answer = await self.browser.post(path, **fields)
        words = self._read(answer)
        assert answer.status_code == expected, words
        return str(answer.headers.get("Location", words))

    def _read(self, answer: Response) -> str:
        self.seen.append(answer.text + str(answer.headers))
        return told(answer)


async def test_judged_apart_agreed_and_named(avlasta: Avlasta) -> None:
    campaign = await published(avlasta)
    first = Assessor(await avlasta.browser(HR_CONSULTANT), campaign)
    second = Assessor(await avlasta.browser(SECOND_HR_CONSULTANT), campaign)
    assert "Vilka får du inte bedöma?" in await first.get(first.desk)
    assert "Ange jäv först" in await first.post(f"{first.desk}/nasta", {}, 409)
    assert "på varje rad" in await first.post(f"{first.desk}/jav", {"relations": "Min kusin"}, 422)
    await first.post(f"{first.desk}/jav", {"relations": ""})
    named = {"relations": "kusin@example.org\r\n08-123 45 67\r\n19850101-1234"}
    await second.post(f"{second.desk}/jav", named)
    page = await first.post(f"{first.desk}/nasta", {})
    assert page == await second.post(f"{second.desk}/nasta", {})
    shown = await first.get(page)
    assert "Jag heter [namn] [namn] och har utrett i fyra år." in shown
    assert "4 Mer än fem år" in shown
    refused = await first.post(f"{page}/las", JUDGED | {"ground-utredning": ""}, 422)
    assert "Välj en motivering." in refused
    unfit = await first.post(f"{page}/las", JUDGED | {"ground-examen": "not_shown"}, 422)
    assert "Välj en motivering som passar bedömningen." in unfit
    assert await first.post(f"{page}/utkast", {"value-utredning": "2"}) == f"{page}?klart=utkast"
    assert 'value="2" checked' in (await first.browser.get(page)).text
    assert await first.post(f"{page}/las", JUDGED) == f"{first.desk}?klart=las"
    assert "Framgår tydligt" not in (await second.get(page)).partition("Bedömningar")[2]
    await second.post(f"{page}/las", JUDGED | {"value-utredning": "1"})
    assert "Er: oense om ett krav" in await second.get(second.desk)
    for who in (first, second):
        both = {"criterion": "utredning", "value": "3", "reason": "Halvtid räknas som hälften."}
        await who.post(f"{page}/enas", both)
    assert "1 av 1 styrkta 24 av 32" in await first.get(first.desk)
    assert "Välj två till fyra klara ansökningar" in await first.get(f"{first.desk}/jamfor")
    same = page.rpartition("/")[2]
    assert "Välj två" in await first.get(f"{first.desk}/jamfor?ansokan={same}&ansokan={same}")
    await first.get(f"{first.desk}?som=csv")
    await second.get(page)
    for path in ("/", "/rekrytering", f"/rekrytering/omgangar/{campaign}", "/rekrytering/omgangar?som=csv"):
        await second.get(path)
    pages = [one.lower() for one in (*first.seen, *second.seen)]
    assert not [secret for secret in SECRETS for one in pages if secret.lower() in one]

    await first.post(f"{page}/namn", {"ground": "interview", "reason": "Kallas till intervju.", "protected_for": ""})
    assert "Namn Planterad Testsson" in await first.get(page)
    assert "Planterad" not in await second.get(page)


async def test_only_hr_service_judges_and_what_is_away_is_said(avlasta: Avlasta) -> None:
    campaign = await published(avlasta)
    hr = Assessor(await avlasta.browser(HR_CONSULTANT), campaign)
    await hr.post(f"{hr.desk}/jav", {"relations": ""})
    page = await hr.post(f"{hr.desk}/nasta", {})
    await hr.post(f"{page}/lamna", {"reason": ""}, 422)
    assert await hr.post(f"{page}/lamna", {"reason": "recognised"}) == f"{hr.desk}?klart=lamna"
    assert "Ingen ansökan väntar på dig just nu" in await hr.post(f"{hr.desk}/nasta", {}, 409)
    for person in (FARSTA, STEERING_GROUP, None):
        other = await avlasta.browser(person)
        for answer in (await other.get(page), await other.post(f"{page}/las")):
            assert answer.status_code == 403 or answer.headers["Location"].startswith("/logga-in")
