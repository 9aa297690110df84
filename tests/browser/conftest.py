"""People who use the real portal with a real browser."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser

from deploy.local import demo
from deploy.local.system import System
from tests.browser.people import Person, SignIn, watched


@pytest.fixture
def sign_in(browser: Browser, demo_data: System) -> Iterator[SignIn]:
    """`sign_in("farsta-chef", width=360, scheme="dark")` answers a person; a page with errors fails the test.

    What people do here comes after the demo's story, as on anybody's machine.
    """
    system = demo_data
    people: list[Person] = []
    contexts = []

    def signed_in(who: str, *, width: int = 1440, scheme: Any = "light", **options: Any) -> Person:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            **options,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        person = watched(context, system.portal.url, system.issuer.url)
        people.append(person)
        person.open("/")
        person.page.locator(f"button[value='{who}']").click()
        person.page.wait_for_url(f"{system.portal.url}/**")
        return person

    yield signed_in
    for context in contexts:
        context.close()
    problems = [problem for person in people for problem in person.problems]
    assert not problems, problems


@pytest.fixture(scope="session")
def demo_data(system: System) -> System:
    """The running system with the demo's requests in every state of their life."""
    token = partial(system.keys.access_token, system.issuer.url)
    database_url = system.postgres.url("recruitment")
    demo.load(system.folder, system.specialist_team.url, system.recruitment.url, token, database_url)
    return system
