"""The two daily journeys in as few clicks as designed: with the mouse, by keyboard, and without JavaScript.

What is chosen and written in fields is not counted. A test fails when a journey needs one click more.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page

from deploy.local.system import System
from libs.calendar import local_date, now
from tests.browser.people import COORDINATOR, MANAGER, Person, SignIn
from tests.browser.test_without_mouse_or_script import tab_to
from tests.builders.specialist_team import a_draft_body

MOST = 3
MOST_WHEN_MATCHING = 4
"""Beside three ticks."""
REASON = "Kompetens och omfattning enligt begäran."

Act = Callable[[Person, str, str], None]


def by_mouse(person: Person, role: str, name: str) -> None:
    """Click."""
    person.click(role, name)


def by_keyboard(person: Person, role: str, name: str) -> None:
    """Tab to it and press Enter."""
    tab_to(person.page, role, name)
    person.clicks += 1
    person.page.keyboard.press("Enter")


WAYS = pytest.mark.parametrize(
    ("act", "javascript"),
    [(by_mouse, True), (by_keyboard, True), (by_mouse, False)],
    ids=["mouse", "keyboard", "no JavaScript"],
)


@WAYS
def test_a_manager_asks_for_help(sign_in: SignIn, act: Act, *, javascript: bool) -> None:
    manager = sign_in(MANAGER, java_script_enabled=javascript)
    act(manager, "link", "Begär stöd")
    manager.page.wait_for_url("**/stod/begar")
    manager.fill_in_need()
    act(manager, "button", "Granska begäran")
    manager.page.wait_for_url("**/stod/*-*")
    act(manager, "button", "Skicka begäran")
    manager.page.wait_for_url("**klart=submit")
    assert manager.clicks == MOST


def a_new_request(system: System) -> None:
    """Send a request as the manager by the API."""
    headers = {"Authorization": f"Bearer {system.token(MANAGER)}"}
    root = f"{system.specialist_team.url}/specialist-team/v1/support-requests"
    with httpx.Client(headers=headers, timeout=20) as http:
        made = http.post(root, json=a_draft_body(percent=20), headers={"Idempotency-Key": str(uuid4())}).json()
        sent = http.post(
            f"{root}/{made['id']}/submit", json={"expectedVersion": 1}, headers={"Idempotency-Key": str(uuid4())}
        )
    sent.raise_for_status()


def first_to_assess(page: Page) -> str:
    """Return the name of the first «Bedöm» in «Att göra», which is the oldest request that waits for it."""
    words = page.locator(".tasks a", has_text="Bedöm").first.inner_text()
    return " ".join(words.split())


@WAYS
def test_a_coordinator_decides_the_oldest(system: System, sign_in: SignIn, act: Act, *, javascript: bool) -> None:
    a_new_request(system)
    coordinator = sign_in(COORDINATOR, java_script_enabled=javascript)
    for _ in range(40):
        coordinator.open("/")
        if coordinator.page.locator(".tasks a", has_text="Bedöm").count():
            break
        coordinator.page.wait_for_timeout(250)
    coordinator.clicks = 0
    act(coordinator, "link", first_to_assess(coordinator.page))
    coordinator.page.wait_for_url("**/stod/*-*")
    coordinator.page.get_by_label("Hög", exact=True).check()
    coordinator.page.get_by_label("Skäl").first.fill("Lagens tider är i fara.")
    act(coordinator, "button", "Bedöm och sätt i kö")
    coordinator.page.wait_for_url("**klart=triage")
    coordinator.page.get_by_label("Omfattning", exact=True).fill("20")
    first = local_date(now()) + timedelta(weeks=40)  # whoever has asked: then there is time
    coordinator.page.get_by_label("Från och med").first.fill(first.isoformat())
    coordinator.page.get_by_label("Till och med").first.fill((first + timedelta(weeks=4)).isoformat())
    coordinator.page.get_by_label("Skäl till valet").fill(REASON)
    act(coordinator, "button", "Erbjud vald specialist")
    coordinator.page.wait_for_url("**klart=offer")
    assert coordinator.clicks == MOST


def tick(person: Person, number: int, *, keyboard: bool) -> None:
    """Tick the n-th candidate of the ranking."""
    box = person.page.locator("input[name=candidates]").nth(number)
    if keyboard:
        box.focus()
        person.page.keyboard.press("Space")
    else:
        box.check()


@pytest.mark.parametrize(("act", "keyboard"), [(by_mouse, False), (by_keyboard, True)], ids=["mouse", "keyboard"])
def test_hr_service_compares_three_and_proposes_them(sign_in: SignIn, act: Act, *, keyboard: bool) -> None:
    hr = sign_in("hr-konsult", java_script_enabled=keyboard)
    act(hr, "link", hr.page.get_by_role("link", name="saknar förslag").inner_text())
    hr.page.wait_for_url("**/matchning")
    vacant = hr.page.locator("main a[href^='/rekrytering/tjanster/']").nth(2 if keyboard else 1)
    act(hr, "link", vacant.inner_text())
    hr.page.wait_for_url("**/rekrytering/tjanster/*")
    for number in range(3):
        tick(hr, number, keyboard=keyboard)
    act(hr, "button", "Jämför de valda")
    hr.page.wait_for_url("**/forslag?*")
    for reason in hr.page.get_by_label("Varför sökande").all():
        reason.fill("Har utrett barns behov längst.")
    act(hr, "button", "Föreslå för chefen")
    hr.page.wait_for_url("**klart=proposed")
    assert hr.clicks == MOST_WHEN_MATCHING
