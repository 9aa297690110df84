"""What users of other systems asked of assignments: seen while they go on, and spoken of by both sides afterwards."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI

from services.specialist_team.assignment_handlers import remind
from tests.builders.tokens import COORDINATOR, FARSTA
from tests.requests import ROOT, TODAY, on, under_way
from tests.service import As


async def test_both_sides_say_how_it_went_and_the_unit_what_came_of_it(api: As, app: FastAPI) -> None:
    """IFRC's appraisals from several sides, and the debriefing and report of UNHCR's stand-by partners."""
    request = await under_way(api)
    await request.give(COORDINATOR, "complete", completedOn=on(TODAY))
    said: dict[str, Any] = {
        "task": "fully",
        "introduction": "partly",
        "conditions": "mostly",
        "comment": "Inloggningar dröjde.",
    }
    await request.give(FARSTA, "review", 403, **said)
    await request.give(COORDINATOR, "review", **said)
    await request.give(COORDINATOR, "review", 409, **said)
    await request.give(COORDINATOR, "evaluate", 403, score=4)
    await request.give(FARSTA, "evaluate", score=4, comment="Balansen är borta.")
    await request.give(FARSTA, "follow-up-effect", 409, effect="mostly_solved")
    later = datetime.now(UTC) + timedelta(days=93)
    await app.state.kernel.database.run(lambda tx: remind(tx, later))
    request.body = (await api(FARSTA).get(f"{ROOT}/{request.body['id']}")).json()
    await request.give(FARSTA, "follow-up-effect", effect="mostly_solved")
    told = await request.assignment(FARSTA)
    assert (told["effect"], request.body["score"]) == ("mostly_solved", 4)
    assert (told["review"]["introduction"], told["review"]["conditions"]) == ("partly", "mostly")
