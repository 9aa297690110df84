"""The district's own approval before a request is sent: who is asked, who sees it, and what the answer does."""

from typing import Any
from uuid import uuid4

from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.builders.specialist_team import a_draft_body
from tests.integration.portal.test_policy import post

FARSTAS = tokens.APPROVER | {"sub": "farsta-avdelningschef", "district": "farsta"}
ASKED = "Godkänn begäran innan den skickas"


async def refused(avlasta: Avlasta, person: dict[str, Any], path: str, body: dict[str, Any]) -> int:
    headers = {"Idempotency-Key": str(uuid4())}
    return (await avlasta.api(person).post(path, json=body, headers=headers)).status_code


async def test_a_request_is_the_districts_own_until_its_approver_has_sent_it(avlasta: Avlasta) -> None:
    made = await post(avlasta, tokens.BROMMA, "/support-requests", a_draft_body(unit=tokens.BROMMA["unit"]))
    path, page = f"/support-requests/{made['id']}", f"/stod/{made['id']}"
    manager, approver, other, coordinator = [
        await avlasta.browser(one) for one in (tokens.BROMMA, tokens.APPROVER, FARSTAS, tokens.COORDINATOR)
    ]
    assert "läser avdelningschefen det först" in (await manager.get(page)).text
    sent = await manager.post(f"{page}/beslut/submit", version="1")
    assert "skickad till avdelningschefen" in (await manager.get(sent.headers["location"])).text
    await avlasta.carry_events()
    for browser, sees in ((approver, True), (other, False), (coordinator, False)):
        assert (made["reference"] in (await browser.get("/stod")).text) is sees
        assert ((await browser.get(page)).status_code == 200) is sees
    assert ASKED in (await approver.get("/")).text

    answer = {"expectedVersion": 2}
    for person, code in ((tokens.BROMMA, 403), (FARSTAS, 404), (tokens.COORDINATOR, 404)):
        assert await refused(avlasta, person, f"{path}/approve", answer) == code
    back = await approver.post(f"{page}/beslut/send_back", version="2", reason="Omfördela först mellan enheterna.")
    assert back.status_code == 303
    known = (await avlasta.api(tokens.BROMMA).get(path)).json()
    assert (known["status"], known["commands"]) == ("draft", ["save_draft", "submit", "withdraw"])
    assert "Omfördela först" in (await manager.get(page)).text

    both = tokens.BROMMA | {"sub": "bromma-chef-och-avdelningschef", "roles": ["unit_manager", "district_approver"]}
    alone = await avlasta.browser(both)
    assert (await alone.post(f"{page}/beslut/submit", version="3")).status_code == 303
    await avlasta.carry_events()
    assert "Du skickade begäran. Någon annan som får godkänna" in (await alone.get(page)).text
    assert ASKED not in (await alone.get("/")).text
    own = await alone.post(f"{page}/beslut/approve", version="4")
    assert (own.status_code, "Någon annan ska godkänna" in own.text) == (409, True)
    assert (await alone.post(f"{page}/beslut/send_back", version="4", reason="Vi väntar.")).status_code == 303

    waiting = await post(avlasta, tokens.BROMMA, f"{path}/submit", {"expectedVersion": 5})
    assert (waiting["status"], waiting["waitingDays"], waiting.get("submittedAt")) == ("awaiting_approval", 0, None)
    assert (await approver.post(f"{page}/beslut/approve", version="6")).status_code == 303
    await avlasta.carry_events()
    known = (await avlasta.api(tokens.COORDINATOR).get(path)).json()
    assert known["status"] == "submitted"
    assert known["submittedAt"]
    assert made["reference"] in (await coordinator.get("/stod")).text
    assert ASKED not in (await approver.get("/")).text
    history = (await avlasta.api(tokens.APPROVER).get(f"{path}/history")).json()
    assert [(one["type"].split(".")[1], one["role"]) for one in history[1:]] == [
        ("request_sent_for_approval", "unit_manager"),
        ("request_sent_back", "district_approver"),
        ("request_sent_for_approval", "unit_manager"),
        ("request_sent_back", "district_approver"),
        ("request_sent_for_approval", "unit_manager"),
        ("request_submitted", "district_approver"),
    ]
