"""The monthly report: each figure leads to its page, and the PDF is tagged and says the same."""

import re

from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.integration.portal.test_demand import year

REPORT = "/manadsrapport?manad=2026-09"


async def test_a_past_month_is_told_as_it_was_known_when_it_ended(avlasta: Avlasta) -> None:
    browser = await year(avlasta)
    page = (await browser.get(REPORT)).text
    assert "3 begäranden skickades. Vid månadens slut hade 1 av dem fått ett ja." in page
    assert ">4 arbetsdagar<" in page
    assert "Inget löfte har hunnit prövas än" in page
    assert "0 timmar hjälp" in page  # the help began in October
    assert "Farsta" in (await browser.get("/manadsrapport?manad=2026-10")).text
    links = set(re.findall(r'<dd><a href="([^"]+)"', page))
    for address in links:
        assert (await browser.get(address.replace("&amp;", "&"))).status_code == 200, address
    behind = re.search(r'href="([^"]+utfall=waiting)">(\d+)<', page)
    assert behind is not None
    assert (await browser.get(behind[1].replace("&amp;", "&"))).text.count("SPT-2026-") == int(behind[2])


async def test_it_is_a_tagged_pdf_and_files(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.STEERING_GROUP)
    pdf = await browser.get(f"{REPORT}&som=pdf")
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert b"/StructTreeRoot" in pdf.content and b"/Lang" in pdf.content
    assert "Begäranden;Skickade;0" in (await browser.get(f"{REPORT}&som=csv")).text
    assert (await browser.get(f"{REPORT}&som=xlsx")).content.startswith(b"PK")
    assert (await browser.get(f"{REPORT}&som=json")).json()["rows"]
    assert 'href="/manadsrapport"' in (await browser.get("/")).text
