"""Drift: an operator sees a parked event in Swedish, tries it again, and gives it up together with a second person."""

import re

from libs.envelope import Envelope
from libs.parking import open_events
from tests.avlasta import Avlasta
from tests.builders.tokens import OPERATOR, SECOND_OPERATOR


async def test_a_parked_event_is_shown_replayed_and_given_up_by_two(avlasta: Avlasta) -> None:
    kernel = avlasta.team.state.kernel
    await kernel.inbox.receive([Envelope("elsewhere.events", 0, 7, {"ce_type": "elsewhere.said.v1"}, b"{")])
    [parked] = await kernel.database.run(open_events)
    first, second = await avlasta.browser(OPERATOR), await avlasta.browser(SECOND_OPERATOR)
    page = (await first.get("/drift")).text
    assert "elsewhere.said.v1" in page
    assert re.search(r"En händelse är parkerad", page)
    path = f"/drift/specialist_team/{parked.id}"
    assert (await first.post(f"{path}/spela-upp")).status_code in {200, 303}
    assert len(await kernel.database.run(open_events)) == 1
    await first.post(f"{path}/kasta", reason="Händelsen är skadad och kan inte läsas.")
    await first.post(f"{path}/kasta", reason="Händelsen är skadad och kan inte läsas.")
    assert len(await kernel.database.run(open_events)) == 1
    await second.post(f"{path}/kasta", reason="Håller med, den är skadad.")
    assert await kernel.database.run(open_events) == []
    assert "Inga händelser är parkerade" in (await second.get("/drift")).text
