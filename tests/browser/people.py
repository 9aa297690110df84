"""People at browsers: they sign in, click, type, and everything that goes wrong on their pages is remembered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page

MANAGER, OTHER_MANAGER, COORDINATOR = "farsta-chef", "sodermalm-chef", "samordnare"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"


@dataclass
class Person:
    """One person at one page, with the number of clicks since signing in."""

    page: Page
    portal: str
    clicks: int = 0
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a page by its address."""
        self.page.goto(self.portal + path)

    def click(self, role: Any, name: str) -> None:
        """Click what has this role and name, and count it."""
        self.clicks += 1
        self.page.get_by_role(role, name=name).first.click()

    def fill_in_need(self, tasks: str = "Sex utredningar är öppna och två når fyra månader.") -> None:
        """Choose and write what a request needs beyond what is filled in already."""
        self.page.get_by_label("Arbeta ned utredningsbalans").check()
        self.page.get_by_label("Omfattning i procent av heltid").fill("60")
        self.page.get_by_label("Vad ska specialisten göra?").fill(tasks)

    def reference(self) -> str:
        """Return the reference of the request whose page is open."""
        return self.page.locator(".crumbs [aria-current]").inner_text()

    def sees(self, words: str, seconds: float = 10) -> Locator:
        """Wait until the page shows the words, without being loaded again by us."""
        found = self.page.get_by_text(words).first
        found.wait_for(timeout=seconds * 1000)
        return found


SignIn = Callable[..., Person]


_EXPECTED = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
"""A refused form answers 409 or 422 on purpose; a page that hears of more while it asks, asks anew. Both are logged."""


def watched(context: BrowserContext, portal: str, issuer: str) -> Person:
    """Return a person with a new page whose errors and foreign requests are remembered."""
    person = Person(context.new_page(), portal)
    page = person.page
    ours = (portal, issuer)
    page.on("pageerror", lambda error: person.problems.append(f"script error: {error}"))
    page.on("console", lambda said: _note_console(person, said.type, said.text, page.url))
    page.on("request", lambda sent: None if sent.url.startswith(ours) else person.problems.append(sent.url))
    page.on("response", lambda got: _note_response(person, got.url, got.status, got.headers))
    return person


def _note_console(person: Person, kind: str, words: str, where: str) -> None:
    if kind in {"error", "warning"} and not words.startswith(_EXPECTED) and where.startswith(person.portal):
        person.problems.append(f"console: {words}")


def _note_response(person: Person, url: str, status: int, headers: dict[str, str]) -> None:
    if not url.startswith(person.portal):
        return
    if status >= 500 and status != 503:
        person.problems.append(f"{status} {url}")
    if not headers.get("content-security-policy", "").startswith(POLICY):
        person.problems.append(f"no content policy: {url}")
