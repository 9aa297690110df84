"""The API as the demo's people use it: each with an own token, each command with a key that is always the same."""

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from deploy.local.personas import Persona, persona

Token = Callable[[Persona], str]


class DemoError(Exception):
    """The service refused a demo command."""


@dataclass
class Api:
    """A service, the specialist team's unless ``root`` says another; ``who`` is a persona, or the id of one."""

    http: httpx.Client
    token: Token
    root: str = "/specialist-team/v1"
    _headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, who: Persona | str, path: str) -> bytes:
        """Return what is at the path; raises DemoError when it is refused."""
        return _content(self.http.get(f"{self.root}{path}", headers=self._as(who)), path)

    def send(self, who: Persona | str, path: str, content: bytes, key: str, kind: str = "application/json") -> bytes:
        """Send a command and return its answer; raises DemoError when it is refused."""
        headers = self._as(who) | {"Content-Type": kind, "Idempotency-Key": f"demo-{key}"}
        return _content(self.http.post(f"{self.root}{path}", content=content, headers=headers), key)

    def _as(self, who: Persona | str) -> dict[str, str]:
        person = persona(who) if isinstance(who, str) else who
        if person.id not in self._headers:
            self._headers[person.id] = {"Authorization": f"Bearer {self.token(person)}"}
        return self._headers[person.id]


def _content(answer: httpx.Response, what: str) -> bytes:
    if answer.is_error:
        message = f"demo {what}: {answer.status_code} {answer.text}"
        raise DemoError(message)
    return answer.content
