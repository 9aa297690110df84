"""Köregler in the portal: proposed, tried on today's queue, signed by another member, and then the order changes."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from libs.calendar import local_date, now
from services.portal import policy_forms
from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.builders.policies import a_rule
from tests.builders.specialist_team import a_draft_body

OTHER_MEMBER = tokens.STEERING_GROUP | {"sub": "styrgrupp-2"}


async def post(avlasta: Avlasta, person: dict[str, Any], path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await avlasta.api(person).post(path, json=body, headers={"Idempotency-Key": str(uuid4())})
    assert answer.status_code < 300, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def queue_up(avlasta: Avlasta, person: dict[str, Any], urgency: str, risks: list[str]) -> str:
    made = await post(avlasta, person, "/support-requests", a_draft_body(unit=person["unit"], statutoryRisks=risks))
    path = f"/support-requests/{made['id']}"
    await post(avlasta, person, f"{path}/submit", {"expectedVersion": 1})
    triage = {"expectedVersion": 2, "urgency": urgency, "reason": "Bedömd.", "queue": True}
    await post(avlasta, tokens.COORDINATOR, f"{path}/triage", triage)
    return str(made["reference"])


def a_form(**changes: str) -> dict[str, str]:
    """Return what the steering group types: a rule in which every term counts."""
    values = policy_forms.values_of(a_rule()) | {"reason": "Lagens tider ska väga tyngre."}
    del values["tied_purposes"]
    return values | changes


def order(page: httpx.Response) -> list[str]:
    """Return the references in the order of the queue's page."""
    return re.findall(r'<tr class="row" id="(SPT-[\d-]+)"', page.text)


async def test_a_proposal_is_tried_signed_by_another_and_then_orders_the_queue(avlasta: Avlasta) -> None:
    high = await queue_up(avlasta, tokens.FARSTA, "high", [])
    risk = await queue_up(avlasta, tokens.SODERMALM, "normal", ["child_investigation", "preliminary_assessment"])
    one, other = await avlasta.browser(tokens.STEERING_GROUP), await avlasta.browser(OTHER_MEMBER)
    assert 'value="250"' in (await one.get("/koregler/forslag")).text

    saved = await one.post("/koregler/forslag", **a_form())
    assert saved.status_code == 303, saved.text
    address = saved.headers["Location"].partition("?")[0]
    shown = (await one.get(saved.headers["Location"])).text
    assert "Ingenting ändras förrän" in shown
    assert "Två av två i kön skulle byta plats" in shown
    assert "en plats upp" in shown and "en plats ned" in shown
    asked = "Läs och underteckna förslag till köregler"
    assert asked in (await other.get("/")).text and asked not in (await one.get("/")).text
    assert "Underteckna regeln" not in shown
    assert order(await one.get("/ko")) == [high, risk]

    refused = await one.post(f"{address}/underteckna", reason="Vi vill ha den nu.", version="1")
    assert (refused.status_code, "En annan ledamot ska underteckna" in refused.text) == (409, True)
    signed = await other.post(f"{address}/underteckna", reason="Beslutat på mötet.", version="1")
    assert signed.headers["Location"] == f"{address}?klart=underteckna"
    assert "Beslutat på mötet." in (await other.get(address)).text

    queue = await other.get("/ko")
    assert order(queue) == [risk, high]
    assert "Plats 1: lagens tider är i fara" in queue.text
    assert "Uppgift saknas: regeln ger 50 poäng" in queue.text
    assert "fill-missing" in queue.text and "style=" not in queue.text
    assert "Senast plats 2" in queue.text
    rule = (await (await avlasta.browser(tokens.FARSTA)).get("/koregler")).text
    assert "Version 2 ordnar kön" in rule and "Alla versioner" not in rule
    late = await one.post(f"{address}/dra-tillbaka", reason="Ångrar oss.", version="2")
    assert (late.status_code, "Förslaget är redan avgjort" in late.text) == (409, True)


async def test_a_signed_rule_waits_for_its_day(avlasta: Avlasta) -> None:
    high = await queue_up(avlasta, tokens.FARSTA, "high", [])
    risk = await queue_up(avlasta, tokens.SODERMALM, "normal", ["child_investigation", "preliminary_assessment"])
    one, other = await avlasta.browser(tokens.STEERING_GROUP), await avlasta.browser(OTHER_MEMBER)
    later = (local_date(now()) + timedelta(days=30)).isoformat()
    saved = await one.post("/koregler/forslag", **a_form(valid_from=later))
    address = saved.headers["Location"].partition("?")[0]
    assert (await other.post(f"{address}/underteckna", reason="Beslutat.", version="1")).status_code == 303
    assert order(await other.get("/ko")) == [high, risk]
    assert "Kommer" in (await other.get("/koregler")).text
    versions = (await other.get("/koregler?som=csv")).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in versions] == ["Läge", "Kommer", "Gäller"]
    [only] = (await (await avlasta.browser(tokens.FARSTA)).get("/koregler?som=csv")).text.splitlines()[1:]
    assert ";Gäller;" in only
    weeks = (await other.get("/simulator?team2=9&som=csv")).content.decode("utf-8-sig").splitlines()
    assert {line.partition(";")[0] for line in weeks[1:]} == {"1", "2"} and len(weeks) == 2 * 26 + 1


async def test_refusals_are_said_at_the_field_and_keep_what_was_typed(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.STEERING_GROUP)
    typed = a_form(urgency_weight="mycket", turnover_when_missing="500", emergency_percent="51", ageing="0")
    answer = await browser.post("/koregler/forslag", **typed)
    assert answer.status_code == 422
    for field, words in {
        "urgency_weight": "Skriv ett helt tal mellan 0 och 1 000.",
        "turnover_when_missing": "får inte vara fler än taket",
        "emergency_percent": "Skriv ett helt tal mellan 0 och 50.",
        "ageing": "Skriv ett helt tal mellan 1 och 1 000.",
    }.items():
        assert re.search(rf'id="{field}-error">[^<]*{words}', answer.text), field
    assert 'value="mycket"' in answer.text
    yesterday = (local_date(now()) - timedelta(days=1)).isoformat()
    past = await browser.post("/koregler/forslag", **a_form(valid_from=yesterday))
    assert past.status_code == 422
    assert re.search(r'id="valid_from-error">Välj en dag från och med i dag', past.text)
    assert 'name="reason"' in past.text and "Lagens tider ska väga tyngre." in past.text


async def test_the_ledger_is_told_in_words_and_as_a_file(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    assert "Ingen hjälp har getts än" in (await browser.get("/fordelning")).text
    answer = await browser.get("/fordelning?som=csv")
    assert answer.content.decode("utf-8-sig").startswith("Stadsdel;Timmar enligt andel;")
    assert "Farsta" in answer.text
