"""The candidate's own page through a link: opened without an account, its token in no address that stays."""

import re
from datetime import timedelta
from typing import Any

import httpx
from opentelemetry import trace
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sqlalchemy import select

from libs.calendar import local_date, now
from libs.commands import idempotency
from services.portal.attempts import MOST
from services.recruitment import retention_handlers
from tests.avlasta import Avlasta, Browser
from tests.builders.tokens import FARSTA, HR_CONSULTANT
from tests.integration.portal.test_hiring import form_of
from tests.integration.portal.test_orders import told
from tests.integration.recruitment.campaigning import ROOT, Campaigning
from tests.integration.recruitment.matching import three_for_two
from tests.service import Api

START = (local_date(now()) + timedelta(days=60)).isoformat()


async def offered(avlasta: Avlasta, where: str, application: str) -> None:
    """Let the candidate be proposed, chosen and offered the position."""
    hr, farsta = Api(avlasta.recruitment, HR_CONSULTANT), Api(avlasta.recruitment, FARSTA)
    candidates = [{"application": application, "reason": "Svarar bäst mot kraven."}]
    found = await hr.post(f"{ROOT}/positions/{where}/candidates", {"candidates": candidates})
    one: dict[str, Any] = found.json()["referrals"][0]
    steps = (
        (farsta, "choose", {"reason": "Svarar bäst mot kraven."}),
        (hr, "see-documents", {"documents": one["missingDocuments"]}),
        (hr, "offer", {"answerBy": (local_date(now()) + timedelta(days=7)).isoformat()}),
    )
    for who, command, fields in steps:
        answer = await who.post(f"{ROOT}/referrals/{one['id']}/{command}", {"expectedVersion": one["version"]} | fields)
        assert answer.status_code == 200, answer.text
        one = answer.json()


async def a_link(hr: Browser, application: str) -> str:
    """Return the path of a link that HR-service makes."""
    page = f"/rekrytering/ansokan/{application}/lank"
    made = await hr.post(f"{page}/skapa", **form_of((await hr.get(page)).text, f"{page}/skapa"))
    assert "den visas bara en gång" in told(made)
    [link] = re.findall(r'value="[^"]*(/kandidat/[\w-]{43})"', made.text)
    assert link not in (await hr.get(page)).text
    return str(link)


async def send(visitor: Browser, shown: httpx.Response, action: str, **fields: str) -> httpx.Response:
    """Send one of the page's forms as it was shown."""
    form = shown.text.split(f'action="{action}"')[1].split("</form>", maxsplit=1)[0]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return await visitor.http.post(action, data=hidden | fields)


async def require_alike_and_not_for_ever(avlasta: Avlasta) -> None:
    """Try links that do not open."""
    visitor = await avlasta.browser(None)
    unknown = await visitor.get(f"/kandidat/{'a' * 43}")
    nobody = await visitor.get("/kandidat")
    assert unknown.status_code == nobody.status_code == 404
    assert "Länken går inte att öppna" in told(unknown)
    assert "Länken går inte att öppna" in told(nobody)
    tried = [(await visitor.get(f"/kandidat/{str(n).zfill(43)}")).status_code for n in range(MOST)]
    assert tried == [404] * (MOST - 1) + [429]


async def require_a_personnel_file_before_erasure(
    avlasta: Avlasta, hr: Browser, campaign: Campaigning, hired: str
) -> None:
    """Conclude the campaign: who was hired stays until the personnel file is made, and then goes like the others."""
    await campaign.give("decide")
    page = f"/rekrytering/gallring/{campaign.body['id']}"
    shown, action = await hr.get(page), f"{page}/{hired}/personalakt"
    assert "Anställd, sparas till personalakten" in told(shown)
    refused = await hr.post(action, **form_of(shown.text, action))
    assert (refused.status_code, "Anteckna först varför" in told(refused)) == (403, True)
    database, later = avlasta.recruitment.state.kernel.database, now() + timedelta(days=800)
    while await database.run(lambda tx: retention_handlers.erase_due(tx, later)):
        pass
    shown = await hr.get(page)
    assert told(shown).count("24 månader efter att omgången avgjordes") == 2
    unblind = {"ground": "offer", "reason": "Personalakten ska upprättas."}
    path = f"{ROOT}/applications/{hired}/unblind"
    assert (await Api(avlasta.recruitment, HR_CONSULTANT).post(path, unblind)).status_code == 200
    made = await hr.post(action, **form_of((await hr.get(page)).text, action))
    assert (made.json()["identity"]["first_name"], made.json()["startsOn"]) == ("Planterad", START)
    assert made.headers["Content-Disposition"] == f'attachment; filename="{campaign.body["reference"]}-1.json"'
    kept = await database.run(lambda tx: tx.execute(select(idempotency.c.body)))
    assert not any(b"Planterad" in bytes(row.body or b"") for row in kept)
    while await database.run(lambda tx: retention_handlers.erase_due(tx, later)):
        pass
    assert "Inget finns kvar" in told(await hr.get(page))


async def test_a_candidate_reads_answers_and_asks_without_an_account(avlasta: Avlasta) -> None:
    spans = InMemorySpanExporter()
    trace.get_tracer_provider().add_span_processor(SimpleSpanProcessor(spans))  # type: ignore[attr-defined] # the SDK has it
    campaign, ids = await three_for_two(lambda who: Api(avlasta.recruitment, who), avlasta.recruitment)
    await offered(avlasta, campaign.body["positions"][0]["id"], ids[0])
    hr, visitor = await avlasta.browser(HR_CONSULTANT), await avlasta.browser(None)
    link = await a_link(hr, ids[0])
    entered = await visitor.get(link)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/kandidat")
    cookie = entered.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "Path=/kandidat" in cookie
    assert link.rpartition("/")[2] not in cookie, "the browser keeps the visit's token, not the link's"
    shown = await visitor.get("/kandidat")
    for words in ("Du är erbjuden en tjänst", "Jag tackar ja", "vi har sett den", "Planterad"):
        assert (words in told(shown)) == (words != "Planterad")
    assert (await send(visitor, shown, f"/kandidat/svara/{ids[0]}")).headers["Location"] == "/kandidat"
    counted = await send(visitor, shown, f"/kandidat/svara/{ids[0]}", sex="woman", age="from_thirty")
    assert counted.headers["Location"] == "/kandidat?klart=svara"
    shown = await visitor.get("/kandidat?klart=svara")
    assert "Ditt svar är räknat och sparas inte." in told(shown)
    assert "Svara på frivilliga frågor" not in told(shown)
    extract = (await visitor.get("/kandidat/uppgifter.json")).json()
    assert (extract["identity"]["first_name"], extract["identity"]["last_name"]) == ("Planterad", "Testsson")

    [yes] = re.findall(r'action="(/kandidat/ja/[\w-]+)"', shown.text)
    stranger = await avlasta.browser(None)
    await stranger.get(await a_link(hr, ids[1]))
    theirs = form_data((await stranger.get("/kandidat")).text)
    assert (await stranger.http.post(yes, data=theirs | {"starts_on": START})).status_code == 404
    foreign = await visitor.http.post(yes, data={"csrf": "other", "version": "4", "starts_on": START})
    assert (foreign.status_code, "Formuläret gäller inte längre" in told(foreign)) == (403, True)
    refused = await send(visitor, shown, yes, starts_on="2020-01-01")
    assert (refused.status_code, "Välj en dag från och med i dag" in told(refused)) == (422, True)
    accepted = await send(visitor, shown, yes, starts_on=START)
    assert accepted.headers["Location"] == "/kandidat?klart=ja"
    again = await send(visitor, shown, yes, starts_on=START, key="")
    assert (again.status_code, "Något har ändrats under tiden" in told(again)) == (409, True)
    shown = await visitor.get("/kandidat?klart=ja")
    assert "HR-service hör av sig om din anställning." in told(shown)
    history = (await Api(avlasta.recruitment, HR_CONSULTANT).get(f"{ROOT}/applications/{ids[0]}")).json()
    assert history["status"] == "hired"

    told_by_traces = str([span.attributes for span in spans.get_finished_spans()])
    assert link.rpartition("/")[2] not in told_by_traces
    assert "/kandidat/{token}" in told_by_traces
    await require_a_personnel_file_before_erasure(avlasta, hr, campaign, ids[0])


async def test_a_candidate_takes_back_and_asks_to_be_erased(avlasta: Avlasta) -> None:
    _, ids = await three_for_two(lambda who: Api(avlasta.recruitment, who), avlasta.recruitment)
    hr = await avlasta.browser(HR_CONSULTANT)
    other = await avlasta.browser(None)
    await other.get(await a_link(hr, ids[1]))
    shown = await other.get("/kandidat")
    assert "Vi bedömer ansökningarna" in told(shown)
    asked = await send(other, shown, f"/kandidat/radera/{ids[1]}")
    assert asked.headers["Location"] == "/kandidat?klart=radera"
    theirs = await other.http.post(f"/kandidat/aterta/{ids[2]}", data=form_data(shown.text))
    assert (theirs.status_code, "finns inte" in told(theirs)) == (404, True)
    shown = await other.get("/kandidat")
    assert (await send(other, shown, f"/kandidat/aterta/{ids[1]}")).headers["Location"] == "/kandidat?klart=aterta"
    waiting = await hr.get("/rekrytering/gallring")
    assert "Vill bli raderade" in told(waiting)
    assert "En kandidat har bett om att bli raderad" in told(await hr.get("/"))
    action = f"/rekrytering/gallring/{ids[1]}/besvarad"
    assert (await hr.post(action, **form_of(waiting.text, action))).status_code == 303
    assert "HR-service svarade" in told(await other.get("/kandidat"))

    page = f"/rekrytering/ansokan/{ids[1]}/lank"
    await hr.post(f"{page}/aterkalla", **form_of((await hr.get(page)).text, f"{page}/aterkalla"))
    closed = await other.get("/kandidat")
    assert (closed.status_code, "Länken går inte att öppna" in told(closed)) == (404, True)
    await require_alike_and_not_for_ever(avlasta)


def form_data(page: str) -> dict[str, str]:
    return {"csrf": re.findall(r'name="csrf" value="([^"]*)"', page)[0], "version": "1"}
