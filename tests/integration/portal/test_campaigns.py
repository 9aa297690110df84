"""Campaigns through the pages: made of accepted orders, examined, published; applications by number only."""

import asyncio
import re
from datetime import timedelta

import pytest

from contracts.recruitment.application_format import COLUMNS
from libs.refusals import Unavailable
from services.portal import formats
from tests.avlasta import Avlasta, Browser
from tests.builders.applications import APPLICATION, PLANTED, a_csv, another
from tests.builders.campaigns import CRITERIA
from tests.builders.recruitment import an_order_body
from tests.builders.tokens import FARSTA, HR_CONSULTANT
from tests.integration.portal.test_orders import told

LIST = "/rekrytering/omgangar"
EVIDENCE = "Alla enheter har svarat."


async def accepted(avlasta: Avlasta) -> str:
    made = await avlasta.order(FARSTA, "", an_order_body(startsOn="2031-02-01"))
    await avlasta.order(FARSTA, f"/{made['id']}/place", {"expectedVersion": 1})
    await avlasta.order(HR_CONSULTANT, f"/{made['id']}/accept", {"expectedVersion": 2})
    return str(made["id"])


async def prepared(avlasta: Avlasta, hr: Browser, **typed: str) -> str:
    """Return the address of a campaign made through the form."""
    today = formats.today()
    days = {"opens_on": today.isoformat(), "closes_on": (today + timedelta(days=21)).isoformat()}
    fields = {"title": "Socialsekreterare våren", "orders": await accepted(avlasta)} | days | typed
    made = await hr.post(f"{LIST}/ny", **fields)
    assert made.status_code == 303, told(made)
    return str(made.headers["Location"])


async def write_profile(hr: Browser, address: str) -> None:
    """Add a must, take it away again, save; what is missing is said at the field."""
    fields: dict[str, str | list[str]] = {"rows": "2", "version": "1"}
    for number, one in enumerate(CRITERIA):
        fields |= {f"kind-{number}": one["kind"], f"title-{number}": one["title"], f"source-{number}": one["sources"]}
    fields |= {f"step-1-{number}": step for number, step in enumerate(CRITERIA[1]["steps"])}
    added = await hr.post(f"{address}/kravprofil", step="must", **fields)
    assert "Krav 3, skall" in told(added)
    assert 'value="Socionomexamen"' in added.text
    assert "Krav 2, merit" not in told(await hr.post(f"{address}/kravprofil", step="remove-1", **fields))
    refused = await hr.post(f"{address}/kravprofil", step="save", **fields)
    assert 'href="#weight-1"' in refused.text
    assert "Skriv ett helt tal mellan 1 och 10." in told(refused)
    saved = await hr.post(f"{address}/kravprofil", step="save", **fields | {"weight-1": "8"})
    assert saved.headers["Location"] == f"{address}?klart=set_profile", told(saved)


async def take_in(hr: Browser, address: str) -> None:
    """Try a file and take it in: 4711 differs from what is there, one is wrong, one is new and the same person."""
    today = formats.today().isoformat()
    rows = [APPLICATION, another("4712", received_on=today, email=APPLICATION["email"]), APPLICATION | {"years": "x"}]
    form = {"csrf": hr.csrf, "campaign": address.rpartition("/")[2]}
    upload = "/rekrytering/omgangar/ansokningar"
    assert "Välj en fil först." in (await hr.http.post(upload, data=form)).text
    columns = await hr.http.post(upload, data=form, files={"file": ("a.csv", b"namn;x\r\n1;2\r\n")})
    assert "Kolumnen namn" in columns.text
    sent = await hr.http.post(upload, data=form, files={"file": ("Planterad.csv", a_csv(rows))})
    report = sent.headers["Location"]
    page = await hr.get(report)
    assert "3 rader: 1 läses in, 0 finns redan, 2 kan inte läsas in." in told(page)
    assert re.search(r"Kan vara samma person som OMG-\d+-0001-1\.", told(page))
    fingerprint = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    assert (await hr.post(f"{report}/las-in", fingerprint="0" * 64)).status_code == 409
    assert (await hr.post(f"{report}/las-in", fingerprint=fingerprint)).headers["Location"] == report
    for _ in range(100):
        page = await hr.get(report)
        if "Klar" in page.text:
            break
        await asyncio.sleep(0.05)
    assert "3 rader: 1 är inlästa, 0 fanns redan, 2 lästes inte in." in told(page)
    extract = await hr.get(f"{report}?som=csv")
    assert "Kolumnen års erfarenhet är inget helt tal." in extract.text
    for shown in (page, extract, await hr.get(address), await hr.get(f"{address}/ansokningar")):
        assert not any(one in shown.text for one in PLANTED)
    await recognise(hr, address)
    template = await hr.get(f"{address}/ansokningar?som=csv")
    assert template.text.count(";") == len(COLUMNS) - 1


async def recognise(hr: Browser, address: str) -> None:
    """Answer whether two applications come from one person; the answer can be taken back."""
    for word, verdict in (("Kanske samma som", "same_person"), ("Samma som", "another_person")):
        page = await hr.get(address)
        assert word in told(page)
        form = page.text.split("/samma-person")[0].rpartition('action="')[2] + "/samma-person"
        fields = dict(
            re.findall(r'name="(version|other)" value="([^"]+)"', page.text.split(form)[1].split("</form>")[0])
        )
        assert "Välj vad det bygger på." in told(await hr.post(form, verdict=verdict, **fields))
        done = await hr.post(form, verdict=verdict, ground="asked", **fields)
        assert "klart=samma-person" in done.headers["Location"]
    assert "amma som" not in told(await hr.get(address))


async def test_from_accepted_orders_to_applications_by_number(avlasta: Avlasta) -> None:
    hr = await avlasta.browser(HR_CONSULTANT)
    assert "Inga tjänster att rekrytera till" in told(await hr.get(f"{LIST}/ny"))
    address = await prepared(avlasta, hr)
    assert "Nästa steg Skriv kravprofilen" in told(await hr.get(address))
    campaign = f"/campaigns/{address.rpartition('/')[2]}"
    await write_profile(hr, address)
    assert "Nästa steg Anteckna prövningarna" in told(await hr.get(address))
    refused = await hr.post(f"{address}/beslut/publish", version="2")
    assert refused.status_code == 409
    assert "Pröva om någon som är anställd ska omplaceras till tjänsten." in told(refused)
    for version, gate in enumerate(("redeployment", "more_hours", "re_employment"), start=2):
        fields = {"gate": gate, "districts": "farsta", "outcome": "nobody_concerned", "version": str(version)}
        empty = await hr.post(f"{address}/beslut/record_gate", **fields)
        assert "Skriv vad prövningen bygger på, 3 till 600 tecken." in told(empty)
        answer = await hr.post(f"{address}/beslut/record_gate", evidence=EVIDENCE, **fields)
        assert answer.headers["Location"] == f"{address}?klart=record_gate", told(answer)
    assert (
        told(await hr.get(address)).count(f"Farsta : Ingen berörs, {formats.day(formats.today())}. ”{EVIDENCE}”") == 3
    )
    assert (await hr.post(f"{address}/beslut/publish", version="5")).headers["Location"].endswith("klart=publish")
    names = {"firstName": PLANTED[0], "lastName": PLANTED[1], "email": APPLICATION["email"]}
    sent = {"reference": "4711", "receivedOn": formats.today().isoformat()} | names
    await avlasta.recruit(HR_CONSULTANT, f"{campaign}/applications", sent)
    assert "Det du sparar blir version 2" in told(await hr.get(f"{address}/kravprofil"))
    shown = await hr.get(address)
    assert "Ansökningar 1" in told(shown)
    assert not any(one in shown.text for one in PLANTED)
    await take_in(hr, address)
    listed = await hr.get(f"{LIST}?lage=published&stadsdel=farsta")
    assert "Tar emot ansökningar 1" in told(listed)
    assert "Ingen omgång svarar mot filtret" in told(await hr.get(f"{LIST}?stadsdel=bromma"))
    assert "Socialsekreterare våren" in (await hr.get(f"{LIST}?som=csv")).text


async def test_what_breaks_a_rule_is_said_and_what_is_away(avlasta: Avlasta, monkeypatch: pytest.MonkeyPatch) -> None:
    hr = await avlasta.browser(HR_CONSULTANT)
    empty = told(await hr.post(f"{LIST}/ny", title="", opens_on="2031-01-02", closes_on="2031-01-01"))
    assert "Skriv en rubrik, 3 till 600 tecken." in empty
    assert "Välj minst en beställning." in empty
    address = await prepared(avlasta, hr)
    page = await hr.get(f"{address}/andra")
    assert 'value="Socialsekreterare våren"' in page.text
    changed = {"title": "Ny rubrik", "orders": page.text.partition('name="orders"')[2].partition('value="')[2][:36]}
    early = await hr.post(f"{address}/andra", version="1", opens_on="2020-01-01", closes_on="2031-01-01", **changed)
    assert "Välj en dag från och med i dag" in told(early)
    days = {"opens_on": "2031-01-01", "closes_on": "2031-02-01"}
    assert (await hr.post(f"{address}/andra", version="1", **days, **changed)).headers["Location"] == address
    late = told(await hr.post(f"{address}/beslut/cancel", version="1", reason="redone"))
    assert "Omgången har ändrats medan du skrev" in late
    await hr.post(f"{address}/beslut/cancel", version="2", reason="redone")
    assert "Omgången är inställd. Inget mer behöver göras." in told(await hr.get(address))

    async def away(*_: object, **__: object) -> bytes:
        raise Unavailable("away")

    monkeypatch.setattr(avlasta.portal.state.portal.recruitment.campaigns._client, "_send", away)
    for path in (LIST, address, f"{LIST}/ny"):
        answer = await hr.get(path)
        assert answer.status_code == 503
        assert "En del av systemet svarar inte just nu." in told(answer)
