"""A request led through its life with the service's own API, by the people whose decisions they are."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from libs.calendar import local_date
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA
from tests.service import As

ROOT = "/specialist-team/v1/support-requests"
TODAY = local_date(datetime.now(UTC))
LAST = TODAY + timedelta(days=60)
WHY: dict[str, Any] = {"reason": "Enligt överenskommelse."}


def on(day: date) -> str:
    """Return the day as JSON has it."""
    return day.isoformat()


class Request:
    """A request and its version, as the last answer told."""

    def __init__(self, api: As, body: dict[str, Any]) -> None:
        self.api = api
        self.body = body

    async def give(self, who: Any, command: str, expected: int = 200, **fields: Any) -> dict[str, Any]:
        """Give a command with the version that is known."""
        path = f"{ROOT}/{self.body['id']}/{command}"
        answer = await self.api(who).post(path, {"expectedVersion": self.body["version"]} | fields)
        assert answer.status_code == expected, answer.text
        if expected == 200:
            self.body = answer.json()
        return answer.json()  # type: ignore[no-any-return]

    async def assignment(self, who: Any = COORDINATOR) -> dict[str, Any]:
        """Return the assignment as ``who`` sees it."""
        return (await self.api(who).get(f"{ROOT}/{self.body['id']}/assignment")).json()  # type: ignore[no-any-return]


async def queued(api: As, **need: Any) -> Request:
    """Return a request in the queue, of Farsta's unit, from today on."""
    need = {"startsOn": on(TODAY), "endsOn": on(LAST), "competences": []} | need
    request = Request(api, (await api(FARSTA).post(ROOT, a_draft_body(**need))).json())
    await request.give(FARSTA, "submit")
    await request.give(COORDINATOR, "triage", urgency="normal", queue=True, **WHY)
    return request


async def offered(api: As, specialist: str = "specialist-a", percent: int = 80, last: date = LAST) -> Request:
    """Return a request with an unanswered offer."""
    request = await queued(api)
    given: dict[str, Any] = {"specialist": specialist, "percent": percent, "startsOn": on(TODAY), "endsOn": on(last)}
    await request.give(COORDINATOR, "offer", **given, **WHY)
    return request


async def under_way(api: As, specialist: str = "specialist-a", percent: int = 80) -> Request:
    """Return a request that is given help since today."""
    request = await offered(api, specialist, percent)
    await request.give(FARSTA, "accept-offer", rest="drop")
    await request.give(COORDINATOR, "start", startedOn=on(TODAY))
    return request
