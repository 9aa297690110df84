"""Signing in: every part of the identity provider's answer must fit the question this browser was sent away with."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.fernet import InvalidToken
from joserfc import jwt
from sqlalchemy import func, select, update

from libs.calendar import now
from services.portal import sessions
from services.portal.identity import IdentityProvider
from services.portal.sealing import Seal
from services.portal.store import session
from tests.avlasta import PORTAL, Avlasta
from tests.builders import tokens

CLIENT = "avlasta-portal"


class Provider:
    """An identity provider whose answers a test can bend."""

    def __init__(self) -> None:
        self.nonce = ""
        self.id_claims: dict[str, Any] = {}
        self.access_person = tokens.FARSTA
        self.verifiers: list[str] = []
        self.refreshes = 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer discovery, keys and the token endpoint."""
        if request.url.path.endswith("openid-configuration"):
            return httpx.Response(200, json=self._discovery())
        if request.url.path == "/jwks":
            return httpx.Response(200, json=tokens.KEYS.as_dict(private=False))
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        if form["grant_type"] == "refresh_token":
            self.refreshes += 1
        if form.get("code") == "used":
            return httpx.Response(400, json={"error": "invalid_grant"})
        self.verifiers.append(form.get("code_verifier", ""))
        access = tokens.a_token(self.access_person)
        return httpx.Response(
            200, json={"access_token": access, "id_token": self._id_token(), "expires_in": 600, "refresh_token": "r"}
        )

    def _discovery(self) -> dict[str, Any]:
        endpoints = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        addresses = {name: f"{tokens.ISSUER}/{path}" for name, path in endpoints.items()}
        return {"issuer": tokens.ISSUER, "authorization_response_iss_parameter_supported": True, **addresses}

    def _id_token(self) -> str:
        moment = int(time.time())
        claims = {"iss": tokens.ISSUER, "aud": CLIENT, "sub": "farsta-chef", "exp": moment + 60, "nonce": self.nonce}
        return jwt.encode({"alg": "RS256", "kid": "test"}, claims | self.id_claims, tokens.KEY)


@pytest.fixture
async def provider(avlasta: Avlasta) -> AsyncIterator[Provider]:
    """The provider that the portal asks."""
    bent = Provider()
    kernel, here = avlasta.portal.state.kernel, avlasta.portal.state.portal
    async with httpx.AsyncClient(transport=httpx.MockTransport(bent.answer)) as http:
        asked = IdentityProvider(here.settings, kernel.verifier, http)
        avlasta.portal.state.portal = type(here)(**(vars(here) | {"provider": asked}))
        yield bent


async def sent_away(avlasta: Avlasta, provider: Provider) -> tuple[httpx.AsyncClient, dict[str, str]]:
    """Return a browser on its way to the provider, and the question it carries."""
    browser = (await avlasta.browser(None)).http
    answer = await browser.get("/logga-in?till=/stod")
    question = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    provider.nonce = question["nonce"]
    return browser, question


async def come_back(browser: httpx.AsyncClient, question: dict[str, str], **changes: str) -> httpx.Response:
    """Return to the portal with the provider's answer."""
    query = {"code": "fresh", "state": question["state"], "iss": tokens.ISSUER} | changes
    return await browser.get("/inloggad", params={name: value for name, value in query.items() if value})


async def test_a_person_comes_back_to_where_they_were_going(avlasta: Avlasta, provider: Provider) -> None:
    browser, question = await sent_away(avlasta, provider)
    assert question["redirect_uri"] == f"{PORTAL}/inloggad"
    assert question["code_challenge_method"] == "S256"
    answer = await come_back(browser, question)
    assert answer.headers["Location"] == "/stod"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Enhetschef" in (await browser.get("/stod")).text
    assert len(provider.verifiers[0]) >= 43


@pytest.mark.parametrize(
    "changes", [{"state": "guess"}, {"iss": "http://elsewhere.test"}, {"iss": ""}, {"code": ""}, {"code": "used"}]
)
async def test_an_answer_that_does_not_fit_is_refused(
    avlasta: Avlasta, provider: Provider, changes: dict[str, str]
) -> None:
    browser, question = await sent_away(avlasta, provider)
    answer = await come_back(browser, question, **changes)
    assert answer.status_code == 400
    assert "Inloggningen blev inte klar" in answer.text
    assert (await browser.get("/stod")).headers["Location"].startswith("/logga-in")


@pytest.mark.parametrize(
    "claims",
    [{"nonce": "another"}, {"aud": "another-client"}, {"iss": "http://elsewhere.test"}, {"exp": 1}, {"sub": "drift"}],
)
async def test_an_id_token_that_does_not_fit_is_refused(
    avlasta: Avlasta, provider: Provider, claims: dict[str, Any]
) -> None:
    browser, question = await sent_away(avlasta, provider)
    provider.id_claims = claims
    assert (await come_back(browser, question)).status_code == 400


async def test_another_browser_cannot_use_the_answer_and_nobody_can_use_it_twice(
    avlasta: Avlasta, provider: Provider
) -> None:
    browser, question = await sent_away(avlasta, provider)
    other, _ = await sent_away(avlasta, provider)
    provider.nonce = question["nonce"]
    assert (await come_back(other, question)).status_code == 400
    assert (await come_back(browser, question)).status_code == 303
    browser.cookies.delete("avlasta")
    assert (await come_back(browser, question)).status_code == 400


@pytest.mark.parametrize("column", ["seen_at", "created_at"])
async def test_a_session_ends_when_idle_and_at_the_latest_after_ten_hours(avlasta: Avlasta, column: str) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    past = {"seen_at": sessions.IDLE, "created_at": sessions.LONGEST}[column] + timedelta(seconds=1)
    statement = update(session).values({column: now() - past})
    await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(statement))
    assert (await browser.get("/stod")).headers["Location"] == "/logga-in?till=/stod"


@pytest.mark.parametrize("is_click", [True, False])
async def test_a_click_keeps_a_session_alive_and_a_page_left_open_does_not(avlasta: Avlasta, *, is_click: bool) -> None:
    """The page's live stream asks who is there, too."""
    browser = await avlasta.browser(tokens.FARSTA)
    database, before = avlasta.portal.state.kernel.database, now() - timedelta(minutes=50)
    await database.run(lambda tx: tx.execute(update(session).values(seen_at=before)))
    assert await sessions.find(database, browser.http.cookies["avlasta"], is_click=is_click) is not None
    seen = (await database.run(lambda tx: tx.execute(select(session.c.seen_at)))).scalar_one()
    assert (seen > before) == is_click


async def test_the_access_token_is_refreshed_once(avlasta: Avlasta, provider: Provider) -> None:
    browser, question = await sent_away(avlasta, provider)
    await come_back(browser, question)
    database = avlasta.portal.state.kernel.database
    await database.run(lambda tx: tx.execute(update(session).values(access_expires_at=now())))
    for _ in range(2):
        await browser.get("/stod/begar")
        visitor = await sessions.find(database, browser.cookies["avlasta"])
        assert visitor is not None
        await avlasta.portal.state.portal.token(visitor)
    assert provider.refreshes == 1


async def test_the_database_alone_opens_no_token(avlasta: Avlasta, provider: Provider) -> None:
    browser, question = await sent_away(avlasta, provider)
    await come_back(browser, question)
    (kept,) = await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(select(session)))
    for sealed in (kept.access_token, kept.refresh_token, kept.id_token):
        opened = Seal(browser.cookies["avlasta"]).open(sealed)
        assert opened == "r" or opened.count(".") == 2
        assert sealed != opened
        with pytest.raises(InvalidToken):
            Seal("another cookie").open(sealed)


async def test_signing_out_ends_the_session(avlasta: Avlasta, provider: Provider) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    assert (await browser.get(f"/logga-ut?token={browser.csrf}")).headers["Location"] == "/utloggad"
    left = await avlasta.portal.state.kernel.database.run(
        lambda tx: tx.execute(select(func.count()).select_from(session))
    )
    assert left.scalar_one() == 0
    assert provider.refreshes == 0


async def test_cookies_are_tied_to_the_host_where_the_portal_has_https(avlasta: Avlasta) -> None:
    here = avlasta.portal.state.portal
    settings = here.settings.model_copy(update={"portal_url": "https://avlasta.example"})
    assert type(here)(**(vars(here) | {"settings": settings})).cookie == "__Host-avlasta"
