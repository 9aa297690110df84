"""What campaign tests do first: orders are placed and accepted, a campaign is made, its gates are passed."""

from datetime import timedelta
from typing import Any

from libs import calendar
from libs.calendar import local_date
from tests.builders.campaigns import CRITERIA
from tests.builders.recruitment import an_order_body
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SODERMALM
from tests.service import As

ROOT = "/recruitment/v1"
SODERMALM_UNIT = "sodermalm-utredning-barn-1"


async def an_accepted_order(api: As, who: dict[str, Any] = FARSTA, **content: Any) -> dict[str, Any]:
    """Return an order that HR-service has accepted, for the unit of ``who``."""
    answer = await api(who).post(f"{ROOT}/orders", an_order_body(unit=who["unit"], **content))
    assert answer.status_code == 201, answer.text
    for person, command in ((who, "place"), (HR_CONSULTANT, "accept")):
        path = f"{ROOT}/orders/{answer.json()['id']}/{command}"
        answer = await api(person).post(path, {"expectedVersion": answer.json()["version"]})
        assert answer.status_code == 200, answer.text
    order: dict[str, Any] = answer.json()
    return order


def a_campaign_body(*orders: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    """Return the draft of a campaign that is open from today for three weeks."""
    today = local_date(calendar.now())
    body = {
        "title": "Socialsekreterare till två stadsdelar",
        "orders": [order["id"] for order in orders],
        "opensOn": today.isoformat(),
        "closesOn": (today + timedelta(days=21)).isoformat(),
    }
    return body | overrides


class Campaigning:
    """A campaign and its version, as the last answer told."""

    def __init__(self, api: As, body: dict[str, Any]) -> None:
        self.api = api
        self.body = body

    async def give(
        self, command: str, expected: int = 200, who: dict[str, Any] = HR_CONSULTANT, **fields: Any
    ) -> dict[str, Any]:
        """Give a command with the version that is known."""
        path = f"{ROOT}/campaigns/{self.body['id']}/{command}"
        answer = await self.api(who).post(path, {"expectedVersion": self.body["version"]} | fields)
        assert answer.status_code == expected, answer.text
        if answer.status_code == 200:
            self.body = answer.json()
        told: dict[str, Any] = answer.json()
        return told

    async def pass_gates(self) -> None:
        """Find nobody concerned by any gate in any district."""
        for gate in self.body["gates"]:
            if gate["missing"]:
                found: dict[str, Any] = {
                    "outcome": "nobody_concerned",
                    "evidence": "Förfrågan besvarad av alla enheter.",
                }
                await self.give("record-gate", gate=gate["gate"], districts=gate["missing"], **found)


async def prepared(api: As, *orders: dict[str, Any], **overrides: Any) -> Campaigning:
    """Return a campaign in preparation."""
    answer = await api(HR_CONSULTANT).post(f"{ROOT}/campaigns", a_campaign_body(*orders, **overrides))
    assert answer.status_code == 201, answer.text
    return Campaigning(api, answer.json())


async def published(api: As) -> Campaigning:
    """Return a campaign that is out, for Farsta and Södermalm."""
    campaign = await prepared(api, await an_accepted_order(api), await an_accepted_order(api, SODERMALM))
    await campaign.give("set-profile", criteria=CRITERIA)
    await campaign.pass_gates()
    await campaign.give("publish")
    return campaign
