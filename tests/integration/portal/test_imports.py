"""The coordinator tries a file, sees every row's fate, takes it in, and gets the report."""

import asyncio

from tests.avlasta import Avlasta, Browser
from tests.builders import tokens
from tests.builders.imports import HELPED, QUEUED, a_csv

FILE = a_csv([QUEUED, HELPED, QUEUED | {"key": "=1", "percent": "5"}])


async def send(browser: Browser, content: bytes, name: str = "2026.csv") -> str:
    answer = await browser.http.post("/importera", data={"csrf": browser.csrf}, files={"file": (name, content)})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


async def test_a_file_is_tried_seen_and_taken_in(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    report = await send(browser, FILE)
    page = (await browser.get(report)).text
    assert "3 rader: 2 läses in, 0 finns redan, 1 kan inte läsas in." in page
    assert "Kolumnen nyckel" in (await browser.get(f"{report}?utfall=wrong")).text
    fingerprint = page.split('name="fingerprint" value="')[1].split('"')[0]
    stale = await browser.post(f"{report}/las-in", fingerprint="0" * 64)
    assert (stale.status_code, "Det är inte filen som du provade" in stale.text) == (409, True)
    assert (await browser.post(f"{report}/las-in", fingerprint=fingerprint)).headers["Location"] == report
    for _ in range(100):
        page = (await browser.get(report)).text
        if "är inlästa, " in page and "3 rader" in page:
            break
        await asyncio.sleep(0.05)
    assert "3 rader: 2 är inlästa, 0 fanns redan, 1 lästes inte in." in page
    taken = (await browser.get(f"{report}?som=csv")).text
    assert taken.count("\r\n") == 4
    assert "SPT-2026-0001" in taken
    files = (await browser.get("/importera?som=csv")).text.splitlines()
    assert files[0].endswith("Läses in;Inläst;Finns redan;Skiljer sig;Fel;Filens fingeravtryck")
    assert files[1].endswith(f";Klar;3;0;2;0;0;1;{fingerprint}")
    assert (await browser.get("/importera?som=xlsx")).content.startswith(b"PK")
    await avlasta.carry_events()
    assert "SPT-2026-0002" in (await (await avlasta.browser(tokens.FARSTA)).get("/stod")).text


async def test_a_file_that_cannot_be_read_says_why_and_what_to_do(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    for content, words in (
        (b"", "Filen är tom"),
        (b"\x00\x01", "Filen går inte att läsa"),
        (b"nyckel;enhet\r\n1;2\r\n", "Kolumnen syfte"),
        (FILE.replace("skäl".encode(), b"skal"), "Kolumnen skal"),
        (FILE + b"\r\n" * 2_700_000, "Filen är för stor"),
    ):
        answer = await browser.http.post("/importera", data={"csrf": browser.csrf}, files={"file": ("a.csv", content)})
        assert answer.status_code in {413, 422}
        assert words in answer.text
    nothing = await browser.http.post("/importera", data={"csrf": browser.csrf})
    assert (nothing.status_code, "Välj en fil först." in nothing.text) == (422, True)
    foreign = await browser.http.post("/importera", data={"csrf": "x"}, files={"file": ("a.csv", FILE)})
    assert foreign.status_code == 403
