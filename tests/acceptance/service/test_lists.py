"""What users of other systems asked of lists: found by a word, and holding only what they say they hold."""

from typing import Any
from urllib.parse import quote

from libs.calendar import now
from services.portal.formats import today
from tests.avlasta import Avlasta, Browser
from tests.builders import tokens
from tests.builders.specialist_team import a_draft_body


class Sent:
    """A district's request, given commands through the API."""

    def __init__(self, avlasta: Avlasta, who: dict[str, Any]) -> None:
        self.avlasta = avlasta
        self.who = who
        self.body: dict[str, Any] = {}

    async def give(self, who: dict[str, Any], path: str, **fields: Any) -> None:
        """Give a command at the version that is known."""
        seen = {"expectedVersion": self.body["version"]} if self.body else {}
        headers = {"Idempotency-Key": f"list-{now().timestamp()}"}
        answer = await self.avlasta.api(who).post(f"/support-requests{path}", json=seen | fields, headers=headers)
        assert answer.status_code < 300, answer.text
        self.body = answer.json()

    async def made(self) -> "Sent":
        """Send the request to the team."""
        days = {"startsOn": today().isoformat(), "competences": []}
        await self.give(self.who, "", **a_draft_body(unit=self.who["unit"], **days))
        await self.give(self.who, f"/{self.body['id']}/submit")
        return self

    async def under_way(self) -> None:
        """Let specialist A help from today on."""
        why, day = {"reason": "Enligt begäran."}, today().isoformat()
        path = f"/{self.body['id']}"
        await self.give(tokens.COORDINATOR, f"{path}/triage", urgency="normal", queue=True, **why)
        offer = {"specialist": "specialist-a", "percent": 40, "startsOn": day, "endsOn": self.body["endsOn"]}
        await self.give(tokens.COORDINATOR, f"{path}/offer", **offer, **why)
        await self.give(self.who, f"{path}/accept-offer", rest="drop")
        await self.give(tokens.COORDINATOR, f"{path}/start", startedOn=day)


async def shown(browser: Browser, address: str, *requests: Sent) -> list[bool]:
    """Return which of the requests a page links to."""
    page = (await browser.get(address)).text
    return [f'href="/stod/{one.body["id"]}"' in page for one in requests]


async def test_a_request_is_found_by_part_of_a_name_or_reference(avlasta: Avlasta) -> None:
    """IFRCGo/go-web-app#2045: a text filter beside the others, for lists are longer than a screen."""
    farsta, other = await Sent(avlasta, tokens.FARSTA).made(), await Sent(avlasta, tokens.SODERMALM).made()
    await avlasta.carry_events()
    coordinator = await avlasta.browser(tokens.COORDINATOR)
    sought = [farsta.body["reference"], farsta.body["reference"][-4:], "FARSTA", "södermalm", "utredning", "%", "_"]
    found = {one: await shown(coordinator, f"/stod?sok={quote(one)}", farsta, other) for one in sought}
    only, both, none = [True, False], [True, True], [False, False]
    assert found == dict(zip(sought, [only, only, only, [False, True], both, none, none], strict=True))
    page = (await coordinator.get("/stod?sok=farsta")).text
    assert "En begäran svarar mot ”farsta”" in page and 'value="farsta"' in page
    assert "Ingen begäran svarar mot sökningen" in (await coordinator.get("/stod?sok=saknas")).text
    manager = await avlasta.browser(tokens.FARSTA)
    assert await shown(manager, "/stod?sok=södermalm", farsta, other) == none, "another district's is not to be found"
    assert "0 begäranden svarar mot ”södermalm”" in (await manager.get("/stod?sok=södermalm")).text, "nor counted"


async def test_a_list_of_what_goes_on_holds_nothing_else(avlasta: Avlasta) -> None:
    """IFRCGo/go-api#2903: deployments that were over stood among the ongoing."""
    waits, goes_on, over = [await Sent(avlasta, tokens.FARSTA).made() for _ in range(3)]
    await goes_on.under_way()
    await over.under_way()
    await over.give(tokens.COORDINATOR, f"/{over.body['id']}/complete", completedOn=today().isoformat())
    await avlasta.carry_events()
    coordinator = await avlasta.browser(tokens.COORDINATOR)
    assert await shown(coordinator, "/stod?lage=under_way", waits, goes_on, over) == [False, True, False]
    assert await shown(coordinator, "/ko", waits, goes_on, over) == [True, False, False]
