"""Efterfrågan: figures that lead to their requests, for those who may see them, and as files."""

import re

from tests.avlasta import Avlasta, Browser
from tests.builders import tokens
from tests.builders.imports import DECLINED, HELPED, QUEUED, a_csv
from tests.integration.portal.test_imports import send

PERIOD = "fran=2026-01&till=2026-11"


async def year(avlasta: Avlasta) -> Browser:
    """Return the coordinator's browser when three requests of Farsta's have been taken in."""
    browser = await avlasta.browser(tokens.COORDINATOR)
    report = await send(browser, a_csv([QUEUED, HELPED, DECLINED]))
    fingerprint = (await browser.get(report)).text.split('name="fingerprint" value="')[1].split('"')[0]
    await browser.post(f"{report}/las-in", fingerprint=fingerprint)
    while "/las-in" in (page := (await browser.get(report)).text) or "Läses in" in page:
        pass
    return browser


async def test_each_number_leads_to_as_many_requests(avlasta: Avlasta) -> None:
    browser = await year(avlasta)
    page = (await browser.get(f"/efterfragan?{PERIOD}")).text
    assert "3 begäranden: 1 fick hjälp, 1 blev utan och 1 väntar." in page
    assert "Teamet har inte tid i perioden" in page
    links = re.findall(r'href="(/efterfragan/begaranden\?[^"]+)">(\d+)</a>', page)
    assert len(links) == 16
    for address, count in links:
        behind = (await browser.get(address.replace("&amp;", "&"))).text
        assert behind.count("SPT-2026-") == int(count), address


async def test_a_district_sees_its_own_and_the_files_say_the_same(avlasta: Avlasta) -> None:
    await year(avlasta)
    own, stranger = await avlasta.browser(tokens.FARSTA), await avlasta.browser(tokens.SODERMALM)
    assert "3 begäranden" in (await own.get(f"/efterfragan?{PERIOD}")).text
    assert "Ingen har begärt stöd i perioden." in (await stranger.get(f"/efterfragan?{PERIOD}")).text
    figures = (await own.get(f"/efterfragan?{PERIOD}&som=csv")).text
    assert "Stadsdel;Farsta;3;0;1;1;0;0;0;1;4" in figures
    requests = (await own.get(f"/efterfragan/begaranden?{PERIOD}&utfall=declined&som=csv")).text
    assert requests.count("SPT-2026-") == 1
    assert "Teamet har inte tid i perioden" in requests
    assert (await own.get(f"/efterfragan?{PERIOD}&som=xlsx")).content.startswith(b"PK")


async def test_strange_choices_are_refused(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    for query in ("fran=2026-13", "omrade=mars", "indelning=alltid"):
        assert (await browser.get(f"/efterfragan?{query}")).status_code == 400
