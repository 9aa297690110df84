"""Erasure on the pages: what goes when, kept from it and let go, by number; the portal's database knows nobody."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from libs.refusals import Unavailable
from services.portal import formats
from services.recruitment.domain.retention import kept_until
from tests.avlasta import Avlasta, Browser
from tests.builders.applications import PLANTED
from tests.builders.tokens import HR_CONSULTANT
from tests.integration.portal.test_hiring import form_of
from tests.integration.portal.test_orders import told
from tests.integration.recruitment.matching import three_for_two
from tests.service import Api


async def portal_rows(avlasta: Avlasta) -> str:
    """Return all that the portal's database holds, as text."""
    database, whole = avlasta.portal.state.kernel.database, ""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    for table in (await database.run(lambda tx: tx.execute(text(tables)))).scalars().all():
        rows = text(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - the tables' own names
        whole += "\n".join((await database.run(lambda tx, rows=rows: tx.execute(rows))).scalars())
    return whole


async def documents_given_out(hr: Browser, campaign: str) -> None:
    """Take documents out, mask every name, read what becomes of it, give it out and read the file."""
    base = "/rekrytering/utlamnande"
    form: dict[str, str | list[str]] = {"campaign": campaign, "documents": ["applicants", "application"]}
    assert "Skriv vilka ansökningar handlingarna hör till." in told(await hr.post(base, **form, numbers=""))
    assert "ingen ansökan med nummer 9" in told(await hr.post(base, **form, numbers="9"))
    begun = (await hr.post(base, **form, numbers="2")).headers["Location"]
    page = await hr.get(begun)
    assert "Planterad Testsson" in told(page)
    assert (await hr.get(f"{begun}/handlingar.pdf")).status_code == 404
    names = ["1.applicants.1", "2.applicants.1", "3.applicants.1", "2.application.1"]
    masks = [f"{one} top_manager" for one in names]
    twice = await hr.post(f"{begun}/granska", mask=[*masks, f"{names[0]} selection_test"])
    assert "Välj en grund för varje uppgift." in told(twice)
    preview = await hr.post(f"{begun}/granska", mask=masks)
    assert "Maskat: 39 kap. 5 b § OSL, högsta chef" in told(preview)
    assert "Testsson" not in told(preview)
    fields: dict[str, str | list[str]] = {
        "mask": masks,
        "fingerprint": re.findall(r'name="fingerprint" value="(\w+)"', page.text)[0],
    }
    assert "Testsson" in told(await hr.post(f"{begun}/andra", **fields))
    changed = await hr.post(f"{begun}/lamna-ut", **fields | {"fingerprint": "0" * 64}, version="1")
    assert "Handlingarna säger något annat nu" in told(changed)
    given = await hr.post(f"{begun}/lamna-ut", **fields, version="1", recipient="Den som frågade")
    assert given.headers["Location"] == f"{begun}?klart=ja", told(given)
    assert "Till: Den som frågade." in told(await hr.get(begun))
    assert "4 av" in told(await hr.get(base))
    file = await hr.get(f"{begun}/handlingar.pdf")
    written = "".join(one.extract_text() for one in PdfReader(BytesIO(file.content)).pages)
    assert ("Socionomexamen" in written, "person2@example.org" in written) == (True, True)
    assert written.count("Maskat: 39 kap. 5 b §") == len(names)
    assert not any(planted in written for planted in PLANTED)
    assert b"/StructTreeRoot" in file.content, "tagged"


async def test_what_is_erased_when_and_what_is_kept_from_it(avlasta: Avlasta, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign, ids = await three_for_two(lambda who: Api(avlasta.recruitment, who), avlasta.recruitment)
    hr = await avlasta.browser(HR_CONSULTANT)
    assert "Ingen omgång är avgjord än" in told(await hr.get("/rekrytering/gallring"))
    page = f"/rekrytering/gallring/{campaign.body['id']}"
    assert (await hr.get(page)).status_code == 409
    await campaign.give("cancel", reason="positions_withdrawn")
    overview = told(await hr.get("/rekrytering/gallring"))
    assert campaign.body["reference"] in overview
    assert formats.day(kept_until(formats.today())) in overview

    action = f"{page}/{ids[1]}/undanta"
    shown = await hr.get(page)
    refused = await hr.post(action, **form_of(shown.text, action), ground="")
    assert (refused.status_code, "Välj ett skäl." in told(refused)) == (422, True)
    fields = form_of(shown.text, action) | {"ground": "discrimination_claim"}
    assert (await hr.post(action, **fields)).headers["Location"] == f"{page}?klart=undanta"
    held = await hr.get(f"{page}?klart=undanta")
    for words in ("Ansökan är undantagen från gallring.", "En är undantagen.", "Anspråk på grund av diskriminering"):
        assert words in told(held)
    stale = await hr.post(action, **(fields | {"key": ""}))
    assert (stale.status_code, "Ansökan har ändrats under tiden" in told(stale)) == (409, True)
    let_go = f"{page}/{ids[1]}/slapp"
    assert (await hr.post(let_go, **form_of(held.text, let_go), ground="settled")).status_code == 303
    whole = f"{page}/undantag"
    asked = await hr.get(whole)
    assert "Välj ett skäl." in told(await hr.post(whole, **form_of(asked.text, whole), ground=""))
    fields = form_of(asked.text, whole) | {"step": "hold", "ground": "scrutiny"}
    assert (await hr.post(whole, **fields)).headers["Location"] == f"{whole}?klart=ja"
    assert "Hela omgången är undantagen" in told(await hr.get("/rekrytering/gallring"))
    assert "Undantagen från gallring" in told(await hr.get(f"/rekrytering/omgangar/{campaign.body['id']}"))
    fields = form_of((await hr.get(whole)).text, whole) | {"step": "release", "ground": "settled"}
    assert (await hr.post(whole, **fields)).status_code == 303
    assert "Omgången är inte längre undantagen." in told(await hr.get(f"{whole}?klart=ja"))
    extract = "/rekrytering/registerutdrag"
    number = f"{campaign.body['reference']}-2"
    assert "Skriv numret" in told(await hr.post(extract, found_by="number", value=""))
    assert "Ingen sökande hittades" in told(await hr.post(extract, found_by="email", value="ingen@example.org"))
    read = await hr.post(extract, found_by="number", value=number)
    for words in ("Vem du är", "Testsson", "Socionomexamen", f"{number}: Ansökan", "Vem som har fått veta vem du är"):
        assert words in told(read)
    again = form_of(read.text, extract) | {"found_by": "number", "value": number}
    file = await hr.post(extract, **again, som="pdf")
    assert "Testsson" in "".join(one.extract_text() for one in PdfReader(BytesIO(file.content)).pages)
    made = await hr.post(extract, **again, som="json")
    assert made.headers["Content-Disposition"] == 'attachment; filename="registerutdrag.json"'
    assert (made.json()["identity"]["last_name"], made.json()["applications"][0]["number"]) == ("Testsson", number)
    await documents_given_out(hr, campaign.body["id"])
    stored = (await hr.get(page)).text + await portal_rows(avlasta)
    assert not any(planted in stored for planted in PLANTED)

    async def away(*_args: object, **_kwargs: object) -> None:
        raise Unavailable("away")

    monkeypatch.setattr("libs.client.ServiceClient.get", away)
    assert "svarar inte just nu" in told(await hr.get("/rekrytering/gallring"))
