"""The journey with the keyboard alone, and with JavaScript off."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.people import COORDINATOR, MANAGER, SignIn

MOST_STOPS = 120


def tab_to(page: Page, role: Any, name: str) -> None:
    """Press Tab until the named control has focus, as a person would; every stop on the way must be visible."""
    wanted = page.get_by_role(role, name=name).first
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        visible = page.evaluate("document.activeElement.checkVisibility()")
        assert visible, f"focus is on something hidden on the way to {name}"
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    message = f"{name} cannot be reached by Tab"
    raise AssertionError(message)


def test_a_request_is_sent_and_assessed_by_keyboard(sign_in: SignIn) -> None:
    manager, coordinator = sign_in(MANAGER), sign_in(COORDINATOR)
    page = manager.page
    tab_to(page, "link", "Begär stöd")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stod/begar")
    tab_to(page, "radio", "Arbeta ned utredningsbalans")
    page.keyboard.press("Space")
    tab_to(page, "textbox", "Omfattning i procent av heltid")
    page.keyboard.type("40")
    tab_to(page, "textbox", "Vad ska specialisten göra?")
    page.keyboard.type("Fyra utredningar behöver en andra handläggare.")
    tab_to(page, "button", "Granska begäran")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stod/*-*")
    tab_to(page, "button", "Skicka begäran")
    page.keyboard.press("Enter")
    page.wait_for_url("**klart=submit")

    page = coordinator.page
    page.goto(manager.page.url.split("?")[0])
    tab_to(page, "radio", "Akut")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("Hög", exact=True).is_checked()
    tab_to(page, "textbox", "Skäl")
    page.keyboard.type("Två når gränsen i december.")
    tab_to(page, "button", "Bedöm och sätt i kö")
    page.keyboard.press("Enter")
    page.wait_for_url("**klart=triage")


def test_errors_take_focus_and_lead_to_their_fields(sign_in: SignIn) -> None:
    page = (manager := sign_in(MANAGER)).page
    manager.open("/stod/begar")
    manager.fill_in_need("Utredningen om 010203-XXXX behöver en andra handläggare.")
    page.get_by_label("Omfattning i procent av heltid").fill("120")
    page.get_by_role("button", name="Granska begäran").click()
    page.get_by_role("heading", name="Rätta 2 uppgifter innan du granskar").wait_for()
    assert page.title().startswith("Fel:")
    assert page.locator(":focus").get_attribute("role") == "alert"
    assert page.get_by_text("Ta bort ”010203-XXXX”. Uppgifter om klienter får inte finnas i Avlasta.").count() == 2
    assert "010203-XXXX" in page.get_by_label("Vad ska specialisten göra?").input_value()
    page.get_by_role("link", name="Skriv ett tal mellan 20 och 100.").click()
    assert page.locator(":focus").get_attribute("name") == "percent"


def test_a_menu_closes_with_escape_and_gives_focus_back(sign_in: SignIn) -> None:
    page = sign_in(MANAGER, width=360).page
    page.get_by_role("button", name="Meny").click()
    page.get_by_role("link", name="Stöd", exact=True).wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#phone-menu").is_hidden()
    assert page.locator(":focus").inner_text() == "Meny"


def test_the_journey_without_javascript(sign_in: SignIn) -> None:
    manager = sign_in(MANAGER, java_script_enabled=False)
    coordinator = sign_in(COORDINATOR, java_script_enabled=False)
    manager.click("link", "Begär stöd")
    manager.fill_in_need()
    manager.click("button", "Granska begäran")
    manager.click("button", "Skicka begäran")
    reference = manager.reference()

    coordinator.open("/ko")
    row = coordinator.page.locator(f"tbody:has(#{reference})")
    row.get_by_text("Varför här?").click()
    row.get_by_text("begäran ska bedömas först").wait_for()
    coordinator.click("link", f"Bedöm {reference}")
    coordinator.page.get_by_label("Normal", exact=True).check()
    coordinator.page.get_by_label("Skäl").first.fill("Kan vänta några veckor.")
    coordinator.click("button", "Bedöm och sätt i kö")
    coordinator.page.get_by_label("Skäl till valet").fill("Har tid.")
    coordinator.page.get_by_label("Omfattning", exact=True).fill("20")
    coordinator.click("button", "Erbjud vald specialist")
    coordinator.page.get_by_text("Erbjudandet är skickat till stadsdelen.").wait_for()

    manager.page.reload()
    manager.page.goto(manager.page.url.split("?")[0])
    manager.click("button", "Acceptera erbjudandet")
    manager.page.get_by_text("Erbjudandet är accepterat.").wait_for()
