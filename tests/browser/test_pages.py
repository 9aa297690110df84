"""Every page in both themes and two widths: axe, no sideways scrolling, one heading, a title, a language."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.people import SignIn

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "farsta-chef": [
        "/",
        "/stod",
        "/stod?lage=draft",
        "/stod/begar",
        "/rekrytering",
        "/rekrytering/bestall",
        "/utseende",
        "/aviseringar",
        "/finns-inte",
        "/drift",
    ],
    "samordnare": [
        "/",
        "/ko",
        "/ko?syfte=other",
        "/ko?vy=tavla",
        "/ko/flera",
        "/stod",
        "/koregler",
        "/planera",
        "/team",
        "/team/specialist-c",
        "/fordelning",
        "/simulator?team2=8&pris3=1200",
        "/simulator?team1=99",
        "/importera",
        "/manadsrapport",
        "/enheternas-lage",
        "/efterfragan",
        "/efterfragan/begaranden?utfall=declined",
    ],
    "specialist-c": [
        "/aviseringar",
        "/min-vecka",
        "/min-vecka?vecka=2026-01-05",
        "/mina-kalendrar",
        "/team/specialist-c",
        "/stod",
    ],
    "hr-konsult": [
        "/",
        "/rekrytering",
        "/rekrytering?stadsdel=farsta",
        "/rekrytering?lage=closed",
        "/rekrytering/omgangar",
        "/rekrytering/omgangar/ny",
        "/rekrytering/intervjuer",
        "/rekrytering/gallring",
        "/rekrytering/registerutdrag",
        "/rekrytering/utlamnande",
        "/rekrytering/matt",
        "/rekrytering/matt/tjanster",
    ],
    "styrgrupp": ["/ko", "/koregler", "/koregler/forslag", "/rekrytering/matt"],
    "bromma-avdelningschef": ["/"],
    "drift": ["/drift"],
    "spanga-tensta-chef": ["/tillganglighet", "/personuppgifter"],
}
TWICE_AS_LARGE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":root { font-size: 200% !important }");
    document.adoptedStyleSheets = [sheet];
}"""
WIDE, NARROW = 1280, 320
VARIANTS: list[tuple[Any, int]] = [("light", WIDE), ("dark", NARROW)]
"""Each theme and each width once: colours do not depend on width, nor sideways scrolling on colours."""


def check(page: Page, where: str) -> None:
    """Fail with the rules that the page breaks."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    broken = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
    assert not broken, f"{where}: {broken}"
    assert page.locator("h1").count() == 1, where
    assert page.title().endswith("– Avlasta"), where
    assert page.locator("html").get_attribute("lang") in {"sv", "en"}, where
    assert page.locator("[style]").count() == 0, where
    no_sideways_scrolling(page, where)


def no_sideways_scrolling(page: Page, where: str) -> None:
    """Fail when the page is wider than its window."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{where} is {too_wide} px too wide"


def check_twice_as_large(page: Page, where: str) -> None:
    """Fail when text of twice the size makes the page wider than its window (WCAG 2.2, 1.4.4)."""
    page.evaluate(TWICE_AS_LARGE)
    no_sideways_scrolling(page, f"{where} at 200 %")


def one_per_state(page: Page, portal: str, listed: str) -> list[str]:
    """Return the address of one request, order or campaign in each state that the person can see."""
    page.goto(f"{portal}{listed}")
    addresses = [chip.get_attribute("href") for chip in page.locator(".chips.scrolling .chip:not(:first-child)").all()]
    requests = []
    for address in addresses:
        page.goto(f"{portal}{address}")
        requests.append(str(page.locator("tr.row a").first.get_attribute("href")))
    return requests


@pytest.mark.parametrize("who", PAGES)
@pytest.mark.parametrize(("scheme", "width"), VARIANTS)
def test_axe_finds_nothing(sign_in: SignIn, who: str, scheme: str, width: int) -> None:
    person = sign_in(who, width=width, scheme=scheme)
    for path in PAGES[who]:
        person.open(path)
        check(person.page, f"{who} {path} {scheme} {width}")
        if width == WIDE:
            check_twice_as_large(person.page, f"{who} {path}")


@pytest.mark.parametrize(
    ("who", "listed", "scheme", "width"),
    [
        ("farsta-chef", "/stod", "light", WIDE),
        ("samordnare", "/stod", "dark", NARROW),
        ("farsta-chef", "/rekrytering", "light", WIDE),
        ("hr-konsult", "/rekrytering", "dark", NARROW),
        ("hr-konsult", "/rekrytering/omgangar", "light", WIDE),
    ],
)
def test_axe_finds_nothing_on_requests_and_orders(
    sign_in: SignIn, who: str, listed: str, scheme: str, width: int
) -> None:
    person = sign_in(who, width=width, scheme=scheme)
    for address in one_per_state(person.page, person.portal, listed):
        person.open(address)
        closed = person.page.locator("details:not([open]) > summary")
        while closed.count():
            closed.first.click()
        check(person.page, f"{who} {address} {scheme} {width}")
        if width == WIDE:
            check_twice_as_large(person.page, f"{who} {address}")


def judge_by_keys(page: Page) -> None:
    """Choose a step by its digit, go on by Enter, and see it kept as a draft."""
    first = page.locator(".judge").first
    first.locator("[type=radio]").first.focus()
    page.keyboard.press("1")
    assert first.locator("[type=radio]:checked").count() == 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.judge') === document.querySelectorAll('.judge')[1]")
    page.locator("#saved").get_by_text("Utkastet är sparat.").wait_for()


def kind(address: str) -> str:
    """Return the address without what says which one it is."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", re.sub(r"[?#].*", "", address))


def leads_to(page: Page) -> list[str]:
    """Return the addresses of pages that the main part links to."""
    found = [str(link.get_attribute("href")) for link in page.locator("main a[href^='/rekrytering']").all()]
    return [address for address in found if "som=" not in address and not address.endswith(".ics")]


def test_axe_finds_nothing_wherever_links_lead(sign_in: SignIn) -> None:
    person = sign_in("hr-konsult", width=WIDE)
    seen = {kind(address) for address in PAGES["hr-konsult"]}
    checked = []
    for start in ("/", "/rekrytering/gallring"):
        person.open(start)
        to_do = leads_to(person.page)
        while to_do:
            address = to_do.pop(0)
            if kind(address) not in seen:
                seen.add(kind(address))
                person.open(address)
                check(person.page, address)
                checked.append(kind(address))
                to_do += leads_to(person.page)
    assert {"/rekrytering/omgangar/…/matchning/…", "/rekrytering/tjanster/…"} <= {*checked}


def test_open_reasons_menus_and_errors(sign_in: SignIn) -> None:
    coordinator, manager = sign_in("samordnare", width=NARROW), sign_in("farsta-chef", width=NARROW)
    coordinator.open("/ko")
    for reason in coordinator.page.locator(".why summary").all()[:6]:
        reason.click()
    coordinator.page.get_by_role("button", name="Hämta").click()
    check(coordinator.page, "open reasons")
    for address in ("/team", "/team/specialist-c"):
        coordinator.open(address)
        coordinator.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        check(coordinator.page, f"open forms {address}")
    hr = sign_in("hr-konsult-2", width=NARROW)
    hr.open("/rekrytering/omgangar?lage=published")
    hr.page.locator("tr.row a").first.click()
    hr.click("link", "Till urvalet")
    hr.click("button", "Ta nästa ansökan")
    hr.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    check(hr.page, "judging")
    judge_by_keys(hr.page)
    hr.click("link", "Urval")
    hr.page.locator("aside details").evaluate("one => { one.open = true }")
    check(hr.page, "the desk")
    for box in hr.page.get_by_role("checkbox").all()[:2]:
        box.check()
    hr.click("button", "Jämför de valda")
    check(hr.page, "side by side")
    hr.open("/rekrytering/utlamnande")
    hr.page.get_by_label("Omgång", exact=True).select_option(index=1)
    hr.page.get_by_label("Lista över sökande").check()
    hr.click("button", "Ta fram handlingarna")
    check(hr.page, "what is masked")
    manager.open("/stod/begar")
    manager.page.get_by_role("button", name="Granska begäran").click()
    manager.page.locator(".ds-error-summary").wait_for()
    check(manager.page, "form with errors")


def test_english(sign_in: SignIn) -> None:
    person = sign_in("farsta-chef")
    person.click("button", "English")
    person.page.get_by_role("heading", name="To do", exact=True).wait_for()
    for path in ("/", "/stod", "/rekrytering/bestall", "/rekrytering", "/stod/begar"):
        person.open(path)
        assert person.page.locator("html").get_attribute("lang") == "en"
        check(person.page, f"english {path}")
    person.click("button", "Svenska")
    person.page.get_by_role("heading", name="Begär stöd från specialistteamet").wait_for()


def test_theme_and_density_follow_the_person(sign_in: SignIn) -> None:
    person = sign_in("spanga-tensta-chef")
    person.open("/utseende")
    person.page.get_by_label("Mörkt").check()
    person.page.get_by_label("Tätt").check()
    person.page.get_by_role("button", name="Spara valen").click()
    person.sees("Dina val är sparade")
    elsewhere = sign_in("spanga-tensta-chef").page.locator("html")
    assert elsewhere.get_attribute("data-color-scheme") == "dark"
    assert elsewhere.get_attribute("data-density") == "compact"
