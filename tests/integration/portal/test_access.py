"""Every route by role and organisation: district A never sees B's request, and a new route must be classified here."""

import json
from typing import Any
from uuid import uuid4

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
from tests.builders.imports import QUEUED, a_csv
from tests.builders.recruitment import an_order_body

FARSTAS_APPROVER = tokens.APPROVER | {"sub": "farsta-avdelningschef", "district": "farsta"}
PEOPLE: dict[str, dict[str, Any] | None] = {
    "owner": tokens.FARSTA,
    "stranger": tokens.SODERMALM,
    "coordinator": tokens.COORDINATOR,
    "specialist": tokens.SPECIALIST_C,
    "hr_consultant": tokens.HR_CONSULTANT,
    "steering_group": tokens.STEERING_GROUP,
    "operator": tokens.OPERATOR,
    "approver": FARSTAS_APPROVER,
    "stranger_approver": tokens.APPROVER,
    "nobody": None,
}
EVERYONE = frozenset(PEOPLE)
SIGNED_IN = EVERYONE - {"nobody"}
MANAGERS = frozenset({"owner", "stranger"})
WHOLE_CITY = frozenset({"coordinator", "steering_group"})
READERS = SIGNED_IN - {"operator", "hr_consultant"}
TIME_KEEPERS = frozenset({"specialist", "coordinator"})
SUBSCRIBERS = frozenset({"owner", "stranger", "coordinator", "specialist"})
OWN = WHOLE_CITY | {"owner", "approver"}
STEERING_GROUP = frozenset({"steering_group"})
OPERATORS = frozenset({"operator"})
ORDER_READERS = MANAGERS | {"hr_consultant", "steering_group"}
OWN_ORDER = ORDER_READERS - {"stranger"}
RECRUITERS = frozenset({"hr_consultant"})

ROUTES: dict[tuple[str, str], frozenset[str]] = {
    ("GET", "/"): SIGNED_IN,
    ("GET", "/stod"): READERS,
    ("GET", "/stod/begar"): MANAGERS,
    ("POST", "/stod/begar"): MANAGERS,
    ("GET", "/stod/{request_id}"): OWN,
    ("GET", "/stod/{request_id}/andra"): frozenset({"owner"}),
    ("POST", "/stod/{request_id}/andra"): frozenset({"owner"}),
    ("POST", "/stod/{request_id}/beslut/{command}"): OWN,
    ("GET", "/stod/{request_id}/tid"): OWN,
    ("POST", "/stod/{request_id}/tid/{report_id}/{answer}"): frozenset({"owner"}),
    ("GET", "/min-vecka"): TIME_KEEPERS,
    ("POST", "/min-vecka/{request_id}"): TIME_KEEPERS,
    ("GET", "/mina-kalendrar"): SUBSCRIBERS,
    ("POST", "/mina-kalendrar/{kind}/{step}"): frozenset({"specialist"}),
    ("GET", "/ko"): WHOLE_CITY,
    ("GET", "/ko/flera"): frozenset({"coordinator"}),
    ("POST", "/ko/flera/{command}"): frozenset({"coordinator"}),
    ("GET", "/koregler"): READERS,
    ("GET", "/koregler/forslag"): STEERING_GROUP,
    ("POST", "/koregler/forslag"): STEERING_GROUP,
    ("GET", "/koregler/{policy_id}"): WHOLE_CITY,
    ("POST", "/koregler/{policy_id}/{step}"): STEERING_GROUP,
    ("GET", "/fordelning"): WHOLE_CITY,
    ("GET", "/planera"): WHOLE_CITY,
    ("POST", "/planera"): frozenset({"coordinator"}),
    ("POST", "/planera/erbjud"): frozenset({"coordinator"}),
    ("GET", "/planera/flytta/{request_id}"): WHOLE_CITY,
    ("GET", "/team"): WHOLE_CITY | {"specialist"},
    ("POST", "/team"): frozenset({"coordinator"}),
    ("GET", "/team/{specialist}"): WHOLE_CITY | {"specialist"},
    ("POST", "/team/{specialist}/{step}"): frozenset({"coordinator"}),
    ("POST", "/team/{specialist}/{subject}/{step}"): frozenset({"coordinator"}),
    ("GET", "/simulator"): WHOLE_CITY,
    ("GET", "/efterfragan"): MANAGERS | WHOLE_CITY,
    ("GET", "/efterfragan/begaranden"): MANAGERS | WHOLE_CITY,
    ("GET", "/enheternas-lage"): WHOLE_CITY,
    ("POST", "/enheternas-lage"): frozenset({"coordinator"}),
    ("GET", "/manadsrapport"): WHOLE_CITY,
    ("GET", "/importera"): frozenset({"coordinator"}),
    ("POST", "/importera"): frozenset({"coordinator"}),
    ("GET", "/importera/{import_id}"): frozenset({"coordinator"}),
    ("POST", "/importera/{import_id}/las-in"): frozenset({"coordinator"}),
    ("GET", "/aviseringar"): READERS,
    ("POST", "/aviseringar"): READERS,
    ("GET", "/utseende"): SIGNED_IN,
    ("POST", "/utseende"): SIGNED_IN,
    ("POST", "/sprak"): EVERYONE,
    ("GET", "/drift"): OPERATORS,
    ("POST", "/drift/{service}/{parked_id}/spela-upp"): OPERATORS,
    ("POST", "/drift/{service}/{parked_id}/kasta"): OPERATORS,
    ("GET", "/rekrytering"): ORDER_READERS,
    ("GET", "/rekrytering/bestall"): MANAGERS,
    ("POST", "/rekrytering/bestall"): MANAGERS,
    ("GET", "/rekrytering/omgangar"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/ny"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/ny"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/andra"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/andra"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/beslut/{command}"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/kravprofil"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/ansokningar"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/kravprofil"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/matchning"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/matchning"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/aterkoppling"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/urval"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/urval/jamfor"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/urval/jav"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/urval/nasta"): RECRUITERS,
    ("GET", "/rekrytering/matt"): ORDER_READERS,
    ("GET", "/rekrytering/matt/tjanster"): ORDER_READERS,
    ("GET", "/rekrytering/{order_id}"): OWN_ORDER,
    ("GET", "/rekrytering/{order_id}/andra"): frozenset({"owner"}),
    ("POST", "/rekrytering/{order_id}/andra"): frozenset({"owner"}),
    ("POST", "/rekrytering/{order_id}/beslut/{command}"): OWN_ORDER,
    ("GET", "/tillganglighet"): EVERYONE,
    ("GET", "/personuppgifter"): EVERYONE,
    ("GET", "/utloggad"): EVERYONE,
}
"""Who gets in. What a path names is Farsta's: sent where it is read, a draft where it is changed."""

STEPS = {
    "/mina-kalendrar/{kind}/{step}": "skapa",
    "/team/{specialist}/{step}": "tid",
    "/team/{specialist}/{subject}/{step}": "andra",
}
"""A step that the route knows, where it is not one of a policy."""

TRIED_ELSEWHERE = {
    ("POST", "/rekrytering/omgangar/{campaign_id}/ansokan/{application_id}/samma-person"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/matchning/{run_id}"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/matchning/{run_id}/varfor/{application_id}"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/aterkoppling/{application_id}"),
    ("POST", "/rekrytering/omgangar/{campaign_id}/aterkoppling/{application_id}"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/meriter/{application_id}"),
    ("GET", "/rekrytering/tjanster/{position_id}"),
    ("POST", "/rekrytering/tjanster/{position_id}/forslag"),
    ("POST", "/rekrytering/tjanster/{position_id}/kandidater/{referral_id}/{command}"),
    ("POST", "/rekrytering/omgangar/ansokningar"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/ansokningar/{file_id}"),
    ("POST", "/rekrytering/omgangar/{campaign_id}/ansokningar/{file_id}/las-in"),
    ("GET", "/kalender/{secret}.ics"),
    ("GET", "/logga-in"),
    ("GET", "/inloggad"),
    ("GET", "/logga-ut"),
    ("GET", "/live"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/urval/{application_id}"),
    ("POST", "/rekrytering/omgangar/{campaign_id}/urval/{application_id}/{step}"),
}
FIRST_POLICY = "0193598a-0000-7000-8000-000000000100"
"""The policy that the team's service comes with."""

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


async def make_request(avlasta: Avlasta, *, send: bool) -> tuple[str, str]:
    """Return id and reference of a new request of Farsta's."""
    body = {
        "unit": "farsta-utredning-barn-2",
        "area": "children_and_youth",
        "purpose": "method_support",
        "percent": 40,
        "startsOn": "2031-01-13",
        "endsOn": "2031-03-07",
        "tasks": "Rutiner för förhandsbedömning.",
    }
    api = avlasta.api(tokens.FARSTA)
    made = (await api.post("/support-requests", json=body, headers={"Idempotency-Key": str(uuid4())})).json()
    if send:
        path = f"/support-requests/{made['id']}/submit"
        headers = {"Idempotency-Key": str(uuid4())}
        answer = await api.post(path, json={"expectedVersion": made["version"]}, headers=headers)
        assert answer.status_code == 200, answer.text
    return made["id"], made["reference"]


async def make_order(avlasta: Avlasta, *, send: bool) -> tuple[str, str]:
    """Return id and reference of a new recruitment order of Farsta's."""
    made = await avlasta.order(tokens.FARSTA, "", an_order_body(startsOn="2031-02-01"))
    if send:
        await avlasta.order(tokens.FARSTA, f"/{made['id']}/place", {"expectedVersion": 1})
    return made["id"], made["reference"]


async def make_campaign(avlasta: Avlasta) -> str:
    """Return the id of a campaign in preparation, for an order of Farsta's."""
    order, _ = await make_order(avlasta, send=True)
    await avlasta.order(tokens.HR_CONSULTANT, f"/{order}/accept", {"expectedVersion": 2})
    days = {"opensOn": "2031-01-11", "closesOn": "2031-01-31"}
    body = {"title": "Socialsekreterare till Farsta", "orders": [order], **days}
    return str((await avlasta.recruit(tokens.HR_CONSULTANT, "/campaigns", body))["id"])


async def check_file(avlasta: Avlasta) -> str:
    """Return the id of a file that the coordinator has tried."""
    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "text/csv"}
    answer = await avlasta.api(tokens.COORDINATOR).post("/imports", content=a_csv([QUEUED]), headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


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


async def test_a_form_of_another_session_does_nothing(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    for csrf in ("", "wrong", "å"):
        answer = await browser.http.post("/utseende", data={"csrf": csrf, "theme": "dark"})
        assert answer.status_code == 403
        assert "Formuläret gäller inte längre" in answer.text
    assert 'data-color-scheme="auto"' in (await browser.get("/utseende")).text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.test"}])
async def test_a_post_from_another_site_is_refused(avlasta: Avlasta, headers: dict[str, str]) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    answer = await browser.http.post("/utseende", data={"csrf": browser.csrf, "theme": "dark"}, headers=headers)
    assert answer.status_code == 403


async def test_signing_out_needs_the_sessions_own_link(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    assert "Vill du logga ut?" in (await browser.get("/logga-ut?token=guess")).text
    assert (await browser.get("/")).status_code == 200


@pytest.mark.parametrize("till", ["//elsewhere.test", "/\\elsewhere.test", "http://elsewhere.test", "/a\nb"])
async def test_nobody_is_sent_to_another_site(avlasta: Avlasta, till: str) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    answer = await browser.http.get("/logga-in", params={"till": till})
    assert answer.headers["Location"] == "/"
    assert (await browser.post("/sprak", sprak="sv", till=till)).headers["Location"] == "/"
