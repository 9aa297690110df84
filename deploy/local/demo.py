"""Demo data: a year from a file through the coordinator's import, and requests that the personas make through the API.

`python -m deploy.local.demo` adds them to the running environment. Once per data folder: what was begun goes on with
the same idempotency keys and the same day, so nothing is made twice.
"""

import json
import re
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel

from contracts.organisation import Organisation
from contracts.specialist_team.api import SupportRequest
from contracts.specialist_team.imports import Fate, Import, ImportStatus, RunImport
from contracts.specialist_team.policy import StateSituations
from deploy.local import demo_gap, demo_matching, demo_orders, demo_policy, demo_screening, demo_time
from deploy.local.addresses import FOLDER, Running
from deploy.local.demo_api import Api, DemoError, Token
from deploy.local.demo_availability import conflicts, time_off
from deploy.local.demo_situations import situations
from deploy.local.demo_stories import PROMISED, TEAM, Story, stories, under_way, waiting
from deploy.local.demo_year import Year, as_csv, row_of
from deploy.local.keys import Keys
from libs.calendar import local_date, now
from services.specialist_team.load_team import members

ORGANISATION = Path(__file__).with_name("organisation.json")
TEAM_FILE = Path(__file__).with_name("team.json")
_NOTE = "demo.json"


@dataclass
class _Teller:
    api: Api

    def tell(self, story: Story) -> None:
        answer = self._post(story.person, "/support-requests", story.draft, f"{story.name}-draft")
        for number, (person, command) in enumerate(story.steps):
            path = re.sub(r"(?<!^)(?=[A-Z])", "-", type(command).__name__).lower()
            body = command.model_copy(update={"expected_version": answer.version})
            answer = self._post(person, f"/support-requests/{answer.id}/{path}", body, f"{story.name}-{number}")

    def bring(self, file: bytes) -> None:
        """Try the file, take it in, and wait until every row has its fate; somebody may have booked the team before."""
        path = "/imports?fileName=ett-ar.csv"
        checked = Import.model_validate_json(self.api.send(TEAM, path, file, "year", "text/csv"))
        run = RunImport(fingerprint=checked.fingerprint).model_dump_json().encode()
        if checked.count(Fate.NEW):
            self.api.send(TEAM, f"/imports/{checked.id}/run", run, "year-run")
        while checked.status is not ImportStatus.DONE and checked.count(Fate.NEW):
            time.sleep(0.2)  # the import is a job of the service and calls nobody back
            checked = Import.model_validate_json(self.api.get(TEAM, f"/imports/{checked.id}"))
        if not checked.count(Fate.IMPORTED, Fate.ALREADY_THERE):
            message = f"demo year: {checked.counts}"
            raise DemoError(message)

    def state(self, body: StateSituations) -> None:
        """State the units' situation."""
        self.api.send(TEAM, "/unit-situations", body.model_dump_json(by_alias=True).encode(), "situations")

    def limit(self, today: date) -> None:
        """Register time off and conflicts of interest."""
        for specialist, off in time_off(today):
            content = off.model_dump_json(by_alias=True).encode()
            self.api.send(TEAM, f"/team/{specialist}/time-off", content, f"off-{specialist}")
        for specialist, conflict in conflicts(today):
            content = conflict.model_dump_json(by_alias=True).encode()
            self.api.send(TEAM, f"/team/{specialist}/conflicts", content, f"conflict-{specialist}")

    def plan(self) -> None:
        """Ask for a plan of what is now in the queue."""
        self.api.send(TEAM, "/plan", b"{}", "plan")

    def _post(self, person: str, path: str, body: BaseModel, key: str) -> SupportRequest:
        content = body.model_dump_json(by_alias=True).encode()
        return SupportRequest.model_validate_json(self.api.send(person, path, content, key))


def year_file(today: date) -> bytes:
    """Return the file with the year; what the stories will book is kept free."""
    year = Year(Organisation.read(ORGANISATION), members(TEAM_FILE.read_bytes()), today)
    for specialist in PROMISED:
        year.reserve(specialist, 100, today, today + timedelta(days=364))
    given = under_way(today)
    first = date.fromisoformat(given["started_on"])
    year.reserve(given["specialist"], int(given["assignment_percent"]), first, today - timedelta(days=1))
    rows = [row_of(one, number) for number, one in enumerate(year.requests(), start=1)]
    return as_csv([*rows, given, *waiting(today)])


def load(folder: Path, specialist_team: str, recruitment: str, token: Token, database_url: str) -> None:
    """Make the demo data in this data folder unless they are there; raises DemoError when a command is refused.

    ``database_url`` is the recruitment service's: what has happened in weeks that are over is written there.
    """
    file = folder / _NOTE
    note: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {"day": local_date(now()).isoformat()}
    if note.get("done"):
        return
    file.write_text(json.dumps(note))
    today = date.fromisoformat(note["day"])
    with httpx.Client(base_url=specialist_team, timeout=30) as http:
        api = Api(http, token)
        teller = _Teller(api)
        teller.state(situations(Organisation.read(ORGANISATION), today))
        teller.bring(year_file(today))
        for story in stories(today):
            teller.tell(story)
        teller.limit(today)
        demo_policy.decide(api, today)
        teller.plan()
        demo_time.tell(api, [one.id for one in members(TEAM_FILE.read_bytes())], today)
    with httpx.Client(base_url=recruitment, timeout=30) as http:
        hr = Api(http, token, "/recruitment/v1")
        demo_orders.tell(hr, today)
        demo_screening.tell(hr, today)
    with httpx.Client(base_url=specialist_team, timeout=30) as http:
        demo_gap.tell(Api(http, token))
    demo_matching.tell(database_url, today)
    file.write_text(json.dumps({**note, "done": True}))


def main() -> int:
    """Load into the running environment; 1 when none runs."""
    running = Running.read()
    if running is None:
        print("Avlasta is not running here: start it with `make run` first.", file=sys.stderr)
        return 1
    token = partial(Keys().access_token, running.issuer)
    load(FOLDER, running.specialist_team, running.recruitment, token, running.databases["recruitment"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
