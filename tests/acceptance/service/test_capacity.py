"""What users of other systems asked of a team's time: what counts as load is said, and follows what was decided."""

from typing import Any

from tests.builders.tokens import COORDINATOR, FARSTA
from tests.requests import LAST, TODAY, WHY, on, queued
from tests.service import As

HALF: dict[str, Any] = {"specialist": "specialist-a", "percent": 50, "startsOn": on(TODAY), "endsOn": on(LAST)}


async def taken(api: As) -> tuple[bool, bool]:
    """Return whether anything of specialist A's time is reserved, and whether anything is booked."""
    team: list[dict[str, Any]] = (await api(COORDINATOR).get("/specialist-team/v1/team")).json()["items"]
    weeks = next(one for one in team if one["id"] == "specialist-a")["weeks"]
    return any(week["reservedHours"] for week in weeks), any(week["bookedHours"] for week in weeks)


async def test_an_offer_is_reserved_a_yes_is_booked_and_nothing_else_is_load(api: As) -> None:
    """GLPI#73: assignment to the least loaded, and nobody could say which statuses count as load."""
    nothing, reserved, booked = (False, False), (True, False), (False, True)
    request = await queued(api)
    seen = [await taken(api)]
    await request.give(COORDINATOR, "offer", **HALF, **WHY)
    seen.append(await taken(api))
    await request.give(FARSTA, "turn-down-offer", reason="dates_do_not_suit")
    seen.append(await taken(api))
    await request.give(COORDINATOR, "offer", **HALF, **WHY)
    await request.give(FARSTA, "accept-offer", rest="drop")
    seen.append(await taken(api))
    await request.give(COORDINATOR, "start", startedOn=on(TODAY))
    await request.give(COORDINATOR, "complete", completedOn=on(TODAY))
    weeks = (await api(COORDINATOR).get("/specialist-team/v1/team")).json()["items"][0]["weeks"]
    assert seen == [nothing, reserved, nothing, booked]
    assert not any(week["bookedHours"] for week in weeks[1:]), "what was not given is free again"
