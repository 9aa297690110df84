"""Erasure on the pages: what goes when, kept from it and let go, by number; the portal's database knows nobody."""

import pytest
from sqlalchemy import text

from libs.refusals import Unavailable
from services.portal import formats
from services.recruitment.domain.retention import kept_until
from tests.avlasta import Avlasta
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
    extract = "/rekrytering/registerutdrag"
    number = f"{campaign.body['reference']}-2"
    assert "Skriv numret" in told(await hr.post(extract, found_by="number", value=""))
    assert "Ingen sökande hittades" in told(await hr.post(extract, found_by="email", value="ingen@example.org"))
    made = await hr.post(extract, found_by="number", value=number)
    assert made.headers["Content-Disposition"] == 'attachment; filename="registerutdrag.json"'
    assert (made.json()["identity"]["last_name"], made.json()["applications"][0]["number"]) == ("Testsson", number)
    stored = (await hr.get(page)).text + await portal_rows(avlasta)
    assert not any(planted in stored for planted in PLANTED)

    async def away(*_args: object, **_kwargs: object) -> None:
        raise Unavailable("away")

    monkeypatch.setattr("libs.client.ServiceClient.get", away)
    assert "svarar inte just nu" in told(await hr.get("/rekrytering/gallring"))
