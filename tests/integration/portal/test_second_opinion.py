"""Two people behind the highest urgency, on the pages: who is asked, what everyone sees, and what the answer does."""

from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.integration.portal.given import make_request

WAITS = "Akut, väntar på en andra bedömning"
ASKED = "Bedöm om begäran är akut"


async def test_the_other_coordinator_is_asked_and_everyone_sees_that_it_waits(avlasta: Avlasta) -> None:
    request_id, reference = await make_request(avlasta, send=True)
    first, second = [await avlasta.browser(one) for one in (tokens.COORDINATOR, tokens.SECOND_COORDINATOR)]
    manager = await avlasta.browser(tokens.FARSTA)
    form = {"csrf": first.csrf, "seen": [f"{request_id}:2"], "queue": "yes"}
    form |= {"urgency": "acute", "reason": "Förhandsbedömningar hinns inte."}
    assert "1 av 1 blev klara" in (await first.http.post("/ko/flera/triage", data=form)).text
    await avlasta.carry_events()

    page = f"/stod/{request_id}"
    for browser in (first, second, manager):
        assert WAITS in (await browser.get(page)).text
    assert WAITS in (await first.get("/ko")).text
    assert WAITS in (await first.get("/ko?som=csv")).text
    assert ASKED in (await second.get("/")).text
    assert ASKED not in (await first.get("/")).text
    assert "/beslut/confirm_acute" not in (await first.get(page)).text
    alone = await first.post(f"{page}/beslut/confirm_acute", version="5", reason="Den är akut.")
    assert (alone.status_code, "En annan samordnare ska bedöma" in alone.text) == (409, True)

    done = await second.post(f"{page}/beslut/confirm_acute", version="5", reason="Den är akut.")
    assert done.status_code == 303
    await avlasta.carry_events()
    shown = (await manager.get(page)).text
    assert (WAITS in shown, "Akut bekräftades" in shown) == (False, True)
    assert ASKED not in (await second.get("/")).text
    assert reference in (await second.get("/ko")).text
