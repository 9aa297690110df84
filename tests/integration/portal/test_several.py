"""Decisions on several requests: every one has its own result, a repeat changes nothing, and nobody else can."""

import re

import httpx

from tests.avlasta import Avlasta, Browser
from tests.builders import tokens
from tests.integration.portal.given import make_request
from tests.integration.portal.test_policy import queue_up


def seen(page: httpx.Response, command: str) -> list[str]:
    """Return what the form of ``command`` says of the requests it is about."""
    form = page.text.partition(f'action="/ko/flera/{command}"')[2].partition("</form>")[0]
    return re.findall(r'name="seen" value="([^"]+)"', form)


async def statuses(avlasta: Avlasta, *ids: str) -> list[str]:
    api = avlasta.api(tokens.COORDINATOR)
    return [(await api.get(f"/support-requests/{one}")).json()["status"] for one in ids]


async def choose(browser: Browser, *ids: str) -> httpx.Response:
    return await browser.get("/ko/flera?" + "&".join(f"begaran={one}" for one in ids))


async def test_each_request_gets_its_own_result_and_a_repeat_changes_nothing(avlasta: Avlasta) -> None:
    (first, one), (second, other) = await make_request(avlasta, send=True), await make_request(avlasta, send=True)
    browser = await avlasta.browser(tokens.COORDINATOR)
    assert f'value="{first}"' in (await browser.get("/ko")).text
    chosen = await choose(browser, first, second)
    about = seen(chosen, "triage")
    assert sorted(about) == sorted([f"{first}:2", f"{second}:2"])

    withdraw = {"expectedVersion": 2, "reason": "recruited"}
    path = f"/support-requests/{second}/withdraw"
    await avlasta.api(tokens.FARSTA).post(path, json=withdraw, headers={"Idempotency-Key": "meanwhile-1"})
    form = {"csrf": browser.csrf, "key": "0193598a-0000-7000-8000-00000000abcd", "seen": about, "queue": "yes"}
    form |= {"urgency": "high", "reason": "Lagens tider är i fara."}
    for _ in range(2):
        done = await browser.http.post("/ko/flera/triage", data=form)
        assert one in done.text
        assert "Begäran har ändrats" in done.text.partition(other)[2]
        assert "1 av 2 blev klara" in done.text
    assert await statuses(avlasta, first, second) == ["queued", "withdrawn"]
    history = (await avlasta.api(tokens.COORDINATOR).get(f"/support-requests/{first}/history")).json()
    assert [entry["type"] for entry in history].count("specialist_team.request_triaged.v1") == 1


async def test_a_stale_one_is_named_and_the_others_are_done(avlasta: Avlasta) -> None:
    first, reference = await make_request(avlasta, send=True)
    second, _ = await make_request(avlasta, send=True)
    browser = await avlasta.browser(tokens.COORDINATOR)
    triage = {"expectedVersion": 2, "urgency": "normal", "reason": "Bedömd av en annan."}
    headers = {"Idempotency-Key": "someone-else-1"}
    await avlasta.api(tokens.COORDINATOR).post(f"/support-requests/{first}/triage", json=triage, headers=headers)
    form = {"csrf": browser.csrf, "seen": [f"{first}:2", f"{second}:2"], "question": "Hur många utredningar?"}
    done = (await browser.http.post("/ko/flera/return", data=form)).text
    assert "1 av 2 blev klara" in done
    assert "Begäran har ändrats medan du skrev" in done.partition(reference)[2]
    assert await statuses(avlasta, first, second) == ["triaged", "returned"]


async def test_a_missing_reason_keeps_the_choice_and_decides_nothing(avlasta: Avlasta) -> None:
    request_id, _ = await make_request(avlasta, send=True)
    browser = await avlasta.browser(tokens.COORDINATOR)
    form = {"csrf": browser.csrf, "seen": [f"{request_id}:2"], "urgency": "high", "reason": "", "queue": "yes"}
    answer = await browser.http.post("/ko/flera/triage", data=form)
    assert answer.status_code == 422
    assert seen(answer, "triage") == [f"{request_id}:2"]
    assert "ds-error-summary" in answer.text
    assert await statuses(avlasta, request_id) == ["submitted"]


async def test_what_cannot_be_decided_alike_is_left_alone(avlasta: Avlasta) -> None:
    request_id, _ = await make_request(avlasta, send=True)
    await queue_up(avlasta, tokens.SODERMALM, "normal", [])
    browser = await avlasta.browser(tokens.COORDINATOR)
    ids = re.findall(r'name="begaran" value="([^"]+)"', (await browser.get("/ko")).text)
    chosen = await choose(browser, *ids)
    assert len(ids) == 2
    assert seen(chosen, "triage") == [f"{request_id}:2"]
    assert "En av de valda går inte att besluta så" in chosen.text
    assert (await browser.http.post("/ko/flera/offer", data={"csrf": browser.csrf})).status_code == 404


async def test_more_than_can_be_read_are_not_decided(avlasta: Avlasta) -> None:
    request_id, _ = await make_request(avlasta, send=True)
    browser = await avlasta.browser(tokens.COORDINATOR)
    many = [f"0193598a-0000-7000-8000-{number:012x}:2" for number in range(45)]
    form = {"csrf": browser.csrf, "seen": [f"{request_id}:2", *many], "question": "Hur många utredningar?"}
    await browser.http.post("/ko/flera/return", data=form)
    assert await statuses(avlasta, request_id) == ["submitted"]


async def test_the_board_shows_every_open_request_under_its_state(avlasta: Avlasta) -> None:
    _, sent = await make_request(avlasta, send=True)
    queued = await queue_up(avlasta, tokens.SODERMALM, "high", [])
    browser = await avlasta.browser(tokens.STEERING_GROUP)
    board = (await browser.get("/ko?vy=tavla")).text
    assert "begaran" not in board
    columns = board.split('id="column-')
    assert [reference for reference in (sent, queued) for column in columns if reference in column]
    assert sent in next(column for column in columns if column.startswith("submitted"))
    assert queued in next(column for column in columns if column.startswith("queued"))
    assert queued in (await browser.get("/ko?vy=tavla&stadsdel=sodermalm")).text
    assert sent not in (await browser.get("/ko?vy=tavla&stadsdel=sodermalm")).text
    assert "beslut=" not in board
    coordinator = await avlasta.browser(tokens.COORDINATOR)
    [other] = re.findall(
        r'href="(/stod/[^"]*beslut=decline)#', (await coordinator.get("/ko?vy=tavla&lage=queued")).text
    )
    opened = re.search(r"<details[^>]* open><summary>([^<]*)", (await coordinator.get(other)).text)
    assert opened and opened[1] == "Avslå, med skäl och alternativ"
