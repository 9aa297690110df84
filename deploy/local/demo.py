"""Demo data, made through the public API as the personas would make them: requests in every state of their life.

`python -m deploy.local.demo` adds them to the running environment. Once per data folder: what was begun goes on with
the same idempotency keys and the same day, so nothing is made twice.
"""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel

from contracts.specialist_team.api import SupportRequest
from deploy.local.addresses import FOLDER, Running
from deploy.local.demo_stories import Story, stories
from deploy.local.keys import Keys
from deploy.local.personas import persona
from libs.calendar import local_date, now

Token = Callable[[str], str]
_NOTE = "demo.json"


class DemoError(Exception):
    """The service refused a demo command."""


@dataclass
class _Teller:
    http: httpx.Client
    token: Token

    def tell(self, story: Story) -> None:
        answer = self._post(story.person, "/support-requests", story.draft, f"{story.name}-draft")
        for number, (person, command) in enumerate(story.steps):
            path = re.sub(r"(?<!^)(?=[A-Z])", "-", type(command).__name__).lower()
            body = command.model_copy(update={"expected_version": answer.version})
            answer = self._post(person, f"/support-requests/{answer.id}/{path}", body, f"{story.name}-{number}")

    def _post(self, person: str, path: str, body: BaseModel, key: str) -> SupportRequest:
        answer = self.http.post(
            f"/specialist-team/v1{path}",
            content=body.model_dump_json(by_alias=True),
            headers={
                "Authorization": f"Bearer {self.token(person)}",
                "Content-Type": "application/json",
                "Idempotency-Key": f"demo-{key}",
            },
        )
        if answer.is_error:
            message = f"demo story {key}: {answer.status_code} {answer.text}"
            raise DemoError(message)
        return SupportRequest.model_validate_json(answer.content)


def load(folder: Path, specialist_team: str, token: Token) -> None:
    """Make the demo data in this data folder unless they are there; raises DemoError when a command is refused."""
    file = folder / _NOTE
    note: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {"day": local_date(now()).isoformat()}
    if note.get("done"):
        return
    file.write_text(json.dumps(note))
    with httpx.Client(base_url=specialist_team, timeout=30) as http:
        teller = _Teller(http, token)
        for story in stories(date.fromisoformat(note["day"])):
            teller.tell(story)
    file.write_text(json.dumps({**note, "done": True}))


def main() -> int:
    """Load into the running environment; 1 when none runs."""
    running = Running.read()
    if running is None:
        print("Avlasta is not running here: start it with `make run` first.", file=sys.stderr)
        return 1
    keys = Keys()
    load(FOLDER, running.specialist_team, lambda person: keys.access_token(running.issuer, persona(person)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
