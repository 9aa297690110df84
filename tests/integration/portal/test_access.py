"""Every route by role and organisation: district A never sees B's request."""

import json
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import select

from services.portal.live import messages_for
from services.portal.sealing import Seal
from services.portal.store import feed
from services.portal.visitor import Visitor
from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.integration.portal.given import check_file, make_campaign, make_order, make_request
from tests.integration.portal.routes import FIRST_POLICY, PEOPLE, ROUTES, STEPS, TRIED_ELSEWHERE

LISTS = (
    "/",
    "/stod",
    "/stod?som=csv",
    "/stod?som=xlsx",
    "/stod?sok=SPT",
    "/ko",
    "/ko?som=csv",
    "/ko?stadsdel=farsta",
    "/efterfragan/begaranden",
    "/efterfragan/begaranden?som=csv",
    "/rekrytering",
    "/rekrytering?som=csv",
    "/rekrytering?stadsdel=farsta",
    "/rekrytering/matt",
    "/rekrytering/matt/tjanster",
    "/rekrytering/matt/tjanster?som=csv",
)


def own_routes(app: FastAPI) -> set[tuple[str, str]]:
    """Return the portal's own routes; the kernel's are tested with the kernel."""
    pages = [route for route in _flat(app.routes) if route.endpoint.__module__.startswith("services.portal.")]
    return {(method, route.path) for route in pages for method in (route.methods or set()) - {"HEAD"}}


def _flat(routes: Any) -> list[APIRoute]:
    found = []
    for route in routes:
        if isinstance(route, APIRoute):
            found.append(route)
        else:
            inner = getattr(route, "original_router", None) or getattr(route, "app", None)
            found += _flat(getattr(inner, "routes", []))
    return found


async def test_every_route_is_classified(avlasta: Avlasta) -> None:
    assert own_routes(avlasta.portal) == set(ROUTES) | TRIED_ELSEWHERE


@pytest.mark.parametrize("who", PEOPLE)
async def test_every_route_lets_in_whom_it_should(avlasta: Avlasta, who: str) -> None:
    sent, reference = await make_request(avlasta, send=True)
    draft, draft_reference = await make_request(avlasta, send=False)
    order, order_reference = await make_order(avlasta, send=True)
    drafted_order, drafted_reference = await make_order(avlasta, send=False)
    checked, campaign = await check_file(avlasta), await make_campaign(avlasta)
    await avlasta.carry_events()
    browser = await avlasta.browser(PEOPLE[who])
    for (method, path), allowed in ROUTES.items():
        request_id = draft if path.endswith("/andra") else sent
        order_id = drafted_order if path.endswith("/andra") else order
        names = {"command": "withdraw", "service": "specialist_team", "parked_id": "1", "import_id": checked}
        names |= {"campaign_id": campaign}
        names |= {"kind": "own", "report_id": FIRST_POLICY, "answer": "invand"}
        names |= {"specialist": "specialist-c", "subject": FIRST_POLICY, "step": STEPS.get(path, "underteckna")}
        if path == "/rekrytering/{order_id}/beslut/{command}":
            names |= {"command": "accept"}
        if path == "/rekrytering/omgangar/{campaign_id}/beslut/{command}":
            names |= {"command": "extend"}
        if path == "/ko/flera/{command}":
            names |= {"command": "triage"}
        address = path.format(request_id=request_id, order_id=order_id, policy_id=FIRST_POLICY, **names)
        answer = await (browser.get(address) if method == "GET" else browser.post(address, sprak="sv"))
        turned_away = answer.status_code in {403, 404} or answer.headers.get("Location", "").startswith("/logga-in")
        # An operator's replay of a parked event that is not there is an honest 404 as well.
        if path.startswith("/drift/") and who in allowed:
            assert answer.status_code in {404, 422}, (path, answer.status_code)
            continue
        assert turned_away is (who not in allowed), (method, path, who, answer.status_code)
        if who not in allowed:
            assert not any(one in answer.text for one in (reference, draft_reference, order_reference))
        if who != "owner":
            assert drafted_reference not in answer.text


@pytest.mark.parametrize("who", ["stranger", "specialist", "operator", "nobody"])
async def test_no_list_shows_another_districts_request_or_order(avlasta: Avlasta, who: str) -> None:
    _, reference = await make_request(avlasta, send=True)
    _, ordered = await make_order(avlasta, send=True)
    await avlasta.carry_events()
    owner, other = await avlasta.browser(tokens.FARSTA), await avlasta.browser(PEOPLE[who])
    assert reference in (await owner.get("/stod")).text
    assert ordered in (await owner.get("/rekrytering")).text
    for path in LISTS:
        content = (await other.get(path)).content
        assert reference.encode() not in content, path
        assert ordered.encode() not in content, path


@pytest.mark.parametrize("who", ["coordinator", "steering_group"])
async def test_a_draft_is_the_districts_own(avlasta: Avlasta, who: str) -> None:
    draft, reference = await make_request(avlasta, send=False)
    await avlasta.carry_events()
    city = await avlasta.browser(PEOPLE[who])
    assert (await city.get(f"/stod/{draft}")).status_code == 404
    for path in LISTS:
        assert reference not in (await city.get(path)).text, path


@pytest.mark.parametrize(
    ("who", "hears"),
    [
        *(("owner", 4), ("stranger", 0), ("coordinator", 1), ("hr_consultant", 1), ("steering_group", 2)),
        *(("specialist", 0), ("operator", 0)),
    ],
)
async def test_the_live_stream_tells_ids_to_those_who_may_know(avlasta: Avlasta, who: str, hears: int) -> None:
    await make_request(avlasta, send=True)
    await make_order(avlasta, send=True)
    await avlasta.carry_events()
    rows = (await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(select(feed)))).all()
    person = PEOPLE[who]
    assert person is not None
    roles, seal = frozenset(person["roles"]), Seal("")
    visitor = Visitor(person["sub"], roles, person.get("district"), person.get("unit"), "", b"", seal)
    told = messages_for(visitor, rows)
    assert len(told) == hears
    assert all(json.loads(message["data"]).keys() == {"request", "fresh", "own", "about"} for message in told)


async def test_the_stream_is_for_those_who_are_signed_in(avlasta: Avlasta) -> None:
    answer = await (await avlasta.browser(None)).get("/live")
    assert answer.headers["Location"] == "/logga-in?till=/live"
