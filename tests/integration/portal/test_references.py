"""References through the pages: a link shown once, answered without signing in, read by HR-service alone."""

import re

from services.portal import formats
from services.portal.attempts import MOST
from tests.avlasta import PORTAL, Avlasta, Browser
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SECOND_HR_CONSULTANT
from tests.integration.portal.test_orders import told
from tests.integration.recruitment.test_interviews import interviewable
from tests.service import Api
from tests.unit.recruitment.test_references import ANSWER

FIELDS = {
    "relation": "manager",
    "explanation": "",
    "comment": "Arbetade hos oss i fyra år.",
    **{f"rating-{name}": value for name, value in ANSWER["ratings"].items()},
    **{f"safety-{name}": value for name, value in ANSWER["safety"].items()},
}


async def test_a_reference_by_link_and_by_telephone(avlasta: Avlasta) -> None:
    _, (application,) = await interviewable(lambda who: Api(avlasta.recruitment, who), avlasta.recruitment)
    hr, path = await avlasta.browser(HR_CONSULTANT), f"/rekrytering/ansokningar/{application}/referenser"
    for person in (FARSTA, SECOND_HR_CONSULTANT, None):
        other = await avlasta.browser(person)
        assert (await other.get(path)).status_code in {403, 303}
    asked = {"name": "Kim Chefsson", "email": "kim@example.org", "agreed": "yes", "how": "link"}
    refused = await hr.post(path, **asked | {"agreed": "", "email": "kim"})
    assert "Fråga kandidaten först" in told(refused)
    made = await hr.post(path, **asked)
    assert made.headers["Cache-Control"] == "no-store"
    link = re.findall(rf'value="{PORTAL}(/referens/[^"]+)"', made.text)
    assert len(link) == 1, told(made)
    assert link[0] not in (await hr.get(path)).text, "shown once"

    referee = await avlasta.browser(None)
    opened = await referee.get(link[0])
    assert (opened.status_code, opened.headers["Location"]) == (303, "/referens")
    shown = await referee.get("/referens")
    assert "Referens för Planterad Testsson" in told(shown)
    assert (shown.headers["Referrer-Policy"], shown.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert link[0].rpartition("/")[2] not in shown.text
    missing = await referee.http.post("/referens", data=FIELDS | {"rating-pressure": "", "safety-rehire": ""})
    assert (missing.status_code, missing.text.count("Välj ett svar.")) == (422, 4), "at the question and in the summary"
    alarming = await referee.http.post("/referens", data=FIELDS | {"safety-concerns": "yes"})
    assert "Berätta mer om det du har svarat om skydd och säkerhet." in told(alarming)
    foreign = await referee.http.post("/referens", data=FIELDS, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert "Tack för ditt svar" in told(await referee.http.post("/referens", data=FIELDS))
    for again in (await referee.get(link[0]), await referee.get("/referens")):
        assert (again.status_code, "Länken fungerar inte" in told(again)) == (404, True)
    assert "Arbetade hos oss i fyra år." in told(await hr.get(path))

    assert (await hr.post(path, **asked | {"how": "telephone"})).headers["Location"] == f"{path}?klart=fragad"
    page = (await hr.get(path)).text
    (longer,) = re.findall(rf'action="({path}/[^"]*/forlang)"', page)
    assert (await hr.post(longer, version="1")).headers["Location"] == f"{path}?klart=forlangd"
    page = (await hr.get(path)).text
    telephone, version = re.findall(
        rf'action="({path}/[^"]*/telefon)".*?name="version" value="(\d+)"', page, re.DOTALL
    )[0]
    assert "Välj ett svar." in told(await hr.post(telephone, **FIELDS | {"safety-rehire": ""}, version=version))
    taken = await hr.post(telephone, **FIELDS, version=version)
    assert taken.headers["Location"] == f"{path}?klart=telefon", told(taken)
    assert "Svaret skrevs in av hr-konsult" in told(await hr.get(path))
    await noting_what_tests_showed(avlasta, application)
    await tried_too_often(await avlasta.browser(None), link[0])


async def noting_what_tests_showed(avlasta: Avlasta, application: str) -> None:
    """Note what a test showed, read it, and remove it."""
    hr, path = await avlasta.browser(HR_CONSULTANT), f"/rekrytering/ansokningar/{application}/tester"
    assert (await (await avlasta.browser(FARSTA)).get(path)).status_code == 403
    assert "Inget test är antecknat" in told(await hr.get(path))
    noted = {"kind": "work_sample", "taken_on": formats.today().isoformat(), "outcome": "Håller ihop."}
    assert "Välj vad som testades." in told(await hr.post(path, **noted | {"kind": ""}))
    late = await hr.post(path, **noted | {"taken_on": "2100-01-01"})
    assert "Välj den dag då testet gjordes, senast" in told(late)
    assert (await hr.post(path, **noted)).headers["Location"] == f"{path}?klart=sparat"
    shown = await hr.get(path)
    assert "Håller ihop." in told(shown)
    (removing,) = re.findall(rf'action="({path}/[^"]*/ta-bort)"', shown.text)
    assert "Välj varför." in told(await hr.post(removing, reason=""))
    assert (await hr.post(removing, reason="wrong_result")).headers["Location"] == f"{path}?klart=borttaget"


async def tried_too_often(browser: Browser, link: str) -> None:
    """Try links that open nothing until the address is asked to wait."""
    statuses = [(await browser.get(f"{link[:-4]}{number:04d}")).status_code for number in range(MOST + 1)]
    assert statuses[-1] == 429
    assert set(statuses) == {404, 429}
