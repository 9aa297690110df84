"""The coordinator keeps the team on its pages: who joins, on what terms, the last day; errors at the field, history."""

import re
from datetime import timedelta

from libs.calendar import local_date, now
from tests.avlasta import Avlasta
from tests.builders import tokens

TODAY = local_date(now())
LATER = (TODAY + timedelta(days=30)).isoformat()
JOINING: dict[str, str | list[str]] = {
    "id": "specialist-i",
    "percent": "100",
    "home_district": "farsta",
    "competences": ["bbic", "supervision"],
    "starts_on": LATER,
    "reason": "Rekryterad enligt beslut.",
}


async def test_somebody_joins_changes_and_leaves(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    joined = await browser.post("/team", **JOINING)
    assert joined.headers["Location"] == "/team/specialist-i?klart=ny", joined.text
    shown = (await browser.get(joined.headers["Location"])).text
    assert "Specialist I" in shown and "börjar" in shown and "Rekryterad enligt beslut." in shown
    steps: dict[str, dict[str, str | list[str]]] = {
        "andel": {"percent": "50", "starts_on": LATER},
        "kompetenser": {"competences": ["bbic"], "starts_on": LATER},
        "hemstadsdel": {"home_district": "bromma", "starts_on": LATER},
        "slut": {"last_day": LATER},
    }
    for step, fields in steps.items():
        seen = re.findall(r'name="seen" value="(\d+)"', shown)[0]
        saved = await browser.post(f"/team/specialist-i/{step}", seen=seen, reason="Enligt avtal.", **fields)
        assert saved.headers["Location"] == f"/team/specialist-i?klart={step}", saved.text
        shown = (await browser.get("/team/specialist-i")).text
    assert "50 procent; utgår från Bromma" in shown and "från 100 till 50 procent" in shown
    assert "Sista dagen i teamet ändrades" in shown
    stale = await browser.post("/team/specialist-i/andel", seen="1", reason="Igen.", percent="70", starts_on=LATER)
    assert stale.status_code == 409 and "Kompetenserna ändrades" in stale.text
    listed = (await browser.get("/team")).text
    assert "Specialist I" in listed and "slutar" in listed


async def test_who_has_left_is_out_of_the_weeks_and_still_found(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    last = (TODAY - timedelta(days=1)).isoformat()
    await browser.post("/team/specialist-c/slut", seen="0", last_day=last, reason="Har slutat.")
    listed = (await browser.get("/team")).text
    gone = listed[listed.index("Har slutat") :]
    assert "/team/specialist-c" in gone and "/team/specialist-c" not in listed[: listed.index("Har slutat")]
    stays = await browser.post("/team/specialist-c/slut", seen="1", last_day="", reason="Stannar ändå.")
    assert stays.status_code == 303
    assert "Har slutat" not in (await browser.get("/team")).text


async def test_what_is_wrong_is_said_at_the_field(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    wrong = await browser.post("/team", **JOINING | {"id": "Anna Ek", "percent": "0", "home_district": ""})
    assert wrong.status_code == 422
    for field, words in {
        "ny-id": "Skriv beteckningen med små bokstäver",
        "ny-percent": "Skriv ett tal mellan 1 och 100.",
        "ny-home_district": "Välj en stadsdel.",
    }.items():
        assert re.search(rf'id="{field}-error">[^<]*{words}', wrong.text), field
    assert 'value="Anna Ek"' in wrong.text
    twice = await browser.post("/team", **JOINING | {"id": "specialist-a"})
    assert re.search(r'id="ny-id-error">Den beteckningen finns redan', twice.text)
    same = await browser.post("/team/specialist-c/andel", seen="0", percent="80", starts_on=LATER, reason="Igen.")
    assert re.search(r'id="andel-percent-error">Anställningen är redan 80 procent', same.text)
    none = await browser.post("/team/specialist-c/slut", seen="0", last_day="", reason="Igen.")
    assert re.search(r'id="slut-last_day-error">Det är redan så', none.text)


async def test_a_specialist_reads_the_own_terms_and_changes_none(avlasta: Avlasta) -> None:
    own = (await (await avlasta.browser(tokens.SPECIALIST_C)).get("/team/specialist-c")).text
    assert "Anställning och kompetenser" in own and "80 procent; utgår från Farsta" in own
    assert "Spara anställningen" not in own
