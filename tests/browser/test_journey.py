"""One request from the manager in Farsta to the coordinator and back, live: nobody reloads a page."""

from tests.browser.people import COORDINATOR, MANAGER, OTHER_MANAGER, Person, SignIn


def ask_for_help(manager: Person) -> str:
    """Send a request in three clicks from home; return its reference."""
    manager.open("/")
    manager.clicks = 0
    manager.click("link", "Begär stöd")
    manager.fill_in_need()
    manager.click("button", "Granska begäran")
    manager.page.wait_for_url("**/stod/*-*")
    manager.click("button", "Skicka begäran")
    manager.page.wait_for_url("**klart=submit")
    return manager.reference()


def test_a_request_travels_from_the_manager_to_the_coordinator_and_back(sign_in: SignIn) -> None:
    manager, coordinator, stranger = sign_in(MANAGER), sign_in(COORDINATOR), sign_in(OTHER_MANAGER)
    coordinator.open("/ko")
    coordinator.page.wait_for_selector("html[data-live=on]")

    reference = ask_for_help(manager)
    assert manager.clicks == 3

    coordinator.sees("En ny begäran har kommit sedan du öppnade sidan.")
    coordinator.clicks = 0
    coordinator.click("link", "Visa dem")
    coordinator.click("link", f"Bedöm {reference}")
    coordinator.page.get_by_label("Hög", exact=True).check()
    coordinator.page.get_by_label("Skäl").first.fill("Lagens tider är i fara.")
    coordinator.click("button", "Bedöm och sätt i kö")
    manager.sees("Sattes i kö")

    coordinator.page.get_by_label("Skäl till valet").fill("Kompetens och omfattning enligt begäran.")
    coordinator.click("button", "Erbjud vald specialist")
    assert coordinator.clicks == 4
    manager.sees("En specialist erbjöds")

    manager.clicks = 0
    manager.click("button", "Acceptera erbjudandet")
    manager.page.wait_for_url("**klart=accept_offer")
    assert manager.clicks == 1
    coordinator.sees("Erbjudandet accepterades")

    address = manager.page.url.split("?")[0]
    answer = stranger.page.goto(address)
    assert answer is not None
    assert answer.status == 404
    stranger.open("/stod")
    assert reference not in stranger.page.content()


def test_help_starts_ends_and_is_evaluated(sign_in: SignIn) -> None:
    manager, coordinator = sign_in(MANAGER), sign_in(COORDINATOR)
    manager.open("/stod/begar")
    manager.fill_in_need()
    today = manager.page.locator("body").evaluate("() => new Date().toLocaleDateString('sv-SE')")
    manager.page.get_by_label("Från och med").fill(today)
    manager.click("button", "Granska begäran")
    manager.click("button", "Skicka begäran")
    manager.page.wait_for_url("**klart=submit")
    address = manager.page.url.split("?")[0]

    coordinator.page.goto(address)
    coordinator.page.get_by_label("Akut", exact=True).check()
    coordinator.page.get_by_label("Skäl").first.fill("Kan inte vänta.")
    coordinator.click("button", "Bedöm och sätt i kö")
    coordinator.page.wait_for_url("**klart=triage")
    coordinator.page.get_by_label("Skäl till valet").fill("Har tid nu.")
    coordinator.page.get_by_label("Omfattning", exact=True).fill("20")
    coordinator.click("button", "Erbjud vald specialist")
    manager.page.get_by_role("button", name="Acceptera erbjudandet").click()
    manager.page.wait_for_url("**klart=accept_offer")

    coordinator.page.get_by_role("button", name="Registrera start").click()
    coordinator.page.wait_for_url("**klart=start")
    coordinator.page.get_by_role("button", name="Registrera avslut").click()
    coordinator.page.wait_for_url("**klart=complete")
    manager.page.get_by_label("4 Hjälpte mycket").check()
    manager.page.get_by_role("button", name="Skicka utvärderingen").click()
    manager.page.wait_for_url("**klart=evaluate")
    coordinator.sees("Stödet utvärderades")


def test_a_form_being_written_is_not_touched_by_what_happens_elsewhere(sign_in: SignIn) -> None:
    manager, coordinator = sign_in(MANAGER), sign_in(COORDINATOR)
    ask_for_help(manager)
    coordinator.page.goto(manager.page.url.split("?")[0])
    coordinator.page.wait_for_selector("html[data-live=on]")
    coordinator.page.get_by_label("Skäl").first.fill("Börjar skriva")

    manager.page.get_by_text("Dra tillbaka begäran").first.click()
    manager.page.get_by_label("Varför drar ni tillbaka begäran?").select_option(label="Vi har löst det själva")
    manager.page.get_by_role("button", name="Dra tillbaka begäran").click()
    manager.page.wait_for_url("**klart=withdraw")

    coordinator.sees("Begäran har ändrats medan du skrev")
    assert coordinator.page.get_by_label("Skäl").first.input_value() == "Börjar skriva"
    coordinator.page.get_by_label("Hög", exact=True).check()
    coordinator.page.get_by_role("button", name="Bedöm och sätt i kö").click()
    coordinator.sees("Begäran drogs tillbaka")


def test_ten_tabs_share_one_stream(sign_in: SignIn) -> None:
    manager, coordinator = sign_in(MANAGER), sign_in(COORDINATOR)
    tabs = [coordinator.page.context.new_page() for _ in range(10)]
    for tab in tabs:
        tab.goto(f"{coordinator.portal}/ko")
        tab.wait_for_selector("html[data-live=on]")
    ask_for_help(manager)
    for tab in tabs:
        tab.get_by_text("En ny begäran har kommit").wait_for()


def test_what_happens_while_the_page_asks_is_asked_for_again(sign_in: SignIn) -> None:
    manager = sign_in(MANAGER)
    ask_for_help(manager)
    asked = manager.page.evaluate(
        """async () => {
            let asked = 0;
            document.body.addEventListener("htmx:beforeSend", (event) => { asked += event.target.id === "standing"; });
            const shown = new Promise((resolve) => {
                document.body.addEventListener("htmx:afterSettle", resolve, { once: true });
            });
            const standing = document.getElementById("standing");
            standing.dispatchEvent(new CustomEvent("changed"));
            standing.dispatchEvent(new CustomEvent("changed"));
            await shown;
            return asked;
        }"""
    )
    assert asked == 2, "the second was thrown away together with the part of the page that had asked"
