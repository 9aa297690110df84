"""From matching to hire and answer through the pages: HR-service matches and offers, the manager decides."""

import re
from datetime import timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import httpx
import pytest

from contracts.event import ActorReference
from contracts.recruitment.equality_codes import EqualityQuestion, EqualityStage, Sex
from contracts.recruitment.referral_codes import FeedbackTemplate
from libs.calendar import now
from libs.refusals import Unavailable
from services.portal import formats
from services.portal.referral_words import FEEDBACK_TEXTS
from services.recruitment import calibration_store, equality_store
from services.recruitment.domain import calibration, equality
from services.recruitment.domain.equality import Counts
from tests.avlasta import Avlasta, Browser
from tests.builders.applications import PLANTED
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SODERMALM, STEERING_GROUP
from tests.integration.portal.test_orders import told
from tests.integration.recruitment.matching import three_for_two
from tests.service import Api

ROOT = "/rekrytering/omgangar"
ANSWERED: Counts = {
    (EqualityQuestion.SEX, answer, stage): number
    for answer, numbers in ((Sex.WOMAN, (40, 20, 12)), (Sex.MAN, (40, 20, 3)))
    for stage, number in zip(EqualityStage, numbers, strict=True)
}


def form_of(page: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the form that is sent to ``action``."""
    found = page.split(f'action="{action}"')[1].split("</form>", maxsplit=1)[0]
    return dict(re.findall(r'<input type="hidden" name="(key|version|run)" value="([^"]*)"', found))


async def matched(hr: Browser, base: str, behind: str) -> httpx.Response:
    """Make a run with a limit, read it, and ask why the application ``behind`` got nothing."""
    run = (await hr.post(f"{base}/matchning", **{"limit-farsta": "5"})).headers["Location"]
    shown = await hr.get(run)
    assert "Ingen kandidat och tjänst skulle båda hellre ha haft varandra." in told(shown)
    assert "blev lika, byte för byte" in told(shown)
    assert "Andra rangordnades före" in told(await hr.get(f"{run}/varfor/{behind}"))
    return shown


async def concluded(hr: Browser, base: str, version: int, ids: list[str]) -> None:
    """Decide, answer everybody who was not hired, compare merits, close."""
    assert (await hr.post(f"{base}/beslut/decide", version=str(version))).status_code == 303
    refused = await hr.post(f"{base}/beslut/close", version=str(version + 1))
    assert "Alla har inte fått besked" in told(refused)
    for one in ids[1:]:
        written = await hr.get(f"{base}/aterkoppling/{one}")
        assert "Du uppfyller kraven." in told(written)
        begun = {"template": "no_position_left", "text": FEEDBACK_TEXTS[FeedbackTemplate.NO_POSITION_LEFT]}
        assert "Skriv klart beskedet" in told(await hr.post(f"{base}/aterkoppling/{one}", version="1", **begun))
        fields = {"template": "closer_to_profile", "text": "Tack för din ansökan. Fler år av utredning behövdes."}
        assert (await hr.post(f"{base}/aterkoppling/{one}", version="1", **fields)).status_code == 303
    assert "Alla har fått besked." in told(await hr.get(f"{base}/aterkoppling"))
    merits = await hr.get(f"{base}/meriter/{ids[1]}")
    assert "Socionomexamen" in told(merits)
    closing = await hr.post(f"{base}/beslut/close", version=str(version + 1))
    assert closing.headers["Location"].endswith("klart=close")
    assert not any(planted in merits.text for planted in PLANTED)


async def a_calibration(avlasta: Avlasta) -> UUID:
    """Return the id of a calibration that Farsta's latest month calls for."""
    month = calibration.months_over(formats.today(), 1)[0]
    low = calibration.Agreement(9, None, Fraction(42, 100), Fraction(1, 2))
    called = calibration.call_for(uuid4(), ("farsta", month), low, ActorReference(id="system", role="system"), now())
    await avlasta.recruitment.state.kernel.database.run(lambda tx: calibration_store.add(tx, called))
    return called[0].id


async def measured(avlasta: Avlasta, campaign: UUID) -> None:
    """Read the measures as each who may, and follow every figure to its positions."""
    found = equality.groups(ANSWERED, dict.fromkeys(EqualityStage, 100))
    database = avlasta.recruitment.state.kernel.database
    await database.run(lambda tx: equality_store.report(tx, campaign, formats.today(), found))
    which = await a_calibration(avlasta)
    hr = await avlasta.browser(HR_CONSULTANT)
    assert "Två har bedömt för olika i en stadsdel" in told(await hr.get("/"))
    assert (await (await avlasta.browser(FARSTA)).post(f"/rekrytering/matt/kalibrering/{which}")).status_code == 403
    page, action = await hr.get("/rekrytering/matt"), f"/rekrytering/matt/kalibrering/{which}"
    assert "0,42" in told(page)
    assert (await hr.post(action, **form_of(page.text, action))).status_code == 303
    assert "Bedömarna har pratat ihop sig." in told(await hr.get("/rekrytering/matt?klart=kalibrering"))
    for who, own in ((HR_CONSULTANT, False), (STEERING_GROUP, False), (FARSTA, True)):
        browser = await avlasta.browser(who)
        page = await browser.get("/rekrytering/matt?stadsdel=farsta")
        assert ("Gruppen kön man erbjöds tjänst mindre än fyra femtedelar" in told(page)) is not own
        assert "tjänster: 1 tillsatta" in told(page) or "1 tjänst: 1 tillsatta" in told(page)
        assert ("Stadsdel <select" in page.text) is not own
        links = re.findall(r'href="(/rekrytering/matt/tjanster\?[^"]+)">(\d+)</a>', page.text)
        assert len(links) >= 3
        for address, count in links:
            behind = (await browser.get(address.replace("&amp;", "&"))).text
            assert behind.count('class="strong quiet-link"') == int(count), address
        rows = (await browser.get("/rekrytering/matt/tjanster?lage=filled&som=csv")).text
        assert (rows.count("REK-"), rows.count("Tillsatt;")) == (1, 1)
        assert (await browser.get("/rekrytering/matt?som=xlsx")).content.startswith(b"PK")
    away = await avlasta.browser(SODERMALM)
    assert "Ingen tjänst i urvalet" in told(await away.get("/rekrytering/matt/tjanster?stadsdel=farsta"))


async def test_from_matching_to_hire_and_answer(avlasta: Avlasta, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign, ids = await three_for_two(lambda who: Api(avlasta.recruitment, who), avlasta.recruitment)
    hr, manager = await avlasta.browser(HR_CONSULTANT), await avlasta.browser(FARSTA)
    base = f"{ROOT}/{campaign.body['id']}"
    where = f"/rekrytering/tjanster/{campaign.body['positions'][0]['id']}"
    assert "Ingen matchning är gjord" in told(await hr.get(f"{base}/matchning"))
    assert "Gör en matchning först." in told(await hr.get(where))
    wrong = await hr.post(f"{base}/matchning", **{"limit-farsta": "många"})
    assert (wrong.status_code, "Skriv ett helt tal mellan 0 och 200" in told(wrong)) == (422, True)
    shown = await matched(hr, base, ids[1])
    run = re.findall(r'name="matchning" value="([^"]+)"', (await hr.get(where)).text)[0]
    nobody = await hr.get(f"{where}/forslag?matchning={run}")
    assert nobody.headers["Location"] == f"{where}?klart=nobody"
    compared = await hr.get(f"{where}/forslag?matchning={run}&candidates={ids[0]}&candidates={ids[1]}")
    assert [words in told(compared) for words in ("4: Mer än fem år", "3: Tre till fem år", "Varför sökande 2?")] == [
        True
    ] * 3
    hidden = form_of(compared.text, f"{where}/forslag")
    missing = await hr.post(f"{where}/forslag", **hidden, candidates=ids[:1])
    assert "Välj en till fem kandidater och skriv varför för var och en." in told(missing)
    reasons = {f"reason-{one}": "Svarar väl mot profilen." for one in ids[:2]}
    sent = await hr.post(f"{where}/forslag", **hidden, **reasons, candidates=ids[:2])
    assert sent.headers["Location"] == f"{where}?klart=proposed", told(sent)

    assert "Ta ställning till två kandidater" in told(await manager.get("/"))
    order = f"/rekrytering/{campaign.body['positions'][0]['order']}"
    assert "Kandidater väntar på beslut" in told(await manager.get(order))
    page = (await manager.get(where)).text
    assert "4: Mer än fem år" in page
    assert (await (await avlasta.browser(SODERMALM)).get(where)).status_code == 404
    first, second = dict.fromkeys(re.findall(rf'action="({where}/kandidater/[^"]*)/choose"', page))
    declined = await manager.post(f"{second}/pass_over", reason="closer_to_profile", note="", version="1")
    assert declined.headers["Location"].endswith("klart=pass_over")
    assert "Välj eller skriv ett skäl" in told(await manager.post(f"{first}/choose", reason="", version="1"))
    assert (await manager.post(f"{first}/choose", reason="Störst erfarenhet.", version="1")).status_code == 303

    assert "Se handlingar och erbjud tjänsten" in told(await hr.get("/"))
    seen = re.findall(r'name="documents" id="[^"]*" value="([a-z_]+)"', (await hr.get(where)).text)
    assert (await hr.post(f"{first}/see_documents", documents=seen, version="2")).status_code == 303
    late = await hr.post(f"{first}/offer", answer_by=formats.today().isoformat(), version="3")
    assert "Välj en dag från i morgon och högst 30 dagar fram." in told(late)
    soon = (formats.today() + timedelta(days=7)).isoformat()
    assert (await hr.post(f"{first}/offer", answer_by=soon, version="3")).status_code == 303
    assert (await hr.post(f"{first}/accept", starts_on="2031-02-01", version="4")).status_code == 303
    assert "Tjänsten är tillsatt" in told(await hr.get(f"{where}?klart=accept"))

    await concluded(hr, base, campaign.body["version"], ids)
    for answer in (shown, compared, await hr.get(where), await hr.get(f"{base}/aterkoppling")):
        assert not any(planted in answer.text for planted in PLANTED)

    await measured(avlasta, UUID(campaign.body["id"]))

    async def away(*_: object, **__: object) -> bytes:
        raise Unavailable("away")

    monkeypatch.setattr(avlasta.portal.state.portal.recruitment.hiring._client, "_send", away)
    for path in (f"{base}/matchning", where, f"{base}/aterkoppling", "/rekrytering/matt"):
        assert (await hr.get(path)).status_code == 503
    assert (await hr.get("/")).status_code == 200
