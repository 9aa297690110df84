"""Team och kapacitet in the portal: weeks with words, time off registered, changed and taken back, and clashes told."""

import json
import re
from datetime import timedelta
from typing import Any

from libs.calendar import local_date, now
from tests.avlasta import TEAM_FILE, Avlasta
from tests.builders import tokens
from tests.integration.portal.test_policy import post, queue_up

TODAY = local_date(now())


def a_time_off(**changes: str) -> dict[str, str]:
    """Return what the coordinator types."""
    fields = {
        "seen": "0",
        "cause": "illness",
        "percent": "100",
        "starts_on": (TODAY + timedelta(days=10)).isoformat(),
        "ends_on": (TODAY + timedelta(days=40)).isoformat(),
        "reason": "Enligt anmälan.",
    }
    return fields | changes


async def offer(avlasta: Avlasta, reference: str) -> dict[str, Any]:
    listed = (await avlasta.api(tokens.COORDINATOR).get("/queue")).json()["items"]
    asked = next(one["request"] for one in listed if one["request"]["reference"] == reference)
    body = {
        "expectedVersion": asked["version"],
        "specialist": "specialist-c",
        "percent": 80,
        "startsOn": asked["startsOn"],
        "endsOn": asked["endsOn"],
        "reason": "Kompetens enligt begäran.",
    }
    return await post(avlasta, tokens.COORDINATOR, f"/support-requests/{asked['id']}/offer", body)


async def test_time_off_is_registered_changed_and_taken_back(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    saved = await browser.post("/team/specialist-c/tid", **a_time_off())
    assert saved.headers["Location"] == "/team/specialist-c?klart=tid", saved.text
    shown = (await browser.get(saved.headers["Location"])).text
    assert "Tiden är undantagen." in shown and "<b>Sjukdom</b>" in shown and "Enligt anmälan." in shown
    assert "heat-away" in (await browser.get("/team")).text
    off = re.findall(r"/team/specialist-c/([0-9a-f-]{36})/andra", shown)[0]
    changed = await browser.post(f"/team/specialist-c/{off}/andra", **a_time_off(seen="1", percent="20"))
    assert changed.status_code == 303, changed.text
    assert "20 procent av heltid" in (await browser.get("/team/specialist-c")).text
    stale = await browser.post(f"/team/specialist-c/{off}/ta-bort", seen="1", reason="Fel person.")
    assert stale.status_code == 409
    gone = await browser.post(f"/team/specialist-c/{off}/ta-bort", seen="2", reason="Fel person.")
    assert gone.status_code == 303
    assert "Ingen frånvaro och inget annat arbete" in (await browser.get("/team/specialist-c")).text


async def test_a_clash_is_told_where_the_coordinator_looks(avlasta: Avlasta) -> None:
    reference = await queue_up(avlasta, tokens.FARSTA, "normal", [])
    await offer(avlasta, reference)
    browser = await avlasta.browser(tokens.COORDINATOR)
    assert "krockar" not in (await browser.get("/")).text
    await browser.post("/team/specialist-c/tid", **a_time_off())
    for path in ("/", "/team", "/team/specialist-c"):
        assert "krockar med frånvaro" in (await browser.get(path)).text, path
    page = (await browser.get("/team")).text
    assert reference in page and "80 procent för mycket" in page and ">Krock<" in page


async def test_what_is_wrong_is_said_at_the_field(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    wrong = await browser.post("/team/specialist-c/tid", **a_time_off(percent="120", cause="", ends_on="2020-01-01"))
    assert wrong.status_code == 422
    for field, words in {
        "tid-percent": "Skriv ett tal mellan 1 och 100.",
        "tid-cause": "Välj vad tiden ska användas till.",
    }.items():
        assert re.search(rf'id="{field}-error">[^<]*{words}', wrong.text), field
    assert 'value="120"' in wrong.text
    nowhere = await browser.post("/team/specialist-c/jav", seen="0", place="", starts_on="2026-01-01", ends_on="")
    assert re.search(r'id="jav-place-error">Välj stadsdel eller enhet', nowhere.text)


async def test_a_conflict_of_interest_is_shown_where_it_matters_and_to_whom(avlasta: Avlasta) -> None:
    reference = await queue_up(avlasta, tokens.FARSTA, "normal", [])
    browser = await avlasta.browser(tokens.COORDINATOR)
    typed = {"seen": "0", "place": "farsta/farsta-utredning-barn-2", "starts_on": "2026-01-01", "ends_on": ""}
    assert (await browser.post("/team/specialist-c/jav", **typed)).status_code == 303
    listed = (await avlasta.api(tokens.COORDINATOR).get("/queue")).json()["items"]
    asked = next(one["request"] for one in listed if one["request"]["reference"] == reference)
    offered = (await browser.get(f"/stod/{asked['id']}")).text
    assert "Jäv: kan inte arbeta på enheten" in offered and "På tur" in offered and "Beläggning med begäran" in offered
    conflict = re.findall(
        r"/team/specialist-c/([0-9a-f-]{36})/avsluta", (await browser.get("/team/specialist-c")).text
    )[0]
    ended = await browser.post(f"/team/specialist-c/{conflict}/avsluta", seen="1", ends_on=TODAY.isoformat())
    assert ended.status_code == 303


async def test_a_specialist_sees_the_own_row_and_the_steering_group_no_cause(avlasta: Avlasta) -> None:
    coordinator = await avlasta.browser(tokens.COORDINATOR)
    await coordinator.post("/team/specialist-c/tid", **a_time_off())
    own = await avlasta.browser(tokens.SPECIALIST_C)
    shown = (await own.get("/team")).text
    assert "Specialist C" in shown and "Specialist A" not in shown and "Sjukdom" in shown
    assert (await own.get("/team/specialist-a")).status_code == 404
    assert "Ta undan tiden" not in (await own.get("/team/specialist-c")).text
    city = await avlasta.browser(tokens.STEERING_GROUP)
    for path in ("/team", "/team/specialist-c"):
        page = (await city.get(path)).text
        assert "Frånvaro" in page and "Sjukdom" not in page, path


async def test_the_weeks_as_a_file(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.COORDINATOR)
    lines = (await browser.get("/team?som=csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Specialist;Vecka från;Arbetsdagar;")
    assert len(lines) == 1 + len(json.loads(TEAM_FILE)) * 12
