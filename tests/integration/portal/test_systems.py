"""System access from the form to the unit's list: shown to the specialist, and ordered before the start."""

from typing import Any

from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.builders.specialist_team import a_draft_body
from tests.integration.portal.test_policy import post

ORDER = "Beställ behörighet före start"


async def test_what_the_form_asks_for_is_the_units_list_when_the_offer_is_accepted(avlasta: Avlasta) -> None:
    manager = await avlasta.browser(tokens.FARSTA)
    asked = a_draft_body()
    fields: dict[str, Any] = {
        "unit": asked["unit"],
        "area": asked["area"],
        "purpose": asked["purpose"],
        "percent": "40",
        "starts_on": asked["startsOn"],
        "ends_on": asked["endsOn"],
        "tasks": asked["tasks"],
        "without_help": "",
        "systems": ["finance", "telephony"],
    }
    wrong = await manager.post("/stod/begar", **(fields | {"systems": ["fax"]}))
    assert (wrong.status_code, "Välj bland systemen." in wrong.text) == (422, True)
    saved = await manager.post("/stod/begar", **fields)
    page = saved.headers["location"]
    path = f"/support-requests/{page.rpartition('/')[2]}"
    await post(avlasta, tokens.FARSTA, f"{path}/submit", {"expectedVersion": 1})
    triage = {"expectedVersion": 2, "urgency": "normal", "reason": "Bedömd.", "queue": True}
    await post(avlasta, tokens.COORDINATOR, f"{path}/triage", triage)
    coordinator = await avlasta.browser(tokens.COORDINATOR)
    assert "Ekonomisystem; Telefoni och växel" in (await coordinator.get("/ko?som=csv")).text
    offer = {"expectedVersion": 4, "specialist": "specialist-c", "percent": 40, "reason": "Ledig."}
    offer |= {"startsOn": asked["startsOn"], "endsOn": asked["endsOn"]}
    await post(avlasta, tokens.COORDINATOR, f"{path}/offer", offer)
    assert ORDER not in (await manager.get(page)).text
    await post(avlasta, tokens.FARSTA, f"{path}/accept-offer", {"expectedVersion": 5})
    shown = (await manager.get(page)).text
    assert "<li>Ekonomisystem</li><li>Telefoni och växel</li>" in shown.partition(ORDER)[2]
    specialist = await avlasta.browser(tokens.SPECIALIST_C)
    assert "Ekonomisystem; Telefoni och växel" in (await specialist.get(page)).text
    week = (await specialist.get(f"/min-vecka?vecka={asked['startsOn']}")).text
    assert "Behörighet till system: Ekonomisystem; Telefoni och växel" in week
    await avlasta.carry_events()
    assert "Ekonomisystem; Telefoni och växel" in (await manager.get("/stod?som=csv")).text
